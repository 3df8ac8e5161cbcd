/* later.c -- declarations and functions that are read but not evaluated yet. */
#include "interp/sema/later.h"

#include "interp/base/mem.h"
#include "interp/sema/remark.h"

static const struct {
    NodeKind kind;
    MsgId noun;
} rows[] = {
#define LATER(node, noun) {N_##node, noun},
#include "interp/sema/later.def"
};
enum { N_ROWS = sizeof rows / sizeof *rows };

static const char *const calls[] = {
#define LATER_CALL(name) name,
#include "interp/sema/later.def"
};

static const MsgId forms[N_LATER_FORMS] = {
#define LATER_FORM(form, noun) [form] = noun,
#include "interp/sema/later.def"
};

void later_form(Sema *s, Span at, LaterForm form) { say_later(s, at, forms[form]); }

bool later_call(Str name)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (str_is(name, calls[i]))
            return true;
    return false;
}

void later_mark_used(Sema *s, const Node *n)
{
    for (; n != NULL; n = kid(n, 0)) { /* chains lean to the left, and may be long */
        Sym *sym = n->kind == N_NAME ? scope_find(s->scope, n->text) : NULL;
        if (sym != NULL)
            sym->used = true;
        for (int i = 1; i < n->n; i++)
            later_mark_used(s, n->kid[i]);
    }
}

static void add_name(Sema *s, const Node *name)
{
    if (name == NULL || name->kind != N_NAME
        || scope_find(s->scope, name->text) != NULL)
        return;
    Sym *sym = MEM_NEW(Sym);
    *sym = (Sym){.kind = SYM_LATER, .name = name->text, .at = name->span, .used = true};
    (void)scope_add(s->scope, sym);
}

void later_declarations(Sema *s)
{
    for (int r = 0; r < N_ROWS; r++) {
        const NodeList *l = &s->decls[rows[r].kind];
        for (int i = 0; i < l->n; i++) {
            add_name(s, kid(l->item[i], 0)); /* the name of all that have one */
            later_mark_used(s, l->item[i]);
            say_later(s, l->item[i]->at, rows[r].noun);
        }
    }
}
