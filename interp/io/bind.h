/* bind.h -- the union of the fields of several cores, and each core's batch over it. */
#ifndef ACORDO_IO_BIND_H
#define ACORDO_IO_BIND_H

#include "interp/io/slot.h"

typedef struct Bind {
    Slot *slots;
    int n_slots;
    int rows;         /* of a batch */
    size_t dict_room; /* see dict.h */
    RowRef *row;
    struct {
        Batch batch; /* col[i] is fields[i] of the core */
        int *slot;
    } * core;
    int n_cores;
} Bind;

void bind_init(Bind *b, const Core *const *cores, int n_cores, int rows, Arena *arena);
void bind_free(Bind *b);
void bind_begin(Bind *b);      /* an empty batch */
void bind_end(Bind *b, int n); /* n rows are there: every core's batch is set */

#endif
