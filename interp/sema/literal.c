/* literal.c -- constants: from the spelling in the policy to a value in its unit. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/lang/value.h"
#include "interp/sema/check_calendar.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/remark.h"

/* Digits without the `_` between groups and without blanks. */
static Str plain_digits(Str text)
{
    char *out = mem_bytes(text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '_' && text.p[i] != ' ' && text.p[i] != '%')
            out[n++] = text.p[i];
    out[n] = '\0';
    return (Str){out, n};
}

static CoreExpr *decimal(Sema *s, const Node *n, Str digits, const Type *type)
{
    int64_t v = 0;
    DecStatus st = dec_read(plain_digits(digits), false, &v);
    if (st == DEC_OK)
        return core_const(s, type, v, n->span);
    say(s, E0207, n->span,
        st == DEC_ROUNDED ? MSG_TOO_MANY_PLACES : MSG_NUMBER_TOO_LARGE, str_z(n->text));
    return core_error(s, n->span);
}

static CoreExpr *number(Sema *s, const Node *n)
{
    return decimal(s, n, n->text, &type_number);
}

static CoreExpr *percent(Sema *s, const Node *n)
{
    CoreExpr *e = decimal(s, n, n->text, &type_number);
    if (!is_error(e) && e->i64 % 100 != 0) {
        say(s, E0207, n->span, MSG_TOO_MANY_PLACES, str_z(n->text));
        return core_error(s, n->span);
    }
    e->i64 /= 100;
    return e;
}

static CoreExpr *money(Sema *s, const Node *n)
{
    size_t blank = 0;
    while (blank < n->text.n && n->text.p[blank] != ' ')
        blank++;
    Str code = str_trim(str_sub(n->text, blank, n->text.n));
    Str own = s->core->currency;
    bool calculator = s->core->n_fields == 0; /* the first amount names its currency */
    if (own.n == 0 && calculator) {
        s->core->currency = str_copy(code);
    } else if (own.n == 0) {
        if (!s->no_currency)
            diag_help(say(s, E0205, n->span, MSG_NO_CURRENCY, str_z(n->text)),
                      MSG_ADD_CURRENCY, str_z(code));
        s->no_currency = true;
        return core_error(s, n->span);
    } else if (!str_eq(own, code)) {
        say(s, E0205, n->span, MSG_OTHER_CURRENCY, str_z(code), str_z(own));
        return core_error(s, n->span);
    }
    return decimal(s, n, str_sub(n->text, 0, blank), &type_money);
}

bool literal_date(Sema *s, const Node *n, int64_t *days)
{
    int64_t usec = 0;
    if (civil_read(n->text, &usec) != STAMP_DATE) {
        say(s, E0208, n->span, MSG_NO_SUCH_DATE, str_z(n->text));
        return false;
    }
    *days = usec / USEC_DAY - (usec % USEC_DAY < 0);
    return true;
}

bool literal_stamp(Sema *s, const Node *n, int64_t *usec)
{
    if (civil_read(n->text, usec) == STAMP_OFFSET)
        return true;
    say(s, E0208, n->span, MSG_NO_SUCH_DATE, str_z(n->text));
    return false;
}

bool literal_time(Sema *s, const Node *n, int *minutes)
{
    const Str t = text_of(n);
    int hour = 0, minute = 0;
    size_t at = 0;
    while (at < t.n && t.p[at] != ':')
        hour = hour * 10 + (t.p[at++] - '0');
    for (at++; at < t.n; at++)
        minute = minute * 10 + (t.p[at] - '0');
    *minutes = hour * 60 + minute;
    if (minute < 60 && *minutes <= 24 * 60)
        return true;
    say(s, E0208, n->span, MSG_NO_SUCH_TIME, str_z(t));
    return false;
}

static CoreExpr *date(Sema *s, const Node *n)
{
    int64_t v = 0;
    return literal_date(s, n, &v) ? core_const(s, &type_date, v, n->span)
                                  : core_error(s, n->span);
}

static CoreExpr *stamp(Sema *s, const Node *n)
{
    int64_t v = 0;
    return literal_stamp(s, n, &v) ? core_const(s, &type_timestamp, v, n->span)
                                   : core_error(s, n->span);
}

static CoreExpr *text(Sema *s, const Node *n)
{
    return core_const_text(s, &type_text, n->text, n->span);
}

static CoreExpr *yesno(Sema *s, const Node *n)
{
    return core_const(s, &type_flag, n->word == KW_YES, n->span);
}

/* How much one of a unit is: microseconds, or days or months for a period. */
typedef struct Unit {
    int64_t usec;
    int days, months;
} Unit;

static Unit unit_of(uint16_t word)
{
    const int64_t second = USEC_SECOND;
    switch ((int)word) {
    case KW_SECONDS: return (Unit){second, 0, 0};
    case KW_MINUTES: return (Unit){60 * second, 0, 0};
    case KW_HOURS: return (Unit){3600 * second, 0, 0};
    case KW_DAYS: return (Unit){USEC_DAY, 1, 0};
    case KW_WEEKS: return (Unit){7 * USEC_DAY, 7, 0};
    case KW_MONTHS: return (Unit){0, 0, 1};
    case KW_QUARTERS: return (Unit){0, 0, 3};
    case KW_YEARS: return (Unit){0, 0, 12};
    }
    return (Unit){0, 0, 0};
}

