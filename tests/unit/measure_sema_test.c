/* measure_sema_test.c -- what measures and facts mean: terms, figures, periods. */
#include "grammar/fmt.h"
#include "interp/base/diag_render.h"
#include "interp/base/mem.h"
#include "interp/sema/sema.h"
#include "tests/unit/t.h"

#define HEAD \
    "policy \"p\" { currency BRL }\n" \
    "lead {\n id text\n visits number default 0\n amount money\n demo flag\n" \
    " source one of ads, event\n owner text folded\n created_at timestamp\n" \
    " mql_at timestamp\n sql_at timestamp\n won_at timestamp\n closed date\n}\n" \
    "funnel {\n stage new\n stage mql since mql_at\n stage sql since sql_at\n" \
    " stage won since won_at\n}\n"

static const SemaEnv env = {.zone_dir = "/usr/share/zoneinfo"};

static Core *policy(const char *text, Diags *ds)
{
    return sema_policy(
        parse_file(source_new("p.sla", str_of(str_format("%s%s", HEAD, text))), ds),
        &env, ds);
}

/* The lines of the dump that begin with `first` or come later; the code of the first
 * finding where there is an error. */
static const char *dump_from(const char *text, const char *first)
{
    Diags *ds = diags_new();
    Core *c = policy(text, ds);
    if (c == NULL) {
        Buf b = {0};
        diags_render(&b, ds, DIAG_PLAIN, false);
        const char *all = str_z(buf_view(&b));
        buf_free(&b);
        return all;
    }
    Buf b = {0};
    core_dump(&b, c);
    const char *all = str_z(buf_view(&b));
    buf_free(&b);
    const char *at = strstr(all, first);
    return at != NULL ? at : all;
}

static const char *terms(const char *kpi) { return dump_from(kpi, "term "); }

/* The n-th core that a policy with measures has; asserts that it is sound. */
static const Core *core_of(const char *text)
{
    const Core *c = policy(text, diags_new());
    T_OK(c != NULL);
    return c;
}

static void lead_terms(void)
{
    t_group("terms over leads");
    T_Z(terms("kpi k { measure count(lead where demo) / count(lead)\n"
              " per month of mql.since\n target at least 25% }\n"),
        "term count of lead month where demo at mql.since\n"
        "term count of lead month at mql.since\n"
        "kpi k month #0 #1 = K_DIV(#0, #1) over #0 under #1 at least 0.25\n");
    T_Z(terms("kpi k { measure mean(lead.visits) }\n"),
        "term sum of lead of visits\n"
        "term count of lead of visits\n"
        "kpi k #0 #1 = K_DIV(#0, #1) over #0 under #1\n");
    T_Z(terms("kpi k { measure p90(lead.(won_at - created_at) where reached(won)) }\n"),
        "term quantile 90 of lead of K_SUB(won_at, created_at) where reached(won)\n"
        "kpi k #0 = #0\n");
    T_Z(terms("kpi k { measure max(lead.won_at) }\n"), "term max of lead of won_at\n"
                                                       "kpi k #0 = #0\n");
}

static void equal_terms(void)
{
    t_group("equal terms");
    const Core *c =
        core_of("kpi a { measure count(lead where demo) / count(lead) }\n"
                "kpi b { measure count(lead where (demo)) + 1 }\n"
                "kpi c { measure count(lead where demo)\n per month of mql.since }\n"
                "kpi d { measure count(lead where demo)\n per week of mql.since }\n"
                "kpi e { measure count(lead where demo)\n split by source }\n");
    T_INT(c->measures[1].term[0], 0);
    T_INT(c->measures[2].term[0], 2);
    T_INT(c->measures[4].term[0], 4);
    T_INT(c->measures[4].role, MEASURE_KPI);
    T_INT(c->measures[5].role, MEASURE_FUNNEL);
    T_INT(c->figures->n_fields, c->n_terms);
    T_OK(c->figures->fields[1].type == &type_number);
}

