/* fmt_decl.c -- declarations, and the blocks that they open.
 *
 * A block that was written on one line stays on it if it fits and holds no comment and no
 * further block.  Empty lines between declarations are the writer's: none is added, not
 * even between two blocks, since short KPIs and clauses are read as one table.
 */
#include "grammar/fmt_line.h"

/* -- blocks ------------------------------------------------------------------------------- */

/* Where the head ends, as far as comments are concerned. */
static uint32_t head_end(const Node *n, const Node *items)
{
    uint32_t end =
        n->at.hi > n->span.lo && n->at.lo == n->span.lo ? n->at.hi : n->span.lo;
    for (int i = 0; i < n->n; i++)
        if (n->kid[i] != NULL && n->kid[i] != items && n->kid[i]->span.hi > end)
            end = n->kid[i]->span.hi;
    return end;
}

static bool fits_one_line(const Node *items)
{
    for (int i = 0; i < n_items(items); i++) {
        NodeKind k = kid(items, i)->kind;
        bool later_marker = k == N_A_MISSING && i > 0; /* no comma opens one */
        if (k == N_RULE_GROUP || k == N_CLAUSE || k == N_T_GIVEN || later_marker)
            return false;
    }
    return true;
}

static int width_now(const Fmt *f)
{
    int width = f->indent;
    for (int i = f->now.first; i < f->n_pieces; i++)
        width += f->piece[i].space + f->piece[i].width;
    return width;
}

/* `{ a, b }` on the line of the head. */
static void put_single(Fmt *f, const Node *items, FmtBlock kind)
{
    FmtBlock around = f->block;
    f->single = true;
    f->block = f->now.block = kind;
    put_z(f, "{");
    for (int i = 0; i < n_items(items); i++) {
        if (i > 0)
            put_comma(f);
        fmt_put_row(f, kid(items, i));
    }
    f->brk = BREAK_NO;
    put_z(f, "}");
    f->single = false;
    f->block = around;
    f->now.row = ROW_NONE;
    Line all = f->now;
    all.n = f->n_pieces - all.first;
    names_settle(f, &all);
}

/* Would the block fit on its line in the other language?  If not it is broken in both, so
 * that the way there and back changes nothing. */
static bool fits_translated(const Fmt *f, const Node *n)
{
    Fmt other = *f;
    other.to = f->to == LANG_EN ? LANG_PT : LANG_EN;
    other.measuring = true;
    other.piece = NULL;
    other.n_pieces = 0;
    other.cap_pieces = 0;
    fmt_put_statement(&other, n);
    return other.measured <= FMT_WIDTH;
}

static void put_closing(Fmt *f, const Node *n)
{
    line_comments(f, n->span.hi);
    f->fresh = true;
    line_here(f, n->span.hi - 1);
    put_z(f, "}");
}

static void put_items(Fmt *f, const Node *n, const Node *items, FmtBlock kind)
{
    FmtBlock around = f->block;
    uint32_t limit = f->limit;
    f->limit = n_items(items) > 0 ? kid(items, 0)->span.lo : n->span.hi;
    line_end(f, head_end(n, items));
    f->limit = n->span.hi;
    f->block = kind;
    f->indent += FMT_INDENT;
    f->fresh = true;
    for (int i = 0; i < n_items(items); i++)
        fmt_put_statement(f, kid(items, i));
    line_comments(f, n->span.hi - 1);
    f->indent -= FMT_INDENT;
    put_closing(f, n);
    f->limit = limit;
    f->block = around;
    line_end(f, n->span.hi);
}

/* The block of a declaration whose head is put already; ends the line. */
static void put_block(Fmt *f, const Node *n, int slot, FmtBlock kind)
{
    const Node *items = kid(n, slot);
    f->space = 1;
    f->brk = BREAK_NO;
    if (f->measuring || (line_was_single(f, n, items) && fits_one_line(items))) {
        Line head = f->now;
        int n_pieces = f->n_pieces;
        put_single(f, items, kind);
        f->measured = width_now(f);
        if (f->measuring)
            return;
        if (f->measured <= FMT_WIDTH && fits_translated(f, n)) {
            line_end(f, n->span.hi);
            return;
        }
        f->n_pieces = n_pieces;
        f->now = head;
        f->space = 1;
        f->brk = BREAK_NO;
    }
    put_z(f, "{");
    put_items(f, n, items, kind);
}

