/* derivation.h -- why a lead is what it is, as text for people.
 *
 * Reads one row of an evaluation that was planned with `explain`.  Every rule of a score
 * is shown with its points, or with why it gives none; the points shown sum to the score.
 * Conditions are shown as the policy has them.  Appends whole lines, each after `indent`
 * blanks.  The Derivation is collected and shared by all rows.
 */
#ifndef ACORDO_IO_DERIVATION_H
#define ACORDO_IO_DERIVATION_H

#include "interp/engine/eval.h"

typedef struct Derivation Derivation;

/* What is derived, and for which row. */
typedef struct Row {
    const Batch *batch;
    const Eval *eval;
    int r;
} Row;

Derivation *derivation_new(const Core *core);
void derive_persona(const Derivation *d, Buf *out, Row row, int indent);
void derive_score(const Derivation *d, Buf *out, Row row, int score, int indent);
void derive_grade(const Derivation *d, Buf *out, Row row, int grade, int indent);
void derive_funnel(const Derivation *d, Buf *out, Row row, int indent);
/* Nothing of a clause with `measure`: it says nothing of one lead. */
void derive_clause(const Core *core, Buf *out, Row row, int clause, int indent);
void derive_all(const Derivation *d, Buf *out, Row row, int indent);

/* Between what a score could be: "could be 44 to 79 …"; "" where nothing that it reads is
 * missing.  Collected. */
const char *interval_text(Row row, int score);
/* The policy's text of a place, its blanks and line ends joined. */
void core_text(Buf *out, const Core *core, int id);
const char *core_text_z(const Core *core, int id); /* collected */

#endif
