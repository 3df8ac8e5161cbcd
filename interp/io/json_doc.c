/* json_doc.c -- elements of an array, wherever their line ends are. */
#include "interp/io/json_doc.h"

#include "interp/io/json_scan.h"
#include "interp/io/json_text.h"

/* --- byte by byte: what stands before, between and behind the records -------------------- */

static int peek(Window *w)
{
    while (w->lo == w->hi)
        if (!window_fill(w))
            return -1;
    return (unsigned char)w->buf[w->lo];
}

static int take(Window *w)
{
    int c = peek(w);
    if (c < 0)
        return c;
    window_take(w, 1);
    if (c == '\n')
        window_line(w);
    return c;
}

static int peek_token(Window *w)
{
    int c;
    while ((c = peek(w)) == ' ' || c == '\t' || c == '\r' || c == '\n')
        take(w);
    return c;
}

static bool is_scalar_byte(int c)
{
    return c >= 0 && strchr(",]}[{\": \t\r\n", c) == NULL;
}

/* The rest of a text whose quote was taken; into key, as far as it fits. */
static void pass_text(Window *w, Buf *key)
{
    for (int c; (c = take(w)) >= 0 && c != '"';) {
        int escaped = c == '\\' ? take(w) : -1;
        if (key == NULL || key->n > KEY_BYTES_MAX)
            continue;
        buf_char(key, (char)c);
        if (escaped >= 0)
            buf_char(key, (char)escaped);
    }
}

static void pass_value(Window *w)
{
    int depth = 0;
    do {
        int c = peek_token(w);
        if (c < 0)
            return;
        if (c == '"') {
            take(w);
            pass_text(w, NULL);
        } else if (is_scalar_byte(c)) {
            while (is_scalar_byte(peek(w)))
                take(w);
        } else {
            take(w);
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        }
    } while (depth > 0);
}

/* Inside an object whose brace was taken: goes to the value of a key. */
static bool go_to(Window *w, Str name)
{
    Buf key = {0};
    bool found = false;
    while (!found && peek_token(w) == '"') {
        take(w);
        key.n = 0;
        pass_text(w, &key);
        if (peek_token(w) != ':')
            break;
        take(w);
        found = str_eq(buf_view(&key), name);
        if (found)
            break;
        peek_token(w);
        pass_value(w);
        if (peek_token(w) != ',')
            break;
        take(w);
    }
    buf_free(&key);
    return found;
}

static bool go_along(Window *w, Str path)
{
    size_t from = 0;
    for (size_t i = 0; i <= path.n; i++) {
        if (i < path.n && path.p[i] != '.')
            continue;
        if (peek_token(w) != '{')
            return false;
        take(w);
        if (!go_to(w, str_sub(path, from, i)))
            return false;
        from = i + 1;
    }
    if (peek_token(w) != '[')
        return false;
    take(w);
    return true;
}

bool json_doc_has_records(Str head)
{
    const char *p = head.p, *end = p + head.n;
    int depth = 0;
    for (; p < end; p++) {
        if (*p == '{' || *p == '[')
            depth++;
        if ((*p == '}' || *p == ']') && --depth <= 0)
            return false;
        if (*p != '"')
            continue;
        bool raw = false;
        const char *name = p + 1, *stop = json_text_end(name, &raw);
        if (stop == NULL || stop >= end)
            return false;
        p = stop;
        if (depth != 1 || !str_is((Str){name, (size_t)(stop - name)}, "records"))
            continue;
        const char *q = json_blanks(stop + 1, true);
        if (*q != ':')
            continue;
        q = json_blanks(q + 1, true);
        if (q < end && *q == '[')
            return true;
    }
    return false;
}

bool json_doc_open(JsonDoc *d, Window *w, Str path, Diags *diags)
{
    *d = (JsonDoc){.array = true, .first = true};
    int c = peek_token(w);
    if (path.n == 0 && c == '[') {
        take(w);
        return true;
    }
    if (path.n == 0 && c == '{') {
        size_t n = w->hi - w->lo < WINDOW_LOOK ? w->hi - w->lo : WINDOW_LOOK;
        d->array = d->inside = json_doc_has_records((Str){w->buf + w->lo, n});
        return !d->array || go_along(w, STR("records"));
    }
    d->inside = path.n > 0;
    d->array = c >= 0 || path.n > 0;
    if (!d->array || (path.n > 0 && go_along(w, path)))
        return true;
    if (!w->failed)
        diag_file(diags, E0707, bytes_name(w->bytes),
                  path.n > 0 ? FILE_NO_RECORDS : FILE_NOT_RECORDS,
                  DIAG_ARGS(str_z(path)));
    return false;
}

/* --- records ---------------------------------------------------------------------------- */

