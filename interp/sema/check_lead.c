/* check_lead.c -- `lead { … }`: fields, their types and what their attributes ask. */
#include "interp/base/mem.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/later.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/module.h"
#include "interp/sema/remark.h"

static const Type *enum_type(Sema *s, const Node *n, Str name)
{
    const Node *members = kid(n, 0), *other = kid(n, 1);
    Enum *e = MEM_NEW(Enum);
    e->name = name;
    e->otherwise = -1;
    e->member = MEM_ARRAY(Str, n_items(members) + 2);
    Map *seen = map_new();
    for (int i = 0; i < n_items(members); i++) {
        const Node *m = members->kid[i];
        if (m->kind != N_BAD && unique(s, seen, m))
            e->member[e->n++] = m->text;
    }
    if (other != NULL && other->kind != N_BAD) {
        e->otherwise = enum_find(e, other->text);
        if (e->otherwise < 0) {
            e->otherwise = e->n;
            e->member[e->n++] = other->text;
        }
    }
    return type_enum(e);
}

static const Type *plain_type(const Node *n)
{
    switch ((int)n->word) {
    case KW_TEXT: return &type_text;
    case KW_NUMBER: return &type_number;
    case KW_MONEY: return &type_money;
    case KW_FLAG: return &type_flag;
    case KW_DATE: return &type_date;
    case KW_TIMESTAMP: return &type_timestamp;
    case KW_DURATION: return &type_duration;
    case KW_PERIOD: return &type_period;
    case KW_BUSINESS: return &type_business;
    }
    return &type_error;
}

static const Type *type_named(Sema *s, const Node *n, Str name)
{
    if (n == NULL || n->kind == N_BAD)
        return &type_error;
    if (n->kind == N_TYPE_ONE_OF)
        return enum_type(s, n, name);
    if (n->kind != N_TYPE_LIST)
        return plain_type(n);
    const Type *elem = type_named(s, kid(n, 0), name);
    if (elem->kind == TY_LIST) {
        say(s, E0215, n->span, MSG_LIST_OF_LISTS);
        return &type_error;
    }
    return elem->kind == TY_ERROR ? elem : type_list(elem);
}

const Type *type_of_node(Sema *s, const Node *n) { return type_named(s, n, STR("")); }

/* -- attributes */

typedef enum Suits {
    SUITS_ALL = 0,
    SUITS_TEXT = 1,
    SUITS_DECIMAL = 2,
    SUITS_TIME = 4, /* date, timestamp */
    SUITS_STAMP = 8,
    SUITS_LIST = 16,
    SUITS_ORDERED = 32, /* what a range makes sense of */
    SUITS_MONEY = 64,
} Suits;

/* An attribute's words, what it makes sense on, and how it is taken. */
typedef struct Attribute {
    const char *words;
    MsgId on; /* the types, for the help */
    unsigned suits;
    void (*take)(Sema *s, CoreField *f, const Node *a);
} Attribute;

static unsigned suits_of(const Type *t)
{
    if (t->kind == TY_LIST)
        return SUITS_LIST | (suits_of(t->elem) & ~(unsigned)SUITS_ORDERED);
    switch (t->kind) {
    case TY_TEXT: return SUITS_TEXT;
    case TY_NUMBER: return SUITS_DECIMAL | SUITS_ORDERED;
    case TY_MONEY: return SUITS_DECIMAL | SUITS_ORDERED | SUITS_MONEY;
    case TY_DATE: return SUITS_TIME | SUITS_ORDERED;
    case TY_TIMESTAMP: return SUITS_TIME | SUITS_STAMP | SUITS_ORDERED;
    case TY_DURATION: return SUITS_ORDERED;
    case TY_ERROR:
    case TY_FLAG:
    case TY_ENUM:
    case TY_BUSINESS:
    case TY_PERIOD:
    case TY_CALENDAR:
    case TY_LIST:
    case N_TYPE_KINDS: return 0;
    }
    return 0;
}

static void take_required(Sema *s, CoreField *f, const Node *a)
{
    (void)s, (void)a;
    f->flags |= FIELD_REQUIRED;
}

static void take_label(Sema *s, CoreField *f, const Node *a)
{
    Core *c = s->core;
    f->flags |= FIELD_LABEL;
    if (c->label < 0) {
        c->label = (int)(f - c->fields);
        return;
    }
    Diag *d = say(s, E0405, a->span, MSG_TWO_LABELS, str_z(c->fields[c->label].name));
    diag_label(d, c->span[c->fields[c->label].id], MSG_FIRST_HERE);
}

