/* check_guard.c -- guards on a change of policy, and who accepts that one is broken. */
#include "interp/base/mem.h"
#include "interp/sema/guard_part.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"

/* -- terms ------------------------------------------------------------------------------ */

static bool same_term(const GuardTerm *a, const GuardTerm *b)
{
    return a->kind == b->kind && a->is_new == b->is_new && str_eq(a->from, b->from)
           && str_eq(a->to, b->to);
}

/* The field that stands for it; a guard has each term once. */
static CoreExpr *term(Sema *s, const GuardTerm *t, Span at)
{
    CoreGuard *g = s->guarding->guard;
    int i = 0;
    while (i < g->n_terms && !same_term(&g->term[i], t))
        i++;
    if (i == g->n_terms) {
        MEM_PUSH(g->term, g->n_terms, s->guarding->cap_terms) = *t;
        s->core = core_of_guard(s->root, g);
    }
    CoreExpr *e = core_new(s, CORE_FIELD, t->type, at, 0);
    e->index = s->root->n_fields + i;
    return e;
}

static bool is_stage(const Core *c, Str name) { return core_stage(c, name) >= 0; }

static bool is_grade(const Core *c, Str name)
{
    for (int i = 0; i < c->n_grades; i++)
        if (enum_find(c->grades[i].members, name) >= 0)
            return true;
    return false;
}

static Str name_text(const Node *n)
{
    n = bare(n);
    return n != NULL && (n->kind == N_NAME || n->kind == N_STRING) ? n->text : (Str){0};
}

/* A stage, an exit or a grade, as `moved` takes it. */
static bool place_of(Sema *s, const Node *n, Str *out)
{
    *out = name_text(n);
    Sym *sym = out->n > 0 ? scope_find(s->scope, *out) : NULL;
    if (sym != NULL)
        sym->used = true;
    if (out->n > 0 && (is_stage(s->root, *out) || is_grade(s->root, *out)))
        return true;
    Diag *d = say(s, E0471, n->span, MSG_GUARD_NO_PLACE, span_words(n->span));
    diag_help(d, MSG_GUARD_NO_PLACE_HELP);
    return false;
}

CoreExpr *check_guard_call(Sema *s, const Node *n)
{
    const Node *name = kid(n, 0), *args = kid(n, 1);
    if (s->guarding == NULL || !str_is(name->text, "moved"))
        return NULL;
    GuardTerm t = {
        .kind = GUARD_MOVED, .type = &type_number, .id = core_span(s, n->span)};
    t.text = one_line(n->span);
    if (n_items(args) != 0 && n_items(args) != 2) {
        diag_help(say(s, E0471, n->span, MSG_GUARD_MOVED), MSG_GUARD_MOVED_HELP);
        return core_error(s, n->span);
    }
    if (n_items(args) == 2
        && (!place_of(s, args->kid[0], &t.from) || !place_of(s, args->kid[1], &t.to)))
        return core_error(s, n->span);
    if (t.from.n > 0 && is_stage(s->root, t.from) != is_stage(s->root, t.to)) {
        diag_help(say(s, E0471, n->span, MSG_GUARD_MOVED), MSG_GUARD_MOVED_HELP);
        return core_error(s, n->span);
    }
    return term(s, &t, n->span);
}

/* -- old.X, new.X ----------------------------------------------------------------------- */

/* The type of the figure of that name, as reports call it: a KPI's, a clause's, or
 * AGREEMENT.CLAUSE; NULL: there is none. */
static const Type *figure_type(const Core *c, Str name)
{
    for (int i = 0; i < c->n_measures; i++)
        if (measure_is_called(c, &c->measures[i], name))
            return c->measures[i].type;
    return NULL;
}

static bool side_of(const Node *n, bool *is_new)
{
    if (n == NULL || n->kind != N_NAME || (n->flags & NODE_QUOTED))
        return false;
    *is_new = str_is(n->text, "new");
    return *is_new || str_is(n->text, "old");
}

/* `old.a` and `old.a.b` as their side and "a", "a.b". */
static bool path_of(const Node *n, bool *is_new, Str *name)
{
    const Node *base = kid(n, 0), *last = kid(n, 1);
    if (base == NULL || last == NULL)
        return false;
    if (side_of(base, is_new)) {
        *name = last->text;
        return true;
    }
    if (base->kind != N_MEMBER || !side_of(kid(base, 0), is_new))
        return false;
    *name = str_of(str_format("%s.%s", str_z(kid(base, 1)->text), str_z(last->text)));
    return true;
}

