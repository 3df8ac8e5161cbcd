/* progress.c -- rate and remaining time. */
#include "interp/app/progress.h"

#include "interp/app/term.h"
#include "interp/io/summary.h"
#include <time.h>

enum { STEP_MS = 200, FIRST_MS = 500 };

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_begin(const App *app, Progress *p, bool results_to_file)
{
    p->shown =
        app->terminal_err && !app->quiet && (results_to_file || !app->terminal_out);
    p->begun_ms = now_ms();
    p->shown_ms = p->begun_ms + FIRST_MS - STEP_MS;
}

static const char *left_text(int64_t seconds)
{
    return seconds < 60
               ? str_format("%d s", (int)seconds)
               : str_format("%d min %d s", (int)(seconds / 60), (int)(seconds % 60));
}

/* How long it has run, in ms, where a new line is due; else 0. */
static int64_t due(Progress *p)
{
    if (!p->shown)
        return 0;
    const int64_t now = now_ms();
    if (now - p->shown_ms < STEP_MS)
        return 0;
    p->shown_ms = now;
    return now - p->begun_ms;
}

static void show(App *app, const char *line)
{
    term_write(str_of(str_format("\r\033[K%s", line)));
    app->progress_shown = true;
}

void progress_step(App *app, Progress *p, const ReadStats *stats)
{
    const int64_t run = due(p);
    if (run <= 0)
        return;
    const char *rate = count_text(stats->read * 1000 / (uint64_t)run);
    const char *line = msg_text(MSG_PROGRESS, count_text(stats->read), rate);
    if (stats->bytes_total > 0 && stats->bytes > 0) {
        uint64_t left =
            stats->bytes_total > stats->bytes ? stats->bytes_total - stats->bytes : 0;
        uint64_t seconds = left / 1000 * (uint64_t)run / (stats->bytes + 1);
        line = msg_text(MSG_PROGRESS_LEFT, count_text(stats->read), rate,
                        left_text((int64_t)seconds));
    }
    show(app, line);
}

void progress_part(App *app, Progress *p, int done, int of)
{
    const int64_t run = due(p);
    if (run > 0)
        show(app, msg_text(MSG_PROGRESS_STEPS, count_text((uint64_t)done),
                           count_text((uint64_t)of),
                           left_text(run * (of - done) / done / 1000)));
}

void progress_end(App *app)
{
    if (app->progress_shown)
        term_write(STR("\r\033[K"));
    app->progress_shown = false;
}
