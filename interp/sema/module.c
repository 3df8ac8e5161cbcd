/* module.c -- the files of a policy: what it uses, and all declarations by kind.
 *
 * A module is read once, however often it is used, and its declarations come before those
 * of the file that uses it.  Its findings point into its own text; its paths, like all
 * paths, start at the policy's folder.
 *
 * What a file declares replaces what the modules that it uses declare by that name, as if
 * they had not.  Two files of which neither uses the other have no order: one name in both
 * is an error.  Of `lead` blocks the fields go by that rule (check_lead.c); agreements of
 * modules are templates (check_agreement.c), and their tests are run with them alone.
 */
#include "interp/sema/module.h"

#include "interp/base/mem.h"
#include "interp/sema/checker.h"
#include "interp/sema/remark.h"

struct Module {
    const Source *src;
    bool open; /* being read: using it now closes a circle */
    struct Module **uses;
    int n_uses;
    size_t cap_uses;
};

/* A declaration that a name stands for so far, and one that it collides with, as long as
 * no file that uses both settles it. */
typedef struct Given {
    const Node *node, *rival;
    const Module *from, *rival_from;
} Given;

static void gather_file(Sema *s, const Parsed *p, Module *m);

static void say_no_module(Sema *s, Span at, Str path)
{
    enum { MANY = 64 };
    Str known[MANY];
    int n = 0;
    while (s->env != NULL && s->env->module_at != NULL && n < MANY
           && s->env->module_at(n) != NULL) {
        known[n] = str_of(s->env->module_at(n));
        n++;
    }
    say_unknown(s, E0307, at, MSG_NO_MODULE, path, known, n);
}

static const Parsed *load(Sema *s, const Node *use, Str path)
{
    const char *name = NULL;
    Str text = {0};
    const SemaEnv *env = s->env;
    if (env == NULL || env->load_module == NULL
        || !env->load_module(env->ctx, s->from, path, &name, &text)) {
        say_no_module(s, kid(use, 0)->span, path);
        return NULL;
    }
    if (source_fault(text) >= 0) {
        say(s, E0307, kid(use, 0)->span, MSG_MODULE_NOT_TEXT, str_z(path));
        return NULL;
    }
    int errors = s->diags->n_errors;
    const Parsed *p = parse_file(source_new(name, text), s->diags);
    return s->diags->n_errors == errors ? p : NULL;
}

static void use_module(Sema *s, const Node *use, Module *user)
{
    Str path = path_text(kid(use, 0));
    Module *m = map_get(s->modules, path);
    if (m != NULL && m->open)
        say(s, E0308, use->span, MSG_USE_CIRCLE, str_z(path));
    else if (m != NULL)
        MEM_PUSH(user->uses, user->n_uses, user->cap_uses) = m;
    if (m != NULL)
        return;
    m = MEM_NEW(Module);
    map_put(s->modules, path, m);
    MEM_PUSH(user->uses, user->n_uses, user->cap_uses) = m;
    const Parsed *p = load(s, use, path);
    if (p == NULL) {
        s->names_lost = true;
        return;
    }
    if (s->env->on_module != NULL)
        s->env->on_module(s->env->ctx, p);
    m->open = true;
    gather_file(s, p, m);
    m->open = false;
}

/* -- what replaces what */

static bool uses(const Module *a, const Module *b)
{
    for (int i = 0; i < a->n_uses; i++)
        if (a->uses[i] == b || uses(a->uses[i], b))
            return true;
    return false;
}

static const Module *module_of(const Sema *s, const Source *src)
{
    for (int i = 0; i < map_count(s->modules); i++) {
        const Module *m = map_value(s->modules, i);
        if (m->src == src)
            return m;
    }
    return s->main_module;
}

Standing module_standing(const Sema *s, Span mine, Span other)
{
    const Module *a = module_of(s, mine.src), *b = module_of(s, other.src);
    if (a == b)
        return SAME_FILE;
    return a == s->main_module || uses(a, b) ? REPLACES : COLLIDES;
}

void say_collision(Sema *s, Str name, Span mine, Span other)
{
    Diag *d = say(s, E0317, mine, MSG_MODULES_COLLIDE, str_z(name), other.src->name,
                  mine.src->name);
    diag_label(d, other, MSG_FIRST_HERE);
    diag_help(d, MSG_OWN_REPLACES, str_z(name));
}

