/* repl_complete.c -- the words of a policy, of the language and of the prompt, by place.
 *
 * What is asked is the text before the cursor: behind a command what its row says, behind
 * `FIELD =` and `in [` the members of that field's list, behind `CLAUSE.` its properties, at
 * the start of a line declarations and commands too.
 */
#define _DEFAULT_SOURCE /* strcasecmp */
#include "interp/app/repl_complete.h"

#include "interp/base/mem.h"
#include "interp/lang/builtin.h"
#include "interp/lang/clause.h"
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include <readline/readline.h>

typedef struct Words {
    const char **item;
    int n;
    size_t cap;
    Str begun; /* what is typed of the word already */
} Words;

static void add(Words *w, Str word, const char *behind)
{
    if (word.n < w->begun.n
        || (w->begun.n > 0 && strncasecmp(word.p, w->begun.p, w->begun.n) != 0))
        return;
    const char *z = str_format("%.*s%s", (int)word.n, word.p, behind);
    for (int i = 0; i < w->n; i++)
        if (strcmp(w->item[i], z) == 0)
            return;
    MEM_PUSH(w->item, w->n, w->cap) = z;
}

static void add_z(Words *w, const char *word) { add(w, str_of(word), ""); }

/* -- what a policy has ------------------------------------------------------------------ */

static void add_enum(Words *w, const Enum *e)
{
    for (int i = 0; e != NULL && i < e->n; i++)
        add(w, e->member[i], "");
}

static void add_fields(Words *w, const Core *c)
{
    for (int i = 0; i < c->n_fields; i++)
        add(w, c->fields[i].name, "");
}

static void add_thresholds(Words *w, const Core *c)
{
    for (int i = 0; i < c->n_thresholds; i++) {
        const CoreThreshold *t = &c->thresholds[i];
        const char *dot = t->clause >= 0 ? memchr(t->name.p, '.', t->name.n) : NULL;
        add(w, t->name, "");
        if (dot != NULL)
            add(w, str_sub(t->name, (size_t)(dot + 1 - t->name.p), t->name.n), "");
    }
}

static void add_stages(Words *w, const Core *c)
{
    for (int i = 0; i < c->n_stages; i++)
        add(w, c->stages[i].name, "");
}

static void add_goals(Words *w, const Core *c)
{
    add_stages(w, c);
    for (int i = 0; i < c->n_grades; i++)
        add_enum(w, c->grades[i].members);
    for (int i = 0; i < c->n_personas; i++)
        add(w, c->personas[i].name, "");
}

static void add_derived(Words *w, const Core *c)
{
    add_z(w, "persona");
    add_z(w, "stage");
    for (int i = 0; i < c->n_scores; i++)
        add(w, c->scores[i].name, "");
    for (int i = 0; i < c->n_grades; i++)
        add(w, c->grades[i].name, "");
    for (int i = 0; i < c->n_clauses; i++)
        add(w, c->clauses[i].name, "");
}

static void add_figures(Words *w, const Core *c)
{
    for (int i = 0; i < c->n_measures; i++)
        if (c->measures[i].role == MEASURE_KPI)
            add(w, c->measures[i].name, "");
    for (int i = 0; i < c->n_clauses; i++)
        add(w, c->clauses[i].name, "");
}

static void add_builtins(Words *w)
{
    int n;
    const Builtin *b = builtin_table(&n);
    for (int i = 0; i < n; i++)
        add(w, str_of(b[i].name), "(");
}

static void add_defines(Words *w, const Core *c)
{
    for (int i = 0; i < c->n_defines; i++)
        add(w, c->defines[i].name, "");
}

static void add_expression(Words *w, const Repl *r)
{
    const Core *c = r->session->core;
    add_fields(w, c);
    add_thresholds(w, c);
    add_defines(w, c);
    add_derived(w, c);
    add_goals(w, c);
    add_figures(w, c);
    add_builtins(w);
    add(w, STR("now"), "");
    add(w, STR("exit"), "");
    add(w, STR("reached"), "(");
}