static void periods(void)
{
    t_group("periods");
    T_Z(terms("kpi k { measure count(lead where reached(sql) at sql.since)"
              " / count(lead at mql.since)\n per quarter }\n"),
        "term count of lead quarter where reached(sql) at sql.since\n"
        "term count of lead quarter at mql.since\n"
        "kpi k quarter #0 #1 = K_DIV(#0, #1) over #0 under #1\n");
    T_Z(terms("kpi open { measure count(lead where mql_at < period.end and not"
              " (won_at < period.end))\n per month }\n"),
        "term count of lead month each where and(K_LT(mql_at, period.end), "
        "not(K_LT(won_at, period.end)))\n"
        "kpi open month #0 = #0\n");
    T_Z(terms("kpi k { measure count(lead)\n per month of closed\n"
              " split by source top 2, demo\n baseline p75 of last 4 }\n"),
        "term count of lead month at closed split source split demo\n"
        "kpi k month split 0 top 2 #0 = #0 p75 of last 4\n");
}

static void kpis_in_kpis(void)
{
    t_group("a KPI in a KPI");
    T_Z(terms("kpi wins { measure count(lead where reached(won))\n"
              " per month of won_at }\n"
              "kpi per_lead { measure wins / count(lead)\n per month of created_at\n"
              " split by source }\n"),
        "term count of lead month where reached(won) at won_at\n"
        "term count of lead month where reached(won) at won_at split source\n"
        "term count of lead month at created_at split source\n"
        "kpi wins month #0 = #0\n"
        "kpi per_lead month #1 #2 = K_DIV(#1, #2) over #1 under #2\n");
    const Core *c = core_of("kpi b { measure a + a }\nkpi a { measure count(lead) }\n");
    T_INT(c->measures[0].n_terms, 1);
    T_INT(c->measures[0].term[0], c->measures[1].term[0]);
    T_OK(str_is(c->measures[0].name, "b") && str_is(c->measures[1].name, "a"));
}

static void facts(void)
{
    t_group("facts");
    T_Z(terms(
            "fact spend at day { day date, amount money, source text }\n"
            "threshold floor = 1 BRL\n"
            "kpi cost { measure sum(spend.amount where amount > floor) / count(lead)\n"
            " per month of created_at\n split by source }\n"),
        "term sum of spend month of amount where K_GT(amount, floor) at day split "
        "source\n"
        "term count of lead month at created_at split source\n"
        "kpi cost month #0 #1 = K_DIV(#0, #1) over #0 under #1\n");
    T_Z(dump_from("fact team by person { person text folded, manager text }\n"
                  "score s { +1 when team(owner).manager = \"Ana\" }\n",
                  "score s"),
        "score s\n  + points 1 when K_EQ_TEXT(team(K_FOLD(owner)).manager, \"Ana\")\n"
        "stage new\nstage mql since mql_at\nstage sql since sql_at\n"
        "stage won since won_at\nfact team by \"person\"\n"
        "  field person text folded\n  field manager text\n");
    T_Z(terms("fact team by person { }\nkpi k { measure count(lead) / count(team)\n"
              " per month of created_at }\n"),
        "term count of lead month at created_at\n"
        "term count of team month each\n"
        "kpi k month #0 #1 = K_DIV(#0, #1) over #0 under #1\n");
}

/* -- modules */

static bool one_module(void *ctx, const char *from, Str path, const char **name,
                       Str *text)
{
    (void)ctx, (void)from;
    *name = "offers.sla";
    *text = STR("kpi wins \"Won leads\" { measure count(lead where reached(won))\n"
                " per month of won_at\n target at least 10 }\n"
                "kpi everyone { measure count(lead) }\n"
                "kpi broken { measure sum(lead.nothing) }\n");
    return str_is(path, "offers");
}

