/* expect.c -- from the tokens that were wanted to one sentence. */
#include "grammar/expect.h"

#include <stdio.h>

#include "grammar/filter.h"
#include "grammar/lexicon.h"

enum { MAX_WANTED = 512, MAX_NAMED = 9 };

/* What the parser could have taken, by token, and what is left of it to be said. */
typedef struct Wanted {
    Parse *p;
    bool has[MAX_WANTED];
    const char *part[MAX_WANTED];
    int n_parts;
} Wanted;

static int index_of(int token) { return token == TK_END ? 0 : token - TK_EOL + 1; }

static bool wants(const Wanted *w, int token) { return w->has[index_of(token)]; }

static void drop(Wanted *w, int token) { w->has[index_of(token)] = false; }

static void drop_all(Wanted *w, const int *token)
{
    for (int i = 0; token[i] != TK_END; i++)
        drop(w, token[i]);
}

static void add(Wanted *w, const char *part) { w->part[w->n_parts++] = part; }

static const struct WordToken {
    int token;
    Keyword word;
} words[] = {
#define TOKEN_RESERVED(id) {TK_##id, KW_##id},
#define TOKEN_SOFT(id)     {TK_##id, KW_##id},
#define TOKEN_PHRASE(id)   {TK_##id, KW_##id},
#define TOKEN_BUILTIN(id)
#define KEYWORD(id, en, pt, kind) TOKEN_##kind(id)
#include "grammar/keywords.def"
};

enum { N_WORDS = sizeof words / sizeof *words };

static void drop_soft(Wanted *w)
{
    for (int i = 0; i < N_WORDS; i++)
        if (keyword_kind(words[i].word) == WORD_SOFT)
            drop(w, words[i].token);
}

/* -- classes: many tokens under one name ------------------------------------------- */

static const int literals[] = {TK_NUM,   TK_PERCENT,  TK_AMOUNT, TK_CIVIL,  TK_INSTANT,
                               TK_YES,   TK_NO,       TK_REGEX,  TK_STRING, TK_IDENT,
                               TK_MINUS, TK_LBRACKET, TK_END};
static const int operators[] = {
    TK_EQ,          TK_NE,        TK_LT,   TK_LE,    TK_GT,       TK_GE,
    TK_PLUS,        TK_MINUS,     TK_STAR, TK_SLASH, TK_CONTAINS, TK_MATCHES,
    TK_STARTS_WITH, TK_ENDS_WITH, TK_IN,   TK_IS,    TK_NOT,      TK_KNOWN,
    TK_MISSING,     TK_OTHERWISE, TK_DOT,  TK_END};
static const int units[] = {TK_SECOND, TK_SECONDS,  TK_MINUTE,   TK_MINUTES,  TK_HOUR,
                            TK_HOURS,  TK_DAY,      TK_DAYS,     TK_WEEK,     TK_WEEKS,
                            TK_MONTH,  TK_MONTHS,   TK_QUARTER,  TK_QUARTERS, TK_YEAR,
                            TK_YEARS,  TK_BUSINESS, TK_CALENDAR, TK_END};
static const int types[] = {TK_TEXT,   TK_NUMBER,    TK_MONEY,    TK_FLAG,
                            TK_DATE,   TK_TIMESTAMP, TK_DURATION, TK_PERIOD,
                            TK_ONE_OF, TK_LIST_OF,   TK_BUSINESS, TK_END};
static const int declarations[] = {
    TK_POLICY,   TK_USE,       TK_LANGUAGE, TK_LEAD,      TK_EVENT,  TK_FACT,
    TK_PERSONA,  TK_SCORE,     TK_GRADE,    TK_THRESHOLD, TK_FUNNEL, TK_CALENDAR,
    TK_HOLIDAYS, TK_AGREEMENT, TK_KPI,      TK_SCENARIO,  TK_TEST,   TK_DEFINE,
    TK_SET,      TK_GUARD,     TK_ACCEPT,   TK_END};

