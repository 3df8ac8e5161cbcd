/* eval_bench.c -- nanoseconds a lead for evaluation alone, over decoded columns.
 *
 *     eval_bench [POLICY [DATA [RECORDS]]]
 *
 * POLICY is J1's policy where not given.  With DATA its leads are read and kept in memory
 * as the reader decoded them; without (or with -), leads of the same kind are drawn (for
 * the policy of J1 only).  Then the policy's program runs over all of them, one thread, without output: the
 * median of seven runs, and of runs over four batches that stay in the cache.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/engine/eval.h"
#include "interp/io/reader.h"
#include "interp/study/session.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 7, HOT_BATCHES = 4, PADDING = 16, ARENA_BLOCK = 1 << 20 };

typedef struct Leads {
    const Core *core;
    Arena *arena;
    Batch *batch;
    int n_batches;
    size_t cap;
    long n;
} Leads;

static const int64_t as_of = INT64_C(1782907200) * USEC_SECOND; /* 2026-07-01T12:00Z */

static void set_now(Leads *l, Batch *b)
{
    b->now = (Column){.phys = PHYS_I64, .form = FORM_CONSTANT};
    b->now.i64 = ARENA_ARRAY(l->arena, int64_t, 1);
    b->now.i64[0] = as_of;
}

/* -- leads as they are read ---------------------------------------------------------- */

static void *copy(Arena *a, const void *p, size_t n, size_t align)
{
    return n > 0 ? memcpy(arena_alloc(a, n + PADDING, align), p, n) : NULL;
}

/* One behind the other: what follows a text is its padding. */
static void copy_texts(Arena *a, Text *t, int n)
{
    size_t total = PADDING;
    for (int i = 0; i < n; i++)
        total += t[i].n;
    char *to = memset(arena_alloc(a, total, 1), 0, total);
    for (int i = 0; i < n; i++) {
        if (t[i].n > 0)
            memcpy(to, t[i].p, t[i].n);
        t[i].p = to;
        to += t[i].n;
    }
}

static void copy_column(Arena *a, Column *c, int rows)
{
    const int n = c->form == FORM_FLAT ? rows : 1;
    c->null = copy(a, c->null, c->null != NULL ? (size_t)n : 0, 1);
    switch (c->phys) {
    case PHYS_I64: c->i64 = copy(a, c->i64, sizeof *c->i64 * (size_t)n, 64); break;
    case PHYS_FLAG: c->flag = copy(a, c->flag, (size_t)n, 64); break;
    case PHYS_TEXT:
        c->text = copy(a, c->text, sizeof *c->text * (size_t)n, 64);
        copy_texts(a, c->text, n);
        break;
    case PHYS_LIST:
        c->list.start = copy(a, c->list.start, sizeof(uint32_t) * (size_t)(n + 1), 64);
        c->list.elem = copy(a, c->list.elem, sizeof(Column), _Alignof(Column));
        copy_column(a, c->list.elem, (int)c->list.start[n]);
        break;
    }
}

static void keep(Leads *l, const Batch *b)
{
    Batch *kept = &MEM_PUSH(l->batch, l->n_batches, l->cap);
    *kept = (Batch){.n = b->n, .n_cols = b->n_cols};
    kept->col = copy(l->arena, b->col, sizeof *b->col * (size_t)b->n_cols, 64);
    for (int i = 0; i < b->n_cols; i++)
        copy_column(l->arena, &kept->col[i], b->n);
    set_now(l, kept);
    l->n += b->n;
}

static void no_reject(void *ctx, const Reject *r) { (void)ctx, (void)r; }

static bool read_leads(Leads *l, const char *data, long most)
{
    Diags *ds = diags_new();
    const ReadOptions options = {.format = INPUT_AUTO};
    Reader *r = reader_new(&l->core, 1, &options, (RejectSink){NULL, no_reject}, ds);
    const bool open = reader_open(r, &data, 1);
    while (open && l->n < most && reader_next(r) > 0)
        keep(l, reader_batch(r, 0));
    reader_free(r);
    return open && l->n > 0;
}

/* -- leads that are drawn ------------------------------------------------------------ */

static uint32_t draw(uint64_t *s, uint32_t n)
{
    *s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(((*s >> 32) * n) >> 32);
}
static bool chance(uint64_t *s, uint32_t percent) { return draw(s, 100) < percent; }

