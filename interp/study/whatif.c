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

void whatif_enter(WhatIf *w, const State *s)
{
    if (w->now == WHATIF_UNDO) {
        memmove(&w->state[0], &w->state[1], WHATIF_UNDO * sizeof w->state[0]);
        w->now--;
    }
    w->state[++w->now] = s;
    for (int i = w->now + 1; i < w->n; i++)
        w->state[i] = NULL;
    w->n = w->now + 1;
}

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

WhatIf *whatif_new(const Session *loaded, int64_t as_of_us)
{
    WhatIf *w = MEM_NEW(WhatIf);
    State *first = MEM_NEW(State), *now = MEM_NEW(State);
    first->pub = (WhatState){.session = as_declared(loaded), .as_of_us = as_of_us};
    first->own = loaded->parsed;
    first->found = loaded->diags;
    if (loaded->parsed != NULL)
        first->decl = decls_loaded(loaded, &first->n_decls);
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
    return w->now > 0 ? w->state[w->now--]->pub.said : NULL;
}

const char *whatif_redo(WhatIf *w)
{
    return w->now + 1 < w->n ? w->state[++w->now]->pub.said : NULL;
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
    const bool fine =
        session_set_value(s, "<typed>", name, value) && session_settle(s);
    sema_forget(s->core, mark);
    return enter_moved(w, s, fine,
                       str_format(":set %s %s", str_z(name), str_z(value)));
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
