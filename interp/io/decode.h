/* decode.h -- the cells of one record into one row of every slot.
 *
 * A row that has a fault leaves no trace: the next record takes its place.  Faults are
 * those of the first slot, in the order of declaration, that has one.
 */
#ifndef ACORDO_IO_DECODE_H
#define ACORDO_IO_DECODE_H

#include "interp/io/decode_fast.h"
#include "interp/io/fault.h"
#include "interp/io/slot.h"

typedef struct Decode {
    Arena *arena; /* of the batch: texts that no dictionary holds */
    char *heap;   /* what is left of its current piece */
    size_t heap_left;
    Buf scratch;                 /* a text without its escapes */
    Buf say;                     /* what fills a sentence */
    const Cell *cells;           /* of the record */
    const Cell *parts;           /* of its JSON lists */
    uint64_t rounded, otherwise; /* of the rows that were kept */
    Fault *fault;
    KnownStamps known;
} Decode;

void decode_begin(Decode *d); /* a new batch; the arena was reset */
bool decode_row(Decode *d, Slot *slots, int n_slots, int row);
void decode_free(Decode *d);

#endif
