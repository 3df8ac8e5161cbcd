/* term.c -- what the process is attached to. */
#define _DEFAULT_SOURCE /* winsize */
#include "interp/app/term.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool term_is(int fd) { return isatty(fd) == 1; }

int term_width(int fd)
{
    struct winsize w;
    if (!term_is(fd))
        return 0;
    const char *columns = getenv("COLUMNS");
    int given = columns != NULL ? atoi(columns) : 0;
    if (given > 0)
        return given;
    return ioctl(fd, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 80;
}

bool term_colour(const char *when, int fd)
{
    if (when != NULL && strcmp(when, "always") == 0)
        return true;
    if (when != NULL && strcmp(when, "never") == 0)
        return false;
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    bool dumb = term == NULL || strcmp(term, "dumb") == 0;
    return term_is(fd) && !dumb && (no == NULL || no[0] == '\0');
}

enum { PROCESSORS_MOST = 16 };

int term_processors(void)
{
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > PROCESSORS_MOST ? PROCESSORS_MOST : (int)n;
}

void term_write(Str text)
{
    while (text.n > 0) {
        ssize_t n = write(STDERR_FILENO, text.p, text.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return;
        text = str_sub(text, (size_t)n, text.n);
    }
}

/* The one thing a signal handler may change. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

void term_signals(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction note = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&ignore.sa_mask);
    sigemptyset(&note.sa_mask);
    sigaction(SIGPIPE, &ignore, NULL);
    sigaction(SIGINT, &note, NULL);
    sigaction(SIGTERM, &note, NULL);
}

bool term_interrupted(void) { return interrupted != 0; }
