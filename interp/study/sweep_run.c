/* sweep_run.c -- a step: one value put in the place of the threshold's, and all decided.
 *
 * Whether a policy could have the value is asked as `--set` is, in the words that both
 * languages have, so that a range, the unit of a clause's line and how its levels go together
 * are held in one place.
 */
#include "interp/study/sweep_run.h"

#include "interp/base/mem.h"
#include "interp/io/impact.h"
#include "interp/lang/value.h"

int sweep_steps(int64_t from, int64_t to, int64_t by)
{
    if (from > to || by <= 0)
        return 0;
    const uint64_t n = ((uint64_t)to - (uint64_t)from) / (uint64_t)by;
    return n >= SWEEP_MOST ? SWEEP_MOST + 1 : (int)n + 1;
}

/* -- whether a value is one of the policy's -------------------------------------------- */

static const char *setting_text(const Session *s, int threshold, int64_t value)
{
    const CoreThreshold *t = &s->core->thresholds[threshold];
    const Value v = {.type = t->type, .i64 = value};
    Buf b = {0};
    buf_str(&b, t->name);
    buf_char(&b, '=');
    value_print(&b, &v, s->core->zone, s->core->currency, true);
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}

/* The session with the value in force, its own thresholds and findings; NULL: it is none of
 * the policy's. */
static const Session *session_at(const Session *now, int threshold, int64_t value)
{
    Session *s = MEM_NEW(Session);
    const size_t bytes = (size_t)now->core->n_thresholds * sizeof *now->threshold;
    *s = *now;
    s->diags = diags_new();
    s->language = LANG_EN;
    s->set = NULL;
    s->n_set = 0;
    s->cap_set = 0;
    s->threshold = mem_bytes(bytes + 1);
    memcpy(s->threshold, now->threshold, bytes);
    if (!session_set(s, setting_text(now, threshold, value)) || !session_settle(s))
        return NULL;
    s->language = now->language;
    return s;
}

/* -- one step ------------------------------------------------------------------------- */

static const uint64_t *count_places(const Outcome *o)
{
    const int n = o->core->n_stages;
    uint64_t *count = MEM_ARRAY(uint64_t, n + 1);
    for (int64_t r = 0; o->place != NULL && r < o->n; r++)
        count[o->place[r] < n ? o->place[r] : n]++;
    return count;
}

static void count_statuses(SweepStep *step, const Outcome *o)
{
    const int n = o->core->n_clauses;
    uint64_t *applies = MEM_ARRAY(uint64_t, n + 1), *late = MEM_ARRAY(uint64_t, n + 1);
    for (int c = 0; c < n; c++) {
        uint64_t by[N_CLAUSE_STATUSES] = {0};
        if (o->status[c] == NULL)
            continue;
        for (int64_t r = 0; r < o->n; r++)
            by[o->status[c][r]]++;
        applies[c] = (uint64_t)o->n - by[STATUS_NONE];
        late[c] = by[STATUS_BREACHED];
    }
    step->applies = applies;
    step->late = late;
}

static bool take_step(const LeadBase *b, const SweepAsk *ask, SweepStep *step)
{
    const Session *s = session_at(ask->want->session, ask->threshold, step->value);
    DecideWant want = *ask->want;
    if (s == NULL)
        return true;
    want.session = s;
    want.known = ask->known;
    want.cases = false;
    Decided *d = decided_new(b, &want);
    if (d == NULL)
        return false;
    step->legal = true;
    step->place = count_places(d->outcome);
    count_statuses(step, d->outcome);
    step->report = d->report;
    decided_free(d);
    return true;
}

/* -- all of them ---------------------------------------------------------------------- */

static void take_measures(Sweep *s, const SweepAsk *ask)
{
    s->measure = ask->measure;
    s->n_measures = ask->n_measures;
    if (ask->measure != NULL)
        return;
    int *all = MEM_ARRAY(int, s->core->n_measures + 1);
    s->n_measures = 0;
    for (int i = 0; i < s->core->n_measures; i++)
        if (impact_shows(&s->core->measures[i]))
            all[s->n_measures++] = i;
    s->measure = all;
}

const Sweep *sweep_run(const LeadBase *b, const SweepAsk *ask)
{
    const Session *now = ask->want->session;
    const int n = sweep_steps(ask->from, ask->to, ask->by);
    Sweep *s = MEM_NEW(Sweep);
    s->core = now->core;
    s->threshold = ask->threshold;
    s->now = now->threshold[ask->threshold];
    take_measures(s, ask);
    s->step = MEM_ARRAY(SweepStep, n + 1);
    for (s->n = 0; s->n < n && s->n < SWEEP_MOST; s->n++) {
        SweepStep *step = &s->step[s->n];
        step->value = ask->from + s->n * ask->by;
        step->in_force = step->value == s->now;
        if (!take_step(b, ask, step))
            return NULL;
        if (ask->step != NULL)
            ask->step(ask->ctx, s->n + 1, n);
    }
    return s;
}
