/* declare.c -- names given by declarations: one name space, each name once. */
#include "interp/base/mem.h"
#include "interp/sema/checker.h"
#include "interp/sema/remark.h"

void node_list_add(NodeList *l, const Node *n) { MEM_PUSH(l->item, l->n, l->cap) = n; }

Str path_text(const Node *path)
{
    Buf b = {0};
    for (int i = 0; i < n_items(path); i++) {
        buf_z(&b, i > 0 ? "." : "");
        buf_str(&b, text_of(path->kid[i]));
    }
    Str t = buf_copy(&b);
    buf_free(&b);
    return t;
}

Str text_or(const Node *title, Str otherwise)
{
    return title != NULL && title->kind == N_STRING ? title->text : otherwise;
}

/* Names that the language gives to what the policy has.  `stage` may be a field where
 * there is no funnel, and so on. */
static bool taken_by_language(const Sema *s, const Node *name, const char **owner)
{
    const struct {
        const char *name, *owner;
        bool taken; /* by a lead; by a fact the first alone */
    } rows[] = {
        {"now", "now", true},
        {"lead", "lead", true},
        {"stage", "funnel", s->decls[N_FUNNEL].n > 0},
        {"exit", "funnel", s->decls[N_FUNNEL].n > 0},
        {"persona", "persona", s->decls[N_PERSONA].n > 0},
        {"grade", "grade", s->decls[N_GRADE].n > 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].taken && (s->whose == OF_LEAD || i == 0)
            && (str_is(name->text, rows[i].name)
                || str_is(name->text, word_at(s, name->span, rows[i].name)))) {
            *owner = rows[i].owner;
            return true;
        }
    return false;
}

static void say_taken(Sema *s, SymKind kind, const Node *name, const char *owner)
{
    Diag *d = say(s, E0303, name->span, MSG_NAME_TAKEN, str_z(name->text),
                  word_at(s, name->span, owner));
    if (kind == SYM_FIELD)
        diag_help(d, MSG_RENAME_FIELD, str_z(name->text));
}

/* Kinds are declared one after the other; the text has an order of its own. */
static void say_twice(Sema *s, Str name, Sym *held, Span again)
{
    bool before = held->at.src == again.src && held->at.lo > again.lo;
    Span first = before ? again : held->at;
    Diag *d = say(s, E0302, before ? held->at : again, MSG_TWICE, str_z(name));
    diag_label(d, first, MSG_FIRST_HERE);
    held->at = first;
}

Sym *declare(Sema *s, SymKind kind, const Node *name, const Node *decl, int index)
{
    const char *owner = NULL;
    Sym *sym = MEM_NEW(Sym);
    *sym = (Sym){.kind = kind,
                 .name = text_of(name),
                 .decl = decl,
                 .index = index,
                 .from_module = s->in_module};
    if (name == NULL || name->kind != N_NAME)
        return sym;
    sym->at = name->span;
    if (taken_by_language(s, name, &owner)) {
        say_taken(s, kind, name, owner);
        return sym;
    }
    Sym *held = scope_add(s->scope, sym);
    if (held != NULL && held->kind != SYM_LATER)
        say_twice(s, name->text, held, name->span);
    return sym;
}

typedef struct Seen {
    Span at;
} Seen;

bool unique(Sema *s, Map *seen, const Node *name)
{
    const Seen *first = map_get(seen, text_of(name));
    if (first != NULL) {
        diag_label(say(s, E0302, name->span, MSG_TWICE, str_z(name->text)), first->at,
                   MSG_FIRST_HERE);
        return false;
    }
    Seen *mine = MEM_NEW(Seen);
    mine->at = name->span;
    map_put(seen, name->text, mine);
    return true;
}

bool check_range(Sema *s, const Node *range, const Type *type, const char *whose,
                 int64_t *lo, int64_t *hi)
{
    if (range == NULL || range->kind != N_RANGE)
        return false;
    CoreExpr *a = literal_of_type(s, kid(range, 0), type, whose);
    CoreExpr *b = a == NULL ? NULL : literal_of_type(s, kid(range, 1), type, whose);
    if (b == NULL)
        return false;
    *lo = a->i64;
    *hi = b->i64;
    if (*lo <= *hi)
        return true;
    say_reversed(s, range);
    return false;
}
