/* clause_sema_test.c -- agreements and clauses: the core that their levels come to, and
 * what scenarios and settings may do to it.
 */
#include "interp/base/diag_render.h"
#include "interp/base/mem.h"
#include "interp/sema/sema.h"
#include "tests/unit/t.h"

#define HEAD \
    "policy \"p\" { parties marketing, sales\n review every quarter, last " \
    "2026-10-05\n" \
    " year starts april }\n" \
    "lead {\n a timestamp\n b timestamp\n c timestamp\n d timestamp required\n" \
    " n number\n m number default 0\n email text\n" \
    " tier one of free, silver, gold\n kind one of new, old default new\n}\n"
#define FUNNEL \
    "funnel { stage first since a, stage second since b, exit lost since c }\n"

/* Modules in memory: `use team.x` is the text of x. */
typedef struct Modules {
    const char *name, *text;
} Modules;

static bool load_module(void *ctx, const char *from, Str path, const char **name,
                        Str *text)
{
    (void)from;
    for (const Modules *m = ctx; m->name != NULL; m++)
        if (str_is(path, m->name)) {
            *name = m->name;
            *text = str_of(m->text);
            return true;
        }
    return false;
}

static Core *check(const char *text, const Modules *modules, Diags *ds)
{
    static Modules room[8];
    for (int i = 0; modules != NULL && i < 7; i++) {
        room[i] = modules[i];
        if (modules[i].name == NULL)
            break;
    }
    SemaEnv env = {.ctx = modules != NULL ? room : NULL,
                   .load_module = modules != NULL ? load_module : NULL,
                   .zone_dir = "/usr/share/zoneinfo"};
    return sema_policy(parse_file(source_new("p.sla", str_of(text)), ds), &env, ds);
}

static Core *core_of(const char *text, const Modules *modules)
{
    Diags *ds = diags_new();
    Core *c = check(text, modules, ds);
    Buf b = {0};
    if (ds->n > 0)
        diags_render(&b, ds, DIAG_PLAIN, false);
    if (b.n > 0)
        printf("%s", str_z(buf_view(&b)));
    buf_free(&b);
    return c;
}

/* The lines of the core's dump that belong to its clauses; "" without a core. */
static const char *clauses_of(const char *text, const Modules *modules)
{
    Core *c = core_of(text, modules);
    if (c == NULL)
        return "";
    Buf b = {0};
    core_dump(&b, c);
    const char *all = str_z(buf_view(&b));
    buf_free(&b);
    const char *at = strstr(all, "\nclock ");
    const char *keep = strstr(all, "\nkeep ");
    if (at == NULL || (keep != NULL && keep < at))
        at = keep;
    return at != NULL ? at + 1 : "";
}

static bool has(const char *dump, const char *line)
{
    const char *at = strstr(dump, line);
    if (at != NULL)
        return true;
    printf("no `%s` in\n%s\n", line, dump);
    return false;
}

static int count_code(const char *text, const Modules *modules, DiagCode code)
{
    Diags *ds = diags_new();
    (void)check(text, modules, ds);
    int n = 0;
    for (int i = 0; i < ds->n; i++)
        n += ds->item[i]->code == code;
    return n;
}

static void head(void)
{
    t_group("head");
    Core *c = core_of(HEAD, NULL);
    T_INT(c->n_parties, 2);
    T_OK(str_is(c->parties[0], "marketing") && str_is(c->parties[1], "sales"));
    T_INT(c->review, PERIOD_QUARTER);
    T_INT(c->reviewed, 20731); /* days from 1970-01-01 to 2026-10-05 */
    T_INT(c->year_starts, 4);
    c = core_of("lead { a text }\n", NULL);
    T_OK(c->n_parties == 0 && c->review == PERIOD_NONE && c->reviewed == INT64_MIN
         && c->year_starts == 1);
}

