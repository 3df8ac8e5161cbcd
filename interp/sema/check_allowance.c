/* check_allowance.c -- how long a promise may take: `within`, `due`, `keep … within`.
 *
 * A length is elapsed time, a calendar period or business time, and all levels of a clause
 * are of one kind: what is elapsed and what is late are then of one type whichever level
 * holds.  Expressions ask for that type before clauses are checked, so allowances are
 * checked when the first asks.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/sema/check_calendar.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/remark.h"

/* The parts of the line that a level states, whichever form it has. */
typedef struct Allowance {
    const Node *line, *length, *on;
    ClauseLine as;
} Allowance;

static Allowance allowance_of(const LevelDraft *d)
{
    const Node *within = d->line[LINE_WITHIN], *due = d->line[LINE_DUE],
               *keep = d->line[LINE_KEEP];
    if (within != NULL)
        return (Allowance){within, kid(within, 0), kid(within, 1), LINE_WITHIN};
    if (due != NULL)
        return (Allowance){due, kid(due, 0), NULL, LINE_DUE};
    return (Allowance){keep, kid(keep, 1), kid(keep, 2), LINE_KEEP};
}

/* -- words for proposals */

/* The calendar that is written, else the policy's first, else one of a module; NULL where
 * there is none. */
static const char *some_calendar(const Sema *s, const Node *on)
{
    const NodeList *l = &s->decls[N_CALENDAR];
    int own = s->n_foreign[N_CALENDAR];
    if (on != NULL)
        return span_words(on->span);
    return l->n > 0 ? str_z(text_of(kid(l->item[own < l->n ? own : own - 1], 0)))
                    : NULL;
}

const char *quantity_words(const Sema *s, Span at, const char *amount,
                           Keyword adjective, Keyword unit)
{
    bool pt = words_at(s, at) != NULL, one = strcmp(amount, "1") == 0;
    Language lang = pt ? LANG_PT : LANG_EN;
    const char *u = str_z(keyword_text(one ? keyword_singular(unit) : unit, lang));
    if (adjective == 0)
        return str_format("%s %s", amount, u);
    const char *a = str_z(keyword_adjective(adjective, lang, one));
    return str_format("%s %s %s", amount, pt ? u : a, pt ? a : u);
}

/* The only part of a literal length without adjective, of a whole amount; else NULL. */
static const Node *single_part(const Node *n)
{
    n = bare(n);
    const Node *part = n != NULL && n->kind == N_QUANTITY && n->word == 0 && n->n == 1
                           ? kid(n, 0)
                           : NULL;
    for (size_t i = 0; part != NULL && i < text_of(kid(part, 0)).n; i++)
        if (text_of(kid(part, 0)).p[i] == '.')
            return NULL;
    return part;
}

static void help_business(Diag *d, const Sema *s, Span at, const char *length,
                          const Node *on)
{
    const char *calendar = some_calendar(s, on);
    if (calendar != NULL)
        diag_help(d, MSG_WRITE_LENGTH_ON, length, calendar);
    else
        diag_help(d, MSG_WRITE_LENGTH_CALENDAR, length, word_at(s, at, "calendar"));
}

/* -- days that may be two things */

