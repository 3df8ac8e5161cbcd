/* cmd_repl.c -- a session at a prompt, of a script, or of `-c`. */
#include "interp/app/repl_answer.h"
#include "interp/app/repl_state.h"
#include "interp/app/term.h"
#include "interp/base/mem.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* -- lines of a script ------------------------------------------------------------------ */

/* The last verdict; but an input that was not understood is not forgotten. */
static Exit verdict_of(Exit before, Exit now)
{
    const bool mistake = before == EXIT_USAGE || before == EXIT_POLICY;
    return mistake && now != EXIT_POLICY ? before : now;
}

typedef struct Script {
    Repl *r;
    Buf input; /* what was read of an input that is not whole */
    Exit exit;
} Script;

static void script_line(Script *s, Str line)
{
    buf_str(&s->input, line);
    if (repl_wants_more(s->r, buf_view(&s->input))) {
        buf_char(&s->input, '\n');
        return;
    }
    s->exit = verdict_of(s->exit, repl_input(s->r, buf_view(&s->input)));
    s->input.n = 0;
}

static Exit script_end(Script *s)
{
    if (str_trim(buf_view(&s->input)).n > 0)
        s->exit = verdict_of(s->exit, repl_input(s->r, buf_view(&s->input)));
    buf_free(&s->input);
    return s->exit;
}

static Exit script_of_stdin(Repl *r)
{
    Script s = {.r = r, .exit = EXIT_DONE};
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    while (!r->leave && !term_interrupted()
           && (n = getline(&line, &cap, stdin)) >= 0) {
        while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
            n--;
        script_line(&s, (Str){line, (size_t)n});
    }
    free(line);
    const Exit exit = script_end(&s);
    return term_interrupted() ? EXIT_INTERRUPTED : exit;
}

static Exit script_of_options(Repl *r)
{
    const Args *a = r->app->args;
    Script s = {.r = r, .exit = EXIT_DONE};
    for (int i = 0; i < a->n_given && !r->leave; i++)
        if (a->given[i].id == OPT_COMMAND)
            script_line(&s, str_of(a->given[i].value));
    return script_end(&s);
}

/* -- a session -------------------------------------------------------------------------- */

/* The policy, then the leads: those that were named, and none from standard input. */
static Exit load(Repl *r)
{
    const Args *a = r->app->args;
    const Exit exit = repl_load(r, a->n > 0 ? a->operand[0] : NULL);
    if (exit != EXIT_DONE || a->n < 2)
        return exit;
    const Exit opened = repl_open_data(r, a->operand + 1, a->n - 1);
    repl_show_opened(r, opened);
    return opened;
}

static Exit talk(Repl *r)
{
    if (args_has(r->app->args, OPT_COMMAND))
        return script_of_options(r);
    r->interactive = term_is(STDIN_FILENO);
    return r->interactive ? repl_talk(r) : script_of_stdin(r);
}

Exit cmd_repl(App *app)
{
    const char *format = args_value(app->args, OPT_FORMAT);
    Repl *r = MEM_NEW(Repl);
    *r = (Repl){.app = app,
                .diags = diags_new(),
                .json = format != NULL && format[0] == 'j',
                .row = -1};
    Exit exit = load(r);
    if (exit == EXIT_DONE)
        exit = talk(r);
    repl_close(r);
    return exit;
}
