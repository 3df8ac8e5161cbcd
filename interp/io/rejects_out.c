/* rejects_out.c -- rejects as NDJSON, and as lines for people. */
#include "interp/io/rejects_out.h"

#include "interp/base/mem.h"

struct RejectsOut {
    Sink *sink;
    int to_show;
    void (*show)(void *ctx, Str line);
    void *ctx;
};

RejectsOut *rejects_out_new(Sink *sink, int n_show, void (*show)(void *ctx, Str line),
                            void *ctx)
{
    RejectsOut *o = MEM_NEW(RejectsOut);
    *o = (RejectsOut){sink, n_show, show, ctx};
    return o;
}

static void put_key(Buf *b, const char *key)
{
    buf_z(b, b->n > 0 ? ",\"" : "{\"");
    buf_z(b, key);
    buf_z(b, "\":");
}

static void put_number(Buf *b, const char *key, uint64_t v)
{
    put_key(b, key);
    buf_i64(b, (int64_t)v);
}

static void put_text(Buf *b, const char *key, Str v)
{
    put_key(b, key);
    buf_json(b, v);
}

static void put_text_or_null(Buf *b, const char *key, Str v)
{
    put_key(b, key);
    if (v.n > 0)
        buf_json(b, v);
    else
        buf_z(b, "null");
}

static void reject_write(Sink *sink, const Reject *r)
{
    Buf b = {0};
    put_text(&b, "source", str_of(r->source));
    put_number(&b, "line", r->line);
    if (r->at_line != r->line && r->at_line != 0)
        put_number(&b, "at_line", r->at_line);
    put_number(&b, "offset", r->offset);
    put_number(&b, "column", r->column);
    put_text_or_null(&b, "field", r->field);
    put_text(&b, "text", r->value);
    put_text(&b, "code", str_of(diag_info(r->code)->name));
    put_text(&b, "reason", str_of(r->reason));
    put_text(&b, "record", r->record);
    if (r->cut) {
        put_key(&b, "cut");
        buf_z(&b, "true");
    }
    buf_z(&b, "}\n");
    sink_put(sink, buf_view(&b));
    buf_free(&b);
}

static void reject_show(RejectsOut *o, const Reject *r)
{
    Buf b = {0};
    uint64_t line = r->at_line != 0 ? r->at_line : r->line;
    buf_format(&b, "%s:%llu:%u: error[%s]: %s", r->source, (unsigned long long)line,
               r->column > 0 ? r->column : 1, diag_info(r->code)->name, r->reason);
    o->show(o->ctx, buf_view(&b));
    buf_free(&b);
}

static void rejects_put(void *ctx, const Reject *r)
{
    RejectsOut *o = ctx;
    if (o->sink != NULL)
        reject_write(o->sink, r);
    if (o->to_show > 0) {
        o->to_show--;
        reject_show(o, r);
    }
}

RejectSink rejects_out_sink(RejectsOut *o) { return (RejectSink){o, rejects_put}; }
