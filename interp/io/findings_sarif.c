/* findings_sarif.c -- findings as SARIF 2.1.0, for code scanning and editors.
 *
 * One run.  Rules are the codes that occur, in their order.  Columns count units of UTF-16,
 * as most that read SARIF count.  Names of files are relative references where they are
 * relative paths.  In a message, braces are doubled: one alone would be a placeholder.
 */
#include "interp/base/diag_render.h"
#include "interp/base/mem.h"
#include "interp/io/findings_part.h"
#include "interp/io/json_out.h"

#define SCHEMA \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/" \
    "sarif-schema-2.1.0.json"

typedef struct Sarif {
    Json j;
    const FoundList *all;
    int rule[N_DIAG_CODES]; /* index of a code's rule; -1: it does not occur */
} Sarif;

/* -- texts ------------------------------------------------------------------------------ */

/* What RFC 3986 takes in a path as it is; a colon could end a scheme. */
static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || (c != '\0' && strchr("-._~/", c) != NULL);
}

static void j_uri(Json *j, const char *file)
{
    Buf b = {0};
    if (file[0] == '/')
        buf_z(&b, "file://");
    for (; *file != '\0'; file++)
        if (is_plain((unsigned char)*file))
            buf_char(&b, *file);
        else
            buf_format(&b, "%%%02X", (unsigned)(unsigned char)*file);
    j_str(j, "uri", buf_view(&b));
    buf_free(&b);
}

static void j_message(Json *j, const char *key, const char *text)
{
    Buf b = {0};
    for (; *text != '\0'; text++) {
        buf_char(&b, *text);
        if (*text == '{' || *text == '}')
            buf_char(&b, *text);
    }
    j_key(j, key);
    j_open(j, '{');
    j_str(j, "text", buf_view(&b));
    j_close(j, '}');
    buf_free(&b);
}

/* A text that holds no placeholders. */
static void j_text(Json *j, const char *key, const char *text)
{
    j_key(j, key);
    j_open(j, '{');
    j_z(j, "text", text);
    j_close(j, '}');
}

/* -- places ----------------------------------------------------------------------------- */

/* A character past U+FFFF, four bytes here, is two units. */
static int column16(const Source *s, uint32_t offset, Pos at)
{
    const uint32_t start = s->line_start[at.line - 1];
    int column = at.col;
    for (uint32_t i = start; i < offset && i < s->text.n; i++)
        column += (unsigned char)s->text.p[i] >= 0xf0;
    return column;
}

static void j_region(Json *j, Span at)
{
    const Pos lo = source_pos(at.src, at.lo), hi = source_pos(at.src, at.hi);
    j_key(j, "region");
    j_open(j, '{');
    j_count(j, "startLine", (uint64_t)lo.line);
    j_count(j, "startColumn", (uint64_t)column16(at.src, at.lo, lo));
    j_count(j, "endLine", (uint64_t)hi.line);
    j_count(j, "endColumn", (uint64_t)column16(at.src, at.hi, hi));
    j_close(j, '}');
}

static void j_place(Json *j, const char *file, Span at)
{
    j_key(j, "physicalLocation");
    j_open(j, '{');
    j_key(j, "artifactLocation");
    j_open(j, '{');
    j_uri(j, file);
    j_close(j, '}');
    if (at.src != NULL)
        j_region(j, at);
    j_close(j, '}');
}

static void j_locations(Json *j, const Diag *d)
{
    if (finding_file(d) == NULL)
        return;
    j_key(j, "locations");
    j_open(j, '[');
    j_next(j);
    j_open(j, '{');
    j_place(j, finding_file(d), d->span);
    if (d->span_label != NULL)
        j_message(j, "message", d->span_label);
    j_close(j, '}');
    j_close(j, ']');
}

static void j_related(Json *j, const Diag *d)
{
    if (d->n_labels == 0)
        return;
    j_key(j, "relatedLocations");
    j_open(j, '[');
    for (int i = 0; i < d->n_labels; i++) {
        const DiagLabel *l = &d->label[i];
        if (l->span.src == NULL)
            continue;
        j_next(j);
        j_open(j, '{');
        j_count(j, "id", (uint64_t)i + 1);
        j_place(j, l->span.src->name, l->span);
        j_message(j, "message", l->text);
        j_close(j, '}');
    }
    j_close(j, ']');
}

