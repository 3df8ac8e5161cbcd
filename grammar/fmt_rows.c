/* fmt_rows.c -- the lines of blocks: properties, fields, rules, stages, tests. */
#include "grammar/fmt_line.h"

/* A word and its column's worth of blanks. */
void fmt_put_head(Fmt *f, Keyword k)
{
    put_word(f, k);
    f->pad = f->single ? 0 : f->width[f->block];
}

/* -- one word and its value --------------------------------------------------------------- */

static Keyword row_word(NodeKind k)
{
    static const unsigned short word[N_NODE_KINDS] = {
        [N_P_VERSION] = KW_VERSION,
        [N_P_PARTIES] = KW_PARTIES,
        [N_P_TIMEZONE] = KW_TIMEZONE,
        [N_P_CURRENCY] = KW_CURRENCY,
        [N_P_EFFECTIVE] = KW_EFFECTIVE,
        [N_P_UNTIL] = KW_UNTIL,
        [N_C_BY] = KW_BY,
        [N_C_FOR] = KW_FOR,
        [N_C_AFTER_EXIT] = KW_AFTER_EXIT,
        [N_C_RELAXES] = KW_RELAXES,
        [N_M_MEASURE] = KW_MEASURE,
        [N_T_AT] = KW_AT,
        [N_T_EXPECT] = KW_EXPECT,
        [N_T_SCENARIO] = KW_SCENARIO,
        [N_A_REQUIRED] = KW_REQUIRED,
        [N_A_LABEL] = KW_LABEL,
        [N_A_FIXED] = KW_FIXED,
        [N_A_FOLDED] = KW_FOLDED,
        [N_A_COMMA] = KW_DECIMAL_COMMA,
        [N_A_DEFAULT] = KW_DEFAULT,
        [N_A_FROM] = KW_FROM,
        [N_A_FORMAT] = KW_FORMAT,
        [N_A_SEPARATOR] = KW_SEPARATOR,
        [N_A_ZONE] = KW_ZONE,
        [N_A_DATES_AT] = KW_DATES_AT,
        [N_A_MISSING] = KW_MISSING,
        [N_A_CURRENCY] = KW_IN,
        [N_A_AT_LEAST] = KW_AT_LEAST,
        [N_A_AT_MOST] = KW_AT_MOST,
    };
    return (Keyword)word[k];
}

static void put_kid_or_list(Fmt *f, const Node *n)
{
    const Node *value = kid(n, 0);
    if (value != NULL && value->kind == N_LIST)
        fmt_put_items(f, n, 0);
    else
        fmt_put_expr(f, n, 0);
}

static void put_plain_row(Fmt *f, const Node *n)
{
    fmt_put_head(f, row_word(n->kind));
    put_kid_or_list(f, n);
}

static void put_missing(Fmt *f, const Node *n)
{
    put_word(f, KW_MISSING);
    fmt_put_items(f, n, 0);
}

static void put_review(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_REVIEW);
    put_word(f, KW_EVERY);
    put_name(f, n, 0);
    if (kid(n, 1) == NULL)
        return;
    put_comma(f);
    put_word(f, KW_LAST);
    fmt_put_expr(f, n, 1);
}

static void put_year(Fmt *f, const Node *n)
{
    put_word(f, KW_YEAR);
    put_word(f, KW_STARTS);
    put_name(f, n, 0);
}

/* -- fields ------------------------------------------------------------------------------- */

void fmt_put_type(Fmt *f, const Node *type)
{
    put_before(f, type);
    for (; type->kind == N_TYPE_LIST; type = kid(type, 0))
        put_word(f, KW_LIST_OF);
    if (type->kind == N_TYPE_ONE_OF) {
        put_word(f, KW_ONE_OF);
        fmt_put_items(f, type, 0);
        fmt_put_part(f, KW_OTHERWISE, type, 1);
    } else if (type->word == KW_BUSINESS && f->to != LANG_EN) {
        put_word(f, KW_DURATION);
        put_keyword_str(f, keyword_adjective(KW_BUSINESS, f->to, true));
    } else {
        put_word(f, (Keyword)type->word);
        if (type->word == KW_BUSINESS)
            put_word(f, KW_DURATION);
    }
}

static void put_attribute(Fmt *f, const Node *a)
{
    put_before(f, a);
    if (a->kind == N_A_RANGE) {
        put_word(f, KW_IN);
        fmt_put_expr(f, a, 0);
        put_glue(f);
        put_z(f, "..");
        put_glue(f);
        fmt_put_expr(f, a, 1);
        return;
    }
    put_word(f, row_word(a->kind));
    put_kid_or_list(f, a);
}

