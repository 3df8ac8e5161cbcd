/* k_calendar.c -- open time: how much of it, when it is used up, whether it is now.
 *
 * What lies outside a calendar's years (1970 to 2100) is missing and marked.  Where all rows
 * have one calendar, the two questions that clocks ask are answered a column at a time.
 */
#include "interp/engine/kernels.h"

#include "interp/time/calendar.h"
#include <string.h>

static inline const Calendar *calendar_of(const Call *c, int r)
{
    return c->calendars[call_i64(c, c->n - 1, r)].calendar;
}

static void no_answer(Call *c, int r) { call_own_null(c)[r] = NULL_OVERFLOW; }

/* -- a column at a time -------------------------------------------------------------- */

typedef void AskColumn(const Calendar *c, int n, Instants a, Instants b, int64_t *out,
                       uint8_t *none);

static Instants instants(const Column *a)
{
    return (Instants){a->i64, column_stride(a)};
}

/* Rows that were missing before keep their own reasons. */
static void mark_rows(Call *c, const uint8_t *none)
{
    uint8_t any = 0;
    for (int r = 0; r < c->rows; r++)
        any |= none[r];
    if (any == 0)
        return;
    uint8_t *null = call_own_null(c);
    for (int r = 0; r < c->rows; r++)
        if (null[r] == 0 && none[r] != 0)
            null[r] = MUTATE(41, NULL_OVERFLOW, 0);
}

/* One calendar for all rows, and no selection that would spare most of them. */
static bool is_for_column(const Call *c)
{
    const Column *calendar = c->arg[c->n - 1];
    return calendar->form == FORM_CONSTANT && !column_missing(calendar, 0)
           && c->sel == NULL;
}

static void ask_column(Call *c, AskColumn *ask)
{
    uint8_t none[BATCH_ROWS];
    ask(calendar_of(c, 0), c->rows, instants(c->arg[0]), instants(c->arg[1]),
        c->out->i64, none);
    mark_rows(c, none);
}

/* -- a row at a time ----------------------------------------------------------------- */

typedef bool AskRow(const Calendar *c, int64_t a, int64_t b, int64_t *out);

static bool deadline_days(const Calendar *c, int64_t t_us, int64_t days,
                          int64_t *due_us)
{
    return calendar_deadline_days(c, t_us, MUTATE(42, business_days(days), 1), due_us);
}

static bool next_open(const Calendar *c, int64_t t_us, int64_t b, int64_t *at_us)
{
    (void)b;
    return calendar_next_open(c, t_us, at_us);
}

static bool next_close(const Calendar *c, int64_t t_us, int64_t b, int64_t *at_us)
{
    (void)b;
    return calendar_next_close(c, t_us, at_us);
}

static void ask_rows(Call *c, AskRow *ask)
{
    if (c->sel != NULL)
        memset(c->out->i64, 0, sizeof *c->out->i64 * (size_t)c->rows);
    for (int k = 0; k < call_rows(c); k++) {
        const int r = call_row(c, k);
        c->out->i64[r] = 0;
        if (call_known(c, r)
            && !ask(MUTATE(43, calendar_of(c, r), calendar_of(c, 0)), call_i64(c, 0, r),
                    call_i64(c, 1, r), &c->out->i64[r]))
            no_answer(c, r);
    }
}

void k_business_time(Call *c)
{
    if (is_for_column(c))
        ask_column(c, calendar_between_n);
    else
        ask_rows(c, calendar_between);
}

void k_deadline(Call *c)
{
    if (is_for_column(c))
        ask_column(c, MUTATE(44, calendar_deadline_n, calendar_between_n));
    else
        ask_rows(c, calendar_deadline);
}

void k_deadline_days(Call *c) { ask_rows(c, deadline_days); }
void k_next_open(Call *c) { ask_rows(c, next_open); }
void k_next_close(Call *c) { ask_rows(c, next_close); }

void k_is_open(Call *c)
{
    if (c->sel != NULL)
        memset(c->out->flag, 0, (size_t)c->rows);
    for (int k = 0; k < call_rows(c); k++) {
        const int r = call_row(c, k);
        bool open = false;
        if (call_known(c, r)
            && !calendar_is_open(calendar_of(c, r), call_i64(c, 0, r), &open))
            no_answer(c, r);
        c->out->flag[r] = open;
    }
}