static void offers(void)
{
    t_group("KPIs of modules");
    const SemaEnv with = {.zone_dir = env.zone_dir, .load_module = one_module};
    Diags *ds = diags_new();
    const char *text =
        "use offers\n" HEAD "kpi wins { target at least 20 }\n"
        "kpi rate { measure wins / everyone\n per month of created_at }\n";
    const Core *c =
        sema_policy(parse_file(source_new("p.sla", str_of(text)), ds), &with, ds);
    T_OK(c != NULL);
    if (c == NULL)
        return;
    T_OK(str_is(c->measures[0].name, "wins")
         && str_is(c->measures[0].title, "Won leads"));
    T_OK(str_is(c->measures[0].of_text, "won_at"));
    T_INT(c->measures[0].target->i64, 20000000);
    T_OK(str_is(c->measures[1].name, "rate"));
    T_INT(c->measures[2].role, MEASURE_FUNNEL);
    T_INT(core_measure(c, STR("everyone")), -1);
}

/* -- clauses */

static const Core *clauses(const char *body)
{
    Diags *ds = diags_new();
    const char *text = str_format(
        "policy \"p\" { parties sales, marketing }\n"
        "lead {\n id text\n visits number default 0\n"
        " tier one of standard, gold default standard\n email text\n"
        " created_at timestamp required\n mql_at timestamp\n won_at timestamp\n}\n"
        "funnel {\n stage new since created_at\n stage mql since mql_at\n"
        " exit lost since won_at\n}\n%s",
        body);
    const Core *c =
        sema_policy(parse_file(source_new("p.sla", str_of(text)), ds), &env, ds);
    if (c == NULL) {
        Buf b = {0};
        diags_render(&b, ds, DIAG_PLAIN, false);
        printf("%s", str_z(buf_view(&b)));
        buf_free(&b);
    }
    T_OK(c != NULL);
    return c;
}

/* The first measure of a role, with its terms. */
static const char *measure_of(const Core *c, MeasureRole role)
{
    Buf b = {0};
    for (int i = 0; c != NULL && i < c->n_measures && b.n == 0; i++)
        if (c->measures[i].role == role)
            core_dump_measure(&b, c, i);
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}

/* Without the last line, which numbers them. */
static const char *terms_of(const Core *c, MeasureRole role)
{
    Str all = str_of(measure_of(c, role));
    size_t n = all.n > 0 ? all.n - 1 : 0;
    while (n > 0 && all.p[n - 1] != '\n')
        n--;
    return str_z(str_sub(all, 0, n));
}

#define FIRST \
    "agreement base {\n clause first {\n  by sales\n  starts mql_at, created_at\n" \
    "  stops won_at\n  within 4 hours\n  target 95% per month by start\n" \
    "  split by tier, late > 1 hour\n }\n}\n" \
    "agreement big level customer for tier = gold {\n clause first { within 1 hour," \
    " target 99% per week relaxes }\n}\n"

static void instances(void)
{
    t_group("terms over instances");
    T_Z(measure_of(clauses(FIRST
                           "kpi k { measure p90(first.elapsed where visits > 3 and"
                           " status = breached)\n per week of due }\n"),
                   MEASURE_KPI),
        "term quantile 90 of first week of first.elapsed#0 where "
        "and(K_NE(first.status#0, none), and(K_GT(visits, 3), K_EQ(first.status#0, "
        "breached))) at first.due#0 of first.elapsed#1 where and(K_NE(first.status#1, "
        "none), and(K_GT(visits, 3), K_EQ(first.status#1, breached))) at first.due#1\n"
        "kpi k week #0 = #0\n");
}

