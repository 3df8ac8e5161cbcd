/* fact_table_test.c -- kept rows found by key, and their fields in expressions. */
#include "interp/engine/fact_table.h"
#include "tests/unit/table.h"

static const char *const columns =
    "lead {\n  k text\n  u text folded\n  n number\n  e one of red, green\n  f flag\n"
    "  t text\n  l list of text\n  d date\n}\n";

static const char *const rows =
    "k | u | n | e | f | t | l | d\n"
    " ana | Ana  Lima | 1 | red | yes | mia | a,b | 2026-01-01\n"
    " bob | B\xc3\xb3"
    "b | 2 | green | no | mia | - | -\n"
    " - | - | 3 | - | - | rui | c | 2026-01-03\n"
    " ana | ANA LIMA | 4 | green | no | - | d | 2026-01-04";

/* The rows above in batches of so many. */
static FactTable *filled(CoreFact *fact, const char *key, int batch_rows)
{
    Table *t = table_new(columns, rows);
    *fact = (CoreFact){.core = t->core, .key = core_field(t->core, str_of(key))};
    FactTable *f = fact_table_new(fact);
    for (int r = 0; r < table_rows(t); r += batch_rows) {
        const int left = table_rows(t) - r;
        fact_table_append(f, table_batch(t, r, left < batch_rows ? left : batch_rows));
    }
    return f;
}

static Text key_of(const char *z) { return (Text){z, (uint32_t)strlen(z), 0}; }

static void finding(void)
{
    CoreFact fact;
    t_group("finding");
    for (int size = 1; size <= 4; size++) {
        FactTable *f = filled(&fact, "k", size);
        T_INT(fact_table_rows(f), 4);
        T_INT(fact_table_repeated(f), 1);
        T_INT(fact_table_find_text(f, key_of("bob")), 1);
        T_INT(fact_table_find_text(f, key_of("ana")), 3);
        T_INT(fact_table_find_text(f, key_of("Ana")), -1);
        T_INT(fact_table_find_text(f, key_of("")), -1);
        fact_table_free(f);
        f = filled(&fact, "u", size);
        T_INT(fact_table_find_text(f, key_of(" ana lima")), 3);
        T_INT(fact_table_find_text(f, key_of("BOB")), 1);
        T_INT(fact_table_repeated(f), 1);
        fact_table_free(f);
        f = filled(&fact, "n", size);
        T_INT(fact_table_find_i64(f, 3 * MICRO), 2);
        T_INT(fact_table_find_i64(f, 0), -1);
        T_INT(fact_table_repeated(f), 0);
        fact_table_free(f);
    }
}

/* Codes of kept texts: equal ones are equal texts, whatever batch they came in. */
static void keeping(void)
{
    CoreFact fact;
    FactTable *f = filled(&fact, "k", 1);
    const Column *t = fact_table_column(f, core_field(fact.core, STR("t")));
    t_group("keeping");
    T_OK(t->form == FORM_FLAT);
    T_STR(((Str){t->text[0].p, t->text[0].n}), STR("mia"));
    T_INT(t->text[0].code, t->text[1].code);
    T_OK(t->text[0].code != 0 && t->text[0].code != t->text[2].code);
    T_OK(column_missing(t, 3) && !column_missing(t, 2));
    const Column *l = fact_table_column(f, core_field(fact.core, STR("l")));
    T_INT(l->list.start[4], 4);
    T_STR(((Str){l->list.elem->text[3].p, l->list.elem->text[3].n}), STR("d"));
    fact_table_free(f);
}

static void grows(void)
{
    Table *t = table_new(columns, "n | k\n 1 | x");
    CoreFact fact = {.core = t->core, .key = core_field(t->core, STR("n"))};
    FactTable *f = fact_table_new(&fact);
    const Batch *b = table_batch(t, 0, 1);
    t_group("grows");
    for (int i = 0; i < 5000; i++) {
        b->col[fact.key].i64[0] = i * 7919;
        fact_table_append(f, b);
    }
    int found = 0;
    for (int i = 0; i < 5000; i++)
        found += fact_table_find_i64(f, i * 7919) == i;
    T_INT(found, 5000);
    T_INT(fact_table_find_i64(f, 7918), -1);
    fact_table_free(f);
}

/* What field `column` of the fact's rows is for each key, with f as table of the leads. */
static const char *looked_up(const FactTable *f, const CoreFact *fact,
                             const char *column)
{
    Table *t = table_new(
        "lead {\n  owner text\n  vip flag\n}\n",
        "owner | vip\n bob | yes\n ana | no\n eve | yes\n - | yes\n bob | no");
    CoreExpr *key = table_expr(t, "if vip then owner else \"ana\"");
    const int field = core_field(fact->core, str_of(column));
    CoreExpr e = {.kind = CORE_LOOKUP, .n = 1, .arg = &key, .column = field, .id = -1};
    CoreExpr *extra = &e;
    e.type = fact->core->fields[field].type;
    t->core->n_facts = 1;
    const ProgramWant want = {.extra = &extra, .n_extra = 1};
    Eval *ev = eval_new(program_plan(t->core, &want));
    eval_set_table(ev, 0, f);
    eval_batch(ev, table_batch(t, 0, table_rows(t)));
    Buf b = {0};
    for (int r = 0; r < table_rows(t); r++)
        table_show(&b, t, eval_extra(ev, 0), r, e.type);
    eval_free(ev);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void lookups(void)
{
    CoreFact fact;
    FactTable *f = filled(&fact, "k", 3);
    t_group("lookups");
    T_Z(looked_up(f, &fact, "n"), "2 | 4 | missing | missing | 4");
    T_Z(looked_up(f, &fact, "e"), "green | green | missing | missing | green");
    T_Z(looked_up(f, &fact, "f"), "no | no | missing | missing | no");
    T_Z(looked_up(f, &fact, "t"), "mia | missing | missing | missing | missing");
    T_Z(looked_up(f, &fact, "l"), "missing | [\"d\"] | missing | missing | [\"d\"]");
    T_Z(looked_up(f, &fact, "d"),
        "missing | 2026-01-04 | missing | missing | 2026-01-04");
    T_Z(looked_up(NULL, &fact, "n"), "missing | missing | missing | missing | missing");
    T_Z(looked_up(NULL, &fact, "l"), "missing | missing | missing | missing | missing");
    fact_table_free(f);
}

int main(void)
{
    T_BEGIN();
    finding();
    keeping();
    grows();
    lookups();
    return T_END();
}
