/* lex.c -- values of raw tokens. */
#include "grammar/lex.h"

#include <assert.h>

#include "interp/base/utf8.h"

Lex *lex_new(Parse *p)
{
    const Str text = p->src->text;
    char *copy = mem_bytes(text.n + 2);
    Lex *l = MEM_NEW(Lex);
    memcpy(copy, text.p, text.n);
    copy[text.n] = copy[text.n + 1] = '\0';
    l->p = p;
    l->last = TK_EOL;
    l->span = (Span){p->src, 0, 0};
    lex_open(l, copy, text.n + 2);
    return l;
}

void lex_fatal(const char *why)
{
    assert(why == NULL);
    (void)why;
}

void lex_take(Lex *l, size_t n)
{
    l->span.lo = l->span.hi;
    l->span.hi += (uint32_t)n;
}

static Str taken(const Lex *l) { return span_text(l->span); }

/* The text between its first and its last byte. */
static Str inner(const Lex *l) { return str_sub(taken(l), 1, taken(l).n - 1); }

static int put(Lex *l, int kind, Str text)
{
    l->tok.lex.text = text;
    return kind;
}

/* What every token leaves behind for the next one. */
Token lex_seen(Lex *l)
{
    if (l->tok.kind == TK_END)
        l->tok.span = (Span){l->p->src, l->span.hi, l->span.hi};
    l->last = l->tok.kind;
    l->line_used = l->tok.kind != TK_EOL;
    if (l->tok.kind != TK_IDENT || l->tok.lex.quoted)
        l->wants_regex = l->half_regex = false;
    return l->tok;
}

bool lex_after_value(const Lex *l)
{
    switch (l->last) {
    case TK_IDENT: return !l->wants_regex;
    case TK_NUM:
    case TK_PERCENT:
    case TK_CIVIL:
    case TK_INSTANT:
    case TK_TIME:
    case TK_STRING:
    case TK_REGEX:
    case TK_RPAREN:
    case TK_RBRACKET: return true;
    default: return false;
    }
}

/* -- blanks ------------------------------------------------------------------------ */

static void keep_comment(Lex *l, Span at, bool own_line)
{
    Parsed *out = l->p->out;
    Str text = span_text(at);
    while (text.n > 0 && strchr(" \t\v\f", text.p[text.n - 1]) != NULL)
        text.n--;
    at.hi = at.lo + (uint32_t)text.n;
    MEM_PUSH(out->comment, out->n_comments, out->cap_comments) =
        (Comment){at, own_line};
}

void lex_comment(Lex *l) { keep_comment(l, l->span, !l->line_used); }

/* A backslash ends the line for the eye only; a comment may stand behind it. */
void lex_join(Lex *l)
{
    const Str text = taken(l);
    const char *hash = memchr(text.p, '#', text.n);
    if (hash != NULL) {
        Span at = l->span;
        at.lo += (uint32_t)(hash - text.p);
        at.hi -= text.n > 1 && text.p[text.n - 2] == '\r' ? 2 : 1;
        keep_comment(l, at, false);
    }
    l->line = l->span.hi;
}

int lex_line_end(Lex *l)
{
    l->line = l->span.hi;
    return TK_EOL;
}

/* -- tokens ------------------------------------------------------------------------ */

int lex_word(Lex *l)
{
    const Str text = taken(l);
    const bool half = l->half_regex;
    l->half_regex = str_is(text, "combina");
    l->wants_regex = str_is(text, "matches") || (half && str_is(text, "com"));
    return put(l, TK_IDENT, text);
}

int lex_quoted_name(Lex *l)
{
    l->tok.lex.quoted = true;
    return put(l, TK_IDENT, inner(l));
}

int lex_plain(Lex *l, int kind) { return put(l, kind, taken(l)); }

int lex_sign(Lex *l, int kind) { return put(l, kind, taken(l)); }

/* `95 %` is `95%`. */
int lex_percent(Lex *l)
{
    const Str text = taken(l);
    const Str number = str_trim(str_sub(text, 0, text.n - 1));
    if (number.n + 1 == text.n)
        return put(l, TK_PERCENT, text);
    return put(l, TK_PERCENT, str_of(str_format("%.*s%%", (int)number.n, number.p)));
}

int lex_ordinal(Lex *l)
{
    Str text = taken(l);
    size_t n = 0;
    while (n < text.n && text.p[n] >= '0' && text.p[n] <= '9')
        n++;
    return put(l, TK_ORDINAL, str_sub(text, 0, n));
}

/* \u{1F600}: the code point at *at, which stands behind the `u`; -1 where it is none. */
static int unicode_escape(Str s, size_t *at)
{
    int cp = 0, n = 0;
    size_t i = *at;
    if (i >= s.n || s.p[i++] != '{')
        return -1;
    for (; i < s.n && s.p[i] != '}'; i++, n++) {
        const char c = s.p[i];
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0 || n == 6)
            return -1;
        cp = cp * 16 + digit;
    }
    *at = i + 1;
    const bool is_char = cp > 0 && cp <= 0x10FFFF && (cp < 0xD800 || cp > 0xDFFF);
    return i < s.n && n > 0 && is_char ? cp : -1;
}

/* One escape at s.p[*at], the byte behind the backslash; false if it is none. */
static bool escape(Str s, size_t *at, char *out, size_t *n)
{
    static const char from[] = "\"\\nt", to[] = "\"\\\n\t";
    const char c = s.p[(*at)++];
    const char *known = strchr(from, c);
    if (known != NULL && c != '\0') {
        out[(*n)++] = to[known - from];
        return true;
    }
    const int cp = c == 'u' ? unicode_escape(s, at) : -1;
    if (cp > 0)
        *n += (size_t)utf8_put(out + *n, cp);
    return cp > 0;
}

/* Escapes taken out; an unknown one has its finding and stands for itself. */
static Str decoded(Lex *l, Str s)
{
    if (memchr(s.p, '\\', s.n) == NULL)
        return s;
    char *out = mem_bytes(s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        if (s.p[i] != '\\' || i + 1 == s.n) {
            out[n++] = s.p[i++];
            continue;
        }
        const size_t begin = i++;
        if (!escape(s, &i, out, &n)) {
            const uint32_t lo = l->span.lo + 1 + (uint32_t)begin;
            const Span at = {l->p->src, lo, lo + 2};
            say_at(l->p, E0109, at, MSG_ESCAPE, say_text(at));
        }
    }
    out[n] = '\0';
    return (Str){out, n};
}

int lex_string(Lex *l) { return put(l, TK_STRING, decoded(l, inner(l))); }

/* The pattern between its slashes; `\/` is a slash. */
int lex_regex(Lex *l)
{
    const Str s = inner(l);
    char *out = mem_bytes(s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] != '/')
            out[n++] = s.p[i++];
        else if (s.p[i] == '\\')
            i++;
        out[n++] = s.p[i];
    }
    out[n] = '\0';
    return put(l, TK_REGEX, (Str){out, n});
}
