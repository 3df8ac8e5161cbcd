/* calendar_test.c -- random calendars against a stepper that knows nothing of pieces.
 *
 *     SEED=n N=calendars …/calendar_test
 *
 * The stepper paints each day's minutes line by line, makes instants of the ends of what is
 * open, and writes the day down in slots of half a minute around some date, often that of
 * a clock change; then it counts slots.  Dates, weeks, nights, holidays and zones are drawn;
 * half a minute divides every offset since 1970, Liberia's until 1972 too.
 */
#include "interp/time/calendar.h"
#include "tests/prop/rng.h"
#include "tests/unit/t.h"

#include <stdlib.h>

enum {
    CALENDARS = 120,
    QUESTIONS = 60,
    MAX_LINES = 7,
    MAX_RANGES = 4,
    MAX_DAYS = 3,
    MINUTES = 2880, /* of a day and of the next one, where a night ends */
    WINDOW = 24,    /* days */
    SLOTS = WINDOW * 2880,
    CLOSED = -1
};

#define SLOT_US (30 * USEC_SECOND)

/* -- what is drawn ------------------------------------------------------------------- */

typedef struct Drawn {
    CalendarLine line[MAX_LINES];
    CalendarDays days[MAX_LINES][MAX_DAYS];
    TimeRange range[MAX_LINES][MAX_RANGES];
    int n;
    const Zone *zone;
    int32_t first; /* day of the window */
    const Calendar *calendar;
} Drawn;

/* A zone and a date on which something happens there, or any date. */
typedef struct Place {
    const char *zone, *date;
} Place;

static const Place places[] = {
    {"America/Sao_Paulo", "2018-11-04"},   {"America/Sao_Paulo", "2019-02-17"},
    {"America/Havana", "2026-03-08"},      {"America/Havana", "2026-11-01"},
    {"Asia/Beirut", "2026-03-29"},         {"Asia/Beirut", "2026-10-25"},
    {"Australia/Lord_Howe", "2026-10-04"}, {"Australia/Lord_Howe", "2026-04-05"},
    {"Pacific/Apia", "2011-12-30"},        {"Africa/Monrovia", "1972-01-07"},
    {"America/St_Johns", "1988-04-03"},    {"America/St_Johns", "1988-10-30"},
    {"America/New_York", "2045-03-12"},    {"Europe/Lisbon", "2026-10-25"},
    {"Africa/Casablanca", "2026-02-15"},   {"Asia/Kathmandu", "1986-01-01"},
    {"Antarctica/Troll", "2026-03-29"},    {"Pacific/Kwajalein", "1993-08-21"},
    {"Asia/Pyongyang", "2018-05-05"},      {"Asia/Tokyo", "1970-01-03"},
    {"America/Nuuk", "2100-12-20"},        {"UTC", "2026-03-01"},
};

enum { N_PLACES = sizeof places / sizeof *places };

static int32_t date(const char *s)
{
    int64_t v = 0;
    T_OK(civil_read(str_of(s), &v) == STAMP_DATE);
    return (int32_t)(v / USEC_DAY);
}

/* Mostly whole or half hours, so that ranges touch and share their ends. */
static int minute(Rng *r, int most)
{
    const int unit = rng_chance(r, 80) ? 30 : 1;
    return rng_range(r, 0, most / unit) * unit;
}

static const Holidays *draw_holidays(Rng *r, int32_t first)
{
    HolidayRule rule[6];
    const int n = rng_range(r, 1, 6);
    for (int i = 0; i < n; i++)
        rule[i] = (HolidayRule){.kind = (HolidayKind)rng_below(r, 4),
                                .day = rng_range(r, 1, 28),
                                .month = rng_range(r, 1, 12),
                                .offset = rng_range(r, -60, 60),
                                .nth = rng_below(r, 6),
                                .weekday = rng_below(r, 7),
                                .date = first + rng_below(r, WINDOW),
                                .observed = rng_chance(r, 40)};
    return holidays_make(rule, n);
}

