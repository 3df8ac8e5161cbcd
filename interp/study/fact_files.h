/* fact_files.h -- the files of a policy's facts, read whole before the first lead.
 *
 * Facts with a key are kept as tables, for lookups; of the others only what `take` makes of
 * their batches stays.  Tables of reference come first, so that what is read after them may
 * look into them.  malloc'ed; the tables live as long.
 */
#ifndef ACORDO_STUDY_FACT_FILES_H
#define ACORDO_STUDY_FACT_FILES_H

#include "interp/engine/fact_table.h"
#include "interp/io/reader.h"

typedef struct FactInput {
    const char *const *name; /* files, in order */
    int n;                   /* 0: was not given */
} FactInput;

/* What becomes of a batch, whose now is set; false: enough, nothing more is read. */
typedef bool FactTake(void *ctx, int fact, const Batch *b, const ReadStats *stats);

/* Says that a fact is asked for and was not given, and how to give it. */
void fact_not_given(const Core *core, int fact, Diags *diags);

typedef struct FactFiles FactFiles;

/* input: by fact. */
FactFiles *fact_files_new(const Core *core, const FactInput *input,
                          const ReadOptions *o, RejectSink rejects, Diags *diags);
void fact_files_free(FactFiles *f);
/* Opens every file; false with findings. */
bool fact_files_open(FactFiles *f);
/* False: an input broke off (a finding was put), or `take` had enough. */
bool fact_files_read(FactFiles *f, int64_t as_of_us, FactTake *take, void *ctx);
FactTable *const *fact_files_tables(const FactFiles *f); /* by fact; NULL: not kept */
const ReadStats *fact_files_stats(const FactFiles *f, int fact); /* NULL: not given */
/* Rows of a table that a later one with the same key replaced. */
uint64_t fact_files_repeated(const FactFiles *f, int fact);
void fact_files_unseen(const FactFiles *f, Diags *diags);        /* see reader.h */

#endif
