/* check_clause.c -- a clause over its levels: what kind of promise it is, what it lacks,
 * and who owes it.
 */
#include "interp/sema/check_clause.h"

#include "interp/base/mem.h"
#include "interp/sema/remark.h"

/* Which kinds of clause a line belongs to, and whether it tells the kind. */
enum {
    CLOCK = 1 << CLAUSE_CLOCK,
    KEEP = 1 << CLAUSE_KEEP,
    MEASURE = 1 << CLAUSE_MEASURE
};

static const struct {
    unsigned kinds;
    bool tells;
} lines[N_CLAUSE_LINES] = {
    [LINE_BY] = {CLOCK | KEEP | MEASURE, false},
    [LINE_FOR] = {CLOCK | KEEP, false},
    [LINE_EXCUSED] = {CLOCK | KEEP, false},
    [LINE_STARTS] = {CLOCK, true},
    [LINE_STOPS] = {CLOCK, true},
    [LINE_CANCELS] = {CLOCK, false},
    [LINE_PAUSES] = {CLOCK, false},
    [LINE_WITHIN] = {CLOCK, true},
    [LINE_DUE] = {CLOCK, true},
    [LINE_KEEP] = {KEEP, true},
    [LINE_AFTER_EXIT] = {CLOCK, false},
    [LINE_RELAXES] = {CLOCK | KEEP | MEASURE, false},
    [LINE_WARN_AT] = {CLOCK | KEEP, false},
    [LINE_WARN_DUE] = {CLOCK | KEEP, false},
    [LINE_BREACH] = {CLOCK | KEEP | MEASURE, false},
    [LINE_TARGET] = {CLOCK | KEEP | MEASURE, false},
    [LINE_MEASURE] = {MEASURE, true},
    [LINE_PER] = {MEASURE, false},
    [LINE_SPLIT] = {CLOCK | KEEP | MEASURE, false},
};

static const ClauseKind kind_of_line[N_CLAUSE_LINES] = {
    [LINE_STARTS] = CLAUSE_CLOCK, [LINE_STOPS] = CLAUSE_CLOCK,
    [LINE_WITHIN] = CLAUSE_CLOCK, [LINE_DUE] = CLAUSE_CLOCK,
    [LINE_KEEP] = CLAUSE_KEEP,    [LINE_MEASURE] = CLAUSE_MEASURE,
};

const char *line_words(const Sema *s, Span at, ClauseLine line)
{
    const char *en = clause_line_name(line);
    const char *whole = word_at(s, at, en);
    const char *blank = strchr(en, ' ');
    if (strcmp(whole, en) != 0 || blank == NULL)
        return whole;
    const char *first = str_z((Str){en, (size_t)(blank - en)});
    return str_format("%s %s", word_at(s, at, first), word_at(s, at, blank + 1));
}

void say_needs_events(Sema *s, Span at, MsgId form)
{
    Diag *d = say(s, E0490, at, MSG_NOT_EVALUATED_YET, phrase(s, at, form));
    diag_help(d, MSG_NEEDS_EVENTS);
}

/* -- lines */

static int line_of(const Node *n)
{
    static const int line[N_NODE_KINDS] = {
#define CLAUSE_LINE(id, node, en) [N_##node] = (id) + 1,
#include "interp/lang/clause.def"
    };
    return line[n->kind] - 1;
}

static void sort_level(Sema *s, CoreClauseLevel *l, LevelDraft *d)
{
    const Node *body = kid(d->node, 2);
    for (int i = 0; i < n_items(body); i++) {
        const Node *n = body->kid[i];
        int line = line_of(n);
        if (line < 0)
            continue;
        if (d->line[line] != NULL) {
            Diag *f = say(s, E0404, n->span, MSG_LINE_TWICE,
                          line_words(s, n->span, (ClauseLine)line));
            diag_label(f, d->line[line]->span, MSG_FIRST_HERE);
            continue;
        }
        d->line[line] = n;
        l->states |= 1U << line;
        l->line_id[line] = core_span(s, n->span);
        if (n->flags & NODE_RELAXES)
            l->relaxes |= 1U << line;
    }
}

/* The first line, most general level first, that tells a kind; NULL where none does. */
static const Node *telling_line(const CoreClause *cl, const ClauseDraft *d,
                                ClauseLine *line)
{
    const Node *first = NULL;
    for (int k = cl->n_levels - 1; k >= 0 && first == NULL; k--)
        for (int i = 0; i < N_CLAUSE_LINES; i++) {
            const Node *n = d->level[k].line[i];
            if (n == NULL || !lines[i].tells
                || (first != NULL && first->span.lo < n->span.lo))
                continue;
            first = n;
            *line = (ClauseLine)i;
        }
    return first;
}

