/* sweep_page.c -- a sweep for a person: a table of what moves, plots below it, where it flips.
 *
 * Many steps are thinned: the ends, the value in force and both sides of every flip stay.
 */
#include "interp/base/mem.h"
#include "interp/io/impact_part.h"
#include "interp/io/sweep_part.h"

enum { ROWS_MOST = 40, ROWS_THINNED = 20, PLOTS = 6, PLOT_CELLS = 24, FLIPS_MOST = 8 };

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

static const char *taken(Buf *b)
{
    const char *text = buf_copy(b).p;
    buf_free(b);
    return text;
}

/* What the page is made of. */
typedef struct Show {
    const Sweep *s;
    Page *p;
    Track *track;
    int n;
    int first, last; /* legal steps; first > last: none */
    bool *keep;      /* by step: it has a row */
} Show;

/* -- flips ---------------------------------------------------------------------------- */

/* Steps a < b, neighbours among those with a verdict, whose verdicts differ; false: no more
 * after *a. */
static bool next_flip(const Show *x, const Track *t, int *a, int *b)
{
    *a = track_judged(t, x->s, *b);
    for (*b = track_judged(t, x->s, *a + 1); *b < x->s->n;
         *b = track_judged(t, x->s, *b + 1)) {
        if (t->point[*a].verdict != t->point[*b].verdict)
            return true;
        *a = *b;
    }
    return false;
}

static void keep_flips(Show *x)
{
    for (int i = 0; i < x->n; i++)
        for (int a = 0, b = 0; next_flip(x, &x->track[i], &a, &b);)
            x->keep[a] = x->keep[b] = true;
}

static const char *value_at(const Show *x, int step)
{
    return sweep_value(x->s, x->s->step[step].value);
}

/* Of a step; NULL: none. */
static const char *target_at(const Show *x, const Track *t, int step)
{
    const Report *r = x->s->step[step].report;
    return report_target(r, &r->figures[t->measure]);
}

/* Where the target itself is moved, it is not said. */
static const char *flip_text(const Show *x, const Track *t, int a, int b)
{
    const char *from = target_at(x, t, a), *to = target_at(x, t, b);
    const bool same = from != NULL && to != NULL && strcmp(from, to) == 0;
    return msg_text(same ? MSG_SWEEP_FLIPS_AT : MSG_SWEEP_FLIPS, t->name,
                    report_verdict(t->point[a].verdict), value_at(x, a),
                    report_verdict(t->point[b].verdict), value_at(x, b),
                    same ? to : "");
}

static int say_flips(const Show *x, PageBlock *card)
{
    int n = 0;
    for (int i = 0; i < x->n; i++) {
        const Track *t = &x->track[i];
        for (int a = 0, b = 0; n < FLIPS_MOST && next_flip(x, t, &a, &b); n++)
            page_cell(card, NULL, flip_text(x, t, a, b),
                      report_tone(t->point[b].verdict));
    }
    return n;
}

/* -- the largest jump ----------------------------------------------------------------- */

typedef struct Jump {
    const Track *track; /* NULL: none */
    int a, b;
    int64_t size;
} Jump;

static void look_for_jump(const Show *x, const Track *t, Jump *most)
{
    int a = x->first;
    for (int b = a + 1; b <= x->last; b++) {
        if (!x->s->step[b].legal)
            continue;
        const int64_t d = t->point[b].value - t->point[a].value, size = d < 0 ? -d : d;
        if (size > most->size)
            *most = (Jump){t, a, b, size};
        a = b;
    }
}

static void say_jump(const Show *x, PageBlock *card)
{
    Jump most = {0};
    for (int i = 0; i < x->n; i++)
        if (x->track[i].kind == TRACK_PLACE)
            look_for_jump(x, &x->track[i], &most);
    if (most.track != NULL)
        page_cell(card, NULL,
                  msg_text(MSG_SWEEP_JUMPS, most.track->name, value_at(x, most.a),
                           value_at(x, most.b), most.track->point[most.a].text,
                           most.track->point[most.b].text),
                  TONE_PLAIN);
}

static bool any_verdict(const Show *x)
{
    for (int i = 0; i < x->n; i++)
        if (track_judged(&x->track[i], x->s, 0) < x->s->n)
            return true;
    return false;
}

static void put_flips(Show *x)
{
    PageBlock *card = page_put(x->p, BLOCK_CARD, raw(MSG_SWEEP_TURNS), TONE_PLAIN);
    if (say_flips(x, card) == 0 && any_verdict(x))
        page_cell(card, NULL, raw(MSG_SWEEP_NO_FLIP), TONE_PLAIN);
    say_jump(x, card);
}

/* -- the table ------------------------------------------------------------------------ */

static int legal_steps(const Sweep *s)
{
    int n = 0;
    for (int i = 0; i < s->n; i++)
        n += s->step[i].legal;
    return n;
}

