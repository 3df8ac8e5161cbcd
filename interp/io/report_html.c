/* report_html.c -- the page as one HTML file that needs nothing else.
 *
 * No scripts, no requests: its own content security policy forbids both, so even a text
 * that was not escaped could do nothing.  Every clause, KPI and figure has an id to link to.
 */
#include "interp/io/report_html.h"

typedef struct Html {
    Buf *b;
    bool cards, charts, item, items; /* which element is open around the blocks */
} Html;

void html_text(Buf *b, const char *z)
{
    for (; *z != '\0'; z++)
        switch (*z) {
        case '&': buf_z(b, "&amp;"); break;
        case '<': buf_z(b, "&lt;"); break;
        case '>': buf_z(b, "&gt;"); break;
        case '"': buf_z(b, "&quot;"); break;
        case '\'': buf_z(b, "&#39;"); break;
        default: {
            unsigned char c = (unsigned char)*z;
            buf_char(b, c < 0x20 || c == 0x7f ? ' ' : *z);
        }
        }
}

static const char *class_of(Tone t)
{
    static const char *const classes[] = {[TONE_PLAIN] = "plain",
                                          [TONE_GOOD] = "good",
                                          [TONE_BAD] = "bad",
                                          [TONE_WARN] = "warn",
                                          [TONE_DIM] = "dim"};
    return classes[t];
}

static const char *mark_of(Tone t)
{
    static const char *const marks[] = {[TONE_PLAIN] = "·",
                                        [TONE_GOOD] = "✓",
                                        [TONE_BAD] = "✗",
                                        [TONE_WARN] = "!",
                                        [TONE_DIM] = "·"};
    return marks[t];
}

static void raw_text(Buf *b, MsgId id) { html_text(b, str_z(msg_raw(id))); }

/* <TAG class="CLASS">text</TAG> */
static void element(Buf *b, const char *tag, const char *class, const char *text)
{
    buf_format(b, "<%s class=\"%s\">", tag, class);
    html_text(b, text);
    buf_format(b, "</%s>", tag);
}

static void put_link(Buf *b, const char *href, const char *text)
{
    if (href != NULL)
        buf_format(b, "<a href=\"#%s\">", href);
    html_text(b, text);
    if (href != NULL)
        buf_z(b, "</a>");
}

/* -- tables --------------------------------------------------------------------------- */

static void put_meter(Buf *b, const PageCell *c)
{
    int width = c->bar - 1;
    buf_format(
        b, "<span class=\"meter\" aria-hidden=\"true\"><i style=\"width:%d.%d%%\"></i>",
        width / 10, width % 10);
    if (c->mark > 0)
        buf_format(b, "<b style=\"left:calc(%d.%d%% - 1px)\"></b>", (c->mark - 1) / 10,
                   (c->mark - 1) % 10);
    buf_z(b, "</span>");
}

static void put_content(Buf *b, const PageCell *c)
{
    if (c->spark != NULL) {
        svg_chart(b, c->spark);
        return;
    }
    if (c->bar > 0)
        buf_z(b, "<span class=\"cell\">");
    put_link(b, c->href, c->text);
    if (c->bar > 0) {
        put_meter(b, c);
        buf_z(b, "</span>");
    }
}

/* The first cell names its row; the head of the column goes with each cell, for phones. */
static void put_cell(Buf *b, const PageColumn *col, const PageCell *c, bool first)
{
    const char *tone = c->tone == TONE_PLAIN ? "" : class_of(c->tone);
    const char *none = c->text[0] == '\0' && c->spark == NULL ? " none" : "";
    buf_format(b, "<%s class=\"%s%s%s%s\"",
               first ? "th scope=\"row\" role=\"rowheader\"" : "td role=\"cell\"",
               col->right ? "r" : "", tone[0] != '\0' ? " " : "", tone, none);
    if (!first) {
        buf_z(b, " data-head=\"");
        html_text(b, col->head);
        buf_char(b, '"');
    }
    buf_char(b, '>');
    put_content(b, c);
    buf_z(b, first ? "</th>" : "</td>");
}

