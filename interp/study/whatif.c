/* whatif.c -- states one after the other, and the small changes: a threshold, a field, the
 * instant.
 *
 * What-ifs on leads are kept in arrays that states share: one that adds to the end leaves
 * what those before it see.
 */
#include "interp/base/mem.h"
#include "interp/study/whatif_part.h"

typedef struct Givens {
    WhatGiven *item;
    int n;
    size_t cap;
} Givens;

/* -- states --------------------------------------------------------------------------- */

State *state_after(const WhatIf *w, const char *said)
{
    State *s = MEM_NEW(State);
    *s = *whatif_now(w);
    s->pub.said = said;
    s->pub.lost = NULL;
    s->pub.n_lost = 0;
    return s;
}

/* -- cores that are let go, and made again -------------------------------------------- */

enum { POLICIES_KEPT = 8 }; /* on either side of the one in force */

static void let_go(State *s)
{
    if (s->pub.session == NULL)
        return;
    Session *bare = MEM_NEW(Session);
    *bare = *s->pub.session;
    bare->core = NULL;
    s->bare = bare;
    s->pub.session = NULL;
    s->policy->core = NULL;
}

/* From the one in force in one direction. */
static void trim(WhatIf *w, int step)
{
    int policies = 0;
    for (int i = w->now + step; i >= 0 && i < w->n; i += step) {
        State *s = w->state[i];
        policies += s->policy != w->state[i - step]->policy;
        if (policies > POLICIES_KEPT && s->policy != w->loaded->policy)
            let_go(s);
    }
}

/* false: it compiles no more, as a module of it is gone. */
static bool take_back(State *s)
{
    Diags *found;
    if (s->pub.session != NULL)
        return true;
    if (s->policy->core == NULL) {
        const Session *again = check_tree(s->bare, s->policy->tree, &found);
        if (again == NULL)
            return false;
        s->policy->core = again->core;
    }
    Session *own = MEM_NEW(Session);
    *own = *s->bare;
    own->core = s->policy->core;
    s->pub.session = own;
    return true;
}

static bool walk(WhatIf *w, int to)
{
    if (!take_back(w->state[to]))
        return false;
    w->now = to;
    trim(w, -1);
    trim(w, 1);
    return true;
}

void whatif_enter(WhatIf *w, State *s)
{
    if (w->now == WHATIF_UNDO) {
        memmove(&w->state[0], &w->state[1], WHATIF_UNDO * sizeof w->state[0]);
        w->now--;
    }
    for (int i = w->now + 1; i < w->n; i++)
        w->state[i] = NULL;
    w->state[w->now + 1] = s;
    w->n = w->now + 2;
    (void)walk(w, w->now + 1);
}

/* -- the first ------------------------------------------------------------------------- */

static bool is_moved(const Session *s)
{
    for (int i = 0; i < s->core->n_thresholds; i++)
        if (s->threshold[i] != s->core->thresholds[i].value)
            return true;
    return false;
}

/* A session with thresholds of its own. */
static Session *session_with(const Session *s, Diags *diags)
{
    const size_t n = (size_t)s->core->n_thresholds * sizeof(int64_t);
    Session *copy = MEM_NEW(Session);
    *copy = *s;
    copy->diags = diags;
    copy->set = NULL;
    copy->n_set = 0;
    copy->cap_set = 0;
    copy->threshold = mem_bytes(n + 1);
    if (n > 0)
        memcpy(copy->threshold, s->threshold, n);
    return copy;
}

static const Session *as_declared(const Session *s)
{
    if (!is_moved(s) && s->scenario < 0)
        return s;
    Session *own = session_with(s, s->diags);
    for (int i = 0; i < s->core->n_thresholds; i++)
        own->threshold[i] = s->core->thresholds[i].value;
    own->scenario = -1;
    return own;
}

static Policy *policy_loaded(const Session *s)
{
    Policy *p = MEM_NEW(Policy);
    *p = (Policy){
        .own = s->parsed, .tree = s->parsed, .found = s->diags, .core = s->core};
    if (s->parsed != NULL)
        p->decl = decls_loaded(s->parsed, &p->n_decls);
    return p;
}

WhatIf *whatif_new(const Session *loaded, int64_t as_of_us)
{
    WhatIf *w = MEM_NEW(WhatIf);
    State *first = MEM_NEW(State), *now = MEM_NEW(State);
    first->pub = (WhatState){.session = as_declared(loaded), .as_of_us = as_of_us};
    first->policy = policy_loaded(loaded);
    *now = *first;
    now->pub.session = loaded;
    w->loaded = first;
    w->state[0] = now;
    w->n = 1;
    return w;
}

const WhatState *whatif_state(const WhatIf *w) { return &whatif_now(w)->pub; }
const WhatState *whatif_loaded(const WhatIf *w) { return &w->loaded->pub; }

const Parsed *whatif_parsed(const WhatIf *w)
{
    static const Parsed nothing = {.language = LANG_EN};
    const Parsed *p = whatif_now(w)->pub.session->parsed;
    return p != NULL ? p : &nothing;
}

const char *whatif_undo(WhatIf *w)
{
    const char *said = whatif_now(w)->pub.said;
    return w->now > 0 && walk(w, w->now - 1) ? said : NULL;
}

const char *whatif_redo(WhatIf *w)
{
    return w->now + 1 < w->n && walk(w, w->now + 1) ? whatif_now(w)->pub.said : NULL;
}

/* -- the policy's values --------------------------------------------------------------- */

