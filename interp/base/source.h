/* source.h -- one text that was given to us, and places in it.
 *
 * `text` is the file brought to NFC, NUL-ended; spans are byte offsets into it.  Lines
 * and columns that people see are those of the file as it was given: columns count code
 * points, a tab is one, from 1.  Collected.
 */
#ifndef ACORDO_BASE_SOURCE_H
#define ACORDO_BASE_SOURCE_H

#include "interp/base/str.h"

typedef struct Source {
    const char *name;     /* as the user wrote it; "<stdin>", "<expression>" */
    Str text;             /* NFC */
    Str raw;              /* as it was given, a byte order mark too */
    uint32_t *line_start; /* offsets into text; n_lines of them */
    int n_lines;
    struct SourceMap *map; /* NFC offset -> code points gained or lost; NULL: equal */
} Source;

typedef struct Span {
    const Source *src;
    uint32_t lo, hi; /* bytes of src->text, half-open */
} Span;

typedef struct Pos {
    int line, col; /* from 1; col in code points of the file as given */
} Pos;

/* raw must be valid UTF-8 without NUL (source_fault says where it is not). */
Source *source_new(const char *name, Str raw);
/* Offset of the first byte that cannot be in a policy (bad UTF-8 or a control byte other
 * than tab, CR, LF), or -1. */
ptrdiff_t source_fault(Str raw);
Pos source_pos(const Source *s, uint32_t offset);
/* The offset into `raw` of what begins at an offset into `text`. */
size_t source_raw_offset(const Source *s, uint32_t offset);
Str source_line(const Source *s, int line); /* without its end */
static inline Span span_join(Span a, Span b) { return (Span){a.src, a.lo, b.hi}; }
static inline Str span_text(Span s) { return str_sub(s.src->text, s.lo, s.hi); }

#endif
