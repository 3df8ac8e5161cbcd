/* report_value.c -- figures as people read them: rounded once, to the side that does not
 * flatter.
 *
 * A value is a fraction of its type's unit.  It is brought to a multiple of a grid: two
 * decimals, a tenth of a percent, a minute … .  The grid is made finer until the target
 * lies on it, so that `value >= target` and `rounded down >= target` are the same question;
 * likewise upwards for `at most`.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/report_words.h"
#include "interp/io/summary.h"
#include "interp/lang/clause.h"
#include "interp/lang/value.h"

#define SECOND USEC_SECOND
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)

enum { HUNDREDTH = 10000, TENTH_PERCENT = 1000, GROUP_DIGITS = 3 };

static bool is_length(const Type *t)
{
    return t->kind == TY_DURATION || t->kind == TY_BUSINESS;
}

static uint64_t size_of(int64_t v) { return v < 0 ? 0 - (uint64_t)v : (uint64_t)v; }

/* Grids of lengths, coarse to fine: the largest unit that a length has two of decides. */
static int64_t length_grid(int64_t us)
{
    uint64_t u = size_of(us);
    if (u >= 2 * (uint64_t)USEC_DAY)
        return HOUR;
    if (u >= (uint64_t)HOUR)
        return MINUTE;
    return u >= (uint64_t)SECOND ? SECOND : 1;
}

static int64_t finer(const Type *t, int64_t grid)
{
    if (!is_length(t))
        return grid / 10;
    return grid == HOUR ? MINUTE : grid == MINUTE ? SECOND : 1;
}

static int64_t grid_of(const Type *t, bool share, int64_t v, const FigureValue *target)
{
    int64_t grid = 1;
    if (share)
        grid = TENTH_PERCENT;
    else if (t->kind == TY_NUMBER || t->kind == TY_MONEY)
        grid = HUNDREDTH;
    else if (is_length(t) && !business_is_days(v))
        grid = length_grid(v);
    if (target != NULL && !target->missing && !target->overflow)
        while (grid > 1 && target->i64 % grid != 0)
            grid = finer(t, grid);
    return grid;
}

/* The largest multiple of the grid that is not above the value, or the least not below. */
static int64_t to_grid(const FigureValue *v, int64_t grid, bool up)
{
    Int128 over = v->under != 0 ? (Int128)v->over * MICRO : v->i64;
    Int128 under = (Int128)(v->under != 0 ? v->under : 1) * grid;
    if (under < 0) {
        over = -over;
        under = -under;
    }
    Int128 q = over / under, rest = over % under;
    if (rest < 0 && !up)
        q--;
    else if (rest > 0 && up)
        q++;
    int64_t out;
    return dec_narrow(q * grid, &out) ? out : v->i64;
}

/* "1,234,567.5", "1.234.567,5" in Portuguese: micros in groups, `places` decimals unless it is whole. */
static void put_decimal(Buf *b, int64_t micros, int places)
{
    char digits[24];
    uint64_t u = size_of(micros), rest = u % (uint64_t)MICRO;
    if (micros < 0)
        buf_char(b, '-');
    buf_z(b, count_text(u / (uint64_t)MICRO));
    if (rest == 0 && places == 0)
        return;
    int n = 6;
    for (int i = 5; i >= 0; i--, rest /= 10)
        digits[i] = (char)('0' + rest % 10);
    while (n > places && digits[n - 1] == '0')
        n--;
    if (n == 0)
        return;
    buf_char(b, msg_point());
    buf_put(b, digits, (size_t)n);
}

/* Nothing and the whole are exact, so they have no decimals. */
static void put_share(Buf *b, int64_t micros, int places)
{
    bool whole = micros == 0 || micros == MICRO;
    put_decimal(b, micros * 100, whole ? 0 : places);
    buf_char(b, '%');
}

typedef struct LengthUnit {
    uint64_t us;
    MsgId word, business;
} LengthUnit;

static const LengthUnit length_units[] = {
    {(uint64_t)USEC_DAY, MSG_REP_DAYS, MSG_REP_DAYS}, /* business time has no days */
    {(uint64_t)HOUR, MSG_REP_HOURS, MSG_REP_BUSINESS_HOURS},
    {(uint64_t)MINUTE, MSG_REP_MINUTES, MSG_REP_BUSINESS_MINUTES},
    {(uint64_t)SECOND, MSG_REP_SECONDS, MSG_REP_BUSINESS_SECONDS}};

