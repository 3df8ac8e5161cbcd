/* comment.c -- a comment within its size. */
#include "interp/io/comment.h"

#include "interp/base/diag.h"
#include "interp/base/utf8.h"
#include "interp/io/markdown_text.h"

/* The table gets at most half of it: a few details say more than all the rows.  The reserve
 * is for what closes the comment. */
enum { TABLE_BYTES = COMMENT_BYTES / 2, RESERVE = 400, CELL_COLUMNS = 400 };

static void put_cell(Buf *b, const char *text)
{
    Buf room = {0};
    buf_char(b, ' ');
    markdown_text(b, str_z(utf8_cut(str_of(text), CELL_COLUMNS, &room)));
    buf_z(b, " |");
    buf_free(&room);
}

static void put_cells(Buf *b, const char *x, const char *y, const char *z)
{
    buf_char(b, '|');
    put_cell(b, x);
    put_cell(b, y);
    put_cell(b, z);
    buf_char(b, '\n');
}

/* Longer than any run of back quotes in the text. */
static int fence_of(const char *text)
{
    int longest = 2, run = 0;
    for (; *text != '\0'; text++) {
        run = *text == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest + 1;
}

static void put_detail(Buf *b, const CommentRow *r)
{
    const int fence = fence_of(r->detail);
    buf_z(b, "**");
    markdown_text(b, r->title);
    buf_z(b, "**\n\n");
    buf_repeat(b, '`', fence);
    buf_z(b, "text\n");
    buf_z(b, r->detail);
    if (!str_ends(str_of(r->detail), STR("\n")))
        buf_char(b, '\n');
    buf_repeat(b, '`', fence);
    buf_z(b, "\n\n");
}

/* Whether the part was taken: only as long as all stays below the limit. */
static bool take(Buf *out, Buf *part, size_t limit)
{
    const bool fits = out->n + part->n <= limit;
    if (fits)
        buf_str(out, buf_view(part));
    buf_free(part);
    return fits;
}

static int put_table(Buf *out, const Comment *c)
{
    int n = 0;
    put_cells(out, c->head[0], c->head[1], c->head[2]);
    buf_z(out, "|---|---|---|\n");
    for (bool fits = true; n < c->n && fits; n += fits) {
        const CommentRow *r = &c->row[n];
        Buf part = {0};
        put_cells(&part, r->kind, r->where, r->text);
        fits = take(out, &part, TABLE_BYTES);
    }
    buf_char(out, '\n');
    return n;
}

static bool has_details(const Comment *c)
{
    for (int i = 0; i < c->n; i++)
        if (c->row[i].detail != NULL)
            return true;
    return false;
}

/* The number of rows whose details were left out. */
static int put_details(Buf *out, const Comment *c)
{
    int left_out = 0;
    buf_format(out, "<details>\n<summary>%s</summary>\n\n",
               msg_text(MSG_COMMENT_DETAILS));
    for (int i = 0; i < c->n; i++) {
        Buf part = {0};
        if (c->row[i].detail == NULL)
            continue;
        put_detail(&part, &c->row[i]);
        left_out += !take(out, &part, COMMENT_BYTES - RESERVE);
    }
    buf_z(out, "</details>\n");
    return left_out;
}

void comment_markdown(Buf *out, const Comment *c)
{
    buf_z(out, "**");
    markdown_text(out, c->verdict);
    buf_z(out, "**\n");
    if (c->n == 0)
        return;
    buf_char(out, '\n');
    const int rows_out = c->n - put_table(out, c);
    const int details_out = has_details(c) ? put_details(out, c) : 0;
    if (rows_out + details_out > 0)
        buf_format(out, "\n%s\n",
                   msg_text(MSG_COMMENT_LEFT_OUT, str_format("%d", rows_out),
                            str_format("%d", details_out)));
}
