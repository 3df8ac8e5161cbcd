/* slot.c -- storage of columns that a reader fills. */
#include "interp/io/slot.h"

#include "interp/base/mem.h"
#include <stdlib.h>

enum { FIRST_ELEMENTS = 4096, TEXT_PAD = 16 };

static void *room(void *old, size_t n)
{
    void *p = realloc(old, n);
    if (p == NULL)
        mem_exhausted();
    return p;
}

static void column_room(Column *c, size_t rows)
{
    switch (c->phys) {
    case PHYS_I64: c->i64 = room(c->i64, rows * sizeof *c->i64); return;
    case PHYS_FLAG: c->flag = room(c->flag, rows); return;
    case PHYS_TEXT: c->text = room(c->text, rows * sizeof *c->text); return;
    case PHYS_LIST:
        c->list.start = room(c->list.start, (rows + 1) * sizeof *c->list.start);
        return;
    }
}

static void column_free(Column *c)
{
    switch (c->phys) {
    case PHYS_I64: free(c->i64); return;
    case PHYS_FLAG: free(c->flag); return;
    case PHYS_TEXT: free(c->text); return;
    case PHYS_LIST: free(c->list.start); return;
    }
}

/* Members first, in order: the code of a member is its number plus one. */
static Dict *members_of(const Enum *e, size_t *dict_room)
{
    Dict *d = dict_new(dict_room);
    for (int i = 0; i < e->n; i++) {
        char *padded = room(NULL, e->member[i].n + TEXT_PAD);
        memcpy(padded, e->member[i].p, e->member[i].n);
        memset(padded + e->member[i].n, 0, TEXT_PAD);
        dict_text(d, padded, (uint32_t)e->member[i].n);
        free(padded);
    }
    d->closed = true;
    return d;
}

static void own_default(Slot *s)
{
    const CoreExpr *e = s->field->deflt;
    if (e == NULL || e->missing || s->field->type->kind != TY_TEXT)
        return;
    char *p = room(NULL, e->text.n + TEXT_PAD);
    if (e->text.n > 0)
        memcpy(p, e->text.p, e->text.n);
    memset(p + e->text.n, 0, TEXT_PAD);
    s->deflt = (Str){p, e->text.n};
}

static Fast fast_of(const CoreField *f)
{
    if (f->n_missing > 0 || f->currency_field >= 0)
        return FAST_NONE;
    switch (f->type->kind) {
    case TY_TEXT: return FAST_TEXT;
    case TY_ENUM: return FAST_MEMBER;
    case TY_NUMBER:
    case TY_MONEY: return (f->flags & FIELD_COMMA) == 0 ? FAST_NUMBER : FAST_NONE;
    case TY_TIMESTAMP: return f->format.n == 0 ? FAST_STAMP : FAST_NONE;
    case TY_FLAG: return FAST_FLAG;
    case TY_ERROR:
    case TY_DATE:
    case TY_DURATION:
    case TY_BUSINESS:
    case TY_PERIOD:
    case TY_CALENDAR:
    case N_TYPE_KINDS: break;
    case TY_LIST: return f->type->elem->kind == TY_TEXT ? FAST_TEXTS : FAST_NONE;
    }
    return FAST_NONE;
}

void slot_init(Slot *s, const Core *core, int field, int rows, size_t *dict_room)
{
    *s = (Slot){.field = &core->fields[field],
                .core = core,
                .cell = -1,
                .path = -1,
                .currency = -1};
    const Type *t = s->field->type, *value = slot_value_type(s);
    s->col.phys = type_phys(t);
    s->null = room(NULL, (size_t)rows);
    column_room(&s->col, (size_t)rows);
    if (t->kind == TY_LIST) {
        s->elem.phys = type_phys(value);
        slot_room(s, FIRST_ELEMENTS);
        s->col.list.elem = &s->elem;
    }
    if (value->kind == TY_TEXT)
        s->dict = dict_new(dict_room);
    else if (value->kind == TY_ENUM)
        s->dict = members_of(value->of, dict_room);
    own_default(s);
    s->fast = fast_of(s->field);
    s->lo = (s->field->flags & FIELD_HAS_LO) != 0 ? s->field->lo : INT64_MIN;
    s->hi = (s->field->flags & FIELD_HAS_HI) != 0 ? s->field->hi : INT64_MAX;
}

void slot_free(Slot *s)
{
    column_free(&s->col);
    if (s->col.phys == PHYS_LIST)
        column_free(&s->elem);
    free(s->null);
    char *deflt;
    memcpy(&deflt, &s->deflt.p, sizeof deflt);
    free(deflt);
    dict_free(s->dict);
}

void slot_begin(Slot *s)
{
    if (s->col.phys == PHYS_LIST)
        s->col.list.start[0] = 0;
}

void slot_end(Slot *s, int rows)
{
    bool any = rows > 0 && memchr(s->null, 1, (size_t)rows) != NULL;
    s->col.null = any ? s->null : NULL;
}

void slot_room(Slot *s, size_t n)
{
    if (n <= s->room)
        return;
    s->room = n > 2 * s->room ? n : 2 * s->room;
    column_room(&s->elem, s->room);
}

uint64_t slot_grown(const Slot *s)
{
    uint64_t n = s->dict != NULL ? s->dict->grown : 0;
    for (size_t r = FIRST_ELEMENTS; r < s->room; r *= 2)
        n++;
    return n;
}

static bool same_texts(const Str *a, int n_a, const Str *b, int n_b)
{
    if (n_a != n_b)
        return false;
    for (int i = 0; i < n_a; i++)
        if (!str_eq(a[i], b[i]))
            return false;
    return true;
}

/* Enumerations and text dictionaries are shared only within equal lists of members. */
static bool same_type(const Type *a, const Type *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == TY_LIST)
        return same_type(a->elem, b->elem);
    return a->kind != TY_ENUM
           || (a->of->otherwise == b->of->otherwise && enum_alike(a->of, b->of));
}

static bool same_range(const CoreField *a, const CoreField *b)
{
    unsigned use =
        FIELD_REQUIRED | FIELD_COMMA | FIELD_HAS_LO | FIELD_HAS_HI | FIELD_DATES_AT;
    return (a->flags & use) == (b->flags & use) && a->lo == b->lo && a->hi == b->hi;
}

static bool same_zone(const Zone *a, const Zone *b)
{
    return a == b || (a != NULL && b != NULL && str_eq(zone_name(a), zone_name(b)));
}

bool slot_same(const Slot *s, const Core *core, int field)
{
    const CoreField *a = s->field, *b = &core->fields[field];
    return a == b
           || (str_eq(a->name, b->name) && same_type(a->type, b->type)
               && same_range(a, b) && a->has_from == b->has_from
               && str_eq(a->from, b->from) && str_eq(a->separator, b->separator)
               && str_eq(a->format, b->format) && same_zone(a->zone, b->zone)
               && a->dates_at_us == b->dates_at_us
               && same_texts(a->missing, a->n_missing, b->missing, b->n_missing)
               && a->deflt == NULL && b->deflt == NULL && a->currency_field < 0
               && b->currency_field < 0);
}