static void take_fixed(Sema *s, CoreField *f, const Node *a)
{
    (void)s, (void)a;
    f->flags |= FIELD_FIXED;
}

static void take_folded(Sema *s, CoreField *f, const Node *a)
{
    (void)s, (void)a;
    f->type = f->type->kind == TY_LIST ? type_list(&type_folded) : &type_folded;
}

static void take_comma(Sema *s, CoreField *f, const Node *a)
{
    (void)s, (void)a;
    f->flags |= FIELD_COMMA;
}

static void take_from(Sema *s, CoreField *f, const Node *a)
{
    f->has_from = true;
    f->from = text_of(kid(a, 0));
    if (f->from.n == 0)
        say(s, E0201, kid(a, 0)->span, MSG_EMPTY_TEXT, word_at(s, a->span, "from"));
}

/* Is it what stands behind a %, rather than what is wanting? */
static bool has_part(Str format, const char *part)
{
    for (size_t i = 0; i + 1 < format.n; i++)
        if (format.p[i] == '%' && format.p[++i] == part[0])
            return true;
    return strcmp(part, "%") == 0;
}

static void take_format(Sema *s, CoreField *f, const Node *a)
{
    Str format = text_of(kid(a, 0));
    const char *fault = civil_format_fault(format);
    Span at = kid(a, 0)->span;
    if (format.n == 0)
        say(s, E0201, at, MSG_EMPTY_TEXT, word_at(s, a->span, "format"));
    else if (fault == NULL)
        f->format = format;
    else if (has_part(format, fault))
        say(s, E0216, at, MSG_FORMAT_FAULT, str_z(format), str_format("%%%s", fault));
    else
        say(s, E0216, at, MSG_FORMAT_LACKS, str_z(format), fault);
}

static void take_separator(Sema *s, CoreField *f, const Node *a)
{
    f->separator = text_of(kid(a, 0));
    if (f->separator.n == 0)
        say(s, E0201, kid(a, 0)->span, MSG_EMPTY_TEXT,
            word_at(s, a->span, "separator"));
}

static void take_zone(Sema *s, CoreField *f, const Node *a)
{
    const Zone *z = zone_of_node(s, kid(a, 0));
    if (z != NULL)
        f->zone = z;
}

static void take_dates_at(Sema *s, CoreField *f, const Node *a)
{
    int minutes;
    if (!literal_time(s, kid(a, 0), &minutes))
        return;
    f->flags |= FIELD_DATES_AT;
    f->dates_at_us = minutes * 60 * USEC_SECOND;
}

static void add_markers(CoreField *f, const Node *texts)
{
    int n = n_items(texts);
    Str *all = MEM_ARRAY(Str, f->n_missing + n + 1);
    for (int i = 0; i < f->n_missing; i++)
        all[i] = f->missing[i];
    for (int i = 0; i < n; i++)
        if (texts->kid[i]->kind == N_STRING)
            all[f->n_missing++] = texts->kid[i]->text;
    f->missing = all;
}

static void take_missing(Sema *s, CoreField *f, const Node *a)
{
    (void)s;
    add_markers(f, kid(a, 0));
}

static bool bound(Sema *s, const Node *n, const CoreField *f, int64_t *out)
{
    CoreExpr *e =
        literal_of_type(s, n, f->type, msg_text(MSG_ITS_RANGE, str_z(f->name)));
    if (e == NULL)
        return false;
    *out = e->i64;
    return true;
}

static void take_least(Sema *s, CoreField *f, const Node *a)
{
    if (bound(s, kid(a, 0), f, &f->lo))
        f->flags |= FIELD_HAS_LO;
}

static void take_most(Sema *s, CoreField *f, const Node *a)
{
    if (bound(s, kid(a, 0), f, &f->hi))
        f->flags |= FIELD_HAS_HI;
}

static void take_range(Sema *s, CoreField *f, const Node *a)
{
    if (bound(s, kid(a, 0), f, &f->lo) && bound(s, kid(a, 1), f, &f->hi))
        f->flags |= FIELD_HAS_LO | FIELD_HAS_HI;
}

static void take_later(Sema *s, CoreField *f, const Node *a)
{
    (void)s, (void)f, (void)a;
}

