/* witness_part.h -- what the files of the search share; nobody else includes it. */
#ifndef ACORDO_STUDY_WITNESS_PART_H
#define ACORDO_STUDY_WITNESS_PART_H

#include "interp/study/one_lead.h"
#include "interp/study/witness.h"

/* Whether row r shows it.  Few instructions; what is said of it is asked afterwards. */
struct Sought;
typedef bool ShowsIt(const Witnesses *w, const struct Sought *s, const WitnessRows *rows,
                     int r);

/* What is looked at to see an item: its numbers in both cores. */
typedef struct Sought {
    MeaningItem *item;
    const char *what; /* as lead_news calls it */
    ShowsIt *differs;
    int old, now;
} Sought;

struct Witnesses {
    Meaning *of;
    const Session *before, *after;
    int64_t as_of_us;
    Sought *sought; /* not found yet */
    int n;
    size_t cap;
    const Sought *all;
    int n_all;
    OneLead *old, *now; /* NULL until one was asked for */
};

/* One row by both. */
typedef struct TwoRows {
    Row old, now;
} TwoRows;
TwoRows witness_leads(Witnesses *w, const OneLeadWant *old, const OneLeadWant *now);
/* Row r of a batch that was read. */
void witness_wants(const Witnesses *w, const WitnessRows *rows, int r, OneLeadWant *old,
                   OneLeadWant *now);
/* The two evaluations of one row, and what they say of the item; NULL: nothing. */
const MeaningWitness *witness_said(Witnesses *w, const Sought *s, const OneLeadWant *old,
                                   const OneLeadWant *now);
/* Takes it from what is sought. */
void witness_found(Witnesses *w, int i, const MeaningWitness *said);

/* After the last lead that was tried. */
void witness_settle(Witnesses *w);

/* witness_lead.c: a lead as `given lead` takes it. */
const char *witness_text(const Session *s, const CoreGiven *given, int n);

#endif
