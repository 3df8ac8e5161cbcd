/* repl_clock.c -- the instant by which everything is judged: set, and moved on. */
#include "interp/app/repl_state.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/wall.h"
#include "interp/study/column_const.h"

static Exit put_now(Repl *r)
{
    const Core *core = r->session->core;
    Buf b = {0};
    zone_print(&b, core->zone, whatif_state(r->whatif)->as_of_us);
    if (r->json)
        buf_json(&r->out, buf_view(&b));
    else
        buf_format(&r->out, "%s  %s\n",
                   wall_text(core->zone, whatif_state(r->whatif)->as_of_us),
                   str_z(buf_view(&b)));
    buf_free(&b);
    return EXIT_DONE;
}

static Exit move_to(Repl *r, int64_t at_us)
{
    const ReplBefore before = repl_before(r);
    whatif_at(r->whatif, at_us);
    if (r->base != NULL)
        return repl_after(r, &before);
    repl_follow(r);
    return put_now(r);
}

/* An instant as --as-of has it; else an expression, which may ask `now`. */
static bool instant_of(Repl *r, Str text, int64_t *out_us)
{
    int64_t at;
    switch (civil_read(text, &at)) {
    case STAMP_OFFSET: *out_us = at; return true;
    case STAMP_DATE:
    case STAMP_LOCAL:
        *out_us = zone_to_instant(r->session->core->zone, at);
        return true;
    case STAMP_BAD: break;
    }
    CoreExpr *e = session_expr(r->session, "<typed>", str_z(text), &type_timestamp);
    if (e == NULL)
        return false;
    OneLeadWant w = repl_lead_want(r, whatif_state(r->whatif));
    w.extra = &e;
    w.n_extra = 1;
    OneLead *lead = one_lead_new(&w);
    const Row row = one_lead_row(lead);
    const CoreExpr *v = column_const(eval_extra(row.eval, 0), row.r, e->type);
    one_lead_free(lead);
    *out_us = v->i64;
    if (v->missing)
        repl_wrong(r, msg_text(MSG_REPL_NO_INSTANT, str_z(text)), NULL);
    return !v->missing;
}

Exit repl_now(Repl *r, Str args)
{
    int64_t at;
    if (args.n == 0)
        return put_now(r);
    return instant_of(r, args, &at) ? move_to(r, at) : EXIT_USAGE;
}

/* Business time is of a calendar: the one that is named, else the only one. */
static const char *calendar_of(Repl *r, const char *named)
{
    const Core *core = r->session->core;
    if (named != NULL)
        return named;
    if (core->n_calendars == 1)
        return str_z(core->calendars[0].name);
    repl_wrong(r, msg_text(MSG_REPL_WHICH_CALENDAR), NULL);
    return NULL;
}

/* "2 hours", "1 calendar day", "2 business hours [on CALENDAR]", "-1 day". */
Exit repl_advance(Repl *r, Str args)
{
    const char *text = str_z(args), *on = strstr(text, " on ");
    const char *length = on != NULL ? str_z(str_trim((Str){text, (size_t)(on - text)})) : text;
    CoreExpr *e = session_expr(r->session, "<typed>", length, NULL);
    if (e == NULL)
        return EXIT_USAGE;
    const char *moved = str_format("now + (%s)", length);
    if (e->type->kind == TY_BUSINESS) {
        const char *calendar =
            calendar_of(r, on != NULL ? str_z(str_trim(str_of(on + 4))) : NULL);
        if (calendar == NULL)
            return EXIT_USAGE;
        moved = str_format("deadline(now, %s, %s)", length, calendar);
    }
    return repl_now(r, str_of(moved));
}
