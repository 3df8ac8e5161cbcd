/* git_say.c -- why git has no such file, asked of git step by step; what was meant. */
#include "interp/base/utf8.h"
#include "interp/study/child.h"
#include "interp/study/git_file.h"

enum { LIST_BYTES = 16 << 20, NEAR = 2 };

typedef struct Sought {
    const char *name, *object, *rev, *path;
    Diag *d;
} Sought;

#define GIT(...) \
    child_run((const char *const[]){"git", __VA_ARGS__, NULL}, STR(""), LIST_BYTES)

static Str first_line(Str text)
{
    size_t n = 0;
    while (n < text.n && text.p[n] != '\n')
        n++;
    return str_trim(str_sub(text, 0, n));
}

/* The first line that is the reason, where tracing or advice stands before it. */
static Str reason(Str said)
{
    for (size_t i = 0; i < said.n; i++)
        if ((i == 0 || said.p[i - 1] == '\n')
            && (str_starts(str_sub(said, i, said.n), STR("fatal: "))
                || str_starts(str_sub(said, i, said.n), STR("error: "))))
            return first_line(str_sub(said, i, said.n));
    return first_line(said);
}

static void put(Sought *s, Diags *ds, MsgId msg, const char *a, const char *b)
{
    s->d = diag_file(ds, E0725, s->name, msg, DIAG_ARGS(a, b, NULL));
}

/* -- names that come near ----------------------------------------------------------------- */

/* The next of a list's names, each ended by `mark`; false: there are no more. */
static bool next_name(Str *list, char mark, Str *name)
{
    size_t n = 0;
    while (n < list->n && list->p[n] != mark)
        n++;
    *name = str_sub(*list, 0, n);
    *list = str_sub(*list, n < list->n ? n + 1 : n, list->n);
    return name->n > 0;
}

/* Mistyped, or at the end of the other's folders. */
static int apart(Str name, Str sought)
{
    const Str tail = str_of(str_format("/%s", str_z(sought)));
    if (!utf8_valid(name) || !utf8_valid(sought))
        return NEAR + 1;
    const int d = str_distance(name, sought, NEAR);
    return d > NEAR && str_ends(name, tail) ? 1 : d;
}

static const char *nearest_of(Str list, char mark, Str sought)
{
    Str name, near = {0};
    int best = NEAR + 1;
    while (sought.n > NEAR && next_name(&list, mark, &name)) {
        const int d = apart(name, sought);
        if (d < best) {
            best = d;
            near = name;
        }
    }
    return near.n > 0 ? str_z(near) : NULL;
}

static void propose_revision(Sought *s)
{
    const Child refs = GIT("for-each-ref", "--format=%(refname:short)");
    const char *near = refs.fine ? nearest_of(refs.out, '\n', str_of(s->rev)) : NULL;
    if (near != NULL)
        diag_help(s->d, MSG_GIT_NEAR, near);
    else if (str_starts(GIT("rev-parse", "--is-shallow-repository").out, STR("true")))
        diag_help(s->d, MSG_GIT_SHALLOW);
}

/* From the top; what stands above the current directory is not followed. */
static Str from_top(const Sought *s, Str prefix)
{
    const Str path = str_of(s->path);
    if (!str_starts(path, STR("./")))
        return path;
    return str_of(str_format("%s%s", str_z(prefix), s->path + 2));
}

static bool has_name(Str list, Str sought)
{
    Str name;
    while (next_name(&list, '\0', &name))
        if (str_eq(name, sought))
            return true;
    return false;
}

static void propose_path(Sought *s)
{
    const Child files = s->rev[0] != '\0' ? GIT("ls-tree", "-r", "--name-only", "-z",
                                                "--full-tree", s->rev)
                                          : GIT("ls-files", "-z", "--full-name", ":/");
    const Str prefix = first_line(GIT("rev-parse", "--show-prefix").out);
    const Str here = str_of(str_format("%s%s", str_z(prefix), s->path));
    const char *near = NULL;
    if (!files.fine)
        return;
    if (s->path[0] == '/')
        near = has_name(files.out, str_of(s->path + 1)) ? s->path + 1 : NULL;
    else if (prefix.n > 0 && has_name(files.out, here))
        near = str_format("./%s", s->path);
    if (near == NULL)
        near = nearest_of(files.out, '\0', from_top(s, prefix));
    if (near != NULL)
        diag_help(s->d, MSG_GIT_NEAR, str_format("git:%s:%s", s->rev, near));
}

/* -- reasons ------------------------------------------------------------------------------ */

static void say_path(Sought *s, Diags *ds)
{
    if (s->rev[0] == '\0')
        put(s, ds, MSG_GIT_NOT_STAGED, s->path, NULL);
    else
        put(s, ds, MSG_GIT_NO_PATH, s->path, s->rev);
    propose_path(s);
}

static void say_revision(Sought *s, Diags *ds)
{
    put(s, ds, MSG_GIT_NO_REVISION, s->rev, NULL);
    propose_revision(s);
}

static bool has_revision(const Sought *s)
{
    return s->rev[0] == '\0'
           || GIT("cat-file", "-e", str_format("%s^{tree}", s->rev)).fine;
}

static void say_what_git_knows(Sought *s, Diags *ds)
{
    const Child type = GIT("cat-file", "-t", s->object);
    if (!type.started)
        put(s, ds, MSG_GIT_MISSING, NULL, NULL);
    else if (!GIT("rev-parse", "--git-dir").fine)
        put(s, ds, MSG_GIT_NO_REPOSITORY, NULL, NULL);
    else if (str_starts(type.out, STR("tree")))
        put(s, ds, MSG_POLICY_DIRECTORY, NULL, NULL);
    else if (type.fine)
        put(s, ds, MSG_GIT_NOT_SHOWN, NULL, NULL);
    else if (has_revision(s))
        say_path(s, ds);
    else
        say_revision(s, ds);
    if (type.said.n > 0)
        diag_help(s->d, MSG_GIT_SAYS, str_z(reason(type.said)));
}

void git_file_say(Diags *ds, const char *name)
{
    Sought s = {.name = name, .object = git_object(name)};
    s.path = git_object_path(s.object);
    if (s.path == NULL) {
        put(&s, ds, MSG_GIT_SHAPE, NULL, NULL);
        diag_help(s.d, MSG_GIT_SHAPE_HELP, name);
        return;
    }
    s.rev = str_format("%.*s", (int)(s.path - s.object) - 1, s.object);
    if (s.rev[0] == '-')
        put(&s, ds, MSG_GIT_DASH, s.rev, NULL);
    else
        say_what_git_knows(&s, ds);
}
