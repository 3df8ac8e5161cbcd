/* cmd_help.c -- which page a word means. */
#include "interp/app/help.h"

#include "interp/base/mem.h"
#include "interp/lang/builtin.h"
#include "interp/study/modules.h"

static Exit front_page(App *app)
{
    Buf b = {0};
    help_wrap(&b, 0, 0, msg_text(MSG_HELP_HEAD));
    buf_char(&b, '\n');
    help_commands(&b);
    buf_char(&b, '\n');
    help_wrap(&b, 0, 0, msg_text(MSG_HELP_MORE));
    app_print(app, buf_view(&b));
    buf_free(&b);
    return EXIT_DONE;
}

static bool command_page(App *app, const char *name)
{
    for (int i = 0; i < (int)N_COMMANDS; i++)
        if (strcmp(command_table()[i].name, name) == 0) {
            help_command(app, (CommandId)i);
            return true;
        }
    return false;
}

/* E0203, and e0203 too. */
static const char *upper(const char *word)
{
    char *z = mem_bytes(strlen(word) + 1);
    for (size_t i = 0; i <= strlen(word); i++)
        z[i] = (char)(word[i] >= 'a' && word[i] <= 'z' ? word[i] - 32 : word[i]);
    return z;
}

/* Every name that has a page but codes, which are nobody's typing error. */
static const char *nearest_page(const char *word)
{
    const char **names = NULL;
    size_t cap = 0;
    int n = 0, n_rows;
    const Builtin *rows = builtin_table(&n_rows);
    for (int i = 0; i < (int)N_COMMANDS; i++)
        MEM_PUSH(names, n, cap) = command_table()[i].name;
    for (int i = 0; i < n_rows; i++)
        MEM_PUSH(names, n, cap) = rows[i].name;
    for (const StdModule *m = std_modules; m->path != NULL; m++)
        MEM_PUSH(names, n, cap) = m->path;
    return nearest(word, names, n);
}

static Exit no_page(App *app, const char *word)
{
    const char *near = nearest_page(word);
    app_say(app,
            near != NULL ? msg_text(MSG_HELP_NEAR, word, near)
                         : msg_text(MSG_HELP_NONE, word),
            msg_text(MSG_TRY_HELP));
    return EXIT_USAGE;
}

Exit cmd_help(App *app)
{
    if (app->args->n == 0)
        return front_page(app);
    const char *word = app->args->operand[0];
    if (command_page(app, word))
        return EXIT_DONE;
    Buf b = {0};
    bool found = help_code(app, &b, upper(word)) || help_builtin(&b, word)
                 || help_module(&b, word) || help_list(&b, word) || help_word(&b, word);
    app_print(app, buf_view(&b));
    buf_free(&b);
    return found ? EXIT_DONE : no_page(app, word);
}
