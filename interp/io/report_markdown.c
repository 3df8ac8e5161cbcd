/* report_markdown.c -- the page as GitHub-flavoured Markdown: the verdict first, details
 * folded.
 */
#include "interp/io/markdown_text.h"
#include "interp/io/report_page.h"

enum { BAR_CELLS = 20 };

static const char *mark_of(Tone t)
{
    static const char *const marks[] = {[TONE_PLAIN] = "",
                                        [TONE_GOOD] = "✓ ",
                                        [TONE_BAD] = "✗ ",
                                        [TONE_WARN] = "⚠ ",
                                        [TONE_DIM] = ""};
    return marks[t];
}

static void put_strong(Buf *b, Tone tone, const char *text)
{
    buf_z(b, "**");
    buf_z(b, mark_of(tone));
    markdown_text(b, text);
    buf_z(b, "**");
}

static void put_anchor(Buf *b, const char *id)
{
    if (id != NULL)
        buf_format(b, "<a id=\"%s\"></a>", id);
}

/* -- blocks --------------------------------------------------------------------------- */

static void put_facts(Buf *b, const PageBlock *block)
{
    for (int i = 0; i < block->n_cells; i++) {
        const PageCell *c = &block->cell[i];
        bool loud = c->tone != TONE_PLAIN && c->tone != TONE_DIM;
        if (i > 0)
            buf_z(b, " · ");
        markdown_text(b, c->label);
        buf_char(b, ' ');
        if (loud)
            buf_z(b, "**");
        markdown_text(b, c->text);
        if (loud)
            buf_z(b, "**");
    }
    buf_z(b, "\n\n");
}

static void put_terms(Buf *b, const PageBlock *block)
{
    for (int i = 0; i < block->n_cells; i++) {
        buf_z(b, "- ");
        if (block->cell[i].label != NULL) {
            put_strong(b, TONE_PLAIN, block->cell[i].label);
            buf_z(b, ": ");
        }
        markdown_text(b, block->cell[i].text);
        buf_char(b, '\n');
    }
    buf_char(b, '\n');
}

static void put_card(Buf *b, const PageBlock *block)
{
    put_strong(b, block->tone, block->text);
    buf_z(b, "\n\n");
    for (int i = 0; i < block->n_cells; i++) {
        const PageCell *c = &block->cell[i];
        buf_z(b, "- ");
        buf_z(b, mark_of(c->tone));
        if (c->href != NULL)
            buf_char(b, '[');
        markdown_text(b, c->text);
        if (c->href != NULL)
            buf_format(b, "](#%s)", c->href);
        buf_char(b, '\n');
    }
    buf_char(b, '\n');
}

static void put_cell(Buf *b, const PageCell *c, bool strong)
{
    const char *href = c->href;
    buf_char(b, ' ');
    if (strong && c->text[0] != '\0')
        buf_z(b, "**");
    if (href != NULL)
        buf_char(b, '[');
    markdown_text(b, c->text);
    if (href != NULL)
        buf_format(b, "](#%s)", href);
    if (strong && c->text[0] != '\0')
        buf_z(b, "**");
    buf_z(b, " |");
}

static void put_table(Buf *b, const PageTable *t)
{
    if (t->caption != NULL) {
        put_strong(b, TONE_PLAIN, t->caption);
        buf_z(b, "\n\n");
    }
    buf_char(b, '|');
    for (int i = 0; i < t->n_columns; i++) {
        PageCell head = {.text = t->column[i].head};
        put_cell(b, &head, false);
    }
    buf_z(b, "\n|");
    for (int i = 0; i < t->n_columns; i++)
        buf_z(b, t->column[i].right ? " ---: |" : " --- |");
    buf_char(b, '\n');
    for (int r = 0; r < t->n_rows; r++) {
        buf_char(b, '|');
        for (int i = 0; i < t->n_columns; i++)
            put_cell(b, &t->row[r].cell[i], i == 0 && t->row[r].total);
        buf_char(b, '\n');
    }
    buf_char(b, '\n');
}

/* Bars of blocks in a table, for the charts that no other table repeats. */
static void put_chart(Buf *b, const Chart *c)
{
    if (c->kind != CHART_BARS && c->kind != CHART_DAYS)
        return;
    put_strong(b, TONE_PLAIN, c->title);
    buf_z(b, "\n\n| | | |\n| --- | ---: | --- |\n");
    for (int i = 0; i < c->n; i++) {
        const ChartPoint *p = &c->point[i];
        if (c->kind == CHART_DAYS && p->value == 0)
            continue;
        int n = report_permille((uint64_t)p->value, (uint64_t)c->hi) * BAR_CELLS / 1000;
        buf_z(b, "| ");
        markdown_text(b, p->label);
        buf_z(b, " | ");
        markdown_text(b, p->shown);
        buf_z(b, " | ");
        for (int k = 0; k < n; k++)
            buf_z(b, "█");
        buf_z(b, n == 0 ? "▏ |\n" : " |\n");
    }
    buf_char(b, '\n');
}

static void put_heading(Buf *b, const char *level, const PageBlock *block)
{
    put_anchor(b, block->id);
    buf_char(b, '\n');
    buf_z(b, level);
    markdown_text(b, block->text);
    buf_z(b, "\n\n");
    if (block->aside == NULL)
        return;
    put_strong(b, block->tone, block->aside);
    buf_z(b, "\n\n");
}

static void put_note(Buf *b, const PageBlock *block)
{
    buf_z(b, mark_of(block->tone));
    markdown_text(b, block->text);
    buf_z(b, "\n\n");
}

static void put_block(Buf *b, const PageBlock *block)
{
    switch (block->kind) {
    case BLOCK_HEAD:
        put_strong(b, TONE_PLAIN, block->text);
        buf_z(b, "\n\n");
        put_facts(b, block);
        break;
    case BLOCK_LEAD: break; /* stands first */
    case BLOCK_CARD: put_card(b, block); break;
    case BLOCK_SECTION: put_heading(b, "## ", block); break;
    case BLOCK_ITEM: put_heading(b, "### ", block); break;
    case BLOCK_NOTE: put_note(b, block); break;
    case BLOCK_FACTS: put_facts(b, block); break;
    case BLOCK_TITLE:
        buf_z(b, "# ");
        markdown_text(b, block->text);
        buf_z(b, "\n\n");
        break;
    case BLOCK_TERMS: put_terms(b, block); break;
    case BLOCK_TABLE: put_table(b, block->table); break;
    case BLOCK_CHART: put_chart(b, block->chart); break;
    case BLOCK_FOLD:
        buf_z(b, "<details><summary>");
        markdown_text(b, block->text);
        buf_z(b, "</summary>\n\n");
        break;
    case BLOCK_FOLD_END: buf_z(b, "</details>\n\n"); break;
    }
}

void page_markdown(Buf *out, const Page *p)
{
    for (int i = 0; i < p->n; i++)
        if (p->block[i]->kind == BLOCK_LEAD) {
            put_strong(out, p->block[i]->tone, p->block[i]->text);
            buf_z(out, "\n\n");
        }
    for (int i = 0; i < p->n; i++)
        put_block(out, p->block[i]);
}
