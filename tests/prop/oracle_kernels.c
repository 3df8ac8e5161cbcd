/* oracle_kernels.c -- each primitive of kernels.def on single values, one function a row. */
#include "interp/base/utf8.h"
#include "tests/prop/oracle_part.h"

typedef struct Call {
    const Value *a; /* operands */
    int n;
    const Zone *zone;
    const CoreCalendar *calendars;
    Arena *arena;
    unsigned *marks;
} Call;

#define KERNEL(id, n_args, result, nulls, en) static Value on_##id(const Call *c);
#include "interp/lang/kernels.def"

enum Nulls { STRICT, OWN };

static const struct {
    Value (*run)(const Call *c);
    enum Nulls nulls;
} kernels[] = {
#define KERNEL(id, n_args, result, nulls, en) {on_##id, nulls},
#include "interp/lang/kernels.def"
};

Value oracle_kernel(const Oracle *o, KernelId k, const Value *arg, int n,
                    unsigned *marks)
{
    const Call c = {arg, n, o->core->zone, o->core->calendars, o->arena, marks};

    for (int i = 0; i < n; i++)
        if (arg[i].missing && kernels[k].nulls == STRICT)
            return (Value){.missing = true};
    return kernels[k].run(&c);
}

/* -- results ------------------------------------------------------------------------- */

static Value none(void) { return (Value){.missing = true}; }
static Value flag(bool yes) { return (Value){.i64 = yes}; }
static Value text(Str s) { return (Value){.text = s}; }
static Value overflow(const Call *c)
{
    *c->marks |= SEEN_OVERFLOW;
    return none();
}
/* A number of 128 bits, where it is one of ours. */
static Value narrow(const Call *c, Int128 v)
{
    if (v > INT64_MAX || v < -(Int128)INT64_MAX)
        return overflow(c);
    return (Value){.i64 = (int64_t)v};
}
static Int128 wide(const Call *c, int i) { return c->a[i].i64; }

static Int128 floor_div(Int128 a, Int128 b)
{
    const Int128 q = a / b;

    return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}
/* a ÷ b to the nearest whole number, a half to the even one. */
static Int128 even_div(Int128 a, Int128 b)
{
    if (b < 0) {
        a = -a;
        b = -b;
    }
    const Int128 q = floor_div(a, b), rest = a - q * b;

    if (2 * rest > b || (2 * rest == b && q % 2 != 0))
        return q + 1;
    return q;
}

/* -- numbers ------------------------------------------------------------------------- */

static Value on_K_ADD(const Call *c) { return narrow(c, wide(c, 0) + wide(c, 1)); }
static Value on_K_SUB(const Call *c) { return narrow(c, wide(c, 0) - wide(c, 1)); }
static Value on_K_MUL(const Call *c)
{
    return narrow(c, even_div(wide(c, 0) * wide(c, 1), MICRO));
}
static Value on_K_DIV(const Call *c)
{
    if (c->a[1].i64 == 0) {
        *c->marks |= SEEN_DIV_ZERO;
        return none();
    }
    return narrow(c, even_div(wide(c, 0) * MICRO, wide(c, 1)));
}
static Value on_K_NEG(const Call *c) { return narrow(c, -wide(c, 0)); }
static Value on_K_ABS(const Call *c)
{
    return narrow(c, c->a[0].i64 < 0 ? -wide(c, 0) : wide(c, 0));
}
static Value on_K_ROUND(const Call *c)
{
    const int64_t places = c->a[1].i64;
    Int128 unit = MICRO;

    if (places % MICRO != 0 || places < 0 || places > 6 * MICRO)
        return none();
    for (int64_t i = 0; i < places; i += MICRO)
        unit /= 10;
    return narrow(c, even_div(wide(c, 0), unit) * unit);
}
static Value on_K_FLOOR(const Call *c)
{
    return narrow(c, floor_div(wide(c, 0), MICRO) * MICRO);
}
static Value on_K_CEIL(const Call *c)
{
    return narrow(c, -floor_div(-wide(c, 0), MICRO) * MICRO);
}
/* The least (or greatest) of the operands that are known. */
static Value extreme(const Call *c, bool least)
{
    Value best = none();

    for (int i = 0; i < c->n; i++)
        if (!c->a[i].missing
            && (best.missing
                || (least ? c->a[i].i64 < best.i64 : c->a[i].i64 > best.i64)))
            best = c->a[i];
    return best;
}
static Value on_K_MIN(const Call *c) { return extreme(c, true); }
static Value on_K_MAX(const Call *c) { return extreme(c, false); }
static Value on_K_EARLIEST(const Call *c) { return extreme(c, true); }
static Value on_K_LATEST(const Call *c) { return extreme(c, false); }
static Value on_K_CLAMP(const Call *c)
{
    const Value *a = c->a;

    if (a[1].i64 > a[2].i64)
        return none();
    return a[0].i64 < a[1].i64 ? a[1] : a[0].i64 > a[2].i64 ? a[2] : a[0];
}