static void end_line(Fmt *f, const Node *n) { line_end(f, n->span.hi); }

/* -- heads -------------------------------------------------------------------------------- */

static void put_missing(Fmt *f, const Node *missing)
{
    if (missing == NULL)
        return;
    put_word(f, KW_MISSING);
    fmt_put_items(f, missing, 0);
}

static void put_at(Fmt *f, const Node *n, int slot)
{
    if (kid(n, slot) == NULL)
        return;
    put_word(f, KW_AT);
    fmt_put_items(f, n, slot);
}

static void put_head(Fmt *f, Keyword k, const Node *n)
{
    put_word(f, k);
    fmt_put_expr(f, n, 0);
    fmt_put_expr(f, n, 1);
}

static void put_use(Fmt *f, const Node *n)
{
    put_word(f, KW_USE);
    fmt_put_expr(f, n, 0);
    end_line(f, n);
}

static void put_policy(Fmt *f, const Node *n)
{
    put_word(f, KW_POLICY);
    fmt_put_expr(f, n, 0);
    put_block(f, n, 1, FMT_POLICY);
}

static void put_lead(Fmt *f, const Node *n)
{
    put_word(f, KW_LEAD);
    fmt_put_part(f, KW_BY, n, 0);
    fmt_put_part(f, KW_AT, n, 1);
    put_missing(f, kid(n, 2));
    put_block(f, n, 3, FMT_FIELDS);
}

static void put_event(Fmt *f, const Node *n)
{
    put_head(f, KW_EVENT, n);
    put_at(f, n, 2);
    fmt_put_part(f, KW_KEY, n, 3);
    put_missing(f, kid(n, 4));
    put_block(f, n, 5, FMT_FIELDS);
}

static void put_fact(Fmt *f, const Node *n)
{
    put_head(f, KW_FACT, n);
    put_at(f, n, 2);
    fmt_put_part(f, KW_BY, n, 3);
    put_missing(f, kid(n, 4));
    put_block(f, n, 5, FMT_FIELDS);
}

static void put_persona(Fmt *f, const Node *n)
{
    enum { NAME = 1, TITLE, WHEN };
    f->now.row = ROW_PERSONA;
    put_cell(f, NAME, 0);
    put_word(f, KW_PERSONA);
    put_name(f, n, 0);
    put_cell(f, TITLE, 1);
    fmt_put_expr(f, n, 1);
    put_cell(f, WHEN, 2);
    f->brk = BREAK_GOOD;
    fmt_put_part(f, KW_WHEN, n, 2);
    end_line(f, n);
}

static void put_equals(Fmt *f)
{
    put_z(f, "=");
    f->brk = BREAK_GOOD;
}

static void put_score(Fmt *f, const Node *n)
{
    put_head(f, KW_SCORE, n);
    fmt_put_part(f, KW_IN, n, 2);
    if (kid(n, 3) != NULL) {
        put_block(f, n, 3, FMT_RULES);
        return;
    }
    put_equals(f);
    fmt_put_expr(f, n, 4);
    end_line(f, n);
}

static void put_group(Fmt *f, const Node *n)
{
    put_word(f, KW_GROUP);
    fmt_put_expr(f, n, 0);
    put_word(f, KW_UP_TO);
    fmt_put_expr(f, kid(n, 1), 0);
    put_word(f, KW_POINTS);
    put_block(f, n, 2, FMT_RULES);
}

static void put_grade(Fmt *f, const Node *n)
{
    put_head(f, KW_GRADE, n);
    put_word(f, KW_OF);
    fmt_put_expr(f, n, 2);
    fmt_put_expr(f, n, 3);
    fmt_put_part(f, KW_BY, n, 4);
    put_block(f, n, 5, FMT_BANDS);
}

static void put_threshold(Fmt *f, const Node *n)
{
    put_head(f, KW_THRESHOLD, n);
    put_equals(f);
    fmt_put_expr(f, n, 2);
    fmt_put_part(f, KW_IN, n, 3);
    end_line(f, n);
}

static void put_funnel(Fmt *f, const Node *n)
{
    put_word(f, KW_FUNNEL);
    put_block(f, n, 0, FMT_STAGES);
}

