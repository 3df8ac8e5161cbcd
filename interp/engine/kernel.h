/* kernel.h -- how a primitive is called: whole columns in, one column out.
 *
 * The caller fills a Call: operands, an output column with its form, its data buffer of
 * BATCH_ROWS values, and a spare null mask.  Where every operand is CONSTANT, rows is 1
 * and the output CONSTANT.  For a STRICT kernel the caller has merged the operands' nulls
 * into out->null (which may be an operand's own mask: call_own_null before writing) and
 * clears flags beside nulls afterwards; the kernel may compute on what is missing.
 *
 * A null byte is 0, or NULL_MISSING with the EvalMark bits one place up, so that joining
 * nulls joins marks.  Kernels that cost much per row take only the rows of `sel`; beside
 * those they leave 0, empty, known.  What lies outside a selection is never used.
 */
#ifndef ACORDO_ENGINE_KERNEL_H
#define ACORDO_ENGINE_KERNEL_H

#include "interp/engine/column.h"
#include "interp/engine/eval.h"
#include "interp/engine/memo.h"
#include "interp/engine/mutant.h"
#include "interp/time/tz.h"
#include <string.h>

enum {
    NULL_MISSING = 1,
    NULL_OVERFLOW = NULL_MISSING | MARK_OVERFLOW << 1,
    NULL_DIV_ZERO = NULL_MISSING | MARK_DIV_ZERO << 1,
};

typedef struct Sel {
    int n;
    uint16_t row[BATCH_ROWS];
} Sel;

struct Room;
struct Call;
/* A predicate over one text, the other operand being constant: a MEMO_ value. */
typedef uint8_t TextTest(const struct Call *c, const Text *t);
/* Makes the text that is asked about of the one that stands in the column; see fold.h. */
typedef bool TextMake(const Text *t, struct Room *room, Text *out, bool *missing);

typedef struct Call {
    int rows;
    int n;                    /* operands */
    const Column *arg[3];     /* the first three */
    const Column *const *all; /* all n */
    Column *out;
    uint8_t *null;  /* BATCH_ROWS bytes that out->null may become */
    const Sel *sel; /* NULL: all rows */
    Arena *arena;   /* emptied before each batch */
    const Zone *zone;
    const CoreCalendar *calendars; /* a value of type calendar is a number in them */
    Memo *memo;                    /* what this step has seen, or NULL */
    TextTest *test;                /* of k_asked */
    TextMake *make;                /* of k_asked; NULL: the text as it stands */
} Call;

typedef void KernelFn(Call *c);

KernelFn *kernel_of(KernelId id);
bool kernel_is_strict(KernelId id);
bool kernel_is_costly(KernelId id); /* respects `sel`; worth one */
bool kernel_may_mark(KernelId id);
Phys kernel_phys(KernelId id);
const char *kernel_name(KernelId id);

void call_merge_nulls(Call *c);
/* out->null as a mask of its own that may be written: a copy, or all known. */
uint8_t *call_own_null(Call *c);
void call_clear_flags(Call *c); /* flag 0 beside nulls */

static inline int call_rows(const Call *c)
{
    return c->sel != NULL ? c->sel->n : c->rows;
}
static inline int call_row(const Call *c, int k)
{
    return c->sel != NULL ? c->sel->row[k] : k;
}

/* Row r of operand i, whatever its form; whether the result is known so far. */
static inline int64_t call_i64(const Call *c, int i, int r)
{
    return c->arg[i]->i64[column_row(c->arg[i], r)];
}
static inline bool call_known(const Call *c, int r)
{
    return c->out->null == NULL || c->out->null[r] == 0;
}

static inline bool text_same(const Text *a, const Text *b)
{
    return a->n == b->n && (a->n == 0 || memcmp(a->p, b->p, a->n) == 0);
}

/* Hot loops over 64-bit integers: the compiler also makes an AVX2 copy, chosen at start. */
#if defined __x86_64__ && defined __GNUC__ && !defined __clang__ \
    && !defined __SANITIZE_ADDRESS__ && defined __OPTIMIZE__
#define KERNEL_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define KERNEL_CLONES
#endif

#endif
