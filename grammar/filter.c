/* filter.c -- the ring of raw tokens, the words in it, and the loop. */
#include "grammar/filter_part.h"

#include <assert.h>

bool filter_says_language(Token t)
{
    return t.kind == TK_IDENT && !t.lex.quoted
           && (str_is(t.lex.text, "language") || str_is(t.lex.text, "idioma"));
}

/* The first line chooses the words before the first word is looked up. */
static void choose_language(Filter *f)
{
    const Token name = filter_peek(f, 1);
    if (!filter_says_language(filter_peek(f, 0)) || name.kind != TK_IDENT)
        return;
    if (str_is(name.lex.text, "pt"))
        f->p->out->language = LANG_PT;
    else if (str_is(name.lex.text, "en"))
        f->p->out->language = LANG_EN;
    else
        say_at(f->p, E0129, name.span, MSG_LANGUAGE_UNKNOWN, say_text(name.span));
}

Filter *filter_new(Parse *p)
{
    Filter *f = MEM_NEW(Filter);
    f->p = p;
    f->outermost = BLOCK_TOP;
    f->lex = lex_new(p);
    f->last = (Token){.kind = TK_START_FILE, .span = {p->src, 0, 0}};
    f->raw_was_eol = true;
    choose_language(f);
    f->words = lexicon_new(p->out->language);
    return f;
}

/* -- raw tokens ahead -------------------------------------------------------------- */

/* Runs of line ends are one, which lies right behind the line's last character. */
static void fill(Filter *f)
{
    Token t = lex_next(f->lex);
    while (t.kind == TK_EOL && f->raw_was_eol)
        t = lex_next(f->lex);
    f->raw_was_eol = t.kind == TK_EOL;
    f->ahead[(f->first + f->n_ahead++) % FILTER_AHEAD] = t;
}

Token filter_peek(Filter *f, int i)
{
    assert(i < FILTER_AHEAD);
    while (f->n_ahead <= i) {
        const int newest = (f->first + f->n_ahead + FILTER_AHEAD - 1) % FILTER_AHEAD;
        if (f->n_ahead > 0 && f->ahead[newest].kind == TK_END)
            return f->ahead[newest];
        fill(f);
    }
    return f->ahead[(f->first + i) % FILTER_AHEAD];
}

Token filter_take(Filter *f)
{
    const Token t = filter_peek(f, 0);
    if (t.kind != TK_END) {
        f->first = (f->first + 1) % FILTER_AHEAD;
        f->n_ahead--;
    }
    return t;
}

/* `in last` is one word only before a length: a number, or a name that is no call. */
static bool in_last_fits(Filter *f, int i)
{
    const Token t = filter_peek(f, i);
    if (t.kind == TK_NUM)
        return true;
    return t.kind == TK_IDENT && filter_peek(f, i + 1).kind != TK_LPAREN
           && (t.lex.quoted || keyword_kind(filter_word(f, i).id) != WORD_RESERVED);
}

WordAt filter_word(Filter *f, int i)
{
    Str word[LEXICON_MAX_WORDS];
    int n = 1, taken;
    const Token t = filter_peek(f, i);
    if (t.kind != TK_IDENT || t.lex.quoted)
        return (WordAt){KW_NO_WORD, 1};
    word[0] = t.lex.text;
    if (lexicon_begins_phrase(f->words, word[0]))
        for (; n < LEXICON_MAX_WORDS; n++) {
            const Token next = filter_peek(f, i + n);
            if (next.kind != TK_IDENT || next.lex.quoted)
                break;
            word[n] = next.lex.text;
        }
    Keyword k = lexicon_find(f->words, word, n, &taken);
    if (k == KW_IN_LAST && f->p->out->language == LANG_EN
        && !in_last_fits(f, i + taken))
        k = lexicon_find(f->words, word, 1, &taken);
    return (WordAt){k, taken};
}

/* -- where we are ------------------------------------------------------------------ */

Block filter_block(const Filter *f)
{
    return f->n_blocks == 0 ? f->outermost : f->block[f->n_blocks - 1].kind;
}

bool filter_at_start(const Filter *f)
{
    return f->last.kind == TK_EOL || f->last.kind == TK_LBRACE
           || f->last.kind == TK_START_FILE;
}

Token filter_made(const Filter *f, int kind)
{
    const uint32_t at = f->last.span.hi;
    return (Token){.kind = kind, .span = {f->p->src, at, at}};
}

/* The statement has had its finding. */
bool filter_spoken(const Filter *f)
{
    return f->p->any_spoken && f->p->spoken >= f->p->statement;
}

static void begin_statement(Filter *f)
{
    const Block b = filter_block(f);
    const Keyword k = filter_word(f, 0).id;
    f->head = KW_NO_WORD;
    f->opens = BLOCK_JUNK;
    if (filter_peek(f, 0).kind == TK_IDENT && b != BLOCK_RECORD
        && block_begins(f, b, 0)) {
        f->opens = block_opened_by(b, k);
        f->head = k;
        if (b == BLOCK_TOP && filter_peek(f, 0).span.lo > f->closed_for)
            f->put_back = 0;
        if (k == KW_LANGUAGE && b == BLOCK_TOP && f->last.kind != TK_START_FILE)
            say_at(f->p, E0129, filter_peek(f, 0).span, MSG_LANGUAGE_FIRST);
    }
}

/* -- the loop ---------------------------------------------------------------------- */

Token filter_step(Filter *f, acordo_pstate *ps)
{
    Token close;
    if (f->p->n_spoken > PARSE_MAX_FINDINGS)
        f->p->stopped = true;
    if (f->p->stopped)
        return filter_made(f, TK_END);
    if (f->last.kind == TK_RBRACE)
        return filter_made(f, TK_EOL);
    if (filter_block(f) == BLOCK_JUNK)
        return filter_skip_junk(f);
    const int kind = filter_peek(f, 0).kind;
    if (filter_at_start(f) && kind != TK_EOL && kind != TK_RBRACE && kind != TK_END) {
        if (filter_close_unclosed(f, &close))
            return close;
        begin_statement(f);
    }
    switch (kind) {
    case TK_EOL: return filter_on_line_end(f, ps);
    case TK_END: return filter_on_end(f);
    case TK_LBRACE: return filter_on_open(f);
    case TK_RBRACE: return filter_on_close(f, ps);
    case TK_COMMA: return filter_on_comma(f, ps);
    case TK_LPAREN:
    case TK_LBRACKET:
    case TK_RPAREN:
    case TK_RBRACKET: return filter_on_bracket(f);
    case TK_NUM: return filter_on_number(f);
    case TK_IDENT: return filter_on_word(f, ps);
    default: return filter_take(f);
    }
}

Token filter_next(Filter *f, acordo_pstate *ps)
{
    const bool start = filter_at_start(f);
    const Token t = filter_step(f, ps);
    f->n_in_statement = start ? 1 : f->n_in_statement + 1;
    if (start && t.kind != TK_EOL)
        f->p->statement = t.span.lo;
    if (t.kind == TK_EQ && f->n_brackets == 0 && f->head == KW_SCORE)
        f->opens = BLOCK_JUNK;
    if (t.kind == TK_EOL) {
        f->head = KW_NO_WORD;
        f->opens = BLOCK_JUNK;
        f->n_brackets = 0;
    }
    f->last = t;
    return t;
}
