/* ahead.c -- a thread that keeps two blocks in store. */
#include "interp/base/ahead.h"

#include "interp/base/large.h"
#include "interp/base/mem.h"
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

enum { SPARE = 2, PAGE = 4096 };

struct Ahead {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool asked, started, ends; /* asked: for the first block */
    void *spare[SPARE];
    int n;
};

/* By hand, not by memset: all that counts is that each page is there. */
static void touch(char *block)
{
    for (size_t i = 0; i < AHEAD_BLOCK; i += PAGE)
        *(volatile char *)(block + i) = 0;
}

static void *fill_store(void *ahead)
{
    Ahead *a = ahead;
    pthread_mutex_lock(&a->lock);
    while (!a->ends) {
        if (a->n == SPARE) {
            pthread_cond_wait(&a->changed, &a->lock);
            continue;
        }
        pthread_mutex_unlock(&a->lock);
        void *block = large_try(AHEAD_BLOCK);
        if (block != NULL)
            touch(block);
        pthread_mutex_lock(&a->lock);
        if (block == NULL)
            break; /* who takes says that memory is gone */
        a->spare[a->n++] = block;
    }
    pthread_mutex_unlock(&a->lock);
    return NULL;
}

Ahead *ahead_new(void)
{
    Ahead *a = calloc(1, sizeof *a);
    if (a == NULL)
        mem_exhausted();
    pthread_mutex_init(&a->lock, NULL);
    pthread_cond_init(&a->changed, NULL);
    return a;
}

/* Signals are the caller's. */
static void start(Ahead *a)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    a->started = pthread_create(&a->thread, NULL, fill_store, a) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* What is in store, or NULL: the caller does not wait for it. */
static void *stored(Ahead *a)
{
    pthread_mutex_lock(&a->lock);
    void *block = a->n > 0 ? a->spare[--a->n] : NULL;
    pthread_cond_signal(&a->changed);
    pthread_mutex_unlock(&a->lock);
    return block;
}

void *ahead_take(Ahead *a)
{
    if (a->asked && !a->started)
        start(a);
    a->asked = true;
    void *block = a->started ? stored(a) : NULL;
    return block != NULL ? block : large_alloc(AHEAD_BLOCK);
}

void ahead_free(Ahead *a)
{
    if (a == NULL)
        return;
    pthread_mutex_lock(&a->lock);
    a->ends = true;
    pthread_cond_signal(&a->changed);
    pthread_mutex_unlock(&a->lock);
    if (a->started)
        pthread_join(a->thread, NULL);
    for (int i = 0; i < a->n; i++)
        free(a->spare[i]);
    pthread_cond_destroy(&a->changed);
    pthread_mutex_destroy(&a->lock);
    free(a);
}
