/* mutant.h -- seeded faults, to prove that the property tests would see them.
 *
 * A build with -DMUTANT=n takes the faulty expression of fault n and the sound one
 * everywhere else; without it the macro leaves no trace.  tests/prop/mutants.txt lists
 * the numbers, each with its file and what it breaks.
 */
#ifndef ACORDO_ENGINE_MUTANT_H
#define ACORDO_ENGINE_MUTANT_H

enum { LAST_MUTANT = 46 };

#ifdef MUTANT
_Static_assert((MUTANT) > 0 && (MUTANT) <= LAST_MUTANT, "a fault that is not listed");
#define MUTATE(n, good, bad) (MUTANT == (n) ? (bad) : (good))
#else
#define MUTATE(n, good, bad) (good)
#endif

#endif
