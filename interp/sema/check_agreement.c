/* check_agreement.c -- agreements: their levels, which goes before which, and who states a
 * clause.
 *
 * What a policy's own agreements state are its clauses.  An agreement of a module is a
 * template: it stands below all of the policy's, and only in clauses that these state.
 */
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/module.h"
#include "interp/sema/remark.h"

enum { AGREEMENT_NAME, AGREEMENT_TITLE, AGREEMENT_FOR, AGREEMENT_OVER, AGREEMENT_BODY };

static const Node *agreement_node(const Sema *s, int i)
{
    return s->decls[N_AGREEMENT].item[i];
}

/* -- agreements */

static AgreementLevel level_of(const Node *n)
{
    static const uint16_t word[N_AGREEMENT_LEVELS] = {
#define LEVEL(id, keyword, en) [id] = keyword,
#include "interp/lang/clause.def"
    };
    for (int i = 0; i < N_AGREEMENT_LEVELS; i++)
        if (word[i] == n->word)
            return (AgreementLevel)i;
    return LEVEL_CORPORATE;
}

static void add_agreement(Sema *s, const Node *n, Map *seen)
{
    Core *c = s->core;
    int i = c->n_agreements++;
    CoreAgreement *a = &c->agreements[i];
    a->name = text_of(kid(n, AGREEMENT_NAME));
    a->title = text_or(kid(n, AGREEMENT_TITLE), a->name);
    a->level = level_of(n);
    a->over = -1;
    a->from_module = i < s->n_foreign[N_AGREEMENT];
    a->id = core_span(s, n->at);
    a->has_for = kid(n, AGREEMENT_FOR) != NULL;
    if (a->has_for)
        a->text = one_line(kid(n, AGREEMENT_FOR)->span);
    if (!a->from_module && a->name.n > 0)
        (void)unique(s, seen, kid(n, AGREEMENT_NAME));
}

bool agreements_beside(const Core *c, int a, int b)
{
    const CoreAgreement *x = &c->agreements[a], *y = &c->agreements[b];
    if (x->from_module != y->from_module)
        return false;
    return !x->from_module || c->span[x->id].src == c->span[y->id].src;
}

static void find_over(Sema *s, int i)
{
    Core *c = s->core;
    const Node *over = kid(agreement_node(s, i), AGREEMENT_OVER);
    Str name = over != NULL ? span_text(over->span) : (Str){0};
    Str *known = MEM_ARRAY(Str, c->n_agreements + 1);
    int n = 0;
    if (over == NULL)
        return;
    for (int k = 0; k < c->n_agreements; k++) {
        if (k == i || !agreements_beside(c, i, k))
            continue;
        known[n++] = c->agreements[k].name;
        if (c->agreements[i].over < 0 && str_eq(c->agreements[k].name, name))
            c->agreements[i].over = k;
    }
    int k = c->agreements[i].over;
    if (k < 0) {
        say_unknown(s, E0436, over->span, MSG_NO_AGREEMENT, name, known, n);
    } else if (c->agreements[k].level != c->agreements[i].level) {
        Diag *d =
            say(s, E0436, over->span, MSG_OVER_OTHER_LEVEL, str_z(name),
                word_at(s, over->span, agreement_level_name(c->agreements[k].level)));
        diag_label(d, c->span[c->agreements[k].id], MSG_DECLARED_HERE);
        c->agreements[i].over = -1;
    }
}

static bool goes_over(const Core *c, int a, int b)
{
    int steps = 0;
    for (int k = c->agreements[a].over; k >= 0 && steps < c->n_agreements;
         k = c->agreements[k].over, steps++)
        if (k == b)
            return true;
    return false;
}

static void find_circle(Sema *s, int i)
{
    Core *c = s->core;
    if (!goes_over(c, i, i))
        return;
    const Node *over = kid(agreement_node(s, i), AGREEMENT_OVER);
    say(s, E0436, over->span, MSG_OVER_CIRCLE, str_z(c->agreements[i].name));
    c->agreements[i].over = -1;
}

/* -- the order: a file before the modules that it uses, specific before general, what goes
 * over another first */

typedef struct Ranking {
    const Core *c;
    bool *done;
    int *rank;
    int n;
} Ranking;

static void rank_one(Ranking *r, int i)
{
    if (r->done[i])
        return;
    r->done[i] = true;
    for (int k = 0; k < r->c->n_agreements; k++)
        if (r->c->agreements[k].over == i)
            rank_one(r, k);
    r->rank[r->n++] = i;
}

