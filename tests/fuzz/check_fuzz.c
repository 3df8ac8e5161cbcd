/* check_fuzz.c -- any policy that parses is checked: findings, or a core, and both can be
 * shown; laid out in the other language it means the same.
 */
#include <stdlib.h>

#include "grammar/fmt.h"
#include "interp/base/diag_render.h"
#include "interp/base/mem.h"
#include "interp/sema/sema.h"
#include "tests/fuzz/front_fuzz.h"

static const SemaEnv env = {.zone_dir = "/usr/share/zoneinfo"};

/* The core in canonical text; n = 0 where there are errors. */
static void meaning(Buf *out, const Parsed *p, Diags *ds)
{
    const Core *core = sema_policy(p, &env, ds);
    if (core != NULL)
        core_dump(out, core);
}

static void in_the_other_language(const Parsed *p, Str want)
{
    Buf b = {0}, got = {0};
    Diags *ds;
    fmt_file(&b, p, p->language == LANG_EN ? LANG_PT : LANG_EN);
    meaning(&got, parse(buf_view(&b), &ds), ds);
    if (!str_eq(buf_view(&got), want))
        abort();
    buf_free(&b);
    buf_free(&got);
}

static void try_text(Str text)
{
    Diags *ds;
    Buf core = {0}, b = {0};
    const Parsed *p = parse(text, &ds);
    if (ds->n > 0)
        return;
    meaning(&core, p, ds);
    diags_sort(ds);
    diags_render(&b, ds, DIAG_HUMAN, false);
    if (core.n > 0)
        in_the_other_language(p, buf_view(&core));
    buf_free(&core);
    buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const Str text = {(const char *)data, n};
    if (n > 1 << 16 || source_fault(text) >= 0)
        return 0;
    taken.on = true;
    try_text(text);
    free_all();
    return 0;
}
