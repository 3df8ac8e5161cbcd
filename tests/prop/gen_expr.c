/* gen_expr.c -- expressions, level by level as the grammar has them. */
#include "tests/prop/gen.h"

enum { DEEP = 7 };

static void gen_unary(Gen *g);
static void gen_postfix(Gen *g);

static void gen_arg(Gen *g)
{
    gen_expr(g);
    if (gen_chance(g, 25)) {
        gen_before(g, "where");
        gen_expr(g);
    }
    gen_window(g);
    if (gen_chance(g, 10)) {
        bool quiet = g->quiet;
        g->quiet =
            true; /* `at`, or a path after it, would begin a line of some block */
        gen_word(g, "at");
        gen_expr(g);
        g->quiet = quiet;
    }
}

/* In brackets after a name; `last(` right after `in` is left to hand-written tests. */
static void gen_call(Gen *g)
{
    static const char *const words[] = {"count",   "sum",    "first",    "median",
                                        "reached", "domain", "p90",      "team",
                                        "any",     "max",    "contagem", "nth"};
    gen_word(g, GEN_PICK(g, words));
    gen_tight(g, "(");
    g->brackets++;
    if (gen_chance(g, 90)) {
        gen_arg(g);
        while (gen_chance(g, 20)) {
            gen_comma(g);
            gen_arg(g);
        }
    }
    gen_close(g, ")");
}

static void gen_items(Gen *g)
{
    gen_open(g, "[");
    if (gen_chance(g, 85)) {
        gen_expr(g);
        while (gen_chance(g, 40)) {
            gen_comma(g);
            gen_expr(g);
        }
    }
    gen_close(g, "]");
}

static void gen_primary(Gen *g)
{
    if (g->depth > DEEP) {
        gen_number(g);
        return;
    }
    switch (gen_below(g, 16)) {
    case 0: gen_number(g); break;
    case 1: gen_word(g, "25%"); break;
    case 2: gen_word(g, "1_500 BRL"); break;
    case 3: gen_quantity(g); break;
    case 4: gen_text(g); break;
    case 5: gen_date(g); break;
    case 6: gen_instant(g); break;
    case 7: gen_word(g, "yes"); break; /* `no`: see gen_cmp */
    case 8: gen_call(g); break;
    case 9:
        gen_open(g, "(");
        gen_expr(g);
        gen_close(g, ")");
        break;
    case 10: gen_items(g); break;
    case 11:
        gen_word(g, "lead");
        gen_text(g);
        break;
    default: gen_name(g); break;
    }
}

static void gen_postfix(Gen *g)
{
    if (gen_chance(g, 8)) {
        gen_word(g, gen_chance(g, 50) ? "lead" : "contact");
        gen_glue(g, ".");
        gen_glue(g, "(");
        g->brackets++;
        gen_expr(g);
        gen_close(g, ")");
        return;
    }
    if (gen_chance(g, 15)) {
        gen_name(g);
        gen_member(g);
        return;
    }
    gen_primary(g);
}

static void gen_unary(Gen *g)
{
    bool minus = !g->negated;
    g->negated = false;
    g->depth++;
    if (minus && gen_chance(g, 5)) {
        gen_word(g, "-");
        g->may_break = true;
        gen_unary(g);
    } else {
        gen_postfix(g);
    }
    g->depth--;
}

/* At the start of a line a slash is read as that of a pattern. */
static void gen_slash(Gen *g)
{
    bool quiet = g->quiet;
    g->quiet = true;
    gen_after(g, "/");
    g->quiet = quiet;
}

static void gen_mul(Gen *g)
{
    gen_unary(g);
    while (gen_chance(g, 8)) {
        if (gen_chance(g, 60))
            gen_before(g, "*");
        else
            gen_slash(g);
        gen_unary(g);
    }
}

