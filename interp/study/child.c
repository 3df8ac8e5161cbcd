/* child.c -- a child and its pipes: the input is in one before the child is there; the other
 * two are read side by side, so that neither fills up. */
#include "interp/study/child.h"

#include "interp/base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PIPE_BYTES = 64 << 10, SAID_BYTES = 4 << 10 };

extern char **environ;

typedef struct Running {
    pid_t pid;
    int in[2], out[2], err[2];
} Running;

/* -- starting ----------------------------------------------------------------------------- */

/* Above 2 where this process began without a standard one: the child has them replaced. */
static int moved_up(int fd)
{
    const int up = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    close(fd);
    return up;
}

static bool pipe_make(int fd[2])
{
    if (pipe(fd) != 0)
        return false;
    fd[0] = moved_up(fd[0]);
    fd[1] = moved_up(fd[1]);
    if (fd[0] >= 0 && fd[1] >= 0)
        return true;
    close(fd[0]);
    close(fd[1]);
    return false;
}

static void pipe_close(int fd[2])
{
    close(fd[0]);
    close(fd[1]);
}

/* argv is not written to, whatever the type of POSIX says. */
static bool spawn(Running *r, const char *const *argv)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, r->in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, r->out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, r->err[1], STDERR_FILENO);
    const int error = posix_spawnp(&r->pid, argv[0], &files, NULL,
                                   (char *const *)(uintptr_t)argv, environ);
    posix_spawn_file_actions_destroy(&files);
    return error == 0;
}

static bool pipes_make(Running *r)
{
    if (!pipe_make(r->in))
        return false;
    if (pipe_make(r->out)) {
        if (pipe_make(r->err))
            return true;
        pipe_close(r->out);
    }
    pipe_close(r->in);
    return false;
}

static bool start(Running *r, const char *const *argv, Str input)
{
    if (!pipes_make(r))
        return false;
    const bool given =
        input.n == 0 || write(r->in[1], input.p, input.n) == (ssize_t)input.n;
    close(r->in[1]);
    const bool started = given && spawn(r, argv);
    close(r->in[0]);
    close(r->out[1]);
    close(r->err[1]);
    if (!started) {
        close(r->out[0]);
        close(r->err[0]);
    }
    return started;
}

/* -- reading ------------------------------------------------------------------------------ */

/* What is there now; past `most` bytes it is read and dropped.  False at the end. */
static bool take(int fd, Buf *b, size_t most)
{
    char *room = buf_room(b, PIPE_BYTES);
    const ssize_t n = read(fd, room, PIPE_BYTES);
    if (n < 0 && errno == EINTR)
        return true;
    if (n > 0)
        b->n += b->n + (size_t)n <= most ? (size_t)n : most - b->n;
    return n > 0;
}

/* Until both pipes have ended, or there is more output than the limit. */
static void read_both(const Running *r, size_t limit, Buf *out, Buf *said)
{
    struct pollfd p[2] = {{.fd = r->out[0], .events = POLLIN},
                          {.fd = r->err[0], .events = POLLIN}};
    while ((p[0].fd >= 0 || p[1].fd >= 0) && out->n <= limit) {
        const int ready = poll(p, 2, -1);
        if (ready < 0 && errno != EINTR)
            return;
        /* poll passes over a negative descriptor. */
        if (ready > 0 && p[0].revents != 0 && !take(p[0].fd, out, limit + 1))
            p[0].fd = -1;
        if (ready > 0 && p[1].revents != 0 && !take(p[1].fd, said, SAID_BYTES))
            p[1].fd = -1;
    }
}

static bool end(const Running *r, bool large)
{
    int status = 0;
    close(r->out[0]);
    close(r->err[0]);
    if (large)
        kill(r->pid, SIGTERM);
    while (waitpid(r->pid, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Child child_run(const char *const *argv, Str input, size_t limit)
{
    Running r;
    Child c = {.started = start(&r, argv, input)};
    Buf out = {0}, said = {0};
    if (!c.started)
        return c;
    read_both(&r, limit, &out, &said);
    c.large = out.n > limit;
    c.fine = end(&r, c.large) && !c.large;
    c.out = c.large ? (Str){NULL, out.n} : buf_copy(&out);
    c.said = buf_copy(&said);
    buf_free(&out);
    buf_free(&said);
    return c;
}
