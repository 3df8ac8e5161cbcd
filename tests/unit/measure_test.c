/* measure_test.c -- figures worked out by hand from a few leads. */
#include "tests/unit/by_hand.h"

/* As of 2026-07-01T12:00Z, 09:00 in São Paulo: the period of the day is July. */
static const char *const policy =
    "policy \"P\" {\n  timezone \"America/Sao_Paulo\"\n  currency BRL\n}\n"
    "lead {\n  a number\n  b number at least 0\n  f flag\n  t text\n  u text folded\n  "
    "s timestamp\n"
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

/* A slip of the pen, twenty centuries ago: the figures end with today's all the same. */
static void far_away(void)
{
    Hand h = hand_new(policy, "s\n 0026-07-01T10:00:00Z\n 2026-06-30T10:00:00Z");
    hand_measure(&h, PERIOD_DAY,
                 hand_field(&h, hand_term(&h, AGG_COUNT, NULL, NULL, "s")));
    const FigureSet *f = hand_close(&h);
    t_group("far away");
    T_INT(f->n_figures, FIGURES_MAX);
    T_INT(f->cut, 1);
    T_INT(f->figure[f->n_figures - 2].value.i64, MICRO);
    T_INT(f->figure[0].value.i64, 0);
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

static CoreExpr *term(Hand *h, AggKind agg, const char *value, const char *where)
{
    return hand_field(h, hand_term(h, agg, value, where, NULL));
}

static const char *says(AggKind agg, const char *value, const char *cells)
{
    Hand h = hand_new(policy, cells);
    hand_measure(&h, PERIOD_NONE, term(&h, agg, value, NULL));
    return hand_says(&h);
}

static void aggregates(void)
{
    const char *cells =
        "a | t | f\n 3 | x | yes\n - | y | -\n -2.5 | x | no\n 3 | - | no";
    t_group("aggregates");
    T_Z(says(AGG_COUNT, NULL, cells), "all 4");
    T_Z(says(AGG_COUNT, "a", cells), "all 3");
    T_Z(says(AGG_SUM, "a", cells), "all 3.5");
    T_Z(says(AGG_MIN, "a", cells), "all -2.5");
    T_Z(says(AGG_MAX, "a", cells), "all 3");
    T_Z(says(AGG_MAX, "-a", cells), "all 2.5");
    T_Z(says(AGG_QUANTILE, "a", cells), "all 3");
    T_Z(says(AGG_DISTINCT, "a", cells), "all 2");
    T_Z(says(AGG_DISTINCT, "t", cells), "all 2");
    T_Z(says(AGG_DISTINCT, "f", cells), "all 2");
    T_Z(says(AGG_MIN, "a", "a\n -"), "all -");
    T_Z(says(AGG_QUANTILE, "a", "a\n -"), "all -");
    T_Z(says(AGG_DISTINCT, "t", "t\n -"), "all 0");
    T_Z(says(AGG_SUM, "a", "a\n 9000000000000\n 9000000000000\n -9000000000000"),
        "all 9000000000000");
    T_Z(says(AGG_SUM, "a", "a\n 9000000000000\n 9000000000000"), "all !");
}

/* Of 1 … 10 in some order: the 5th, the 9th, the 1st; of 11 values the 6th. */
static void quantiles(void)
{
    static const struct {
        int percent;
        const char *cells, *says;
    } row[] = {
        {50, "a\n 7\n 1\n 10\n 4\n 3\n 2\n 9\n 8\n 5\n 6", "all 5"},
        {90, "a\n 7\n 1\n 10\n 4\n 3\n 2\n 9\n 8\n 5\n 6", "all 9"},
        {10, "a\n 7\n 1\n 10\n 4\n 3\n 2\n 9\n 8\n 5\n 6", "all 1"},
        {91, "a\n 7\n 1\n 10\n 4\n 3\n 2\n 9\n 8\n 5\n 6", "all 10"},
        {50, "a\n 7\n 7\n 1\n 1\n 1\n 1\n 7\n 7\n 7\n 1\n 3", "all 3"},
        {99, "a\n 4", "all 4"},
    };
    t_group("quantiles");
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Hand h = hand_new(policy, row[i].cells);
        CoreExpr *value = term(&h, AGG_QUANTILE, "a", NULL);
        h.core->terms[0].percent = row[i].percent;
        hand_measure(&h, PERIOD_NONE, value);
        T_Z(hand_says(&h), row[i].says);
    }
}

