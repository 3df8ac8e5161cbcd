/* core.h -- the typed core: what a policy means, and all that evaluation reads.
 *
 * Every name is resolved, every operator is a named kernel on known types, every default
 * is written out.  Expressions are a directed graph without circles: what is shared in
 * the policy (a `define`, a folded field) may be shared here; calls of defines with
 * parameters are expanded.  Thresholds are never folded in: they are parameters.
 *
 * Rules, bands and conditions keep `id`, an index into Core.span: where in the text they
 * come from.  Collected; not changed once sema returns it.
 */
#ifndef ACORDO_SEMA_CORE_H
#define ACORDO_SEMA_CORE_H

#include "interp/base/source.h"
#include "interp/lang/clause.h"
#include "interp/lang/op.h"
#include "interp/lang/type.h"
#include "interp/time/calendar.h"
#include "interp/time/period.h"

typedef enum CoreKind {
    CORE_CONST,     /* i64, text or list; or missing */
    CORE_FIELD,     /* fields[index] */
    CORE_THRESHOLD, /* thresholds[index] */
    CORE_NOW,       /* the as-of instant of the row */
    CORE_CALL,      /* kernel(arg…) */
    CORE_AND,       /* Kleene; n ≥ 2 operands */
    CORE_OR,
    CORE_NOT,
    CORE_IF,        /* arg: condition, then, else; an unknown condition gives missing */
    CORE_OTHERWISE, /* arg[0], or arg[1] where that is missing */
    CORE_KNOWN,     /* never unknown itself */
    CORE_IN_SET,    /* arg[0] in set; missing gives unknown */
    CORE_MATCH,     /* arg[0] (already folded where it should be) matches regex */
    CORE_PERSONA,   /* enumeration `persona`: personas in order, then none */
    CORE_SCORE,     /* scores[index], a number, never missing */
    CORE_GRADE,     /* grades[index], an enumeration, never missing */
    CORE_STAGE, /* enumeration of the stages: the last that holds; missing in an exit */
    CORE_EXIT,  /* enumeration of the exits; missing in a stage */
    CORE_SINCE, /* stages[index]'s instant; missing if not reached */
    CORE_REACHED, /* flag: stages[index] or a later stage holds (for an exit: it holds) */
    CORE_CLAUSE, /* a ClauseProp of clauses[index]'s instance `lane`; LANE_LATEST: of the
                     latest that has started by now */
    CORE_LOOKUP, /* field `column` of facts[index]'s row whose key is arg[0]; missing where
                     there is none */
    CORE_PERIOD_START, /* of the period that a measure is asked for: instants */
    CORE_PERIOD_END,
} CoreKind;

enum { LANE_LATEST = -1 };

enum { CORE_MAX_DEPTH = 1000 };

typedef struct CoreSet {
    const Type *elem; /* ENUM and other integers, or TEXT (folded already if folded) */
    int n;
    int64_t *i64; /* ascending, without repeats */
    Str *text;
} CoreSet;

typedef struct CoreRegex {
    Str pattern; /* PCRE2 with UTF, UCP and NEVER_BACKSLASH_C; the engine compiles
                              it, sema proved it sound */
    bool folded; /* subject is folded: the pattern was folded the same way */
} CoreRegex;

typedef struct Core Core;
typedef struct CoreSplit CoreSplit;
typedef struct CoreExpr CoreExpr;
struct CoreExpr {
    CoreKind kind;
    KernelId kernel; /* CALL */
    const Type *type;
    int id;          /* index into Core.span */
    int depth;       /* 1 + that of the deepest arg; at most CORE_MAX_DEPTH */
    int index;       /* FIELD THRESHOLD SCORE GRADE SINCE REACHED CLAUSE LOOKUP */
    ClauseProp prop; /* CLAUSE */
    int lane;        /* CLAUSE */
    int column;      /* LOOKUP */
    int n;
    CoreExpr **arg;
    bool missing;       /* CONST */
    int64_t i64;        /* CONST; flags 0 or 1 */
    Str text;           /* CONST */
    const CoreSet *set; /* IN_SET; and CONST of a list type: its elements in `arg` */
    const CoreRegex *regex;
};

