/* help_pages.c -- a page for every finding, function and word. */
#include "interp/app/help.h"
#include "interp/app/text_input.h"
#include "interp/base/mem.h"
#include "interp/io/reader.h"
#include "interp/lang/builtin.h"
#include "interp/study/analysis.h"
#include "interp/study/session.h"

enum { NAME_COLUMNS = 24, CODE_COLUMNS = 10, INDENT = 4 };

static void put_indented(Buf *out, Str text)
{
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t stop = end != NULL ? (size_t)(end - text.p) : text.n;
        if (stop > at)
            buf_repeat(out, ' ', INDENT);
        buf_str(out, str_sub(text, at, stop));
        buf_char(out, '\n');
        at = stop + 1;
    }
}

static void put_finding(App *app, Buf *out, const Diags *ds, DiagCode code)
{
    for (int i = 0; i < ds->n; i++)
        if (ds->item[i]->code == code) {
            Buf text = {0};
            diag_render(&text, ds->item[i], app->colour_out ? DIAG_HUMAN : DIAG_PLAIN,
                        app->colour_out);
            buf_char(out, '\n');
            put_indented(out, buf_view(&text));
            buf_free(&text);
            return;
        }
}

static void put_reject(void *ctx, const Reject *r)
{
    Buf text = {0};
    buf_format(&text, "records:%u:%u: error[%s]: %s\n", (unsigned)r->at_line,
               r->column > 0 ? r->column : 1, diag_info(r->code)->name, r->reason);
    buf_char(ctx, '\n');
    put_indented(ctx, buf_view(&text));
    buf_free(&text);
}

/* Reads the records of an example; what is rejected is shown. */
static void put_rejects(App *app, Buf *out, Session *s, Str records, DiagCode code)
{
    const Core *core = s->core;
    ReadOptions options = {0};
    TextInput in;
    if (!text_input_open(&in, records))
        return;
    Reader *reader =
        reader_new(&core, 1, &options, (RejectSink){out, put_reject}, s->diags);
    if (reader_open(reader, &in.name, 1))
        while (reader_next(reader) > 0)
            continue;
    reader_unseen(reader, s->diags);
    put_finding(app, out, s->diags, code);
    reader_free(reader);
    text_input_close(&in);
}

/* What the example to avoid gives: shown as `check` and `run` show it. */
static void put_rendered(App *app, Buf *out, const DiagInfo *info, DiagCode code)
{
    Session *s = session_new(diags_new());
    s->env.lints = info->severity == SEV_LINT;
    s->prove = analysis_gives(code);
    const char *cut = strstr(info->bad, "---\n");
    Str policy =
        cut != NULL ? (Str){info->bad, (size_t)(cut - info->bad)} : str_of(info->bad);
    if (session_load_text(s, "example.sla", policy) == LOAD_OK && cut != NULL)
        put_rejects(app, out, s, str_of(cut + 4), code);
    else
        put_finding(app, out, s->diags, code);
}

bool help_code(App *app, Buf *out, const char *name)
{
    DiagCode code;
    if (!diag_code_of(str_of(name), &code))
        return false;
    const DiagInfo *info = diag_info(code);
    buf_format(out, "%s  %s\n\n", info->name, diag_title(code));
    help_wrap(out, 0, 0, diag_about(code));
    if (info->bad[0] != '\0') {
        buf_format(out, "\n%s\n\n", msg_text(MSG_HELP_AVOID));
        put_indented(out, str_of(info->bad));
        put_rendered(app, out, info, code);
    }
    if (info->good[0] != '\0') {
        buf_format(out, "\n%s\n\n", msg_text(MSG_HELP_PREFER));
        put_indented(out, str_of(info->good));
    }
    return true;
}

bool help_builtin(Buf *out, const char *name)
{
    int n;
    const Builtin *rows = builtin_table(&n);
    bool found = false, office = false;
    for (int i = 0; i < n; i++) {
        const Builtin *b = &rows[i];
        if (strcmp(b->name, name) != 0)
            continue;
        if (found)
            buf_char(out, '\n');
        found = true;
        buf_format(out, "%s  %s\n", b->name, b->signature);
        help_wrap(out, 0, 0, b->about);
        buf_format(out, "\n    %s\n    %s\n", b->example, b->value);
        office |= strstr(b->example, "office") != NULL;
    }
    if (office)
        buf_format(out, "\n%s\n", msg_text(MSG_HELP_OFFICE));
    return found;
}

/* A word of the language: how it is spelt in both, and whether a name may be so. */
bool help_word(Buf *out, const char *word)
{
    Keyword k = keyword_find(str_of(word), LANG_EN);
    if (k == KW_NO_WORD)
        k = keyword_find(str_of(word), LANG_PT);
    if (k == KW_NO_WORD)
        return false;
    const char *en = str_z(keyword_text(k, LANG_EN)),
               *pt = str_z(keyword_text(k, LANG_PT));
    bool reserved = keyword_kind(k) == WORD_RESERVED;
    buf_format(out, "%s\n", en);
    help_wrap(out, 0, 0, msg_text(reserved ? MSG_HELP_RESERVED : MSG_HELP_SOFT, en));
    help_wrap(out, 0, 0, msg_text(MSG_HELP_IN_PT, pt));
    return true;
}

static void list_codes(Buf *out)
{
    for (int i = 0; i < (int)N_DIAG_CODES; i++)
        help_row(out, CODE_COLUMNS, diag_info((DiagCode)i)->name,
                 diag_title((DiagCode)i));
}

static void list_functions(Buf *out)
{
    int n;
    const Builtin *rows = builtin_table(&n);
    for (int i = 0; i < n; i++)
        if (i == 0 || strcmp(rows[i].name, rows[i - 1].name) != 0)
            help_row(out, NAME_COLUMNS, rows[i].name, rows[i].about);
}

static void list_exits(Buf *out)
{
#define EXIT(id, code) help_row(out, CODE_COLUMNS, #code, msg_text(MSG_EXIT_##id));
#include "interp/app/exits.def"
}

bool help_list(Buf *out, const char *name)
{
    static const struct {
        const char *name;
        void (*list)(Buf *out);
    } lists[] = {{"codes", list_codes},
                 {"functions", list_functions},
                 {"modules", help_modules},
                 {"exits", list_exits}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(lists[i].name, name) == 0) {
            lists[i].list(out);
            return true;
        }
    return false;
}
