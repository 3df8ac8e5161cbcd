/* first_seen.h -- of each of many numbers, the first record that had it.
 *
 * As large as the different numbers are many: for quantiles, which keep those anyway.  Open
 * addressing at three quarters of its room at most; malloc'ed.  A zeroed one is empty.
 */
#ifndef ACORDO_STUDY_FIRST_SEEN_H
#define ACORDO_STUDY_FIRST_SEEN_H

#include "interp/base/arena.h"
#include "interp/base/str.h"
#include "interp/engine/column.h"

typedef struct FirstEntry {
    int64_t value;
    RowRef row; /* number 0: free */
    Str lead;   /* in the arena */
} FirstEntry;

typedef struct FirstSeen {
    FirstEntry *entry;
    size_t cap, n; /* cap: a power of two, or 0 */
    Arena *leads;
} FirstSeen;

/* NULL: it was there already.  Otherwise the new entry, whose lead first_seen_name sets. */
FirstEntry *first_seen_add(FirstSeen *f, int64_t value, const RowRef *row);
void first_seen_name(FirstSeen *f, FirstEntry *e, Str lead);
const FirstEntry *first_seen_find(const FirstSeen *f, int64_t value); /* or NULL */
void first_seen_free(FirstSeen *f);

#endif
