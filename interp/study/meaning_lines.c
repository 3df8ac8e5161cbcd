/* meaning_lines.c -- the changed lines of one declaration. */
#include "grammar/fmt.h"
#include "interp/base/mem.h"
#include "interp/study/literal_node.h"
#include "interp/study/meaning_part.h"

const char *text_joined(Str text)
{
    Buf b = {0};
    for (size_t i = 0; i < text.n; i++) {
        const char ch = text.p[i];
        const bool blank = ch == ' ' || ch == '\n' || ch == '\t' || ch == '\r';
        if (!blank)
            buf_char(&b, ch);
        else if (b.n > 0 && b.p[b.n - 1] != ' ')
            buf_char(&b, ' ');
    }
    const char *z = str_z(str_trim(buf_view(&b)));
    buf_free(&b);
    return z;
}

static const char *expr_text(const Core *core, const CoreExpr *e)
{
    if (e == NULL)
        return NULL;
    const Span at = core->span[e->id];
    return at.src != NULL ? text_joined(span_text(at)) : "";
}

const char *old_text(const Compare *c, const CoreExpr *e)
{
    return expr_text(c->old.core, e);
}

const char *now_text(const Compare *c, const CoreExpr *e)
{
    return expr_text(c->now.core, e);
}

/* -- the item --------------------------------------------------------------------------- */

void item_begin(Compare *c, const char *kind, Str name)
{
    const bool beside = strcmp(kind, "guard") == 0 || strcmp(kind, "accept") == 0;
    c->item = (MeaningItem){.kind = kind, .name = str_z(name), .beside = beside};
}

static MeaningVerdict verdict_join(MeaningVerdict a, MeaningVerdict b)
{
    return a == MEANING_EQUIVALENT || a == b ? b
           : b == MEANING_EQUIVALENT         ? a
                                             : MEANING_DIFFERENT;
}

void meaning_judge(Meaning *m)
{
    m->verdict = MEANING_EQUIVALENT;
    for (int i = 0; i < m->n; i++)
        if (!m->item[i].beside)
            m->verdict = verdict_join(m->verdict, m->item[i].verdict);
}

static void keep(Compare *c)
{
    Meaning *m = c->out;
    MeaningItem *i = &c->item;
    const bool own = i->n > 0 || i->added || i->gone;
    MEM_PUSH(m->item, m->n, m->cap) = *i;
    m->n_own += own;
    if (!i->beside)
        m->verdict = verdict_join(m->verdict, i->verdict);
}

void item_end(Compare *c)
{
    MeaningItem *i = &c->item;
    for (int k = 0; k < i->n; k++)
        i->verdict = verdict_join(i->verdict, i->line[k].verdict);
    if (i->n > 0 || i->through != NULL)
        keep(c);
}

void item_only(Compare *c, const char *kind, Str name, bool added, MeaningVerdict v)
{
    item_begin(c, kind, name);
    c->item.added = added;
    c->item.gone = !added;
    c->item.verdict = v;
    keep(c);
}

void put_change(Compare *c, const char *what, const char *at, const char *from,
                const char *to, MeaningVerdict v)
{
    MeaningItem *i = &c->item;
    MEM_PUSH(i->line, i->n, i->cap) = (MeaningLine){what, at, from, to, v};
}

void put_plain(Compare *c, const char *what, Str from, Str to)
{
    if (!str_eq(from, to))
        put_change(c, what, NULL, from.n > 0 ? str_z(from) : NULL,
                   to.n > 0 ? str_z(to) : NULL, MEANING_DIFFERENT);
}

static MeaningVerdict verdict_of(Dir d, MeaningVerdict more_is)
{
    if (d == DIR_MIXED || more_is == MEANING_DIFFERENT)
        return MEANING_DIFFERENT;
    if (d == DIR_UP)
        return more_is;
    return more_is == MEANING_TIGHTER ? MEANING_LOOSER : MEANING_TIGHTER;
}

/* -- what it reads ---------------------------------------------------------------------- */

typedef struct Through {
    Compare *c;
    Buf names;
} Through;