static void add_declarations(Words *w, const Repl *r)
{
    static const Keyword words[] = {KW_THRESHOLD, KW_DEFINE,    KW_PERSONA,
                                    KW_SCORE,     KW_GRADE,     KW_FUNNEL,
                                    KW_AGREEMENT, KW_CLAUSE,    KW_CALENDAR,
                                    KW_HOLIDAYS,  KW_KPI,       KW_SCENARIO,
                                    KW_TEST,      KW_LEAD,      KW_SET};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        add(w, keyword_text(words[i], r->session->language), "");
}

static void add_commands(Words *w)
{
    for (int i = 0; i < (int)N_REPL; i++)
        add_z(w, repl_table()[i].name);
}

/* Labels are many: only with something to go by, and a few. */
static void add_leads(Words *w, const Repl *r)
{
    enum { SHOWN = 20 };
    const int64_t n = r->base != NULL && w->begun.n > 0 ? kept_rows_n(r->base->leads) : 0;
    for (int64_t i = 0; i < n && w->n < SHOWN; i++)
        add(w, lead_base_label(r->base, i), "");
}

/* -- by place --------------------------------------------------------------------------- */

static void add_of_command(Words *w, const Repl *r, ReplWords kind, bool *files)
{
    const Core *c = r->session->core;
    switch (kind) {
    case WORDS_NONE: break;
    case WORDS_FILE:
    case WORDS_POLICY_FILE: *files = true; break;
    case WORDS_EXPR: add_expression(w, r); break;
    case WORDS_FIELD: add_fields(w, c); break;
    case WORDS_THRESHOLD: add_thresholds(w, c); break;
    case WORDS_SCENARIO:
        for (int i = 0; i < c->n_scenarios; i++)
            add(w, c->scenarios[i].name, "");
        break;
    case WORDS_GOAL: add_goals(w, c); break;
    case WORDS_DERIVED: add_derived(w, c); break;
    case WORDS_KPI: add_figures(w, c); break;
    case WORDS_LEAD: add_leads(w, r); break;
    case WORDS_SAVE:
        add_z(w, "policy");
        add_z(w, "scenario");
        add_z(w, "test");
        *files = true;
        break;
    case WORDS_MODE:
        add_z(w, "json");
        add_z(w, "text");
        break;
    case WORDS_ON_OFF:
        add_z(w, "off");
        add_z(w, "on");
        break;
    case WORDS_HELP:
        add_commands(w);
        add_expression(w, r);
        break;
    }
}

static const ReplCommand *command_of(Str line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] != ' ')
        n++;
    for (int i = 0; i < (int)N_REPL; i++)
        if (str_is(str_sub(line, 0, n), repl_table()[i].name))
            return &repl_table()[i];
    return NULL;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || c == '_' || c < 0;
}

/* The name before an operator that a member may follow: `source =`, `source in [a,`. */
static Str compared_name(Str before)
{
    Str s = str_trim(before);
    size_t list = s.n;
    while (list > 0 && s.p[list - 1] != '[')
        list--;
    if (list > 0)
        s = str_trim(str_sub(s, 0, list - 1));
    static const char *const operators[] = {"!=", "=", "not in", "in", "is not", "is"};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (str_ends(s, str_of(operators[i]))) {
            s = str_trim(str_sub(s, 0, s.n - strlen(operators[i])));
            size_t from = s.n;
            while (from > 0 && (is_name_byte(s.p[from - 1]) || s.p[from - 1] == '.'))
                from--;
            return str_sub(s, from, s.n);
        }
    return (Str){0};
}

static void add_statuses(Words *w)
{
    for (int i = 0; i < (int)N_CLAUSE_STATUSES; i++)
        add_z(w, clause_status_name((ClauseStatus)i));
}

/* Members of what is compared; false: it has none. */
static bool add_members(Words *w, const Core *c, Str name)
{
    const int field = core_field(c, name);
    if (field >= 0 && c->fields[field].type->kind == TY_ENUM)
        add_enum(w, c->fields[field].type->of);
    else if (str_is(name, "stage") || str_is(name, "exit"))
        add_stages(w, c);
    else if (str_is(name, "persona"))
        add_enum(w, c->persona_enum);
    else if (str_ends(name, STR(".status")))
        add_statuses(w);
    else {
        for (int i = 0; i < c->n_grades; i++)
            if (str_eq(c->grades[i].name, name)) {
                add_enum(w, c->grades[i].members);
                return true;
            }
        return false;
    }
    return true;
}

