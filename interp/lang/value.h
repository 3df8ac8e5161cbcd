/* value.h -- one value with its type, and its text as people and machines read it. */
#ifndef ACORDO_LANG_VALUE_H
#define ACORDO_LANG_VALUE_H

#include "interp/lang/type.h"
#include "interp/time/tz.h"

typedef struct Value {
    const Type *type;
    bool missing;
    int64_t i64; /* flags too */
    Str text;
    const struct Value *item; /* LIST */
    int n_items;
} Value;

/* "60", "1500000 BRL", "yes", "gold", "2026-03-02", RFC 3339 in zone, "1 hour 30 minutes",
 * "4 business hours", "3 months", "missing", ["a", "b"]; text bare (quoted: in quotes). */
void value_print(Buf *b, const Value *v, const Zone *zone, Str currency, bool quoted);
/* The same as a JSON value: numbers and money bare, flags true/false, missing null. */
void value_json(Buf *b, const Value *v, const Zone *zone);
bool value_same(const Value *a, const Value *b);

#endif
