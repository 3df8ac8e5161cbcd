/* inputs.c -- from options to ReadOptions. */
#include "interp/app/inputs.h"

#include "interp/app/term.h"
#include "interp/base/mem.h"
#include <stdlib.h>
#include <unistd.h>

/* "65536", "512K", "16M", "1G": bytes; 0 where it is none of these. */
static size_t bytes_of(const char *text)
{
    size_t n = 0, unit = 1;
    const char *c = text;
    for (; *c >= '0' && *c <= '9'; c++) {
        if (n > SIZE_MAX / 16 / 10)
            return 0;
        n = n * 10 + (size_t)(*c - '0');
    }
    switch (*c) {
    case 'k':
    case 'K':
        unit = (size_t)1 << 10;
        c++;
        break;
    case 'm':
    case 'M':
        unit = (size_t)1 << 20;
        c++;
        break;
    case 'g':
    case 'G':
        unit = (size_t)1 << 30;
        c++;
        break;
    default: break;
    }
    bool over = n > (SIZE_MAX / 16) / unit;
    return c == text || *c != '\0' || over ? 0 : n * unit;
}

static bool delimiter_of(const char *text, char *out)
{
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        *out = '\t';
    else if (strlen(text) == 1 && text[0] > ' ' && text[0] != '"')
        *out = text[0];
    else if (strcmp(text, "\t") == 0)
        *out = '\t';
    else
        return false;
    return true;
}

static InputFormat format_of(const char *text)
{
    if (text == NULL)
        return INPUT_AUTO;
    if (strcmp(text, "csv") == 0)
        return INPUT_CSV;
    return strcmp(text, "json") == 0 ? INPUT_JSON : INPUT_NDJSON;
}

static Encoding encoding_of(const char *text)
{
    static const struct {
        const char *name;
        Encoding encoding;
    } known[] = {{"latin1", ENC_LATIN1},
                 {"windows-1252", ENC_WINDOWS_1252},
                 {"utf-16", ENC_UTF16LE},
                 {"utf16", ENC_UTF16LE},
                 {"utf-16be", ENC_UTF16BE}};
    for (size_t i = 0; text != NULL && i < sizeof known / sizeof *known; i++)
        if (strcmp(text, known[i].name) == 0)
            return known[i].encoding;
    return ENC_UTF8;
}

static bool read_options(App *app, ReadOptions *o)
{
    const char *delimiter = args_value(app->args, OPT_DELIMITER);
    const char *bytes = args_value(app->args, OPT_MAX_RECORD);
    const char *records = args_value(app->args, OPT_RECORDS);
    *o = (ReadOptions){.format = format_of(args_value(app->args, OPT_IN)),
                       .encoding = encoding_of(args_value(app->args, OPT_ENCODING)),
                       .records = str_of(records),
                       .stop = term_interrupted};
    if (delimiter != NULL && !delimiter_of(delimiter, &o->delimiter)) {
        app_usage(app, msg_text(MSG_BAD_DELIMITER, delimiter));
        return false;
    }
    o->max_record = bytes != NULL ? bytes_of(bytes) : 0;
    if (bytes != NULL && o->max_record == 0) {
        app_usage(app, msg_text(MSG_BAD_BYTES, bytes));
        return false;
    }
    return true;
}

/* -- operands: FILE, or NAME=FILE ---------------------------------------------------- */

/* Letters that an operand begins with, as a name would, and then an equals sign; 0: it is a
 * file.  A file with such a name is given as ./NAME=… */
static size_t name_length(const char *operand)
{
    size_t n = 0;
    for (; operand[n] != '=' && operand[n] != '\0'; n++) {
        const char c = operand[n];
        const bool letter =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c < 0;
        if (!letter && (n == 0 || c < '0' || c > '9'))
            return 0;
    }
    return operand[n] == '=' ? n : 0;
}

enum { LEADS = -1, UNKNOWN = -2 };

static int fact_named(const Core *core, Str name)
{
    if (str_is(name, "lead"))
        return LEADS;
    for (int i = 0; i < core->n_facts; i++)
        if (str_eq(core->facts[i].name, name))
            return i;
    return UNKNOWN;
}

static void say_unknown(App *app, const Core *core, Str name)
{
    const char **known = MEM_ARRAY(const char *, core->n_facts + 1);
    known[0] = "lead";
    for (int i = 0; i < core->n_facts; i++)
        known[i + 1] = str_z(core->facts[i].name);
    const char *word = str_z(name), *near = nearest(word, known, core->n_facts + 1);
    app_say(app,
            near != NULL ? msg_text(MSG_INPUT_NEAR, word, near)
                         : msg_text(MSG_INPUT_UNKNOWN, word),
            msg_text(MSG_INPUT_HINT, word));
}

typedef struct Names {
    const char **name;
    int n;
    size_t cap;
} Names;

/* What each operand is a file of, and the files of each; by[0]: of leads. */
static bool sort_operands(App *app, int first, const Core *core, Names *by)
{
    const Args *a = app->args;
    for (int i = first; i < a->n; i++) {
        const size_t n = name_length(a->operand[i]);
        const Str name = {a->operand[i], n};
        const int fact = n > 0 ? fact_named(core, name) : LEADS;
        if (fact == UNKNOWN) {
            say_unknown(app, core, name);
            return false;
        }
        MEM_PUSH(by[fact + 1].name, by[fact + 1].n, by[fact + 1].cap) =
            a->operand[i] + (n > 0 ? n + 1 : 0);
    }
    if (by[0].n == 0)
        MEM_PUSH(by[0].name, by[0].n, by[0].cap) = "-";
    return true;
}

/* Standard input can be read once: as the policy (taken) or as one input. */
static bool names_fit(App *app, const Names *in, bool *taken)
{
    const char *wrong = NULL;
    for (int i = 0; i < in->n && wrong == NULL; i++) {
        bool standard = strcmp(in->name[i], "-") == 0;
        if (str_ends(str_of(in->name[i]), STR(".sla")))
            wrong = msg_text(MSG_INPUT_POLICY, in->name[i]);
        else if (standard && *taken)
            wrong = msg_text(MSG_STDIN_TWICE);
        else if (standard && term_is(STDIN_FILENO))
            wrong = msg_text(MSG_STDIN_TERMINAL);
        *taken = *taken || standard;
    }
    if (wrong != NULL)
        app_usage(app, wrong);
    return wrong == NULL;
}

bool inputs_of(App *app, int first, const Core *core, Inputs *out)
{
    const Args *a = app->args;
    Names *by = MEM_ARRAY(Names, core->n_facts + 1);
    bool taken = first > 0 && strcmp(a->operand[0], "-") == 0;
    *out = (Inputs){0};
    if (!read_options(app, &out->read) || !sort_operands(app, first, core, by))
        return false;
    out->name = by[0].name;
    out->n = by[0].n;
    out->fact = MEM_ARRAY(FactInput, core->n_facts + 1);
    out->n_facts = core->n_facts;
    for (int i = 0; i < core->n_facts; i++)
        out->fact[i] = (FactInput){by[i + 1].name, by[i + 1].n};
    for (int i = core->n_facts; i >= 0; i--)
        if (!names_fit(app, &by[i], &taken))
            return false;
    return true;
}
