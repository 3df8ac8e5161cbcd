/* filter_words.c -- words, names and money become tokens. */
#include "grammar/filter_part.h"

static bool is_currency(Token t)
{
    if (t.kind != TK_IDENT || t.lex.quoted || t.lex.text.n != 3)
        return false;
    for (size_t i = 0; i < 3; i++)
        if (t.lex.text.p[i] < 'A' || t.lex.text.p[i] > 'Z')
            return false;
    return true;
}

/* A number and three capitals are money. */
Token filter_on_number(Filter *f)
{
    Token t = filter_take(f);
    const Token unit = filter_peek(f, 0);
    if (!is_currency(unit))
        return t;
    filter_take(f);
    t.kind = TK_AMOUNT;
    t.span = span_join(t.span, unit.span);
    t.lex.text = str_of(
        str_format("%.*s %.*s", (int)t.lex.text.n, t.lex.text.p, 3, unit.lex.text.p));
    return t;
}

#define TOKEN_RESERVED(id) TK_##id
#define TOKEN_SOFT(id)     TK_##id
#define TOKEN_PHRASE(id)   TK_##id
#define TOKEN_BUILTIN(id)  TK_IDENT
static const int token_of[N_KEYWORDS] = {
    TK_IDENT,
#define KEYWORD(id, en, pt, kind) TOKEN_##kind(id),
#include "grammar/keywords.def"
};

/* A token, no word, that can only begin an operand. */
static bool begins_operand(Token t)
{
    switch (t.kind) {
    case TK_LPAREN:
    case TK_LBRACKET:
    case TK_NUM:
    case TK_STRING:
    case TK_PERCENT:
    case TK_CIVIL:
    case TK_INSTANT:
    case TK_REGEX: return true;
    default: return false;
    }
}

/* `não desde x`: the word i ahead goes on with the line behind a value, and is not a name
 * that is negated: an operand follows it, not an operator. */
static bool goes_on(Filter *f, int i)
{
    const WordAt w = filter_word(f, i);
    if (w.id != KW_SINCE && w.id != KW_UNTIL && w.id != KW_WITHIN)
        return false;
    const Token next = filter_peek(f, i + w.n);
    if (next.kind == TK_LPAREN) /* a blank before it: no call */
        return next.span.lo > filter_peek(f, i + w.n - 1).span.hi;
    if (next.kind != TK_IDENT)
        return begins_operand(next);
    const Keyword k = filter_word(f, i + w.n).id;
    if (k == KW_IF || k == KW_NOT || k == KW_YES || k == KW_NO)
        return true;
    return keyword_kind(k) != WORD_RESERVED && keyword_kind(k) != WORD_PHRASE
           && k != KW_CONTAINS && k != KW_SINCE && k != KW_UNTIL && k != KW_WITHIN;
}

/* `não` is `not` where only an operand can follow, `no` where only a value can stand; where
 * both could, it negates what follows if that can be negated. */
static Keyword not_or_no(Filter *f, acordo_pstate *ps)
{
    const bool takes_not = ps == NULL || parser_takes(ps, TK_NOT);
    const bool takes_no = ps == NULL || parser_takes(ps, TK_NO);
    if (takes_not != takes_no)
        return takes_not ? KW_NOT : KW_NO;
    const Token next = filter_peek(f, 1);
    if (next.kind != TK_IDENT)
        return begins_operand(next) || next.kind == TK_MINUS ? KW_NOT : KW_NO;
    if (f->last.kind == TK_IS)
        return KW_NOT;
    const Keyword k = filter_word(f, 1).id;
    if (goes_on(f, 1))
        return KW_NO;
    if (k == KW_NOT || k == KW_YES || k == KW_NO || k == KW_IN)
        return KW_NOT;
    return keyword_kind(k) == WORD_RESERVED || keyword_kind(k) == WORD_PHRASE ? KW_NO
                                                                              : KW_NOT;
}

/* A word behind a dot, or in back quotes, is a name whatever it says. */
static Token plain_name(Filter *f)
{
    Token t = filter_take(f);
    int n;
    if (!t.lex.quoted) {
        const Keyword k = lexicon_find(f->words, &t.lex.text, 1, &n);
        if (keyword_kind(k) == WORD_SOFT || keyword_kind(k) == WORD_BUILTIN)
            t.lex.word = (uint16_t)k;
    }
    return t;
}

Token filter_on_word(Filter *f, acordo_pstate *ps)
{
    if (f->last.kind == TK_DOT || filter_peek(f, 0).lex.quoted)
        return plain_name(f);
    WordAt w = filter_word(f, 0);
    if (w.id == KW_NOT && f->p->out->language == LANG_PT)
        w.id = not_or_no(f, ps);
    if (f->last.kind == TK_START_FILE && filter_says_language(filter_peek(f, 0)))
        w.id = KW_LANGUAGE;
    Token t = filter_take(f);
    for (int i = 1; i < w.n; i++)
        t.span = span_join(t.span, filter_take(f).span);
    t.kind = token_of[w.id];
    t.lex.text = span_text(t.span);
    t.lex.word = (uint16_t)w.id;
    return t;
}
