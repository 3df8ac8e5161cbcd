/* one_lead_test.c -- every lead of the clinic by itself, and what is shown of it. */
#include "interp/base/utf8.h"
#include "interp/io/colvalue.h"
#include "interp/io/json_check.h"
#include "interp/io/lead_news.h"
#include "interp/study/fact_files.h"
#include "interp/study/one_lead.h"
#include "tests/unit/lead_fixture.h"

static void no_reject(void *ctx, const Reject *r)
{
    (void)ctx;
    (void)r;
}

static bool no_take(void *ctx, int fact, const Batch *b, const ReadStats *stats)
{
    (void)ctx, (void)fact, (void)b, (void)stats;
    return true;
}

static const RejectSink rejects = {NULL, no_reject};
static const ReadOptions read_all = {0};

typedef struct Clinic {
    Session *session;
    FactFiles *facts;
    Reader *reader;
    int64_t as_of_us;
} Clinic;

static Clinic clinic_open(void)
{
    static const char *const leads[] = {"examples/clinic/leads.csv"},
                             *const team[] = {"examples/clinic/team.csv"},
                             *const spend[] = {"examples/clinic/spend.csv"};
    Clinic c = {.session = session_new(diags_new())};
    T_OK(session_load(c.session, "examples/clinic/policy.sla", false) == LOAD_OK);
    T_OK(session_scenario(c.session, "stricter") && session_settle(c.session));
    const Core *core = c.session->core;
    FactInput *input = MEM_ARRAY(FactInput, core->n_facts);
    for (int i = 0; i < core->n_facts; i++)
        input[i] = (FactInput){str_is(core->facts[i].name, "team") ? team : spend, 1};
    civil_read(STR("2026-06-30T18:00:00-03:00"), &c.as_of_us);
    c.facts = fact_files_new(core, input, &read_all, rejects, c.session->diags);
    T_OK(fact_files_open(c.facts)
         && fact_files_read(c.facts, c.as_of_us, no_take, NULL));
    c.reader = reader_new(&core, 1, &read_all, rejects, c.session->diags);
    T_OK(reader_open(c.reader, leads, 1));
    return c;
}

static void clinic_close(Clinic *c)
{
    reader_free(c->reader);
    fact_files_free(c->facts);
}

static Eval *whole(const Clinic *c, CoreExpr *const *extra, Batch *b)
{
    const ProgramWant want = {
        .lead = true, .explain = true, .extra = extra, .n_extra = 1};
    Eval *ev = eval_new(program_plan(c->session->core, &want));
    session_apply(c->session, ev);
    for (int i = 0; i < c->session->core->n_facts; i++)
        eval_set_table(ev, i, fact_files_tables(c->facts)[i]);
    eval_batch(ev, b);
    return ev;
}

/* -- what is shown ------------------------------------------------------------------ */

/* Each line fits, and none has a blank at its end or a character that moves the cursor. */
static bool is_neat(Str text, int width)
{
    while (text.n > 0) {
        const char *end = memchr(text.p, '\n', text.n);
        const Str line =
            str_sub(text, 0, end != NULL ? (size_t)(end - text.p) : text.n);
        if (end == NULL || utf8_width(line) > width)
            return false;
        for (size_t i = 0; i < line.n; i++)
            if ((unsigned char)line.p[i] < 0x20)
                return false;
        if (line.n > 0 && line.p[line.n - 1] == ' ')
            return false;
        text = str_sub(text, line.n + 1, text.n);
    }
    return true;
}

typedef void ShowText(Buf *out, const Core *core, Row row, const ViewLook *look);
typedef void ShowJson(Buf *out, const Core *core, Row row);

static void card_text(Buf *out, const Core *core, Row row, const ViewLook *look)
{
    lead_card_text(out, core, row, NULL, look);
}

static void card_json(Buf *out, const Core *core, Row row)
{
    lead_card_json(out, core, row, NULL);
}

/* What another policy's lead would have: all of it is news. */
static void news_text(Buf *out, const Core *core, Row row, const ViewLook *look)
{
    int n;
    const LeadNews *x = lead_news(core, row, core, row, &n);
    T_INT(n, 0);
    lead_news_text(out, x, n, look);
}

static void show(const Core *core, Row row)
{
    static ShowText *const text[] = {card_text, lead_timeline_text, lead_missing_text,
                                     news_text};
    static ShowJson *const json[] = {card_json, lead_timeline_json, lead_missing_json};
    Fault fault;
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        for (int width = 40; width <= 100; width += 30) {
            Buf b = {0};
            text[i](&b, core, row, &(ViewLook){.width = width});
            const bool neat = is_neat(buf_view(&b), width);
            t_result(neat, __LINE__, "neat", str_z(buf_view(&b)), "lines that fit");
            buf_free(&b);
        }
    for (size_t i = 0; i < sizeof json / sizeof *json; i++) {
        Buf b = {0};
        json[i](&b, core, row);
        t_result(json_check(buf_view(&b), &fault), __LINE__, "JSON",
                 str_z(buf_view(&b)), "one value");
        buf_free(&b);
    }
}

/* -- one and all -------------------------------------------------------------------- */

static const char *told(const Derivation *d, const Core *core, Row row)
{
    Buf b = {0};
    derive_all(d, &b, row, 0);
    col_print(&b, eval_extra(row.eval, 0), row.r, &type_text, core, false);
    return leads_text(&b);
}

static int compare(const Clinic *c, CoreExpr *const *extra, Batch *b)
{
    const Core *core = c->session->core;
    const Derivation *d = derivation_new(core);
    b->now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT};
    int64_t now = c->as_of_us;
    b->now.i64 = &now;
    Eval *all = whole(c, extra, b);
    OneLeadWant w = {.session = c->session,
                     .as_of_us = c->as_of_us,
                     .batch = b,
                     .table = fact_files_tables(c->facts),
                     .extra = extra,
                     .n_extra = 1};
    OneLead *one = one_lead_new(&w);
    for (w.r = 0; w.r < b->n; w.r++) {
        one_lead_again(one, &w);
        const Row row = one_lead_row(one);
        T_Z(told(d, core, row), told(d, core, (Row){b, all, w.r}));
        T_INT(row.batch->row[row.r].number, b->row[w.r].number);
        if (w.r % 5 == 0)
            show(core, row);
    }
    one_lead_free(one);
    eval_free(all);
    return b->n;
}

static void clinic(void)
{
    Clinic c = clinic_open();
    CoreExpr *extra = session_expr(c.session, "extra", "team(owner).lead_by", NULL);
    int n = 0;
    t_group("clinic");
    T_OK(extra != NULL);
    while (reader_next(c.reader) > 0)
        n += compare(&c, &extra, reader_batch(c.reader, 0));
    T_INT(n, 397);
    clinic_close(&c);
}

/* Nobody has defaults, and nothing else but what is given. */
static void nobody(void)
{
    const Leads f = leads_new("policy \"P\" { }\n"
                              "lead { id text label, n number default 7, m number }\n"
                              "score s { +1 per n, +10 per m }\n",
                              "id | n | m\n a | 1 | 2");
    OneLead *l = leads_row(&f, -1, "");
    t_group("nobody");
    T_INT(eval_score(one_lead_row(l).eval, 0)->i64[0], 7000000);
    one_lead_free(l);
}

int main(void)
{
    T_BEGIN();
    clinic();
    nobody();
    return T_END();
}
