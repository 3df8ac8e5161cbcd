/* json_walk_test.c -- the walks for any processor and for AVX2 find the same in a record. */
#include "interp/io/json_walk.h"

#include "interp/base/mem.h"
#include "tests/prop/rng.h"
#include "tests/unit/t.h"
#include <stdlib.h>

enum { ROUNDS = 20000, FIELDS = 4, BYTES = 512, PAD = 64 };

static Core *core_of_four(void)
{
    static const char *const name[FIELDS] = {"id", "n", "tags", "deep.er"};
    Core *c = MEM_NEW(Core);
    c->fields = MEM_ARRAY(CoreField, FIELDS);
    c->n_fields = FIELDS;
    for (int i = 0; i < FIELDS; i++)
        c->fields[i] = (CoreField){.name = str_of(name[i]),
                                   .from = str_of(name[i]),
                                   .has_from = i == 3,
                                   .type = i == 2 ? type_list(&type_text) : &type_text,
                                   .currency_field = -1};
    return c;
}

/* A record whose texts and numbers are of all lengths, now and then damaged. */
static size_t draw_record(Rng *rng, char *to)
{
    static const char text[] =
        "the quick brown fox jumps over the lazy dog, twice a day";
    static const char odd[] = "\"\\{}[],:0e.-\x01 ";
    const int a = rng_below(rng, 56), b = rng_below(rng, 56),
              places = rng_below(rng, 9);
    const int n = snprintf(to, BYTES,
                           "{\"id\":\"%.*s\",\"%s\":%d.%0*d,\"tags\":[\"%.*s\",%s],"
                           "\"deep\":{\"er\":\"%.*s\","
                           "\"x\":[{}]},\"%s\":%s}\n",
                           a, text, rng_below(rng, 3) > 0 ? "n" : "other",
                           rng_below(rng, 1 << 30), places, rng_below(rng, 100), b,
                           text, rng_below(rng, 2) ? "null" : "\"\\u00e9\\n\"",
                           rng_below(rng, 30), text, rng_below(rng, 2) ? "y" : "z",
                           rng_below(rng, 2) ? "true" : "\"\"");
    if (rng_below(rng, 3) == 0)
        to[rng_below(rng, n)] = odd[rng_below(rng, (int)sizeof odd - 1)];
    memset(to + n, 0, PAD);
    return (size_t)n;
}

static bool same_cells(const Cell *a, const Cell *b, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (a[i].kind != b[i].kind
            || (a[i].kind != CELL_NONE
                && (a[i].p != b[i].p
                    || (a[i].kind == CELL_TEXT
                        && (a[i].n != b[i].n || a[i].raw != b[i].raw)))))
            return false;
    return true;
}

static void walk_init(JsonWalk *w, Slot *slot, const Core *c, size_t *room,
                      JsonWalkFn *object)
{
    for (int i = 0; i < FIELDS; i++)
        slot_init(&slot[i], c, i, 1, room);
    json_walk_init(w, slot, FIELDS, false);
    w->object = object;
}

static void test_same(void)
{
    const Core *c = core_of_four();
    size_t room = DICT_BYTES;
    Slot slot[2][FIELDS];
    JsonWalk plain, quick;
    Rng rng = {17};
    char line[BYTES + PAD];
    int wrong = 0, sound = 0;
    walk_init(&plain, slot[0], c, &room, json_walk_plain);
    walk_init(&quick, slot[1], c, &room, json_walk_avx2);
    for (int i = 0; i < ROUNDS; i++) {
        draw_record(&rng, line);
        const char *a = json_walk(&plain, line), *b = json_walk(&quick, line);
        sound += a != NULL;
        wrong += a != b
                 || (a != NULL
                     && (plain.n_parts != quick.n_parts
                         || !same_cells(plain.cells, quick.cells,
                                        (uint32_t)plain.keys->n_cells)
                         || !same_cells(plain.parts, quick.parts, plain.n_parts)));
    }
    T_INT(wrong, 0);
    T_OK(sound > ROUNDS / 2 && sound < ROUNDS);
    json_walk_free(&plain);
    json_walk_free(&quick);
    for (int i = 0; i < 2 * FIELDS; i++)
        slot_free(&slot[i / FIELDS][i % FIELDS]);
}

int main(void)
{
    T_BEGIN();
#if defined(__x86_64__) && defined(__GNUC__)
    if (!__builtin_cpu_supports("avx2")) {
        puts("SKIP json_walk_test: no AVX2");
        return 0;
    }
#endif
    test_same();
    return T_END();
}