static void groups(void)
{
    Hand h = hand_new(policy,
                      "t | f | a\n ads | yes | 1\n ads | no | 2\n crm | yes | 4\n"
                      " web | - | 8\n - | yes | 16\n crm | yes | 32\n web | no | 64\n"
                      " bot | yes | 128\n others | no | 256");
    t_group("groups");
    hand_measure(&h, PERIOD_NONE, term(&h, AGG_SUM, "a", NULL));
    hand_split(&h, "t", 0);
    T_Z(hand_says(&h), "all 511 / ads 3 / bot 128 / crm 36 / others 256 / web 72"
                       " / <missing> 16");
    h.core->measures[0].splits[0].top = 2; /* ads, crm and web have two rows each */
    T_Z(hand_says(&h), "all 511 / ads 3 / crm 36 / <missing> 16 / <others> 456");
    h.core->measures[0].splits[0].top = 9;
    T_Z(hand_says(&h), "all 511 / ads 3 / bot 128 / crm 36 / others 256 / web 72"
                       " / <missing> 16");
    h.core->measures[0].splits[0].top = 1;
    hand_split(&h, "f", 0);
    T_Z(hand_says(&h), "all 511 / ads,no 2 / ads,yes 1 / <missing>,yes 16"
                       " / <others>,no 320 / <others>,yes 164 / <others>,<missing> 8");
    h.t->coded = false;
    h.t->batch_rows = 1;
    T_Z(hand_says(&h), "all 511 / ads,no 2 / ads,yes 1 / <missing>,yes 16"
                       " / <others>,no 320 / <others>,yes 164 / <others>,<missing> 8");
}

/* One group a folded text, called as most rows spell it; one of two equals by bytes. */
static void spellings(void)
{
    Hand h = hand_new(
        policy, "u | a\n S\xc3\xa3o Paulo | 1\n sao  paulo | 2\n S\xc3\xa3o Paulo | 4\n"
                " RIO | 8\n rio | 16\n - | 32\n Bahia | 64");
    t_group("spellings");
    hand_measure(&h, PERIOD_NONE, term(&h, AGG_SUM, "a", NULL));
    hand_split(&h, "u", 0);
    T_Z(hand_says(&h),
        "all 127 / Bahia 64 / RIO 24 / S\xc3\xa3o Paulo 7 / <missing> 32");
    h.core->measures[0].splits[0].top = 2;
    T_Z(hand_says(&h),
        "all 127 / RIO 24 / S\xc3\xa3o Paulo 7 / <missing> 32 / <others> 64");
    hand_measure(&h, PERIOD_NONE, term(&h, AGG_DISTINCT, "u", NULL));
    T_Z(hand_says(&h), "all 3");
    for (h.parts = 1; h.parts <= 7; h.parts += 3)
        T_Z(hand_says(&h), "all 3");
}

static const char *const weeks =
    "s | f | a\n 2026-06-08T12:00:00Z | yes | 6\n 2026-06-09T12:00:00Z | no | 1\n"
    " 2026-06-10T12:00:00Z | no | 2\n 2026-06-16T12:00:00Z | no | 3\n"
    " 2026-06-30T12:00:00Z | yes | 4\n 2026-06-29T12:00:00Z | yes | 5\n"
    " 2026-06-29T12:00:00Z | no | 5";

