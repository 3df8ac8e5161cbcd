/* op.h -- operators: their names, binding strength, and what they do on which types.
 *
 * Everything is read from ops.def and kernels.def; static tables, nothing to free.
 */
#ifndef ACORDO_LANG_OP_H
#define ACORDO_LANG_OP_H

#include "interp/lang/type.h"

typedef enum OpId {
#define OP(id, en, level) id,
#include "interp/lang/ops.def"
    N_OPS
} OpId;

typedef enum KernelId {
#define KERNEL(id, ...) id,
#include "interp/lang/kernels.def"
    N_KERNELS
} KernelId;

/* One thing that an operator does.  A unary operator has TY_ERROR on the right. */
typedef struct Overload {
    OpId op;
    TypeKind left, right, result;
    KernelId kernel;
} Overload;

const char *op_text(OpId op); /* "+", "starts with" */
int op_level(OpId op);        /* 1 binds loosest */
const Overload *overload_find(OpId op, TypeKind left, TypeKind right); /* NULL: none */
/* All rows, those of one operator in the order of ops.def, for help texts. */
const Overload *overload_table(int *n);

#endif
