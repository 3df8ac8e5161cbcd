/* report_data.c -- words that JSON and CSV share. */
#include "interp/io/report_data.h"

#include "interp/base/mem.h"
#include "interp/lang/clause.h"

const char *verdict_word(Verdict v)
{
    static const char *const words[] = {[VERDICT_NONE] = NULL,
                                        [VERDICT_KEPT] = "kept",
                                        [VERDICT_MISSED] = "missed",
                                        [VERDICT_OPEN] = "open",
                                        [VERDICT_NO_VALUE] = "no value"};
    return words[v];
}

const Type *side_type(const CoreExpr *side)
{
    return side != NULL ? side->type : &type_number;
}

/* Terms of the funnel: of the first stage and of exits two, of the others three. */
static Str funnel_term(const Core *c, int term)
{
    static const char *const what[] = {"reached", "now", "median time"};
    int at = 0;
    for (int i = 0; i < c->n_stages; i++) {
        int n = i > 0 && !c->stages[i].is_exit ? 3 : 2;
        if (term < at + n)
            return str_of(
                str_format("%s %s", str_z(c->stages[i].name), what[term - at]));
        at += n;
    }
    return (Str){NULL, 0};
}

static Str quality_term(const Report *r, const CoreMeasure *m, int term)
{
    if (term == m->n_terms - 1)
        return STR("all");
    return str_of(
        str_format("%s missing", str_z(r->core->fields[r->quality_field[term]].name)));
}

Str term_name(const Report *r, const CoreMeasure *m, int term)
{
    switch (m->role) {
    case MEASURE_STATUSES:
    case MEASURE_ATTAINMENT: return str_of(clause_status_name((ClauseStatus)term));
    case MEASURE_FUNNEL: return funnel_term(r->core, term);
    case MEASURE_QUALITY: return quality_term(r, m, term);
    case MEASURE_KPI:
    case MEASURE_CLAUSE: break;
    }
    return r->core->terms[m->term[term]].text;
}
