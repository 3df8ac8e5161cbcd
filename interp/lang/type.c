/* type.c -- types.def as tables, and the types made from other types. */
#include "interp/lang/type.h"

#include "interp/base/mem.h"
#include <assert.h>

enum { MEMBERS_NAMED = 12 };

static const struct {
    Phys phys;
    const char *en;
} kinds[N_TYPE_KINDS] = {
#define TYPE(kind, phys, en) [kind] = {phys, en},
#include "interp/lang/types.def"
};

const Type type_error = {.kind = TY_ERROR};
const Type type_text = {.kind = TY_TEXT};
const Type type_folded = {.kind = TY_TEXT, .folded = true};
const Type type_number = {.kind = TY_NUMBER};
const Type type_money = {.kind = TY_MONEY};
const Type type_flag = {.kind = TY_FLAG};
const Type type_date = {.kind = TY_DATE};
const Type type_timestamp = {.kind = TY_TIMESTAMP};
const Type type_duration = {.kind = TY_DURATION};
const Type type_business = {.kind = TY_BUSINESS};
const Type type_business_days = {.kind = TY_BUSINESS, .days = true};
const Type type_period = {.kind = TY_PERIOD};
const Type type_calendar = {.kind = TY_CALENDAR};

const Type *type_enum(const Enum *of)
{
    Type *t = MEM_NEW(Type);
    t->kind = TY_ENUM;
    t->of = of;
    return t;
}

const Type *type_list(const Type *elem)
{
    Type *t = MEM_NEW(Type);
    t->kind = TY_LIST;
    t->elem = elem;
    return t;
}

bool type_same(const Type *a, const Type *b)
{
    if (a == b)
        return true;
    if (a == NULL || b == NULL || a->kind != b->kind)
        return false;
    if (a->kind == TY_ENUM)
        return a->of == b->of;
    if (a->kind == TY_BUSINESS)
        return a->days == b->days;
    return a->kind != TY_LIST || type_same(a->elem, b->elem);
}

bool enum_alike(const Enum *a, const Enum *b)
{
    if (a->n != b->n)
        return false;
    for (int i = 0; i < a->n; i++)
        if (!str_eq(a->member[i], b->member[i]))
            return false;
    return true;
}

Phys type_phys(const Type *t)
{
    assert(t->kind < N_TYPE_KINDS);
    return kinds[t->kind].phys;
}

void enum_print(Buf *b, const Enum *e)
{
    for (int i = 0; i < e->n && i < MEMBERS_NAMED; i++) {
        buf_z(b, i > 0 ? ", " : "");
        buf_str(b, e->member[i]);
    }
    buf_z(b, e->n > MEMBERS_NAMED ? ", …" : "");
}

static const char *enum_members(const Enum *e)
{
    Buf b = {0};
    buf_z(&b, "one of ");
    enum_print(&b, e);
    Str text = buf_copy(&b);
    buf_free(&b);
    return text.p;
}

const char *type_name(const Type *t)
{
    if (t->kind == TY_ENUM && t->of != NULL && t->of->n > 0)
        return enum_members(t->of);
    if (t->kind == TY_LIST && t->elem != NULL)
        return str_format("%s of %s", kinds[TY_LIST].en, type_name(t->elem));
    return t->days ? "business days" : kinds[t->kind].en;
}

int enum_find(const Enum *e, Str member)
{
    for (int i = 0; i < e->n; i++)
        if (str_eq(e->member[i], member))
            return i;
    return -1;
}