/* Every line of one level is what it says, and what was not written is NULL. */
static void one_level(void)
{
    t_group("one level");
    const char *d = clauses_of(
        HEAD FUNNEL "agreement base {\n clause call \"Call\" {\n by sales\n for n > 3\n"
                    " excused when m > 1\n starts first.since, a\n stops b, c\n"
                    " cancels d\n within 4 hours\n warn at 75% notify \"x\"\n"
                    " target 95% per month by stop\n after exit\n }\n}\n",
        NULL);
    T_Z(d,
        "clock call \"Call\" by \"sales\" elapsed\n"
        "  level corporate base -by -for -excused when -starts -stops -cancels -within"
        " -after exit -warn at -target target base.call.target per month by stop warn"
        " notify \"x\"\n"
        "  applies K_GT(n, 3)\n"
        "  excused K_GT(m, 1)\n"
        "  starts first.since lost and(reached(first), not(known(first.since)))\n"
        "  starts a\n"
        "  stops b\n"
        "  stops c\n"
        "  cancels d\n"
        "  after exit yes\n"
        "  within base.call.within\n"
        "  warn at 0.75\n"
        "  target level 0\n"
        "  warn level 0\n");
    d = clauses_of(
        HEAD "agreement base { clause k { by marketing, keep email known } }\n", NULL);
    T_Z(d, "keep k by \"marketing\" at once\n"
           "  level corporate base -by -keep\n"
           "  keep known(email)\n");
    d = clauses_of(HEAD "agreement base { clause k { by sales, starts a, stops b,"
                        " due a + 1 month, warn 2 days before due } }\n",
                   NULL);
    T_OK(has(d, "clock k by \"sales\" due\n"));
    T_OK(has(d, "  within K_STAMP_PLUS_PERIOD(a, 1 month)\n"));
    T_OK(has(d, "  warn before 2 days\n"));
}

/* A module of three levels, the middle one without the line: it is passed over. */
static void chains(void)
{
    t_group("chains");
    const char *d = clauses_of(
        HEAD
        "agreement base {\n clause call { by sales, starts a, stops b, within 4 hours,"
        " excused when m > 9, cancels c, d, warn 1 hour before due }\n}\n"
        "agreement mid level service for kind = old { clause call { target 9% per day,"
        " excused when m > 9, after exit } }\n"
        "agreement top level customer for tier = gold { clause call { within 1 hour,"
        " warn at 50%, starts b, c, relaxes } }\n",
        NULL);
    T_OK(has(d, "  level customer top for K_EQ(tier, gold) ~starts -within"));
    T_OK(has(d, "  level service mid for K_EQ(kind, old) -excused when"));
    T_OK(has(d, "  within if(K_EQ(tier, gold), top.call.within, base.call.within)\n"));
    T_OK(has(d, "  starts if(K_EQ(tier, gold), b, a)\n"));
    T_OK(has(d, "  starts if(K_EQ(tier, gold), c, missing)\n"));
    T_OK(has(d, "  excused if(K_EQ(kind, old), K_GT(m, 9), K_GT(m, 9))\n"));
    T_OK(has(d, "  after exit if(K_EQ(kind, old), yes, no)\n"));
    T_OK(has(d, "  warn at if(K_EQ(tier, gold), 0.5, missing)\n"));
    T_OK(has(d, "  warn before if(K_EQ(tier, gold), missing, 1 hour)\n"));
    T_OK(has(d, "  target level if(K_EQ(kind, old), 1, missing)\n"));
    T_OK(has(d, "  warn level if(K_EQ(tier, gold), 0, 2)\n"));
    /* `kind` has a default, so only the gold level can be unknown */
    T_OK(has(d, "  settled known(K_EQ(tier, gold))\n"));
}

static void whom(void)
{
    t_group("for whom");
    const char *lines = "by sales, starts second.since, stops c, within 1 hour";
    const char *d = clauses_of(
        str_format(HEAD FUNNEL
                   "agreement x for kind = old { clause call { %s, for n > 1 } }\n"
                   "agreement y level customer for tier = gold and kind = old {"
                   " clause call { by sales } }\n",
                   lines),
        NULL);
    T_OK(has(d, "  applies and(or(and(K_EQ(tier, gold), K_EQ(kind, old)), K_EQ(kind,"
                " old)), if(K_EQ(kind, old), K_GT(n, 1), yes))\n"));
    T_OK(has(d, "  starts if(K_EQ(kind, old), second.since, missing) lost if(K_EQ(kind,"
                " old), and(reached(second), not(known(second.since))), no)\n"));
    T_OK(has(d, "  within if(K_EQ(kind, old), x.call.within, missing)\n"));
    T_OK(strstr(d, "settled") == NULL);
    /* A start that an unknown `for` may hide is lost or not, never unknown. */
    d = clauses_of(str_format(HEAD FUNNEL "agreement x { clause call { %s } }\n"
                                          "agreement y level customer for tier = gold {"
                                          " clause call { starts a, relaxes } }\n",
                              lines),
                   NULL);
    T_OK(has(d, " lost otherwise(if(K_EQ(tier, gold), no, and("));
}

