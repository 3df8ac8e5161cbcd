/* report_page.c -- the page of a report: its order, and the small makers of blocks. */
#include "interp/io/report_page.h"

#include "interp/base/mem.h"

PageBlock *page_put(Page *p, BlockKind kind, const char *text, Tone tone)
{
    PageBlock *b = MEM_NEW(PageBlock);
    b->kind = kind;
    b->text = text;
    b->tone = tone;
    MEM_PUSH(p->block, p->n, p->cap) = b;
    return b;
}

PageCell *page_cell(PageBlock *b, const char *label, const char *text, Tone tone)
{
    MEM_PUSH(b->cell, b->n_cells, b->cap) =
        (PageCell){.label = label, .text = text, .tone = tone};
    return &b->cell[b->n_cells - 1];
}

PageTable *page_table(Page *p, const char *caption, const PageColumn *column, int n)
{
    PageTable *t = MEM_NEW(PageTable);
    t->caption = caption;
    t->column = MEM_ARRAY(PageColumn, n);
    memcpy(t->column, column, sizeof *column * (size_t)n);
    t->n_columns = n;
    page_put(p, BLOCK_TABLE, NULL, TONE_PLAIN)->table = t;
    return t;
}

PageRow *page_row(PageTable *t)
{
    PageCell *cells = MEM_ARRAY(PageCell, t->n_columns);
    for (int i = 0; i < t->n_columns; i++)
        cells[i].text = "";
    MEM_PUSH(t->row, t->n_rows, t->cap) = (PageRow){.cell = cells};
    return &t->row[t->n_rows - 1];
}

void page_chart(Page *p, Chart *c)
{
    if (c != NULL)
        page_put(p, BLOCK_CHART, c->title, TONE_PLAIN)->chart = c;
}

static bool is_blank(const PageTable *t, int column)
{
    for (int i = 0; i < t->n_rows; i++)
        if (t->row[i].cell[column].text[0] != '\0')
            return false;
    return true;
}

/* A column of nothing is not shown, save those of rank 0. */
static void drop_blank(PageTable *t)
{
    int n = 0;
    for (int i = 0; i < t->n_columns; i++) {
        if (t->column[i].rank > 0 && is_blank(t, i))
            continue;
        t->column[n] = t->column[i];
        for (int r = 0; r < t->n_rows; r++)
            t->row[r].cell[n] = t->row[r].cell[i];
        n++;
    }
    t->n_columns = n;
}

Page *page_new(const Report *r)
{
    Page *p = MEM_NEW(Page);
    p->r = r;
    p->lang = "en";
    p->contents = str_z(msg_raw(MSG_REP_CONTENTS));
    p->made_by = str_z(msg_raw(MSG_REP_MADE_BY));
    return p;
}

Page *page_done(Page *p)
{
    for (int i = 0; i < p->n; i++)
        if (p->block[i]->table != NULL)
            drop_blank(p->block[i]->table);
    return p;
}

Page *page_of(const Report *r)
{
    const Str title = r->core->title;
    Page *p = page_new(r);
    p->title = str_z(title.n > 0 ? title : msg_raw(MSG_REP_UNTITLED));
    page_glance(p);
    page_parties(p);
    page_kpis(p);
    page_rest(p);
    return page_done(p);
}
