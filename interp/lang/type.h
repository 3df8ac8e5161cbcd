/* type.h -- types: what a value is and how a column holds it.
 *
 * A Type is passed by pointer and compared with type_same.  Enumerations are compared by
 * identity of their Enum.  Collected or static.
 */
#ifndef ACORDO_LANG_TYPE_H
#define ACORDO_LANG_TYPE_H

#include "interp/base/str.h"

typedef enum Phys { PHYS_I64, PHYS_FLAG, PHYS_TEXT, PHYS_LIST } Phys;

typedef enum TypeKind {
#define TYPE(kind, phys, en) kind,
#include "interp/lang/types.def"
    N_TYPE_KINDS
} TypeKind;

typedef struct Enum {
    Str name; /* of the field, "persona", "stage", "grade" …: for messages */
    Str *member;
    int n;
    int otherwise; /* member that takes values outside the list, or -1 */
} Enum;

typedef struct Type {
    TypeKind kind;
    bool folded;             /* TEXT: compares folded */
    bool days;               /* BUSINESS: of business days, which have no length */
    const Enum *of;          /* ENUM */
    const struct Type *elem; /* LIST */
} Type;

extern const Type type_error, type_text, type_folded, type_number, type_money,
    type_flag, type_date, type_timestamp, type_duration, type_business,
    type_business_days, type_period, type_calendar;

const Type *type_enum(const Enum *of);        /* collected */
const Type *type_list(const Type *elem);      /* collected */
bool type_same(const Type *a, const Type *b); /* folded or not is the same type */
/* The same members in the same order: a value of one is found among those of the other. */
bool enum_alike(const Enum *a, const Enum *b);
Phys type_phys(const Type *t);
const char *type_name(const Type *t);     /* "number", "list of text", "one of a, b" */
int enum_find(const Enum *e, Str member); /* -1 where absent */
/* "a, b, c": the first few, then an ellipsis. */
void enum_print(Buf *b, const Enum *e);

#endif
