/* document_worth.c -- what a lead is worth, and the stages it goes through. */
#include "interp/base/mem.h"
#include "interp/study/document_part.h"

/* -- scores --------------------------------------------------------------------------- */

static const char *points(Doc *d, const Node *rule, bool minus)
{
    return str_format("%s%s", minus ? "−" : "+", doc_say(d, kid(rule, 0)));
}

static const char *rule_when(Doc *d, const CoreRule *r, const Node *n)
{
    if (r->kind == RULE_WHEN)
        return doc_say_if(d, kid(n, 1));
    const char *per = say(d, DOC_PER_UNIT, doc_say(d, kid(n, 1)));
    const Node *cap = kid(n, 2);
    return cap != NULL ? say(d, DOC_UP_TO, per, doc_say(d, kid(cap, 0))) : per;
}

static void put_rule(Doc *d, PageTable *t, const CoreRule *r, bool inside);

static void put_group(Doc *d, PageTable *t, const CoreRule *r)
{
    const Node *cap = kid(doc_node(d->trees, r->id, N_RULE_GROUP), 1);
    const char *title = doc_clean(r->title);
    doc_row(t, (const char *const[]){
                   "", cap != NULL ? say(d, DOC_GROUP, title, doc_say(d, kid(cap, 0)))
                                   : say(d, DOC_GROUP_FREE, title)});
    for (int i = 0; i < r->n_rules; i++)
        put_rule(d, t, &r->rules[i], true);
}

static void put_rule(Doc *d, PageTable *t, const CoreRule *r, bool inside)
{
    if (r->kind == RULE_GROUP) {
        put_group(d, t, r);
        return;
    }
    const Node *n =
        doc_node(d->trees, r->id, r->kind == RULE_WHEN ? N_RULE_WHEN : N_RULE_PER);
    const char *when = rule_when(d, r, n);
    doc_row(t, (const char *const[]){points(d, n, r->minus),
                                     inside ? say(d, DOC_IN_GROUP, when) : when});
}

static void put_score(Doc *d, const CoreScore *s)
{
    static const DocId head[] = {DOC_POINTS, DOC_WHEN};
    const char *range = s->has_range ? say(d, DOC_SCORE_RANGE, doc_number(d->to, s->lo),
                                           doc_number(d->to, s->hi))
                                     : NULL;
    doc_item(d, doc_title(d, s->title, s->name), range,
             report_anchor("score", s->name));
    if (s->expr != NULL) {
        const Node *n = doc_node(d->trees, s->id, N_SCORE);
        doc_note(d, say(d, DOC_SCORE_IS, doc_say(d, kid(n, 4))));
        return;
    }
    PageTable *t = doc_table(d, NULL, head, sizeof head / sizeof *head);
    for (int i = 0; i < s->n_rules; i++)
        put_rule(d, t, &s->rules[i], false);
}

/* -- grades --------------------------------------------------------------------------- */

static const char *score_title(const Doc *d, int score)
{
    const CoreScore *s = &d->core->scores[score];
    return doc_title(d, s->title, s->name);
}

static const char *band_words(Doc *d, const CoreGrade *g, const CoreBand *b)
{
    if (b->from == NULL)
        return doc_word(d, DOC_OTHERWISE);
    const Node *n = doc_node(d->trees, b->id, N_BAND);
    const char *text = say(d, DOC_BAND, score_title(d, g->of), doc_say(d, kid(n, 1)));
    if (g->by < 0)
        return text;
    return say(d, DOC_AND, text,
               say(d, DOC_BAND, score_title(d, g->by), doc_say(d, kid(n, 2))));
}

static const char *grade_title(const Doc *d, const CoreGrade *g)
{
    const char *of = score_title(d, g->of);
    if (g->by >= 0)
        of = say(d, DOC_AND, of, score_title(d, g->by));
    if (str_is(g->name, "grade") && str_eq(g->title, g->name))
        return say(d, DOC_GRADE_OF, of);
    return doc_title(d, g->title, g->name);
}

