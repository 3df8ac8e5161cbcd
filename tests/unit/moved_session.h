/* moved_session.h -- a session of the same core with thresholds of its own. */
#ifndef ACORDO_TESTS_MOVED_SESSION_H
#define ACORDO_TESTS_MOVED_SESSION_H

#include "interp/base/mem.h"
#include "interp/study/session.h"

static inline Session *session_copy(const Session *from)
{
    Session *s = MEM_NEW(Session);
    *s = *from;
    s->threshold = MEM_ARRAY(int64_t, s->core->n_thresholds + 1);
    for (int i = 0; i < s->core->n_thresholds; i++)
        s->threshold[i] = from->threshold[i];
    return s;
}

static inline Session *session_moved(const Session *from, int threshold, int64_t value)
{
    Session *s = session_copy(from);
    s->threshold[threshold] = value;
    return s;
}

#endif
