/* json_scan.c -- the scanners that are not worth inlining. */
#include "interp/io/json_scan.h"

#include "interp/io/json_text.h"

const char *json_text_slow(const char *p)
{
    while (*p == '\\') {
        int n = json_escape_length(p);
        if (n <= 0)
            return NULL;
        p = json_plain_end(p + n);
    }
    return *p == '"' ? p : NULL;
}

const char *json_number_slow(const char *p)
{
    p += *p == '-';
    if (*p == '0')
        p++;
    else if (json_digit(*p))
        do
            p++;
        while (json_digit(*p));
    else
        return NULL;
    if (*p == '.') {
        if (!json_digit(*++p))
            return NULL;
        while (json_digit(*p))
            p++;
    }
    if ((*p | 0x20) == 'e') {
        p++;
        p += *p == '+' || *p == '-';
        if (!json_digit(*p))
            return NULL;
        while (json_digit(*p))
            p++;
    }
    return p;
}

/* After a value or an opening bracket inside an object: the key and its colon. */
static const char *key_and_colon(const char *p, bool lines)
{
    bool raw;
    if (*p != '"' || (p = json_text_end(p + 1, &raw)) == NULL)
        return NULL;
    p = json_blanks(p + 1, lines);
    return *p == ':' ? json_blanks(p + 1, lines) : NULL;
}

/* Brackets are kept as bits, so that depth costs no stack: 1 is an object. */
const char *json_skip_container(const char *p, bool lines, int depth)
{
    uint64_t objects[JSON_DEPTH / 64 + 1];
    int d = -1;
    for (;;) {
        /* p is at a value */
        if (*p == '{' || *p == '[') {
            bool object = *p == '{';
            if (++d >= depth)
                return NULL;
            uint64_t bit = UINT64_C(1) << (d & 63);
            if ((d & 63) == 0)
                objects[d >> 6] = 0;
            objects[d >> 6] = object ? objects[d >> 6] | bit : objects[d >> 6] & ~bit;
            p = json_blanks(p + 1, lines);
            if (*p != (object ? '}' : ']')) {
                if (object && (p = key_and_colon(p, lines)) == NULL)
                    return NULL;
                continue;
            }
        } else {
            p = json_skip(p, lines, 0);
            if (p == NULL)
                return NULL;
            p = json_blanks(p, lines);
        }
        /* p is after a value, or at the bracket that closes an empty container */
        for (;;) {
            bool object = (objects[d >> 6] >> (d & 63) & 1) != 0;
            if (*p == ',') {
                p = json_blanks(p + 1, lines);
                if (object && (p = key_and_colon(p, lines)) == NULL)
                    return NULL;
                break;
            }
            if (*p != (object ? '}' : ']'))
                return NULL;
            p++;
            if (--d < 0)
                return p;
            p = json_blanks(p, lines);
        }
    }
}
