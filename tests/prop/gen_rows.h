/* gen_rows.h -- one line of each kind of block; `i` is its number in the block. */
#ifndef ACORDO_TESTS_PROP_GEN_ROWS_H
#define ACORDO_TESTS_PROP_GEN_ROWS_H

#include "tests/prop/gen.h"

typedef void GenRow(Gen *g, int i);

GenRow gen_policy_row, gen_field_row, gen_rule_row, gen_band_row, gen_stage_row,
    gen_calendar_row, gen_holiday_row, gen_clause_row, gen_kpi_row, gen_move_row,
    gen_test_row;

void gen_missing(Gen *g);
void gen_type(Gen *g, bool parameter);
void gen_most(Gen *g);
/* An expression after a comma: does not begin with a word that would open a line. */
void gen_expr_listed(Gen *g);

#endif
