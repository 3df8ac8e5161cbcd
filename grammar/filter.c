#include "grammar/filter.h"
#include "grammar/expect.h"

#include <assert.h>

static bool says_language(Token t)
{
    return t.kind == TK_IDENT && !t.lex.quoted
           && (str_is(t.lex.text, "language") || str_is(t.lex.text, "idioma"));
}

/* The first line chooses the words before the first word is looked up. */
static void choose_language(Filter *f)
{
    const Token name = filter_peek(f, 1);
    if (!says_language(filter_peek(f, 0)) || name.kind != TK_IDENT)
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
    f->lex = lex_new(p);
    f->last = (Token){.kind = TK_START_FILE, .span = {p->src, 0, 0}};
    f->raw_was_eol = true;
    choose_language(f);
    f->words = lexicon_new(p->out->language);
    return f;
}

/* -- raw tokens ahead -------------------------------------------------------------------- */

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

static Token take(Filter *f)
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

/* -- what tokens mean for lines ---------------------------------------------------------- */

Block filter_block(const Filter *f)
{
    return f->n_blocks == 0 ? BLOCK_TOP : f->block[f->n_blocks - 1].kind;
}

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

bool filter_ends_value(Token t)
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

static bool at_start(const Filter *f)
{
    return f->last.kind == TK_EOL || f->last.kind == TK_LBRACE
           || f->last.kind == TK_START_FILE;
}

/* -- tokens that were not written ------------------------------------------------------------ */

static Token made(const Filter *f, int kind)
{
    const uint32_t at = f->last.span.hi;
    return (Token){.kind = kind, .span = {f->p->src, at, at}};
}

static const char *block_name(const Filter *f, const OpenBlock *b)
{
    return b->head != KW_NO_WORD ? say_word(f->p, b->head) : "{";
}

static const char *line_of(Span at)
{
    return str_format("%d", source_pos(at.src, at.lo).line);
}

/* The statement has had its finding. */
static bool spoken(const Filter *f)
{
    return f->p->any_spoken && f->p->spoken >= f->p->statement;
}

/* The innermost bracket was never closed: the statement is lost from there on. */
static Token never_closed(Filter *f)
{
    const Token t = f->bracket[f->n_brackets - 1];
    f->n_brackets = 0;
    if (!spoken(f))
        say_at(f->p, E0107, t.span, MSG_NEVER_CLOSED, say_text(t.span));
    return made(f, TK_ACORDO_error);
}

static Token too_deep(Filter *f, Span at)
{
    if (!spoken(f))
        expect_too_deep(f->p, at);
    f->p->stopped = true;
    return made(f, TK_ACORDO_error);
}

/* -- braces ------------------------------------------------------------------------------------ */

static Token open_block(Filter *f, Token t)
{
    if (f->n_blocks == PARSE_MAX_DEPTH)
        return too_deep(f, t.span);
    f->block[f->n_blocks++] = (OpenBlock){f->opens, f->head, t.span};
    f->opens = BLOCK_JUNK;
    return t;
}

static Token on_open(Filter *f)
{
    if (f->n_brackets > 0)
        return never_closed(f);
    return open_block(f, take(f));
}

static bool list_block(Block b)
{
    return b == BLOCK_BANDS || b == BLOCK_HOLIDAYS || b == BLOCK_RECORD;
}

/* In a block every line has its end before the `}`. */
static bool needs_end(const Filter *f)
{
    if (f->last.kind == TK_EOL || f->last.kind == TK_LBRACE)
        return false;
    return f->last.kind != TK_COMMA || !list_block(filter_block(f));
}

static Token filter_step(Filter *f, acordo_pstate *ps);

static Token stray_close(Filter *f, acordo_pstate *ps)
{
    const Token t = take(f);
    if (f->put_back > 0)
        f->put_back--;
    else
        say_at(f->p, E0106, t.span, MSG_STRAY_CLOSE);
    return filter_step(f, ps);
}

