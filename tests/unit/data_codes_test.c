/* data_codes_test.c -- every E05 and W05 code's examples, as `acordo help` shows them: bad
 * gives exactly that reject (W: that finding), good gives none. */
#include "interp/sema/sema.h"
#include "tests/unit/reader_part.h"

static const char *what; /* the code at hand */

static Core *compile(Str text)
{
    Diags *diags = diags_new();
    SemaEnv env = {.zone_dir = "/usr/share/zoneinfo"};
    Parsed *p = parse_file(source_new("example.sla", text), diags);
    Core *core = diags->n_errors == 0 ? sema_policy(p, &env, diags) : NULL;
    for (int i = 0; i < diags->n; i++)
        if (diags->item[i]->severity == SEV_ERROR)
            printf("%s: %s\n", what, diags->item[i]->text);
    return core;
}

static Run run_example(const char *example)
{
    const char *cut = strstr(example, "\n---\n");
    T_OK(cut != NULL);
    if (cut == NULL)
        return (Run){0};
    Core *core = compile((Str){example, (size_t)(cut + 1 - example)});
    T_OK(core != NULL);
    return core != NULL ? run_text(core, cut + 5, NULL) : (Run){0};
}

static void test_code(DiagCode code)
{
    const DiagInfo *info = diag_info(code);
    what = info->name;
    t_group(info->name);
    bool warning = info->severity == SEV_WARNING;
    if (info->bad[0] == '\0') {
        T_OK(code == E0503 || code == E0504); /* text cannot show these */
        T_Z(info->good, "");
        return;
    }
    Run bad = run_example(info->bad);
    T_INT(bad.stats.rejected, warning ? 0 : 1);
    T_INT(bad.stats.by_code[code], warning ? 0 : 1);
    if (warning)
        T_OK(bad.findings != NULL && strstr(bad.findings, info->name) != NULL);
    Run good = run_example(info->good);
    T_INT(good.stats.rejected, 0);
    T_Z(good.findings, "");
    T_OK(good.stats.accepted > 0);
}

int main(void)
{
    T_BEGIN();
    int n = 0;
    for (int i = 0; i < (int)N_DIAG_CODES; i++) {
        const char *name = diag_info((DiagCode)i)->name;
        if (strncmp(name + 1, "05", 2) == 0) {
            test_code((DiagCode)i);
            n++;
        }
    }
    T_OK(n > 15);
    return T_END();
}
