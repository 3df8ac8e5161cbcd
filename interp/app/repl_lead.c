/* repl_lead.c -- walking the leads, and what is asked of the one at hand. */
#include "interp/app/repl_state.h"
#include "interp/app/term.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/summary.h"
#include "interp/study/how_to_make.h"

/* -- walking ---------------------------------------------------------------------------- */

/* The record that what-ifs were laid over. */
static const LeadRecord *record_under(const Repl *r, const OneLeadWant *w)
{
    uint8_t *given = MEM_ARRAY(uint8_t, r->session->core->n_fields + 1);
    LeadRecord *record = MEM_NEW(LeadRecord);
    for (int i = 0; i < w->n_given; i++)
        given[w->given[i].field] = 1;
    *record = (LeadRecord){w->batch, w->r, given};
    return record;
}

static Exit show_lead(Repl *r)
{
    const OneLeadWant w = repl_lead_want(r, whatif_state(r->whatif));
    const LeadRecord *record = record_under(r, &w);
    const ViewLook look = repl_look(r);
    const OneLead *lead = repl_lead(r, whatif_state(r->whatif), LEAD_NOW);
    if (r->json)
        lead_card_json(&r->out, r->session->core, one_lead_row(lead), record);
    else
        lead_card_text(&r->out, r->session->core, one_lead_row(lead), record, &look);
    return EXIT_DONE;
}

static Exit go_to(Repl *r, int64_t row)
{
    r->row = row;
    return show_lead(r);
}

Exit repl_lead_at(Repl *r, Str args)
{
    if (!repl_has_base(r))
        return EXIT_USAGE;
    if (args.n == 0)
        return repl_has_lead(r) ? show_lead(r) : EXIT_USAGE;
    int n;
    const char **word = repl_words(args, &n);
    const Str key = n == 1 ? str_of(word[0]) : args;
    const int64_t row = lead_base_find(r->base, key);
    if (row < 0)
        return repl_wrong(r, msg_text(MSG_REPL_NOBODY, str_z(key)), NULL);
    return go_to(r, row);
}

Exit repl_next(Repl *r, Str args)
{
    (void)args;
    if (!repl_has_base(r))
        return EXIT_USAGE;
    if (r->row + 1 >= kept_rows_n(r->base->leads))
        return repl_wrong(r, msg_text(MSG_REPL_LAST), NULL);
    return go_to(r, r->row + 1);
}

Exit repl_prev(Repl *r, Str args)
{
    (void)args;
    if (!repl_has_base(r))
        return EXIT_USAGE;
    if (r->row <= 0)
        return repl_wrong(r, msg_text(MSG_REPL_FIRST), NULL);
    return go_to(r, r->row - 1);
}

/* -- :find ------------------------------------------------------------------------------ */

/* The first after `from`, else the first of all; and how many there are. */
typedef struct Finding {
    int64_t from, first, next;
    uint64_t n, place; /* place: of `next`, from 1 */
} Finding;

static bool find_in(void *ctx, int64_t first, const Batch *b, const Column *c)
{
    Finding *f = ctx;
    for (int r = 0; r < b->n; r++) {
        if (column_missing(c, r) || !col_flag(c, r))
            continue;
        f->n++;
        if (f->first < 0)
            f->first = first + r;
        if (f->next < 0 && first + r > f->from) {
            f->next = first + r;
            f->place = f->n;
        }
    }
    return true;
}

Exit repl_find(Repl *r, Str args)
{
    if (!repl_has_base(r))
        return EXIT_USAGE;
    CoreExpr *e = session_expr(r->session, "<typed>", str_z(args), &type_flag);
    if (e == NULL)
        return EXIT_USAGE;
    Finding f = {.from = r->row, .first = -1, .next = -1};
    base_ask(r->base, r->session, whatif_state(r->whatif)->as_of_us, e, find_in, &f);
    if (f.n == 0) {
        repl_done(r, MSG_REPL_FOUND_NONE, NULL);
        return EXIT_NEGATIVE;
    }
    const bool around = f.next < 0;
    if (!r->json)
        buf_format(&r->out, "%s\n",
                   msg_text(around ? MSG_REPL_FOUND_AGAIN : MSG_REPL_FOUND,
                            count_text(around ? 1 : f.place), count_text(f.n)));
    return go_to(r, around ? f.first : f.next);
}

