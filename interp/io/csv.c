/* csv.c -- records of cells. */
#include "interp/io/csv.h"

#include "interp/io/csv_scan.h"

/* The end of the record at lo, reading on as far as it may reach.  NULL: too long. */
static const char *record_end(Csv *c, Window *w)
{
    for (;;) {
        const char *end = csv_scan(c, w->buf + w->lo, w->buf + w->hi);
        if (end != NULL)
            return end;
        if (w->hi - w->lo > w->max_record + 1)
            return NULL;
        if (!window_fill(w)) {
            w->buf[w->hi] = '\n'; /* in the padding: ends a last line without one */
            return csv_scan_last(c, w->buf + w->lo, w->buf + w->hi);
        }
    }
}

static void name_record(const Window *w, Record *rec, Str s)
{
    *rec = (Record){s, w->line, w->offset, false, 0};
    if (s.n > w->max_record) {
        rec->text = fault_clip(s, w->max_record);
        rec->cut = true;
    }
}

/* The record without its line end. */
static Str record_text(const Window *w, const char *end)
{
    Str s = {w->buf + w->lo, (size_t)(end - (w->buf + w->lo))};
    if (s.n > 0 && s.p[s.n - 1] == '\r')
        s.n--;
    return s;
}

static bool check_record(const Csv *c, const Window *w, Str s, Fault *f)
{
    if (s.n > w->max_record)
        return fault_number(f, E0504, DATA_TOO_LONG, NULL, w->max_record);
    ptrdiff_t bad = window_fault(w, s.n);
    if (bad >= 0)
        return record_not_text(f, w, s, bad);
    if (c->open_quote >= 0) {
        fault_number(f, E0514, DATA_OPEN_QUOTE, c->open_at,
                     (uint64_t)c->open_quote + 1);
        f->cell = c->open_quote;
        return false;
    }
    if (c->after_quote >= 0) {
        fault_number(f, E0515, DATA_AFTER_QUOTE, c->after_at,
                     (uint64_t)c->after_quote + 1);
        f->cell = c->after_quote;
        return false;
    }
    if (c->n_found == c->n_columns)
        return true;
    fault_number(f, E0512, c->n_found == 1 ? DATA_ONE_CELL : DATA_MANY_CELLS, NULL,
                 (uint64_t)c->n_found);
    f->more = fault_digits(f->text + sizeof f->text / 2, (uint64_t)c->n_columns);
    return false;
}

static void take_record(const Csv *c, Window *w, const char *end)
{
    const char *past = end + (end < w->buf + w->hi);
    window_take(w, (size_t)(past - (w->buf + w->lo)));
    w->line += c->line_ends + 1;
}

static Found broken_off(Window *w, Record *rec, Fault *fault)
{
    if (w->lo == w->hi)
        return FOUND_FAILED;
    name_record(w, rec, (Str){w->buf + w->lo, w->hi - w->lo});
    fault_put(fault, E0519, DATA_CUT_OFF, NULL);
    window_take(w, w->hi - w->lo);
    return FOUND_FAULT;
}

/* Passes over the rest of a record that no buffer holds. */
static void skip_record(const Csv *c, Window *w)
{
    CsvState state = CSV_START;
    for (;;) {
        const char *from = w->buf + w->lo;
        size_t n = csv_skip(c->delimiter, from, w->hi - w->lo, &state, &w->line);
        window_take(w, n);
        if (state == CSV_DONE)
            return;
        if (!window_fill(w)) {
            w->line++;
            return;
        }
    }
}

Found csv_next(Csv *c, Window *w, Record *rec, Fault *fault)
{
    if (w->skip) {
        w->skip = false;
        skip_record(c, w);
    }
    for (;;) {
        const char *end = record_end(c, w);
        if (w->failed && (end == NULL || end == w->buf + w->hi))
            return broken_off(w, rec, fault);
        if (w->lo == w->hi)
            return FOUND_END;
        if (end == NULL) {
            name_record(w, rec, (Str){w->buf + w->lo, w->hi - w->lo});
            fault_number(fault, E0504, DATA_TOO_LONG, NULL, w->max_record);
            w->skip = true;
            return FOUND_FAULT;
        }
        Str s = record_text(w, end);
        if (s.n == 0 && c->n_columns != 1) {
            take_record(c, w, end);
            continue;
        }
        name_record(w, rec, s);
        bool sound = check_record(c, w, s, fault);
        take_record(c, w, end);
        return sound ? FOUND_RECORD : FOUND_FAULT;
    }
}
