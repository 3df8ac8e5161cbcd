/* calendar_compile.c -- from lines to pieces of open time.
 *
 * First each day gets a shape, a set of ranges of its wall time, by painting the lines one
 * over the other; shapes are few.  Then each day's ranges become instants.  Where a zone
 * skips an hour a range may become empty, turn round or meet its neighbour, and a night's
 * range may meet the next day's: what a day has is laid between what is there already.
 */
#include "interp/time/calendar_part.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { DAY_MINUTES = 1440, WEEK = 7, THURSDAY = 3, NO_SHAPE = -1 };

/* -- shapes of days ------------------------------------------------------------------ */

/* Ranges with from < to (up to two days), sorted, apart. */
typedef struct Shape {
    TimeRange *range;
    int n;
} Shape;

typedef struct Days {
    Shape *shape; /* the first is that of a closed day */
    int n;
    size_t cap;
    int *of_day;
} Days;

static int by_from(const void *a, const void *b)
{
    const TimeRange *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* Ranges that overlap or touch become one. */
static Shape shape_of(const TimeRange *range, int n)
{
    Shape s = {mem_bytes(sizeof *range * (size_t)n), 0};
    for (int i = 0; i < n; i++) {
        const int over = range[i].to <= range[i].from ? DAY_MINUTES : 0;
        s.range[i] = (TimeRange){range[i].from, range[i].to + over};
    }
    if (n > 0)
        qsort(s.range, (size_t)n, sizeof *s.range, by_from);
    for (int i = 0; i < n; i++) {
        const TimeRange r = s.range[i];
        TimeRange *last = s.n > 0 ? &s.range[s.n - 1] : NULL;
        if (last == NULL || r.from > last->to)
            s.range[s.n++] = r;
        else if (r.to > last->to)
            last->to = r.to;
    }
    return s;
}

/* What is left of a's ranges outside of b's: each of b's splits at most one in two. */
static Shape shape_minus(Shape a, Shape b)
{
    Shape s = {mem_bytes(sizeof *s.range * (size_t)(a.n + b.n)), 0};
    for (int i = 0; i < a.n; i++) {
        TimeRange r = a.range[i];
        for (int k = 0; k < b.n && b.range[k].from < r.to; k++) {
            if (b.range[k].to <= r.from)
                continue;
            if (b.range[k].from > r.from)
                s.range[s.n++] = (TimeRange){r.from, b.range[k].from};
            r.from = b.range[k].to;
        }
        if (r.from < r.to)
            s.range[s.n++] = r;
    }
    return s;
}

static int add_shape(Days *d, Shape s)
{
    MEM_PUSH(d->shape, d->n, d->cap) = s;
    return d->n - 1;
}

/* -- painting ------------------------------------------------------------------------ */

/* One line.  A closed one with ranges makes of each shape another one; shapes from n_before
 * on are what it has made. */
typedef struct Brush {
    Days *days;
    Shape taken;
    int *became; /* by shape; NO_SHAPE: not known yet */
    int n_before;
    int any; /* what every shape becomes, or NO_SHAPE */
} Brush;

static void paint(Brush *b, int32_t day)
{
    Days *d = b->days;
    int *shape = &d->of_day[day];
    if (b->any != NO_SHAPE) {
        *shape = b->any;
        return;
    }
    if (*shape >= b->n_before)
        return;
    int *became = &b->became[*shape];
    if (*became == NO_SHAPE)
        *became = add_shape(d, shape_minus(d->shape[*shape], b->taken));
    *shape = *became;
}

static void paint_week(Brush *b, int lo, int hi)
{
    const int more = (hi - lo + WEEK) % WEEK;
    for (int32_t day = 0; day < CALENDAR_DAYS; day++)
        if ((day + THURSDAY - lo + WEEK) % WEEK <= more)
            paint(b, day);
}

static void paint_dates(Brush *b, int32_t lo, int32_t hi)
{
    for (int32_t day = lo > 0 ? lo : 0; day <= hi && day < CALENDAR_DAYS; day++)
        paint(b, day);
}

static void paint_days(Brush *b, const CalendarDays *d)
{
    switch (d->kind) {
    case DAYS_WEEK: paint_week(b, d->lo, d->hi); break;
    case DAYS_DATES: paint_dates(b, d->lo, d->hi); break;
    case DAYS_HOLIDAYS:
        for (int i = 0; i < d->holidays->n; i++)
            paint(b, d->holidays->day[i].day);
        break;
    }
}

static void paint_line(Days *d, const CalendarLine *line)
{
    Brush b = {.days = d, .n_before = d->n, .any = NO_SHAPE};
    if (line->open) {
        b.any = add_shape(d, shape_of(line->range, line->n_ranges));
    } else if (line->n_ranges == 0) {
        b.any = 0;
    } else {
        b.taken = shape_of(line->range, line->n_ranges);
        b.became = mem_bytes(sizeof *b.became * (size_t)b.n_before);
        for (int i = 0; i < b.n_before; i++)
            b.became[i] = NO_SHAPE;
    }
    for (int i = 0; i < line->n_days; i++)
        paint_days(&b, &line->days[i]);
}

static Days paint_lines(const CalendarLine *line, int n)
{
    Days d = {.of_day = mem_bytes(sizeof(int) * CALENDAR_DAYS)};
    add_shape(&d, (Shape){0});
    memset(d.of_day, 0, sizeof(int) * CALENDAR_DAYS);
    for (int i = 0; i < n; i++)
        paint_line(&d, &line[i]);
    return d;
}

/* -- laying the days in time --------------------------------------------------------- */

typedef struct Span {
    uint32_t from, to; /* seconds since the start */
    int32_t day;
} Span;

typedef struct Laid {
    const Zone *zone;
    int64_t start_us;
    uint32_t end; /* seconds since then */
    Span *span;
    int n;
} Laid;

static uint32_t since_start(const Laid *l, int32_t day, int minutes)
{
    const int64_t wall_us = day * USEC_DAY + minutes * 60 * USEC_SECOND;
    return (uint32_t)((zone_to_instant(l->zone, wall_us) - l->start_us) / USEC_SECOND);
}

/* A span that goes on where the one before it ends, of the same day, is part of it. */
static void put_span(Laid *l, int at, Span s)
{
    Span *before = at > 0 ? &l->span[at - 1] : NULL;
    if (before != NULL && before->to == s.from && before->day == s.day) {
        before->to = s.to;
        return;
    }
    memmove(&l->span[at + 1], &l->span[at], sizeof s * (size_t)(l->n - at));
    l->span[at] = s;
    l->n++;
}

/* Only what is not open yet: what earlier days have is theirs. */
static void lay_span(Laid *l, Span s)
{
    int at = l->n;
    while (at > 0 && l->span[at - 1].to > s.from)
        at--;
    for (; at < l->n && s.from < s.to; at++) {
        const Span there = l->span[at];
        if (s.from < there.from) {
            const int n = l->n;
            put_span(l, at,
                     (Span){s.from, s.to < there.from ? s.to : there.from, s.day});
            at += l->n - n; /* past it, if it was not joined to the one before */
        }
        s.from = there.to > s.from ? there.to : s.from;
    }
    if (s.from < s.to)
        put_span(l, at, s);
}

/* Hardly ever out of order: where a skipped hour turned two ranges round. */
static void sort_spans(Span *s, int n)
{
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && s[k - 1].from > s[k].from; k--) {
            const Span later = s[k - 1];
            s[k - 1] = s[k];
            s[k] = later;
        }
}

