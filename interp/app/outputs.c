/* outputs.c -- two names may stand for one file. */
#include "interp/app/outputs.h"

#include <sys/stat.h>

const char *output_file(const App *app, OptionId option)
{
    const char *path = args_value(app->args, option);
    return path != NULL && strcmp(path, "-") == 0 ? NULL : path;
}

/* One regular file, whatever it is called; files that are not there yet, by name. */
static bool same_file(const char *a, const char *b)
{
    struct stat at_a, at_b;
    bool a_there = stat(a, &at_a) == 0, b_there = stat(b, &at_b) == 0;
    if (!a_there || !b_there)
        return a_there == b_there && strcmp(a, b) == 0;
    return S_ISREG(at_a.st_mode) && at_a.st_dev == at_b.st_dev
           && at_a.st_ino == at_b.st_ino;
}

static bool clear_of(App *app, OptionId option, const char *other)
{
    const char *path = output_file(app, option);
    if (path == NULL || other == NULL || !same_file(path, other))
        return true;
    app_usage(app, msg_text(MSG_OVERWRITES, option_table()[option].name, path, other));
    return false;
}

static bool clear_of_all(App *app, OptionId option, const char *const *name, int n)
{
    for (int i = 0; i < n; i++)
        if (!clear_of(app, option, name[i]))
            return false;
    return true;
}

/* What goes beside the results must not be mixed with them. */
static bool is_file(App *app, OptionId option)
{
    if (!args_has(app->args, option) || output_file(app, option) != NULL)
        return true;
    app_usage(app, msg_text(MSG_BESIDE_STDOUT, option_table()[option].name));
    return false;
}

bool outputs_fit(App *app, const Inputs *inputs)
{
    static const OptionId written[] = {OPT_OUT, OPT_REJECTS, OPT_ACTIONS, OPT_REPORT};
    if (!is_file(app, OPT_REJECTS) || !is_file(app, OPT_ACTIONS)
        || !is_file(app, OPT_REPORT))
        return false;
    for (size_t k = 0; k < sizeof written / sizeof *written; k++) {
        if (!clear_of(app, written[k], app->args->operand[0]))
            return false;
        if (!clear_of_all(app, written[k], inputs->name, inputs->n))
            return false;
        for (int i = 0; i < inputs->n_facts; i++)
            if (!clear_of_all(app, written[k], inputs->fact[i].name, inputs->fact[i].n))
                return false;
    }
    return clear_of(app, OPT_REJECTS, output_file(app, OPT_OUT))
           && clear_of(app, OPT_ACTIONS, output_file(app, OPT_OUT))
           && clear_of(app, OPT_ACTIONS, output_file(app, OPT_REJECTS))
           && clear_of(app, OPT_REPORT, output_file(app, OPT_OUT))
           && clear_of(app, OPT_REPORT, output_file(app, OPT_REJECTS))
           && clear_of(app, OPT_REPORT, output_file(app, OPT_ACTIONS));
}
