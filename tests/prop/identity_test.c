/* identity_test.c -- two ways to write one meaning give one value (identities.def).
 *
 *     SEED=n N=rounds …/identity_test
 *
 * The oracle reads the core, so a core that says something else than the text does is
 * nothing that engine_test can see: this can.
 */
#include "interp/base/diag_render.h"
#include "interp/base/mem.h"
#include "interp/sema/sema.h"
#include "tests/prop/gen_records.h"
#include "tests/prop/oracle.h"
#include "tests/prop/typed_expr.h"
#include "tests/unit/t.h"
#include <stdlib.h>

static const struct Same {
    const char *a, *b;
} identities[] = {
#define SAME(a, b) {a, b},
#include "tests/prop/identities.def"
};
enum { N_IDENTITIES = (int)(sizeof identities / sizeof *identities), N_RECORDS = 60 };

static const SemaEnv env = {.zone_dir = "/usr/share/zoneinfo"};

static const char policy[] =
    "policy \"P\" {\n  timezone \"America/Sao_Paulo\"\n  currency BRL\n}\n"
    "lead {\n  na number\n  nb number\n  ma money\n  mb money\n  fa flag\n  fb flag\n"
    "  xa text\n  xb text\n  Xa text folded\n  Xb text folded\n  da date\n  db date\n"
    "  ta timestamp\n  tb timestamp\n  ua duration\n  ub duration\n  la list of text\n"
    "  La list of number\n  ea one of red, green, blue\n}\n"
    "persona pa \"P\" when na > 3\npersona pb \"P\" when fa\n";

static void declare_names(TypedGen *g)
{
    static const char *const colours[] = {"red", "green", "blue"};
    static const struct {
        const char *name;
        Want want;
    } fields[] = {{"na", WANT_NUMBER},   {"nb", WANT_NUMBER},   {"ma", WANT_MONEY},
                  {"mb", WANT_MONEY},    {"fa", WANT_FLAG},     {"fb", WANT_FLAG},
                  {"xa", WANT_TEXT},     {"xb", WANT_TEXT},     {"da", WANT_DATE},
                  {"db", WANT_DATE},     {"ta", WANT_STAMP},    {"tb", WANT_STAMP},
                  {"ua", WANT_DURATION}, {"ub", WANT_DURATION}, {"la", WANT_TEXTS},
                  {"La", WANT_NUMBERS}};

    for (int i = 0; i < (int)(sizeof fields / sizeof *fields); i++)
        typed_sym(g, fields[i].name, fields[i].want, 0);
    typed_sym(g, "ea", WANT_ENUM, typed_enum(g, colours, 3));
}

/* -- one identity, filled ------------------------------------------------------------ */

typedef struct Fill {
    const char *slot[16], *text[16];
    int n;
} Fill;

static const char *new_text(TypedGen *g, const char *slot)
{
    Buf b = {0};
    int of;

    if (slot[0] == 'c')
        typed_literal(g, &b, (Want)slot[1]);
    else if (slot[0] == 'X')
        buf_z(&b, rng_chance(g->rng, 50) ? "Xa" : "Xb");
    else if (slot[0] == 'k')
        buf_z(&b, typed_pick(g, g->enums[0].member, g->enums[0].n));
    else if (slot[0] == 'e' && typed_enum_expr(g, &b, 0, &of))
        (void)of;
    else
        typed_expr(g, &b, (Want)slot[0], rng_below(g->rng, 3), 10);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static const char *fill_slot(TypedGen *g, Fill *f, const char *slot)
{
    for (int i = 0; i < f->n; i++)
        if (strcmp(f->slot[i], slot) == 0)
            return f->text[i];
    f->slot[f->n] = slot;
    f->text[f->n] = new_text(g, slot);
    return f->text[f->n++];
}

static Str fill(TypedGen *g, Fill *f, const char *form)
{
    Buf b = {0};

    for (const char *p = form; *p != '\0'; p++) {
        const char *end = *p == '{' ? strchr(p, '}') : NULL;
        if (end == NULL) {
            buf_char(&b, *p);
            continue;
        }
        buf_z(&b, fill_slot(g, f, str_z((Str){p + 1, (size_t)(end - p - 1)})));
        p = end;
    }
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

/* -- the same of every record ---------------------------------------------------------- */

static CoreExpr *expr_of(Core *core, Str text)
{
    Diags *ds = diags_new();
    Parsed *p = parse_expr(source_new("expression", text), LANG_EN, ds);
    CoreExpr *e = diags_any_error(ds) ? NULL : sema_expr(core, p, NULL, &env, ds);
    Buf b = {0};

    if (e == NULL)
        diags_render(&b, ds, DIAG_GNU, false);
    t_result(e != NULL, __LINE__, str_z(text), str_z(buf_view(&b)), "no finding");
    buf_free(&b);
    return e;
}

static const char *shown(const Core *core, const Value *v)
{
    Buf b = {0};

    value_print(&b, v, core->zone, core->currency, true);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static bool same_value(Oracle *o, const Core *core, CoreExpr *const both[2],
                       const char *what)
{
    Value a = oracle_expr(o, both[0]), b = oracle_expr(o, both[1]);

    a.type = b.type = both[0]->type;
    if (value_same(&a, &b))
        return true;
    t_result(0, __LINE__, what, shown(core, &a), shown(core, &b));
    return false;
}

static void test_identity(TypedGen *g, Core *core, Oracle *o, const struct Same *same)
{
    Fill f = {0};
    const Str a = fill(g, &f, same->a), b = fill(g, &f, same->b);
    CoreExpr *const both[2] = {expr_of(core, a), expr_of(core, b)};
    bool ok = true;

    if (both[0] == NULL || both[1] == NULL)
        return;
    RecordGen *records = record_gen_new(core, both, 2);
    for (int i = 0; ok && i < N_RECORDS; i++) {
        oracle_start(o, record_gen(records, g->rng), record_gen_now(records, g->rng));
        ok = same_value(o, core, both, str_format("%s   and   %s", str_z(a), str_z(b)));
    }
    if (ok)
        t_result(1, __LINE__, "", "", "");
}

static int from_environment(const char *name, int otherwise)
{
    const char *z = getenv(name);

    return z != NULL ? (int)strtol(z, NULL, 10) : otherwise;
}

int main(void)
{
    Rng rng = {(uint64_t)from_environment("SEED", 1)};
    const int n = from_environment("N", 40);
    TypedGen g = {.rng = &rng, .depth = 2};

    T_BEGIN();
    printf("SEED=%" PRIu64 " N=%d\n", rng.s, n);
    declare_names(&g);
    Diags *ds = diags_new();
    Core *core =
        sema_policy(parse_file(source_new("policy", str_of(policy)), ds), &env, ds);
    T_OK(core != NULL);
    for (int k = 0; core != NULL && k < n; k++)
        for (int i = 0; i < N_IDENTITIES; i++) {
            Oracle *o = oracle_new(core);
            test_identity(&g, core, o, &identities[i]);
            oracle_free(o);
        }
    return T_END();
}
