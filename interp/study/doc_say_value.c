/* doc_say_value.c -- literals and names in words, and collections over all leads. */
#include "grammar/fmt.h"
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/study/document_part.h"

/* -- literals ------------------------------------------------------------------------- */

/* Micros of "1_000.5", whatever stands behind the digits. */
static int64_t number_of(Str written)
{
    Buf b = {0};
    int64_t micros = 0;
    for (size_t i = 0; i < written.n; i++)
        if (strchr("0123456789.", written.p[i]) != NULL)
            buf_char(&b, written.p[i]);
    (void)dec_read(buf_view(&b), false, &micros);
    buf_free(&b);
    return micros;
}

static const char *money(const Doc *d, Str written)
{
    size_t at = 0;
    while (at < written.n && written.p[at] != ' ')
        at++;
    const char *amount = doc_number(d->to, number_of(str_sub(written, 0, at)));
    return str_format("%s%s", amount, str_z(str_sub(written, at, written.n)));
}

static const char *time_words(const Doc *d, const Node *n)
{
    int64_t at = 0;
    const StampKind kind = civil_read(n->text, &at);
    return kind == STAMP_DATE ? doc_date(d->to, at / USEC_DAY)
                              : doc_instant(d->to, d->core->zone, at);
}

static const char *quantity(const Doc *d, const Node *n)
{
    Buf b = {0};
    for (int i = 0; i < n->n; i++) {
        const Node *part = kid(n, i);
        const int64_t amount = number_of(text_of(kid(part, 0)));
        buf_format(&b, "%s%s", i > 0 ? " " : "",
                   doc_amount(d->to, amount, (Keyword)part->word, (Keyword)n->word));
    }
    const char *all = str_z(buf_view(&b));
    buf_free(&b);
    return all;
}

/* As the language of the document writes it. */
static const char *as_written(const Doc *d, const Node *n)
{
    Buf b = {0};
    fmt_expr_in(&b, doc_file_of(d->trees, n->span), n, d->to);
    const char *z = doc_clean(buf_view(&b));
    buf_free(&b);
    return z;
}

const char *doc_say_literal(Doc *d, const Node *n)
{
    if (n->kind == N_NUMBER)
        return doc_number(d->to, number_of(n->text));
    if (n->kind == N_PERCENT)
        return str_format("%s%%", doc_number(d->to, number_of(n->text)));
    if (n->kind == N_MONEY)
        return money(d, n->text);
    if (n->kind == N_DATE || n->kind == N_TIMESTAMP)
        return time_words(d, n);
    if (n->kind == N_STRING)
        return doc_quoted(d->to, n->text);
    if (n->kind == N_QUANTITY)
        return quantity(d, n);
    return as_written(d, n);
}

/* -- names ---------------------------------------------------------------------------- */

/* Beside its name a threshold has its value, a calendar its title. */
const char *doc_say_name(Doc *d, const Node *name)
{
    const Core *c = d->core;
    Sym *s = scope_find(c->scope, name->text);
    if (s == NULL)
        return as_written(d, name);
    const char *z = doc_clean(name->text);
    switch (s->kind) {
    case SYM_DEFINE:
    case SYM_FUNCTION: map_put(d->used, s->name, s); return z;
    case SYM_SET: map_put(d->used, s->name, s); return say(d, DOC_LIST_OF, z);
    case SYM_THRESHOLD: {
        const CoreThreshold *t = &c->thresholds[s->index];
        return say(d, DOC_NAMED, z, doc_value(d->to, c, t->type, t->value));
    }
    case SYM_CALENDAR: return doc_title_quoted(d, c->calendars[s->index].title);
    case SYM_HOLIDAYS:
        map_put(d->used, s->name, s);
        return say(d, DOC_HOLIDAYS_OF, doc_clean(c->holidays[s->index].title));
    case SYM_STAGE: return doc_title_quoted(d, c->stages[s->index].title);
    case SYM_KPI: return doc_quoted(d->to, name->text);
    case SYM_FIELD:
    case SYM_PARAM:
    case SYM_SCORE:
    case SYM_GRADE:
    case SYM_FACT:
    case SYM_CLAUSE:
    case SYM_LATER: return z;
    }
    return z;
}

