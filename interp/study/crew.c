/* crew.c -- threads made for one piece of work and joined behind it. */
#include "interp/study/crew.h"

#include <pthread.h>
#include <stdbool.h>

enum { CREW_MOST = 64 };

typedef struct Worker {
    pthread_t thread;
    CrewWork *work;
    void *ctx;
    int number;
    bool begun;
} Worker;

static void *begin(void *arg)
{
    const Worker *w = arg;
    w->work(w->ctx, w->number);
    return NULL;
}

void crew_run(int n, CrewWork *work, void *ctx)
{
    Worker worker[CREW_MOST];
    n = n < CREW_MOST ? n : CREW_MOST;
    for (int i = 1; i < n; i++) {
        worker[i] = (Worker){.work = work, .ctx = ctx, .number = i};
        worker[i].begun =
            pthread_create(&worker[i].thread, NULL, begin, &worker[i]) == 0;
    }
    work(ctx, 0);
    for (int i = 1; i < n; i++)
        if (worker[i].begun)
            pthread_join(worker[i].thread, NULL);
}
