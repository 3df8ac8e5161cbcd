/* sweep_test.c -- steps of a sweep, and what is said of them.
 *
 * What decides is made by hand here: leads are qualified from `bar` on, and a KPI is their
 * share; it counts how often it is asked.  Goldens: tests/unit/impact/sweep_*.
 */
#include "interp/study/sweep_run.h"
#include "tests/unit/golden.h"
#include "tests/unit/impact_fixture.h"

static const int64_t scores[ROWS] = {10, 20, 49, 60, 70, 30};

static struct {
    int calls, stop_at; /* stop_at 0: never */
    const Decided *known;
    bool cases;
} asked;

static int threshold_of(const Core *c, const char *name)
{
    for (int i = 0; i < c->n_thresholds; i++)
        if (str_is(c->thresholds[i].name, name))
            return i;
    T_OK(false);
    return 0;
}

static int64_t value_of(const Session *s, const char *name)
{
    return s->threshold[threshold_of(s->core, name)];
}

/* New below the bar, mql from it on; all late where less than two hours are given. */
static Outcome *outcome_at(const Session *s)
{
    char place[ROWS + 1] = {0}, status[ROWS + 1] = {0};
    const bool late = value_of(s, "base.call.within") < INT64_C(7200) * USEC_SECOND;
    for (int r = 0; r < ROWS; r++) {
        const bool mql = scores[r] * MICRO >= value_of(s, "bar");
        place[r] = mql ? '1' : '0';
        status[r] = !mql ? '0' : late ? '5' : '4';
    }
    return outcome(s->core, place, status, scores);
}

Decided *decided_new(const LeadBase *b, const DecideWant *w)
{
    Decided *d = MEM_NEW(Decided);
    Report *r = report(w->session);
    (void)b;
    asked.known = w->known;
    asked.cases = w->cases;
    if (++asked.calls == asked.stop_at)
        return NULL;
    Outcome *o = outcome_at(w->session);
    int mql = 0;
    for (int i = 0; i < ROWS; i++)
        mql += o->place[i] == 1;
    set_share(r, measure_of(w->session->core, MEASURE_KPI), mql * 1000 / ROWS,
              mql * 10 >= ROWS * 3 ? VERDICT_KEPT : VERDICT_MISSED);
    *d = (Decided){.session = w->session, .outcome = o, .report = r};
    return d;
}

void decided_free(Decided *d) { (void)d; }

static const Sweep *sweep(const Session *s, const char *name, int64_t from, int64_t to,
                          int64_t by)
{
    const DecideWant want = {.session = s, .cases = true};
    const Decided known = {.session = s};
    const SweepAsk ask = {.want = &want,
                          .known = &known,
                          .threshold = threshold_of(s->core, name),
                          .from = from,
                          .to = to,
                          .by = by};
    const Sweep *w = sweep_run(NULL, &ask);
    T_OK(asked.calls == 0 || (asked.known == &known && !asked.cases));
    return w;
}

/* -- steps ----------------------------------------------------------------------------- */

static void steps(void)
{
    t_group("steps");
    T_INT(sweep_steps(0, 10, 5), 3);
    T_INT(sweep_steps(0, 11, 5), 3);
    T_INT(sweep_steps(7, 7, 1), 1);
    T_INT(sweep_steps(8, 7, 1), 0);
    T_INT(sweep_steps(0, 7, 0), 0);
    T_INT(sweep_steps(1, SWEEP_MOST, 1), SWEEP_MOST);
    T_INT(sweep_steps(0, SWEEP_MOST, 1), SWEEP_MOST + 1);
    T_INT(sweep_steps(-INT64_MAX, INT64_MAX, 1), SWEEP_MOST + 1);
    T_INT(sweep_steps(-INT64_MAX, INT64_MAX, INT64_MAX), 3);
}