static const Attribute attributes[N_NODE_KINDS] = {
    [N_A_REQUIRED] = {"required", MSG_ON_ALL, SUITS_ALL, take_required},
    [N_A_LABEL] = {"label", MSG_ON_ALL, SUITS_ALL, take_label},
    [N_A_FIXED] = {"fixed", MSG_ON_ALL, SUITS_ALL, take_fixed},
    [N_A_FOLDED] = {"folded", MSG_ON_TEXT, SUITS_TEXT, take_folded},
    [N_A_COMMA] = {"decimal comma", MSG_ON_DECIMAL, SUITS_DECIMAL, take_comma},
    [N_A_FROM] = {"from", MSG_ON_ALL, SUITS_ALL, take_from},
    [N_A_FORMAT] = {"format", MSG_ON_TIME, SUITS_TIME, take_format},
    [N_A_SEPARATOR] = {"separator", MSG_ON_LIST, SUITS_LIST, take_separator},
    [N_A_ZONE] = {"zone", MSG_ON_STAMP, SUITS_STAMP, take_zone},
    [N_A_DATES_AT] = {"dates at", MSG_ON_STAMP, SUITS_STAMP, take_dates_at},
    [N_A_MISSING] = {"missing", MSG_ON_ALL, SUITS_ALL, take_missing},
    [N_A_RANGE] = {"in", MSG_ON_ORDERED, SUITS_ORDERED, take_range},
    [N_A_AT_LEAST] = {"at least", MSG_ON_ORDERED, SUITS_ORDERED, take_least},
    [N_A_AT_MOST] = {"at most", MSG_ON_ORDERED, SUITS_ORDERED, take_most},
    [N_A_DEFAULT] = {"default", MSG_ON_ALL, SUITS_ALL, take_later},
    [N_A_CURRENCY] = {"in", MSG_ON_MONEY, SUITS_MONEY, take_later},
};

static const Node *same_kind_before(const Node *list, int i)
{
    for (int j = 0; j < i; j++)
        if (list->kid[j]->kind == list->kid[i]->kind)
            return list->kid[j];
    return NULL;
}

static void take_attributes(Sema *s, CoreField *f, const Node *attrs)
{
    unsigned suits = suits_of(f->type);
    for (int i = 0; i < n_items(attrs); i++) {
        const Node *a = attrs->kid[i];
        const Attribute *row = &attributes[a->kind];
        const Node *before = same_kind_before(attrs, i);
        const char *words = row->words == NULL ? NULL : word_at(s, a->span, row->words);
        if (words == NULL || f->type->kind == TY_ERROR)
            continue;
        if (before != NULL) {
            Diag *d = say(s, E0404, a->span, MSG_LINE_TWICE, words);
            diag_label(d, before->span, MSG_FIRST_HERE);
        } else if (row->suits != SUITS_ALL && !(row->suits & suits)) {
            Diag *d = say(s, E0215, a->span, MSG_ATTRIBUTE_UNSUITED, words,
                          type_words(f->type));
            diag_help(d, MSG_ATTRIBUTE_SUITS, words, phrase(s, a->span, row->on));
        } else {
            row->take(s, f, a);
        }
    }
}

static const Node *attribute(const Node *field, NodeKind kind)
{
    const Node *attrs = kid(field, 2);
    for (int i = 0; i < n_items(attrs); i++)
        if (attrs->kid[i]->kind == kind)
            return attrs->kid[i];
    return NULL;
}

/* The upper end, wherever it was written: `in a..b`, or `at least a` and `at most b`. */
static void check_range_order(Sema *s, const CoreField *f, const Node *n)
{
    const Node *a = attribute(n, N_A_RANGE);
    if (a == NULL)
        a = attribute(n, N_A_AT_MOST);
    if (a == NULL || !(f->flags & FIELD_HAS_LO) || !(f->flags & FIELD_HAS_HI)
        || f->lo <= f->hi)
        return;
    Diag *d = say(s, E0218, a->span, MSG_RANGE_REVERSED, str_z(f->name));
    if (a->kind == N_A_RANGE)
        diag_help(d, MSG_WRITE_RANGE, span_words(kid(a, 1)->span),
                  span_words(kid(a, 0)->span));
}

/* -- fields */

static bool holds(const Type *t, TypeKind kind)
{
    return t->kind == kind || (t->kind == TY_LIST && t->elem->kind == kind);
}

/* What no record can give: there is no agreed spelling of a period in data, a record names
 * no calendar for open time, and an amount is of a currency. */
