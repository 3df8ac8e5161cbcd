/* repl_value.c -- what an expression is: of the lead at hand, of every lead, of all together.
 *
 * With a lead at hand its value; with a base and no lead, how the leads are spread over its
 * values; a figure (`count(lead where …)`, a KPI's name) is one of the whole base; without
 * either it is worked out of nobody, as `acordo eval` does.
 */
#include "interp/app/repl_answer.h"
#include "interp/app/repl_state.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/study/spread_make.h"

/* -- of one lead ------------------------------------------------------------------------ */

static Exit put_value(Repl *r, CoreExpr *e)
{
    OneLeadWant w = repl_lead_want(r, whatif_state(r->whatif));
    CoreExpr *own = MEM_NEW(CoreExpr);
    *own = *e;
    w.extra = &own;
    w.n_extra = 1;
    OneLead *lead = one_lead_new(&w);
    const Row row = one_lead_row(lead);
    const Column *c = eval_extra(row.eval, 0);
    const bool missing = column_missing(c, row.r);
    if (r->json)
        col_json(&r->out, c, row.r, e->type, r->session->core);
    else
        col_print(&r->out, c, row.r, e->type, r->session->core, false);
    if (!r->json)
        buf_char(&r->out, '\n');
    one_lead_free(lead);
    return missing ? EXIT_UNDETERMINED : EXIT_DONE;
}

/* -- of all together -------------------------------------------------------------------- */

/* A policy that has the expression as a KPI more; NULL with findings. */
static const WhatState *with_figure(Repl *r, const char *text)
{
    const WhatState *now = whatif_state(r->whatif);
    WhatIf *w = whatif_new(now->session, now->as_of_us);
    const char *kpi = str_format(
        "%s " REPL_FIGURE " { %s %s }",
        str_z(keyword_text(KW_KPI, r->session->language)),
        str_z(keyword_text(KW_MEASURE, r->session->language)), text);
    const Parsed *typed = parse_beside(source_new("<typed>", str_of(kpi)),
                                       whatif_parsed(w), r->diags);
    if (diags_any_error(r->diags) || !whatif_declare(w, typed, r->diags))
        return NULL;
    return whatif_state(w);
}

static Exit put_figure(Repl *r, const char *text)
{
    const WhatState *s = with_figure(r, text);
    if (s == NULL)
        return EXIT_USAGE;
    Decided *d = repl_decide(r, s);
    if (d == NULL)
        return EXIT_INTERRUPTED;
    const FigureSet *f =
        &d->report->figures[core_measure(s->session->core, STR(REPL_FIGURE))];
    const Figure *figure = report_last_ended(f);
    const bool missing = figure == NULL || figure->value.missing;
    const Type *type = report_measure(d->report, f)->type;
    if (r->json && missing)
        buf_z(&r->out, "null");
    else if (r->json)
        value_json(&r->out, &(Value){.type = type, .i64 = figure->value.i64},
                   s->session->core->zone);
    else
        buf_format(&r->out, "%s\n",
                   missing ? msg_text(MSG_WORD_MISSING)
                           : report_exact(d->report, type, figure->value.i64));
    decided_free(d);
    return missing ? EXIT_UNDETERMINED : EXIT_DONE;
}

/* -- which of them ---------------------------------------------------------------------- */

/* The finding that says: this is a figure of all leads. */
static bool asks_all_leads(const Diags *ds)
{
    for (int i = 0; i < ds->n; i++)
        if (ds->item[i]->code != E0460 && ds->item[i]->code != E0468)
            return false;
    return ds->n > 0;
}

static bool reads_leads(const Core *core, const CoreExpr *e)
{
    uint8_t *marks = mem_alloc((size_t)core->n_fields + 1);
    core_fields_of(core, e, marks);
    return memchr(marks, 1, (size_t)core->n_fields) != NULL;
}

Exit repl_value(Repl *r, const Parsed *p, const char *text)
{
    Diags *ds = diags_new();
    Session *s = r->session;
    CoreExpr *e = sema_expr(s->core, p, NULL, &s->env, ds);
    if (e == NULL && r->base != NULL && asks_all_leads(ds))
        return core_measure(s->core, str_of(text)) >= 0 ? repl_kpi(r, str_of(text))
                                                        : put_figure(r, text);
    if (e == NULL) {
        repl_take_findings(r, ds);
        return EXIT_USAGE;
    }
    if (r->row >= 0 || r->base == NULL || !reads_leads(s->core, e))
        return put_value(r, e);
    const Spread *spread =
        spread_make(r->base, s, whatif_state(r->whatif)->as_of_us, e, text);
    if (r->json)
        spread_json(&r->out, spread);
    else
        repl_page(r, spread_page(spread));
    return EXIT_DONE;
}
