/* report_out.c -- what a report needs to know of its pass. */
#include "interp/app/report_out.h"

#include "interp/app/outputs.h"
#include "interp/base/mem.h"
#include "interp/study/report_inputs.h"

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

static ReportFrame frame_of(const Pass *p)
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
    const InputsRead in = {.core = p->s->core,
                           .name = p->inputs.name,
                           .n = p->inputs.n,
                           .stats = reader_stats(p->reader),
                           .fact = p->inputs.fact,
                           .facts = p->facts};
    f.input = report_inputs(&in, &f.n_inputs);
    return f;
}

const Report *report_of(const Pass *p)
{
    const ReportFrame f = frame_of(p);
    return report_make(p->s, p->assess, &f);
}

const Report *report_before(const Pass *p)
{
    ReportFrame f = frame_of(p);
    f.overflow = p->before->sums.overflow;
    f.div_zero = p->before->sums.div_zero;
    f.no_instant = p->before->sums.no_instant;
    return report_make(p->before->s, p->before->assess, &f);
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
