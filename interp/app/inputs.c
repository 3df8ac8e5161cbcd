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
    if (text == NULL || text[0] == 'u')
        return ENC_UTF8;
    return text[0] == 'l' ? ENC_LATIN1 : ENC_WINDOWS_1252;
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

/* `lead=FILE` names what the records are; there is nothing else they could be yet. */
static const char *bare_name(const char *operand)
{
    return strncmp(operand, "lead=", 5) == 0 ? operand + 5 : operand;
}

/* Standard input can be read once: as the policy (taken) or as one input. */
static bool names_fit(App *app, const Inputs *in, bool taken)
{
    const char *wrong = NULL;
    for (int i = 0; i < in->n && wrong == NULL; i++) {
        bool standard = strcmp(in->name[i], "-") == 0;
        if (str_ends(str_of(in->name[i]), STR(".sla")))
            wrong = msg_text(MSG_INPUT_POLICY, in->name[i]);
        else if (standard && taken)
            wrong = msg_text(MSG_STDIN_TWICE);
        else if (standard && term_is(STDIN_FILENO))
            wrong = msg_text(MSG_STDIN_TERMINAL);
        taken = taken || standard;
    }
    if (wrong != NULL)
        app_usage(app, wrong);
    return wrong == NULL;
}

bool inputs_of(App *app, int first, Inputs *out)
{
    const Args *a = app->args;
    if (!read_options(app, &out->read))
        return false;
    int n = a->n > first ? a->n - first : 0;
    const char **name = MEM_ARRAY(const char *, n + 1);
    for (int i = 0; i < n; i++)
        name[i] = bare_name(a->operand[first + i]);
    if (n == 0)
        name[n++] = "-";
    out->name = name;
    out->n = n;
    return names_fit(app, out, first > 0 && strcmp(a->operand[0], "-") == 0);
}
