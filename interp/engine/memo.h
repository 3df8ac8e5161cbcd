/* memo.h -- what a step has worked out for a coded text, kept by code.
 *
 * A predicate keeps a byte a code; a derived text (folded, lowered, a domain) keeps the
 * text itself, in memory that is bounded: past MEMO_TEXT_BYTES nothing more is kept and
 * the step works row by row.  Malloc'ed, owned by an Eval; never reset during a run, so
 * the codes of the batches must come from one dictionary a column.
 */
#ifndef ACORDO_ENGINE_MEMO_H
#define ACORDO_ENGINE_MEMO_H

#include "interp/engine/column.h"

enum { MEMO_TEXT_BYTES = 1 << 20 };

/* Bytes of a predicate's memo, and codes of a derived text's entry.  UNKNOWN: a pattern
 * past its limits; MISSING: there is no text to ask about. */
enum { MEMO_NEW, MEMO_NO, MEMO_YES, MEMO_UNKNOWN, MEMO_MISSING };

typedef struct Memo {
    uint8_t *answer; /* TEXT_CODES bytes, or NULL */
    Text *text;      /* TEXT_CODES entries, or NULL; `code` is a MEMO_ value */
    char *bytes;     /* MEMO_TEXT_BYTES */
    size_t used;
    struct pcre2_real_code_8 *regex; /* MATCH: compiled, with its work space */
    struct pcre2_real_match_data_8 *match;
    struct pcre2_real_match_context_8 *limits;
    bool has_jit;
    const struct TextSet *set; /* IN_SET of texts, borrowed */
} Memo;

void memo_init_answers(Memo *m);
void memo_init_texts(Memo *m);
void memo_forget(Memo *m); /* the codes mean other texts now */
void memo_free(Memo *m);

#endif
