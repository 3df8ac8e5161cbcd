/* lead_base_test.c -- leads that are kept are those that were read, and what is decided of them
 * is what a stream decides: for any number of threads, and with what is known taken over. */
#include "interp/app/text_input.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/report_data.h"
#include "interp/study/assess.h"
#include "interp/study/decided.h"
#include "interp/study/report_make.h"
#include "tests/unit/t.h"

static const char *const leads = "examples/clinic/leads.csv";
static const int64_t as_of = INT64_C(1782853200) * USEC_SECOND; /* 2026-06-30T18:00-03:00 */

static void no_reject(void *ctx, const Reject *r) { (void)ctx, (void)r; }
static const RejectSink nowhere = {NULL, no_reject};

static Session *clinic(const char *more)
{
    Session *s = session_new(diags_new());
    T_OK(session_load(s, "examples/clinic/policy.sla", false) == LOAD_OK);
    if (more != NULL)
        T_OK(session_set(s, more) && session_settle(s));
    return s;
}

static const FactInput *facts(const Core *core)
{
    static const char *const spend[] = {"examples/clinic/spend.csv"};
    static const char *const team[] = {"examples/clinic/team.csv"};
    FactInput *f = MEM_ARRAY(FactInput, core->n_facts + 1);
    for (int i = 0; i < core->n_facts; i++)
        f[i] = (FactInput){str_is(core->facts[i].name, "spend") ? spend : team, 1};
    return f;
}

static LeadBase *base_of(const Session *s)
{
    const BaseInputs in = {.name = &leads, .n = 1, .fact = facts(s->core), .rejects = nowhere};
    LeadBase *b = lead_base_read(s, &in, as_of);
    T_OK(b != NULL);
    return b;
}

static Session *reads(const char *lines)
{
    Session *s = session_new(diags_new());
    T_OK(session_load_text(s, "t.sla", str_of(lines)) == LOAD_OK);
    return s;
}

/* -- what is kept ----------------------------------------------------------------------- */

static void row_text(Buf *out, const Core *core, const Batch *b, int r)
{
    for (int i = 0; i < core->n_fields; i++) {
        col_json(out, &b->col[i], r, core->fields[i].type, core);
        buf_char(out, ' ');
    }
    buf_format(out, "%llu %llu %llu\n", (unsigned long long)b->row[r].number,
               (unsigned long long)b->row[r].line, (unsigned long long)b->row[r].offset);
}

static Reader *reader_of(const Core *core, const char *file, int batch_rows)
{
    const ReadOptions o = {.format = INPUT_AUTO, .batch_rows = batch_rows};
    Reader *r = reader_new(&core, 1, &o, nowhere, diags_new());
    T_OK(reader_open(r, &file, 1));
    return r;
}

static KeptRows *kept_of(const Core *core, const char *file, int batch_rows, Buf *read)
{
    KeptRows *k = kept_rows_new(core);
    Reader *r = reader_of(core, file, batch_rows);
    while (reader_next(r) > 0) {
        const Batch *b = reader_batch(r, 0);
        for (int i = 0; i < b->n; i++)
            row_text(read, core, b, i);
        kept_rows_append(k, b);
    }
    reader_free(r);
    kept_rows_end(k);
    return k;
}

static void same_rows(const Core *core, const char *file, int batch_rows)
{
    Buf read = {0}, kept = {0};
    KeptRows *k = kept_of(core, file, batch_rows, &read);
    int64_t n = 0;
    for (int i = 0; i < kept_rows_batches(k); i++) {
        const Batch *b = kept_rows_batch(k, i);
        T_OK(b->n == BATCH_ROWS || i == kept_rows_batches(k) - 1);
        for (int r = 0; r < b->n; r++)
            row_text(&kept, core, b, r);
        n += b->n;
    }
    T_INT(kept_rows_n(k), n);
    T_OK(n > 0 && str_eq(buf_view(&read), buf_view(&kept)));
    T_OK(kept_rows_bytes(k) > 0);
    kept_rows_free(k);
    buf_free(&read);
    buf_free(&kept);
}

/* Every form that a column has: lists of texts, numbers and folded texts; texts that repeat and
 * that do not; what no record has. */
static const char *const forms =
    "lead { id text, tags list of text, sizes list of number, kinds list of text folded,\n"
    "       gone text, flag flag, at timestamp }\n";

enum { RECORDS = 2500 };

