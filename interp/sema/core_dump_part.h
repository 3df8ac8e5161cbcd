/* core_dump_part.h -- what the files of the core's dump share; nobody else includes it. */
#ifndef ACORDO_SEMA_CORE_DUMP_PART_H
#define ACORDO_SEMA_CORE_DUMP_PART_H

#include "interp/sema/checker.h"

typedef struct Dump {
    Buf *out;
    const Core *c;
    size_t stop; /* an expression is cut there */
    bool by_number; /* fields are terms of figures, whose names are words of a language */
} Dump;

/* ` word expression`, or nothing where there is none. */
void dump_part(Dump *d, const char *word, const CoreExpr *e);
/* `kind name "title"`, without a title that is the name. */
void dump_named(Dump *d, const char *kind, Str name, Str title);
/* ` word "text"`, or nothing where it is empty. */
void dump_text(Dump *d, const char *word, Str text);
void dump_field(Dump *d, const CoreField *f); /* with the end of its line */
void dump_fact(Dump *d, const CoreFact *f);
void dump_measures(Dump *d); /* those that the policy writes, after their terms */
void dump_clause(Dump *d, const CoreClause *cl);

#endif
