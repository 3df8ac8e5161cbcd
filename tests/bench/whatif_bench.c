/* whatif_bench.c -- what a what-if over a lead base costs.
 *
 *     whatif_bench POLICY DATA [THREADS [RUNS]]
 *
 * POLICY is J1's with its bars made thresholds (see run.sh).  Printed, medians of RUNS
 * (7): reading alone; reading into a base; bytes a lead; the whole policy decided; a change of
 * each threshold, from what is known, with its outcomes compared; a sweep of forty steps; and
 * a second of the same on one thread.  Processor time stands beside the clock's, for a
 * machine that others use too.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/study/decided.h"
#include "tests/unit/moved_session.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST_RUNS = 99, STEPS = 40 };

static const int64_t as_of = INT64_C(1782907200) * USEC_SECOND; /* 2026-07-01T12:00Z */

static int64_t ns_of(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

typedef struct Times {
    int64_t wall[MOST_RUNS], cpu[MOST_RUNS];
    int n;
    int64_t wall_from, cpu_from;
} Times;

static void tick(Times *t)
{
    t->wall_from = ns_of(CLOCK_MONOTONIC);
    t->cpu_from = ns_of(CLOCK_PROCESS_CPUTIME_ID);
}

static void tock(Times *t)
{
    t->wall[t->n] = ns_of(CLOCK_MONOTONIC) - t->wall_from;
    t->cpu[t->n++] = ns_of(CLOCK_PROCESS_CPUTIME_ID) - t->cpu_from;
}

static int by_size(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static double ms(int64_t *ns, int n)
{
    qsort(ns, (size_t)n, sizeof *ns, by_size);
    return (double)ns[n / 2] / 1e6;
}

static double say(const char *what, Times *t)
{
    const double wall = ms(t->wall, t->n);
    printf("%-36s %9.1f ms  %9.1f ms of processors\n", what, wall, ms(t->cpu, t->n));
    fflush(stdout);
    return wall;
}

/* -- reading ---------------------------------------------------------------------------- */

static void no_reject(void *ctx, const Reject *r) { (void)ctx, (void)r; }

static void read_alone(const Session *s, const char *data)
{
    const Core *core = s->core;
    const ReadOptions o = {0};
    Reader *r = reader_new(&core, 1, &o, (RejectSink){NULL, no_reject}, s->diags);
    if (reader_open(r, &data, 1))
        while (reader_next(r) > 0)
            ;
    reader_free(r);
}

static LeadBase *read_base(const Session *s, const char *data)
{
    const FactInput none = {0};
    const BaseInputs in = {.name = &data, .n = 1, .fact = &none};
    return lead_base_read(s, &in, as_of);
}

static LeadBase *reading(const Session *s, const char *data, int runs)
{
    Times alone = {.n = 0}, base = {.n = 0};
    LeadBase *b = NULL;
    for (int i = 0; i < runs; i++) {
        lead_base_free(b);
        tick(&alone);
        read_alone(s, data);
        tock(&alone);
        tick(&base);
        b = read_base(s, data);
        tock(&base);
        if (b == NULL)
            return NULL;
    }
    const double a = say("reading alone", &alone),
                 o = say("reading into a base", &base);
    printf("opened / read %.2f\n", o / a);
    printf("%.0f bytes a lead\n",
           (double)lead_base_bytes(b) / (double)kept_rows_n(b->leads));
    return b;
}

/* -- changes ---------------------------------------------------------------------------- */

/* Leads that are elsewhere, scores that are others. */
static int64_t compared(const Outcome *a, const Outcome *b)
{
    int64_t n = 0;
    for (int64_t r = 0; a->place != b->place && r < a->n; r++)
        n += a->place[r] != b->place[r];
    for (int i = 0; i < a->core->n_scores; i++)
        for (int64_t r = 0; a->score[i] != b->score[i] && r < a->n; r++)
            n += a->score[i][r] != b->score[i][r];
    return n;
}

static void changed(const LeadBase *b, const Session *s, const Decided *known,
                    int threads)
{
    const DecideWant want = {
        .session = s, .as_of_us = as_of, .known = known, .threads = threads};
    Decided *d = decided_new(b, &want);
    if (known != NULL)
        compared(known->outcome, d->outcome);
    decided_free(d);
}

static void all_decided(const LeadBase *b, const Session *s, int threads, int runs)
{
    Times t = {.n = 0};
    for (int i = 0; i < runs; i++) {
        tick(&t);
        changed(b, s, NULL, threads);
        tock(&t);
    }
    say("all decided", &t);
}

static void change(const LeadBase *b, const Session *s, const Decided *known, int i,
                   int threads, int runs)
{
    Times t = {.n = 0}, sweep = {.n = 0};
    const CoreThreshold *of = &s->core->thresholds[i];
    for (int k = 0; k < runs; k++) {
        const Session *moved = session_moved(s, i, of->value + MICRO * (k + 1));
        tick(&t);
        changed(b, moved, known, threads);
        tock(&t);
    }
    tick(&sweep);
    for (int k = 0; k < STEPS; k++)
        changed(b, session_moved(s, i, of->value + MICRO * (k - STEPS / 2)), known,
                threads);
    tock(&sweep);
    const double one = say(str_z(of->name), &t);
    printf("  a sweep of %d / %d changes %.2f\n", STEPS, STEPS,
           (double)sweep.wall[0] / 1e6 / STEPS / one);
}

static void changes(const LeadBase *b, const Session *s, int threads, int runs)
{
    printf("-- %d thread%s\n", threads, threads == 1 ? "" : "s");
    all_decided(b, s, threads, runs);
    const DecideWant want = {.session = s, .as_of_us = as_of, .threads = threads};
    Decided *known = decided_new(b, &want);
    for (int i = 0; i < s->core->n_thresholds; i++)
        if (s->core->thresholds[i].clause < 0)
            change(b, s, known, i, threads, runs);
    decided_free(known);
}

int main(int argc, char **argv)
{
    mem_init(NULL);
    if (argc < 3)
        return 2;
    const int threads = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 2;
    int runs = argc > 4 ? (int)strtol(argv[4], NULL, 10) : 7;
    runs = runs < 1 ? 1 : runs > MOST_RUNS ? MOST_RUNS : runs;
    Session *s = session_new(diags_new());
    if (session_load(s, argv[1], false) != LOAD_OK) {
        fprintf(stderr, "whatif_bench: %s is not a policy\n", argv[1]);
        return 1;
    }
    LeadBase *b = reading(s, argv[2], runs < 3 ? runs : 3);
    if (b == NULL || kept_rows_n(b->leads) == 0) {
        fprintf(stderr, "whatif_bench: no leads in %s\n", argv[2]);
        return 1;
    }
    changes(b, s, threads, runs);
    if (threads > 1)
        changes(b, s, 1, runs);
    lead_base_free(b);
    return 0;
}
