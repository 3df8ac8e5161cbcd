/* csv_scan.h -- where the cells of a CSV record end. */
#ifndef ACORDO_IO_CSV_SCAN_H
#define ACORDO_IO_CSV_SCAN_H

#include "interp/io/csv.h"

/* Finds the cells of the record at p; the line end that closes it, or NULL where that lies
 * at or beyond `end`.  64 bytes after end may be read. */
const char *csv_scan(Csv *c, const char *p, const char *end);
/* The same for the last record of an input, where *end is a line end put there: never
 * NULL, and an open quote is a fault. */
const char *csv_scan_last(Csv *c, const char *p, const char *end);

typedef enum CsvState {
    CSV_START,
    CSV_PLAIN,
    CSV_QUOTED,
    CSV_QUOTE,
    CSV_DONE
} CsvState;
/* Passes over bytes of one record, which may come in pieces: how many until its end, when
 * the state is CSV_DONE, or all n.  Line ends are added to *line. */
size_t csv_skip(char delimiter, const char *p, size_t n, CsvState *state,
                uint64_t *line);

#endif