/* -- comparisons --------------------------------------------------------------------- */

#define COMPARES(name, op, l, r) \
    static Value on_##name(const Call *c) { return flag((l)op(r)); }
COMPARES(K_EQ, ==, c->a[0].i64, c->a[1].i64)
COMPARES(K_NE, !=, c->a[0].i64, c->a[1].i64)
COMPARES(K_LT, <, c->a[0].i64, c->a[1].i64)
COMPARES(K_LE, <=, c->a[0].i64, c->a[1].i64)
COMPARES(K_GT, >, c->a[0].i64, c->a[1].i64)
COMPARES(K_GE, >=, c->a[0].i64, c->a[1].i64)
COMPARES(K_EQ_FLAG, ==, c->a[0].i64, c->a[1].i64)
COMPARES(K_NE_FLAG, !=, c->a[0].i64, c->a[1].i64)
COMPARES(K_EQ_TEXT, ==, str_cmp(c->a[0].text, c->a[1].text), 0)
COMPARES(K_NE_TEXT, !=, str_cmp(c->a[0].text, c->a[1].text), 0)
COMPARES(K_LT_TEXT, <, str_cmp(c->a[0].text, c->a[1].text), 0)
COMPARES(K_LE_TEXT, <=, str_cmp(c->a[0].text, c->a[1].text), 0)
COMPARES(K_GT_TEXT, >, str_cmp(c->a[0].text, c->a[1].text), 0)
COMPARES(K_GE_TEXT, >=, str_cmp(c->a[0].text, c->a[1].text), 0)

static bool part_at(Str whole, Str part, size_t at)
{
    return at + part.n <= whole.n && str_eq(str_sub(whole, at, at + part.n), part);
}
static Value on_K_CONTAINS(const Call *c)
{
    for (size_t at = 0; at <= c->a[0].text.n; at++)
        if (part_at(c->a[0].text, c->a[1].text, at))
            return flag(true);
    return flag(false);
}
static Value on_K_STARTS(const Call *c)
{
    return flag(part_at(c->a[0].text, c->a[1].text, 0));
}
static Value on_K_ENDS(const Call *c)
{
    const Str a = c->a[0].text, b = c->a[1].text;

    return flag(b.n <= a.n && part_at(a, b, a.n - b.n));
}

/* -- lists --------------------------------------------------------------------------- */

static Value on_K_LIST_HAS(const Call *c)
{
    const bool texts = type_phys(c->a[1].type) == PHYS_TEXT;

    for (int i = 0; i < c->a[0].n_items; i++) {
        const Value *item = &c->a[0].item[i];

        if (texts ? str_eq(item->text, c->a[1].text) : item->i64 == c->a[1].i64)
            return flag(true);
    }
    return flag(false);
}
static Value on_K_LIST_COUNT(const Call *c)
{
    return (Value){.i64 = c->a[0].n_items * MICRO};
}

