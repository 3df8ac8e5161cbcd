/* say.c -- findings and their places. */
#include "grammar/say.h"

enum { SAY_MAX = 40 };

Diag *say_put(Parse *p, DiagCode code, Span at, MsgId msg, const char *const *args)
{
    p->any_spoken = true;
    p->spoken = at.lo;
    p->n_spoken++;
    return diag_put(p->diags, code, at, msg, args);
}

const char *say_text(Span at)
{
    Str s = span_text(at);
    const char *end = memchr(s.p, '\n', s.n);
    if (end != NULL)
        s.n = (size_t)(end - s.p);
    if (s.n <= SAY_MAX)
        return str_z(s);
    s.n = SAY_MAX;
    while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xC0) == 0x80)
        s.n--;
    return str_format("%.*s…", (int)s.n, s.p);
}

const char *say_word(const Parse *p, Keyword k)
{
    return keyword_text(k, p->out->language).p;
}
