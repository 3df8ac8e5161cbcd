/* check_calendar.c -- `calendar NAME { … }`: a zone, and lines that open and close days.
 *
 * A policy's own calendars are compiled when they are checked, so that one that is never
 * open is an error whether or not it is used; a module's when an expression names them.
 */
#include "interp/sema/check_calendar.h"

#include "interp/base/mem.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/module.h"
#include "interp/sema/remark.h"

/* -- days ---------------------------------------------------------------------------- */

static void say_no_holidays(Sema *s, const Node *name)
{
    enum { WEEKDAYS = 7 };
    static const char *const days[WEEKDAYS] = {"mon", "tue", "wed", "thu",
                                               "fri", "sat", "sun"};
    Str *known = MEM_ARRAY(Str, s->core->n_holidays + WEEKDAYS);
    int n = 0;
    if (s->names_lost)
        return;
    for (; n < s->core->n_holidays; n++)
        known[n] = s->core->holidays[n].name;
    for (int i = 0; i < WEEKDAYS; i++)
        known[n++] = str_of(word_at(s, name->span, days[i]));
    Diag *d = say_unknown(s, E0330, name->span, MSG_NO_HOLIDAYS, name->text, known, n);
    if (d->n_help == 0)
        diag_help(d, MSG_DAYS_ARE);
}

/* A name that the policy gives to holidays is theirs, even where a weekday is called so. */
static bool read_name(Sema *s, const Node *n, CalendarDays *d)
{
    Sym *sym = scope_find(s->scope, n->text);
    if (sym != NULL && sym->kind == SYM_HOLIDAYS) {
        *d = (CalendarDays){.kind = DAYS_HOLIDAYS, .lo = sym->index};
        sym->used = true;
        return true;
    }
    const int weekday = weekday_named(n->text);
    *d = (CalendarDays){.kind = DAYS_WEEK, .lo = weekday, .hi = weekday};
    if (weekday < 0)
        say_no_holidays(s, n);
    return weekday >= 0;
}

static bool read_date(Sema *s, const Node *n, CalendarDays *d)
{
    *d = (CalendarDays){.kind = DAYS_DATES};
    if (!in_calendar_years(s, n, &d->lo))
        return false;
    d->hi = d->lo;
    return true;
}

static bool read_weekdays(Sema *s, const Node *n, CalendarDays *d)
{
    *d = (CalendarDays){.kind = DAYS_WEEK,
                        .lo = weekday_named(text_of(kid(n, 0))),
                        .hi = weekday_named(text_of(kid(n, 1)))};
    if (d->lo < 0 || d->hi < 0)
        say_no_weekday(s, kid(n, d->lo < 0 ? 0 : 1));
    return d->lo >= 0 && d->hi >= 0;
}

static bool read_day_range(Sema *s, const Node *n, CalendarDays *d)
{
    CalendarDays last;
    if (kid(n, 0) == NULL || kid(n, 0)->kind != N_DATE)
        return read_weekdays(s, n, d);
    if (!read_date(s, kid(n, 0), d) || !read_date(s, kid(n, 1), &last))
        return false;
    d->hi = last.hi;
    if (d->hi < d->lo)
        say_reversed(s, n);
    return d->hi >= d->lo;
}

static bool (*const read_days[N_NODE_KINDS])(Sema *, const Node *, CalendarDays *) = {
    [N_NAME] = read_name,
    [N_DATE] = read_date,
    [N_DAY_RANGE] = read_day_range,
};

/* -- times --------------------------------------------------------------------------- */

static bool read_range(Sema *s, const Node *n, TimeRange *r)
{
    enum { DAY_END = 24 * 60 };
    if (!literal_time(s, kid(n, 0), &r->from) || !literal_time(s, kid(n, 1), &r->to))
        return false;
    if (r->from < DAY_END)
        return true;
    say(s, E0208, kid(n, 0)->span, MSG_STARTS_AT_END, span_words(n->span));
    return false;
}

/* -- lines --------------------------------------------------------------------------- */