static CalendarDays draw_days(Rng *r, int32_t first)
{
    CalendarDays d = {(DaysKind)rng_below(r, 3), 0, 0, NULL};
    switch (d.kind) {
    case DAYS_WEEK:
        d.lo = rng_below(r, 7);
        d.hi = rng_below(r, 7);
        break;
    case DAYS_DATES:
        d.lo = first + rng_below(r, WINDOW);
        d.hi = d.lo + rng_below(r, 4);
        break;
    case DAYS_HOLIDAYS: d.holidays = draw_holidays(r, first); break;
    }
    return d;
}

static void draw_line(Rng *r, Drawn *d, int i)
{
    CalendarLine *l = &d->line[i];
    l->open = i == 0 || rng_chance(r, 50);
    l->days = d->days[i];
    l->n_days = rng_range(r, 1, MAX_DAYS);
    l->range = d->range[i];
    l->n_ranges = rng_range(r, l->open, MAX_RANGES);
    for (int k = 0; k < l->n_days; k++)
        d->days[i][k] = draw_days(r, d->first);
    if (i == 0)
        d->days[0][0] =
            (CalendarDays){DAYS_WEEK, rng_below(r, 7), rng_below(r, 7), NULL};
    for (int k = 0; k < l->n_ranges; k++)
        d->range[i][k] = (TimeRange){minute(r, 1439), minute(r, 1440)};
}

static void draw_calendar(Rng *r, Drawn *d)
{
    const Place *p = &places[rng_below(r, N_PLACES)];
    d->zone = zone_load("/usr/share/zoneinfo", str_of(p->zone));
    const int32_t last = date("2100-12-31") - WINDOW;
    const int32_t at = rng_chance(r, 80) ? date(p->date) - rng_range(r, 3, WINDOW - 5)
                                         : rng_range(r, 3, last);
    d->first = at < 2 ? 2 : at > last ? last : at;
    d->n = rng_range(r, 1, MAX_LINES);
    for (int i = 0; i < d->n; i++)
        draw_line(r, d, i);
    d->calendar = calendar_compile(d->zone, d->line, d->n);
}

/* -- the stepper --------------------------------------------------------------------- */

typedef struct Steps {
    const Drawn *d;
    int64_t begin_us; /* of the first slot */
    int *day;         /* of each slot, or CLOSED */
    int64_t *sum;     /* open time before each slot, and before the end */
} Steps;

static bool days_have(const CalendarDays *d, int32_t day)
{
    const int weekday = civil_weekday(day);
    switch (d->kind) {
    case DAYS_WEEK:
        return d->lo <= d->hi ? weekday >= d->lo && weekday <= d->hi
                              : weekday >= d->lo || weekday <= d->hi;
    case DAYS_DATES: return day >= d->lo && day <= d->hi;
    case DAYS_HOLIDAYS: return holidays_has(d->holidays, day);
    }
    return false;
}

static void paint_line(const CalendarLine *l, int32_t day, bool open[MINUTES])
{
    bool any = false;
    for (int i = 0; i < l->n_days; i++)
        any = any || days_have(&l->days[i], day);
    if (any && (l->open || l->n_ranges == 0))
        memset(open, 0, MINUTES * sizeof *open);
    for (int i = 0; any && i < l->n_ranges; i++) {
        const TimeRange r = l->range[i];
        for (int m = r.from; m < (r.to > r.from ? r.to : r.to + 1440); m++)
            open[m] = l->open;
    }
}

static int64_t wall(const Drawn *d, int32_t day, int m)
{
    return zone_to_instant(d->zone, day * USEC_DAY + m * 60 * USEC_SECOND);
}

