/* derive_clause.c -- why a clause's clocks stand where they do.
 *
 *     first_contact  at_risk: its warning came Tue 3 Mar 2026 09:30
 *       gold         customer level, for tier = gold: no
 *       base         for all leads: by, for, starts, stops, within, warn at, breach
 *       for          reached(mql): yes
 *       starts       Mon 2 Mar 2026 15:30
 *       within       4 business hours on commercial
 *                    Mon 2 Mar 15:30–18:00               2 h 30 min
 *                    Tue 3 Mar 09:00–10:30               1 h 30 min
 *       warning      Tue 3 Mar 2026 09:30
 *       due          Tue 3 Mar 2026 10:30
 *       elapsed      3 h 30 min of 4 h
 */
#include "interp/io/derivation.h"

#include "interp/base/decimal.h"
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/engine/clock.h"
#include "interp/io/clock_steps.h"
#include "interp/io/colvalue.h"
#include "interp/io/lead_part.h"
#include "interp/io/rule_reads.h"
#include "interp/io/wall.h"

enum { INNER = 2, WORD_COLUMNS = 13 };

/* A clause of one row; lane: of the instance at hand. */
typedef struct Told {
    const Core *core;
    const CoreClause *c;
    int clause, lane;
    Row row;
    Buf *out;
    int indent;
    const CoreCalendar *calendar; /* NULL: elapsed */
} Told;

static bool prop(const Told *t, ClauseProp p, int64_t *v)
{
    const Column *c = eval_clause(t->row.eval, t->clause, t->lane, p);
    *v = column_missing(c, t->row.r) ? 0 : col_i64(c, t->row.r);
    return !column_missing(c, t->row.r);
}

static const Zone *zone_of(const Told *t)
{
    return t->calendar != NULL ? calendar_zone(t->calendar->calendar) : t->core->zone;
}

static const char *length_text(const Told *t, int64_t us)
{
    return wall_length_text(us, t->calendar == NULL);
}

static void begin(const Told *t, const char *word)
{
    buf_repeat(t->out, ' ', t->indent);
    buf_z(t->out, word);
    const int blanks = WORD_COLUMNS - utf8_width(str_of(word));
    buf_repeat(t->out, ' ',
               blanks > 2 ? blanks : 2); /* an agreement's name may be long */
}

static void put_line(const Told *t, const char *word, const char *text)
{
    begin(t, word);
    buf_z(t->out, text);
    buf_char(t->out, '\n');
}

/* -- conditions -------------------------------------------------------------------- */

