/* detect.c -- NDJSON, a JSON document or CSV? */
#include "interp/io/detect.h"

enum { LOOK_BYTES = 4096 };

static bool not_text(const Window *w, Diags *diags, MsgId msg, size_t at)
{
    diag_file(diags, E0706, bytes_name(w->bytes), msg,
              DIAG_ARGS(str_format("%zu", at + 1)));
    return false;
}

/* Enough bytes to see what it is: a first line, or LOOK_BYTES. */
static void look(Window *w)
{
    while (w->hi - w->lo < LOOK_BYTES
           && memchr(w->buf + w->lo, '\n', w->hi - w->lo) == NULL)
        if (!window_fill(w))
            return;
}

static bool is_text(Window *w, Diags *diags)
{
    const char *p = w->buf + w->lo;
    size_t n = w->hi - w->lo < LOOK_BYTES ? w->hi - w->lo : LOOK_BYTES;
    if (n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0))
        return not_text(w, diags, FILE_IS_UTF16, 0);
    const char *nul = memchr(p, '\0', n);
    if (nul != NULL)
        return not_text(w, diags, FILE_IS_BINARY, (size_t)(nul - p));
    return true;
}

static void pass_mark(Window *w)
{
    if (w->hi - w->lo >= 3 && memcmp(w->buf + w->lo, "\xef\xbb\xbf", 3) == 0)
        window_take(w, 3);
}

/* An object whose first line leaves it open is a document, if JSON can go on like that. */
static InputFormat of_object(const char *p, const char *end)
{
    int depth = 0;
    bool in_text = false;
    char before = '\0';
    for (; p < end && *p != '\n'; p++) {
        if (in_text) {
            p += *p == '\\';
            in_text = p < end && *p != '"';
        } else if (*p == '"') {
            in_text = true;
        } else {
            depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
        }
        if (p < end && *p != ' ' && *p != '\t' && *p != '\r')
            before = *p;
    }
    if (depth <= 0 || in_text || p >= end)
        return INPUT_NDJSON;
    while (p < end && (*p == '\n' || *p == '\r' || *p == ' ' || *p == '\t'))
        p++;
    bool key_due = before == '{' || (before == ',' && depth == 1);
    return !key_due || p >= end || *p == '"' || *p == '}' ? INPUT_JSON : INPUT_NDJSON;
}

static InputFormat by_name(const char *name)
{
    static const struct {
        const char *end;
        InputFormat format;
    } known[] = {
        {".ndjson", INPUT_NDJSON}, {".jsonl", INPUT_NDJSON}, {".json", INPUT_JSON}};
    Str s = str_of(name);
    if (str_ends(s, STR(".gz")))
        s.n -= 3;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_ends(s, str_of(known[i].end)))
            return known[i].format;
    return INPUT_CSV;
}

static InputFormat by_content(const Window *w, const ReadOptions *o)
{
    const char *p = w->buf + w->lo, *end = w->buf + w->hi;
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
        p++;
    if (p == end)
        return by_name(bytes_name(w->bytes));
    if (*p == '[')
        return INPUT_JSON;
    if (*p != '{')
        return by_name(bytes_name(w->bytes));
    return o->records.n > 0 ? INPUT_JSON : of_object(p, end);
}

bool detect(Window *w, const ReadOptions *o, InputFormat *format, Diags *diags)
{
    look(w);
    if (w->failed || !is_text(w, diags))
        return false;
    pass_mark(w);
    *format = o->format != INPUT_AUTO ? o->format : by_content(w, o);
    return true;
}