/* What an earlier day has written stays its own. */
static int write_run(Steps *s, int32_t day, int from, int to)
{
    const int64_t begin = wall(s->d, day, from), end = wall(s->d, day, to);
    const bool even =
        (begin - s->begin_us) % SLOT_US == 0 && (end - begin) % SLOT_US == 0;
    for (int64_t t = begin; t < end; t += SLOT_US) {
        const int64_t slot = (t - s->begin_us) / SLOT_US;
        if (t >= s->begin_us && slot < SLOTS && s->day[slot] == CLOSED)
            s->day[slot] = day;
    }
    return !even;
}

static int write_day(Steps *s, int32_t day)
{
    bool open[MINUTES] = {false};
    int wrong = 0;
    for (int i = 0; i < s->d->n; i++)
        paint_line(&s->d->line[i], day, open);
    if (wall(s->d, day, 0) == wall(s->d, day, 1440))
        return 0;
    for (int from = 0, to; from < MINUTES; from = to) {
        for (to = from + 1; to < MINUTES && open[to] == open[from]; to++)
            ;
        if (open[from])
            wrong += write_run(s, day, from, to);
    }
    return wrong;
}

/* The window begins two days before its first day, whose nights are known then. */
static void write_steps(Steps *s)
{
    int uneven = 0;
    s->begin_us = wall(s->d, s->d->first, 0);
    for (int i = 0; i < SLOTS; i++)
        s->day[i] = CLOSED;
    for (int32_t day = s->d->first - 2; day < s->d->first + WINDOW + 2; day++)
        uneven += write_day(s, day);
    T_INT(uneven, 0);
    for (int i = 0; i < SLOTS; i++)
        s->sum[i + 1] = s->sum[i] + (s->day[i] != CLOSED ? SLOT_US : 0);
}

static int slot_of(const Steps *s, int64_t t)
{
    return (int)((t - s->begin_us) / SLOT_US);
}

static int64_t open_until(const Steps *s, int64_t t)
{
    const int i = slot_of(s, t);
    return s->sum[i] + (s->day[i] != CLOSED ? t - s->begin_us - i * SLOT_US : 0);
}

/* -- answers by steps; false where the window does not tell --------------------------- */

static bool step_deadline(const Steps *s, int64_t t, int64_t open, int64_t *due)
{
    const int64_t goal = open_until(s, t) + open;
    *due = t;
    for (int i = slot_of(s, t); open > 0 && i < SLOTS; i++)
        if (s->sum[i + 1] >= goal) {
            *due = s->begin_us + i * SLOT_US + goal - s->sum[i];
            return true;
        }
    for (int i = slot_of(s, t); open < 0 && i >= 0; i--)
        if (s->day[i] != CLOSED && s->sum[i] <= goal) {
            *due = s->begin_us + i * SLOT_US + goal - s->sum[i];
            return true;
        }
    return open == 0;
}

static int32_t step_day(const Steps *s, int64_t t)
{
    const int i = slot_of(s, t);
    return s->day[i] != CLOSED ? s->day[i]
                               : (int32_t)(zone_to_wall(s->d->zone, t) / USEC_DAY);
}

/* The last slot of each day after that of t, until there are n of them. */
static bool step_days(const Steps *s, int64_t t, int n, int64_t *due)
{
    const int32_t after = step_day(s, t), end = s->d->first + WINDOW - 4;
    for (int32_t day = after + 1; day < end; day++) {
        int last = CLOSED;
        for (int i = 0; i < SLOTS; i++)
            last = s->day[i] == day ? i : last;
        if (last != CLOSED && --n == 0) {
            *due = s->begin_us + (last + 1) * SLOT_US;
            return true;
        }
    }
    return false;
}

/* The first change to `open` at or after the slot. */
static bool step_change(const Steps *s, int slot, bool open, int64_t *at)
{
    for (int i = slot; i < SLOTS; i++)
        if ((s->day[i] != CLOSED) == open) {
            *at = s->begin_us + i * SLOT_US;
            return true;
        }
    return false;
}

/* -- questions ----------------------------------------------------------------------- */

typedef struct Count {
    int wrong, asked;
} Count;

static void same(Count *c, bool known, int64_t got, int64_t want)
{
    c->asked++;
    c->wrong += !known || got != want;
}

