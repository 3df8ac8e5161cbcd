/* document_part.h -- what the parts of the document share; for study/document*.c only. */
#ifndef ACORDO_STUDY_DOCUMENT_PART_H
#define ACORDO_STUDY_DOCUMENT_PART_H

#include "interp/base/map.h"
#include "interp/io/doc_words.h"
#include "interp/sema/scope.h"
#include "interp/study/doc_tree.h"
#include "interp/study/document.h"

typedef struct Doc {
    const Core *core;
    const DocTrees *trees;
    Language to;
    DocYears years;
    Page *page;
    int section; /* the last one that was opened */
    Map *used;   /* names of defines and sets that conditions use, to their Sym */
} Doc;

/* -- words */
#define say(d, ...) doc_text((d)->to, __VA_ARGS__)
const char *doc_word(const Doc *d, DocId id); /* a sentence without places */
/* "Lead score (total)", or the name alone where it has no title. */
const char *doc_title(const Doc *d, Str title, Str name);
const char *doc_title_quoted(const Doc *d, Str title);
/* An expression in words, where a value stands and where a condition does.  NULL gives
 * NULL. */
const char *doc_say(Doc *d, const Node *e);
const char *doc_say_if(Doc *d, const Node *e);
/* "every lead that has reached …", or "leads …", and the rest of the condition, which may
 * be NULL: "for which …". */
const char *doc_say_leads(Doc *d, bool every, const Node *cond, const char **rest);
const char *doc_say_all(Doc *d, const Node *list, DocId last); /* values, joined */
/* Names of built-ins and of functions too, defines and sets being marked as used. */
const char *doc_say_name(Doc *d, const Node *name);
/* `count(…)` and others over all leads; NULL: e is none of them. */
const char *doc_say_aggregate(Doc *d, const Node *call);
const char *doc_say_literal(Doc *d, const Node *n);

/* -- blocks */
void doc_section(Doc *d, DocId title, const char *arg, const char *id);
void doc_item(Doc *d, const char *title, const char *aside, const char *id);
void doc_note(Doc *d, const char *text);
PageBlock *doc_terms(Doc *d);
/* Nothing where text is NULL. */
void doc_term(const Doc *d, PageBlock *terms, DocId label, const char *text);
PageTable *doc_table(Doc *d, const char *caption, const DocId *head, int n);
void doc_row(PageTable *t, const char *const *text);

/* -- parts, in order */
void document_lead(Doc *d);
void document_worth(Doc *d);
void document_funnel(Doc *d);
void document_clauses(Doc *d);
void document_kpis(Doc *d);
void document_calendars(Doc *d);
void document_terms(Doc *d);
void document_protects(Doc *d);
void document_signatures(Doc *d);

/* "every quarter; last on …; next due on …" */
const char *document_review(const Doc *d);
/* All days of a set of holidays, whether the core has asked for them or not. */
const Holidays *document_days_off(const CoreHolidays *h);
/* What a field of a lead or fact holds, in words. */
const char *document_field(const Doc *d, const Core *of, int field);
/* Lines that clauses and KPIs share; each NULL where its node is. */
const char *document_measure(Doc *d, const Node *line);
const char *document_per(Doc *d, const Node *line);
const char *document_split(Doc *d, const Node *line);
const char *document_bound(Doc *d, const Node *target); /* "at least 30" */

#endif
