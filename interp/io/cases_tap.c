/* cases_tap.c -- cases as TAP version 14: one list, the policies after each other. */
#include "interp/io/cases.h"

/* `#` would begin a directive; a line is a line. */
static void put_description(Buf *b, const char *z)
{
    for (; *z != '\0'; z++) {
        const unsigned char c = (unsigned char)*z;
        if (c == '#' || c == '\\')
            buf_char(b, '\\');
        buf_char(b, c < 0x20 || c == 0x7f ? ' ' : *z);
    }
}

/* A text as JSON writes it is a text of YAML too. */
static void put_key(Buf *b, const char *key, const char *text)
{
    buf_format(b, "  %s: ", key);
    buf_json(b, str_of(text));
    buf_char(b, '\n');
}

static void put_yaml(Buf *b, const Case *c)
{
    buf_z(b, "  ---\n");
    put_key(b, "message", c->message);
    put_key(b, "code", c->type);
    if (c->file != NULL)
        put_key(b, "file", c->file);
    if (c->file != NULL && c->at.line > 0)
        buf_format(b, "  line: %d\n  column: %d\n", c->at.line, c->at.col);
    for (int i = 0; i < c->n_notes; i++)
        put_key(b, c->note[i].key, c->note[i].text);
    buf_z(b, "  ...\n");
}

static void put_case(Buf *b, int number, const Suite *s, const Case *c)
{
    buf_format(b, "%s %d - ", c->verdict == CASE_FAILED ? "not ok" : "ok", number);
    put_description(b, c->file != NULL ? c->file : s->name);
    if (c->file != NULL && c->at.line > 0)
        buf_format(b, ":%d:%d", c->at.line, c->at.col);
    buf_z(b, ": ");
    put_description(b, c->name);
    if (c->verdict == CASE_SKIPPED) {
        buf_z(b, " # SKIP ");
        put_description(b, c->message);
    }
    buf_char(b, '\n');
    if (c->verdict != CASE_SKIPPED && c->type != NULL)
        put_yaml(b, c);
}

void suites_tap(Buf *out, const Suites *s)
{
    int n = 0, number = 0;
    for (int i = 0; i < s->n; i++)
        n += s->item[i].n;
    buf_format(out, "TAP version 14\n1..%d\n", n);
    for (int i = 0; i < s->n; i++)
        for (int k = 0; k < s->item[i].n; k++)
            put_case(out, ++number, &s->item[i], &s->item[i].item[k]);
}