static bool read_line(Sema *s, const Node *n, CalendarLine *line)
{
    const Node *days = kid(n, 0), *ranges = kid(n, 1);
    CalendarDays *d = MEM_ARRAY(CalendarDays, n_items(days) + 1);
    TimeRange *r = MEM_ARRAY(TimeRange, n_items(ranges) + 1);
    bool sound = true;
    *line = (CalendarLine){.open = n->kind == N_CAL_OPEN, .days = d, .range = r};
    for (int i = 0; i < n_items(days); i++) {
        const Node *day = days->kid[i];
        sound &= read_days[day->kind] != NULL
                 && read_days[day->kind](s, day, &d[line->n_days++]);
    }
    for (int i = 0; i < n_items(ranges); i++)
        sound &= ranges->kid[i]->kind == N_TIME_RANGE
                 && read_range(s, ranges->kid[i], &r[line->n_ranges++]);
    return sound;
}

static bool read_zone(Sema *s, CoreCalendar *c, const Node *n, const Node **first)
{
    if (*first != NULL) {
        Diag *d =
            say(s, E0404, n->span, MSG_LINE_TWICE, word_at(s, n->span, "timezone"));
        diag_label(d, (*first)->span, MSG_FIRST_HERE);
        return false;
    }
    *first = n;
    c->zone = zone_of_node(s, kid(n, 0));
    return c->zone != NULL;
}

static bool read_lines(Sema *s, CoreCalendar *c, const Node *body)
{
    const Node *zone = NULL;
    bool sound = true;
    c->zone = s->core->zone;
    c->lines = MEM_ARRAY(CalendarLine, n_items(body) + 1);
    for (int i = 0; i < n_items(body); i++) {
        const Node *n = body->kid[i];
        if (n->kind == N_P_TIMEZONE)
            sound &= read_zone(s, c, n, &zone);
        else
            sound &= (n->kind == N_CAL_OPEN || n->kind == N_CAL_CLOSED)
                     && read_line(s, n, &c->lines[c->n_lines++]);
    }
    return sound;
}

/* -- the whole ----------------------------------------------------------------------- */

/* No lines mean that it is wrong, and that this has been said. */
static void say_never_open(Sema *s, CoreCalendar *c)
{
    Diag *d = say(s, E0430, s->core->span[c->id], MSG_NEVER_OPEN, str_z(c->name));
    diag_help(d, MSG_WRITE_OPEN);
    c->n_lines = 0;
}

const Calendar *calendar_used(Sema *s, int index)
{
    CoreCalendar *c = &s->core->calendars[index];
    if (c->calendar != NULL || c->n_lines == 0)
        return c->calendar;
    CalendarLine *line = MEM_ARRAY(CalendarLine, c->n_lines);
    for (int i = 0; i < c->n_lines; i++) {
        CalendarDays *days = MEM_ARRAY(CalendarDays, c->lines[i].n_days + 1);
        line[i] = c->lines[i];
        line[i].days = days;
        for (int k = 0; k < line[i].n_days; k++) {
            days[k] = c->lines[i].days[k];
            if (days[k].kind == DAYS_HOLIDAYS)
                days[k].holidays = holidays_used(s, days[k].lo);
        }
    }
    c->calendar = calendar_compile(c->zone, line, c->n_lines);
    if (c->calendar == NULL)
        say_never_open(s, c);
    return c->calendar;
}

static void check_calendar(Sema *s, const Node *n, int index)
{
    CoreCalendar *c = &s->core->calendars[index];
    const bool own = !module_has(s, n->span);
    c->name = text_of(kid(n, 0));
    c->title = text_or(kid(n, 1), c->name);
    c->id = core_span(s, kid(n, 0) != NULL ? kid(n, 0)->span : n->at);
    if (!read_lines(s, c, kid(n, 2)))
        c->n_lines = 0;
    else if (c->n_lines == 0)
        say_never_open(s, c);
    else if (own && calendar_used(s, index) != NULL)
        remark_lines(s, c, kid(n, 2));
    (void)declare(s, SYM_CALENDAR, kid(n, 0), n, index);
}

void check_calendars(Sema *s)
{
    const NodeList *l = &s->decls[N_CALENDAR];
    s->core->calendars = MEM_ARRAY(CoreCalendar, l->n + 1);
    s->core->n_calendars = l->n;
    for (int i = 0; i < l->n; i++)
        check_calendar(s, l->item[i], i);
}
