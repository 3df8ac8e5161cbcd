/* sink_test.c -- files appear whole or not at all; errors are kept and said once. */
#include "interp/io/sink.h"
#include "tests/unit/t.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/acordo-sink.XXXXXX";

static const char *place(const char *name) { return str_format("%s/%s", folder, name); }

static Str content(const char *path)
{
    static char text[64];
    int fd = open(path, O_RDONLY);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text) : -1;
    if (fd >= 0)
        close(fd);
    return n >= 0 ? (Str){text, (size_t)n} : STR("(absent)");
}

static void write_file(const char *path, const char *text, bool keep)
{
    const char *why = "";
    Sink *s = sink_open(path, -1, &why);
    T_OK(s != NULL);
    sink_put(s, str_of(text));
    T_OK(sink_flush(s));
    T_OK(sink_close(s, keep, &why));
}

static void test_whole_or_not(void)
{
    t_group("whole or not");
    const char *path = place("a");
    write_file(path, "one\n", false);
    T_STR(content(path), STR("(absent)"));
    write_file(path, "one\n", true);
    T_STR(content(path), STR("one\n"));
    T_OK(chmod(path, 0640) == 0);
    write_file(path, "two\n", false);
    T_STR(content(path), STR("one\n"));
    write_file(path, "two\n", true);
    T_STR(content(path), STR("two\n"));
    struct stat st;
    T_OK(stat(path, &st) == 0);
    T_INT(st.st_mode & 0777, 0640);
}

static void test_link(void)
{
    t_group("a link stays a link");
    const char *path = place("a"), *link = place("link");
    struct stat st;
    T_OK(symlink(path, link) == 0);
    write_file(link, "three\n", true);
    T_OK(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
    T_STR(content(path), STR("three\n"));
}

static void test_errors(void)
{
    t_group("errors");
    const char *why = "";
    T_OK(sink_open(place("none/x"), -1, &why) == NULL);
    T_Z(why, "No such file or directory");
    Sink *full = sink_open("/dev/full", -1, &why);
    T_OK(full != NULL);
    sink_put(full, STR("x"));
    T_OK(!sink_flush(full));
    T_OK(sink_failed(full));
    sink_put(full, STR("more"));
    T_OK(!sink_close(full, true, &why));
    T_Z(why, "No space left on device");
}

static void test_pipe(void)
{
    t_group("a reader that went away");
    const char *why = "";
    int fd[2];
    signal(SIGPIPE, SIG_IGN);
    T_OK(pipe(fd) == 0);
    close(fd[0]);
    Sink *s = sink_open(NULL, fd[1], &why);
    sink_put(s, STR("x"));
    T_OK(!sink_flush(s));
    T_OK(s->error == EPIPE && !sink_failed(s));
    sink_close(s, false, &why);
    close(fd[1]);
}

static void test_large(void)
{
    t_group("more than the buffer holds");
    const char *path = place("large"), *why = "";
    Sink *s = sink_open(path, -1, &why);
    size_t n = 3 << 20;
    char *p = sink_room(s, n);
    memset(p, 'x', n);
    sink_taken(s, p + n);
    for (int i = 0; i < 1000; i++)
        sink_put(s, STR("0123456789"));
    T_OK(sink_close(s, true, &why));
    struct stat st;
    T_OK(stat(path, &st) == 0);
    T_INT(st.st_size, (3 << 20) + 10000);
}

int main(void)
{
    T_BEGIN();
    T_OK(mkdtemp(folder) != NULL);
    test_whole_or_not();
    test_link();
    test_errors();
    test_pipe();
    test_large();
    T_OK(unlink(place("a")) == 0 && unlink(place("link")) == 0);
    T_OK(unlink(place("large")) == 0);
    T_OK(rmdir(folder) == 0); /* no temporary file was left */
    return T_END();
}
