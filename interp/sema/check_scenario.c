/* check_scenario.c -- what moves thresholds, and lines of clauses: scenarios, and settings
 * from outside.
 */
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/remark.h"

/* Thresholds that the policy names; those of clauses' lines are found by their paths. */
static void say_no_threshold(Sema *s, Span at, Str name)
{
    Str *known = MEM_ARRAY(Str, s->core->n_thresholds + 1);
    int n = 0;
    for (int i = 0; i < s->core->n_thresholds; i++)
        if (s->core->thresholds[i].clause < 0)
            known[n++] = s->core->thresholds[i].name;
    Diag *d = say_unknown(s, E0314, at, MSG_NO_THRESHOLD, name, known, n);
    if (core_clause(s->core, name) >= 0)
        help_moves(s, d, at, str_z(name));
}

/* The value in the threshold's unit and range; false with a finding. */
static bool threshold_setting(Sema *s, const CoreThreshold *t, const Node *value,
                              int64_t *out)
{
    CoreExpr *e =
        literal_of_type(s, value, t->type, msg_text(MSG_THE_THRESHOLD, str_z(t->name)));
    if (e == NULL)
        return false;
    *out = e->i64;
    if (!t->has_range || (e->i64 >= t->lo && e->i64 <= t->hi))
        return true;
    Buf b = {0};
    value_text(&b, s->core, t->type, t->lo);
    buf_z(&b, "..");
    value_text(&b, s->core, t->type, t->hi);
    Diag *d = say(s, E0219, value->span, MSG_OUT_OF_RANGE, span_words(value->span),
                  str_z(t->name), str_z(buf_view(&b)));
    diag_label(d, s->core->span[t->id], MSG_DECLARED_HERE);
    buf_free(&b);
    return false;
}

static bool value_of(Sema *s, int threshold, const Node *value, int64_t *out)
{
    const CoreThreshold *t = &s->core->thresholds[threshold];
    if (t->type->kind == TY_ERROR)
        return false;
    return t->clause >= 0 ? line_value(s, threshold, value, out)
                          : threshold_setting(s, t, value, out);
}

/* A threshold by its name, or a clause's line by its path. */
static int moved_threshold(Sema *s, Span at, const Str *name, int n)
{
    if (n > 1)
        return line_moved(s, at, name, n);
    for (int i = 0; i < s->core->n_thresholds; i++)
        if (s->core->thresholds[i].clause < 0
            && str_eq(s->core->thresholds[i].name, name[0]))
            return i;
    say_no_threshold(s, at, name[0]);
    return -1;
}

/* -- values that together must be what a policy could say */

static bool tight_enough(Sema *s, Span at, int threshold, const int64_t *in_force)
{
    const Core *c = s->core;
    int clause = c->thresholds[threshold].clause;
    Relaxing r;
    if (clause < 0 || !values_relax(c, clause, in_force, &r))
        return true;
    const char *name = str_z(c->clauses[clause].name);
    Diag *d =
        say(s, E0438, at, MSG_MOVE_RELAXES, name, line_words(s, at, r.line),
            str_z(c->agreements[r.agreement].name), str_z(c->agreements[r.than].name));
    diag_help(d, MSG_MOVE_RELAXES_HELP, str_z(c->agreements[r.agreement].name), name);
    return false;
}

/* -- scenarios */

static Str *path_names(const Node *path, int *n)
{
    Str *name = MEM_ARRAY(Str, n_items(path) + 1);
    *n = n_items(path);
    for (int i = 0; i < *n; i++)
        name[i] = text_of(path->kid[i]);
    return name;
}

static bool add_move(Sema *s, CoreScenario *sc, Span at, CoreMove m)
{
    for (int i = 0; i < sc->n_moves; i++)
        if (sc->moves[i].threshold == m.threshold) {
            say(s, E0404, at, MSG_LINE_TWICE, span_words(at));
            return false;
        }
    sc->moves[sc->n_moves++] = m;
    return true;
}

/* `on CALENDAR` after a length moves the calendar that stands beside it. */
static bool move_calendar(Sema *s, CoreScenario *sc, const Node *n, int threshold)
{
    const CoreThreshold *t = &s->core->thresholds[threshold];
    const Node *on = kid(n, 5);
    CoreMove m = {-1, 0};
    if (on == NULL)
        return true;
    const CoreExpr *calendar =
        t->clause >= 0 ? s->core->clauses[t->clause].level[t->level].calendar : NULL;
    if (t->type->kind != TY_BUSINESS || calendar == NULL
        || calendar->kind != CORE_THRESHOLD) {
        diag_help(say(s, E0433, on->span, MSG_NO_CALENDAR_HERE, span_words(on->span)),
                  MSG_LEAVE_OUT_ON, span_words(on->span));
        return false;
    }
    m.threshold = calendar->index;
    return value_of(s, m.threshold, n_items(on) == 1 ? kid(on, 0) : on, &m.value)
           && add_move(s, sc, on->span, m);
}

/* How a target is counted is the clause's; a scenario moves the share. */
static bool is_counted_alike(Sema *s, const Node *n, const char *path, int threshold)
{
    const CoreThreshold *t = &s->core->thresholds[threshold];
    const Node *part = kid(n, 2) != NULL ? kid(n, 2) : kid(n, 4);
    if (part == NULL)
        return true;
    const CoreClauseTarget *target =
        t->clause >= 0 ? &s->core->clauses[t->clause].level[t->level].target : NULL;
    bool alike = target != NULL && t->type->kind == TY_NUMBER
                 && (kid(n, 2) == NULL || period_of_node(s, kid(n, 2)) == target->per)
                 && kid(n, 3) == NULL
                 && (kid(n, 4) == NULL || target_by(s, kid(n, 4)) == target->by);
    if (!alike)
        diag_help(say(s, E0444, part->span, MSG_COUNTING_STAYS), MSG_MOVE_SHARE, path,
                  span_words(kid(n, 1)->span));
    return alike;
}