static void put_grade(Doc *d, const CoreGrade *g)
{
    static const DocId head[] = {DOC_GRADE, DOC_WHEN};
    doc_item(d, grade_title(d, g), NULL, report_anchor("grade", g->name));
    doc_note(d, doc_word(d, DOC_GRADE_ABOUT));
    PageTable *t = doc_table(d, NULL, head, sizeof head / sizeof *head);
    for (int i = 0; i < g->n_bands; i++)
        doc_row(t,
                (const char *const[]){doc_clean(g->members->member[g->bands[i].member]),
                                      band_words(d, g, &g->bands[i])});
}

/* -- thresholds: those that the policy names; clauses show their own ------------------- */

static void put_thresholds(Doc *d)
{
    static const DocId head[] = {DOC_THRESHOLD, DOC_VALUE, DOC_RANGE};
    const Core *c = d->core;
    PageTable *t = NULL;
    for (int i = 0; i < c->n_thresholds; i++) {
        const CoreThreshold *th = &c->thresholds[i];
        if (th->clause >= 0)
            continue;
        if (t == NULL) {
            doc_item(d, doc_word(d, DOC_THRESHOLDS), NULL, "thresholds");
            doc_note(d, doc_word(d, DOC_THRESHOLDS_ABOUT));
            t = doc_table(d, NULL, head, sizeof head / sizeof *head);
        }
        const char *range =
            th->has_range ? say(d, DOC_RANGE_IS, doc_value(d->to, c, th->type, th->lo),
                                doc_value(d->to, c, th->type, th->hi))
                          : "";
        doc_row(t,
                (const char *const[]){doc_title(d, th->title, th->name),
                                      doc_value(d->to, c, th->type, th->value), range});
    }
}

static bool any_threshold(const Core *c)
{
    for (int i = 0; i < c->n_thresholds; i++)
        if (c->thresholds[i].clause < 0)
            return true;
    return false;
}

void document_worth(Doc *d)
{
    const Core *c = d->core;
    if (c->n_scores == 0 && !any_threshold(c))
        return;
    doc_section(d, DOC_S_WORTH, NULL, "worth");
    if (c->n_scores > 0)
        doc_note(d, doc_word(d, DOC_WORTH_ABOUT));
    for (int i = 0; i < c->n_scores; i++)
        put_score(d, &c->scores[i]);
    for (int i = 0; i < c->n_grades; i++)
        put_grade(d, &c->grades[i]);
    put_thresholds(d);
}

/* -- the funnel ----------------------------------------------------------------------- */

static void put_stage(Doc *d, PageTable *t, const CoreStage *s)
{
    const Node *n = doc_node(d->trees, s->id, s->is_exit ? N_EXIT : N_STAGE);
    const char *title = doc_title(d, s->title, s->name);
    const char *when = doc_say_if(d, kid(n, 2)), *since = doc_say(d, kid(n, 3));
    if (when == NULL)
        when = since == NULL ? doc_word(d, DOC_ALWAYS) : say(d, DOC_X_KNOWN, since);
    doc_row(t, (const char *const[]){s->is_exit ? say(d, DOC_KIND_EXIT, title) : title,
                                     when, since != NULL ? since : ""});
}

void document_funnel(Doc *d)
{
    static const DocId head[] = {DOC_STAGE, DOC_HOLDS_WHEN, DOC_SINCE};
    const Core *c = d->core;
    if (c->n_stages == 0)
        return;
    doc_section(d, DOC_S_FUNNEL, NULL, "funnel");
    doc_note(d, doc_word(d, DOC_FUNNEL_ABOUT));
    PageTable *t = doc_table(d, NULL, head, sizeof head / sizeof *head);
    for (int i = 0; i < c->n_stages; i++)
        put_stage(d, t, &c->stages[i]);
    if (c->n_exits > 0)
        doc_note(d, doc_word(d, DOC_EXITS_ABOUT));
}