typedef struct Length {
    int64_t usec, days, months;
    bool elapsed, calendar; /* which kinds of unit were written */
} Length;

static bool length_add(Sema *s, const Node *part, bool calendar, Length *len)
{
    Unit u = unit_of(part->word);
    int64_t amount = 0, add = 0;
    const Node *num = kid(part, 0);
    Str written = num != NULL ? num->text : part->text;
    DecStatus st = dec_read(plain_digits(written), false, &amount);
    if (st != DEC_OK) {
        say(s, E0207, part->span,
            st == DEC_ROUNDED ? MSG_TOO_MANY_PLACES : MSG_NUMBER_TOO_LARGE,
            str_z(written));
        return false;
    }
    if (u.usec != 0 && !calendar) {
        len->elapsed = true;
        /* micros × µs of the unit ÷ 10^6: the unit is a whole number of seconds. */
        if (__builtin_mul_overflow(amount, u.usec / MICRO, &add)
            || __builtin_add_overflow(len->usec, add, &len->usec)) {
            say(s, E0207, part->span, MSG_LENGTH_TOO_LONG,
                str_z(span_text(part->span)));
            return false;
        }
        return true;
    }
    len->calendar = true;
    if (amount % MICRO != 0 || (u.days == 0 && u.months == 0)) {
        say(s, E0206, part->span, MSG_PERIOD_NOT_WHOLE, str_z(span_text(part->span)));
        return false;
    }
    len->days += amount / MICRO * u.days;
    len->months += amount / MICRO * u.months;
    return true;
}

static bool length_fits(const Length *len)
{
    return len->days <= 4000000 && len->months <= 120000;
}

static CoreExpr *quantity(Sema *s, const Node *n)
{
    Length len = {0};
    if (n->word == KW_BUSINESS)
        return business_literal(s, n);
    for (int i = 0; i < n->n; i++)
        if (!length_add(s, n->kid[i], n->word == KW_CALENDAR, &len))
            return core_error(s, n->span);
    if ((len.elapsed && len.calendar) || (len.days > 0 && len.months > 0)) {
        Diag *d = say(s, E0206, n->span, MSG_UNITS_MIXED, str_z(span_text(n->span)));
        diag_help(d, MSG_UNITS_MIXED_HELP);
        return core_error(s, n->span);
    }
    if (!length_fits(&len)) {
        say(s, E0207, n->span, MSG_LENGTH_TOO_LONG, str_z(span_text(n->span)));
        return core_error(s, n->span);
    }
    return len.calendar ? core_const(
               s, &type_period, len.months * (INT64_C(1) << 32) + len.days, n->span)
                        : core_const(s, &type_duration, len.usec, n->span);
}

CoreExpr *literal_check(Sema *s, const Node *n)
{
    static CoreExpr *(*const reader[N_NODE_KINDS])(Sema *, const Node *) = {
        [N_NUMBER] = number, [N_PERCENT] = percent,   [N_MONEY] = money,
        [N_DATE] = date,     [N_TIMESTAMP] = stamp,   [N_STRING] = text,
        [N_YESNO] = yesno,   [N_QUANTITY] = quantity,
    };
    return reader[n->kind] != NULL ? reader[n->kind](s, n) : NULL;
}

void value_text(Buf *b, const Core *c, const Type *type, int64_t v)
{
    Value value = {.type = type, .i64 = v};
    if (type->kind == TY_CALENDAR)
        buf_str(b, c->calendars[v].name);
    else
        value_print(b, &value, c->zone, c->currency, true);
}

static CoreExpr *list_of_type(Sema *s, const Node *n, const Type *want,
                              const char *whose)
{
    CoreExpr *e = core_new(s, CORE_CONST, want, n->span, n->n);
    for (int i = 0; i < n->n; i++) {
        CoreExpr *item = literal_of_type(s, n->kid[i], want->elem, whose);
        if (item == NULL)
            return NULL;
        core_set_arg(e, i, item);
    }
    return e;
}

CoreExpr *literal_of_type(Sema *s, const Node *n, const Type *want, const char *whose)
{
    if (n == NULL || n->kind == N_BAD || want->kind == TY_ERROR)
        return NULL;
    if (want->kind == TY_LIST && n->kind == N_LIST_OF)
        return list_of_type(s, n, want, whose);
    CoreExpr *e = check_beside(s, n, want->kind == TY_ENUM ? want->of : NULL);
    int64_t v = 0;
    if (is_error(e))
        return NULL;
    if (!type_same(e->type, want)) {
        Diag *d = say(s, E0201, n->span, MSG_WANTS_TYPE, whose, a_type(want),
                      a_type(e->type));
        help_literal(d, s, n, e, want);
        return NULL;
    }
    if (is_const(e))
        return e;
    if (core_value(e, &v))
        return core_const(s, want, v, n->span);
    say(s, E0220, n->span, MSG_WANTS_CONSTANT, whose);
    return NULL;
}
