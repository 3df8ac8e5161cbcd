/* business_test.c -- calendars in the core: compiled when asked for, and what asks for them. */
#include "interp/base/diag_render.h"
#include "interp/sema/sema.h"
#include "tests/unit/t.h"

#define LEAD "lead { id text, asked_at timestamp }\n"
#define HOUR (3600 * USEC_SECOND)

/* A library of which a policy uses a part. */
static const char library[] =
    "holidays used { 2026-03-02 \"Once\" }\n"
    "holidays idle { 1 may \"May\" }\n"
    "calendar office { open mon..fri 09:00-18:00\n closed used }\n"
    "calendar other { open sat 09:00-12:00\n closed idle }\n"
    "calendar never { closed mon..sun }\n";

static bool load_module(void *ctx, const char *from, Str path, const char **name,
                        Str *text)
{
    (void)ctx, (void)from;
    *name = "library.sla";
    *text = str_of(library);
    return str_is(path, "std.library");
}

static const SemaEnv env = {.load_module = load_module,
                            .zone_dir = "/usr/share/zoneinfo"};

static Core *policy(const char *text, Diags *ds)
{
    return sema_policy(parse_file(source_new("p.sla", str_of(text)), ds), &env, ds);
}

static Core *core_of(const char *text)
{
    Diags *ds = diags_new();
    Core *c = policy(text, ds);
    Buf b = {0};
    diags_render(&b, ds, DIAG_PLAIN, false);
    t_result(c != NULL, __LINE__, text, str_z(buf_view(&b)), "no finding");
    buf_free(&b);
    return c;
}

static CoreExpr *expr(Core *c, const char *text, Diags *ds)
{
    Parsed *e = parse_expr(source_new("<expression>", str_of(text)), LANG_EN, ds);
    return sema_expr(c, e, NULL, &env, ds);
}

static void compiled_when_used(void)
{
    t_group("a library's calendars are compiled when used");
    Core *c = core_of("use std.library\n" LEAD
                      "define due = deadline(asked_at, 4 business hours, office)\n");
    const int office = core_calendar(c, STR("office")),
              other = core_calendar(c, STR("other"));
    T_OK(c->calendars[office].calendar != NULL && c->holidays[0].days != NULL);
    T_OK(c->calendars[other].calendar == NULL && c->holidays[1].days == NULL);
    Diags *ds = diags_new();
    CoreExpr *e = expr(c, "is_open(asked_at, other)", ds);
    T_OK(e != NULL && e->kernel == K_IS_OPEN && e->arg[1]->i64 == other);
    T_OK(c->calendars[other].calendar != NULL && c->holidays[1].days != NULL);
}

static void own_at_once(void)
{
    t_group("a policy's own are compiled at once");
    Core *c = core_of(LEAD "calendar mine { open mon 09:00-18:00 }\n"
                           "define due = 4 business hours\n");
    T_OK(c->calendars[0].calendar != NULL);
    T_STR(zone_name(c->calendars[0].zone), STR("UTC"));
}

static void never_open(void)
{
    t_group("a library's calendar that is never open");
    Core *c = core_of("use std.library\n" LEAD);
    Diags *ds = diags_new();
    T_OK(expr(c, "is_open(asked_at, never)", ds) == NULL);
    T_OK(ds->n == 1 && ds->item[0]->code == E0430);
    T_OK(expr(c, "is_open(asked_at, office)", diags_new()) != NULL);
}

static void lengths(void)
{
    t_group("hours and days");
    Core *c = core_of(LEAD "calendar mine { open mon 09:00-18:00 }\n"
                           "threshold answer = 2 business days\n"
                           "define a = deadline(asked_at, 90 business minutes, mine)\n"
                           "define b = deadline(asked_at, answer, mine)\n");
    T_INT(c->defines[0].expr->kernel, K_DEADLINE);
    T_OK(c->defines[0].expr->arg[1]->i64 == 3 * HOUR / 2);
    T_INT(c->defines[1].expr->kernel, K_DEADLINE_DAYS);
    T_OK(c->thresholds[0].value == 2 * BUSINESS_DAY && c->thresholds[0].type->days);
}

static void days_off(void)
{
    t_group("holidays as a set");
    Core *c = core_of(LEAD "holidays off { 2026-03-02 \"A\", 2 mar \"B\" }\n"
                           "define a = date_of(asked_at) in off\n"
                           "define b = 2026-03-03 not in off\n");
    const CoreSet *set = c->defines[0].expr->set;
    T_INT(set->n, 131);
    T_OK(set == c->defines[1].expr->arg[0]->set);
    T_INT(c->defines[1].expr->kind, CORE_NOT);
    for (int i = 1; i < set->n; i++)
        T_OK(set->i64[i] > set->i64[i - 1]);
}

int main(void)
{
    T_BEGIN();
    compiled_when_used();
    own_at_once();
    never_open();
    lengths();
    days_off();
    return T_END();
}
