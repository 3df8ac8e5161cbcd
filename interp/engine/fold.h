/* fold.h -- making texts of texts, one at a time, where a column of them is not wanted. */
#ifndef ACORDO_ENGINE_FOLD_H
#define ACORDO_ENGINE_FOLD_H

#include "interp/engine/kernel.h"

/* Room for results: a piece of the batch's memory, or of the memo's. */
typedef struct Room {
    char *p;
    size_t left;
    Arena *arena; /* NULL: may not grow */
} Room;

/* False: there was no room; *missing: there is no result. */
TextMake fold_folded, fold_lower, fold_trimmed, fold_domain;
TextMake *fold_made_by(
    KernelFn *kernel); /* k_fold, k_lower, k_trim, k_domain; else NULL */

/* t folded, from the memo where it has a code and was seen, else into room. */
Text fold_one(Memo *memo, Room *room, const Text *t);

#endif
