/* The collected heap: zeroing, growth, the doubling arrays. */
#include "t.h"

static void test_alloc(void)
{
    t_group("alloc");
    const unsigned char *p = mem_alloc(1000);
    int sum = 0;
    for (int i = 0; i < 1000; i++)
        sum += p[i];
    T_INT(sum, 0);
    T_OK(mem_alloc(0) != NULL);
    T_OK(mem_bytes(0) != NULL);
}

static void test_grow(void)
{
    t_group("grow");
    char *p = mem_alloc(4);
    memcpy(p, "abcd", 4);
    p = mem_grow(p, 4, 8);
    T_STR(((Str){p, 4}), STR("abcd"));
    T_INT(p[4] + p[5] + p[6] + p[7], 0);
    p = mem_grow(p, 8, 2);
    T_STR(((Str){p, 2}), STR("ab"));
    T_OK(mem_grow(NULL, 0, 8) != NULL);
}

static void test_push(void)
{
    t_group("push");
    int *item = NULL, n = 0;
    size_t cap = 0;
    for (int i = 0; i < 10000; i++)
        MEM_PUSH(item, n, cap) = i;
    T_INT(n, 10000);
    T_OK(cap >= 10000 && cap < 20001);
    bool same = true;
    for (int i = 0; i < n; i++)
        same = same && item[i] == i;
    T_OK(same);
}

/* A list that only the collected heap holds lives through collections. */
typedef struct Node {
    struct Node *next;
    int number;
} Node;

static void test_list(void)
{
    t_group("list");
    Node *head = NULL;
    for (int i = 0; i < 200000; i++) {
        Node *node = MEM_NEW(Node);
        *node = (Node){head, i};
        head = i % 2 == 0 ? node : head;
        mem_bytes(64);
    }
    int n = 0;
    int64_t sum = 0;
    for (; head != NULL; head = head->next, n++)
        sum += head->number;
    T_INT(n, 100000);
    T_INT(sum, INT64_C(9999900000));
}

int main(void)
{
    T_BEGIN();
    test_alloc();
    test_grow();
    test_push();
    test_list();
    return T_END();
}
