/* pass.h -- one pass over a policy's records, as `run` and `report` make it.
 *
 * Inputs are opened, facts read whole, leads evaluated batch by batch; at the end the pass
 * says what was rejected, which columns no input had, and a summary.  The caller does what
 * it is for in between:
 *
 *     exit = pass_load(p, app);                the policy, or what to exit with
 *     pass_where(p) && … && pass_inputs(p)     what the command line asks
 *     pass_open(p, &want)                      the program, every file, the facts
 *     while (pass_next(p)) …;                  p->batch, p->eval, p->kept
 *     exit = pass_end(p, keep); pass_free(p);
 */
#ifndef ACORDO_APP_PASS_H
#define ACORDO_APP_PASS_H

#include "interp/app/inputs.h"
#include "interp/app/progress.h"
#include "interp/io/rejects_out.h"
#include "interp/io/summary.h"
#include "interp/study/assess.h"
#include "interp/study/lead_sums.h"

/* The same leads under another policy beside: `diff`.  Its findings and rejects are those of
 * the pass; a record that either cannot read is rejected. */
typedef struct PassBefore {
    Session *s;
    FactFiles *facts; /* its own; NULL: those of the pass, which both read alike */
    Assess *assess;
    Eval *eval;
    Batch *batch; /* of this step */
    LeadSums sums;
    StageInstants instants; /* the first extras */
} PassBefore;

struct Pass;
typedef void PassFact(struct Pass *p, int fact, const Batch *b);

typedef struct Pass {
    App *app;
    int policy_at; /* its operand; the inputs are those behind it */
    Session *s;
    PassBefore *before; /* NULL: there is no other policy */
    Diags *diags;
    Inputs inputs;
    int64_t as_of_us;
    /* Extras of the program: the caller's, then --where's, then our own. */
    CoreExpr **extra;
    int n_extra, where_at, first_since;
    size_t cap_extra;
    StageInstants instants;        /* extras from first_since on */
    LeadSums sums;                 /* of the leads that are shown */
    bool assesses;                 /* wanted: set before pass_open */
    int periods;                   /* of the assessment */
    const uint8_t *asked;          /* measures that it is of; NULL: all */
    PassFact *on_fact;             /* sees the batches of facts too; NULL: nobody */
    Assess *assess;                /* NULL: not wanted */
    Sink *out, *rejects, *actions; /* out may be the app's; the others NULL */
    bool counts_clauses;           /* the program decides whole leads */
    RejectsOut *rejects_out; /* held here: the collector does not see into readers */
    FactFiles *facts;
    Reader *reader;
    Eval *eval;
    Batch *batch;        /* of this step */
    const uint8_t *kept; /* rows for which --where is yes; NULL: all */
    uint8_t keep[BATCH_ROWS];
    Progress progress;
    bool broke_off; /* an input did */
    Summary sum;
} Pass;

Exit pass_load(Pass *p, App *app);
int pass_extra(Pass *p, CoreExpr *e); /* its number */
/* --where, after the caller's extras.  False: a finding was put. */
bool pass_where(Pass *p);
/* --max-rejects, operands, outputs, --as-of.  False: said. */
bool pass_inputs(Pass *p);
/* want: without extras.  False: said, or a finding was put. */
bool pass_open(Pass *p, const ProgramWant *want);
bool pass_next(Pass *p);
ReadStats pass_stats(const Pass *p); /* of facts and leads together */
bool pass_is_whole(const Pass *p);   /* nothing broke off, nobody interrupted */
/* After all is written: what is said at the end.  failed: the results could not be. */
Exit pass_end(Pass *p);
/* Where nothing was read: findings, and what was begun is taken back. */
Exit pass_abandon(Pass *p);
void pass_free(Pass *p);

/* pass_before.c: where p->before is. */
void pass_before_readers(Pass *p, RejectSink rejects);
void pass_before_plan(Pass *p);
bool pass_before_fits(Pass *p); /* false: a finding was put */
bool pass_before_open(Pass *p);
bool pass_before_facts(Pass *p);
void pass_before_fact(Pass *p, int fact, const Batch *b); /* of the pass's own */
void pass_before_next(Pass *p);
FactTable *const *pass_before_tables(const Pass *p); /* by fact */
void pass_before_free(Pass *p);

/* The file of an option, opened for writing; stays as it is where none was named. */
bool pass_sink(Pass *p, OptionId option, Sink **out);
/* Closes a file, which is kept if the pass is whole; that it is not is said, and a fault
 * once, whichever write it came from. */
bool pass_close(Pass *p, Sink *sink, OptionId option);

#endif
