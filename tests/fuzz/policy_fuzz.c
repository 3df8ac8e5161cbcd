/* policy_fuzz.c -- any bytes as a policy: no crash, no hang, and what parses has a layout.
 *
 * A sound text that is laid out in either language must parse again, without findings,
 * to a tree of the same shape; laid out in its own language, to the same tree.
 */
#include <stdlib.h>

#include "grammar/fmt.h"
#include "interp/base/diag_render.h"
#include "interp/base/mem.h"

/* Without a collector the front end never frees: what one input took is freed behind it. */
int __sanitizer_install_malloc_and_free_hooks(void (*taken)(const volatile void *,
                                                            size_t),
                                              void (*freed)(const volatile void *));

enum { MAX_BLOCKS = 1 << 20 };

static struct {
    void *block[MAX_BLOCKS];
    int n;
    bool on;
} taken;

static void on_malloc(const volatile void *p, size_t n)
{
    (void)n;
    if (taken.on && taken.n < MAX_BLOCKS)
        taken.block[taken.n++] = (void *)(uintptr_t)p;
}

static void on_free(const volatile void *p)
{
    for (int i = taken.on ? taken.n - 1 : -1; i >= 0; i--)
        if (taken.block[i] == (void *)(uintptr_t)p) {
            taken.block[i] = NULL;
            return;
        }
}

static void free_all(void)
{
    taken.on = false;
    for (int i = 0; i < taken.n; i++)
        free(taken.block[i]);
    taken.n = 0;
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    mem_init(NULL);
    __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);
    return 0;
}

static const Parsed *parse(Str text, Diags **ds)
{
    *ds = diags_new();
    return parse_file(source_new("fuzz.sla", text), *ds);
}

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