enum CoreFieldFlag {
    FIELD_REQUIRED = 1,
    FIELD_LABEL = 2,
    FIELD_FIXED = 4,
    FIELD_COMMA = 8, /* decimal comma */
    FIELD_HAS_LO = 16,
    FIELD_HAS_HI = 32,
    FIELD_DATES_AT = 64, /* a bare date is read, at dates_at_us after midnight */
};

typedef struct CoreField {
    Str name;
    const Type *type;
    unsigned flags;
    bool has_from;    /* `from` was written: a dotted name may be a JSON path */
    Str from;         /* source column or dotted path; = name where not written */
    Str separator;    /* list cells; {NULL, 0}: "," */
    Str format;       /* strftime letters; n = 0: RFC 3339 and its relaxations */
    const Zone *zone; /* for wall times; never NULL for TIMESTAMP */
    int64_t dates_at_us;
    Str *missing; /* markers, the block's and the field's own */
    int n_missing;
    int64_t lo, hi;        /* in the type's unit, both ends in */
    const CoreExpr *deflt; /* CONST, or NULL */
    int currency_field;    /* index of the column that names the currency, or -1 */
    int id;
} CoreField;

/* Also each constant `within`, `target` and calendar of a clause is one, so that scenarios,
 * --set and sweeps move it as they move any other; its name is then
 * "AGREEMENT.CLAUSE.within", ".target" or ".on". */
typedef struct CoreThreshold {
    Str name, title;
    const Type *type; /* number, money, duration, date …; calendar */
    int64_t value;
    bool has_range;
    int64_t lo, hi;
    int clause,
        level; /* of a clause's line: clauses[clause].level[level]; else clause -1 */
    int id;
} CoreThreshold;

typedef struct CorePersona {
    Str name, title;
    CoreExpr *when;
    int id;
} CorePersona;

typedef enum CoreRuleKind { RULE_WHEN, RULE_PER, RULE_GROUP } CoreRuleKind;

/* points = sign × points; WHEN: given if `when` is yes.  PER: × per, a missing one makes
 * the rule unknown; |sum| ≤ cap.  GROUP: the sum of its rules, |sum| ≤ cap, both ways. */
typedef struct CoreRule CoreRule;
struct CoreRule {
    CoreRuleKind kind;
    int rule; /* number within Core.n_rules: explain, coverage */
    bool minus;
    CoreExpr *points; /* WHEN, PER: a number (constant, threshold or expression) */
    CoreExpr *when;
    CoreExpr *per;
    CoreExpr *cap;   /* NULL: none */
    Str title;       /* GROUP */
    CoreRule *rules; /* GROUP */
    int n_rules;
    Str text; /* as written, on one line: "+40 when persona = clinic_owner" */
    int id;
};

typedef struct CoreScore {
    Str name, title;
    bool has_range;
    int64_t lo, hi; /* micros */
    CoreRule *rules;
    int n_rules;
    CoreExpr *expr; /* `score NAME = E`; missing counts 0 and marks the interval */
    Str text;       /* E as written, where expr */
    int id;
} CoreScore;

typedef struct CoreBand {
    int member;          /* in the grade's Enum */
    CoreExpr *from, *by; /* numbers; NULL in the last, `otherwise`; by: matrix only */
    int id;
} CoreBand;

typedef struct CoreGrade {
    Str name, title; /* "grade" where it has no name of its own */
    int of, by;      /* scores; by -1: no matrix */
    const Enum *members;
    CoreBand *bands;
    int n_bands;
    int id;
} CoreGrade;

typedef struct CoreStage {
    Str name, title;
    bool is_exit;
    CoreExpr *when, *since, *until; /* NULL where not written */
    int id;
} CoreStage;

/* The evaluation order of what a lead has, circles being errors. */
typedef enum CoreItem {
    ITEM_PERSONA,
    ITEM_SCORE,
    ITEM_GRADE,
    ITEM_FUNNEL,
    ITEM_CLAUSE
} CoreItem;

typedef struct CoreMove {
    int threshold;
    int64_t value;
} CoreMove;
typedef struct CoreScenario {
    Str name, title;
    CoreMove *moves;
    int n_moves;
    int id;
} CoreScenario;

/* -- calendars ---------------------------------------------------------------------- */

