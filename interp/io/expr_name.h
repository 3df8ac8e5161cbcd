/* expr_name.h -- what to call a part of an expression: "total", "mql.since", "domain(email)".
 *
 * Names of the core where it has one, else the policy's text.
 */
#ifndef ACORDO_IO_EXPR_NAME_H
#define ACORDO_IO_EXPR_NAME_H

#include "interp/sema/core.h"

/* Without the folding that the checker puts around a text. */
CoreExpr *expr_unfolded(CoreExpr *e);
/* Made of conditions, or a condition on other values: not a value that has a name itself. */
bool expr_has_parts(const CoreExpr *e);
void expr_name(Buf *out, const Core *core, const CoreExpr *e);
const char *expr_name_z(const Core *core, const CoreExpr *e); /* collected */

#endif
