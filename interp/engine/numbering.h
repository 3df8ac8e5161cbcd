/* numbering.h -- pairs of small numbers, and texts, numbered from 0 in order of first sight.
 *
 * A pair is (high, low), 32 bits each: a group and the next split's member, a period and a
 * group.  Texts are equal where their bytes are: every hit is compared.  malloc'ed.
 */
#ifndef ACORDO_ENGINE_NUMBERING_H
#define ACORDO_ENGINE_NUMBERING_H

#include "interp/base/arena.h"
#include "interp/base/str.h"
#include "interp/engine/column.h"

typedef struct Pairs {
    uint32_t *slot; /* hash table of numbers + 1; 0: free */
    uint32_t cap;   /* a power of two */
    uint32_t n;     /* pairs so far */
    uint64_t *pair; /* by number */
    uint32_t room;
} Pairs;

void pairs_init(Pairs *p);
void pairs_free(Pairs *p);
uint32_t pairs_add(Pairs *p, uint64_t pair); /* one that is not there yet */

static inline uint64_t pair_of(uint32_t high, uint32_t low)
{
    return (uint64_t)high << 32 | low;
}
static inline uint32_t pair_high(uint64_t pair) { return (uint32_t)(pair >> 32); }
static inline uint32_t pair_low(uint64_t pair) { return (uint32_t)pair; }

static inline uint32_t pair_slot(const Pairs *p, uint64_t pair)
{
    const uint64_t h = pair * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t k = (uint32_t)(h >> 32) & (p->cap - 1);
    while (p->slot[k] != 0 && p->pair[p->slot[k] - 1] != pair)
        k = (k + 1) & (p->cap - 1);
    return k;
}

/* The number of a pair; a new one where it is new. */
static inline uint32_t pairs_number(Pairs *p, uint64_t pair)
{
    const uint32_t next = p->slot[pair_slot(p, pair)];
    return next != 0 ? next - 1 : pairs_add(p, pair);
}

typedef struct Texts Texts;

Texts *texts_new(void);
void texts_free(Texts *t);
uint32_t texts_number(Texts *t, const char *p, size_t n);
/* As texts_number, without taking it in: -1 where absent. */
int64_t texts_find(const Texts *t, const char *p, size_t n);
uint32_t texts_count(const Texts *t);
Str texts_text(const Texts *t, uint32_t number); /* lives as long as t; 16 bytes may be
                                                    read past its end */

/* Numbers of texts by the code that their column gave them, so that each text is looked up
 * once.  A zeroed one is empty. */
typedef struct CodeNumbers {
    uint32_t *next; /* by code: number + 1; 0: not known yet */
    uint32_t cap;
} CodeNumbers;

void code_numbers_room(CodeNumbers *c, uint32_t code);

static inline uint32_t text_number(Texts *t, CodeNumbers *c, const Text *text)
{
    if (text->code == 0)
        return texts_number(t, text->p, text->n);
    if (text->code >= c->cap)
        code_numbers_room(c, text->code);
    if (c->next[text->code] == 0)
        c->next[text->code] = texts_number(t, text->p, text->n) + 1;
    return c->next[text->code] - 1;
}

#endif
