/* gen_rows.c -- the lines of every kind of block. */
#include "tests/prop/gen_rows.h"

/* -- policy ------------------------------------------------------------------------------- */

void gen_policy_row(Gen *g, int i)
{
    (void)i;
    switch (gen_below(g, 8)) {
    case 0:
        gen_word(g, "version");
        gen_number(g);
        break;
    case 1:
        gen_word(g, "parties");
        gen_names(g);
        break;
    case 2:
        gen_word(g, "timezone");
        gen_text(g);
        break;
    case 3:
        gen_word(g, "currency");
        gen_name(g);
        break;
    case 4:
        gen_word(g, "effective");
        gen_date(g);
        break;
    case 5:
        gen_word(g, "until");
        gen_date(g);
        break;
    case 6:
        gen_word(g, "review");
        gen_word(g, "every");
        gen_period(g);
        if (gen_chance(g, 50)) {
            gen_comma(g);
            gen_word(g, "last");
            gen_date(g);
        }
        break;
    case 7:
        gen_word(g, "year");
        gen_word(g, "starts");
        gen_word(g, gen_chance(g, 50) ? "february" : "jan");
        break;
    }
}

/* -- fields ------------------------------------------------------------------------------- */

void gen_missing(Gen *g)
{
    gen_after(g, "missing");
    g->may_break = false;
    gen_texts(g);
}

static void gen_one_of(Gen *g)
{
    gen_word(g, "one of");
    gen_plain_name(g);
    while (gen_chance(g, 60)) {
        gen_comma(g);
        if (gen_chance(g, 10))
            gen_text(g);
        else
            gen_plain_name(g);
    }
    if (gen_chance(g, 20)) {
        g->may_break = true;
        gen_word(g, "otherwise");
        gen_plain_name(g);
    }
}

void gen_type(Gen *g, bool parameter)
{
    static const char *const words[] = {"text", "number",    "money",    "flag",
                                        "date", "timestamp", "duration", "period"};
    if (!parameter && gen_chance(g, 20)) {
        gen_one_of(g);
        return;
    }
    while (gen_chance(g, 8))
        gen_word(g, "list of");
    if (gen_chance(g, 6)) {
        gen_word(g, "business");
        gen_word(g, "duration");
    } else {
        gen_word(g, GEN_PICK(g, words));
    }
}

static void gen_attribute(Gen *g)
{
    static const char *const words[] = {"required", "label", "fixed", "folded",
                                        "decimal comma"};
    static const char *const texts[] = {"from", "format", "separator", "zone"};
    switch (gen_below(g, 9)) {
    case 0:
        gen_word(g, "default");
        gen_literal(g);
        break;
    case 1:
        gen_word(g, GEN_PICK(g, texts));
        gen_text(g);
        break;
    case 2:
        gen_word(g, "dates at");
        gen_word(g, "24:00");
        break;
    case 3: gen_missing(g); break;
    case 4:
        gen_word(g, "in");
        gen_number(g);
        gen_tight(g, "..");
        gen_tight(g, "5_000_000");
        break;
    case 5:
        gen_word(g, "in");
        gen_plain_name(g);
        break;
    case 6:
        gen_word(g, gen_chance(g, 50) ? "at least" : "at most");
        gen_literal(g);
        break;
    default: gen_word(g, GEN_PICK(g, words)); break;
    }
}

void gen_field_row(Gen *g, int i)
{
    if (i > 0 && !g->quiet && gen_chance(g, 8)) {
        gen_missing(g);
        return;
    }
    gen_name(g);
    gen_type(g, false);
    while (gen_chance(g, 40))
        gen_attribute(g);
}

/* -- scores, grades, stages ----------------------------------------------------------------- */

static void gen_points(Gen *g)
{
    gen_word(g, gen_chance(g, 70) ? "+" : "-");
    switch (gen_below(g, 6)) {
    case 0:
        gen_glue(g, "(");
        g->brackets++;
        gen_expr(g);
        gen_close(g, ")");
        break;
    case 1: gen_plain_name(g); break;
    default: gen_glue(g, gen_chance(g, 50) ? "40" : "2.5"); break;
    }
}

void gen_most(Gen *g)
{
    gen_word(g, "up to");
    if (gen_chance(g, 80))
        gen_number(g);
    else
        gen_plain_name(g);
    gen_word(g, gen_chance(g, 90) ? "points" : "point");
}

static void gen_rule_each(Gen *g)
{
    static const char *const decays[] = {"halves every", "fades over", "expires after"};
    gen_word(g, "each");
    gen_plain_name(g);
    if (gen_chance(g, 40)) {
        gen_before(g, "where");
        gen_expr(g);
    }
    gen_window(g);
    if (gen_chance(g, 30)) {
        gen_word(g, "at most");
        gen_number(g);
        gen_word(g, "per");
        gen_period(g);
    }
    if (gen_chance(g, 40)) {
        if (gen_chance(g, 50))
            gen_comma(g);
        gen_most(g);
    }
    if (gen_chance(g, 40)) {
        gen_comma(g);
        gen_word(g, GEN_PICK(g, decays));
        gen_add(g);
    }
}

void gen_rule_row(Gen *g, int i)
{
    (void)i;
    g->rule = true;
    gen_points(g);
    switch (gen_below(g, 3)) {
    case 0:
        gen_before(g, "when");
        gen_expr(g);
        break;
    case 1:
        gen_word(g, "per");
        gen_expr(g);
        if (gen_chance(g, 50)) {
            if (gen_chance(g, 30))
                gen_comma(g);
            gen_most(g);
        }
        break;
    case 2: gen_rule_each(g); break;
    }
    g->rule = false;
}

