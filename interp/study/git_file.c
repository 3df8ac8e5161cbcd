/* git_file.c -- names of files of a revision, and their text from git. */
#include "interp/study/git_file.h"

#include "interp/study/child.h"

enum { HEAD_BYTES = 128 };

const char *git_object(const char *name)
{
    const Str prefix = STR("git:");
    return str_starts(str_of(name), prefix) ? name + prefix.n : NULL;
}

/* A revision may have colons between braces: HEAD@{10:30}, HEAD^{/fix: x}. */
const char *git_object_path(const char *object)
{
    int depth = 0;
    for (const char *p = object; *p != '\0'; p++) {
        depth += (*p == '{') - (*p == '}' && depth > 0);
        if (*p == ':' && depth == 0)
            return p + 1;
    }
    return NULL;
}

/* An object that begins so would be an option; no revision does.  One is asked for by line. */
static bool can_be_asked(const char *object)
{
    return object[0] != '-' && git_object_path(object) != NULL
           && strchr(object, '\n') == NULL && strlen(object) < CHILD_INPUT;
}

/* Links inside the revision are followed, of a folder too; what is staged is as it is. */
static Child ask(const char *how, const char *object)
{
    const char *const argv[] = {"git", "cat-file", "--follow-symlinks", how, NULL};
    const Str line = str_of(str_format("%s\n", object));
    return child_run(argv, line, TEXT_FILE_LIMIT + HEAD_BYTES);
}

/* The answer's head: "OID blob SIZE", or what there is instead: "… missing", "dangling 4". */
static Str head_of(Str out)
{
    const char *end = out.n > 0 ? memchr(out.p, '\n', out.n) : NULL;
    return str_sub(out, 0, end != NULL ? (size_t)(end - out.p) : 0);
}

static bool is_kind(Str head, const char *kind)
{
    const char *blank = head.n > 0 ? memchr(head.p, ' ', head.n) : NULL;
    const Str rest =
        blank != NULL ? str_sub(head, (size_t)(blank - head.p), head.n) : (Str){0};
    return str_starts(rest, str_of(str_format(" %s ", kind)));
}

/* Whether the revision is there, and so its path is not. */
static TextFault fault_of(const char *object)
{
    const size_t n = (size_t)(git_object_path(object) - object) - 1;
    const char *tree = str_format("%.*s^{tree}", (int)n, object);
    return n == 0 || is_kind(head_of(ask("--batch-check", tree).out), "tree")
               ? TEXT_ABSENT
               : TEXT_GIT;
}

TextFault git_file_read(const char *object, Str *out)
{
    *out = (Str){0};
    if (!can_be_asked(object))
        return TEXT_GIT;
    const Child c = ask("--batch", object);
    const Str head = head_of(c.out);
    if (c.large) {
        out->n = c.out.n;
        return TEXT_LARGE;
    }
    if (c.fine && is_kind(head, "tree"))
        return TEXT_DIRECTORY;
    if (!c.fine || !is_kind(head, "blob"))
        return c.fine ? fault_of(object) : TEXT_GIT;
    *out = str_copy(
        str_sub(c.out, head.n + 1, c.out.n - 1)); /* a line's end is behind it */
    return TEXT_OK;
}

bool git_file_exists(const char *object)
{
    return can_be_asked(object)
           && is_kind(head_of(ask("--batch-check", object).out), "blob");
}
