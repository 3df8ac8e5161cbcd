/* text_table.c -- cells, padded. */
#include "interp/io/text_table.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"

enum { GAP = 2 };

void text_table_column(TextTable *t, const char *head, bool right)
{
    t->right[t->n_columns++] = right;
    text_table_cell(t, head);
}

void text_table_cell(TextTable *t, const char *text)
{
    MEM_PUSH(t->cell, t->n, t->cap) = text;
}

static int width_of(const TextTable *t, int column)
{
    int width = 0;
    for (int i = column; i < t->n; i += t->n_columns) {
        const int w = utf8_width(str_of(t->cell[i]));
        width = w > width ? w : width;
    }
    return width;
}

static void put_cell(Buf *out, const char *text, int width, bool right, bool last)
{
    const int pad = width - utf8_width(str_of(text));
    if (right)
        buf_repeat(out, ' ', pad);
    buf_z(out, text);
    if (!right && !last)
        buf_repeat(out, ' ', pad);
}

void text_table_print(Buf *out, const TextTable *t, int indent)
{
    int width[TEXT_TABLE_COLUMNS];
    for (int c = 0; c < t->n_columns; c++)
        width[c] = width_of(t, c);
    for (int i = 0; i < t->n; i++) {
        const int c = i % t->n_columns, last = c == t->n_columns - 1;
        buf_repeat(out, ' ', c == 0 ? indent : GAP);
        put_cell(out, t->cell[i], width[c], t->right[c], last);
        if (last)
            buf_char(out, '\n');
    }
}
