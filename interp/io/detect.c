/* detect.c -- NDJSON, a JSON document or CSV? */
#include "interp/io/detect.h"

#include "interp/io/json_doc.h"

/* What --encoding calls the UTF-16 whose text would begin like this; NULL: none would. */
static const char *utf16_by_zeros(Str head)
{
    if (head.n < 4)
        return NULL;
    bool zero[4];
    for (int i = 0; i < 4; i++)
        zero[i] = head.p[i] == '\0';
    if (zero[0] == zero[1] || zero[0] != zero[2] || zero[1] != zero[3])
        return NULL;
    return zero[0] ? "utf-16be" : "utf-16";
}

static bool is_text(const Window *w, Str head, Diags *diags)
{
    const char *nul = memchr(head.p, '\0', head.n);
    if (nul == NULL)
        return true;
    size_t at = window_span(w, head.p, (size_t)(nul - head.p)) + 1;
    Diag *d = diag_file(diags, E0706, bytes_name(w->bytes), FILE_IS_BINARY,
                        DIAG_ARGS(str_format("%zu", at)));
    const char *name = utf16_by_zeros(head);
    if (w->encoding == ENC_UTF8 && name != NULL)
        diag_help(d, FILE_SAY_UTF16, name);
    return false;
}

/* The mark, in UTF-8 here, is no part of the first line. */
static void pass_mark(Window *w)
{
    if (w->hi - w->lo < 3 || memcmp(w->buf + w->lo, "\xef\xbb\xbf", 3) != 0)
        return;
    window_take(w, 3);
    w->line_from = w->offset;
}

static const char *past_blanks(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n'))
        p++;
    return p;
}

/* An object whose first line leaves it open is a document, if JSON can go on like that; so
 * is one that is all there is and has a list of records. */
static InputFormat of_object(const Window *w, const char *p, const char *end)
{
    const char *from = p;
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
    const char *next = past_blanks(p, end);
    if (next >= end && (w->ended || p >= end)
        && json_doc_has_records((Str){from, (size_t)(end - from)}))
        return INPUT_JSON;
    if (depth <= 0 || in_text || p >= end)
        return INPUT_NDJSON;
    bool key_due = before == '{' || (before == ',' && depth == 1);
    return !key_due || next >= end || *next == '"' || *next == '}' ? INPUT_JSON
                                                                   : INPUT_NDJSON;
}

/* Whether the first line alone tells the format: what follows may be long in coming. */
static bool is_settled(const Window *w)
{
    const char *end = w->buf + w->hi, *p = past_blanks(w->buf + w->lo, end);
    const char *nl = memchr(p, '\n', (size_t)(end - p));
    if (nl == NULL || *p == '[')
        return false;
    return *p != '{'
           || (of_object(w, p, nl + 1) == INPUT_NDJSON
               && !json_doc_has_records((Str){p, (size_t)(nl - p)}));
}

/* The same bytes however they come in: the answer must not depend on that. */
static Str look(Window *w)
{
    while (w->hi - w->lo < WINDOW_LOOK && !(bytes_would_wait(w->bytes) && is_settled(w))
           && window_fill(w))
        ;
    size_t n = w->hi - w->lo;
    return (Str){w->buf + w->lo, n < WINDOW_LOOK ? n : WINDOW_LOOK};
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

static InputFormat by_content(const Window *w, Str head, const ReadOptions *o)
{
    const char *end = head.p + head.n, *p = past_blanks(head.p, end);
    if (p == end || (*p != '[' && *p != '{'))
        return by_name(bytes_name(w->bytes));
    if (*p == '[' || o->records.n > 0)
        return INPUT_JSON;
    return of_object(w, p, end);
}

bool detect(Window *w, const ReadOptions *o, InputFormat *format, Diags *diags)
{
    Str head = look(w);
    if ((w->failed && head.n == 0) || !is_text(w, head, diags))
        return false;
    pass_mark(w);
    if (head.p != w->buf + w->lo)
        head = str_sub(head, 3, head.n);
    *format = o->format != INPUT_AUTO ? o->format : by_content(w, head, o);
    return true;
}
