/* diag_render.c -- findings in the four shapes. */
#include "interp/base/diag_render.h"

#include "interp/base/diag_mark.h"
#include <stdlib.h>

typedef struct Look {
    MarkStyle mark;
    const char *arrow, *gap;
    const char *severity_on[N_SEVERITIES], *bold_on, *help_on;
} Look;

static const Look look_plain = {
    .mark = {"|", "...", "|", "", "", "", "", 0},
    .arrow = "-->",
    .gap = ":",
    .severity_on = {"", "", ""},
    .bold_on = "",
    .help_on = "",
};
static const Look look_human = {
    .mark = {"│", "…", "│", "", "", "", "", 0},
    .arrow = "┌─",
    .gap = "·",
    .severity_on = {"", "", ""},
    .bold_on = "",
    .help_on = "",
};
static const Look look_colour = {
    .mark = {"│", "…", "│", "\33[1;31m", "\33[34m", "\33[34m", "\33[0m", 0},
    .arrow = "┌─",
    .gap = "·",
    .severity_on = {"\33[1;31m", "\33[1;33m", "\33[1;36m"},
    .bold_on = "\33[1m",
    .help_on = "\33[1;32m",
};

const char *severity_word(Severity s)
{
    static const char *const word[N_SEVERITIES] = {"error", "warning", "lint"};
    return word[s];
}

static int digits(int n)
{
    int d = 1;
    for (; n >= 10; n /= 10)
        d++;
    return d;
}

static int collect_marks(const Diag *d, Mark *mark)
{
    int n = 0;
    if (d->span.src != NULL)
        mark[n++] = mark_of_span(d->span, true, d->span_label);
    for (int i = 0; i < d->n_labels; i++)
        if (d->label[i].span.src != NULL)
            mark[n++] = mark_of_span(d->label[i].span, false, d->label[i].text);
    return n;
}

static void render_place(Buf *out, const Look *look, const Source *src, Pos at)
{
    const MarkStyle *m = &look->mark;
    buf_repeat(out, ' ', m->gutter + 1);
    buf_format(out, "%s%s%s %s:%d:%d\n", m->gutter_on, look->arrow, m->off, src->name,
               at.line, at.col);
}

/* The marks of one line leave the list for `same`; the line is the least not yet shown
 * of the source that is shown.  Returns how many there are. */
static int take_line(Mark *mark, int *n, const Source *src, Mark *same)
{
    int line = 0, taken = 0, kept = 0;
    for (int i = 0; i < *n; i++)
        if (mark[i].src == src && (line == 0 || mark[i].line < line))
            line = mark[i].line;
    for (int i = 0; i < *n; i++)
        if (mark[i].src == src && mark[i].line == line)
            same[taken++] = mark[i];
        else
            mark[kept++] = mark[i];
    *n = kept;
    return taken;
}

static void render_source(Buf *out, const Look *look, Mark *mark, int *n, Pos at)
{
    const Source *src = mark[0].src;
    Mark same[MARKS_MAX];
    int before = 0;
    render_place(out, look, src, at);
    for (int k; (k = take_line(mark, n, src, same)) > 0; before = same[0].line) {
        if (before > 0 && same[0].line > before + 1) {
            buf_repeat(out, ' ', look->mark.gutter + 1);
            buf_format(out, "%s%s%s\n", look->mark.gutter_on, look->gap,
                       look->mark.off);
        }
        mark_line(out, &look->mark, same, k);
    }
}

static Pos first_place(const Diag *d, const Mark *mark)
{
    if (d->span.src == mark->src)
        return source_pos(d->span.src, d->span.lo);
    for (int i = 0; i < d->n_labels; i++)
        if (d->label[i].span.src == mark->src)
            return source_pos(mark->src, d->label[i].span.lo);
    return (Pos){mark->line, 1};
}

/* Help of several lines keeps its own layout, moved right. */
static void render_help(Buf *out, const Look *look, const char *text)
{
    buf_repeat(out, ' ', look->mark.gutter + 1);
    buf_format(out, "%s=%s %shelp%s: ", look->mark.gutter_on, look->mark.off,
               look->help_on, look->mark.off);
    for (; *text != '\0'; text++) {
        buf_char(out, *text);
        if (*text == '\n')
            buf_repeat(out, ' ', look->mark.gutter + 9);
    }
    buf_char(out, '\n');
}

static void render_human(Buf *out, const Diag *d, const Look *style)
{
    Look look = *style;
    Mark mark[MARKS_MAX];
    int n = collect_marks(d, mark);
    look.mark.gutter = 1;
    for (int i = 0; i < n; i++)
        if (digits(mark[i].line) > look.mark.gutter)
            look.mark.gutter = digits(mark[i].line);
    if (d->span.src == NULL && d->file != NULL)
        buf_format(out, "%s: ", d->file);
    buf_format(out, "%s%s[%s]%s: %s%s%s\n", look.severity_on[d->severity],
               severity_word(d->severity), diag_info(d->code)->name, look.mark.off,
               look.bold_on, d->text, look.mark.off);
    while (n > 0)
        render_source(out, &look, mark, &n, first_place(d, mark));
    for (int i = 0; i < d->n_help; i++)
        render_help(out, &look, d->help[i]);
}

