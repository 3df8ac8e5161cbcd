/* reader_fuzz.h -- what the fuzzers of the readers share.
 *
 * The first byte of the input chooses options, the rest is the file.  It is read three
 * times, in other chunks and batches: accepted + rejected = read, and all that comes out
 * is the same each time.  So it is when each byte becomes a unit of UTF-16, against the same
 * bytes read as Latin-1: there places differ, by the width of a unit.
 */
#ifndef ACORDO_TESTS_READER_FUZZ_H
#define ACORDO_TESTS_READER_FUZZ_H

#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/reader.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

typedef struct Sum {
    uint64_t hash; /* of rows, or of rejects */
    ReadStats stats;
    int last, findings;
    bool bare; /* without offsets and columns */
} Sum;

static inline void mix(Sum *s, const void *p, size_t n)
{
    s->hash = s->hash * 31 + str_hash((Str){p, n}) + n;
}

static inline void mix_i64(Sum *s, int64_t v) { mix(s, &v, sizeof v); }

static inline void mix_reject(void *ctx, const Reject *r)
{
    Sum *s = ctx;
    mix_i64(s, (int64_t)r->code);
    mix_i64(s, (int64_t)r->line);
    mix_i64(s, s->bare ? 0 : (int64_t)r->offset);
    mix_i64(s, (int64_t)r->at_line);
    mix_i64(s, s->bare ? 0 : (int64_t)r->column);
    mix(s, r->field.p, r->field.n);
    mix(s, r->value.p, r->value.n);
    mix(s, r->record.p, r->record.n);
    mix(s, r->reason, strlen(r->reason));
}

static inline void mix_value(Sum *s, const Column *c, int at)
{
    mix_i64(s, column_missing(c, at));
    switch (c->phys) {
    case PHYS_I64: mix_i64(s, c->i64[at]); return;
    case PHYS_FLAG: mix_i64(s, c->flag[at]); return;
    case PHYS_TEXT: mix(s, c->text[at].p, c->text[at].n); return;
    case PHYS_LIST:
        for (uint32_t i = c->list.start[at]; i < c->list.start[at + 1]; i++)
            mix_value(s, c->list.elem, (int)i);
        return;
    }
}

static inline void mix_batch(Sum *s, const Batch *b)
{
    for (int r = 0; r < b->n; r++) {
        mix_i64(s, (int64_t)b->row[r].number);
        mix_i64(s, (int64_t)b->row[r].line);
        mix_i64(s, s->bare ? 0 : (int64_t)b->row[r].offset);
        for (int i = 0; i < b->n_cols; i++)
            mix_value(s, &b->col[i], r);
    }
}

static inline CoreField fuzz_field(const char *name, const Type *type)
{
    return (CoreField){.name = str_of(name),
                       .from = str_of(name),
                       .type = type,
                       .currency_field = -1,
                       .zone =
                           zone_load("/usr/share/zoneinfo", STR("America/Sao_Paulo"))};
}

/* One field of every type. */
static inline Core *fuzz_core(void)
{
    static Str members[] = {{"a", 1}, {"b", 1}, {"other", 5}};
    static Enum open = {.member = members, .n = 3, .otherwise = 2};
    static Enum closed = {.member = members, .n = 2, .otherwise = -1};
    static Str markers[] = {{"N/A", 3}, {"-1", 2}};
    static CoreField f[16];
    int n = 0;
    f[n++] = fuzz_field("t", &type_text);
    f[n] = fuzz_field("n", &type_number);
    f[n].missing = markers;
    f[n++].n_missing = 2;
    f[n] = fuzz_field("m", &type_money);
    f[n].flags = FIELD_COMMA;
    f[n++].currency_field = 0;
    f[n++] = fuzz_field("f", &type_flag);
    f[n++] = fuzz_field("e", type_enum(&open));
    f[n++] = fuzz_field("c", type_enum(&closed));
    f[n++] = fuzz_field("d", &type_date);
    f[n] = fuzz_field("s", &type_timestamp);
    f[n].flags = FIELD_DATES_AT;
    f[n++].dates_at_us = USEC_DAY;
    f[n] = fuzz_field("w", &type_timestamp);
    f[n++].format = STR("%d/%m/%Y %H:%M");
    f[n++] = fuzz_field("l", type_list(&type_text));
    f[n] = fuzz_field("ln", type_list(&type_number));
    f[n++].separator = STR("|");
    f[n] = fuzz_field("p", &type_number);
    f[n].has_from = true;
    f[n].flags = FIELD_HAS_LO | FIELD_HAS_HI;
    f[n].hi = 100 * MICRO;
    f[n++].from = STR("o.p");
    Core *core = MEM_NEW(Core);
    core->fields = f;
    core->n_fields = n;
    core->currency = STR("BRL");
    core->label = -1;
    return core;
}