static void say_no_kind(Sema *s, const CoreClause *cl)
{
    if (s->names_lost)
        return;
    Diag *d = say(s, E0442, s->core->span[cl->id], MSG_CLAUSE_NO_KIND, str_z(cl->name));
    diag_help(d, MSG_CLAUSE_KINDS);
}

/* `keep C` and, on a line of its own, `within D`: that belongs beside it. */
static void say_within_apart(Sema *s, const Node *within, const Node *keep)
{
    Diag *d = say(s, E0442, within->span, MSG_WITHIN_BESIDE_KEEP);
    diag_label(d, keep->span, MSG_PROMISE_HERE, line_words(s, keep->span, LINE_KEEP));
    if (kid(keep, 1) == NULL)
        diag_help(d, MSG_WRITE,
                  str_format("%s %s", str_z(one_line(keep->span)),
                             str_z(one_line(within->span))));
}

/* A line that tells another kind makes two of them; any other has no meaning. */
static void say_unsuited(Sema *s, const CoreClause *cl, const Node *n, ClauseLine line,
                         const Node *first, ClauseLine told)
{
    const char *mine = line_words(s, n->span, line),
               *its = line_words(s, first->span, told);
    if (told == LINE_KEEP && line == LINE_WITHIN) {
        say_within_apart(s, n, first);
        return;
    }
    Diag *d = lines[line].tells ? say(s, E0442, n->span, MSG_CLAUSE_TWO_KINDS,
                                      str_z(cl->name), its, mine)
                                : say(s, E0432, n->span, MSG_LINE_UNSUITED, mine, its);
    diag_label(d, first->span, MSG_PROMISE_HERE, its);
    if (told == LINE_MEASURE && line == LINE_FOR)
        diag_help(d, MSG_FOR_IN_WHERE, span_words(kid(n, 0)->span));
}

static void check_suited(Sema *s, CoreClause *cl, ClauseDraft *d, const Node *first,
                         ClauseLine told)
{
    for (int k = 0; k < cl->n_levels; k++)
        for (int i = 0; i < N_CLAUSE_LINES; i++) {
            const Node *n = d->level[k].line[i];
            if (n == NULL || (lines[i].kinds & (1U << cl->kind)))
                continue;
            say_unsuited(s, cl, n, (ClauseLine)i, first, told);
            d->mixed |= lines[i].tells;
            d->level[k].line[i] = NULL;
        }
}

/* A template's line below a level of another file that always holds and states it, in one
 * form or another, supplies nothing. */
static bool is_replaced(const Sema *s, int clause, int template, int line)
{
    const Core *c = s->core;
    const CoreClause *cl = &c->clauses[clause];
    const LevelDraft *d = s->clause[clause].level;
    for (int k = 0; k < template; k++) {
        int above = cl->level[k].agreement;
        bool always = !c->agreements[above].has_for
                      && !agreements_beside(c, above, cl->level[template].agreement);
        bool allowance =
            (line == LINE_WITHIN || line == LINE_DUE)
            && (d[k].line[LINE_WITHIN] != NULL || d[k].line[LINE_DUE] != NULL);
        if (always && (d[k].line[line] != NULL || allowance))
            return true;
    }
    return false;
}

static void drop_replaced(Sema *s, int clause)
{
    CoreClause *cl = &s->core->clauses[clause];
    for (int k = 0; k < cl->n_levels; k++)
        for (int i = 0; i < N_CLAUSE_LINES; i++)
            if (s->core->agreements[cl->level[k].agreement].from_module
                && is_replaced(s, clause, k, i)) {
                s->clause[clause].level[k].line[i] = NULL;
                cl->level[k].states &= ~(1U << i);
            }
}

void sort_clause_lines(Sema *s, int clause)
{
    CoreClause *cl = &s->core->clauses[clause];
    ClauseDraft *d = &s->clause[clause];
    ClauseLine told = LINE_BY;
    for (int k = 0; k < cl->n_levels; k++)
        sort_level(s, &cl->level[k], &d->level[k]);
    drop_replaced(s, clause);
    const Node *first = telling_line(cl, d, &told);
    if (first == NULL) {
        say_no_kind(s, cl);
        return;
    }
    cl->kind = kind_of_line[told];
    check_suited(s, cl, d, first, told);
}

/* -- what it lacks */

static bool states(const CoreClause *cl, ClauseLine line)
{
    for (int k = 0; k < cl->n_levels; k++)
        if (cl->level[k].states & (1U << line))
            return true;
    return false;
}

const char *some_instant(const Core *c, bool last)
{
    const char *name = "created_at";
    for (int i = c->n_fields - 1; i >= 0; i--)
        if (c->fields[i].type->kind == TY_TIMESTAMP) {
            name = str_z(c->fields[i].name);
            if (last)
                break;
        }
    return name;
}

