/* text_set.h -- a constant set of texts: look-up by hash, verified by bytes.
 *
 * Collected, made when a program is planned; constant after that.
 */
#ifndef ACORDO_ENGINE_TEXT_SET_H
#define ACORDO_ENGINE_TEXT_SET_H

#include "interp/base/str.h"
#include "interp/engine/column.h"

typedef struct TextSet TextSet;

const TextSet *text_set_new(const Str *item, int n);
bool text_set_has(const TextSet *s, const Text *t);

#endif
