/* figure_test.c -- what a figure's name means, and who was first with a value. */
#include "interp/base/mem.h"
#include "interp/study/figure_name.h"
#include "interp/study/first_seen.h"
#include "tests/unit/t.h"

static const char policy[] =
    "policy \"P\" { parties a, b }\n"
    "lead {\n  id text label\n  s timestamp\n  t timestamp\n"
    "  big flag\n  kind text\n}\n"
    "agreement base {\n"
    "  clause call { by a, starts s, stops t, within 2 hours,\n"
    "    target 50% per month }\n"
    "  clause idle { by a, starts s, stops t, within 3 hours }\n"
    "  clause many { by b, measure count(lead), per month of s,\n"
    "    target at least 2 }\n"
    "}\n"
    "agreement top level customer for big {\n"
    "  clause call { within 1 hour, target 80% per month }\n"
    "}\n"
    "kpi leads { measure count(lead), per month of s,\n"
    "  split by kind top 2, big }\n"
    "kpi quality { measure count(lead where big) }\n";

static Session *load(void)
{
    Session *s = session_new(diags_new());
    const LoadResult result = session_load_text(s, "p.sla", str_of(policy));
    T_OK(result == LOAD_OK);
    return result == LOAD_OK ? s : NULL;
}

/* -- names ------------------------------------------------------------------------------ */

/* "ATTAINMENT 0, ATTAINMENT 1": roles and levels of what a name means. */
static const char *meant(const Session *s, const char *name)
{
    static const char *const roles[] = {
        [MEASURE_KPI] = "kpi",           [MEASURE_CLAUSE] = "clause",
        [MEASURE_STATUSES] = "statuses", [MEASURE_ATTAINMENT] = "attainment",
        [MEASURE_FUNNEL] = "funnel",     [MEASURE_QUALITY] = "quality"};
    int *measure = MEM_ARRAY(int, s->core->n_measures + 1);
    const int n = figure_named(s->core, str_of(name), measure);
    Buf b = {0};
    for (int i = 0; i < n; i++) {
        const CoreMeasure *m = &s->core->measures[measure[i]];
        buf_format(&b, "%s%s", i > 0 ? ", " : "", roles[m->role]);
        if (m->level >= 0)
            buf_format(&b, " %d", m->level);
    }
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}

static void test_names(const Session *s)
{
    t_group("names");
    T_Z(meant(s, "leads"), "kpi");
    T_Z(meant(s, "call"), "attainment 0, attainment 1");
    T_Z(meant(s, "top.call"), "attainment 0");
    T_Z(meant(s, "base.call"), "attainment 1");
    T_Z(meant(s, "call.status"), "statuses");
    T_Z(meant(s, "idle"), "statuses");
    T_Z(meant(s, "many"), "clause 0");
    T_Z(meant(s, "base.many"), "clause 0");
    T_Z(meant(s, "quality"), "kpi, quality");
    T_Z(meant(s, "base.idle"), "");
    T_Z(meant(s, "many.status"), "");
    T_Z(meant(s, "funnel"), "");
    T_Z(meant(s, "leads.status"), "");
    T_Z(meant(s, ""), "");
}

/* Every name that is offered means something. */
static void test_offered(const Session *s)
{
    int n;
    const char *const *names = figure_names(s->core, &n);
    t_group("offered");
    T_OK(n > 6);
    for (int i = 0; i < n; i++)
        T_OK(meant(s, names[i])[0] != '\0');
}

/* -- groups ----------------------------------------------------------------------------- */

static void test_groups(const Session *s)
{
    static const char *const words[] = {"others", "(missing)"};
    static const char *const back[] = {"(missing)", "others"};
    int measure[2];
    t_group("groups");
    T_OK(figure_named(s->core, STR("leads"), measure) == 1);
    const CoreMeasure *m = &s->core->measures[measure[0]];
    T_OK(figure_group(m, words, 1) == NULL);
    const GroupAsk *ask = figure_group(m, words, 2);
    T_OK(ask[0].kind == GROUP_OTHERS && ask[1].kind == GROUP_MISSING);
    ask = figure_group(m, back, 2); /* `big` has no `top`: nothing stands for others */
    T_OK(ask[0].kind == GROUP_MISSING && ask[1].kind == GROUP_TEXT
         && str_is(ask[1].text, "others"));
}

/* -- first seen ------------------------------------------------------------------------- */

/* Through several widenings each value keeps its first record and that one's name. */
static void test_first_seen(void)
{
    enum { VALUES = 1000 };
    FirstSeen f = {0};
    t_group("first seen");
    T_OK(first_seen_find(&f, 0) == NULL);
    for (int turn = 0; turn < 2; turn++)
        for (int v = 0; v < VALUES; v++) {
            const RowRef row = {.number = (uint64_t)(turn * VALUES + v + 1)};
            FirstEntry *e = first_seen_add(&f, (int64_t)v << 20, &row);
            T_OK((e != NULL) == (turn == 0));
            if (e != NULL)
                first_seen_name(&f, e, str_of(str_format("n%d", v)));
        }
    for (int v = 0; v < VALUES; v++) {
        const FirstEntry *e = first_seen_find(&f, (int64_t)v << 20);
        T_OK(e != NULL && e->row.number == (uint64_t)(v + 1));
        T_OK(e != NULL && str_is(e->lead, str_format("n%d", v)));
    }
    T_OK(first_seen_find(&f, 1) == NULL && f.n == VALUES);
    first_seen_free(&f);
}

int main(void)
{
    T_BEGIN();
    const Session *s = load();
    if (s != NULL) {
        test_names(s);
        test_offered(s);
        test_groups(s);
    }
    test_first_seen();
    return T_END();
}