void gen_add(Gen *g)
{
    gen_mul(g);
    while (gen_chance(g, 10)) {
        g->may_break = !g->rule || g->brackets > 0;
        gen_after(g, gen_chance(g, 50) ? "+" : "-");
        gen_mul(g);
    }
}

static void gen_alt(Gen *g)
{
    if (!gen_chance(g, 6)) {
        gen_add(g);
        return;
    }
    gen_postfix(g);
    do {
        g->may_break = true;
        gen_word(g, "otherwise");
        gen_postfix(g);
    } while (gen_chance(g, 20));
}

static void gen_known(Gen *g)
{
    if (gen_chance(g, 40)) {
        gen_before(g, "is");
        if (gen_chance(g, 50))
            gen_word(g, "not");
    }
    gen_word(g, gen_chance(g, 50) ? "known" : "missing");
}

static void gen_in(Gen *g)
{
    if (gen_chance(g, 25))
        gen_word(g, "not");
    gen_before(g, "in");
    g->may_break = false;
    if (gen_chance(g, 40)) {
        gen_number(g);
        gen_tight(g, "..");
        gen_tight(g, "200");
    } else if (gen_chance(g, 50)) {
        gen_plain_name(g);
    } else {
        gen_items(g);
    }
}

/* In Portuguese `not` and `no` are one word: `não - x` could be either, and a flag that
 * nothing is compared with is taken for a negation.  Neither means anything. */
static void gen_cmp(Gen *g)
{
    static const char *const ops[] = {"=",  "!=",       "<",           "<=",       ">",
                                      ">=", "contains", "starts with", "ends with"};
    gen_alt(g);
    switch (gen_below(g, 9)) {
    case 0:
        gen_before(g, GEN_PICK(g, ops));
        if (gen_chance(g, 10))
            gen_word(g, "no");
        else
            gen_alt(g);
        break;
    case 1:
        gen_after(g, gen_chance(g, 50) ? "contains" : "starts with");
        gen_alt(g);
        break;
    case 2:
        gen_after(g, "matches");
        gen_word(g, gen_chance(g, 50) ? "/\\b(owner|s[oó]ci[oa])\\b/"
                                      : "/a\\/b[^/]*\\d+/");
        break;
    case 3: gen_in(g); break;
    case 4: gen_known(g); break;
    case 5:
        gen_before(g, "is");
        if (gen_chance(g, 40)) {
            gen_word(g, "not");
            g->negated = true;
        }
        gen_alt(g);
        g->negated = false;
        break;
    default: break;
    }
}

static void gen_not(Gen *g)
{
    for (int i = 0; i < 2 && gen_chance(g, 6); i++)
        gen_after(g, "not"), g->negated = true;
    gen_cmp(g);
    g->negated = false;
}

static void gen_and(Gen *g)
{
    gen_not(g);
    while (gen_chance(g, 10)) {
        gen_before(g, "and");
        gen_not(g);
    }
}

void gen_expr(Gen *g)
{
    g->depth += 2;
    if (g->depth < DEEP && gen_chance(g, 5)) {
        gen_after(g, "if");
        gen_expr(g);
        gen_before(g, "then");
        gen_expr(g);
        gen_before(g, "else");
        gen_expr(g);
    } else {
        gen_and(g);
        while (gen_chance(g, 6)) {
            gen_before(g, "or");
            gen_and(g);
        }
    }
    g->depth -= 2;
}

/* `in last` and its length stand on one line. */
void gen_window(Gen *g)
{
    bool quiet = g->quiet;
    g->quiet = true;
    switch (gen_below(g, 16)) {
    case 0:
        gen_word(g, "in last");
        gen_quantity(g);
        break;
    case 1:
        gen_word(g, "in last");
        gen_word(g, "sales_cycle");
        break;
    case 2:
        gen_word(g, "in this");
        gen_period(g);
        break;
    case 3: gen_word(g, "in all"); break;
    default: break;
    }
    g->quiet = quiet;
}
