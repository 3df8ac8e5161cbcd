/* statement.c -- from a comment's place to a statement. */
#include "grammar/statement.h"

/* The items of the node's own block; NULL where it has none. */
static const Node *block_of(const Node *n)
{
    static const char *const blocks[] = {"body", "rules", "bands", "stages", "moves"};
    for (int slot = 0; slot < node_n_slots(n->kind); slot++)
        for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
            if (strcmp(node_slot_name(n->kind, slot), blocks[i]) == 0)
                return kid(n, slot);
    return NULL;
}

static const Node *item_at(const Node *items, uint32_t at)
{
    for (int i = 0; i < n_items(items); i++)
        if (items->kid[i]->span.lo <= at && at < items->kid[i]->span.hi)
            return items->kid[i];
    return NULL;
}

static const Node *item_after(const Node *items, uint32_t at)
{
    for (int i = 0; i < n_items(items); i++)
        if (items->kid[i]->span.lo > at)
            return items->kid[i];
    return NULL;
}

static const Node *innermost(const Node *items, uint32_t at)
{
    const Node *found = NULL;
    for (const Node *n; (n = item_at(items, at)) != NULL; items = block_of(n))
        found = n;
    return found;
}

/* Signs that end a line belong to no statement. */
static uint32_t text_before(const Source *src, uint32_t at)
{
    while (at > 0 && strchr(" \t,;\\", src->text.p[at - 1]) != NULL)
        at--;
    return at > 0 ? at - 1 : 0;
}

const Node *statement_of_comment(const Parsed *p, const Comment *c)
{
    if (!c->own_line)
        return innermost(p->file, text_before(p->src, c->span.lo));
    const Node *around = innermost(p->file, c->span.lo);
    if (around != NULL && block_of(around) == NULL)
        return around;
    return item_after(around != NULL ? block_of(around) : p->file, c->span.lo);
}
