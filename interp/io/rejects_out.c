/* rejects_out.c -- rejects as NDJSON, and as lines for people. */
#include "interp/io/rejects_out.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/encoding.h"
#include "interp/io/utf16.h"

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

/* Bytes that are not UTF-8 are shown as U+FFFD, so that the line is JSON: one for a byte and
 * the bytes after it that only go on with a character. */
static void put_shown(Buf *b, const char *key, Str v)
{
    Buf shown = {0};
    for (ptrdiff_t bad; (bad = utf8_fault(v)) >= 0;) {
        buf_put(&shown, v.p, (size_t)bad);
        buf_z(&shown, "\xef\xbf\xbd");
        size_t past = (size_t)bad + 1;
        while (past < v.n && ((unsigned char)v.p[past] & 0xc0) == 0x80)
            past++;
        v = str_sub(v, past, v.n);
    }
    buf_str(&shown, v);
    put_text(b, key, buf_view(&shown));
    buf_free(&shown);
}

/* The bytes themselves, where the text could not hold them. */
static void put_base64(Buf *b, const char *key, Str v)
{
    static const char digit[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    put_key(b, key);
    buf_char(b, '"');
    for (size_t i = 0; i < v.n; i += 3) {
        uint32_t bits = 0;
        size_t n = v.n - i < 3 ? v.n - i : 3;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < n ? (unsigned char)v.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            buf_char(b, k <= n ? digit[bits >> (18 - 6 * k) & 63] : '=');
    }
    buf_char(b, '"');
}

/* The record's bytes as they stand in the input. */
static void put_bytes(Buf *b, const char *key, const Reject *r)
{
    Buf bytes = {0};
    if (encoding_is_utf16(r->encoding))
        utf16_of_utf8(r->encoding == ENC_UTF16BE, r->record, &bytes);
    else
        buf_str(&bytes, r->record);
    put_base64(b, key, buf_view(&bytes));
    buf_free(&bytes);
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
    put_shown(&b, "source", str_of(r->source));
    put_number(&b, "line", r->line);
    if (r->at_line != r->line && r->at_line != 0)
        put_number(&b, "at_line", r->at_line);
    put_number(&b, "offset", r->offset);
    if (r->column > 0)
        put_number(&b, "column", r->column);
    put_text_or_null(&b, "field", r->field);
    put_shown(&b, "text", r->value);
    put_text(&b, "code", str_of(diag_info(r->code)->name));
    put_text(&b, "reason", str_of(r->reason));
    put_shown(&b, "record", r->record);
    if (!utf8_valid(r->record))
        put_bytes(&b, "record_base64", r);
    if (r->cut) {
        put_key(&b, "cut");
        buf_z(&b, "true");
    }
    buf_z(&b, "}\n");
    sink_put(sink, buf_view(&b));
    buf_free(&b);
}

/* Text of a record on one line, and without what a terminal would obey. */
static void put_plain(Buf *b, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '\n')
            buf_z(b, "\\n");
        else if (c < 0x20 || c == 0x7f)
            buf_format(b, "\\x%02x", c);
        else
            buf_char(b, (char)c);
    }
}

static void reject_show(RejectsOut *o, const Reject *r)
{
    Buf b = {0};
    uint64_t line = r->at_line != 0 ? r->at_line : r->line;
    buf_format(&b, "%s:%llu:%u: error[%s]: ", r->source, (unsigned long long)line,
               r->column > 0 ? r->column : 1, diag_info(r->code)->name);
    put_plain(&b, str_of(r->reason));
    buf_char(&b, '\n');
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
