/* sema_test.c -- the core that the checker makes, and expressions checked later. */
#include "interp/base/diag_render.h"
#include "interp/base/mem.h"
#include "interp/lang/builtin.h"
#include "interp/sema/sema.h"
#include "tests/unit/t.h"

#define HEAD \
    "policy \"p\" { currency BRL }\n" \
    "lead {\n id text\n email text folded\n plain text\n visits number default 0\n" \
    " employees number\n tier one of standard, gold default standard\n" \
    " tags list of text\n seen_at timestamp\n born date\n demo flag\n}\n"

static const SemaEnv env = {.zone_dir = "/usr/share/zoneinfo"};

static Core *policy(const char *text, Diags *ds)
{
    return sema_policy(parse_file(source_new("p.sla", str_of(text)), ds), &env, ds);
}

static Core *core_of(const char *text)
{
    Diags *ds = diags_new();
    Core *c = policy(text, ds);
    if (c == NULL) {
        Buf b = {0};
        diags_render(&b, ds, DIAG_PLAIN, false);
        printf("%s", str_z(buf_view(&b)));
        buf_free(&b);
    }
    return c;
}

/* What an expression means, as the dump of a score that is equal to it. */
static const char *meaning(const char *expr)
{
    Diags *ds = diags_new();
    Core *c = policy(str_format("%sscore s = if %s then 1 else 0\n", HEAD, expr), ds);
    if (c == NULL)
        return ds->n > 0 ? diag_info(ds->item[0]->code)->name : "?";
    Buf b = {0};
    core_dump(&b, c);
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    const char *at = strstr(text, " = if(");
    Str rest = str_of(at + strlen(" = if("));
    return str_z(str_sub(rest, 0, rest.n - strlen(", 1, 0)\n")));
}

static void folding(void)
{
    t_group("folding");
    T_Z(meaning("email = \"São  Paulo\""), "K_EQ_TEXT(K_FOLD(email), \"sao paulo\")");
    T_Z(meaning("plain = \"São\""), "K_EQ_TEXT(plain, \"São\")");
    T_Z(meaning("plain = email"), "K_EQ_TEXT(K_FOLD(plain), K_FOLD(email))");
    T_Z(meaning("email in [\"Á\", \"a\", \"b\"]"), "in(K_FOLD(email), {\"a\", \"b\"})");
    T_Z(meaning("domain(email) contains \"X\""),
        "K_CONTAINS(K_FOLD(K_DOMAIN(email)), \"x\")");
    T_Z(meaning("email in tags"), "K_LIST_HAS(K_FOLD_LIST(tags), K_FOLD(email))");
    T_Z(meaning("email matches /S[OÓ]CI[OA]\\S\\BX\\x41[[:ALPHA:]](?<N>É)\\QA\\E/"),
        "E0209");
    T_Z(meaning("email matches /S[OÓ]C\\S\\B(?<Name>É)\\k<Name>ß+/"),
        "match(K_FOLD(email), \"s[oo]c\\\\S\\\\B(?<Name>e)\\\\k<Name>(?:ss)+\")");
    T_Z(meaning("plain matches /É/"), "match(plain, \"É\")");
}

static void operators(void)
{
    t_group("operators");
    T_Z(meaning("visits + 2 * employees > -1.5"),
        "K_GT(K_ADD(visits, K_MUL(2, employees)), -1.5)");
    T_Z(meaning("now - 3 months > seen_at"),
        "K_GT(K_STAMP_MINUS_PERIOD(now, 3 months), seen_at)");
    T_Z(meaning("visits not in 1..5"), "not(and(K_GE(visits, 1), K_LE(visits, 5)))");
    T_Z(meaning("visits in [employees, 3]"),
        "or(K_EQ(visits, employees), K_EQ(visits, 3))");
    T_Z(meaning("visits in [3, 1, 3]"), "in(visits, {1, 3})");
    T_Z(meaning("tier is not gold"), "K_NE(tier, gold)");
    T_Z(meaning("gold = tier"), "K_EQ(gold, tier)");
    T_Z(meaning("tier in [gold]"), "in(tier, {gold})");
    T_Z(meaning("demo and visits > 1 and demo"), "and(demo, K_GT(visits, 1), demo)");
    T_Z(meaning("demo or visits > 1 and demo"), "or(demo, and(K_GT(visits, 1), demo))");
    T_Z(meaning("born is not known"), "not(known(born))");
    T_Z(meaning("born is not missing"), "known(born)");
    T_Z(meaning("(employees otherwise 25%) > 1"),
        "K_GT(otherwise(employees, 0.25), 1)");
    T_Z(meaning("round(visits) = round(visits, 2)"),
        "K_EQ(K_ROUND(visits, 0), K_ROUND(visits, 2))");
    T_Z(meaning("weekday_of(born) in [sat, mon]"),
        "in(K_WEEKDAY_OF(born), {mon, sat})");
    T_Z(meaning("\"x\" in tags"), "K_LIST_HAS(tags, \"x\")");
}