static bool any_explained(const PageTable *t)
{
    for (int r = 0; r < t->n_rows; r++)
        if (t->row[r].explain != NULL)
            return true;
    return false;
}

static void put_explain(Buf *b, const char *command)
{
    buf_z(b, "<td role=\"cell\" class=\"ask r\">");
    if (command != NULL) {
        buf_z(b, "<details class=\"why\"><summary title=\"");
        raw_text(b, MSG_REP_EXPLAIN_TITLE);
        buf_z(b, "\">");
        raw_text(b, MSG_REP_EXPLAIN);
        buf_z(b, "</summary><code>");
        html_text(b, command);
        buf_z(b, "</code></details>");
    }
    buf_z(b, "</td>");
}

static void put_row(Buf *b, const PageTable *t, const PageRow *row, bool explained)
{
    buf_z(b, "<tr role=\"row\"");
    if (row->total)
        buf_z(b, " class=\"total\"");
    if (row->id != NULL)
        buf_format(b, " id=\"%s\"", row->id);
    buf_char(b, '>');
    for (int i = 0; i < t->n_columns; i++)
        put_cell(b, &t->column[i], &row->cell[i], i == 0);
    if (explained)
        put_explain(b, row->explain);
    buf_z(b, "</tr>\n");
}

static void put_heads(Buf *b, const PageTable *t, bool explained)
{
    buf_z(b, "<thead role=\"rowgroup\"><tr role=\"row\">");
    for (int i = 0; i < t->n_columns; i++) {
        buf_format(b, "<th scope=\"col\" role=\"columnheader\" class=\"%s\">",
                   t->column[i].right ? "r" : "");
        html_text(b, t->column[i].head);
        buf_z(b, "</th>");
    }
    if (explained)
        buf_z(b, "<td class=\"ask\"></td>");
    buf_z(b, "</tr></thead>\n<tbody role=\"rowgroup\">\n");
}

static void put_table(Html *h, const PageTable *t)
{
    Buf *b = h->b;
    bool explained = any_explained(t);
    if (t->matrix)
        buf_z(b, "<div class=\"scroll\" tabindex=\"0\">");
    buf_format(b, "<table role=\"table\" class=\"%s\">",
               t->matrix ? "matrix"
               : t->blank ? "blank"
               : h->item ? "inner"
                         : "board");
    if (t->caption != NULL) {
        buf_z(b, "<caption>");
        html_text(b, t->caption);
        buf_z(b, "</caption>");
    }
    put_heads(b, t, explained);
    for (int r = 0; r < t->n_rows; r++)
        put_row(b, t, &t->row[r], explained);
    buf_z(b, t->matrix ? "</tbody></table></div>\n" : "</tbody></table>\n");
}

/* -- charts --------------------------------------------------------------------------- */

static bool any_baseline(const Chart *c)
{
    for (int i = 0; i < c->n; i++)
        if (c->point[i].has_baseline)
            return true;
    return false;
}

static void put_legend(Buf *b, const Chart *c)
{
    bool baseline = any_baseline(c);
    if (c->kind != CHART_TREND || (!c->has_target && !baseline))
        return;
    buf_z(b, "<span class=\"legend\">");
    if (c->has_target) {
        buf_z(b, "<span><i></i>");
        html_text(b, msg_text(MSG_REP_LEGEND_TARGET, c->target_text));
        buf_z(b, "</span>");
    }
    if (baseline) {
        buf_z(b, "<span class=\"l-base\"><i></i>");
        raw_text(b, MSG_REP_LEGEND_BASELINE);
        buf_z(b, "</span>");
    }
    buf_z(b, "</span>");
}

