/* progress.h -- how far a run is: one line on a terminal's standard error, a few times a
 * second, erased when it ends.  Nothing anywhere else, nor where results go to a terminal:
 * they are progress enough, and would stand in its line. */
#ifndef ACORDO_APP_PROGRESS_H
#define ACORDO_APP_PROGRESS_H

#include "interp/app/app.h"
#include "interp/io/reader.h"

typedef struct Progress {
    bool shown; /* at all */
    int64_t begun_ms, shown_ms;
} Progress;

void progress_begin(const App *app, Progress *p, bool results_to_file);
void progress_step(App *app, Progress *p, const ReadStats *stats);
/* Of work whose steps take about the same time; 0 < done <= of. */
void progress_part(App *app, Progress *p, int done, int of);
void progress_end(App *app);

#endif