/* Those from `from` up to `to` are of one file. */
static void rank_file(Ranking *r, int from, int to)
{
    for (int level = N_AGREEMENT_LEVELS - 1; level >= 0; level--)
        for (int i = from; i < to; i++)
            if (r->c->agreements[i].level == (AgreementLevel)level)
                rank_one(r, i);
}

/* A file is read after those that it uses, so its agreements stand behind theirs. */
static int *rank_agreements(const Core *c)
{
    Ranking r = {c, MEM_ARRAY(bool, c->n_agreements + 1),
                 MEM_ARRAY(int, c->n_agreements + 1), 0};
    for (int to = c->n_agreements; to > 0;) {
        int from = to - 1;
        while (from > 0 && agreements_beside(c, from - 1, to - 1))
            from--;
        rank_file(&r, from, to);
        to = from;
    }
    return r.rank;
}

/* -- clauses: who states what */

static bool is_clause(const Node *n)
{
    return n->kind == N_CLAUSE && kid(n, 0) != NULL && kid(n, 0)->kind == N_NAME;
}

static void add_clause(Sema *s, const Node *n, size_t *cap)
{
    Core *c = s->core;
    Str name = text_of(kid(n, 0));
    if (core_clause(c, name) >= 0)
        return;
    CoreClause *made = &MEM_PUSH(c->clauses, c->n_clauses, *cap);
    *made = (CoreClause){.name = name,
                         .title = name,
                         .party = -1,
                         .allowance = ALLOW_NONE,
                         .measure = -1,
                         .statuses = -1,
                         .id = core_span(s, kid(n, 0)->span)};
    (void)declare(s, SYM_CLAUSE, kid(n, 0), n, c->n_clauses - 1);
}

static void add_clauses_of(Sema *s, int agreement, size_t *cap)
{
    const Node *body = kid(agreement_node(s, agreement), AGREEMENT_BODY);
    Map *seen = map_new();
    for (int i = 0; i < n_items(body); i++)
        if (is_clause(body->kid[i]) && unique(s, seen, kid(body->kid[i], 0))
            && !s->core->agreements[agreement].from_module)
            add_clause(s, body->kid[i], cap);
}

static const Node *clause_in(const Sema *s, int agreement, Str name)
{
    const Node *body = kid(agreement_node(s, agreement), AGREEMENT_BODY);
    for (int i = 0; i < n_items(body); i++)
        if (is_clause(body->kid[i]) && str_eq(text_of(kid(body->kid[i], 0)), name))
            return body->kid[i];
    return NULL;
}

/* The title of the most general level that has one; of the policy's, if one of them has. */
static void take_title(CoreClause *cl, const Core *c, const Node *n, int agreement)
{
    const Node *title = kid(n, 1);
    bool own = !c->agreements[agreement].from_module;
    bool titled = !str_eq(cl->title, cl->name);
    if (title != NULL && (own || !titled))
        cl->title = text_or(title, cl->name);
}

static void add_level(Sema *s, int clause, int agreement, const Node *n)
{
    CoreClause *cl = &s->core->clauses[clause];
    CoreClauseLevel *l = &cl->level[cl->n_levels];
    l->agreement = agreement;
    l->attainment = -1;
    for (int i = 0; i < N_CLAUSE_LINES; i++)
        l->line_id[i] = -1;
    s->clause[clause].level[cl->n_levels++].node = n;
    take_title(cl, s->core, n, agreement);
}

static void add_levels(Sema *s, int clause, const int *rank)
{
    Core *c = s->core;
    CoreClause *cl = &c->clauses[clause];
    cl->level = MEM_ARRAY(CoreClauseLevel, c->n_agreements);
    s->clause[clause].level = MEM_ARRAY(LevelDraft, c->n_agreements);
    for (int i = 0; i < c->n_agreements; i++) {
        const Node *n = clause_in(s, rank[i], cl->name);
        if (n != NULL)
            add_level(s, clause, rank[i], n);
    }
}

void declare_agreements(Sema *s)
{
    Core *c = s->core;
    const NodeList *l = &s->decls[N_AGREEMENT];
    Map *seen = map_new();
    size_t cap = 0;
    c->agreements = MEM_ARRAY(CoreAgreement, l->n + 1);
    for (int i = 0; i < l->n; i++)
        add_agreement(s, l->item[i], seen);
    for (int i = 0; i < c->n_agreements; i++)
        find_over(s, i);
    for (int i = 0; i < c->n_agreements; i++)
        find_circle(s, i);
    for (int i = 0; i < c->n_agreements; i++)
        add_clauses_of(s, i, &cap);
    const int *rank = rank_agreements(c);
    s->clause = MEM_ARRAY(ClauseDraft, c->n_clauses + 1);
    for (int i = 0; i < c->n_clauses; i++) {
        add_levels(s, i, rank);
        sort_clause_lines(s, i);
    }
}