static int64_t some_instant(Rng *r, const Steps *s)
{
    const int64_t t = s->begin_us + rng_below(r, SLOTS - 1) * SLOT_US;
    return rng_chance(r, 50) ? t : t + rng_below(r, (int)SLOT_US);
}

static int64_t some_length(Rng *r)
{
    const int64_t slots = rng_range(r, -8000, 8000);
    return slots * SLOT_US + (rng_chance(r, 50) ? 0 : rng_below(r, (int)SLOT_US));
}

static void ask_lengths(Rng *r, const Steps *s, Count *c)
{
    const Calendar *cal = s->d->calendar;
    const int64_t a = some_instant(r, s), b = some_instant(r, s), open = some_length(r);
    int64_t got = 0, want;
    bool known = calendar_between(cal, a, b, &got);
    same(c, known, got, open_until(s, b) - open_until(s, a));
    if (step_deadline(s, a, open, &want)) {
        known = calendar_deadline(cal, a, open, &got);
        same(c, known, got, want);
    }
    const int n = rng_range(r, 1, 12);
    if (step_days(s, a, n, &want)) {
        known = calendar_deadline_days(cal, a, n, &got);
        same(c, known, got, want);
    }
}

static void ask_changes(Rng *r, const Steps *s, Count *c)
{
    const Calendar *cal = s->d->calendar;
    const int64_t t = some_instant(r, s);
    int64_t got = 0, want = 0, close;
    bool open = false, known = calendar_is_open(cal, t, &open);
    OpenInterval i = {0};
    const int slot = slot_of(s, t);
    same(c, known, open, s->day[slot] != CLOSED);
    if (!step_change(s, slot, true, &want))
        return;
    known = calendar_next_open(cal, t, &got);
    same(c, known, got, want > t ? want : t);
    known = calendar_interval(cal, t, &i);
    same(c, known && i.from_us <= (want > t ? want : t), i.day,
         s->day[slot_of(s, want > t ? want : t)]);
    if (step_change(s, slot_of(s, want), false, &close)) {
        known = calendar_next_close(cal, t, &got);
        same(c, known, got, close);
    }
}

/* The intervals of a day cover its slots, and no other. */
static void ask_day(Rng *r, const Steps *s, Count *c)
{
    OpenInterval out[16];
    const int32_t day = s->d->first + rng_range(r, 1, WINDOW - 5);
    const int n = calendar_day(s->d->calendar, day, out, 16);
    int64_t slots = 0, most = 0;
    for (int i = 0; i < SLOTS; i++)
        slots += s->day[i] == day;
    for (int i = 0; i < n && i < 16; i++) {
        most += (out[i].to_us - out[i].from_us) / SLOT_US;
        same(c, out[i].day == day, s->day[slot_of(s, out[i].from_us)], day);
        same(c, true, s->day[slot_of(s, out[i].to_us - 1)], day);
        if (i > 0)
            same(c, out[i - 1].to_us < out[i].from_us, 0, 0);
    }
    same(c, n <= 16, most, slots);
    same(c, calendar_longest_day(s->d->calendar) >= most * SLOT_US, 0, 0);
}

/* -- laws over the whole of the years ------------------------------------------------- */

static int64_t any_instant(Rng *r)
{
    const int64_t seconds = (int64_t)(rng_next(r) % UINT64_C(4133800000)) + 90000;
    return seconds * USEC_SECOND + rng_below(r, 1000000);
}

