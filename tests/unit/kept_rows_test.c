/* kept_rows_test.c -- what was appended stands there: values, masks, lists, codes, places. */
#include "interp/engine/kept_rows.h"

#include "interp/base/ahead.h"
#include "tests/unit/table.h"
#include <stdlib.h>

static const char *const policy =
    "policy \"P\" { timezone \"UTC\", currency BRL }\n"
    "lead {\n  id text label\n  n number\n  f flag\n  tags list of text\n"
    "  sizes list of number\n  e one of a, b, c\n  never text\n}\n";

static const char *const cells =
    "id | n | f | tags | sizes | e\n"
    " ana | 1 | yes | x,y | 1,2,3 | a\n"
    " a text of more than sixteen bytes | 2 | no | - | - | b\n"
    " - | - | - | x | 4 | -\n"
    " ana | 4 | yes | y,y,z | - | c\n"
    " joão | 5 | no | - | 5,6 | a";

static const char *shown(const Table *t, const Batch *b, int r)
{
    Buf out = {0};
    for (int i = 0; i < b->n_cols; i++)
        table_show(&out, t, &b->col[i], r, t->core->fields[i].type);
    const char *z = str_z(buf_view(&out));
    buf_free(&out);
    return z;
}

/* Row `row` of the table, again and again: rows of it from `first` on. */
static void append(KeptRows *k, Table *t, int64_t number, int n, const char **want)
{
    const int rows = table_rows(t);
    for (int done = 0; done < n;) {
        const int first = (int)((number + done) % rows);
        const int some = n - done < rows - first ? n - done : rows - first;
        Batch b = *table_batch(t, first, some);
        b.row = ARENA_ARRAY(t->arena, RowRef, some);
        for (int r = 0; r < some; r++) {
            const uint64_t at = (uint64_t)(number + done + r);
            b.row[r] = (RowRef){at + 1, 2 * at + 2, 37 * at, 0};
            if (want[first + r] == NULL)
                want[first + r] = shown(t, &b, r);
        }
        kept_rows_append(k, &b);
        done += some;
    }
}

enum { ROWS = 3 * BATCH_ROWS + 100, CELLS = 5 };

static void check(const KeptRows *k, const Table *t, const char *const *want)
{
    RowRef ref[BATCH_ROWS];
    int64_t row = 0, wrong = 0, misplaced = 0;
    for (int i = 0; i < kept_rows_batches(k); i++) {
        const Batch *b = kept_rows_batch(k, i);
        kept_rows_refs(k, i, ref);
        T_INT(b->n, i < 3 ? BATCH_ROWS : 100);
        for (int r = 0; r < b->n; r++, row++) {
            const RowRef one = kept_rows_ref(k, row);
            wrong += strcmp(shown(t, b, r), want[row % CELLS]) != 0;
            misplaced += ref[r].number != (uint64_t)row + 1
                         || ref[r].line != 2 * (uint64_t)row + 2
                         || ref[r].offset != 37 * (uint64_t)row
                         || one.number != ref[r].number || one.offset != ref[r].offset;
        }
    }
    T_INT(row, ROWS);
    T_INT(wrong, 0);
    T_INT(misplaced, 0);
}

/* The same rows in pieces of any size, with codes and without. */
static void pieces(void)
{
    static const int sizes[] = {1, 5, 7, 1000, 1024, 3000};
    t_group("pieces");
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        const char *want[CELLS] = {NULL};
        Table *t = table_new(policy, cells);
        t->coded = s % 2 == 0;
        KeptRows *k = kept_rows_new(t->core);
        for (int64_t at = 0; at < ROWS; at += sizes[s])
            append(k, t, at, at + sizes[s] < ROWS ? sizes[s] : (int)(ROWS - at), want);
        T_INT(kept_rows_n(k), ROWS);
        T_INT(kept_rows_batches(k), 4);
        memset(arena_alloc(t->arena, 1 << 14, 1), 0x55,
               1 << 14); /* what was lent is gone */
        check(k, t, want);
        kept_rows_free(k);
    }
}

static void texts_and_masks(void)
{
    const char *want[CELLS] = {NULL};
    Table *t = table_new(policy, cells);
    KeptRows *k = kept_rows_new(t->core);
    append(k, t, 0, 2, want);
    append(k, t, 3, 2, want);
    const Batch *b = kept_rows_batch(k, 0);
    const Column *id = &b->col[core_field(t->core, STR("id"))];
    const Column *n = &b->col[core_field(t->core, STR("n"))];
    t_group("texts and masks");
    T_OK(id->null == NULL && n->null == NULL);
    T_OK(b->col[core_field(t->core, STR("never"))].null != NULL);
    T_OK(b->row == NULL);
    T_OK(id->text[0].code > 0 && id->text[0].code == id->text[2].code);
    T_OK(id->text[0].p == id->text[2].p); /* kept once */
    T_OK(id->text[0].p != id->text[1].p);
    int sum = 0;
    for (int r = 0; r < b->n; r++)
        for (uint32_t i = 0; i < 16; i++)
            sum += id->text[r].p[id->text[r].n + i] != 1; /* may be read */
    T_INT(sum, 16 * b->n);
    append(k, t, 2, 1, want);
    T_OK(kept_rows_batch(k, 0)->col[core_field(t->core, STR("n"))].null != NULL);
    T_INT(kept_rows_batch(k, 0)->col[core_field(t->core, STR("n"))].null[3], 0);
    T_INT(kept_rows_batch(k, 0)->col[core_field(t->core, STR("n"))].null[4], 1);
    kept_rows_free(k);
}

