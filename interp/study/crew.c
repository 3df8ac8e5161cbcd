/* crew.c -- threads started, joined. */
#include "interp/study/crew.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

typedef struct Hand {
    pthread_t thread;
    bool started;
    CrewWork *work;
    void *ctx;
    int worker;
} Hand;

static void *run(void *hand)
{
    const Hand *h = hand;
    h->work(h->ctx, h->worker);
    return NULL;
}

void crew_run(int threads, CrewWork *work, void *ctx)
{
    Hand hand[CREW_MOST];
    sigset_t all, before;
    const int n = threads < 1 ? 1 : threads > CREW_MOST ? CREW_MOST : threads;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    for (int i = 1; i < n; i++) {
        hand[i] = (Hand){.work = work, .ctx = ctx, .worker = i};
        hand[i].started = pthread_create(&hand[i].thread, NULL, run, &hand[i]) == 0;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    work(ctx, 0);
    for (int i = 1; i < n; i++)
        if (hand[i].started)
            pthread_join(hand[i].thread, NULL);
}
