/* core_dump.c -- the core as text: what a policy means, without names of layout.
 *
 * Expressions are written as calls, `K_GT(visits, 3)`.  One that has been written before
 * in the same dump, by the same or another node of equal content, is written again: the
 * text depends on meaning alone.  Where that would grow without bound (defines that use
 * each other twice) the rest is cut at DUMP_MAX bytes an expression.
 */
#include "interp/base/mem.h"
#include "interp/lang/value.h"
#include "interp/sema/core_dump_part.h"

enum { DUMP_MAX = 1 << 16 };

static const char *const kernel_names[N_KERNELS] = {
#define KERNEL(id, ...) [id] = #id,
#include "interp/lang/kernels.def"
};

static void expr(Dump *d, const CoreExpr *e);

static void value(Dump *d, const Type *type, int64_t v)
{
    value_text(d->out, d->c, type, v);
}

static void constant(Dump *d, const CoreExpr *e)
{
    if (e->missing)
        buf_z(d->out, "missing");
    else if (type_phys(e->type) == PHYS_TEXT)
        buf_json(d->out, e->text);
    else if (type_phys(e->type) != PHYS_LIST)
        value(d, e->type, e->i64);
    else {
        buf_char(d->out, '[');
        for (int i = 0; i < e->n; i++) {
            buf_z(d->out, i > 0 ? ", " : "");
            expr(d, e->arg[i]);
        }
        buf_char(d->out, ']');
    }
}

static void set(Dump *d, const CoreSet *s)
{
    buf_char(d->out, '{');
    for (int i = 0; i < s->n; i++) {
        buf_z(d->out, i > 0 ? ", " : "");
        if (s->text != NULL)
            buf_json(d->out, s->text[i]);
        else
            value(d, s->elem, s->i64[i]);
    }
    buf_char(d->out, '}');
}

static void args(Dump *d, const char *name, const CoreExpr *e)
{
    buf_format(d->out, "%s(", name);
    for (int i = 0; i < e->n; i++) {
        buf_z(d->out, i > 0 ? ", " : "");
        expr(d, e->arg[i]);
    }
    if (e->kind == CORE_IN_SET) {
        buf_z(d->out, ", ");
        set(d, e->set);
    }
    if (e->kind == CORE_MATCH) {
        buf_z(d->out, ", ");
        buf_json(d->out, e->regex->pattern);
    }
    buf_char(d->out, ')');
}

static void field_name(Dump *d, int field)
{
    if (d->by_number)
        buf_format(d->out, "#%d", field);
    else
        buf_str(d->out, d->c->fields[field].name);
}

static void expr(Dump *d, const CoreExpr *e)
{
    const Core *c = d->c;
    if (d->out->n > d->stop) {
        buf_z(d->out, "...");
        return;
    }
    switch (e->kind) {
    case CORE_CONST: constant(d, e); return;
    case CORE_FIELD: field_name(d, e->index); return;
    case CORE_THRESHOLD: buf_str(d->out, c->thresholds[e->index].name); return;
    case CORE_NOW: buf_z(d->out, "now"); return;
    case CORE_PERSONA: buf_z(d->out, "persona"); return;
    case CORE_STAGE: buf_z(d->out, "stage"); return;
    case CORE_EXIT: buf_z(d->out, "exit"); return;
    case CORE_SCORE: buf_str(d->out, c->scores[e->index].name); return;
    case CORE_GRADE: buf_str(d->out, c->grades[e->index].name); return;
    case CORE_SINCE:
        buf_str(d->out, c->stages[e->index].name);
        buf_z(d->out, ".since");
        return;
    case CORE_REACHED:
        buf_z(d->out, "reached(");
        buf_str(d->out, c->stages[e->index].name);
        buf_char(d->out, ')');
        return;
    case CORE_CLAUSE:
        buf_str(d->out, c->clauses[e->index].name);
        buf_format(d->out, ".%s", clause_prop_name(e->prop));
        if (e->lane != LANE_LATEST)
            buf_format(d->out, "#%d", e->lane);
        return;
    case CORE_LOOKUP:
        args(d, str_z(c->facts[e->index].name), e);
        buf_char(d->out, '.');
        buf_str(d->out, c->facts[e->index].core->fields[e->column].name);
        return;
    case CORE_PERIOD_START: buf_z(d->out, "period.start"); return;
    case CORE_PERIOD_END: buf_z(d->out, "period.end"); return;
    case CORE_CALL: args(d, kernel_names[e->kernel], e); return;
    case CORE_AND: args(d, "and", e); return;
    case CORE_OR: args(d, "or", e); return;
    case CORE_NOT: args(d, "not", e); return;
    case CORE_IF: args(d, "if", e); return;
    case CORE_OTHERWISE: args(d, "otherwise", e); return;
    case CORE_KNOWN: args(d, "known", e); return;
    case CORE_IN_SET: args(d, "in", e); return;
    case CORE_MATCH: args(d, "match", e); return;
    }
}

