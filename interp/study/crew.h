/* crew.h -- one job done by several threads at once.
 *
 * The calling thread is worker 0 and works too.  Where a thread cannot be started the others
 * do its part: a job is to deal out its parts itself, by an atomic counter.  Workers never
 * call mem_; signals are the calling thread's.
 */
#ifndef ACORDO_STUDY_CREW_H
#define ACORDO_STUDY_CREW_H

typedef void CrewWork(void *ctx, int worker);

enum { CREW_MOST = 64 };

/* Returns when all are done.  threads: 1 … CREW_MOST, each a number of its own from 0 on. */
void crew_run(int threads, CrewWork *work, void *ctx);

#endif
