/* diag_render.h -- findings as text: human, plain, gnu, json.
 *
 *   human  the source line with carets, labels and help, as in `acordo help` pages;
 *          colour where asked
 *   plain  the same without colour and box drawing (ASCII only marks)
 *   gnu    file:line:col: error[E0203]: sentence            one line each
 *   json   one object a line: code, severity, file, line, col, end_line, end_col,
 *          message, label, labels[], help[]; what the policy allows comes last, its
 *          severity "allowed", and why under that name
 * Wide and combining characters: carets count display columns.
 */
#ifndef ACORDO_BASE_DIAG_RENDER_H
#define ACORDO_BASE_DIAG_RENDER_H

#include "interp/base/diag.h"

typedef enum DiagFormat { DIAG_HUMAN, DIAG_PLAIN, DIAG_GNU, DIAG_JSON } DiagFormat;

const char *severity_word(Severity s);           /* "error" */
const char *severity_counted(Severity s, int n); /* "1 error", "2 errors" */

void diag_render(Buf *out, const Diag *d, DiagFormat format, bool colour);
/* All of them, sorted, at most DIAG_LIMIT errors; human and plain have a blank line behind
 * each and a line with the count at the end. */
void diags_render(Buf *out, Diags *ds, DiagFormat format, bool colour);

#endif