/* -- rules ------------------------------------------------------------------------------ */

static const char *level_of(Severity s)
{
    static const char *const level[N_SEVERITIES] = {"error", "warning", "note"};
    return level[s];
}

static const char *help_of(const DiagInfo *info)
{
    const char *text = info->about;
    if (info->bad[0] != '\0')
        text = str_format("%s\n\n%s\n\n%s", text, msg_text(MSG_HELP_AVOID), info->bad);
    if (info->good[0] != '\0')
        text = str_format("%s\n%s\n\n%s", text, msg_text(MSG_HELP_PREFER), info->good);
    return text;
}

static void j_rule(Json *j, const DiagInfo *info)
{
    j_next(j);
    j_open(j, '{');
    j_z(j, "id", info->name);
    j_text(j, "shortDescription", info->title);
    j_text(j, "fullDescription", info->about);
    j_text(j, "help", help_of(info));
    j_key(j, "defaultConfiguration");
    j_open(j, '{');
    j_z(j, "level", level_of(info->severity));
    j_close(j, '}');
    j_close(j, '}');
}

static void j_rules(Sarif *s)
{
    int n = 0;
    for (int i = 0; i < (int)N_DIAG_CODES; i++)
        s->rule[i] = -1;
    for (int i = 0; i < s->all->n; i++)
        s->rule[s->all->item[i]->code] = 0;
    j_key(&s->j, "rules");
    j_open(&s->j, '[');
    for (int i = 0; i < (int)N_DIAG_CODES; i++)
        if (s->rule[i] == 0) {
            s->rule[i] = n++;
            j_rule(&s->j, diag_info((DiagCode)i));
        }
    j_close(&s->j, ']');
}

static void j_tool(Sarif *s, const Findings *f)
{
    Json *j = &s->j;
    j_key(j, "tool");
    j_open(j, '{');
    j_key(j, "driver");
    j_open(j, '{');
    j_z(j, "name", "acordo");
    j_z(j, "version", f->version);
    j_z(j, "semanticVersion", f->version);
    j_rules(s);
    j_close(j, '}');
    j_close(j, '}');
}

/* -- results ---------------------------------------------------------------------------- */

static void j_suppressions(Json *j, const Diag *d)
{
    j_key(j, "suppressions");
    j_open(j, '[');
    j_next(j);
    j_open(j, '{');
    j_z(j, "kind", "inSource");
    if (d->allowed[0] != '\0')
        j_z(j, "justification", d->allowed);
    j_close(j, '}');
    j_close(j, ']');
}

static void j_result(Sarif *s, const Diag *d)
{
    Json *j = &s->j;
    j_next(j);
    j_open(j, '{');
    j_z(j, "ruleId", diag_info(d->code)->name);
    j_count(j, "ruleIndex", (uint64_t)s->rule[d->code]);
    j_z(j, "level", level_of(d->severity));
    j_message(j, "message", finding_text(d));
    j_locations(j, d);
    j_related(j, d);
    if (d->allowed != NULL)
        j_suppressions(j, d);
    j_close(j, '}');
}

static void j_run(Sarif *s, const Findings *f)
{
    Json *j = &s->j;
    j_next(j);
    j_open(j, '{');
    j_tool(s, f);
    j_z(j, "columnKind", "utf16CodeUnits");
    j_key(j, "results");
    j_open(j, '[');
    for (int i = 0; i < s->all->n; i++)
        j_result(s, s->all->item[i]);
    j_close(j, ']');
    j_close(j, '}');
}

void findings_sarif(Buf *out, const Findings *f)
{
    Sarif s = {.all = found_list(f)};
    Json *j = &s.j;
    j_open(j, '{');
    j_z(j, "$schema", SCHEMA);
    j_z(j, "version", "2.1.0");
    j_key(j, "runs");
    j_open(j, '[');
    j_run(&s, f);
    j_close(j, ']');
    j_close(j, '}');
    buf_str(out, buf_view(&j->b));
    buf_char(out, '\n');
    buf_free(&j->b);
}