static void put_field(Fmt *f, const Node *n)
{
    enum { NAME = 1, TYPE, ATTRIBUTE, LAST_CELL = 7 };
    const Node *attrs = kid(n, 2);
    f->now.row = ROW_FIELD;
    put_cell(f, NAME, 0);
    put_name(f, n, 0);
    put_cell(f, TYPE, 2);
    fmt_put_type(f, kid(n, 1));
    for (int i = 0; i < n_items(attrs); i++) {
        int cell = ATTRIBUTE + i < LAST_CELL ? ATTRIBUTE + i : LAST_CELL;
        put_cell(f, cell, 2);
        put_attribute(f, kid(attrs, i));
    }
}

/* -- rules of a score --------------------------------------------------------------------- */

static void put_points(Fmt *f, const Node *n)
{
    put_z(f, (n->flags & NODE_MINUS) != 0 ? "-" : "+");
    put_glue(f);
    fmt_put_expr(f, n, 0);
}

static void put_cap(Fmt *f, const Node *cap)
{
    put_word(f, KW_UP_TO);
    fmt_put_expr(f, cap, 0);
    put_word(f, KW_POINTS);
}

static void put_rule_when(Fmt *f, const Node *n)
{
    put_points(f, n);
    fmt_put_part(f, KW_WHEN, n, 1);
}

static void put_rule_per(Fmt *f, const Node *n)
{
    put_points(f, n);
    fmt_put_part(f, KW_PER, n, 1);
    if (kid(n, 2) != NULL)
        put_cap(f, kid(n, 2));
}

static void put_limit(Fmt *f, const Node *n)
{
    put_word(f, KW_AT_MOST);
    fmt_put_expr(f, n, 0);
    put_word(f, KW_PER);
    put_name(f, n, 1);
}

static void put_rule_each(Fmt *f, const Node *n)
{
    put_points(f, n);
    fmt_put_part(f, KW_EACH, n, 1);
    fmt_put_part(f, KW_WHERE, n, 2);
    fmt_put_expr(f, n, 3);
    if (kid(n, 4) != NULL)
        put_limit(f, kid(n, 4));
    if (kid(n, 5) != NULL) {
        put_comma(f);
        put_cap(f, kid(n, 5));
    }
    if (kid(n, 6) != NULL) {
        put_comma(f);
        fmt_put_part(f, (Keyword)kid(n, 6)->word, kid(n, 6), 0);
    }
}

static void put_band(Fmt *f, const Node *n)
{
    put_name(f, n, 0);
    fmt_put_part(f, KW_FROM, n, 1);
    fmt_put_part(f, KW_BY, n, 2);
    if ((n->flags & NODE_OTHERWISE) != 0)
        put_word(f, KW_OTHERWISE);
}

static void put_stage(Fmt *f, const Node *n)
{
    enum { WORD = 1, NAME, TITLE, WHEN, SINCE, UNTIL };
    f->now.row = ROW_STAGE;
    put_cell(f, WORD, 0);
    put_word(f, n->kind == N_STAGE ? KW_STAGE : KW_EXIT);
    put_cell(f, NAME, 1);
    put_name(f, n, 0);
    put_cell(f, TITLE, 2);
    fmt_put_expr(f, n, 1);
    put_cell(f, WHEN, 2);
    f->brk = kid(n, 2) != NULL ? BREAK_GOOD : BREAK_NO;
    fmt_put_part(f, KW_WHEN, n, 2);
    put_cell(f, SINCE, 2);
    fmt_put_part(f, KW_SINCE, n, 3);
    put_cell(f, UNTIL, 2);
    fmt_put_part(f, KW_UNTIL, n, 4);
}

/* -- calendars ---------------------------------------------------------------------------- */

static void put_days(Fmt *f, const Node *n)
{
    const Node *days = kid(n, 0);
    for (int i = 0; i < n_items(days); i++) {
        const Node *day = kid(days, i);
        if (i > 0)
            put_comma(f);
        if (day->kind != N_DAY_RANGE) {
            fmt_put_item(f, n, 0, day);
            continue;
        }
        fmt_put_expr(f, day, 0);
        put_glue(f);
        put_z(f, "..");
        put_glue(f);
        fmt_put_expr(f, day, 1);
    }
}

