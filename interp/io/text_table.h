/* text_table.h -- rows of cells in columns of one width, for a terminal or a file.
 *
 * Columns are as wide as their widest cell, by terminal columns; the last one of the left
 * kind is not padded.  Collected.
 */
#ifndef ACORDO_IO_TEXT_TABLE_H
#define ACORDO_IO_TEXT_TABLE_H

#include "interp/base/str.h"

enum { TEXT_TABLE_COLUMNS = 12 };

typedef struct TextTable {
    int n_columns;
    bool right[TEXT_TABLE_COLUMNS];
    const char **cell; /* row by row; the first row is the head */
    int n;
    size_t cap;
} TextTable;

void text_table_column(TextTable *t, const char *head, bool right); /* before any row */
void text_table_cell(TextTable *t, const char *text); /* the next one, row by row */
void text_table_print(Buf *out, const TextTable *t, int indent);

#endif
