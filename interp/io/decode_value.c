/* decode_value.c -- one text to one value, by the type of the field. */
#include "interp/io/decode_part.h"
#include "interp/io/json_text.h"
#include "interp/io/length.h"
#include "interp/io/scalar.h"
#include "interp/lang/value.h"
#include <assert.h>

enum { HEAP_PIECE = 64 * 1024 };

char *decode_room(Decode *d, size_t n)
{
    size_t need = n + TEXT_PAD;
    if (__builtin_expect(d->heap_left < need, 0)) {
        if (need > HEAP_PIECE / 4)
            return arena_alloc(d->arena, need, 1);
        d->heap = arena_alloc(d->arena, HEAP_PIECE, 1);
        d->heap_left = HEAP_PIECE;
    }
    char *at = d->heap;
    d->heap += need;
    d->heap_left -= need;
    return at;
}

static Got fault_of(Row *r, const Slot *s, const Cell *c, DiagCode code, MsgId msg,
                    Str text)
{
    fault_value(r->d->fault, code, msg, s->field->name, text, (Str){NULL, 0});
    r->d->fault->at = c->p;
    return GOT_FAULT;
}

static MsgId json_kind(const Cell *c)
{
    switch ((CellKind)c->kind) {
    case CELL_TEXT:
    case CELL_CSV: return JSON_A_TEXT;
    case CELL_NUMBER: return JSON_A_NUMBER;
    case CELL_TRUE:
    case CELL_FALSE: return JSON_A_FLAG;
    case CELL_LIST:
    case CELL_ARRAY: return JSON_A_LIST;
    case CELL_OBJECT: return JSON_AN_OBJECT;
    case CELL_NULL:
    case CELL_NONE: break;
    }
    return JSON_A_NULL;
}

Got decode_wrong_kind(Row *r, const Slot *s, const Cell *c)
{
    Fault *f = r->d->fault;
    fault_put(f, E0506, DATA_JSON_TYPE, c->p);
    f->field = s->field->name;
    f->value = msg_raw(json_kind(c));
    f->more = str_of(type_name(s->field->type));
    return GOT_FAULT;
}

Str decode_without_escapes(Decode *d, const Cell *c)
{
    d->scratch.n = 0;
    char *to = buf_room(&d->scratch, c->n + TEXT_PAD);
    size_t n = 0;
    if (c->kind == CELL_TEXT) {
        n = json_unescape((Str){c->p, c->n}, to);
    } else {
        for (uint32_t i = 0; i < c->n; i++) {
            to[n++] = c->p[i];
            i += c->p[i] == '"';
        }
    }
    memset(to + n, 0, TEXT_PAD);
    return (Str){to, n};
}

bool decode_is_marker(const CoreField *f, Str s)
{
    for (int i = 0; i < f->n_missing; i++)
        if (str_eq(f->missing[i], s))
            return true;
    return false;
}

/* The cell as a text: trimmed unless the field is a text itself. */
Got decode_view(Row *r, const Slot *s, const Cell *c, Str *out)
{
    bool is_text = s->field->type->kind == TY_TEXT;
    Str t = {c->p, c->n};
    switch ((CellKind)c->kind) {
    case CELL_NONE:
    case CELL_NULL: return GOT_MISSING;
    case CELL_CSV:
        if (c->n == 0)
            return GOT_MISSING;
        break;
    case CELL_TEXT:
    case CELL_NUMBER: break;
    case CELL_TRUE:
    case CELL_FALSE:
    case CELL_LIST:
    case CELL_ARRAY:
    case CELL_OBJECT: return decode_wrong_kind(r, s, c);
    }
    if (c->raw)
        t = decode_without_escapes(r->d, c);
    if (s->field->n_missing > 0 && decode_is_marker(s->field, t))
        return GOT_MISSING;
    if (!is_text) {
        t = str_trim(t);
        if (t.n == 0 || (s->field->n_missing > 0 && decode_is_marker(s->field, t)))
            return GOT_MISSING;
    }
    *out = t;
    return GOT_VALUE;
}

/* --- values in 64 bits --------------------------------------------------------------- */

static void say_value(Buf *b, const CoreField *f, const Type *t, int64_t v)
{
    b->n = 0;
    if (t->kind == TY_DATE)
        civil_print_date(b, (int32_t)v);
    else if (t->kind == TY_TIMESTAMP)
        zone_print(b, f->zone, v);
    else if (t->kind == TY_DURATION)
        value_print(b, &(Value){.type = t, .i64 = v}, f->zone, (Str){NULL, 0}, false);
    else
        dec_buf(b, v);
}

static Got in_range(Row *r, const Slot *s, const Cell *c, Str text, int64_t v)
{
    const CoreField *f = s->field;
    bool low = (f->flags & FIELD_HAS_LO) != 0 && v < f->lo;
    bool high = (f->flags & FIELD_HAS_HI) != 0 && v > f->hi;
    if (!low && !high)
        return GOT_VALUE;
    fault_of(r, s, c, E0508, low ? DATA_BELOW : DATA_ABOVE, text);
    say_value(&r->d->say, f, slot_value_type(s), low ? f->lo : f->hi);
    r->d->fault->more = buf_view(&r->d->say);
    return GOT_FAULT;
}