static void put_chart(Buf *b, const Chart *c)
{
    buf_format(b, "<figure id=\"%s\"><figcaption>", c->id);
    html_text(b, c->title);
    put_legend(b, c);
    buf_z(b, "</figcaption>");
    svg_chart(b, c);
    buf_z(b, "</figure>\n");
}

/* -- blocks --------------------------------------------------------------------------- */

static void put_facts(Buf *b, const PageBlock *block, const char *class)
{
    buf_format(b, "<dl class=\"%s\">", class);
    for (int i = 0; i < block->n_cells; i++) {
        buf_z(b, "<div><dt>");
        html_text(b, block->cell[i].label);
        buf_format(b, "</dt><dd class=\"%s\">", class_of(block->cell[i].tone));
        html_text(b, block->cell[i].text);
        buf_z(b, "</dd></div>");
    }
    buf_z(b, "</dl>\n");
}

/* A list where the first has no label: then none has. */
static void put_terms(Buf *b, const PageBlock *block)
{
    if (block->n_cells == 0 || block->cell[0].label != NULL) {
        put_facts(b, block, "terms");
        return;
    }
    buf_z(b, "<ul class=\"list\">");
    for (int i = 0; i < block->n_cells; i++) {
        buf_z(b, "<li>");
        html_text(b, block->cell[i].text);
        buf_z(b, "</li>\n");
    }
    buf_z(b, "</ul>\n");
}

static void put_card(Buf *b, const PageBlock *block)
{
    buf_format(b, "<section class=\"card %s\">", class_of(block->tone));
    element(b, "h2", class_of(block->tone), block->text);
    buf_z(b, "<ul>");
    for (int i = 0; i < block->n_cells; i++) {
        const PageCell *c = &block->cell[i];
        buf_format(b, "<li class=\"%s\" data-mark=\"%s\">", class_of(c->tone),
                   mark_of(c->tone));
        put_link(b, c->href, c->text);
        buf_z(b, "</li>");
    }
    buf_z(b, "</ul></section>\n");
}

/* How an item is laid out: `wide` takes the whole width, for it has charts or tables to
 * stand side by side; `one` has a single chart, beside which paper has its figures. */
static const char *item_class(const Page *p, int at)
{
    int charts = 0, tables = 0;
    bool folded = false;
    for (int i = at + 1; i < p->n && p->block[i]->kind != BLOCK_ITEM
                         && p->block[i]->kind != BLOCK_SECTION;
         i++) {
        BlockKind kind = p->block[i]->kind;
        folded = kind == BLOCK_FOLD || (folded && kind != BLOCK_FOLD_END);
        charts += kind == BLOCK_CHART;
        tables += kind == BLOCK_TABLE && !folded;
    }
    return charts > 1 || tables > 0 ? " wide" : charts == 1 ? " one" : "";
}

static void put_item(Buf *b, const PageBlock *block, const char *class)
{
    buf_format(b, "<article class=\"item%s\"><header><h3 id=\"%s\">", class,
               block->id != NULL ? block->id : "");
    put_link(b, block->id, block->text);
    buf_z(b, "</h3>");
    if (block->aside != NULL) {
        buf_format(b, "<span class=\"pill %s\">", class_of(block->tone));
        html_text(b, block->aside);
        buf_z(b, "</span>");
    }
    buf_z(b, "</header>\n");
}

static void put_section(Buf *b, const PageBlock *block)
{
    buf_format(b, "<h2 id=\"%s\">", block->id != NULL ? block->id : "");
    html_text(b, block->text);
    buf_z(b, "</h2>\n");
}

