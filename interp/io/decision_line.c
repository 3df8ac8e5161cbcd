/* decision_line.c -- a decision a line, as NDJSON or CSV.
 *
 * Both are the same walk: pieces that never change, and values between them.  The room
 * that a row's fixed part can need is known when the writer is made; texts ask for theirs
 * on the way and leave the fixed part's room behind them.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/writer_part.h"

enum { NUMBER_BYTES = 32, MARKS_BYTES = 80, CLOCK_BYTES = 96 };

/* -- what is the same on every row --------------------------------------------------- */

static void put_csv(Buf *b, Str s)
{
    bool plain = s.n > 0 && s.p[0] != ' ' && s.p[s.n - 1] != ' ';
    for (size_t i = 0; i < s.n && plain; i++)
        plain = s.p[i] != '"' && s.p[i] != ',' && s.p[i] != '\n' && s.p[i] != '\r';
    if (plain || s.n == 0) {
        buf_str(b, s);
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            buf_char(b, '"');
        buf_char(b, s.p[i]);
    }
    buf_char(b, '"');
}

static void put_word(const Writer *w, Buf *b, Str s)
{
    if (w->o.format == OUT_CSV)
        put_csv(b, s);
    else
        buf_json(b, s);
}

static void prepare_words(const Writer *w, Part *p)
{
    if (p->of == NULL)
        return;
    p->word = MEM_ARRAY(Str, p->of->n);
    for (int m = 0; m < p->of->n; m++) {
        Buf b = {0};
        put_word(w, &b, p->of->member[m]);
        p->word[m] = piece_of(&b);
        buf_free(&b);
    }
}

static void json_open(Buf *b, Str name)
{
    buf_json(b, name);
    buf_z(b, ":{");
}

/* Closes what the part before stands in alone, and opens what this one does. */
static void json_before(const Writer *w, Buf *b, int i)
{
    static const Part nowhere = {0};
    const Part *p = &w->parts->part[i], *last = i > 0 ? p - 1 : &nowhere;
    const bool same_group = str_eq(p->group, last->group);
    const bool same_item = same_group && str_eq(p->item, last->item);
    if (last->item.n > 0 && !same_item)
        buf_char(b, '}');
    if (last->group.n > 0 && !same_group)
        buf_char(b, '}');
    if (p->kind == PART_MARKS)
        return;
    if (i > 0)
        buf_char(b, ',');
    if (p->group.n > 0 && !same_group)
        json_open(b, p->group);
    if (p->item.n > 0 && !same_item)
        json_open(b, p->item);
    buf_json(b, p->name);
    buf_char(b, ':');
}

/* Within an instance: "{" before the first key, "," before the others. */
static void prepare_inner(const Writer *w, Part *p)
{
    for (int i = 0; i < p->n_inner * p->n_lanes; i++) {
        Part *q = &p->inner[i];
        Buf b = {0};
        buf_char(&b, i % p->n_inner == 0 ? '{' : ',');
        buf_json(&b, q->name);
        buf_char(&b, ':');
        q->before = piece_of(&b);
        buf_free(&b);
        prepare_words(w, q);
    }
}

static size_t part_bytes(const Part *p)
{
    size_t n = p->before.n + 2 * PIECE_PAD + NUMBER_BYTES;
    for (int m = 0; p->of != NULL && m < p->of->n; m++)
        if (p->word[m].n + 2 * PIECE_PAD > n - p->before.n)
            n = p->before.n + p->word[m].n + 2 * PIECE_PAD;
    for (int i = 0; i < p->n_inner * p->n_lanes; i++)
        n += part_bytes(&p->inner[i]) + 2;
    return p->kind == PART_MARKS                             ? n + MARKS_BYTES
           : p->kind == PART_STAMP || p->kind == PART_LENGTH ? n + CLOCK_BYTES
                                                             : n;
}

void line_prepare(Writer *w)
{
    bool csv = w->o.format == OUT_CSV;
    w->open = csv ? STR("") : STR("{");
    w->close = csv ? STR("\n") : STR("}\n");
    w->row_bytes = w->open.n + w->close.n + 2 * PIECE_PAD;
    for (int i = 0; i < w->parts->n; i++) {
        Part *p = &w->parts->part[i];
        Buf b = {0};
        if (!csv)
            json_before(w, &b, i);
        else if (i > 0)
            buf_char(&b, ',');
        p->before = piece_of(&b);
        buf_free(&b);
        prepare_words(w, p);
        prepare_inner(w, p);
        w->row_bytes += part_bytes(p);
    }
}