/* The end of the value at p by quotes and brackets alone; NULL where that is beyond end. */
static const char *value_end(const char *p, const char *end)
{
    int depth = 0;
    do {
        if (*p == '"') {
            for (p++; p < end && *p != '"'; p++)
                p += *p == '\\';
            p++;
        } else if (is_scalar_byte((unsigned char)*p) || *p == '\0') {
            while (p < end && (is_scalar_byte((unsigned char)*p) || *p == '\0'))
                p++;
            if (depth == 0 && p >= end)
                return NULL;
        } else {
            depth += (*p == '{' || *p == '[') - (*p == '}' || *p == ']');
            p++;
        }
    } while (depth > 0 && p < end);
    return depth <= 0 && p <= end ? p : NULL;
}

static void take_lines(Window *w, size_t n)
{
    const char *p = w->buf + w->lo, *end = p + n;
    for (; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        size_t done = (size_t)(p + 1 - (w->buf + w->lo));
        window_take(w, done);
        window_line(w);
        n -= done;
    }
    window_take(w, n);
}

static Found give(Window *w, Record *rec, size_t n, Found found)
{
    *rec = (Record){
        {w->buf + w->lo, n}, w->line, w->offset, false, w->offset - w->line_from};
    if (n > w->max_record) {
        rec->text = fault_clip(rec->text, w->max_record);
        rec->cut = true;
    }
    take_lines(w, n);
    return found;
}

static Found check_record(JsonWalk *x, Window *w, size_t n, Fault *fault)
{
    const char *p = w->buf + w->lo;
    ptrdiff_t bad = window_fault(w, n);
    if (n > w->max_record)
        fault_number(fault, E0504, DATA_TOO_LONG, NULL, w->max_record);
    else if (bad >= 0)
        record_not_text(fault, w, (Str){p, n}, bad);
    else if (json_walk(x, p) == p + n)
        return FOUND_RECORD;
    else
        json_walk_why(x, (Str){p, n}, fault);
    return FOUND_FAULT;
}

/* The record at lo, which nothing has looked at. */
static Found slow_record(JsonWalk *x, Window *w, Record *rec, Fault *fault)
{
    for (;;) {
        const char *p = w->buf + w->lo, *end = value_end(p, w->buf + w->hi);
        if (end != NULL) {
            size_t n = (size_t)(end - p);
            return give(w, rec, n, check_record(x, w, n, fault));
        }
        if (w->hi - w->lo > w->max_record + 1) {
            *rec = (Record){fault_clip((Str){p, w->hi - w->lo}, w->max_record), w->line,
                            w->offset, true, w->offset - w->line_from};
            fault_number(fault, E0504, DATA_TOO_LONG, NULL, w->max_record);
            w->skip = true;
            return FOUND_FAULT;
        }
        if (!window_fill(w)) {
            fault_put(fault, E0519, DATA_CUT_OFF, NULL);
            return give(w, rec, w->hi - w->lo, FOUND_FAULT);
        }
    }
}

static Found damaged(const Window *w, Diags *diags)
{
    if (!w->failed)
        diag_file(diags, E0708, bytes_name(w->bytes), FILE_JSON_DAMAGED,
                  DIAG_ARGS(str_format("%llu", (unsigned long long)w->offset + 1)));
    return FOUND_FAILED;
}

static Found ended(const Window *w) { return w->failed ? FOUND_FAILED : FOUND_END; }

/* Reads to the end of the input, so that a damaged archive is noticed. */
static Found drain(Window *w)
{
    do
        window_take(w, w->hi - w->lo);
    while (window_fill(w));
    return ended(w);
}

/* Passes over what stands before the next record; FOUND_RECORD: there is one. */
static Found before_record(JsonDoc *d, Window *w, Diags *diags)
{
    int c = peek_token(w);
    if (!d->array)
        return c >= 0 ? FOUND_RECORD : ended(w);
    if (c == ']') {
        d->closed = true;
        take(w);
        return d->inside ? drain(w) : peek_token(w) < 0 ? ended(w) : damaged(w, diags);
    }
    if (c >= 0 && !d->first) {
        if (c != ',')
            return damaged(w, diags);
        take(w);
        c = peek_token(w);
    }
    if (c < 0) {
        if (!w->failed)
            diag_file(diags, E0708, bytes_name(w->bytes), FILE_JSON_CUT, NULL);
        return FOUND_FAILED;
    }
    d->first = false;
    return strchr(",]}:", c) != NULL ? damaged(w, diags) : FOUND_RECORD;
}

Found json_doc_next(JsonDoc *d, JsonWalk *x, Window *w, Record *rec, Fault *fault,
                    Diags *diags)
{
    if (d->closed)
        return ended(w);
    if (w->skip) {
        w->skip = false;
        pass_value(w);
    }
    Found found = before_record(d, w, diags);
    if (found != FOUND_RECORD)
        return found;
    const char *p = w->buf + w->lo;
    const char *end = w->lo >= w->dirty ? json_walk(x, p) : NULL;
    if (end != NULL && end <= w->buf + w->hi && (size_t)(end - p) <= w->max_record)
        return give(w, rec, (size_t)(end - p), FOUND_RECORD);
    return slow_record(x, w, rec, fault);
}
