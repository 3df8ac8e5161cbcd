/* worklist.c -- cases in order, by insertion: most rows are turned away by the last one. */
#include "interp/study/worklist.h"

#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include <stdlib.h>

struct Worklist {
    const Core *core;
    int64_t as_of_us;
    int32_t today;
    ClauseCases *clause; /* by clause */
};

static int32_t day_of(const Zone *zone, int64_t instant_us)
{
    const int64_t wall = zone_to_wall(zone, instant_us);
    return (int32_t)(wall / USEC_DAY - (wall % USEC_DAY < 0));
}

Worklist *worklist_new(const Core *core, int64_t as_of_us)
{
    Worklist *w = calloc(1, sizeof *w);
    if (w == NULL)
        mem_exhausted();
    w->core = core;
    w->as_of_us = as_of_us;
    w->today = day_of(core->zone, as_of_us);
    w->clause = calloc((size_t)core->n_clauses + 1, sizeof *w->clause);
    if (w->clause == NULL)
        mem_exhausted();
    return w;
}

void worklist_free(Worklist *w)
{
    if (w == NULL)
        return;
    for (int i = 0; i < w->core->n_clauses; i++)
        for (int k = 0; k < CASES_KEPT; k++) {
            buf_free(&w->clause[i].worst[k].lead);
            buf_free(&w->clause[i].next[k].lead);
        }
    free(w->clause);
    free(w);
}

/* -- order ------------------------------------------------------------------------------ */

typedef bool CaseBefore(const Case *a, const Case *b);

static bool due_before(const Case *a, const Case *b)
{
    return a->due_us != b->due_us ? a->due_us < b->due_us : a->number < b->number;
}

static bool worse(const Case *a, const Case *b)
{
    return a->late != b->late ? a->late > b->late : due_before(a, b);
}

/* Where it belongs in the list; NULL: behind all that there is room for.  The memory of
 * the label that falls off the end is the new one's. */
static Case *insert(Case *list, int *n, const Case *c, CaseBefore *before)
{
    int at = *n;
    while (at > 0 && before(c, &list[at - 1]))
        at--;
    if (at == CASES_KEPT)
        return NULL;
    const int last = *n < CASES_KEPT ? (*n)++ : CASES_KEPT - 1;
    Buf label = list[last].lead;
    memmove(&list[at + 1], &list[at], sizeof *list * (size_t)(last - at));
    list[at] = *c;
    list[at].lead = label;
    return &list[at];
}

/* -- rows ------------------------------------------------------------------------------- */

static int64_t value_at(const Column *c, int r)
{
    return column_missing(c, r) ? INT64_MIN : c->i64[column_row(c, r)];
}

static void put_label(const Worklist *w, Buf *out, const Batch *b, int r)
{
    const int label = w->core->label;
    out->n = 0;
    if (label < 0 || column_missing(&b->col[label], r))
        buf_i64(out, (int64_t)b->row[r].number);
    else
        col_print(out, &b->col[label], r, w->core->fields[label].type, w->core, false);
}

static void keep_case(const Worklist *w, Case *list, int *n, const Case *c,
                      CaseBefore *before, const Batch *b, int r)
{
    if (*n == CASES_KEPT && !before(c, &list[CASES_KEPT - 1]))
        return;
    Case *kept = insert(list, n, c, before);
    if (kept != NULL)
        put_label(w, &kept->lead, b, r);
}

/* The columns of one lane. */
typedef struct LaneColumns {
    const Column *status, *starts, *due, *ended, *late, *remaining;
} LaneColumns;

static LaneColumns lane_of(const Eval *ev, int clause, int lane)
{
    return (LaneColumns){eval_clause(ev, clause, lane, PROP_STATUS),
                         eval_clause(ev, clause, lane, PROP_STARTS),
                         eval_clause(ev, clause, lane, PROP_DUE),
                         eval_clause_ended(ev, clause, lane),
                         eval_clause(ev, clause, lane, PROP_LATE),
                         eval_clause(ev, clause, lane, PROP_REMAINING)};
}

static void count_due(const Worklist *w, ClauseCases *cc, int64_t due_us)
{
    const int32_t day = day_of(w->core->zone, due_us) - w->today;
    if (day >= 0 && day < DUE_DAYS)
        cc->due_on[day]++;
}

static void add_row(const Worklist *w, ClauseCases *cc, const LaneColumns *l,
                    const Batch *b, int r)
{
    const ClauseStatus status = (ClauseStatus)value_at(l->status, r);
    const bool runs = status == STATUS_RUNNING || status == STATUS_AT_RISK;
    const bool late = status == STATUS_BREACHED && column_missing(l->ended, r);
    if (!runs && !late)
        return;
    const Case c = {.number = b->row[r].number,
                    .status = status,
                    .starts_us = value_at(l->starts, r),
                    .due_us = value_at(l->due, r),
                    .late = value_at(l->late, r),
                    .remaining = value_at(l->remaining, r)};
    if (late) {
        cc->open_late++;
        keep_case(w, cc->worst, &cc->n_worst, &c, worse, b, r);
    } else if (c.due_us != INT64_MIN) {
        count_due(w, cc, c.due_us);
        keep_case(w, cc->next, &cc->n_next, &c, due_before, b, r);
    }
}

static void add_lane(const Worklist *w, ClauseCases *cc, const LaneColumns *l,
                     const Batch *b, const uint8_t *keep)
{
    for (int r = 0; r < b->n; r++)
        if (keep == NULL || keep[r] != 0)
            add_row(w, cc, l, b, r);
}

static uint64_t sum_of(const uint8_t *count, const uint8_t *keep, int n)
{
    uint64_t sum = 0;
    for (int r = 0; r < n; r++)
        sum += keep == NULL || keep[r] != 0 ? count[r] : 0;
    return sum;
}

void worklist_add(Worklist *w, const Batch *b, const Eval *ev, const uint8_t *keep)
{
    for (int i = 0; i < w->core->n_clauses; i++) {
        const CoreClause *clause = &w->core->clauses[i];
        ClauseCases *cc = &w->clause[i];
        if (clause->kind == CLAUSE_MEASURE)
            continue;
        for (int lane = 0; lane < clause_lanes(clause); lane++) {
            const LaneColumns l = lane_of(ev, i, lane);
            add_lane(w, cc, &l, b, keep);
        }
        cc->stops_before += sum_of(eval_stops_before(ev, i), keep, b->n);
        cc->starts_ignored += sum_of(eval_starts_ignored(ev, i), keep, b->n);
    }
}

static void merge_cases(Case *to, int *n, const Case *from, int n_from,
                        CaseBefore *before)
{
    for (int i = 0; i < n_from; i++) {
        Case *kept = insert(to, n, &from[i], before);
        if (kept == NULL)
            return;
        kept->lead.n = 0;
        buf_str(&kept->lead, buf_view(&from[i].lead));
    }
}

void worklist_merge(Worklist *into, const Worklist *from)
{
    for (int i = 0; i < into->core->n_clauses; i++) {
        ClauseCases *to = &into->clause[i];
        const ClauseCases *of = &from->clause[i];
        merge_cases(to->worst, &to->n_worst, of->worst, of->n_worst, worse);
        merge_cases(to->next, &to->n_next, of->next, of->n_next, due_before);
        to->open_late += of->open_late;
        to->stops_before += of->stops_before;
        to->starts_ignored += of->starts_ignored;
        for (int d = 0; d < DUE_DAYS; d++)
            to->due_on[d] += of->due_on[d];
    }
}

const ClauseCases *worklist_clause(const Worklist *w, int clause)
{
    return &w->clause[clause];
}