/* A third is at least 0.333333 and not at least 0.333334: it is not rounded first. */
static void rates(void)
{
    Hand h = hand_new(policy, weeks);
    CoreExpr *yes = hand_field(&h, hand_term(&h, AGG_COUNT, NULL, "f", "s"));
    CoreExpr *all = hand_field(&h, hand_term(&h, AGG_COUNT, NULL, NULL, "s"));
    CoreMeasure *m =
        hand_measure(&h, PERIOD_WEEK, hand_call(K_DIV, yes, all, &type_number));
    t_group("rates");
    T_Z(hand_says(&h),
        "all 2026-W24=0.333333 2026-W25=0 2026-W26=- 2026-W27=0.666667~");
    T_INT(h.closed->figure[0].value.over, 1 * MICRO);
    T_INT(h.closed->figure[0].value.under, 3 * MICRO);
    T_OK(h.closed->figure[2].value.missing && !h.closed->figure[2].value.overflow);
    m->at_least = true;
    m->target = hand_const(333333);
    T_Z(hand_says(&h),
        "all 2026-W24=0.333333+ 2026-W25=0x 2026-W26=-? 2026-W27=0.666667~");
    T_INT(h.closed->target.i64, 333333);
    T_INT(h.closed->figure[3].verdict, VERDICT_OPEN);
    m->target = hand_const(333334);
    T_Z(hand_says(&h),
        "all 2026-W24=0.333333x 2026-W25=0x 2026-W26=-? 2026-W27=0.666667~");
    m->at_least = false;
    T_Z(hand_says(&h),
        "all 2026-W24=0.333333+ 2026-W25=0+ 2026-W26=-? 2026-W27=0.666667~");
    m->target = hand_const(333333);
    T_Z(hand_says(&h),
        "all 2026-W24=0.333333x 2026-W25=0+ 2026-W26=-? 2026-W27=0.666667~");
}

/* 1 ÷ -3, which rounds to -0.333333: at least that it is not, by a hair. */
static void negative_sides(void)
{
    Hand h = hand_new(policy, "a\n 1\n -3");
    CoreExpr *best = term(&h, AGG_MAX, "a", NULL),
             *worst = term(&h, AGG_MIN, "a", NULL);
    CoreMeasure *m =
        hand_measure(&h, PERIOD_NONE, hand_call(K_DIV, best, worst, &type_number));
    t_group("negative sides");
    m->at_least = true;
    m->target = hand_const(-333333);
    T_Z(hand_says(&h), "all -0.333333x");
    m->target = hand_const(-333334);
    T_Z(hand_says(&h), "all -0.333333+");
    m->at_least = false;
    T_Z(hand_says(&h), "all -0.333333x");
}

/* The third week's baseline is the lower of the two before it, 0 and a third. */
static void baselines(void)
{
    Hand h = hand_new(policy, weeks);
    CoreExpr *yes = hand_field(&h, hand_term(&h, AGG_COUNT, NULL, "f", "s"));
    CoreExpr *all = hand_field(&h, hand_term(&h, AGG_COUNT, NULL, NULL, "s"));
    CoreMeasure *m =
        hand_measure(&h, PERIOD_WEEK, hand_call(K_DIV, yes, all, &type_number));
    m->baseline = 50;
    m->baseline_last = 2;
    const Figure *f = hand_close(&h)->figure;
    t_group("baselines");
    T_OK(f[0].baseline.missing);
    T_INT(f[1].baseline.i64, 333333);
    T_INT(f[1].baseline.under, 3 * MICRO);
    T_OK(!f[2].baseline.missing);
    T_INT(f[2].baseline.i64, 0);
    T_INT(f[3].baseline.i64, 0); /* the week before has no value: only the second's */
    m->baseline_last = 3;
    m->baseline = 51;
    f = hand_close(&h)->figure;
    T_INT(f[3].baseline.i64, 333333);
}

static const char *early(AggKind agg, const char *value, const char *where,
                         bool at_least, int64_t target)
{
    Hand h = hand_new(policy, "s | a | b\n 2026-07-01T10:00:00Z | 5 | 5\n"
                              " 2026-07-01T11:00:00Z | 2 | 2");
    CoreMeasure *m = hand_measure(
        &h, PERIOD_DAY, hand_field(&h, hand_term(&h, agg, value, where, "s")));
    m->at_least = at_least;
    m->target = hand_const(target * MICRO);
    return hand_says(&h);
}

