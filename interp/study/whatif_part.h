/* whatif_part.h -- what the files of whatif share. */
#ifndef ACORDO_STUDY_WHATIF_PART_H
#define ACORDO_STUDY_WHATIF_PART_H

#include "interp/study/text_edit.h"
#include "interp/study/whatif.h"

/* A declaration of a state's policy. */
typedef struct Decl {
    Node *node;       /* never edited */
    const Parsed *of; /* where it was written */
    const Node *
        place; /* of the policy's own file, where it stands in it; NULL: it was added */
    bool beside;   /* of the file of tests: not in the policy's own */
    bool verbatim; /* its text was put together of texts, and is written as it is */
} Decl;

/* What states of one policy share.  A core is large (its calendars are worked out), so those
 * of policies that are far from the one in force are let go, and made again of the tree. */
typedef struct Policy {
    const Decl *decl;
    int n_decls;
    const Parsed *own;  /* the file as it was loaded; NULL: nothing was */
    const Parsed *tree; /* of all declarations */
    const Diags *found; /* warnings */
    Core *core;         /* NULL: let go */
} Policy;

/* pub.session is NULL where the core was let go: `bare` is the same without it. */
typedef struct State {
    WhatState pub;
    Policy *policy;
    const Session *bare;
    struct Givens *shared; /* pub.given is the first of it */
} State;

struct WhatIf {
    const State *loaded; /* never let go */
    State *state[WHATIF_UNDO + 1];
    int n, now;
};

static inline const State *whatif_now(const WhatIf *w) { return w->state[w->now]; }

/* whatif.c: a state after the one in force. */
State *state_after(const WhatIf *w, const char *said);
void whatif_enter(WhatIf *w, State *s);
CoreExpr *given_const(const Type *type, const CoreExpr *value);

/* whatif_carry.c: what of the values and what-ifs before survives in the policy of `to`; those of
 * what `typed` declares do not; clause: it declares this one alone, n 0: all that is in it. */
void state_carry(State *to, const State *from, const Source *typed, Str clause);

/* whatif_declare.c */
const Decl *decls_loaded(const Parsed *p, int *n);
/* "score fit": its kind's word in that language, and its name. */
const char *decl_name(const Node *n, Language language);
/* A session of a tree, nothing moved; NULL: it does not compile.  What was found stands in
 * *found. */
Session *check_tree(const Session *like, const Parsed *tree, Diags **found);
/* The policy of a list of declarations as one tree. */
const Parsed *decls_joined(const Parsed *own, const Decl *decl, int n);
/* whatif_save.c: an agreement with a clause of it exchanged, as its text would be. */
Decl decl_with_clause(const Decl *d, const Node *clause, const Parsed *of,
                      const Parsed *beside);

/* whatif_save.c: the text of a declaration as it is saved, without its last line's end;
 * collected. */
Str decl_text(const Decl *d, const Node *file, Language to);

/* The clause of an agreement; NULL. */
const Node *clause_of(const Node *agreement, Str name);

/* whatif_values.c: the text of p, the policy with all declarations, at the values in force; how
 * many have no place in it. */
int put_values(Buf *out, const Parsed *p, const Session *s);

/* whatif_moves.c: a scenario's moves, to these values of the thresholds that are picked. */
Node *moves_node(const Core *core, const int64_t *value, const bool *pick);

/* whatif_changes.c: a threshold's value as the language writes it. */
const char *threshold_text(const Core *core, int threshold, int64_t value, Language to);

#endif
