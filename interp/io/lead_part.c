/* lead_part.c -- one row's columns, read as people think of them. */
#include "interp/io/lead_part.h"

#include "interp/base/decimal.h"
#include "interp/base/diag.h"
#include "interp/base/utf8.h"
#include "interp/engine/clock.h"
#include "interp/io/colvalue.h"
#include "interp/io/wall.h"

static int64_t value_of(const Column *c, int r)
{
    return column_missing(c, r) ? NO_INSTANT : col_i64(c, r);
}

/* -- clauses ----------------------------------------------------------------------- */

static ClauseStatus status_of(Row row, int clause, int lane)
{
    return (ClauseStatus)col_i64(eval_clause(row.eval, clause, lane, PROP_STATUS),
                                 row.r);
}

int lead_instances(const Core *core, Row row, int clause)
{
    const int lanes = clause_lanes(&core->clauses[clause]);
    int n = 0;
    while (n < lanes && status_of(row, clause, n) != STATUS_NONE)
        n++;
    return n > 0 ? n : 1;
}

Instance lead_instance(const Core *core, Row row, int clause, int i)
{
    const int lane = lead_instances(core, row, clause) > 1 ? i : LANE_LATEST;
    const Eval *ev = row.eval;
    return (Instance){
        .status = status_of(row, clause, lane),
        .starts_us = value_of(eval_clause(ev, clause, lane, PROP_STARTS), row.r),
        .warned_us = value_of(eval_clause_warning(ev, clause, lane), row.r),
        .due_us = value_of(eval_clause(ev, clause, lane, PROP_DUE), row.r),
        .stopped_us = value_of(eval_clause(ev, clause, lane, PROP_STOPPED), row.r),
        .ended_us = value_of(eval_clause_ended(ev, clause, lane), row.r),
        .elapsed = value_of(eval_clause(ev, clause, lane, PROP_ELAPSED), row.r),
        .remaining = value_of(eval_clause(ev, clause, lane, PROP_REMAINING), row.r),
        .late = value_of(eval_clause(ev, clause, lane, PROP_LATE), row.r)};
}

const CoreCalendar *lead_calendar(const Core *core, Row row, int clause)
{
    const Column *c = eval_clause_calendar(row.eval, clause);
    if (c == NULL || column_missing(c, row.r))
        return NULL;
    const CoreCalendar *of = &core->calendars[col_i64(c, row.r)];
    return of->calendar != NULL ? of : NULL;
}

bool status_is_open(ClauseStatus s)
{
    return s == STATUS_RUNNING || s == STATUS_AT_RISK || s == STATUS_PAUSED;
}

bool instance_is_owed(const Instance *i)
{
    return status_is_open(i->status)
           || (i->status == STATUS_BREACHED && i->ended_us == NO_INSTANT);
}

const char *status_paint(ClauseStatus s)
{
    static const char *const paint[N_CLAUSE_STATUSES] = {
        [STATUS_UNDETERMINED] = "\033[35m", [STATUS_EXCUSED] = "\033[2m",
        [STATUS_CANCELLED] = "\033[2m",     [STATUS_MET] = "\033[32m",
        [STATUS_BREACHED] = "\033[31m",     [STATUS_AT_RISK] = "\033[33m"};
    return paint[s] != NULL ? paint[s] : "";
}

/* -- the lead ---------------------------------------------------------------------- */

int lead_place(const Core *core, Row row)
{
    const Column *exit = eval_exit(row.eval), *stage = eval_stage(row.eval);
    if (core->n_exits > 0 && !column_missing(exit, row.r))
        return core->n_stages - core->n_exits + (int)col_i64(exit, row.r);
    if (core->n_stages == 0 || column_missing(stage, row.r))
        return -1;
    return (int)col_i64(stage, row.r);
}

int64_t lead_since(const Core *core, Row row)
{
    const int place = lead_place(core, row);
    return place >= 0 ? value_of(eval_since(row.eval, place), row.r) : NO_INSTANT;
}

bool record_gives(const LeadRecord *record, int field)
{
    return record != NULL && record->given[field] != 0;
}

bool lead_is_nobody(const Batch *b, int r) { return b->row[r].number == 0; }

void row_label(Buf *out, const Core *core, const Batch *b, int r)
{
    const int label = core->label;
    if (label < 0 || column_missing(&b->col[label], r))
        buf_i64(out, (int64_t)b->row[r].number);
    else
        col_print(out, &b->col[label], r, core->fields[label].type, core, false);
}

int64_t lead_now(Row row) { return col_i64(&row.batch->now, row.r); }

const char *number_text(int64_t micros)
{
    char digits[32];
    const int n = dec_print(digits, micros);
    return str_z((Str){digits, (size_t)n});
}

int wide_text(const char *text, int columns)
{
    const int n = utf8_width(str_of(text));
    return n > columns ? n : columns;
}