/* "3 h 20 min", "3 business h 20 min"; a fraction stands with the seconds. */
static void put_length(Buf *b, const Type *t, int64_t us)
{
    uint64_t left = size_of(us);
    bool any = false, business = t->kind == TY_BUSINESS;
    if (us == 0 && business) {
        buf_z(b, msg_text(MSG_REP_BUSINESS_HOURS, "0"));
        return;
    }
    if (us < 0)
        buf_char(b, '-');
    for (size_t i = business; i < sizeof length_units / sizeof *length_units; i++) {
        const LengthUnit *u = &length_units[i];
        uint64_t n = left / u->us;
        bool last = u->us == (uint64_t)SECOND;
        if (last ? left == 0 && any : n == 0)
            continue;
        Buf number = {0};
        if (last)
            put_decimal(&number, (int64_t)left, 0);
        else
            buf_z(&number, count_text(n));
        if (any)
            buf_char(b, ' ');
        buf_z(b, msg_text(business && !any ? u->business : u->word,
                          str_z(buf_view(&number))));
        buf_free(&number);
        left %= u->us;
        any = true;
    }
}

static void put_typed(Buf *b, const Report *r, const Type *t, int64_t v)
{
    Value value = {.type = t, .i64 = v};
    if (t->kind == TY_NUMBER || t->kind == TY_MONEY) {
        put_decimal(b, v, t->kind == TY_MONEY && v % MICRO != 0 ? 2 : 0);
        if (t->kind == TY_MONEY && r->core->currency.n > 0) {
            buf_char(b, ' ');
            buf_str(b, r->core->currency);
        }
    } else if (t->kind == TY_TIMESTAMP) {
        buf_z(b, report_instant(r, v));
    } else if (t->kind == TY_DATE) {
        buf_z(b, report_day(v));
    } else if (t->kind == TY_BUSINESS && business_is_days(v)) {
        int n = business_days(v);
        buf_z(b, msg_text(n == 1 ? MSG_REP_BUSINESS_DAY : MSG_REP_BUSINESS_DAYS,
                          count_text((uint64_t)n)));
    } else if (is_length(t)) {
        put_length(b, t, v);
    } else {
        value_print(b, &value, r->core->zone, r->core->currency, false);
    }
}

static const char *taken(Buf *b)
{
    const char *text = buf_copy(b).p;
    buf_free(b);
    return text;
}

const char *report_exact(const Report *r, const Type *type, int64_t v)
{
    Buf b = {0};
    put_typed(&b, r, type, v);
    return taken(&b);
}

const char *report_length(const Report *r, int clause, int64_t v)
{
    const CoreClause *c = &r->core->clauses[clause];
    const Type *t = c->calendar != NULL ? &type_business : &type_duration;
    FigureValue value = {.i64 = v};
    if (v == INT64_MIN)
        return msg_text(MSG_REP_NOT_THERE);
    if (business_is_days(v))
        return report_exact(r, t, v);
    return report_exact(r, t, to_grid(&value, length_grid(v), v > 0));
}

const char *report_rounded_length(const Report *r, int64_t us)
{
    FigureValue value = {.i64 = us};
    return report_exact(r, &type_duration, to_grid(&value, length_grid(us), us > 0));
}

/* What rounding took to nothing or to the whole is said to be beside it: "<0.1%". */
static bool put_beside(Buf *b, const Report *r, const FigureValue *v, const Type *t,
                       bool share, int64_t grid, int64_t shown)
{
    bool above =
        v->under != 0 ? (v->over > 0) == (v->under > 0) && v->over != 0 : v->i64 > 0;
    bool below_whole = v->under != 0 ? (Int128)v->over * (v->under < 0 ? -1 : 1)
                                           < (Int128)v->under * (v->under < 0 ? -1 : 1)
                                     : v->i64 < MICRO;
    bool none = shown == 0 && above, all = share && shown >= MICRO && below_whole;
    if (!none && !all)
        return false;
    buf_char(b, none ? '<' : '>');
    int64_t edge = none ? grid : MICRO - grid;
    if (share)
        put_share(b, edge, 1);
    else
        put_typed(b, r, t, edge);
    return true;
}