/* Cards, charts and items stand side by side in grids; an item ends at the next heading. */
static void around(Html *h, BlockKind next)
{
    if (h->cards && next != BLOCK_CARD)
        buf_z(h->b, "</div>\n");
    if (h->charts && next != BLOCK_CHART)
        buf_z(h->b, "</div>\n");
    if (h->item && (next == BLOCK_ITEM || next == BLOCK_SECTION)) {
        buf_z(h->b, "</article>\n");
        h->item = false;
    }
    if (h->items && next == BLOCK_SECTION) {
        buf_z(h->b, "</div>\n");
        h->items = false;
    }
    if (!h->items && next == BLOCK_ITEM) {
        buf_z(h->b, "<div class=\"items\">\n");
        h->items = true;
    }
    if (!h->cards && next == BLOCK_CARD)
        buf_z(h->b, "<div class=\"cards\">\n");
    if (!h->charts && next == BLOCK_CHART)
        buf_z(h->b, "<div class=\"charts\">\n");
    h->cards = next == BLOCK_CARD;
    h->charts = next == BLOCK_CHART;
}

static void put_block(Html *h, const Page *p, int at)
{
    const PageBlock *block = p->block[at];
    Buf *b = h->b;
    around(h, block->kind);
    switch (block->kind) {
    case BLOCK_HEAD:
        buf_z(b, "<header><h1>");
        html_text(b, block->text);
        buf_z(b, "</h1>\n");
        put_facts(b, block, "meta");
        buf_z(b, "</header>\n");
        break;
    case BLOCK_LEAD:
        element(b, "p", str_format("verdict %s", class_of(block->tone)),
                str_format("%s %s", mark_of(block->tone), block->text));
        break;
    case BLOCK_CARD: put_card(b, block); break;
    case BLOCK_SECTION: put_section(b, block); break;
    case BLOCK_ITEM:
        put_item(b, block, item_class(p, at));
        h->item = true;
        break;
    case BLOCK_NOTE:
        element(b, "p", str_format("note %s", class_of(block->tone)), block->text);
        break;
    case BLOCK_FACTS: put_facts(b, block, "facts"); break;
    case BLOCK_TITLE:
        buf_z(b, "<h1>");
        html_text(b, block->text);
        buf_z(b, "</h1>\n");
        break;
    case BLOCK_TERMS: put_terms(b, block); break;
    case BLOCK_TABLE: put_table(h, block->table); break;
    case BLOCK_CHART: put_chart(b, block->chart); break;
    case BLOCK_FOLD:
        buf_z(b, "<details class=\"fold\"><summary>");
        html_text(b, block->text);
        buf_z(b, "</summary>\n");
        break;
    case BLOCK_FOLD_END: buf_z(b, "</details>\n"); break;
    }
}

static void put_head(Buf *b, const Page *p)
{
    buf_format(b, "<!DOCTYPE html>\n<html lang=\"%s\">\n", p->lang);
    buf_z(b,
          "<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          "style-src 'unsafe-inline'\">\n<title>");
    html_text(b, p->title);
    buf_z(b, "</title>\n<style>\n");
    html_style(b);
    buf_z(b, "</style>\n</head>\n<body>\n<main");
    buf_z(b, p->r == NULL ? " class=\"doc\">\n" : ">\n");
}

static void put_contents(Buf *b, const Page *p)
{
    buf_z(b, "<nav aria-label=\"");
    html_text(b, p->contents);
    buf_z(b, "\">");
    for (int i = 0; i < p->n; i++)
        if (p->block[i]->kind == BLOCK_SECTION)
            put_link(b, p->block[i]->id, p->block[i]->text);
    buf_z(b, "</nav>\n");
}

void page_html(Buf *out, const Page *p)
{
    Html h = {.b = out};
    bool listed = false;
    put_head(out, p);
    for (int i = 0; i < p->n; i++) {
        if (!listed && p->block[i]->kind == BLOCK_SECTION) {
            around(&h, BLOCK_NOTE);
            put_contents(out, p);
            listed = true;
        }
        put_block(&h, p, i);
    }
    around(&h, BLOCK_SECTION);
    buf_z(out, "<footer>");
    html_text(out, p->made_by);
    buf_z(out, "</footer>\n</main>\n</body>\n</html>\n");
}