/* Places of what is settled and forgotten are forgotten too. */
static bool enter_moved(WhatIf *w, Session *s, bool fine, const char *said)
{
    s->diags = NULL;
    s->set = NULL;
    if (!fine)
        return false;
    State *next = state_after(w, said);
    next->pub.session = s;
    whatif_enter(w, next);
    return true;
}

bool whatif_set(WhatIf *w, Str name, Str value, Diags *diags)
{
    const Session *old = whatif_now(w)->pub.session;
    const int mark = sema_mark(old->core);
    Session *s = session_with(old, diags);
    const bool fine = session_set_value(s, "<typed>", name, value) && session_settle(s);
    sema_forget(s->core, mark);
    return enter_moved(w, s, fine, str_format(":set %s %s", str_z(name), str_z(value)));
}

/* Findings of a scenario's moves point to where it is declared. */
static bool scenario_settled(Session *s, const CoreScenario *sc)
{
    const Span at = s->core->span[sc->id];
    const Parsed where = {
        .src = at.src, .file = ast_leaf(N_BAD, at, (Str){0}), .language = s->language};
    bool fine = true;
    for (int i = 0; i < sc->n_moves; i++)
        fine = fine
               && sema_settled(s->core, &where, sc->moves[i].threshold, s->threshold,
                               s->diags);
    return fine;
}

bool whatif_scenario(WhatIf *w, const char *name, Diags *diags)
{
    const Session *old = whatif_now(w)->pub.session;
    const int mark = sema_mark(old->core);
    Session *s = session_with(old, diags);
    const bool fine = session_scenario(s, name)
                      && scenario_settled(s, &s->core->scenarios[s->scenario]);
    sema_forget(s->core, mark);
    return enter_moved(w, s, fine, str_format(":scenario %s", name));
}

/* -- leads ------------------------------------------------------------------------------ */

static int find_given(const WhatState *s, int64_t row, int field)
{
    for (int i = 0; i < s->n_given; i++)
        if (s->given[i].row == row && s->given[i].field == field)
            return i;
    return -1;
}

static Givens *givens_copy(const State *s)
{
    Givens *g = MEM_NEW(Givens);
    for (int i = 0; i < s->pub.n_given; i++)
        MEM_PUSH(g->item, g->n, g->cap) = s->pub.given[i];
    return g;
}

static void givens_take(State *s, Givens *g)
{
    s->shared = g;
    s->pub.given = g->item;
    s->pub.n_given = g->n;
}

/* A constant without what it was read from. */
CoreExpr *given_const(const Type *type, const CoreExpr *value)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CONST,
                    .type = type,
                    .id = -1,
                    .depth = 1,
                    .index = -1,
                    .n = value->n,
                    .missing = value->missing,
                    .i64 = value->i64,
                    .text = str_copy(value->text)};
    if (value->n > 0)
        e->arg = MEM_ARRAY(CoreExpr *, value->n);
    for (int i = 0; i < value->n; i++)
        e->arg[i] = given_const(type->elem, value->arg[i]);
    return e;
}

void whatif_give(WhatIf *w, WhatGiven given, const char *said)
{
    State *s = state_after(w, str_z(str_of(said)));
    const int at = find_given(&s->pub, given.row, given.field);
    const bool last = s->shared != NULL && s->shared->n == s->pub.n_given;
    Givens *g = at < 0 && last ? s->shared : givens_copy(s);
    given.value = given_const(given.value->type, given.value);
    if (at >= 0)
        g->item[at] = given;
    else
        MEM_PUSH(g->item, g->n, g->cap) = given;
    givens_take(s, g);
    whatif_enter(w, s);
}

static bool is_unset(const WhatGiven *g, int64_t row, int field)
{
    return g->row == row && (field < 0 || g->field == field);
}

bool whatif_unset(WhatIf *w, int64_t row, int field)
{
    const WhatState *old = whatif_state(w);
    Givens *g = MEM_NEW(Givens);
    for (int i = 0; i < old->n_given; i++)
        if (!is_unset(&old->given[i], row, field))
            MEM_PUSH(g->item, g->n, g->cap) = old->given[i];
    if (g->n == old->n_given)
        return false;
    const char *name = field < 0 ? "" : str_z(old->session->core->fields[field].name);
    State *s = state_after(w, str_z(str_trim(str_of(str_format(":unset %s", name)))));
    givens_take(s, g);
    whatif_enter(w, s);
    return true;
}

/* -- the instant, and all of it --------------------------------------------------------- */

static const char *at_said(const Session *s, int64_t as_of_us)
{
    Buf b = {0};
    buf_z(&b, ":now ");
    zone_print(&b, s->core->zone, as_of_us);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

void whatif_at(WhatIf *w, int64_t as_of_us)
{
    State *s = state_after(w, at_said(whatif_state(w)->session, as_of_us));
    s->pub.as_of_us = as_of_us;
    whatif_enter(w, s);
}

static bool same_values(const Session *a, const Session *b)
{
    return a->core == b->core && a->scenario == b->scenario
           && (a->core->n_thresholds == 0
               || memcmp(a->threshold, b->threshold,
                         (size_t)a->core->n_thresholds * sizeof(int64_t))
                      == 0);
}

bool whatif_reset(WhatIf *w)
{
    const WhatState *now = whatif_state(w), *first = &w->loaded->pub;
    if (same_values(now->session, first->session) && now->as_of_us == first->as_of_us
        && now->n_given == 0)
        return false;
    State *s = MEM_NEW(State);
    *s = *w->loaded;
    s->pub.said = ":reset";
    whatif_enter(w, s);
    return true;
}
