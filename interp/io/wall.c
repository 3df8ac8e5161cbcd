/* wall.c -- wall times in words of the message table. */
#include "interp/io/wall.h"

#include "interp/base/decimal.h"
#include "interp/base/diag.h"

/* Word i of a message that is a list of words. */
static void put_word(Buf *out, MsgId list, int i)
{
    Str rest = msg_raw(list), word = rest;
    for (; i >= 0; i--) {
        size_t n = 0;
        while (n < rest.n && rest.p[n] != ' ')
            n++;
        word = str_sub(rest, 0, n);
        rest = n < rest.n ? str_sub(rest, n + 1, rest.n) : str_sub(rest, n, n);
    }
    buf_str(out, word);
}

void wall_day(Buf *out, int32_t day, bool year)
{
    int y, month, d;
    civil_of_days(day, &y, &month, &d);
    put_word(out, MSG_WEEKDAYS, civil_weekday(day));
    buf_format(out, " %d ", d);
    put_word(out, MSG_MONTHS, month - 1);
    if (year)
        buf_format(out, " %d", y);
}

void wall_time(Buf *out, int64_t wall_us)
{
    Civil c;
    civil_of_usec(wall_us, &c);
    buf_format(out, "%02d:%02d", c.hour, c.minute);
    if (c.second != 0 || c.micro != 0)
        buf_format(out, ":%02d", c.second);
}

int32_t wall_day_of(const Zone *z, int64_t at_us)
{
    const int64_t wall = zone_to_wall(z, at_us);
    return (int32_t)(wall / USEC_DAY - (wall % USEC_DAY < 0));
}

void wall_instant(Buf *out, const Zone *z, int64_t at_us)
{
    wall_day(out, wall_day_of(z, at_us), true);
    buf_char(out, ' ');
    wall_time(out, zone_to_wall(z, at_us));
}

static void put_part(Buf *out, size_t start, int64_t n, MsgId unit)
{
    if (n == 0)
        return;
    if (out->n > start)
        buf_char(out, ' ');
    buf_i64(out, n);
    buf_char(out, ' ');
    buf_z(out, msg_text(unit));
}

/* Seconds keep their fraction, so that nothing late is shown as nought. */
static void put_seconds(Buf *out, size_t start, int64_t us)
{
    if (us == 0 && out->n > start)
        return;
    if (out->n > start)
        buf_char(out, ' ');
    dec_buf(out, us);
    buf_char(out, ' ');
    buf_z(out, msg_text(MSG_UNIT_SECOND));
}

void wall_length(Buf *out, int64_t us, bool elapsed)
{
    const int64_t minute = 60 * USEC_SECOND, hour = 60 * minute;
    if (us < 0)
        buf_char(out, '-');
    const size_t start = out->n;
    uint64_t left = us < 0 ? 0 - (uint64_t)us : (uint64_t)us;
    if (elapsed) {
        put_part(out, start, (int64_t)(left / USEC_DAY), MSG_UNIT_DAY);
        left %= USEC_DAY;
    }
    put_part(out, start, (int64_t)(left / (uint64_t)hour), MSG_UNIT_HOUR);
    put_part(out, start, (int64_t)(left % (uint64_t)hour / (uint64_t)minute),
             MSG_UNIT_MINUTE);
    put_seconds(out, start, (int64_t)(left % (uint64_t)minute));
}

const char *wall_text(const Zone *z, int64_t at_us)
{
    Buf b = {0};
    wall_instant(&b, z, at_us);
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}

const char *wall_length_text(int64_t us, bool elapsed)
{
    Buf b = {0};
    wall_length(&b, us, elapsed);
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}
