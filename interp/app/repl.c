/* repl.c -- a line of the prompt: what it is, and how its answer is shown. */
#include "interp/app/repl.h"

#include "interp/app/repl_answer.h"
#include "interp/base/mem.h"
#include "interp/io/json_out.h"
#include <time.h>

const ReplCommand *repl_table(void)
{
    static const ReplCommand table[N_REPL] = {
#define REPL(id, name, args, fn, words) \
    [REPL_##id] = {name, args, fn, words, MSG_REPL_##id},
#include "interp/app/repl_commands.def"
    };
    return table;
}

Exit repl_wrong(Repl *r, const char *sentence, const char *hint)
{
    r->wrong = sentence;
    r->hint = hint;
    return EXIT_USAGE;
}

/* -- commands --------------------------------------------------------------------------- */

static Exit say_unknown(Repl *r, Str name)
{
    const char *names[N_REPL];
    for (int i = 0; i < (int)N_REPL; i++)
        names[i] = repl_table()[i].name;
    const char *word = str_z(name), *near = nearest(word, names, N_REPL);
    return repl_wrong(r,
                      near != NULL ? msg_text(MSG_REPL_NEAR, word, near)
                                   : msg_text(MSG_REPL_UNKNOWN, word),
                      msg_text(MSG_REPL_TRY));
}

/* A command by its name or by enough letters of it; NULL: said. */
static const ReplCommand *command_of(Repl *r, Str name)
{
    const ReplCommand *found = NULL, *other = NULL;
    for (int i = 0; i < (int)N_REPL; i++) {
        const ReplCommand *c = &repl_table()[i];
        if (str_is(name, c->name))
            return c;
        if (name.n < 2 || !str_starts(str_of(c->name), name))
            continue;
        other = found != NULL ? c : other;
        found = found == NULL ? c : found;
    }
    if (found == NULL)
        say_unknown(r, name);
    else if (other != NULL)
        repl_wrong(r, msg_text(MSG_REPL_TWO, str_z(name), found->name, other->name),
                   NULL);
    return other == NULL ? found : NULL;
}

static Exit command(Repl *r, Str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] != ' ' && line.p[n] != '\t' && line.p[n] != '\n')
        n++;
    const ReplCommand *c = command_of(r, str_sub(line, 0, n));
    const Str args = str_trim(str_sub(line, n, line.n));
    if (c == NULL)
        return EXIT_USAGE;
    if (args.n > 0 && c->args[0] == '\0')
        return repl_wrong(r, msg_text(MSG_REPL_NOTHING, c->name), NULL);
    if (args.n == 0 && c->args[0] != '\0' && c->args[0] != '[')
        return repl_wrong(r, msg_text(MSG_REPL_WANTS, c->name, c->args), NULL);
    return c->run(r, args);
}

/* -- a line ----------------------------------------------------------------------------- */

bool repl_wants_more(const Repl *r, Str text)
{
    const Str line = str_trim(text);
    return line.n > 0 && line.p[0] != ':'
           && parse_state(text, r->session->language) == PARSE_MORE;
}

static Exit answer(Repl *r, Str text)
{
    const Str line = str_trim(text);
    if (line.n == 0 || line.p[0] == '#')
        return EXIT_DONE;
    return line.p[0] == ':' ? command(r, line) : repl_statement(r, line);
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

Exit repl_input(Repl *r, Str text)
{
    const int64_t begun = now_us();
    r->out.n = 0;
    r->wrong = r->hint = NULL;
    const char *once = r->once;
    Core *core = r->session->core;
    const int mark = sema_mark(core);
    const Exit exit = answer(r, text);
    sema_forget(core, mark);
    repl_show(r, &(ReplShown){.line = str_trim(text),
                              .exit = exit,
                              .once = once,
                              .took_us = now_us() - begun});
    return exit;
}