/* A day that the zone skipped (it ends as it begins) has no time.  `room` has a place for
 * each range. */
static void lay_day(Laid *l, int32_t day, const Shape *s, Span *room)
{
    int n = 0;
    if (s->n == 0 || since_start(l, day, 0) >= since_start(l, day + 1, 0))
        return;
    for (int i = 0; i < s->n; i++) {
        Span r = {since_start(l, day, s->range[i].from),
                  since_start(l, day, s->range[i].to), day};
        r.to = r.to < l->end ? r.to : l->end;
        if (r.from < r.to)
            room[n++] = r;
    }
    sort_spans(room, n);
    for (int i = 0; i < n; i++)
        lay_span(l, room[i]);
}

/* N spans laid over one another leave less than 2 N pieces: their ends are no more. */
static Laid lay_days(const Calendar *c, const Days *d)
{
    int most = 1, total = 1;
    for (int i = 0; i < d->n; i++)
        most = d->shape[i].n > most ? d->shape[i].n : most;
    for (int32_t day = 0; day < CALENDAR_DAYS; day++)
        total += d->shape[d->of_day[day]].n;
    Span *room = mem_bytes(sizeof *room * (size_t)most);
    Laid l = {c->zone, c->start_us, 0, NULL, 0};
    l.end = since_start(&l, CALENDAR_DAYS, 0);
    l.span = mem_bytes(sizeof(Span) * 2 * (size_t)total);
    for (int32_t day = 0; day < CALENDAR_DAYS; day++)
        lay_day(&l, day, &d->shape[d->of_day[day]], room);
    return l;
}

/* -- the compiled form --------------------------------------------------------------- */

/* Later than any time, and twice that is still a time. */
#define NEVER (INT64_C(1) << 60)

static int halvings(uint32_t most)
{
    int steps = 1;
    while ((UINT32_C(1) << steps) <= most)
        steps++;
    return steps;
}

