/* sink.c -- buffered writing, temporary names, and the errors of both. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "interp/io/sink.h"

#include "interp/base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SINK_BYTES = 256 << 10, NEW_FILE_MODE = 0666, TEMP_TRIES = 100 };

static void *taken(void *p)
{
    if (p == NULL)
        mem_exhausted();
    return p;
}

/* A name beside the place, and a file of that name with the rights of the old one. */
static int temp_open(Sink *s, const struct stat *old)
{
    size_t room = strlen(s->path) + 32;
    s->temp = taken(malloc(room));
    for (int i = 0; i < TEMP_TRIES; i++) {
        snprintf(s->temp, room, "%s.%ld-%d.tmp", s->path, (long)getpid(), i);
        int fd = open(s->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, NEW_FILE_MODE);
        if (fd >= 0 && old != NULL)
            (void)fchmod(fd, old->st_mode & 07777);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

static int place_open(Sink *s)
{
    struct stat st;
    bool there = stat(s->path, &st) == 0;
    if (!there || S_ISREG(st.st_mode))
        return temp_open(s, there ? &st : NULL);
    return open(s->path, O_WRONLY | O_CLOEXEC);
}

static void sink_free(Sink *s)
{
    free(s->p);
    free(s->path);
    free(s->temp);
    free(s);
}

/* Where the name stands for, links followed: renaming must not replace the link. */
static char *path_of(const char *path)
{
    char *real = realpath(path, NULL);
    if (real != NULL)
        return real;
    char *copy = taken(malloc(strlen(path) + 1));
    return strcpy(copy, path);
}

Sink *sink_open(const char *path, int fd, const char **why)
{
    Sink *s = taken(calloc(1, sizeof *s));
    s->cap = SINK_BYTES;
    s->p = taken(malloc(s->cap));
    s->fd = fd;
    if (path == NULL)
        return s;
    s->path = path_of(path);
    s->owned = true;
    s->fd = place_open(s);
    if (s->fd >= 0)
        return s;
    *why = str_z(str_of(strerror(errno)));
    sink_free(s);
    return NULL;
}

static void wait_writable(int fd)
{
    struct pollfd p = {.fd = fd, .events = POLLOUT};
    (void)poll(&p, 1, -1);
}

bool sink_flush(Sink *s)
{
    size_t at = 0;
    while (at < s->n && s->error == 0) {
        ssize_t n = write(s->fd, s->p + at, s->n - at);
        if (n >= 0)
            at += (size_t)n;
        else if (errno == EAGAIN)
            wait_writable(s->fd);
        else if (errno != EINTR)
            s->error = errno;
    }
    s->n = 0;
    return s->error == 0;
}

char *sink_make_room(Sink *s, size_t n)
{
    sink_flush(s);
    if (s->cap < n) {
        s->p = taken(realloc(s->p, n));
        s->cap = n;
    }
    return s->p;
}

bool sink_failed(const Sink *s) { return s->error != 0 && s->error != EPIPE; }
const char *sink_why(const Sink *s) { return str_z(str_of(strerror(s->error))); }

bool sink_close(Sink *s, bool keep, const char **why)
{
    int error = 0;
    if (keep && !sink_flush(s))
        error = s->error;
    if (s->owned && close(s->fd) != 0 && error == 0)
        error = errno;
    keep = keep && error == 0;
    if (s->temp != NULL && keep && rename(s->temp, s->path) != 0)
        error = errno;
    if (s->temp != NULL && (!keep || error != 0))
        (void)unlink(s->temp);
    if (error != 0)
        *why = str_z(str_of(strerror(error)));
    sink_free(s);
    return error == 0;
}