static void each_step(void)
{
    const Session *s = session(fixture_policy);
    const Sweep *w = sweep(s, "bar", 0, 120 * MICRO, 20 * MICRO);
    t_group("each step");
    T_INT(w->n, 7);
    for (int i = 0; i < w->n; i++) {
        const SweepStep *step = &w->step[i];
        const int64_t bar = i * 20;
        uint64_t mql = 0;
        for (int r = 0; r < ROWS; r++)
            mql += scores[r] >= bar;
        T_INT(step->value, bar * MICRO);
        T_OK(step->in_force == (bar == 40));
        T_OK(step->legal == (bar <= 100));
        if (!step->legal)
            continue;
        T_INT(step->place[0], ROWS - mql);
        T_INT(step->place[1], mql);
        T_INT(step->applies[0], mql);
        T_INT(step->late[0], 0);
    }
    T_INT(value_of(s, "bar"), 40 * MICRO);
    T_INT(s->diags->n, 0);
}

/* In a policy of either language; a clause's line takes no length below nothing. */
static void lines_of_clauses(void)
{
    const int64_t hour = INT64_C(3600) * USEC_SECOND;
    Session s = *session(fixture_policy);
    t_group("a clause's line");
    s.language = LANG_PT;
    const Sweep *w = sweep(&s, "base.call.within", -hour, 3 * hour, hour);
    T_INT(w->n, 5);
    T_OK(!w->step[0].legal && w->step[1].legal);
    T_OK(w->step[2].legal && w->step[3].legal && w->step[4].legal);
    T_INT(w->step[2].late[0], 3);
    T_INT(w->step[3].late[0], 0);
    T_OK(w->step[3].in_force);
}

static void stopped(void)
{
    const Session *s = session(fixture_policy);
    t_group("stopped");
    asked.calls = 0;
    asked.stop_at = 3;
    T_OK(sweep(s, "bar", 0, 100 * MICRO, MICRO) == NULL);
    T_INT(asked.calls, 3);
    asked.stop_at = 0;
}

/* -- pages ------------------------------------------------------------------------------ */

static Str shown(const Sweep *w, ReportLook look)
{
    return str_of(page_shown(sweep_page(w), look));
}

static void pages(void)
{
    const Session *s = session(fixture_policy);
    const Sweep *w = sweep(s, "bar", 0, 120 * MICRO, 10 * MICRO);
    Buf b = {0};
    Fault fault;
    t_group("pages");
    golden("impact", "sweep_80", shown(w, (ReportLook){.width = 80}));
    golden("impact", "sweep_40_ascii",
           shown(w, (ReportLook){.width = 40, .ascii = true}));
    golden("impact", "sweep_120_colour",
           shown(w, (ReportLook){.width = 120, .colour = true}));
    golden("impact", "sweep_none",
           shown(sweep(s, "bar", 110 * MICRO, 120 * MICRO, 10 * MICRO),
                 (ReportLook){.width = 80}));
    golden("impact", "sweep_one",
           shown(sweep(s, "bar", 50 * MICRO, 50 * MICRO, MICRO),
                 (ReportLook){.width = 80}));
    sweep_json(&b, w);
    golden("impact", "sweep_json", buf_view(&b));
    T_OK(json_check(buf_view(&b), &fault));
    T_OK(memchr(b.p, '\n', b.n) == NULL);
    buf_free(&b);
}

static const PageTable *table_of(const Page *p)
{
    for (int i = 0; i < p->n; i++)
        if (p->block[i]->table != NULL)
            return p->block[i]->table;
    return NULL;
}

static bool has_row(const PageTable *t, const char *value)
{
    for (int i = 0; i < t->n_rows; i++)
        if (strcmp(t->row[i].cell[0].text, value) == 0)
            return true;
    return false;
}

/* Of many steps few rows: the ends, what is in force, both sides of each flip. */
static void thinned(void)
{
    const Sweep *w = sweep(session(fixture_policy), "bar", 0, 100 * MICRO, MICRO / 4);
    const PageTable *t = table_of(sweep_page(w));
    t_group("thinned");
    T_INT(w->n, 401);
    T_OK(t->n_rows >= 20 && t->n_rows <= 26);
    T_OK(has_row(t, "0") && has_row(t, "100") && has_row(t, "▸ 40"));
    T_OK(has_row(t, "60") && has_row(t, "60.25"));
    t = table_of(
        sweep_page(sweep(session(fixture_policy), "bar", 0, 39 * MICRO, MICRO)));
    T_INT(t->n_rows, 40);
}

int main(void)
{
    T_BEGIN();
    steps();
    each_step();
    lines_of_clauses();
    stopped();
    pages();
    thinned();
    return T_END();
}
