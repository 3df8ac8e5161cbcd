/* report_out.c -- what a report needs to know of its pass. */
#include "interp/app/report_out.h"

#include "interp/app/outputs.h"
#include "interp/base/mem.h"

static const char *const endings[] = {[REPORT_TEXT] = ".txt",
                                      [REPORT_MARKDOWN] = ".md",
                                      [REPORT_JSON] = ".json",
                                      [REPORT_CSV] = ".csv",
                                      [REPORT_HTML] = ".html"};
static const char *const formats[] = {[REPORT_TEXT] = "text",
                                      [REPORT_MARKDOWN] = "markdown",
                                      [REPORT_JSON] = "json",
                                      [REPORT_CSV] = "csv",
                                      [REPORT_HTML] = "html"};
enum { N_FORMATS = sizeof formats / sizeof *formats, PERIODS_MOST = 1000 };

bool periods_wanted(App *app, int *out)
{
    *out = REPORT_PERIODS;
    return app_count(app, OPT_PERIODS, PERIODS_MOST, MSG_BAD_PERIODS, out);
}

ReportFormat report_format(const char *format, const char *path)
{
    for (int i = 0; i < N_FORMATS; i++)
        if (format != NULL ? strcmp(format, formats[i]) == 0
                           : path != NULL && str_ends(str_of(path), str_of(endings[i])))
            return (ReportFormat)i;
    return REPORT_TEXT;
}

/* -- the frame -------------------------------------------------------------------------- */

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

/* One a kind of record: its files are read as one. */
static ReportInput *inputs_read(const Pass *p, int *n)
{
    const Core *core = p->s->core;
    ReportInput *in = MEM_ARRAY(ReportInput, core->n_facts + 1);
    *n = 0;
    in[(*n)++] =
        input_read(p->inputs.name, p->inputs.n, STR("lead"), reader_stats(p->reader));
    for (int i = 0; i < core->n_facts; i++)
        if (fact_files_stats(p->facts, i) != NULL) {
            in[*n] = input_read(p->inputs.fact[i].name, p->inputs.fact[i].n,
                                core->facts[i].name, fact_files_stats(p->facts, i));
            in[(*n)++].repeated = fact_files_repeated(p->facts, i);
        }
    return in;
}

static const char *const *settings_of(const Args *a)
{
    const char **set = MEM_ARRAY(const char *, a->n_given + 1);
    int n = 0;
    for (int i = 0; i < a->n_given; i++)
        if (a->given[i].id == OPT_SET)
            set[n++] = a->given[i].value;
    return set;
}

/* Those of the options that were given, in pairs of name and value. */
static const char *const *options_given(const Args *a, const OptionId *among, int n)
{
    const char **pair = MEM_ARRAY(const char *, 2 * n + 1);
    int at = 0;
    for (int i = 0; i < n; i++) {
        const char *value = args_value(a, among[i]);
        if (value == NULL)
            continue;
        pair[at++] = option_table()[among[i]].name;
        pair[at++] = value;
    }
    return pair;
}

enum { N_READING = 5, N_CHOOSING = 2 };
static const OptionId reading[N_READING] = {OPT_IN, OPT_DELIMITER, OPT_ENCODING,
                                            OPT_RECORDS, OPT_MAX_RECORD};
static const OptionId choosing[N_CHOOSING] = {OPT_WHERE, OPT_PERIODS};

const Report *report_of(const Pass *p)
{
    const Args *args = p->app->args;
    ReportFrame f = {.as_of_us = p->as_of_us,
                     .reading = options_given(args, reading, N_READING),
                     .choosing = options_given(args, choosing, N_CHOOSING),
                     .periods = p->periods,
                     .scenario = args_value(p->app->args, OPT_SCENARIO),
                     .settings = settings_of(p->app->args),
                     .where = args_value(p->app->args, OPT_WHERE),
                     .n_kept = p->sum.written,
                     .overflow = p->sum.overflow,
                     .div_zero = p->sum.div_zero,
                     .no_instant = p->sum.no_instant,
                     .partial = !pass_is_whole(p)};
    f.input = inputs_read(p, &f.n_inputs);
    return report_make(p->s, measures_close(assess_measures(p->assess)),
                       assess_worklist(p->assess), &f);
}

/* -- beside a run ----------------------------------------------------------------------- */

void report_wanted(Pass *p)
{
    p->assesses = args_has(p->app->args, OPT_REPORT);
    p->periods = REPORT_PERIODS;
}

bool report_beside(Pass *p)
{
    const char *path = args_value(p->app->args, OPT_REPORT), *why;
    if (path == NULL)
        return true;
    Sink *out = sink_open(path, -1, &why);
    if (out == NULL) {
        app_say(p->app, msg_text(MSG_CANNOT_WRITE, path, why), NULL);
        return false;
    }
    report_write(out, report_of(p), report_format(NULL, path), NULL);
    return pass_close(p, out, OPT_REPORT);
}
