/* findings.h -- what `check` found in one or more policies, in the formats that show it.
 *
 * human, plain, gnu and json are those of diag_render.h, one policy after the other; the
 * others are one document for all of them.  Findings are in the order of the policies, then
 * by file, place and code.  One in a module that several policies use is in a document once.
 * Collected; buffers are the caller's.
 */
#ifndef ACORDO_IO_FINDINGS_H
#define ACORDO_IO_FINDINGS_H

#include "interp/base/diag.h"

typedef struct Checked {
    const char *policy; /* as the user named it */
    Diags *found;
} Checked;

typedef struct Findings {
    const Checked *item;
    int n;
    const char *version; /* of the program */
    bool colour;
    bool strict; /* a warning is as bad as an error */
} Findings;

typedef enum FindingsFormat {
#define FINDINGS(id, name, write) FINDINGS_##id,
#include "interp/io/findings.def"
    N_FINDINGS_FORMATS
} FindingsFormat;

/* "human|plain|…", for the command line. */
const char *findings_formats(void);
/* The format of that name, which is one of them. */
FindingsFormat findings_format(const char *name);
void findings_write(Buf *out, const Findings *f, FindingsFormat format);

#endif