static void render_gnu(Buf *out, const Diag *d)
{
    if (d->span.src != NULL) {
        Pos at = source_pos(d->span.src, d->span.lo);
        buf_format(out, "%s:%d:%d: ", d->span.src->name, at.line, at.col);
    } else if (d->file != NULL) {
        buf_format(out, "%s: ", d->file);
    }
    buf_format(out, "%s[%s]: ", severity_word(d->severity), diag_info(d->code)->name);
    for (const char *p = d->text; *p != '\0'; p++)
        buf_char(out, *p == '\n' ? ' ' : *p);
    buf_char(out, '\n');
}

static void json_text(Buf *out, const char *key, const char *text)
{
    buf_format(out, ",\"%s\":", key);
    if (text != NULL)
        buf_json(out, str_of(text));
    else
        buf_z(out, "null");
}

static void json_place(Buf *out, Span at, const char *file)
{
    json_text(out, "file", at.src != NULL ? at.src->name : file);
    if (at.src == NULL) {
        buf_z(out, ",\"line\":null,\"col\":null,\"end_line\":null,\"end_col\":null");
        return;
    }
    Pos lo = source_pos(at.src, at.lo), hi = source_pos(at.src, at.hi);
    buf_format(out, ",\"line\":%d,\"col\":%d,\"end_line\":%d,\"end_col\":%d", lo.line,
               lo.col, hi.line, hi.col);
}

static void render_json(Buf *out, const Diag *d)
{
    buf_format(out, "{\"code\":\"%s\",\"severity\":\"%s\"", diag_info(d->code)->name,
               d->allowed != NULL ? "allowed" : severity_word(d->severity));
    json_place(out, d->span, d->file);
    json_text(out, "message", d->text);
    json_text(out, "label", d->span_label);
    buf_z(out, ",\"labels\":[");
    for (int i = 0; i < d->n_labels; i++) {
        buf_format(out, "%s{\"text\":", i > 0 ? "," : "");
        buf_json(out, str_of(d->label[i].text));
        json_place(out, d->label[i].span, NULL);
        buf_char(out, '}');
    }
    buf_z(out, "],\"help\":[");
    for (int i = 0; i < d->n_help; i++) {
        if (i > 0)
            buf_char(out, ',');
        buf_json(out, str_of(d->help[i]));
    }
    buf_char(out, ']');
    if (d->allowed != NULL)
        json_text(out, "allowed", d->allowed);
    buf_z(out, "}\n");
}

void diag_render(Buf *out, const Diag *d, DiagFormat format, bool colour)
{
    switch (format) {
    case DIAG_HUMAN: render_human(out, d, colour ? &look_colour : &look_human); break;
    case DIAG_PLAIN: render_human(out, d, &look_plain); break;
    case DIAG_GNU: render_gnu(out, d); break;
    case DIAG_JSON: render_json(out, d); break;
    }
}

const char *severity_counted(Severity s, int n)
{
    static const MsgId one[N_SEVERITIES] = {MSG_ONE_ERROR, MSG_ONE_WARNING,
                                            MSG_ONE_LINT};
    static const MsgId many[N_SEVERITIES] = {MSG_ERRORS, MSG_WARNINGS, MSG_LINTS};
    return n == 1 ? msg_text(one[s]) : msg_text(many[s], str_format("%d", n));
}

static void render_count(Buf *out, const Diags *ds)
{
    const int n[N_SEVERITIES] = {ds->n_errors, ds->n_warnings, ds->n_lints};
    const char *comma = "";
    for (int s = 0; s < (int)N_SEVERITIES; s++)
        if (n[s] > 0) {
            buf_format(out, "%s%s", comma, severity_counted((Severity)s, n[s]));
            comma = ", ";
        }
    if (ds->n_allowed > 0)
        buf_format(out, ", %s", msg_text(MSG_ALLOWED, str_format("%d", ds->n_allowed)));
    if (ds->n_errors > DIAG_LIMIT)
        buf_format(out, "; %s",
                   msg_text(MSG_ERRORS_HIDDEN, str_format("%d", (int)DIAG_LIMIT)));
    buf_char(out, '\n');
}

void diags_render(Buf *out, Diags *ds, DiagFormat format, bool colour)
{
    const bool for_people = format == DIAG_HUMAN || format == DIAG_PLAIN;
    int errors = 0;
    diags_sort(ds);
    for (int i = 0; i < ds->n; i++) {
        const Diag *d = ds->item[i];
        if (d->severity == SEV_ERROR && ++errors > DIAG_LIMIT)
            continue;
        diag_render(out, d, format, colour);
        if (for_people)
            buf_char(out, '\n');
    }
    for (int i = 0; format == DIAG_JSON && i < ds->n_allowed; i++)
        diag_render(out, ds->allowed[i], format, colour);
    if (for_people && ds->n > 0)
        render_count(out, ds);
}
