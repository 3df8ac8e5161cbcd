/* decision_parts.h -- what a decision consists of, in order, for every output format.
 *
 * A Part is one column of a decision: where its values come from, and the pieces that are
 * the same on every row.  Parts that the policy does not declare are not in the list.
 */
#ifndef ACORDO_IO_DECISION_PARTS_H
#define ACORDO_IO_DECISION_PARTS_H

#include "interp/engine/clock.h"
#include "interp/io/writer.h"

typedef enum PartKind {
    PART_LEAD,      /* the label's value, or the record's number */
    PART_ENUM,      /* persona, a grade, stage, exit */
    PART_NUMBER,    /* a score */
    PART_VALUE,     /* an expression of --select */
    PART_LEVEL,     /* the agreement whose level a clause's allowance is of */
    PART_STAMP,     /* an instant of a clause */
    PART_LENGTH,    /* a clock's time */
    PART_INSTANCES, /* all instances of a clause, as a list; NDJSON */
    PART_CLAUSE,    /* a clause's status, and until when it is open; the table */
    PART_MARKS      /* overflow, division by zero */
} PartKind;

typedef enum PartFrom {
    FROM_LABEL,
    FROM_PERSONA,
    FROM_SCORE,
    FROM_GRADE,
    FROM_STAGE,
    FROM_EXIT,
    FROM_EXTRA,
    FROM_CLAUSE,
    FROM_LEVEL,
    FROM_MARKS
} PartFrom;

/* Pieces are followed by PIECE_PAD readable bytes: short ones are copied in one move. */
enum { PIECE_PAD = 32 };

typedef struct Part Part;
struct Part {
    PartKind kind;
    PartFrom from;
    int index;        /* score, grade, extra, clause; the label's field or -1 */
    int lane;         /* of a clause */
    ClauseProp prop;  /* of a clause */
    Str name;         /* as a column's head, or a key within `group` and `item` */
    Str group, item;  /* NDJSON: objects around it; n = 0: none */
    const Type *type; /* VALUE, LENGTH; LEAD with a label */
    const Enum *of;   /* ENUM; LEVEL: agreements by level */
    const CoreScore *score;
    Str before;        /* NDJSON: what stands before the value; CSV: the comma */
    Str *word;         /* ENUM, LEVEL: members as this format writes them */
    const Column *col; /* of this batch; NULL where there is none */
    const Column *due; /* CLAUSE */
    Part *inner;       /* INSTANCES: those of one lane after those of another */
    int n_inner;       /* of a lane; n_lanes of them */
    int n_lanes;
};

/* The list of parts in order, and what of this batch they need beside their columns. */
typedef struct Parts {
    Part *part;
    int n;
    size_t cap;
    const uint8_t *marks; /* of this batch */
} Parts;

Parts *parts_of(const Core *core, const WriteOptions *o);
void parts_bind(Parts *ps, const Batch *b, const Eval *ev);
Str piece_of(const Buf *b);             /* collected, padded */
const char *mark_name(enum EvalMark m); /* "overflow", "division_by_zero" */

static inline char *piece_put(char *p, Str s)
{
    memcpy(p, s.p, PIECE_PAD);
    if (s.n > PIECE_PAD)
        memcpy(p + PIECE_PAD, s.p + PIECE_PAD, s.n - PIECE_PAD);
    return p + s.n;
}

#endif