/* `days` is NULL until something asks for them: a library has many that nobody uses. */
typedef struct CoreHolidays {
    Str name, title;
    HolidayRule *rules;
    int n_rules;
    const Holidays *days;
    int id;
} CoreHolidays;

/* Its number is its value where an expression of type calendar names it.  `calendar` is
 * NULL until an expression does. */
typedef struct CoreCalendar {
    Str name, title;
    const Zone *zone;
    CalendarLine *lines; /* of DAYS_HOLIDAYS `lo` is the number in Core.holidays */
    int n_lines;
    const Calendar *calendar;
    int id;
} CoreCalendar;

/* -- agreements and clauses --------------------------------------------------------- */

typedef struct CoreAgreement {
    Str name, title;
    AgreementLevel level;
    bool has_for;
    CoreExpr *when;   /* `for`; NULL: all leads */
    Str text;         /* of `for` as written */
    int over;         /* agreement that it goes before at its own level, or -1 */
    bool from_module; /* a template: it supplies what no level of the policy states */
    int id;
} CoreAgreement;

typedef struct CoreAction {
    ActionKind kind;
    ClauseLine line; /* WARN_AT, WARN_DUE, BREACH: when it comes */
    Str text;
} CoreAction;

/* `target P per PERIOD [of INSTANT] [by due|start|stop]` of one level: its figures are a
 * measure (CoreClauseLevel.attainment).  share: its threshold, or computed of thresholds,
 * in micros of 1; of a clause with `measure` what its figure is held against, and nothing
 * else is set. */
typedef struct CoreClauseTarget {
    CoreExpr *share;
    PeriodKind per;
    TargetBy by;
    CoreExpr *of; /* KEEP: the instant whose period counts */
    int id;
} CoreClauseTarget;

/* What one agreement says of a clause. */
typedef struct CoreClauseLevel {
    int agreement;
    CoreExpr *when;   /* the agreement's `for`; NULL: always */
    unsigned states;  /* the lines that it states: bits 1 << ClauseLine */
    unsigned relaxes; /* those that may ask for less than a more general level does */
    int line_id[N_CLAUSE_LINES]; /* where each stands: ids; -1 */
    CoreExpr
        *within; /* as it states it (also `due`, and `keep … within`): its threshold
                           where it is constant; NULL: it does not */
    CoreExpr *calendar; /* the same */
    bool has_target;
    CoreClauseTarget target;
    int attainment; /* measure: met ÷ (met + breached) of the instances whose target line
                       this level supplies; of MEASURE its own figure; or -1 */
    CoreAction *on_warn, *on_breach;
    int n_on_warn, n_on_breach;
} CoreClauseLevel;

typedef enum ClauseKind { CLAUSE_CLOCK, CLAUSE_KEEP, CLAUSE_MEASURE } ClauseKind;

typedef enum AllowanceKind {
    ALLOW_ELAPSED, /* within: a duration */
    ALLOW_PERIOD, /* within: a period, from the start's wall time in the policy's zone */
    ALLOW_BUSINESS, /* within: a business duration, or business days (lang/clause.h), on
                       `calendar` */
    ALLOW_DUE,      /* `due E`: within is that instant; the clock's time is elapsed */
    ALLOW_NONE,     /* `keep` without `within`: due at once */
} AllowanceKind;

/* A clause over all its levels.  Levels stand most specific first.  A line that several
 * state is an `if` over the levels' `for`s, in that order: so all of the expressions below
 * are asked of the row as any other is.  Missing where no level that holds states it.
 *
 * Lanes.  Each start may begin an instance; there are n_starts at most (KEEP: one), in order
 * of their instants, the earlier in the text first: see engine/clock.h. */
