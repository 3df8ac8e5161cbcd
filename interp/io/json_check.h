/* json_check.h -- the slow look at a record: is it JSON, and if not, where and why?
 *
 * Bounded by the end of the text, whatever follows; used only after the fast walk has
 * refused a record.
 */
#ifndef ACORDO_IO_JSON_CHECK_H
#define ACORDO_IO_JSON_CHECK_H

#include "interp/io/fault.h"

/* Whether s is one JSON value and blanks; otherwise *f is an E0501 that says where. */
bool json_check(Str s, Fault *f);

#endif
