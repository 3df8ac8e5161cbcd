/* whatif_test.h -- a lead as a test: what is known of it, and what the policy decides. */
#ifndef ACORDO_STUDY_WHATIF_TEST_H
#define ACORDO_STUDY_WHATIF_TEST_H

#include "interp/io/derivation.h"
#include "interp/study/whatif.h"

typedef struct WhatTest {
    Str title;
    Row row; /* of the core in force, evaluated with want.lead at its values in force as of the
                state's instant; what-ifs are in its batch */
    struct FactTable *const *table; /* by fact; NULL: none */
} WhatTest;

typedef enum WhatTestResult {
    WHAT_TEST_WRITTEN,
    WHAT_TEST_MOVED, /* thresholds were moved, and no scenario moves just so: make one first */
    WHAT_TEST_NOTHING, /* the policy decides nothing of a lead that could be expected */
    WHAT_TEST_MISSING, /* a field with a default is missing: a test can only leave it out */
    WHAT_TEST_TEXT, /* a text holds what the language cannot write: a NUL */
} WhatTestResult;

/* `test "title" { … }` in the policy's language: the lead's known fields but for those at
 * their defaults, the rows that it looks up, and as expectations persona, scores, grades, stage
 * or exit, and each clause's status and due.  Behind the text of whatif_policy it passes.
 * Nothing is appended where it is not written. */
WhatTestResult whatif_test_text(Buf *out, const WhatIf *w, const WhatTest *ask);

#endif
