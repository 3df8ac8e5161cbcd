/* lex_habits.c -- what people write out of habit, and what is said of it.
 *
 * Each has one finding; where one can tell what was meant, the token is the one meant, and
 * the parser sees a sound line. */
#include "grammar/lex.h"

#include <stdlib.h>

/* One line, one finding: what follows on it may only follow from it. */
static bool muted(const Lex *l) { return l->p->any_spoken && l->p->spoken >= l->line; }

static Str taken(const Lex *l) { return span_text(l->span); }

static int put(Lex *l, int kind, Str text)
{
    l->tok.lex.text = text;
    return kind;
}

int lex_wrong(Lex *l, DiagCode code, MsgId msg)
{
    if (!muted(l))
        say_at(l->p, code, l->span, msg, say_text(l->span));
    return TK_ACORDO_error;
}

/* A sign that another one is written for here. */
int lex_mend(Lex *l, DiagCode code, int kind, const char *write)
{
    if (!muted(l))
        say_at(l->p, code, l->span, MSG_WRITE_SIGN, say_text(l->span), write);
    return put(l, kind, taken(l));
}

int lex_mend_word(Lex *l, int kind)
{
    const Keyword k = kind == TK_AND ? KW_AND : kind == TK_OR ? KW_OR : KW_NOT;
    return lex_mend(l, E0117, kind, say_word(l->p, k));
}

int lex_single_quotes(Lex *l)
{
    const Str text = str_sub(taken(l), 1, taken(l).n - 1);
    if (!muted(l))
        say_at(l->p, E0118, l->span, MSG_SINGLE_QUOTES,
               str_format("\"%.*s\"", (int)text.n, text.p));
    return put(l, TK_STRING, text);
}

/* Bytes of the quote that s begins with. */
static size_t quote_bytes(Str s)
{
    const unsigned char c = (unsigned char)s.p[0];
    return c == 0xE2 ? 3 : c == 0xC2 ? 2 : 1;
}

int lex_typographic(Lex *l)
{
    const Str s = taken(l);
    const size_t open = quote_bytes(s);
    const size_t close = s.p[s.n - 1] == '"'                   ? 1
                         : (unsigned char)s.p[s.n - 2] == 0xC2 ? 2
                                                               : 3;
    const Str text = str_sub(s, open, s.n - close);
    if (!muted(l))
        say_at(l->p, E0119, l->span, MSG_TYPOGRAPHIC,
               str_format("\"%.*s\"", (int)text.n, text.p));
    return put(l, TK_STRING, text);
}

/* A typographic quote at its end tells how the text came to be open. */
int lex_open_string(Lex *l)
{
    const Str s = taken(l);
    for (size_t i = 1; i + 2 < s.n; i++)
        if (memcmp(s.p + i, "\xE2\x80\x9D", 3) == 0
            || memcmp(s.p + i, "\xE2\x80\x9C", 3) == 0)
            return lex_wrong(l, E0119, MSG_QUOTES_NOT_CLOSED);
    return lex_wrong(l, E0108, MSG_TEXT_NOT_CLOSED);
}

/* -- dates and numbers ------------------------------------------------------------- */

/* The three numbers of 02/03/2026 or 2026-3-2. */
static int date_parts(Str s, int part[3])
{
    int n = 0, value = 0, digits = 0, first_digits = 0;
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && s.p[i] >= '0' && s.p[i] <= '9') {
            value = 10 * value + (s.p[i] - '0');
            digits++;
            continue;
        }
        first_digits = n == 0 ? digits : first_digits;
        part[n++] = value;
        value = digits = 0;
    }
    return first_digits;
}

/* The day is before the month where the year is last, and 12 or less says nothing. */
int lex_date(Lex *l)
{
    int part[3];
    if (muted(l))
        return TK_ACORDO_error;
    const bool year_first = date_parts(taken(l), part) == 4;
    const int year = year_first ? part[0] : part[2], month = part[1];
    const int day = year_first ? part[2] : part[0];
    Diag *d = say_at(l->p, E0111, l->span, MSG_DATE_SHAPE, say_text(l->span));
    if (month >= 1 && month <= 12 && day >= 1 && day <= 31)
        diag_help(
            d, year_first ? MSG_WRITE_IT : MSG_DATE_WRITE,
            str_format("%04d-%02d-%02d", year < 100 ? 2000 + year : year, month, day));
    return TK_ACORDO_error;
}