/* Kinds that share a name space: what they are told apart by.  Others are not replaced. */
static const char *const space_of[N_NODE_KINDS] = {
    [N_THRESHOLD] = "v", [N_SET] = "v",    [N_DEFINE] = "v",  [N_CALENDAR] = "v",
    [N_HOLIDAYS] = "v",  [N_SCORE] = "v",  [N_GRADE] = "v",   [N_EVENT] = "v",
    [N_FACT] = "v",      [N_FUNNEL] = "f", [N_PERSONA] = "p", [N_SCENARIO] = "s",
};

static Str key_of(const Node *n)
{
    const Node *name = n->kind == N_FUNNEL ? NULL : kid(n, 0);
    return str_of(str_format("%s %s", space_of[n->kind], str_z(text_of(name))));
}

static Span name_span(const Node *n)
{
    const Node *name = n->kind == N_FUNNEL ? NULL : kid(n, 0);
    return name != NULL ? name->span : n->at;
}

static void take_out(Sema *s, const Node *n)
{
    NodeList *l = &s->decls[n->kind];
    for (int i = 0; i < l->n; i++)
        if (l->item[i] == n) {
            memmove(&l->item[i], &l->item[i + 1],
                    (size_t)(l->n - i - 1) * sizeof(Node *));
            l->n--;
            s->n_foreign[n->kind]--;
            return;
        }
}

static bool goes_before(const Sema *s, const Module *m, const Module *other)
{
    return m == s->main_module || uses(m, other);
}

/* Whether n stands for its name from here on, or is one more in its own file (which is said
 * where names are declared). */
static bool takes_place(Sema *s, const Node *n, const Module *m)
{
    Str key = key_of(n);
    Given *held = map_get(s->given, key);
    if (held == NULL) {
        held = MEM_NEW(Given);
        map_put(s->given, key, held);
    } else if (held->from == m) {
        return true;
    } else if (!goes_before(s, m, held->from)) {
        held->rival = n;
        held->rival_from = m;
        return false;
    } else {
        take_out(s, held->node);
    }
    held->node = n;
    held->from = m;
    if (held->rival != NULL && goes_before(s, m, held->rival_from))
        held->rival = NULL;
    return true;
}

static void say_rivals(Sema *s)
{
    for (int i = 0; i < map_count(s->given); i++) {
        const Given *g = map_value(s->given, i);
        if (g->rival == NULL)
            continue;
        Str name = text_of(g->node->kind == N_FUNNEL ? NULL : kid(g->node, 0));
        if (name.n == 0) /* the funnel, or the one grade without a name */
            name = str_of(word_at(s, g->node->at,
                                  g->node->kind == N_FUNNEL ? "funnel" : "grade"));
        say_collision(s, name, name_span(g->rival), name_span(g->node));
    }
}

static void gather_one(Sema *s, const Node *n, const Module *m)
{
    bool module = m != s->main_module;
    if (module && n->kind == N_POLICY) {
        say(s, E0316, n->at, MSG_NOT_IN_MODULE, word_at(s, n->at, "policy"));
        return;
    }
    if (module && n->kind == N_TEST)
        return;
    if (space_of[n->kind] != NULL && !takes_place(s, n, m))
        return;
    node_list_add(&s->decls[n->kind], n);
    s->n_foreign[n->kind] += module;
}

bool module_has(const Sema *s, Span at)
{
    return module_of(s, at.src) != s->main_module;
}

static void gather_file(Sema *s, const Parsed *p, Module *m)
{
    MEM_PUSH(s->file, s->n_files, s->cap_files) = p;
    for (int i = 0; i < p->n_parts; i++)
        MEM_PUSH(s->file, s->n_files, s->cap_files) = p->part[i];
    m->src = p->src;
    for (int i = 0; i < n_items(p->file); i++)
        if (p->file->kid[i]->kind == N_USE)
            use_module(s, p->file->kid[i], m);
    for (int i = 0; i < n_items(p->file); i++)
        gather_one(s, p->file->kid[i], m);
}

void gather(Sema *s, const Parsed *p)
{
    s->modules = map_new();
    s->given = map_new();
    s->main_module = MEM_NEW(Module);
    gather_file(s, p, s->main_module);
    say_rivals(s);
}
