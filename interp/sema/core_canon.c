/* core_canon.c -- numbers for what expressions, fields, calendars and terms mean. */
#include "interp/sema/core_canon.h"

#include "interp/base/map.h"
#include "interp/base/mem.h"
#include "interp/sema/core_dump_part.h"
#include <stdlib.h>

struct Canon {
    Map *number; /* of texts: pointers into it */
    int n;
};

typedef struct Number {
    int n;
} Number;

Canon *canon_new(void)
{
    Canon *k = MEM_NEW(Canon);
    k->number = map_new();
    return k;
}

int canon_text(Canon *k, Str text)
{
    const Number *known = map_get(k->number, text);
    if (known != NULL)
        return known->n;
    Number *n = MEM_NEW(Number);
    n->n = ++k->n;
    map_put(k->number, str_copy(text), n);
    return n->n;
}

static int number_of(const CanonSide *s, Buf *b)
{
    const int n = canon_text(s->canon, buf_view(b));
    buf_free(b);
    return n;
}

/* -- expressions ------------------------------------------------------------------------ */

/* What means the same with its operands in any order. */
static bool commutes(const CoreExpr *e)
{
    if (e->kind == CORE_AND || e->kind == CORE_OR)
        return true;
    if (e->kind != CORE_CALL)
        return false;
    switch (e->kernel) {
    case K_ADD:
    case K_MUL:
    case K_MIN:
    case K_MAX:
    case K_EARLIEST:
    case K_LATEST:
    case K_EQ:
    case K_NE:
    case K_EQ_FLAG:
    case K_NE_FLAG:
    case K_EQ_TEXT:
    case K_NE_TEXT: return true;
    default: return false;
    }
}

/* The same comparison from the other side: `b > a` is `a < b`. */
static KernelId turned(KernelId k)
{
    switch (k) {
    case K_GT: return K_LT;
    case K_GE: return K_LE;
    case K_GT_TEXT: return K_LT_TEXT;
    case K_GE_TEXT: return K_LE_TEXT;
    default: return k;
    }
}

