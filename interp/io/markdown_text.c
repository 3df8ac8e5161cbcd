/* markdown_text.c -- the escapes of Markdown. */
#include "interp/io/markdown_text.h"

static void put_escaped(Buf *b, char c)
{
    static const char with_slash[] = "\\`*_[]|~$#";
    if (c == '<')
        buf_z(b, "&lt;");
    else if (c == '>')
        buf_z(b, "&gt;");
    else if (c == '&')
        buf_z(b, "&amp;");
    else if (c == '@')
        buf_z(b, "&#64;");
    else {
        if (memchr(with_slash, c, sizeof with_slash - 1) != NULL)
            buf_char(b, '\\');
        buf_char(b, c);
    }
}

/* What would begin a list: a sign, or digits and a point. */
static size_t list_mark(const char *z)
{
    size_t n = strspn(z, "0123456789");
    if (n > 0 && (z[n] == '.' || z[n] == ')') && (z[n + 1] == ' ' || z[n + 1] == '\0'))
        return n + 1;
    return z[0] == '-' || z[0] == '+' || z[0] == '=' ? 1 : 0;
}

void markdown_text(Buf *b, const char *z)
{
    size_t mark = list_mark(z);
    for (size_t i = 0; z[i] != '\0'; i++) {
        unsigned char c = (unsigned char)z[i];
        if (mark > 0 && i == mark - 1)
            buf_char(b, '\\');
        if (c < 0x20 || c == 0x7f)
            buf_char(b, ' ');
        else
            put_escaped(b, z[i]);
    }
}