/* -0300 and -3 are offsets without their shape; where there is none, UTC can be meant. */
int lex_no_offset(Lex *l)
{
    const Str s = taken(l);
    const char *end = s.p + s.n, *sign = end;
    int digits = 0;
    while (sign > s.p && sign[-1] >= '0' && sign[-1] <= '9')
        sign--;
    digits = (int)(end - sign);
    if (muted(l))
        return TK_ACORDO_error;
    Diag *d = say_at(l->p, E0112, l->span, MSG_NO_OFFSET, say_text(l->span));
    const int head = (int)(sign - s.p);
    if (sign[-1] == ':')
        diag_help(d, MSG_OFFSET_WRITE, str_format("%.*sZ", (int)s.n, s.p));
    else if (digits == 4)
        diag_help(d, MSG_WRITE_IT,
                  str_format("%.*s%.2s:%.2s", head, s.p, sign, sign + 2));
    else if (digits <= 2)
        diag_help(d, MSG_WRITE_IT,
                  str_format("%.*s%02d:00", head, s.p,
                             atoi(str_z((Str){sign, (size_t)digits}))));
    return TK_ACORDO_error;
}

int lex_grouped(Lex *l)
{
    const Str s = taken(l);
    char *out = mem_bytes(s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        out[i] = s.p[i] == '.' ? '_' : s.p[i] == ',' ? '.' : s.p[i];
    out[s.n] = '\0';
    if (!muted(l))
        say_at(l->p, E0113, l->span, MSG_GROUPED, say_text(l->span), out);
    return TK_ACORDO_error;
}

static size_t digits_of(Str s)
{
    size_t n = 0;
    while (n < s.n
           && ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == '.' || s.p[n] == '_'))
        n++;
    return n;
}

/* What a few letters behind a number are short for. */
static Keyword short_unit(Str s)
{
    static const struct {
        const char *text;
        Keyword unit;
    } known[] = {
        {"s", KW_SECONDS}, {"sec", KW_SECONDS}, {"secs", KW_SECONDS},
        {"m", KW_MINUTES}, {"min", KW_MINUTES}, {"mins", KW_MINUTES},
        {"h", KW_HOURS},   {"hr", KW_HOURS},    {"hrs", KW_HOURS},
        {"d", KW_DAYS},    {"w", KW_WEEKS},     {"wk", KW_WEEKS},
        {"mo", KW_MONTHS}, {"q", KW_QUARTERS},  {"y", KW_YEARS},
        {"yr", KW_YEARS},  {"yrs", KW_YEARS},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(s, known[i].text))
            return known[i].unit;
    return KW_NO_WORD;
}

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

/* 4h, 30days, 1h30, 9am, 1k, 1500BRL. */
int lex_stuck(Lex *l)
{
    if (muted(l))
        return TK_ACORDO_error;
    const Language lang = l->p->out->language;
    const Str s = taken(l);
    const size_t n = digits_of(s);
    const Str tail = str_sub(s, n, s.n);
    Keyword unit = keyword_plural(keyword_find(tail, lang));
    Diag *d = say_at(l->p, E0116, l->span, MSG_STUCK, say_text(l->span));
    if (unit == KW_NO_WORD)
        unit = short_unit(tail);
    if (n > 0 && tail.n == 3 && is_capital(tail.p[0]) && is_capital(tail.p[1])
        && is_capital(tail.p[2]))
        diag_help(d, MSG_WRITE_IT, str_format("%.*s %s", (int)n, s.p, str_z(tail)));
    else if (unit != KW_NO_WORD)
        diag_help(d, MSG_WRITE_IT,
                  str_format("%.*s %s", (int)n, s.p, keyword_text(unit, lang).p));
    return TK_ACORDO_error;
}

int lex_currency(Lex *l)
{
    const Str s = taken(l);
    const char *sign = memchr(s.p, '$', s.n);
    const char *code = s.p[0] == 'R'                        ? "BRL"
                       : sign != NULL                       ? "USD"
                       : str_starts(s, STR("\xE2\x82\xAC")) ? "EUR"
                       : str_starts(s, STR("\xC2\xA3"))     ? "GBP"
                                                            : "BRL";
    if (!muted(l))
        say_at(l->p, E0115, l->span, MSG_CURRENCY_SIGN, say_text(l->span), code);
    return TK_ACORDO_error;
}

/* -- signs that are passed over ---------------------------------------------------- */

void lex_colon(Lex *l)
{
    if (!muted(l))
        say_at(l->p, E0121, l->span, MSG_COLON);
}

void lex_semicolon(Lex *l)
{
    if (!muted(l))
        say_at(l->p, E0122, l->span, MSG_SEMICOLON);
}

void lex_slashes(Lex *l)
{
    Span at = l->span;
    at.hi = at.lo + 2;
    if (!muted(l))
        say_at(l->p, E0128, at, MSG_SLASHES);
}
