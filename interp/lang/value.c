/* value.c -- values as text and as JSON.
 *
 * What is printed bare can be read back as a literal of the language, save instants of a
 * zone (an offset stands for the zone) and seconds with a fraction.
 */
#include "interp/lang/value.h"

#include "interp/base/decimal.h"
#include "interp/lang/clause.h"
#include <assert.h>

#define USEC_MINUTE (60 * USEC_SECOND)
#define USEC_HOUR   (60 * USEC_MINUTE)

typedef struct Unit {
    int64_t us;
    const char *one, *many;
} Unit;

static const Unit units[] = {{USEC_DAY, "day", "days"},
                             {USEC_HOUR, "hour", "hours"},
                             {USEC_MINUTE, "minute", "minutes"}};

static void print_unit(Buf *b, int64_t n, const char *one, const char *many)
{
    buf_i64(b, n);
    buf_char(b, ' ');
    buf_z(b, n == 1 || n == -1 ? one : many);
}

/* Puts a blank before all but the first part. */
static void part_gap(Buf *b, bool *first)
{
    if (!*first)
        buf_char(b, ' ');
    *first = false;
}

static uint64_t magnitude(int64_t v) { return v < 0 ? 0 - (uint64_t)v : (uint64_t)v; }

/* "1 day 2 hours 0.5 seconds"; a sign stands before all of it. */
static void print_duration(Buf *b, int64_t us)
{
    uint64_t left = magnitude(us);
    bool first = true;

    if (us < 0)
        buf_char(b, '-');
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const int64_t n = (int64_t)(left / (uint64_t)units[i].us);
        left %= (uint64_t)units[i].us;
        if (n == 0)
            continue;
        part_gap(b, &first);
        print_unit(b, n, units[i].one, units[i].many);
    }
    if (left == 0 && !first)
        return;
    part_gap(b, &first);
    dec_buf(b, (int64_t)left);
    buf_z(b, left == (uint64_t)USEC_SECOND ? " second" : " seconds");
}

/* Business days; or open time, which has no days: hours or, where they do not divide it,
 * minutes or, where their six places do not, seconds: always exactly.  Open time that was computed past all calendars is no number of days. */
static void print_business(Buf *b, int64_t us)
{
    if (business_is_days(us) && us % BUSINESS_DAY == 0) {
        print_unit(b, business_days(us), "business day", "business days");
        return;
    }
    if (us % USEC_HOUR == 0) {
        print_unit(b, us / USEC_HOUR, "business hour", "business hours");
        return;
    }
    if (us % 60 == 0) {
        dec_buf(b, us / 60);
        buf_z(b, us == USEC_MINUTE ? " business minute" : " business minutes");
        return;
    }
    dec_buf(b, us);
    buf_z(b, us == USEC_SECOND ? " business second" : " business seconds");
}

/* One of the two halves is 0. */
static void print_period(Buf *b, int64_t period)
{
    const int64_t months = period >> 32, days = period & INT64_C(0xffffffff);
    if (months == 0)
        print_unit(b, days, "calendar day", "calendar days");
    else if (months % 12 == 0)
        print_unit(b, months / 12, "year", "years");
    else
        print_unit(b, months, "month", "months");
}

static void print_text(Buf *b, Str s, bool quoted)
{
    if (quoted)
        buf_json(b, s);
    else
        buf_str(b, s);
}

static void print_money(Buf *b, int64_t micros, Str currency)
{
    dec_buf(b, micros);
    if (currency.n == 0)
        return;
    buf_char(b, ' ');
    buf_str(b, currency);
}

static Str member_name(const Enum *e, int64_t i)
{
    assert(i >= 0 && i < e->n);
    return e->member[i];
}

static void print_list(Buf *b, const Value *v, const Zone *zone, Str currency)
{
    buf_char(b, '[');
    for (int i = 0; i < v->n_items; i++) {
        if (i > 0)
            buf_z(b, ", ");
        value_print(b, &v->item[i], zone, currency, true);
    }
    buf_char(b, ']');
}

void value_print(Buf *b, const Value *v, const Zone *zone, Str currency, bool quoted)
{
    if (v->missing) {
        buf_z(b, "missing");
        return;
    }
    switch (v->type->kind) {
    case TY_TEXT: print_text(b, v->text, quoted); break;
    case TY_NUMBER: dec_buf(b, v->i64); break;
    case TY_MONEY: print_money(b, v->i64, currency); break;
    case TY_FLAG: buf_z(b, v->i64 != 0 ? "yes" : "no"); break;
    case TY_ENUM: buf_str(b, member_name(v->type->of, v->i64)); break;
    case TY_DATE: civil_print_date(b, (int32_t)v->i64); break;
    case TY_TIMESTAMP: zone_print(b, zone, v->i64); break;
    case TY_DURATION: print_duration(b, v->i64); break;
    case TY_BUSINESS: print_business(b, v->i64); break;
    case TY_PERIOD: print_period(b, v->i64); break;
    case TY_LIST: print_list(b, v, zone, currency); break;
    case TY_CALENDAR:
    case TY_ERROR:
    case N_TYPE_KINDS: assert(false); break;
    }
}

static void json_list(Buf *b, const Value *v, const Zone *zone)
{
    buf_char(b, '[');
    for (int i = 0; i < v->n_items; i++) {
        if (i > 0)
            buf_char(b, ',');
        value_json(b, &v->item[i], zone);
    }
    buf_char(b, ']');
}

/* What is printed as a text of plain letters, digits and signs needs no escapes. */
static void json_quoted(Buf *b, const Value *v, const Zone *zone)
{
    buf_char(b, '"');
    value_print(b, v, zone, (Str){NULL, 0}, false);
    buf_char(b, '"');
}

void value_json(Buf *b, const Value *v, const Zone *zone)
{
    if (v->missing) {
        buf_z(b, "null");
        return;
    }
    switch (v->type->kind) {
    case TY_TEXT: buf_json(b, v->text); break;
    case TY_NUMBER:
    case TY_MONEY: dec_buf(b, v->i64); break;
    case TY_FLAG: buf_z(b, v->i64 != 0 ? "true" : "false"); break;
    case TY_ENUM: buf_json(b, member_name(v->type->of, v->i64)); break;
    case TY_DATE:
    case TY_TIMESTAMP:
    case TY_DURATION:
    case TY_BUSINESS:
    case TY_PERIOD: json_quoted(b, v, zone); break;
    case TY_LIST: json_list(b, v, zone); break;
    case TY_CALENDAR:
    case TY_ERROR:
    case N_TYPE_KINDS: assert(false); break;
    }
}

static bool items_same(const Value *a, const Value *b)
{
    if (a->n_items != b->n_items)
        return false;
    for (int i = 0; i < a->n_items; i++)
        if (!value_same(&a->item[i], &b->item[i]))
            return false;
    return true;
}

bool value_same(const Value *a, const Value *b)
{
    if (!type_same(a->type, b->type) || a->missing != b->missing)
        return false;
    if (a->missing)
        return true;
    switch (type_phys(a->type)) {
    case PHYS_I64:
    case PHYS_FLAG: return a->i64 == b->i64;
    case PHYS_TEXT: return str_eq(a->text, b->text);
    case PHYS_LIST: return items_same(a, b);
    }
    return false;
}
