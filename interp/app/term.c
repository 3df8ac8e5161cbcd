/* term.c -- what the process is attached to. */
#define _DEFAULT_SOURCE /* winsize */
#include "interp/app/term.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
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

/* What a signal handler may change. */
static volatile sig_atomic_t interrupted, ended, resized;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static void on_end(int number)
{
    (void)number;
    interrupted = ended = 1;
}

static void on_resize(int number)
{
    (void)number;
    resized = 1;
}

static void handle(int number, void (*handler)(int), int flags)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

void term_signals(void)
{
    handle(SIGPIPE, SIG_IGN, 0);
    handle(SIGINT, on_interrupt, (int)SA_RESETHAND);
    handle(SIGTERM, on_interrupt, (int)SA_RESETHAND);
}

bool term_interrupted(void) { return interrupted != 0; }

/* -- at a prompt ------------------------------------------------------------------------ */

void term_prompt_signals(void)
{
    handle(SIGINT, on_interrupt, 0);
    handle(SIGTERM, on_end, 0);
    handle(SIGHUP, on_end, 0);
    handle(SIGWINCH, on_resize, 0);
}

void term_interrupt_taken(void) { interrupted = ended; }
bool term_ended(void) { return ended != 0; }

bool term_resized(void)
{
    const bool was = resized != 0;
    resized = 0;
    return was;
}

void term_hold(sigset_t *open)
{
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigaddset(&held, SIGWINCH);
    sigprocmask(SIG_BLOCK, &held, open);
}

void term_release(const sigset_t *open) { sigprocmask(SIG_SETMASK, open, NULL); }

/* -- the environment -------------------------------------------------------------------- */

bool term_utf8(void)
{
    return setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* In the order of POSIX: the first that is not empty says so. */
bool term_portuguese(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return strncmp(value, "pt", 2) == 0;
    }
    return false;
}

const char *term_state_folder(void)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state != NULL && state[0] == '/')
        return str_format("%s", state);
    return home != NULL && home[0] == '/' ? str_format("%s/.local/state", home) : NULL;
}
