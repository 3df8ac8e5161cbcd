/* decode.c -- cells to rows: lists, defaults, currencies, and the short ways. */
#include "interp/io/decode_part.h"
#include <assert.h>

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
static const char *copy_text(Decode *d, const char *p, size_t n)
{
    char *to = decode_room(d, n);
    if (n > 0)
        memcpy(to, p, n);
    return to;
}

/* The same of a cell, after which SHORT bytes may be read.  Short ones are copied at one
 * length, so that none must be guessed; what is too much the next one overwrites. */
static inline const char *copy_cell(Decode *d, const char *p, size_t n)
{
    enum { SHORT = 64 };
    if (__builtin_expect(n > SHORT || d->heap_left < 2 * SHORT, 0))
        return copy_text(d, p, n);
    char *to = d->heap;
    memcpy(to, p, SHORT);
    d->heap += n + TEXT_PAD;
    d->heap_left -= n + TEXT_PAD;
    return to;
}

static void value_zero(const Column *col, size_t at)
{
    static const char empty[16];
    switch (col->phys) {
    case PHYS_I64: col->i64[at] = 0; return;
    case PHYS_FLAG: col->flag[at] = 0; return;
    case PHYS_TEXT: col->text[at] = (Text){empty, 0, 0}; return;
    case PHYS_LIST: col->list.start[at + 1] = col->list.start[at]; return;
    }
}

/* --- lists ---------------------------------------------------------------------------- */

