/* decode.c -- cells to values, by the type and the attributes of the field. */
#include "interp/io/decode.h"

#include "interp/base/mem.h"
#include "interp/io/decode_fast.h"
#include "interp/io/json_text.h"
#include "interp/io/scalar.h"
#include <assert.h>

enum { HEAP_PIECE = 64 * 1024, TEXT_PAD = 16 };

typedef enum Got { GOT_VALUE, GOT_MISSING, GOT_FAULT } Got;

/* What a record in the making has counted: it counts only if the row is kept. */
typedef struct Row {
    Decode *d;
    uint64_t rounded, otherwise;
    int row;
} Row;

void decode_begin(Decode *d)
{
    d->heap = NULL;
    d->heap_left = 0;
}

void decode_free(Decode *d)
{
    buf_free(&d->scratch);
    buf_free(&d->say);
}

/* A copy that lives as long as the batch. */
static const char *heap_put(Decode *d, const char *p, size_t n)
{
    size_t need = n + TEXT_PAD;
    if (__builtin_expect(d->heap_left < need, 0)) {
        size_t piece = need > HEAP_PIECE / 4 ? need : HEAP_PIECE;
        char *at = arena_alloc(d->arena, piece, 1);
        if (piece == need) {
            memcpy(at, p, n);
            memset(at + n, 0, TEXT_PAD);
            return at;
        }
        d->heap = at;
        d->heap_left = piece;
    }
    char *at = d->heap;
    memcpy(at, p, n);
    memset(at + n, 0, TEXT_PAD);
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

static Got wrong_kind(Row *r, const Slot *s, const Cell *c)
{
    Fault *f = r->d->fault;
    fault_put(f, E0506, DATA_JSON_TYPE, c->p);
    f->field = s->field->name;
    f->value = msg_raw(json_kind(c));
    f->more = str_of(type_name(s->field->type));
    return GOT_FAULT;
}

static Str without_escapes(Decode *d, const Cell *c)
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

static bool is_marker(const CoreField *f, Str s)
{
    for (int i = 0; i < f->n_missing; i++)
        if (str_eq(f->missing[i], s))
            return true;
    return false;
}

/* The cell as a text: trimmed unless the field is a text itself. */
static Got view(Row *r, const Slot *s, const Cell *c, Str *out)
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
    case CELL_OBJECT: return wrong_kind(r, s, c);
    }
    if (c->raw)
        t = without_escapes(r->d, c);
    if (s->field->n_missing > 0 && is_marker(s->field, t))
        return GOT_MISSING;
    if (!is_text) {
        t = str_trim(t);
        if (t.n == 0 || (s->field->n_missing > 0 && is_marker(s->field, t)))
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
    for (int i = 0; i < e->n; i++) {
        buf_z(b, i > 0 ? ", " : "");
        buf_str(b, e->member[i]);
    }
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
            return wrong_kind(r, s, c);
        got = stamp_fault(r, s, c, text,
                          t->kind == TY_DATE ? scalar_date(text, s->field, out)
                                             : scalar_timestamp(text, s->field, out));
        break;
    case TY_DURATION:
    case TY_BUSINESS:
    case TY_PERIOD: return fault_of(r, s, c, E0507, DATA_NOT_LENGTH, text);
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
        out->p = heap_put(r->d, text.p, text.n);
    return GOT_VALUE;
}

static void value_zero(const Column *col, size_t at)
{
    static const char empty[TEXT_PAD];
    switch (col->phys) {
    case PHYS_I64: col->i64[at] = 0; return;
    case PHYS_FLAG: col->flag[at] = 0; return;
    case PHYS_TEXT: col->text[at] = (Text){empty, 0, 0}; return;
    case PHYS_LIST: col->list.start[at + 1] = col->list.start[at]; return;
    }
}

