/* goal_fixture.h -- a goal asked of a lead of lead_fixture.h: why-not and how-to as text. */
#ifndef ACORDO_TESTS_GOAL_FIXTURE_H
#define ACORDO_TESTS_GOAL_FIXTURE_H

#include "interp/study/how_to_make.h"
#include "tests/unit/lead_fixture.h"

/* The row with values given; as leads_at. */
static inline OneLeadWant goal_lead(const Leads *f, int r, const char *given)
{
    OneLeadWant w = {.session = f->session,
                     .as_of_us = f->table->now,
                     .batch = r >= 0 ? f->batch : NULL,
                     .r = r >= 0 ? r : 0};
    w.given = leads_given(f, given, &w.n_given);
    return w;
}

static inline Goal goal_in(const Leads *f, const char *text)
{
    Goal g = {0};
    T_OK(goal_of(f->session, text, &g));
    return g;
}

/* The codes and sentences of what was found since, and none are left. */
static inline const char *goal_findings(const Leads *f)
{
    Buf b = {0};
    Diags *ds = f->session->diags;
    for (int i = 0; i < ds->n; i++) {
        buf_format(&b, "%s %s", diag_info(ds->item[i]->code)->name, ds->item[i]->text);
        for (int k = 0; k < ds->item[i]->n_help; k++)
            buf_format(&b, "; %s", ds->item[i]->help[k]);
    }
    f->session->diags = diags_new();
    return leads_text(&b);
}

static inline const char *why_not_of(const Leads *f, int r, const char *given,
                                     const char *goal, const ViewLook *look)
{
    const OneLeadWant w = goal_lead(f, r, given);
    const Goal g = goal_in(f, goal);
    Buf out = {0};
    if (look != NULL)
        why_not_text(&out, f->session->core, why_not_make(&w, &g), look);
    else
        why_not_json(&out, f->session->core, why_not_make(&w, &g));
    return leads_text(&out);
}

static inline const char *how_to_of(const Leads *f, int r, const char *given,
                                    const char *goal, const ViewLook *look)
{
    const OneLeadWant w = goal_lead(f, r, given);
    const Goal g = goal_in(f, goal);
    Buf out = {0};
    if (look != NULL)
        how_to_text(&out, f->session->core, how_to_make(&w, &g, NULL), look);
    else
        how_to_json(&out, f->session->core, how_to_make(&w, &g, NULL));
    return leads_text(&out);
}

#endif