static const Type *readable(Sema *s, Str name, const Type *t, Span at)
{
    if (holds(t, TY_PERIOD)) {
        later_form(s, at, LATER_PERIOD);
        return &type_error;
    }
    if (holds(t, TY_BUSINESS)) {
        later_form(s, at, LATER_BUSINESS);
        return &type_error;
    }
    if (holds(t, TY_MONEY) && s->core->currency.n == 0 && !s->no_currency) {
        Diag *d = say(s, E0205, at, MSG_MONEY_NO_CURRENCY, str_z(name));
        diag_help(d, MSG_LINE_CURRENCY);
        s->no_currency = true;
    }
    return t;
}

/* A field, and the block that it stands in; a field of another module that it collides
 * with, as long as no file that uses both settles it. */
typedef struct FieldNode {
    const Node *n;
    const FieldBlock *block;
    const Node *rival;
} FieldNode;

typedef struct FieldNodes {
    FieldNode *item;
    int n;
    size_t cap;
} FieldNodes;

/* Markers that a line of the block declares hold for each of its fields. */
static void add_block_markers(CoreField *f, const FieldBlock *b)
{
    add_markers(f, kid(b->missing, 0));
    for (int i = 0; i < n_items(b->body); i++)
        if (b->body->kid[i]->kind == N_A_MISSING)
            add_markers(f, kid(b->body->kid[i], 0));
}

static void declare_field(Sema *s, const FieldNode *of)
{
    Core *c = s->core;
    const Node *n = of->n, *name = kid(n, 0);
    CoreField *f = &c->fields[c->n_fields++];
    *f = (CoreField){
        .name = name->text, .from = name->text, .zone = c->zone, .currency_field = -1};
    f->id = core_span(s, name->span);
    f->type = type_named(s, kid(n, 1), f->name);
    f->type = readable(s, f->name, f->type, kid(n, 1)->span);
    add_block_markers(f, of->block);
    declare(s, SYM_FIELD, name, n, c->n_fields - 1);
}

bool in_field_range(const CoreField *f, int64_t v)
{
    return !((f->flags & FIELD_HAS_LO) && v < f->lo)
           && !((f->flags & FIELD_HAS_HI) && v > f->hi);
}

void say_out_of_range(Sema *s, Span at, const CoreField *f)
{
    Buf lo = {0}, hi = {0};
    value_text(&lo, s->core, f->type, f->lo);
    value_text(&hi, s->core, f->type, f->hi);
    buf_char(&lo, '\0');
    buf_char(&hi, '\0');
    const char *range = f->flags & FIELD_HAS_LO
                            ? f->flags & FIELD_HAS_HI
                                  ? str_format("%s..%s", lo.p, hi.p)
                                  : phrase(s, at, MSG_AT_LEAST, lo.p)
                            : phrase(s, at, MSG_AT_MOST, hi.p);
    Diag *d =
        say(s, E0219, at, MSG_OUT_OF_RANGE, span_words(at), str_z(f->name), range);
    diag_label(d, s->core->span[f->id], MSG_DECLARED_HERE);
    buf_free(&lo);
    buf_free(&hi);
}

static void take_default(Sema *s, CoreField *f, const Node *n)
{
    const Node *a = attribute(n, N_A_DEFAULT);
    if (a == NULL || f->type->kind == TY_ERROR)
        return;
    CoreExpr *e = literal_of_type(s, kid(a, 0), f->type,
                                  msg_text(MSG_ITS_DEFAULT, str_z(f->name)));
    f->deflt = e;
    if (f->flags & FIELD_REQUIRED) {
        Diag *d = say(s, E0406, a->span, MSG_REQUIRED_WITH_DEFAULT, str_z(f->name));
        diag_label(d, attribute(n, N_A_REQUIRED)->span, MSG_REQUIRED_HERE);
    }
    if (e != NULL && f->type->kind != TY_LIST && type_phys(f->type) == PHYS_I64
        && !in_field_range(f, e->i64))
        say_out_of_range(s, kid(a, 0)->span, f);
}

static void take_currency(Sema *s, CoreField *f, const Node *n)
{
    const Node *a = attribute(n, N_A_CURRENCY);
    const Node *name = kid(a, 0);
    if (name == NULL || name->kind == N_BAD || f->type->kind != TY_MONEY)
        return;
    int i = core_field(s->core, name->text);
    if (i < 0 && s->whose == OF_FACT) {
        (void)say_no_fact_field(s, name);
        return;
    }
    if (i < 0) {
        int n_fields = s->core->n_fields;
        Str *known = MEM_ARRAY(Str, n_fields + 1);
        for (int k = 0; k < n_fields; k++)
            known[k] = s->core->fields[k].name;
        say_unknown(s, E0313, name->span, MSG_NO_FIELD, name->text, known, n_fields);
        return;
    }
    TypeKind k = s->core->fields[i].type->kind;
    if (k != TY_TEXT && k != TY_ENUM && k != TY_ERROR)
        say(s, E0201, name->span, MSG_WANTS_TYPE,
            msg_text(MSG_ITS_CURRENCY, str_z(f->name)), "text",
            a_type(s->core->fields[i].type));
    scope_find(s->scope, name->text)->used = true;
    f->currency_field = i;
}