static const char *missing_names(const Told *t, const CoreExpr *e)
{
    const uint8_t *reads = expr_reads(t->core, e);
    Buf b = {0};
    for (int f = 0; f < t->core->n_fields; f++)
        if (reads[f] && column_missing(&t->row.batch->col[f], t->row.r)) {
            buf_z(&b, b.n > 0 ? ", " : "");
            buf_str(&b, t->core->fields[f].name);
        }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* "yes", "no", "unknown: tier missing" */
static const char *answer_text(const Told *t, const Column *c, const CoreExpr *e)
{
    if (c == NULL || (!column_missing(c, t->row.r) && col_flag(c, t->row.r)))
        return msg_text(MSG_WORD_YES);
    if (!column_missing(c, t->row.r))
        return msg_text(MSG_WHY_NO);
    const char *names = missing_names(t, e);
    return names[0] != '\0' ? msg_text(MSG_WHY_UNKNOWN, names)
                            : msg_text(MSG_WHY_UNKNOWN_BARE);
}

static bool is_yes(const Told *t, const Column *c)
{
    return c == NULL || (!column_missing(c, t->row.r) && col_flag(c, t->row.r));
}

/* -- levels ------------------------------------------------------------------------ */

static bool level_holds(const Told *t, int level)
{
    return is_yes(t, eval_clause_holds(t->row.eval, t->clause, level));
}

static bool states(const CoreClauseLevel *l, int line)
{
    return (l->states >> line & 1) != 0;
}

/* The next more general level that holds and states the line, or -1. */
static int level_below(const Told *t, int level, int line)
{
    for (int i = level + 1; i < t->c->n_levels; i++)
        if (states(&t->c->level[i], line) && level_holds(t, i))
            return i;
    return -1;
}

/* A level that warns in one way takes the other one back. */
static bool is_replaced(const Told *t, int level, int line)
{
    const unsigned warnings = 1U << LINE_WARN_AT | 1U << LINE_WARN_DUE;
    const unsigned by = (warnings >> line & 1) != 0 ? warnings : 1U << line;
    for (int i = 0; i < level; i++)
        if ((t->c->level[i].states & by) != 0 && level_holds(t, i))
            return true;
    return false;
}

static Str agreement_name(const Told *t, int level)
{
    return t->core->agreements[t->c->level[level].agreement].name;
}

/* "by, starts, within (instead of base)": the lines that a level that holds supplies. */
static void put_lines(const Told *t, int level)
{
    bool first = true;
    for (int line = 0; line < N_CLAUSE_LINES; line++) {
        if (!states(&t->c->level[level], line) || is_replaced(t, level, line))
            continue;
        const int below = level_below(t, level, line);
        buf_z(t->out, first ? ": " : ", ");
        buf_z(t->out, clause_line_name((ClauseLine)line));
        if (below >= 0)
            buf_format(t->out, " (%s)",
                       msg_text(MSG_CLAUSE_INSTEAD, str_z(agreement_name(t, below))));
        first = false;
    }
}

static void derive_level(const Told *t, int level)
{
    const CoreAgreement *a = &t->core->agreements[t->c->level[level].agreement];
    const Column *holds = eval_clause_holds(t->row.eval, t->clause, level);
    begin(t, str_z(a->name));
    if (a->level != LEVEL_CORPORATE)
        buf_format(t->out, "%s, ",
                   msg_text(MSG_CLAUSE_LEVEL, agreement_level_name(a->level)));
    if (a->when == NULL)
        buf_z(t->out, msg_text(a->from_module ? MSG_CLAUSE_TEMPLATE : MSG_CLAUSE_ALL));
    else
        buf_z(t->out, msg_text(MSG_CLAUSE_FOR, str_z(a->text),
                               answer_text(t, holds, t->c->level[level].when)));
    if (level_holds(t, level))
        put_lines(t, level);
    buf_char(t->out, '\n');
}

/* -- lines ------------------------------------------------------------------------- */

/* The level whose line counts, or -1. */
static int supplier(const Told *t, int line) { return level_below(t, -1, line); }

static const char *line_text(const Told *t, int line)
{
    const int level = supplier(t, line);
    Buf b = {0};
    if (level >= 0)
        core_text(&b, t->core, t->c->level[level].line_id[line]);
    Str s = buf_view(&b);
    const Str word = str_of(clause_line_name((ClauseLine)line));
    if (str_starts(s, word))
        s = str_trim(str_sub(s, word.n, s.n));
    const char *z = str_z(s);
    buf_free(&b);
    return z;
}

/* A condition of the clause, as written, and its answer. */
static void derive_condition(const Told *t, ClauseLine line, const CoreExpr *e)
{
    if (e == NULL || supplier(t, (int)line) < 0)
        return;
    const Column *c = eval_clause_line(t->row.eval, t->clause, line);
    put_line(t, clause_line_name(line),
             str_format("%s: %s", line_text(t, (int)line), answer_text(t, c, e)));
}

/* The allowance as it is in force, whatever moved it. */
static void derive_within(const Told *t)
{
    const Column *c = eval_clause_line(t->row.eval, t->clause, LINE_WITHIN);
    if (c == NULL || column_missing(c, t->row.r) || t->c->allowance == ALLOW_DUE)
        return;
    begin(t, clause_line_name(LINE_WITHIN));
    col_print(t->out, c, t->row.r, t->c->within->type, t->core, false);
    if (t->calendar != NULL)
        buf_z(t->out, msg_text(MSG_CLAUSE_ON, str_z(t->calendar->name)));
    buf_char(t->out, '\n');
}

/* -- an instance ------------------------------------------------------------------- */

static void derive_instant(const Told *t, ClauseProp p)
{
    int64_t at;
    if (prop(t, p, &at))
        put_line(t, clause_prop_name(p), wall_text(zone_of(t), at));
}

static void derive_steps(const Told *t)
{
    int64_t start, due;
    if (t->calendar == NULL || !prop(t, PROP_STARTS, &start)
        || !prop(t, PROP_DUE, &due))
        return;
    clock_steps(t->out, t->core, t->calendar, start, due, t->indent + WORD_COLUMNS);
}

static void derive_times(const Told *t)
{
    int64_t elapsed, remaining, late;
    if (!prop(t, PROP_ELAPSED, &elapsed) || !prop(t, PROP_REMAINING, &remaining))
        return;
    put_line(t, clause_prop_name(PROP_ELAPSED),
             msg_text(MSG_CLAUSE_ELAPSED, length_text(t, elapsed),
                      length_text(t, elapsed + remaining)));
    if (prop(t, PROP_LATE, &late) && late > 0)
        put_line(t, clause_prop_name(PROP_LATE), length_text(t, late));
}

static bool is_unknown(const Told *t, const Column *c)
{
    return c != NULL && column_missing(c, t->row.r);
}

static bool any_level_unknown(const Told *t)
{
    for (int i = 0; i < t->c->n_levels; i++)
        if (is_unknown(t, eval_clause_holds(t->row.eval, t->clause, i)))
            return true;
    return false;
}

/* The allowance, or the calendar that it is counted on, rests on what is missing. */
static const char *no_due_text(const Told *t)
{
    const CoreExpr *const of[] = {t->c->within, t->c->calendar};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        const char *names = of[i] != NULL ? missing_names(t, of[i]) : "";
        if (names[0] != '\0')
            return msg_text(MSG_CLAUSE_NO_DUE_FOR, names);
    }
    return msg_text(MSG_CLAUSE_NO_DUE);
}