static const Node *bare_days(const Node *n)
{
    if (n == NULL)
        return NULL;
    bool parts = n->kind == N_QUANTITY && n->word == 0;
    for (int i = 0; i < n->n; i++) {
        const Node *k = n->kid[i];
        if (parts && (k->word == KW_DAYS || k->word == KW_WEEKS))
            return n;
        const Node *found = bare_days(k);
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* `2 days` as `48 hours`; NULL where it is more than a duration holds. */
static const char *hours_words(Sema *s, const Node *days)
{
    const CoreExpr *e = literal_check(s, days);
    const int64_t minute = 60 * USEC_SECOND;
    if (is_error(e))
        return NULL;
    bool hours = e->i64 % (60 * minute) == 0;
    return str_format("%lld %s", (long long)(e->i64 / (hours ? 60 * minute : minute)),
                      word_at(s, days->span, hours ? "hours" : "minutes"));
}

/* `0 days` and `5_000 days` are no number of business days. */
static bool counts_days(const Node *part)
{
    int64_t v = 0;
    return part->word == KW_DAYS && dec_read(text_of(kid(part, 0)), false, &v) == DEC_OK
           && v > 0 && v <= BUSINESS_DAYS_MAX * MICRO;
}

/* A line that is moved has a kind: what would be of it. */
static void help_moved_days(Sema *s, Diag *d, const Node *days, const Type *line)
{
    const Node *part = single_part(days);
    const char *amount = part != NULL ? str_z(text_of(kid(part, 0))) : NULL;
    const char *mended =
        line->kind == TY_DURATION ? hours_words(s, days)
        : part == NULL            ? NULL
        : line->kind == TY_PERIOD
            ? quantity_words(s, days->span, amount, KW_CALENDAR, (Keyword)part->word)
        : counts_days(part)
            ? quantity_words(s, days->span, amount, KW_BUSINESS, KW_DAYS)
            : NULL;
    if (mended != NULL)
        diag_help(d, MSG_WRITE, mended);
}

static void say_days(Sema *s, const Node *days, const Node *on, const Type *line)
{
    Diag *d = say(s, E0214, days->span, MSG_DAYS_AMBIGUOUS, span_words(days->span));
    diag_what(d, MSG_DAYS_ARE_TWO);
    const Node *part = single_part(days);
    const char *hours = hours_words(s, days);
    if (line != NULL)
        help_moved_days(s, d, days, line);
    if (line != NULL || hours == NULL)
        return;
    diag_help(d, MSG_DAYS_ELAPSED, hours);
    if (part == NULL)
        return;
    const char *amount = str_z(text_of(kid(part, 0)));
    diag_help(d, MSG_DAYS_CALENDAR,
              quantity_words(s, days->span, amount, KW_CALENDAR, (Keyword)part->word));
    if (counts_days(part))
        help_business(d, s, days->span,
                      quantity_words(s, days->span, amount, KW_BUSINESS, KW_DAYS), on);
}

bool days_are_ambiguous(Sema *s, const Node *length, const Node *on, const Type *line)
{
    const Node *days = bare_days(length);
    if (days != NULL)
        say_days(s, days, on, line);
    return days != NULL;
}

/* -- one length */

static void say_not_business(Sema *s, const Node *line, const CoreExpr *e,
                             const Node *length, const Node *on)
{
    const Node *part = single_part(length);
    Diag *d = say(s, E0433, line->span, MSG_LENGTH_ON_CALENDAR, a_type(e->type),
                  span_words(on->span));
    if (part != NULL && e->type->kind == TY_DURATION)
        help_business(d, s, line->span,
                      quantity_words(s, line->span, str_z(text_of(kid(part, 0))),
                                     KW_BUSINESS, (Keyword)part->word),
                      on);
    else
        diag_help(d, MSG_LEAVE_OUT_ON, span_words(on->span));
}

static void say_no_length(Sema *s, int clause, const Node *length, const CoreExpr *e)
{
    const char *t = span_words(length->span);
    Diag *d = say(s, E0201, length->span, MSG_WANTS_TYPE,
                  phrase(s, length->span, MSG_ITS_ALLOWANCE,
                         str_z(s->core->clauses[clause].name)),
                  a_type(&type_duration), a_type(e->type));
    const Node *n = bare(length);
    if (n != NULL && n->kind == N_NUMBER)
        diag_help(d, MSG_WRITE_HOURS, t);
    else if (e->type->kind == TY_TIMESTAMP)
        diag_help(d, MSG_WRITE_DUE, t);
}

/* Whether e is a length, with a calendar if and only if it is business time. */
static AllowanceKind length_kind(Sema *s, int clause, const Allowance *a,
                                 const CoreExpr *e)
{
    bool business = e->type->kind == TY_BUSINESS;
    if (e->type->kind != TY_DURATION && e->type->kind != TY_PERIOD && !business) {
        say_no_length(s, clause, a->length, e);
        return ALLOW_NONE;
    }
    if (!business && a->on != NULL)
        say_not_business(s, a->line, e, a->length, a->on);
    if (business && a->on == NULL)
        help_business(say(s, E0433, a->length->span, MSG_BUSINESS_WHERE), s,
                      a->length->span, span_words(a->length->span), NULL);
    return business                       ? ALLOW_BUSINESS
           : e->type->kind == TY_DURATION ? ALLOW_ELAPSED
                                          : ALLOW_PERIOD;
}

static CoreExpr *calendar_named(Sema *s, const Node *on, int clause)
{
    const char *whose =
        phrase(s, on->span, MSG_ITS_CALENDAR, str_z(s->core->clauses[clause].name));
    return check_typed(s, n_items(on) == 1 ? kid(on, 0) : on, &type_calendar, whose);
}

static void take_calendar(Sema *s, int clause, int level, const Allowance *a,
                          const CoreExpr *length)
{
    CoreExpr *on = calendar_named(s, a->on, clause);
    int64_t v = 0;
    if (is_const(on) && !is_error(on) && core_value(length, &v))
        warn_long_business(s, a->length, v, (int)on->i64);
    s->core->clauses[clause].level[level].calendar =
        line_threshold(s, clause, level, "on", on);
}

static void check_length(Sema *s, int clause, int level, const Allowance *a)
{
    CoreClauseLevel *l = &s->core->clauses[clause].level[level];
    LevelDraft *d = &s->clause[clause].level[level];
    int64_t v = 0;
    CoreExpr *e = days_are_ambiguous(s, a->length, a->on, NULL)
                      ? core_error(s, a->length->span)
                      : check_expr(s, a->length);
    l->within = e;
    if (is_error(e))
        return;
    d->allowance = length_kind(s, clause, a, e);
    if (core_value(e, &v) && v < 0)
        say(s, E0434, a->length->span, MSG_LENGTH_NEGATIVE);
    l->within = d->allowance == ALLOW_NONE
                    ? core_error(s, a->length->span)
                    : line_threshold(s, clause, level, "within", e);
    if (a->on != NULL && d->allowance == ALLOW_BUSINESS)
        take_calendar(s, clause, level, a, e);
}

static void check_one(Sema *s, int clause, int level)
{
    CoreClauseLevel *l = &s->core->clauses[clause].level[level];
    LevelDraft *d = &s->clause[clause].level[level];
    const Allowance a = allowance_of(d);
    if (a.line != NULL && a.as == LINE_WITHIN && d->line[LINE_DUE] != NULL) {
        Diag *f = say(s, E0432, d->line[LINE_DUE]->span, MSG_WITHIN_AND_DUE);
        diag_label(f, a.line->span, MSG_FIRST_HERE);
    }
    if (a.length == NULL)
        return;
    if (a.as != LINE_DUE) {
        check_length(s, clause, level, &a);
        return;
    }
    l->within = check_instant(
        s, a.length,
        phrase(s, a.line->span, MSG_ITS_DUE, str_z(s->core->clauses[clause].name)));
    d->allowance = ALLOW_DUE;
}

/* -- all levels are of one kind */

static MsgId kind_words(AllowanceKind k)
{
    static const MsgId words[] = {[ALLOW_ELAPSED] = MSG_TIME_ELAPSED,
                                  [ALLOW_PERIOD] = MSG_TIME_PERIOD,
                                  [ALLOW_BUSINESS] = MSG_TIME_BUSINESS,
                                  [ALLOW_DUE] = MSG_TIME_DUE,
                                  [ALLOW_NONE] = MSG_TIME_NONE};
    return words[k];
}

static bool is_wrong(const CoreClauseLevel *l)
{
    return (l->within != NULL && is_error(l->within))
           || (l->calendar != NULL && is_error(l->calendar));
}

static void join_kinds(Sema *s, int clause)
{
    CoreClause *cl = &s->core->clauses[clause];
    const Node *first = NULL;
    for (int k = cl->n_levels - 1; k >= 0; k--) {
        const LevelDraft *d = &s->clause[clause].level[k];
        const Allowance a = allowance_of(d);
        if (a.line == NULL || is_wrong(&cl->level[k]))
            continue;
        if (first == NULL) {
            first = a.line;
            cl->allowance = d->allowance;
        } else if (d->allowance != cl->allowance) {
            Diag *f = say(s, E0437, a.line->span, MSG_TIME_CHANGES, str_z(cl->name),
                          phrase(s, first->span, kind_words(cl->allowance)),
                          phrase(s, a.line->span, kind_words(d->allowance)));
            diag_label(f, first->span, MSG_GENERAL_HERE);
        }
    }
}

static void check_all(Sema *s, int clause)
{
    const Frame *frame = s->frame;
    NodeList guarded = s->guarded;
    bool quiet = s->quiet;
    s->frame = NULL;
    s->guarded = (NodeList){0};
    s->quiet = false;
    for (int k = 0; k < s->core->clauses[clause].n_levels; k++) {
        s->clause[clause].level[k].allowance = ALLOW_NONE;
        check_one(s, clause, k);
    }
    join_kinds(s, clause);
    s->frame = frame;
    s->guarded = guarded;
    s->quiet = quiet;
}

bool check_allowances(Sema *s, int clause, Span use)
{
    ClauseDraft *d = &s->clause[clause];
    CoreClause *cl = &s->core->clauses[clause];
    if (d->clock == SYM_BUSY) {
        Diag *f = say(s, E0309, s->core->span[cl->id], MSG_CIRCLE, str_z(cl->name));
        diag_label(f, use, MSG_USED_HERE);
        return false;
    }
    if (d->clock == SYM_NEW) {
        d->clock = SYM_BUSY;
        check_all(s, clause);
        d->clock = SYM_DONE;
    }
    return true;
}

const Type *clause_time(Sema *s, int clause, Span use)
{
    const CoreClause *cl = &s->core->clauses[clause];
    if (s->clause != NULL && !check_allowances(s, clause, use))
        return &type_error;
    for (int k = 0; k < cl->n_levels; k++)
        if (is_wrong(&cl->level[k]))
            return &type_error;
    return cl->allowance == ALLOW_BUSINESS ? &type_business : &type_duration;
}
