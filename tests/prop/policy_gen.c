/* policy_gen.c -- declarations and their blocks. */
#include "tests/prop/policy_gen.h"
#include "tests/prop/gen_rows.h"

/* -- blocks ------------------------------------------------------------------------------- */

static void gen_block_single(Gen *g, GenRow *row, int n)
{
    g->quiet = true;
    gen_word(g, "{");
    for (int i = 0; i < n; i++) {
        if (i > 0)
            gen_glue(g, ",");
        row(g, i);
    }
    gen_word(g, "}");
    g->quiet = false;
}

/* A comma may end a line if it is plain that the next one opens another. */
static void gen_rows(Gen *g, GenRow *row, int n)
{
    bool commas = row != gen_field_row && row != gen_move_row && row != gen_test_row;
    for (int i = 0; i < n; i++) {
        row(g, i);
        if (commas && i + 1 < n && !g->tidy && gen_chance(g, 5))
            gen_glue(g, ",");
        gen_end_line(g);
    }
}

static void gen_block_open(Gen *g)
{
    gen_word(g, "{");
    g->indent += 2;
    gen_end_line(g);
}

static void gen_block_close(Gen *g)
{
    g->indent -= 2;
    gen_word(g, "}");
}

static void gen_block(Gen *g, GenRow *row)
{
    int n = gen_chance(g, 5) ? 0 : 1 + (int)gen_below(g, 6);
    if (gen_chance(g, 15)) {
        gen_block_single(g, row, n < 3 ? n : 3);
        return;
    }
    gen_block_open(g);
    gen_rows(g, row, n);
    gen_block_close(g);
}

static void gen_score_block(Gen *g, int depth)
{
    gen_block_open(g);
    for (int n = (int)gen_below(g, 5); n > 0; n--) {
        if (depth > 0 && gen_chance(g, 20)) {
            gen_word(g, "group");
            gen_text(g);
            gen_most(g);
            gen_score_block(g, depth - 1);
        } else {
            gen_rule_row(g, 1);
        }
        gen_end_line(g);
    }
    gen_block_close(g);
}

/* -- heads -------------------------------------------------------------------------------- */

static void gen_head(Gen *g, const char *word)
{
    gen_word(g, word);
    gen_name(g);
    gen_title(g);
}

static void gen_range(Gen *g)
{
    if (!gen_chance(g, 40))
        return;
    gen_word(g, "in");
    gen_number(g);
    gen_tight(g, "..");
    gen_tight(g, "100");
}

static void gen_missing_head(Gen *g)
{
    if (gen_chance(g, 20))
        gen_missing(g);
}

static void gen_at_paths(Gen *g)
{
    gen_word(g, "at");
    gen_path(g);
    while (gen_chance(g, 25)) {
        gen_comma(g);
        gen_path(g);
    }
}

static void gen_lead(Gen *g)
{
    gen_word(g, "lead");
    if (gen_chance(g, 50)) {
        gen_word(g, "by");
        gen_plain_name(g);
        if (gen_chance(g, 40)) {
            gen_word(g, "at");
            gen_path(g);
        }
    }
    gen_missing_head(g);
    gen_block(g, gen_field_row);
}

static void gen_event(Gen *g)
{
    gen_head(g, "event");
    gen_at_paths(g);
    if (gen_chance(g, 40)) {
        gen_word(g, "key");
        gen_text(g);
    }
    gen_missing_head(g);
    gen_block(g, gen_field_row);
}

static void gen_fact(Gen *g)
{
    gen_head(g, "fact");
    if (gen_chance(g, 50)) {
        gen_at_paths(g);
    } else {
        gen_word(g, "by");
        gen_path(g);
    }
    gen_missing_head(g);
    gen_block(g, gen_field_row);
}

static void gen_score(Gen *g)
{
    gen_head(g, "score");
    gen_range(g);
    if (gen_chance(g, 30)) {
        gen_before(g, "=");
        gen_expr(g);
    } else if (gen_chance(g, 15)) {
        gen_block_single(g, gen_rule_row, 2);
    } else {
        gen_score_block(g, 2);
    }
}

static void gen_grade(Gen *g)
{
    gen_word(g, "grade");
    if (gen_chance(g, 40)) {
        gen_plain_name(g);
        gen_title(g);
    }
    gen_word(g, "of");
    gen_plain_name(g);
    gen_title(g);
    if (gen_chance(g, 30)) {
        gen_word(g, "by");
        gen_plain_name(g);
    }
    gen_block(g, gen_band_row);
}

