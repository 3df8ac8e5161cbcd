/* gen_clause.c -- lines of clauses and KPIs. */
#include "tests/prop/gen_rows.h"

void gen_expr_listed(Gen *g)
{
    gen_plain_name(g);
    if (gen_chance(g, 30))
        gen_member(g);
    if (gen_chance(g, 40)) {
        gen_before(g, "=");
        gen_add(g);
    }
}

static void gen_relaxes(Gen *g)
{
    if (gen_chance(g, 15))
        gen_word(g, "relaxes");
}

static void gen_on(Gen *g)
{
    if (gen_chance(g, 50)) {
        gen_word(g, "on");
        gen_path(g);
    }
}

static void gen_actions(Gen *g)
{
    static const char *const words[] = {"notify", "reassign", "escalate"};
    gen_word(g, GEN_PICK(g, words));
    gen_text(g);
    while (gen_chance(g, 30)) {
        gen_comma(g);
        gen_word(g, GEN_PICK(g, words));
        gen_text(g);
    }
}

static void gen_mark(Gen *g, bool start, bool listed)
{
    switch (gen_below(g, start ? 6 : 4)) {
    case 0:
        gen_after(g, "when");
        gen_expr(g);
        break;
    case 4:
        gen_word(g, "each");
        gen_plain_name(g);
        if (gen_chance(g, 50)) {
            gen_before(g, "where");
            gen_expr(g);
        }
        break;
    case 5:
        gen_word(g, "each time");
        gen_expr(g);
        break;
    default:
        if (listed)
            gen_expr_listed(g);
        else
            gen_expr(g);
        break;
    }
}

static void gen_marks(Gen *g, const char *word, bool start)
{
    gen_word(g, word);
    gen_mark(g, start, false);
    while (gen_chance(g, 25)) {
        gen_comma(g);
        gen_mark(g, start, true);
    }
}

/* per PERIOD [of E] [by B] */
static void gen_per(Gen *g)
{
    gen_word(g, "per");
    gen_period(g);
    if (gen_chance(g, 40)) {
        gen_word(g, "of");
        gen_expr(g);
    }
}

static void gen_target(Gen *g)
{
    static const char *const by[] = {"due", "start", "stop"};
    gen_word(g, "target");
    if (gen_chance(g, 40)) {
        gen_word(g, gen_chance(g, 50) ? "at least" : "at most");
        gen_add(g);
        return;
    }
    gen_add(g);
    if (gen_chance(g, 60))
        gen_per(g);
    if (gen_chance(g, 25)) {
        gen_word(g, "by");
        gen_word(g, GEN_PICK(g, by));
    }
}

static void gen_top(Gen *g)
{
    if (gen_chance(g, 25)) {
        gen_word(g, "top");
        gen_number(g);
    }
}

static void gen_split(Gen *g)
{
    gen_word(g, "split by");
    gen_expr(g);
    gen_top(g);
    while (gen_chance(g, 30)) {
        gen_comma(g);
        gen_expr_listed(g);
        gen_top(g);
    }
}

static void gen_measure(Gen *g)
{
    gen_word(g, "measure");
    gen_expr(g);
    while (gen_chance(g, 20)) {
        gen_comma(g);
        gen_expr_listed(g);
    }
}

static void gen_warn(Gen *g)
{
    gen_word(g, "warn");
    if (gen_chance(g, 50)) {
        gen_word(g, "at");
        gen_add(g);
    } else {
        if (gen_chance(g, 60))
            gen_quantity(g);
        else
            gen_plain_name(g);
        gen_word(g, "before");
        gen_word(g, "due");
    }
    if (gen_chance(g, 40))
        gen_actions(g);
}

static void gen_keep(Gen *g)
{
    gen_word(g, "keep");
    gen_expr(g);
    if (gen_chance(g, 60)) {
        gen_word(g, "within");
        gen_expr(g);
        gen_on(g);
    }
    gen_relaxes(g);
}

/* The lines that have a condition or an instant. */
static void gen_instant_row(Gen *g)
{
    switch (gen_below(g, 7)) {
    case 0:
        gen_word(g, "by");
        gen_names(g);
        break;
    case 1:
        gen_word(g, "for");
        gen_expr(g);
        break;
    case 2:
        gen_word(g, "excused");
        gen_before(g, "when");
        gen_expr(g);
        break;
    case 3: gen_marks(g, "starts", true); break;
    case 4: gen_marks(g, "stops", false); break;
    case 5: gen_marks(g, "cancels", false); break;
    case 6:
        gen_word(g, "pauses");
        gen_word(g, "while");
        gen_expr(g);
        break;
    }
}

void gen_clause_row(Gen *g, int i)
{
    (void)i;
    if (gen_chance(g, 45)) {
        gen_instant_row(g);
        return;
    }
    switch (gen_below(g, 11)) {
    case 0:
        gen_word(g, "within");
        gen_expr(g);
        gen_on(g);
        gen_relaxes(g);
        break;
    case 1:
        gen_word(g, "due");
        gen_expr(g);
        gen_relaxes(g);
        break;
    case 2: gen_keep(g); break;
    case 3: gen_word(g, "after exit"); break;
    case 4: gen_word(g, "relaxes"); break;
    case 5: gen_warn(g); break;
    case 6:
        gen_word(g, "breach");
        gen_actions(g);
        break;
    case 7:
        gen_target(g);
        gen_relaxes(g);
        break;
    case 8: gen_measure(g); break;
    case 9: gen_per(g); break;
    case 10: gen_split(g); break;
    }
}

void gen_kpi_row(Gen *g, int i)
{
    (void)i;
    switch (gen_below(g, 5)) {
    case 0: gen_measure(g); break;
    case 1: gen_per(g); break;
    case 2: gen_split(g); break;
    case 3: gen_target(g); break;
    case 4:
        gen_word(g, "baseline");
        gen_word(g, gen_chance(g, 50) ? "p75" : "median");
        gen_word(g, "of");
        gen_word(g, "last");
        gen_number(g);
        break;
    }
}