static const int attributes[] = {
    TK_REQUIRED, TK_LABEL,  TK_FIXED,   TK_FOLDED,  TK_DECIMAL_COMMA, TK_DEFAULT,
    TK_FROM,     TK_FORMAT, TK_IN,      TK_MISSING, TK_DATES_AT,      TK_SEPARATOR,
    TK_AT_LEAST, TK_ZONE,   TK_AT_MOST, TK_END};

static void fold_attributes(Wanted *w)
{
    if (!wants(w, TK_REQUIRED) || !wants(w, TK_FIXED) || wants(w, TK_IDENT))
        return;
    drop_all(w, attributes);
    add(w, msg_text(MSG_WANT_ATTRIBUTE, say_word(w->p, KW_REQUIRED),
                    say_word(w->p, KW_DEFAULT)));
}

static void fold_declarations(Wanted *w)
{
    if (!wants(w, TK_POLICY) || !wants(w, TK_KPI) || wants(w, TK_IDENT))
        return;
    add(w, msg_text(MSG_WANT_DECLARATION, say_word(w->p, KW_LEAD),
                    say_word(w->p, KW_AGREEMENT)));
    drop_all(w, declarations);
}

/* A value, or a literal, or a name; each takes the soft words along. */
static void fold_values(Wanted *w)
{
    if (wants(w, TK_PERCENT)) {
        const bool any = wants(w, TK_LPAREN);
        add(w, msg_text(any ? MSG_WANT_VALUE : MSG_WANT_LITERAL));
        drop_all(w, literals);
        drop_soft(w);
        if (any) {
            drop(w, TK_LPAREN);
            drop(w, TK_NOT);
            drop(w, TK_IF);
        }
    } else if (wants(w, TK_IDENT)) {
        add(w, msg_text(MSG_WANT_NAME));
        drop(w, TK_IDENT);
        drop_soft(w);
    }
}

static void fold_operators(Wanted *w)
{
    if (!wants(w, TK_STAR) && !(wants(w, TK_EQ) && wants(w, TK_LT)))
        return;
    drop_all(w, operators);
    add(w, msg_text(MSG_WANT_OPERATOR));
}

static void fold_units(Wanted *w)
{
    if (!wants(w, TK_HOURS))
        return;
    drop_all(w, units);
    add(w, msg_text(MSG_WANT_UNIT, say_word(w->p, KW_HOURS)));
}

static void fold_types(Wanted *w)
{
    if (!wants(w, TK_FLAG) || !wants(w, TK_TEXT))
        return;
    drop_all(w, types);
    add(w, msg_text(MSG_WANT_TYPE, say_word(w->p, KW_TEXT), say_word(w->p, KW_NUMBER)));
}

/* `de` for `of` is taken in Portuguese, and not proposed. */
static void fold_of(Wanted *w)
{
    if (wants(w, TK_OF))
        drop(w, TK_FROM);
}

