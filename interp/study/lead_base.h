/* lead_base.h -- the lead base: every lead and fact of the inputs, kept as columns.
 *
 * What the REPL's what-ifs run over.  Read once; a policy that reads the same fields in the
 * same way (lead_base_fits) is asked of it without reading again.  malloc'ed, but for names
 * and counts.
 */
#ifndef ACORDO_STUDY_LEAD_BASE_H
#define ACORDO_STUDY_LEAD_BASE_H

#include "interp/engine/kept_rows.h"
#include "interp/io/report.h"
#include "interp/study/fact_files.h"
#include "interp/study/session.h"

typedef struct BaseInputs {
    ReadOptions read;
    const char *const *name; /* files of leads */
    int n;
    const FactInput *fact; /* by fact of the core */
    RejectSink rejects;
    /* Asked between batches; false: enough, what was read is given back.  stats: of the input at
     * hand.  May be NULL. */
    bool (*go_on)(void *ctx, const ReadStats *stats);
    void *ctx;
} BaseInputs;

typedef struct LeadBase {
    const Core *core; /* by which it was read */
    KeptRows *leads;
    KeptRows **fact;         /* by fact; NULL: was not given */
    FactTable *const *table; /* by fact: rows by key; NULL: none */
    FactFiles *files;        /* of the tables */
    ReportInput *input;      /* as a report's head names them: leads first */
    int n_inputs;
} LeadBase;

/* Collected, with what lead_base_free gives back.  NULL: an input cannot be read or broke off,
 * or a fact that the policy asks for was not given (a finding says so); or go_on had
 * enough. */
LeadBase *lead_base_read(const Session *s, const BaseInputs *in, int64_t as_of_us);
void lead_base_free(LeadBase *b);
/* The core reads the same records in the same way: fields, facts, zone, currency. */
bool lead_base_fits(const LeadBase *b, const Core *core);
/* The facts that b has are those of a, and read alike. */
bool facts_read_alike(const Core *a, const Core *b);
/* The rows of batch i as of an instant, which lives as long as what is returned. */
Batch lead_base_batch(const KeptRows *k, int i, int64_t *as_of_us);
size_t lead_base_bytes(const LeadBase *b);
/* The lead's label as results name it, or its number: collected.  row: of b->leads. */
Str lead_base_label(const LeadBase *b, int64_t row);
/* The row of a label, or of "#17", the record's number; -1: none. */
int64_t lead_base_find(const LeadBase *b, Str key);

#endif
