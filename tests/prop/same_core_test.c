/* same_core_test.c -- the layout of a policy, and its language, do not change what it means:
 * the core of the text, of the formatted text and of its Portuguese is the same.
 *
 *     SEED=n N=policies FIRST=policy …/same_core_test
 */
#include "grammar/fmt.h"
#include "interp/base/diag_render.h"
#include "interp/sema/sema.h"
#include "tests/prop/gen_core_policy.h"
#include "tests/unit/t.h"
#include <stdlib.h>

static const SemaEnv env = {.zone_dir = "/usr/share/zoneinfo"};

/* The core in canonical text, or the findings. */
static Str meaning(Str text, Parsed **parsed)
{
    Diags *ds = diags_new();
    Buf b = {0};

    *parsed = parse_file(source_new("generated", text), ds);
    const Core *core = diags_any_error(ds) ? NULL : sema_policy(*parsed, &env, ds);
    if (core != NULL)
        core_dump(&b, core);
    else
        diags_render(&b, ds, DIAG_GNU, false);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static Str laid_out(const Parsed *p, Language language)
{
    Buf b = {0};

    fmt_file(&b, p, language);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static void test_policy(uint64_t seed, int policy)
{
    Rng rng = {seed * 1000003 + (uint64_t)policy};
    const Str text = typed_policy_text(typed_policy_new(&rng, rng_range(&rng, 1, 4)));
    Parsed *p, *again;
    const Str core = meaning(text, &p);

    t_group(str_format("policy %d", policy));
    const Str pt = laid_out(p, LANG_PT);
    T_STR(meaning(laid_out(p, LANG_EN), &again), core);
    T_STR(meaning(pt, &again), core);
    T_STR(laid_out(again, LANG_EN), laid_out(p, LANG_EN));
}

static int from_environment(const char *name, int otherwise)
{
    const char *z = getenv(name);

    return z != NULL ? (int)strtol(z, NULL, 10) : otherwise;
}

int main(void)
{
    const uint64_t seed = (uint64_t)from_environment("SEED", 1);
    const int first = from_environment("FIRST", 0), n = from_environment("N", 200);

    T_BEGIN();
    printf("SEED=%" PRIu64 " N=%d\n", seed, n);
    for (int i = first; i < first + n; i++)
        test_policy(seed, i);
    return T_END();
}
