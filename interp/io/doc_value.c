/* doc_value.c -- numbers, money, dates and lengths of time in the document's language. */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/doc_words.h"

static const char *taken(Buf *b)
{
    const char *z = str_z(buf_view(b));
    buf_free(b);
    return z;
}

enum { GROUP_DIGITS = 3 };

/* "1234567.5" gets its groups of three, and the signs of the language. */
static const char *grouped(Language l, Str plain)
{
    const char group = l == LANG_EN ? ',' : '.', point = l == LANG_EN ? '.' : ',';
    Buf b = {0};
    size_t at = plain.n > 0 && plain.p[0] == '-', end = at;
    buf_put(&b, plain.p, at);
    while (end < plain.n && plain.p[end] != '.')
        end++;
    for (; at < plain.n; at++) {
        if (at == end)
            buf_char(&b, point);
        else
            buf_char(&b, plain.p[at]);
        if (at + 1 < end && (end - at - 1) % GROUP_DIGITS == 0)
            buf_char(&b, group);
    }
    return taken(&b);
}

const char *doc_number(Language l, int64_t micros)
{
    char digits[32];
    const int n = dec_print(digits, micros);
    return grouped(l, (Str){digits, (size_t)n});
}

const char *doc_percent(Language l, int64_t micros)
{
    int64_t hundredfold;
    if (!dec_mul(micros, 100 * MICRO, &hundredfold))
        return doc_number(l, micros);
    return str_format("%s%%", doc_number(l, hundredfold));
}

/* -- time ----------------------------------------------------------------------------- */

const char *doc_weekday(Language l, int weekday)
{
    return str_z(doc_raw(l, (DocId)(DOC_MONDAY + weekday)));
}

const char *doc_date(Language l, int64_t days)
{
    int year, month, day;
    civil_of_days((int32_t)days, &year, &month, &day);
    return doc_text(l, DOC_DATE, str_format("%d", day),
                    doc_raw(l, (DocId)(DOC_JANUARY + month - 1)).p,
                    str_format("%d", year));
}

const char *doc_week_date(Language l, int64_t days)
{
    return doc_text(l, DOC_WEEK_DATE, doc_weekday(l, civil_weekday((int32_t)days)),
                    doc_date(l, days));
}

const char *doc_instant(Language l, const Zone *z, int64_t us)
{
    Civil at;
    const int64_t wall = zone_to_wall(z, us);
    civil_of_usec(wall, &at);
    const char *time = at.second != 0
                           ? str_format("%02d:%02d:%02d", at.hour, at.minute, at.second)
                           : str_format("%02d:%02d", at.hour, at.minute);
    return doc_text(l, DOC_INSTANT, doc_date(l, civil_days(at.year, at.month, at.day)),
                    time);
}

const char *doc_period(Language l, PeriodKind k)
{
    return str_z(doc_raw(l, (DocId)(DOC_PERIOD_DAY + k - PERIOD_DAY)));
}

const char *doc_amount(Language l, int64_t micros, Keyword unit, Keyword adjective)
{
    const bool one = micros == MICRO;
    const char *number = doc_number(l, micros);
    const char *word = str_z(keyword_text(one ? keyword_singular(unit) : unit, l));
    if (adjective == KW_NO_WORD)
        return str_format("%s %s", number, word);
    const char *kind = str_z(keyword_adjective(adjective, l, one));
    return l == LANG_EN ? str_format("%s %s %s", number, kind, word)
                        : str_format("%s %s %s", number, word, kind);
}

typedef struct Unit {
    int64_t size;
    Keyword word;
} Unit;

#define SECOND USEC_SECOND
static const Unit of_time[] = {{USEC_DAY, KW_DAYS},
                               {3600 * SECOND, KW_HOURS},
                               {60 * SECOND, KW_MINUTES},
                               {SECOND, KW_SECONDS}};
enum {
    N_UNITS = sizeof of_time / sizeof *of_time,
    FIRST_OF_BUSINESS = 1,
    MOST_OF_ONE = 120
};

/* "36 hours" rather than a day and a half: the largest unit that measures it whole, if not
 * of too many, or parts from the largest down. */
static const char *length(Language l, int64_t us, bool business)
{
    const Keyword kind = business ? KW_BUSINESS : KW_NO_WORD;
    const int first = business ? FIRST_OF_BUSINESS : 0;
    for (int i = first; us != 0 && i < N_UNITS; i++)
        if (us % of_time[i].size == 0 && us / of_time[i].size <= MOST_OF_ONE)
            return doc_amount(l, us / of_time[i].size * MICRO, of_time[i].word, kind);
    const char *all = us < 0 ? "−" : "";
    int64_t left = us < 0 ? -us : us;
    for (int i = first; i < N_UNITS; i++) {
        const bool last = i == N_UNITS - 1;
        const int64_t n = left / of_time[i].size;
        if (n == 0 && !(last && (left > 0 || us == 0)))
            continue;
        const int64_t amount = last ? left : n * MICRO;
        all = str_format("%s%s%s", all, all[0] != '\0' && all[0] != '\xE2' ? " " : "",
                         doc_amount(l, amount, of_time[i].word, kind));
        left -= n * of_time[i].size;
    }
    return all;
}

static const char *business(Language l, int64_t v)
{
    return business_is_days(v)
               ? doc_amount(l, business_days(v) * MICRO, KW_DAYS, KW_BUSINESS)
               : length(l, v, true);
}

/* Months as years or quarters where they are whole. */
static const char *period(Language l, int64_t v)
{
    const int64_t months = v >> 32, days = v & INT64_C(0xFFFFFFFF);
    if (months == 0)
        return doc_amount(l, days * MICRO, KW_DAYS, KW_CALENDAR);
    if (months % 12 == 0)
        return doc_amount(l, months / 12 * MICRO, KW_YEARS, KW_NO_WORD);
    return doc_amount(l, months * MICRO, KW_MONTHS, KW_NO_WORD);
}

/* -- all of them ---------------------------------------------------------------------- */

static const char *member(const Type *t, int64_t v)
{
    return t->of != NULL && v >= 0 && v < t->of->n ? doc_clean(t->of->member[v]) : "";
}

const char *doc_value(Language l, const Core *c, const Type *t, int64_t v)
{
    switch (t->kind) {
    case TY_NUMBER: return doc_number(l, v);
    case TY_MONEY: return str_format("%s %s", doc_number(l, v), str_z(c->currency));
    case TY_FLAG: return str_z(keyword_text(v != 0 ? KW_YES : KW_NO, l));
    case TY_ENUM: return member(t, v);
    case TY_DATE: return doc_date(l, v);
    case TY_TIMESTAMP: return doc_instant(l, c->zone, v);
    case TY_DURATION: return length(l, v, false);
    case TY_BUSINESS: return business(l, v);
    case TY_PERIOD: return period(l, v);
    case TY_CALENDAR: return doc_quoted(l, c->calendars[v].title);
    case TY_ERROR:
    case TY_TEXT:
    case TY_LIST:
    case N_TYPE_KINDS: break;
    }
    return "";
}

const char *doc_const(Language l, const Core *c, const CoreExpr *e)
{
    if (e->type->kind == TY_TEXT)
        return doc_quoted(l, e->text);
    if (e->type->kind != TY_LIST)
        return doc_value(l, c, e->type, e->i64);
    const char **item = MEM_ARRAY(const char *, e->n + 1);
    for (int i = 0; i < e->n; i++)
        item[i] = doc_const(l, c, e->arg[i]);
    return doc_list(l, item, e->n, DOC_COMMA);
}
