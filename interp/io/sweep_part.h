/* sweep_part.h -- what is followed over the steps of a sweep, for its table and plots. */
#ifndef ACORDO_IO_SWEEP_PART_H
#define ACORDO_IO_SWEEP_PART_H

#include "interp/io/sweep.h"

typedef struct TrackPoint {
    const char *text;
    int64_t value; /* what is plotted */
    bool missing;  /* there is no value, or the step is not legal */
    int bar;       /* as of PageCell */
    Verdict verdict;
} TrackPoint;

typedef enum TrackKind { TRACK_PLACE, TRACK_FIGURE, TRACK_CLAUSE } TrackKind;

typedef struct Track {
    TrackKind kind;
    const char *name, *plot; /* head of its column; what the plot calls it */
    int measure;             /* FIGURE */
    TrackPoint *point;       /* by step */
    bool moves;              /* some legal step differs from another */
    bool varies;             /* in what is plotted */
} Track;

/* All that is followed, in order of showing.  Nothing where no step is legal. */
Track *sweep_tracks(const Sweep *s, int *n);
/* From step `from` on, the next whose figure has a verdict; s->n where there is none. */
int track_judged(const Track *t, const Sweep *s, int from);
const char *sweep_value(const Sweep *s, int64_t value); /* as the policy writes it */

#endif
