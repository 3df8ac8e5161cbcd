/* meaning.h -- what a change of policy changes in meaning, and how that is shown.
 *
 * Made by study/meaning_make.c of two cores, matched by name.  Layout, comments, the order of
 * declarations, names of defines and titles do not show.  `tighter` asks more: of a party (a
 * shorter time, a higher target, more leads that it holds for), or of a lead (a narrower
 * condition, a higher bar, fewer points); `looser` asks less; `different` is neither, or
 * both.  The whole is tighter or looser where all its changes are.  Collected.
 */
#ifndef ACORDO_IO_MEANING_H
#define ACORDO_IO_MEANING_H

#include "interp/io/json_out.h"
#include "interp/io/report_page.h"

typedef enum MeaningVerdict {
    MEANING_EQUIVALENT,
    MEANING_TIGHTER,
    MEANING_LOOSER,
    MEANING_DIFFERENT,
    MEANING_UNDETERMINED, /* neither proved to be the same nor shown by a lead to differ */
    N_MEANING_VERDICTS
} MeaningVerdict;

/* One line of a declaration, as its file has it. */
typedef struct MeaningLine {
    const char *what;      /* "within", "when", "rule" */
    const char *at;        /* of a clause: the agreement that states it; NULL */
    const char *from, *to; /* NULL: there is none */
    MeaningVerdict verdict;
} MeaningLine;

/* A lead that the two policies decide otherwise, as the evaluator says. */
typedef struct MeaningWitness {
    const char *lead;      /* as `given lead` of a test takes it; of the leads: its label */
    bool made;             /* nobody's: put together for this */
    const char *from, *to; /* what becomes of it: "54", "new", "running, due …" */
} MeaningWitness;

typedef struct MeaningItem {
    const char *kind, *name; /* "score", "fit"; the policy's head: "policy", its title */
    bool added, gone;        /* the new policy's, the old one's alone */
    bool beside; /* of what judges changes: no part of what the policy means */
    MeaningVerdict verdict;  /* of its own lines; EQUIVALENT: it changes through others */
    MeaningLine *line;
    int n;
    size_t cap;
    const char *through; /* what it reads that changed: "fit, mql"; NULL: nothing */
    const char *rule;    /* that proves the verdict; NULL: the witness does */
    const MeaningWitness *witness; /* NULL: none is needed, or none was found */
} MeaningItem;

typedef struct Meaning {
    MeaningVerdict verdict;
    MeaningItem *item; /* only what changes, in the new policy's order */
    int n;
    size_t cap;
    int n_own; /* items with lines of their own */
} Meaning;

const char *meaning_word(MeaningVerdict v); /* "tighter": as JSON and messages have it */
const char *meaning_name(const MeaningItem *i); /* "stage mql" */
/* most: declarations that are shown. */
void meaning_put(Page *p, const Meaning *m, int most);
void meaning_json(Json *j, const Meaning *m); /* a list, as the value at hand */

#endif
