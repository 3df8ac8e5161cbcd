/* literal_node.h -- values as trees of the language, for what writes policies and tests.
 *
 * Read again in its place, a literal gives its value.  Nodes have no spans.  Collected.
 */
#ifndef ACORDO_STUDY_LITERAL_NODE_H
#define ACORDO_STUDY_LITERAL_NODE_H

#include "grammar/ast.h"
#include "interp/lang/value.h"
#include "interp/sema/core.h"

/* NULL where it is missing: the language has no literal of that. */
Node *literal_node(const Value *v, const Zone *zone, Str currency);
/* A constant as a value; collected. */
Value literal_value(const CoreExpr *e);
Node *literal_of_const(const CoreExpr *e, const Zone *zone, Str currency);
/* Of a threshold: a share of leads is a percentage, a calendar its name. */
Node *literal_of_threshold(const Core *core, int threshold, int64_t value);
Node *literal_text(Str text);
Node *literal_name(
    Str name); /* in back quotes where it must be, once it is formatted */
Node *literal_path(Str name);        /* a.b.c */
Node *literal_share(int64_t micros); /* as a percentage */
Node *literal_stamp_node(const Zone *zone, int64_t us);

#endif
