/* calendar_bench.c -- nanoseconds a row for business time and deadlines, beside sums.
 *
 *     calendar_bench [ROWS]
 *
 * ROWS starts and ends (a million where not given) lie at random in ten years, or in one
 * quarter.  The plain sum adds both columns up, in vectors and 64 bits; the measures' sum
 * heeds a null byte a row and adds in 128 bits.  Business time is asked of both columns,
 * deadlines of the first, with lengths of up to 40 open hours.  All go by batches of 1,024
 * rows, the results into memory that stays in the cache.  Medians of eleven runs.
 */
#include "interp/base/mem.h"
#include "interp/time/calendar.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 11, BATCH = 1024 };

#define HOUR_US (INT64_C(3600) * USEC_SECOND)

typedef struct Rows {
    int64_t *start, *end, *length;
    int n;
    const Calendar *calendar;
    int64_t sum; /* so that no work is left out */
} Rows;

/* -- calendars and rows -------------------------------------------------------------- */

static const Calendar *business_week(bool lunch)
{
    static const HolidayRule rule[] = {{.kind = HOLIDAY_FIXED, .day = 1, .month = 1},
                                       {.kind = HOLIDAY_EASTER, .offset = -48},
                                       {.kind = HOLIDAY_EASTER, .offset = -47},
                                       {.kind = HOLIDAY_EASTER, .offset = -2},
                                       {.kind = HOLIDAY_FIXED, .day = 7, .month = 9},
                                       {.kind = HOLIDAY_FIXED, .day = 25, .month = 12}};
    static const TimeRange range[] = {{540, 1080}, {540, 720}, {780, 1080}};
    const CalendarDays week = {DAYS_WEEK, 0, 4, NULL},
                       off = {DAYS_HOLIDAYS, 0, 0,
                              holidays_make(rule, sizeof rule / sizeof *rule)};
    const CalendarLine line[] = {{true, &week, 1, range + lunch, 1 + lunch},
                                 {false, &off, 1, NULL, 0}};
    const Zone *zone = zone_load("/usr/share/zoneinfo", STR("America/Sao_Paulo"));
    return zone != NULL ? calendar_compile(zone, line, 2) : NULL;
}

static uint64_t draw(uint64_t *s, uint64_t n)
{
    *s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint64_t)(((*s >> 32) * n) >> 32);
}

static void draw_rows(Rows *r, int days)
{
    const int64_t begin_us = INT64_C(1577836800) * USEC_SECOND; /* 2020 */
    uint64_t s = 7;
    for (int i = 0; i < r->n; i++) {
        r->start[i] =
            begin_us + (int64_t)draw(&s, (uint64_t)days * 86400) * USEC_SECOND;
        r->end[i] = r->start[i] + (int64_t)draw(&s, 20 * 86400) * USEC_SECOND;
        r->length[i] = (int64_t)draw(&s, 40 * 3600) * USEC_SECOND;
    }
}

/* -- what is timed ------------------------------------------------------------------- */

static void plain_sum(Rows *r, int at, int n)
{
    int64_t sum = 0;
    for (int i = at; i < at + n; i++)
        sum += r->start[i] + r->end[i];
    r->sum += sum;
}

static int64_t out[BATCH];
static uint8_t none[BATCH];

/* Two words by hand: 128-bit integers are no part of C. */
static void measure_sum(Rows *r, int at, int n)
{
    uint64_t low = 0;
    int64_t high = 0;
    for (int i = at; i < at + n; i++) {
        const int64_t v[2] = {none[i - at] ? 0 : r->start[i],
                              none[i - at] ? 0 : r->end[i]};
        for (int k = 0; k < 2; k++)
            high += (v[k] >> 63) + __builtin_add_overflow(low, (uint64_t)v[k], &low);
    }
    r->sum += (int64_t)low ^ high;
}