/* Cells up to end_us; `most` is how many pieces end in one of them. */
static Index index_pieces(const Calendar *c, Axis axis, int64_t end_us, int shift)
{
    const uint32_t cells = (uint32_t)(end_us >> shift) + 1, n = (uint32_t)c->n;
    uint32_t *first = mem_bytes(sizeof *first * cells), i = 0, most = 0;
    for (uint32_t cell = 0; cell <= cells; cell++) {
        const int64_t begin_us = cell < cells ? (int64_t)cell << shift : NEVER;
        const uint32_t before = i;
        while (i < n && piece_end(&c->piece[i], axis) <= begin_us)
            i++;
        if (cell < cells)
            first[cell] = i;
        most = cell > 0 && i - before > most ? i - before : most;
    }
    return (Index){first, shift, halvings(most), NULL};
}

/* The shortest cells of which there are at most so many. */
static int shift_for(int64_t end_us, int64_t cells)
{
    int shift = 0;
    while (end_us >> shift > cells)
        shift++;
    return shift;
}

/* Behind the last piece, which `open_us` is before, follow those that never end: as many as
 * the halvings may step on. */
static Piece *pieces_of(const Laid *l, int padding)
{
    Piece *piece = mem_bytes(sizeof *piece * (size_t)(l->n + padding));
    int64_t open_us = 0;
    for (int i = 0; i < l->n; i++) {
        const Span s = l->span[i];
        piece[i] = (Piece){open_us, s.from * USEC_SECOND - open_us};
        open_us += (s.to - s.from) * USEC_SECOND;
    }
    for (int i = 0; i < padding; i++)
        piece[l->n + i] = (Piece){i == 0 ? open_us : NEVER, NEVER};
    return piece;
}

static void add_cells(const Calendar *c, Index *x, int64_t end_us, int most_steps)
{
    x->near = cells_make(c, x, (uint32_t)(end_us >> x->shift) + 1, most_steps);
}

static void add_pieces(Calendar *c, const Laid *l)
{
    enum { TIME_CELLS = 65536, FEW = 9 };
    c->n = l->n;
    c->piece = pieces_of(l, FEW);
    c->open_us = c->piece[c->n].open_us;
    const int64_t end_us = c->end_us - c->start_us;
    c->by_time = index_pieces(c, BY_TIME, end_us, shift_for(end_us, TIME_CELLS));
    c->by_open =
        index_pieces(c, BY_OPEN, c->open_us, shift_for(c->open_us, 2 * (int64_t)c->n));
    const int steps =
        c->by_time.steps > c->by_open.steps ? c->by_time.steps : c->by_open.steps;
    if ((1 << steps) >= FEW)
        c->piece = pieces_of(l, (1 << steps) + 1);
    add_cells(c, &c->by_time, end_us, 2);
    add_cells(c, &c->by_open, c->open_us, 1);
}

/* A day's spans may have another day's between them; its last one closes it. */
static void add_days(Calendar *c, const Laid *l)
{
    uint32_t *close = mem_bytes(sizeof *close * CALENDAR_DAYS),
             *open = mem_bytes(sizeof *open * CALENDAR_DAYS);
    uint16_t *day = mem_bytes(sizeof *day * (size_t)l->n),
             *before = mem_bytes(sizeof *before * (CALENDAR_DAYS + 1));
    memset(open, 0, sizeof *open * CALENDAR_DAYS);
    for (int i = 0; i < l->n; i++) {
        day[i] = (uint16_t)l->span[i].day;
        close[day[i]] = l->span[i].to;
        open[day[i]] += l->span[i].to - l->span[i].from;
    }
    for (int d = 0; d < CALENDAR_DAYS; d++) {
        before[d] = (uint16_t)c->n_open_days;
        if (open[d] > 0)
            close[c->n_open_days++] = close[d];
        if (open[d] * USEC_SECOND > c->longest_us)
            c->longest_us = open[d] * USEC_SECOND;
    }
    before[CALENDAR_DAYS] = (uint16_t)c->n_open_days;
    mem_free_hint(open);
    c->day = day;
    c->open_days_before = before;
    c->close_s = close;
}

const Calendar *calendar_compile(const Zone *zone, const CalendarLine *line, int n)
{
    const Days days = paint_lines(line, n);
    Calendar *c = MEM_NEW(Calendar);
    c->zone = zone;
    c->start_us = zone_to_instant(zone, 0);
    c->end_us = zone_to_instant(zone, CALENDAR_DAYS * USEC_DAY);
    const Laid l = lay_days(c, &days);
    mem_free_hint(days.of_day);
    if (l.n == 0)
        return NULL;
    add_pieces(c, &l);
    add_days(c, &l);
    mem_free_hint(l.span);
    return c;
}
