/* page_ascii.c -- signs that our sentences and tables use, in ASCII.
 *
 * Done before texts are measured, since some grow: an arrow becomes two columns.
 */
#include "interp/io/page_ascii.h"

#include "interp/base/mem.h"

static const struct {
    const char *sign, *ascii;
} signs[] = {{"→", "->"}, {"←", "<-"}, {"…", "..."}, {"–", "-"},   {"—", "-"},
             {"−", "-"},  {"·", "."},  {"✓", "+"},   {"✗", "x"},   {"÷", "/"},
             {"×", "x"},  {"≥", ">="}, {"≤", "<="},  {"±", "+/-"}, {"│", "|"},
             {"─", "-"},  {"╎", ":"},  {"▲", "^"},   {"▸", ">"},   {"◂", "<"},
             {"▁", "_"},  {"▂", "."},  {"▃", ":"},   {"▄", "-"},   {"▅", "="},
             {"▆", "+"},  {"▇", "*"},  {"█", "#"}};

/* How many bytes the sign at p has; 0: none of ours. */
static size_t put_sign(Buf *out, const char *p)
{
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const size_t n = strlen(signs[i].sign);
        if (strncmp(p, signs[i].sign, n) != 0)
            continue;
        buf_z(out, signs[i].ascii);
        return n;
    }
    return 0;
}

static bool is_plain(const char *z)
{
    for (; *z != '\0'; z++)
        if ((unsigned char)*z >= 0x80)
            return false;
    return true;
}

const char *ascii_text(const char *text)
{
    Buf b = {0};
    if (text == NULL || is_plain(text))
        return text;
    for (const char *p = text; *p != '\0';) {
        const size_t n = (unsigned char)*p < 0x80 ? 0 : put_sign(&b, p);
        if (n == 0)
            buf_char(&b, *p);
        p += n > 0 ? n : 1;
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static PageCell *ascii_cells(const PageCell *c, int n)
{
    PageCell *out = MEM_ARRAY(PageCell, n + 1);
    for (int i = 0; i < n; i++) {
        out[i] = c[i];
        out[i].label = ascii_text(c[i].label);
        out[i].text = ascii_text(c[i].text);
    }
    return out;
}

static PageTable *ascii_table(const PageTable *t)
{
    PageTable *out = MEM_NEW(PageTable);
    *out = *t;
    out->caption = ascii_text(t->caption);
    out->column = MEM_ARRAY(PageColumn, t->n_columns);
    for (int i = 0; i < t->n_columns; i++) {
        out->column[i] = t->column[i];
        out->column[i].head = ascii_text(t->column[i].head);
    }
    out->row = MEM_ARRAY(PageRow, t->n_rows + 1);
    for (int r = 0; r < t->n_rows; r++) {
        out->row[r] = t->row[r];
        out->row[r].cell = ascii_cells(t->row[r].cell, t->n_columns);
    }
    return out;
}

static Chart *ascii_chart(const Chart *c)
{
    Chart *out = MEM_NEW(Chart);
    *out = *c;
    out->title = ascii_text(c->title);
    out->point = MEM_ARRAY(ChartPoint, c->n + 1);
    for (int i = 0; i < c->n; i++) {
        out->point[i] = c->point[i];
        out->point[i].label = ascii_text(c->point[i].label);
        out->point[i].shown = ascii_text(c->point[i].shown);
    }
    return out;
}

static PageBlock *ascii_block(const PageBlock *b)
{
    PageBlock *out = MEM_NEW(PageBlock);
    *out = *b;
    out->text = ascii_text(b->text);
    out->aside = ascii_text(b->aside);
    out->cell = ascii_cells(b->cell, b->n_cells);
    if (b->table != NULL)
        out->table = ascii_table(b->table);
    if (b->chart != NULL)
        out->chart = ascii_chart(b->chart);
    return out;
}

const Page *page_ascii(const Page *p)
{
    Page *out = MEM_NEW(Page);
    *out = *p;
    out->block = MEM_ARRAY(PageBlock *, p->n + 1);
    for (int i = 0; i < p->n; i++)
        out->block[i] = ascii_block(p->block[i]);
    return out;
}