static void between(Rows *r, int at, int n)
{
    calendar_between_n(r->calendar, n, (Instants){r->start + at, 1},
                       (Instants){r->end + at, 1}, out, none);
    r->sum += out[0] + none[0];
}

static void deadline(Rows *r, int at, int n)
{
    calendar_deadline_n(r->calendar, n, (Instants){r->start + at, 1},
                        (Instants){r->length + at, 1}, out, none);
    r->sum += out[0] + none[0];
}

static void deadline_fixed(Rows *r, int at, int n)
{
    static const int64_t eight = 8 * HOUR_US;
    calendar_deadline_n(r->calendar, n, (Instants){r->start + at, 1},
                        (Instants){&eight, 0}, out, none);
    r->sum += out[0] + none[0];
}

static void between_each(Rows *r, int at, int n)
{
    for (int i = 0; i < n; i++)
        none[i] =
            calendar_between(r->calendar, r->start[at + i], r->end[at + i], &out[i]);
    r->sum += out[0] + none[0];
}

static void deadline_each(Rows *r, int at, int n)
{
    for (int i = 0; i < n; i++)
        none[i] = calendar_deadline(r->calendar, r->start[at + i], r->length[at + i],
                                    &out[i]);
    r->sum += out[0] + none[0];
}

/* -- time ---------------------------------------------------------------------------- */

static int64_t clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Picoseconds a row. */
static int64_t timed(Rows *r, void (*work)(Rows *r, int at, int n))
{
    int64_t run[RUNS];
    for (int k = 0; k < RUNS; k++) {
        const int64_t begin = clock_ns();
        for (int at = 0; at < r->n; at += BATCH)
            work(r, at, r->n - at < BATCH ? r->n - at : BATCH);
        run[k] = clock_ns() - begin;
    }
    qsort(run, RUNS, sizeof *run, by_size);
    return run[RUNS / 2] * 1000 / r->n;
}

static void print_times(Rows *r, const char *what)
{
    static const struct {
        const char *what;
        void (*work)(Rows *r, int at, int n);
    } all[] = {{"plain sum of the two columns", plain_sum},
               {"the same as measures add up", measure_sum},
               {"business time, batches", between},
               {"deadline, batches", deadline},
               {"deadline of 8 hours, batches", deadline_fixed},
               {"business time, row by row", between_each},
               {"deadline, row by row", deadline_each}};
    int64_t plain = 1, measure = 1;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const int64_t ps = timed(r, all[i].work);
        plain = i == 0 && ps > 0 ? ps : plain;
        measure = i == 1 && ps > 0 ? ps : measure;
        printf("%-24s %-29s %2" PRId64 ".%02d ns a row", what, all[i].what, ps / 1000,
               (int)(ps % 1000 / 10));
        if (i > 1)
            printf(": %2" PRId64 ".%d x plain, %" PRId64 ".%d x measures", ps / plain,
                   (int)(ps * 10 / plain % 10), ps / measure,
                   (int)(ps * 10 / measure % 10));
        putchar('\n');
    }
}

static int64_t *column(int n)
{
    int64_t *p = malloc(sizeof *p * (size_t)n);
    return p != NULL ? p : (mem_exhausted(), NULL);
}

int main(int argc, char **argv)
{
    mem_init(NULL);
    const int n = argc > 1 ? atoi(argv[1]) : 1000000;
    Rows r = {column(n), column(n), column(n), n, NULL, 0};
    for (int lunch = 0; lunch < 2; lunch++) {
        r.calendar = business_week(lunch != 0);
        if (n <= 0 || r.calendar == NULL) {
            fprintf(stderr, "calendar_bench: no rows, or no zones\n");
            return 1;
        }
        draw_rows(&r, 3652);
        print_times(&r, lunch ? "ten years, lunch break" : "ten years, 9 to 18");
        draw_rows(&r, 91);
        print_times(&r, lunch ? "a quarter, lunch break" : "a quarter, 9 to 18");
    }
    printf("(%" PRId64 ")\n", r.sum % 10);
    return 0;
}
