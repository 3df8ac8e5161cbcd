/* measure_test.c -- figures worked out by hand from a few leads. */
#include "tests/unit/by_hand.h"

/* As of 2026-07-01T12:00Z, 09:00 in São Paulo: the period of the day is July. */
static const char *const policy =
    "policy \"P\" {\n  timezone \"America/Sao_Paulo\"\n  currency BRL\n}\n"
    "lead {\n  a number\n  b number at least 0\n  f flag\n  t text\n  s timestamp\n"
    "  z timestamp\n  e one of red, green, blue\n}\n";

static void counts(void)
{
    Hand h =
        hand_new(policy, "s | e\n 2026-04-10T12:00:00Z | red\n"
                         " 2026-04-30T23:00:00Z | blue\n 2026-05-01T02:00:00Z | red\n"
                         " 2026-07-01T11:00:00Z | -\n 2026-07-01T12:00:01Z | red\n"
                         " - | red\n 2026-06-02T00:00:00Z | red");
    hand_measure(&h, PERIOD_MONTH,
                 hand_field(&h, hand_term(&h, AGG_COUNT, NULL, NULL, "s")));
    t_group("counts");
    T_Z(hand_says(&h), "all 2026-04=3 2026-05=0 2026-06=1 2026-07=1~");
    T_INT(h.closed[0].outside, 2);
    hand_split(&h, "e", 0);
    T_Z(hand_says(&h), "all 2026-04=3 2026-05=0 2026-06=1 2026-07=1~"
                       " / blue 2026-04=1 2026-05=0 2026-06=0 2026-07=0~"
                       " / red 2026-04=2 2026-05=0 2026-06=1 2026-07=0~"
                       " / <missing> 2026-04=0 2026-05=0 2026-06=0 2026-07=1~");
}

static void nothing(void)
{
    Hand h = hand_new(policy, "s\n -");
    hand_measure(&h, PERIOD_QUARTER,
                 hand_field(&h, hand_term(&h, AGG_MAX, "a", NULL, "s")));
    t_group("nothing");
    T_Z(hand_says(&h), "all 2026-Q3=-~");
    hand_measure(&h, PERIOD_NONE,
                 hand_field(&h, hand_term(&h, AGG_SUM, "a", "f", NULL)));
    T_Z(hand_says(&h), "all 0");
    T_INT(h.closed[1].unknown, 1);
    T_INT(h.closed[0].n_groups, 1);
}

int main(void)
{
    T_BEGIN();
    counts();
    nothing();
    return T_END();
}
