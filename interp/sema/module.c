/* module.c -- the files of a policy: what it uses, and all declarations by kind.
 *
 * A module is read once, however often it is used, and its declarations come before those
 * of the file that uses it.  Its findings point into its own text; its paths, like all
 * paths, start at the policy's folder.
 */
#include "interp/base/mem.h"
#include "interp/sema/checker.h"
#include "interp/sema/remark.h"

typedef struct Module {
    bool open; /* being read: using it now closes a circle */
} Module;

static void gather_file(Sema *s, const Parsed *p, bool module);

static Str path_text(const Node *path)
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

static void use_module(Sema *s, const Node *use)
{
    Str path = path_text(kid(use, 0));
    Module *m = map_get(s->modules, path);
    if (m != NULL) {
        if (m->open)
            say(s, E0308, use->span, MSG_USE_CIRCLE, str_z(path));
        return;
    }
    m = MEM_NEW(Module);
    map_put(s->modules, path, m);
    const Parsed *p = load(s, use, path);
    if (p == NULL) {
        s->names_lost = true;
        return;
    }
    m->open = true;
    gather_file(s, p, true);
    m->open = false;
}

static const char *policy_only(NodeKind k)
{
    if (k == N_POLICY)
        return "policy";
    if (k == N_LEAD)
        return "lead";
    if (k == N_FUNNEL)
        return "funnel";
    return k == N_TEST ? "test" : NULL;
}

static void gather_file(Sema *s, const Parsed *p, bool module)
{
    MEM_PUSH(s->file, s->n_files, s->cap_files) = p;
    for (int i = 0; i < n_items(p->file); i++)
        if (p->file->kid[i]->kind == N_USE)
            use_module(s, p->file->kid[i]);
    for (int i = 0; i < n_items(p->file); i++) {
        const Node *n = p->file->kid[i];
        const char *only = module ? policy_only(n->kind) : NULL;
        if (only != NULL)
            say(s, E0316, n->at, MSG_NOT_IN_MODULE, word_at(s, n->at, only));
        else
            node_list_add(&s->decls[n->kind], n);
        if (module && only == NULL)
            s->n_foreign[n->kind]++;
    }
}

void gather(Sema *s, const Parsed *p)
{
    s->modules = map_new();
    gather_file(s, p, false);
}
