/* The map: replacing, order, growth. */
#include "interp/base/map.h"
#include "t.h"

int main(void)
{
    static int value[5000];
    T_BEGIN();
    Map *m = map_new();
    T_OK(map_get(m, STR("a")) == NULL);
    for (int i = 0; i < 5000; i++)
        map_put(m, str_of(str_format("key %d", i)), &value[i]);
    T_INT(map_count(m), 5000);
    bool found = true, order = true;
    for (int i = 0; i < 5000; i++) {
        Str key = str_of(str_format("key %d", i));
        found = found && map_get(m, key) == &value[i];
        order = order && str_eq(map_key(m, i), key) && map_value(m, i) == &value[i];
    }
    T_OK(found);
    T_OK(order);
    T_OK(map_get(m, STR("key 5000")) == NULL);
    map_put(m, STR("key 7"), &value[0]);
    T_INT(map_count(m), 5000);
    T_OK(map_get(m, STR("key 7")) == &value[0]);
    map_put(m, STR(""), &value[1]);
    T_OK(map_get(m, STR("")) == &value[1]);
    return T_END();
}
