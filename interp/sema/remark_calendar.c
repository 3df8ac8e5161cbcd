/* remark_calendar.c -- lines of a calendar that a later one undoes.
 *
 * Lines count in their order: on the days that it names a later `open` replaces all that was
 * said before.  So hours of the afternoon on a line of their own close the morning, and
 * holidays that are closed before the week is opened are open.
 */
#include "interp/base/mem.h"
#include "interp/sema/check_calendar.h"
#include "interp/sema/remark.h"

enum { WEEK = 7, ALL_DAYS = (1 << WEEK) - 1, THURSDAY = 3 };

/* The weekdays of a range, one bit each, Monday the lowest; days since 1970. */
static unsigned weekdays_between(int32_t lo, int32_t hi, int first)
{
    unsigned mask = 0;
    for (int32_t i = 0; i < WEEK && lo + i <= hi; i++)
        mask |= 1U << ((lo + i + first) % WEEK);
    return mask;
}

static unsigned weekdays_of(const CalendarDays *d)
{
    switch (d->kind) {
    case DAYS_WEEK:
        return weekdays_between(d->lo, d->hi < d->lo ? d->hi + WEEK : d->hi, 0);
    case DAYS_DATES: return weekdays_between(d->lo, d->hi, THURSDAY);
    case DAYS_HOLIDAYS: return ALL_DAYS;
    }
    return 0;
}

/* The weekdays that a line names as such. */
static unsigned week_of(const CalendarLine *line)
{
    unsigned mask = 0;
    for (int i = 0; i < line->n_days; i++)
        if (line->days[i].kind == DAYS_WEEK)
            mask |= weekdays_of(&line->days[i]);
    return mask;
}

static bool names_all(const CalendarLine *line, const CalendarDays *d)
{
    for (int i = 0; i < line->n_days; i++) {
        const CalendarDays *o = &line->days[i];
        if (d->kind != DAYS_WEEK && o->kind == d->kind && o->lo <= d->lo
            && o->hi >= d->hi)
            return true;
    }
    return (weekdays_of(d) & ~week_of(line)) == 0;
}

/* An open line is replaced where a later one names all of its days. */
static bool replaces(const CalendarLine *later, const CalendarLine *line)
{
    for (int i = 0; i < line->n_days; i++)
        if (!names_all(later, &line->days[i]))
            return false;
    return line->open;
}

/* Holidays and dates that are closed, and then lie on weekdays that are opened. */
static bool reopens(const CalendarLine *later, const CalendarLine *line)
{
    for (int i = 0; i < line->n_days; i++)
        if (line->days[i].kind != DAYS_WEEK
            && (weekdays_of(&line->days[i]) & week_of(later)) != 0)
            return !line->open;
    return false;
}

/* Two lines of the same days as the one that was meant. */
static void help_joined(Diag *d, const Node *line, const Node *later)
{
    const char *days = span_words(kid(line, 0)->span);
    if (strcmp(days, span_words(kid(later, 0)->span)) == 0)
        diag_help(d, MSG_WRITE,
                  str_format("%s, %s", span_words(line->span),
                             span_words(kid(later, 1)->span)));
}

static void remark_line(Sema *s, const CalendarLine *line, const Node *const *node,
                        int n)
{
    for (int k = 1; k < n; k++) {
        if (!line[k].open)
            continue;
        const bool gone = replaces(&line[k], line);
        if (!gone && !reopens(&line[k], line))
            continue;
        Diag *d =
            say(s, W0613, node[0]->span, gone ? MSG_LINE_REPLACED : MSG_LINE_REOPENED,
                span_words(node[0]->span));
        diag_label(d, node[k]->span, MSG_THIS_LINE);
        if (gone)
            help_joined(d, node[0], node[k]);
        else
            diag_help(d, MSG_CLOSE_AFTER);
        return;
    }
}

void remark_lines(Sema *s, const CoreCalendar *c, const Node *body)
{
    const Node **node = MEM_ARRAY(const Node *, n_items(body) + 1);
    int n = 0;
    for (int i = 0; i < n_items(body); i++)
        if (body->kid[i]->kind != N_P_TIMEZONE)
            node[n++] = body->kid[i];
    for (int i = 0; i < n && n == c->n_lines; i++)
        remark_line(s, &c->lines[i], &node[i], n - i);
}
