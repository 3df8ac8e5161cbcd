/* whatif_changes.c -- what was changed since the policy was loaded, as names and texts. */
#include "grammar/fmt.h"
#include "interp/base/mem.h"
#include "interp/study/literal_node.h"
#include "interp/study/whatif_part.h"

typedef struct Changes {
    WhatChange *item;
    int n;
    size_t cap;
} Changes;

static void add(Changes *c, WhatChange change)
{
    MEM_PUSH(c->item, c->n, c->cap) = change;
}

static const char *node_text(const Node *n, Language to)
{
    Buf b = {0};
    fmt_expr(&b, n, to);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

const char *threshold_text(const Core *core, int threshold, int64_t value, Language to)
{
    return node_text(literal_of_threshold(core, threshold, value), to);
}

static void add_moves(Changes *c, const Session *s)
{
    for (int i = 0; i < s->core->n_thresholds; i++) {
        const CoreThreshold *t = &s->core->thresholds[i];
        if (s->threshold[i] != t->value)
            add(c, (WhatChange){
                       .kind = CHANGE_THRESHOLD,
                       .name = str_z(t->name),
                       .from = threshold_text(s->core, i, t->value, s->language),
                       .to = threshold_text(s->core, i, s->threshold[i], s->language)});
    }
}

static const Decl *loaded_of(const Policy *loaded, const Decl *d, Language language)
{
    const char *name = decl_name(d->node, language);
    for (int i = 0; i < loaded->n_decls; i++)
        if (loaded->decl[i].node->kind == d->node->kind
            && strcmp(decl_name(loaded->decl[i].node, language), name) == 0)
            return &loaded->decl[i];
    return NULL;
}

static void add_declared(Changes *c, const Session *s, const Policy *loaded,
                         const Policy *now)
{
    for (int i = 0; i < now->n_decls; i++) {
        const Decl *d = &now->decl[i], *old = loaded_of(loaded, d, s->language);
        if (d->of->src == now->own->src || d->beside
            || (old != NULL && ast_equal(old->node, d->node)))
            continue;
        add(c, (WhatChange){.kind = CHANGE_DECLARED,
                            .name = decl_name(d->node, s->language),
                            .from = old != NULL
                                        ? decl_text(old, s->parsed->file, s->language).p
                                        : NULL,
                            .to = decl_text(d, s->parsed->file, s->language).p});
    }
}

static void add_given(Changes *c, const WhatState *s)
{
    const Core *core = s->session->core;
    for (int i = 0; i < s->n_given; i++) {
        const WhatGiven *g = &s->given[i];
        const Node *n = literal_of_const(g->value, core->zone, core->currency);
        add(c, (WhatChange){.kind = CHANGE_LEAD,
                            .name = str_z(core->fields[g->field].name),
                            .to = n != NULL ? node_text(n, s->session->language)
                                            : str_z(keyword_text(KW_MISSING,
                                                                 s->session->language)),
                            .row = g->row});
    }
}

static const char *instant_text(const Session *s, int64_t us)
{
    Buf b = {0};
    zone_print(&b, s->core->zone, us);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

WhatChange *whatif_changes(const WhatIf *w, int *n)
{
    Changes c = {0};
    const State *now = whatif_now(w);
    const Session *s = now->pub.session;
    add_declared(&c, s, w->loaded->policy, now->policy);
    add_moves(&c, s);
    add_given(&c, &now->pub);
    if (now->pub.as_of_us != w->loaded->pub.as_of_us)
        add(&c, (WhatChange){.kind = CHANGE_INSTANT,
                             .name = "now",
                             .from = instant_text(s, w->loaded->pub.as_of_us),
                             .to = instant_text(s, now->pub.as_of_us)});
    *n = c.n;
    return c.item;
}