static Got value_put(Row *r, const Slot *s, const Cell *c, Str text, const Column *col,
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

/* --- lists ---------------------------------------------------------------------------- */

static Got list_part(Row *r, Slot *s, const Cell *c, Str part)
{
    part = str_trim(part);
    if (part.n == 0 || is_marker(s->field, part))
        return GOT_VALUE;
    uint32_t *end = &s->col.list.start[r->row + 1];
    slot_room(s, (size_t)*end + 1);
    Got got = value_put(r, s, c, part, &s->elem, *end);
    *end += got == GOT_VALUE;
    return got;
}

/* A cell `a | b|c`: parts between separators. */
static Got list_split(Row *r, Slot *s, const Cell *c, Str text)
{
    Str sep = s->field->separator.n > 0 ? s->field->separator : STR(",");
    size_t from = 0;
    for (size_t i = 0; i <= text.n; i++) {
        bool cut = i == text.n
                   || (i + sep.n <= text.n && memcmp(text.p + i, sep.p, sep.n) == 0);
        if (!cut)
            continue;
        if (list_part(r, s, c, str_sub(text, from, i)) == GOT_FAULT)
            return GOT_FAULT;
        from = i + sep.n;
        i = from - 1;
    }
    return GOT_VALUE;
}

static Got list_json(Row *r, Slot *s, const Cell *c)
{
    const Cell *part = r->d->parts + c->first;
    for (uint32_t i = 0; i < c->n; i++, part++) {
        Str text = {part->p, part->n};
        switch ((CellKind)part->kind) {
        case CELL_NULL: continue;
        case CELL_TEXT:
        case CELL_NUMBER: break;
        case CELL_TRUE:
        case CELL_FALSE:
            if (s->elem.phys == PHYS_FLAG)
                break;
            return wrong_kind(r, s, part);
        case CELL_NONE:
        case CELL_CSV:
        case CELL_LIST:
        case CELL_ARRAY:
        case CELL_OBJECT: return wrong_kind(r, s, part);
        }
        if (part->raw)
            text = without_escapes(r->d, part);
        if (list_part(r, s, part, text) == GOT_FAULT)
            return GOT_FAULT;
    }
    return GOT_VALUE;
}

static Got list_put(Row *r, Slot *s, const Cell *c)
{
    s->col.list.start[r->row + 1] = s->col.list.start[r->row];
    if (c->kind == CELL_LIST)
        return list_json(r, s, c);
    Str text;
    Got got = view(r, s, c, &text);
    return got == GOT_VALUE ? list_split(r, s, c, text) : got;
}

/* --- fields --------------------------------------------------------------------------- */

static void default_list(Row *r, Slot *s, const CoreExpr *e)
{
    uint32_t *end = &s->col.list.start[r->row + 1];
    *end = s->col.list.start[r->row];
    slot_room(s, (size_t)*end + (size_t)e->n);
    for (int i = 0; i < e->n; i++, (*end)++) {
        const CoreExpr *part = e->arg[i];
        if (s->elem.phys == PHYS_TEXT)
            s->elem.text[*end] = (Text){heap_put(r->d, part->text.p, part->text.n),
                                        (uint32_t)part->text.n, 0};
        else if (s->elem.phys == PHYS_FLAG)
            s->elem.flag[*end] = part->i64 != 0;
        else
            s->elem.i64[*end] = part->i64;
    }
}

static void default_put(Row *r, Slot *s, const CoreExpr *e)
{
    switch (s->col.phys) {
    case PHYS_I64: s->col.i64[r->row] = e->i64; return;
    case PHYS_FLAG: s->col.flag[r->row] = e->i64 != 0; return;
    case PHYS_TEXT: {
        Text t = dict_text(s->dict, s->deflt.p, (uint32_t)s->deflt.n);
        s->col.text[r->row] = t;
        return;
    }
    case PHYS_LIST: default_list(r, s, e); return;
    }
}

static Got missing_put(Row *r, Slot *s)
{
    const CoreExpr *e = s->field->deflt;
    if (e != NULL && !e->missing) {
        default_put(r, s, e);
        return GOT_VALUE;
    }
    if ((s->field->flags & FIELD_REQUIRED) != 0) {
        fault_put(r->d->fault, E0505, DATA_ABSENT, NULL);
        r->d->fault->field = s->field->name;
        return GOT_FAULT;
    }
    value_zero(&s->col, (size_t)r->row);
    return GOT_MISSING;
}

static const Cell no_cell = {.kind = CELL_NONE};

static const Cell *cell_of(const Decode *d, const Slot *s)
{
    const Cell *c = s->cell >= 0 ? &d->cells[s->cell] : &no_cell;
    if (c->kind == CELL_NONE && s->path >= 0)
        c = &d->cells[s->path];
    return c;
}

static bool same_currency(Str a, Str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if ((a.p[i] | 0x20) != (b.p[i] | 0x20))
            return false;
    return true;
}

/* A missing currency is the policy's. */
static Got check_currency(Row *r, const Slot *s, const Slot *coin)
{
    const Cell *c = cell_of(r->d, coin);
    Str text;
    Got got = view(r, coin, c, &text);
    if (got == GOT_VALUE && !same_currency(str_trim(text), s->core->currency)) {
        fault_value(r->d->fault, E0516, DATA_CURRENCY, s->field->name, text,
                    s->core->currency);
        r->d->fault->at = c->p;
        return GOT_FAULT;
    }
    return got == GOT_FAULT ? GOT_FAULT : GOT_VALUE;
}

/* The usual value of a slot without attributes; false: nothing was done. */
static inline bool fast_put(Row *r, Slot *s, const Cell *c)
{
    size_t row = (size_t)r->row;
    bool plain = (c->kind == CELL_TEXT || (c->kind == CELL_CSV && c->n > 0)) && !c->raw;
    switch (s->fast) {
    case FAST_NONE: return false;
    case FAST_TEXT: {
        if (!plain)
            return false;
        Text t = dict_text(s->dict, c->p, c->n);
        if (t.code == 0)
            t.p = heap_put(r->d, c->p, c->n);
        s->col.text[row] = t;
        return true;
    }
    case FAST_MEMBER: {
        uint32_t code = plain ? dict_find(s->dict, c->p, c->n) : 0;
        s->col.i64[row] = (int64_t)code - 1;
        return code != 0;
    }
    case FAST_NUMBER: {
        int64_t v;
        if ((c->kind != CELL_NUMBER && c->kind != CELL_CSV) || c->n == 0
            || !fast_number(c->p, c->n, &v) || v < s->lo || v > s->hi)
            return false;
        s->col.i64[row] = v;
        return true;
    }
    case FAST_STAMP: {
        int64_t v;
        if (!plain || !fast_stamp(c->p, c->n, &v) || v < s->lo || v > s->hi)
            return false;
        s->col.i64[row] = v;
        return true;
    }
    case FAST_FLAG:
        s->col.flag[row] = c->kind == CELL_TRUE;
        return c->kind == CELL_TRUE || c->kind == CELL_FALSE;
    }
    return false;
}

static Got slow_put(Row *r, Slot *s, const Cell *c, const Slot *slots)
{
    Str text = {NULL, 0};
    Got got;
    if (s->col.phys == PHYS_LIST) {
        got = list_put(r, s, c);
    } else if (s->col.phys == PHYS_FLAG
               && (c->kind == CELL_TRUE || c->kind == CELL_FALSE)) {
        s->col.flag[r->row] = c->kind == CELL_TRUE;
        got = GOT_VALUE;
    } else {
        got = view(r, s, c, &text);
        if (got == GOT_VALUE)
            got = value_put(r, s, c, text, &s->col, (size_t)r->row);
    }
    if (got == GOT_VALUE && s->currency >= 0)
        got = check_currency(r, s, &slots[s->currency]);
    return got == GOT_MISSING ? missing_put(r, s) : got;
}

bool decode_row(Decode *d, Slot *slots, int n_slots, int row)
{
    Row r = {.d = d, .row = row};
    for (int i = 0; i < n_slots; i++) {
        Slot *s = &slots[i];
        const Cell *c = cell_of(d, s);
        s->null[row] = 0;
        if (__builtin_expect(fast_put(&r, s, c), 1))
            continue;
        Got got = slow_put(&r, s, c, slots);
        if (got == GOT_FAULT)
            return false;
        s->null[row] = got == GOT_MISSING;
    }
    d->rounded += r.rounded;
    d->otherwise += r.otherwise;
    return true;
}
