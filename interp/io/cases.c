/* cases.c -- a list of cases while it grows. */
#include "interp/io/cases.h"

#include "interp/base/mem.h"
#include <assert.h>

Suite *suite_add(Suites *s, const char *name)
{
    Suite *suite = &MEM_PUSH(s->item, s->n, s->cap);
    *suite = (Suite){.name = name};
    return suite;
}

Case *case_add(Suite *s, Case c)
{
    Case *made = &MEM_PUSH(s->item, s->n, s->cap);
    *made = c;
    return made;
}

void case_note(Case *c, const char *key, const char *text)
{
    assert(c->n_notes < CASE_MAX_NOTES);
    c->note[c->n_notes++] = (CaseNote){key, text};
}