static const char *value_text(const Report *r, const FigureSet *f, const FigureValue *v,
                              bool up)
{
    const CoreMeasure *m = report_measure(r, f);
    if (v->overflow)
        return str_z(msg_raw(MSG_REP_OUT_OF_RANGE));
    if (v->missing)
        return str_z(msg_raw(MSG_REP_NO_VALUE));
    Buf b = {0};
    bool share = report_is_share(r, f);
    int64_t grid =
        grid_of(m->type, share, v->i64, m->target != NULL ? &f->target : NULL);
    int64_t shown = to_grid(v, grid, up);
    if (put_beside(&b, r, v, m->type, share, grid, shown))
        return taken(&b);
    if (share)
        put_share(&b, shown, 1);
    else
        put_typed(&b, r, m->type, shown);
    return taken(&b);
}

const char *report_value(const Report *r, const FigureSet *f, const FigureValue *v)
{
    const CoreMeasure *m = report_measure(r, f);
    return value_text(r, f, v, report_rounds_up(m));
}

bool report_rounds_up(const CoreMeasure *m)
{
    return m->target != NULL && !m->at_least && m->role != MEASURE_ATTAINMENT;
}

bool report_is_rounded(const Report *r, const FigureSet *f, const FigureValue *v)
{
    const CoreMeasure *m = report_measure(r, f);
    int64_t grid = grid_of(m->type, report_is_share(r, f), v->i64,
                           m->target != NULL ? &f->target : NULL);
    return !v->missing && to_grid(v, grid, false) != to_grid(v, grid, true);
}

const char *report_target(const Report *r, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(r, f);
    if (m->target == NULL)
        return NULL;
    const FigureValue *t = &f->target;
    const char *v = value_text(r, f, t, false);
    if (report_is_share(r, f) && !t->missing && !t->overflow) {
        Buf b = {0};
        put_share(&b, t->i64, 0);
        v = taken(&b);
    }
    bool least = m->at_least || m->role == MEASURE_ATTAINMENT;
    return msg_text(least ? MSG_REP_AT_LEAST : MSG_REP_AT_MOST, v);
}

const char *report_count(uint64_t n) { return count_text(n); }

const char *report_share(uint64_t part, uint64_t whole)
{
    Buf b = {0};
    FigureValue v = {.over = (int64_t)part, .under = (int64_t)whole};
    int64_t shown = to_grid(&v, TENTH_PERCENT, false);
    if (!put_beside(&b, NULL, &v, &type_number, true, TENTH_PERCENT, shown))
        put_share(&b, shown, 1);
    return taken(&b);
}

int report_permille(uint64_t part, uint64_t whole)
{
    if (whole == 0)
        return 0;
    Int128 p = (Int128)part * 1000 / whole;
    return p > 1000 ? 1000 : (int)p;
}

/* -- what is a share ------------------------------------------------------------------ */

static bool is_count(const Report *r, const CoreExpr *e)
{
    return e != NULL && e->kind == CORE_FIELD && e->index < r->core->n_terms
           && r->core->terms[e->index].agg == AGG_COUNT;
}

bool report_in_percent(const Report *r, int id)
{
    if (id < 0 || id >= r->core->n_spans)
        return false;
    Span s = r->core->span[id];
    if (s.src == NULL || s.hi > s.src->text.n || s.lo >= s.hi)
        return false;
    return memchr(s.src->text.p + s.lo, '%', s.hi - s.lo) != NULL;
}

/* The target as the policy has it, or the threshold that it names. */
static bool written_in_percent(const Report *r, const CoreExpr *target)
{
    if (report_in_percent(r, target->id))
        return true;
    return target->kind == CORE_THRESHOLD
           && report_in_percent(r, r->core->thresholds[target->index].id);
}

static bool any_above_whole(const FigureSet *f)
{
    for (int i = 0; i < f->n_figures; i++)
        if (f->figure[i].value.i64 > MICRO || f->figure[i].value.i64 < 0)
            return true;
    return false;
}

bool report_is_share(const Report *r, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(r, f);
    if (m->role == MEASURE_ATTAINMENT)
        return true;
    if (m->type == NULL || m->type->kind != TY_NUMBER || m->under == NULL)
        return false;
    if (m->target != NULL)
        return written_in_percent(r, m->target);
    return is_count(r, m->over) && is_count(r, m->under) && !any_above_whole(f);
}
