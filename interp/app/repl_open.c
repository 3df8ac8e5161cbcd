/* repl_open.c -- the policy and the leads: loaded, opened, read again. */
#include "interp/app/progress.h"
#include "interp/app/repl_state.h"
#include "interp/app/term.h"
#include "interp/base/mem.h"
#include "interp/io/rejects_out.h"
#include "interp/io/summary.h"

enum { REJECTS_SHOWN = 5 };

/* -- leads ------------------------------------------------------------------------------ */

static void drop_base(Repl *r)
{
    repl_forget(r);
    repl_forget_leads(r);
    lead_base_free(r->base);
    r->base = NULL;
    r->row = -1;
}

void repl_close(Repl *r)
{
    drop_base(r);
    buf_free(&r->out);
}

typedef struct Reading {
    App *app;
    Progress progress;
} Reading;

static bool go_on(void *ctx, const ReadStats *stats)
{
    Reading *reading = ctx;
    progress_step(reading->app, &reading->progress, stats);
    return !term_interrupted();
}

static void show_reject(void *ctx, Str line)
{
    Repl *r = ctx;
    if (!r->app->quiet && !r->json)
        app_note(r->app, line);
}

/* Options say how the inputs are read; the words, what they are. */
static bool inputs_named(Repl *r, const char *const *name, int n, Inputs *out)
{
    App app = *r->app;
    Args args = *app.args;
    args.operand = MEM_ARRAY(const char *, n + 1);
    memcpy(args.operand, name, sizeof *name * (size_t)n);
    args.n = n;
    app.args = &args;
    return inputs_of(&app, 0, r->session->core, out);
}

static LeadBase *read_base(Repl *r, const Inputs *in)
{
    Reading reading = {.app = r->app};
    RejectsOut *rejects = rejects_out_new(NULL, REJECTS_SHOWN, show_reject, r);
    const BaseInputs inputs = {.read = in->read,
                               .name = in->name,
                               .n = in->n,
                               .fact = in->fact,
                               .rejects = rejects_out_sink(rejects),
                               .go_on = go_on,
                               .ctx = &reading};
    progress_begin(r->app, &reading.progress, true);
    LeadBase *base =
        lead_base_read(r->session, &inputs, whatif_state(r->whatif)->as_of_us);
    progress_end(r->app);
    return base;
}

static void say_opened(Repl *r)
{
    const LeadBase *b = r->base;
    for (int i = 0; i < b->n_inputs && !r->json; i++) {
        const ReportInput *in = &b->input[i];
        buf_format(&r->out, "%s  %s\n", in->name,
                   msg_text(MSG_SUM_READ, count_text(in->stats.read),
                            count_text(in->stats.accepted),
                            count_text(in->stats.rejected)));
    }
    if (r->json)
        buf_format(&r->out, "{\"leads\": %lld, \"rejected\": %llu}",
                   (long long)kept_rows_n(b->leads),
                   (unsigned long long)b->input[0].stats.rejected);
}

Exit repl_open_data(Repl *r, const char *const *name, int n)
{
    Inputs in;
    if (!inputs_named(r, name, n, &in))
        return EXIT_USAGE;
    LeadBase *base = read_base(r, &in);
    if (base == NULL)
        return diags_any_error(r->diags)
                   ? EXIT_USAGE
                   : repl_wrong(r, msg_text(MSG_REPL_STOPPED), NULL);
    drop_base(r);
    r->base = base;
    r->inputs = in;
    r->data = NULL;
    r->n_data = 0;
    r->cap_data = 0;
    for (int i = 0; i < n; i++)
        MEM_PUSH(r->data, r->n_data, r->cap_data) = name[i];
    say_opened(r);
    return EXIT_DONE;
}

Exit repl_open(Repl *r, Str args)
{
    int n;
    const char **name = repl_words(args, &n);
    if (r->policy == NULL)
        return repl_wrong(r, msg_text(MSG_REPL_NO_POLICY),
                          msg_text(MSG_REPL_NO_POLICY_HINT));
    return repl_open_data(r, name, n);
}

/* -- the policy ------------------------------------------------------------------------- */

static Exit begin(Repl *r, Session *s, int64_t as_of_us)
{
    r->whatif = whatif_new(s, as_of_us);
    repl_forget(r);
    repl_follow(r);
    return EXIT_DONE;
}

/* Settings of the command line are of what was loaded. */
Exit repl_load(Repl *r, const char *path)
{
    Session *s = session_new(r->diags);
    int64_t as_of_us = 0;
    if (path == NULL)
        session_load_nothing(s);
    const Exit exit = path != NULL ? app_load(r->app, s, path, false)
                                   : app_settings(r->app, s);
    if (exit != EXIT_DONE)
        return exit;
    if (!app_as_of(r->app, s->core->zone, &as_of_us))
        return EXIT_USAGE;
    r->policy = path;
    return begin(r, s, as_of_us);
}

/* The leads are read again where the new policy reads them otherwise. */
static Exit load_over(Repl *r, const char *path, bool again)
{
    const Exit exit = repl_load(r, path);
    if (exit != EXIT_DONE || r->n_data == 0)
        return exit;
    if (!again && r->base != NULL && lead_base_fits(r->base, r->session->core))
        return repl_done(r, MSG_REPL_LOADED, path);
    return repl_open_data(r, r->data, r->n_data);
}

Exit repl_load_file(Repl *r, Str args)
{
    return load_over(r, str_z(args), false);
}

Exit repl_reload(Repl *r, Str args)
{
    (void)args;
    if (r->policy == NULL)
        return repl_wrong(r, msg_text(MSG_REPL_NO_POLICY),
                          msg_text(MSG_REPL_NO_POLICY_HINT));
    return load_over(r, r->policy, true);
}
