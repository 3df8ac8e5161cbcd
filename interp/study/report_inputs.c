/* report_inputs.c -- files and counts, one entry a kind of record. */
#include "interp/study/report_inputs.h"

#include "interp/base/mem.h"
#include <string.h>

static const char *names_of(const char *const *name, int n)
{
    Buf b = {0};
    for (int i = 0; i < n; i++)
        buf_format(&b, "%s%s", i > 0 ? ", " : "",
                   strcmp(name[i], "-") == 0 ? msg_text(MSG_STDIN) : name[i]);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static ReportInput input_read(const char *const *name, int n, Str what,
                              const ReadStats *stats)
{
    return (ReportInput){.name = names_of(name, n),
                         .file = name,
                         .n_files = n,
                         .what = what,
                         .stats = *stats};
}

ReportInput *report_inputs(const InputsRead *in, int *n)
{
    const Core *core = in->core;
    ReportInput *to = MEM_ARRAY(ReportInput, core->n_facts + 1);
    *n = 0;
    to[(*n)++] = input_read(in->name, in->n, STR("lead"), in->stats);
    for (int i = 0; i < core->n_facts; i++)
        if (fact_files_stats(in->facts, i) != NULL) {
            to[*n] = input_read(in->fact[i].name, in->fact[i].n, core->facts[i].name,
                                fact_files_stats(in->facts, i));
            to[(*n)++].repeated = fact_files_repeated(in->facts, i);
        }
    return to;
}