void line_head(Writer *w)
{
    if (w->o.format != OUT_CSV || w->headed)
        return;
    w->headed = true;
    Buf b = {0};
    for (int i = 0; i < w->parts->n; i++) {
        if (i > 0)
            buf_char(&b, ',');
        put_csv(&b, w->parts->part[i].name);
    }
    buf_char(&b, '\n');
    sink_put(w->sink, buf_view(&b));
    buf_free(&b);
}

/* -- a row -------------------------------------------------------------------------- */

/* Moves `p` on to where n more bytes and the rest of the row have room. */
static char *more_room(Writer *w, char *p, size_t n)
{
    sink_taken(w->sink, p);
    return sink_room(w->sink, n + w->row_bytes);
}

static char *put_missing(const Writer *w, char *p)
{
    if (w->o.format == OUT_CSV)
        return p;
    memcpy(p, "null", 4);
    return p + 4;
}

static char *put_u64(char *p, uint64_t v)
{
    char digits[20];
    int n = 0;
    do {
        digits[n++] = (char)('0' + v % 10);
        v /= 10;
    } while (v > 0);
    while (n > 0)
        *p++ = digits[--n];
    return p;
}

/* Scores are nearly always small whole numbers. */
static char *put_micros(char *p, int64_t micros)
{
    int64_t whole = micros / MICRO;
    if (whole * MICRO != micros || micros < 0)
        return p + dec_print(p, micros);
    return put_u64(p, (uint64_t)whole);
}

/* No byte that JSON would have to escape; or, for CSV, that may want quotes. */
static bool is_plain(Str s, bool json)
{
    unsigned bad = s.n == 0, csv = !json;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bad |= (unsigned)(c < 0x20) | (unsigned)(c == '"') | (unsigned)(c == '\\')
               | (csv & ((unsigned)(c == ',') | (unsigned)(c == ' ')));
    }
    return !bad;
}

static char *put_scratch(Writer *w, char *p)
{
    p = more_room(w, p, w->scratch.n);
    memcpy(p, w->scratch.p, w->scratch.n);
    return p + w->scratch.n;
}

static char *put_text(Writer *w, char *p, Str s)
{
    bool json = w->o.format == OUT_NDJSON;
    if (!is_plain(s, json)) {
        w->scratch.n = 0;
        put_word(w, &w->scratch, s);
        return w->scratch.n > 0 ? put_scratch(w, p) : p;
    }
    p = more_room(w, p, s.n + 2);
    if (json)
        *p++ = '"';
    memcpy(p, s.p, s.n);
    p += s.n;
    if (json)
        *p++ = '"';
    return p;
}

/* CSV has no types: a value is there as people read it, a list's parts between bars. */
static void print_csv(Writer *w, const Part *pt, int r)
{
    if (pt->type->kind == TY_LIST)
        col_join(&w->scratch, pt->col, r, pt->type, w->core, STR("|"));
    else
        col_print(&w->scratch, pt->col, r, pt->type, w->core, false);
    if (is_plain(buf_view(&w->scratch), false))
        return;
    Buf text = w->scratch;
    w->scratch = (Buf){0};
    put_csv(&w->scratch, buf_view(&text));
    buf_free(&text);
}

static char *put_value(Writer *w, char *p, const Part *pt, int r)
{
    const Column *c = pt->col;
    if (column_missing(c, r))
        return put_missing(w, p);
    if (c->phys == PHYS_TEXT)
        return put_text(w, p, col_text(c, r));
    if (pt->type->kind == TY_NUMBER || pt->type->kind == TY_MONEY)
        return put_micros(p, col_i64(c, r));
    w->scratch.n = 0;
    if (w->o.format == OUT_CSV)
        print_csv(w, pt, r);
    else
        col_json(&w->scratch, c, r, pt->type, w->core);
    return put_scratch(w, p);
}

static char *put_stamp(const Writer *w, char *p, int64_t us)
{
    const bool json = w->o.format == OUT_NDJSON;
    if (json)
        *p++ = '"';
    p = zone_put(p, w->core->zone, us, w->days);
    if (json)
        *p++ = '"';
    return p;
}

