/* pattern_texts.c -- texts that a pattern finds, by reading it: letters, groups, choices.
 *
 * Of a class its first letter stands for it, what may be left out is left out, and borders of
 * words and lines are taken to hold.  Anything else (looks ahead, references, properties) tells
 * no text: a wrong guess would only be refused by the evaluator, but would look like a try.
 */
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/study/how_to_part.h"

enum { TEXTS_MOST = 64, DEPTH_MOST = 20 };

/* Texts so far, each to be continued. */
typedef struct Texts {
    Str *item;
    int n;
    size_t cap;
} Texts;

typedef struct Reading {
    Str p;
    size_t at;
    int depth;
    bool fine;
} Reading;

static Texts choices(Reading *r);

static void push(Texts *t, Str s)
{
    if (t->n < TEXTS_MOST)
        MEM_PUSH(t->item, t->n, t->cap) = s;
}

static Texts one(Str s)
{
    Texts t = {0};
    push(&t, str_copy(s));
    return t;
}

/* Each of a followed by each of b. */
static Texts joined(const Texts *a, const Texts *b)
{
    Texts t = {0};
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < b->n; k++) {
            Buf text = {0};
            buf_str(&text, a->item[i]);
            buf_str(&text, b->item[k]);
            push(&t, buf_copy(&text));
            buf_free(&text);
        }
    return t;
}

static bool next_is(const Reading *r, char c)
{
    return r->at < r->p.n && r->p.p[r->at] == c;
}

static Str letter(Reading *r)
{
    const size_t from = r->at;
    utf8_next(r->p, &r->at);
    return str_sub(r->p, from, r->at);
}

/* What an escape stands for; borders stand for nothing. */
static Str escaped(Reading *r)
{
    static const struct {
        char letter;
        Str stands_for;
    } known[] = {{'b', {"", 0}},  {'A', {"", 0}},  {'z', {"", 0}}, {'Z', {"", 0}},
                 {'d', {"1", 1}}, {'w', {"a", 1}}, {'s', {" ", 1}}};
    r->at++;
    if (r->at >= r->p.n) {
        r->fine = false;
        return STR("");
    }
    const Str c = letter(r);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (c.p[0] == known[i].letter)
            return known[i].stands_for;
    const bool alnum = (c.p[0] >= '0' && c.p[0] <= '9')
                       || (c.p[0] >= 'a' && c.p[0] <= 'z')
                       || (c.p[0] >= 'A' && c.p[0] <= 'Z');
    r->fine = r->fine && !alnum;
    return c;
}

/* "[oó]": its first letter; one that leaves letters out tells none. */
static Str of_class(Reading *r)
{
    r->at++;
    if (r->at >= r->p.n || next_is(r, '^') || next_is(r, ']') || next_is(r, '[')) {
        r->fine = false;
        return STR("");
    }
    const Str first = next_is(r, '\\') ? escaped(r) : letter(r);
    while (r->at < r->p.n && !next_is(r, ']')) {
        if (next_is(r, '\\'))
            r->at++;
        if (r->at < r->p.n)
            letter(r);
    }
    r->fine = r->fine && r->at < r->p.n && first.n > 0;
    r->at++;
    return first;
}

static Texts group(Reading *r)
{
    r->at++;
    if (next_is(r, '?')) {
        r->fine = r->fine && r->at + 1 < r->p.n && r->p.p[r->at + 1] == ':';
        r->at += 2;
    } else if (next_is(r, '*')) {
        r->fine = false;
    }
    Texts t = {0};
    if (r->depth++ < DEPTH_MOST && r->fine)
        t = choices(r);
    r->depth--;
    r->fine = r->fine && next_is(r, ')');
    r->at++;
    return t;
}

static Texts atom(Reading *r)
{
    const char c = r->p.p[r->at];
    if (c == '(')
        return group(r);
    if (c == '[')
        return one(of_class(r));
    if (c == '\\')
        return one(escaped(r));
    if (c == '^' || c == '$' || c == '.') {
        r->at++;
        return one(c == '.' ? STR("a") : STR(""));
    }
    r->fine = r->fine && c != '*' && c != '+' && c != '?' && c != '{';
    return one(letter(r));
}

/* What may be left out is; what comes at least once comes once. */
static Texts repeated(Reading *r, Texts t)
{
    if (next_is(r, '?') || next_is(r, '*'))
        t = one(STR(""));
    else if (next_is(r, '{'))
        r->fine = false;
    else if (!next_is(r, '+'))
        return t;
    r->at++;
    if (next_is(r, '?') || next_is(r, '+'))
        r->at++;
    return t;
}

static Texts sequence(Reading *r)
{
    Texts t = one(STR(""));
    while (r->fine && r->at < r->p.n && !next_is(r, '|') && !next_is(r, ')')) {
        Texts next = atom(r);
        next = repeated(r, next);
        t = joined(&t, &next);
    }
    return t;
}

static Texts choices(Reading *r)
{
    Texts t = sequence(r);
    while (r->fine && next_is(r, '|')) {
        r->at++;
        const Texts more = sequence(r);
        for (int i = 0; i < more.n; i++)
            push(&t, more.item[i]);
    }
    return t;
}

int pattern_texts(Str pattern, Str *out, int most)
{
    Reading r = {.p = pattern, .fine = true};
    const Texts t = choices(&r);
    if (!r.fine || r.at < pattern.n)
        return 0;
    int n = 0;
    for (int i = 0; i < t.n && n < most; i++)
        if (t.item[i].n > 0)
            out[n++] = t.item[i];
    return n;
}
