/* git_file.c -- git as a child: its output is the file, its error the reason. */
#include "interp/study/git_file.h"

#include "interp/base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

const char *git_object(const char *path)
{
    const Str p = str_of(path);
    return str_starts(p, STR("git:")) && strchr(path + 4, ':') != NULL ? path + 4
                                                                       : NULL;
}

/* -- a child ------------------------------------------------------------------------------ */

typedef struct Child {
    pid_t pid;
    int out[2], err[2];
} Child;

static bool pipe_make(int fd[2])
{
    if (pipe(fd) != 0)
        return false;
    fcntl(fd[0], F_SETFD, FD_CLOEXEC);
    fcntl(fd[1], F_SETFD, FD_CLOEXEC);
    return true;
}

static void pipe_close(int fd[2])
{
    close(fd[0]);
    close(fd[1]);
}

/* argv is not written to, whatever the type of POSIX says. */
static bool spawn(Child *c, const char *const *argv)
{
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, c->out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, c->err[1], STDERR_FILENO);
    const int error = posix_spawnp(&c->pid, argv[0], &files, NULL,
                                   (char *const *)(uintptr_t)argv, environ);
    posix_spawn_file_actions_destroy(&files);
    return error == 0;
}

static bool child_start(Child *c, const char *const *argv)
{
    if (!pipe_make(c->out))
        return false;
    if (!pipe_make(c->err)) {
        pipe_close(c->out);
        return false;
    }
    const bool started = spawn(c, argv);
    close(c->out[1]);
    close(c->err[1]);
    if (!started) {
        close(c->out[0]);
        close(c->err[0]);
    }
    return started;
}

/* True where it ended well. */
static bool child_end(Child *c)
{
    int status = 0;
    close(c->out[0]);
    close(c->err[0]);
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* -- git ---------------------------------------------------------------------------------- */

/* A revision cannot begin so: what does would be an option. */
static bool is_option(const char *object) { return object[0] == '-'; }

static bool git_start(Child *c, const char *how, const char *object)
{
    const char *const argv[] = {"git", "cat-file", how, object, NULL};
    return !is_option(object) && child_start(c, argv);
}

static Str first_line(Str text)
{
    size_t n = 0;
    while (n < text.n && text.p[n] != '\n')
        n++;
    return str_sub(text, 0, n);
}

TextFault git_file_read(const char *object, Str *out)
{
    Child c;
    Str said = {0};
    *out = (Str){0};
    if (is_option(object)) {
        *out = str_of(object);
        return TEXT_GIT;
    }
    if (!git_start(&c, "blob", object))
        return TEXT_GIT;
    TextFault fault = text_read_all(c.out[0], out);
    if (fault == TEXT_OK)
        fault = text_read_all(c.err[0], &said);
    if (child_end(&c) || fault != TEXT_OK)
        return fault;
    *out = said.n > 0 ? first_line(said) : STR("git cat-file");
    return TEXT_GIT;
}

bool git_file_exists(const char *object)
{
    Child c;
    return git_start(&c, "-e", object) && child_end(&c);
}
