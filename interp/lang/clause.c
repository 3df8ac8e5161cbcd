/* clause.c -- clause.def as tables. */
#include "interp/lang/clause.h"

static const char *const props[N_CLAUSE_PROPS] = {
#define PROP(id, keyword, en, ...) [id] = en,
#include "interp/lang/clause.def"
};

static Str statuses[N_CLAUSE_STATUSES] = {
#define STATUS(id, en, ...) [id] = {en, sizeof(en) - 1},
#include "interp/lang/clause.def"
};

static const char *const lines[N_CLAUSE_LINES] = {
#define CLAUSE_LINE(id, node, en) [id] = en,
#include "interp/lang/clause.def"
};

static const char *const levels[N_AGREEMENT_LEVELS] = {
#define LEVEL(id, keyword, en) [id] = en,
#include "interp/lang/clause.def"
};

static const char *const actions[N_ACTION_KINDS] = {
#define ACTION_KIND(id, keyword, en) [id] = en,
#include "interp/lang/clause.def"
};

const Enum clause_status = {
    .name = {"status", 6}, .member = statuses, .n = N_CLAUSE_STATUSES, .otherwise = -1};

const char *clause_prop_name(ClauseProp p) { return props[p]; }
const char *clause_status_name(ClauseStatus s) { return statuses[s].p; }
const char *clause_line_name(ClauseLine l) { return lines[l]; }
const char *agreement_level_name(AgreementLevel l) { return levels[l]; }
const char *action_name(ActionKind k) { return actions[k]; }
