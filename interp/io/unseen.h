/* unseen.h -- columns that inputs have and no field reads, for "did you mean". */
#ifndef ACORDO_IO_UNSEEN_H
#define ACORDO_IO_UNSEEN_H

#include "interp/io/csv.h"
#include "interp/io/json_keys.h"

enum { UNSEEN_MAX = 1024 }; /* names that are kept */

typedef struct Unseen {
    Str name[UNSEEN_MAX]; /* malloc'ed */
    int n;
} Unseen;

void unseen_csv(Unseen *u, const Csv *c);
void unseen_json(Unseen *u, const JsonKeys *k);
void unseen_report(const Unseen *u, const Slot *slots, int n_slots, Diags *diags);
void unseen_free(Unseen *u);

#endif