void dump_part(Dump *d, const char *word, const CoreExpr *e)
{
    if (e == NULL)
        return;
    buf_format(d->out, " %s ", word);
    d->stop = d->out->n + DUMP_MAX;
    expr(d, e);
}

void dump_named(Dump *d, const char *kind, Str name, Str title)
{
    buf_format(d->out, "%s ", kind);
    buf_str(d->out, name);
    if (!str_eq(name, title)) {
        buf_char(d->out, ' ');
        buf_json(d->out, title);
    }
}

static void range(Dump *d, bool lo, bool hi, const Type *type, int64_t a, int64_t b)
{
    if (!lo && !hi)
        return;
    buf_z(d->out, " in ");
    if (lo)
        value(d, type, a);
    buf_z(d->out, "..");
    if (hi)
        value(d, type, b);
}

void dump_text(Dump *d, const char *word, Str text)
{
    if (text.n == 0)
        return;
    buf_format(d->out, " %s ", word);
    buf_json(d->out, text);
}

void dump_field(Dump *d, const CoreField *f)
{
    static const char *const words[] = {" required", " label", " fixed",
                                        " decimal comma"};
    dump_named(d, "field", f->name, f->name);
    buf_format(d->out, " %s", type_name(f->type));
    if (f->type->folded || (f->type->kind == TY_LIST && f->type->elem->folded))
        buf_z(d->out, " folded");
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
        buf_z(d->out, f->flags & (1U << i) ? words[i] : "");
    range(d, f->flags & FIELD_HAS_LO, f->flags & FIELD_HAS_HI, f->type, f->lo, f->hi);
    dump_text(d, "from", f->has_from ? f->from : (Str){0});
    dump_text(d, "separator", f->separator);
    dump_text(d, "format", f->format);
    if (f->flags & FIELD_DATES_AT)
        buf_format(d->out, " dates at %d min",
                   (int)(f->dates_at_us / 60 / USEC_SECOND));
    if (f->type->kind == TY_TIMESTAMP)
        dump_text(d, "zone", zone_name(f->zone));
    for (int i = 0; i < f->n_missing; i++)
        dump_text(d, "missing", f->missing[i]);
    if (f->currency_field >= 0)
        dump_text(d, "currency", d->c->fields[f->currency_field].name);
    dump_part(d, "default", f->deflt);
    buf_char(d->out, '\n');
}

static void rules(Dump *d, const CoreRule *r, int n, int indent)
{
    for (int i = 0; i < n; i++) {
        buf_repeat(d->out, ' ', indent);
        buf_char(d->out, r[i].minus ? '-' : '+');
        dump_part(d, "points", r[i].points);
        dump_part(d, "when", r[i].when);
        dump_part(d, "per", r[i].per);
        if (r[i].kind == RULE_GROUP)
            dump_text(d, "group", r[i].title);
        dump_part(d, "up to", r[i].cap);
        buf_char(d->out, '\n');
        rules(d, r[i].rules, r[i].n_rules, indent + 2);
    }
}

static void score(Dump *d, const CoreScore *s)
{
    dump_named(d, "score", s->name, s->title);
    range(d, s->has_range, s->has_range, &type_number, s->lo, s->hi);
    dump_part(d, "=", s->expr);
    buf_char(d->out, '\n');
    rules(d, s->rules, s->n_rules, 2);
}

static void grade(Dump *d, const CoreGrade *g)
{
    dump_named(d, "grade", g->name, g->title);
    dump_text(d, "of", d->c->scores[g->of].name);
    if (g->by >= 0)
        dump_text(d, "by", d->c->scores[g->by].name);
    for (int i = 0; i < g->n_bands; i++) {
        buf_z(d->out, "\n  ");
        buf_str(d->out, g->members->member[g->bands[i].member]);
        dump_part(d, "from", g->bands[i].from);
        dump_part(d, "by", g->bands[i].by);
    }
    buf_char(d->out, '\n');
}

static void stage(Dump *d, const CoreStage *s)
{
    dump_named(d, s->is_exit ? "exit" : "stage", s->name, s->title);
    dump_part(d, "when", s->when);
    dump_part(d, "since", s->since);
    dump_part(d, "until", s->until);
    buf_char(d->out, '\n');
}

static void head(Dump *d)
{
    const Core *c = d->c;
    buf_z(d->out, "policy");
    dump_text(d, "title", c->title);
    dump_text(d, "version", c->version);
    dump_text(d, "zone", zone_name(c->zone));
    dump_text(d, "currency", c->currency);
    range(d, c->effective != INT64_MIN, c->until != INT64_MAX, &type_date, c->effective,
          c->until);
    buf_char(d->out, '\n');
}

static void threshold(Dump *d, const CoreThreshold *t)
{
    dump_named(d, "threshold", t->name, t->title);
    buf_z(d->out, " = ");
    value(d, t->type, t->value);
    range(d, t->has_range, t->has_range, t->type, t->lo, t->hi);
    buf_char(d->out, '\n');
}

