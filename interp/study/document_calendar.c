/* document_calendar.c -- calendars in words: the hours of a week, then the days off. */
#include "interp/base/mem.h"
#include "interp/study/document_part.h"
#include <stdlib.h>

enum { WEEK = 7, DAY_MINUTES = 1440, MOST_RANGES = 32 };

/* -- days and hours ------------------------------------------------------------------- */

static const char *time_of(int minutes)
{
    return str_format("%02d:%02d", minutes / 60, minutes % 60);
}

static const char *ranges_words(const Doc *d, const TimeRange *range, int n)
{
    const char **item = MEM_ARRAY(const char *, n + 1);
    for (int i = 0; i < n; i++) {
        const char *to = time_of(range[i].to);
        if (range[i].to <= range[i].from)
            to = say(d, DOC_NEXT_DAY, to);
        item[i] = say(d, DOC_TIME_TO, time_of(range[i].from), to);
    }
    return doc_list(d->to, item, n, DOC_AND);
}

static const char *weekdays_words(const Doc *d, int lo, int hi)
{
    return lo == hi
               ? doc_weekday(d->to, lo)
               : say(d, DOC_DAYS_TO, doc_weekday(d->to, lo), doc_weekday(d->to, hi));
}

static const char *dates_words(const Doc *d, int32_t lo, int32_t hi)
{
    return lo == hi ? doc_date(d->to, lo)
                    : say(d, DOC_DAYS_TO, doc_date(d->to, lo), doc_date(d->to, hi));
}

static const char *days_words(const Doc *d, const CalendarDays *days)
{
    switch (days->kind) {
    case DAYS_WEEK: return weekdays_words(d, days->lo, days->hi);
    case DAYS_DATES: return dates_words(d, days->lo, days->hi);
    case DAYS_HOLIDAYS:
        return say(d, DOC_HOLIDAYS_OF, doc_clean(d->core->holidays[days->lo].title));
    }
    return "";
}

static const char *line_days(const Doc *d, const CalendarLine *l)
{
    const char **item = MEM_ARRAY(const char *, l->n_days + 1);
    for (int i = 0; i < l->n_days; i++)
        item[i] = days_words(d, &l->days[i]);
    return doc_list(d->to, item, l->n_days, DOC_COMMA);
}

static const char *line_words(const Doc *d, const CalendarLine *l)
{
    const char *days = line_days(d, l);
    return l->n_ranges > 0
               ? say(d, DOC_CAL_AT, days, ranges_words(d, l->range, l->n_ranges))
               : days;
}

/* -- the week ------------------------------------------------------------------------- */

typedef struct DayHours {
    const TimeRange *range;
    int n;
} DayHours;

static bool of_week_alone(const CalendarLine *l)
{
    for (int i = 0; i < l->n_days; i++)
        if (l->days[i].kind != DAYS_WEEK)
            return false;
    return true;
}

/* A calendar is simple where its opening hours are of whole weeks and stand first: then a
 * later line of them replaces the day, and what follows only closes. */
static int week_lines(const CoreCalendar *c)
{
    int n = 0;
    while (n < c->n_lines && c->lines[n].open && of_week_alone(&c->lines[n]))
        n++;
    for (int i = n; i < c->n_lines; i++)
        if (c->lines[i].open || of_week_alone(&c->lines[i]))
            return 0;
    return n;
}

static void open_days(DayHours week[WEEK], const CalendarLine *l)
{
    for (int i = 0; i < l->n_days; i++)
        for (int day = l->days[i].lo;; day = (day + 1) % WEEK) {
            week[day] = (DayHours){l->range, l->n_ranges};
            if (day == l->days[i].hi)
                break;
        }
}

static bool same_hours(const DayHours *a, const DayHours *b)
{
    return a->n == b->n
           && (a->n == 0
               || memcmp(a->range, b->range, sizeof *a->range * (size_t)a->n) == 0);
}

static const char *week_words(const Doc *d, const DayHours week[WEEK])
{
    const char *all = NULL;
    for (int from = 0, to; from < WEEK; from = to + 1) {
        to = from;
        while (to + 1 < WEEK && same_hours(&week[from], &week[to + 1]))
            to++;
        if (week[from].n == 0)
            continue;
        const char *text = say(d, DOC_CAL_AT, weekdays_words(d, from, to),
                               ranges_words(d, week[from].range, week[from].n));
        all = all != NULL ? say(d, DOC_SEMICOLON, all, text) : text;
    }
    return all;
}

