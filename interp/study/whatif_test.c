/* whatif_test.c -- a test made of a lead, as a tree that fmt writes. */
#include "interp/study/whatif_test.h"

#include "grammar/fmt.h"
#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/engine/fact_table.h"
#include "interp/io/colvalue.h"
#include "interp/lang/op.h"
#include "interp/study/literal_node.h"
#include "interp/study/whatif_part.h"

static const Span nowhere;

typedef struct Making {
    const WhatTest *ask;
    const Session *session;
    const Core *core;
    Node *body, *expect; /* expect: of the line at hand */
    WhatTestResult result;
} Making;

/* -- values of columns -------------------------------------------------------------------- */

static Value value_at(const Column *c, int r, const Type *type)
{
    const int i = column_row(c, r);
    Value v = {.type = type, .missing = column_missing(c, r)};
    if (v.missing)
        return v;
    switch (c->phys) {
    case PHYS_I64: v.i64 = c->i64[i]; break;
    case PHYS_FLAG: v.i64 = c->flag[i] != 0; break;
    case PHYS_TEXT: v.text = str_copy((Str){c->text[i].p, c->text[i].n}); break;
    case PHYS_LIST: {
        const uint32_t from = c->list.start[i], to = c->list.start[i + 1];
        Value *item = MEM_ARRAY(Value, to - from + 1);
        for (uint32_t k = from; k < to; k++)
            item[k - from] = value_at(c->list.elem, (int)k, type->elem);
        v.item = item;
        v.n_items = (int)(to - from);
        break;
    }
    }
    return v;
}

static bool has_nul(const Value *v)
{
    if (v->text.n > 0 && memchr(v->text.p, '\0', v->text.n) != NULL)
        return true;
    for (int i = 0; i < v->n_items; i++)
        if (has_nul(&v->item[i]))
            return true;
    return false;
}

static bool is_default(const CoreField *f, const Value *v)
{
    const CoreExpr *d = f->deflt;
    if (d == NULL || d->missing)
        return false;
    const Value other = literal_value(d);
    return value_same(&other, v);
}

/* -- records ------------------------------------------------------------------------------- */

static Node *given_field(Making *m, const Core *core, int field, const Column *c, int r)
{
    const CoreField *f = &core->fields[field];
    const Value v = value_at(c, r, f->type);
    if (v.missing && f->deflt != NULL && !f->deflt->missing)
        m->result = WHAT_TEST_MISSING;
    if (has_nul(&v))
        m->result = WHAT_TEST_TEXT;
    if (v.missing || is_default(f, &v) || m->result != WHAT_TEST_WRITTEN)
        return NULL;
    Node *kids[] = {literal_name(f->name),
                    literal_node(&v, core->zone, m->core->currency)};
    return ast_node(N_GIVEN, nowhere, 2, kids);
}

static void add_given(Making *m, Node *name, Node *fields)
{
    Node *kids[] = {name, NULL, fields};
    m->body = ast_append(m->body, ast_node(N_T_GIVEN, nowhere, 3, kids));
}

static void give_lead(Making *m)
{
    const Row row = m->ask->row;
    Node *fields = ast_list(N_LIST, nowhere);
    for (int f = 0; f < m->core->n_fields; f++)
        fields =
            ast_append(fields, given_field(m, m->core, f, &row.batch->col[f], row.r));
    add_given(m, ast_word(literal_name(STR("lead")), KW_LEAD), fields);
}

static void give_fact(Making *m, int fact, int64_t r)
{
    const CoreFact *f = &m->core->facts[fact];
    Node *fields = ast_list(N_LIST, nowhere);
    for (int i = 0; i < f->core->n_fields; i++)
        fields = ast_append(
            fields, given_field(m, f->core, i,
                                fact_table_column(m->ask->table[fact], i), (int)r));
    add_given(m, literal_name(f->name), fields);
}

/* -- what it looks up ------------------------------------------------------------------------ */

typedef struct LookUps {
    CoreExpr **key; /* expressions */
    int *fact;
    int n;
    size_t cap, cap_fact;
} LookUps;

static void see_look_up(void *ctx, const CoreExpr *e)
{
    LookUps *l = ctx;
    if (e->kind != CORE_LOOKUP)
        return;
    MEM_PUSH(l->fact, l->n, l->cap_fact) = e->index;
    l->n--;
    MEM_PUSH(l->key, l->n, l->cap) = e->arg[0];
}

