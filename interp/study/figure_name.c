/* figure_name.c -- from a name on the command line to measures, and back. */
#include "interp/study/figure_name.h"

#include "interp/base/mem.h"
#include "interp/io/report_words.h"

/* -- figures ---------------------------------------------------------------------------- */

static int add_role(const Core *core, MeasureRole role, Str name, int *measure)
{
    for (int i = 0; i < core->n_measures; i++)
        if (core->measures[i].role == role && str_eq(core->measures[i].name, name)) {
            measure[0] = i;
            return 1;
        }
    return 0;
}

static int add_levels(const Core *core, const CoreClause *c, Str agreement,
                      int *measure)
{
    int n = 0;
    for (int i = 0; i < c->n_levels; i++) {
        const bool named =
            agreement.n == 0
            || str_eq(core->agreements[c->level[i].agreement].name, agreement);
        if (named && c->level[i].attainment >= 0)
            measure[n++] = c->level[i].attainment;
    }
    return n;
}

static int add_statuses(const CoreClause *c, int *measure)
{
    measure[0] = c->statuses;
    return c->statuses >= 0;
}

/* "A.B": a level's clause before a clause's property. */
static int add_dotted(const Core *core, Str before, Str after, int *measure)
{
    const int clause = core_clause(core, after);
    const int n =
        clause >= 0 ? add_levels(core, &core->clauses[clause], before, measure) : 0;
    if (n > 0 || !str_is(after, "status") || core_clause(core, before) < 0)
        return n;
    return add_statuses(&core->clauses[core_clause(core, before)], measure);
}

static int add_clause(const Core *core, int clause, int *measure)
{
    if (clause < 0)
        return 0;
    const CoreClause *c = &core->clauses[clause];
    const int n = add_levels(core, c, (Str){NULL, 0}, measure);
    return n > 0 ? n : add_statuses(c, measure);
}

int figure_named(const Core *core, Str name, int *measure)
{
    const char *dot = name.n > 0 ? memchr(name.p, '.', name.n) : NULL;
    if (dot != NULL) {
        const size_t at = (size_t)(dot - name.p);
        return add_dotted(core, str_sub(name, 0, at), str_sub(name, at + 1, name.n),
                          measure);
    }
    int n = add_role(core, MEASURE_KPI, name, measure);
    if (n == 0)
        n = add_clause(core, core_clause(core, name), measure);
    n += add_role(core, MEASURE_FUNNEL, name, measure + n);
    return n + add_role(core, MEASURE_QUALITY, name, measure + n);
}

typedef struct Names {
    const char **name;
    int n;
    size_t cap;
} Names;

static void add_clause_names(Names *to, const Core *core, const CoreClause *c)
{
    MEM_PUSH(to->name, to->n, to->cap) = str_z(c->name);
    for (int i = 0; c->n_levels > 1 && i < c->n_levels; i++)
        if (c->level[i].attainment >= 0)
            MEM_PUSH(to->name, to->n, to->cap) =
                str_format("%s.%s", str_z(core->agreements[c->level[i].agreement].name),
                           str_z(c->name));
    if (c->statuses >= 0)
        MEM_PUSH(to->name, to->n, to->cap) = str_format("%s.status", str_z(c->name));
}

const char *const *figure_names(const Core *core, int *n)
{
    Names names = {0};
    for (int i = 0; i < core->n_clauses; i++)
        add_clause_names(&names, core, &core->clauses[i]);
    for (int i = 0; i < core->n_measures; i++) {
        const CoreMeasure *m = &core->measures[i];
        if (m->role == MEASURE_KPI || m->role == MEASURE_FUNNEL
            || m->role == MEASURE_QUALITY)
            MEM_PUSH(names.name, names.n, names.cap) = str_z(m->name);
    }
    *n = names.n;
    return names.name;
}

/* -- groups ----------------------------------------------------------------------------- */

/* A text that is spelt like one of the report's own words is taken for that word. */
static GroupAsk group_word(const CoreSplit *split, const char *word)
{
    if (str_eq(msg_raw(MSG_REP_GROUP_MISSING), str_of(word)))
        return (GroupAsk){.kind = GROUP_MISSING};
    if (split->top > 0 && str_eq(msg_raw(MSG_REP_OTHERS), str_of(word)))
        return (GroupAsk){.kind = GROUP_OTHERS};
    return (GroupAsk){GROUP_TEXT, str_of(word)};
}

const GroupAsk *figure_group(const CoreMeasure *m, const char *const *word, int n)
{
    GroupAsk *ask = MEM_ARRAY(GroupAsk, n + 1);
    if (n != m->n_splits)
        return NULL;
    for (int i = 0; i < n; i++)
        ask[i] = group_word(&m->splits[i], word[i]);
    return ask;
}

static const char *word_of(const FigureSet *f, int group, int split)
{
    const Str text = f->group[group][split];
    if (report_is_others(f, group, split))
        return str_z(msg_raw(MSG_REP_OTHERS));
    return text.p == NULL ? str_z(msg_raw(MSG_REP_GROUP_MISSING)) : str_z(text);
}

const char *const *figure_group_words(const FigureSet *f, int split, int *n)
{
    Names words = {0};
    for (int g = 1; g < f->n_groups; g++) {
        const char *word = word_of(f, g, split);
        bool there = false;
        for (int i = 0; i < words.n; i++)
            there = there || strcmp(words.name[i], word) == 0;
        if (!there)
            MEM_PUSH(words.name, words.n, words.cap) = word;
    }
    *n = words.n;
    return words.name;
}
