/* lead_fixture.h -- leads of a small policy, each by itself, with values given.
 *
 *     Leads f = leads_new(lead_policy, "id | size\n a | 50");
 *     OneLead *l = leads_row(&f, 0, "size = 300; title = \"CEO\"");     of the first row
 */
#ifndef ACORDO_TESTS_LEAD_FIXTURE_H
#define ACORDO_TESTS_LEAD_FIXTURE_H

#include "interp/io/lead_views.h"
#include "interp/study/one_lead.h"
#include "tests/unit/table.h"

typedef struct Leads {
    Session *session;
    Table *table;
    const Batch *batch;
} Leads;

/* As of Mon 2 Mar 2026 14:00 in São Paulo. */
enum { LEADS_NOW_S = 1772470800 };

static const char *const lead_policy =
    "policy \"P\" { timezone \"America/Sao_Paulo\", currency BRL, parties marketing, "
    "sales }\n"
    "lead {\n  id text label\n  name text\n  size number in 1..1000\n"
    "  title text folded\n  source one of ads, event\n  created timestamp\n"
    "  asked timestamp\n  called timestamp\n  gone timestamp\n  notes list of text\n}\n"
    "persona big when size > 200\n"
    "persona small when size in 5..200\n"
    "score fit in 0..100 {\n  +40 when persona = small\n  +25 when persona = big\n"
    "  +20 when title = \"ceo\"\n  -10 when source = ads\n}\n"
    "grade of fit { A from 60, B from 40, C otherwise }\n"
    "funnel {\n  stage new since created\n  stage mql when fit >= 40 since asked\n"
    "  exit lost since gone\n}\n"
    "calendar office { open mon..fri 09:00-12:00, 13:00-18:00 }\n"
    "agreement base {\n"
    "  clause first_call {\n    by sales\n    for reached(mql)\n    starts mql.since\n"
    "    stops called\n    within 4 business hours on office\n    warn at 75%\n  }\n"
    "  clause titled {\n    by marketing\n    keep title known\n  }\n"
    "  clause volume {\n    by marketing\n    measure count(lead)\n"
    "    per month of created\n    target at least 3\n  }\n"
    "}\n";

static inline Leads leads_new(const char *policy, const char *cells)
{
    Leads f = {.session = session_new(diags_new()), .table = MEM_NEW(Table)};
    if (session_load_text(f.session, "test", str_of(policy)) != LOAD_OK)
        table_findings(f.session->diags), fflush(stdout);
    Table *t = f.table;
    *t = (Table){.core = f.session->core, .cells = str_of(cells), .coded = true};
    t->now = (int64_t)LEADS_NOW_S * USEC_SECOND;
    t->arena = arena_new(1 << 16);
    f.batch = table_batch(t, 0, table_rows(t));
    t->batch.row = ARENA_ARRAY(t->arena, RowRef, t->batch.n);
    for (int r = 0; r < t->batch.n; r++)
        t->batch.row[r] = (RowRef){.number = (uint64_t)r + 1};
    return f;
}

static inline const CoreExpr *leads_value(const Leads *f, int field, Str text)
{
    const Type *type = f->session->core->fields[field].type;
    CoreExpr *missing = MEM_NEW(CoreExpr);
    *missing = (CoreExpr){.kind = CORE_CONST, .type = type, .id = -1, .missing = true};
    return str_is(text, "missing")
               ? missing
               : session_expr(f->session, "given", str_z(text), type);
}

/* Values as the policy's language writes them, or `missing`, between semicolons. */
static inline CoreGiven *leads_given(const Leads *f, const char *text, int *n)
{
    CoreGiven *given = MEM_ARRAY(CoreGiven, 16);
    Str rest = str_of(text);
    for (*n = 0; rest.n > 0; (*n)++) {
        Str one = table_cut(&rest, ';');
        const int field = core_field(f->session->core, table_cut(&one, '='));
        given[*n] = (CoreGiven){field, leads_value(f, field, str_trim(one))};
        T_OK(given[*n].value != NULL && given[*n].value->kind == CORE_CONST);
    }
    return given;
}

/* r < 0: nobody. */
static inline OneLead *leads_at(const Leads *f, int r, const char *given, int64_t now)
{
    OneLeadWant w = {.session = f->session,
                     .as_of_us = now,
                     .batch = r >= 0 ? f->batch : NULL,
                     .r = r >= 0 ? r : 0};
    w.given = leads_given(f, given, &w.n_given);
    return one_lead_new(&w);
}

static inline OneLead *leads_row(const Leads *f, int r, const char *given)
{
    return leads_at(f, r, given, f->table->now);
}

/* What a view appends, as collected text. */
static inline const char *leads_text(Buf *b)
{
    const char *z = str_z(buf_view(b));
    buf_free(b);
    return z;
}

typedef void LeadText(Buf *out, const Core *core, Row row, const ViewLook *look);
typedef void LeadJson(Buf *out, const Core *core, Row row);

/* A view of a row with values given; look NULL: as JSON. */
static inline const char *leads_view(const Leads *f, int r, const char *given,
                                     const ViewLook *look, LeadText *text,
                                     LeadJson *json)
{
    OneLead *l = leads_row(f, r, given);
    Buf out = {0};
    if (look != NULL)
        text(&out, f->session->core, one_lead_row(l), look);
    else
        json(&out, f->session->core, one_lead_row(l));
    one_lead_free(l);
    return leads_text(&out);
}

#endif
