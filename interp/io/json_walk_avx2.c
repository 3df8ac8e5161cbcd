/* json_walk_avx2.c -- the walk again; the Makefile has it compiled for AVX2. */
#include "interp/io/json_walk_loop.h"

const char *json_walk_avx2(JsonWalk *w, const char *p)
{
    return walk_object(w, w->keys->root, p);
}
