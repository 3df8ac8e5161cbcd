/* measure_part.h -- what the files that check measures share.
 *
 * The expression of a measure is over figures: its aggregates become terms, which are the
 * fields of root->figures.  What stands inside an aggregate is over the records that it
 * counts: leads, a fact's, or the instances of a clause.  Sema.core, .scope and .whose say
 * which of these names belong to now; place_enter and place_leave change them.
 */
#ifndef ACORDO_SEMA_MEASURE_PART_H
#define ACORDO_SEMA_MEASURE_PART_H

#include "interp/sema/check_expr.h"

/* The measure whose expression is checked: what its terms are dated and split by. */
typedef struct Measuring {
    PeriodRule per;
    const char *period; /* "month" */
    const Node *of;     /* instant that periods are of; NULL: each term has its own */
    bool of_used;
    const Node *splits; /* LIST of SPLIT, or NULL */
    CoreExpr *only; /* flag: leads for which it is not yes are left out; NULL: none */
    bool inlined;   /* another KPI's expression, under that one's own `of` */
    Span use;       /* inlined: where the measure at hand names the KPI */
    const Node *dated; /* the instant of the term at hand, as written; NULL: none */
    bool may_ask;      /* the term at hand may ask for the period's start and end */
    bool asks;         /* it did */
    int *term;         /* numbers of terms, each once, in order of first use */
    int n_terms;
    size_t cap_terms;
} Measuring;

/* Lines of a measure, by what they say; NULL where not written. */
typedef struct MeasureLines {
    const Node *measure, *per, *split, *target, *baseline;
} MeasureLines;

/* -- whose.c: whose names are meant */
typedef struct Place {
    Core *core;
    Scope *scope;
    Whose whose;
    const CoreFact *fact;
    int instance;
    const Frame *frame;
    NodeList guarded;
} Place;
Place place_enter(Sema *s, Whose whose, const CoreFact *fact);
void place_leave(Sema *s, const Place *old);
/* A core for what is over other records than leads: zone, currency, thresholds and the
 * like are the policy's. */
Core *core_part(Sema *s);
void core_share(const Core *root, Core *part); /* brings them up to date */
/* `spend.amount` inside an aggregate over `spend`: its names stand alone. */
CoreExpr *say_own_prefix(Sema *s, const Node *member);
/* A field that the fact at hand does not have. */
CoreExpr *say_no_fact_field(Sema *s, const Node *name);
/* Names that mean nothing where the expression stands; an error expression. */
CoreExpr *say_not_here(Sema *s, const Node *n);
/* May the define's value stand beside the records at hand? */
bool stands_here(const Sema *s, const Sym *define);
/* Does e read a lead's own value?  Asks of a test are none. */
bool reads_lead(const Sema *s, const CoreExpr *e);

/* -- check_fact.c */
CoreExpr *check_lookup(Sema *s,
                       const Node *member); /* `team(owner).manager`, or NULL */
CoreExpr *say_lookup_of_what(Sema *s, const Node *call, const Sym *fact);

/* -- check_term.c */
bool is_aggregate(Sema *s, const Node *call);
CoreExpr *check_aggregate(Sema *s, const Node *call);
CoreExpr *check_period_edge(Sema *s, const Node *member); /* `period.start`, or NULL */
/* The number behind `p`, 50 of `median`; 0 where the word is no quantile's. */
int percent_of(Str word);

/* The groups of a source: the line `split by`, of a clause's lane; false with a finding. */
bool check_splits(Sema *s, int clause, int lane, const Node *splits, TermSource *src);

/* Is it the instant by which the term at hand counts?  Where that is missing or still to
 * come, the record is in no period. */
bool is_term_instant(const Sema *s, const Node *n);

/* -- term_same.c: the number of a term equal to t, which is added where there is none. */
int term_number(Sema *s, const CoreTerm *t);

/* -- check_measure.c */
CoreExpr *check_kpi_name(Sema *s, const Node *n, const Sym *sym);
/* The measure that lines ask for; false with a finding.  m: name, title, role, clause and
 * level are given.  only: see Measuring. */
bool check_measure_lines(Sema *s, const MeasureLines *l, Span at, CoreExpr *only,
                         CoreMeasure *m);
void take_splits(Sema *s, const Node *line, CoreMeasure *out); /* line: or NULL */
Core *figures_of(Sema *s); /* root->figures, made where there is none */
void add_measure(Sema *s, const CoreMeasure *m);

#endif
