/* annotations.h -- remarks beside lines, as GitHub's workflows take them from a log.
 *
 * GitHub shows at most ten of a kind a step; of the others a line says how many there are.
 */
#ifndef ACORDO_IO_ANNOTATIONS_H
#define ACORDO_IO_ANNOTATIONS_H

#include "interp/base/diag.h"

typedef struct Annotation {
    Severity level;
    const char *file; /* NULL: nowhere */
    Pos from, to;     /* half-open; line 0: nowhere in the file */
    const char *title, *text;
} Annotation;

void annotations_github(Buf *out, const Annotation *a, int n);

#endif