static void walk_item(const Core *c, LookUps *l, CoreKind kind, int index)
{
    const CoreExpr e = {.kind = kind, .index = index, .type = &type_number};
    core_walk(c, &e, true, see_look_up, l);
}

static LookUps look_ups(const Core *c)
{
    LookUps l = {0};
    walk_item(c, &l, CORE_PERSONA, -1);
    walk_item(c, &l, CORE_STAGE, -1);
    for (int i = 0; i < c->n_scores; i++)
        walk_item(c, &l, CORE_SCORE, i);
    for (int i = 0; i < c->n_grades; i++)
        walk_item(c, &l, CORE_GRADE, i);
    for (int i = 0; i < c->n_clauses; i++)
        if (c->clauses[i].kind != CLAUSE_MEASURE)
            walk_item(c, &l, CORE_CLAUSE, i);
    return l;
}

static int64_t found_row(const FactTable *t, const Column *key, int r)
{
    if (t == NULL || column_missing(key, r))
        return -1;
    const int i = column_row(key, r);
    switch (key->phys) {
    case PHYS_TEXT: return fact_table_find_text(t, key->text[i]);
    case PHYS_I64: return fact_table_find_i64(t, key->i64[i]);
    case PHYS_FLAG: return fact_table_find_i64(t, key->flag[i]);
    case PHYS_LIST: break;
    }
    return -1;
}

/* Each row once. */
static void give_found(Making *m, const LookUps *l, const Eval *ev)
{
    int64_t *found = MEM_ARRAY(int64_t, l->n + 1);
    for (int i = 0; i < l->n; i++) {
        const FactTable *t = m->ask->table[l->fact[i]];
        found[i] = found_row(t, eval_extra(ev, i), m->ask->row.r);
        bool again = found[i] < 0;
        for (int k = 0; k < i && !again; k++)
            again = l->fact[k] == l->fact[i] && found[k] == found[i];
        if (!again)
            give_fact(m, l->fact[i], found[i]);
    }
}

static void give_facts(Making *m)
{
    const LookUps l = look_ups(m->core);
    if (l.n == 0 || m->ask->table == NULL)
        return;
    const ProgramWant want = {.extra = l.key, .n_extra = l.n};
    Eval *ev = eval_new(program_plan(m->core, &want));
    session_apply(m->session, ev);
    for (int i = 0; i < m->core->n_facts; i++)
        eval_set_table(ev, i, m->ask->table[i]);
    eval_batch(ev, m->ask->row.batch);
    give_found(m, &l, ev);
    eval_free(ev);
}

/* -- expectations ------------------------------------------------------------------------------ */

static void end_line(Making *m)
{
    Node *kids[] = {m->expect};
    if (m->expect->n > 0)
        m->body = ast_append(m->body, ast_node(N_T_EXPECT, nowhere, 1, kids));
    m->expect = ast_list(N_LIST, nowhere);
}

static void expect_is(Making *m, Node *what, Node *value)
{
    Node *kids[] = {what, value};
    m->expect =
        ast_append(m->expect, ast_word(ast_node(N_BINARY, nowhere, 2, kids), OP_EQ));
}

/* Of an enumeration; where it is missing nothing is expected.  false: it is. */
static bool expect_member(Making *m, Str name, const Column *c, const Enum *of)
{
    const Value v = value_at(c, m->ask->row.r, type_enum(of));
    if (!v.missing)
        expect_is(m, literal_name(name), literal_node(&v, m->core->zone, (Str){0}));
    return !v.missing;
}

static void expect_decided(Making *m)
{
    const Core *c = m->core;
    const Row row = m->ask->row;
    if (c->n_personas > 0)
        (void)expect_member(m, STR("persona"), eval_persona(row.eval), c->persona_enum);
    for (int i = 0; i < c->n_scores; i++) {
        const Value v = value_at(eval_score(row.eval, i), row.r, &type_number);
        expect_is(m, literal_name(c->scores[i].name),
                  literal_node(&v, c->zone, (Str){0}));
    }
    for (int i = 0; i < c->n_grades; i++)
        (void)expect_member(m, c->grades[i].name, eval_grade(row.eval, i),
                            c->grades[i].members);
    end_line(m);
}

