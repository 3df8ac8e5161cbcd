/* diag.h -- findings: values with code, spans, labels and help.
 *
 * A finding is made where the fault is seen and rendered by `app`.  Its sentences are
 * rows of messages.def, with {0} {1} … for what the place fills in and {when} {up to} …
 * for words of the language, as the file spells them: no other file holds a sentence that
 * a user sees.
 *
 *     Diag *d = diag_at(ds, E0203, span, MSG_NO_OPERATION, op, left, right);
 *     diag_label(d, lhs, MSG_IS_A, left);
 *     diag_help(d, MSG_AFTER_TAKES, left, op, other);
 *
 * Arguments are NUL-ended texts.  Collected; not for the record path.
 */
#ifndef ACORDO_BASE_DIAG_H
#define ACORDO_BASE_DIAG_H

#include "interp/base/source.h"

/* LINT: a matter of style or a mere suspicion, looked for only where it is asked for. */
typedef enum Severity { SEV_ERROR, SEV_WARNING, SEV_LINT, N_SEVERITIES } Severity;

typedef enum DiagCode {
#define CODE(code, ...) code,
#include "interp/base/diag_codes.def"
    N_DIAG_CODES
} DiagCode;

typedef enum MsgId {
#define MSG(id, ...) id,
#include "interp/base/messages.def"
    N_MSGS
} MsgId;

typedef struct DiagLabel {
    Span span;
    const char *text;
} DiagLabel;

enum { DIAG_MAX_LABELS = 6, DIAG_MAX_HELP = 4, DIAG_LIMIT = 20 };

/* The file's own word for an English one of the language. */
typedef Str WordOf(Str english);

typedef struct Diag {
    DiagCode code;
    Severity severity;
    Span span;        /* src NULL: about the whole run or a file */
    const char *file; /* where there is no span: the file, or NULL */
    const char *text;
    const char *span_label;           /* says *what* the first span is; NULL: nothing */
    DiagLabel label[DIAG_MAX_LABELS]; /* further spans say *why* */
    int n_labels;
    const char *help[DIAG_MAX_HELP];
    int n_help;
    const char *allowed; /* why the policy allows it; NULL: it does not */
    WordOf *word;        /* for its sentences; NULL: English */
} Diag;

typedef struct Diags {
    Diag **item;
    size_t cap;
    int n, n_errors, n_warnings, n_lints;
    Diag **allowed; /* what the policy allows: in no count above */
    size_t cap_allowed;
    int n_allowed;
    WordOf *word; /* of the findings to come; NULL: English */
} Diags;

Diags *diags_new(void);
Diag *diag_put(Diags *ds, DiagCode code, Span at, MsgId msg, const char *const *args);
Diag *diag_file(Diags *ds, DiagCode code, const char *file, MsgId msg,
                const char *const *args);
void diag_set_what(Diag *d, MsgId msg, const char *const *args);
void diag_put_label(Diag *d, Span at, MsgId msg, const char *const *args);
void diag_put_help(Diag *d, MsgId msg, const char *const *args);
void diags_sort(Diags *ds); /* by file in order of first sight, place, code */
/* Takes item[i] out of the list and its counts, as allowed for this reason. */
void diags_allow(Diags *ds, int i, const char *reason);
bool diags_any_error(const Diags *ds);

/* Up to eight texts; missing ones are NULL. */
#define DIAG_ARGS(...)             ((const char *const[9]){__VA_ARGS__})
#define diag_at(ds, code, at, ...) DIAG_AT_((ds), (code), (at), __VA_ARGS__, NULL)
#define DIAG_AT_(ds, code, at, msg, ...) \
    diag_put(ds, code, at, msg, DIAG_ARGS(__VA_ARGS__))
#define diag_what(d, ...)            DIAG_WHAT_((d), __VA_ARGS__, NULL)
#define DIAG_WHAT_(d, msg, ...)      diag_set_what(d, msg, DIAG_ARGS(__VA_ARGS__))
#define diag_label(d, at, ...)       DIAG_LABEL_((d), (at), __VA_ARGS__, NULL)
#define DIAG_LABEL_(d, at, msg, ...) diag_put_label(d, at, msg, DIAG_ARGS(__VA_ARGS__))
#define diag_help(d, ...)            DIAG_HELP_((d), __VA_ARGS__, NULL)
#define DIAG_HELP_(d, msg, ...)      diag_put_help(d, msg, DIAG_ARGS(__VA_ARGS__))

/* What is known of a code: "E0203", its title, its page. */
typedef struct DiagInfo {
    const char *name;
    Severity severity;
    const char *title, *about, *bad, *good;
    const char *title_pt, *about_pt;
} DiagInfo;
const DiagInfo *diag_info(DiagCode code);
/* In the language that is spoken (msg_speak). */
const char *diag_title(DiagCode code);
const char *diag_about(DiagCode code);
bool diag_code_of(Str name, DiagCode *out); /* "E0203" -> E0203 */

/* A sentence of the table with its places filled; collected. */
const char *msg_fill(MsgId msg, WordOf *word, const char *const *args);
#define msg_text(...)       MSG_TEXT_(__VA_ARGS__, NULL)
#define MSG_TEXT_(msg, ...) msg_fill(msg, NULL, DIAG_ARGS(__VA_ARGS__))
Str msg_raw(MsgId msg); /* as the table has it */
/* The language of all sentences from here on, English at first.  Like setlocale it is the
 * process's: findings are put into words where the fault is seen. */
typedef enum MsgLanguage { MSG_ENGLISH, MSG_PORTUGUESE, N_MSG_LANGUAGES } MsgLanguage;
void msg_speak(MsgLanguage language);
/* The signs of numbers that people read: 1,234.5 and 1.234,5. */
char msg_group(void);
char msg_point(void);
Str msg_in(MsgId msg, MsgLanguage language); /* n = 0: it has none in that language */

#endif
