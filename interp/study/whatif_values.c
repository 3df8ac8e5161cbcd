/* whatif_values.c -- values that were moved, put where the policy says them.
 *
 * A scenario moves from what the policy declares.  Where its moves no longer go together with
 * what is declared now, it is written with what was declared before, too: it means what it
 * meant.
 */
#include "grammar/fmt.h"
#include "interp/base/mem.h"
#include "interp/study/literal_node.h"
#include "interp/study/whatif_part.h"

/* -- where a value stands ---------------------------------------------------------------- */

static const Node *own_decl(const Parsed *p, NodeKind kind, Str name)
{
    for (int i = 0; i < n_items(p->file); i++)
        if (p->file->kid[i]->kind == kind
            && str_eq(text_of(kid(p->file->kid[i], 0)), name))
            return p->file->kid[i];
    return NULL;
}

/* Where a clause's line says its length, its calendar, or its share. */
typedef struct Slot {
    NodeKind line;
    int length, calendar;
} Slot;

static const Slot slots[] = {{N_C_WITHIN, 0, 1}, {N_C_KEEP, 1, 2}, {N_C_DUE, 0, -1}};

static const Node *line_slot(const Node *line, const Core *core, const CoreThreshold *t)
{
    const CoreClauseLevel *l = &core->clauses[t->clause].level[t->level];
    const int i = (int)(t - core->thresholds);
    if (line->kind == N_M_TARGET && l->target.share != NULL
        && l->target.share->index == i)
        return kid(line, 0);
    for (size_t k = 0; k < sizeof slots / sizeof *slots; k++)
        if (line->kind == slots[k].line) {
            if (l->within != NULL && l->within->index == i)
                return kid(line, slots[k].length);
            if (l->calendar != NULL && l->calendar->index == i)
                return kid(line, slots[k].calendar);
        }
    return NULL;
}

const Node *clause_of(const Node *agreement, Str name)
{
    const Node *body = kid(agreement, 4);
    for (int i = 0; i < n_items(body); i++)
        if (body->kid[i]->kind == N_CLAUSE
            && str_eq(text_of(kid(body->kid[i], 0)), name))
            return body->kid[i];
    return NULL;
}

/* The text of a value in the policy's own file; NULL: it stands in a module. */
static const Node *value_node(const Parsed *p, const Core *core, const CoreThreshold *t)
{
    if (t->clause < 0)
        return kid(own_decl(p, N_THRESHOLD, t->name), 2);
    const CoreClause *cl = &core->clauses[t->clause];
    const CoreAgreement *a = &core->agreements[cl->level[t->level].agreement];
    if (a->from_module)
        return NULL;
    const Node *body = kid(clause_of(own_decl(p, N_AGREEMENT, a->name), cl->name), 2);
    const Node *found = NULL;
    for (int i = 0; i < n_items(body) && found == NULL; i++)
        found = line_slot(body->kid[i], core, t);
    return found;
}

static const Node *unwrapped(const Node *n)
{
    while (n != NULL && (n->kind == N_PAREN || n->kind == N_UNARY))
        n = kid(n, 0);
    return n;
}

/* A number that was a percentage stays one. */
static const Node *literal_like(const Node *was, const Core *core, int i, int64_t value)
{
    const Node *inner = unwrapped(was);
    if (inner == NULL || inner->kind != N_PERCENT
        || core->thresholds[i].type->kind != TY_NUMBER)
        return literal_of_threshold(core, i, value);
    return literal_share(value);
}

/* -- values -------------------------------------------------------------------------------- */

/* `threshold NAME = V` of the policy's own goes before a module's. */
static Node *own_threshold(const Core *core, int i, int64_t value)
{
    const CoreThreshold *t = &core->thresholds[i];
    const Span none = {0};
    const Value lo = {.type = t->type, .i64 = t->lo},
                hi = {.type = t->type, .i64 = t->hi};
    Node *range[] = {literal_node(&lo, core->zone, core->currency),
                     literal_node(&hi, core->zone, core->currency)};
    Node *kids[] = {literal_name(t->name),
                    str_eq(t->name, t->title) ? NULL : literal_text(t->title),
                    literal_of_threshold(core, i, value),
                    t->has_range ? ast_node(N_RANGE, none, 2, range) : NULL};
    return ast_node(N_THRESHOLD, none, 4, kids);
}

