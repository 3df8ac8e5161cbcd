/* meaning_make.h -- two policies compared by what their cores say. */
#ifndef ACORDO_STUDY_MEANING_MAKE_H
#define ACORDO_STUDY_MEANING_MAKE_H

#include "interp/io/meaning.h"
#include "interp/study/session.h"

/* With the thresholds in force in both.  Collected; without witnesses. */
Meaning *meaning_of(const Session *before, const Session *after);
/* The verdict of the whole, of its items' as they are now. */
void meaning_judge(Meaning *m);

#endif