static Str name_of(const Core *core, const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_FIELD: return core->fields[e->index].name;
    case CORE_SCORE: return core->scores[e->index].name;
    case CORE_GRADE: return core->grades[e->index].name;
    case CORE_SINCE:
    case CORE_REACHED: return core->stages[e->index].name;
    case CORE_CLAUSE: return core->clauses[e->index].name;
    case CORE_LOOKUP: return core->facts[e->index].name;
    case CORE_PERSONA: return STR("persona");
    case CORE_STAGE: return STR("stage");
    case CORE_EXIT: return STR("exit");
    default: return e->type->kind == TY_CALENDAR ? STR("calendar") : (Str){0};
    }
}

static bool names_it(Str list, Str name)
{
    for (size_t i = 0; i + name.n <= list.n; i++) {
        const bool begins = i == 0 || list.p[i - 1] == ' ';
        const bool ends = i + name.n == list.n || list.p[i + name.n] == ',';
        if (begins && ends && memcmp(list.p + i, name.p, name.n) == 0)
            return true;
    }
    return false;
}

static void see(void *ctx, const CoreExpr *e)
{
    Through *t = ctx;
    const Str name = name_of(t->c->now.core, e);
    if (name.n == 0 || dir_of_name(t->c, e) == DIR_SAME
        || names_it(buf_view(&t->names), name))
        return;
    buf_z(&t->names, t->names.n > 0 ? ", " : "");
    buf_str(&t->names, name);
}

void put_through(Compare *c, const CoreExpr *now)
{
    Through t = {.c = c};
    if (c->item.through != NULL)
        buf_z(&t.names, c->item.through);
    if (now != NULL)
        core_walk(c->now.core, now, false, see, &t);
    c->item.through = t.names.n > 0 ? str_z(buf_view(&t.names)) : NULL;
    buf_free(&t.names);
}

/* -- expressions ------------------------------------------------------------------------ */

const char *value_shown(const Session *s, const CoreExpr *e)
{
    if (e == NULL)
        return NULL;
    if (e->kind != CORE_THRESHOLD)
        return expr_text(s->core, e);
    Buf b = {0};
    fmt_expr(&b, literal_of_threshold(s->core, e->index, s->threshold[e->index]),
             s->language);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

typedef struct Values {
    const Compare *c;
    Buf old, now;
} Values;

/* A threshold that both have, at two values. */
static void see_value(void *ctx, const CoreExpr *e)
{
    Values *v = ctx;
    if (e->kind != CORE_THRESHOLD)
        return;
    const Str name = v->c->now.core->thresholds[e->index].name;
    const int was = core_threshold(v->c->old.core, name);
    if (was < 0)
        return;
    const CoreExpr old = {.kind = CORE_THRESHOLD, .index = was};
    const char *from = value_shown(v->c->before, &old),
               *to = value_shown(v->c->after, e);
    if (strcmp(from, to) == 0)
        return;
    const char *comma = v->old.n > 0 ? ", " : "";
    buf_format(&v->old, "%s%s = %s", comma, str_z(name), from);
    buf_format(&v->now, "%s%s = %s", comma, str_z(name), to);
}

/* Where both read the same, the thresholds that they read say what changed. */
static void put_texts(Compare *c, const char *what, const char *at, const CoreExpr *old,
                      const CoreExpr *now, MeaningVerdict verdict)
{
    const char *from = old_text(c, old), *to = now_text(c, now);
    if (from != NULL && to != NULL && strcmp(from, to) == 0) {
        Values v = {.c = c};
        core_walk(c->now.core, now, false, see_value, &v);
        from = v.old.n > 0 ? str_z(buf_view(&v.old)) : from;
        to = v.now.n > 0 ? str_z(buf_view(&v.now)) : to;
        buf_free(&v.old);
        buf_free(&v.now);
    }
    put_change(c, what, at, from, to, verdict);
}

/* What reads the same on both sides changed through what it names. */
Dir put_expr(Compare *c, const char *what, const char *at, const CoreExpr *old,
             const CoreExpr *now, MeaningVerdict more_is)
{
    const Dir d = dir_of(c, old, now);
    if (d == DIR_SAME)
        return d;
    put_through(c, now);
    if (canon_expr(&c->old, old) != canon_expr(&c->now, now))
        put_texts(c, what, at, old, now, verdict_of(d, more_is));
    return d;
}