/* What can only grow is decided once it has reached or passed its target. */
static void early_verdicts(void)
{
    t_group("early verdicts");
    T_Z(early(AGG_COUNT, NULL, NULL, true, 2), "all 2026-07-01=2+~");
    T_Z(early(AGG_COUNT, NULL, NULL, true, 3), "all 2026-07-01=2~");
    T_Z(early(AGG_COUNT, NULL, NULL, false, 1), "all 2026-07-01=2x~");
    T_Z(early(AGG_COUNT, NULL, NULL, false, 2), "all 2026-07-01=2~");
    T_Z(early(AGG_COUNT, NULL, "now - s < 9 days", true, 2), "all 2026-07-01=2~");
    T_Z(early(AGG_COUNT, NULL, "z missing", true, 2), "all 2026-07-01=2~");
    T_Z(early(AGG_COUNT, NULL, "t missing", true, 2), "all 2026-07-01=2+~");
    T_Z(early(AGG_COUNT, NULL, "(z otherwise s) = s", true, 2), "all 2026-07-01=2~");
    T_Z(early(AGG_COUNT, NULL, "a missing or s known", true, 2), "all 2026-07-01=2+~");
    T_Z(early(AGG_SUM, "b", NULL, true, 7), "all 2026-07-01=7+~");
    T_Z(early(AGG_SUM, "a", NULL, true, 7), "all 2026-07-01=7~");
    T_Z(early(AGG_MAX, "b", NULL, true, 5), "all 2026-07-01=5~");
    T_Z(early(AGG_DISTINCT, "a", NULL, true, 2), "all 2026-07-01=2+~");
}

/* A group is decided early only where no row can leave it, and `others` never. */
static const char *early_groups(const char *split, int top)
{
    Hand h =
        hand_new(policy, "s | e\n 2026-07-01T10:00:00Z | red\n"
                         " 2026-07-01T11:00:00Z | red\n 2026-07-01T11:30:00Z | blue");
    CoreMeasure *m = hand_measure(
        &h, PERIOD_DAY, hand_field(&h, hand_term(&h, AGG_COUNT, NULL, NULL, "s")));
    hand_split(&h, split, top);
    m->at_least = true;
    m->target = hand_const(MICRO);
    return hand_says(&h);
}

static void early_by_group(void)
{
    t_group("early by group");
    T_Z(early_groups("e", 0),
        "all 2026-07-01=3+~ / blue 2026-07-01=1+~ / red 2026-07-01=2+~");
    T_Z(early_groups("e", 1),
        "all 2026-07-01=3+~ / red 2026-07-01=2+~ / <others> 2026-07-01=1~");
    T_Z(early_groups("now - s < 9 days", 0), "all 2026-07-01=3+~ / yes 2026-07-01=3~");
}

/* A backlog: in by the period's end, and not out by then. */
static void each_period(void)
{
    Hand h = hand_new(policy, "s | z\n 2026-04-10T12:00:00Z | -\n"
                              " 2026-04-11T12:00:00Z | 2026-05-20T00:00:00Z\n"
                              " 2026-06-02T12:00:00Z | -\n 2020-01-01T00:00:00Z | -");
    CoreExpr *end = MEM_NEW(CoreExpr);
    *end = (CoreExpr){.kind = CORE_PERIOD_END, .type = &type_timestamp, .id = -1};
    const int n =
        hand_term(&h, AGG_COUNT, NULL, "s < now and (z missing or z >= now)", NULL);
    CoreExpr *where = h.core->terms[n].source[0].where;
    where->arg[0]->arg[1] = end;
    where->arg[1]->arg[1]->arg[1] = end;
    h.core->terms[n].each_period = true;
    hand_measure(&h, PERIOD_MONTH, hand_field(&h, n));
    h.window = 4;
    t_group("each period");
    T_Z(hand_says(&h), "all 2026-04=3 2026-05=2 2026-06=3 2026-07=3~");
    h.window = 1;
    T_Z(hand_says(&h), "all 2026-07=3~");
}

