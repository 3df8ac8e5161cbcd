/* codes_test.c -- every code's page holds: its bad example gives it, its good one nothing.
 *
 * A line `# team/rules.sla: TEXT` in an example is the content of that module.  Lints are
 * looked for where the code is one.  Codes of data, files and usage (E05 and on) need a run
 * and are tested where they are made.
 */
#include "grammar/parse.h"
#include "interp/base/diag_render.h"
#include "interp/sema/sema.h"
#include "interp/study/allow.h"
#include "interp/study/analysis.h"
#include "tests/unit/t.h"

static Str read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return (Str){0};
    enum { ROOM = 1 << 20 };
    char *text = mem_bytes(ROOM);
    size_t n = fread(text, 1, ROOM - 1, f);
    text[n] = '\0';
    fclose(f);
    return (Str){text, n};
}

static const char *file_of(Str module)
{
    char *path = mem_bytes(module.n + 1);
    for (size_t i = 0; i < module.n; i++)
        path[i] = module.p[i] == '.' ? '/' : module.p[i];
    path[module.n] = '\0';
    return path;
}

/* The module that a comment of the example holds. */
static bool in_comment(const char *example, const char *path, Str *text)
{
    const char *head = str_format("# %s.sla: ", path);
    const char *at = strstr(example, head);
    if (at == NULL)
        return false;
    at += strlen(head);
    const char *end = strchr(at, '\n');
    *text = str_copy((Str){at, (size_t)(end - at) + 1});
    return true;
}

static bool load_module(void *ctx, const char *from, Str path, const char **name,
                        Str *text)
{
    (void)from;
    bool own = str_starts(path, STR("std."));
    const char *file = file_of(own ? str_sub(path, 4, path.n) : path);
    *name = str_format("%s.sla", file);
    if (!own)
        return in_comment(ctx, file, text);
    *text = read_file(str_format("stdlib/%s.sla", file));
    return text->p != NULL;
}

static bool load_file(void *ctx, const char *from, Str path, Str *text,
                      const char **why)
{
    (void)ctx, (void)from, (void)path, (void)text;
    *why = "no such file";
    return false;
}

static Diags *run(const char *text, bool syntax, bool lints)
{
    Diags *ds = diags_new();
    char *ctx = mem_bytes(strlen(text) + 1);
    strcpy(ctx, text);
    SemaEnv env = {.ctx = ctx,
                   .load_module = load_module,
                   .load_file = load_file,
                   .zone_dir = "/usr/share/zoneinfo",
                   .lints = lints};
    const Parsed *p = parse_file(source_new("example.sla", str_of(text)), ds);
    if (!syntax) {
        const Core *core = sema_policy(p, &env, ds);
        if (core != NULL)
            analysis_find(&(AnalysisWant){
                .core = core, .own = p->src, .lints = lints, .diags = ds});
        allow_findings(ds, &(AllowScope){&p, 1, core != NULL, lints, true});
    }
    return ds;
}

static const char *shown(Diags *ds)
{
    Buf b = {0};
    diags_render(&b, ds, DIAG_GNU, false);
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}

static void check_code(DiagCode code)
{
    const DiagInfo *info = diag_info(code);
    const bool syntax = info->name[2] == '1', lint = info->severity == SEV_LINT;
    t_group(info->name);
    Diags *bad = run(info->bad, syntax, lint);
    bool only = bad->n > 0;
    for (int i = 0; i < bad->n; i++)
        only &= bad->item[i]->code == code;
    t_result(only, __LINE__, info->bad, shown(bad), info->name);
    Diags *good = run(info->good, syntax, lint);
    t_result(good->n == 0, __LINE__, info->good, shown(good), "nothing");
}

static void check_page(DiagCode code)
{
    const DiagInfo *info = diag_info(code);
    DiagCode found;
    T_OK(diag_code_of(str_of(info->name), &found) && found == code);
    T_OK(info->title[0] != '\0' && info->about[0] != '\0');
    T_OK((info->name[0] == 'W') == (info->severity != SEV_ERROR));
}

int main(void)
{
    T_BEGIN();
    for (int i = 0; i < (int)N_DIAG_CODES; i++) {
        const char *name = diag_info((DiagCode)i)->name;
        check_page((DiagCode)i);
        if (name[2] == '6' || (name[2] >= '1' && name[2] <= '4'))
            check_code((DiagCode)i);
    }
    return T_END();
}
