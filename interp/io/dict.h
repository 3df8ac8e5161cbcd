/* dict.h -- one text of each kind: codes for the texts of a column that repeat.
 *
 * Codes run from 1 in order of first sight, and hold for the whole run.  When the table is
 * full (TEXT_CODES texts) or the reader's dictionaries together hold DICT_BYTES, new texts
 * get no code; when texts hardly repeat (identifiers, e-mail addresses) it stops taking
 * any.  Equal codes are equal texts: every hit is compared byte by byte.  malloc'ed; texts
 * live as long as the Dict.
 */
#ifndef ACORDO_IO_DICT_H
#define ACORDO_IO_DICT_H

#include "interp/engine/column.h"

enum {
    DICT_BYTES = 8 << 20, /* entries and texts of all dictionaries of a reader */
    DICT_NEAR = 512,      /* entries of a dictionary that is looked up at once */
};

typedef struct DictEntry {
    uint64_t lo, hi; /* the first 16 bytes, zeros after the end */
    const char *p;
    uint32_t n, code; /* code 0: free */
} DictEntry;

typedef struct Dict {
    DictEntry *entry;
    uint32_t mask;          /* entries - 1 */
    uint32_t n;             /* texts held; their codes are 1 … n */
    uint32_t asked, missed; /* since the last look at whether they repeat */
    bool closed;            /* takes no more texts */
    bool idle;              /* not worth asking */
    char *block;            /* texts are put one behind the other, each padded */
    size_t used, cap, bytes;
    size_t *room; /* what all dictionaries together may still take */
    uint64_t grown;
} Dict;

/* room: bytes that it and its like may still take; outlives them. */
Dict *dict_new(size_t *room);
void dict_free(Dict *d);
/* The text p[0 … n), which 16 bytes may be read from, with its code; with code 0 and
 * p itself where it has none. */
Text dict_text(Dict *d, const char *p, uint32_t n);
/* Has the text's place fetched into the cache, for a dict_text_at soon after: the hash that
 * this is asked with. */
uint32_t dict_fetch(const Dict *d, const char *p, uint32_t n);
Text dict_text_at(Dict *d, const char *p, uint32_t n, uint32_t hash);
/* Whether its entries are too many to be in the nearest cache. */
static inline bool dict_is_far(const Dict *d)
{
    return d->mask >= DICT_NEAR && !d->idle;
}
/* The same, without taking it in: 0 where absent. */
uint32_t dict_find(const Dict *d, const char *p, uint32_t n);

#endif