/* Instances: a term has a source a lane. */
static void lanes(void)
{
    Hand h = hand_new(policy,
                      "s | z | e\n 2026-06-10T12:00:00Z | 2026-07-01T01:00:00Z | red\n"
                      " 2026-06-11T12:00:00Z | - | blue");
    const int n = hand_term(&h, AGG_COUNT, NULL, "s known", "s");
    hand_lane(&h, NULL, "z known", "z");
    hand_measure(&h, PERIOD_MONTH, hand_field(&h, n));
    hand_split(&h, "e", 0);
    t_group("lanes");
    T_Z(hand_says(&h), "all 2026-06=3 2026-07=0~ / blue 2026-06=1 2026-07=0~"
                       " / red 2026-06=2 2026-07=0~");
}

/* Any parts, in any order, close to the same figures. */
static void merging(void)
{
    Hand h = hand_new(policy, weeks);
    hand_measure(&h, PERIOD_WEEK,
                 hand_field(&h, hand_term(&h, AGG_QUANTILE, "a", NULL, "s")));
    hand_split(&h, "if f then \"yes\" else t otherwise \"no\"", 1);
    const char *whole = hand_says(&h);
    t_group("merging");
    T_Z(whole, "all 2026-W24=2 2026-W25=3 2026-W26=- 2026-W27=5~"
               " / no 2026-W24=1 2026-W25=3 2026-W26=- 2026-W27=5~"
               " / <others> 2026-W24=6 2026-W25=- 2026-W26=- 2026-W27=4~");
    for (h.parts = 1; h.parts <= 8; h.parts++)
        for (int backwards = 0; backwards <= 1; backwards++) {
            h.backwards = backwards != 0;
            T_Z(hand_says(&h), whole);
        }
}

/* What a measure takes is its own, whatever the one before it took of the batch. */
static void neighbours(void)
{
    Hand h = hand_new(policy,
                      "s | z | a\n 2026-01-10T12:00:00Z | 2026-04-10T12:00:00Z | 1\n"
                      " 2026-02-10T12:00:00Z | 2026-04-11T12:00:00Z | -\n"
                      " 2026-05-10T12:00:00Z | 2026-06-10T12:00:00Z | 4\n"
                      " - | 2026-06-11T12:00:00Z | 8\n 2026-06-10T12:00:00Z | - | 16");
    static const struct {
        PeriodKind per;
        AggKind agg;
        const char *value, *at, *says;
    } row[] = {
        {PERIOD_QUARTER, AGG_SUM, "a", "s", "all 2026-Q1=1 2026-Q2=20 2026-Q3=0~"},
        {PERIOD_QUARTER, AGG_COUNT, NULL, "s", "all 2026-Q1=2 2026-Q2=2 2026-Q3=0~"},
        {PERIOD_QUARTER, AGG_COUNT, NULL, "z", "all 2026-Q2=4 2026-Q3=0~"},
        {PERIOD_MONTH, AGG_COUNT, NULL, "z",
         "all 2026-04=2 2026-05=0 2026-06=2 2026-07=0~"},
        {PERIOD_MONTH, AGG_COUNT, NULL, "s",
         "all 2026-01=1 2026-02=1 2026-03=0 2026-04=0 2026-05=1 2026-06=1 2026-07=0~"},
        {PERIOD_NONE, AGG_SUM, "a", NULL, "all 29"},
    };
    const int n = sizeof row / sizeof *row;
    for (int i = 0; i < n; i++)
        hand_measure(
            &h, row[i].per,
            hand_field(&h, hand_term(&h, row[i].agg, row[i].value, NULL, row[i].at)));
    t_group("neighbours");
    for (h.t->batch_rows = 1; h.t->batch_rows <= 5; h.t->batch_rows++) {
        const FigureSet *f = hand_close(&h);
        for (int i = 0; i < n; i++)
            T_Z(hand_shows(&h, &f[i]), row[i].says);
    }
    T_INT(h.closed[0].outside, 1);
    T_INT(h.closed[1].outside, 1);
}

int main(void)
{
    T_BEGIN();
    neighbours();
    counts();
    far_away();
    nothing();
    aggregates();
    quantiles();
    groups();
    spellings();
    rates();
    negative_sides();
    baselines();
    early_verdicts();
    early_by_group();
    each_period();
    lanes();
    merging();
    return T_END();
}
