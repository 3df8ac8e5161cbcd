/* meaning_make.c -- everything that a policy declares, paired with what the other does. */
#include "interp/study/meaning_make.h"

#include "interp/base/mem.h"
#include "interp/lang/value.h"
#include "interp/study/meaning_part.h"

enum { COMPARISONS = 1000000 };

/* -- the head ----------------------------------------------------------------------------- */

static const char *date_text(int64_t day, int64_t none)
{
    const Value v = {.type = &type_date, .i64 = day};
    Buf b = {0};
    if (day != none)
        value_print(&b, &v, NULL, (Str){0}, false);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static const char *parties_text(const Core *c)
{
    Buf b = {0};
    for (int i = 0; i < c->n_parties; i++)
        buf_format(&b, "%s%s", i > 0 ? ", " : "", str_z(c->parties[i]));
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void compare_head(Compare *c)
{
    const Core *a = c->old.core, *b = c->now.core;
    item_begin(c, "policy", b->title);
    put_plain(c, "timezone", zone_name(a->zone), zone_name(b->zone));
    put_plain(c, "currency", a->currency, b->currency);
    put_plain(c, "parties", str_of(parties_text(a)), str_of(parties_text(b)));
    put_plain(c, "effective", str_of(date_text(a->effective, INT64_MIN)),
              str_of(date_text(b->effective, INT64_MIN)));
    put_plain(c, "until", str_of(date_text(a->until, INT64_MAX)),
              str_of(date_text(b->until, INT64_MAX)));
    put_plain(c, "review", str_of(period_word(a->review)),
              str_of(period_word(b->review)));
    if (a->year_starts != b->year_starts)
        put_change(c, "year starts", NULL, str_format("%d", a->year_starts),
                   str_format("%d", b->year_starts), MEANING_DIFFERENT);
    item_end(c);
}

/* -- what records are read by ------------------------------------------------------------- */

static const char *declared(const Core *core, const CoreField *f)
{
    const Span at = core->span[f->id];
    if (at.src == NULL)
        return "";
    size_t lo = at.lo, hi = at.hi;
    const Str text = at.src->text;
    while (lo > 0 && text.p[lo - 1] != '\n')
        lo--;
    while (hi < text.n && text.p[hi] != '\n' && text.p[hi] != '#')
        hi++;
    return text_joined(str_sub(text, lo, hi));
}

static Dir field_pair(Compare *c, CanonSide old, int a, CanonSide now, int b,
                      const char *kind)
{
    const CoreField *x = &old.core->fields[a], *y = &now.core->fields[b];
    if (canon_field(&old, a) == canon_field(&now, b))
        return DIR_SAME;
    item_begin(c, kind, y->name);
    put_change(c, "reads", NULL, declared(old.core, x), declared(now.core, y),
               MEANING_DIFFERENT);
    item_end(c);
    return DIR_MIXED;
}

/* dir: by field of the new core; NULL: nobody asks for each.  Joined: whether any changed. */
static Dir compare_fields(Compare *c, CanonSide old, CanonSide now, const char *kind,
                          Dir *dir)
{
    Dir all = DIR_SAME;
    for (int i = 0; i < now.core->n_fields; i++) {
        const Str name = now.core->fields[i].name;
        const int a = core_field(old.core, name);
        if (a < 0)
            item_only(c, kind, name, true, MEANING_DIFFERENT);
        const Dir d = a < 0 ? DIR_MIXED : field_pair(c, old, a, now, i, kind);
        if (dir != NULL)
            dir[i] = d;
        all = dir_join(all, d);
    }
    for (int i = 0; i < old.core->n_fields; i++)
        if (core_field(now.core, old.core->fields[i].name) < 0) {
            item_only(c, kind, old.core->fields[i].name, false, MEANING_DIFFERENT);
            all = DIR_MIXED;
        }
    return all;
}

static int fact_named(const Core *core, Str name)
{
    for (int i = 0; i < core->n_facts; i++)
        if (str_eq(core->facts[i].name, name))
            return i;
    return -1;
}

static CanonSide of_fact(CanonSide s, int fact)
{
    s.core = s.core->facts[fact].core;
    return s;
}

static Dir fact_pair(Compare *c, int a, int b)
{
    const CoreFact *x = &c->old.core->facts[a], *y = &c->now.core->facts[b];
    const CanonSide old = of_fact(c->old, a), now = of_fact(c->now, b);
    const char *kind = str_format("fact %s", str_z(y->name));
    Dir d = compare_fields(c, old, now, kind, NULL);
    const Str from = x->key >= 0 ? x->core->fields[x->key].name : (Str){0};
    const Str to = y->key >= 0 ? y->core->fields[y->key].name : (Str){0};
    item_begin(c, "fact", y->name);
    put_plain(c, "by", from, to);
    if (canon_expr(&old, x->at) != canon_expr(&now, y->at))
        put_change(
            c, "at", NULL,
            x->at != NULL ? text_joined(span_text(x->core->span[x->at->id])) : NULL,
            y->at != NULL ? text_joined(span_text(y->core->span[y->at->id])) : NULL,
            MEANING_DIFFERENT);
    if (c->item.n > 0)
        d = DIR_MIXED;
    item_end(c);
    return d;
}

static void compare_facts(Compare *c)
{
    const Core *x = c->old.core, *y = c->now.core;
    for (int i = 0; i < y->n_facts; i++) {
        const int a = fact_named(x, y->facts[i].name);
        if (a < 0)
            item_only(c, "fact", y->facts[i].name, true, MEANING_DIFFERENT);
        c->fact[i] = a < 0 ? DIR_MIXED : fact_pair(c, a, i);
    }
    for (int i = 0; i < x->n_facts; i++)
        if (fact_named(y, x->facts[i].name) < 0)
            item_only(c, "fact", x->facts[i].name, false, MEANING_DIFFERENT);
}

/* -- calendars: those of modules that nobody uses are everywhere, and the same ------------- */

/* What stands between its braces. */
static Str block(const Core *core, int id)
{
    const Span at = core->span[id];
    if (at.src == NULL)
        return (Str){0};
    size_t lo = at.lo, hi;
    const Str text = at.src->text;
    while (lo < text.n && text.p[lo] != '{')
        lo++;
    for (hi = lo; hi < text.n && text.p[hi] != '}';)
        hi++;
    return str_sub(text, lo < text.n ? lo + 1 : lo, hi);
}

/* The n-th line without its comment, blanks joined; NULL: there are no more. */
static const char *block_line(Str text, int n)
{
    size_t lo = 0;
    for (; n > 0 && lo < text.n; lo++)
        n -= text.p[lo] == '\n';
    if (lo >= text.n)
        return NULL;
    size_t hi = lo;
    while (hi < text.n && text.p[hi] != '\n' && text.p[hi] != '#')
        hi++;
    return text_joined(str_sub(text, lo, hi));
}

static bool has_line(Str text, const char *line)
{
    const char *l;
    for (int i = 0; (l = block_line(text, i)) != NULL; i++)
        if (strcmp(l, line) == 0)
            return true;
    return false;
}

/* The lines of one that the other lacks; of none, what they call on changed. */
static const char *own_lines(Str a, Str b)
{
    Buf out = {0};
    const char *l;
    for (int i = 0; (l = block_line(a, i)) != NULL; i++)
        if (l[0] != '\0' && !has_line(b, l))
            buf_format(&out, "%s%s", out.n > 0 ? "; " : "", l);
    const char *z = out.n > 0 ? str_z(buf_view(&out)) : NULL;
    buf_free(&out);
    return z;
}

static void put_calendar(Compare *c, int a, int b)
{
    const Str old = block(c->old.core, c->old.core->calendars[a].id);
    const Str now = block(c->now.core, c->now.core->calendars[b].id);
    const char *from = own_lines(old, now), *to = own_lines(now, old);
    put_change(c, from != NULL || to != NULL ? "open" : "holidays", NULL, from, to,
               MEANING_DIFFERENT);
}

static void compare_calendars(Compare *c)
{
    const Core *x = c->old.core, *y = c->now.core;
    for (int i = 0; i < y->n_calendars; i++) {
        const int a = core_calendar(x, y->calendars[i].name);
        c->calendar[i] = DIR_MIXED;
        if (a < 0) {
            item_only(c, "calendar", y->calendars[i].name, true, MEANING_DIFFERENT);
            continue;
        }
        c->calendar[i] = canon_calendar(&c->old, a) == canon_calendar(&c->now, i)
                             ? DIR_SAME
                             : DIR_MIXED;
        item_begin(c, "calendar", y->calendars[i].name);
        if (c->calendar[i] != DIR_SAME)
            put_calendar(c, a, i);
        item_end(c);
    }
    for (int i = 0; i < x->n_calendars; i++)
        if (core_calendar(y, x->calendars[i].name) < 0)
            item_only(c, "calendar", x->calendars[i].name, false, MEANING_DIFFERENT);
}

/* -- all ---------------------------------------------------------------------------------- */

static void compare_gone(Compare *c)
{
    const Core *x = c->old.core, *y = c->now.core;
    for (int i = 0; i < x->n_scores; i++)
        if (core_score(y, x->scores[i].name) < 0)
            item_only(c, "score", x->scores[i].name, false, MEANING_DIFFERENT);
    for (int i = 0; i < x->n_grades; i++)
        if (core_grade(y, x->grades[i].name) < 0)
            item_only(c, "grade", x->grades[i].name, false, MEANING_DIFFERENT);
    for (int i = 0; i < x->n_clauses; i++)
        if (core_clause(y, x->clauses[i].name) < 0)
            item_only(c, "clause", x->clauses[i].name, false, MEANING_LOOSER);
    if (y->n_personas == 0)
        compare_persona(c);
    if (y->n_stages == 0)
        compare_funnel(c);
}

/* In the order in which a lead is decided, so that what is read was compared before. */
static void compare_lead(Compare *c)
{
    const Core *y = c->now.core;
    for (int i = 0; i < y->n_order; i++) {
        switch (y->order[i].item) {
        case ITEM_PERSONA: compare_persona(c); break;
        case ITEM_SCORE: compare_score(c, y->order[i].index); break;
        case ITEM_GRADE: compare_grade(c, y->order[i].index); break;
        case ITEM_FUNNEL: compare_funnel(c); break;
        case ITEM_CLAUSE: compare_clause(c, y->order[i].index); break;
        }
    }
}

static Dir *directions(int n)
{
    Dir *d = MEM_ARRAY(Dir, n + 1);
    for (int i = 0; i < n; i++)
        d[i] = DIR_MIXED;
    return d;
}

static Compare compare_new(const Session *before, const Session *after)
{
    const Core *y = after->core;
    Canon *k = canon_new();
    return (Compare){.before = before,
                     .after = after,
                     .old = canon_side(k, before->core, before->threshold),
                     .now = canon_side(k, y, after->threshold),
                     .field = directions(y->n_fields),
                     .score = directions(y->n_scores),
                     .grade = directions(y->n_grades),
                     .stage = directions(y->n_stages),
                     .reached = directions(y->n_stages),
                     .clause = directions(y->n_clauses),
                     .fact = directions(y->n_facts),
                     .calendar = directions(y->n_calendars),
                     .persona = DIR_MIXED,
                     .funnel = DIR_MIXED,
                     .left = COMPARISONS,
                     .out = MEM_NEW(Meaning)};
}

Meaning *meaning_of(const Session *before, const Session *after)
{
    Compare c = compare_new(before, after);
    compare_head(&c);
    compare_calendars(&c);
    compare_fields(&c, c.old, c.now, "field", c.field);
    compare_facts(&c);
    compare_lead(&c);
    compare_gone(&c);
    compare_kpis(&c);
    compare_guards(&c);
    return c.out;
}