static void put_hours(Fmt *f, const Node *n)
{
    fmt_put_head(f, n->kind == N_CAL_OPEN ? KW_OPEN : KW_CLOSED);
    put_days(f, n);
    const Node *ranges = kid(n, 1);
    for (int i = 0; i < n_items(ranges); i++) {
        if (i > 0)
            put_comma(f);
        fmt_put_expr(f, kid(ranges, i), 0);
        put_glue(f);
        put_z(f, "-");
        put_glue(f);
        fmt_put_expr(f, kid(ranges, i), 1);
    }
}

static void put_holiday_day(Fmt *f, const Node *day)
{
    if (day->kind == N_HD_DAY) {
        fmt_put_expr(f, day, 0);
        put_name(f, day, 1);
    } else if (day->kind == N_HD_EASTER) {
        put_word(f, KW_EASTER);
        if (kid(day, 0) != NULL)
            put_z(f, (day->flags & NODE_MINUS) != 0 ? "-" : "+");
        fmt_put_expr(f, day, 0);
    } else {
        if (kid(day, 0) == NULL)
            put_word(f, KW_LAST);
        fmt_put_expr(f, day, 0);
        put_name(f, day, 1);
        put_word(f, KW_OF);
        put_name(f, day, 2);
    }
}

static void put_holiday(Fmt *f, const Node *n)
{
    if (kid(n, 0)->kind == N_DATE)
        fmt_put_expr(f, n, 0);
    else
        put_holiday_day(f, kid(n, 0));
    fmt_put_part(f, KW_FROM, n, 1);
    fmt_put_part(f, KW_UNTIL, n, 2);
    if ((n->flags & NODE_OBSERVED) != 0)
        put_word(f, KW_OBSERVED);
    fmt_put_expr(f, n, 3);
}

/* -- scenarios and tests -------------------------------------------------------------------- */

static void put_move(Fmt *f, const Node *n)
{
    fmt_put_expr(f, n, 0);
    put_z(f, "=");
    f->brk = BREAK_GOOD;
    fmt_put_expr(f, n, 1);
    fmt_put_per(f, n, 2);
    fmt_put_part(f, KW_BY, n, 4);
    fmt_put_part(f, KW_ON, n, 5);
}

static void put_given(Fmt *f, const Node *n)
{
    const Node *fields = kid(n, 2);
    fmt_put_head(f, KW_GIVEN);
    put_name(f, n, 0);
    fmt_put_part(f, KW_AT, n, 1);
    put_z(f, "{");
    f->brk = BREAK_FORCED;
    f->now.hang = f->n_pieces;
    for (int i = 0; i < n_items(fields); i++) {
        if (i > 0)
            put_comma(f);
        put_name(f, kid(fields, i), 0);
        fmt_put_expr(f, kid(fields, i), 1);
    }
    f->brk = BREAK_FORCED;
    put_until(f, n->span.hi);
    put_z(f, "}");
}

/* -- all of them ---------------------------------------------------------------------------- */

static PutNode *const put_row[N_NODE_KINDS] = {
    [N_P_VERSION] = put_plain_row,
    [N_P_PARTIES] = put_plain_row,
    [N_P_TIMEZONE] = put_plain_row,
    [N_P_CURRENCY] = put_plain_row,
    [N_P_EFFECTIVE] = put_plain_row,
    [N_P_UNTIL] = put_plain_row,
    [N_P_REVIEW] = put_review,
    [N_P_YEAR] = put_year,
    [N_FIELD] = put_field,
    [N_A_MISSING] = put_missing,
    [N_RULE_WHEN] = put_rule_when,
    [N_RULE_PER] = put_rule_per,
    [N_RULE_EACH] = put_rule_each,
    [N_BAND] = put_band,
    [N_STAGE] = put_stage,
    [N_EXIT] = put_stage,
    [N_CAL_OPEN] = put_hours,
    [N_CAL_CLOSED] = put_hours,
    [N_HOLIDAY] = put_holiday,
    [N_C_BY] = put_plain_row,
    [N_C_FOR] = put_plain_row,
    [N_C_AFTER_EXIT] = put_plain_row,
    [N_C_RELAXES] = put_plain_row,
    [N_M_MEASURE] = put_plain_row,
    [N_MOVE] = put_move,
    [N_T_AT] = put_plain_row,
    [N_T_GIVEN] = put_given,
    [N_T_EXPECT] = put_plain_row,
    [N_T_SCENARIO] = put_plain_row,
};

void fmt_put_row(Fmt *f, const Node *row)
{
    if (put_row[row->kind] != NULL)
        put_row[row->kind](f, row);
    else
        fmt_put_term(f, row);
}