static const char *const titles[] = {"CEO",
                                     "CTO",
                                     "Diretor de TI",
                                     "Diretora Comercial",
                                     "VP de Vendas",
                                     "Head of Growth",
                                     "Founder",
                                     "Gerente de Produto",
                                     "Gerente Comercial",
                                     "Sales Manager",
                                     "Product Manager",
                                     "Director of Engineering",
                                     "Analista de Sistemas",
                                     "Analista Financeiro",
                                     "Coordenadora de RH",
                                     "Engenheiro de Software",
                                     "Estagi\xc3\xa1rio de TI",
                                     "Estagi\xc3\xa1ria de Marketing",
                                     "Consultor",
                                     "Assistente Administrativo",
                                     "S\xc3\xb3"
                                     "cio",
                                     "Professor",
                                     "Estudante",
                                     "Arquiteto de Solu\xc3\xa7\xc3\xb5"
                                     "es"};
static const char *const pages[] = {"/",        "/pricing",      "/docs",
                                    "/blog",    "/careers",      "/product",
                                    "/contact", "/cases/varejo", "/integrations"};
static const char *const hosts[] = {"gmail.com", "hotmail.com", "yahoo.com.br",
                                    "Outlook.com", "uol.com.br"};

enum {
    N_TITLES = sizeof titles / sizeof *titles,
    N_PAGES = sizeof pages / sizeof *pages
};

static Text lead_text(Leads *l, const char *z, uint32_t code)
{
    const size_t n = strlen(z);
    return (Text){copy(l->arena, z, n, 1), (uint32_t)n, code};
}

/* A tenth of the titles name one of 3,000 regions: too many for a dictionary. */
static Text draw_title(Leads *l, uint64_t *s)
{
    char z[96];
    const uint32_t i = draw(s, N_TITLES);
    if (!chance(s, 10))
        return lead_text(l, titles[i], i + 1);
    const uint32_t region = draw(s, 3000), code = N_TITLES + 1 + i * 3000 + region;
    snprintf(z, sizeof z, "%s - Regional %" PRIu32, titles[i], region);
    return lead_text(l, z, code < TEXT_CODES ? code : 0);
}

static Text draw_email(Leads *l, uint64_t *s)
{
    char z[96], host[48];
    const uint32_t kind = draw(s, 100), number = draw(s, 200000);
    if (kind < 35)
        snprintf(host, sizeof host, "%s", hosts[draw(s, 5)]);
    else if (kind < 38)
        snprintf(host, sizeof host, "prefeitura%" PRIu32 ".sp.gov.br", number % 500);
    else if (kind < 41)
        snprintf(host, sizeof host, "univ%" PRIu32 ".edu.br", number % 200);
    else
        snprintf(host, sizeof host, "empresa%" PRIu32 ".com.br", number);
    snprintf(z, sizeof z, "maria.silva%" PRIu32 "@%s", draw(s, 1000), host);
    return lead_text(l, z, 0);
}

static int64_t draw_i64(const CoreField *f, uint64_t *s)
{
    switch (f->type->kind) {
    case TY_ENUM: return draw(s, (uint32_t)f->type->of->n);
    case TY_TIMESTAMP: return as_of - (int64_t)draw(s, 200 * 86400) * USEC_SECOND;
    default: break;
    }
    if (str_is(f->name, "employees"))
        return MICRO * (chance(s, 55) ? 1 + draw(s, 50) : 50 + draw(s, 20000));
    if (str_is(f->name, "revenue"))
        return MICRO * draw(s, 100000000);
    return MICRO * (chance(s, 50) ? draw(s, 6) : draw(s, 45));
}

static uint32_t missing_percent(const CoreField *f)
{
    if ((f->flags & FIELD_REQUIRED) != 0 || f->type->kind == TY_LIST)
        return 0;
    if (f->type->kind == TY_NUMBER)
        return 10;
    return f->type->kind == TY_ENUM ? 28 : 80;
}

static void draw_lists(Leads *l, Column *c, int n, uint64_t *s)
{
    Column *elem = ARENA_ARRAY(l->arena, Column, 1);
    uint32_t total = 0;
    *elem = (Column){.phys = PHYS_TEXT, .form = FORM_FLAT};
    elem->text = ARENA_ARRAY(l->arena, Text, 6 * n);
    c->list.start = ARENA_ARRAY(l->arena, uint32_t, n + 1);
    c->list.elem = elem;
    for (int r = 0; r < n; r++) {
        c->list.start[r] = total;
        for (uint32_t k = draw(s, 6); k > 0; k--) {
            const uint32_t page = draw(s, N_PAGES);
            elem->text[total++] = lead_text(l, pages[page], page + 1);
        }
    }
    c->list.start[n] = total;
}