static void expect_missing(Making *m, Str name)
{
    Node *what = literal_name(name);
    m->expect = ast_append(m->expect,
                           ast_word(ast_node(N_KNOWN, nowhere, 1, &what), KW_MISSING));
}

/* A lead may be nowhere: before its first stage. */
static void expect_place(Making *m)
{
    const Core *c = m->core;
    const Eval *ev = m->ask->row.eval;
    if (c->n_stages == 0)
        return;
    if (!expect_member(m, STR("stage"), eval_stage(ev), c->stage_enum)
        && !expect_member(m, STR("exit"), eval_exit(ev), c->exit_enum))
        expect_missing(m, STR("stage"));
    end_line(m);
}

static Node *property(Str clause, const char *name)
{
    Node *kids[] = {literal_name(clause), literal_name(str_of(name))};
    return ast_node(N_MEMBER, nowhere, 2, kids);
}

static void expect_clause(Making *m, int clause)
{
    const CoreClause *cl = &m->core->clauses[clause];
    const Row row = m->ask->row;
    const Value status =
        value_at(eval_clause(row.eval, clause, LANE_LATEST, PROP_STATUS), row.r,
                 type_enum(&clause_status));
    const Value due = value_at(eval_clause(row.eval, clause, LANE_LATEST, PROP_DUE),
                               row.r, &type_timestamp);
    if (status.missing || status.i64 == STATUS_NONE)
        return;
    expect_is(m, property(cl->name, clause_prop_name(PROP_STATUS)),
              literal_node(&status, m->core->zone, (Str){0}));
    if (!due.missing)
        expect_is(m, property(cl->name, clause_prop_name(PROP_DUE)),
                  literal_node(&due, m->core->zone, (Str){0}));
    end_line(m);
}

/* -- all of it ------------------------------------------------------------------------------------ */

static bool moves_just_so(const Session *s, const CoreScenario *sc)
{
    for (int i = 0; i < s->core->n_thresholds; i++) {
        int64_t v = s->core->thresholds[i].value;
        for (int k = 0; k < sc->n_moves; k++)
            v = sc->moves[k].threshold == i ? sc->moves[k].value : v;
        if (v != s->threshold[i])
            return false;
    }
    return true;
}

static bool is_moved(const Session *s)
{
    static const CoreScenario nothing;
    return !moves_just_so(s, &nothing);
}

static void name_scenario(Making *m)
{
    if (!is_moved(m->session))
        return;
    for (int i = 0; i < m->core->n_scenarios; i++)
        if (moves_just_so(m->session, &m->core->scenarios[i])) {
            Node *name = literal_name(m->core->scenarios[i].name);
            m->body = ast_append(m->body, ast_node(N_T_SCENARIO, nowhere, 1, &name));
            return;
        }
    m->result = WHAT_TEST_MOVED;
}

static void put_at(Making *m, int64_t as_of_us)
{
    Node *at = literal_stamp_node(m->core->zone, as_of_us);
    m->body = ast_append(m->body, ast_node(N_T_AT, nowhere, 1, &at));
}

static void make(Making *m, int64_t as_of_us)
{
    name_scenario(m);
    put_at(m, as_of_us);
    give_lead(m);
    give_facts(m);
    const int given = m->body->n;
    expect_decided(m);
    expect_place(m);
    for (int i = 0; i < m->core->n_clauses; i++)
        if (m->core->clauses[i].kind != CLAUSE_MEASURE)
            expect_clause(m, i);
    if (m->body->n == given && m->result == WHAT_TEST_WRITTEN)
        m->result = WHAT_TEST_NOTHING;
}

WhatTestResult whatif_test_text(Buf *out, const WhatIf *w, const WhatTest *ask)
{
    const WhatState *s = whatif_state(w);
    Making m = {.ask = ask,
                .session = s->session,
                .core = s->session->core,
                .body = ast_list(N_LIST, nowhere),
                .expect = ast_list(N_LIST, nowhere)};
    make(&m, s->as_of_us);
    if (m.result != WHAT_TEST_WRITTEN)
        return m.result;
    Node *kids[] = {literal_text(ask->title), m.body};
    const Parsed *p = s->session->parsed;
    fmt_declaration(out, NULL, ast_node(N_TEST, nowhere, 2, kids), p->file,
                    p->language);
    return WHAT_TEST_WRITTEN;
}