int view_width(const ViewLook *look) { return look->width > 0 ? look->width : 80; }

void score_bar(Buf *out, const CoreScore *s, int64_t v, int cells, const ViewLook *look)
{
    static const char *const eighth[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const int64_t span = s->hi - s->lo;
    const int64_t parts = (int64_t)((Int128)(v - s->lo) * (cells * 8) / span);
    const int full = (int)(parts / 8), rest = look->ascii ? 0 : (int)(parts % 8);
    const int used = full + (rest > 0);
    const bool colour = look->colour && used > 0;
    if (colour)
        buf_z(out, "\033[36m");
    for (int i = 0; i < full; i++)
        buf_z(out, look->ascii ? "#" : "█");
    buf_z(out, eighth[rest]);
    if (colour)
        buf_z(out, "\033[0m");
    buf_repeat(out, ' ', cells - used);
}

/* -- words ------------------------------------------------------------------------- */

const char *instance_name(const char *clause, int instance)
{
    return instance > 0
               ? msg_text(MSG_LEAD_INSTANCE, clause, str_format("%d", instance))
               : clause;
}

const char *left_text(const Core *core, Row row, int clause, const Instance *i)
{
    const bool is_late = i->status == STATUS_BREACHED;
    const int64_t us = is_late ? i->late : i->remaining;
    if (us == NO_INSTANT || (!is_late && !status_is_open(i->status)))
        return "";
    const CoreCalendar *on = lead_calendar(core, row, clause);
    const char *length = wall_length_text(us, on == NULL);
    if (on == NULL)
        return msg_text(is_late ? MSG_LEAD_LATE : MSG_LEAD_LEFT, length);
    return msg_text(is_late ? MSG_LEAD_LATE_ON : MSG_LEAD_LEFT_ON, length,
                    str_z(on->name));
}

const char *rounded_text(int64_t us)
{
    static const int64_t hour = INT64_C(3600) * USEC_SECOND;
    const int64_t unit = us >= 30 * USEC_DAY ? USEC_DAY
                         : us >= USEC_DAY    ? hour
                         : us >= hour / 60   ? hour / 60
                                             : USEC_SECOND;
    return wall_length_text(us - us % unit, true);
}

const char *relative_text(int64_t us)
{
    if (us > -USEC_SECOND && us < USEC_SECOND)
        return msg_text(MSG_LEAD_NOW);
    return us >= 0 ? msg_text(MSG_LEAD_IN, rounded_text(us))
                   : msg_text(MSG_LEAD_AGO, rounded_text(-us));
}

/* -- JSON -------------------------------------------------------------------------- */

void json_key(Buf *out, bool *first, const char *key)
{
    if (!*first)
        buf_char(out, ',');
    *first = false;
    buf_json(out, str_of(key));
    buf_char(out, ':');
}

void json_instant(Buf *out, const Core *core, int64_t at_us)
{
    const Value v = {
        .type = &type_timestamp, .missing = at_us == NO_INSTANT, .i64 = at_us};
    value_json(out, &v, core->zone);
}

void json_length(Buf *out, const Core *core, int clause, int64_t us)
{
    const bool open_time = core->clauses[clause].calendar != NULL;
    const Value v = {.type = open_time ? &type_business : &type_duration,
                     .missing = us == NO_INSTANT,
                     .i64 = us};
    value_json(out, &v, core->zone);
}

void json_head(Buf *out, const Core *core, Row row, bool *first)
{
    const int label = core->label;
    buf_char(out, '{');
    json_key(out, first, "lead");
    if (lead_is_nobody(row.batch, row.r))
        buf_z(out, "null");
    else if (label < 0 || column_missing(&row.batch->col[label], row.r))
        buf_i64(out, (int64_t)row.batch->row[row.r].number);
    else
        col_json(out, &row.batch->col[label], row.r, core->fields[label].type, core);
    json_key(out, first, "now");
    json_instant(out, core, lead_now(row));
}

static void json_end(Buf *out, int64_t end)
{
    if (end == INT64_MAX || end == -INT64_MAX)
        buf_z(out, "null");
    else
        dec_buf(out, end);
}

void json_scores(Buf *out, const Core *core, Row row, bool *first)
{
    bool first_score = true;
    json_key(out, first, "scores");
    buf_char(out, '{');
    for (int i = 0; i < core->n_scores; i++) {
        json_key(out, &first_score, str_z(core->scores[i].name));
        buf_z(out, "{\"value\":");
        dec_buf(out, col_i64(eval_score(row.eval, i), row.r));
        buf_z(out, ",\"low\":");
        json_end(out, eval_score_low(row.eval, i)[row.r]);
        buf_z(out, ",\"high\":");
        json_end(out, eval_score_high(row.eval, i)[row.r]);
        buf_char(out, '}');
    }
    buf_char(out, '}');
}
