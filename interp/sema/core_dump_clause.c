/* core_dump_clause.c -- a clause as text: its levels as stated, then its lines as lowered.
 *
 * Of a level, ` -within` is a line that it states, ` ~within` one that may ask for less.
 */
#include "interp/sema/core_dump_part.h"

static void line(Dump *d, const char *word, const CoreExpr *e)
{
    if (e == NULL)
        return;
    buf_z(d->out, "\n ");
    dump_part(d, word, e);
}

static void actions(Dump *d, const char *word, const CoreAction *a, int n)
{
    for (int i = 0; i < n; i++) {
        buf_format(d->out, "%s%s %s ", i > 0 ? ", " : " ", i > 0 ? "" : word,
                   action_name(a[i].kind));
        buf_json(d->out, a[i].text);
    }
}

static void target(Dump *d, const CoreClauseTarget *t)
{
    static const char *const by[] = {
        [BY_DUE] = "due", [BY_START] = "start", [BY_STOP] = "stop"};
    dump_part(d, "target", t->share);
    buf_format(d->out, " per %s by %s", period_word(t->per), by[t->by]);
    dump_part(d, "of", t->of);
}

static void level(Dump *d, const CoreClauseLevel *l)
{
    const CoreAgreement *a = &d->c->agreements[l->agreement];
    buf_format(d->out, "\n  level %s %s", agreement_level_name(a->level),
               str_z(a->name));
    buf_z(d->out, a->from_module ? " template" : "");
    dump_part(d, "for", l->when);
    for (int i = 0; i < N_CLAUSE_LINES; i++)
        if (l->states & (1U << i))
            buf_format(d->out, "%s%s", l->relaxes & (1U << i) ? " ~" : " -",
                       clause_line_name((ClauseLine)i));
    if (l->has_target)
        target(d, &l->target);
    actions(d, "warn", l->on_warn, l->n_on_warn);
    actions(d, "breach", l->on_breach, l->n_on_breach);
}

static void moments(Dump *d, const char *word, CoreExpr *const *e, int n,
                    CoreExpr *const *lost)
{
    for (int i = 0; i < n; i++) {
        line(d, word, e[i]);
        dump_part(d, "lost", lost != NULL ? lost[i] : NULL);
    }
}

void dump_clause(Dump *d, const CoreClause *cl)
{
    static const char *const kind[] = {
        [CLAUSE_CLOCK] = "clock", [CLAUSE_KEEP] = "keep", [CLAUSE_MEASURE] = "measure"};
    static const char *const allowance[] = {[ALLOW_ELAPSED] = "elapsed",
                                            [ALLOW_PERIOD] = "period",
                                            [ALLOW_BUSINESS] = "business",
                                            [ALLOW_DUE] = "due",
                                            [ALLOW_NONE] = "at once"};
    dump_named(d, kind[cl->kind], cl->name, cl->title);
    if (cl->party >= 0)
        dump_text(d, "by", d->c->parties[cl->party]);
    buf_format(d->out, " %s", allowance[cl->allowance]);
    for (int i = 0; i < cl->n_levels; i++)
        level(d, &cl->level[i]);
    line(d, "applies", cl->applies);
    line(d, "settled", cl->settled);
    line(d, "excused", cl->excused);
    moments(d, "starts", cl->starts, cl->n_starts, cl->start_lost);
    moments(d, "stops", cl->stops, cl->n_stops, NULL);
    moments(d, "cancels", cl->cancels, cl->n_cancels, NULL);
    line(d, "after exit", cl->after_exit);
    line(d, "keep", cl->keep);
    line(d, "within", cl->within);
    line(d, "on", cl->calendar);
    line(d, "warn at", cl->warn_share);
    line(d, "warn before", cl->warn_before);
    line(d, "target level", cl->target_level);
    line(d, "warn level", cl->warn_level);
    line(d, "breach level", cl->breach_level);
    buf_char(d->out, '\n');
}