static void mark_used(Sema *s, Str name)
{
    size_t n = 0;
    while (n < name.n && name.p[n] != '.')
        n++;
    Sym *sym = scope_find(s->scope, str_sub(name, 0, n));
    if (sym != NULL)
        sym->used = true;
}

static CoreExpr *say_no_figure(Sema *s, const Node *n, Str name)
{
    Diag *d = say(s, E0471, n->span, MSG_GUARD_NO_FIGURE, str_z(name));
    diag_help(d, MSG_GUARD_NO_FIGURE_HELP);
    return core_error(s, n->span);
}

CoreExpr *check_guard_member(Sema *s, const Node *n)
{
    GuardTerm t = {0};
    if (s->guarding == NULL)
        return NULL;
    if (!path_of(n, &t.is_new, &t.from))
        return say_not_in_guard(s, n);
    const bool place = is_stage(s->root, t.from) || is_grade(s->root, t.from);
    t.kind = place ? GUARD_LEADS : GUARD_FIGURE;
    t.type = place ? &type_number : figure_type(s->root, t.from);
    t.text = one_line(n->span);
    t.id = core_span(s, n->span);
    mark_used(s, t.from);
    return t.type != NULL ? term(s, &t, n->span) : say_no_figure(s, n, t.from);
}

CoreExpr *say_not_in_guard(Sema *s, const Node *n)
{
    diag_help(say(s, E0470, n->span, MSG_GUARD_READS, span_words(n->span)),
              MSG_GUARD_READS_HELP);
    return core_error(s, n->span);
}

/* -- guards ----------------------------------------------------------------------------- */

void check_guard_expr(Sema *s, CoreGuard *g, const Node *expr)
{
    Guarding guarding = {.guard = g};
    Place old = place_enter(s, OF_GUARD, NULL);
    s->guarding = &guarding;
    s->core = core_of_guard(s->root, g);
    g->expr = check_flag(s, expr);
    g->text = one_line(expr->span);
    g->id = core_span(s, expr->span);
    s->guarding = NULL;
    place_leave(s, &old);
}

static int guard_titled(const Core *c, Str title)
{
    for (int i = 0; i < c->n_guards; i++)
        if (str_eq(c->guards[i].title, title))
            return i;
    return -1;
}

static void check_guard(Sema *s, const Node *n)
{
    Core *c = s->root;
    const Node *title = kid(n, 0);
    const int first = guard_titled(c, text_of(title));
    if (first >= 0) {
        diag_label(say(s, E0472, title->span, MSG_GUARD_TWICE, str_z(text_of(title))),
                   c->span[c->guards[first].id], MSG_FIRST_HERE);
        return;
    }
    CoreGuard *g = &c->guards[c->n_guards++];
    g->title = text_of(title);
    check_guard_expr(s, g, kid(n, 1));
}

static void say_no_guard(Sema *s, const Node *title)
{
    const Core *c = s->root;
    const char **known = MEM_ARRAY(const char *, c->n_guards + 1);
    Diag *d = say(s, E0472, title->span, MSG_NO_GUARD, str_z(text_of(title)));
    for (int i = 0; i < c->n_guards; i++)
        known[i] = str_format("\"%s\"", str_z(c->guards[i].title));
    for (int i = 0; i < c->n_guards && i < 3; i++)
        diag_help(d, MSG_WRITE, known[i]);
}

static void check_accept(Sema *s, const Node *n)
{
    Core *c = s->root;
    CoreAccept a = {.guard = guard_titled(c, text_of(kid(n, 0))),
                    .by = text_of(kid(n, 1)),
                    .because = text_of(kid(n, 3)),
                    .id = core_span(s, n->span)};
    if (a.guard < 0)
        say_no_guard(s, kid(n, 0));
    else if (literal_date(s, kid(n, 2), &a.until))
        c->accepts[c->n_accepts++] = a;
}

void check_guards(Sema *s)
{
    const NodeList *g = &s->decls[N_GUARD], *a = &s->decls[N_ACCEPT];
    s->root->guards = MEM_ARRAY(CoreGuard, g->n + 1);
    s->root->accepts = MEM_ARRAY(CoreAccept, a->n + 1);
    for (int i = 0; i < g->n; i++)
        check_guard(s, g->item[i]);
    for (int i = 0; i < a->n; i++)
        check_accept(s, a->item[i]);
}
