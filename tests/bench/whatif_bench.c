/* whatif_bench.c -- the REPL's answers over a lead base, timed.
 *
 *     whatif_bench POLICY DATA [THREADS [RUNS]]
 *
 * POLICY has two thresholds: the first is read by the funnel alone, the second by a score.  The
 * leads are read alone and opened as a base, in turns; then each threshold is moved and its
 * impact worked out whole, and the first is swept over forty steps.  Medians, one figure a line:
 * a name, a blank, nanoseconds a lead (bytes a lead of `memory`).
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/study/impact_make.h"
#include "interp/study/sweep_run.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_RUNS = 99, STEPS = 40 };

static const int64_t as_of = INT64_C(1782907200) * USEC_SECOND; /* 2026-07-01T12:00Z */

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

static void print_median(const char *what, int64_t *ns, int n, int64_t leads)
{
    qsort(ns, (size_t)n, sizeof *ns, by_size);
    const int64_t tenths = ns[n / 2] * 10 / leads;
    printf("%s %lld.%lld\n", what, (long long)(tenths / 10), (long long)(tenths % 10));
}

static void no_reject(void *ctx, const Reject *r) { (void)ctx, (void)r; }

/* -- opening ---------------------------------------------------------------------------- */

static int64_t read_ns(const Session *s, const char *data)
{
    const ReadOptions o = {.format = INPUT_AUTO};
    const Core *core = s->core;
    const int64_t begun = clock_ns();
    Reader *r = reader_new(&core, 1, &o, (RejectSink){NULL, no_reject}, diags_new());
    if (reader_open(r, &data, 1))
        while (reader_next(r) > 0)
            continue;
    reader_free(r);
    return clock_ns() - begun;
}

static LeadBase *open_base(const Session *s, const char *data, int64_t *ns)
{
    const BaseInputs in = {.name = (const char *const[]){data},
                           .n = 1,
                           .fact = MEM_NEW(FactInput),
                           .rejects = {NULL, no_reject}};
    const int64_t begun = clock_ns();
    LeadBase *b = lead_base_read(s, &in, as_of);
    *ns = clock_ns() - begun;
    return b;
}

static LeadBase *time_opening(const Session *s, const char *data, int runs)
{
    int64_t reading[MOST_RUNS], opening[MOST_RUNS];
    LeadBase *b = NULL;
    for (int i = 0; i < runs; i++) {
        lead_base_free(b);
        reading[i] = read_ns(s, data);
        b = open_base(s, data, &opening[i]);
        if (b == NULL)
            return NULL;
    }
    const int64_t n = kept_rows_n(b->leads);
    print_median("read", reading, runs, n);
    print_median("open", opening, runs, n);
    printf("memory %zu\n", lead_base_bytes(b) / (size_t)n);
    return b;
}

/* -- what-ifs --------------------------------------------------------------------------- */

typedef struct Bench {
    const LeadBase *base;
    Session *session; /* a copy a value */
    DecideWant want;
    int64_t n;
} Bench;

static Session *with(const Session *s, int threshold, int64_t value)
{
    Session *copy = MEM_NEW(Session);
    const size_t bytes = (size_t)s->core->n_thresholds * sizeof(int64_t);
    *copy = *s;
    copy->threshold = mem_bytes(bytes + 1);
    memcpy(copy->threshold, s->threshold, bytes);
    copy->threshold[threshold] = value;
    return copy;
}

static Str label(void *ctx, int64_t row) { return lead_base_label(ctx, row); }

/* One change: decided anew, compared with what was, laid out. */
static Decided *change(const Bench *b, Decided *known, const Session *s)
{
    DecideWant want = b->want;
    want.session = s;
    want.known = known;
    Decided *now = decided_new(b->base, &want);
    Impacting *i = impact_begin(s->core, s->core);
    impact_add(i, known->outcome, now->outcome, 0, label, (void *)(uintptr_t)b->base);
    const Impact *m = impact_end(i, known->report, now->report);
    Buf page = {0};
    page_text(&page, impact_page(m), &(ReportLook){.width = 80});
    buf_free(&page);
    decided_free(known);
    return now;
}

static void time_changes(const Bench *b, const char *what, int threshold, int64_t lo,
                         int64_t hi, int runs)
{
    int64_t ns[MOST_RUNS];
    DecideWant first = b->want;
    first.session = with(b->session, threshold, lo);
    Decided *d = decided_new(b->base, &first);
    for (int i = 0; i < runs; i++) {
        const Session *s = with(b->session, threshold, i % 2 == 0 ? hi : lo);
        const int64_t begun = clock_ns();
        d = change(b, d, s);
        ns[i] = clock_ns() - begun;
    }
    decided_free(d);
    print_median(what, ns, runs, b->n);
}

static void time_sweep(const Bench *b, int threshold, int64_t from, int runs)
{
    int64_t ns[MOST_RUNS];
    DecideWant want = b->want;
    want.session = b->session;
    Decided *d = decided_new(b->base, &want);
    const SweepAsk ask = {.want = &want,
                          .known = d,
                          .threshold = threshold,
                          .from = from,
                          .to = from + (STEPS - 1) * MICRO,
                          .by = MICRO};
    for (int i = 0; i < runs; i++) {
        const int64_t begun = clock_ns();
        Buf page = {0};
        page_text(&page, sweep_page(sweep_run(b->base, &ask)), &(ReportLook){.width = 80});
        ns[i] = clock_ns() - begun;
        buf_free(&page);
    }
    decided_free(d);
    print_median("sweep", ns, runs, b->n);
}

int main(int argc, char **argv)
{
    mem_init(NULL);
    const int threads = argc > 3 ? atoi(argv[3]) : 2, runs = argc > 4 ? atoi(argv[4]) : 7;
    Session *s = session_new(diags_new());
    if (argc < 3 || session_load(s, argv[1], false) != LOAD_OK
        || s->core->n_thresholds < 2 || runs < 1 || runs > MOST_RUNS) {
        fprintf(stderr, "usage: whatif_bench POLICY DATA [THREADS [RUNS]]\n");
        return 1;
    }
    LeadBase *base = time_opening(s, argv[2], runs > 3 ? 3 : runs);
    if (base == NULL)
        return 1;
    Bench b = {.base = base, .session = s, .n = kept_rows_n(base->leads)};
    b.want = (DecideWant){.as_of_us = as_of, .threads = threads};
    time_changes(&b, "funnel", 0, 50 * MICRO, 55 * MICRO, runs);
    time_changes(&b, "score", 1, 1000 * MICRO, 500 * MICRO, runs);
    time_sweep(&b, 0, 30 * MICRO, runs > 3 ? 3 : runs);
    lead_base_free(base);
    return 0;
}
