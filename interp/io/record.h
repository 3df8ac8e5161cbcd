/* record.h -- what each format gives the reader: a record's cells, or a fault. */
#ifndef ACORDO_IO_RECORD_H
#define ACORDO_IO_RECORD_H

#include "interp/io/fault.h"
#include "interp/io/window.h"

typedef enum Found {
    FOUND_RECORD, /* its cells are filled */
    FOUND_FAULT,  /* a record that cannot be read; the fault is filled */
    FOUND_END,
    FOUND_FAILED, /* a finding was put: the input cannot be read on */
} Found;

typedef struct Record {
    Str text;              /* in the window until the next record is asked for */
    uint64_t line, offset; /* of its first byte */
    bool cut;              /* text is only the first part */
    uint64_t before;       /* bytes of its first line that stand before it */
} Record;

/* The fault of s, which is at w's lo and which window_fault says is not text at `bad`.
 * Says false. */
bool record_not_text(Fault *f, const Window *w, Str s, ptrdiff_t bad);

#endif
