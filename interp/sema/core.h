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
#include "interp/lang/op.h"
#include "interp/lang/type.h"
#include "interp/time/tz.h"

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
} CoreKind;

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

typedef struct CoreExpr CoreExpr;
struct CoreExpr {
    CoreKind kind;
    KernelId kernel; /* CALL */
    const Type *type;
    int id;    /* index into Core.span */
    int depth; /* 1 + that of the deepest arg; at most CORE_MAX_DEPTH */
    int index; /* FIELD THRESHOLD SCORE GRADE SINCE REACHED */
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

typedef struct CoreThreshold {
    Str name, title;
    const Type *type; /* number, money, duration, date … */
    int64_t value;
    bool has_range;
    int64_t lo, hi;
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
typedef enum CoreItem { ITEM_PERSONA, ITEM_SCORE, ITEM_GRADE, ITEM_FUNNEL } CoreItem;

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

typedef struct CoreGiven {
    int field;
    const CoreExpr *value;
} CoreGiven; /* CONST */
typedef struct CoreExpect {
    CoreExpr *expr; /* a flag; unknown counts as not met */
    Str text;       /* as written */
    int id;
} CoreExpect;
typedef struct CoreTest {
    Str title;
    int64_t at_us;
    CoreGiven *given;
    int n_given;
    CoreExpect *expect; /* each holds at the `at` before it: own at */
    int64_t *expect_at_us;
    int n_expect;
    int id;
} CoreTest;

typedef struct CoreDefine {
    Str name, title;
    CoreExpr *expr;
} CoreDefine; /* constants only */

typedef struct Core {
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
    Span *span;
    int n_spans;         /* by id */
    struct Scope *scope; /* sema's own: names, for later expressions */
} Core;

int core_field(const Core *c, Str name); /* index or -1 */
int core_threshold(const Core *c, Str name);
int core_score(const Core *c, Str name);
/* Fields that e reads, through scores and all: marks[n_fields], set to 1. */
void core_fields_of(const Core *c, const CoreExpr *e, uint8_t *marks);
/* Only those that e itself reads, not through persona, score, grade, stage. */
void core_direct_fields_of(const Core *c, const CoreExpr *e, uint8_t *marks);
void core_dump(Buf *out, const Core *c); /* canonical text, for tests and diff */

#endif
