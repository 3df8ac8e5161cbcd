/* op.c -- ops.def as tables. */
#include "interp/lang/op.h"

#include <assert.h>

static const struct {
    const char *text;
    int level;
} ops[N_OPS] = {
#define OP(id, en, level) [id] = {en, level},
#include "interp/lang/ops.def"
};

static const Overload overloads[] = {
#define OVERLOAD(op, left, right, result, kernel) {op, left, right, result, kernel},
#include "interp/lang/ops.def"
};

enum { N_OVERLOADS = sizeof overloads / sizeof *overloads };

const char *op_text(OpId op)
{
    assert(op < N_OPS);
    return ops[op].text;
}

int op_level(OpId op)
{
    assert(op < N_OPS);
    return ops[op].level;
}

const Overload *overload_find(OpId op, TypeKind left, TypeKind right)
{
    for (int i = 0; i < N_OVERLOADS; i++) {
        const Overload *o = &overloads[i];
        if (o->op == op && o->left == left && o->right == right)
            return o;
    }
    return NULL;
}

const Overload *overload_table(int *n)
{
    *n = N_OVERLOADS;
    return overloads;
}