static void put_record(Buf *b, uint32_t i)
{
    const uint32_t h = i * 2654435761U >> 7;
    buf_format(b, "{\"id\": \"id-%u\"", i);
    if (h % 5 != 0)
        buf_format(b, ", \"tags\": [\"a\", \"only %u\", \"\", \"ção\"]", i);
    else if (h % 3 == 0)
        buf_z(b, ", \"tags\": []");
    if (h % 2 == 0)
        buf_format(b, ", \"sizes\": [%u.25, -%u]", h % 100, h % 7);
    if (h % 7 < 3)
        buf_z(b, ", \"kinds\": [\"X\", \"y\"]");
    if (h % 11 < 5)
        buf_format(b, ", \"flag\": %s", h % 2 == 0 ? "true" : "false");
    if (h % 13 < 6)
        buf_format(b, ", \"at\": \"2026-01-%02uT10:00:00Z\"", 1 + h % 28);
    buf_z(b, "}\n");
}

static void rows_of_all_forms(int batch_rows)
{
    Buf records = {0};
    TextInput in;
    for (uint32_t i = 0; i < RECORDS; i++)
        put_record(&records, i);
    T_OK(text_input_open(&in, buf_copy(&records)));
    same_rows(reads(forms)->core, in.name, batch_rows);
    text_input_close(&in);
    buf_free(&records);
}

static void rows_are_kept(void)
{
    t_group("rows that are kept");
    same_rows(clinic(NULL)->core, leads, 0);
    same_rows(clinic(NULL)->core, leads, 7);
    rows_of_all_forms(0);
    rows_of_all_forms(1);
    const Session *s = reads(forms);
    KeptRows *none = kept_rows_new(s->core);
    kept_rows_end(none);
    T_INT(kept_rows_n(none), 0);
    kept_rows_free(none);
}

/* -- what is decided -------------------------------------------------------------------- */

static void report_text(Buf *out, const Report *r, bool cases)
{
    const int n = r->core->n_measures;
    int *all = MEM_ARRAY(int, n + 1);
    for (int i = 0; i < n; i++)
        all[i] = i;
    report_json_sets(out, r, all, n);
    if (cases)
        report_json_clauses(out, r, -1);
}

/* As `acordo report` works it out: batch by batch, nothing kept. */
static const Report *streamed(const Session *s, const LeadBase *b, Outcome *outcome)
{
    Assess *a = assess_new(s, as_of, 12, b->table, NULL);
    const ProgramWant want = {.lead = true};
    Eval *ev = eval_new(assess_program(a, &want));
    int64_t now = as_of, first = 0;
    session_apply(s, ev);
    for (int i = 0; i < s->core->n_facts; i++) {
        eval_set_table(ev, i, b->table[i]);
        Batch batch = *kept_rows_batch(b->fact[i], 0);
        batch.now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &now};
        assess_fact(a, i, &batch);
    }
    Reader *r = reader_of(s->core, leads, 50);
    while (reader_next(r) > 0) {
        Batch *batch = reader_batch(r, 0);
        batch->now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .i64 = &now};
        eval_batch(ev, batch);
        assess_leads(a, batch, ev, NULL);
        outcome_put(outcome, first, ev, batch->n);
        first += batch->n;
    }
    const ReportFrame f = {.as_of_us = as_of, .periods = 12};
    const Report *report =
        report_make(s, measures_close(assess_measures(a)), assess_worklist(a), &f);
    reader_free(r);
    eval_free(ev);
    assess_free(a);
    return report;
}

static bool same_outcome(const Outcome *a, const Outcome *b)
{
    const Core *c = a->core;
    const size_t n = (size_t)a->n;
    bool same = a->n == b->n && memcmp(a->place, b->place, 2 * n) == 0
                && memcmp(a->persona, b->persona, 2 * n) == 0;
    for (int i = 0; i < c->n_grades; i++)
        same = same && memcmp(a->grade[i], b->grade[i], 2 * n) == 0;
    for (int i = 0; i < c->n_scores; i++)
        same = same && memcmp(a->score[i], b->score[i], 8 * n) == 0;
    for (int i = 0; i < c->n_clauses; i++)
        same = same && (a->status[i] == NULL || memcmp(a->status[i], b->status[i], n) == 0);
    return same;
}

static bool same_decided(const Decided *d, const Outcome *o, const Report *r, bool cases)
{
    Buf mine = {0}, theirs = {0};
    report_text(&mine, d->report, cases);
    report_text(&theirs, r, cases);
    const bool same =
        str_eq(buf_view(&mine), buf_view(&theirs)) && same_outcome(d->outcome, o);
    buf_free(&mine);
    buf_free(&theirs);
    return same;
}

