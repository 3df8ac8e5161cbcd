/* pass_end.c -- after the last record: what was rejected, what no input had, a summary. */
#include "interp/app/outputs.h"
#include "interp/app/pass.h"
#include "interp/app/pass_limit.h"
#include "interp/app/term.h"
#include "interp/base/mem.h"

enum { REJECTS_SHOWN = 5, UNSEEN_SHOWN = 3 };

static bool closed(Pass *p, Sink *sink, OptionId option, bool keep)
{
    const char *why = "";
    if (sink == NULL || sink_close(sink, keep, &why))
        return true;
    app_say(p->app, msg_text(MSG_CANNOT_WRITE, args_value(p->app->args, option), why),
            NULL);
    return false;
}

bool pass_close(Pass *p, Sink *sink, OptionId option)
{
    const bool whole = pass_is_whole(p);
    if (sink != NULL && !whole)
        app_say(p->app, msg_text(MSG_NOT_WRITTEN, args_value(p->app->args, option)),
                NULL);
    return closed(p, sink, option, whole);
}

ReadStats pass_stats(const Pass *p)
{
    ReadStats all = *reader_stats(p->reader);
    for (int i = 0; i < p->s->core->n_facts; i++) {
        const ReadStats *s = fact_files_stats(p->facts, i);
        if (s == NULL)
            continue;
        all.read += s->read;
        all.accepted += s->accepted;
        all.rejected += s->rejected;
        all.rounded += s->rounded;
        all.otherwise += s->otherwise;
        for (int c = 0; c < (int)N_DIAG_CODES; c++)
            all.by_code[c] += s->by_code[c];
    }
    return all;
}

bool pass_is_whole(const Pass *p) { return !p->broke_off && !term_interrupted(); }

static void say_more_rejects(Pass *p, uint64_t n)
{
    if (p->app->quiet || n == 0)
        return;
    Buf b = {0};
    if (n > REJECTS_SHOWN) {
        uint64_t more = n - REJECTS_SHOWN;
        buf_z(&b, msg_text(more == 1 ? MSG_MORE_REJECTS_ONE : MSG_MORE_REJECTS,
                           count_text(more)));
        buf_char(&b, '\n');
    }
    if (p->rejects == NULL)
        buf_format(&b, "  = %s\n", msg_text(MSG_REJECTS_HINT));
    app_note(p->app, buf_view(&b));
    buf_free(&b);
}

/* Columns that no input has: those with a near name first, a few in all; the rest by
 * number, for inputs often have a part of the columns that a policy knows. */
static void say_unseen(Pass *p)
{
    Diags *all = diags_new(), *shown = diags_new();
    reader_unseen(p->reader, all);
    fact_files_unseen(p->facts, all);
    if (p->app->quiet)
        return;
    for (int helped = 1; helped >= 0; helped--)
        for (int i = 0; i < all->n; i++)
            if ((all->item[i]->n_help > 0) == (helped == 1) && shown->n < UNSEEN_SHOWN)
                MEM_PUSH(shown->item, shown->n, shown->cap) = all->item[i];
    int more = all->n - shown->n;
    Buf b = {0};
    for (int i = 0; i < shown->n; i++)
        diag_render(&b, shown->item[i], p->app->human_err ? DIAG_HUMAN : DIAG_GNU,
                    p->app->colour_err);
    if (more > 0)
        buf_format(&b, "%s\n",
                   msg_text(more == 1 ? MSG_MORE_UNSEEN_ONE : MSG_MORE_UNSEEN,
                            str_format("%d", more)));
    app_note(p->app, buf_view(&b));
    buf_free(&b);
}

static const SummaryFact *facts_read(const Pass *p, int *n)
{
    const Core *core = p->s->core;
    SummaryFact *fact = MEM_ARRAY(SummaryFact, core->n_facts + 1);
    *n = 0;
    for (int i = 0; i < core->n_facts; i++)
        if (fact_files_stats(p->facts, i) != NULL)
            fact[(*n)++] = (SummaryFact){
                core->facts[i].name, p->inputs.fact[i].name, p->inputs.fact[i].n,
                fact_files_stats(p->facts, i), fact_files_repeated(p->facts, i)};
    return fact;
}

static void say_summary(Pass *p, const ReadStats *all)
{
    if (p->app->quiet)
        return;
    Buf b = {0};
    Summary *s = &p->sum;
    const bool partial = !pass_is_whole(p);
    s->core = p->s->core;
    s->as_of_us = p->as_of_us;
    s->scenario = args_value(p->app->args, OPT_SCENARIO);
    s->inputs = p->inputs.name;
    s->n_inputs = p->inputs.n;
    s->fact = facts_read(p, &s->n_facts);
    s->leads = reader_stats(p->reader);
    s->read = all;
    s->filtered = p->where_at >= 0;
    s->rejects = partial ? NULL : output_file(p->app, OPT_REJECTS);
    s->actions = partial ? NULL : output_file(p->app, OPT_ACTIONS);
    s->partial = partial;
    summary_print(&b, s);
    app_note(p->app, buf_view(&b));
    buf_free(&b);
}

/* Of which more were rejected than --max-rejects allows, or NULL.  A share is one of each
 * kind of record: a long fact must not make up for bad leads. */
static const ReadStats *too_many(const Pass *p, const ReadStats *all)
{
    if (!pass_limit_is_share(p->app))
        return pass_limit_passed(p->app, all) ? all : NULL;
    if (pass_limit_passed(p->app, reader_stats(p->reader)))
        return reader_stats(p->reader);
    for (int i = 0; i < p->s->core->n_facts; i++) {
        const ReadStats *s = fact_files_stats(p->facts, i);
        if (s != NULL && pass_limit_passed(p->app, s))
            return s;
    }
    return NULL;
}

static Exit verdict(Pass *p, const ReadStats *all)
{
    if (term_interrupted())
        return EXIT_INTERRUPTED;
    if (p->broke_off)
        return EXIT_USAGE;
    const ReadStats *of = too_many(p, all);
    if (of == NULL)
        return EXIT_DONE;
    app_say(p->app,
            msg_text(MSG_TOO_MANY_REJECTS, count_text(of->rejected),
                     count_text(of->read), args_value(p->app->args, OPT_MAX_REJECTS)),
            NULL);
    return EXIT_REJECTS;
}

Exit pass_end(Pass *p)
{
    const bool whole = pass_is_whole(p);
    const ReadStats all = pass_stats(p);
    if (p->out == p->app->out)
        sink_flush(p->out);
    say_more_rejects(p, all.rejected);
    if (whole && p->out->error == 0)
        say_unseen(p);
    app_findings(p->app, p->diags);
    if (!sink_failed(p->out))
        say_summary(p, &all);
    Exit exit = verdict(p, &all);
    bool written = pass_close(p, p->rejects, OPT_REJECTS);
    written = pass_close(p, p->actions, OPT_ACTIONS) && written;
    if (p->out != p->app->out)
        written = pass_close(p, p->out, OPT_OUT) && written;
    return written ? exit : EXIT_USAGE;
}

Exit pass_abandon(Pass *p)
{
    app_findings(p->app, p->diags);
    closed(p, p->rejects, OPT_REJECTS, false);
    closed(p, p->actions, OPT_ACTIONS, false);
    if (p->out != p->app->out)
        closed(p, p->out, OPT_OUT, false);
    return EXIT_USAGE;
}