/* Rows at even distances; what must be seen stays beside them. */
static int thin(Show *x)
{
    const int n = legal_steps(x->s);
    int seen = 0, shown = 0;
    keep_flips(x);
    for (int i = 0; i < x->s->n; i++) {
        const SweepStep *step = &x->s->step[i];
        if (!step->legal)
            continue;
        const bool even = n <= ROWS_MOST || seen * ROWS_THINNED % n < ROWS_THINNED;
        x->keep[i] = x->keep[i] || even || i == x->last || step->in_force;
        shown += x->keep[i];
        seen++;
    }
    return shown;
}

static bool turns(const Show *x, const Track *t)
{
    int a = 0, b = 0;
    return t->kind == TRACK_FIGURE && next_flip(x, t, &a, &b);
}

/* What turns is dropped after other figures, stages last of all. */
static int rank_of(const Show *x, const Track *t)
{
    switch (t->kind) {
    case TRACK_PLACE: return 1;
    case TRACK_FIGURE: return turns(x, t) ? 2 : 3;
    case TRACK_CLAUSE: return 4;
    }
    return 0;
}

static PageTable *sweep_table(Show *x)
{
    PageColumn *column = MEM_ARRAY(PageColumn, x->n + 1);
    int n = 1;
    column[0] = (PageColumn){.head = raw(MSG_REP_VALUE), .right = true};
    for (int i = 0; i < x->n; i++)
        if (x->track[i].moves)
            column[n++] = (PageColumn){.head = x->track[i].name,
                                       .right = true,
                                       .rank = rank_of(x, &x->track[i])};
    return page_table(x->p, NULL, column, n);
}

static void put_step(PageTable *t, const Show *x, int step)
{
    PageRow *row = page_row(t);
    const bool now = x->s->step[step].in_force;
    int n = 1;
    row->total = now;
    row->cell[0].text =
        now ? msg_text(MSG_SWEEP_IN_FORCE, value_at(x, step)) : value_at(x, step);
    for (int i = 0; i < x->n; i++) {
        const TrackPoint *p = &x->track[i].point[step];
        if (!x->track[i].moves)
            continue;
        row->cell[n].text = p->text;
        row->cell[n].bar = p->bar;
        row->cell[n].tone = report_tone(p->verdict);
        n++;
    }
}

static void put_table(Show *x)
{
    const int shown = thin(x), all = legal_steps(x->s);
    PageTable *t = sweep_table(x);
    for (int i = 0; i < x->s->n; i++)
        if (x->keep[i])
            put_step(t, x, i);
    if (shown < all)
        page_put(x->p, BLOCK_NOTE,
                 msg_text(MSG_SWEEP_SHOWN, report_count((uint64_t)shown),
                          report_count((uint64_t)all)),
                 TONE_DIM);
}

/* -- plots ---------------------------------------------------------------------------- */

static int plot_cells(const Sweep *s) { return s->n < PLOT_CELLS ? s->n : PLOT_CELLS; }

static int step_of_cell(const Sweep *s, int cell)
{
    return (int)((int64_t)cell * s->n / plot_cells(s));
}

static const char *plot_text(const Show *x, const Track *t)
{
    Chart c = {.n = plot_cells(x->s), .lo = INT64_MAX, .hi = INT64_MIN};
    c.point = MEM_ARRAY(ChartPoint, c.n);
    for (int k = 0; k < c.n; k++) {
        const TrackPoint *p = &t->point[step_of_cell(x->s, k)];
        c.point[k] = (ChartPoint){.value = p->value, .missing = p->missing};
        if (p->missing)
            continue;
        c.lo = p->value < c.lo ? p->value : c.lo;
        c.hi = p->value > c.hi ? p->value : c.hi;
    }
    if (c.hi <= c.lo) {
        c.hi = c.hi < INT64_MAX ? c.lo + 1 : c.hi;
        c.lo -= c.hi == c.lo;
    }
    return chart_spark_text(&c);
}

/* The texts of the least and the most. */
static const char *range_text(const Show *x, const Track *t)
{
    const TrackPoint *lo = NULL, *hi = NULL;
    for (int i = 0; i < x->s->n; i++) {
        const TrackPoint *p = &t->point[i];
        if (p->missing)
            continue;
        lo = lo == NULL || p->value < lo->value ? p : lo;
        hi = hi == NULL || p->value > hi->value ? p : hi;
    }
    if (lo == NULL)
        return "";
    if (t->kind == TRACK_CLAUSE)
        return msg_text(MSG_IMP_SPAN, report_count((uint64_t)lo->value),
                        report_count((uint64_t)hi->value));
    return msg_text(MSG_IMP_SPAN, lo->text, hi->text);
}

/* Under the plots: where the value in force is. */
static const char *axis_text(const Show *x)
{
    Buf b = {0};
    const int cells = plot_cells(x->s);
    for (int k = 0; k < cells; k++) {
        const int from = step_of_cell(x->s, k),
                  to = k + 1 < cells ? step_of_cell(x->s, k + 1) : x->s->n;
        bool here = false;
        for (int i = from; i < to; i++)
            here = here || x->s->step[i].in_force;
        buf_z(&b, here ? "▲" : " ");
    }
    return taken(&b);
}

