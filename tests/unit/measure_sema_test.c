/* measure_sema_test.c -- what measures and facts mean: terms, figures, periods. */
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
        "kpi k month of \"mql.since\" #0 #1 = K_DIV(count(lead where demo), "
        "count(lead)) over count(lead where demo) under count(lead) at least 0.25\n");
    T_Z(terms("kpi k { measure mean(lead.visits) }\n"),
        "term sum of lead of visits\nterm count of lead of visits\n"
        "kpi k #0 #1 = K_DIV(sum(lead.visits), count(lead.visits)) over "
        "sum(lead.visits) under count(lead.visits)\n");
    T_Z(terms("kpi k { measure p90(lead.(won_at - created_at) where reached(won)) }\n"),
        "term quantile 90 of lead of K_SUB(won_at, created_at) where reached(won)\n"
        "kpi k #0 = p90(lead.(won_at - created_at) where reached(won))\n");
    T_Z(terms("kpi k { measure max(lead.won_at) }\n"),
        "term max of lead of won_at\nkpi k #0 = max(lead.won_at)\n");
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
    T_INT(c->n_measures, 5);
    T_INT(c->n_terms, 5);
    T_INT(c->measures[1].term[0], 0);
    T_INT(c->measures[2].term[0], 2);
    T_INT(c->figures->n_fields, 5);
    T_OK(c->figures->fields[1].type == &type_number);
}

static void periods(void)
{
    t_group("periods");
    T_Z(terms("kpi k { measure count(lead where reached(sql) at sql.since)"
              " / count(lead at mql.since)\n per quarter }\n"),
        "term count of lead quarter where reached(sql) at sql.since\n"
        "term count of lead quarter at mql.since\n"
        "kpi k quarter #0 #1 = K_DIV(count(lead where reached(sql) at sql.since), "
        "count(lead at mql.since)) over count(lead where reached(sql) at sql.since) "
        "under count(lead at mql.since)\n");
    T_Z(terms("kpi open { measure count(lead where mql_at < period.end and not"
              " (won_at < period.end))\n per month }\n"),
        "term count of lead month each where and(K_LT(mql_at, period.end), "
        "not(K_LT(won_at, period.end)))\n"
        "kpi open month #0 = count(lead where mql_at < period.end and not (won_at < "
        "period.end))\n");
    T_Z(terms("kpi k { measure count(lead)\n per month of closed\n"
              " split by source top 2, demo\n baseline p75 of last 4 }\n"),
        "term count of lead month at closed split source split demo\n"
        "kpi k month of \"closed\" split \"source\" top 2 split \"demo\" #0 = "
        "count(lead) p75 of last 4\n");
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
        "kpi wins month of \"won_at\" #0 = count(lead where reached(won))\n"
        "kpi per_lead month of \"created_at\" split \"source\" #1 #2 = "
        "K_DIV(count(lead where reached(won)), count(lead)) over "
        "count(lead where reached(won)) under count(lead)\n");
    const Core *c = core_of("kpi b { measure a + a }\nkpi a { measure count(lead) }\n");
    T_INT(c->n_terms, 1);
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
        "kpi cost month of \"created_at\" split \"source\" #0 #1 = K_DIV(sum(spend."
        "amount where amount > floor), count(lead)) over sum(spend.amount where amount "
        "> floor) under count(lead)\n");
    T_Z(dump_from("fact team by person { person text folded, manager text }\n"
                  "score s { +1 when team(owner).manager = \"Ana\" }\n",
                  "score s"),
        "score s\n  + points 1 when K_EQ_TEXT(team(K_FOLD(owner)).manager, \"Ana\")\n"
        "stage new\nstage mql since mql_at\nstage sql since sql_at\n"
        "stage won since won_at\nfact team by \"person\"\n"
        "  field person text folded\n  field manager text\n");
    T_Z(terms("fact team by person { }\nkpi k { measure count(lead) / count(team)\n"
              " per month of created_at }\n"),
        "term count of lead month at created_at\nterm count of team month each\n"
        "kpi k month of \"created_at\" #0 #1 = K_DIV(count(lead), count(team)) over "
        "count(lead) under count(team)\n");
}

int main(void)
{
    T_BEGIN();
    lead_terms();
    equal_terms();
    periods();
    kpis_in_kpis();
    facts();
    return T_END();
}
