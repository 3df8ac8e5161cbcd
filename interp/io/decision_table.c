/* decision_table.c -- decisions as an aligned table for the terminal.
 *
 * Widths come from the first batch: a longer value later pushes its own row only.  Scores
 * that have a range get a small bar where the width allows it.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/colvalue.h"
#include "interp/io/derivation.h"
#include "interp/io/lead_part.h"
#include "interp/io/writer_part.h"

enum { BAR_CELLS = 8, GAP = 2, LEAST_TEXT = 8 };

struct Table {
    int *width;  /* by part; 0: the part is not shown */
    bool *right; /* numbers stand to the right */
    bool measured, bars;
    int widest; /* a text's limit in columns; 0: none */
    Buf cell, line;
    Derivation *why; /* NULL: rows alone */
};

Table *table_new(const Writer *w)
{
    Table *t = MEM_NEW(Table);
    t->width = MEM_ARRAY(int, w->parts->n);
    t->right = MEM_ARRAY(bool, w->parts->n);
    if (w->o.explain)
        t->why = derivation_new(w->core);
    return t;
}

void table_free(Table *t)
{
    buf_free(&t->cell);
    buf_free(&t->line);
}

static void print_marks(Buf *out, unsigned marks)
{
    for (unsigned m = MARK_OVERFLOW; m <= MARK_DIV_ZERO; m <<= 1)
        if (marks & m) {
            if (out->n > 0)
                buf_char(out, ' ');
            buf_z(out, mark_name((enum EvalMark)m));
        }
}

/* "running 2026-03-02 14:30": while it is open, until when, in the policy's zone. */
static void print_clause(const Writer *w, const Part *p, int r, Buf *out)
{
    const int64_t status = col_i64(p->col, r);
    Civil c;
    if (status == STATUS_NONE) {
        buf_char(out, '-');
        return;
    }
    buf_str(out, clause_status.member[status]);
    if ((status != STATUS_RUNNING && status != STATUS_AT_RISK)
        || column_missing(p->due, r))
        return;
    civil_of_usec(zone_to_wall(w->core->zone, col_i64(p->due, r)), &c);
    buf_format(out, " %04d-%02d-%02d %02d:%02d", c.year, c.month, c.day, c.hour,
               c.minute);
}

static void print_cell(const Writer *w, const Part *p, const Batch *b, int r, Buf *out)
{
    const Column *c = p->col;
    bool gone = c != NULL && column_missing(c, r);
    out->n = 0;
    if (p->kind == PART_MARKS)
        print_marks(out, w->parts->marks[r]);
    else if (p->kind == PART_CLAUSE)
        print_clause(w, p, r, out);
    else if (p->kind == PART_LEAD && (c == NULL || gone))
        buf_i64(out, (int64_t)b->row[r].number);
    else if (gone)
        buf_char(out, '-');
    else if (p->kind == PART_ENUM)
        buf_str(out, p->of->member[col_i64(c, r)]);
    else if (p->kind == PART_NUMBER)
        dec_buf(out, col_i64(c, r));
    else
        col_print(out, c, r, p->type, w->core, false);
    for (size_t i = 0; i < out->n; i++)
        if ((unsigned char)out->p[i] < 0x20)
            out->p[i] = ' ';
}

static bool is_number(const Part *p)
{
    if (p->kind == PART_NUMBER)
        return true;
    bool typed = p->kind == PART_VALUE || p->kind == PART_LEAD;
    return typed && p->type != NULL
           && (p->type->kind == TY_NUMBER || p->type->kind == TY_MONEY);
}

static bool has_bar(const Table *t, const Part *p)
{
    return t->bars && p->kind == PART_NUMBER && p->score->has_range
           && p->score->hi > p->score->lo;
}

static int table_width(const Writer *w, const Table *t)
{
    int all = 0;
    for (int i = 0; i < w->parts->n; i++)
        if (t->width[i] > 0)
            all += t->width[i] + GAP
                   + (has_bar(t, &w->parts->part[i]) ? BAR_CELLS + 1 : 0);
    return all;
}

/* What is too wide for the terminal loses its bars first, then long texts their tails. */
static void table_fit(const Writer *w, Table *t)
{
    int limit = w->o.width;
    t->bars = true;
    if (limit == 0 || table_width(w, t) <= limit + GAP)
        return;
    t->bars = false;
    int over = table_width(w, t) - limit - GAP, widest = 0;
    for (int i = 0; i < w->parts->n; i++)
        if (!t->right[i] && t->width[i] > widest)
            widest = t->width[i];
    if (over <= 0)
        return;
    t->widest = widest - over > LEAST_TEXT ? widest - over : LEAST_TEXT;
    for (int i = 0; i < w->parts->n; i++)
        if (!t->right[i] && t->width[i] > t->widest)
            t->width[i] = t->widest;
}

