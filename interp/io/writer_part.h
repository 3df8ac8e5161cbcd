/* writer_part.h -- the writer's own rooms: lines (NDJSON, CSV), tables, explanations. */
#ifndef ACORDO_IO_WRITER_PART_H
#define ACORDO_IO_WRITER_PART_H

#include "interp/io/decision_parts.h"

typedef struct Table Table;

struct Writer {
    const Core *core;
    WriteOptions o;
    Sink *sink;
    Parts *parts;
    Str open, close;  /* of a line */
    size_t row_bytes; /* enough for all of a row but its texts */
    Buf scratch;      /* for values that are printed the long way */
    DayTexts *days;
    bool headed;      /* the CSV header was written */
    Table *table;
    struct Explainer *explain;
};

void line_prepare(Writer *w);
void line_head(Writer *w);
void line_batch(Writer *w, const Batch *b, const Eval *ev, const uint8_t *keep);

Table *table_new(const Writer *w);
void table_batch(Writer *w, const Batch *b, const Eval *ev, const uint8_t *keep);
void table_end(Writer *w);
void table_free(Table *t);

/* Appends `,"explain":{…}` of a row; explain_bind once a batch. */
struct Explainer *explainer_new(const Core *core);
void explain_clauses_json(const Core *core, Buf *out, const Eval *ev, int r);
void explain_json(struct Explainer *x, Buf *out, const Batch *b, const Eval *ev, int r);

#endif
