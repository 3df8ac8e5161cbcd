/* annotations.c -- remarks as workflow commands. */
#include "interp/io/annotations.h"

#include "interp/base/diag_render.h"

enum { SHOWN = 10 };

static void put_escaped(Buf *b, const char *z, const char *special)
{
    for (; *z != '\0'; z++)
        if (strchr(special, *z) != NULL)
            buf_format(b, "%%%02X", (unsigned)(unsigned char)*z);
        else
            buf_char(b, *z);
}

static void put_property(Buf *b, const char *name, const char *z)
{
    buf_format(b, "%s=", name);
    put_escaped(b, z, "%\r\n:,");
}

/* Columns are taken only where all is on one line. */
static void put_place(Buf *b, const Annotation *a)
{
    const Pos from = a->from, to = a->to;
    put_property(b, "file", a->file);
    if (from.line > 0 && from.line == to.line && from.col < to.col)
        buf_format(b, ",line=%d,col=%d,endLine=%d,endColumn=%d", from.line, from.col,
                   to.line, to.col);
    else if (from.line > 0)
        buf_format(b, ",line=%d,endLine=%d", from.line, to.line);
    buf_char(b, ',');
}

static void put_one(Buf *b, const Annotation *a)
{
    static const char *const kind[N_SEVERITIES] = {"error", "warning", "notice"};
    buf_format(b, "::%s ", kind[a->level]);
    if (a->file != NULL)
        put_place(b, a);
    put_property(b, "title", a->title);
    buf_z(b, "::");
    put_escaped(b, a->text, "%\r\n");
    buf_char(b, '\n');
}

void annotations_github(Buf *out, const Annotation *a, int n)
{
    int seen[N_SEVERITIES] = {0};
    for (int i = 0; i < n; i++)
        if (seen[a[i].level]++ < SHOWN)
            put_one(out, &a[i]);
    for (int s = 0; s < (int)N_SEVERITIES; s++)
        if (seen[s] > SHOWN)
            buf_format(out, "%s\n",
                       msg_text(MSG_ANNOTATIONS_MORE, str_format("%d", (int)SHOWN),
                                severity_counted((Severity)s, seen[s])));
}