static Token on_close(Filter *f, acordo_pstate *ps)
{
    if (f->n_brackets > 0)
        return never_closed(f);
    if (f->opens != BLOCK_JUNK && spoken(f)) {
        take(f); /* of the block whose `{` is lost in this line */
        return filter_step(f, ps);
    }
    if (f->n_blocks == 0 || block_closed_too_early(f))
        return stray_close(f, ps);
    if (needs_end(f))
        return made(f, TK_EOL);
    f->n_blocks--;
    return take(f);
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
}

static Token put_close_back(Filter *f)
{
    f->n_to_close--;
    f->n_blocks--;
    return made(f, TK_RBRACE);
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
static Token skip_junk(Filter *f)
{
    bool start = false;
    for (int depth = 1;;) {
        const int kind = filter_peek(f, 0).kind;
        if (kind == TK_END || (start && junk_ends(f)))
            break;
        const Token t = take(f);
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
    return made(f, TK_RBRACE);
}

static Token on_end(Filter *f)
{
    if (f->n_brackets > 0)
        return never_closed(f);
    if (f->n_blocks == 0)
        return at_start(f) ? take(f) : made(f, TK_EOL);
    if (needs_end(f))
        return made(f, TK_EOL);
    const OpenBlock *inner = &f->block[f->n_blocks - 1];
    if (f->p->bad_opens == 0 && !f->p->stopped) {
        const Token end = filter_peek(f, 0);
        Diag *d = say_at(f->p, E0105, end.span, MSG_CLOSE_MISSING_END,
                         block_name(f, inner), line_of(inner->at));
        diag_label(d, inner->at, MSG_OPENED_HERE);
        f->p->bad_opens = f->n_blocks;
    }
    f->n_blocks--;
    return made(f, TK_RBRACE);
}

/* -- line ends --------------------------------------------------------------------------------- */

static Token end_of_line(Filter *f)
{
    take(f);
    return made(f, TK_EOL);
}

static Token skip_line_end(Filter *f, acordo_pstate *ps)
{
    take(f);
    return filter_step(f, ps);
}

/* Behind a value no name can follow: what begins a line of the block does so, and the
 * bracket was forgotten. */
static bool bracket_forgotten(Filter *f)
{
    const WordAt w = filter_word(f, 1);
    if (block_surely_begins(f, filter_block(f), 1))
        return true;
    return filter_ends_value(f->last) && filter_peek(f, 1).kind == TK_IDENT
           && !only_continues(w.id) && w.id != KW_AT && w.id != KW_KNOWN
           && w.id != KW_MISSING && block_begins(f, filter_block(f), 1);
}

static Token open_forgotten(Filter *f)
{
    Token t = made(f, TK_LBRACE);
    if (t.span.lo > 0)
        t.span.lo--;
    if (!spoken(f))
        say_at(f->p, E0104, t.span, MSG_OPEN_MISSING, say_word(f->p, f->head));
    t.span.lo = t.span.hi;
    take(f);
    return open_block(f, t);
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

static Token on_line_end(Filter *f, acordo_pstate *ps)
{
    if (f->n_brackets > 0)
        return !filter_says_more(f->last) && bracket_forgotten(f)
                   ? never_closed(f)
                   : skip_line_end(f, ps);
    if (at_start(f))
        return skip_line_end(f, ps);
    if (filter_says_more(f->last))
        return f->last.kind != TK_COMMA && block_surely_begins(f, filter_block(f), 1)
                   ? end_of_line(f)
                   : skip_line_end(f, ps);
    if (f->opens != BLOCK_JUNK && f->n_in_statement > 0)
        return line_end_in_head(f, ps);
    return goes_on(f) ? skip_line_end(f, ps) : end_of_line(f);
}

/* In most blocks a comma may stand for a line end. */
static Token on_comma(Filter *f)
{
    const Block b = filter_block(f);
    const int next = filter_peek(f, 1).kind == TK_EOL ? 2 : 1;
    const Token t = take(f);
    if (f->n_brackets > 0 || b == BLOCK_TOP || list_block(b))
        return t;
    if (filter_peek(f, next - 1).kind == TK_RBRACE || block_begins(f, b, next - 1))
        return (Token){.kind = TK_EOL, .span = t.span};
    return t;
}

/* -- brackets, numbers, words ------------------------------------------------------------------ */

static Token on_bracket(Filter *f)
{
    const Token t = take(f);
    if (t.kind == TK_LPAREN || t.kind == TK_LBRACKET) {
        if (f->n_brackets == PARSE_MAX_DEPTH)
            return too_deep(f, t.span);
        f->bracket[f->n_brackets++] = t;
    } else if (f->n_brackets > 0) {
        f->n_brackets--;
    }
    return t;
}

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
static Token on_number(Filter *f)
{
    Token t = take(f);
    const Token unit = filter_peek(f, 0);
    if (!is_currency(unit))
        return t;
    take(f);
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
        return begins_operand(next) || (next.kind == TK_MINUS && f->last.kind == TK_IS)
                   ? KW_NOT
                   : KW_NO;
    if (f->last.kind == TK_IS)
        return KW_NOT;
    const Keyword k = filter_word(f, 1).id;
    if (k == KW_NOT || k == KW_YES || k == KW_NO || k == KW_IN)
        return KW_NOT;
    return keyword_kind(k) == WORD_RESERVED || keyword_kind(k) == WORD_PHRASE ? KW_NO
                                                                              : KW_NOT;
}

/* A word behind a dot, or in back quotes, is a name whatever it says. */
static Token plain_name(Filter *f)
{
    Token t = take(f);
    int n;
    if (!t.lex.quoted) {
        const Keyword k = lexicon_find(f->words, &t.lex.text, 1, &n);
        if (keyword_kind(k) == WORD_SOFT || keyword_kind(k) == WORD_BUILTIN)
            t.lex.word = (uint16_t)k;
    }
    return t;
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
        if (k == KW_LANGUAGE && b == BLOCK_TOP && f->last.kind != TK_START_FILE)
            say_at(f->p, E0129, filter_peek(f, 0).span, MSG_LANGUAGE_FIRST);
    }
}

static Token on_word(Filter *f, acordo_pstate *ps)
{
    if (f->last.kind == TK_DOT || filter_peek(f, 0).lex.quoted)
        return plain_name(f);
    WordAt w = filter_word(f, 0);
    if (w.id == KW_NOT && f->p->out->language == LANG_PT)
        w.id = not_or_no(f, ps);
    if (f->last.kind == TK_START_FILE && says_language(filter_peek(f, 0)))
        w.id = KW_LANGUAGE;
    Token t = take(f);
    for (int i = 1; i < w.n; i++)
        t.span = span_join(t.span, take(f).span);
    t.kind = token_of[w.id];
    t.lex.text = span_text(t.span);
    t.lex.word = (uint16_t)w.id;
    return t;
}

/* -- the loop ---------------------------------------------------------------------------------- */

static Token filter_step(Filter *f, acordo_pstate *ps)
{
    int n;
    if (f->p->n_spoken > PARSE_MAX_FINDINGS)
        f->p->stopped = true;
    if (f->p->stopped)
        return made(f, TK_END);
    if (f->last.kind == TK_RBRACE)
        return made(f, TK_EOL);
    if (filter_block(f) == BLOCK_JUNK)
        return skip_junk(f);
    const int kind = filter_peek(f, 0).kind;
    if (at_start(f) && kind != TK_EOL && kind != TK_RBRACE && kind != TK_END) {
        if (f->n_to_close == 0 && (n = block_n_unclosed(f)) > 0)
            close_unclosed(f, n);
        if (f->n_to_close > 0)
            return put_close_back(f);
        begin_statement(f);
    }
    switch (kind) {
    case TK_EOL: return on_line_end(f, ps);
    case TK_END: return on_end(f);
    case TK_LBRACE: return on_open(f);
    case TK_RBRACE: return on_close(f, ps);
    case TK_COMMA: return on_comma(f);
    case TK_LPAREN:
    case TK_LBRACKET:
    case TK_RPAREN:
    case TK_RBRACKET: return on_bracket(f);
    case TK_NUM: return on_number(f);
    case TK_IDENT: return on_word(f, ps);
    default: return take(f);
    }
}

Token filter_next(Filter *f, acordo_pstate *ps)
{
    const bool start = at_start(f);
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
