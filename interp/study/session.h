/* session.h -- one policy, loaded: its text, tree, core, and the thresholds in force.
 *
 * The face of the library: everything that a command asks of a policy begins here.  No
 * globals: a process may hold many sessions.  Findings of every step gather in `diags`;
 * what the policy allows itself (allow.h) is taken out of those of loading it.
 * Collected; the Evals made from it are malloc'ed and the caller's.
 */
#ifndef ACORDO_STUDY_SESSION_H
#define ACORDO_STUDY_SESSION_H

#include "interp/engine/eval.h"
#include "interp/sema/sema.h"

typedef enum LoadResult {
    LOAD_OK,
    LOAD_NO_FILE,  /* the policy cannot be read: missing, a directory … */
    LOAD_NO_POLICY /* it was read and does not compile */
} LoadResult;

/* What `--set` said, until all of it was said. */
typedef struct Setting {
    const Parsed *value;
    int threshold;
} Setting;

typedef struct Session {
    const char *name; /* of the policy, as the user wrote it; "<stdin>" */
    Diags *diags;
    SemaEnv env;
    bool prove; /* look for what can be shown of all leads (analysis.h) */
    Language language;
    const Parsed *parsed;
    Core *core;         /* NULL until a policy was loaded */
    int64_t *threshold; /* values in force, by threshold */
    int scenario;       /* or -1 */
    Setting *set;
    int n_set;
    size_t cap_set;
    const Parsed **file; /* the policy, its tests, its own modules */
    int n_files;
    size_t cap_files;
} Session;

Session *session_new(Diags *diags);
/* The tree alone, as `fmt` wants it: NULL with a finding where the file cannot be read. */
const Parsed *session_parse(Session *s, const char *path, LoadResult *result);
/* with_tests: what stands in NAME_test.sla beside NAME.sla is checked in its scope; where
 * that file itself is named, NAME.sla is loaded with it. */
LoadResult session_load(Session *s, const char *path, bool with_tests);
LoadResult session_load_text(Session *s, const char *name, Str text); /* sound UTF-8 */
void session_load_nothing(Session *s);                                /* a calculator */
/* A tree that was put together; findings go to `diags`. */
LoadResult session_load_tree(Session *s, const Parsed *p);

/* The scenario's moves, then single settings "NAME=VALUE", then whether they go together:
 * false with a finding. */
bool session_scenario(Session *s, const char *name);
bool session_set(Session *s, const char *name_value);
/* The same of a value that stands by itself; what: it is called so in findings. */
bool session_set_value(Session *s, const char *what, Str name, Str text);
bool session_settle(Session *s);
void session_apply(const Session *s, Eval *ev);

/* An expression over the policy; NULL with a finding.  what: "<expression>", "--where". */
CoreExpr *session_expr(Session *s, const char *what, const char *text,
                       const Type *want);
/* `--guard`: likewise. */
CoreGuard *session_guard(Session *s, const char *text);

#endif