static void as_a_stream_decides(void)
{
    t_group("as a stream decides");
    const Session *s = clinic(NULL);
    LeadBase *b = base_of(s);
    Outcome *o = outcome_new(s->core, kept_rows_n(b->leads));
    const Report *r = streamed(s, b, o);
    for (int threads = 1; threads <= 3; threads++) {
        const DecideWant want = {
            .session = s, .as_of_us = as_of, .threads = threads, .cases = true};
        Decided *d = decided_new(b, &want);
        T_OK(same_decided(d, o, r, true));
        decided_free(d);
    }
    outcome_free(o);
    lead_base_free(b);
}

/* Each threshold moved: with what was known, and without, on two threads. */
static void known_is_taken_over(void)
{
    static const char *const moves[] = {
        "mql_bar=55", "mql_bar=40", "first_contact.within=2 business hours",
        "first_contact.target=60%", "hospitals.verdict.within=2 business days",
        "reasons.target=90%"};
    t_group("what is known is taken over");
    const Session *s = clinic(NULL);
    LeadBase *b = base_of(s);
    DecideWant want = {.session = s, .as_of_us = as_of, .threads = 2};
    Decided *known = decided_new(b, &want);
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        Session *moved = MEM_NEW(Session);
        *moved = *s;
        const size_t bytes = (size_t)s->core->n_thresholds * sizeof(int64_t);
        moved->threshold = memcpy(mem_bytes(bytes + 1), s->threshold, bytes);
        T_OK(session_set(moved, moves[i]) && session_settle(moved));
        DecideWant with = {
            .session = moved, .as_of_us = as_of, .threads = 2, .known = known};
        Decided *a = decided_new(b, &with);
        with.known = NULL;
        Decided *c = decided_new(b, &with);
        T_OK(same_decided(a, c->outcome, c->report, false));
        decided_free(a);
        decided_free(c);
    }
    decided_free(known);
    lead_base_free(b);
}

static bool at_once(void) { return true; }

static void stopped(void)
{
    t_group("stopped");
    const Session *s = clinic(NULL);
    LeadBase *b = base_of(s);
    const DecideWant want = {
        .session = s, .as_of_us = as_of, .threads = 2, .stop = at_once};
    T_OK(decided_new(b, &want) == NULL);
    lead_base_free(b);
}

/* -- leads by name, and policies that fit ----------------------------------------------- */

static void by_name(void)
{
    t_group("by name");
    LeadBase *b = base_of(clinic(NULL));
    const int64_t row = lead_base_find(b, STR("L-0003"));
    T_Z(str_z(lead_base_label(b, row)), "L-0003");
    T_INT(lead_base_find(b, STR("#3")), row);
    T_INT(lead_base_find(b, STR("nobody")), -1);
    T_INT(lead_base_find(b, STR("#0")), -1);
    int found = 0;
    for (int i = 1; i <= 400; i++)
        found += lead_base_find(b, str_of(str_format("#%d", i))) >= 0;
    T_INT(found, 397); /* three were rejected, and keep their numbers */
    lead_base_free(b);
}

static bool fits(const char *other)
{
    const Session *s = reads("policy \"P\" { currency BRL }\n"
                             "lead { n number, k one of a, b, m money }\n");
    const LeadBase b = {.core = s->core};
    return lead_base_fits(&b, reads(other)->core);
}

static void policies_fit(void)
{
    t_group("policies that read the same");
    T_OK(fits("policy \"Q\" { currency BRL }\nlead { n number, k one of a, b, m money }\n"
              "score x in 0..10 { +1 when n > 3 }\n"));
    T_OK(!fits("policy \"P\" { currency EUR }\nlead { n number, k one of a, b, m money }\n"));
    T_OK(!fits("policy \"P\" { currency BRL, timezone \"America/Sao_Paulo\" }\n"
               "lead { n number, k one of a, b, m money }\n"));
    T_OK(!fits("policy \"P\" { currency BRL }\nlead { n number, k one of b, a, m money }\n"));
    T_OK(!fits("policy \"P\" { currency BRL }\nlead { n text, k one of a, b, m money }\n"));
    T_OK(!fits("policy \"P\" { currency BRL }\n"
               "lead { n number, k one of a, b otherwise b, m money }\n"));
    T_OK(!fits("policy \"P\" { currency BRL }\nlead { n number default 3, k one of a, b, m money }\n"));
    T_OK(!fits("policy \"P\" { currency BRL }\nlead { n number, k one of a, b, m money }\n"
               "fact f by x { x text }\n"));
}

int main(void)
{
    T_BEGIN();
    rows_are_kept();
    as_a_stream_decides();
    known_is_taken_over();
    stopped();
    by_name();
    policies_fit();
    return T_END();
}