static void ask_laws(Rng *r, const Calendar *cal, Count *c)
{
    int64_t t[3], ab = 0, bc = 0, ac = 0, ba = 0, due = 0;
    for (int i = 0; i < 3; i++)
        t[i] = any_instant(r);
    const bool known = calendar_between(cal, t[0], t[1], &ab)
                       && calendar_between(cal, t[1], t[2], &bc)
                       && calendar_between(cal, t[0], t[2], &ac)
                       && calendar_between(cal, t[1], t[0], &ba);
    same(c, known, ab + bc, ac);
    same(c, known, ba, -ab);
    same(c, t[1] >= t[0] ? ab >= 0 : ab <= 0, 0, 0);
    /* u: the second instant, or the close after it, or inside what is open */
    OpenInterval i;
    if (!calendar_interval(cal, t[1], &i))
        return;
    const int64_t u = rng_chance(r, 30)  ? i.to_us
                      : t[1] > i.from_us ? t[1]
                                         : (i.from_us + i.to_us) / 2;
    if (u > t[0] && calendar_between(cal, t[0], u, &ab)) {
        const bool due_known = calendar_deadline(cal, t[0], ab, &due);
        same(c, due_known, due, u);
    }
    const int64_t back = u == i.to_us ? i.from_us : u;
    if (back < t[0] && calendar_between(cal, back, t[0], &ab) && ab > 0) {
        const bool due_known = calendar_deadline(cal, t[0], -ab, &due);
        same(c, due_known, due, back);
    }
}

/* Deadlines do not pass one another, in their start or in their length. */
static void ask_order(Rng *r, const Calendar *cal, Count *c)
{
    const int64_t a = any_instant(r), b = a + rng_below(r, 1000000000),
                  open = some_length(r), more = open + rng_below(r, 1000000000);
    int64_t x, y;
    if (calendar_deadline(cal, a, open, &x) && calendar_deadline(cal, b, open, &y))
        same(c, x <= y, 0, 0);
    if (calendar_deadline(cal, a, open, &x) && calendar_deadline(cal, a, more, &y))
        same(c, x <= y, 0, 0);
}

/* One business day more is the next day that has any time.  Its close may come before that
 * of the day before: where a night has a hole in which the next day is open. */
static void ask_next_day(Rng *r, const Calendar *cal, Count *c)
{
    const int64_t t = any_instant(r);
    const int n = rng_range(r, 1, 300);
    int64_t x, y;
    OpenInterval first, second, none;
    if (!calendar_deadline_days(cal, t, n, &x)
        || !calendar_deadline_days(cal, t, n + 1, &y))
        return;
    const bool known =
        calendar_interval(cal, x - 1, &first) && calendar_interval(cal, y - 1, &second);
    same(c, known && first.day < second.day, first.to_us, x);
    same(c, known, second.to_us, y);
    for (int32_t day = first.day + 1; known && day < second.day; day++)
        same(c, true, calendar_day(cal, day, &none, 1), 0);
}

enum { ROWS = 64, UNTOUCHED = 77 };

/* A whole interval, there or back, so that answers lie where open and closed meet. */
static void take_interval(Rng *r, const Calendar *cal, int64_t *a, int64_t *b,
                          int64_t *length)
{
    OpenInterval i;
    if (!calendar_interval(cal, *a, &i))
        return;
    const bool back = rng_chance(r, 50);
    *a = back ? i.to_us : i.from_us;
    *b = back ? i.from_us : i.to_us;
    *length = *b - *a;
}

