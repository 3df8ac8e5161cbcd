/* policy_fuzz.c -- any bytes as a policy: no crash, no hang, and what parses has a layout.
 *
 * A sound text that is laid out in either language must parse again, without findings,
 * to a tree of the same shape; laid out in its own language, to the same tree.
 */
#include <stdlib.h>

#include "grammar/fmt.h"
#include "interp/base/diag_render.h"
#include "interp/base/mem.h"
#include "tests/fuzz/front_fuzz.h"

static void laid_out(const Parsed *p, Language to)
{
    Buf b = {0};
    Diags *ds;
    fmt_file(&b, p, to);
    const Parsed *again = parse(buf_view(&b), &ds);
    if (ds->n > 0)
        abort();
    if (to == p->language && !ast_equal(p->file, again->file))
        abort();
    buf_free(&b);
}

static void try_text(Str text)
{
    Diags *ds;
    Buf b = {0};
    const Parsed *p = parse(text, &ds);
    diags_sort(ds);
    diags_render(&b, ds, DIAG_HUMAN, false);
    buf_free(&b);
    parse_state(text, LANG_EN);
    if (ds->n == 0)
        laid_out(p, p->language);
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
