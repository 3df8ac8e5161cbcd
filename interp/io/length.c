/* length.c -- amounts with units, ISO 8601, and clocks: one sum of seconds. */
#include "interp/io/length.h"

#include "grammar/keyword.h"

enum {
    MINUTE_S = 60,
    HOUR_S = 3600,
    DAY_S = 86400,
    WEEK_S = 7 * DAY_S,
    WORD_BYTES = 16
};

typedef struct Sum {
    int64_t us;
    bool rounded;
} Sum;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static Str rest(Str s, size_t from) { return str_sub(s, from, s.n); }

/* digits, and a fraction behind a point: how many bytes. */
static size_t amount_bytes(Str s)
{
    size_t i = 0;
    while (i < s.n && is_digit(s.p[i]))
        i++;
    if (i == 0 || i == s.n || s.p[i] != '.')
        return i;
    size_t point = i++;
    while (i < s.n && is_digit(s.p[i]))
        i++;
    return i > point + 1 ? i : 0;
}

/* Adds amount × seconds.  A micro of a second is a microsecond. */
static LengthFault add(Sum *sum, Str amount, int64_t seconds)
{
    int64_t micros, us;
    switch (dec_read(amount, false, &micros)) {
    case DEC_OK: break;
    case DEC_ROUNDED: sum->rounded = true; break;
    case DEC_RANGE: return LENGTH_RANGE;
    case DEC_SYNTAX: return LENGTH_NONE;
    }
    if (__builtin_mul_overflow(micros, seconds, &us)
        || __builtin_add_overflow(sum->us, us, &sum->us))
        return LENGTH_RANGE;
    return LENGTH_FINE;
}

/* Seconds of a unit in either language, in small letters or not; 0: none of fixed length. */
static int64_t unit_seconds(Str word)
{
    char low[WORD_BYTES];
    if (word.n > sizeof low)
        return 0;
    for (size_t i = 0; i < word.n; i++)
        low[i] =
            (char)(word.p[i] >= 'A' && word.p[i] <= 'Z' ? word.p[i] + 32 : word.p[i]);
    Keyword k = keyword_find((Str){low, word.n}, LANG_EN);
    if (k == KW_NO_WORD)
        k = keyword_find((Str){low, word.n}, LANG_PT);
    static const struct {
        Keyword one, many;
        int seconds;
    } units[] = {{KW_SECOND, KW_SECONDS, 1},
                 {KW_MINUTE, KW_MINUTES, MINUTE_S},
                 {KW_HOUR, KW_HOURS, HOUR_S},
                 {KW_DAY, KW_DAYS, DAY_S},
                 {KW_WEEK, KW_WEEKS, WEEK_S}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (k == units[i].one || k == units[i].many)
            return units[i].seconds;
    return 0;
}

/* `1 hour 30 minutes`: each unit smaller than the one before. */
static LengthFault words(Sum *sum, Str s)
{
    LengthFault fault = LENGTH_FINE;
    int64_t last = INT64_MAX;
    while (s.n > 0 && fault == LENGTH_FINE) {
        size_t n = amount_bytes(s), end = 0;
        Str amount = str_sub(s, 0, n);
        s = str_trim(rest(s, n));
        while (end < s.n && s.p[end] != ' ' && !is_digit(s.p[end]))
            end++;
        int64_t seconds = unit_seconds(str_sub(s, 0, end));
        if (n == 0 || seconds == 0 || seconds >= last)
            return LENGTH_NONE;
        fault = add(sum, amount, seconds);
        last = seconds;
        s = str_trim(rest(s, end));
    }
    return fault;
}

/* What follows the P of ISO 8601: a fraction only in the last part, a T before times. */
static LengthFault iso(Sum *sum, Str s)
{
    static const struct {
        char letter;
        bool time;
        int seconds;
    } parts[] = {{'W', false, WEEK_S},
                 {'D', false, DAY_S},
                 {'H', true, HOUR_S},
                 {'M', true, MINUTE_S},
                 {'S', true, 1}};
    size_t n_parts = sizeof parts / sizeof *parts, next = 0;
    bool time = false;
    if (s.n == 0)
        return LENGTH_NONE;
    while (s.n > 0) {
        if (s.p[0] == 'T' && !time && s.n > 1) {
            time = true;
            s = rest(s, 1);
        }
        size_t n = amount_bytes(s);
        while (
            next < n_parts
            && (n >= s.n || parts[next].letter != s.p[n] || parts[next].time != time))
            next++;
        bool fraction = memchr(s.p, '.', n) != NULL;
        if (n == 0 || next == n_parts || (fraction && n + 1 < s.n))
            return LENGTH_NONE;
        LengthFault fault = add(sum, str_sub(s, 0, n), parts[next++].seconds);
        if (fault != LENGTH_FINE)
            return fault;
        s = rest(s, n + 1);
    }
    return LENGTH_FINE;
}

static bool is_sixtieth(Str s)
{
    return s.n == 2 && s.p[0] >= '0' && s.p[0] < '6' && is_digit(s.p[1]);
}

/* Up to the first colon; *s is what follows it, empty where there is none. */
static Str before_colon(Str *s)
{
    const char *colon = memchr(s->p, ':', s->n);
    size_t n = colon != NULL ? (size_t)(colon - s->p) : s->n;
    Str part = str_sub(*s, 0, n);
    *s = rest(*s, colon != NULL ? n + 1 : n);
    return part;
}

/* `01:30:00`, the seconds with a fraction or not. */
static LengthFault clock(Sum *sum, Str s)
{
    Str hours = before_colon(&s), minutes = before_colon(&s), seconds = s;
    bool begins = hours.n > 0 && amount_bytes(hours) == hours.n
                  && memchr(hours.p, '.', hours.n) == NULL && is_sixtieth(minutes);
    if (!begins)
        return LENGTH_NONE;
    if (seconds.n == 0)
        return LENGTH_TWO_PARTS;
    if (amount_bytes(seconds) != seconds.n || seconds.n < 2
        || !is_sixtieth(str_sub(seconds, 0, 2))
        || (seconds.n > 2 && seconds.p[2] != '.'))
        return LENGTH_NONE;
    LengthFault fault = add(sum, hours, HOUR_S);
    if (fault == LENGTH_FINE)
        fault = add(sum, minutes, MINUTE_S);
    return fault == LENGTH_FINE ? add(sum, seconds, 1) : fault;
}

LengthFault length_read(Str s, int64_t *out_us)
{
    Sum sum = {0};
    bool minus = s.n > 0 && s.p[0] == '-';
    s = rest(s, minus);
    if (s.n == 0)
        return LENGTH_NONE;
    LengthFault fault = s.p[0] == 'P'                   ? iso(&sum, rest(s, 1))
                        : memchr(s.p, ':', s.n) != NULL ? clock(&sum, s)
                                                        : words(&sum, s);
    if (fault != LENGTH_FINE)
        return fault;
    *out_us = minus ? -sum.us : sum.us;
    return sum.rounded ? LENGTH_ROUNDED : LENGTH_FINE;
}