static void fold_shapes(Wanted *w)
{
    static const struct {
        int token;
        MsgId msg;
    } shapes[] = {
        {TK_STRING, MSG_WANT_TEXT},     {TK_NUM, MSG_WANT_NUMBER},
        {TK_CIVIL, MSG_WANT_DATE},      {TK_TIME, MSG_WANT_TIME},
        {TK_INSTANT, MSG_WANT_INSTANT},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (wants(w, shapes[i].token))
            add(w, msg_text(shapes[i].msg));
    if (wants(w, TK_ORDINAL))
        add(w, msg_text(MSG_WANT_DAY, keyword_text(KW_MAY, w->p->out->language).p));
}

static void name_words(Wanted *w)
{
    for (int i = 0; i < N_WORDS; i++)
        if (wants(w, words[i].token))
            add(w, str_format("`%s`", say_word(w->p, words[i].word)));
}

static void name_signs(Wanted *w)
{
    static const struct {
        int token;
        const char *text;
    } signs[] = {
        {TK_EQ, "`=`"},       {TK_PLUS, "`+`"},     {TK_MINUS, "`-`"},
        {TK_LPAREN, "`(`"},   {TK_LBRACKET, "`[`"}, {TK_DOTS, "`..`"},
        {TK_DOT, "`.`"},      {TK_COMMA, "`,`"},    {TK_RPAREN, "`)`"},
        {TK_RBRACKET, "`]`"}, {TK_LBRACE, "`{`"},   {TK_RBRACE, "`}`"},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (wants(w, signs[i].token))
            add(w, signs[i].text);
    if (wants(w, TK_EOL))
        add(w, msg_text(MSG_WANT_EOL));
    if (wants(w, TK_END) && w->n_parts == 0)
        add(w, msg_text(MSG_WANT_END));
}

/* "a name, `by` or `{`"; a very long list keeps its first parts. */
static const char *joined(const Wanted *w)
{
    Buf b = {0};
    const int n = w->n_parts;
    for (int i = 0; i < n; i++) {
        if (i > 0 && i == n - 1)
            buf_format(&b, " %s ", msg_text(MSG_WANT_OR));
        else if (i > 0)
            buf_z(&b, ", ");
        buf_z(&b, w->part[i]);
    }
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s.p;
}

static const char *folded(Wanted *w)
{
    fold_declarations(w);
    fold_attributes(w);
    fold_values(w);
    fold_types(w);
    fold_of(w);
    fold_units(w);
    fold_operators(w);
    fold_shapes(w);
    name_words(w);
    name_signs(w);
    return joined(w);
}

/* -- did you mean ------------------------------------------------------------------ */

static Str lower(Str s)
{
    char *out = mem_bytes(s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        out[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
    out[s.n] = '\0';
    return (Str){out, s.n};
}

/* The wanted word that is nearest to what was written, if it is near. */
static Keyword nearest(const Wanted *w, Str written)
{
    const Language other = w->p->out->language == LANG_EN ? LANG_PT : LANG_EN;
    const Str text = lower(written);
    Keyword best = KW_NO_WORD;
    int best_distance = text.n <= 1 ? 0 : text.n <= 4 ? 1 : 2;
    for (int i = 0; i < N_WORDS; i++) {
        const Str word = keyword_text(words[i].word, w->p->out->language);
        if (!wants(w, words[i].token))
            continue;
        if (str_eq(written, keyword_text(words[i].word, other)))
            return words[i].word;
        if (word.n < 2)
            continue;
        const int d = str_distance(text, word, best_distance);
        if (d < best_distance || (d == best_distance && best == KW_NO_WORD)) {
            best = words[i].word;
            best_distance = d;
        }
    }
    return best;
}

/* -- the finding ------------------------------------------------------------------- */

bool expect_silent(const Parse *p, Span at)
{
    if (p->stopped)
        return true;
    const Str text = at.src->text;
    while (at.lo == at.hi && at.hi < text.n && text.p[at.hi] != '\n')
        at.hi =
            ++at.lo; /* a line end lies behind the last token: all of its line counts */
    return p->any_spoken && p->spoken >= p->statement && p->spoken <= at.hi;
}

static bool is_word(int token) { return token == TK_IDENT || token > TK_DOTS; }

static bool is_comparison(int token)
{
    return (token >= TK_EQ && token <= TK_GE) || token == TK_IN || token == TK_IS
           || token == TK_CONTAINS || token == TK_MATCHES || token == TK_STARTS_WITH
           || token == TK_ENDS_WITH;
}

/* 25,5 or 1,500,000: a digit on both sides of the comma, without blanks. */
static bool splits_number(Span comma)
{
    const Str s = comma.src->text;
    return comma.lo > 0 && comma.hi < s.n && s.p[comma.lo - 1] >= '0'
           && s.p[comma.lo - 1] <= '9' && s.p[comma.hi] >= '0' && s.p[comma.hi] <= '9';
}

/* What is better said in other words than by a list. */
static bool known_habit(Parse *p, const Wanted *w, int token, Span at)
{
    if (token == TK_COMMA && splits_number(at)) {
        Diag *d = say_at(p, E0114, at, MSG_DECIMAL_COMMA);
        diag_help(d, MSG_COMMA_HELP);
        return true;
    }
    if (is_comparison(token) && wants(w, TK_AND) && !wants(w, token)) {
        Diag *d = say_at(p, E0127, at, MSG_CHAIN);
        diag_help(d, MSG_CHAIN_HELP, say_word(p, KW_IN), say_word(p, KW_AND));
        return true;
    }
    return false;
}

static bool say_near(Parse *p, Keyword near, Span at)
{
    if (near == KW_NO_WORD)
        return false;
    Diag *d = say_at(p, E0103, at, MSG_DID_YOU_MEAN, say_text(at), say_word(p, near));
    diag_help(d, MSG_WRITE_IT, say_word(p, near));
    return true;
}

/* `caso contrario`: the words from here on, up to four, as one phrase.  What the filter
 * holds may begin before `at`: where the slip is a field's type, its name comes first. */
static bool misspelt_phrase(Parse *p, const Wanted *w, Span at)
{
    for (int i = 0; i < LEXICON_MAX_WORDS - 1; i++) {
        const Token next = filter_peek(p->filter, i);
        if (next.kind != TK_IDENT || next.lex.quoted)
            return false;
        if (next.span.lo < at.hi)
            continue;
        const Span all = span_join(at, next.span);
        const Str phrase = span_text(all);
        if (memchr(phrase.p, '\n', phrase.n) == NULL
            && say_near(p, nearest(w, phrase), all))
            return true;
    }
    return false;
}

static bool misspelt(Parse *p, const Wanted *w, int token, Span at)
{
    return token == TK_IDENT
           && (say_near(p, nearest(w, span_text(at)), at) || misspelt_phrase(p, w, at));
}

/* The word before a place, on its line. */
static Span word_before(Span at)
{
    const char *text = at.src->text.p;
    Span w = {at.src, at.lo, at.lo};
    while (w.hi > 0 && text[w.hi - 1] == ' ')
        w.hi--;
    w.lo = w.hi;
    while (w.lo > 0 && text[w.lo - 1] >= 'A' && text[w.lo - 1] <= 'Z')
        w.lo--;
    return w;
}

/* `1 AND x`, `NOT x`: the word in capitals was taken for a name, and the next one has no
 * place. */
static bool in_capitals(Parse *p, Span at)
{
    const Span w = word_before(at);
    const Keyword k =
        w.lo == w.hi ? KW_NO_WORD : keyword_find(lower(span_text(w)), p->out->language);
    return keyword_kind(k) == WORD_RESERVED && say_near(p, k, w);
}

/* A comma that could end the line, before a word that begins none: it is the word. */
static bool comma_before_slip(Parse *p, Wanted *w, int token)
{
    enum { MANY = 12 };
    Keyword head[MANY];
    const Block b = filter_block(p->filter);
    const Token next = filter_peek(p->filter, 0);
    Token slip = b == BLOCK_FIELDS ? filter_peek(p->filter, 1) : next;
    const int n = block_heads(b, head, MANY);
    if (token != TK_COMMA || !wants(w, TK_EOL) || b == BLOCK_TOP
        || next.kind != TK_IDENT || slip.kind != TK_IDENT)
        return false;
    Wanted *v = MEM_NEW(Wanted);
    v->p = p;
    for (int i = 0; b == BLOCK_FIELDS && types[i] != TK_END; i++)
        v->has[index_of(types[i])] = true;
    for (int i = 0; i < N_WORDS; i++)
        for (int k = 0; k < n; k++)
            if (words[i].word == head[k])
                v->has[index_of(words[i].token)] = true;
    if (misspelt(p, v, TK_IDENT, slip.span))
        return true;
    if (b == BLOCK_FIELDS ? !keyword_kind(filter_word(p->filter, 1).id) : n < MANY)
        say_at(p, E0101, slip.span, MSG_UNEXPECTED, say_text(slip.span), folded(v));
    return p->spoken == slip.span.lo;
}

static bool reserved_name(Parse *p, const Wanted *w, int token, Span at)
{
    const Keyword k = (Keyword)p->filter->last.lex.word;
    if (!is_word(token) || !wants(w, TK_IDENT) || wants(w, TK_PERCENT)
        || keyword_kind(k) != WORD_RESERVED)
        return false;
    Diag *d = say_at(p, E0126, at, MSG_RESERVED, say_text(at));
    diag_help(d, MSG_BACK_QUOTE_IT, str_format("`%s`", say_text(at)));
    return true;
}

static bool is_arithmetic(int token)
{
    return token == TK_PLUS || token == TK_MINUS || token == TK_STAR
           || token == TK_SLASH;
}

static void add_hint(const Wanted *w, Diag *d, int token, Span at)
{
    Parse *p = w->p;
    const bool value = wants(w, TK_PERCENT) && wants(w, TK_LPAREN);
    const bool operand = wants(w, TK_AND);
    const char *in = say_word(p, KW_IN);
    if (token == TK_IDENT && str_is(span_text(at), "between"))
        diag_help(d, MSG_BETWEEN_HELP, in);
    else if (token == TK_ONE_OF && value)
        diag_help(d, MSG_BRACKETS_HELP, in);
    else if (token == TK_IN && value)
        diag_help(d, MSG_IS_IN_HELP, in, say_word(p, KW_IS), say_word(p, KW_NOT));
    else if (token == TK_MISSING && wants(w, TK_PERCENT) && !value)
        diag_help(d, MSG_LEAVE_OUT);
    else if (token == TK_MISSING && value)
        diag_help(d, MSG_MISSING_HELP, say_word(p, KW_MISSING));
    else if (operand && (token == TK_OTHERWISE || is_arithmetic(token)))
        diag_help(d, MSG_OTHERWISE_HELP, say_word(p, KW_OTHERWISE));
    else if (is_comparison(token) && wants(w, TK_IN) && !value && !operand)
        diag_help(d, MSG_NOT_HELP, say_word(p, KW_NOT), say_text(at));
    else if (token == TK_TIME && operand)
        diag_help(d, MSG_INSTANT_HELP);
}

void expect_report(Parse *p, int token, Span at, const int *wanted, int n)
{
    Wanted *w = MEM_NEW(Wanted);
    w->p = p;
    for (int i = 0; i < n; i++)
        w->has[index_of(wanted[i])] = true;
    if (token == TK_LBRACE)
        p->bad_opens++;
    if (known_habit(p, w, token, at) || in_capitals(p, at) || misspelt(p, w, token, at)
        || reserved_name(p, w, token, at) || comma_before_slip(p, w, token))
        return;
    const Wanted open = *w;
    const char *list = folded(w);
    if (token == TK_EOL || token == TK_END) {
        Diag *d = say_at(p, E0102, at, MSG_LINE_ENDS, list);
        if (str_ends(str_sub(at.src->text, 0, at.lo), STR("..")))
            diag_help(d, MSG_OPEN_RANGE, say_word(p, KW_AT_LEAST),
                      say_word(p, KW_AT_MOST));
        return;
    }
    add_hint(&open, say_at(p, E0101, at, MSG_UNEXPECTED, say_text(at), list), token,
             at);
}

void expect_too_deep(Parse *p, Span at)
{
    if (!p->stopped) {
        Diag *d = say_at(p, E0125, at, MSG_TOO_DEEP, str_format("%d", PARSE_MAX_DEPTH));
        diag_help(d, MSG_TOO_DEEP_HELP, say_word(p, KW_DEFINE));
    }
    p->stopped = true;
}
