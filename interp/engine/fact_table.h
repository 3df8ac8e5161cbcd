/* fact_table.h -- records that are kept: a fact's rows as columns, found by their key.
 *
 * Batches are appended; rows keep their order and number.  A key that comes again replaces
 * what was found by it, and is counted.  malloc'ed; constant once all rows are in, then any
 * thread may read it.
 */
#ifndef ACORDO_ENGINE_FACT_TABLE_H
#define ACORDO_ENGINE_FACT_TABLE_H

#include "interp/engine/column.h"
#include "interp/sema/core.h"

typedef struct FactTable FactTable;

FactTable *fact_table_new(const CoreFact *fact);
void fact_table_free(FactTable *t);
void fact_table_append(FactTable *t, const Batch *b); /* as the fact's core sees it */
int64_t fact_table_rows(const FactTable *t);
uint64_t fact_table_repeated(const FactTable *t); /* rows whose key had come before */
const Column *fact_table_column(const FactTable *t, int field); /* FLAT, all rows */
/* The row of a key, texts compared as the field's type says; -1: none. */
int64_t fact_table_find_i64(const FactTable *t, int64_t key);
int64_t fact_table_find_text(const FactTable *t, Text key);

#endif
