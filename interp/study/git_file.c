/* git_file.c -- names of files of a revision, and their text from git. */
#include "interp/study/git_file.h"

#include "interp/study/child.h"

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

/* An object that begins so would be an option; no revision does. */
static bool can_be_asked(const char *object)
{
    return object[0] != '-' && git_object_path(object) != NULL;
}

static Child ask(const char *how, const char *object)
{
    const char *const argv[] = {"git", "cat-file", how, object, NULL};
    return child_run(argv, TEXT_FILE_LIMIT);
}

static TextFault fault_of(const char *object)
{
    const Child type = ask("-t", object);
    if (type.fine)
        return str_starts(type.out, STR("tree")) ? TEXT_DIRECTORY : TEXT_GIT;
    const char *rev =
        str_format("%.*s", (int)(git_object_path(object) - object - 1), object);
    const char *tree = str_format("%s^{tree}", rev);
    if (rev[0] == '\0')
        return TEXT_ABSENT;
    return ask("-e", tree).fine ? TEXT_ABSENT : TEXT_GIT;
}

TextFault git_file_read(const char *object, Str *out)
{
    *out = (Str){0};
    if (!can_be_asked(object))
        return TEXT_GIT;
    const Child c = ask("blob", object);
    *out = c.out;
    if (c.fine)
        return TEXT_OK;
    if (c.large)
        return TEXT_LARGE;
    *out = (Str){0};
    return c.started ? fault_of(object) : TEXT_GIT;
}

bool git_file_exists(const char *object)
{
    return can_be_asked(object) && str_starts(ask("-t", object).out, STR("blob"));
}
