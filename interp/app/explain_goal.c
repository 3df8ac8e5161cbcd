/* explain_goal.c -- `explain --why-not` and `--how-to`: asked, answered, printed. */
#include "interp/app/explain_goal.h"

#include "interp/app/term.h"
#include "interp/base/mem.h"

const char *goal_option(const Args *a)
{
    static const OptionId of_goal[] = {OPT_WHY_NOT, OPT_HOW_TO};
    for (size_t i = 0; i < sizeof of_goal / sizeof *of_goal; i++)
        if (args_has(a, of_goal[i]))
            return option_table()[of_goal[i]].name;
    return NULL;
}

bool goal_asked(App *app, Session *s, const GoalAsk **out)
{
    const char *how = args_value(app->args, OPT_HOW_TO);
    const char *text = how != NULL ? how : args_value(app->args, OPT_WHY_NOT);
    GoalAsk *ask = MEM_NEW(GoalAsk);
    ask->how = how != NULL;
    *out = text != NULL ? ask : NULL;
    if (text == NULL || goal_of(s, text, &ask->goal))
        return true;
    app_findings(app, s->diags);
    return false;
}

static Exit why_not(Buf *out, const GoalAsk *ask, const OneLeadWant *lead,
                    const ViewLook *look)
{
    const Core *core = lead->session->core;
    const WhyNot *w = why_not_make(lead, &ask->goal);
    if (look != NULL)
        why_not_text(out, core, w, look);
    else
        why_not_json(out, core, w);
    return EXIT_DONE;
}

static Exit how_to(Buf *out, const GoalAsk *ask, const OneLeadWant *lead,
                   const ViewLook *look)
{
    const Core *core = lead->session->core;
    const HowTo *h = how_to_make(lead, &ask->goal, term_interrupted);
    if (look != NULL)
        how_to_text(out, core, h, look);
    else
        how_to_json(out, core, h);
    return term_interrupted()     ? EXIT_INTERRUPTED
           : h->there || h->n > 0 ? EXIT_DONE
                                  : EXIT_NEGATIVE;
}

Exit explain_goal(App *app, const GoalAsk *ask, const OneLeadWant *lead, Str head)
{
    const char *format = args_value(app->args, OPT_FORMAT);
    const bool json = format != NULL && strcmp(format, "json") == 0;
    const ViewLook look = {.colour = app->colour_out, .width = app->width};
    Buf out = {0};
    if (!json)
        buf_str(&out, head);
    const Exit exit =
        (ask->how ? how_to : why_not)(&out, ask, lead, json ? NULL : &look);
    if (json)
        buf_char(&out, '\n');
    app_print(app, buf_view(&out));
    buf_free(&out);
    return exit;
}
