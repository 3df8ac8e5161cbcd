/* front_fuzz.h -- what the fuzzers of policies share: memory given back, text to tree. */
#ifndef ACORDO_TESTS_FUZZ_FRONT_FUZZ_H
#define ACORDO_TESTS_FUZZ_FRONT_FUZZ_H

#include "grammar/parse.h"
#include "interp/base/mem.h"
#include <stdlib.h>

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

#endif
