/* repl_history.c -- readline's history, written as it grows so that sessions share it. */
#include "interp/app/repl_history.h"

#include "interp/app/term.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>

enum { ENTRIES = 5000 };

static char file[4096]; /* "": none */

/* All folders of the path, as they are needed; false: one cannot be made. */
static bool make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const bool there = mkdir(path, 0700) == 0 || access(path, X_OK) == 0;
        *slash = '/';
        if (!there)
            return false;
    }
    return true;
}

void repl_history_open(void)
{
    const char *folder = term_state_folder();
    using_history();
    history_write_timestamps = 1; /* inputs of several lines stay whole */
    history_comment_char = '#';
    stifle_history(ENTRIES);
    if (folder == NULL)
        return;
    const int n = snprintf(file, sizeof file, "%s/acordo/history", folder);
    const bool fits = n > 0 && n < (int)sizeof file;
    const int fd =
        fits && make_folders(file) ? open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (fd < 0) {
        file[0] = '\0';
        return;
    }
    close(fd);
    read_history(file);
    if (history_length == ENTRIES)
        history_truncate_file(file, ENTRIES);
}

void repl_history_add(Str text)
{
    const HIST_ENTRY *last = history_length > 0 ? history_get(history_length) : NULL;
    const char *z = str_z(text);
    if (text.n == 0 || z[0] == ' ' || (last != NULL && strcmp(last->line, z) == 0))
        return;
    add_history(z);
    if (file[0] != '\0')
        append_history(1, file);
}
