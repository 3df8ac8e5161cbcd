/* reader_part.h -- what the tests of the reader share: a core built by hand, texts as
 * files, rows and rejects as text.
 *
 *     Core *c = core_of(3, (CoreField[]){F_TEXT("id"), …});
 *     Run run = run_text(c, "{\"id\":\"a\"}\n", NULL);
 *     T_Z(run.rows, "id=a\n");
 */
#ifndef ACORDO_TESTS_READER_PART_H
#define ACORDO_TESTS_READER_PART_H

#include "interp/io/reader.h"
#include "tests/unit/t.h"
#include <stdlib.h>
#include <unistd.h>

typedef struct Run {
    const char *lines; /* the number of each row's line in its input */
    const char *rows;  /* a line a row: name=value …; missing is ~ */
    const char
        *rejects; /* a line a reject: CODE line:column@offset field|value|record */
    const char *reasons;
    const char *findings; /* codes */
    ReadStats stats;
    int last;             /* of reader_next: 0 or -1 */
    uint64_t grown_first; /* after the second batch */
} Run;

static inline CoreField field_of(const char *name, const Type *type)
{
    return (CoreField){.name = str_of(name),
                       .type = type,
                       .from = str_of(name),
                       .currency_field = -1,
                       .zone = zone_load("/usr/share/zoneinfo", STR("UTC"))};
}

static inline Core *core_of(int n, const CoreField *fields)
{
    Core *c = MEM_NEW(Core);
    c->fields = MEM_ARRAY(CoreField, n + 1);
    memcpy(c->fields, fields, sizeof *fields * (size_t)n);
    c->n_fields = n;
    c->currency = STR("BRL");
    c->label = -1;
    return c;
}

static inline void put_value(Buf *b, const Column *c, const Type *t, int at)
{
    if (column_missing(c, at)) {
        buf_char(b, '~');
        return;
    }
    switch (c->phys) {
    case PHYS_I64:
        if (t->kind == TY_ENUM)
            buf_str(b, t->of->member[c->i64[at]]);
        else
            buf_i64(b, c->i64[at]);
        return;
    case PHYS_FLAG: buf_z(b, c->flag[at] ? "yes" : "no"); return;
    case PHYS_TEXT: buf_put(b, c->text[at].p, c->text[at].n); return;
    case PHYS_LIST:
        buf_char(b, '[');
        for (uint32_t i = c->list.start[at]; i < c->list.start[at + 1]; i++) {
            buf_z(b, i > c->list.start[at] ? "|" : "");
            put_value(b, c->list.elem, t->elem, (int)i);
        }
        buf_char(b, ']');
        return;
    }
}

static inline void put_row(Buf *b, const Core *core, const Batch *batch, int at)
{
    for (int i = 0; i < core->n_fields; i++) {
        buf_z(b, i > 0 ? " " : "");
        buf_str(b, core->fields[i].name);
        buf_char(b, '=');
        put_value(b, &batch->col[i], core->fields[i].type, at);
    }
    buf_char(b, '\n');
}

typedef struct RejectText {
    Buf line, reason;
} RejectText;

static inline void put_reject(void *ctx, const Reject *r)
{
    RejectText *t = ctx;
    buf_format(&t->line, "%s %d:%d:%u@%d ", diag_info(r->code)->name, (int)r->line,
               (int)r->at_line, r->column, (int)r->offset);
    buf_str(&t->line, r->field);
    buf_char(&t->line, '|');
    buf_str(&t->line, r->value);
    buf_char(&t->line, '|');
    buf_str(&t->line, r->record);
    buf_z(&t->line, r->cut ? "...\n" : "\n");
    buf_z(&t->reason, r->reason);
    buf_char(&t->reason, '\n');
}

static inline Run run_files(const Core *core, const char *const *names, int n,
                            const ReadOptions *o)
{
    static const ReadOptions plain = {.format = INPUT_AUTO};
    RejectText rejects = {{0}, {0}};
    Buf rows = {0}, lines = {0}, findings = {0};
    Diags *diags = diags_new();
    Run run = {0};
    Reader *r = reader_new(&core, 1, o != NULL ? o : &plain,
                           (RejectSink){&rejects, put_reject}, diags);
    run.last = reader_open(r, names, n) ? 0 : -1;
    int batches = 0;
    while (run.last == 0 && (run.last = reader_next(r)) > 0) {
        for (int i = 0; i < run.last; i++) {
            put_row(&rows, core, reader_batch(r, 0), i);
            buf_format(&lines, "%d\n", (int)reader_batch(r, 0)->row[i].line);
        }
        if (++batches == 2)
            run.grown_first = reader_stats(r)->grown;
        run.last = 0;
    }
    reader_unseen(r, diags);
    for (int i = 0; i < diags->n; i++)
        buf_format(&findings, "%s ", diag_info(diags->item[i]->code)->name);
    run.stats = *reader_stats(r);
    run.rows = str_z(buf_view(&rows));
    run.lines = str_z(buf_view(&lines));
    run.rejects = str_z(buf_view(&rejects.line));
    run.reasons = str_z(buf_view(&rejects.reason));
    run.findings = str_z(buf_view(&findings));
    reader_free(r);
    buf_free(&rows);
    buf_free(&lines);
    buf_free(&findings);
    buf_free(&rejects.line);
    buf_free(&rejects.reason);
    return run;
}

static inline const char *file_of(Str bytes)
{
    char *name = MEM_ARRAY(char, 64);
    memcpy(name, "/tmp/acordo-reader-XXXXXX", 26);
    int fd = mkstemp(name);
    for (size_t at = 0; fd >= 0 && at < bytes.n;) {
        ssize_t put = write(fd, bytes.p + at, bytes.n - at);
        if (put <= 0)
            break;
        at += (size_t)put;
    }
    if (fd >= 0)
        close(fd);
    return name;
}

static inline Run run_bytes(const Core *core, Str bytes, const ReadOptions *o)
{
    const char *name = file_of(bytes);
    Run run = run_files(core, &name, 1, o);
    unlink(name);
    return run;
}

static inline Run run_text(const Core *core, const char *text, const ReadOptions *o)
{
    return run_bytes(core, str_of(text), o);
}

#endif