/* Of nested unknown levels: what is known before the first that holds. */
static void settled(void)
{
    t_group("settled");
    const char *d = clauses_of(
        HEAD "agreement base { clause call { by sales, starts a, stops b, within 4 "
             "hours } }\n"
             "agreement s level service for n > 3 { clause call { within 3 hours } }\n"
             "agreement m level service for kind = old over s { clause call { within 3 "
             "hours } }\n"
             "agreement g level customer for tier = gold { clause call { within 2 "
             "hours } }\n",
        NULL);
    T_OK(has(d,
             "  settled and(known(K_EQ(tier, gold)), or(K_EQ(tier, gold), or(K_EQ(kind,"
             " old), known(K_GT(n, 3)))))\n"));
    T_OK(has(d, "  within if(K_EQ(tier, gold), g.call.within, if(K_EQ(kind, old),"
                " m.call.within, if(K_GT(n, 3), s.call.within, base.call.within)))\n"));
}

static void order(void)
{
    t_group("order");
    Core *c =
        core_of(HEAD FUNNEL
                "score s { +1 when two.status = met }\n"
                "agreement base {\n"
                " clause one { by sales, starts a, stops two.stopped, within 1 hour }\n"
                " clause two { by sales, starts a, stops b, within 1 hour }\n}\n",
                NULL);
    T_OK(c != NULL);
    int at[2] = {-1, -1}, funnel = -1, score = -1;
    for (int i = 0; i < c->n_order; i++) {
        if (c->order[i].item == ITEM_CLAUSE)
            at[c->order[i].index] = i;
        if (c->order[i].item == ITEM_FUNNEL)
            funnel = i;
        if (c->order[i].item == ITEM_SCORE)
            score = i;
    }
    T_INT(c->n_order, 4);
    T_OK(funnel < at[1] && at[1] < at[0] && at[1] < score && funnel >= 0);
}

static const char RULES[] = HEAD
    "calendar office { open mon..fri 09:00-18:00 }\n"
    "calendar late { open mon..fri 19:00-23:00 }\n"
    "agreement base {\n"
    " clause call { by sales, starts a, stops b, within 4 business hours on office,"
    " target 90% per month }\n"
    " clause plan { by sales, starts a, stops b, within m * 1 hour }\n}\n"
    "agreement top level customer for tier = gold {\n"
    " clause call { within 2 business hours on office, target 95% per month }\n}\n"
    "scenario both { call.within = 1 business hour on late,"
    " top.call.within = 1 business hour on late }\n";

/* in_force: what else is moved, or NULL; gets the value. */
static bool setting(Core *c, const char *name, const char *value, int64_t *in_force,
                    int64_t *out, DiagCode *code)
{
    Diags *ds = diags_new();
    int64_t *v = in_force != NULL ? in_force : MEM_ARRAY(int64_t, c->n_thresholds);
    int t = -1;
    for (int i = 0; in_force == NULL && i < c->n_thresholds; i++)
        v[i] = c->thresholds[i].value;
    Parsed *e = parse_value(source_new("--set", str_of(value)), LANG_EN, ds);
    bool ok =
        sema_setting(c, e, str_of(name), v, &t, ds) && sema_settled(c, e, t, v, ds);
    T_OK(ok == (ds->n_errors == 0));
    *code = ds->n > 0 ? ds->item[0]->code : N_DIAG_CODES;
    *out = ok ? v[t] : 0;
    return ok;
}

static DiagCode refused(Core *c, const char *name, const char *value)
{
    int64_t v = 0;
    DiagCode code;
    return setting(c, name, value, NULL, &v, &code) ? N_DIAG_CODES : code;
}