static void standing(void)
{
    t_group("standing measures");
    const Core *c = clauses(FIRST);
    const CoreClause *cl = &c->clauses[0];
    const CoreMeasure *st = &c->measures[cl->statuses];
    T_INT(st->role, MEASURE_STATUSES);
    T_INT(st->n_terms, N_CLAUSE_STATUSES);
    T_INT(c->terms[st->term[STATUS_NONE]].n_sources, 1);
    T_INT(c->terms[st->term[STATUS_MET]].n_sources, 2);
    T_OK(
        str_is(c->terms[st->term[STATUS_MET]].text, "count(first where status = met)"));
    const CoreMeasure *gold = &c->measures[cl->level[0].attainment];
    const CoreMeasure *base = &c->measures[cl->level[1].attainment];
    T_INT(gold->per.kind, PERIOD_WEEK);
    T_INT(base->per.kind, PERIOD_MONTH);
    T_INT(cl->n_splits, 2);
    T_OK(gold->target->kind == CORE_THRESHOLD && gold->at_least);
    const CoreTerm *met = &c->terms[base->term[STATUS_MET]];
    T_INT(met->n_sources, 2);
    T_INT(met->n_splits, 2);
    const CoreExpr *where = met->source[1].where, *status = where->arg[0];
    T_OK(status->arg[0]->prop == PROP_STATUS && status->arg[0]->lane == 1
         && status->arg[1]->i64 == STATUS_MET);
    T_OK(where->arg[1]->arg[0] == cl->target_level
         && where->arg[1]->arg[1]->i64 == 1000000);
    T_OK(met->source[1].at->prop == PROP_STARTS && met->source[1].at->lane == 1);
    T_INT(met->source[1].split[1]->arg[0]->lane, 1);
    T_OK(base->over->index == base->term[STATUS_MET] && base->under->kernel == K_ADD);
    T_Z(terms_of(c, MEASURE_FUNNEL),
        "term count of lead where reached(new)\n"
        "term count of lead where K_EQ(stage, new)\n"
        "term count of lead where reached(mql)\n"
        "term count of lead where K_EQ(stage, mql)\n"
        "term quantile 50 of lead of K_SUB(mql.since, new.since) where reached(mql)\n"
        "term count of lead where reached(lost)\n"
        "term count of lead where K_EQ(exit, lost)\n");
    T_Z(terms_of(c, MEASURE_QUALITY), "term count of lead where not(known(mql_at))\n"
                                      "term count of lead where not(known(won_at))\n"
                                      "term count of lead\n");
}

static void promises(void)
{
    t_group("clauses with measure");
    const Core *c =
        clauses("agreement base {\n clause volume {\n  by marketing\n"
                "  measure count(lead where reached(mql))\n  per month of mql.since\n"
                "  target at least 200\n }\n}\n"
                "agreement big level customer for tier = gold {\n"
                " clause volume { target at least 10 }\n}\n");
    const CoreClause *cl = &c->clauses[0];
    T_INT(c->measures[cl->measure].level, 0);
    T_INT(cl->statuses, -1);
    T_Z(measure_of(c, MEASURE_CLAUSE),
        "term count of lead month where and(K_EQ(tier, gold), reached(mql)) at "
        "mql.since\n"
        "clause measure volume month #1 = #1 at least big.volume.target\n");
    Buf b = {0};
    core_dump_measure(&b, c, cl->level[1].attainment);
    T_Z(str_z(buf_view(&b)),
        "term count of lead month where and(not(K_EQ(tier, gold)), reached(mql)) at "
        "mql.since\n"
        "clause measure volume month #0 = #0 at least base.volume.target\n");
    buf_free(&b);
}

/* The core has no words of a language: the same policy in Portuguese has the same one. */
static void in_portuguese(void)
{
    t_group("in Portuguese");
    const char *kpi = "kpi k { measure count(lead where reached(sql)) / count(lead "
                      "where demo known)\n"
                      " per month of mql.since\n split by source top 2, owner\n"
                      " target at least 25%\n baseline median of last 3 }\n";
    Diags *ds = diags_new();
    Buf other = {0}, mine = {0}, theirs = {0};
    const char *text = str_format("%s%s", HEAD, kpi);
    const Parsed *p = parse_file(source_new("p.sla", str_of(text)), ds);
    fmt_file(&other, p, LANG_PT);
    T_OK(strstr(str_z(buf_view(&other)), "contagem(lead onde") != NULL);
    const Parsed *q = parse_file(source_new("q.sla", buf_view(&other)), ds);
    core_dump(&mine, sema_policy(p, &env, ds));
    core_dump(&theirs, sema_policy(q, &env, ds));
    T_STR(buf_view(&theirs), buf_view(&mine));
    buf_free(&other);
    buf_free(&mine);
    buf_free(&theirs);
}

int main(void)
{
    T_BEGIN();
    lead_terms();
    equal_terms();
    periods();
    kpis_in_kpis();
    facts();
    offers();
    instances();
    standing();
    promises();
    in_portuguese();
    return T_END();
}