/* -- views of the lead at hand ---------------------------------------------------------- */

typedef void TextView(Buf *out, const Core *core, Row row, const ViewLook *look);
typedef void JsonView(Buf *out, const Core *core, Row row);

static Exit view(Repl *r, TextView *text, JsonView *json)
{
    if (!repl_has_lead(r))
        return EXIT_USAGE;
    const ViewLook look = repl_look(r);
    const OneLead *lead = repl_lead(r, whatif_state(r->whatif), LEAD_NOW);
    if (r->json)
        json(&r->out, r->session->core, one_lead_row(lead));
    else
        text(&r->out, r->session->core, one_lead_row(lead), &look);
    return EXIT_DONE;
}

Exit repl_timeline(Repl *r, Str args)
{
    (void)args;
    return view(r, lead_timeline_text, lead_timeline_json);
}

Exit repl_missing(Repl *r, Str args)
{
    (void)args;
    return view(r, lead_missing_text, lead_missing_json);
}

/* -- :why ------------------------------------------------------------------------------- */

static bool derive_named(const Core *core, const Derivation *d, Buf *out, Row row,
                         Str name)
{
    bool found = false;
    if (str_is(name, "persona") && core->n_personas > 0) {
        derive_persona(d, out, row, 0);
        return true;
    }
    if (str_is(name, "stage") || str_is(name, "exit") || str_is(name, "funnel")) {
        derive_funnel(d, out, row, 0);
        return core->n_stages > 0;
    }
    for (int i = 0; i < core->n_grades; i++)
        if (str_eq(core->grades[i].name, name)) {
            derive_grade(d, out, row, i, 0);
            found = true;
        }
    const int score = core_score(core, name), clause = core_clause(core, name);
    if (score >= 0)
        derive_score(d, out, row, score, 0);
    if (clause >= 0)
        derive_clause(core, out, row, clause, 0);
    return found || score >= 0 || clause >= 0;
}

Exit repl_why(Repl *r, Str args)
{
    if (!repl_has_lead(r))
        return EXIT_USAGE;
    const Core *core = r->session->core;
    const OneLead *lead = repl_lead(r, whatif_state(r->whatif), LEAD_NOW);
    const Derivation *d = derivation_new(core);
    Buf text = {0};
    bool found = true;
    if (args.n == 0)
        derive_all(d, &text, one_lead_row(lead), 0);
    else
        found = derive_named(core, d, &text, one_lead_row(lead), args);
    if (r->json && found)
        buf_json(&r->out, buf_view(&text));
    else
        buf_str(&r->out, buf_view(&text));
    buf_free(&text);
    return found ? EXIT_DONE
                 : repl_wrong(r, msg_text(MSG_REPL_NO_WHY, str_z(args)), NULL);
}

/* -- :why-not, :how-to ------------------------------------------------------------------ */

Exit repl_why_not(Repl *r, Str args)
{
    Goal goal;
    if (!repl_has_lead(r) || !goal_of(r->session, str_z(args), &goal))
        return EXIT_USAGE;
    const OneLeadWant want = repl_lead_want(r, whatif_state(r->whatif));
    const ViewLook look = repl_look(r);
    const WhyNot *why = why_not_make(&want, &goal);
    if (r->json)
        why_not_json(&r->out, r->session->core, why);
    else
        why_not_text(&r->out, r->session->core, why, &look);
    return why->there ? EXIT_DONE : EXIT_NEGATIVE;
}

Exit repl_how_to(Repl *r, Str args)
{
    Goal goal;
    if (!repl_has_lead(r) || !goal_of(r->session, str_z(args), &goal))
        return EXIT_USAGE;
    const OneLeadWant want = repl_lead_want(r, whatif_state(r->whatif));
    const ViewLook look = repl_look(r);
    const HowTo *how = how_to_make(&want, &goal, term_interrupted);
    if (r->json)
        how_to_json(&r->out, r->session->core, how);
    else
        how_to_text(&r->out, r->session->core, how, &look);
    return how->there || how->n > 0 ? EXIT_DONE : EXIT_NEGATIVE;
}
