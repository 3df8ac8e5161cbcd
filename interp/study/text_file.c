/* text_file.c -- reading a file to its end. */
#include "interp/study/text_file.h"

#include "interp/base/mem.h"
#include "interp/study/git_file.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_BYTES = 64 << 10 };

static TextFault fault_of(int error)
{
    if (error == ENOENT || error == ENOTDIR)
        return TEXT_ABSENT;
    if (error == EISDIR)
        return TEXT_DIRECTORY;
    return error == EACCES || error == EPERM ? TEXT_DENIED : TEXT_BROKEN;
}

static TextFault read_all(int fd, Str *out)
{
    Buf b = {0};
    TextFault fault = TEXT_OK;
    for (;;) {
        ssize_t n = read(fd, buf_room(&b, READ_BYTES), READ_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            fault = fault_of(errno);
        if (n <= 0)
            break;
        b.n += (size_t)n;
        if (b.n > TEXT_FILE_LIMIT) {
            fault = TEXT_LARGE;
            break;
        }
    }
    *out = fault == TEXT_OK ? buf_copy(&b) : (Str){NULL, b.n};
    buf_free(&b);
    return fault;
}

TextFault text_file_read(const char *path, Str *out)
{
    struct stat st;
    const char *object = git_object(path);
    if (object != NULL)
        return git_file_read(object, out);
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    *out = (Str){0};
    if (fd < 0)
        return fault_of(errno);
    TextFault fault = TEXT_OK;
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
        fault = TEXT_DIRECTORY;
    else if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)
             && st.st_size > TEXT_FILE_LIMIT) {
        fault = TEXT_LARGE;
        out->n = (size_t)st.st_size;
    } else
        fault = read_all(fd, out);
    if (!standard)
        close(fd);
    return fault;
}

bool text_file_exists(const char *path)
{
    struct stat st;
    const char *object = git_object(path);
    return object != NULL ? git_file_exists(object)
                          : stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* A revision may have slashes of its own. */
Str text_file_folder(const char *path)
{
    const char *object = git_object(path);
    const char *own = object != NULL ? git_object_path(object) : NULL;
    const char *name = own != NULL ? own : path;
    const char *slash = strrchr(name, '/');
    return (Str){path, (size_t)((slash != NULL ? slash + 1 : name) - path)};
}
