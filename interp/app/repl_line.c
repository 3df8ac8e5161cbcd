/* repl_line.c -- lines from a terminal, by GNU readline.
 *
 * Readline is called back with each key that is ready, so that signals are seen between keys:
 * they are let in only while keys are waited for.  A line that is not whole is kept, and the
 * next goes behind it; what is pasted is taken line by line, as if it were typed.
 */
#include "interp/app/repl_complete.h"
#include "interp/app/repl_history.h"
#include "interp/app/repl_state.h"
#include "interp/app/term.h"
#include "interp/study/text_file.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

#include <readline/readline.h>

/* Readline's callback has no room for one: the prompt that is being talked to. */
static struct Talk {
    Repl *r;
    Buf input;  /* what was typed of an input that is not whole */
    char *line; /* what readline gave, to be taken; free it */
    bool has_line, at_end;
    Exit exit;
} talk;

/* -- prompts ---------------------------------------------------------------------------- */

/* The policy by its file's name, without folders and ending. */
static Str policy_name(const Repl *r)
{
    if (r->policy == NULL)
        return STR("acordo");
    Str name = str_of(r->policy + text_file_folder(r->policy).n);
    const Str ending = STR(".sla");
    return str_ends(name, ending) ? str_sub(name, 0, name.n - ending.n) : name;
}

/* Control characters of a label may not reach the terminal. */
static void put_name(Buf *b, Str name)
{
    for (size_t i = 0; i < name.n; i++)
        buf_char(b, (unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7f ? ' '
                                                                        : name.p[i]);
}

/* Invisible parts stand between \001 and \002, which readline does not count. */
static const char *prompt(const Repl *r)
{
    Buf b = {0};
    const bool colour = r->app->colour_out;
    buf_z(&b, colour ? "\001\033[1m\002" : "");
    put_name(&b, policy_name(r));
    if (r->row >= 0) {
        buf_char(&b, ' ');
        put_name(&b, lead_base_label(r->base, r->row));
    }
    buf_z(&b, colour ? "\001\033[0m\002> " : "> ");
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static const char *prompt_now(void)
{
    if (talk.input.n == 0)
        return prompt(talk.r);
    return term_utf8() ? "… " : "... ";
}

/* -- keys ------------------------------------------------------------------------------- */

static void on_line(char *line)
{
    talk.line = line;
    talk.has_line = line != NULL;
    talk.at_end = line == NULL;
    rl_callback_handler_remove();
}

/* Ctrl-C drops what was typed, all lines of it. */
static void drop_line(void)
{
    term_interrupt_taken();
    rl_callback_sigcleanup();
    fputs("^C\n", rl_outstream); /* before the terminal is set back, which goes to its edge */
    rl_free_line_state();
    rl_callback_handler_remove();
    talk.input.n = 0;
    rl_callback_handler_install(prompt_now(), on_line);
}

/* Until a key is ready, signals come in. */
static bool wait_for_key(const sigset_t *open)
{
    fd_set keys;
    FD_ZERO(&keys);
    FD_SET(STDIN_FILENO, &keys);
    const int ready = pselect(STDIN_FILENO + 1, &keys, NULL, NULL, NULL, open);
    if (term_resized())
        rl_resize_terminal();
    if (term_interrupted() && !term_ended())
        drop_line();
    return ready > 0;
}

static void read_line(void)
{
    sigset_t open;
    talk.has_line = talk.at_end = false;
    term_hold(&open);
    rl_callback_handler_install(prompt_now(), on_line);
    while (!talk.has_line && !talk.at_end && !term_ended())
        if (wait_for_key(&open))
            rl_callback_read_char();
    if (!talk.has_line && !talk.at_end)
        rl_callback_handler_remove();
    term_release(&open);
}

/* -- inputs ----------------------------------------------------------------------------- */

static void take_input(void)
{
    Repl *r = talk.r;
    const Str text = str_copy(buf_view(&talk.input));
    talk.input.n = 0;
    repl_history_add(text);
    r->app->width = term_width(STDOUT_FILENO);
    term_interrupt_taken();
    talk.exit = repl_input(r, text);
    term_interrupt_taken();
}

/* A blank line does not end what is not whole; nor does it begin anything. */
static void take_line(Str line)
{
    if (talk.input.n > 0)
        buf_char(&talk.input, '\n');
    buf_str(&talk.input, line);
    if (str_trim(buf_view(&talk.input)).n == 0)
        talk.input.n = 0;
    else if (!repl_wants_more(talk.r, buf_view(&talk.input)))
        take_input();
}

static void take_lines(Str text)
{
    size_t from = 0;
    for (size_t i = 0; i <= text.n && !talk.r->leave; i++)
        if (i == text.n || text.p[i] == '\n' || text.p[i] == '\r') {
            take_line(str_sub(text, from, i));
            from = i + 1;
        }
}

static void greet(const Repl *r)
{
    if (!r->app->quiet && !r->json)
        app_print(r->app, str_of(str_format("%s\n", msg_text(MSG_REPL_GREETING,
                                                             ACORDO_VERSION))));
    sink_flush(r->app->out);
}

static void set_up(Repl *r)
{
    talk = (struct Talk){.r = r};
    rl_readline_name = "acordo";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_outstream = stdout;
    repl_complete_for(r);
    repl_history_open();
    greet(r);
}

Exit repl_talk(Repl *r)
{
    set_up(r);
    term_prompt_signals();
    while (!r->leave && !talk.at_end && !term_ended()) {
        read_line();
        if (!talk.has_line)
            continue;
        take_lines(str_of(talk.line));
        free(talk.line);
    }
    if (talk.at_end)
        fputs("\n", stdout);
    fflush(stdout);
    buf_free(&talk.input);
    return term_ended() ? EXIT_INTERRUPTED : talk.exit;
}
