/* check_holidays.c -- `holidays NAME { … }`: rules, each of which gives some day. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/sema/check_calendar.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/module.h"
#include "interp/sema/remark.h"

enum { MONTHS = 12, WEEKDAYS = 7, NTH_MOST = 5, EASTER_MOST = 250, LEAP_YEAR = 2024 };

/* -- words --------------------------------------------------------------------------- */

static const char *const months[MONTHS] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
static const char *const weekdays[WEEKDAYS] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/* In full or by three letters; -1 where it is none of them. */
static int word_index(Str word, const char *const *full, int n)
{
    for (int i = 0; i < n; i++)
        if (str_is(word, full[i]) || (word.n == 3 && str_starts(str_of(full[i]), word)))
            return i;
    return -1;
}

int weekday_named(Str word) { return word_index(word, weekdays, WEEKDAYS); }

static void say_no_word(Sema *s, const Node *name, MsgId msg, const char *const *full,
                        int n)
{
    Str known[2 * MONTHS];
    for (int i = 0; i < n; i++) {
        known[i] = str_of(word_at(s, name->span, full[i]));
        known[n + i] =
            str_of(word_at(s, name->span, str_z(str_sub(str_of(full[i]), 0, 3))));
    }
    say_unknown(s, E0419, name->span, msg, name->text, known, 2 * n);
}

void say_no_weekday(Sema *s, const Node *name)
{
    say_no_word(s, name, MSG_NO_WEEKDAY, weekdays, WEEKDAYS);
}

static bool weekday_of(Sema *s, const Node *name, int *weekday)
{
    *weekday = weekday_named(text_of(name));
    if (*weekday < 0)
        say_no_weekday(s, name);
    return *weekday >= 0;
}

static bool month_of(Sema *s, const Node *name, int *month)
{
    *month = word_index(text_of(name), months, MONTHS) + 1;
    if (*month == 0)
        say_no_word(s, name, MSG_NO_MONTH, months, MONTHS);
    return *month > 0;
}

/* -- numbers ------------------------------------------------------------------------- */

bool whole_number(Sema *s, const Node *n, int lo, int hi, int *out)
{
    CoreExpr *e = n != NULL ? literal_check(s, n) : NULL;
    if (e == NULL || e->type->kind != TY_NUMBER || e->i64 % MICRO != 0
        || e->i64 < lo * MICRO || e->i64 > hi * MICRO)
        return false;
    *out = (int)(e->i64 / MICRO);
    return true;
}

static void say_no_day(Sema *s, Span at)
{
    say(s, E0208, at, MSG_NO_SUCH_DATE, span_words(at));
}

bool in_calendar_years(Sema *s, const Node *date, int32_t *day)
{
    int64_t days;
    if (!literal_date(s, date, &days))
        return false;
    *day = (int32_t)days;
    if (days >= 0 && days < civil_days(CALENDAR_LAST_YEAR + 1, 1, 1))
        return true;
    say(s, E0208, date->span, MSG_OUTSIDE_CALENDARS, str_z(date->text));
    return false;
}

/* -- what names a day ---------------------------------------------------------------- */

static bool read_day(Sema *s, const Node *n, HolidayRule *r)
{
    r->kind = HOLIDAY_FIXED;
    if (!month_of(s, kid(n, 1), &r->month))
        return false;
    if (whole_number(s, kid(n, 0), 1, civil_month_days(LEAP_YEAR, r->month), &r->day))
        return true;
    say_no_day(s, n->span);
    return false;
}

static bool read_easter(Sema *s, const Node *n, HolidayRule *r)
{
    r->kind = HOLIDAY_EASTER;
    if (kid(n, 0) != NULL && !whole_number(s, kid(n, 0), 0, EASTER_MOST, &r->offset)) {
        say(s, E0207, kid(n, 0)->span, MSG_EASTER_DAYS, span_words(n->span));
        return false;
    }
    if (n->flags & NODE_MINUS)
        r->offset = -r->offset;
    return true;
}

static bool read_nth(Sema *s, const Node *n, HolidayRule *r)
{
    const Str nth = text_of(kid(n, 0));
    r->kind = HOLIDAY_NTH;
    if (!weekday_of(s, kid(n, 1), &r->weekday) || !month_of(s, kid(n, 2), &r->month))
        return false;
    if (kid(n, 0) == NULL)
        return true;
    r->nth = nth.n == 1 ? nth.p[0] - '0' : 0;
    if (r->nth >= 1 && r->nth <= NTH_MOST)
        return true;
    say(s, E0208, n->span, MSG_NO_NTH, span_words(n->span));
    return false;
}

static bool read_date(Sema *s, const Node *n, HolidayRule *r)
{
    r->kind = HOLIDAY_DATE;
    return in_calendar_years(s, n, &r->date);
}

static bool (*const read_named[N_NODE_KINDS])(Sema *, const Node *, HolidayRule *) = {
    [N_HD_DAY] = read_day,
    [N_HD_EASTER] = read_easter,
    [N_HD_NTH] = read_nth,
    [N_DATE] = read_date,
};