typedef struct CoreClause {
    Str name, title;
    ClauseKind kind;
    int party; /* parties[], or -1 */
    CoreClauseLevel *level;
    int n_levels;
    CoreExpr *
        applies; /* flag: some level holds, and the clause's own `for` does; NULL: yes */
    CoreExpr *
        settled; /* flag, never unknown: the levels' `for`s that could change a line are
                          known, or `applies` is no; NULL: always */
    CoreExpr *excused; /* flag; NULL: never */
    CoreExpr **starts; /* instants */
    CoreExpr *
        *start_lost; /* by start: flag, never unknown: it is the `since` of a stage that
                              was reached, and missing; NULL: never */
    int n_starts;
    CoreExpr **stops, **cancels;
    bool *
        stop_is_aggregate; /* by stop: not counted as at the start where it lies before */
    int n_stops, n_cancels;
    CoreExpr *after_exit; /* flag: exits do not cancel; NULL: they do */
    AllowanceKind allowance;
    CoreExpr *within;   /* see AllowanceKind; NULL: ALLOW_NONE */
    CoreExpr *calendar; /* type calendar; NULL: elapsed time */
    CoreExpr
        *keep; /* KEEP: the condition; its start is `starts[0]`, the target's `of` */
    CoreExpr *warn_share;  /* number, 0.75; NULL: none */
    CoreExpr *warn_before; /* duration or business duration; NULL: none */
    CoreExpr *target_level, *warn_level,
        *breach_level; /* numbers (type_number, whole: the
        level's number × 10^6) of the level that supplies the line; missing: none; NULL: no
        level states it */
    int measure; /* MEASURE: the first of its measures, one a level that has leads; else -1 */
    int statuses; /* measure: its instances by status, over all time; -1: MEASURE */
    CoreSplit *splits;
    int n_splits;
    int id;
} CoreClause;

/* -- measures ----------------------------------------------------------------------- */

/* A table of records that belong to no lead; `core` has its fields and, of the policy,
 * zone, currency, thresholds, calendars and sets.  Expressions over it are in its terms. */
typedef struct CoreFact {
    Str name, title;
    Core *core;
    CoreExpr *at; /* instant or date, over `core`; NULL: a table of reference */
    int key;      /* field, or -1 */
    int id;
} CoreFact;

typedef enum AggKind {
    AGG_COUNT, /* of rows whose value is known; of rows where there is no value */
    AGG_SUM,   /* 128 bits */
    AGG_MIN,
    AGG_MAX,
    AGG_QUANTILE, /* nearest rank: the ⌈P × n ÷ 100⌉th of n known values */
    AGG_DISTINCT, /* number of different known values */
} AggKind;

typedef enum TermOver { OVER_LEADS, OVER_FACTS, OVER_INSTANCES } TermOver;

/* What a term asks of a record.  Rows where `where` is not yes are left out.  `at` puts the
 * row into a period: an instant or a date; NULL where there are no periods, or where the
 * row is asked for each.  Over a clause's lane, `where` asks for an instance first. */
typedef struct TermSource {
    CoreExpr *value; /* NULL: COUNT of rows */
    CoreExpr *where; /* flag; NULL: all */
    CoreExpr *at;
    CoreExpr **split; /* by CoreMeasure.splits; text, flag or enumeration */
} TermSource;

/* One aggregate; a field of the core `figures` by its number. */
typedef struct CoreTerm {
    AggKind agg;
    int percent; /* QUANTILE: 1 … 99 */
    TermOver over;
    int index;          /* fact, or clause */
    const Type *type;   /* of the result */
    TermSource *source; /* one; OVER_INSTANCES: one a lane (of `none`: lane 0 alone) */
    int n_sources;
    int n_splits;
    PeriodRule per;   /* that of the measures which use it; NONE: no periods */
    bool each_period; /* without an instant: asked of all records for each period, with
                         CORE_PERIOD_START and _END */
    Str text;         /* as written */
    int id;
} CoreTerm;

struct CoreSplit {
    int top;  /* 0: all groups */
    Str text; /* as written: the column's head */
};

typedef enum MeasureRole {
    MEASURE_KPI,
    MEASURE_CLAUSE, /* a clause with `measure`, of one level */
    MEASURE_STATUSES, /* a clause's instances by status: one term a status, in their order */
    MEASURE_ATTAINMENT, /* of one target: terms: one a status; value met ÷ (met + breached) */
    MEASURE_FUNNEL,  /* terms: per stage and exit: reached; in it now; the median time
                           from the stage before (stages after the first) */
    MEASURE_QUALITY, /* terms: per field that rules read: rows where it is missing; last
                           all rows */
} MeasureRole;

/* A figure a period and group: `value` over figures' fields, the terms.  Where it is a
 * division at its root, `over` ÷ `under` are kept as two, and only printing rounds. */