static void put_simple(Doc *d, const CoreCalendar *c, int n)
{
    DayHours week[WEEK] = {{0}};
    PageBlock *t = doc_terms(d);
    for (int i = 0; i < n; i++)
        open_days(week, &c->lines[i]);
    doc_term(d, t, DOC_CAL_ZONE, doc_clean(zone_name(c->zone)));
    doc_term(d, t, DOC_CAL_OPEN, week_words(d, week));
    for (int i = n; i < c->n_lines; i++)
        doc_term(d, t, DOC_CAL_CLOSED, line_words(d, &c->lines[i]));
}

static void put_in_order(Doc *d, const CoreCalendar *c)
{
    PageBlock *t = doc_terms(d);
    doc_term(d, t, DOC_CAL_ZONE, doc_clean(zone_name(c->zone)));
    for (int i = 0; i < c->n_lines; i++)
        doc_term(d, t, c->lines[i].open ? DOC_CAL_OPEN : DOC_CAL_CLOSED,
                 line_words(d, &c->lines[i]));
    doc_note(d, doc_word(d, DOC_CAL_ORDER));
}

/* -- days off ------------------------------------------------------------------------- */

typedef struct DayOff {
    int32_t day;
    Str title;
    const CalendarLine *line;
    int order;
} DayOff;

typedef struct DaysOff {
    DayOff *item;
    int n;
    size_t cap;
} DaysOff;

static int compare_days(const void *l, const void *r)
{
    const DayOff *a = l, *b = r;
    return a->day != b->day ? (a->day > b->day) - (a->day < b->day)
                            : a->order - b->order;
}

const Holidays *document_days_off(const CoreHolidays *h)
{
    return h->days != NULL ? h->days : holidays_make(h->rules, h->n_rules);
}

static void find_off(const Doc *d, const CalendarLine *l, DaysOff *off)
{
    const int32_t begin = civil_days(d->years.first, 1, 1),
                  end = civil_days(d->years.last + 1, 1, 1);
    for (int i = 0; i < l->n_days; i++) {
        if (l->days[i].kind != DAYS_HOLIDAYS)
            continue;
        const CoreHolidays *h = &d->core->holidays[l->days[i].lo];
        const Holidays *all = document_days_off(h);
        for (int k = 0; k < all->n; k++)
            if (all->day[k].day >= begin && all->day[k].day < end) {
                MEM_PUSH(off->item, off->n, off->cap) =
                    (DayOff){all->day[k].day, all->day[k].title, l, off->n};
            }
    }
}

static const char *years_words(const Doc *d)
{
    const char *first = str_format("%d", d->years.first);
    return d->years.first == d->years.last
               ? first
               : say(d, DOC_DAYS_TO, first, str_format("%d", d->years.last));
}

static void put_days_off(Doc *d, const CoreCalendar *c)
{
    static const DocId head[] = {DOC_DAY, DOC_HOLIDAY, DOC_HOURS};
    DaysOff off = {0};
    for (int i = 0; i < c->n_lines; i++)
        if (!c->lines[i].open)
            find_off(d, &c->lines[i], &off);
    if (off.n == 0)
        return;
    qsort(off.item, (size_t)off.n, sizeof *off.item, compare_days);
    PageTable *t = doc_table(d, say(d, DOC_CLOSED_IN, years_words(d)), head,
                             sizeof head / sizeof *head);
    for (int i = 0; i < off.n; i++) {
        const DayOff *o = &off.item[i];
        doc_row(t, (const char *const[]){
                       doc_week_date(d->to, o->day), doc_clean(o->title),
                       o->line->n_ranges > 0
                           ? ranges_words(d, o->line->range, o->line->n_ranges)
                           : doc_word(d, DOC_ALL_DAY)});
    }
}

static void put_calendar(Doc *d, const CoreCalendar *c)
{
    const int n = week_lines(c);
    doc_item(d, doc_title(d, c->title, c->name), NULL,
             report_anchor("calendar", c->name));
    if (n > 0)
        put_simple(d, c, n);
    else
        put_in_order(d, c);
    put_days_off(d, c);
}

/* Those that something asks: a library has many that nobody uses. */
void document_calendars(Doc *d)
{
    const Core *c = d->core;
    bool any = false;
    for (int i = 0; i < c->n_calendars; i++) {
        if (c->calendars[i].calendar == NULL)
            continue;
        if (!any) {
            doc_section(d, DOC_S_CALENDARS, NULL, "calendars");
            doc_note(d, doc_word(d, DOC_CAL_ABOUT));
        }
        any = true;
        put_calendar(d, &c->calendars[i]);
    }
}