static int by_number(const void *a, const void *b)
{
    const int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

typedef struct Numbers {
    int *item;
    int n;
    size_t cap;
} Numbers;

/* `and` of an `and` is one `and`. */
static void operands(const CanonSide *s, const CoreExpr *e, CoreKind kind, Numbers *out)
{
    for (int i = 0; i < e->n; i++)
        if (e->arg[i]->kind == kind && (kind == CORE_AND || kind == CORE_OR))
            operands(s, e->arg[i], kind, out);
        else
            MEM_PUSH(out->item, out->n, out->cap) = canon_expr(s, e->arg[i]);
}

static int by_text(const void *a, const void *b)
{
    return str_cmp(*(const Str *)a, *(const Str *)b);
}

/* Members by name: their numbers are of one core. */
static void put_set(const CanonSide *s, Buf *b, const CoreSet *set)
{
    Str *item = MEM_ARRAY(Str, set->n + 1);
    for (int i = 0; i < set->n; i++) {
        Buf one = {0};
        if (set->text != NULL)
            buf_json(&one, set->text[i]);
        else
            value_text(&one, s->core, set->elem, set->i64[i]);
        item[i] = buf_copy(&one);
        buf_free(&one);
    }
    qsort(item, (size_t)set->n, sizeof *item, by_text);
    for (int i = 0; i < set->n; i++) {
        buf_char(b, ' ');
        buf_str(b, item[i]);
    }
}

static void put_value(const CanonSide *s, Buf *b, const Type *type, int64_t v)
{
    buf_format(b, "%s ", type_name(type));
    value_text(b, s->core, type, v);
}

static void put_constant(const CanonSide *s, Buf *b, const CoreExpr *e)
{
    if (e->missing)
        buf_z(b, "missing");
    else if (type_phys(e->type) == PHYS_TEXT)
        buf_json(b, e->text);
    else if (type_phys(e->type) != PHYS_LIST)
        put_value(s, b, e->type, e->i64);
    else
        for (int i = 0; i < e->n; i++)
            buf_format(b, "[%d", canon_expr(s, e->arg[i]));
}

static void put_field(const CanonSide *s, Buf *b, int field)
{
    if (s->field != NULL) {
        buf_format(b, "#%d", s->field[field]);
        return;
    }
    buf_z(b, "field ");
    buf_str(b, s->core->fields[field].name);
}

static void put_name(Buf *b, const char *kind, Str name)
{
    buf_format(b, "%s ", kind);
    buf_str(b, name);
}

/* What stands for itself.  False: it has operands. */
static bool put_leaf(const CanonSide *s, Buf *b, const CoreExpr *e)
{
    const Core *c = s->core;
    switch (e->kind) {
    case CORE_CONST: put_constant(s, b, e); return true;
    case CORE_FIELD: put_field(s, b, e->index); return true;
    case CORE_THRESHOLD:
        put_value(s, b, c->thresholds[e->index].type, s->threshold[e->index]);
        return true;
    case CORE_NOW: buf_z(b, "now"); return true;
    case CORE_PERSONA: buf_z(b, "persona"); return true;
    case CORE_STAGE: buf_z(b, "stage"); return true;
    case CORE_EXIT: buf_z(b, "exit"); return true;
    case CORE_SCORE: put_name(b, "score", c->scores[e->index].name); return true;
    case CORE_GRADE: put_name(b, "grade", c->grades[e->index].name); return true;
    case CORE_SINCE: put_name(b, "since", c->stages[e->index].name); return true;
    case CORE_REACHED: put_name(b, "reached", c->stages[e->index].name); return true;
    case CORE_CLAUSE:
        put_name(b, "clause", c->clauses[e->index].name);
        buf_format(b, ".%s#%d", clause_prop_name(e->prop), e->lane);
        return true;
    case CORE_PERIOD_START: buf_z(b, "period.start"); return true;
    case CORE_PERIOD_END: buf_z(b, "period.end"); return true;
    default: return false;
    }
}

static void put_head(const CanonSide *s, Buf *b, const CoreExpr *e)
{
    buf_format(b, "%d.%d", (int)e->kind,
               e->kind == CORE_CALL ? (int)turned(e->kernel) : 0);
    if (e->kind == CORE_LOOKUP) {
        const CoreFact *f = &s->core->facts[e->index];
        put_name(b, "", f->name);
        put_name(b, ".", f->core->fields[e->column].name);
    }
    if (e->kind == CORE_MATCH) {
        buf_z(b, e->regex->folded ? " folded " : " ");
        buf_json(b, e->regex->pattern);
    }
    if (e->kind == CORE_IN_SET)
        put_set(s, b, e->set);
    /* Of an enumeration a calculation means its numbers: which member is which. */
    if (e->kind == CORE_CALL && type_phys(e->type) == PHYS_TEXT)
        buf_format(b, " %s", e->type->folded ? "folded" : "");
}

/* What `not` makes of a comparison; unknown stays unknown.  0: nothing. */
static KernelId opposite(KernelId k)
{
    switch (k) {
    case K_LT: return K_GE;
    case K_LE: return K_GT;
    case K_GT: return K_LE;
    case K_GE: return K_LT;
    case K_EQ: return K_NE;
    case K_NE: return K_EQ;
    case K_EQ_FLAG: return K_NE_FLAG;
    case K_NE_FLAG: return K_EQ_FLAG;
    case K_EQ_TEXT: return K_NE_TEXT;
    case K_NE_TEXT: return K_EQ_TEXT;
    default: return k;
    }
}

/* `not not a` is a, `not a < b` is a >= b; any other `not`: NULL. */
static const CoreExpr *without_not(const CoreExpr *e)
{
    const CoreExpr *a = e->kind == CORE_NOT ? e->arg[0] : NULL;
    if (a == NULL)
        return NULL;
    if (a->kind == CORE_NOT)
        return a->arg[0];
    if (a->kind != CORE_CALL || opposite(a->kernel) == a->kernel)
        return NULL;
    CoreExpr *turned = MEM_NEW(CoreExpr);
    *turned = *a;
    turned->kernel = opposite(a->kernel);
    return turned;
}

/* Of `and` and `or` each operand counts once. */
static int without_repeats(int *item, int n)
{
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (kept == 0 || item[kept - 1] != item[i])
            item[kept++] = item[i];
    return kept;
}

static int number_node(const CanonSide *s, const CoreExpr *e)
{
    Buf b = {0};
    const CoreExpr *other = without_not(e);
    if (other != NULL)
        return canon_expr(s, other);
    if (put_leaf(s, &b, e))
        return number_of(s, &b);
    put_head(s, &b, e);
    Numbers n = {0};
    operands(s, e, e->kind, &n);
    if (commutes(e))
        qsort(n.item, (size_t)n.n, sizeof *n.item, by_number);
    if (e->kind == CORE_AND || e->kind == CORE_OR)
        n.n = without_repeats(n.item, n.n);
    if (n.n == 1 && (e->kind == CORE_AND || e->kind == CORE_OR)) {
        buf_free(&b);
        return n.item[0];
    }
    const bool backwards = e->kind == CORE_CALL && turned(e->kernel) != e->kernel;
    for (int i = 0; i < n.n; i++)
        buf_format(&b, "(%d", n.item[backwards ? n.n - 1 - i : i]);
    return number_of(s, &b);
}

/* Nodes are shared: without their numbers at hand a define that uses another twice would
 * double the work. */
int canon_expr(const CanonSide *s, const CoreExpr *e)
{
    if (e == NULL)
        return 0;
    const Str key = {(const char *)&e, sizeof e};
    const Number *known = map_get(s->seen, key);
    if (known != NULL)
        return known->n;
    Number *n = MEM_NEW(Number);
    n->n = number_node(s, e);
    map_put(s->seen, str_copy(key), n);
    return n->n;
}

CanonSide canon_side(Canon *k, const Core *core, const int64_t *threshold)
{
    return (CanonSide){k, core, threshold, NULL, map_new()};
}

/* -- declarations ----------------------------------------------------------------------- */

int canon_field(const CanonSide *s, int field)
{
    const CoreField *f = &s->core->fields[field];
    const Type *t = f->type->kind == TY_LIST ? f->type->elem : f->type;
    Buf b = {0};
    Dump d = {.out = &b, .c = s->core};
    dump_field(&d, f);
    for (int i = 0; t->of != NULL && i < t->of->n; i++)
        dump_text(&d, "member", t->of->member[i]);
    if (t->of != NULL)
        buf_format(&b, " otherwise %d", t->of->otherwise);
    return number_of(s, &b);
}

static void put_holidays(Buf *b, const CoreHolidays *h)
{
    for (int i = 0; i < h->n_rules; i++) {
        const HolidayRule *r = &h->rules[i];
        buf_format(b, " %d %d %d %d %d %d %d %d %d %d", r->kind, r->day, r->month,
                   r->offset, r->nth, r->weekday, (int)r->date, r->from_year,
                   r->until_year, r->observed);
    }
}

static void put_line(const CanonSide *s, Buf *b, const CalendarLine *l)
{
    buf_z(b, l->open ? "\nopen" : "\nclosed");
    for (int i = 0; i < l->n_days; i++) {
        const CalendarDays *d = &l->days[i];
        if (d->kind == DAYS_HOLIDAYS)
            put_holidays(b, &s->core->holidays[d->lo]);
        else
            buf_format(b, " %d %d..%d", d->kind, (int)d->lo, (int)d->hi);
        buf_char(b, ',');
    }
    for (int i = 0; i < l->n_ranges; i++)
        buf_format(b, " %d-%d", l->range[i].from, l->range[i].to);
}

int canon_calendar(const CanonSide *s, int calendar)
{
    const CoreCalendar *c = &s->core->calendars[calendar];
    Buf b = {0};
    put_name(&b, "calendar", zone_name(c->zone));
    for (int i = 0; i < c->n_lines; i++)
        put_line(s, &b, &c->lines[i]);
    return number_of(s, &b);
}

/* -- measures --------------------------------------------------------------------------- */

static CanonSide side_of_term(const CanonSide *s, const CoreTerm *t)
{
    CanonSide own = *s;
    if (t->over == OVER_FACTS)
        own.core = s->core->facts[t->index].core;
    return own;
}

static Str over_name(const Core *c, const CoreTerm *t)
{
    return t->over == OVER_LEADS   ? STR("lead")
           : t->over == OVER_FACTS ? c->facts[t->index].name
                                   : c->clauses[t->index].name;
}

static void put_what(const CanonSide *s, Buf *b, const CoreTerm *t)
{
    const CanonSide own = side_of_term(s, t);
    put_name(b, "what", over_name(s->core, t));
    buf_format(b, " %d %d %d %d", t->agg, t->percent, t->over, t->each_period);
    for (int i = 0; i < t->n_sources; i++)
        buf_format(b, "(%d %d", canon_expr(&own, t->source[i].value),
                   canon_expr(&own, t->source[i].where));
}

static void put_when(const CanonSide *s, Buf *b, const CoreTerm *t)
{
    const CanonSide own = side_of_term(s, t);
    buf_format(b, "when %d %d", t->per.kind, t->per.first_month);
    for (int i = 0; i < t->n_sources; i++)
        buf_format(b, "(%d", canon_expr(&own, t->source[i].at));
}

static void put_splits(const CanonSide *s, Buf *b, const CoreTerm *t)
{
    const CanonSide own = side_of_term(s, t);
    buf_z(b, "split");
    for (int i = 0; i < t->n_sources; i++)
        for (int k = 0; k < t->n_splits; k++)
            buf_format(b, "(%d", canon_expr(&own, t->source[i].split[k]));
}

int canon_term(const CanonSide *s, int term, TermPart part)
{
    const CoreTerm *t = &s->core->terms[term];
    Buf b = {0};
    switch (part) {
    case TERM_WHAT: put_what(s, &b, t); break;
    case TERM_WHEN: put_when(s, &b, t); break;
    case TERM_SPLIT: put_splits(s, &b, t); break;
    }
    return number_of(s, &b);
}

CanonSide canon_figures(const CanonSide *s)
{
    int *field = MEM_ARRAY(int, s->core->n_terms + 1);
    for (int i = 0; i < s->core->n_terms; i++)
        field[i] = canon_term(s, i, TERM_WHAT);
    return (CanonSide){s->canon, s->core->figures, s->threshold, field, s->seen};
}