void gen_band_row(Gen *g, int i)
{
    (void)i;
    gen_plain_name(g);
    if (gen_chance(g, 20)) {
        g->may_break = true;
        gen_word(g, "otherwise");
        return;
    }
    gen_word(g, "from");
    gen_literal(g);
    if (gen_chance(g, 30)) {
        gen_word(g, "by");
        gen_literal(g);
    }
}

void gen_stage_row(Gen *g, int i)
{
    (void)i;
    gen_word(g, gen_chance(g, 80) ? "stage" : "exit");
    gen_name(g);
    gen_title(g);
    if (gen_chance(g, 40)) {
        gen_before(g, "when");
        gen_expr(g);
    }
    if (gen_chance(g, 60)) {
        gen_word(g, "since");
        gen_expr(g);
    }
    if (gen_chance(g, 20)) {
        gen_word(g, "until");
        gen_expr(g);
    }
}

/* -- calendars ------------------------------------------------------------------------------ */

static void gen_day(Gen *g)
{
    static const char *const days[] = {"mon",    "tue", "fri",  "sat",
                                       "sunday", "br",  "br_sp"};
    if (gen_chance(g, 40)) {
        gen_date(g);
        if (gen_chance(g, 30))
            gen_tight(g, "..2027-01-31");
        return;
    }
    gen_word(g, GEN_PICK(g, days));
    if (gen_chance(g, 30)) {
        gen_tight(g, "..");
        gen_tight(g, GEN_PICK(g, days));
    }
}

static void gen_hours(Gen *g)
{
    gen_word(g, "09:00");
    gen_glue(g, "-");
    gen_time(g);
    if (gen_chance(g, 30)) {
        gen_comma(g);
        gen_word(g, "22:00");
        gen_glue(g, "-");
        gen_time(g);
    }
}

void gen_calendar_row(Gen *g, int i)
{
    (void)i;
    if (gen_chance(g, 15)) {
        gen_word(g, "timezone");
        gen_text(g);
        return;
    }
    bool open = gen_chance(g, 50);
    gen_word(g, open ? "open" : "closed");
    gen_day(g);
    while (gen_chance(g, 30)) {
        gen_comma(g);
        gen_day(g);
    }
    if (open || gen_chance(g, 30))
        gen_hours(g);
}

static void gen_holiday_day(Gen *g)
{
    static const char *const months[] = {"may", "jan", "dec", "november", "set"};
    static const char *const nth[] = {"1st", "2nd", "3rd", "4th", "11th"};
    switch (gen_below(g, 4)) {
    case 0:
        gen_number(g);
        gen_word(g, GEN_PICK(g, months));
        break;
    case 1: gen_date(g); break;
    case 2:
        gen_word(g, "easter");
        if (gen_chance(g, 60)) {
            gen_word(g, gen_chance(g, 50) ? "-" : "+");
            gen_number(g);
        }
        break;
    case 3:
        gen_word(g, gen_chance(g, 30) ? "last" : GEN_PICK(g, nth));
        gen_word(g, "thu");
        gen_word(g, "of");
        gen_word(g, GEN_PICK(g, months));
        break;
    }
}

void gen_holiday_row(Gen *g, int i)
{
    (void)i;
    gen_holiday_day(g);
    if (gen_chance(g, 25)) {
        gen_word(g, "from");
        gen_word(g, "2024");
    }
    if (gen_chance(g, 15)) {
        gen_word(g, "until");
        gen_word(g, "2030");
    }
    if (gen_chance(g, 20))
        gen_word(g, "observed");
    gen_text(g);
}

/* -- scenarios and tests ---------------------------------------------------------------------- */

void gen_move_row(Gen *g, int i)
{
    (void)i;
    gen_path(g);
    gen_before(g, "=");
    gen_expr(g);
    if (gen_chance(g, 30)) {
        gen_word(g, "per");
        gen_period(g);
        if (gen_chance(g, 30)) {
            gen_word(g, "of");
            gen_expr(g);
        }
    }
    if (gen_chance(g, 20)) {
        gen_word(g, "by");
        gen_word(g, "due");
    }
    if (gen_chance(g, 20)) {
        gen_word(g, "on");
        gen_path(g);
    }
}

static void gen_given(Gen *g)
{
    gen_word(g, "given");
    gen_word(g, gen_chance(g, 70) ? "lead" : "contact");
    if (gen_chance(g, 30)) {
        gen_word(g, "at");
        gen_instant(g);
    }
    gen_word(g, "{");
    int n = (int)gen_below(g, 6);
    for (int i = 0; i < n; i++) {
        g->may_break = true;
        gen_plain_name(g);
        gen_literal(g);
        if (i + 1 < n)
            gen_comma(g);
    }
    g->may_break = true;
    gen_word(g, "}");
}

void gen_test_row(Gen *g, int i)
{
    (void)i;
    if (gen_chance(g, 15)) {
        gen_word(g, "scenario");
        gen_plain_name(g);
        return;
    }
    switch (g->quiet ? 2 * gen_below(g, 2) : gen_below(g, 3)) {
    case 0:
        gen_word(g, "at");
        gen_instant(g);
        break;
    case 1: gen_given(g); break;
    case 2:
        gen_word(g, "expect");
        gen_expr(g);
        while (gen_chance(g, 30)) {
            gen_comma(g);
            gen_expr_listed(g);
        }
        break;
    }
}
