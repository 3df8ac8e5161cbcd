/* bytes_test.c -- opening inputs: a file that may not be read is said to be one, and a pipe
 * that is empty for now is known from one that has ended. */
#define _DEFAULT_SOURCE /* seteuid */
#include "interp/base/diag_render.h"
#include "interp/io/bytes.h"
#include "tests/unit/t.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NOBODY = 65534 };

/* Root may read everything, so the test is nobody for a while. */
static void test_denied(void)
{
    t_group("denied");
    char name[] = "/tmp/acordo-bytes.XXXXXX";
    int fd = mkstemp(name);
    T_OK(fd >= 0 && fchmod(fd, 0) == 0);
    close(fd);
    bool root = geteuid() == 0;
    T_OK(!root || seteuid(NOBODY) == 0);
    Diags *diags = diags_new();
    T_OK(bytes_open(name, NULL, diags) == NULL);
    T_OK(!root || seteuid(0) == 0);
    Buf b = {0};
    diags_render(&b, diags, DIAG_GNU, false);
    T_STR(buf_view(&b),
          str_of(str_format("%s: error[E0703]: we may not read this file\n", name)));
    buf_free(&b);
    unlink(name);
}

static void test_waits(void)
{
    t_group("waits");
    int ends[2], in = dup(STDIN_FILENO);
    char two[2];
    T_OK(pipe(ends) == 0 && dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    Bytes *b = bytes_open("-", NULL, diags_new());
    T_OK(bytes_would_wait(b));
    T_INT(write(ends[1], "abcdef", 6), 6);
    T_OK(!bytes_would_wait(b));
    T_INT(bytes_read(b, two, 2), 2);
    T_OK(!bytes_would_wait(b)); /* the rest is in memory */
    T_INT(bytes_read(b, two, 2), 2);
    T_INT(bytes_read(b, two, 2), 2);
    T_OK(bytes_would_wait(b));
    close(ends[1]);
    T_OK(!bytes_would_wait(b)); /* the end is there to be read */
    T_INT(bytes_read(b, two, 2), 0);
    bytes_close(b);
    close(ends[0]);
    if (in >= 0)
        dup2(in, STDIN_FILENO);
}

int main(void)
{
    T_BEGIN();
    test_denied();
    test_waits();
    return T_END();
}
