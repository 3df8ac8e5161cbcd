/* bag.h -- how often each of many numbers came: what quantiles and `distinct` must keep.
 *
 * Open addressing at three quarters of its room at most; malloc'ed.  A zeroed Bag is empty.
 */
#ifndef ACORDO_ENGINE_BAG_H
#define ACORDO_ENGINE_BAG_H

#include <stdint.h>

typedef struct BagEntry {
    int64_t value;
    uint64_t count; /* 0: free */
} BagEntry;

typedef struct Bag {
    BagEntry *entry;
    uint64_t cap; /* a power of two, or 0 */
    uint64_t n;   /* different numbers */
} Bag;

void bag_add(Bag *b, int64_t value, uint64_t count);
void bag_merge(Bag *into, const Bag *from);
void bag_free(Bag *b);

#endif
