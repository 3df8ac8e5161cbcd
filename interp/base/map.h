/* map.h -- text to pointer, in the collected heap, in order of insertion.
 *
 * Keys are borrowed: they must live as long as the map.  Iteration order is insertion
 * order, so nothing printed depends on a hash.
 */
#ifndef ACORDO_BASE_MAP_H
#define ACORDO_BASE_MAP_H

#include "interp/base/str.h"

typedef struct Map Map;

Map *map_new(void);
void *map_get(const Map *m, Str key);       /* NULL where absent */
void map_put(Map *m, Str key, void *value); /* replaces */
int map_count(const Map *m);
Str map_key(const Map *m, int i);
void *map_value(const Map *m, int i);

#endif
