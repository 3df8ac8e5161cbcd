/* gate.h -- conditions under which a report counts as a no: `--fail-on`. */
#ifndef ACORDO_STUDY_GATE_H
#define ACORDO_STUDY_GATE_H

#include "interp/io/report.h"

typedef enum GateKind {
    GATE_MISSED, /* "missed": a target of a KPI or a clause was missed in the last period
                    that is decided, all rows together */
    GATE_BREACH, /* "breach": an instance of some clause is breached */
    GATE_OPEN,   /* "open:CLAUSE": one of that clause is, and is still open */
} GateKind;

typedef struct Gate {
    GateKind kind;
    int clause; /* OPEN */
} Gate;

typedef enum GateFault { GATE_SOUND, GATE_UNKNOWN, GATE_NO_CLAUSE, GATE_NO_CASES } GateFault;
GateFault gate_read(const Core *core, const char *text, Gate *out);
/* What met it, "mql_rate, first_contact"; collected.  NULL: nothing did. */
const char *gate_met(const Report *r, const Gate *g);

#endif