static void order(void)
{
    t_group("order");
    Core *c = core_of(
        HEAD "score total = fit + 1\ngrade g of total { A from 3, B otherwise }\n"
             "score fit { +1 when persona = big }\npersona big when demo\n"
             "funnel { stage new\n stage up when g = A }\n");
    T_OK(c != NULL);
    T_INT(c->n_order, 5);
    T_INT(c->order[0].item, ITEM_PERSONA);
    T_OK(c->order[1].item == ITEM_SCORE
         && c->order[1].index == core_score(c, STR("fit")));
    T_OK(c->order[2].item == ITEM_SCORE
         && c->order[2].index == core_score(c, STR("total")));
    T_INT(c->order[3].item, ITEM_GRADE);
    T_INT(c->order[4].item, ITEM_FUNNEL);
}

static void fields_read(void)
{
    t_group("fields read");
    Core *c = core_of(HEAD "score fit { +1 when demo }\nscore s = fit + visits\n");
    Diags *ds = diags_new();
    Parsed *e =
        parse_expr(source_new("<expression>", STR("s > employees")), LANG_EN, ds);
    CoreExpr *x = sema_expr(c, e, &type_flag, &env, ds);
    T_OK(x != NULL);
    uint8_t all[16] = {0}, direct[16] = {0};
    core_fields_of(c, x, all);
    core_direct_fields_of(c, x, direct);
    T_OK(all[core_field(c, STR("demo"))] && all[core_field(c, STR("visits"))]);
    T_OK(all[core_field(c, STR("employees"))] && !all[core_field(c, STR("id"))]);
    T_OK(direct[core_field(c, STR("employees"))]
         && !direct[core_field(c, STR("demo"))]);
}

static DiagCode code_of_expr(Core *c, const char *text, const Type *want)
{
    Diags *ds = diags_new();
    Parsed *e = parse_expr(source_new("<expression>", str_of(text)), LANG_EN, ds);
    CoreExpr *x = sema_expr(c, e, want, &env, ds);
    T_OK((x == NULL) == (ds->n_errors > 0));
    return ds->n > 0 ? ds->item[0]->code : N_DIAG_CODES;
}

static void later_expressions(void)
{
    t_group("later expressions");
    Core *c = core_of(HEAD "score fit { +1 when demo }\nfunnel { stage new }\n");
    T_INT(code_of_expr(c, "fit > 3 and stage = new", &type_flag), N_DIAG_CODES);
    T_INT(code_of_expr(c, "fit", &type_flag), E0204);
    T_INT(code_of_expr(c, "demo", &type_number), E0201);
    T_INT(code_of_expr(c, "fitt > 2", NULL), E0301);
    Core *none = sema_empty();
    T_INT(code_of_expr(none, "1 + 2 * 3", NULL), N_DIAG_CODES);
    T_INT(code_of_expr(none, "stage = new", NULL), E0301);
    T_INT(code_of_expr(none, "weekday_of(2026-03-02)", NULL), N_DIAG_CODES);
}

