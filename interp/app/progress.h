/* progress.h -- how far a run is: one line on a terminal's standard error, a few times a
 * second, erased when it ends.  Nothing anywhere else. */
#ifndef ACORDO_APP_PROGRESS_H
#define ACORDO_APP_PROGRESS_H

#include "interp/app/app.h"
#include "interp/io/reader.h"

typedef struct Progress {
    int64_t begun_ms, shown_ms;
} Progress;

void progress_begin(Progress *p);
void progress_step(App *app, Progress *p, const ReadStats *stats);
void progress_end(App *app);

#endif
