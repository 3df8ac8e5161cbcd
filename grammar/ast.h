/* ast.h -- the syntax tree: one kind of struct, shaped by the rows of ast.def.
 *
 * The tree is what was written and nothing else: no folding, no look-ups; parentheses
 * are nodes.  Comments are not in it: parse.h keeps them in a list by position.  Every
 * node has a span.  Collected; never edited once parsed.
 */
#ifndef ACORDO_GRAMMAR_AST_H
#define ACORDO_GRAMMAR_AST_H

#include "interp/base/source.h"

typedef enum NodeKind {
#define NODE(kind, slots) N_##kind,
#include "grammar/ast.def"
    N_NODE_KINDS
} NodeKind;

enum NodeFlag {
    NODE_QUOTED = 1,     /* NAME in back quotes */
    NODE_MINUS = 2,      /* a rule that takes points; easter - 2 */
    NODE_NOT = 4,        /* not in, is not, is not known */
    NODE_IS = 8,         /* `is known` rather than `known` */
    NODE_OBSERVED = 16,  /* holiday */
    NODE_OTHERWISE = 32, /* the last band */
    NODE_RELAXES = 64,   /* a clause's line */
};

typedef struct Node Node;
struct Node {
    NodeKind kind;
    uint16_t word; /* a Keyword or an OpId, as the row says */
    uint16_t flags;
    Span span; /* the whole of it */
    Span at;   /* its heart: the operator, the keyword; = span where none */
    Str text;  /* leaves */
    int n;
    int cap;    /* room in kid; lists grow while they are parsed */
    int height; /* levels of the tree from here down; a leaf has 1 */
    Node **kid;
};

const char *node_kind_name(NodeKind k);
int node_n_slots(NodeKind k); /* -1: a list */
const char *node_slot_name(NodeKind k, int slot);

/* Kid of a node by position; NULL-safe on the node. */
static inline Node *kid(const Node *n, int i)
{
    return n != NULL && i < n->n ? n->kid[i] : NULL;
}
/* Number of items of a LIST that may be NULL. */
static inline int n_items(const Node *list) { return list != NULL ? list->n : 0; }
/* Text of a leaf that may be NULL. */
static inline Str text_of(const Node *leaf)
{
    return leaf != NULL ? leaf->text : (Str){0};
}

Node *ast_leaf(NodeKind kind, Span at, Str text);
Node *ast_node(NodeKind kind, Span at, int n, Node *const *kids);
Node *ast_list(NodeKind kind, Span at);   /* empty */
Node *ast_append(Node *list, Node *item); /* NULL items are dropped */
/* For one-line actions: each changes its node and gives it back. */
Node *ast_at(Node *n, Span at);
Node *ast_word(Node *n, int word);
Node *ast_flag(Node *n, int flags);
Node *ast_of_list(Node *list, NodeKind kind, Span at); /* a list under another name */
/* `4 business hours`: one part and its adjective. */
Node *ast_quantity(Span at, Node *amount, int unit, int adjective, Span unit_at);

/* Same tree: kinds, words, flags (a name's quotes aside), texts, kids; spans aside. */
bool ast_equal(const Node *a, const Node *b);
void ast_dump(Buf *out, const Node *n, int indent); /* for tests */

#endif