/* -- the years in which it does ------------------------------------------------------ */

static bool read_year(Sema *s, const Node *n, int *year)
{
    enum { FIRST = 1000, LAST = 9999 };
    if (n == NULL || whole_number(s, n, FIRST, LAST, year))
        return true;
    say(s, E0208, n->span, MSG_NO_YEAR, span_words(n->span));
    return false;
}

static bool is_in_year(const HolidayRule *r, int year)
{
    int of_date, month, day;
    civil_of_days(r->date, &of_date, &month, &day);
    if (r->kind == HOLIDAY_FIXED)
        return civil_is_date(year, r->month, r->day);
    return r->kind != HOLIDAY_DATE || year == of_date;
}

static bool is_ever(const HolidayRule *r)
{
    const int until = r->until_year != 0 ? r->until_year : CALENDAR_LAST_YEAR;
    int year = r->from_year > CALENDAR_FIRST_YEAR ? r->from_year : CALENDAR_FIRST_YEAR;
    for (; year <= until && year <= CALENDAR_LAST_YEAR; year++)
        if (is_in_year(r, year))
            return true;
    return false;
}

static bool read_years(Sema *s, const Node *n, HolidayRule *r)
{
    const Node *from = kid(n, 1), *until = kid(n, 2);
    if (!read_year(s, from, &r->from_year) || !read_year(s, until, &r->until_year))
        return false;
    if (from != NULL && until != NULL && r->until_year < r->from_year) {
        const Span at = {from->span.src, from->span.lo, until->span.hi};
        const char *a = span_words(from->span), *b = span_words(until->span);
        Diag *d = say(s, E0218, at, MSG_RANGE_REVERSED_AT, str_format("%s..%s", a, b));
        diag_help(d, MSG_WRITE_YEARS, b, a);
        return false;
    }
    if (is_ever(r))
        return true;
    say(s, E0208, n->span, MSG_NEVER_A_DAY, span_words(kid(n, 0)->span));
    return false;
}

/* -- lists --------------------------------------------------------------------------- */

static bool years_meet(const HolidayRule *a, const HolidayRule *b)
{
    return (a->until_year == 0 || b->from_year <= a->until_year)
           && (b->until_year == 0 || a->from_year <= b->until_year);
}

static bool same_rule(const HolidayRule *a, const HolidayRule *b)
{
    return a->kind == b->kind && a->day == b->day && a->month == b->month
           && a->offset == b->offset && a->nth == b->nth && a->weekday == b->weekday
           && a->date == b->date && str_eq(a->title, b->title) && years_meet(a, b);
}

static const Node *line_before(const HolidayRule *rule, const Node *const *line, int n)
{
    for (int i = 0; i < n; i++)
        if (same_rule(&rule[i], &rule[n]))
            return line[i];
    return NULL;
}

static void read_rules(Sema *s, CoreHolidays *h, const Node *body)
{
    const Node **line = MEM_ARRAY(const Node *, n_items(body) + 1);
    h->rules = MEM_ARRAY(HolidayRule, n_items(body) + 1);
    for (int i = 0; i < n_items(body); i++) {
        const Node *n = body->kid[i], *named = kid(n, 0);
        HolidayRule *r = &h->rules[h->n_rules];
        if (n->kind != N_HOLIDAY || named == NULL || read_named[named->kind] == NULL)
            continue;
        *r = (HolidayRule){.observed = (n->flags & NODE_OBSERVED) != 0,
                           .title = text_of(kid(n, 3))};
        if (!read_named[named->kind](s, named, r) || !read_years(s, n, r))
            continue;
        const Node *before = line_before(h->rules, line, h->n_rules);
        if (before != NULL) {
            Diag *d = say(s, E0404, n->span, MSG_LINE_TWICE, span_words(n->span));
            diag_label(d, before->span, MSG_FIRST_HERE);
            continue;
        }
        line[h->n_rules++] = n;
    }
}

/* A library may have an empty list: a state that has no days of its own. */
void check_holidays(Sema *s)
{
    const NodeList *l = &s->decls[N_HOLIDAYS];
    s->core->holidays = MEM_ARRAY(CoreHolidays, l->n + 1);
    for (int i = 0; i < l->n; i++) {
        const Node *n = l->item[i];
        CoreHolidays *h = &s->core->holidays[s->core->n_holidays++];
        h->name = text_of(kid(n, 0));
        h->title = text_or(kid(n, 1), h->name);
        h->id = core_span(s, n->span);
        if (n_items(kid(n, 2)) == 0 && !module_has(s, n->span))
            say(s, E0420, n->at, MSG_EMPTY_HOLIDAYS, str_z(h->name));
        read_rules(s, h, kid(n, 2));
        (void)declare(s, SYM_HOLIDAYS, kid(n, 0), n, i);
    }
}

const Holidays *holidays_used(Sema *s, int index)
{
    CoreHolidays *h = &s->core->holidays[index];
    if (h->days == NULL)
        h->days = holidays_make(h->rules, h->n_rules);
    return h->days;
}