/* One value for all rows. */
static void constants(void)
{
    Table *t = table_new(policy, cells);
    KeptRows *k = kept_rows_new(t->core);
    Batch b = *table_batch(t, 0, 3);
    RowRef row[3] = {{1, 1, 0, 0}, {2, 2, 9, 0}, {3, 3, 18, 0}};
    for (int i = 0; i < b.n_cols; i++)
        b.col[i].form = FORM_CONSTANT;
    b.row = row;
    kept_rows_append(k, &b);
    const Batch *kept = kept_rows_batch(k, 0);
    t_group("constants");
    for (int r = 0; r < 3; r++)
        T_Z(shown(t, kept, r), shown(t, &b, 0));
    kept_rows_free(k);
}

/* From another input, and more than four gigabytes on: such places are kept whole. */
static void far_places(void)
{
    Table *t = table_new(policy, cells);
    KeptRows *k = kept_rows_new(t->core);
    static RowRef row[CELLS];
    t_group("far places");
    for (int i = 0; i < 2 * BATCH_ROWS; i += 4) {
        Batch b = *table_batch(t, 0, 4);
        for (int r = 0; r < 4; r++)
            row[r] = (RowRef){(uint64_t)(2 * (i + r)) + 1, (uint64_t)(i + r) + 1,
                              (uint64_t)(i + r) << (i < BATCH_ROWS ? 5 : 32),
                              i + r > 700 && i + r < 1024};
        b.row = row;
        kept_rows_append(k, &b);
    }
    for (int at = 0; at < 2 * BATCH_ROWS; at += 123) {
        const RowRef ref = kept_rows_ref(k, at);
        T_INT(ref.number, 2 * at + 1);
        T_INT(ref.line, at + 1);
        T_INT(ref.source, at > 700 && at < 1024);
        T_OK(ref.offset == (uint64_t)at << (at < BATCH_ROWS ? 5 : 32));
    }
    kept_rows_free(k);
}

/* Texts that fill many blocks, one of them longer than any. */
static void large(void)
{
    enum { LONG = 3 << 20, ROWS_OF_IT = 700 };
    Table *t = table_new(policy, cells);
    KeptRows *k = kept_rows_new(t->core);
    char *text = memset(malloc(LONG + 16), 'x', LONG + 16);
    RowRef row = {1, 1, 0, 0};
    t_group("large");
    for (int i = 0; i < ROWS_OF_IT; i++) {
        Batch b = *table_batch(t, 0, 1);
        b.row = &row;
        memcpy(text, str_format("%06d", i), 6);
        b.col[0].text[0] = (Text){text, i == 300 ? LONG : 20000, 0};
        kept_rows_append(k, &b);
    }
    kept_rows_end(k);
    T_OK(kept_rows_bytes(k) > LONG + (size_t)(ROWS_OF_IT - 1) * 20000);
    T_OK(kept_rows_bytes(k) < LONG + (size_t)ROWS_OF_IT * 24000 + (1 << 20));
    const Column *id = &kept_rows_batch(k, 0)->col[0];
    for (int i = 0; i < ROWS_OF_IT; i += 25) {
        const Str got = {id->text[i].p, id->text[i].n};
        T_INT(got.n, i == 300 ? LONG : 20000);
        T_STR(str_sub(got, 0, 7), str_of(str_format("%06dx", i)));
        T_INT(got.p[got.n - 1], 'x');
    }
    kept_rows_free(k);
    free(text);
}

/* Blocks in store are of as much use as others; what is not taken is given back. */
static void ahead(void)
{
    t_group("ahead");
    for (int take = 0; take <= 6; take += 2) {
        Ahead *a = ahead_new();
        char *block[6];
        for (int i = 0; i < take; i++)
            block[i] = memset(ahead_take(a), 'a' + i, AHEAD_BLOCK);
        ahead_free(a);
        for (int i = 0; i < take; i++) {
            T_INT(block[i][0], 'a' + i);
            T_INT(block[i][AHEAD_BLOCK - 1], 'a' + i);
            free(block[i]);
        }
    }
}

int main(void)
{
    T_BEGIN();
    pieces();
    texts_and_masks();
    constants();
    far_places();
    large();
    ahead();
    return T_END();
}