/* -- texts --------------------------------------------------------------------------- */

typedef size_t Mapping(Str s, char *out, size_t cap);

static Str mapped(const Call *c, Str s, Mapping *map)
{
    const size_t n = map(s, NULL, 0);
    char *p = arena_alloc(c->arena, n + 1, 1);

    map(s, p, n);
    return (Str){p, n};
}
static Value on_K_FOLD(const Call *c)
{
    return text(mapped(c, c->a[0].text, utf8_fold));
}
static Value on_K_FOLD_LIST(const Call *c)
{
    Value v = c->a[0], *item = ROOM(c->arena, Value, v.n_items);

    for (int i = 0; i < v.n_items; i++) {
        item[i] = v.item[i];
        item[i].text = mapped(c, item[i].text, utf8_fold);
    }
    v.item = item;
    return v;
}
static Value on_K_LOWER(const Call *c)
{
    return text(mapped(c, c->a[0].text, utf8_lower));
}
static Value on_K_TRIM(const Call *c) { return text(str_trim(c->a[0].text)); }
static Value on_K_DOMAIN(const Call *c)
{
    const Str s = c->a[0].text;
    size_t at = s.n;

    while (at > 0 && s.p[at - 1] != '@')
        at--;
    if (at == 0)
        return none();
    return text(str_trim(mapped(c, str_sub(s, at, s.n), utf8_lower)));
}
static Value on_K_LENGTH(const Call *c)
{
    return (Value){.i64 = utf8_count(c->a[0].text) * MICRO};
}

/* -- days and instants --------------------------------------------------------------- */

static Value day(const Call *c, Int128 d)
{
    if (d < civil_days(1, 1, 1) || d > civil_days(9999, 12, 31))
        return overflow(c);
    return (Value){.i64 = (int64_t)d};
}
typedef struct Ymd {
    int year, month, day;
} Ymd;
static Ymd ymd(int64_t days)
{
    Ymd r;

    civil_of_days((int32_t)days, &r.year, &r.month, &r.day);
    return r;
}
/* The wall time of an instant; false outside the years 1 to 9999. */
static bool wall_time(const Call *c, int64_t instant, int64_t *wall)
{
    const int64_t lo = civil_days(1, 1, 1) * USEC_DAY,
                  hi = (civil_days(9999, 12, 31) + 1) * USEC_DAY;

    if (instant < lo - USEC_DAY || instant >= hi + USEC_DAY)
        return false;
    *wall = zone_to_wall(c->zone, instant);
    return *wall >= lo && *wall < hi;
}
static Value on_K_DATE_OF(const Call *c)
{
    int64_t wall;

    if (!wall_time(c, c->a[0].i64, &wall))
        return overflow(c);
    return day(c, floor_div(wall, USEC_DAY));
}
static Value on_K_HOUR_OF(const Call *c)
{
    int64_t wall;

    if (!wall_time(c, c->a[0].i64, &wall))
        return overflow(c);
    const Int128 in_day = wall - floor_div(wall, USEC_DAY) * USEC_DAY;

    return (Value){.i64 = (int64_t)(in_day / (3600 * USEC_SECOND)) * MICRO};
}
static Value on_K_MONTH_OF(const Call *c)
{
    return (Value){.i64 = ymd(c->a[0].i64).month * MICRO};
}
static Value on_K_YEAR_OF(const Call *c)
{
    return (Value){.i64 = ymd(c->a[0].i64).year * MICRO};
}
static Value on_K_WEEKDAY_OF(const Call *c)
{
    /* 1970-01-01 was a Thursday. */
    return (Value){.i64 =
                       (int64_t)(c->a[0].i64 + 3 - floor_div(c->a[0].i64 + 3, 7) * 7)};
}
static Value on_K_DATE_ADD(const Call *c)
{
    return day(c, wide(c, 0) + floor_div(wide(c, 1), USEC_DAY));
}
static Value on_K_DATE_SUB(const Call *c)
{
    return day(c, wide(c, 0) + floor_div(-wide(c, 1), USEC_DAY));
}
static Value on_K_DATE_DIFF(const Call *c)
{
    return narrow(c, (wide(c, 0) - wide(c, 1)) * USEC_DAY);
}
/* Months first, clamped to the month's end; then days. */
static Value moved(const Call *c, int64_t from, int64_t period, int sign)
{
    const int64_t months = sign * (period >> 32), days = sign * (period & 0xffffffff);
    Ymd d = ymd(from);
    const Int128 month = d.year * 12 + d.month - 1 + months,
                 year = floor_div(month, 12);

    if (year < 1 || year > 9999)
        return overflow(c);
    d.year = (int)year;
    d.month = (int)(month - year * 12) + 1;
    if (d.day > civil_month_days(d.year, d.month))
        d.day = civil_month_days(d.year, d.month);
    return day(c, (Int128)civil_days(d.year, d.month, d.day) + days);
}
static Value on_K_DATE_PLUS_PERIOD(const Call *c)
{
    return moved(c, c->a[0].i64, c->a[1].i64, 1);
}
static Value on_K_DATE_MINUS_PERIOD(const Call *c)
{
    return moved(c, c->a[0].i64, c->a[1].i64, -1);
}
static Value instant_moved(const Call *c, int sign)
{
    int64_t wall;

    if (!wall_time(c, c->a[0].i64, &wall))
        return overflow(c);
    const int64_t from = (int64_t)floor_div(wall, USEC_DAY);
    const Value to = moved(c, from, c->a[1].i64, sign);

    if (to.missing)
        return to;
    return (Value){
        .i64 = zone_to_instant(c->zone, to.i64 * USEC_DAY + wall - from * USEC_DAY)};
}
static Value on_K_STAMP_PLUS_PERIOD(const Call *c) { return instant_moved(c, 1); }
static Value on_K_STAMP_MINUS_PERIOD(const Call *c) { return instant_moved(c, -1); }

