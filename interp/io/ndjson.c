/* ndjson.c -- lines of JSON.
 *
 * While whole lines are in the window, a record is walked before anyone looks for its end:
 * the walk stops at a line end by itself.  What it refuses is looked at again as a line.
 */
#include "interp/io/ndjson.h"

#include "interp/io/json_scan.h"

/* The line end at or after lo, reading on as far as a record may reach; NULL: too long. */
static const char *line_end(Window *w)
{
    size_t from = w->lo;
    for (;;) {
        const char *nl = memchr(w->buf + from, '\n', w->hi - from);
        if (nl != NULL)
            return nl;
        size_t seen = w->hi - w->lo;
        if (seen > w->max_record + 1)
            return NULL;
        bool more = window_fill(w);
        from = w->lo + seen;
        if (!more) {
            w->buf[w->hi] = '\n'; /* in the padding: ends a last line without one */
            return w->buf + w->hi;
        }
    }
}

static void take_line(Window *w, const char *nl)
{
    const char *past = nl + (nl < w->buf + w->hi);
    window_take(w, (size_t)(past - (w->buf + w->lo)));
    w->line++;
}

/* Passes over the rest of a line that no buffer holds. */
static void skip_line(Window *w)
{
    for (;;) {
        const char *nl = memchr(w->buf + w->lo, '\n', w->hi - w->lo);
        if (nl != NULL) {
            take_line(w, nl);
            return;
        }
        window_take(w, w->hi - w->lo);
        if (!window_fill(w)) {
            w->line++;
            return;
        }
    }
}

static void name_record(const Window *w, Record *rec, size_t n)
{
    *rec = (Record){{w->buf + w->lo, n}, w->line, w->offset, false, 0};
}

static Found too_long(Window *w, Record *rec, Fault *fault)
{
    name_record(w, rec,
                fault_clip((Str){w->buf + w->lo, w->hi - w->lo}, w->max_record).n);
    rec->cut = true;
    fault_number(fault, E0504, DATA_TOO_LONG, NULL, w->max_record);
    return FOUND_FAULT;
}

/* The line up to nl, its carriage return aside. */
static Str without_cr(const Window *w, const char *nl)
{
    Str s = {w->buf + w->lo, (size_t)(nl - (w->buf + w->lo))};
    if (s.n > 0 && s.p[s.n - 1] == '\r')
        s.n--;
    return s;
}

/* The record that ends at nl, byte by byte. */
static Found slow_record(JsonWalk *x, Window *w, const char *nl, Record *rec,
                         Fault *fault)
{
    Str s = without_cr(w, nl);
    name_record(w, rec, s.n);
    if (s.n > w->max_record) {
        rec->text = fault_clip(s, w->max_record);
        rec->cut = true;
        fault_number(fault, E0504, DATA_TOO_LONG, NULL, w->max_record);
        return FOUND_FAULT;
    }
    ptrdiff_t bad = window_fault(w, s.n);
    if (bad >= 0) {
        record_not_text(fault, w, s, bad);
        return FOUND_FAULT;
    }
    const char *end = json_walk(x, json_blanks(s.p, false));
    if (end != NULL && json_blanks(end, false) >= s.p + s.n)
        return FOUND_RECORD;
    json_walk_why(x, s, fault);
    return FOUND_FAULT;
}

/* The line end of a record that is whole, in memory and sound.  What was read ends in
 * zeros, which stop the walk: a record that is not whole is refused. */
static inline const char *fast_record(JsonWalk *x, const Window *w)
{
    const char *p = w->buf + w->lo;
    if (*p != '{' || w->lo < w->dirty)
        return NULL;
    const char *end = json_walk(x, p);
    if (end == NULL)
        return NULL;
    if (*end != '\n')
        end = json_blanks(end, false);
    return *end == '\n' && end < w->buf + w->hi && (size_t)(end - p) <= w->max_record
               ? end
               : NULL;
}

static bool is_blank(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
        p++;
    return p == end;
}

/* What was read when the input broke off in the middle of a line. */
static Found broken_off(Window *w, Record *rec, Fault *fault)
{
    if (is_blank(w->buf + w->lo, w->buf + w->hi))
        return FOUND_FAILED;
    name_record(w, rec, w->hi - w->lo);
    fault_put(fault, E0519, DATA_CUT_OFF, NULL);
    window_take(w, w->hi - w->lo);
    return FOUND_FAULT;
}

static Found next_line(JsonWalk *x, Window *w, Record *rec, Fault *fault)
{
    for (;;) {
        const char *nl = line_end(w);
        if (w->failed && nl == w->buf + w->hi)
            return broken_off(w, rec, fault);
        if (w->lo == w->hi)
            return FOUND_END;
        if (nl == NULL) {
            w->skip = true;
            return too_long(w, rec, fault);
        }
        bool blank = (size_t)(nl - w->buf) - w->lo <= w->max_record
                     && is_blank(w->buf + w->lo, nl);
        Found found = blank ? FOUND_END : slow_record(x, w, nl, rec, fault);
        take_line(w, nl);
        if (!blank)
            return found;
    }
}

Found ndjson_next(JsonWalk *x, Window *w, Record *rec, Fault *fault)
{
    if (w->skip) {
        w->skip = false;
        skip_line(w);
    }
    const char *end = fast_record(x, w);
    if (end == NULL)
        return next_line(x, w, rec, fault);
    name_record(w, rec, without_cr(w, end).n);
    take_line(w, end);
    return FOUND_RECORD;
}
