/* kernel_test.c -- primitives called directly: forms, nulls, selections, limits. */
#include "interp/base/decimal.h"
#include "interp/engine/kernels.h"
#include "interp/engine/text_set.h"
#include "tests/unit/t.h"

enum { ROWS = 5 };

/* A call with room for one output. */
typedef struct Bench {
    Call c;
    Column out;
    const Column *arg[4];
    int64_t i64[BATCH_ROWS];
    uint8_t flag[BATCH_ROWS], null[BATCH_ROWS];
    Text text[BATCH_ROWS];
} Bench;

static Bench bench;
static Arena *arena;

/* Runs a kernel as a step would: nulls joined before, flags cleared after. */
static const Column *run(KernelId id, int n, const Column *a, const Column *b,
                         const Sel *sel)
{
    const Column *const arg[4] = {a, b, NULL, NULL};
    bool constant = true;
    memcpy(bench.arg, arg, sizeof arg);
    for (int i = 0; i < n; i++)
        constant &= arg[i]->form == FORM_CONSTANT;
    bench.out =
        (Column){.phys = kernel_phys(id), .form = constant ? FORM_CONSTANT : FORM_FLAT};
    if (bench.out.phys == PHYS_I64)
        bench.out.i64 = bench.i64;
    else if (bench.out.phys == PHYS_FLAG)
        bench.out.flag = bench.flag;
    else
        bench.out.text = bench.text;
    bench.c = (Call){.rows = constant ? 1 : ROWS,
                     .n = n,
                     .arg = {a, b},
                     .all = bench.arg,
                     .out = &bench.out,
                     .null = bench.null,
                     .sel = sel,
                     .arena = arena,
                     .zone = zone_load("/usr/share/zoneinfo", STR("UTC"))};
    if (kernel_is_strict(id))
        call_merge_nulls(&bench.c);
    kernel_of(id)(&bench.c);
    if (kernel_is_strict(id) && bench.out.phys == PHYS_FLAG)
        call_clear_flags(&bench.c);
    return &bench.out;
}

