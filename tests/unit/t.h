/* t.h -- the harness of the unit tests: a name, a check, a count.
 *
 *     int main(void) { T_BEGIN(); t_group("civil"); T_INT(civil_weekday(0), 3); return T_END(); }
 *
 * Each check that holds counts as passed; one that does not prints where and what.  The
 * last line is "NAME: N passed, N failed", which tests/run.sh adds up.
 */
#ifndef ACORDO_TESTS_T_H
#define ACORDO_TESTS_T_H

#include "interp/base/mem.h"
#include "interp/base/str.h"
#include <inttypes.h>
#include <stdio.h>

static struct {
    const char *file, *group;
    int passed, failed;
} t_state;

#define T_BEGIN()     (mem_init(NULL), t_state.file = __FILE__)
#define t_group(name) (t_state.group = (name))

static inline void t_result(int ok, int line, const char *what, const char *got,
                            const char *want)
{
    if (ok) {
        t_state.passed++;
        return;
    }
    t_state.failed++;
    printf("FAIL %s:%d %s: %s\n     got  %s\n     want %s\n", t_state.file, line,
           t_state.group != NULL ? t_state.group : "", what, got, want);
}
static inline void t_int(int line, const char *what, int64_t got, int64_t want)
{
    char g[32], w[32];
    snprintf(g, sizeof g, "%" PRId64, got);
    snprintf(w, sizeof w, "%" PRId64, want);
    t_result(got == want, line, what, g, w);
}
static inline void t_str(int line, const char *what, Str got, Str want)
{
    t_result(str_eq(got, want), line, what, str_z(got), str_z(want));
}
#define T_OK(c)          t_result(!!(c), __LINE__, #c, "no", "yes")
#define T_INT(got, want) t_int(__LINE__, #got, (int64_t)(got), (int64_t)(want))
#define T_STR(got, want) t_str(__LINE__, #got, (got), (want))
#define T_Z(got, want)   t_str(__LINE__, #got, str_of(got), str_of(want))

static inline int t_end(void)
{
    printf("%s: %d passed, %d failed\n", t_state.file, t_state.passed, t_state.failed);
    return t_state.failed != 0;
}
#define T_END() t_end()

#endif
