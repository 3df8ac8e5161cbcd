/* cell.h -- one value of a record, found but not yet decoded.
 *
 * A record becomes an array of cells, one for each column or key that some field reads;
 * fields are decoded from them.  p borrows from the window (16 bytes past it may be read)
 * until the next record is asked for.
 */
#ifndef ACORDO_IO_CELL_H
#define ACORDO_IO_CELL_H

#include "interp/base/diag.h"

typedef enum CellKind {
    CELL_NONE, /* the record has no such column */
    CELL_NULL,
    CELL_CSV,    /* p, n: without the quotes around it; raw: quotes are doubled in it */
    CELL_TEXT,   /* p, n: between the quotes; raw: has escapes */
    CELL_NUMBER, /* p, n: as JSON writes it, checked */
    CELL_TRUE,
    CELL_FALSE,
    CELL_LIST,  /* n parts from parts[first] on, where a list is wanted */
    CELL_ARRAY, /* where none is */
    CELL_OBJECT,
} CellKind;

typedef struct Cell {
    const char *p;
    uint32_t n, first;
    uint8_t kind; /* CellKind */
    bool raw;
} Cell;

/* Why a record cannot be read: a code, a sentence and what fills its places. */
typedef struct Fault {
    DiagCode code;
    MsgId msg;
    int cell;       /* CSV: of the fault, from 0; -1: none */
    const char *at; /* within the record; NULL: the record as a whole */
    Str field;      /* {0} */
    Str value;      /* {1}, shown in quotes where quoted */
    bool quoted;
    Str more;      /* {2} */
    char text[64]; /* room for a number that value or more points to */
} Fault;

#endif
