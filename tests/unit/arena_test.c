/* The arena: alignment, no overlap, and no new block once it is warm. */
#include "interp/base/arena.h"
#include "t.h"

static void test_align(void)
{
    t_group("align");
    Arena *a = arena_new(256);
    for (size_t align = 1; align <= 64; align *= 2) {
        arena_alloc(a, 1, 1);
        T_INT((uintptr_t)arena_alloc(a, 3, align) % align, 0);
    }
    arena_free(a);
}

/* Blocks of every size are written whole; each still holds its own number. */
static void test_apart(void)
{
    enum { N = 400 };
    static unsigned char *p[N];
    t_group("apart");
    Arena *a = arena_new(128);
    for (int i = 0; i < N; i++) {
        p[i] = arena_alloc(a, (size_t)i * 7 % 300, 1);
        memset(p[i], i & 255, (size_t)i * 7 % 300);
    }
    bool own = true;
    for (int i = 0; i < N; i++)
        for (int k = 0; k < i * 7 % 300; k++)
            own = own && p[i][k] == (i & 255);
    T_OK(own);
    arena_free(a);
}

static void batch(Arena *a, int rows, size_t big)
{
    for (int i = 0; i < rows; i++)
        arena_alloc(a, 24, 8);
    ARENA_ARRAY(a, char, big);
    for (int i = 0; i < rows; i++)
        arena_alloc(a, 5, 1);
}

static void test_warm(void)
{
    t_group("warm");
    Arena *a = arena_new(4096);
    batch(a, 1000, 100000);
    uint64_t grown = arena_grown(a);
    T_OK(grown > 1 && grown < 12);
    for (int i = 0; i < 50; i++) {
        arena_reset(a);
        batch(a, 1000, 100000);
    }
    T_INT(arena_grown(a), grown);
    for (int i = 0; i < 50; i++) {
        arena_reset(a);
        batch(a, 1000 - i * 10, 50000 + (size_t)i * 1000);
    }
    T_OK(arena_grown(a) <= grown + 1);
    arena_free(a);
    arena_free(NULL);
}

int main(void)
{
    T_BEGIN();
    test_align();
    test_apart();
    test_warm();
    return T_END();
}
