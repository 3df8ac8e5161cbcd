/* help_module.c -- what a module of the standard library offers, by kind, and how to use it.
 *
 * All of it is read from the module's own text: its head comment, the titles of its
 * declarations, and the lines that say what they are.
 */
#include "interp/app/help.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/study/modules.h"
#include "interp/study/session.h"

enum { MODULE_COLUMNS = 24, NAMES_MOST = 28 };

typedef struct Entry {
    const char *name, *title, *detail; /* "" where there is none */
} Entry;

typedef struct Entries {
    Entry *item;
    int n;
    size_t cap;
} Entries;

static void add(Entries *e, const char *name, const char *title, const char *detail)
{
    MEM_PUSH(e->item, e->n, e->cap) = (Entry){name, title, detail};
}

/* -- the text of parts ------------------------------------------------------------------ */

/* Blanks and ends of lines become one blank. */
static void put_squeezed(Buf *out, Str s)
{
    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        bool blank =
            s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '\t';
        if (!blank)
            buf_char(out, s.p[i]);
        else if (s.p[i + 1] != ' ' && s.p[i + 1] != '\n')
            buf_char(out, ' ');
    }
}

static const char *squeezed(Span span)
{
    Buf b = {0};
    put_squeezed(&b, span_text(span));
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static const char *word(Keyword k) { return str_z(keyword_text(k, LANG_EN)); }
static const char *name_of(const Node *d) { return str_z(text_of(kid(d, 0))); }
static const char *title_of(const Node *title) { return str_z(text_of(title)); }

static const char *taken(Buf *b)
{
    const char *z = str_z(buf_view(b));
    buf_free(b);
    return z;
}

/* The lines of a block, with "; " between them. */
static const char *lines_of(const Node *body)
{
    Buf b = {0};
    for (int i = 0; i < n_items(body); i++) {
        buf_z(&b, i > 0 ? "; " : "");
        put_squeezed(&b, span_text(body->kid[i]->span));
    }
    return taken(&b);
}

/* -- entries by kind -------------------------------------------------------------------- */

static void add_fields(Entries *e, const Node *lead)
{
    const Node *body = kid(lead, 3);
    for (int i = 0; i < n_items(body); i++) {
        const Node *f = body->kid[i];
        if (f->kind != N_FIELD)
            continue;
        Span rest = f->span;
        rest.lo = kid(f, 1)->span.lo;
        add(e, name_of(f), squeezed(rest), "");
    }
}

static void add_set(Entries *e, const Node *d)
{
    const Node *items = kid(d, 2);
    Buf b = {0};
    for (int i = 0; i < n_items(items); i++) {
        buf_z(&b, i > 0 ? ", " : "");
        buf_str(&b, text_of(items->kid[i]));
    }
    add(e, name_of(d), title_of(kid(d, 1)), taken(&b));
}

/* senior_title(t text) */
static void add_define(Entries *e, const Node *d)
{
    const Node *params = kid(d, 2);
    Buf b = {0};
    buf_z(&b, name_of(d));
    for (int i = 0; i < n_items(params); i++) {
        buf_z(&b, i > 0 ? ", " : "(");
        put_squeezed(&b, span_text(params->kid[i]->span));
    }
    buf_z(&b, params != NULL ? ")" : "");
    add(e, taken(&b), title_of(kid(d, 1)), squeezed(kid(d, 3)->span));
}

static bool has_title(const Node *days, int n, Str title)
{
    for (int i = 0; i < n; i++)
        if (str_eq(text_of(kid(days->kid[i], 3)), title))
            return true;
    return false;
}

/* Each title once: a day that moved has several lines. */
static void add_holidays(Entries *e, const Node *d)
{
    const Node *days = kid(d, 2);
    Buf b = {0};
    for (int i = 0; i < n_items(days); i++) {
        Str title = text_of(kid(days->kid[i], 3));
        if (title.n == 0 || has_title(days, i, title))
            continue;
        buf_z(&b, b.n > 0 ? "; " : "");
        buf_str(&b, title);
    }
    add(e, name_of(d), title_of(kid(d, 1)), taken(&b));
}

static void add_calendar(Entries *e, const Node *d)
{
    add(e, name_of(d), title_of(kid(d, 1)), lines_of(kid(d, 2)));
}

/* Behind the title, since it is short: "Lead, since created_at". */
static void add_stages(Entries *e, const Node *funnel)
{
    const Node *stages = kid(funnel, 0);
    for (int i = 0; i < n_items(stages); i++) {
        const Node *st = stages->kid[i], *since = kid(st, 3);
        if (st->kind != N_STAGE && st->kind != N_EXIT)
            continue;
        const char *what = word(st->kind == N_EXIT ? KW_EXIT : KW_STAGE);
        const char *at =
            since != NULL ? str_format(", %s %s", word(KW_SINCE), squeezed(since->span))
                          : "";
        add(e, str_format("%s %s", what, name_of(st)),
            str_format("%s%s", title_of(kid(st, 1)), at), "");
    }
}

/* What a reader of a clause asks first: who, what, how much of it. */
static bool tells(NodeKind line)
{
    return line == N_C_WITHIN || line == N_C_DUE || line == N_C_KEEP
           || line == N_M_MEASURE || line == N_M_PER || line == N_M_TARGET;
}

static void add_clause(Entries *e, const Node *d)
{
    const Node *body = kid(d, 2);
    Buf b = {0};
    for (int i = 0; i < n_items(body); i++)
        if (body->kid[i]->kind == N_C_BY)
            put_squeezed(&b, span_text(body->kid[i]->span));
    for (int i = 0; i < n_items(body); i++)
        if (tells(body->kid[i]->kind)) {
            buf_z(&b, b.n > 0 ? "; " : "");
            put_squeezed(&b, span_text(body->kid[i]->span));
        }
    add(e, name_of(d), title_of(kid(d, 1)), taken(&b));
}

static void add_clauses(Entries *e, const Node *agreement)
{
    const Node *body = kid(agreement, 4);
    for (int i = 0; i < n_items(body); i++)
        if (body->kid[i]->kind == N_CLAUSE)
            add_clause(e, body->kid[i]);
}

static void add_kpi(Entries *e, const Node *d)
{
    add(e, name_of(d), title_of(kid(d, 1)), lines_of(kid(d, 2)));
}

/* -- the page --------------------------------------------------------------------------- */

static const struct {
    NodeKind kind;
    MsgId heading, how;
    void (*add)(Entries *e, const Node *d);
} sections[] = {
    {N_LEAD, MSG_MODULE_FIELDS, MSG_MODULE_FIELDS_HOW, add_fields},
    {N_FUNNEL, MSG_MODULE_STAGES, MSG_MODULE_STAGES_HOW, add_stages},
    {N_SET, MSG_MODULE_SETS, MSG_MODULE_SETS_HOW, add_set},
    {N_DEFINE, MSG_MODULE_DEFINES, MSG_MODULE_DEFINES_HOW, add_define},
    {N_HOLIDAYS, MSG_MODULE_HOLIDAYS, MSG_MODULE_HOLIDAYS_HOW, add_holidays},
    {N_CALENDAR, MSG_MODULE_CALENDARS, MSG_MODULE_CALENDARS_HOW, add_calendar},
    {N_AGREEMENT, MSG_MODULE_CLAUSES, MSG_MODULE_CLAUSES_HOW, add_clauses},
    {N_KPI, MSG_MODULE_KPIS, MSG_MODULE_KPIS_HOW, add_kpi},
};

static int name_columns(const Entries *e)
{
    int most = 0;
    for (int i = 0; i < e->n; i++) {
        int n = utf8_width(str_of(e->item[i].name));
        most = n > most && n <= NAMES_MOST ? n : most;
    }
    return most + 4;
}

static void put_entries(Buf *out, const Entries *e)
{
    int columns = name_columns(e);
    for (int i = 0; i < e->n; i++) {
        const Entry *x = &e->item[i];
        bool titled = x->title[0] != '\0';
        help_row(out, columns, x->name, titled ? x->title : x->detail);
        if (titled && x->detail[0] != '\0') {
            buf_repeat(out, ' ', columns);
            help_wrap(out, columns, columns, x->detail);
        }
    }
}

static void put_section(Buf *out, const Node *file, size_t s)
{
    Entries e = {0};
    for (int i = 0; i < n_items(file); i++)
        if (file->kid[i]->kind == sections[s].kind)
            sections[s].add(&e, file->kid[i]);
    if (e.n == 0)
        return;
    buf_format(out, "\n%s\n", msg_text(sections[s].heading));
    buf_z(out, "  ");
    help_wrap(out, 2, 2, msg_text(sections[s].how, e.item[0].name));
    buf_char(out, '\n');
    put_entries(out, &e);
}

/* The head comment, a paragraph each call: its lines without "# ", joined; "" at its end. */
static const char *next_paragraph(Str *text)
{
    Buf b = {0};
    while (text->n > 0 && text->p[0] == '#') {
        const char *end = memchr(text->p, '\n', text->n);
        size_t n = end != NULL ? (size_t)(end - text->p) : text->n;
        Str line = str_trim(str_sub(*text, 1, n));
        *text = str_sub(*text, end != NULL ? n + 1 : n, text->n);
        if (line.n == 0 && b.n > 0)
            break;
        buf_z(&b, b.n > 0 ? " " : "");
        put_squeezed(&b, line);
    }
    return taken(&b);
}

/* "std.text -- words of …": what follows the dashes. */
static const char *about_of(const char *first)
{
    const char *dashes = strstr(first, "-- ");
    return dashes != NULL ? dashes + 3 : first;
}

static Str text_of_module(const StdModule *m)
{
    return (Str){(const char *)m->text, m->n};
}

static void put_module(Buf *out, const StdModule *m)
{
    Str rest = text_of_module(m);
    const Parsed *p = parse_file(source_new(m->path, rest), diags_new());
    buf_format(out, "use %s\n\n", m->path);
    help_wrap(out, 0, 0, about_of(next_paragraph(&rest)));
    for (const char *z = next_paragraph(&rest); z[0] != '\0';
         z = next_paragraph(&rest)) {
        buf_char(out, '\n');
        help_wrap(out, 0, 0, z);
    }
    for (size_t s = 0; s < sizeof sections / sizeof *sections; s++)
        put_section(out, p->file, s);
}

bool help_module(Buf *out, const char *name)
{
    for (const StdModule *m = std_modules; m->path != NULL; m++)
        if (strcmp(m->path, name) == 0) {
            put_module(out, m);
            return true;
        }
    return false;
}

/* -- the list --------------------------------------------------------------------------- */

static const struct {
    const char *prefix; /* the first has what no other has */
    MsgId heading;
} groups[] = {{"", MSG_MODULES_AGREEMENT},
              {"std.crm.", MSG_MODULES_CRM},
              {"std.calendar.", MSG_MODULES_CALENDAR}};
enum { N_GROUPS = sizeof groups / sizeof *groups };

static int group_of(const char *path)
{
    int g = N_GROUPS - 1;
    while (strncmp(path, groups[g].prefix, strlen(groups[g].prefix)) != 0)
        g--;
    return g;
}

static void put_group(Buf *out, int g)
{
    buf_format(out, "%s\n", msg_text(groups[g].heading));
    for (const StdModule *m = std_modules; m->path != NULL; m++) {
        Str rest = text_of_module(m);
        if (group_of(m->path) == g)
            help_row(out, MODULE_COLUMNS, m->path, about_of(next_paragraph(&rest)));
    }
    buf_char(out, '\n');
}

void help_modules(Buf *out)
{
    for (int g = 0; g < N_GROUPS; g++)
        put_group(out, g);
    help_wrap(out, 0, 0, msg_text(MSG_MODULES_HOW));
}