static const char *undetermined_text(const Told *t)
{
    int64_t v;
    if (is_unknown(t, eval_clause_line(t->row.eval, t->clause, LINE_FOR))
        || any_level_unknown(t))
        return msg_text(MSG_CLAUSE_UNKNOWN_FOR);
    if (is_unknown(t, eval_clause_line(t->row.eval, t->clause, LINE_KEEP)))
        return msg_text(MSG_CLAUSE_UNKNOWN_KEEP, missing_names(t, t->c->keep));
    if (!prop(t, PROP_STARTS, &v))
        return msg_text(MSG_CLAUSE_NO_START);
    return prop(t, PROP_DUE, &v) ? msg_text(MSG_CLAUSE_NO_EXIT) : no_due_text(t);
}

static const char *risk_text(const Told *t)
{
    const Column *c = eval_clause_warning(t->row.eval, t->clause, t->lane);
    return column_missing(c, t->row.r)
               ? ""
               : msg_text(MSG_CLAUSE_WARNED,
                          wall_text(zone_of(t), col_i64(c, t->row.r)));
}

/* Why the status is what it is; "" where the lines below say it. */
static const char *status_text(const Told *t, ClauseStatus status)
{
    const bool keep = t->c->kind == CLAUSE_KEEP;
    int64_t v = 0;
    switch (status) {
    case STATUS_NONE:
        return msg_text(is_yes(t, eval_clause_line(t->row.eval, t->clause, LINE_FOR))
                            ? MSG_CLAUSE_NOT_STARTED
                            : MSG_CLAUSE_NOT_APPLYING);
    case STATUS_UNDETERMINED: return undetermined_text(t);
    case STATUS_EXCUSED: return msg_text(MSG_CLAUSE_EXCUSED);
    case STATUS_CANCELLED: return msg_text(MSG_CLAUSE_CANCELLED);
    case STATUS_MET: return msg_text(keep ? MSG_CLAUSE_KEPT : MSG_CLAUSE_MET);
    case STATUS_BREACHED:
        if (!prop(t, PROP_LATE, &v))
            return msg_text(MSG_CLAUSE_NOT_KEPT);
        return msg_text(prop(t, PROP_STOPPED, &v) ? MSG_CLAUSE_STOPPED_LATE
                                                  : MSG_CLAUSE_LATE);
    case STATUS_PAUSED: return "";
    case STATUS_AT_RISK: return risk_text(t);
    case STATUS_RUNNING:
        prop(t, PROP_REMAINING, &v);
        return msg_text(MSG_CLAUSE_LEFT, length_text(t, v));
    case N_CLAUSE_STATUSES: break;
    }
    return "";
}

