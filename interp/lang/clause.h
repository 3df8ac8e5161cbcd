/* clause.h -- the words of clauses: properties, states, lines, levels; business days.
 *
 * A business duration is microseconds of open time; business days, which have no length of
 * their own (a working day is as long as its calendar has it open), are BUSINESS_DAY each:
 * a value is one or the other, never both.
 */
#ifndef ACORDO_LANG_CLAUSE_H
#define ACORDO_LANG_CLAUSE_H

#include "interp/lang/type.h"

typedef enum ClauseProp {
#define PROP(id, ...) id,
#include "interp/lang/clause.def"
    N_CLAUSE_PROPS
} ClauseProp;

typedef enum ClauseStatus {
#define STATUS(id, ...) id,
#include "interp/lang/clause.def"
    N_CLAUSE_STATUSES
} ClauseStatus;

typedef enum ClauseLine {
#define CLAUSE_LINE(id, ...) id,
#include "interp/lang/clause.def"
    N_CLAUSE_LINES
} ClauseLine;

typedef enum AgreementLevel {
#define LEVEL(id, ...) id,
#include "interp/lang/clause.def"
    N_AGREEMENT_LEVELS
} AgreementLevel;

typedef enum ActionKind {
#define ACTION_KIND(id, ...) id,
#include "interp/lang/clause.def"
    N_ACTION_KINDS
} ActionKind;

typedef enum TargetBy { BY_DUE, BY_START, BY_STOP } TargetBy;

#define BUSINESS_DAY (INT64_C(1) << 53)
enum { BUSINESS_DAYS_MAX = 1000 };
static inline bool business_is_days(int64_t v) { return v >= BUSINESS_DAY; }
static inline int business_days(int64_t v) { return (int)(v / BUSINESS_DAY); }

extern const Enum clause_status; /* the STATUS rows: what CLAUSE.status is one of */
const char *clause_prop_name(ClauseProp p);
const char *clause_status_name(ClauseStatus s);
const char *clause_line_name(ClauseLine l);
const char *agreement_level_name(AgreementLevel l);
const char *action_name(ActionKind k);

#endif