static const char *said(const Column *c)
{
    Buf b = {0};
    for (int r = 0; r < ROWS; r++) {
        const int k = c->form == FORM_FLAT ? r : 0;
        const uint8_t null = c->null != NULL ? c->null[k] : 0;
        if (r > 0)
            buf_char(&b, ' ');
        if (null != 0)
            buf_format(&b, "?%d", null);
        else if (c->phys == PHYS_TEXT)
            buf_put(&b, c->text[k].p, c->text[k].n);
        else
            buf_i64(&b, c->phys == PHYS_I64 ? c->i64[k] : c->flag[k]);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static Column flat(int64_t *v, uint8_t *null)
{
    return (Column){.phys = PHYS_I64, .form = FORM_FLAT, .null = null, .i64 = v};
}

static Column constant(int64_t *v, uint8_t *null)
{
    return (Column){.phys = PHYS_I64, .form = FORM_CONSTANT, .null = null, .i64 = v};
}

static void table_is_whole(void)
{
    t_group("table");
    for (int i = 0; i < N_KERNELS; i++) {
        T_OK(kernel_of((KernelId)i) != NULL);
        T_OK(kernel_name((KernelId)i)[0] == 'K');
    }
}

static void forms(void)
{
    int64_t a[] = {1, 2, 3, 4, 5}, b[] = {5, 4, 3, 2, 1}, three = 3;
    const Column x = flat(a, NULL), y = flat(b, NULL), k = constant(&three, NULL);
    t_group("forms");
    T_Z(said(run(K_LT, 2, &x, &y, NULL)), "1 1 0 0 0");
    T_Z(said(run(K_LE, 2, &x, &k, NULL)), "1 1 1 0 0");
    T_Z(said(run(K_GT, 2, &k, &x, NULL)), "1 1 0 0 0");
    T_Z(said(run(K_GE, 2, &x, &k, NULL)), "0 0 1 1 1");
    T_Z(said(run(K_EQ, 2, &k, &k, NULL)), "1 1 1 1 1");
    T_Z(said(run(K_NE, 2, &x, &y, NULL)), "1 1 0 1 1");
    T_Z(said(run(K_ADD, 2, &x, &y, NULL)), "6 6 6 6 6");
    T_Z(said(run(K_SUB, 2, &k, &x, NULL)), "2 1 0 -1 -2");
    T_Z(said(run(K_MIN, 2, &x, &k, NULL)), "1 2 3 3 3");
    T_Z(said(run(K_MAX, 2, &k, &y, NULL)), "5 4 3 3 3");
    T_OK(run(K_ADD, 2, &k, &k, NULL)->form == FORM_CONSTANT);
}

static void nulls(void)
{
    int64_t a[] = {1, 0, 3, 0, 5}, b[] = {1, 2, 0, 0, 5}, one = 1;
    uint8_t an[] = {0, 1, 0, NULL_OVERFLOW, 0}, bn[] = {0, 0, 1, NULL_DIV_ZERO, 0},
            yes = NULL_OVERFLOW;
    const Column x = flat(a, an), y = flat(b, bn), k = constant(&one, &yes),
                 all = flat(a, NULL);
    t_group("nulls");
    T_Z(said(run(K_ADD, 2, &x, &y, NULL)), "2 ?1 ?1 ?7 10");
    T_Z(said(run(K_EQ, 2, &x, &y, NULL)), "1 ?1 ?1 ?7 1");
    T_Z(said(run(K_NEG, 1, &x, NULL, NULL)), "-1 ?1 -3 ?3 -5");
    T_Z(said(run(K_ADD, 2, &all, &k, NULL)), "?3 ?3 ?3 ?3 ?3");
    T_Z(said(run(K_EARLIEST, 2, &x, &y, NULL)), "1 2 3 ?7 5");
    T_Z(said(run(K_LATEST, 2, &x, &k, NULL)), "1 ?3 3 ?3 5");
    T_OK(run(K_NEG, 1, &x, NULL, NULL)->null == an);
    T_INT(an[3], NULL_OVERFLOW);
}

static void limits(void)
{
    int64_t big[] = {INT64_MAX, -INT64_MAX, INT64_MAX, -INT64_MAX, 0},
            one[] = {1, -1, 0, -2, 0}, half = MICRO / 2, zero = 0, ten = 10 * MICRO;
    const Column x = flat(big, NULL), y = flat(one, NULL), h = constant(&half, NULL),
                 o = constant(&zero, NULL), t = constant(&ten, NULL);
    t_group("limits");
    T_Z(said(run(K_ADD, 2, &x, &y, NULL)), "?3 ?3 9223372036854775807 ?3 0");
    T_Z(said(run(K_SUB, 2, &x, &y, NULL)),
        "9223372036854775806 -9223372036854775806 9223372036854775807 "
        "-9223372036854775805 0");
    T_Z(said(run(K_MUL, 2, &x, &t, NULL)), "?3 ?3 ?3 ?3 0");
    T_Z(said(run(K_MUL, 2, &x, &h, NULL)),
        "4611686018427387904 -4611686018427387904 4611686018427387904 "
        "-4611686018427387904 0");
    T_Z(said(run(K_DIV, 2, &x, &o, NULL)), "?5 ?5 ?5 ?5 ?5");
    T_Z(said(run(K_FLOOR, 1, &x, NULL, NULL)),
        "9223372036854000000 ?3 9223372036854000000 ?3 0");
    T_Z(said(run(K_CEIL, 1, &x, NULL, NULL)),
        "?3 -9223372036854000000 ?3 -9223372036854000000 0");
}

static void rounding(void)
{
    int64_t a[] = {1, 3, 5, -1, -3}, half = MICRO / 2, b[] = {1, 2, 3, 4, 8};
    const Column x = flat(a, NULL), h = constant(&half, NULL), y = flat(b, NULL);
    t_group("half to even");
    T_Z(said(run(K_MUL, 2, &x, &h, NULL)), "0 2 2 0 -2");
    T_Z(said(run(K_DIV, 2, &h, &y, NULL)),
        "500000000000 250000000000 166666666667 125000000000 62500000000");
}

static void sets(void)
{
    int64_t a[] = {-1, 0, 63, 64, 7};
    const int64_t sorted[] = {-1, 7, 64};
    const Column x = flat(a, NULL);
    t_group("sets");
    run(K_NEG, 1, &x, NULL, NULL);
    bench.out = (Column){.phys = PHYS_FLAG, .flag = bench.flag};
    k_in_bits(&bench.c, UINT64_C(1) << 63 | 1);
    T_Z(said(&bench.out), "0 1 1 0 0");
    k_in_sorted(&bench.c, sorted, 3);
    T_Z(said(&bench.out), "1 0 0 1 1");
    k_in_sorted(&bench.c, sorted, 0);
    T_Z(said(&bench.out), "0 0 0 0 0");
}

static Text text(const char *z)
{
    char *p = memset(arena_alloc(arena, strlen(z) + 16, 1), '@', strlen(z) + 16);
    memcpy(p, z, strlen(z));
    return (Text){p, (uint32_t)strlen(z), 0};
}

static void texts(void)
{
    Text t[ROWS] = {text("ana@Gmail.com"), text(""), text(" \xc3\x89 co "),
                    text("no at"),
                    text("AN-ADDRESS-LONGER-THAN-A-BLOCK@EMPRESA.COM.BR")};
    Text end = text("com");
    const Sel some = {.n = 2, .row = {0, 4}};
    const Column x = {.phys = PHYS_TEXT, .form = FORM_FLAT, .text = t},
                 k = {.phys = PHYS_TEXT, .form = FORM_CONSTANT, .text = &end};
    t_group("texts");
    T_Z(said(run(K_ENDS, 2, &x, &k, NULL)), "1 0 0 0 0");
    T_Z(said(run(K_CONTAINS, 2, &x, &k, NULL)), "1 0 0 0 0");
    T_Z(said(run(K_FOLD, 1, &x, NULL, NULL)),
        "ana@gmail.com  e co no at an-address-longer-than-a-block@empresa.com.br");
    T_Z(said(run(K_DOMAIN, 1, &x, NULL, NULL)), "gmail.com ?1 ?1 ?1 empresa.com.br");
    T_Z(said(run(K_LOWER, 1, &x, NULL, &some)),
        "ana@gmail.com    an-address-longer-than-a-block@empresa.com.br");
    T_Z(said(run(K_CONTAINS, 2, &x, &k, &some)), "1 0 0 0 0");
    T_Z(said(run(K_LENGTH, 1, &x, NULL, NULL)), "13000000 0 6000000 5000000 45000000");
}

static void text_sets(void)
{
    enum { MANY = 500 };
    Str item[MANY];
    t_group("sets of texts");
    for (int i = 0; i < MANY; i++)
        item[i] = str_of(str_format("name number %d", i * 3));
    const TextSet *s = text_set_new(item, MANY), *none = text_set_new(item, 0);
    int there = 0;
    for (int i = 0; i < 3 * MANY; i++) {
        const Text t = text(str_format("name number %d", i));
        there += text_set_has(s, &t);
    }
    const Text t = text("name number 3"), empty = {"", 0, 0};
    T_INT(there, MANY);
    T_OK(!text_set_has(none, &t));
    T_OK(!text_set_has(s, &empty));
}

int main(void)
{
    T_BEGIN();
    arena = arena_new(1 << 16);
    table_is_whole();
    forms();
    nulls();
    limits();
    rounding();
    sets();
    texts();
    text_sets();
    arena_free(arena);
    return T_END();
}