/* -- blocks */

static bool is_field(const Node *n)
{
    return n->kind == N_FIELD && kid(n, 0) != NULL && kid(n, 0)->kind == N_NAME;
}

/* The place of a field of that name, or -1. */
static int field_node(const FieldNodes *l, Str name)
{
    for (int i = 0; i < l->n; i++)
        if (str_eq(text_of(kid(l->item[i].n, 0)), name))
            return i;
    return -1;
}

static Span field_at(const Node *n) { return kid(n, 0)->span; }

/* A field replaces that of a module which its file uses, in its place. */
static void add_field(Sema *s, FieldNodes *l, FieldNode f)
{
    int held = f.block->first ? -1 : field_node(l, text_of(kid(f.n, 0)));
    FieldNode *was = held >= 0 ? &l->item[held] : NULL;
    Standing st =
        was != NULL ? module_standing(s, field_at(f.n), field_at(was->n)) : SAME_FILE;
    if (st == SAME_FILE) {
        MEM_PUSH(l->item, l->n, l->cap) = f;
        return;
    }
    if (st == COLLIDES) {
        was->rival = f.n;
        return;
    }
    if (was->rival != NULL
        && module_standing(s, field_at(f.n), field_at(was->rival)) != REPLACES)
        f.rival = was->rival;
    *was = f;
}

static void say_rivals(Sema *s, const FieldNodes *l)
{
    for (int i = 0; i < l->n; i++)
        if (l->item[i].rival != NULL)
            say_collision(s, text_of(kid(l->item[i].n, 0)), field_at(l->item[i].rival),
                          field_at(l->item[i].n));
}

void check_fields(Sema *s, FieldBlock *block, int n_blocks)
{
    Core *c = s->core;
    FieldNodes l = {0};
    for (int b = 0; b < n_blocks; b++) {
        block[b].first = b == 0;
        for (int i = 0; i < n_items(block[b].body); i++)
            if (is_field(block[b].body->kid[i]))
                add_field(s, &l, (FieldNode){block[b].body->kid[i], &block[b], NULL});
    }
    say_rivals(s, &l);
    c->fields = MEM_ARRAY(CoreField, l.n + 1);
    for (int i = 0; i < l.n; i++)
        declare_field(s, &l.item[i]);
    for (int i = 0; i < c->n_fields; i++) {
        const Node *n = l.item[i].n;
        take_attributes(s, &c->fields[i], kid(n, 2));
        check_range_order(s, &c->fields[i], n);
        take_default(s, &c->fields[i], n);
        take_currency(s, &c->fields[i], n);
    }
}

/* One file has one `lead`; those of modules are joined with the policy's. */
static bool is_another(Sema *s, const NodeList *leads, int i)
{
    const Node *a = i > 0 ? leads->item[i - 1] : NULL, *b = leads->item[i];
    if (a == NULL || module_standing(s, b->at, a->at) != SAME_FILE)
        return false;
    diag_label(say(s, E0403, b->at, MSG_BLOCK_TWICE, word_at(s, b->at, "lead")), a->at,
               MSG_FIRST_HERE);
    return true;
}

void check_lead(Sema *s)
{
    const NodeList *leads = &s->decls[N_LEAD];
    FieldBlock *block = MEM_ARRAY(FieldBlock, leads->n + 1);
    int n = 0;
    s->core->label = -1;
    for (int i = 0; i < leads->n; i++) {
        const Node *lead = leads->item[i];
        if (is_another(s, leads, i))
            continue;
        block[n++] = (FieldBlock){kid(lead, 3), kid(lead, 2), false};
        if (kid(lead, 0) != NULL)
            later_form(s, kid(lead, 0)->span, LATER_LEAD_BY);
    }
    check_fields(s, block, n);
    if (n > 0 && s->core->n_fields == 0)
        say(s, E0420, leads->item[leads->n - 1]->at, MSG_EMPTY_BLOCK,
            word_at(s, leads->item[0]->at, "lead"));
}