static void table_measure(Writer *w, const Batch *b, const uint8_t *keep)
{
    Table *t = w->table;
    for (int i = 0; i < w->parts->n; i++) {
        const Part *p = &w->parts->part[i];
        t->right[i] = is_number(p);
        if (p->kind != PART_MARKS)
            t->width[i] = utf8_width(p->name);
        for (int r = 0; r < b->n; r++) {
            if (keep != NULL && !keep[r])
                continue;
            print_cell(w, p, b, r, &t->cell);
            int n = utf8_width(buf_view(&t->cell));
            if (n > t->width[i])
                t->width[i] = n;
        }
        if (p->kind == PART_MARKS && t->width[i] > 0 && t->width[i] < (int)p->name.n)
            t->width[i] = (int)p->name.n;
    }
    t->measured = true;
    table_fit(w, t);
}

/* Paint goes around the text alone: blanks at a line's end can be cut off. */
static void put_padded(Table *t, int i, Str s, const char *paint)
{
    int blanks = t->width[i] - utf8_width(s);
    if (t->right[i])
        buf_repeat(&t->line, ' ', blanks);
    buf_z(&t->line, paint);
    buf_str(&t->line, s);
    if (paint[0] != '\0')
        buf_z(&t->line, "\033[0m");
    if (!t->right[i])
        buf_repeat(&t->line, ' ', blanks);
}

static void line_end(Writer *w)
{
    Buf *line = &w->table->line;
    while (line->n > 0 && line->p[line->n - 1] == ' ')
        line->n--;
    buf_char(line, '\n');
    sink_put(w->sink, buf_view(line));
    line->n = 0;
}

static void table_head(Writer *w)
{
    Table *t = w->table;
    bool first = true;
    for (int i = 0; i < w->parts->n; i++) {
        const Part *p = &w->parts->part[i];
        if (t->width[i] == 0)
            continue;
        if (!first)
            buf_repeat(&t->line, ' ', GAP);
        Str name = utf8_cut(p->name, t->right[i] ? 0 : t->width[i], &w->scratch);
        put_padded(t, i, name, w->o.colour ? "\033[1m" : "");
        if (has_bar(t, p))
            buf_repeat(&t->line, ' ', BAR_CELLS + 1);
        first = false;
    }
    line_end(w);
}

static void table_row(Writer *w, const Batch *b, int r)
{
    Table *t = w->table;
    bool first = true;
    for (int i = 0; i < w->parts->n; i++) {
        const Part *p = &w->parts->part[i];
        if (t->width[i] == 0 && p->kind != PART_MARKS)
            continue;
        print_cell(w, p, b, r, &t->cell);
        if (!first)
            buf_repeat(&t->line, ' ', GAP);
        bool cut = t->widest > 0 && !t->right[i];
        Str text = utf8_cut(buf_view(&t->cell), cut ? t->width[i] : 0, &w->scratch);
        const bool painted = w->o.colour && p->kind == PART_CLAUSE;
        put_padded(t, i, text,
                   painted ? status_paint((ClauseStatus)col_i64(p->col, r)) : "");
        if (has_bar(t, p)) {
            buf_char(&t->line, ' ');
            score_bar(&t->line, p->score, col_i64(p->col, r), BAR_CELLS,
                      &(ViewLook){.colour = w->o.colour});
        }
        first = false;
    }
    line_end(w);
}

/* Under a row: its derivation, indented. */
static void table_explain(Writer *w, Row row)
{
    Buf *line = &w->table->line;
    derive_all(w->table->why, line, row, GAP);
    buf_char(line, '\n');
    sink_put(w->sink, buf_view(line));
    line->n = 0;
}

void table_batch(Writer *w, const Batch *b, const Eval *ev, const uint8_t *keep)
{
    const Table *t = w->table;
    if (!t->measured) {
        table_measure(w, b, keep);
        table_head(w);
    }
    for (int r = 0; r < b->n; r++)
        if (keep == NULL || keep[r]) {
            table_row(w, b, r);
            if (t->why != NULL)
                table_explain(w, (Row){b, ev, r});
        }
}

void table_end(Writer *w)
{
    if (w->table->measured)
        return;
    for (int i = 0; i < w->parts->n; i++)
        if (w->parts->part[i].kind != PART_MARKS)
            w->table->width[i] = utf8_width(w->parts->part[i].name);
    table_head(w);
}
