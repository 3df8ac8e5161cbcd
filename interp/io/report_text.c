/* report_text.c -- the page for a terminal: aligned tables, bars of block characters.
 *
 * What is too wide loses its bars, then the columns of the highest rank (and says so), then
 * the tails of its long texts.  Sentences are wrapped.  Control characters of the data are
 * shown as blanks, so no text can paint or move the cursor.
 */
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/report_page.h"
#include "interp/io/screen_text.h"
#include "interp/io/page_ascii.h"

enum {
    BAR_CELLS = 10,
    GAP = 2,
    INDENT = 2,
    LEAST_TEXT = 18,
    CHART_CELLS = 24,
    CHART_LABEL = 28
};

typedef struct Screen {
    Buf *out;
    int width;
    bool colour, ascii;
} Screen;

static const char *paint_of(Tone t)
{
    static const char *const paint[] = {[TONE_PLAIN] = "",
                                        [TONE_GOOD] = "\033[32m",
                                        [TONE_BAD] = "\033[31m",
                                        [TONE_WARN] = "\033[33m",
                                        [TONE_DIM] = "\033[2m"};
    return paint[t];
}

static void put_painted(Screen *t, Str s, const char *paint)
{
    text_painted(t->out, s, t->colour ? paint : "");
}

/* -- sentences ------------------------------------------------------------------------ */

static void put_wrapped(Screen *t, Str s, int first, int indent, const char *paint)
{
    text_wrapped(t->out, s, t->width, first, indent, t->colour ? paint : "");
}

static void put_sentence(Screen *t, const char *mark, const char *text, int indent,
                         const char *paint)
{
    buf_repeat(t->out, ' ', indent);
    put_painted(t, str_of(mark), paint);
    int n = utf8_width(str_of(mark));
    put_wrapped(t, str_of(text), indent + n, indent + n, paint);
}

/* -- tables --------------------------------------------------------------------------- */

enum { LEFT_OUT = -1 };

typedef struct Fit {
    int *width; /* of texts, by column; or LEFT_OUT */
    bool *barred;
    int n;
} Fit;

/* As it is put: what becomes a blank is measured as one. */
static Str cell_text(const PageCell *c)
{
    Buf b = {0};
    const Str s = str_of(c->text);
    text_clean(&b, s);
    const Str clean = str_eq(buf_view(&b), s) ? s : buf_copy(&b);
    buf_free(&b);
    return clean;
}

static void measure_column(const PageTable *t, int i, Fit *f)
{
    f->width[i] = utf8_width(str_of(t->column[i].head));
    for (int r = 0; r < t->n_rows; r++) {
        int n = utf8_width(cell_text(&t->row[r].cell[i]));
        f->width[i] = n > f->width[i] ? n : f->width[i];
        f->barred[i] = f->barred[i] || t->row[r].cell[i].bar > 0;
    }
}

static int width_of(const Fit *f)
{
    int all = INDENT - GAP;
    for (int i = 0; i < f->n; i++)
        if (f->width[i] >= 0)
            all += GAP + f->width[i] + (f->barred[i] ? 1 + BAR_CELLS : 0);
    return all;
}

static bool drop_highest(const PageTable *t, Fit *f)
{
    int worst = -1;
    for (int i = 0; i < f->n; i++)
        if (f->width[i] >= 0 && t->column[i].rank > 0
            && (worst < 0 || t->column[i].rank >= t->column[worst].rank))
            worst = i;
    if (worst < 0)
        return false;
    f->width[worst] = LEFT_OUT;
    f->barred[worst] = false;
    return true;
}

static void narrow_texts(const PageTable *t, Fit *f, int over)
{
    while (over > 0) {
        int widest = -1;
        for (int i = 0; i < f->n; i++)
            if (f->width[i] > LEAST_TEXT && !t->column[i].right
                && (widest < 0 || f->width[i] > f->width[widest]))
                widest = i;
        if (widest < 0)
            return;
        f->width[widest]--;
        over--;
    }
}

