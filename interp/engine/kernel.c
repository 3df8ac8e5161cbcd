/* kernel.c -- the table of primitives. */
#include "interp/engine/kernel.h"

#include "interp/engine/kernels.h"
#include "interp/lang/op.h"

enum { STRICT = 1, OWN = 0 };

typedef struct KernelRow {
    const char *name;
    Phys phys;
    bool strict;
} KernelRow;

static const KernelRow kernels[] = {
#define KERNEL(id, n_args, result, nulls, en) [id] = {#id, result, nulls},
#include "interp/lang/kernels.def"
};

enum { COSTLY = 1, MARKS = 2 };

static const struct {
    KernelFn *run;
    unsigned traits;
} functions[N_KERNELS] = {
#define RUN(id, fn, traits) [id] = {fn, traits},
#include "interp/engine/kernel_functions.def"
};

KernelFn *kernel_of(KernelId id) { return functions[id].run; }
bool kernel_is_strict(KernelId id) { return kernels[id].strict; }
bool kernel_is_costly(KernelId id) { return (functions[id].traits & COSTLY) != 0; }
bool kernel_may_mark(KernelId id) { return (functions[id].traits & MARKS) != 0; }
Phys kernel_phys(KernelId id) { return kernels[id].phys; }
const char *kernel_name(KernelId id) { return kernels[id].name; }
