/* csv_header.c -- the first line: which separator, which columns, which of them are read. */
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/csv_scan.h"
#include "interp/io/encoding.h"
#include <stdlib.h>

static const char delimiters[] = {',', ';', '\t'};
enum { N_DELIMITERS = sizeof delimiters };

static void *need(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

void csv_free(Csv *c)
{
    if (c == NULL)
        return;
    for (int i = 0; i < c->n_columns; i++) {
        char *p;
        memcpy(&p, &c->name[i].p, sizeof p);
        free(p);
    }
    free(c->name);
    free(c->cell_of);
    free(c->cells);
    free(c);
}

/* The one that stands most often outside quotes in the first line. */
static char find_delimiter(const char *p, const char *end)
{
    int count[N_DELIMITERS] = {0}, best = 0;
    bool quoted = false;
    for (; p < end && (quoted || *p != '\n'); p++) {
        quoted ^= *p == '"';
        for (int i = 0; i < N_DELIMITERS; i++)
            count[i] += !quoted && *p == delimiters[i];
    }
    for (int i = 1; i < N_DELIMITERS; i++)
        if (count[i] > count[best])
            best = i;
    return delimiters[best];
}

/* Brings the whole first line into memory; NULL: there is none, or it is too long. */
static const char *header_end(Csv *c, Window *w, bool given)
{
    for (;;) {
        const char *p = w->buf + w->lo, *end = w->buf + w->hi;
        if (!given)
            c->delimiter = find_delimiter(p, end);
        const char *stop = csv_scan(c, p, end);
        if (stop != NULL)
            return stop;
        if (w->hi - w->lo > w->max_record)
            return NULL;
        if (window_fill(w))
            continue;
        if (w->lo == w->hi)
            return NULL;
        w->buf[w->hi] = '\n';
        stop = csv_scan_last(c, w->buf + w->lo, w->buf + w->hi);
        return c->open_quote < 0 ? stop : NULL;
    }
}

static void skip_empty_lines(Window *w)
{
    for (;;) {
        while (w->lo < w->hi && (w->buf[w->lo] == '\n' || w->buf[w->lo] == '\r')) {
            w->line += w->buf[w->lo] == '\n';
            window_take(w, 1);
        }
        if (w->lo < w->hi || !window_fill(w))
            return;
    }
}

/* Without quotes and outer blanks, in NFC. */
static Str clean_name(const Cell *cell)
{
    char *p = need(malloc((size_t)cell->n + 1));
    size_t n = 0;
    for (uint32_t i = 0; i < cell->n; i++) {
        p[n++] = cell->p[i];
        i += cell->raw && cell->p[i] == '"';
    }
    Str s = str_trim((Str){p, n});
    if (!utf8_is_ascii(s))
        s = utf8_nfc_copy(s);
    char *own = need(malloc(s.n + 1));
    memcpy(own, s.p, s.n);
    own[s.n] = '\0';
    free(p);
    return (Str){own, s.n};
}

static void keep_names(Csv *c, Window *w, const char *stop)
{
    int n = c->n_found;
    c->n_columns = n;
    c->cell_of = need(malloc((size_t)n * sizeof *c->cell_of));
    c->name = need(calloc((size_t)n, sizeof *c->name));
    c->cells = need(calloc((size_t)n, sizeof *c->cells));
    for (int i = 0; i < n; i++)
        c->cell_of[i] = i;
    if (stop < w->buf + w->hi)
        csv_scan(c, w->buf + w->lo, w->buf + w->hi);
    else
        csv_scan_last(c, w->buf + w->lo, w->buf + w->hi);
    for (int i = 0; i < n; i++) {
        c->name[i] = clean_name(&c->cells[i]);
        c->cell_of[i] = -1;
    }
}

static bool bind_slot(Csv *c, Slot *s, const char *file, Diags *diags)
{
    int column = -1;
    for (int i = 0; i < c->n_columns; i++) {
        if (!str_eq(c->name[i], s->field->from))
            continue;
        if (column >= 0) {
            diag_file(diags, E0709, file, FILE_HEADER_TWICE,
                      DIAG_ARGS(str_z(c->name[i]), str_z(s->field->name)));
            return false;
        }
        column = i;
    }
    s->path = s->cell = -1;
    if (column < 0)
        return true;
    if (c->cell_of[column] < 0)
        c->cell_of[column] = c->n_cells++;
    s->cell = c->cell_of[column];
    return true;
}

static bool header_fault(const Window *w, MsgId msg, Diags *diags)
{
    Diag *d = diag_file(diags, E0709, bytes_name(w->bytes), msg, NULL);
    if (msg == FILE_HEADER_UTF8)
        diag_help(d, FILE_SAY_ENCODING);
    if (msg == FILE_HEADER_CR)
        diag_help(d, FILE_SAY_CR);
    return false;
}

/* A first line `sep=;`, which spreadsheets write and read: the separator, or NUL. */
static char said_delimiter(Window *w)
{
    const char *p = w->buf + w->lo;
    Str head = {p, w->hi - w->lo};
    if (!str_starts(head, STR("sep=")) || head.n < 6)
        return '\0';
    size_t n = p[5] == '\r' ? 7 : 6;
    if (head.n < n || p[n - 1] != '\n')
        return '\0';
    char said = p[4];
    window_take(w, n);
    w->line++;
    return said;
}

static bool read_header(Csv *c, Window *w, bool given, Diags *diags)
{
    skip_empty_lines(w);
    char said = said_delimiter(w);
    if (said != '\0' && !given)
        c->delimiter = said;
    const char *stop = header_end(c, w, given || said != '\0');
    if (stop == NULL)
        return w->lo == w->hi || w->failed || header_fault(w, FILE_HEADER_LONG, diags);
    size_t n = (size_t)(stop - (w->buf + w->lo));
    if (window_fault(w, n) >= 0)
        return header_fault(
            w, encoding_is_utf16(w->encoding) ? FILE_HEADER_UTF16 : FILE_HEADER_UTF8,
            diags);
    const char *cr = memchr(w->buf + w->lo, '\r', n);
    if (cr != NULL && cr + 1 < stop && stop == w->buf + w->hi)
        return header_fault(w, FILE_HEADER_CR, diags);
    keep_names(c, w, stop);
    window_take(w, n + (stop < w->buf + w->hi));
    w->line += c->line_ends + 1;
    return true;
}

Csv *csv_open(Window *w, char delimiter, Slot *slots, int n_slots, Diags *diags)
{
    Csv *c = need(calloc(1, sizeof *c));
    c->delimiter = delimiter;
    bool sound = read_header(c, w, delimiter != '\0', diags);
    for (int i = 0; sound && i < n_slots; i++)
        sound = bind_slot(c, &slots[i], bytes_name(w->bytes), diags);
    if (sound)
        return c;
    csv_free(c);
    return NULL;
}

void csv_seen(const Csv *c, Slot *slots, int n_slots)
{
    for (int i = 0; c->n_columns > 0 && i < n_slots; i++)
        slots[i].seen = slots[i].seen || slots[i].cell >= 0;
}

int csv_column_at(const Csv *c, const char *p)
{
    for (int i = 0; i < c->n_columns; i++)
        if (c->cell_of[i] >= 0 && c->cells[c->cell_of[i]].p == p)
            return i;
    return 0;
}
