/* crew.h -- the same work by several threads at once.
 *
 * Workers take from what is to be done by themselves (an atomic counter in ctx).  They may not
 * use the collector, nor may the caller's share of the work.
 */
#ifndef ACORDO_STUDY_CREW_H
#define ACORDO_STUDY_CREW_H

typedef void CrewWork(void *ctx, int worker);

/* Workers 0 … n - 1, the first of them on this thread; returns when all are done.  Where no
 * thread can be had, their share is done by those that are there: work must be dealt out, not
 * fixed by the worker's number. */
void crew_run(int n, CrewWork *work, void *ctx);

#endif
