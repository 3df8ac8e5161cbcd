/* doc_tree.h -- where in the text the parts of a core come from, as nodes of the tree.
 *
 * The core has resolved all names; what a person wrote stands in the trees of the policy
 * and of its modules, each in its own language.  They are read again from the sources that
 * the core's spans name.  Collected.
 */
#ifndef ACORDO_STUDY_DOC_TREE_H
#define ACORDO_STUDY_DOC_TREE_H

#include "interp/study/session.h"

typedef struct DocTrees {
    const Core *core;
    const Parsed **tree; /* the policy's first */
    int n;
    size_t cap;
} DocTrees;

DocTrees *doc_trees(const Session *s);
/* The file that holds the span, or NULL. */
const Node *doc_file_of(const DocTrees *t, Span at);
/* The smallest node of that kind around span number id; NULL: none, or id is -1. */
const Node *doc_node(const DocTrees *t, int id, NodeKind kind);
/* Of the declarations `kind` of a name, in the policy and then in modules, the line of that
 * kind whose value is spelled as `text`; n = 0: the first that has such a line. */
const Node *doc_line(const DocTrees *t, NodeKind kind, Str name, NodeKind line,
                     Str text);

#endif
