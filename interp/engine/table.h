/* table.h -- records that are kept: a fact's rows as columns, found by their key.
 *
 * Batches are appended; rows keep their order and number.  A key that comes again replaces
 * what was found by it, and is counted.  malloc'ed; constant once all rows are in, then any
 * thread may read it.
 */
#ifndef ACORDO_ENGINE_TABLE_H
#define ACORDO_ENGINE_TABLE_H

#include "interp/engine/column.h"
#include "interp/sema/core.h"

typedef struct Table Table;

Table *table_new(const CoreFact *fact);
void table_free(Table *t);
void table_append(Table *t, const Batch *b); /* as the fact's core sees it */
int64_t table_rows(const Table *t);
uint64_t table_repeated(const Table *t); /* rows whose key had come before */
const Column *table_column(const Table *t, int field); /* FLAT, all rows */
/* The row of a key, texts compared as the field's type says; -1: none. */
int64_t table_find_i64(const Table *t, int64_t key);
int64_t table_find_text(const Table *t, Text key);

#endif
