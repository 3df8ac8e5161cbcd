/* git_file_test.c -- a child's two outputs, names of files of a revision, and what git has, of
 * a repository that is made here. */
#include "interp/base/diag_render.h"
#include "interp/study/child.h"
#include "interp/study/git_file.h"
#include "tests/unit/t.h"

#include <stdlib.h>
#include <unistd.h>

#define RUN(...) child_run((const char *const[]){__VA_ARGS__, NULL}, STR(""), 1 << 20)

static void test_child(void)
{
    t_group("child");
    const Child two = RUN("sh", "-c", "echo out; echo err >&2; exit 3");
    T_OK(two.started && !two.fine && !two.large);
    T_Z(two.out.p, "out\n");
    T_Z(two.said.p, "err\n");
    T_OK(RUN("true").fine);
    T_OK(!RUN("/no/such/program").started);
    T_OK(!RUN("sh", "-c", "kill -9 $$").fine);
    T_Z(RUN("cat").out.p, ""); /* no input: it does not wait */
    const char *const cat[] = {"cat", NULL};
    T_Z(child_run(cat, STR("given\n"), 100).out.p, "given\n");
    T_OK(child_run((const char *const[]){"true", NULL}, STR("unread"), 9).fine);
    T_Z(RUN("printf", "%s", "a b;$(c)").out.p, "a b;$(c)"); /* no shell */
}

/* More than a pipe holds on one side, before anything comes on the other. */
static void test_child_full(void)
{
    t_group("child, full pipes");
    const Child c =
        RUN("sh", "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero");
    T_OK(c.fine);
    T_INT(c.out.n, 300000);
    T_OK(c.said.n > 0 && c.said.n <= 4096);
    const char *const endless[] = {"sh", "-c", "exec cat /dev/zero", NULL};
    const Child large = child_run(endless, STR(""), 1000);
    T_OK(large.started && large.large && !large.fine);
    T_INT(large.out.n, 1001);
    T_OK(large.out.p == NULL);
    const char *const just[] = {"printf", "%s", "12345", NULL};
    T_OK(child_run(just, STR(""), 5).fine && child_run(just, STR(""), 4).large);
}

static void test_names(void)
{
    static const struct {
        const char *name, *path, *folder; /* path NULL: it names none */
    } rows[] = {
        {"git:main:policy.sla", "policy.sla", "git:main:"},
        {"git:origin/main:policy.sla", "policy.sla", "git:origin/main:"},
        {"git:a/b:sales/policy.sla", "sales/policy.sla", "git:a/b:sales/"},
        {"git:v1:./policy.sla", "./policy.sla", "git:v1:./"},
        {"git::policy.sla", "policy.sla", "git::"},
        {"git:@{10:30}:a/p.sla", "a/p.sla", "git:@{10:30}:a/"},
        {"git:HEAD^{/fix: x}:p.sla", "p.sla", "git:HEAD^{/fix: x}:"},
        {"git:main:a:b.sla", "a:b.sla", "git:main:"},
        {"git:main", NULL, "git:main"},
        {"git:", NULL, "git:"},
    };
    t_group("names");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *object = git_object(rows[i].name);
        T_OK(object != NULL);
        const char *path = git_object_path(object);
        T_OK((path == NULL) == (rows[i].path == NULL));
        if (path != NULL && rows[i].path != NULL)
            T_Z(path, rows[i].path);
        if (path != NULL)
            T_STR(text_file_folder(rows[i].name), str_of(rows[i].folder));
    }
    T_OK(git_object("./git:main:policy.sla") == NULL);
    T_OK(git_object("git/policy.sla") == NULL);
    T_STR(text_file_folder("a/git:b/p.sla"), STR("a/git:b/"));
}

/* -- a repository ------------------------------------------------------------------------- */

