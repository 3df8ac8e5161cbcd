/* filter_lines.c -- where a statement ends: line ends and commas. */
#include "grammar/filter_part.h"

static bool is_operator(int kind)
{
    return (kind >= TK_EQ && kind <= TK_SLASH) || kind == TK_DOT || kind == TK_DOTS
           || kind == TK_CONTAINS || kind == TK_MATCHES || kind == TK_STARTS_WITH
           || kind == TK_ENDS_WITH;
}

bool filter_says_more(Token t)
{
    switch (t.kind) {
    case TK_COMMA:
    case TK_AND:
    case TK_OR:
    case TK_NOT:
    case TK_IN:
    case TK_IN_LAST:
    case TK_IS:
    case TK_IF:
    case TK_THEN:
    case TK_ELSE:
    case TK_WHEN:
    case TK_WHERE: return true;
    default: return is_operator(t.kind);
    }
}

static bool ends_value(Token t)
{
    switch (t.kind) {
    case TK_STRING:
    case TK_REGEX:
    case TK_NUM:
    case TK_PERCENT:
    case TK_AMOUNT:
    case TK_CIVIL:
    case TK_INSTANT:
    case TK_RPAREN:
    case TK_RBRACKET:
    case TK_YES:
    case TK_NO:
    case TK_KNOWN:
    case TK_MISSING:
    case TK_IDENT: return true;
    default: return keyword_kind((Keyword)t.lex.word) == WORD_SOFT;
    }
}

static bool only_continues(Keyword k)
{
    switch ((int)k) {
    case KW_AND:
    case KW_OR:
    case KW_NOT:
    case KW_IN:
    case KW_IN_LAST:
    case KW_IN_THIS:
    case KW_IN_ALL:
    case KW_IS:
    case KW_THEN:
    case KW_ELSE:
    case KW_WHEN:
    case KW_WHERE:
    case KW_OTHERWISE:
    case KW_CONTAINS:
    case KW_MATCHES:
    case KW_STARTS_WITH:
    case KW_ENDS_WITH: return true;
    default: return false;
    }
}

/* `When` for `when`: the parser is to see it where `when` would stand, and says so. */
static Keyword without_capital(Filter *f, int i)
{
    char small[8];
    int n;
    const Str s = filter_peek(f, i).lex.text;
    if (filter_word(f, i).id != KW_NO_WORD || s.n == 0 || s.n > sizeof small)
        return KW_NO_WORD;
    memcpy(small, s.p, s.n);
    if (small[0] < 'A' || small[0] > 'Z')
        return KW_NO_WORD;
    small[0] = (char)(small[0] + 32);
    const Str word = {small, s.n};
    return lexicon_find(f->words, &word, 1, &n);
}

/* Can the raw token behind the line end only go on with the statement? */
static bool goes_on(Filter *f)
{
    const Token t = filter_peek(f, 1);
    if (block_begins(f, filter_block(f), 1))
        return false;
    if (is_operator(t.kind) || only_continues(filter_word(f, 1).id))
        return true;
    return t.kind == TK_IDENT && !t.lex.quoted && only_continues(without_capital(f, 1));
}

/* -- line ends --------------------------------------------------------------------- */

static Token end_of_line(Filter *f)
{
    filter_take(f);
    return filter_made(f, TK_EOL);
}

static Token skip_line_end(Filter *f, acordo_pstate *ps)
{
    filter_take(f);
    return filter_step(f, ps);
}

/* Behind a value no name can follow: what begins a line of the block does so, and the
 * bracket was forgotten. */
static bool bracket_forgotten(Filter *f)
{
    const WordAt w = filter_word(f, 1);
    if (block_surely_begins(f, filter_block(f), 1))
        return true;
    return ends_value(f->last) && filter_peek(f, 1).kind == TK_IDENT
           && !only_continues(w.id) && w.id != KW_AT && w.id != KW_KNOWN
           && w.id != KW_MISSING && block_begins(f, filter_block(f), 1);
}

static Token open_forgotten(Filter *f)
{
    Token t = filter_made(f, TK_LBRACE);
    if (t.span.lo > 0)
        t.span.lo--;
    if (!filter_spoken(f))
        say_at(f->p, E0104, t.span, MSG_OPEN_MISSING, say_word(f->p, f->head));
    t.span.lo = t.span.hi;
    filter_take(f);
    return filter_open_block(f, t);
}

/* The head of a block goes on up to its `{`. */
static Token line_end_in_head(Filter *f, acordo_pstate *ps)
{
    const int next = filter_peek(f, 1).kind;
    const bool at = filter_word(f, 1).id == KW_AT;
    if (f->opens != BLOCK_RECORD && block_begins(f, f->opens, 1))
        return open_forgotten(f);
    if (next == TK_RBRACE || next == TK_END
        || (!at && block_begins(f, filter_block(f), 1)))
        return end_of_line(f);
    return skip_line_end(f, ps);
}

Token filter_on_line_end(Filter *f, acordo_pstate *ps)
{
    if (f->n_brackets > 0)
        return !filter_says_more(f->last) && bracket_forgotten(f)
                   ? filter_never_closed(f)
                   : skip_line_end(f, ps);
    if (filter_at_start(f))
        return skip_line_end(f, ps);
    if (filter_says_more(f->last))
        return f->last.kind != TK_COMMA && block_surely_begins(f, filter_block(f), 1)
                   ? end_of_line(f)
                   : skip_line_end(f, ps);
    if (f->opens != BLOCK_JUNK && f->n_in_statement > 0)
        return line_end_in_head(f, ps);
    return goes_on(f) ? skip_line_end(f, ps) : end_of_line(f);
}

/* The `}` before a comma has ended the line already. */
static bool behind_block(const Filter *f)
{
    return f->last.kind == TK_EOL && f->last.span.lo > 0
           && f->p->src->text.p[f->last.span.lo - 1] == '}';
}

/* In most blocks a comma may stand for a line end. */
Token filter_on_comma(Filter *f, acordo_pstate *ps)
{
    const Block b = filter_block(f);
    const int next = filter_peek(f, 1).kind == TK_EOL ? 2 : 1;
    const bool ended = behind_block(f);
    const Token t = filter_take(f);
    if (f->n_brackets > 0 || b == BLOCK_TOP || filter_is_list(b))
        return t;
    if (filter_peek(f, next - 1).kind != TK_RBRACE && !block_begins(f, b, next - 1))
        return t;
    return ended ? filter_step(f, ps) : (Token){.kind = TK_EOL, .span = t.span};
}