static void put_status(const Told *t)
{
    int64_t status;
    prop(t, PROP_STATUS, &status);
    const char *why = status_text(t, (ClauseStatus)status);
    buf_z(t->out, clause_status_name((ClauseStatus)status));
    if (why[0] != '\0')
        buf_format(t->out, ": %s", why);
    buf_char(t->out, '\n');
}

static bool has_instance(const Told *t, int lane)
{
    if (lane >= clause_lanes(t->c))
        return false;
    const Column *c = eval_clause(t->row.eval, t->clause, lane, PROP_STATUS);
    return col_i64(c, t->row.r) != STATUS_NONE;
}

static void derive_warning(const Told *t, ClauseLine line)
{
    const Column *c = eval_clause_warning_by(t->row.eval, t->clause, t->lane, line);
    if (supplier(t, (int)line) >= 0 && !column_missing(c, t->row.r))
        put_line(t, msg_text(MSG_CLAUSE_WARNING),
                 wall_text(zone_of(t), col_i64(c, t->row.r)));
}

/* In the order in which they come, where a clause has both. */
static void derive_warnings(const Told *t)
{
    const Column *at = eval_clause_warning_by(t->row.eval, t->clause, t->lane,
                                              LINE_WARN_AT),
                 *due = eval_clause_warning_by(t->row.eval, t->clause, t->lane,
                                               LINE_WARN_DUE);
    const bool turned = !column_missing(at, t->row.r) && !column_missing(due, t->row.r)
                        && col_i64(due, t->row.r) < col_i64(at, t->row.r);
    derive_warning(t, turned ? LINE_WARN_DUE : LINE_WARN_AT);
    derive_warning(t, turned ? LINE_WARN_AT : LINE_WARN_DUE);
}

static void derive_instance(Told *t, int lane)
{
    t->lane = lane;
    if (has_instance(t, 1)) {
        begin(t, msg_text(MSG_CLAUSE_INSTANCE, str_format("%d", lane + 1)));
        put_status(t);
    }
    derive_instant(t, PROP_STARTS);
    derive_steps(t);
    derive_warnings(t);
    derive_instant(t, PROP_DUE);
    derive_instant(t, PROP_STOPPED);
    derive_times(t);
}

/* What was taken otherwise than it stands in the record. */
static void derive_counts(const Told *t)
{
    const int before = eval_stops_before(t->row.eval, t->clause)[t->row.r];
    const int ignored = eval_starts_ignored(t->row.eval, t->clause)[t->row.r];
    if (before > 0)
        put_line(t, "", msg_text(MSG_CLAUSE_BEFORE));
    if (ignored > 0)
        put_line(t, "", msg_text(MSG_CLAUSE_IGNORED, str_format("%d", ignored)));
}

void derive_clause(const Core *core, Buf *out, Row row, int clause, int indent)
{
    Told t = {.core = core,
              .c = &core->clauses[clause],
              .clause = clause,
              .lane = LANE_LATEST,
              .row = row,
              .out = out,
              .indent = indent};
    if (clause_lanes(t.c) == 0)
        return;
    t.calendar = lead_calendar(core, row, clause);
    buf_repeat(out, ' ', indent);
    buf_str(out, t.c->name);
    buf_z(out, "  ");
    put_status(&t);
    t.indent += INNER;
    for (int i = 0; i < t.c->n_levels; i++)
        derive_level(&t, i);
    derive_condition(&t, LINE_FOR, t.c->applies);
    derive_condition(&t, LINE_EXCUSED, t.c->excused);
    if (!has_instance(&t, 0))
        return;
    derive_condition(&t, LINE_KEEP, t.c->keep);
    derive_within(&t);
    for (int lane = 0; has_instance(&t, lane); lane++)
        derive_instance(&t, lane);
    derive_counts(&t);
}
