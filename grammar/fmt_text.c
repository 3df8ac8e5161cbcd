/* fmt_text.c -- tokens whose spelling is not their text: names, strings, patterns. */
#include "grammar/fmt_line.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"

static bool is_digit(int c) { return c >= '0' && c <= '9'; }

/* The letters of lexer.l: ranges without blanks, punctuation, signs and emoji. */
static bool is_letter(int c)
{
    static const int range[][2] = {
        {'A', 'Z'},         {'_', '_'},       {'a', 'z'},       {0xC0, 0xD6},
        {0xD8, 0xF6},       {0xF8, 0x167F},   {0x1681, 0x180D}, {0x180F, 0x1FFF},
        {0x2C00, 0x2DFF},   {0x3040, 0xD7FF}, {0xF900, 0xFDFF}, {0x10000, 0x1EFFF},
        {0x20000, 0x3FFFF},
    };
    for (size_t i = 0; i < sizeof range / sizeof *range; i++)
        if (c <= range[i][1])
            return c >= range[i][0];
    return false;
}

bool text_is_name(Str s)
{
    if (s.n == 0 || is_digit(s.p[0]))
        return false;
    for (size_t at = 0; at < s.n;) {
        int c = utf8_next(s, &at);
        if (!is_letter(c) && !is_digit(c))
            return false;
    }
    return true;
}

static void put_escaped(Buf *b, int c, bool plain)
{
    char bytes[4];
    if (c == '"' || c == '\\')
        buf_format(b, "\\%c", c);
    else if (c == '\n' || c == '\t')
        buf_z(b, c == '\n' ? "\\n" : "\\t");
    else if (c < ' ' || c == 0x7F || (c > 0x7F && !plain))
        buf_format(b, "\\u{%X}", (unsigned)c);
    else
        buf_put(b, bytes, (size_t)utf8_put(bytes, c));
}

/* A source is brought to NFC: what is not NFC can only be escapes. */
Str text_string(Str decoded)
{
    bool plain = utf8_is_ascii(decoded) || str_eq(utf8_nfc_copy(decoded), decoded);
    Buf b = {0};
    buf_char(&b, '"');
    for (size_t at = 0; at < decoded.n;)
        put_escaped(&b, utf8_next(decoded, &at), plain);
    buf_char(&b, '"');
    Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

/* A slash needs a backslash, but inside `[...]` it may stand as it is. */
Str text_regex(Str decoded)
{
    char *out = mem_bytes(2 * decoded.n + 3);
    size_t n = 0;
    out[n++] = '/';
    for (size_t i = 0; i < decoded.n; i++) {
        if (decoded.p[i] == '/')
            out[n++] = '\\';
        out[n++] = decoded.p[i];
        if (decoded.p[i] == '\\' && i + 1 < decoded.n)
            out[n++] = decoded.p[++i];
    }
    out[n++] = '/';
    out[n] = '\0';
    return (Str){out, n};
}

Str text_ordinal(Str number, Language to)
{
    const char *ending = "th";
    bool teen = number.n > 1 && number.p[number.n - 2] == '1';
    char last = number.n > 0 ? number.p[number.n - 1] : '0';
    if (to == LANG_PT)
        ending = "ª";
    else if (last >= '1' && last <= '3' && !teen)
        ending = last == '1' ? "st" : last == '2' ? "nd" : "rd";
    return str_of(str_format("%.*s%s", (int)number.n, number.p, ending));
}