static inline Sum fuzz_run(const Core *core, const char *name, const ReadOptions *o,
                           bool bare)
{
    Sum s = {.bare = bare}, rejects = {.bare = bare};
    Diags *diags = diags_new();
    Reader *r = reader_new(&core, 1, o, (RejectSink){&rejects, mix_reject}, diags);
    s.last = reader_open(r, &name, 1) ? 1 : -1;
    while (s.last > 0 && (s.last = reader_next(r)) > 0)
        mix_batch(&s, reader_batch(r, 0));
    s.hash ^= rejects.hash * 3;
    s.stats = *reader_stats(r);
    s.findings = diags->n;
    reader_free(r);
    return s;
}

static inline void fuzz_same(const Sum *a, const Sum *b)
{
    if (a->hash != b->hash || a->last != b->last || a->findings != b->findings
        || a->stats.read != b->stats.read || a->stats.rounded != b->stats.rounded
        || a->stats.otherwise != b->stats.otherwise)
        abort();
}

static inline void fuzz_file(int fd, const uint8_t *data, size_t n)
{
    if (ftruncate(fd, 0) != 0 || pwrite(fd, data, n, 0) != (ssize_t)n)
        abort();
}

/* What begins like a byte order mark or an archive is something else once it is wide. */
static inline bool fuzz_is_marked(const uint8_t *data, size_t n)
{
    return n > 1 && memchr("\xef\xfe\xff\x1f\x28P", data[0], 6) != NULL;
}

static inline void fuzz_wide(const Core *core, const char *name, int fd, ReadOptions o,
                             const uint8_t *data, size_t n)
{
    if (fuzz_is_marked(data, n))
        return;
    o.encoding = ENC_LATIN1;
    Sum narrow = fuzz_run(core, name, &o, true);
    uint8_t *wide = calloc(n + 1, 2);
    if (wide == NULL)
        abort();
    for (size_t i = 0; i < n; i++)
        wide[2 * i] = data[i];
    fuzz_file(fd, wide, 2 * n);
    free(wide);
    o.encoding = ENC_UTF16LE;
    Sum sum = fuzz_run(core, name, &o, true);
    fuzz_same(&narrow, &sum);
}

static inline int fuzz_bytes(InputFormat format, const uint8_t *data, size_t n)
{
    static const Encoding encodings[] = {ENC_UTF8, ENC_WINDOWS_1252, ENC_UTF16LE,
                                         ENC_UTF16BE};
    static const Core *core;
    static char name[64];
    static int fd = -1;
    if (n < 1)
        return 0;
    if (fd < 0) {
        mem_init(NULL);
        core = fuzz_core();
        snprintf(name, sizeof name, "/tmp/acordo-fuzz-XXXXXX");
        fd = mkstemp(name);
        if (fd < 0)
            abort();
        unlink(name);
        snprintf(name, sizeof name, "/dev/fd/%d", fd);
    }
    fuzz_file(fd, data + 1, n - 1);
    ReadOptions o = {.format = (data[0] & 1) != 0 ? format : INPUT_AUTO};
    o.max_record = (data[0] & 2) != 0 ? 40 : 2000;
    o.encoding = encodings[(data[0] >> 2 & 1) | (data[0] >> 4 & 2)];
    if ((data[0] & 8) != 0)
        o.records = STR("o.r");
    if ((data[0] & 16) != 0)
        o.delimiter = ';';
    Sum first = fuzz_run(core, name, &o, false);
    if (first.stats.read != first.stats.accepted + first.stats.rejected)
        abort();
    o.batch_rows = 1;
    o.chunk = 3;
    Sum second = fuzz_run(core, name, &o, false);
    fuzz_same(&first, &second);
    o.batch_rows = 7;
    o.chunk = 1 + data[0] % 64;
    Sum third = fuzz_run(core, name, &o, false);
    fuzz_same(&first, &third);
    fuzz_wide(core, name, fd, o, data + 1, n - 1);
    return 0;
}

#endif