static Got list_part(Row *r, Slot *s, const Cell *c, Str part)
{
    part = str_trim(part);
    if (part.n == 0 || decode_is_marker(s->field, part))
        return GOT_VALUE;
    uint32_t *end = &s->col.list.start[r->row + 1];
    slot_room(s, (size_t)*end + 1);
    Got got = decode_value(r, s, c, part, &s->elem, *end);
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

static inline bool is_plain(char c) { return (unsigned char)c > ' '; }

/* The usual part of a list of texts: no escapes, no blanks around it. */
static inline bool fast_part(Decode *d, Slot *s, const Cell *c, size_t at)
{
    if (s->fast != FAST_TEXTS || c->kind != CELL_TEXT || c->raw || c->n == 0
        || !is_plain(c->p[0]) || !is_plain(c->p[c->n - 1]))
        return false;
    Text t = dict_text(s->dict, c->p, c->n);
    if (t.code == 0)
        t.p = copy_cell(d, c->p, c->n);
    s->elem.text[at] = t;
    return true;
}

static Got list_json(Row *r, Slot *s, const Cell *c)
{
    const Cell *part = r->d->parts + c->first;
    uint32_t *end = &s->col.list.start[r->row + 1];
    slot_room(s, (size_t)*end + c->n);
    for (uint32_t i = 0; i < c->n; i++, part++) {
        Str text = {part->p, part->n};
        if (fast_part(r->d, s, part, *end)) {
            ++*end;
            continue;
        }
        switch ((CellKind)part->kind) {
        case CELL_NULL: continue;
        case CELL_TEXT:
        case CELL_NUMBER: break;
        case CELL_TRUE:
        case CELL_FALSE:
            if (s->elem.phys == PHYS_FLAG)
                break;
            return decode_wrong_kind(r, s, part);
        case CELL_NONE:
        case CELL_CSV:
        case CELL_LIST:
        case CELL_ARRAY:
        case CELL_OBJECT: return decode_wrong_kind(r, s, part);
        }
        if (part->raw)
            text = decode_without_escapes(r->d, part);
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
    Got got = decode_view(r, s, c, &text);
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
            s->elem.text[*end] = (Text){copy_text(r->d, part->text.p, part->text.n),
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
        const CoreField *f = s->field;
        bool own = str_eq(f->from, f->name);
        fault_put(r->d->fault, E0505, own ? DATA_ABSENT : DATA_ABSENT_FROM, NULL);
        r->d->fault->field = f->name;
        r->d->fault->more = f->from;
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
    Got got = decode_view(r, coin, c, &text);
    if (got == GOT_VALUE && !same_currency(str_trim(text), s->core->currency)) {
        fault_value(r->d->fault, E0516, DATA_CURRENCY, s->field->name, text,
                    s->core->currency);
        r->d->fault->at = c->p;
        return GOT_FAULT;
    }
    return got == GOT_FAULT ? GOT_FAULT : GOT_VALUE;
}

static inline void text_put(Decode *d, Slot *s, const Cell *c, size_t row, Text t)
{
    if (t.code == 0)
        t.p = copy_cell(d, c->p, c->n);
    s->col.text[row] = t;
}

/* A text whose dictionary is far is put when the row's other values are. */
static inline void fast_text(Row *r, Slot *s, const Cell *c)
{
    if (dict_is_far(s->dict) && r->n_late < LATE_MAX)
        r->late[r->n_late++] = (Late){s, c, dict_fetch(s->dict, c->p, c->n)};
    else
        text_put(r->d, s, c, (size_t)r->row, dict_text(s->dict, c->p, c->n));
}

static inline void late_put(Row *r)
{
    for (int i = 0; i < r->n_late; i++) {
        const Late *l = &r->late[i];
        const Cell *c = l->cell;
        text_put(r->d, l->slot, c, (size_t)r->row,
                 dict_text_at(l->slot->dict, c->p, c->n, l->hash));
    }
}

static inline bool is_plain_text(const Cell *c)
{
    return (c->kind == CELL_TEXT || (c->kind == CELL_CSV && c->n > 0)) && !c->raw;
}

static inline bool fast_number_put(Slot *s, const Cell *c, size_t row)
{
    int64_t v = 0;
    bool done = (c->kind == CELL_NUMBER || (c->kind == CELL_CSV && !c->raw && c->n > 0))
                && fast_number(c->p, c->n, &v);
    s->col.i64[row] = v;
    return done && v >= s->lo && v <= s->hi;
}

static inline bool fast_stamp_put(Decode *d, Slot *s, const Cell *c, size_t row)
{
    int64_t v = 0;
    bool done = is_plain_text(c) && fast_stamp(&d->known, c->p, c->n, &v);
    s->col.i64[row] = v;
    return done && v >= s->lo && v <= s->hi;
}

static inline bool fast_member_put(Slot *s, const Cell *c, size_t row)
{
    uint32_t code = is_plain_text(c) ? dict_find(s->dict, c->p, c->n) : 0;
    s->col.i64[row] = (int64_t)code - 1;
    return code != 0;
}

/* The usual value of a slot without attributes; false: go the long way. */
static inline bool fast_put(Row *r, Slot *s, const Cell *c)
{
    size_t row = (size_t)r->row;
    switch (s->fast) {
    case FAST_NONE:
    case FAST_TEXTS: return false;
    case FAST_TEXT:
        if (!is_plain_text(c))
            return false;
        fast_text(r, s, c);
        return true;
    case FAST_MEMBER: return fast_member_put(s, c, row);
    case FAST_NUMBER: return fast_number_put(s, c, row);
    case FAST_STAMP: return fast_stamp_put(r->d, s, c, row);
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
        got = decode_view(r, s, c, &text);
        if (got == GOT_VALUE)
            got = decode_value(r, s, c, text, &s->col, (size_t)r->row);
    }
    if (got == GOT_VALUE && s->currency >= 0)
        got = check_currency(r, s, &slots[s->currency]);
    return got == GOT_MISSING ? missing_put(r, s) : got;
}

bool decode_row(Decode *d, Slot *slots, int n_slots, int row)
{
    Row r;
    r.d = d;
    r.row = row;
    r.rounded = r.otherwise = 0;
    r.n_late = 0;
    for (int i = 0; i < n_slots; i++) {
        Slot *s = &slots[i];
        const Cell *c = cell_of(d, s);
        s->null[row] = 0;
        bool none = c->kind == CELL_NONE || c->kind == CELL_NULL;
        if (!none && __builtin_expect(fast_put(&r, s, c), 1))
            continue;
        Got got = none ? missing_put(&r, s) : slow_put(&r, s, c, slots);
        if (got == GOT_FAULT)
            return false;
        s->null[row] = got == GOT_MISSING;
    }
    late_put(&r);
    d->rounded += r.rounded;
    d->otherwise += r.otherwise;
    return true;
}
