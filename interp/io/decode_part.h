/* decode_part.h -- what the files of decode share: a row in the making. */
#ifndef ACORDO_IO_DECODE_PART_H
#define ACORDO_IO_DECODE_PART_H

#include "interp/io/decode.h"

typedef enum Got { GOT_VALUE, GOT_MISSING, GOT_FAULT } Got;

/* A text that is looked up a little later, when its place in the dictionary has come into
 * the cache. */
typedef struct Late {
    Slot *slot;
    const Cell *cell;
    uint32_t hash;
} Late;

enum { LATE_MAX = 8, TEXT_PAD = 16 };

/* What a record in the making has counted: it counts only if the row is kept. */
typedef struct Row {
    Decode *d;
    uint64_t rounded, otherwise;
    int row, n_late;
    Late late[LATE_MAX];
} Row;

/* n bytes of memory that live as long as the batch, and some to read past them. */
char *decode_room(Decode *d, size_t n);
/* The cell as a text: trimmed unless the field is a text itself. */
Got decode_view(Row *r, const Slot *s, const Cell *c, Str *out);
/* A text to the value `at` of a column that is no list. */
Got decode_value(Row *r, const Slot *s, const Cell *c, Str text, const Column *col,
                 size_t at);
Got decode_wrong_kind(Row *r, const Slot *s, const Cell *c);
Str decode_without_escapes(Decode *d, const Cell *c);
bool decode_is_marker(const CoreField *f, Str s);

#endif