/* Columns say what single questions say, outside of the years too, and of no row more. */
static void ask_columns(Rng *r, const Calendar *cal, Count *c)
{
    int64_t a[ROWS], b[ROWS], length[ROWS], open[ROWS + 1], due[ROWS + 1];
    uint8_t no_open[ROWS + 1], no_due[ROWS + 1];
    for (int i = 0; i < ROWS; i++) {
        a[i] = rng_chance(r, 95) ? any_instant(r) : (int64_t)rng_next(r);
        b[i] = rng_chance(r, 95) ? any_instant(r) : (int64_t)rng_next(r);
        length[i] = rng_chance(r, 90)   ? some_length(r)
                    : rng_chance(r, 50) ? 0
                                        : (int64_t)rng_next(r);
        if (rng_chance(r, 20))
            take_interval(r, cal, &a[i], &b[i], &length[i]);
    }
    const int step = rng_below(r, 2), n = rng_range(r, 1, ROWS);
    open[n] = due[n] = no_open[n] = no_due[n] = UNTOUCHED;
    calendar_between_n(cal, n, (Instants){a, step}, (Instants){b, 1}, open, no_open);
    calendar_deadline_n(cal, n, (Instants){a, 1}, (Instants){length, step}, due,
                        no_due);
    same(c, open[n] == UNTOUCHED && no_open[n] == UNTOUCHED, 0, 0);
    same(c, due[n] == UNTOUCHED && no_due[n] == UNTOUCHED, 0, 0);
    for (int i = 0; i < n; i++) {
        int64_t one = 0;
        bool known = calendar_between(cal, a[i * step], b[i], &one);
        same(c, known == !no_open[i], open[i], known ? one : 0);
        known = calendar_deadline(cal, a[i], length[i * step], &one);
        same(c, known == !no_due[i], due[i], known ? one : 0);
    }
}

/* -- one calendar -------------------------------------------------------------------- */

static Str sketch(const Drawn *d)
{
    Buf b = {0};
    for (int i = 0; i < d->n; i++) {
        const CalendarLine *l = &d->line[i];
        buf_format(&b, "  %s", l->open ? "open" : "closed");
        for (int k = 0; k < l->n_days; k++)
            buf_format(&b, " %s %d..%d",
                       (const char *[]){"week", "days", "holidays"}[l->days[k].kind],
                       l->days[k].lo, l->days[k].hi);
        for (int k = 0; k < l->n_ranges; k++)
            buf_format(&b, " %02d:%02d-%02d:%02d", l->range[k].from / 60,
                       l->range[k].from % 60, l->range[k].to / 60, l->range[k].to % 60);
        buf_char(&b, '\n');
    }
    Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static void check_counts(uint64_t seed, int number, const Drawn *d, const char *what,
                         const Count *c)
{
    const Str lines = sketch(d);
    const char *name =
        str_format("SEED=%" PRIu64 " calendar %d, %s, in %s from day %d\n%s%s", seed,
                   number, what, zone_name(d->zone).p, d->first, lines.p, "wrong");
    t_int(__LINE__, name, c->wrong, 0);
}

static int check_calendar(Rng *r, Steps *s, uint64_t seed, int number)
{
    Drawn d = {0};
    Count steps = {0}, laws = {0};
    do {
        draw_calendar(r, &d);
    } while (d.calendar == NULL);
    s->d = &d;
    write_steps(s);
    for (int i = 0; i < QUESTIONS; i++) {
        ask_lengths(r, s, &steps);
        ask_changes(r, s, &steps);
        ask_day(r, s, &steps);
        ask_laws(r, d.calendar, &laws);
        ask_order(r, d.calendar, &laws);
        ask_next_day(r, d.calendar, &laws);
    }
    ask_columns(r, d.calendar, &laws);
    check_counts(seed, number, &d, "steps", &steps);
    check_counts(seed, number, &d, "laws", &laws);
    return steps.asked + laws.asked;
}

static uint64_t number_from(const char *name, uint64_t otherwise)
{
    const char *s = getenv(name);
    return s != NULL ? strtoull(s, NULL, 10) : otherwise;
}

int main(void)
{
    T_BEGIN();
    const uint64_t seed = number_from("SEED", 1);
    const int n = (int)number_from("N", CALENDARS);
    printf("SEED=%" PRIu64 " N=%d\n", seed, n);
    Rng r = {seed};
    Steps s = {.day = malloc(sizeof *s.day * SLOTS),
               .sum = calloc(SLOTS + 1, sizeof *s.sum)};
    int64_t asked = 0;
    for (int i = 0; i < n && s.day != NULL && s.sum != NULL; i++)
        asked += check_calendar(&r, &s, seed, i);
    T_OK(asked > (int64_t)n * QUESTIONS * 8); /* most questions have an answer */
    free(s.day);
    free(s.sum);
    return T_END();
}