/* name, title, block */
static void put_titled(Fmt *f, const Node *n)
{
    static const struct {
        Keyword word;
        FmtBlock block;
    } of[N_NODE_KINDS] = {
        [N_CALENDAR] = {KW_CALENDAR, FMT_CALENDAR},
        [N_HOLIDAYS] = {KW_HOLIDAYS, FMT_HOLIDAYS},
        [N_CLAUSE] = {KW_CLAUSE, FMT_CLAUSE},
        [N_KPI] = {KW_KPI, FMT_KPI},
        [N_SCENARIO] = {KW_SCENARIO, FMT_MOVES},
    };
    put_head(f, of[n->kind].word, n);
    put_block(f, n, 2, of[n->kind].block);
}

static void put_agreement(Fmt *f, const Node *n)
{
    put_head(f, KW_AGREEMENT, n);
    if (n->word != KW_NO_WORD) {
        put_word(f, KW_LEVEL);
        put_word(f, (Keyword)n->word);
    }
    fmt_put_part(f, KW_FOR, n, 2);
    fmt_put_part(f, KW_OVER, n, 3);
    put_block(f, n, 4, FMT_CLAUSES);
}

static void put_test(Fmt *f, const Node *n)
{
    put_word(f, KW_TEST);
    fmt_put_expr(f, n, 0);
    put_block(f, n, 1, FMT_TEST);
}

static void put_params(Fmt *f, const Node *params)
{
    put_glue(f);
    put_open(f, "(");
    for (int i = 0; i < n_items(params); i++) {
        if (i > 0)
            put_comma(f);
        put_name(f, kid(params, i), 0);
        fmt_put_type(f, kid(kid(params, i), 1));
    }
    put_close(f, ")");
}

static void put_define(Fmt *f, const Node *n)
{
    put_head(f, KW_DEFINE, n);
    if (kid(n, 2) != NULL)
        put_params(f, kid(n, 2));
    put_equals(f);
    fmt_put_expr(f, n, 3);
    end_line(f, n);
}

static void put_set(Fmt *f, const Node *n)
{
    put_head(f, KW_SET, n);
    if (kid(n, 2) != NULL) {
        put_equals(f);
        fmt_put_list(f, n, 2);
    }
    fmt_put_part(f, KW_FROM, n, 3);
    end_line(f, n);
}

static void put_guard(Fmt *f, const Node *n)
{
    put_word(f, KW_GUARD);
    fmt_put_expr(f, n, 0);
    put_equals(f);
    fmt_put_expr(f, n, 1);
    end_line(f, n);
}

static void put_accept(Fmt *f, const Node *n)
{
    put_word(f, KW_ACCEPT);
    fmt_put_expr(f, n, 0);
    fmt_put_part(f, KW_BY, n, 1);
    fmt_put_part(f, KW_UNTIL, n, 2);
    fmt_put_part(f, KW_BECAUSE, n, 3);
    end_line(f, n);
}

/* -- all of them --------------------------------------------------------------------------- */

static PutNode *const put_decl[N_NODE_KINDS] = {
    [N_USE] = put_use,
    [N_POLICY] = put_policy,
    [N_LEAD] = put_lead,
    [N_EVENT] = put_event,
    [N_FACT] = put_fact,
    [N_PERSONA] = put_persona,
    [N_SCORE] = put_score,
    [N_GRADE] = put_grade,
    [N_RULE_GROUP] = put_group,
    [N_THRESHOLD] = put_threshold,
    [N_FUNNEL] = put_funnel,
    [N_CALENDAR] = put_titled,
    [N_HOLIDAYS] = put_titled,
    [N_CLAUSE] = put_titled,
    [N_KPI] = put_titled,
    [N_SCENARIO] = put_titled,
    [N_AGREEMENT] = put_agreement,
    [N_TEST] = put_test,
    [N_DEFINE] = put_define,
    [N_SET] = put_set,
    [N_GUARD] = put_guard,
    [N_ACCEPT] = put_accept,
};

void fmt_put_statement(Fmt *f, const Node *n)
{
    line_begin(f, n);
    if (put_decl[n->kind] != NULL) {
        put_decl[n->kind](f, n); /* ends its lines itself */
        return;
    }
    fmt_put_row(f, n);
    end_line(f, n);
}
