/* column.h -- a column of values, and a batch of them.
 *
 * A Column is one physical type in one form.  FLAT: one value a row.  CONSTANT: data[0]
 * stands for every row (stride 0).  `null` is NULL where nothing is missing, else a byte a
 * row (a byte in all for CONSTANT): not 0 is missing, and the value beside it is 0 / empty,
 * so that kernels may compute on it.  Readers write 1; the engine's own columns keep marks
 * in further bits, and beside a missing i64 any value.
 *
 * Texts carry a code: 0, or the number that the column's dictionary gave this very text;
 * two texts of one column with one code > 0 are equal.  Predicates memorise by code.
 * A column derived from a coded one by a function (fold, lower) keeps its codes: they then
 * stand for "made from", which is all that a memo needs (equal codes, equal text).
 *
 * Owner: a batch's arena (streaming) or a kept table; the same kernels run on both.
 */
#ifndef ACORDO_ENGINE_COLUMN_H
#define ACORDO_ENGINE_COLUMN_H

#include "interp/base/arena.h"
#include "interp/lang/type.h"

enum { BATCH_ROWS = 1024, TEXT_CODES = 1 << 16 }; /* codes are 1 … TEXT_CODES - 1 */

typedef enum Form { FORM_FLAT, FORM_CONSTANT } Form;

typedef struct Text {
    const char *p; /* at least 16 bytes may be read from p (padding), not used */
    uint32_t n;
    uint32_t code;
} Text;

typedef struct Column Column;
struct Column {
    Phys phys;
    Form form;
    uint8_t *null;
    union {
        int64_t *i64;
        uint8_t *flag; /* 0 or 1 */
        Text *text;
        struct {
            uint32_t *start; /* rows + 1 offsets into elem */
            Column *elem;    /* FLAT, never null */
        } list;
    };
};

/* Of a row's value in its array. */
static inline size_t phys_bytes(Phys phys)
{
    switch (phys) {
    case PHYS_I64: return sizeof(int64_t);
    case PHYS_FLAG: return sizeof(uint8_t);
    case PHYS_TEXT: return sizeof(Text);
    case PHYS_LIST: return sizeof(uint32_t);
    }
    return 0;
}

static inline int column_stride(const Column *c) { return c->form == FORM_FLAT; }
static inline int column_row(const Column *c, int r)
{
    return c->form == FORM_FLAT ? r : 0;
}
/* The null byte of row r; 0: known. */
static inline uint8_t column_null(const Column *c, int r)
{
    return c->null != NULL ? c->null[column_row(c, r)] : 0;
}
static inline bool column_missing(const Column *c, int r)
{
    return column_null(c, r) != 0;
}

/* Where a row came from; kept for rejects, labels, explanations. */
typedef struct RowRef {
    uint64_t number; /* records of the run before it, plus one: "lead": 17 */
    uint64_t line;   /* of its source, from 1 */
    uint64_t offset; /* byte of its source at which it starts */
    uint32_t source; /* index of the input */
} RowRef;

/* n ≤ BATCH_ROWS rows of the program's fields.  col[i] is fields[i] of the core that the
 * reader bound first (readers bind several cores: see reader.h).  now: as-of instant a
 * row, CONSTANT in plain runs. */
typedef struct Batch {
    int n;
    int n_cols;
    Column *col;
    Column now;
    RowRef *row;
    Arena *arena;
} Batch;

#endif