static bool setting(Core *c, const char *name, const char *value, int64_t *out)
{
    Diags *ds = diags_new();
    int64_t *v = MEM_ARRAY(int64_t, c->n_thresholds + 1);
    int t = -1;
    Parsed *e = parse_value(source_new("--set", str_of(value)), LANG_EN, ds);
    bool ok = sema_setting(c, e, str_of(name), v, &t, ds);
    T_OK(ok == (ds->n_errors == 0));
    *out = ok ? v[t] : 0;
    return ok;
}

static void settings(void)
{
    t_group("settings");
    Core *c = core_of(HEAD "threshold bar = 60 in 0..100\nthreshold age = 2 days\n"
                           "score s { +1 when visits > bar and now - seen_at > age }\n"
                           "scenario strict { bar = 70 }\n");
    int64_t v = 0;
    T_OK(setting(c, "bar", "70", &v) && v == 70000000);
    T_OK(setting(c, "age", "36 hours", &v) && v == 36 * INT64_C(3600000000));
    T_OK(!setting(c, "bar", "101", &v));
    T_OK(!setting(c, "bar", "2 days", &v));
    T_OK(!setting(c, "bra", "3", &v));
    Diags *ds = diags_new();
    T_INT(sema_scenario(c, STR("strict"), ds), 0);
    T_INT(sema_scenario(c, STR("stict"), ds), -1);
    T_INT(ds->n_errors, 1);
    T_INT(c->scenarios[0].moves[0].value, 70000000);
}

/* The chain a0 … an of defines, each with the one before it twice: the core shares. */
static void sharing(void)
{
    t_group("sharing");
    Buf b = {0};
    buf_z(&b, HEAD "define a0 = visits\n");
    for (int i = 1; i <= 60; i++)
        buf_format(&b, "define a%d = a%d + a%d\n", i, i - 1, i - 1);
    buf_z(&b, "score s = a60\n");
    Core *c = core_of(str_z(buf_view(&b)));
    buf_free(&b);
    T_OK(c != NULL);
    uint8_t marks[16] = {0};
    core_fields_of(c, c->scores[0].expr, marks);
    T_INT(marks[core_field(c, STR("visits"))], 1);
    T_INT(c->scores[0].expr->depth, 61);
}

/* Chains lean to the left: they are walked, and what grows over defines is bounded. */
static void long_chains(void)
{
    t_group("long chains");
    Buf b = {0};
    buf_z(&b, HEAD "score s { +1 when demo");
    for (int i = 0; i < 900; i++)
        buf_z(&b, " or demo");
    buf_z(&b, " }\nscore t = visits");
    for (int i = 0; i < 900; i++)
        buf_z(&b, " + 1");
    buf_z(&b, "\n");
    Core *c = core_of(str_z(buf_view(&b)));
    T_OK(c != NULL && c->scores[0].rules[0].when->n == 901);
    b.n = 0;
    buf_z(&b, HEAD "define a0 = visits\n");
    for (int i = 1; i <= 1100; i++)
        buf_format(&b, "define a%d = a%d + 1\n", i, i - 1);
    Diags *ds = diags_new();
    T_OK(policy(str_z(buf_view(&b)), ds) == NULL);
    T_OK(ds->n == 1 && ds->item[0]->code == E0213);
    buf_free(&b);
}

/* Every built-in's example is an expression of the calculator, or of a policy that has the
 * calendar `office`. */
static void builtins(void)
{
    t_group("builtins");
    int n = 0;
    const Builtin *row = builtin_table(&n);
    Core *office = core_of("lead { id text }\n"
                           "calendar office { open mon..fri 09:00-18:00 }\n");
    for (int i = 0; i < n; i++) {
        Core *c = strstr(row[i].example, "office") != NULL ? office : sema_empty();
        Diags *ds = diags_new();
        Parsed *e =
            parse_expr(source_new("<example>", str_of(row[i].example)), LANG_EN, ds);
        t_result(sema_expr(c, e, NULL, &env, ds) != NULL, __LINE__, row[i].example,
                 ds->n > 0 ? ds->item[0]->text : "", "checked");
        T_OK(builtin_find(str_of(row[i].name)) != NULL);
    }
}

int main(void)
{
    T_BEGIN();
    folding();
    operators();
    order();
    fields_read();
    later_expressions();
    settings();
    sharing();
    long_chains();
    builtins();
    return T_END();
}