static void draw_value(Leads *l, const CoreField *f, Column *c, int r, uint64_t *s)
{
    switch (c->phys) {
    case PHYS_I64: c->i64[r] = draw_i64(f, s); break;
    case PHYS_FLAG: c->flag[r] = chance(s, 15); break;
    case PHYS_TEXT:
        c->text[r] = str_is(f->name, "title")   ? draw_title(l, s)
                     : str_is(f->name, "email") ? draw_email(l, s)
                                                : lead_text(l, "no_budget", 1);
        break;
    case PHYS_LIST: break;
    }
}

static void clear_value(Column *c, int r)
{
    if (c->phys == PHYS_TEXT)
        c->text[r].n = 0;
    else if (c->phys == PHYS_I64)
        c->i64[r] = 0;
}

static void draw_column(Leads *l, const CoreField *f, Column *c, int n, uint64_t *s)
{
    const uint32_t missing = missing_percent(f);
    *c = (Column){.phys = type_phys(f->type), .form = FORM_FLAT};
    if (c->phys == PHYS_LIST) {
        draw_lists(l, c, n, s);
        return;
    }
    void *data = arena_alloc(l->arena, sizeof(Text) * (size_t)n, 64);
    if (c->phys == PHYS_I64)
        c->i64 = data;
    else if (c->phys == PHYS_FLAG)
        c->flag = data;
    else
        c->text = data;
    if (missing > 0)
        c->null = ARENA_ARRAY(l->arena, uint8_t, n);
    for (int r = 0; r < n; r++) {
        draw_value(l, f, c, r, s);
        if (missing == 0)
            continue;
        c->null[r] = chance(s, missing);
        if (c->null[r])
            clear_value(c, r);
    }
}

static void draw_leads(Leads *l, long n)
{
    uint64_t seed = 42;
    for (; l->n < n; l->n += BATCH_ROWS) {
        Batch *b = &MEM_PUSH(l->batch, l->n_batches, l->cap);
        *b = (Batch){.n = BATCH_ROWS, .n_cols = l->core->n_fields};
        b->col = ARENA_ARRAY(l->arena, Column, b->n_cols);
        for (int i = 0; i < b->n_cols; i++)
            draw_column(l, &l->core->fields[i], &b->col[i], b->n, &seed);
        set_now(l, b);
    }
}

/* -- time ---------------------------------------------------------------------------- */

static int64_t clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* `times` rounds over the first n batches; hundredths of a nanosecond a lead. */
static int64_t timed(Eval *ev, const Leads *l, int n, int times)
{
    int64_t run[RUNS], leads = 0;
    for (int i = 0; i < n; i++)
        leads += (int64_t)l->batch[i].n * times;
    for (int k = 0; k < RUNS; k++) {
        const int64_t start = clock_ns();
        for (int t = 0; t < times; t++)
            for (int i = 0; i < n; i++)
                eval_batch(ev, &l->batch[i]);
        run[k] = clock_ns() - start;
    }
    qsort(run, RUNS, sizeof *run, by_size);
    return run[RUNS / 2] * 100 / leads;
}

static void print_time(const char *what, int64_t hundredths)
{
    printf("%-44s %4" PRId64 ".%02d ns a lead\n", what, hundredths / 100,
           (int)(hundredths % 100));
}

/* -- a policy ------------------------------------------------------------------------ */

static const Core *load(const char *name)
{
    Session *s = session_new(diags_new());
    return session_load(s, name, false) == LOAD_OK ? s->core : NULL;
}

int main(int argc, char **argv)
{
    mem_init(NULL);
    const char *policy = argc > 1 ? argv[1] : "tests/bench/j1.sla";
    const long n = argc > 3 ? strtol(argv[3], NULL, 10) : 1000000;
    Leads l = {.core = load(policy), .arena = arena_new(ARENA_BLOCK)};
    if (l.core == NULL) {
        fprintf(stderr, "eval_bench: %s is not a policy\n", policy);
        return 1;
    }
    if (argc <= 2 || str_is(str_of(argv[2]), "-"))
        draw_leads(&l, n);
    else if (!read_leads(&l, argv[2], n)) {
        fprintf(stderr, "eval_bench: no leads in %s\n", argv[2]);
        return 1;
    }
    const ProgramWant want = {.lead = true};
    const Program *p = program_plan(l.core, &want);
    Eval *ev = eval_new(p);
    const int hot = l.n_batches < HOT_BATCHES ? l.n_batches : HOT_BATCHES;
    printf("%ld leads, %d rules, %d steps a batch\n", l.n, l.core->n_rules,
           program_n_steps(p));
    print_time("acordo, evaluation, all leads", timed(ev, &l, l.n_batches, 1));
    print_time("acordo, evaluation, four batches, hot", timed(ev, &l, hot, 100));
    eval_free(ev);
    arena_free(l.arena);
    return 0;
}
