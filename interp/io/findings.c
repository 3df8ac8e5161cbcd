/* findings.c -- the formats of findings, and what they share. */
#include "interp/io/findings.h"

#include "interp/base/diag_render.h"
#include "interp/base/map.h"
#include "interp/base/mem.h"
#include "interp/io/findings_part.h"

/* -- one finding ------------------------------------------------------------------------ */

const char *finding_file(const Diag *d)
{
    return d->span.src != NULL ? d->span.src->name : d->file;
}

Pos finding_from(const Diag *d)
{
    return d->span.src != NULL ? source_pos(d->span.src, d->span.lo) : (Pos){0};
}

Pos finding_to(const Diag *d)
{
    return d->span.src != NULL ? source_pos(d->span.src, d->span.hi) : (Pos){0};
}

const char *finding_where(const Diag *d)
{
    const char *file = finding_file(d);
    const Pos at = finding_from(d);
    if (file == NULL)
        return "";
    return at.line > 0 ? str_format("%s:%d:%d", file, at.line, at.col) : file;
}

const char *finding_text(const Diag *d)
{
    const char *text = d->text;
    for (int i = 0; i < d->n_help; i++)
        text = str_format("%s\n%s", text, d->help[i]);
    return text;
}

const char *finding_rendered(const Diag *d)
{
    Buf b = {0};
    diag_render(&b, d, DIAG_PLAIN, false);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* -- all of them ------------------------------------------------------------------------ */

static bool seen_before(Map *seen, const Diag *d)
{
    const Str key = str_of(str_format("%s %d %u %s", finding_where(d), (int)d->code,
                                      (unsigned)d->span.hi, d->text));
    if (map_get(seen, key) != NULL)
        return true;
    map_put(seen, key, seen);
    return false;
}

static void take(FoundList *all, Map *seen, const Diag *d)
{
    if (seen_before(seen, d))
        return;
    MEM_PUSH(all->item, all->n, all->cap) = d;
    if (d->allowed != NULL)
        all->n_allowed++;
    else
        all->count[d->severity]++;
}

FoundList *found_list(const Findings *f)
{
    FoundList *all = MEM_NEW(FoundList);
    Map *seen = map_new();
    for (int i = 0; i < f->n; i++) {
        Diags *ds = f->item[i].found;
        diags_sort(ds);
        for (int k = 0; k < ds->n; k++)
            take(all, seen, ds->item[k]);
    }
    for (int i = 0; i < f->n; i++)
        for (int k = 0; k < f->item[i].found->n_allowed; k++)
            take(all, seen, f->item[i].found->allowed[k]);
    return all;
}

/* "2 errors, 1 warning and 3 lints"; NULL: nothing. */
static const char *counted(const FoundList *all)
{
    const char *text = NULL;
    int left = 0;
    for (int s = 0; s < (int)N_SEVERITIES; s++)
        left += all->count[s] > 0;
    for (int s = 0; s < (int)N_SEVERITIES; s++) {
        if (all->count[s] == 0)
            continue;
        const char *part = severity_counted((Severity)s, all->count[s]);
        left--;
        if (text == NULL)
            text = part;
        else if (left > 0)
            text = str_format("%s, %s", text, part);
        else
            text = msg_text(MSG_AND, text, part);
    }
    return text;
}

const char *findings_verdict(const Findings *f, const FoundList *all)
{
    const char *what = counted(all);
    const char *where = f->n == 1 ? f->item[0].policy
                                  : msg_text(MSG_VERDICT_MANY, str_format("%d", f->n));
    const char *text = what == NULL ? msg_text(MSG_VERDICT_NONE, where)
                                    : msg_text(MSG_VERDICT_IN, what, where);
    if (all->n_allowed > 0)
        text = str_format("%s (%s)", text,
                          msg_text(MSG_ALLOWED, str_format("%d", all->n_allowed)));
    return text;
}

/* -- the formats ------------------------------------------------------------------------ */

static void each(Buf *out, const Findings *f, DiagFormat format)
{
    for (int i = 0; i < f->n; i++)
        diags_render(out, f->item[i].found, format, f->colour);
}

static void write_human(Buf *out, const Findings *f) { each(out, f, DIAG_HUMAN); }
static void write_plain(Buf *out, const Findings *f) { each(out, f, DIAG_PLAIN); }
static void write_gnu(Buf *out, const Findings *f) { each(out, f, DIAG_GNU); }
static void write_json(Buf *out, const Findings *f) { each(out, f, DIAG_JSON); }

static void write_junit(Buf *out, const Findings *f)
{
    Suites s = {0};
    findings_cases(&s, f);
    suites_junit(out, &s);
}

static void write_tap(Buf *out, const Findings *f)
{
    Suites s = {0};
    findings_cases(&s, f);
    suites_tap(out, &s);
}

static const struct {
    const char *name;
    void (*write)(Buf *out, const Findings *f);
} table[N_FINDINGS_FORMATS] = {
#define FINDINGS(id, name, write) [FINDINGS_##id] = {name, write},
#include "interp/io/findings.def"
};

const char *findings_formats(void)
{
    static const char names[] =
#define FINDINGS(id, name, write) "|" name
#include "interp/io/findings.def"
        ;
    return names + 1;
}

FindingsFormat findings_format(const char *name)
{
    int i = 0;
    while (i < (int)N_FINDINGS_FORMATS - 1 && strcmp(table[i].name, name) != 0)
        i++;
    return (FindingsFormat)i;
}

void findings_write(Buf *out, const Findings *f, FindingsFormat format)
{
    table[format].write(out, f);
}