enum { PLOT_PASSES = 4 };

/* What turns, then where leads are, then other figures, then what is late. */
static int plot_pass(const Show *x, const Track *t)
{
    switch (t->kind) {
    case TRACK_PLACE: return 1;
    case TRACK_FIGURE: return turns(x, t) ? 0 : 2;
    case TRACK_CLAUSE: return 3;
    }
    return PLOT_PASSES;
}

static void put_plot(PageTable *t, const char *name, const char *plot,
                     const char *range)
{
    PageCell *c = page_row(t)->cell;
    c[0].text = name;
    c[1].text = plot;
    c[2].text = range;
}

static PageTable *plot_table(Page *p)
{
    const PageColumn column[] = {
        {.head = raw(MSG_SWEEP_PLOT)},
        {.head = "", .right = true},
        {.head = raw(MSG_SWEEP_RANGE), .right = true, .rank = 1}};
    return page_table(p, NULL, column, sizeof column / sizeof *column);
}

static void put_plots(Show *x)
{
    PageTable *t = NULL;
    int n = 0;
    for (int pass = 0; pass < PLOT_PASSES; pass++)
        for (int i = 0; i < x->n && n < PLOTS; i++) {
            const Track *track = &x->track[i];
            if (!track->varies || plot_pass(x, track) != pass)
                continue;
            t = t != NULL ? t : plot_table(x->p);
            put_plot(t, track->plot, plot_text(x, track), range_text(x, track));
            n++;
        }
    if (t != NULL)
        put_plot(t, raw(MSG_REP_VALUE), axis_text(x),
                 msg_text(MSG_IMP_SPAN, value_at(x, 0), value_at(x, x->s->n - 1)));
}

/* -- notes ---------------------------------------------------------------------------- */

static void put_head(Show *x)
{
    const CoreThreshold *t = &x->s->core->thresholds[x->s->threshold];
    page_put(x->p, BLOCK_NOTE,
             msg_text(MSG_SWEEP_OF, str_z(t->name), value_at(x, 0),
                      value_at(x, x->s->n - 1), sweep_value(x->s, x->s->now)),
             TONE_PLAIN);
}

/* Runs of them: "0 … 35, 90". */
static void put_not_legal(Show *x)
{
    Buf b = {0};
    for (int i = 0; i < x->s->n; i++) {
        const int from = i;
        if (x->s->step[i].legal)
            continue;
        while (i + 1 < x->s->n && !x->s->step[i + 1].legal)
            i++;
        impact_say(&b, b.n == 0,
                   from == i
                       ? value_at(x, i)
                       : msg_text(MSG_IMP_SPAN, value_at(x, from), value_at(x, i)));
    }
    if (b.n > 0)
        page_put(x->p, BLOCK_NOTE, msg_text(MSG_SWEEP_NOT_LEGAL, str_z(buf_view(&b))),
                 TONE_DIM);
    buf_free(&b);
}

static bool is_empty_place(const Track *t, int step)
{
    return t->kind == TRACK_PLACE && t->point[step].value == 0;
}

static void put_same(Show *x)
{
    Buf b = {0};
    for (int i = 0; i < x->n; i++)
        if (!x->track[i].moves && !is_empty_place(&x->track[i], x->first))
            impact_say(&b, b.n == 0, x->track[i].name);
    if (b.n > 0)
        page_put(x->p, BLOCK_NOTE, msg_text(MSG_SWEEP_SAME, str_z(buf_view(&b))),
                 TONE_DIM);
    buf_free(&b);
}

/* -- the page ------------------------------------------------------------------------- */

static bool any_moves(const Show *x)
{
    for (int i = 0; i < x->n; i++)
        if (x->track[i].moves)
            return true;
    return false;
}

static Show show_of(const Sweep *s)
{
    Show x = {.s = s, .p = MEM_NEW(Page), .first = s->n, .last = -1};
    x.keep = MEM_ARRAY(bool, s->n + 1);
    x.track = sweep_tracks(s, &x.n);
    for (int i = 0; i < s->n; i++)
        if (s->step[i].legal) {
            x.first = i < x.first ? i : x.first;
            x.last = i;
        }
    return x;
}

const Page *sweep_page(const Sweep *s)
{
    Show x = show_of(s);
    put_head(&x);
    if (x.last < 0) {
        page_put(x.p, BLOCK_NOTE, raw(MSG_SWEEP_NONE), TONE_PLAIN);
        return x.p;
    }
    x.p->r = s->step[x.first].report;
    put_not_legal(&x);
    if (any_moves(&x)) {
        put_table(&x);
        put_same(&x);
        if (x.first < x.last) {
            put_plots(&x);
            put_flips(&x);
        }
    } else {
        page_put(x.p, BLOCK_NOTE, raw(MSG_SWEEP_ALL_SAME), TONE_PLAIN);
    }
    return x.p;
}