typedef struct CoreMeasure {
    MeasureRole role;
    Str name, title;
    Str text;          /* of `measure` as written */
    int clause, level; /* CLAUSE STATUSES ATTAINMENT; else -1 */
    PeriodRule per;    /* kind NONE: one figure */
    Str of_text; /* the instant that periods are of, as written; n = 0: by terms */
    CoreSplit *splits;
    int n_splits;
    int *term; /* numbers of terms */
    int n_terms;
    const Type *type; /* of value: number, money, duration, business duration, date … */
    CoreExpr *value;             /* NULL: STATUSES, FUNNEL, QUALITY show their terms */
    CoreExpr *over, *under;      /* NULL: no division at the root */
    CoreExpr *target;            /* over figures; NULL: none */
    bool at_least;               /* else at most */
    int baseline, baseline_last; /* percent and K whole periods; 0: none */
    int id;
} CoreMeasure;

typedef struct CoreGiven {
    int field;
    const CoreExpr *value;
} CoreGiven; /* CONST */

/* A record that a test gives: its fields that are named; the others have their defaults. */
typedef struct CoreRecord {
    int fact;  /* -1: a lead */
    Str label; /* a lead's, as it is printed; n = 0: it has none */
    CoreGiven *given;
    int n_given;
    int id;
} CoreRecord;

/* What an expectation reads beside the one lead that its names are of: an expression over
 * one of several leads, or the figure of a measure in the period that holds the instant,
 * all groups together.  A field of the test's core: see core_of_test. */
typedef struct CoreAsk {
    Str name;       /* as written */
    CoreExpr *expr; /* over the policy's core; NULL: a figure */
    int lead;       /* of the test's leads */
    int measure;
    const Type *type;
    int id;
} CoreAsk;

typedef struct CoreExpect {
    CoreExpr *expr; /* a flag; unknown counts as not met */
    Str text;       /* as written */
    int id;
} CoreExpect;
typedef struct CoreTest {
    Str title;
    int64_t at_us;
    CoreRecord *lead;
    int n_leads;
    CoreRecord *fact; /* records of facts, in order of writing */
    int n_facts;
    CoreAsk *ask;
    int n_asks;
    int scenario; /* of the policy's: with what it moves; -1: with what is in force */
    CoreExpect *expect; /* each holds at the `at` before it: own at */
    int64_t *expect_at_us;
    int n_expect;
    int id;
} CoreTest;

/* What a guard reads of a change. */
typedef enum GuardTermKind {
    GUARD_MOVED,  /* share of the leads in `from` that are in `to`; without them of all that
                     are decided otherwise */
    GUARD_LEADS,  /* how many are in the stage or exit, or have the grade, `from` */
    GUARD_FIGURE, /* the figure called `from`, all groups together, in the last period that has
                     ended */
} GuardTermKind;
typedef struct GuardTerm {
    GuardTermKind kind;
    bool is_new; /* LEADS, FIGURE: under the new policy */
    Str from, to;
    const Type *type;
    Str text; /* as written */
    int id;
} GuardTerm;

/* What must hold of a change of policy.  `expr` is over core_of_guard. */
typedef struct CoreGuard {
    Str title, text;
    CoreExpr *expr; /* a flag; unknown is undetermined */
    GuardTerm *term;
    int n_terms;
    int id;
} CoreGuard;

typedef struct CoreAccept {
    int guard;
    Str by, because;
    int64_t until; /* the last day that it holds for */
    int id;
} CoreAccept;

typedef struct CoreDefine {
    Str name, title;
    CoreExpr *expr;
} CoreDefine; /* constants only */