/* -- aggregates ----------------------------------------------------------------------- */

static const struct {
    const char *name;
    DocId word;
} aggregates[] = {{"count", DOC_A_COUNT},      {"sum", DOC_A_SUM}, {"mean", DOC_A_MEAN},
                  {"median", DOC_A_MEDIAN},    {"min", DOC_A_MIN}, {"max", DOC_A_MAX},
                  {"distinct", DOC_A_DISTINCT}};
enum { N_AGGREGATES = sizeof aggregates / sizeof *aggregates };

static bool is_percentile(Str name)
{
    if (name.n < 2 || name.n > 3 || name.p[0] != 'p')
        return false;
    return strspn(name.p + 1, "0123456789") >= name.n - 1;
}

static bool is_source(const Doc *d, Str name)
{
    const Sym *s = scope_find(d->core->scope, name);
    return str_is(name, "lead")
           || (s != NULL && (s->kind == SYM_FACT || s->kind == SYM_CLAUSE));
}

/* What is gone through: `lead`, `lead.visits`, `lead.(E)`, `spend` …; NULL: nothing such. */
static const char *gone_through(Doc *d, const Node *e)
{
    const Node *base = e;
    while (base != NULL && (base->kind == N_MEMBER || base->kind == N_EACH_OF))
        base = kid(base, 0);
    if (base == NULL || base->kind != N_NAME || !is_source(d, base->text))
        return NULL;
    if (e != base)
        return doc_say(d, e);
    const Sym *s = scope_find(d->core->scope, base->text);
    if (s != NULL && s->kind == SYM_FACT)
        return say(d, DOC_X_RECORDS,
                   doc_title_quoted(d, d->core->facts[s->index].title));
    if (s != NULL && s->kind == SYM_CLAUSE)
        return say(d, DOC_X_CASES,
                   doc_title_quoted(d, d->core->clauses[s->index].title));
    return doc_word(d, DOC_X_LEADS);
}

static bool of_lead(const Node *what)
{
    return str_is(text_of(what->kind == N_NAME ? what : kid(what, 0)), "lead");
}

/* "deal_value of the leads that have reached “Customer”" */
static const char *leads_where(Doc *d, const Node *what, const Node *cond)
{
    const char *rest, *leads = doc_say_leads(d, false, cond, &rest);
    if (rest != NULL)
        leads = say(d, DOC_X_WHERE, leads, rest);
    if (what->kind == N_MEMBER)
        return say(d, DOC_X_OF_LEADS, doc_clean(text_of(kid(what, 1))), leads);
    if (what->kind == N_EACH_OF)
        return say(d, DOC_X_OF_LEADS, str_format("(%s)", doc_say(d, kid(what, 1))),
                   leads);
    return leads;
}

static const char *said_of(Doc *d, const Node *arg)
{
    if (arg == NULL || arg->kind != N_ARG)
        return arg != NULL ? gone_through(d, arg) : NULL;
    const Node *what = kid(arg, 0);
    const char *of = gone_through(d, what);
    if (of != NULL && kid(arg, 1) != NULL)
        of = of_lead(what) ? leads_where(d, what, kid(arg, 1))
                           : say(d, DOC_X_WHERE, of, doc_say_if(d, kid(arg, 1)));
    if (of != NULL && kid(arg, 3) != NULL)
        of = say(d, DOC_X_AT, of, doc_say(d, kid(arg, 3)));
    return of;
}

const char *doc_say_aggregate(Doc *d, const Node *call)
{
    const Str name = text_of(kid(call, 0));
    const bool percentile = is_percentile(name);
    int i = 0;
    while (i < N_AGGREGATES && !str_is(name, aggregates[i].name))
        i++;
    if (!percentile && i == N_AGGREGATES)
        return NULL;
    const char *of = said_of(d, kid(kid(call, 1), 0));
    if (of == NULL)
        return NULL;
    if (percentile)
        return say(d, DOC_A_PERCENTILE, str_z(str_sub(name, 1, name.n)), of);
    return say(d, aggregates[i].word, of);
}
