/* clock_steps.c -- open intervals between two instants, and holidays between them. */
#include "interp/io/clock_steps.h"

#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/wall.h"

enum { SHOWN_FIRST = 6, SHOWN_LAST = 3, WHEN_COLUMNS = 37, HOLIDAY_DAYS = 400 };

/* The open time of a day, or a holiday. */
typedef struct ClockStep {
    Buf when; /* "09:00–12:00, 13:00–18:00" */
    int64_t length_us;
    int32_t day;   /* the calendar's: of a range past midnight the day it belongs to */
    int32_t shown; /* the day on the wall when it begins */
    Str holiday;   /* n = 0: open */
} ClockStep;

typedef struct Way {
    const Core *core;
    const CoreCalendar *of;
    ClockStep *step;
    int n;
    size_t cap;
} Way;

/* The holiday that closes a day, by the calendar's own lines. */
static Str holiday_of(const Way *w, int32_t day)
{
    for (int i = 0; i < w->of->n_lines; i++) {
        const CalendarLine *line = &w->of->lines[i];
        for (int k = 0; k < line->n_days && !line->open; k++) {
            if (line->days[k].kind != DAYS_HOLIDAYS)
                continue;
            const Holidays *h = w->core->holidays[line->days[k].lo].days;
            const Str title = h != NULL ? holidays_title(h, day) : STR("");
            if (title.n > 0)
                return title;
        }
    }
    return STR("");
}

/* Open a week before or after: so it would be open were it no holiday. */
static bool is_usually_open(const Calendar *c, int32_t day)
{
    OpenInterval one;
    return calendar_day(c, day - 7, &one, 1) > 0
           || calendar_day(c, day + 7, &one, 1) > 0;
}

static void add_holidays(Way *w, int32_t after, int32_t before)
{
    const Calendar *c = w->of->calendar;
    OpenInterval one;
    if (before - after > HOLIDAY_DAYS)
        return;
    for (int32_t day = after + 1; day < before; day++) {
        if (calendar_day(c, day, &one, 1) > 0 || !is_usually_open(c, day))
            continue;
        const Str title = holiday_of(w, day);
        if (title.n > 0)
            MEM_PUSH(w->step, w->n, w->cap) =
                (ClockStep){.day = day, .shown = day, .holiday = title};
    }
}

/* The step of a day: the last one, or a new one after the holidays between. */
static ClockStep *step_of_day(Way *w, int32_t day, int32_t shown, int32_t last)
{
    if (w->n > 0 && w->step[w->n - 1].holiday.n == 0 && w->step[w->n - 1].day == day)
        return &w->step[w->n - 1];
    add_holidays(w, last, day);
    MEM_PUSH(w->step, w->n, w->cap) = (ClockStep){.day = day, .shown = shown};
    return &w->step[w->n - 1];
}

static void add_open(ClockStep *s, const Zone *z, int64_t from_us, int64_t to_us)
{
    if (s->when.n > 0)
        buf_z(&s->when, ", ");
    wall_time(&s->when, zone_to_wall(z, from_us));
    buf_z(&s->when, "–");
    wall_time(&s->when, zone_to_wall(z, to_us));
    s->length_us += to_us - from_us;
}

static void gather(Way *w, int64_t from_us, int64_t to_us)
{
    const Calendar *c = w->of->calendar;
    const Zone *z = calendar_zone(c);
    int32_t last = wall_day_of(z, from_us) - 1;
    int64_t t = from_us;
    OpenInterval open;
    while (t < to_us && calendar_interval(c, t, &open) && open.from_us < to_us) {
        const int64_t begin = open.from_us > from_us ? open.from_us : from_us;
        add_open(step_of_day(w, open.day, wall_day_of(z, begin), last), z, begin,
                 open.to_us < to_us ? open.to_us : to_us);
        last = open.day;
        t = open.to_us;
    }
}

static void put_step(Buf *out, const ClockStep *s, int indent)
{
    Buf when = {0};
    wall_day(&when, s->shown, false);
    if (s->holiday.n == 0)
        buf_format(&when, " %s", str_z(buf_view(&s->when)));
    buf_repeat(out, ' ', indent);
    buf_str(out, buf_view(&when));
    buf_repeat(out, ' ', WHEN_COLUMNS - utf8_width(buf_view(&when)));
    if (s->holiday.n > 0)
        buf_z(out, msg_text(MSG_STEP_CLOSED, str_z(s->holiday)));
    else
        wall_length(out, s->length_us, false);
    buf_char(out, '\n');
    buf_free(&when);
}

static void put_left_out(Buf *out, const Way *w, int from, int to, int indent)
{
    int64_t length = 0;
    for (int i = from; i < to; i++)
        length += w->step[i].length_us;
    buf_repeat(out, ' ', indent);
    buf_z(out, msg_text(MSG_STEP_MORE, str_format("%d", to - from),
                        wall_length_text(length, false)));
    buf_char(out, '\n');
}

void clock_steps(Buf *out, const Core *core, const CoreCalendar *c, int64_t from_us,
                 int64_t to_us, int indent)
{
    Way w = {.core = core, .of = c};
    gather(&w, from_us, to_us);
    const bool cut = w.n > SHOWN_FIRST + SHOWN_LAST + 1;
    const int resume = cut ? w.n - SHOWN_LAST : w.n;
    for (int i = 0; i < (cut ? SHOWN_FIRST : w.n); i++)
        put_step(out, &w.step[i], indent);
    if (cut)
        put_left_out(out, &w, SHOWN_FIRST, resume, indent);
    for (int i = resume; i < w.n; i++)
        put_step(out, &w.step[i], indent);
    for (int i = 0; i < w.n; i++)
        buf_free(&w.step[i].when);
}