static void put_own_threshold(Buf *b, const Node *n, const Parsed *p)
{
    buf_z(b, b->n > 0 ? "\n" : "");
    fmt_declaration(b, NULL, n, p->file, p->language);
    b->n -= b->n > 0 && b->p[b->n - 1] == '\n';
}

static void edit_value(TextEdits *e, Buf *more, const Parsed *p, const Session *s,
                       int i)
{
    const Core *core = s->core;
    const Node *was = value_node(p, core, &core->thresholds[i]);
    if (was == NULL) {
        put_own_threshold(more, own_threshold(core, i, s->threshold[i]), p);
        return;
    }
    Buf b = {0};
    fmt_expr(&b, literal_like(was, core, i, s->threshold[i]), p->language);
    text_edit(e, was->span.lo, was->span.hi, buf_copy(&b));
    buf_free(&b);
}

/* Of a module's agreement. */
static bool has_no_place(const Core *core, const CoreThreshold *t)
{
    return t->clause >= 0
           && core->agreements[core->clauses[t->clause].level[t->level].agreement]
                  .from_module;
}

/* -- scenarios ------------------------------------------------------------------------------ */

/* The moves over these values. */
static int64_t *with_moves(const Core *core, const int64_t *from,
                           const CoreScenario *sc)
{
    int64_t *v = MEM_ARRAY(int64_t, core->n_thresholds + 1);
    for (int i = 0; i < core->n_thresholds; i++)
        v[i] = from != NULL ? from[i] : core->thresholds[i].value;
    for (int i = 0; i < sc->n_moves; i++)
        v[sc->moves[i].threshold] = sc->moves[i].value;
    return v;
}

/* The clauses that the scenario could not move over what is declared now, picked: their lines
 * that were moved.  false: none. */
static bool pick_broken(const Session *s, const CoreScenario *sc, const Parsed *where,
                        bool *pick)
{
    const Core *core = s->core;
    const int64_t *now = with_moves(core, s->threshold, sc);
    bool any = false;
    for (int m = 0; m < sc->n_moves; m++) {
        const int t = sc->moves[m].threshold, clause = core->thresholds[t].clause;
        if (clause < 0 || sema_settled(s->core, where, t, now, diags_new()))
            continue;
        any = true;
        for (int i = 0; i < core->n_thresholds; i++)
            if (core->thresholds[i].clause == clause
                && s->threshold[i] != core->thresholds[i].value)
                pick[i] = true;
    }
    return any;
}

static void edit_scenario(TextEdits *e, const Parsed *p, const Session *s,
                          const CoreScenario *sc)
{
    const Node *n = own_decl(p, N_SCENARIO, sc->name);
    const Parsed where = {.src = p->src, .file = p->file, .language = p->language};
    bool *pick = MEM_ARRAY(bool, s->core->n_thresholds + 1);
    Buf b = {0};
    if (n == NULL || !pick_broken(s, sc, &where, pick))
        return;
    for (int i = 0; i < sc->n_moves; i++)
        pick[sc->moves[i].threshold] = true;
    Node *kids[] = {kid(n, 0), kid(n, 1),
                    moves_node(s->core, with_moves(s->core, NULL, sc), pick)};
    fmt_declaration(&b, NULL, ast_node(N_SCENARIO, n->span, 3, kids), p->file,
                    p->language);
    b.n -= b.n > 0 && b.p[b.n - 1] == '\n';
    text_edit(e, n->span.lo, n->span.hi, buf_copy(&b));
    buf_free(&b);
}

/* -- all of them ----------------------------------------------------------------------------- */

int put_values(Buf *out, const Parsed *p, const Session *s)
{
    TextEdits e = {0};
    Buf more = {0};
    int left = 0;
    for (int i = 0; i < s->core->n_thresholds; i++) {
        const CoreThreshold *t = &s->core->thresholds[i];
        if (s->threshold[i] == t->value)
            continue;
        if (has_no_place(s->core, t))
            left++;
        else
            edit_value(&e, &more, p, s, i);
    }
    for (int i = 0; i < s->core->n_scenarios; i++)
        edit_scenario(&e, p, s, &s->core->scenarios[i]);
    text_edit_end(&e, p->src, buf_copy(&more));
    text_edited(out, p->src, &e);
    buf_free(&more);
    return left;
}