static void settings(void)
{
    t_group("settings");
    const int64_t hour = INT64_C(3600000000);
    Core *c = core_of(RULES, NULL);
    int64_t v = 0;
    DiagCode code;
    T_OK(setting(c, "call.within", "3 business hours", NULL, &v, &code)
         && v == 3 * hour);
    T_OK(setting(c, " top.call.within ", "30 business minutes", NULL, &v, &code)
         && v == hour / 2);
    T_OK(setting(c, "top.call.target", "100%", NULL, &v, &code) && v == 1000000);
    T_OK(setting(c, "call.meta", "91%", NULL, &v, &code) && v == 910000);
    T_INT(refused(c, "call.within", "3 hours"), E0201);
    T_INT(refused(c, "call.within", "2 days"), E0214);
    T_INT(refused(c, "call.target", "101%"), E0434);
    T_INT(refused(c, "call.within", "1 business hour"), E0438);
    T_INT(refused(c, "top.call.within", "5 business hours"), E0438);
    T_INT(refused(c, "top.call.target", "80%"), E0438);
    T_INT(refused(c, "plan.within", "5 hours"), E0444);
    T_INT(refused(c, "call.starts", "5 hours"), E0444);
    T_INT(refused(c, "x.call.within", "5 hours"), E0444);
    T_INT(refused(c, "a.b.call.within", "5 hours"), E0444);
    T_INT(refused(c, "cal.within", "5 hours"), E0314);
    T_INT(refused(c, "call", "5 hours"), E0314);
    /* What is in force counts, not what the text said. */
    int64_t *in_force = MEM_ARRAY(int64_t, c->n_thresholds);
    for (int i = 0; i < c->n_thresholds; i++)
        in_force[i] = c->thresholds[i].value;
    in_force[core_threshold(c, STR("top.call.within"))] = hour / 4;
    T_OK(setting(c, "call.within", "1 business hour", in_force, &v, &code));
    /* A calendar beside the value; what may stay as it is may be said again. */
    int on = core_threshold(c, STR("top.call.on"));
    T_OK(!setting(c, "top.call.within", "1 business hour on late", NULL, &v, &code));
    T_INT(code, E0438);
    in_force[core_threshold(c, STR("base.call.on"))] = core_calendar(c, STR("late"));
    T_OK(setting(c, "top.call.within", "1 business hour on late", in_force, &v, &code)
         && v == hour && in_force[on] == core_calendar(c, STR("late")));
    T_OK(setting(c, "call.target", "91% per month by due", NULL, &v, &code)
         && v == 910000);
    T_INT(refused(c, "call.target", "91% per week"), E0444);
    T_INT(refused(c, "plan.within", "1 hour on late"), E0444);
    T_INT(refused(c, "call.within", "1 business hour on nowhere"), E0301);
    T_INT(c->scenarios[0].n_moves, 4);
    T_OK(c->thresholds[c->scenarios[0].moves[1].threshold].type->kind == TY_CALENDAR);
    T_INT(c->scenarios[0].moves[1].value, core_calendar(c, STR("late")));
}

/* What nobody named is nobody's near miss, and no threshold that is never used. */
static void hidden(void)
{
    t_group("hidden thresholds");
    Diags *ds = diags_new();
    Core *c = check(RULES, NULL, ds);
    T_INT(ds->n, 0);
    T_INT(c->thresholds[core_threshold(c, STR("base.call.target"))].clause, 0);
    T_INT(c->thresholds[core_threshold(c, STR("top.call.on"))].level, 0);
    Parsed *e = parse_value(source_new("--set", STR("1")), LANG_EN, ds);
    int64_t *v = MEM_ARRAY(int64_t, c->n_thresholds);
    int t = 0;
    T_OK(!sema_setting(c, e, STR("cal.on"), v, &t, ds));
    ds = diags_new();
    T_OK(!sema_setting(c, e, STR("base_call_within"), v, &t, ds));
    T_INT(ds->item[0]->n_help, 0);
}

/* -- modules */

#define LEAST "policy \"p\" { parties marketing, sales }\n"

static void templates(void)
{
    t_group("templates");
    const Modules m[] = {
        {"team.x",
         "lead { a timestamp, b timestamp, n number }\n"
         "agreement std for n > 1 { clause call \"T\" { by sales, starts a, stops"
         " b, within 4 hours }\n clause other { by sales, keep n known } }\n"
         "agreement all { clause any { by sales, starts a, stops b, within 4 hours }"
         " }\n"},
        {NULL, NULL}};
    const char *d = clauses_of(
        "use team.x\n" LEAST "agreement own for n > 1 { clause call { } }\n", m);
    T_OK(has(d, "clock call \"T\" by \"sales\" elapsed\n"));
    T_OK(has(d, "  level corporate std template for K_GT(n, 1) -by -starts"));
    T_OK(strstr(d, "keep other") == NULL);
    T_OK(has(d, "  applies K_GT(n, 1)\n"));
    T_OK(has(d, "  within if(K_GT(n, 1), std.call.within, missing)\n"));
    /* A template is for whom the policy names it, and no others. */
    d = clauses_of("use team.x\n" LEAST "agreement own for n > 2 { clause any { } }\n"
                   "agreement big level service for n > 9 { clause any { } }\n",
                   m);
    T_OK(has(d, "  level corporate all template for or(K_GT(n, 9), K_GT(n, 2)) -by"));
    T_OK(has(d, "  applies or(K_GT(n, 9), K_GT(n, 2))\n"));
    d = clauses_of("use team.x\n" LEAST "agreement own { clause any { } }\n", m);
    T_OK(has(d, "  level corporate all template -by") && strstr(d, "applies") == NULL);
    T_INT(count_code("use team.x\n" LEAST "agreement own { clause call { } }\n", m,
                     E0431),
          1);
    /* A line of a level that always holds replaces the template's, of whatever kind. */
    d = clauses_of(
        "use team.x\n" LEAST "calendar o { open mon 09:00-10:00 }\n"
        "agreement own { clause any \"Own\" { by marketing, within 9 business"
        " hours on o } }\n",
        m);
    T_OK(has(d, "clock any \"Own\" by \"marketing\" business\n"));
    T_OK(has(d, "  within own.any.within\n"));
    T_INT(count_code("use team.x\n" LEAST, m, E0439), 0);
    T_INT(count_code("use team.x\npolicy \"p\" { parties q }\n"
                     "agreement own { clause call { } }\n",
                     m, E0439),
          1);
}

