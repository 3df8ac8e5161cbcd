/* check_fact.c -- `fact`: records that belong to no lead, and rows looked up by their key.
 *
 * A fact is read as a lead is, so it has a core of its own: its fields, and of the policy
 * what is of no lead.  The field behind `at` or `by` may be left out of the body: it is
 * then an instant, or a text.
 */
#include "interp/base/mem.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"

static void add_field(Sema *s, const Node *path, const Type *type)
{
    Core *c = s->core;
    CoreField *all = MEM_ARRAY(CoreField, c->n_fields + 1);
    for (int i = 0; i < c->n_fields; i++)
        all[i] = c->fields[i];
    Str name = path_text(path);
    all[c->n_fields] = (CoreField){.name = name,
                                   .type = type,
                                   .has_from = n_items(path) > 1,
                                   .from = name,
                                   .zone = c->zone,
                                   .currency_field = -1,
                                   .id = core_span(s, path->span)};
    c->fields = all;
    (void)declare(s, SYM_FIELD, path->kid[n_items(path) - 1], path, c->n_fields++);
}

/* The field that a path behind `at` or `by` names; -1 where the text is not whole. */
static int head_field(Sema *s, const Node *path, const Type *type)
{
    if (path == NULL || path->kind != N_PATH || n_items(path) == 0)
        return -1;
    if (core_field(s->core, path_text(path)) < 0)
        add_field(s, path, type);
    return core_field(s->core, path_text(path));
}

static void take_at(Sema *s, CoreFact *f, const Node *paths)
{
    if (n_items(paths) > 1)
        say(s, E0469, paths->kid[1]->span, MSG_FACT_ONE_INSTANT, str_z(f->name));
    int field = n_items(paths) > 0 ? head_field(s, paths->kid[0], &type_timestamp) : -1;
    if (field < 0)
        return;
    const Type *t = s->core->fields[field].type;
    f->at = core_new(s, CORE_FIELD, t, paths->kid[0]->span, 0);
    f->at->index = field;
    if (t->kind == TY_TIMESTAMP || t->kind == TY_DATE || t->kind == TY_ERROR)
        return;
    diag_label(
        say(s, E0469, paths->kid[0]->span, MSG_FACT_AT_KIND, str_z(f->name), a_type(t)),
        s->core->span[s->core->fields[field].id], MSG_DECLARED_HERE);
    f->at = core_error(s, paths->kid[0]->span);
}

static void take_key(Sema *s, CoreFact *f, const Node *path)
{
    f->key = head_field(s, path, &type_text);
    if (f->key < 0)
        return;
    const Type *t = s->core->fields[f->key].type;
    if (t->kind == TY_ERROR || type_phys(t) == PHYS_TEXT || type_phys(t) == PHYS_I64)
        return;
    diag_label(say(s, E0469, path->span, MSG_FACT_KEY_KIND, str_z(f->name), a_type(t)),
               s->core->span[s->core->fields[f->key].id], MSG_DECLARED_HERE);
}

static void check_fact(Sema *s, CoreFact *f, const Node *n)
{
    f->name = text_of(kid(n, 0));
    f->title = text_or(kid(n, 1), f->name);
    f->id = core_span(s, n->span);
    f->key = -1;
    f->core = core_part(s);
    f->core->scope = scope_inside(s->root->scope);
    Place old = place_enter(s, OF_FACT, f);
    check_fields(s, &(FieldBlock){.body = kid(n, 5), .missing = kid(n, 4)}, 1);
    if (kid(n, 3) != NULL)
        take_key(s, f, kid(n, 3));
    else
        take_at(s, f, kid(n, 2));
    place_leave(s, &old);
}

void check_facts(Sema *s)
{
    const NodeList *l = &s->decls[N_FACT];
    Core *c = s->root;
    c->facts = MEM_ARRAY(CoreFact, l->n + 1);
    for (int i = 0; i < l->n; i++) {
        (void)declare(s, SYM_FACT, kid(l->item[i], 0), l->item[i], i);
        check_fact(s, &c->facts[c->n_facts++], l->item[i]);
    }
}

/* -- names that a fact does not have */