/* What a table needs at least: texts wrap down to LEAST_TEXT, numbers do not. */
static void shrink(const PageTable *t, Fit *f)
{
    for (int i = 0; i < f->n; i++)
        if (!t->column[i].right && f->width[i] > LEAST_TEXT)
            f->width[i] = LEAST_TEXT;
}

static Fit fit(const PageTable *t, int width)
{
    Fit f = {MEM_ARRAY(int, t->n_columns), MEM_ARRAY(bool, t->n_columns), t->n_columns};
    Fit least = {MEM_ARRAY(int, t->n_columns), f.barred, t->n_columns};
    for (int i = 0; i < f.n; i++)
        measure_column(t, i, &f);
    if (width_of(&f) > width)
        memset(f.barred, 0, sizeof *f.barred * (size_t)f.n);
    do {
        memcpy(least.width, f.width, sizeof *f.width * (size_t)f.n);
        shrink(t, &least);
    } while (width_of(&least) > width && drop_highest(t, &f));
    narrow_texts(t, &f, width_of(&f) - width);
    return f;
}

/* Eighths of a cell; the target's place where the bar does not reach it. */
static void put_bar(Screen *t, int bar, int mark, int cells, Tone tone)
{
    static const char *const eighth[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    static const char *const rough[] = {"", "", "", "", "#", "#", "#", "#"};
    int parts = (bar - 1) * cells * 8 / 1000, full = parts / 8, rest = parts % 8;
    const char *end = t->ascii ? rough[rest] : eighth[rest];
    int used = full + (end[0] != '\0'), at = mark > 0 ? (mark - 1) * cells / 1000 : -1;
    if (at >= cells)
        at = cells - 1;
    if (t->colour && used > 0)
        buf_z(t->out, tone == TONE_PLAIN ? "\033[36m" : paint_of(tone));
    for (int i = 0; i < full; i++)
        buf_z(t->out, t->ascii ? "#" : "█");
    buf_z(t->out, end);
    if (t->colour && used > 0)
        buf_z(t->out, "\033[0m");
    for (int i = used; i < cells; i++)
        buf_z(t->out, i != at ? " " : t->ascii ? ":" : "╎");
}

static void trim_line(Screen *t)
{
    while (t->out->n > 0 && t->out->p[t->out->n - 1] == ' ')
        t->out->n--;
    buf_char(t->out, '\n');
}

/* An ellipsis is one column wide; so is what stands for it. */
static Str cut(const Screen *t, Str s, int width, Buf *room)
{
    Str to = utf8_cut(s, width, room);
    if (!t->ascii || !str_ends(to, STR("…")))
        return to;
    Buf b = {0};
    buf_str(&b, str_sub(to, 0, to.n - strlen("…")));
    buf_char(&b, '~');
    to = buf_copy(&b);
    buf_free(&b);
    return to;
}

static void put_cell(Screen *t, const PageColumn *col, const PageCell *c, int width,
                     bool barred, const char *paint)
{
    Buf room = {0};
    Str s = cut(t, cell_text(c), width, &room);
    int blanks = width - utf8_width(s);
    if (col->right)
        buf_repeat(t->out, ' ', blanks);
    put_painted(t, s, paint);
    if (!col->right)
        buf_repeat(t->out, ' ', blanks);
    buf_free(&room);
    if (!barred)
        return;
    buf_char(t->out, ' ');
    if (c->bar > 0)
        put_bar(t, c->bar, c->mark, BAR_CELLS, c->tone);
    else
        buf_repeat(t->out, ' ', BAR_CELLS);
}

static void put_heads(Screen *t, const PageTable *table, const Fit *f)
{
    bool first = true;
    for (int i = 0; i < f->n; i++) {
        PageCell head = {.text = table->column[i].head};
        if (f->width[i] < 0)
            continue;
        buf_repeat(t->out, ' ', first ? INDENT : GAP);
        put_cell(t, &table->column[i], &head, f->width[i], false, "\033[1m");
        if (f->barred[i])
            buf_repeat(t->out, ' ', 1 + BAR_CELLS);
        first = false;
    }
    trim_line(t);
}

/* As many whole words as fit; a word that is too long is cut. */
static Str next_line(const Screen *t, Str s, size_t *at, int width, Buf *room)
{
    size_t from = *at, end = *at;
    for (size_t look = from;;) {
        Str w = text_word(s, &look);
        if (w.n == 0)
            break;
        if (end > from && utf8_width(str_sub(s, from, look)) > width)
            break;
        end = look;
    }
    *at = end;
    while (*at < s.n && s.p[*at] == ' ')
        (*at)++;
    return cut(t, str_sub(s, from, end), width, room);
}

/* One line of a row; false where there was nothing left to put. */
static bool put_row_line(Screen *t, const PageTable *table, const Fit *f,
                         const PageRow *row, size_t *at, bool first_line)
{
    bool first = true, more = false;
    for (int i = 0; i < f->n; i++) {
        const PageCell *c = &row->cell[i];
        Str s = cell_text(c);
        if (f->width[i] < 0)
            continue;
        Buf room = {0};
        Str line = table->column[i].right ? (first_line ? s : (Str){"", 0})
                                          : next_line(t, s, &at[i], f->width[i], &room);
        PageCell part = *c;
        part.text = str_z(line);
        buf_repeat(t->out, ' ', first ? INDENT : GAP);
        put_cell(t, &table->column[i], &part, f->width[i], f->barred[i] && first_line,
                 row->total && first ? "\033[1m" : paint_of(c->tone));
        more = more || (!table->column[i].right && at[i] < s.n);
        buf_free(&room);
        first = false;
    }
    trim_line(t);
    return more;
}

static void put_row(Screen *t, const PageTable *table, const Fit *f, const PageRow *row)
{
    size_t *at = MEM_ARRAY(size_t, f->n);
    bool more = put_row_line(t, table, f, row, at, true);
    while (more)
        more = put_row_line(t, table, f, row, at, false);
}

static void put_left_out(Screen *t, const PageTable *table, const Fit *f)
{
    Buf b = {0};
    int n = 0;
    for (int i = 0; i < f->n; i++) {
        if (f->width[i] != LEFT_OUT)
            continue;
        if (n++ > 0)
            buf_z(&b, ", ");
        buf_z(&b, table->column[i].head);
    }
    if (n > 0)
        put_sentence(t, "",
                     msg_text(n == 1 ? MSG_REP_LEFT_OUT_ONE : MSG_REP_LEFT_OUT,
                              str_z(buf_view(&b))),
                     INDENT, paint_of(TONE_DIM));
    buf_free(&b);
}

static void put_table(Screen *t, const PageTable *table)
{
    Fit f = fit(table, t->width);
    buf_char(t->out, '\n');
    if (table->caption != NULL)
        put_sentence(t, "", table->caption, INDENT, "\033[4m");
    put_heads(t, table, &f);
    for (int r = 0; r < table->n_rows; r++)
        put_row(t, table, &f, &table->row[r]);
    put_left_out(t, table, &f);
}

/* -- charts that no table repeats ----------------------------------------------------- */

static void put_chart(Screen *t, const Chart *c)
{
    Buf room = {0};
    int label = 0;
    if (c->kind != CHART_BARS && c->kind != CHART_DAYS)
        return;
    for (int i = 0; i < c->n; i++) {
        int n = utf8_width(str_of(c->point[i].label));
        label = n > label ? n : label;
    }
    label = label > CHART_LABEL ? CHART_LABEL : label;
    buf_char(t->out, '\n');
    put_sentence(t, "", c->title, INDENT, "\033[4m");
    for (int i = 0; i < c->n; i++) {
        const ChartPoint *p = &c->point[i];
        PageCell cell = {.text = p->label};
        PageColumn left = {0};
        if (c->kind == CHART_DAYS && p->value == 0)
            continue;
        buf_repeat(t->out, ' ', INDENT);
        put_cell(t, &left, &cell, label, false, "");
        buf_repeat(t->out, ' ', GAP);
        put_bar(t, 1 + report_permille((uint64_t)p->value, (uint64_t)c->hi), 0,
                CHART_CELLS, TONE_PLAIN);
        buf_char(t->out, ' ');
        text_clean(t->out, str_of(p->shown));
        trim_line(t);
    }
    buf_free(&room);
}

/* -- blocks --------------------------------------------------------------------------- */

static const char *mark_of(const Screen *t, Tone tone)
{
    static const char *const marks[] = {[TONE_PLAIN] = "· ",
                                        [TONE_GOOD] = "✓ ",
                                        [TONE_BAD] = "✗ ",
                                        [TONE_WARN] = "! ",
                                        [TONE_DIM] = "· "};
    return t->ascii ? ascii_text(marks[tone]) : marks[tone];
}

/* "Applies 1,240 · Met 1,034": pairs that are not torn apart at a line's end. */
static void put_facts(Screen *t, const PageBlock *b, int indent)
{
    int column = 0;
    for (int i = 0; i < b->n_cells; i++) {
        Str label = str_of(b->cell[i].label), text = str_of(b->cell[i].text);
        int n = utf8_width(label) + 1 + utf8_width(text);
        if (column > 0 && column + 3 + n > t->width) {
            buf_char(t->out, '\n');
            column = 0;
        }
        if (column > 0)
            buf_z(t->out, t->ascii ? " | " : " · ");
        else
            buf_repeat(t->out, ' ', indent);
        column += column > 0 ? 3 + n : indent + n;
        put_painted(t, label, paint_of(TONE_DIM));
        buf_char(t->out, ' ');
        put_painted(t, text, paint_of(b->cell[i].tone));
    }
    buf_char(t->out, '\n');
}

static void put_card(Screen *t, const PageBlock *b)
{
    buf_char(t->out, '\n');
    put_sentence(t, mark_of(t, b->tone), b->text, 0, paint_of(b->tone));
    for (int i = 0; i < b->n_cells; i++)
        put_sentence(t, mark_of(t, b->cell[i].tone), b->cell[i].text, 2 * INDENT,
                     paint_of(b->cell[i].tone));
}

static void put_section(Screen *t, const PageBlock *b)
{
    buf_z(t->out, "\n\n");
    put_wrapped(t, str_of(b->text), 0, 0, "\033[1m");
    for (int i = 0; i < t->width; i++)
        buf_z(t->out, t->ascii ? "-" : "─");
    buf_char(t->out, '\n');
}

static void put_item(Screen *t, const PageBlock *b)
{
    buf_char(t->out, '\n');
    put_wrapped(t, str_of(b->text), 0, 0, "\033[1m");
    if (b->aside != NULL)
        put_sentence(t, mark_of(t, b->tone), b->aside, INDENT, paint_of(b->tone));
}

static void put_block(Screen *t, const PageBlock *b)
{
    switch (b->kind) {
    case BLOCK_HEAD:
        put_wrapped(t, str_of(b->text), 0, 0, "\033[1m");
        put_facts(t, b, 0);
        break;
    case BLOCK_LEAD:
        buf_char(t->out, '\n');
        put_sentence(t, mark_of(t, b->tone), b->text, 0, paint_of(b->tone));
        break;
    case BLOCK_CARD: put_card(t, b); break;
    case BLOCK_SECTION: put_section(t, b); break;
    case BLOCK_ITEM: put_item(t, b); break;
    case BLOCK_NOTE: put_sentence(t, "", b->text, INDENT, paint_of(b->tone)); break;
    case BLOCK_TITLE: put_wrapped(t, str_of(b->text), 0, 0, "\033[1m"); break;
    case BLOCK_FACTS:
    case BLOCK_TERMS: put_facts(t, b, INDENT); break;
    case BLOCK_TABLE: put_table(t, b->table); break;
    case BLOCK_CHART: put_chart(t, b->chart); break;
    case BLOCK_FOLD:
    case BLOCK_FOLD_END: break;
    }
}

void page_text(Buf *out, const Page *p, const ReportLook *look)
{
    Screen t = {out, look->width > 0 ? look->width : 80, look->colour, look->ascii};
    if (t.ascii)
        p = page_ascii(p);
    for (int i = 0; i < p->n; i++)
        put_block(&t, p->block[i]);
}
