/* module.h -- which of two files' declarations counts. */
#ifndef ACORDO_SEMA_MODULE_H
#define ACORDO_SEMA_MODULE_H

#include "interp/sema/checker.h"

typedef struct Module Module;

typedef enum Standing {
    SAME_FILE,
    REPLACES, /* it uses the other's file, or is the policy itself */
    COLLIDES
} Standing;

/* What a declaration at `mine` is to one of the same name at `other`, read before it. */
Standing module_standing(const Sema *s, Span mine, Span other);
/* Whether it stands in a module, and not in the policy itself. */
bool module_has(const Sema *s, Span at);
/* Two modules declare `name`, and nothing says which is meant. */
void say_collision(Sema *s, Str name, Span mine, Span other);

#endif
