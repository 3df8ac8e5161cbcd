/* pattern.c -- patterns: proved sound by PCRE2, and folded where their subject is.
 *
 * Folding a pattern changes its literal characters alone: `S[OÓ]CI[OA]` becomes
 * `s[oo]ci[oa]`.  What follows a backslash, names of groups, options after `(?`, verbs
 * and POSIX classes mean something else with other letters, and stay.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/remark.h"
#include <pcre2.h>

/* Past `open … close` at i, or i where that is not closed. */
static size_t past(Str t, size_t i, const char *close)
{
    size_t n = strlen(close);
    for (size_t j = i; j + n <= t.n; j++)
        if (memcmp(t.p + j, close, n) == 0)
            return j + n;
    return i;
}

/* Past an escape that opens at i: \b, \x{1F}, \p{Lu}, \k<name>, \123. */
static size_t past_escape(Str t, size_t i)
{
    size_t j = i + 2;
    if (j > t.n)
        return t.n;
    bool named = strchr("pPxoNgkuh", t.p[i + 1]) != NULL;
    if (named && j < t.n && t.p[j] == '{')
        return past(t, j, "}") > j ? past(t, j, "}") : j;
    if (t.p[i + 1] == 'k' && j < t.n && t.p[j] == '<')
        return past(t, j, ">") > j ? past(t, j, ">") : j;
    if (t.p[i + 1] == 'c' && j < t.n)
        return j + 1;
    if (t.p[i + 1] == 'x')
        while (j < t.n && j < i + 4 && strchr("0123456789abcdefABCDEF", t.p[j]) != NULL)
            j++;
    if ((t.p[i + 1] == 'p' || t.p[i + 1] == 'P') && j < t.n)
        return j + 1;
    return j;
}

/* Past what is not literal text at i, or i where a literal character stands. */
static size_t past_syntax(Str t, size_t i, bool in_class)
{
    unsigned char next = i + 1 < t.n ? (unsigned char)t.p[i + 1] : 0;
    if (t.p[i] == '\\' && next < 0x80)
        return past_escape(t, i);
    if (in_class && t.p[i] == '[' && next == ':')
        return past(t, i, ":]");
    if (in_class || t.p[i] != '(' || (next != '?' && next != '*'))
        return i;
    if (next == '*')
        return past(t, i, ")");
    size_t j = i + 2;
    if (j < t.n && (t.p[j] == '<' || t.p[j] == 'P') && past(t, j, ">") > j)
        return j + 1 < t.n && (t.p[j + 1] == '=' || t.p[j + 1] == '!')
                   ? j + 2
                   : past(t, j, ">");
    while (j < t.n && t.p[j] != ')' && t.p[j] != ':' && t.p[j] != '=' && t.p[j] != '!'
           && t.p[j] != '|' && t.p[j] != '>')
        j++;
    return j < t.n ? j + 1 : j;
}

static void put_folded(Buf *b, Str ch, bool in_class)
{
    if (ch.n == 1 && (ch.p[0] < 'A' || ch.p[0] > 'Z')) {
        buf_str(b, ch);
        return;
    }
    Str f = utf8_fold_copy(ch);
    bool group = !in_class && utf8_count(f) > 1;
    buf_z(b, group ? "(?:" : "");
    buf_str(b, f);
    buf_z(b, group ? ")" : "");
}

static Str fold_pattern(Str t)
{
    Buf b = {0};
    bool in_class = false;
    for (size_t i = 0; i < t.n;) {
        size_t to = past_syntax(t, i, in_class);
        if (to > i) {
            buf_str(&b, str_sub(t, i, to));
            i = to;
            continue;
        }
        in_class = t.p[i] == '[' || (in_class && t.p[i] != ']');
        to = i;
        (void)utf8_next(t, &to);
        put_folded(&b, str_sub(t, i, to), in_class);
        i = to;
    }
    Str out = buf_copy(&b);
    buf_free(&b);
    return out;
}

/* The place in the policy of the offset in the pattern: behind the opening slash. */
static Span place(const Node *n, Str pattern, size_t offset)
{
    Str written = span_text(n->span);
    bool same =
        written.n >= pattern.n + 2 && memcmp(written.p + 1, pattern.p, pattern.n) == 0;
    if (!same || offset > pattern.n)
        return n->span;
    uint32_t at = n->span.lo + 1 + (uint32_t)offset;
    uint32_t end = at < n->span.hi ? at + 1 : n->span.hi;
    while (end < n->span.hi && ((unsigned char)n->span.src->text.p[end] & 0xC0) == 0x80)
        end++;
    return (Span){n->span.src, at, end};
}

static bool compiles(Sema *s, const Node *n, Str pattern)
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n,
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
                                     &error, &offset, NULL);
    if (code != NULL) {
        pcre2_code_free(code);
        return true;
    }
    PCRE2_UCHAR why[160];
    pcre2_get_error_message(error, why, sizeof why);
    Diag *d = say(s, E0209, place(n, pattern, offset), MSG_BAD_PATTERN,
                  str_format("%s", (const char *)why));
    diag_label(d, n->span, MSG_THIS_PATTERN);
    return false;
}

CoreRegex *pattern_check(Sema *s, const Node *regex, bool fold)
{
    if (!compiles(s, regex, regex->text))
        return NULL;
    CoreRegex *re = MEM_NEW(CoreRegex);
    re->folded = fold;
    re->pattern = fold ? fold_pattern(regex->text) : str_copy(regex->text);
    if (fold && !compiles(s, regex, re->pattern))
        return NULL;
    return re;
}
