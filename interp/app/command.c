/* command.c -- around every command: options common to all, output checked at the end. */
#include "interp/app/app.h"
#include "interp/app/help.h"
#include "interp/app/term.h"
#include "interp/io/findings.h"
#include "interp/io/test_report.h"
#include <unistd.h>

/* The value given is one of words parted by '|'. */
static bool is_one_of(const char *value, const char *words)
{
    size_t n = strlen(value);
    for (const char *at = words; n > 0 && (at = strstr(at, value)) != NULL; at++) {
        bool starts = at == words || at[-1] == '|';
        if (starts && (at[n] == '|' || at[n] == '\0'))
            return true;
    }
    return false;
}

static const char *listed(const char *words)
{
    Buf list = {0};
    for (const char *c = words; *c != '\0'; c++)
        buf_z(&list, *c == '|' ? ", " : (const char[2]){*c, '\0'});
    const char *z = str_z(buf_view(&list));
    buf_free(&list);
    return z;
}

static bool option_fits(App *app, OptionId id, const char *words)
{
    const char *value = args_value(app->args, id);
    if (value == NULL || is_one_of(value, words))
        return true;
    app_usage(app, msg_text(MSG_ONE_OF, option_table()[id].name, listed(words), value));
    return false;
}

static const char *formats_of(CommandId id)
{
    switch (id) {
    case COMMAND_RUN: return "ndjson|csv|table";
    case COMMAND_REPORT: return "text|markdown|json|csv|html";
    case COMMAND_DIFF: return "text|markdown|json|junit|tap";
    case COMMAND_DOC: return "markdown|html";
    case COMMAND_CHECK: return findings_formats();
    case COMMAND_EVAL:
    case COMMAND_REPL:
    case COMMAND_EXPLAIN: return "text|json";
    case COMMAND_TEST: return test_report_formats();
    case COMMAND_FMT:
    case COMMAND_HELP:
    case N_COMMANDS: break;
    }
    return "";
}

const char *command_formats(CommandId id) { return listed(formats_of(id)); }

static bool options_fit(App *app)
{
    return option_fits(app, OPT_LANG, "en|pt")
           && option_fits(app, OPT_COLOR, "auto|always|never")
           && option_fits(app, OPT_FORMAT, formats_of(app->args->command))
           && option_fits(app, OPT_TO, "en|pt")
           && option_fits(app, OPT_IN, "ndjson|json|csv")
           && option_fits(app, OPT_ENCODING,
                          "utf-8|utf8|utf-16|utf16|utf-16be|latin1|windows-1252");
}

static void app_look(App *app)
{
    const char *colour = args_value(app->args, OPT_COLOR);
    app->terminal_out = term_is(STDOUT_FILENO);
    app->terminal_err = term_is(STDERR_FILENO);
    app->colour_out = term_colour(colour, STDOUT_FILENO);
    app->colour_err = term_colour(colour, STDERR_FILENO);
    app->human_out = app->terminal_out || app->colour_out;
    app->human_err = app->terminal_err || app->colour_err;
    app->width = term_width(STDOUT_FILENO);
    app->quiet = args_has(app->args, OPT_QUIET);
    app->strict = args_has(app->args, OPT_STRICT);
}

/* A reader that went away is content; a disk that is full is not. */
static Exit app_finish(App *app, Exit exit)
{
    sink_flush(app->out);
    if (sink_failed(app->out)) {
        app_say(app,
                msg_text(MSG_CANNOT_WRITE, msg_text(MSG_STDOUT), sink_why(app->out)),
                NULL);
        exit = EXIT_USAGE;
    }
    const char *why;
    sink_close(app->out, false, &why);
    return exit;
}

Exit command_run(CommandId id, char **argv)
{
    const char *wrong, *why;
    Args none = {.command = id};
    App app = {.args = &none, .out = sink_open(NULL, STDOUT_FILENO, &why)};
    const Args *args = args_parse(id, argv, &wrong);
    if (args == NULL)
        return app_finish(&app, app_usage(&app, wrong));
    app.args = args;
    if (!options_fit(&app))
        return app_finish(&app, EXIT_USAGE);
    if (args_has(args, OPT_LANG))
        msg_speak(args_value(args, OPT_LANG)[0] == 'p' ? MSG_PORTUGUESE : MSG_ENGLISH);
    app_look(&app);
    if (args_has(args, OPT_VERSION))
        return app_finish(&app, help_version(&app));
    if (args_has(args, OPT_HELP) && id != COMMAND_HELP)
        return app_finish(&app, help_command(&app, id));
    return app_finish(&app, command_table()[id].run(&app));
}
