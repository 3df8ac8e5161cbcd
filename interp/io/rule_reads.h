/* rule_reads.h -- which fields each rule reads itself: what a missing one makes unknown.
 *
 * Flags are a byte a field of the core.  What a rule reads through persona, a score or a
 * stage is not counted: those are never missing on account of one field alone.  Collected.
 */
#ifndef ACORDO_IO_RULE_READS_H
#define ACORDO_IO_RULE_READS_H

#include "interp/sema/core.h"

typedef struct RuleReads {
    uint8_t **rule;  /* by CoreRule.rule */
    uint8_t **score; /* of `score NAME = E` */
} RuleReads;

const RuleReads *rule_reads(const Core *core);
/* The fields that e reads itself; e may be NULL. */
uint8_t *expr_reads(const Core *core, const CoreExpr *e);

#endif