static void holiday(Dump *d, const HolidayRule *r)
{
    static const char *const kinds[] = {"fixed", "easter", "nth", "date"};
    buf_format(d->out, "  %s", kinds[r->kind]);
    if (r->kind == HOLIDAY_DATE)
        buf_format(d->out, " %d", (int)r->date);
    else
        buf_format(d->out, " day %d month %d offset %d nth %d weekday %d", r->day,
                   r->month, r->offset, r->nth, r->weekday);
    buf_format(d->out, " years %d..%d%s", r->from_year, r->until_year,
               r->observed ? " observed" : "");
    dump_text(d, "title", r->title);
    buf_char(d->out, '\n');
}

static void holidays(Dump *d, const CoreHolidays *h)
{
    dump_named(d, "holidays", h->name, h->title);
    buf_char(d->out, '\n');
    for (int i = 0; i < h->n_rules; i++)
        holiday(d, &h->rules[i]);
}

static void calendar_line(Dump *d, const CalendarLine *l)
{
    static const char *const kinds[] = {"weekdays", "dates", "holidays"};
    buf_z(d->out, l->open ? "  open" : "  closed");
    for (int i = 0; i < l->n_days; i++)
        buf_format(d->out, " %s %d..%d", kinds[l->days[i].kind], (int)l->days[i].lo,
                   (int)l->days[i].hi);
    for (int i = 0; i < l->n_ranges; i++)
        buf_format(d->out, " minutes %d..%d", l->range[i].from, l->range[i].to);
    buf_char(d->out, '\n');
}

static void calendar(Dump *d, const CoreCalendar *c)
{
    dump_named(d, "calendar", c->name, c->title);
    dump_text(d, "zone", zone_name(c->zone));
    buf_char(d->out, '\n');
    for (int i = 0; i < c->n_lines; i++)
        calendar_line(d, &c->lines[i]);
}

static void guards(Dump *d)
{
    const Core *c = d->c;
    for (int i = 0; i < c->n_guards; i++) {
        Dump own = *d;
        own.c = core_of_guard(c, &c->guards[i]);
        dump_text(d, "guard", c->guards[i].title);
        dump_part(&own, "=", c->guards[i].expr);
        buf_char(d->out, '\n');
    }
    for (int i = 0; i < c->n_accepts; i++) {
        const CoreAccept *a = &c->accepts[i];
        dump_text(d, "accept", c->guards[a->guard].title);
        dump_text(d, "by", a->by);
        dump_text(d, "because", a->because);
        buf_z(d->out, " until ");
        value(d, &type_date, a->until);
        buf_char(d->out, '\n');
    }
}

void core_dump(Buf *out, const Core *c)
{
    Dump d = {.out = out, .c = c, .stop = DUMP_MAX};
    head(&d);
    for (int i = 0; i < c->n_fields; i++)
        dump_field(&d, &c->fields[i]);
    for (int i = 0; i < c->n_thresholds; i++)
        threshold(&d, &c->thresholds[i]);
    for (int i = 0; i < c->n_holidays; i++)
        holidays(&d, &c->holidays[i]);
    for (int i = 0; i < c->n_calendars; i++)
        calendar(&d, &c->calendars[i]);
    for (int i = 0; i < c->n_personas; i++) {
        dump_named(&d, "persona", c->personas[i].name, c->personas[i].title);
        dump_part(&d, "when", c->personas[i].when);
        buf_char(out, '\n');
    }
    for (int i = 0; i < c->n_scores; i++)
        score(&d, &c->scores[i]);
    for (int i = 0; i < c->n_grades; i++)
        grade(&d, &c->grades[i]);
    for (int i = 0; i < c->n_stages; i++)
        stage(&d, &c->stages[i]);
    for (int i = 0; i < c->n_clauses; i++)
        dump_clause(&d, &c->clauses[i]);
    for (int i = 0; i < c->n_facts; i++)
        dump_fact(&d, &c->facts[i]);
    dump_measures(&d);
    guards(&d);
}

/* All members, which a type's name may cut short. */
static void members(Dump *d, const Type *t)
{
    const Enum *of = t->kind == TY_LIST ? t->elem->of : t->of;
    for (int i = 0; of != NULL && i < of->n; i++)
        dump_text(d, "member", of->member[i]);
    if (of != NULL)
        buf_format(d->out, " otherwise %d\n", of->otherwise);
}

void core_dump_fields(Buf *out, const Core *c)
{
    Dump d = {.out = out, .c = c, .stop = DUMP_MAX};
    dump_text(&d, "zone", zone_name(c->zone));
    dump_text(&d, "currency", c->currency);
    buf_char(out, '\n');
    for (int i = 0; i < c->n_fields; i++) {
        dump_field(&d, &c->fields[i]);
        members(&d, c->fields[i].type);
    }
}