/* -- open time ----------------------------------------------------------------------- */

/* The last operand. */
static const Calendar *calendar(const Call *c)
{
    return c->calendars[c->a[c->n - 1].i64].calendar;
}
static Value answer(const Call *c, bool has, int64_t v)
{
    return has ? (Value){.i64 = v} : overflow(c);
}
static Value on_K_BUSINESS_TIME(const Call *c)
{
    int64_t v = 0;
    const bool has = calendar_between(calendar(c), c->a[0].i64, c->a[1].i64, &v);

    return answer(c, has, v);
}
static Value on_K_DEADLINE(const Call *c)
{
    int64_t v = 0;
    const bool has = calendar_deadline(calendar(c), c->a[0].i64, c->a[1].i64, &v);

    return answer(c, has, v);
}
static Value on_K_DEADLINE_DAYS(const Call *c)
{
    int64_t v = 0;
    const int days = (int)(c->a[1].i64 / BUSINESS_DAY);
    const bool has = calendar_deadline_days(calendar(c), c->a[0].i64, days, &v);

    return answer(c, has, v);
}
static Value on_K_IS_OPEN(const Call *c)
{
    bool open = false;
    const bool has = calendar_is_open(calendar(c), c->a[0].i64, &open);

    return answer(c, has, open);
}
static Value on_K_NEXT_OPEN(const Call *c)
{
    int64_t v = 0;
    const bool has = calendar_next_open(calendar(c), c->a[0].i64, &v);

    return answer(c, has, v);
}
static Value on_K_NEXT_CLOSE(const Call *c)
{
    int64_t v = 0;
    const bool has = calendar_next_close(calendar(c), c->a[0].i64, &v);

    return answer(c, has, v);
}