static void leads_of_modules(void)
{
    t_group("leads of modules");
    const Modules m[] = {{"team.x",
                          "lead missing \"?\" { id text, n number, when_ timestamp }\n"
                          "funnel { stage a, stage b since when_ }\n"
                          "test \"t\" { given lead { nowhere 3 } expect nothing }\n"},
                         {NULL, NULL}};
    Core *c = core_of("use team.x\n" LEAST "lead { m number, n number required }\n", m);
    T_INT(c->n_fields, 4);
    T_OK(str_is(c->fields[1].name, "n") && (c->fields[1].flags & FIELD_REQUIRED));
    T_OK(str_is(c->fields[3].name, "m"));
    T_OK(c->fields[0].n_missing == 1 && c->fields[1].n_missing == 0);
    T_INT(c->n_stages, 2);
    T_INT(c->n_tests, 0);
    c = core_of("use team.x\n" LEAST "funnel { stage only }\n", m);
    T_INT(c->n_stages, 1);
    T_INT(count_code("use team.x\nlead { m text }\nlead { k text }\n", m, E0403), 1);
}

static void who_replaces(void)
{
    t_group("who replaces whom");
    const Modules m[] = {
        {"team.a", "define x = 1\nthreshold y = 1\nlead { n number }\n"
                   "persona p when n > 1\nset z = [\"a\"]\n"},
        {"team.b", "use team.a\ndefine x = 2\n"},
        {"team.c", "define x = 3\nlead { n text }\nfunnel { stage f }\n"},
        {"team.d", "funnel { stage f }\nagreement q { clause k { by sales,"
                   " keep n known } }\n"},
        {"team.e", "agreement q { clause k { by sales, keep n missing } }\n"},
        {NULL, NULL}};
    Core *c = core_of("use team.b\nscore s = x\n", m);
    T_INT(c->defines[0].expr->i64, 2000000);
    T_INT(c->n_defines, 1);
    c = core_of("use team.b\ndefine y = 4\nthreshold x = 7\nscore s = x + y\n"
                "persona p when n > 7\nset z = [\"b\"]\ndefine in_z = \"b\" in z\n",
                m);
    T_OK(c->n_thresholds == 1 && c->thresholds[0].value == 7000000);
    T_OK(c->n_personas == 1 && c->n_defines == 2);
    T_INT(count_code("use team.b\nuse team.c\n", m, E0317), 2); /* x, the field n */
    /* What the policy declares itself settles it. */
    T_INT(count_code("use team.a\nuse team.c\ndefine x = 5\n", m, E0317), 1);
    T_INT(count_code("use team.a\nuse team.c\ndefine x = 5\nlead { n number }\n", m,
                     E0317),
          0);
    T_INT(count_code("use team.c\nuse team.d\n", m, E0317), 1);
    T_INT(count_code("use team.a\nuse team.d\nuse team.e\n" LEAST
                     "agreement own { clause k { } }\n",
                     m, E0317),
          1);
    T_INT(count_code("use team.a\nuse team.d\nuse team.e\n" LEAST, m, E0317), 0);
}

int main(void)
{
    T_BEGIN();
    head();
    one_level();
    chains();
    whom();
    settled();
    order();
    settings();
    hidden();
    templates();
    leads_of_modules();
    who_replaces();
    return T_END();
}
