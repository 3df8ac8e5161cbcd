/* summary.h -- what a run says of itself when it ends: a few aligned lines.
 *
 * Counts are written with commas between thousands.  Lines whose count is nought are left
 * out, but for the records'.
 */
#ifndef ACORDO_IO_SUMMARY_H
#define ACORDO_IO_SUMMARY_H

#include "interp/io/reader.h"

typedef struct SummaryFact {
    Str name;
    const char *const *inputs;
    int n_inputs;
    const ReadStats *read;
    uint64_t repeated; /* rows that a later one with the same key replaced */
} SummaryFact;

typedef struct Summary {
    const Core *core;
    int64_t as_of_us;
    const char *scenario; /* NULL: none */
    const char *const *inputs;
    int n_inputs;
    const SummaryFact *fact; /* those that were given */
    int n_facts;
    const ReadStats *leads;
    const ReadStats *read; /* of facts and leads together */
    uint64_t written;      /* decisions that --where let through */
    bool filtered;
    uint64_t overflow, div_zero; /* leads marked so */
    uint64_t no_instant;         /* leads in a stage or exit whose instant is missing */
    uint64_t undetermined, stops_before, starts_ignored; /* instances of clauses */
    uint64_t n_actions;  /* written to the file of actions */
    const char *actions; /* it; NULL: none */
    const char *rejects; /* the file that has them all; NULL: none */
    bool partial;        /* interrupted, or an input broke off */
} Summary;

void summary_print(Buf *out, const Summary *s);
const char *count_text(uint64_t n); /* "12,330"; collected */

#endif
