/* doc_words.h -- the sentences of the document, and values as it prints them, by language.
 *
 * English has 1,234.56 and "2 March 2026", Portuguese 1.234,56 and "2 de março de 2026".
 * Values are printed in full: nothing is rounded.  All texts are collected.
 */
#ifndef ACORDO_IO_DOC_WORDS_H
#define ACORDO_IO_DOC_WORDS_H

#include "grammar/keyword.h"
#include "interp/sema/core.h"

typedef enum DocId {
#define DOC(id, en, pt) id,
#include "interp/io/doc_words.def"
    N_DOCS
} DocId;

Str doc_raw(Language l, DocId id); /* as the table has it */
/* With its places filled by texts up to a NULL; in Portuguese a preposition before a place
 * and an article that begins its text are joined. */
const char *doc_fill(Language l, DocId id, const char *const *args);
#define doc_text(...)         DOC_TEXT_(__VA_ARGS__, NULL)
#define DOC_TEXT_(l, id, ...) doc_fill((l), (id), (const char *const[9]){__VA_ARGS__})
const char *doc_quoted(Language l, Str title);
/* A text of the policy on one line: control characters are blanks, and what would turn the
 * direction of the text around it (U+202A … U+202E, U+2066 … U+2069) is left out. */
const char *doc_clean(Str s);
/* "a, b and c"; last: DOC_AND, DOC_OR, DOC_COMMA. */
const char *doc_list(Language l, const char *const *item, int n, DocId last);
/* "a and b and c". */
const char *doc_chain(Language l, const char *const *item, int n, DocId between);

/* -- values */
const char *doc_number(Language l, int64_t micros);
const char *doc_percent(Language l, int64_t micros); /* of 1: 800000 is "80%" */
const char *doc_date(Language l, int64_t days);      /* "2 March 2026" */
const char *doc_week_date(Language l, int64_t days); /* "Monday, 2 March 2026" */
const char *doc_weekday(Language l, int weekday);    /* 0 Monday … */
const char *doc_instant(Language l, const Zone *z, int64_t us);
const char *doc_period(Language l, PeriodKind k); /* "month"; not of NONE */
/* "4 business hours", "1 hour 30 minutes": a unit's plural, its amount, KW_BUSINESS,
 * KW_CALENDAR or KW_NO_WORD. */
const char *doc_amount(Language l, int64_t micros, Keyword unit, Keyword adjective);
/* A value of any type but lists; c: for the currency, the zone, calendars' titles. */
const char *doc_value(Language l, const Core *c, const Type *t, int64_t v);
/* A constant of the core, texts and lists too. */
const char *doc_const(Language l, const Core *c, const CoreExpr *e);

#endif