static Got number_of(Row *r, const Slot *s, const Cell *c, Str text, int64_t *out)
{
    bool money = slot_value_type(s)->kind == TY_MONEY;
    bool comma = (s->field->flags & FIELD_COMMA) != 0 && c->kind != CELL_NUMBER;
    switch (scalar_number(text, comma, out)) {
    case DEC_OK: break;
    case DEC_ROUNDED: r->rounded++; break;
    case DEC_RANGE: return fault_of(r, s, c, E0509, DATA_TOO_LARGE, text);
    case DEC_SYNTAX:
        return fault_of(r, s, c, E0507, money ? DATA_NOT_MONEY : DATA_NOT_NUMBER, text);
    }
    return GOT_VALUE;
}

static Got stamp_fault(Row *r, const Slot *s, const Cell *c, Str text, StampFault why)
{
    bool date = slot_value_type(s)->kind == TY_DATE;
    switch (why) {
    case STAMP_FINE: return GOT_VALUE;
    case STAMP_NO_HOUR: return fault_of(r, s, c, E0517, DATA_NO_HOUR, text);
    case STAMP_HAS_HOUR: return fault_of(r, s, c, E0507, DATA_HAS_HOUR, text);
    case STAMP_NONE: break;
    }
    MsgId msg = date ? DATA_NOT_DATE : DATA_NOT_TIME;
    if (s->field->format.n > 0)
        msg = DATA_NOT_FORMAT;
    fault_of(r, s, c, E0507, msg, text);
    r->d->fault->more = s->field->format;
    return GOT_FAULT;
}

static Got length_of(Row *r, const Slot *s, const Cell *c, Str text, int64_t *out)
{
    switch (length_read(text, out)) {
    case LENGTH_FINE: break;
    case LENGTH_ROUNDED: r->rounded++; break;
    case LENGTH_NONE: return fault_of(r, s, c, E0507, DATA_NOT_LENGTH, text);
    case LENGTH_TWO_PARTS: return fault_of(r, s, c, E0507, DATA_LENGTH_PARTS, text);
    case LENGTH_RANGE: return fault_of(r, s, c, E0509, DATA_LENGTH_LARGE, text);
    }
    return GOT_VALUE;
}

static Got member_of(Row *r, const Slot *s, const Cell *c, Str text, int64_t *out)
{
    const Enum *e = slot_value_type(s)->of;
    uint32_t code =
        text.n <= UINT32_MAX ? dict_find(s->dict, text.p, (uint32_t)text.n) : 0;
    int member = code != 0 ? (int)code - 1 : -1;
    if (member < 0 && (int)s->dict->n < e->n)
        member = enum_find(e, text);
    if (member < 0 && e->otherwise >= 0) {
        member = e->otherwise;
        r->otherwise++;
    }
    *out = member;
    if (member >= 0)
        return GOT_VALUE;
    fault_of(r, s, c, E0511, DATA_NOT_MEMBER, text);
    Buf *b = &r->d->say;
    b->n = 0;
    enum_print(b, e);
    r->d->fault->more = buf_view(b);
    return GOT_FAULT;
}

static Got i64_of(Row *r, const Slot *s, const Cell *c, Str text, int64_t *out)
{
    const Type *t = slot_value_type(s);
    Got got = GOT_VALUE;
    switch (t->kind) {
    case TY_NUMBER:
    case TY_MONEY: got = number_of(r, s, c, text, out); break;
    case TY_ENUM: return member_of(r, s, c, text, out);
    case TY_TIMESTAMP:
    case TY_DATE:
        if (c->kind == CELL_NUMBER)
            return decode_wrong_kind(r, s, c);
        got = stamp_fault(r, s, c, text,
                          t->kind == TY_DATE ? scalar_date(text, s->field, out)
                                             : scalar_timestamp(text, s->field, out));
        break;
    case TY_DURATION:
        if (c->kind == CELL_NUMBER)
            return decode_wrong_kind(r, s, c);
        got = length_of(r, s, c, text, out);
        break;
    case TY_BUSINESS:
    case TY_PERIOD:
    case TY_CALENDAR: return fault_of(r, s, c, E0507, DATA_NOT_LENGTH, text);
    case TY_ERROR:
    case TY_TEXT:
    case TY_FLAG:
    case TY_LIST: assert(false); break; /* held in another way */
    case N_TYPE_KINDS: break;
    }
    return got == GOT_VALUE ? in_range(r, s, c, text, *out) : got;
}

static Got flag_of(Row *r, const Slot *s, const Cell *c, Str text, uint8_t *out)
{
    int v = scalar_flag(text);
    if (v < 0)
        return fault_of(r, s, c, E0507, DATA_NOT_FLAG, text);
    *out = (uint8_t)v;
    return GOT_VALUE;
}

static Got text_of(Row *r, const Slot *s, const Cell *c, Str text, Text *out)
{
    if (text.n > UINT32_MAX)
        return fault_of(r, s, c, E0504, DATA_TOO_LONG, text);
    *out = dict_text(s->dict, text.p, (uint32_t)text.n);
    if (out->code == 0)
        out->p = memcpy(decode_room(r->d, text.n), text.p, text.n);
    return GOT_VALUE;
}

Got decode_value(Row *r, const Slot *s, const Cell *c, Str text, const Column *col,
                 size_t at)
{
    switch (col->phys) {
    case PHYS_I64: return i64_of(r, s, c, text, &col->i64[at]);
    case PHYS_FLAG: return flag_of(r, s, c, text, &col->flag[at]);
    case PHYS_TEXT: return text_of(r, s, c, text, &col->text[at]);
    case PHYS_LIST: break;
    }
    return GOT_MISSING;
}
