/* args.c -- the tables of options, and the walk over argv. */
#include "interp/app/args.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"

#define ON(command) (1u << COMMAND_##command)
#define ON_ALL      ((1u << N_COMMANDS) - 1)

const Option *option_table(void)
{
    static const Option table[N_OPTIONS] = {
#define OPTION(id, name, letter, value, commands) \
    [OPT_##id] = {name, letter, value, commands, MSG_OPT_##id},
#include "interp/app/options.def"
    };
    return table;
}

const char *nearest(const char *word, const char *const *names, int n)
{
    const char *best = NULL;
    int least = 3;
    if (!utf8_valid(str_of(word)))
        return NULL;
    for (int i = 0; i < n; i++) {
        int d = str_distance(str_of(word), str_of(names[i]), 2);
        if (d < least && 2 * (size_t)d <= strlen(names[i])) {
            least = d;
            best = names[i];
        }
    }
    return best;
}

static bool belongs(const Option *o, CommandId command)
{
    return (o->commands >> command & 1u) != 0;
}

static int option_find(CommandId command, Str name)
{
    const Option *table = option_table();
    for (int i = 0; i < (int)N_OPTIONS; i++)
        if (belongs(&table[i], command) && str_is(name, table[i].name))
            return i;
    return -1;
}

static int letter_find(CommandId command, char letter)
{
    const Option *table = option_table();
    for (int i = 0; i < (int)N_OPTIONS; i++)
        if (belongs(&table[i], command) && table[i].letter == letter)
            return i;
    return -1;
}

static const char *unknown_option(CommandId command, Str name)
{
    const Option *table = option_table();
    const char *names[N_OPTIONS];
    int n = 0;
    for (int i = 0; i < (int)N_OPTIONS; i++)
        if (belongs(&table[i], command))
            names[n++] = table[i].name;
    const char *word = str_z(name), *near = nearest(word, names, n);
    return near != NULL ? msg_text(MSG_OPTION_NEAR, word, near)
                        : msg_text(MSG_OPTION_UNKNOWN, word);
}

typedef struct Walk {
    Args *args;
    char **at; /* the next word */
    const char *wrong;
} Walk;

static void walk_give(Walk *w, int id, const char *shown, const char *value)
{
    const Option *o = &option_table()[id];
    if (o->value == NULL && value != NULL)
        w->wrong = msg_text(MSG_OPTION_NO_VALUE, shown);
    if (o->value != NULL && value == NULL) {
        value = *w->at;
        if (value == NULL)
            w->wrong = msg_text(MSG_OPTION_VALUE, shown, o->value);
        else
            w->at++;
    }
    Args *a = w->args;
    MEM_PUSH(a->given, a->n_given, a->cap_given) = (Given){(OptionId)id, value};
}

static void walk_long(Walk *w, const char *word)
{
    const char *equals = strchr(word, '=');
    Str name = equals != NULL ? (Str){word, (size_t)(equals - word)} : str_of(word);
    int id = option_find(w->args->command, name);
    if (id < 0)
        w->wrong = unknown_option(w->args->command, name);
    else
        walk_give(w, id, str_format("--%s", str_z(name)),
                  equals != NULL ? equals + 1 : NULL);
}

static void walk_letter(Walk *w, const char *word)
{
    int id = letter_find(w->args->command, word[1]);
    if (id < 0) {
        w->wrong = msg_text(MSG_LETTER_UNKNOWN, word);
        return;
    }
    bool flag = option_table()[id].value == NULL;
    if (flag && word[2] != '\0')
        w->wrong = msg_text(MSG_LETTER_UNKNOWN, word);
    else
        walk_give(w, id, str_format("-%c", word[1]), word[2] != '\0' ? word + 2 : NULL);
}

static bool is_operand(const char *word)
{
    return word[0] != '-' || word[1] == '\0'
           || strchr("0123456789.([", word[1]) != NULL;
}

Args *args_parse(CommandId command, char **argv, const char **wrong)
{
    Args *a = MEM_NEW(Args);
    a->command = command;
    Walk w = {a, argv, NULL};
    bool options = true;
    while (*w.at != NULL && w.wrong == NULL) {
        const char *word = *w.at++;
        if (!options || is_operand(word))
            MEM_PUSH(a->operand, a->n, a->cap) = word;
        else if (strcmp(word, "--") == 0)
            options = false;
        else if (word[1] == '-')
            walk_long(&w, word + 2);
        else
            walk_letter(&w, word);
    }
    *wrong = w.wrong;
    return w.wrong == NULL ? a : NULL;
}

const char *args_value(const Args *a, OptionId id)
{
    for (int i = a->n_given - 1; i >= 0; i--)
        if (a->given[i].id == id)
            return a->given[i].value;
    return NULL;
}

bool args_has(const Args *a, OptionId id)
{
    for (int i = 0; i < a->n_given; i++)
        if (a->given[i].id == id)
            return true;
    return false;
}
