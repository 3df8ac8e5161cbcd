/* json_check.c -- RFC 8259 as it is written, byte by byte. */
#include "interp/io/json_check.h"

#include "interp/io/json_scan.h"
#include "interp/io/json_text.h"

typedef struct Check {
    const char *p, *end;
    Fault *fault;
} Check;

static bool bad(Check *c, MsgId msg) { return fault_put(c->fault, E0501, msg, c->p); }
static char peek(const Check *c) { return c->p < c->end ? *c->p : '\0'; }

static void blanks(Check *c)
{
    while (c->p < c->end
           && (*c->p == ' ' || *c->p == '\t' || *c->p == '\r' || *c->p == '\n'))
        c->p++;
}

static bool check_escape(Check *c)
{
    char copy[16] = {0};
    size_t left = (size_t)(c->end - c->p);
    memcpy(copy, c->p, left < 12 ? left : 12);
    int n = json_escape_length(copy);
    if (n <= 0)
        return bad(c, n == 0 ? JSON_BAD_ESCAPE : JSON_HALF_PAIR);
    c->p += n;
    return true;
}

static bool check_text(Check *c)
{
    const char *open = c->p++;
    while (c->p < c->end) {
        unsigned char b = (unsigned char)*c->p;
        if (b == '"') {
            c->p++;
            return true;
        }
        if (b < 0x20)
            return bad(c, JSON_CONTROL);
        if (b != '\\')
            c->p++;
        else if (!check_escape(c))
            return false;
    }
    c->p = open;
    return bad(c, JSON_OPEN_TEXT);
}

static bool digits(Check *c)
{
    const char *from = c->p;
    while (json_digit(peek(c)))
        c->p++;
    return c->p > from;
}

static bool check_number(Check *c)
{
    const char *from = c->p;
    c->p += peek(c) == '-';
    const char *first = c->p;
    bool sound = digits(c) && (*first != '0' || c->p == first + 1);
    if (sound && peek(c) == '.') {
        c->p++;
        sound = digits(c);
    }
    if (sound && (peek(c) | 0x20) == 'e') {
        c->p++;
        c->p += peek(c) == '+' || peek(c) == '-';
        sound = digits(c);
    }
    if (sound)
        return true;
    c->p = from;
    return bad(c, JSON_BAD_NUMBER);
}

static bool check_scalar(Check *c)
{
    static const Str words[] = {{"null", 4}, {"true", 4}, {"false", 5}};
    if (peek(c) == '"')
        return check_text(c);
    if (peek(c) == '-' || json_digit(peek(c)))
        return check_number(c);
    Str rest = {c->p, (size_t)(c->end - c->p)};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(rest, words[i])) {
            c->p += words[i].n;
            return true;
        }
    return bad(c, JSON_NO_VALUE);
}

static bool check_key(Check *c)
{
    blanks(c);
    if (peek(c) != '"')
        return bad(c, JSON_NO_KEY);
    if (!check_text(c))
        return false;
    blanks(c);
    if (peek(c) != ':')
        return bad(c, JSON_NO_COLON);
    c->p++;
    return true;
}

/* Opens the brackets that stand at a value: 1 where a value is due, 0 where one is done
 * (an empty container), -1 at a fault. */
static int check_open(Check *c, bool *object, int *depth)
{
    bool is_object = peek(c) == '{';
    if (*depth == JSON_DEPTH) {
        fault_number(c->fault, E0501, JSON_DEEP, c->p, JSON_DEPTH);
        return -1;
    }
    object[(*depth)++] = is_object;
    c->p++;
    blanks(c);
    if (peek(c) == (is_object ? '}' : ']') && c->p < c->end) {
        c->p++;
        --*depth;
        return 0;
    }
    return !is_object || check_key(c) ? 1 : -1;
}

/* After a value: closes brackets up to the next value that is due. */
static int check_next(Check *c, const bool *object, int *depth)
{
    for (;;) {
        if (*depth == 0)
            return 0;
        blanks(c);
        if (c->p >= c->end)
            return bad(c, JSON_OPEN) - 1;
        bool in_object = object[*depth - 1];
        if (*c->p == ',') {
            c->p++;
            return !in_object || check_key(c) ? 1 : -1;
        }
        if (*c->p != (in_object ? '}' : ']'))
            return bad(c, JSON_NO_COMMA) - 1;
        c->p++;
        --*depth;
    }
}

bool json_check(Str s, Fault *f)
{
    Check c = {s.p, s.p + s.n, f};
    bool object[JSON_DEPTH];
    int depth = 0, due = 1;
    while (due == 1) {
        blanks(&c);
        if (peek(&c) == '{' || peek(&c) == '[')
            due = check_open(&c, object, &depth);
        else
            due = check_scalar(&c) ? 0 : -1;
        if (due == 0)
            due = check_next(&c, object, &depth);
    }
    if (due < 0)
        return false;
    blanks(&c);
    return c.p == c.end || bad(&c, JSON_AFTER);
}
