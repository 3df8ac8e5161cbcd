/* fault.c -- faults of records in words. */
#include "interp/io/fault.h"

enum { FAULT_QUOTED = 60 }; /* bytes of a value inside a sentence */

bool fault_put(Fault *f, DiagCode code, MsgId msg, const char *at)
{
    *f = (Fault){.code = code, .msg = msg, .cell = -1, .at = at};
    return false;
}

bool fault_value(Fault *f, DiagCode code, MsgId msg, Str field, Str value, Str more)
{
    fault_put(f, code, msg, NULL);
    f->field = field;
    f->value = value;
    f->quoted = true;
    f->more = more;
    return false;
}

Str fault_digits(char *end, uint64_t v)
{
    char *p = end;
    do
        *--p = (char)('0' + v % 10);
    while ((v /= 10) != 0);
    return (Str){p, (size_t)(end - p)};
}

bool fault_number(Fault *f, DiagCode code, MsgId msg, const char *at, uint64_t value)
{
    fault_put(f, code, msg, at);
    f->value = fault_digits(f->text + sizeof f->text, value);
    return false;
}

Str fault_clip(Str s, size_t n)
{
    if (s.n <= n)
        return s;
    while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
        n--;
    return (Str){s.p, n};
}

static void put_value(Buf *out, const Fault *f)
{
    if (!f->quoted) {
        buf_str(out, f->value);
        return;
    }
    Str shown = fault_clip(f->value, FAULT_QUOTED);
    buf_char(out, '"');
    buf_str(out, shown);
    buf_z(out, shown.n < f->value.n ? "…\"" : "\"");
}

void fault_say(Buf *out, const Fault *f)
{
    Str s = msg_raw(f->msg);
    for (size_t i = 0; i < s.n; i++) {
        int place =
            s.p[i] == '{' && i + 2 < s.n && s.p[i + 2] == '}' ? s.p[i + 1] - '0' : -1;
        if (place < 0) {
            buf_char(out, s.p[i]);
            continue;
        }
        if (place == 0)
            buf_str(out, f->field);
        else if (place == 1)
            put_value(out, f);
        else
            buf_str(out, f->more);
        i += 2;
    }
    buf_char(out, '\0');
    out->n--;
}
