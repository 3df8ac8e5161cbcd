/* read_bench.c -- what reading costs: bytes to columns of every field that a policy has.
 *
 *     read_bench POLICY INPUT [ROUNDS]
 *
 * Prints the best round's microseconds a record, megabytes a second, and the blocks asked
 * of malloc between the second batch and the last.
 */
#include "interp/io/reader.h"
#include "interp/sema/sema.h"
#include "tests/unit/t.h"
#include <stdlib.h>
#include <time.h>

static Str read_file(const char *name)
{
    FILE *f = fopen(name, "rb");
    Buf b = {0};
    for (size_t n = 1; f != NULL && n > 0; b.n += n)
        n = fread(buf_room(&b, 65536), 1, 65535, f);
    if (f != NULL)
        fclose(f);
    return buf_copy(&b);
}

static Core *compile(const char *name)
{
    Diags *diags = diags_new();
    SemaEnv env = {.zone_dir = "/usr/share/zoneinfo"};
    Parsed *p = parse_file(source_new(name, read_file(name)), diags);
    return diags->n_errors == 0 ? sema_policy(p, &env, diags) : NULL;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

typedef struct Round {
    double seconds;
    ReadStats stats;
    uint64_t grown;
} Round;

static Round read_all(const Core *core, const char *name)
{
    Diags *diags = diags_new();
    ReadOptions o = {.format = INPUT_AUTO};
    Round round = {0};
    double from = now();
    Reader *r = reader_new(&core, 1, &o, (RejectSink){NULL, NULL}, diags);
    int batches = 0;
    if (reader_open(r, &name, 1))
        while (reader_next(r) > 0)
            if (++batches == 2)
                round.grown = reader_stats(r)->grown;
    round.seconds = now() - from;
    round.stats = *reader_stats(r);
    round.grown = round.stats.grown - round.grown;
    reader_free(r);
    return round;
}

int main(int argc, char **argv)
{
    mem_init(NULL);
    const Core *core = argc > 2 ? compile(argv[1]) : NULL;
    if (core == NULL) {
        fprintf(stderr, "usage: read_bench POLICY INPUT [ROUNDS]\n");
        return 2;
    }
    Round best = read_all(core, argv[2]);
    for (int i = argc > 3 ? atoi(argv[3]) : 5; i > 1; i--) {
        Round next = read_all(core, argv[2]);
        if (next.seconds < best.seconds)
            best = next;
    }
    double records = (double)best.stats.read;
    printf("read %.3f us a record, %.0f MB/s, %" PRIu64 " records, %" PRIu64
           " rejected, %" PRIu64 " blocks after the second batch\n",
           best.seconds / records * 1e6, (double)best.stats.bytes / best.seconds * 1e-6,
           best.stats.read, best.stats.rejected, best.grown);
    return 0;
}
