/* eval_clause.c -- what an evaluation tells of clauses. */
#include "interp/engine/clock.h"
#include "interp/engine/eval_state.h"

#include <assert.h>

static const ClauseRows *clause_rows(const Eval *ev, int clause)
{
    assert(ev->p->clause[clause] != NULL);
    return &ev->clause[clause];
}

const Column *eval_clause(const Eval *ev, int clause, int lane, ClauseProp prop)
{
    return lane_column(clause_rows(ev, clause), lane, (int)prop);
}

const Column *eval_clause_ended(const Eval *ev, int clause, int lane)
{
    return lane_column(clause_rows(ev, clause), lane, CLAUSE_ENDED);
}

const Column *eval_clause_warning(const Eval *ev, int clause, int lane)
{
    return lane_column(clause_rows(ev, clause), lane, CLAUSE_WARNING);
}

const Column *eval_clause_warning_by(const Eval *ev, int clause, int lane,
                                     ClauseLine line)
{
    const ClauseStep *s = ev->p->clause[clause];
    const int kept = line == LINE_WARN_AT ? CLAUSE_WARNED_AT : CLAUSE_WARNED_DUE;
    const bool twice = s->warn_share != NO_SLOT && s->warn_before != NO_SLOT;
    return lane_column(clause_rows(ev, clause), lane, twice ? kept : CLAUSE_WARNING);
}

static const Column *optional(const Eval *ev, int slot)
{
    return slot != NO_SLOT ? &ev->col[slot] : NULL;
}

const Column *eval_clause_calendar(const Eval *ev, int clause)
{
    assert(ev->p->clause[clause] != NULL);
    return optional(ev, ev->p->clause[clause]->calendar);
}

const Column *eval_clause_level(const Eval *ev, int clause, ClauseLine line)
{
    const ClauseStep *s = ev->p->clause[clause];
    if (line == LINE_WITHIN)
        return &clause_rows(ev, clause)->level;
    return optional(ev, line == LINE_TARGET    ? s->target_level
                        : line == LINE_WARN_AT ? s->warn_level
                                               : s->breach_level);
}

static int line_slot(const ClauseStep *s, ClauseLine line)
{
    const struct {
        ClauseLine line;
        int slot;
    } of[] = {{LINE_FOR, s->applies},         {LINE_EXCUSED, s->excused},
              {LINE_KEEP, s->keep},           {LINE_AFTER_EXIT, s->after_exit},
              {LINE_WITHIN, s->within},       {LINE_WARN_AT, s->warn_share},
              {LINE_WARN_DUE, s->warn_before}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (of[i].line == line)
            return of[i].slot;
    return NO_SLOT;
}

const Column *eval_clause_line(const Eval *ev, int clause, ClauseLine line)
{
    assert(ev->p->explain);
    return optional(ev, line_slot(ev->p->clause[clause], line));
}

const Column *eval_clause_holds(const Eval *ev, int clause, int level)
{
    assert(ev->p->explain);
    return optional(ev, ev->p->clause[clause]->holds[level]);
}

const uint8_t *eval_stops_before(const Eval *ev, int clause)
{
    return clause_rows(ev, clause)->before;
}

const uint8_t *eval_starts_ignored(const Eval *ev, int clause)
{
    return clause_rows(ev, clause)->ignored;
}