/* `first_contact.`: its properties, in place of the word so far. */
static bool add_properties(Words *w, const Core *c)
{
    size_t dot = w->begun.n;
    while (dot > 0 && w->begun.p[dot - 1] != '.')
        dot--;
    if (dot == 0)
        return false;
    const Str clause = str_sub(w->begun, 0, dot - 1);
    for (int i = 0; i < (int)N_CLAUSE_PROPS && core_clause(c, clause) >= 0; i++)
        add(w, str_of(str_format("%s.%s", str_z(clause), clause_prop_name((ClauseProp)i))),
            "");
    for (int i = 0; i < c->n_stages; i++)
        if (str_eq(c->stages[i].name, clause))
            add(w, str_of(str_format("%s.since", str_z(clause))), "");
    add_thresholds(w, c);
    return true;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *repl_words_at(const Repl *r, Str line, size_t start, int *n,
                                 bool *files)
{
    Words w = {.begun = str_sub(line, start, line.n)};
    const Str before = str_sub(line, 0, start);
    const Core *core = r->session->core;
    const bool first = str_trim(before).n == 0;
    const ReplCommand *command = first ? NULL : command_of(str_trim(before));
    *files = false;
    if (first && w.begun.n > 0 && w.begun.p[0] == ':')
        add_commands(&w);
    else if (add_members(&w, core, compared_name(before)) || add_properties(&w, core))
        *files = false;
    else if (command != NULL)
        add_of_command(&w, r, command->words, files);
    else
        add_expression(&w, r);
    if (first && (w.begun.n == 0 || w.begun.p[0] != ':'))
        add_declarations(&w, r);
    if (w.n > 0)
        qsort(w.item, (size_t)w.n, sizeof *w.item, by_text);
    *n = w.n;
    return w.item;
}

/* -- readline --------------------------------------------------------------------------- */

static const Repl *asked_for;
static const char *const *found;
static int n_found;

static char *next_word(const char *text, int state)
{
    static int at;
    (void)text;
    at = state == 0 ? 0 : at;
    return at < n_found ? strdup(found[at++]) : NULL;
}

/* The name before the bracket that the cursor stands in; n 0: it stands in none. */
static Str call_around(Str line)
{
    size_t at = line.n;
    int depth = 0;
    while (at > 0 && depth >= 0) {
        at--;
        depth += line.p[at] == ')' ? 1 : line.p[at] == '(' ? -1 : 0;
    }
    size_t from = at;
    while (from > 0 && is_name_byte(line.p[from - 1]))
        from--;
    return depth < 0 ? str_sub(line, from, at) : (Str){0};
}

/* Of a function that the cursor stands in, what it takes; false: it stands in none. */
static bool show_signatures(Str line)
{
    const Str name = call_around(line);
    int n, shown = 0;
    const Builtin *b = builtin_table(&n);
    for (int i = 0; i < n; i++)
        if (str_is(name, b[i].name)) {
            fprintf(rl_outstream, "\n%s(%s)  %s", b[i].name, b[i].signature, b[i].about);
            shown++;
        }
    if (shown == 0)
        return false;
    fputc('\n', rl_outstream);
    rl_on_new_line();
    rl_redisplay();
    return true;
}

static char **complete(const char *text, int start, int end)
{
    bool files;
    const Str line = {rl_line_buffer, (size_t)end};
    rl_attempted_completion_over = 1;
    if (text[0] == '\0' && show_signatures(line))
        return NULL;
    found = repl_words_at(asked_for, line, (size_t)start, &n_found, &files);
    rl_attempted_completion_over = !files;
    const char last = n_found == 1 ? found[0][strlen(found[0]) - 1] : ' ';
    rl_completion_append_character = last == '(' || last == '.' ? '\0' : ' ';
    return n_found > 0 ? rl_completion_matches(text, next_word) : NULL;
}

void repl_complete_for(const Repl *r)
{
    asked_for = r;
    rl_attempted_completion_function = complete;
    rl_completer_word_break_characters = " \t\n\"'`,=<>!()[]{}+*/";
}
