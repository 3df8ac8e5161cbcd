/* document.c -- the order of the document, its head, and the small makers of its blocks. */
#include "interp/base/mem.h"
#include "interp/study/document_part.h"
#include "interp/study/report_make.h"

/* -- words ---------------------------------------------------------------------------- */

const char *doc_word(const Doc *d, DocId id) { return str_z(doc_raw(d->to, id)); }

const char *doc_title(const Doc *d, Str title, Str name)
{
    if (title.n == 0 || str_eq(title, name))
        return doc_clean(name);
    return say(d, DOC_NAMED, doc_clean(title), doc_clean(name));
}

const char *doc_title_quoted(const Doc *d, Str title)
{
    return doc_quoted(d->to, title);
}

/* -- blocks --------------------------------------------------------------------------- */

void doc_section(Doc *d, DocId title, const char *arg, const char *id)
{
    const char *text = say(d, title, arg != NULL ? arg : "");
    const char *number = str_format("%d", ++d->section);
    page_put(d->page, BLOCK_SECTION, say(d, DOC_NUMBERED, number, text), TONE_PLAIN)
        ->id = id;
}

void doc_item(Doc *d, const char *title, const char *aside, const char *id)
{
    PageBlock *b = page_put(d->page, BLOCK_ITEM, title, TONE_PLAIN);
    b->aside = aside;
    b->id = id;
}

void doc_note(Doc *d, const char *text)
{
    page_put(d->page, BLOCK_NOTE, text, TONE_PLAIN);
}

PageBlock *doc_terms(Doc *d)
{
    return page_put(d->page, BLOCK_TERMS, NULL, TONE_PLAIN);
}

void doc_term(const Doc *d, PageBlock *terms, DocId label, const char *text)
{
    if (text != NULL)
        page_cell(terms, doc_word(d, label), text, TONE_PLAIN);
}

enum { MOST_COLUMNS = 8 };

PageTable *doc_table(Doc *d, const char *caption, const DocId *head, int n)
{
    PageColumn column[MOST_COLUMNS] = {0};
    for (int i = 0; i < n; i++)
        column[i].head = doc_word(d, head[i]);
    return page_table(d->page, caption, column, n);
}

void doc_row(PageTable *t, const char *const *text)
{
    PageRow *row = page_row(t);
    for (int i = 0; i < t->n_columns; i++)
        row->cell[i].text = text[i] != NULL ? text[i] : "";
}

/* -- the head ------------------------------------------------------------------------- */

static const char *parties(const Doc *d)
{
    const Core *c = d->core;
    const char **item = MEM_ARRAY(const char *, c->n_parties + 1);
    for (int i = 0; i < c->n_parties; i++)
        item[i] = doc_clean(c->parties[i]);
    return doc_list(d->to, item, c->n_parties, DOC_AND);
}

static const char *in_force(const Doc *d)
{
    const Core *c = d->core;
    const bool from = c->effective != INT64_MIN, to = c->until != INT64_MAX;
    if (from && to)
        return say(d, DOC_FROM_TO, doc_date(d->to, c->effective),
                   doc_date(d->to, c->until));
    if (from)
        return say(d, DOC_FROM, doc_date(d->to, c->effective));
    return to ? say(d, DOC_UNTIL, doc_date(d->to, c->until)) : NULL;
}

const char *document_review(const Doc *d)
{
    const Core *c = d->core;
    if (c->review == PERIOD_NONE)
        return NULL;
    const char *text = say(d, DOC_EVERY, doc_period(d->to, c->review));
    if (c->reviewed != INT64_MIN)
        text = say(d, DOC_LAST_ON, text, doc_date(d->to, c->reviewed));
    const int64_t due = review_due(c);
    if (due == INT64_MIN)
        return text;
    const int64_t wall = zone_to_wall(c->zone, due);
    return say(d, DOC_NEXT_DUE, text, doc_date(d->to, wall / USEC_DAY));
}

static void put_head(Doc *d)
{
    const Core *c = d->core;
    page_put(d->page, BLOCK_TITLE, d->page->title, TONE_PLAIN);
    if (c->n_parties > 0)
        doc_note(d, say(d, DOC_BETWEEN, parties(d)));
    PageBlock *t = doc_terms(d);
    doc_term(d, t, DOC_VERSION, c->version.n > 0 ? doc_clean(c->version) : NULL);
    doc_term(d, t, DOC_IN_FORCE, in_force(d));
    doc_term(d, t, DOC_REVIEW, document_review(d));
    doc_term(d, t, DOC_TIMES, say(d, DOC_TIMES_ARE, doc_clean(zone_name(c->zone))));
    doc_term(d, t, DOC_CURRENCY, c->currency.n > 0 ? doc_clean(c->currency) : NULL);
    doc_note(d, doc_word(d, DOC_ABOUT));
}

/* -- all of it ------------------------------------------------------------------------ */

typedef void Part(Doc *d);
static Part *const parts[] = {put_head,           document_lead,    document_worth,
                              document_funnel,    document_clauses, document_calendars,
                              document_kpis,      document_terms,   document_protects,
                              document_signatures};

static void make(Doc *d)
{
    const Core *c = d->core;
    d->page = page_new(NULL);
    d->page->lang = d->to == LANG_PT ? "pt-BR" : "en";
    d->page->title = c->title.n > 0 ? doc_clean(c->title) : doc_word(d, DOC_UNTITLED);
    d->page->contents = doc_word(d, DOC_CONTENTS);
    d->page->made_by = doc_word(d, DOC_MADE_BY);
    d->section = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        parts[i](d);
}

const Page *document_make(const Session *s, Language to, DocYears years)
{
    Doc *d = MEM_NEW(Doc);
    d->core = s->core;
    d->trees = doc_trees(s);
    d->to = to;
    d->years = years;
    d->used = map_new();
    make(d);
    return d->page;
}

enum { YEARS_MOST = 3 };

static int year_of(int64_t days)
{
    int year, month, day;
    civil_of_days((int32_t)days, &year, &month, &day);
    return year;
}

DocYears document_years(const Core *core, int now)
{
    const bool from = core->effective != INT64_MIN;
    if (from && core->until != INT64_MAX) {
        const DocYears term = {year_of(core->effective), year_of(core->until)};
        if (term.last - term.first < YEARS_MOST)
            return term;
    }
    const int64_t day =
        core->reviewed > core->effective ? core->reviewed : core->effective;
    const int year = day != INT64_MIN ? year_of(day) : now;
    return (DocYears){year, year};
}