/* A clock's time has no byte that a format would have to escape, and CLOCK_BYTES at most. */
static char *put_length(Writer *w, char *p, const Part *pt, int64_t us)
{
    const Value v = {.type = pt->type, .i64 = us};
    const bool json = w->o.format == OUT_NDJSON;
    w->scratch.n = 0;
    value_print(&w->scratch, &v, w->core->zone, w->core->currency, false);
    if (json)
        *p++ = '"';
    memcpy(p, w->scratch.p, w->scratch.n);
    p += w->scratch.n;
    if (json)
        *p++ = '"';
    return p;
}

static char *put_lead(Writer *w, char *p, const Part *pt, const Batch *b, int r)
{
    if (pt->col == NULL || column_missing(pt->col, r))
        return put_u64(p, b->row[r].number);
    return put_value(w, p, pt, r);
}

static char *put_marks(const Writer *w, char *p, unsigned marks)
{
    bool json = w->o.format == OUT_NDJSON, first = true;
    if (marks == 0)
        return p;
    if (json) {
        memcpy(p, ",\"marks\":[", 10);
        p += 10;
    }
    for (unsigned m = MARK_OVERFLOW; m <= MARK_DIV_ZERO; m <<= 1) {
        if ((marks & m) == 0)
            continue;
        const char *name = mark_name((enum EvalMark)m);
        if (!first)
            *p++ = json ? ',' : ' ';
        if (json)
            *p++ = '"';
        memcpy(p, name, strlen(name));
        p += strlen(name);
        if (json)
            *p++ = '"';
        first = false;
    }
    if (json)
        *p++ = ']';
    return p;
}

static char *put_part(Writer *w, char *p, const Part *pt, const Batch *b, int r);

/* The lanes that this lead has: those up to the first without a status. */
static char *put_instances(Writer *w, char *p, const Part *pt, const Batch *b, int r)
{
    *p++ = '[';
    for (int lane = 0; lane < pt->n_lanes; lane++) {
        const Part *q = &pt->inner[lane * pt->n_inner];
        if (col_i64(q->col, r) == STATUS_NONE)
            break;
        if (lane > 0)
            *p++ = ',';
        for (int i = 0; i < pt->n_inner; i++)
            p = put_part(w, p, &q[i], b, r);
        *p++ = '}';
    }
    *p++ = ']';
    return p;
}

static char *put_part(Writer *w, char *p, const Part *pt, const Batch *b, int r)
{
    const Column *c = pt->col;
    p = piece_put(p, pt->before);
    switch (pt->kind) {
    case PART_LEAD: return put_lead(w, p, pt, b, r);
    case PART_ENUM:
        return column_missing(c, r) ? put_missing(w, p)
                                    : piece_put(p, pt->word[col_i64(c, r)]);
    case PART_NUMBER:
        return column_missing(c, r) ? put_missing(w, p) : put_micros(p, col_i64(c, r));
    case PART_VALUE: return put_value(w, p, pt, r);
    case PART_LEVEL:
        return column_missing(c, r) ? put_missing(w, p)
                                    : piece_put(p, pt->word[col_i64(c, r) / MICRO]);
    case PART_STAMP:
        return column_missing(c, r) ? put_missing(w, p)
                                    : put_stamp(w, p, col_i64(c, r));
    case PART_LENGTH:
        return column_missing(c, r) ? put_missing(w, p)
                                    : put_length(w, p, pt, col_i64(c, r));
    case PART_INSTANCES: return put_instances(w, p, pt, b, r);
    case PART_CLAUSE: break; /* the table's alone */
    case PART_MARKS: return put_marks(w, p, w->parts->marks[r]);
    }
    return p;
}

static void line_row(Writer *w, const Batch *b, const Eval *ev, int r)
{
    char *p = sink_room(w->sink, w->row_bytes);
    memcpy(p, w->open.p, w->open.n);
    p += w->open.n;
    for (int i = 0; i < w->parts->n; i++)
        p = put_part(w, p, &w->parts->part[i], b, r);
    if (w->explain != NULL) {
        w->scratch.n = 0;
        explain_json(w->explain, &w->scratch, b, ev, r);
        p = put_scratch(w, p);
    }
    memcpy(p, w->close.p, w->close.n);
    sink_taken(w->sink, p + w->close.n);
}

void line_batch(Writer *w, const Batch *b, const Eval *ev, const uint8_t *keep)
{
    line_head(w);
    for (int r = 0; r < b->n; r++)
        if (keep == NULL || keep[r])
            line_row(w, b, ev, r);
}
