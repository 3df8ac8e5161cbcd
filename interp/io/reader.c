/* reader.c -- inputs in order, records in order, rows into batches. */
#include "interp/io/reader.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/bind.h"
#include "interp/io/csv.h"
#include "interp/io/decode.h"
#include "interp/io/detect.h"
#include "interp/io/json_doc.h"
#include "interp/io/json_scan.h"
#include "interp/io/ndjson.h"
#include "interp/io/unseen.h"
#include <stdlib.h>

enum { BATCH_BYTES = 4 << 20 };

enum {
    MAX_RECORD = 4 * 1024 * 1024,
    CHUNK = 512 * 1024,
    ARENA_BLOCK = 512 * 1024,
};

typedef struct Input {
    const char *name;
    Bytes *bytes; /* open already: it cannot be opened twice */
} Input;

struct Reader {
    ReadOptions options;
    RejectSink rejects;
    Diags *diags;
    Arena *arena;
    Bind bind;
    Decode decode;
    Window window;
    ReadStats stats;
    Input *input;
    int n_inputs, at; /* at: the input that is open, or the next one */
    bool open, failed;
    size_t held; /* bytes of the batch's records, those rejected among them */
    bool waits;  /* the batch ended because its input would have kept it waiting */
    InputFormat format;
    JsonWalk walk; /* of an open NDJSON or JSON input */
    JsonDoc doc;
    Csv *csv;       /* of an open CSV input */
    uint64_t taken; /* bytes of the inputs before */
    uint64_t grown; /* blocks of structures that are gone */
    Unseen unseen;
    Buf say;
};

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

Reader *reader_new(const Core *const *cores, int n_cores, const ReadOptions *o,
                   RejectSink rejects, Diags *diags)
{
    Reader *r = need(calloc(1, sizeof *r));
    r->options = *o;
    r->rejects = rejects;
    r->diags = diags;
    r->arena = arena_new(ARENA_BLOCK);
    int rows =
        o->batch_rows > 0 && o->batch_rows < BATCH_ROWS ? o->batch_rows : BATCH_ROWS;
    bind_init(&r->bind, cores, n_cores, rows, r->arena);
    r->decode.arena = r->arena;
    window_init(&r->window, o->max_record > 0 ? o->max_record : MAX_RECORD,
                o->chunk > 0 ? o->chunk : CHUNK, o->encoding);
    return r;
}

/* --- inputs ---------------------------------------------------------------------------- */

static bool input_begin(Reader *r)
{
    Window *w = &r->window;
    Slot *slots = r->bind.slots;
    int n = r->bind.n_slots;
    if (!detect(w, &r->options, &r->format, r->diags))
        return false;
    if (r->format == INPUT_CSV) {
        r->csv = csv_open(w, r->options.delimiter, slots, n, r->diags);
        return r->csv != NULL;
    }
    json_walk_init(&r->walk, slots, n, r->format == INPUT_JSON);
    if (r->format == INPUT_JSON)
        return json_doc_open(&r->doc, w, r->options.records, r->diags);
    return true;
}

static void input_end(Reader *r)
{
    if (r->csv != NULL)
        csv_free(r->csv);
    if (r->walk.keys != NULL) {
        r->grown += r->walk.grown + r->walk.keys->grown;
        json_walk_free(&r->walk);
    }
    r->csv = NULL;
    r->walk.keys = NULL;
    window_close(&r->window);
}

/* The head of a file that can be opened again.  What breaks off later is found later. */
static bool head_is_sound(Reader *r, const char *name, Diags *diags)
{
    Diags *own = r->diags;
    Bytes *b = bytes_open(name, r->options.stop, diags);
    if (b == NULL)
        return false;
    r->diags = diags;
    window_open(&r->window, b);
    bool sound = input_begin(r);
    input_end(r);
    r->diags = own;
    return sound;
}

static bool look_at(Reader *r, Input *in)
{
    in->bytes = bytes_open(in->name, r->options.stop, r->diags);
    if (in->bytes == NULL)
        return false;
    r->stats.bytes_total += bytes_size(in->bytes);
    if (!bytes_is_regular(in->bytes))
        return true;
    bytes_close(in->bytes);
    in->bytes = NULL;
    return head_is_sound(r, in->name, diags_new())
           || head_is_sound(r, in->name, r->diags);
}

