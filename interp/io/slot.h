/* slot.h -- a declared field of some core, bound to the input: where its value comes from
 * and the column it goes to.
 *
 * Column storage is malloc'ed once for the run; texts are in the batch's arena or in the
 * slot's dictionary.  The core must outlive the slot, held by someone whom the collector
 * sees.
 */
#ifndef ACORDO_IO_SLOT_H
#define ACORDO_IO_SLOT_H

#include "interp/engine/column.h"
#include "interp/io/dict.h"
#include "interp/sema/core.h"

/* What is tried first on a cell; all else goes the long way (decode_fast.h). */
typedef enum Fast {
    FAST_NONE,
    FAST_TEXT,
    FAST_TEXTS, /* lists */
    FAST_MEMBER,
    FAST_NUMBER,
    FAST_STAMP,
    FAST_FLAG
} Fast;

typedef struct Slot {
    const CoreField *field;
    const Core *core;
    int cell;      /* of the column with the name; -1: this input has none */
    int path;      /* of the dotted path; -1 likewise.  The literal name wins */
    int currency;  /* slot that names the currency, or -1 */
    bool seen;     /* some input had it */
    Column col;    /* FLAT; its null is the mask below, or NULL in a batch without */
    uint8_t *null; /* a byte a row */
    Fast fast;
    int64_t lo, hi; /* of the field, or all */
    Column elem;    /* LIST: room for `room` elements */
    size_t room;
    Dict *dict; /* texts: codes; enumerations: members, code - 1 */
    Str deflt;  /* TEXT: padded copy of the default */
} Slot;

void slot_init(Slot *s, const Core *core, int field, int rows, size_t *dict_room);
void slot_free(Slot *s);
void slot_begin(Slot *s);          /* a new batch */
void slot_end(Slot *s, int rows);  /* its mask is set or NULL */
void slot_room(Slot *s, size_t n); /* LIST: elements up to n fit */
uint64_t slot_grown(const Slot *s);
static inline const Type *slot_value_type(const Slot *s)
{
    const Type *t = s->field->type;
    return t->kind == TY_LIST ? t->elem : t;
}
/* Two fields that are read alike share a slot. */
bool slot_same(const Slot *s, const Core *core, int field);

#endif
