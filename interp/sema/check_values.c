/* check_values.c -- named values: thresholds, sets, defines. */
#include "interp/base/mem.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/remark.h"

/* -- thresholds */

static bool may_be_threshold(const Type *t)
{
    return t->kind == TY_NUMBER || t->kind == TY_MONEY || t->kind == TY_DURATION
           || t->kind == TY_DATE || t->kind == TY_TIMESTAMP || t->kind == TY_BUSINESS
           || t->kind == TY_ERROR;
}

static void threshold_value(Sema *s, CoreThreshold *t, const Node *value)
{
    CoreExpr *e = check_expr(s, value);
    t->type = e->type;
    if (!may_be_threshold(t->type)) {
        say(s, E0418, value->span, MSG_THRESHOLD_KIND, a_type(t->type));
        t->type = &type_error;
    } else if (!is_error(e) && !core_value(e, &t->value)) {
        say(s, E0220, value->span, MSG_WANTS_CONSTANT,
            msg_text(MSG_THE_THRESHOLD, str_z(t->name)));
        t->type = &type_error;
    }
}

static void threshold_range(Sema *s, CoreThreshold *t, const Node *n)
{
    const char *whose = msg_text(MSG_ITS_RANGE, str_z(t->name));
    if (t->type->kind == TY_ERROR)
        return;
    t->has_range = check_range(s, kid(n, 3), t->type, whose, &t->lo, &t->hi);
    if (t->has_range && (t->value < t->lo || t->value > t->hi))
        say(s, E0219, kid(n, 2)->span, MSG_OUT_OF_RANGE, span_words(kid(n, 2)->span),
            str_z(t->name), range_words(kid(n, 3)));
}

/* A threshold is a constant: its expression may use no name, so they come first. */
void check_thresholds(Sema *s)
{
    const NodeList *l = &s->decls[N_THRESHOLD];
    for (int i = 0; i < l->n; i++) {
        const Node *n = l->item[i];
        CoreThreshold *t =
            &MEM_PUSH(s->core->thresholds, s->core->n_thresholds, s->cap_thresholds);
        *t = (CoreThreshold){.clause = -1, .level = -1};
        t->name = text_of(kid(n, 0));
        t->title = text_or(kid(n, 1), t->name);
        t->id = core_span(s, n->span);
        threshold_value(s, t, kid(n, 2));
        threshold_range(s, t, n);
        (void)declare(s, SYM_THRESHOLD, kid(n, 0), n, i);
    }
}

/* -- sets */

static void set_add(SetValue *v, size_t *cap, CoreExpr *e)
{
    MEM_PUSH(v->item, v->n, *cap) = e;
}

/* A bare word in a set is a text: beside an enumeration it becomes a member. */
static CoreExpr *set_item(Sema *s, const Node *n)
{
    const Node *b = bare(n);
    if (b->kind == N_NAME)
        return core_const_text(s, &type_text, b->text, b->span);
    CoreExpr *e = check_expr(s, n);
    int64_t v = 0;
    if (is_error(e) || (is_const(e) && e->type->kind != TY_LIST))
        return e;
    if (core_value(e, &v))
        return core_const(s, e->type, v, n->span);
    say(s, E0220, n->span, MSG_LIST_OF_CONSTANTS);
    return core_error(s, n->span);
}

static void set_items(Sema *s, SetValue *v, const Node *items)
{
    size_t cap = 0;
    for (int i = 0; i < n_items(items); i++) {
        CoreExpr *e = set_item(s, items->kid[i]);
        if (is_error(e)) {
            v->elem = e->type;
            return;
        }
        if (v->n > 0 && !type_same(v->elem, e->type)) {
            Diag *d = say(s, E0222, items->kid[i]->span, MSG_ITEMS_DIFFER,
                          type_words(v->elem), type_words(e->type));
            diag_label(d, items->kid[0]->span, MSG_IS_A, a_type(v->elem));
            v->elem = &type_error;
            return;
        }
        v->elem = e->type;
        set_add(v, &cap, e);
    }
}

/* One element a line; blank lines and `#` comments are passed over. */
static void set_lines(Sema *s, SetValue *v, Str text, Span at)
{
    size_t cap = 0;
    size_t mark = str_starts(text, STR("\xEF\xBB\xBF")) ? 3 : 0;
    for (size_t i = mark; i < text.n;) {
        size_t end = i;
        while (end < text.n && text.p[end] != '\n')
            end++;
        Str line = str_trim(str_sub(text, i, end));
        if (line.n > 0 && line.p[0] != '#')
            set_add(v, &cap, core_const_text(s, &type_text, line, at));
        i = end + 1;
    }
}

static void set_from_file(Sema *s, SetValue *v, const Node *from)
{
    Str text = {0};
    const char *why = "";
    bool loaded = s->env != NULL && s->env->load_file != NULL
                  && s->env->load_file(s->env->ctx, s->from, from->text, &text, &why);
    if (loaded && source_fault(text) < 0) {
        set_lines(s, v, source_new(str_z(from->text), text)->text, from->span);
        return;
    }
    if (loaded)
        why = msg_text(MSG_SET_NOT_TEXT);
    say(s, E0312, from->span, MSG_SET_FILE, str_z(from->text), why);
    v->elem = &type_error;
}

void check_sets(Sema *s)
{
    const NodeList *l = &s->decls[N_SET];
    for (int i = 0; i < l->n; i++) {
        const Node *n = l->item[i];
        SetValue *v = MEM_NEW(SetValue);
        v->elem = &type_text;
        if (kid(n, 3) != NULL)
            set_from_file(s, v, kid(n, 3));
        else
            set_items(s, v, kid(n, 2));
        declare(s, SYM_SET, kid(n, 0), n, i)->set = v;
    }
}

/* -- defines */

void declare_defines(Sema *s)
{
    const NodeList *l = &s->decls[N_DEFINE];
    for (int i = 0; i < l->n; i++) {
        bool params = kid(l->item[i], 2) != NULL;
        (void)declare(s, params ? SYM_FUNCTION : SYM_DEFINE, kid(l->item[i], 0),
                      l->item[i], i);
    }
}

void check_defines(Sema *s)
{
    Core *c = s->core;
    c->defines = MEM_ARRAY(CoreDefine, s->decls[N_DEFINE].n + 1);
    for (int i = 0; i < scope_count(s->scope); i++) {
        Sym *sym = scope_at(s->scope, i);
        if (sym->kind == SYM_FUNCTION)
            check_function(s, sym);
        if (sym->kind != SYM_DEFINE)
            continue;
        CoreExpr *e = resolve_define(s, sym, sym->at);
        c->defines[c->n_defines++] =
            (CoreDefine){sym->name, text_or(kid(sym->decl, 1), sym->name), e};
    }
}