bool reader_open(Reader *r, const char *const *names, int n)
{
    bool sound = true, sized = true;
    r->input = need(calloc((size_t)n + 1, sizeof *r->input));
    r->n_inputs = n;
    for (int i = 0; i < n; i++) {
        r->input[i].name = names[i];
        sound = look_at(r, &r->input[i]) && sound;
        sized = sized && r->input[i].bytes == NULL;
    }
    if (!sized)
        r->stats.bytes_total = 0;
    return sound;
}

static bool input_next(Reader *r)
{
    Input *in = &r->input[r->at];
    Bytes *b =
        in->bytes != NULL ? in->bytes : bytes_open(in->name, r->options.stop, r->diags);
    in->bytes = NULL;
    if (b == NULL)
        return false;
    window_open(&r->window, b);
    r->open = true;
    return input_begin(r);
}

static void input_done(Reader *r)
{
    r->taken += bytes_taken(r->window.bytes);
    if (r->csv != NULL) {
        csv_seen(r->csv, r->bind.slots, r->bind.n_slots);
        unseen_csv(&r->unseen, r->csv);
    } else {
        json_keys_seen(r->walk.keys, r->bind.slots, r->bind.n_slots);
        unseen_json(&r->unseen, r->walk.keys);
    }
    input_end(r);
    r->open = false;
    r->at++;
}

void reader_free(Reader *r)
{
    if (r == NULL)
        return;
    input_end(r);
    for (int i = 0; i < r->n_inputs; i++)
        bytes_close(r->input[i].bytes);
    free(r->input);
    bind_free(&r->bind);
    decode_free(&r->decode);
    window_free(&r->window);
    arena_free(r->arena);
    unseen_free(&r->unseen);
    buf_free(&r->say);
    free(r);
}

/* --- rejects --------------------------------------------------------------------------- */

/* Where in the record the fault is: its line and column. */
static void locate(const Reader *r, const Record *rec, const Fault *f, Reject *out)
{
    const char *p = rec->text.p, *end = p + rec->text.n;
    out->at_line = rec->line;
    out->column = rec->before > 0 ? (uint32_t)rec->before + 1 : 0;
    if (f->at == NULL || f->at < p || f->at > end)
        return;
    const char *start = p;
    for (; (p = memchr(p, '\n', (size_t)(f->at - p))) != NULL; start = ++p)
        out->at_line++;
    if (r->csv == NULL)
        out->column = (uint32_t)window_span(&r->window, start, (size_t)(f->at - start))
                      + (start == rec->text.p ? (uint32_t)rec->before : 0) + 1;
    else
        out->column =
            (uint32_t)(f->cell >= 0 ? f->cell : csv_column_at(r->csv, f->at)) + 1;
}

/* The text at fault: what was quoted, or a JSON value as it stands in the record. */
static Str text_of(const Record *rec, const Fault *f)
{
    if (f->quoted)
        return fault_clip(f->value, FAULT_SHOWN);
    if (f->code != E0506 || f->at == NULL)
        return (Str){"", 0};
    const char *end = json_skip(f->at, true, JSON_DEPTH);
    size_t room = (size_t)(rec->text.p + rec->text.n - f->at);
    size_t n = end != NULL ? (size_t)(end - f->at) : room;
    return fault_clip((Str){f->at, n < room ? n : room}, FAULT_SHOWN);
}

static void reject(Reader *r, const Record *rec, const Fault *f)
{
    Reject out = {.code = f->code,
                  .source = reader_source(r, (uint32_t)r->at),
                  .line = rec->line,
                  .offset = rec->offset,
                  .field = f->field,
                  .record = rec->text,
                  .cut = rec->cut,
                  .encoding = r->window.encoding};
    out.value = text_of(rec, f);
    locate(r, rec, f, &out);
    r->say.n = 0;
    fault_say(&r->say, f);
    out.reason = r->say.p;
    r->stats.rejected++;
    r->stats.by_code[f->code]++;
    if (r->rejects.put != NULL)
        r->rejects.put(r->rejects.ctx, &out);
}

/* --- batches --------------------------------------------------------------------------- */

static Found find_record(Reader *r, Record *rec, Fault *f)
{
    switch (r->format) {
    case INPUT_CSV: return csv_next(r->csv, &r->window, rec, f);
    case INPUT_JSON:
        return json_doc_next(&r->doc, &r->walk, &r->window, rec, f, r->diags);
    case INPUT_NDJSON:
    case INPUT_AUTO: break;
    }
    return ndjson_next(&r->walk, &r->window, rec, f);
}