static void say_near_field(Sema *s, const CoreFact *f, const Node *name)
{
    int n = f->core->n_fields;
    Str *known = MEM_ARRAY(Str, n + 1);
    for (int i = 0; i < n; i++)
        known[i] = f->core->fields[i].name;
    Diag *d =
        say(s, E0340, name->span, MSG_FACT_NO_FIELD, str_z(name->text), str_z(f->name));
    Str near = scope_nearest(name->text, known, n);
    if (near.n > 0)
        diag_help(d, MSG_NEAR_NAME, str_z(near));
    else
        diag_label(d, s->root->span[f->id], MSG_DECLARED_HERE);
}

CoreExpr *say_no_fact_field(Sema *s, const Node *name)
{
    if (scope_find(s->root->scope, name->text) != NULL)
        return say_not_here(s, name);
    if (!s->names_lost)
        say_near_field(s, s->fact, name);
    return core_error(s, name->span);
}

/* -- look-ups */

static const CoreFact *called_fact(const Sema *s, const Node *call)
{
    const Node *name = call != NULL && call->kind == N_CALL ? kid(call, 0) : NULL;
    const Sym *sym = name != NULL ? scope_find(s->scope, name->text) : NULL;
    return sym != NULL && sym->kind == SYM_FACT ? &s->root->facts[sym->index] : NULL;
}

static const char *some_field(const CoreFact *f)
{
    for (int i = 0; i < f->core->n_fields; i++)
        if (i != f->key)
            return str_z(f->core->fields[i].name);
    return "FIELD";
}

CoreExpr *say_lookup_of_what(Sema *s, const Node *call, const Sym *fact)
{
    const CoreFact *f = &s->root->facts[fact->index];
    const char *text = span_words(call->span);
    Diag *d = say(s, E0306, call->span, MSG_LOOKUP_OF_WHAT, text, str_z(f->name));
    diag_help(d, MSG_WRITE, str_format("%s.%s", text, some_field(f)));
    return core_error(s, call->span);
}

/* A lead's enumeration and a fact's are two declarations: the lists decide. */
static bool finds(const Type *key, const Type *asked)
{
    return type_same(key, asked)
           || (key->kind == TY_ENUM && asked->kind == TY_ENUM
               && enum_alike(key->of, asked->of));
}

/* The key that is asked for, folded where the fact's own is. */
static CoreExpr *check_key(Sema *s, const CoreFact *f, const Node *call)
{
    const Node *args = kid(call, 1);
    const CoreField *key = &f->core->fields[f->key];
    if (n_items(args) != 1) {
        Diag *d = say(s, E0210, call->span, MSG_ARGUMENT_COUNT, str_z(f->name),
                      str_format("%d", n_items(args)));
        diag_help(d, MSG_SIGNATURE, str_z(f->name), type_words(key->type));
        return core_error(s, call->span);
    }
    const Node *arg = args->kid[0];
    const Type *t = key->type;
    CoreExpr *e = check_beside(s, arg, t->kind == TY_ENUM ? t->of : NULL);
    if (is_error(e) || t->kind == TY_ERROR)
        return core_error(s, arg->span);
    if (finds(t, e->type))
        return t->folded ? folded(s, e) : e;
    Diag *d = say(s, E0211, arg->span, MSG_LOOKUP_KEY, str_z(f->name), a_type(t),
                  a_type(e->type));
    diag_label(d, s->root->span[key->id], MSG_DECLARED_HERE);
    help_literal(d, s, bare(arg), e, t);
    if (t->kind == TY_TEXT && e->type->kind == TY_ENUM)
        diag_help(d, MSG_LOOKUP_BY_MEMBER, span_words(arg->span));
    return core_error(s, arg->span);
}

CoreExpr *check_lookup(Sema *s, const Node *member)
{
    const Node *call = bare(kid(member, 0)), *name = kid(member, 1);
    const CoreFact *f = called_fact(s, call);
    if (f == NULL)
        return NULL;
    if (s->whose == OF_FIGURES)
        return say_not_here(s, member);
    if (f->key < 0) {
        Diag *d = say(s, E0469, call->span, MSG_FACT_NO_KEY, str_z(f->name));
        diag_label(d, s->root->span[f->id], MSG_DECLARED_HERE);
        return core_error(s, member->span);
    }
    CoreExpr *key = check_key(s, f, call);
    int column = core_field(f->core, name->text);
    if (column < 0)
        say_near_field(s, f, name);
    if (column < 0 || is_error(key))
        return core_error(s, member->span);
    CoreExpr *e =
        core_new(s, CORE_LOOKUP, f->core->fields[column].type, member->span, 1);
    core_set_arg(e, 0, key);
    e->index = (int)(f - s->root->facts);
    e->column = column;
    return e;
}
