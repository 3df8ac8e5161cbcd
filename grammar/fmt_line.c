/* fmt_line.c -- pieces onto lines, with the comments and blank lines of the source. */
#include "grammar/fmt_line.h"
#include "grammar/allow_comment.h"
#include "interp/base/mem.h"

/* -- the source ------------------------------------------------------------------------- */

/* Does a line end at byte i?  CR LF is one end. */
static bool ends_line(const Fmt *f, uint32_t i)
{
    const char *p = f->src->text.p;
    return p[i] == '\n' || (p[i] == '\r' && p[i + 1] != '\n');
}

static bool same_line(const Fmt *f, uint32_t lo, uint32_t hi)
{
    for (uint32_t i = lo; i < hi; i++)
        if (ends_line(f, i))
            return false;
    return true;
}

static bool has_blank_line(const Fmt *f, uint32_t lo, uint32_t hi)
{
    int ends = 0;
    for (uint32_t i = lo; i < hi && ends < 2; i++) {
        char c = f->src->text.p[i];
        if (ends_line(f, i))
            ends++;
        else if (c != ' ' && c != '\t' && c != '\r')
            ends = 0;
    }
    return ends > 1;
}

static const Comment *comment_before(const Fmt *f, uint32_t at)
{
    if (f->next_comment >= f->n_comments)
        return NULL;
    const Comment *c = &f->comment[f->next_comment];
    return c->span.lo < at ? c : NULL;
}

static Str comment_text(const Fmt *f, const Comment *c)
{
    return allow_translated(span_text(c->span), f->to);
}

bool line_was_single(const Fmt *f, const Node *block, const Node *items)
{
    if (f->src == NULL)
        return true;
    if (comment_before(f, block->span.hi) != NULL)
        return false;
    if (n_items(items) == 0)
        return true;
    uint32_t lo = kid(items, 0)->span.lo;
    while (lo > block->span.lo && f->src->text.p[lo - 1] != '{')
        lo--;
    return same_line(f, lo, block->span.hi);
}

/* -- lines ------------------------------------------------------------------------------ */

static void push_line(Fmt *f, Line l, uint32_t lo, uint32_t hi)
{
    l.blank = f->src != NULL && !f->fresh && has_blank_line(f, f->seen, lo);
    f->fresh = false;
    f->seen = hi > f->seen ? hi : f->seen;
    MEM_PUSH(f->line, f->n_lines, f->cap_lines) = l;
}

static void push_comment(Fmt *f, const Comment *c)
{
    Line l = {.first = f->n_pieces, .indent = f->indent, .hang = -1};
    l.comment = comment_text(f, c);
    push_line(f, l, c->span.lo, c->span.hi);
    f->next_comment++;
}

void line_comments(Fmt *f, uint32_t at)
{
    while (comment_before(f, at) != NULL)
        push_comment(f, comment_before(f, at));
}

void line_here(Fmt *f, uint32_t at)
{
    line_comments(f, at);
    f->now = (Line){
        .first = f->n_pieces, .indent = f->indent, .hang = -1, .block = f->block};
    f->cell = 0;
    f->space = 0;
    f->pad = 0;
    f->depth = 0;
    f->brk = BREAK_NO;
    f->dotted = false;
    f->begin = at;
}

void line_begin(Fmt *f, const Node *n) { line_here(f, n->span.lo); }

/* A comment that found no place inside comes at the end; if there are more, they follow on
 * lines of their own. */
void line_end(Fmt *f, uint32_t end)
{
    Line l = f->now;
    l.n = f->n_pieces - l.first;
    names_settle(f, &l);
    const Comment *c = comment_before(f, f->limit);
    if (c != NULL
        && (c->span.lo < end || (!c->own_line && same_line(f, end, c->span.lo)))) {
        l.comment = comment_text(f, c);
        f->next_comment++;
        end = c->span.hi > end ? c->span.hi : end;
    }
    push_line(f, l, f->begin, end);
}

/* -- pieces ----------------------------------------------------------------------------- */

static Piece *put(Fmt *f, PieceKind kind, Str text)
{
    bool first = f->n_pieces == f->now.first;
    Piece *p = &MEM_PUSH(f->piece, f->n_pieces, f->cap_pieces);
    *p = (Piece){.text = text,
                 .kind = kind,
                 .pad = f->pad,
                 .cell = f->cell,
                 .space = first ? 0 : f->space,
                 .brk = first ? BREAK_NO : f->brk,
                 .depth = (unsigned char)(f->depth < 255 ? f->depth : 255),
                 .bond = f->bond,
                 .dotted = f->dotted};
    if (f->depth > 0 && p->brk == BREAK_NO)
        p->brk = BREAK_FORCED;
    f->cell = 0;
    f->space = 1;
    f->pad = 0;
    f->brk = BREAK_NO;
    f->bond = 0;
    f->dotted = false;
    return p;
}

static void put_comment(Fmt *f, const Comment *c)
{
    unsigned char space = f->space;
    Piece *p = put(f, PIECE_COMMENT, comment_text(f, c));
    p->own_line = c->own_line;
    p->space = 2;
    f->now.broken = true;
    f->space = space;
    f->brk = BREAK_FORCED;
    f->next_comment++;
}

/* Between two pieces a comment stays if the line may end there; else it waits. */
void put_until(Fmt *f, uint32_t at)
{
    while (comment_before(f, at) != NULL && f->n_pieces > f->now.first
           && (f->brk > BREAK_NO || (f->depth > 0 && f->brk == BREAK_NO)))
        put_comment(f, comment_before(f, at));
}

void put_before(Fmt *f, const Node *n) { put_until(f, n->span.lo); }

void put_str(Fmt *f, Str s) { put(f, PIECE_OTHER, s); }
void put_z(Fmt *f, const char *s) { put(f, PIECE_OTHER, str_of(s)); }
void put_word(Fmt *f, Keyword k) { put(f, PIECE_WORD, keyword_text(k, f->to)); }
void put_keyword_str(Fmt *f, Str spelled) { put(f, PIECE_WORD, spelled); }

void put_open(Fmt *f, const char *bracket)
{
    put_z(f, bracket);
    f->depth++;
    f->space = 0;
}

void put_close(Fmt *f, const char *bracket)
{
    f->depth--;
    f->space = 0;
    put_z(f, bracket);
}

void put_comma(Fmt *f)
{
    f->space = 0;
    f->brk = BREAK_NO;
    put_z(f, ",");
    f->brk = BREAK_GOOD;
}

/* -- names ------------------------------------------------------------------------------ */

static bool shadowed(const Fmt *f, unsigned places, Str twin)
{
    return (places & (AT_VALUE | AT_CALL | AT_DAY)) != 0
           && words_is_declared(f->declared, twin);
}

void put_name_in(Fmt *f, const Node *owner, int slot, const Node *name)
{
    put_before(f, name);
    unsigned places = words_places(f->declared, owner, slot, name);
    Keyword k = f->to == LANG_EN ? KW_NO_WORD : words_find(name->text, places, LANG_EN);
    Str twin = keyword_name_text(k, f->to);
    if (twin.n > 0 && !shadowed(f, places, twin)) {
        put(f, PIECE_BUILTIN, twin)->plain = name->text;
        return;
    }
    Piece *p = put(f, PIECE_NAME, name->text);
    p->quote = f->to != LANG_EN && k == KW_NO_WORD
               && words_find(name->text, places, f->to) != KW_NO_WORD;
}

void put_name(Fmt *f, const Node *owner, int slot)
{
    if (kid(owner, slot) != NULL)
        put_name_in(f, owner, slot, kid(owner, slot));
}