static bool put_row(Reader *r, const Record *rec, Fault *f, int row)
{
    Decode *d = &r->decode;
    d->fault = f;
    d->cells = r->csv != NULL ? r->csv->cells : r->walk.cells;
    d->parts = r->walk.parts;
    if (!decode_row(d, r->bind.slots, r->bind.n_slots, row))
        return false;
    r->bind.row[row] = (RowRef){r->stats.read, rec->line, rec->offset, (uint32_t)r->at};
    return true;
}

/* Whether records may be long in coming: through a pipe.  A JSON document is no stream, its
 * records are waited for. */
static bool is_stream(const Reader *r)
{
    return bytes_size(r->window.bytes) == 0 && r->format != INPUT_JSON;
}

/* Whether the next record of a stream is still to come. */
static bool record_is_late(const Window *w)
{
    return memchr(w->buf + w->lo, '\n', w->hi - w->lo) == NULL
           && bytes_would_wait(w->bytes);
}

static void begin_batch(Reader *r)
{
    arena_reset(r->arena);
    decode_begin(&r->decode);
    bind_begin(&r->bind);
    r->held = 0;
}

/* Rows of long records are fewer, so that memory does not grow with their length. */
static bool is_full(const Reader *r, int row)
{
    return row == r->bind.rows || (row > 0 && r->held >= BATCH_BYTES);
}

/* Rows from the open input until it ends, the batch is full or rows would have to wait for
 * the next: how many are there now. */
static int fill(Reader *r, int row)
{
    Record rec;
    Fault f;
    bool stream = is_stream(r);
    while (!is_full(r, row)) {
        if (row == 0 && r->held >= BATCH_BYTES)
            begin_batch(r); /* all that it held was rejected */
        if (stream && row > 0 && record_is_late(&r->window)) {
            r->waits = true;
            return row;
        }
        switch (find_record(r, &rec, &f)) {
        case FOUND_RECORD:
            r->stats.read++;
            r->held += rec.text.n;
            if (put_row(r, &rec, &f, row))
                row++;
            else
                reject(r, &rec, &f);
            continue;
        case FOUND_FAULT:
            r->stats.read++;
            reject(r, &rec, &f);
            continue;
        case FOUND_FAILED: r->failed = true; break;
        case FOUND_END: break;
        }
        input_done(r);
        break;
    }
    return row;
}

static uint64_t grown(const Reader *r)
{
    uint64_t n = r->grown + arena_grown(r->arena) + r->window.grown;
    if (r->walk.keys != NULL)
        n += r->walk.grown + r->walk.keys->grown;
    for (int i = 0; i < r->bind.n_slots; i++)
        n += slot_grown(&r->bind.slots[i]);
    return n;
}

static void count(Reader *r, int rows)
{
    r->stats.accepted += (uint64_t)rows;
    r->stats.rounded = r->decode.rounded;
    r->stats.otherwise = r->decode.otherwise;
    r->stats.bytes = r->taken + (r->open ? bytes_taken(r->window.bytes) : 0);
    r->stats.grown = grown(r);
}

int reader_next(Reader *r)
{
    int row = 0;
    r->waits = false;
    if (r->failed)
        return -1;
    begin_batch(r);
    while (!is_full(r, row) && r->at < r->n_inputs && !r->failed && !r->waits) {
        if (!r->open && !input_next(r))
            r->failed = true;
        else
            row = fill(r, row);
    }
    bind_end(&r->bind, row);
    count(r, row);
    return row == 0 && r->failed ? -1 : row;
}

Batch *reader_batch(Reader *r, int k) { return &r->bind.core[k].batch; }
bool reader_waits(const Reader *r) { return r->waits; }
const ReadStats *reader_stats(const Reader *r) { return &r->stats; }

const char *reader_source(const Reader *r, uint32_t source)
{
    const char *name = r->input[source].name;
    return strcmp(name, "-") == 0 ? "<stdin>" : name;
}

void reader_unseen(const Reader *r, Diags *diags)
{
    if (r->stats.read > 0)
        unseen_report(&r->unseen, r->bind.slots, r->bind.n_slots, diags);
}
