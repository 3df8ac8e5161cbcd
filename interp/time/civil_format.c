/* civil_format.c -- reading an instant by a strftime format.
 *
 * A format is sound when every letter is known and it has year, month and day.  Names of
 * months and weekdays are found in any case, with their accents or without.
 */
#include "interp/time/civil_part.h"

typedef struct Name {
    const char *text;
    int number;
} Name;

static const Name months[] = {
    {"january", 1},   {"february", 2}, {"march", 3},     {"april", 4},
    {"may", 5},       {"june", 6},     {"july", 7},      {"august", 8},
    {"september", 9}, {"october", 10}, {"november", 11}, {"december", 12},
    {"jan", 1},       {"feb", 2},      {"mar", 3},       {"apr", 4},
    {"jun", 6},       {"jul", 7},      {"aug", 8},       {"sep", 9},
    {"oct", 10},      {"nov", 11},     {"dec", 12},      {"janeiro", 1},
    {"fevereiro", 2}, {"março", 3},    {"marco", 3},     {"abril", 4},
    {"maio", 5},      {"junho", 6},    {"julho", 7},     {"agosto", 8},
    {"setembro", 9},  {"outubro", 10}, {"novembro", 11}, {"dezembro", 12},
    {"fev", 2},       {"abr", 4},      {"mai", 5},       {"ago", 8},
    {"set", 9},       {"out", 10},     {"dez", 12},      {NULL, 0},
};

static const Name weekdays[] = {
    {"monday", 0},      {"tuesday", 1},      {"wednesday", 2},     {"thursday", 3},
    {"friday", 4},      {"saturday", 5},     {"sunday", 6},        {"mon", 0},
    {"tue", 1},         {"wed", 2},          {"thu", 3},           {"fri", 4},
    {"sat", 5},         {"sun", 6},          {"segunda-feira", 0}, {"terça-feira", 1},
    {"terca-feira", 1}, {"quarta-feira", 2}, {"quinta-feira", 3},  {"sexta-feira", 4},
    {"segunda", 0},     {"terça", 1},        {"terca", 1},         {"quarta", 2},
    {"quinta", 3},      {"sexta", 4},        {"sábado", 5},        {"sabado", 5},
    {"domingo", 6},     {"seg", 0},          {"ter", 1},           {"qua", 2},
    {"qui", 3},         {"sex", 4},          {"sáb", 5},           {"sab", 5},
    {"dom", 6},         {NULL, 0},
};

/* Lower case of ASCII, and of the Latin-1 letters that UTF-8 writes as C3 and a byte. */
static char lower_byte(Str s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i];
    if (c >= 'A' && c <= 'Z')
        return (char)(c | 0x20);
    if (i > 0 && (unsigned char)s.p[i - 1] == 0xc3 && c >= 0x80 && c < 0xa0)
        return (char)(c | 0x20);
    return (char)c;
}

/* The number of the longest name at *at, which moves behind it; -1 where there is none. */
static int read_name(Str s, size_t *at, const Name *names)
{
    size_t longest = 0;
    int number = -1;
    for (const Name *n = names; n->text != NULL; n++) {
        size_t len = strlen(n->text), i = 0;
        if (len <= longest || s.n - *at < len)
            continue;
        while (i < len && lower_byte(s, *at + i) == n->text[i])
            i++;
        if (i == len) {
            longest = len;
            number = n->number;
        }
    }
    *at += longest;
    return number;
}

static const char *letter_text(char c)
{
    static const char letters[] =
        "A\0B\0C\0D\0E\0F\0G\0H\0I\0J\0K\0L\0M\0N\0O\0P\0Q\0R\0S\0"
        "T\0U\0V\0W\0X\0Y\0Z\0a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0"
        "m\0n\0o\0p\0q\0r\0s\0t\0u\0v\0w\0x\0y\0z";
    for (size_t i = 0; i + 1 < sizeof letters; i += 2)
        if (letters[i] == c)
            return &letters[i];
    return "%";
}

static bool format_has(Str format, const char *letters)
{
    for (size_t i = 0; i + 1 < format.n; i++)
        if (format.p[i] == '%' && strchr(letters, format.p[++i]) != NULL
            && format.p[i] != '\0')
            return true;
    return false;
}

const char *civil_format_fault(Str format)
{
    static const char known[] = "dmYyHIMSfpbBaAZzTe%";
    for (size_t i = 0; i < format.n; i++) {
        if (format.p[i] != '%')
            continue;
        if (++i == format.n || format.p[i] == '\0')
            return "%";
        if (strchr(known, format.p[i]) == NULL)
            return letter_text(format.p[i]);
    }
    if (!format_has(format, "Yy"))
        return "Y";
    if (!format_has(format, "mbB"))
        return "m";
    if (!format_has(format, "de"))
        return "d";
    return format_has(format, "I") && !format_has(format, "p") ? "p" : NULL;
}

