/* business.c -- business time in expressions: its literals, days off as a set, remarks. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/sema/check_calendar.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/remark.h"

/* -- literals ------------------------------------------------------------------------ */

/* Seconds of the units that open time is counted in; 0: not one of them. */
static int64_t unit_seconds(uint16_t word)
{
    switch ((int)word) {
    case KW_SECONDS: return 1;
    case KW_MINUTES: return 60;
    case KW_HOURS: return 3600;
    }
    return 0;
}

static CoreExpr *days_literal(Sema *s, const Node *n, const CoreExpr *amount)
{
    const int64_t days = amount->i64 / MICRO;
    if (amount->i64 % MICRO == 0 && days >= 1 && days <= BUSINESS_DAYS_MAX)
        return core_const(s, &type_business_days, days * BUSINESS_DAY, n->span);
    say(s, E0206, n->span, MSG_BUSINESS_DAYS_WHOLE, span_words(n->span));
    return core_error(s, n->span);
}

CoreExpr *business_literal(Sema *s, const Node *n)
{
    const Node *part = kid(n, 0);
    CoreExpr *amount = literal_check(s, kid(part, 0));
    const int64_t seconds = unit_seconds(part->word);
    int64_t usec;
    if (is_error(amount))
        return amount;
    if (part->word == KW_DAYS)
        return days_literal(s, n, amount);
    if (seconds == 0) {
        say(s, E0206, n->span, MSG_BUSINESS_UNIT, span_words(n->span));
        return core_error(s, n->span);
    }
    /* Millionths of a number are microseconds of a second. */
    if (!__builtin_mul_overflow(amount->i64, seconds, &usec) && usec < BUSINESS_DAY)
        return core_const(s, &type_business, usec, n->span);
    say(s, E0207, n->span, MSG_BUSINESS_TOO_LONG, span_words(n->span));
    return core_error(s, n->span);
}

bool without_length(Sema *s, const CoreExpr *e)
{
    if (e->type->days)
        diag_help(say(s, E0203, core_at(s, e), MSG_DAY_WITHOUT_LENGTH),
                  MSG_DAYS_IN_CALL);
    return e->type->days;
}

/* -- holidays as a set --------------------------------------------------------------- */

static const CoreSet *set_of_days(const Holidays *h)
{
    CoreSet *set = MEM_NEW(CoreSet);
    set->elem = &type_date;
    set->i64 = MEM_ARRAY(int64_t, h->n + 1);
    for (int i = 0; i < h->n; i++)
        if (i == 0 || h->day[i].day != h->day[i - 1].day)
            set->i64[set->n++] = h->day[i].day;
    return set;
}

static void say_no_date(Sema *s, const Node *n, const CoreExpr *l, const Sym *sym)
{
    const Span at = core_at(s, l);
    Diag *d = say(s, E0203, kid(n, 1)->span, MSG_HOLIDAYS_HOLD_DATES, str_z(sym->name),
                  a_type(l->type));
    diag_label(d, at, MSG_IS_A, a_type(l->type));
    if (l->type->kind == TY_TIMESTAMP)
        diag_help(d, MSG_USE_DATE_OF, span_words(at));
}

CoreExpr *in_holidays(Sema *s, const Node *n, CoreExpr *l, Sym *sym)
{
    sym->used = true;
    if (is_error(l))
        return l;
    if (l->type->kind != TY_DATE) {
        say_no_date(s, n, l, sym);
        return core_error(s, n->span);
    }
    if (sym->days == NULL)
        sym->days = set_of_days(holidays_used(s, sym->index));
    CoreExpr *e = core_new(s, CORE_IN_SET, &type_flag, n->span, 1);
    core_set_arg(e, 0, l);
    e->set = sym->days;
    return e;
}

/* -- remarks ------------------------------------------------------------------------- */

/* a ÷ b to one place, "2.7". */
static const char *tenths(int64_t a, int64_t b)
{
    const int64_t n = (a * 10 + b / 2) / b;
    return n % 10 == 0 ? str_format("%d", (int)(n / 10))
                       : str_format("%d.%d", (int)(n / 10), (int)(n % 10));
}

static const char *length_words(const Sema *s, int64_t us)
{
    Buf b = {0};
    value_text(&b, s->core, &type_duration, us);
    const Str text = buf_copy(&b);
    buf_free(&b);
    return text.p;
}

void warn_long_business(Sema *s, const Node *at, int64_t length_us, int calendar)
{
    const Calendar *c = calendar_used(s, calendar);
    if (c == NULL || at == NULL || business_is_days(length_us) || length_us <= 0
        || length_us % USEC_DAY != 0 || length_us <= calendar_longest_day(c))
        return;
    const char *name = str_z(s->core->calendars[calendar].name);
    const int64_t longest_us = calendar_longest_day(c), days = length_us / USEC_DAY;
    Diag *d = say(s, W0610, at->span, MSG_LONG_BUSINESS, span_words(at->span),
                  tenths(length_us, longest_us), name, length_words(s, longest_us));
    const char *unit = word_at(s, at->span, days == 1 ? "day" : "days");
    if (words_at(s, at->span) == NULL)
        unit = str_format("business %s", unit);
    else
        unit = str_format("%s %s", unit, days == 1 ? "útil" : "úteis");
    diag_help(d, MSG_NEAR_NAME, str_format("%d %s", (int)days, unit));
}

void remark_deadline(Sema *s, const Node *args, CoreExpr *const *arg)
{
    const CoreExpr *length = arg[1];
    int64_t us = 0;
    if (!is_const(arg[2]) || arg[2]->missing)
        return;
    if (length->kind == CORE_THRESHOLD)
        us = s->core->thresholds[length->index].value;
    else if (!core_value(length, &us))
        return;
    warn_long_business(s, kid(args, 1), us, (int)arg[2]->i64);
}
