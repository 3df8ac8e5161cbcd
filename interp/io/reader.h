/* reader.h -- bytes to batches: NDJSON, JSON arrays, CSV and TSV, gzip, encodings.
 *
 * A Reader is bound to the union of the fields that its cores declare; every declared
 * field is decoded and checked, whatever is asked later; other columns are skipped (as
 * checked JSON or CSV).  A record that cannot be read goes whole to the reject sink, and
 * the run goes on: accepted + rejected = read, always.
 *
 * Memory is constant: a window over the bytes that holds the longest record allowed, the
 * batch's arena, one dictionary a text field.  Not thread-safe.  malloc'ed, not collected.
 */
#ifndef ACORDO_IO_READER_H
#define ACORDO_IO_READER_H

#include "interp/base/diag.h"
#include "interp/engine/column.h"
#include "interp/sema/core.h"

typedef enum InputFormat {
    INPUT_AUTO,
    INPUT_NDJSON,
    INPUT_JSON,
    INPUT_CSV
} InputFormat;
typedef enum Encoding {
    ENC_UTF8,
    ENC_LATIN1,
    ENC_WINDOWS_1252,
    ENC_UTF16LE,
    ENC_UTF16BE
} Encoding;

typedef struct ReadOptions {
    InputFormat format; /* AUTO: by content, then by name */
    Encoding encoding;  /* of an input without a byte order mark */
    char delimiter;     /* 0: found by itself among ; , tab */
    size_t max_record;  /* bytes; 0: 4 MiB.  A longer record is rejected, skipped in
                                constant memory */
    Str records; /* dotted path of the array inside a JSON document; n = 0 none */
    bool (*stop)(
        void);      /* asked when a signal breaks off a wait for bytes: true ends the
                                input there.  NULL: never */
    int batch_rows; /* 0: BATCH_ROWS; tests use 1 and 7 */
    size_t chunk;   /* bytes asked for at once; 0: 512 KiB; tests use few */
} ReadOptions;

typedef struct Reject {
    DiagCode code;         /* an E05 */
    const char *source;    /* name of the input */
    uint64_t line, offset; /* of the record: line from 1, byte from 0 */
    uint64_t at_line;      /* of the fault itself */
    uint32_t
        column; /* CSV: number of the cell from 1; JSON: byte within the line + 1 */
    Str field;  /* policy's name of the field; n = 0 where none */
    Str value;  /* the offending text, at most 200 bytes */
    const char *reason; /* whole sentence */
    Str record;         /* the record's bytes as they came (decoded to UTF-8 where they
                                can be), at most max_record */
    bool cut;           /* record is only its first part */
    Encoding encoding;  /* of the input: what a record that is no text was */
} Reject;

typedef struct RejectSink {
    void *ctx;
    void (*put)(void *ctx, const Reject *r);
} RejectSink;

typedef struct ReadStats {
    uint64_t read, accepted, rejected;
    uint64_t rounded;   /* numbers read with more than six places */
    uint64_t otherwise; /* enumeration values that joined the `otherwise` member */
    uint64_t by_code[N_DIAG_CODES];
    uint64_t bytes;       /* of input taken so far, compressed where it is */
    uint64_t bytes_total; /* of all inputs, 0 where a size is not known (pipes) */
    uint64_t grown;       /* blocks asked of malloc: constant in the steady state */
} ReadStats;

typedef struct Reader Reader;

Reader *reader_new(const Core *const *cores, int n_cores, const ReadOptions *o,
                   RejectSink rejects, Diags *diags);
void reader_free(Reader *r);
/* The inputs, in order; "-" is standard input (fd 0).  Every one is opened and its head
 * looked at before the first record is read: false with a finding (E07: missing,
 * a directory, not readable …). */
bool reader_open(Reader *r, const char *const *names, int n);
/* The next rows.  0 at the end; -1: a finding was put (a truncated .gz, a read error):
 * what came before stands.  The batch is the reader's, until the next call. */
int reader_next(Reader *r);
/* The last batch ended early because a pipe had no more for now: what is decided should
 * be seen before the next is asked for. */
bool reader_waits(const Reader *r);
/* The batch as core k sees it: col[i] is its fields[i].  The caller sets now. */
Batch *reader_batch(Reader *r, int k);
const ReadStats *reader_stats(const Reader *r);
/* After the last record: declared fields that no input had (W0510 with "did you mean"). */
void reader_unseen(const Reader *r, Diags *diags);
const char *reader_source(const Reader *r, uint32_t source); /* name by RowRef.source */

#endif