/* What a format has read so far. */
typedef struct Reading {
    Str s;
    size_t at;
    Civil c;
    int half; /* 0 am, 1 pm, -1 not said */
    int offset;
    bool timed, has_offset;
} Reading;

static bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static void skip_blanks(Reading *r)
{
    while (r->at < r->s.n && is_blank(r->s.p[r->at]))
        r->at++;
}

static bool read_number(Reading *r, int lo, int hi, int *out)
{
    *out = part_number(r->s, &r->at, lo, hi);
    return *out >= 0;
}

static bool read_clock(Reading *r, int *out, int most)
{
    r->timed = true;
    return read_number(r, 1, 2, out) && *out <= most;
}

static bool read_half(Reading *r)
{
    if (r->s.n - r->at < 2 || lower_byte(r->s, r->at + 1) != 'm')
        return false;
    char c = lower_byte(r->s, r->at);
    r->half = c == 'p';
    r->at += 2;
    return c == 'a' || c == 'p';
}

static bool read_hms(Reading *r)
{
    Civil *c = &r->c;
    if (!read_clock(r, &c->hour, 24) || r->at == r->s.n || r->s.p[r->at++] != ':')
        return false;
    if (!read_clock(r, &c->minute, 59) || r->at == r->s.n || r->s.p[r->at++] != ':')
        return false;
    return read_clock(r, &c->second, 60);
}

static bool skip_zone_name(Reading *r)
{
    size_t from = r->at;
    while (r->at < r->s.n && lower_byte(r->s, r->at) >= 'a'
           && lower_byte(r->s, r->at) <= 'z')
        r->at++;
    return r->at > from;
}

/* Two digits as POSIX has it: 69…99 are of the twentieth century. */
static bool read_short_year(Reading *r)
{
    int y;
    if (!read_number(r, 2, 2, &y))
        return false;
    r->c.year = y < 69 ? 2000 + y : 1900 + y;
    return true;
}

static bool read_part(Reading *r, char letter)
{
    Civil *c = &r->c;
    switch (letter) {
    case 'd': return read_number(r, 1, 2, &c->day);
    case 'e': skip_blanks(r); return read_number(r, 1, 2, &c->day);
    case 'm': return read_number(r, 1, 2, &c->month);
    case 'Y': return read_number(r, 4, 4, &c->year);
    case 'y': return read_short_year(r);
    case 'H': return read_clock(r, &c->hour, 24);
    case 'I': return read_clock(r, &c->hour, 12) && c->hour > 0;
    case 'M': return read_clock(r, &c->minute, 59);
    case 'S': return read_clock(r, &c->second, 60);
    case 'T': return read_hms(r);
    case 'f': c->micro = part_fraction(r->s, &r->at); return c->micro >= 0;
    case 'p': return read_half(r);
    case 'b':
    case 'B': c->month = read_name(r->s, &r->at, months); return c->month > 0;
    case 'a':
    case 'A': return read_name(r->s, &r->at, weekdays) >= 0;
    case 'Z': return skip_zone_name(r);
    case 'z': r->has_offset = true; return part_offset(r->s, &r->at, &r->offset);
    case '%': return r->at < r->s.n && r->s.p[r->at++] == '%';
    default: return false;
    }
}

static bool read_by_format(Reading *r, Str format)
{
    for (size_t i = 0; i < format.n; i++) {
        char f = format.p[i];
        if (is_blank(f)) {
            if (r->at == r->s.n || !is_blank(r->s.p[r->at]))
                return false;
            skip_blanks(r);
        } else if (f == '%') {
            if (++i == format.n || !read_part(r, format.p[i]))
                return false;
        } else if (r->at == r->s.n || r->s.p[r->at++] != f) {
            return false;
        }
    }
    return r->at == r->s.n;
}

StampKind civil_read_format(Str s, Str format, int64_t *out)
{
    Reading r = {.s = s, .half = -1};
    if (!read_by_format(&r, format))
        return STAMP_BAD;
    if (r.half >= 0) {
        if (r.c.hour < 1 || r.c.hour > 12)
            return STAMP_BAD;
        r.c.hour = r.c.hour % 12 + 12 * r.half;
    }
    if (!part_instant(&r.c, out))
        return STAMP_BAD;
    *out -= r.offset * USEC_SECOND;
    if (r.has_offset)
        return STAMP_OFFSET;
    return r.timed ? STAMP_LOCAL : STAMP_DATE;
}
