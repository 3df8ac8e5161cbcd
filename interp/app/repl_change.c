/* repl_change.c -- what a change did: to the lead at hand, and to every lead of the base. */
#include "interp/app/repl_state.h"
#include "interp/io/lead_news.h"
#include "interp/study/impact_make.h"

ReplBefore repl_before(Repl *r)
{
    return (ReplBefore){whatif_state(r->whatif), repl_current(r)};
}

/* -- the lead at hand ------------------------------------------------------------------- */

static void put_lead_news(Repl *r, const ReplBefore *b, bool alone)
{
    const WhatState *now = whatif_state(r->whatif);
    const OneLead *old = repl_lead(r, b->state, LEAD_BEFORE);
    const OneLead *new = repl_lead(r, now, LEAD_NOW);
    if (new == NULL)
        return;
    int n;
    const ViewLook look = repl_look(r);
    LeadNews *news = lead_news(b->state->session->core, one_lead_row(old),
                               now->session->core, one_lead_row(new), &n);
    if (r->json)
        lead_news_json(&r->out, news, n);
    else if (n > 0)
        lead_news_text(&r->out, news, n, &look);
    else if (alone)
        buf_format(&r->out, "%s\n", msg_text(MSG_REPL_LEAD_SAME));
}

Exit repl_after_lead(Repl *r, const ReplBefore *b)
{
    repl_follow(r);
    if (r->json)
        buf_z(&r->out, "{\"lead\": ");
    if (r->row >= 0)
        put_lead_news(r, b, true);
    else if (r->json)
        buf_z(&r->out, "null");
    if (r->json)
        buf_z(&r->out, ", \"impact\": null}");
    return EXIT_DONE;
}

/* -- the base --------------------------------------------------------------------------- */

static Str label(void *ctx, int64_t row) { return lead_base_label(ctx, row); }

static bool group(void *ctx, int64_t first, const Batch *b, const Column *c)
{
    impact_group(ctx, first, c, NULL, b->n);
    return true;
}

const Impact *repl_impact(Repl *r, const Decided *before, const Decided *after,
                          CoreExpr *by, const char *by_text)
{
    Impacting *i = impact_begin(before->session->core, after->session->core);
    if (by != NULL)
        impact_by(i, by_text, by->type);
    impact_add(i, before->outcome, after->outcome, 0, label, r->base);
    if (by != NULL)
        base_ask(r->base, r->session, after->as_of_us, by, group, i);
    return impact_end(i, before->report, after->report);
}

void repl_put_impact(Repl *r, const Impact *m)
{
    if (r->json)
        impact_json(&r->out, m);
    else
        repl_page(r, impact_page(m));
}

/* The new policy reads other columns, or reads them otherwise: rows are not to be compared. */
static Exit read_again(Repl *r)
{
    if (!r->json)
        buf_format(&r->out, "%s\n", msg_text(MSG_REPL_READ_AGAIN));
    return repl_open_data(r, r->data, r->n_data);
}

static Exit compare(Repl *r, const ReplBefore *b)
{
    const WhatState *now = whatif_state(r->whatif);
    Decided *after = repl_decide(r, now);
    if (after == NULL)
        return EXIT_INTERRUPTED;
    if (b->decided != NULL)
        repl_put_impact(r, repl_impact(r, b->decided, after, NULL, NULL));
    repl_take(r, after, now);
    return EXIT_DONE;
}

static Exit answer_json(Repl *r, const ReplBefore *b)
{
    buf_z(&r->out, "{\"lead\": ");
    if (r->row >= 0)
        put_lead_news(r, b, false);
    else
        buf_z(&r->out, "null");
    buf_z(&r->out, ", \"impact\": ");
    const size_t before = r->out.n;
    const Exit exit = compare(r, b);
    buf_z(&r->out, r->out.n == before ? "null}" : "}");
    return exit;
}

/* What was changed is of one lead: the others are what they were. */
static bool is_of_a_lead(const Repl *r, const ReplBefore *b)
{
    const WhatState *now = whatif_state(r->whatif);
    return now->session == b->state->session && now->as_of_us == b->state->as_of_us;
}

Exit repl_after(Repl *r, const ReplBefore *b)
{
    repl_follow(r);
    if (r->base == NULL)
        return EXIT_DONE;
    if (is_of_a_lead(r, b))
        return repl_after_lead(r, b);
    if (!lead_base_fits(r->base, r->session->core))
        return read_again(r);
    if (r->json)
        return answer_json(r, b);
    put_lead_news(r, b, false);
    return compare(r, b);
}

