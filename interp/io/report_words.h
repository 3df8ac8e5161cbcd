/* report_words.h -- what all formats of a report say alike: figures, periods, verdicts.
 *
 * For people a figure is rounded to the side that does not flatter: down, or up where the
 * target is `at most`.  The last place is fine enough to show the target exactly, so a
 * missed target never looks reached, nor a kept one missed; a share below 100 % never
 * shows as 100 %, one above 0 % never as 0 %.  JSON and CSV are exact and do not come here
 * for their numbers.  All texts are collected.
 */
#ifndef ACORDO_IO_REPORT_WORDS_H
#define ACORDO_IO_REPORT_WORDS_H

#include "interp/io/report.h"

typedef enum Tone { TONE_PLAIN, TONE_GOOD, TONE_BAD, TONE_WARN, TONE_DIM } Tone;

/* -- figures of a set */
int report_periods(
    const FigureSet *f); /* how many; 1 where there are none to tell apart */
/* NULL: the set has no such figure. */
const Figure *report_figure(const FigureSet *f, int group, int32_t period);
/* Of all rows together: the latest that has ended; the one figure where there is one. */
const Figure *report_last_ended(const FigureSet *f);
const CoreMeasure *report_measure(const Report *r, const FigureSet *f);
/* First period that a person is shown. */
int32_t report_shown_from(const Report *r, const FigureSet *f);

/* -- values */
/* Shown in percent: attainments; of KPIs a division whose target is written so, or counts
 * by counts that no figure has above 1. */
bool report_is_share(const Report *r, const FigureSet *f);
/* What stands in the policy there has a percent sign; id: as in Core.span. */
bool report_in_percent(const Report *r, int id);
const char *report_value(const Report *r, const FigureSet *f, const FigureValue *v);
const char *report_target(const Report *r,
                          const FigureSet *f); /* "at least 95%"; NULL */
/* What report_value shows is not all of it; up: it was rounded upwards. */
bool report_is_rounded(const Report *r, const FigureSet *f, const FigureValue *v);
bool report_rounds_up(const CoreMeasure *m);
/* A value of any type, to the last place. */
const char *report_exact(const Report *r, const Type *type, int64_t v);
/* A length of a clause's own time, its two largest units. */
const char *report_length(const Report *r, int clause, int64_t v);
const char *report_rounded_length(const Report *r, int64_t us); /* elapsed, likewise */
const char *report_count(uint64_t n);                           /* "1,240" */
/* "91.8%", rounded down; whole > 0. */
const char *report_share(uint64_t part, uint64_t whole);
/* Thousandths of the whole, kept in 0 … 1000 and rounded down: for bars. */
int report_permille(uint64_t part, uint64_t whole);

/* -- time */
const char *report_instant(const Report *r, int64_t us); /* "26 Nov 2026 14:30" */
const char *report_day(int64_t days);                    /* "26 Nov 2026" */
const char *report_day_short(int64_t days);              /* "26 Nov" */
const char *report_month_name(int month);                /* "Nov" */
const char *report_per(PeriodKind k);                    /* "month"; "" for NONE */
/* "Mar 2026", "Q1 2026", "2026-W09", "all time". */
const char *report_period(const CoreMeasure *m, int32_t number);
const char *report_period_code(const CoreMeasure *m, int32_t number); /* "2026-03" */
int64_t report_as_of_day(const Report *r); /* in the policy's zone */

/* -- verdicts */
/* What the latest periods with a verdict say of a set, all rows together. */
typedef struct Standing {
    Verdict verdict; /* KEPT, MISSED; OPEN: none of its periods has one yet; NONE */
    int32_t since,
        last;          /* the run of periods with that verdict; no value breaks none */
    int run, judged;   /* periods in it; with any verdict */
    bool whole;        /* no periods before these were left out */
    const Figure *now; /* of the last period where that has not ended, or NULL */
} Standing;
Standing report_standing(const Report *r, const FigureSet *f);
const char *report_standing_text(const Report *r, const FigureSet *f);
Tone report_tone(Verdict v);
const char *report_mark(Verdict v); /* ✓ ✗ … */
const char *report_verdict(Verdict v);

/* -- names */
const char *report_clause_title(const Report *r, int clause);
const char *report_measure_title(const Report *r, int measure);
const char *report_party(const Report *r, int party); /* -1: "no party named" */
const char *report_agreement(const Report *r, const CoreClauseLevel *l);
const char *report_group(const FigureSet *f, int group, int n_splits);
/* It stands for what came after the first N of its split. */
bool report_is_others(const FigureSet *f, int group, int split);
const char *report_status(ClauseStatus s);
const char *report_field_name(const Report *r, int field);
/* In which period a figure counts, in words; NULL where there is one figure. */
const char *report_counts_by(const Report *r, int measure);
/* The levels of a clause: what each replaces of the next. */
const char *report_level_says(const Report *r, int clause, int level);
/* The name by which a measure is asked for: "leads", "base.first_contact", "funnel". */
const char *report_figure_name(const Report *r, const CoreMeasure *m);
/* The command that explains a figure; NULL where the policy has no name. */
const char *report_explain(const Report *r, const FigureSet *f, int group,
                           int32_t period);
const char *report_explain_lead(const Report *r, Str lead);
/* Name of an element of the page: "clause-first_contact", "kpi-response". */
const char *report_anchor(const char *kind, Str name);

#endif