/* n: a move; at, name: the path that it moves, which a setting has outside. */
static bool add_moves(Sema *s, CoreScenario *sc, const Node *n, Span at,
                      const Str *name, int n_names)
{
    CoreMove m = {moved_threshold(s, at, name, n_names), 0};
    if (m.threshold < 0
        || !is_counted_alike(s, n, path_words(name, n_names), m.threshold)
        || !value_of(s, m.threshold, kid(n, 1), &m.value) || !add_move(s, sc, at, m))
        return false;
    return move_calendar(s, sc, n, m.threshold);
}

static void check_move(Sema *s, CoreScenario *sc, const Node *n)
{
    const Node *path = kid(n, 0);
    int n_names = 0;
    Str *name = path_names(path, &n_names);
    const Sym *sym = n_names > 0 ? scope_find(s->scope, name[0]) : NULL;
    if (n_names > 0 && !(n_names > 1 && sym != NULL && sym->kind == SYM_LATER))
        (void)add_moves(s, sc, n, path->span, name, n_names);
}

static int64_t *with_moves(const Core *c, const CoreScenario *sc)
{
    int64_t *v = MEM_ARRAY(int64_t, c->n_thresholds + 1);
    for (int i = 0; i < c->n_thresholds; i++)
        v[i] = c->thresholds[i].value;
    for (int i = 0; i < sc->n_moves; i++)
        v[sc->moves[i].threshold] = sc->moves[i].value;
    return v;
}

/* Once a clause: its first move is where that is said. */
static void check_moves(Sema *s, const CoreScenario *sc, Span at)
{
    const Core *c = s->core;
    uint8_t *seen = MEM_ARRAY(uint8_t, c->n_clauses + 1);
    const int64_t *v = with_moves(c, sc);
    for (int i = 0; i < sc->n_moves; i++) {
        int clause = c->thresholds[sc->moves[i].threshold].clause;
        if (clause < 0 || seen[clause])
            continue;
        seen[clause] = 1;
        (void)tight_enough(s, at, sc->moves[i].threshold, v);
    }
}

void check_scenarios(Sema *s)
{
    const NodeList *l = &s->decls[N_SCENARIO];
    Map *seen = map_new();
    s->core->scenarios = MEM_ARRAY(CoreScenario, l->n + 1);
    for (int i = 0; i < l->n; i++) {
        const Node *n = l->item[i], *moves = kid(n, 2);
        CoreScenario *sc = &s->core->scenarios[s->core->n_scenarios++];
        sc->name = text_of(kid(n, 0));
        sc->title = text_or(kid(n, 1), sc->name);
        sc->id = core_span(s, n->span);
        sc->moves = MEM_ARRAY(CoreMove, 2 * n_items(moves) + 1);
        (void)unique(s, seen, kid(n, 0));
        for (int k = 0; k < n_items(moves); k++)
            if (moves->kid[k]->kind == N_MOVE)
                check_move(s, sc, moves->kid[k]);
        check_moves(s, sc, kid(n, 0) != NULL ? kid(n, 0)->span : n->at);
    }
}

/* -- settings from outside */

/* The names of a dotted path; at most four, what is more being wrong anyway. */
enum { PATH_NAMES = 4 };

static int split_path(Str path, Str *name)
{
    int n = 0;
    size_t from = 0;
    for (size_t i = 0; i <= path.n; i++)
        if (n < PATH_NAMES && (i == path.n || path.p[i] == '.')) {
            name[n++] = str_trim(str_sub(path, from, i));
            from = i + 1;
        }
    return n;
}

bool sema_setting(Core *core, const Parsed *value, Str name, int64_t *in_force,
                  int *threshold, Diags *diags)
{
    Sema s = {.root = core, .core = core, .scope = core->scope, .diags = diags};
    CoreMove move[2];
    CoreScenario sc = {.moves = move};
    Str part[PATH_NAMES];
    int errors = diags->n_errors, n = split_path(name, part);
    MEM_PUSH(s.file, s.n_files, s.cap_files) = value;
    if (value->file->kind != N_MOVE
        || !add_moves(&s, &sc, value->file, (Span){0}, part, n)
        || diags->n_errors > errors)
        return false;
    for (int i = 0; i < sc.n_moves; i++)
        in_force[move[i].threshold] = move[i].value;
    *threshold = move[0].threshold;
    return true;
}

bool sema_settled(Core *core, const Parsed *value, int threshold,
                  const int64_t *in_force, Diags *diags)
{
    Sema s = {.root = core, .core = core, .scope = core->scope, .diags = diags};
    MEM_PUSH(s.file, s.n_files, s.cap_files) = value;
    return tight_enough(&s, value->file->span, threshold, in_force);
}

static int scenario_named(Sema *s, const Core *core, Span at, Str name)
{
    Str *known = MEM_ARRAY(Str, core->n_scenarios + 1);
    for (int i = 0; i < core->n_scenarios; i++) {
        if (str_eq(core->scenarios[i].name, name))
            return i;
        known[i] = core->scenarios[i].name;
    }
    say_unknown(s, E0314, at, MSG_NO_SCENARIO, name, known, core->n_scenarios);
    return -1;
}

int find_scenario(Sema *s, Span at, Str name)
{
    return scenario_named(s, s->root, at, name);
}

int sema_scenario(const Core *core, Str name, Diags *diags)
{
    Sema s = {.diags = diags};
    return scenario_named(&s, core, (Span){0}, name);
}