struct Core {
    Str title;                /* of the policy */
    Str version;              /* as written; n = 0: none */
    Str currency;             /* "BRL"; n = 0: none */
    const Zone *zone;         /* UTC where none is given */
    int64_t effective, until; /* days; INT64_MIN, INT64_MAX where not given */
    CoreField *fields;
    int n_fields;
    int label; /* field, or -1: the record's number names the lead */
    CoreThreshold *thresholds;
    int n_thresholds;
    CorePersona *personas;
    int n_personas;
    const Enum *persona_enum; /* personas, then none */
    CoreScore *scores;
    int n_scores;
    int n_rules;     /* of all scores, groups counted */
    CoreRule **rule; /* by number */
    CoreGrade *grades;
    int n_grades;
    CoreStage *stages;
    int n_stages; /* stages first, then exits */
    int n_exits;  /* the last n_exits of stages are exits */
    const Enum *stage_enum, *exit_enum;
    struct {
        CoreItem item;
        int index;
    } * order;
    int n_order;
    CoreDefine *defines;
    int n_defines;
    CoreScenario *scenarios;
    int n_scenarios;
    CoreTest *tests;
    int n_tests;
    CoreGuard *guards;
    int n_guards;
    CoreAccept *accepts;
    int n_accepts;
    Str *parties;
    int n_parties;
    PeriodKind review; /* NONE: none agreed */
    int64_t reviewed;  /* day of the last review; INT64_MIN where not given */
    int year_starts;   /* month, 1 … 12 */
    CoreHolidays *holidays;
    int n_holidays;
    CoreCalendar *calendars;
    int n_calendars;
    CoreAgreement *agreements;
    int n_agreements;
    CoreClause *clauses; /* by name, in order of first writing */
    int n_clauses;
    CoreFact *facts;
    int n_facts;
    CoreTerm *terms;
    int n_terms;
    CoreMeasure
        *measures; /* KPIs in order of writing, then clauses', then the standing ones */
    int n_measures;
    Core *figures; /* fields: the terms */
    Span *span;
    int n_spans;         /* by id */
    struct Scope *scope; /* sema's own: names, for later expressions */
};

int core_field(const Core *c, Str name); /* index or -1 */
int core_threshold(const Core *c, Str name);
int core_score(const Core *c, Str name);
int core_grade(const Core *c, Str name);
int core_stage(const Core *c, Str name); /* an exit too */
int core_clause(const Core *c, Str name);
int core_calendar(const Core *c, Str name);
int core_measure(const Core *c, Str name); /* a KPI */
/* The core that a test's expectations are over: the policy's, with a field for each of the
 * test's asks after its own.  Collected; its names are those of `c` still. */
Core *core_of_test(const Core *c, const CoreTest *t);
/* The core that a guard is over: likewise, with a field for each of its terms. */
Core *core_of_guard(const Core *c, const CoreGuard *g);
/* A KPI by its name, a clause's figure by the clause's, or AGREEMENT.CLAUSE where several levels
 * have one: as reports name them. */
bool measure_is_called(const Core *c, const CoreMeasure *m, Str name);
/* Instances that a lead may have of a clause: as many as it has starts, one for KEEP, none
 * for MEASURE. */
int clause_lanes(const CoreClause *c);
/* Fields that e reads, through scores and all: marks[n_fields], set to 1. */
void core_fields_of(const Core *c, const CoreExpr *e, uint8_t *marks);
/* Only those that e itself reads, not through persona, score, grade, stage. */
void core_direct_fields_of(const Core *c, const CoreExpr *e, uint8_t *marks);
/* Every expression under e, once; through: also what persona, scores, grades and the
 * funnel are made of. */
typedef void CoreSee(void *ctx, const CoreExpr *e);
void core_walk(const Core *c, const CoreExpr *e, bool through, CoreSee *see, void *ctx);
/* What the policy decides of a lead: persona, scores, grades, the funnel, clauses. */
bool core_is_decided(const CoreExpr *e);
/* They mean the same, node by node; NULL is the same as NULL alone.  Of which neither the checker
 * nor a reader could tell soon that they do, do not. */
bool core_same(const CoreExpr *a, const CoreExpr *b);
/* May it have no value?  Computing it may fail besides. */
bool core_may_miss(const Core *c, const CoreExpr *e);
/* The same elements, whatever their types stand for; NULL is the same as NULL alone. */
bool core_same_elements(const CoreSet *a, const CoreSet *b);
void core_dump(Buf *out, const Core *c); /* canonical text, for tests and diff */
/* Zone, currency and fields, as a reader is told of them: equal texts read the same records in
 * the same way. */
void core_dump_fields(Buf *out, const Core *c);
void core_dump_measure(Buf *out, const Core *c, int m); /* with its terms */

#endif