/* -- two agreements of one level that state one clause */

static const char *agreement_name(const Sema *s, const CoreClauseLevel *l)
{
    return str_z(s->core->agreements[l->agreement].name);
}

static void say_conflict(Sema *s, int clause, int a, int b)
{
    const CoreClause *cl = &s->core->clauses[clause];
    const LevelDraft *d = s->clause[clause].level;
    const char *x = agreement_name(s, &cl->level[a]),
               *y = agreement_name(s, &cl->level[b]);
    Span at = kid(d[b].node, 0)->span;
    s->clause[clause].undecided = true;
    Diag *f = say(s, E0435, at, MSG_LEVEL_CONFLICT, x, y,
                  word_at(s, at,
                          agreement_level_name(
                              s->core->agreements[cl->level[a].agreement].level)),
                  str_z(cl->name));
    diag_label(f, kid(d[a].node, 0)->span, MSG_FIRST_HERE);
    diag_help(f, MSG_WRITE_OVER, y, x);
    diag_help(f, MSG_MAKE_DISJOINT);
}

static Span name_at(const Sema *s, int clause, int level)
{
    return kid(s->clause[clause].level[level].node, 0)->span;
}

/* a goes before b: its file is the later one. */
static void check_two_files(Sema *s, int clause, int a, int b)
{
    Span mine = name_at(s, clause, a), other = name_at(s, clause, b);
    if (module_standing(s, mine, other) != COLLIDES)
        return;
    say_collision(s, s->core->clauses[clause].name, mine, other);
    s->clause[clause].mixed = true;
}

static void check_two_levels(Sema *s, int clause, int a, int b)
{
    const Core *c = s->core;
    const CoreClauseLevel *l = c->clauses[clause].level;
    int x = l[a].agreement, y = l[b].agreement;
    if (!agreements_beside(c, x, y))
        check_two_files(s, clause, a, b);
    else if (c->agreements[x].level == c->agreements[y].level && !goes_over(c, x, y)
             && !core_disjoint(c->agreements[x].when, c->agreements[y].when))
        say_conflict(s, clause, a, b);
}

/* Where some agreement of the policy states the clause; NULL: for all leads. */
static CoreExpr *where_stated(Sema *s, const CoreClause *cl)
{
    const Core *c = s->core;
    CoreExpr **of = MEM_ARRAY(CoreExpr *, cl->n_levels + 1);
    int n = 0;
    for (int i = 0; i < cl->n_levels; i++) {
        const CoreAgreement *a = &c->agreements[cl->level[i].agreement];
        if (a->from_module)
            continue;
        if (a->when == NULL)
            return NULL;
        of[n++] = a->when;
    }
    return join_flags(s, CORE_OR, of, n, cl->id);
}

/* A template holds where the policy asks for it, and where its own `for` does. */
static CoreExpr *template_when(Sema *s, const CoreClause *cl, CoreExpr *own)
{
    CoreExpr *both[] = {where_stated(s, cl), own};
    if (core_implies(both[0], own))
        return both[0];
    return both[0] == NULL ? own : join_flags(s, CORE_AND, both, 2, cl->id);
}

static void check_levels(Sema *s, int clause)
{
    CoreClause *cl = &s->core->clauses[clause];
    for (int i = 0; i < cl->n_levels; i++) {
        const CoreAgreement *a = &s->core->agreements[cl->level[i].agreement];
        cl->level[i].when = a->from_module ? template_when(s, cl, a->when) : a->when;
        for (int k = 0; k < i; k++)
            check_two_levels(s, clause, k, i);
    }
}

/* Whether a template of a module is asked for by some clause of the policy. */
static bool is_asked(const Core *c, int agreement)
{
    if (!c->agreements[agreement].from_module)
        return true;
    for (int i = 0; i < c->n_clauses; i++)
        for (int k = 0; k < c->clauses[i].n_levels; k++)
            if (c->clauses[i].level[k].agreement == agreement)
                return true;
    return false;
}

void check_agreements(Sema *s)
{
    Core *c = s->core;
    for (int i = 0; i < c->n_agreements; i++) {
        const Node *cond = kid(agreement_node(s, i), AGREEMENT_FOR);
        s->asks_whom = true;
        if (cond != NULL && is_asked(c, i))
            c->agreements[i].when = check_flag(s, cond);
        s->asks_whom = false;
    }
    for (int i = 0; i < c->n_clauses; i++) {
        check_levels(s, i);
        check_clause(s, i);
    }
}
