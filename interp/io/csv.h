/* csv.h -- comma, semicolon or tab separated values, RFC 4180 and what files do besides.
 *
 * A cell that begins with a double quote ends with one, may hold separators and line ends,
 * and doubles its quotes; a quote further on in a cell is an ordinary character.  Lines
 * end in LF or CR LF.  Empty lines are no records, unless there is one column only.
 * Cells of columns that no field reads are only counted.  malloc'ed.
 */
#ifndef ACORDO_IO_CSV_H
#define ACORDO_IO_CSV_H

#include "interp/io/record.h"
#include "interp/io/slot.h"

typedef struct Csv {
    char delimiter;
    int n_columns;
    int *cell_of; /* by column: its cell, or -1 */
    Str *name;    /* of the header; malloc'ed */
    Cell *cells;
    int n_cells;
    /* the record at hand */
    int n_found;        /* its cells */
    uint32_t line_ends; /* inside its quotes */
    int after_quote;    /* the first cell with text after its quote, or -1 */
    int open_quote;     /* the cell whose quote is not closed, or -1 */
    const char *open_at, *after_at;
} Csv;

/* Reads the header and gives every slot its cell.  NULL with a finding (E07).  delimiter 0:
 * found by itself.  An input without any line has no columns and no records. */
Csv *csv_open(Window *w, char delimiter, Slot *slots, int n_slots, Diags *diags);
void csv_free(Csv *c);
Found csv_next(Csv *c, Window *w, Record *rec, Fault *fault);
/* The column of the cell that begins at p, from 0. */
int csv_column_at(const Csv *c, const char *p);
void csv_seen(const Csv *c, Slot *slots, int n_slots);

#endif