static void gen_agreement(Gen *g)
{
    static const char *const levels[] = {"corporate", "service", "customer"};
    gen_head(g, "agreement");
    if (gen_chance(g, 40)) {
        gen_word(g, "level");
        gen_word(g, GEN_PICK(g, levels));
    }
    if (gen_chance(g, 40)) {
        gen_word(g, "for");
        gen_expr(g);
    }
    if (gen_chance(g, 20)) {
        gen_word(g, "over");
        gen_path(g);
    }
    gen_block_open(g);
    for (int n = (int)gen_below(g, 4); n > 0; n--) {
        gen_head(g, "clause");
        gen_block(g, gen_clause_row);
        gen_end_line(g);
    }
    gen_block_close(g);
}

static void gen_params(Gen *g)
{
    gen_tight(g, "(");
    g->brackets++;
    gen_name(g);
    gen_type(g, true);
    while (gen_chance(g, 40)) {
        gen_comma(g);
        gen_name(g);
        gen_type(g, true);
    }
    gen_close(g, ")");
}

static void gen_define(Gen *g)
{
    gen_word(g, "define");
    gen_name(g);
    if (gen_chance(g, 50))
        gen_params(g);
    else
        gen_title(g);
    gen_before(g, "=");
    gen_expr(g);
}

static void gen_set(Gen *g)
{
    gen_head(g, "set");
    if (gen_chance(g, 30)) {
        gen_word(g, "from");
        gen_text(g);
        return;
    }
    gen_before(g, "=");
    gen_open(g, "[");
    int n = (int)gen_below(g, 20);
    for (int i = 0; i < n; i++) {
        gen_literal(g);
        if (i + 1 < n)
            gen_comma(g);
    }
    gen_close(g, "]");
}

static void gen_one_line(Gen *g)
{
    switch (gen_below(g, 7)) {
    case 0:
        gen_word(g, "use");
        gen_path(g);
        break;
    case 1:
        gen_head(g, "persona");
        gen_before(g, "when");
        gen_expr(g);
        break;
    case 2:
        gen_head(g, "threshold");
        gen_before(g, "=");
        gen_add(g);
        gen_range(g);
        break;
    case 3: gen_define(g); break;
    case 4: gen_set(g); break;
    case 5:
        gen_word(g, "guard");
        gen_text(g);
        gen_before(g, "=");
        gen_expr(g);
        break;
    case 6:
        gen_word(g, "accept");
        gen_text(g);
        gen_word(g, "by");
        gen_text(g);
        gen_word(g, "until");
        gen_date(g);
        gen_word(g, "because");
        gen_text(g);
        break;
    }
}

static void gen_titled(Gen *g, const char *word, GenRow *row)
{
    gen_head(g, word);
    gen_block(g, row);
}

static void gen_decl(Gen *g)
{
    switch (gen_below(g, 17)) {
    case 0:
        gen_word(g, "policy");
        gen_text(g);
        gen_block(g, gen_policy_row);
        break;
    case 1: gen_lead(g); break;
    case 2: gen_event(g); break;
    case 3: gen_fact(g); break;
    case 4: gen_score(g); break;
    case 5: gen_grade(g); break;
    case 6:
        gen_word(g, "funnel");
        gen_block(g, gen_stage_row);
        break;
    case 7: gen_titled(g, "calendar", gen_calendar_row); break;
    case 8: gen_titled(g, "holidays", gen_holiday_row); break;
    case 9:
    case 10: gen_agreement(g); break;
    case 11: gen_titled(g, "kpi", gen_kpi_row); break;
    case 12: gen_titled(g, "scenario", gen_move_row); break;
    case 13:
        gen_word(g, "test");
        gen_text(g);
        gen_block(g, gen_test_row);
        break;
    default: gen_one_line(g); break;
    }
}

/* -- face ---------------------------------------------------------------------------------- */

void policy_gen(Buf *out, uint64_t seed, int n, unsigned flags)
{
    Gen g = {.state = seed, .out = out, .tidy = (flags & POLICY_GEN_TIDY) != 0};
    g.line_start = true;
    gen_comment_lines(&g);
    if (gen_chance(&g, 10)) {
        gen_word(&g, "language");
        gen_word(&g, "en");
        gen_end_line(&g);
    }
    for (int i = 0; i < n; i++) {
        gen_decl(&g);
        gen_end_line(&g);
        if (gen_chance(&g, 40))
            buf_char(out, '\n');
    }
}

void policy_gen_expr(Buf *out, uint64_t seed)
{
    Gen g = {.state = seed, .out = out, .tidy = true, .quiet = true};
    g.line_start = true;
    gen_expr(&g);
}