static const char *some_party(const Core *c)
{
    return c->n_parties > 0 ? str_z(c->parties[0]) : "sales";
}

static void check_lacks(Sema *s, const CoreClause *cl)
{
    const Core *c = s->core;
    Span at = c->span[cl->id];
    const struct {
        unsigned kinds;
        bool there;
        MsgId lacks, write;
        const char *what;
    } rows[] = {
        {CLOCK | KEEP | MEASURE, states(cl, LINE_BY), MSG_LACKS_BY, MSG_WRITE_BY,
         some_party(c)},
        {CLOCK, states(cl, LINE_STARTS), MSG_LACKS_STARTS, MSG_WRITE_STARTS,
         some_instant(c, false)},
        {CLOCK, states(cl, LINE_STOPS), MSG_LACKS_STOPS, MSG_WRITE_STOPS,
         some_instant(c, true)},
        {MEASURE, states(cl, LINE_TARGET), MSG_LACKS_TARGET, MSG_WRITE_OWED, NULL},
        {CLOCK, states(cl, LINE_WITHIN) || states(cl, LINE_DUE), MSG_LACKS_WITHIN,
         MSG_WRITE_WITHIN, NULL},
    };
    for (size_t i = 0; !s->names_lost && i < sizeof rows / sizeof *rows; i++)
        if ((rows[i].kinds & (1U << cl->kind)) && !rows[i].there)
            diag_help(say(s, E0431, at, rows[i].lacks, str_z(cl->name)), rows[i].write,
                      rows[i].what);
}

/* -- who owes it */

static int find_party(const Core *c, Str name)
{
    for (int i = 0; i < c->n_parties; i++)
        if (str_eq(c->parties[i], name))
            return i;
    return -1;
}

/* Without a head, as in a module that is looked at alone, whoever is named is a party. */
static int add_party(Sema *s, Str name)
{
    Core *c = s->core;
    MEM_PUSH(c->parties, c->n_parties, s->cap_parties) = name;
    return c->n_parties - 1;
}

static const char *names_listed(const Str *name, int n)
{
    Buf b = {0};
    for (int i = 0; i < n; i++) {
        buf_z(&b, i > 0 ? ", " : "");
        buf_str(&b, name[i]);
    }
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}

static int party_of(Sema *s, const Node *by)
{
    const Core *c = s->core;
    const Node *name = kid(kid(by, 0), 0);
    int party = find_party(c, text_of(name));
    if (n_items(kid(by, 0)) > 1) {
        say(s, E0439, by->span, MSG_TWO_PARTIES);
        return -1;
    }
    if (party >= 0 || name == NULL || name->kind == N_BAD)
        return party;
    if (s->decls[N_POLICY].n == 0)
        return add_party(s, name->text);
    Diag *d = say_unknown(s, E0439, name->span, MSG_NO_PARTY, text_of(name), c->parties,
                          c->n_parties);
    if (c->n_parties == 0)
        diag_help(d, MSG_WRITE_PARTIES, str_z(text_of(name)));
    else if (d->n_help == 0)
        diag_help(d, MSG_PARTIES_ARE, names_listed(c->parties, c->n_parties));
    return -1;
}

static void check_party(Sema *s, CoreClause *cl, const ClauseDraft *d)
{
    const Node *first = NULL;
    for (int k = cl->n_levels - 1; k >= 0; k--) {
        const Node *by = d->level[k].line[LINE_BY];
        int party = by != NULL ? party_of(s, by) : -1;
        if (party < 0)
            continue;
        if (first == NULL) {
            first = by;
            cl->party = party;
        } else if (party != cl->party) {
            Diag *f = say(s, E0439, by->span, MSG_PARTY_CHANGES, str_z(cl->name),
                          str_z(s->core->parties[cl->party]));
            diag_label(f, first->span, MSG_GENERAL_HERE);
        }
    }
}

/* -- all of it */

void check_clause(Sema *s, int clause)
{
    CoreClause *cl = &s->core->clauses[clause];
    ClauseDraft *d = &s->clause[clause];
    ClauseLine told;
    const Node *promise = telling_line(cl, d, &told);
    if (promise == NULL || d->mixed)
        return;
    check_lacks(s, cl);
    check_supply(s, clause);
    check_party(s, cl, d);
    if (cl->kind == CLAUSE_MEASURE)
        return; /* check_promise.c, when all that it may count is known */
    if (!check_allowances(s, clause, s->core->span[cl->id]))
        return;
    for (int k = 0; k < cl->n_levels; k++)
        check_level(s, clause, k);
    check_since_when(s, clause);
    check_tighter(s, clause);
    remark_warnings(s, clause);
    lower_clause(s, clause);
}
