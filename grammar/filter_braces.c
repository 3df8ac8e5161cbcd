/* filter_braces.c -- blocks and brackets: opened, closed, lost and put back. */
#include "grammar/expect.h"
#include "grammar/filter_part.h"

static const char *block_name(const Filter *f, const OpenBlock *b)
{
    return b->head != KW_NO_WORD ? say_word(f->p, b->head) : "{";
}

static const char *line_of(Span at)
{
    return str_format("%d", source_pos(at.src, at.lo).line);
}

/* The innermost bracket was never closed: the statement is lost from there on. */
Token filter_never_closed(Filter *f)
{
    const Token t = f->bracket[f->n_brackets - 1];
    f->n_brackets = 0;
    if (!filter_spoken(f))
        say_at(f->p, E0107, t.span, MSG_NEVER_CLOSED, say_text(t.span));
    return filter_made(f, TK_ACORDO_error);
}

static Token too_deep(Filter *f, Span at)
{
    if (!filter_spoken(f))
        expect_too_deep(f->p, at);
    f->p->stopped = true;
    return filter_made(f, TK_ACORDO_error);
}

/* -- blocks ------------------------------------------------------------------------ */

Token filter_open_block(Filter *f, Token t)
{
    if (f->n_blocks == PARSE_MAX_DEPTH)
        return too_deep(f, t.span);
    f->block[f->n_blocks++] = (OpenBlock){f->opens, f->head, t.span};
    f->opens = BLOCK_JUNK;
    return t;
}

Token filter_on_open(Filter *f)
{
    if (f->n_brackets > 0)
        return filter_never_closed(f);
    return filter_open_block(f, filter_take(f));
}

bool filter_is_list(Block b)
{
    return b == BLOCK_BANDS || b == BLOCK_HOLIDAYS || b == BLOCK_RECORD;
}

/* In a block every line has its end before the `}`. */
static bool needs_end(const Filter *f)
{
    if (f->last.kind == TK_EOL || f->last.kind == TK_LBRACE)
        return false;
    return f->last.kind != TK_COMMA || !filter_is_list(filter_block(f));
}

static Token stray_close(Filter *f, acordo_pstate *ps)
{
    const Token t = filter_take(f);
    if (f->put_back > 0)
        f->put_back--;
    else
        say_at(f->p, E0106, t.span, MSG_STRAY_CLOSE);
    return filter_step(f, ps);
}

Token filter_on_close(Filter *f, acordo_pstate *ps)
{
    if (f->n_brackets > 0)
        return filter_never_closed(f);
    if (f->opens != BLOCK_JUNK && filter_spoken(f)) {
        filter_take(f); /* of the block whose `{` is lost in this line */
        return filter_step(f, ps);
    }
    if (f->n_blocks == 0 || block_closed_too_early(f))
        return stray_close(f, ps);
    if (needs_end(f))
        return filter_made(f, TK_EOL);
    f->n_blocks--;
    return filter_take(f);
}

/* The line cannot stand in the block at hand, but in an outer one: a `}` is put back for
 * each block between. */
static void close_unclosed(Filter *f, int n)
{
    const OpenBlock *inner = &f->block[f->n_blocks - 1];
    const Span at = filter_peek(f, 0).span;
    f->n_to_close = n;
    if (f->p->bad_opens > 0) {
        f->p->bad_opens--;
        return;
    }
    Diag *d = say_at(f->p, E0105, at, MSG_CLOSE_MISSING, block_name(f, inner),
                     line_of(inner->at));
    diag_label(d, inner->at, MSG_OPENED_HERE);
    f->put_back += n;
    f->closed_for = at.lo;
}

bool filter_close_unclosed(Filter *f, Token *out)
{
    const int n = f->n_to_close == 0 ? block_n_unclosed(f) : 0;
    if (n > 0)
        close_unclosed(f, n);
    if (f->n_to_close == 0)
        return false;
    f->n_to_close--;
    f->n_blocks--;
    *out = filter_made(f, TK_RBRACE);
    return true;
}

/* Behind a line end in a block that nobody knows: a line of a known block around it. */
static bool junk_ends(Filter *f)
{
    for (int at = f->n_blocks; at >= 0; at--) {
        const Block b = at == 0 ? BLOCK_TOP : f->block[at - 1].kind;
        if (b != BLOCK_JUNK && block_surely_begins(f, b, 0))
            return true;
    }
    return false;
}

/* What stands in such a block is passed over; the parser gets it empty. */
Token filter_skip_junk(Filter *f)
{
    bool start = false;
    for (int depth = 1;;) {
        const int kind = filter_peek(f, 0).kind;
        if (kind == TK_END || (start && junk_ends(f)))
            break;
        const Token t = filter_take(f);
        start = kind == TK_EOL;
        depth += (kind == TK_LBRACE) - (kind == TK_RBRACE);
        if (depth == 0) {
            f->n_blocks--;
            return t;
        }
    }
    if (f->p->bad_opens > 0)
        f->p->bad_opens--;
    f->n_blocks--;
    return filter_made(f, TK_RBRACE);
}

Token filter_on_end(Filter *f)
{
    if (f->n_brackets > 0)
        return filter_never_closed(f);
    if (f->n_blocks == 0)
        return filter_at_start(f) ? filter_take(f) : filter_made(f, TK_EOL);
    if (needs_end(f))
        return filter_made(f, TK_EOL);
    const OpenBlock *inner = &f->block[f->n_blocks - 1];
    if (f->p->bad_opens == 0 && !f->p->stopped) {
        const Token end = filter_peek(f, 0);
        Diag *d = say_at(f->p, E0105, end.span, MSG_CLOSE_MISSING_END,
                         block_name(f, inner), line_of(inner->at));
        diag_label(d, inner->at, MSG_OPENED_HERE);
        f->p->bad_opens = f->n_blocks;
    }
    f->n_blocks--;
    return filter_made(f, TK_RBRACE);
}

/* -- brackets ---------------------------------------------------------------------- */

Token filter_on_bracket(Filter *f)
{
    const Token t = filter_take(f);
    if (t.kind == TK_LPAREN || t.kind == TK_LBRACKET) {
        if (f->n_brackets == PARSE_MAX_DEPTH)
            return too_deep(f, t.span);
        f->bracket[f->n_brackets++] = t;
    } else if (f->n_brackets > 0) {
        f->n_brackets--;
    }
    return t;
}
