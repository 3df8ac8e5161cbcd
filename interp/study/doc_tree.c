/* doc_tree.c -- from spans back to nodes. */
#include "interp/study/doc_tree.h"

#include "interp/base/mem.h"
#include "interp/sema/remark.h"

static const Parsed *tree_of(const DocTrees *t, const Source *src)
{
    for (int i = 0; i < t->n; i++)
        if (t->tree[i]->src == src)
            return t->tree[i];
    return NULL;
}

/* Modules come after the policy, in the order in which the core first names them. */
DocTrees *doc_trees(const Session *s)
{
    DocTrees *t = MEM_NEW(DocTrees);
    t->core = s->core;
    MEM_PUSH(t->tree, t->n, t->cap) = s->parsed;
    for (int i = 0; i < t->core->n_spans; i++) {
        const Source *src = t->core->span[i].src;
        if (src != NULL && tree_of(t, src) == NULL)
            MEM_PUSH(t->tree, t->n, t->cap) = parse_file(src, diags_new());
    }
    return t;
}

const Node *doc_file_of(const DocTrees *t, Span at)
{
    const Parsed *p = at.src != NULL ? tree_of(t, at.src) : NULL;
    return p != NULL ? p->file : NULL;
}

static bool around(const Node *n, Span at)
{
    return n->span.lo <= at.lo && at.hi <= n->span.hi;
}

static const Node *smallest(const Node *n, Span at, NodeKind kind)
{
    const Node *found = NULL;
    while (n != NULL) {
        const Node *next = NULL;
        if (n->kind == kind && around(n, at))
            found = n;
        for (int i = 0; i < n->n && next == NULL; i++)
            if (n->kid[i] != NULL && around(n->kid[i], at))
                next = n->kid[i];
        n = next;
    }
    return found;
}

const Node *doc_node(const DocTrees *t, int id, NodeKind kind)
{
    if (id < 0 || id >= t->core->n_spans)
        return NULL;
    return smallest(doc_file_of(t, t->core->span[id]), t->core->span[id], kind);
}

/* -- lines by name -------------------------------------------------------------------- */

static const Node *line_in(const Node *body, NodeKind line, Str text)
{
    for (int i = 0; i < n_items(body); i++) {
        const Node *n = kid(body, i);
        if (n->kind == line
            && (text.n == 0
                || (kid(n, 0) != NULL && str_eq(one_line(kid(n, 0)->span), text))))
            return n;
    }
    return NULL;
}

const Node *doc_line(const DocTrees *t, NodeKind kind, Str name, NodeKind line,
                     Str text)
{
    for (int i = 0; i < t->n; i++) {
        const Node *file = t->tree[i]->file;
        for (int k = 0; k < file->n; k++) {
            const Node *decl = file->kid[k];
            if (decl->kind != kind || !str_eq(text_of(kid(decl, 0)), name))
                continue;
            const Node *found = line_in(kid(decl, decl->n - 1), line, text);
            if (found != NULL)
                return found;
        }
    }
    return NULL;
}
