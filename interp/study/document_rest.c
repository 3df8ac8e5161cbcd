/* document_rest.c -- terms that conditions use, what protects the agreement, signatures. */
#include "interp/base/mem.h"
#include "interp/study/document_part.h"

/* -- terms ---------------------------------------------------------------------------- */

static const char *set_words(const Doc *d, const Sym *s)
{
    const SetValue *set = s->set;
    if (set == NULL)
        return "";
    const char **item = MEM_ARRAY(const char *, set->n + 1);
    for (int i = 0; i < set->n; i++)
        item[i] = doc_const(d->to, d->core, set->item[i]);
    return doc_list(d->to, item, set->n, DOC_COMMA);
}

static const char *params_words(Doc *d, const Node *params)
{
    const char **item = MEM_ARRAY(const char *, n_items(params) + 1);
    for (int i = 0; i < n_items(params); i++)
        item[i] = doc_clean(text_of(kid(kid(params, i), 0)));
    return str_format("(%s)", doc_list(d->to, item, n_items(params), DOC_COMMA));
}

static const char *holidays_words(const Doc *d, const CoreHolidays *h)
{
    const Holidays *all = document_days_off(h);
    const int32_t begin = civil_days(d->years.first, 1, 1),
                  end = civil_days(d->years.last + 1, 1, 1);
    const char **item = MEM_ARRAY(const char *, all->n + 1);
    int n = 0;
    for (int i = 0; i < all->n; i++)
        if (all->day[i].day >= begin && all->day[i].day < end)
            item[n++] = say(d, DOC_NAMED, doc_date(d->to, all->day[i].day),
                            doc_clean(all->day[i].title));
    return doc_list(d->to, item, n, DOC_COMMA);
}

static const char *meaning(Doc *d, const Sym *s)
{
    if (s->kind == SYM_SET)
        return set_words(d, s);
    if (s->kind == SYM_HOLIDAYS)
        return holidays_words(d, &d->core->holidays[s->index]);
    const bool flag = s->expr != NULL && s->expr->type->kind == TY_FLAG;
    return flag ? doc_say_if(d, kid(s->decl, 3)) : doc_say(d, kid(s->decl, 3));
}

static void put_symbol(Doc *d, PageTable *t, const Sym *s)
{
    const char *name = doc_clean(s->name);
    const Node *title = kid(s->decl, 1);
    if (s->kind == SYM_FUNCTION)
        name = str_format("%s%s", name, params_words(d, kid(s->decl, 2)));
    if (title != NULL)
        name = say(d, DOC_NAMED, doc_clean(title->text), name);
    doc_row(t, (const char *const[]){name, meaning(d, s)});
}

/* What one of them uses comes behind it, so the list may grow while it is printed. */
void document_terms(Doc *d)
{
    static const DocId head[] = {DOC_TERM, DOC_MEANS};
    PageTable *t = NULL;
    for (int i = 0; i < map_count(d->used); i++) {
        const Sym *s = map_value(d->used, i);
        if (t == NULL) {
            doc_section(d, DOC_S_TERMS, NULL, "terms");
            t = doc_table(d, NULL, head, sizeof head / sizeof *head);
        }
        put_symbol(d, t, s);
    }
}

/* -- protection ----------------------------------------------------------------------- */

/* "Sales calls …, target" of a clause's line; the title of another threshold. */
static const char *move_name(const Doc *d, const CoreThreshold *t)
{
    if (t->clause < 0)
        return doc_title(d, t->title, t->name);
    const CoreClause *c = &d->core->clauses[t->clause];
    const CoreAgreement *a = &d->core->agreements[c->level[t->level].agreement];
    const DocId line = str_ends(t->name, STR(".target")) ? DOC_TARGET
                       : t->type->kind == TY_CALENDAR    ? DOC_S_CALENDARS
                                                         : DOC_WITHIN;
    const char *title = doc_title_quoted(d, c->title);
    if (c->n_levels > 1)
        title =
            say(d, DOC_NAMED, title, doc_clean(a->title.n > 0 ? a->title : a->name));
    return say(d, DOC_MOVE_OF, title, doc_word(d, line));
}

static const char *move_words(const Doc *d, const CoreMove *m)
{
    const CoreThreshold *t = &d->core->thresholds[m->threshold];
    const bool share = t->clause >= 0 && str_ends(t->name, STR(".target"))
                       && d->core->clauses[t->clause].kind != CLAUSE_MEASURE;
    return say(d, DOC_MOVE, move_name(d, t),
               share ? doc_percent(d->to, m->value)
                     : doc_value(d->to, d->core, t->type, m->value));
}

static void put_scenarios(Doc *d)
{
    static const DocId head[] = {DOC_SCENARIO, DOC_WOULD_BE};
    const Core *c = d->core;
    if (c->n_scenarios == 0)
        return;
    doc_item(d, doc_word(d, DOC_SCENARIOS), NULL, "scenarios");
    doc_note(d, doc_word(d, DOC_SCENARIOS_ABOUT));
    PageTable *t = doc_table(d, NULL, head, sizeof head / sizeof *head);
    for (int i = 0; i < c->n_scenarios; i++) {
        const CoreScenario *s = &c->scenarios[i];
        const char *all = "";
        for (int k = 0; k < s->n_moves; k++)
            all = k > 0 ? say(d, DOC_SEMICOLON, all, move_words(d, &s->moves[k]))
                        : move_words(d, &s->moves[k]);
        doc_row(t, (const char *const[]){doc_title(d, s->title, s->name), all});
    }
}

static void put_tests(Doc *d)
{
    const Core *c = d->core;
    if (c->n_tests == 0)
        return;
    doc_item(d, doc_word(d, DOC_TESTS), NULL, "tests");
    doc_note(d, doc_word(d, DOC_TESTS_ABOUT));
    PageBlock *t = doc_terms(d);
    for (int i = 0; i < c->n_tests; i++)
        page_cell(t, NULL, doc_clean(c->tests[i].title), TONE_PLAIN);
}

void document_protects(Doc *d)
{
    const char *review = document_review(d);
    if (review != NULL) {
        doc_section(d, DOC_S_REVIEW, NULL, "review");
        doc_note(d, say(d, DOC_REVIEW_ABOUT, review));
    }
    if (d->core->n_scenarios == 0 && d->core->n_tests == 0)
        return;
    doc_section(d, DOC_S_PROTECTS, NULL, "protects");
    put_scenarios(d);
    put_tests(d);
}

/* -- signatures ----------------------------------------------------------------------- */

void document_signatures(Doc *d)
{
    static const DocId head[] = {DOC_PARTY, DOC_NAME, DOC_SIGN_DAY, DOC_SIGNATURE};
    const Core *c = d->core;
    if (c->n_parties == 0)
        return;
    doc_section(d, DOC_S_SIGNATURES, NULL, "signatures");
    doc_note(d, c->version.n > 0 ? say(d, DOC_SIGN_ABOUT, doc_clean(c->version))
                                 : doc_word(d, DOC_SIGN_PLAIN));
    PageTable *t = doc_table(d, NULL, head, sizeof head / sizeof *head);
    t->blank = true;
    for (int i = 0; i < c->n_parties; i++)
        doc_row(t, (const char *const[]){doc_clean(c->parties[i]), "", "", ""});
}
