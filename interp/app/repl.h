/* repl.h -- the session at a prompt: what it holds, and the table of its commands.
 *
 *     cmd_repl.c       options, the policy and the leads; a terminal, a script, or -c
 *     repl.c           a line: a command, a what-if, a declaration or an expression
 *     repl_line.c      lines from a terminal: editing, history, completion
 *     repl_*.c         the commands, a file a subject
 *
 * A command appends its answer to `out` (text, or one JSON value where `json`) and says how it
 * went; a finding goes to `diags`, any other mistake to repl_wrong.  repl.c shows them.
 */
#ifndef ACORDO_APP_REPL_H
#define ACORDO_APP_REPL_H

#include "interp/app/inputs.h"
#include "interp/study/decided.h"
#include "interp/study/one_lead.h"
#include "interp/study/whatif.h"

typedef struct Repl Repl;
typedef Exit ReplFn(Repl *r, Str args); /* args: what stands behind the name, trimmed */

/* What may stand behind a command's name, for completion. */
typedef enum ReplWords {
    WORDS_NONE,
    WORDS_FILE,
    WORDS_POLICY_FILE,
    WORDS_EXPR,      /* names, functions, members */
    WORDS_FIELD,
    WORDS_THRESHOLD, /* and lines of clauses */
    WORDS_SCENARIO,
    WORDS_GOAL,      /* stages, exits, grades, personas */
    WORDS_DERIVED,   /* what has a derivation: scores, grades, clauses … */
    WORDS_KPI,
    WORDS_LEAD,
    WORDS_SAVE,
    WORDS_MODE,
    WORDS_ON_OFF,
    WORDS_HELP
} ReplWords;

typedef enum ReplId {
#define REPL(id, name, args, fn, words) REPL_##id,
#include "interp/app/repl_commands.def"
    N_REPL
} ReplId;

typedef struct ReplCommand {
    const char *name, *args;
    ReplFn *run;
    ReplWords words;
    MsgId about;
} ReplCommand;

#define REPL(id, name, args, fn, words) ReplFn fn;
#include "interp/app/repl_commands.def"

const ReplCommand *repl_table(void); /* N_REPL rows */

/* `loaded` and `current` are of `base`; NULL: not asked yet, or stopped. */
struct Repl {
    App *app;
    WhatIf *whatif;
    Session *session; /* in force: a copy of the state's, so that findings come to `diags` */
    Diags *diags;
    const char *policy; /* its file; NULL: none, a calculator */
    Inputs inputs;      /* of the base */
    const char **data;  /* the inputs as they were named */
    int n_data;
    size_t cap_data;
    LeadBase *base; /* NULL: none is open */
    Decided *loaded, *current;
    const WhatState *decided; /* the state that `current` is of */
    int64_t row;              /* the lead at hand, or -1 */
    /* Planned once a policy and base, and asked again: of what is, and of what was before. */
    struct ReplLead {
        OneLead *lead;
        const Core *core;
        const LeadBase *base;
    } planned[2];
    Buf out;
    const char *wrong; /* a mistake that is no finding; NULL: none */
    const char *hint;
    bool json;
    bool timer;
    bool leave;
    const char *once; /* the file that takes the next answer; NULL: none */
    bool interactive; /* lines come from a terminal */
};

/* One whole input, of one or more lines; shows its answer.  Never ends the process. */
Exit repl_input(Repl *r, Str text);
/* More is needed: a bracket or a block is open. */
bool repl_wants_more(const Repl *r, Str text);
Exit repl_wrong(Repl *r, const char *sentence, const char *hint); /* EXIT_USAGE */

/* Lines from a terminal until Ctrl-D or :quit; the verdict of the last input. */
Exit repl_talk(Repl *r);

#endif
