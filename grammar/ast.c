/* ast.c -- nodes: made, compared, dumped. */
#include "grammar/ast.h"

#include "interp/base/mem.h"

static const struct Shape {
    const char *name, *slots;
} shapes[N_NODE_KINDS] = {
#define NODE(kind, slots) [N_##kind] = {#kind, slots},
#include "grammar/ast.def"
};

const char *node_kind_name(NodeKind k) { return shapes[k].name; }

/* Length of the word at p, and the start of the next one. */
static size_t slot_word(const char **p)
{
    const size_t n = strcspn(*p, " ");
    *p += n + ((*p)[n] == ' ');
    return n;
}

int node_n_slots(NodeKind k)
{
    const char *p = shapes[k].slots;
    int n = 0;
    if (*p == '*')
        return -1;
    while (*p != '\0') {
        slot_word(&p);
        n++;
    }
    return n;
}

const char *node_slot_name(NodeKind k, int slot)
{
    const char *p = shapes[k].slots;
    if (*p == '*')
        return "item";
    for (int i = 0; *p != '\0'; i++) {
        const char *word = p;
        const size_t n = slot_word(&p);
        if (i == slot)
            return str_z((Str){word, n});
    }
    return "";
}

static Node *node_new(NodeKind kind, Span at)
{
    Node *n = MEM_NEW(Node);
    n->kind = kind;
    n->span = n->at = at;
    n->height = 1;
    return n;
}

Node *ast_leaf(NodeKind kind, Span at, Str text)
{
    Node *n = node_new(kind, at);
    n->text = text;
    return n;
}

static void over(Node *n, const Node *below)
{
    if (below != NULL && below->height >= n->height)
        n->height = below->height + 1;
}

Node *ast_node(NodeKind kind, Span at, int n, Node *const *kids)
{
    Node *node = node_new(kind, at);
    if (n > 0)
        node->kid = MEM_ARRAY(Node *, n);
    node->n = node->cap = n;
    for (int i = 0; i < n; i++) {
        node->kid[i] = kids[i];
        over(node, kids[i]);
    }
    return node;
}

Node *ast_list(NodeKind kind, Span at) { return node_new(kind, at); }

Node *ast_append(Node *list, Node *item)
{
    if (item == NULL)
        return list;
    if (list->n == list->cap) {
        const int cap = list->cap == 0 ? 4 : 2 * list->cap;
        list->kid = mem_grow(list->kid, sizeof(Node *) * (size_t)list->cap,
                             sizeof(Node *) * (size_t)cap);
        list->cap = cap;
    }
    if (list->n == 0 && list->span.lo == list->span.hi)
        list->span = list->at = item->span;
    else if (list->span.hi < item->span.hi)
        list->span.hi = list->at.hi = item->span.hi;
    list->kid[list->n++] = item;
    over(list, item);
    return list;
}

Node *ast_at(Node *n, Span at)
{
    n->at = at;
    return n;
}

Node *ast_word(Node *n, int word)
{
    n->word = (uint16_t)word;
    return n;
}

Node *ast_flag(Node *n, int flags)
{
    n->flags = (uint16_t)(n->flags | flags);
    return n;
}

Node *ast_of_list(Node *list, NodeKind kind, Span at)
{
    list->kind = kind;
    list->span = at;
    return list;
}

Node *ast_quantity(Span at, Node *amount, int unit, int adjective, Span unit_at)
{
    Node *part = ast_node(N_QPART, at, 1, &amount);
    ast_word(ast_at(part, unit_at), unit);
    return ast_word(ast_append(ast_list(N_QUANTITY, at), part), adjective);
}

/* The word of a name only repeats what its text says in the language of the file. */
static bool same_head(const Node *a, const Node *b)
{
    const int aside = a->kind == N_NAME ? NODE_QUOTED : 0;
    return a->kind == b->kind && (a->word == b->word || a->kind == N_NAME)
           && (a->flags | aside) == (b->flags | aside) && str_eq(a->text, b->text)
           && a->n == b->n;
}

bool ast_equal(const Node *a, const Node *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (!same_head(a, b))
        return false;
    for (int i = 0; i < a->n; i++)
        if (!ast_equal(a->kid[i], b->kid[i]))
            return false;
    return true;
}

static const char *const flag_names[] = {"quoted",   "minus",     "not",     "is",
                                         "observed", "otherwise", "relaxes", NULL};

static void dump_head(Buf *out, const Node *n)
{
    buf_z(out, node_kind_name(n->kind));
    if (n->word != 0)
        buf_format(out, " #%d", n->word);
    for (int i = 0; flag_names[i] != NULL; i++)
        if ((n->flags & 1 << i) != 0)
            buf_format(out, " +%s", flag_names[i]);
    if (n->text.p != NULL) {
        buf_char(out, ' ');
        buf_json(out, n->text);
    }
    buf_char(out, '\n');
}

void ast_dump(Buf *out, const Node *n, int indent)
{
    if (n == NULL) {
        buf_z(out, "-\n");
        return;
    }
    dump_head(out, n);
    for (int i = 0; i < n->n; i++) {
        buf_repeat(out, ' ', indent + 2);
        if (node_n_slots(n->kind) >= 0)
            buf_format(out, "%s: ", node_slot_name(n->kind, i));
        ast_dump(out, n->kid[i], indent + 2);
    }
}