static void put(const char *name, const char *text)
{
    FILE *f = fopen(name, "w");
    T_OK(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

static bool make_repository(void)
{
    char folder[] = "/tmp/acordo-git.XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0)
        return false;
    setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    setenv("GIT_CEILING_DIRECTORIES", "/tmp", 1);
    setenv("LC_ALL", "C", 1);
    unsetenv("GIT_DIR");
    unsetenv("GIT_INDEX_FILE");
    unsetenv("GIT_WORK_TREE");
    const bool made =
        RUN("git", "init", "-q", "-b", "main", ".").fine && RUN("mkdir", "sales").fine;
    put("sales/policy.sla", "committed\n");
    return made && RUN("git", "add", ".").fine
           && RUN("git", "-c", "user.name=A", "-c", "user.email=a@example.com",
                  "commit", "-q", "-m", "one")
                  .fine;
}

static void read_is(const char *object, const char *want)
{
    Str text;
    T_INT(git_file_read(object, &text), TEXT_OK);
    T_STR(text, str_of(want));
}

static void fault_is(const char *object, TextFault want)
{
    Str text;
    T_INT(git_file_read(object, &text), want);
    T_INT(text.n, 0);
}

static void test_reading(void)
{
    t_group("reading");
    put("sales/policy.sla", "staged\n");
    T_OK(RUN("git", "add", ".").fine);
    put("sales/policy.sla", "of the disk\n");
    read_is("main:sales/policy.sla", "committed\n");
    read_is(":sales/policy.sla", "staged\n");
    T_OK(chdir("sales") == 0);
    read_is("HEAD:./policy.sla", "committed\n");
    read_is(":./policy.sla", "staged\n");
    T_OK(chdir("..") == 0);
    fault_is("main:policy.sla", TEXT_ABSENT);
    fault_is(":policy.sla", TEXT_ABSENT);
    fault_is("main:sales", TEXT_DIRECTORY);
    fault_is("mian:sales/policy.sla", TEXT_GIT);
    fault_is("-p:sales/policy.sla", TEXT_GIT);
    fault_is("main", TEXT_GIT);
    fault_is("main:a\nb", TEXT_GIT);
    fault_is("main:sales/policy.sla/x", TEXT_ABSENT);
    T_OK(git_file_exists("main:sales/policy.sla"));
    T_OK(!git_file_exists("main:sales"));
    T_OK(!git_file_exists("main:no.sla"));
    T_OK(!git_file_exists("--help:no.sla"));
}

static void test_links(void)
{
    t_group("links");
    T_OK(RUN("ln", "-s", "policy.sla", "sales/link.sla").fine);
    T_OK(RUN("ln", "-s", "sales", "shop").fine);
    T_OK(RUN("ln", "-s", "nowhere", "dangling.sla").fine);
    T_OK(RUN("ln", "-s", "/etc/hostname", "outside.sla").fine);
    T_OK(RUN("ln", "-s", "loop.sla", "loop.sla").fine);
    T_OK(RUN("git", "add", ".").fine);
    const Child tree = RUN("git", "write-tree");
    const char *id = str_format("%.*s", (int)tree.out.n - 1, tree.out.p);
    read_is(str_format("%s:sales/link.sla", id), "of the disk\n");
    read_is(str_format("%s:shop/policy.sla", id), "of the disk\n");
    read_is(str_format("%s:./shop/link.sla", id), "of the disk\n");
    fault_is(str_format("%s:dangling.sla", id), TEXT_ABSENT);
    fault_is(str_format("%s:outside.sla", id), TEXT_ABSENT);
    fault_is(str_format("%s:loop.sla", id), TEXT_ABSENT);
    T_OK(git_file_exists(str_format("%s:sales/link.sla", id)));
    T_OK(!git_file_exists(str_format("%s:dangling.sla", id)));
}

static void says(const char *name, const char *want)
{
    Diags *ds = diags_new();
    Buf b = {0};
    git_file_say(ds, name);
    diags_render(&b, ds, DIAG_PLAIN, false);
    buf_char(&b, '\0');
    t_group(b.p);
    T_OK(strstr(b.p, want) != NULL);
    T_OK(strstr(b.p, "E0725") != NULL);
    t_group("saying");
    buf_free(&b);
}

static void test_saying(void)
{
    says("git:mian:sales/policy.sla", "there is no revision `mian`");
    says("git:mian:sales/policy.sla", "did you mean `main`?");
    says("git:mian:sales/policy.sla", "git says: fatal: invalid object name 'mian'");
    says("git:main:sales/polcy.sla", "did you mean `git:main:sales/policy.sla`?");
    says("git:main:policy.sla", "did you mean `git:main:sales/policy.sla`?");
    says("git:main:/sales/policy.sla", "did you mean `git:main:sales/policy.sla`?");
    says("git::sales/polcy.sla", "among what is staged");
    says("git::sales/polcy.sla", "did you mean `git::sales/policy.sla`?");
    says("git:main:sales", "this is a directory");
    says("git:-p:x.sla", "no revision begins with `-`: -p");
    says("git:main", "names no file of a revision");
    T_OK(chdir("sales") == 0);
    says("git:main:policy.sla", "did you mean `git:main:./policy.sla`?");
    says("git:main:./polcy.sla", "did you mean `git:main:sales/policy.sla`?");
    T_OK(chdir("..") == 0);
    setenv("GIT_TRACE", "1", 1); /* its lines come before the reason */
    says("git:main:no.sla", "git says: fatal: path 'no.sla' does not exist");
    unsetenv("GIT_TRACE");
    setenv("GIT_DIR", "/dev/null", 1);
    says("git:main:x.sla", "there is no git repository here");
    unsetenv("GIT_DIR");
    setenv("PATH", "/nowhere", 1);
    says("git:main:x.sla", "git could not be run");
}

int main(void)
{
    T_BEGIN();
    const char *path = str_z(str_of(getenv("PATH")));
    test_child();
    test_child_full();
    test_names();
    T_OK(make_repository());
    test_reading();
    test_links();
    test_saying();
    setenv("PATH", path, 1);
    char *folder = getcwd(NULL, 0);
    T_OK(chdir("/") == 0 && RUN("rm", "-rf", folder).fine);
    free(folder);
    return T_END();
}
