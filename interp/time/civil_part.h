/* civil_part.h -- pieces that readers and printers of instants share; private to
 * interp/time. */
#ifndef ACORDO_TIME_CIVIL_PART_H
#define ACORDO_TIME_CIVIL_PART_H

#include "interp/time/civil.h"

/* Reads lo to hi digits at *at and moves on; -1, and stays, where there are fewer. */
int part_number(Str s, size_t *at, int lo, int hi);
/* The digits of a fraction of a second, one to any number; microseconds, or -1. */
int part_fraction(Str s, size_t *at);
/* `Z z +03:00 +0300 +03`; seconds east of UTC. */
bool part_offset(Str s, size_t *at, int *seconds);
/* Checks the fields, makes second 60 the end of 59 and hour 24 the next day's 0. */
bool part_instant(Civil *c, int64_t *out);

/* Printing: each returns the place behind what it wrote. */
static inline char *part_put_two(char *p, int v)
{
    p[0] = (char)('0' + v / 10 % 10);
    p[1] = (char)('0' + v % 10);
    return p + 2;
}
char *part_put_date(char *p, int year, int month, int day); /* at most 16 bytes */

#endif
