/* fmt_terms.c -- the lines of clauses and KPIs. */
#include "grammar/fmt_line.h"

static void put_relaxes(Fmt *f, const Node *n)
{
    if ((n->flags & NODE_RELAXES) != 0)
        put_word(f, KW_RELAXES);
}

static void put_actions(Fmt *f, const Node *n, int slot)
{
    const Node *actions = kid(n, slot);
    for (int i = 0; i < n_items(actions); i++) {
        if (i > 0)
            put_comma(f);
        fmt_put_part(f, (Keyword)kid(actions, i)->word, kid(actions, i), 0);
    }
}

static void put_excused(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_EXCUSED);
    fmt_put_part(f, KW_WHEN, n, 0);
}

static void put_pauses(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_PAUSES);
    fmt_put_part(f, KW_WHILE, n, 0);
}

/* starts, stops, cancels: instants, `when C`, `each EVENT where C`, `each time C` */
static void put_marks(Fmt *f, const Node *n)
{
    const Node *items = kid(n, 0);
    fmt_put_head(f, n->kind == N_C_STARTS  ? KW_STARTS
                    : n->kind == N_C_STOPS ? KW_STOPS
                                           : KW_CANCELS);
    for (int i = 0; i < n_items(items); i++) {
        const Node *mark = kid(items, i);
        if (i > 0)
            put_comma(f);
        if (mark->kind == N_ON_WHEN) {
            fmt_put_part(f, KW_WHEN, mark, 0);
        } else if (mark->kind == N_ON_EACH_TIME) {
            fmt_put_part(f, KW_EACH_TIME, mark, 0);
        } else if (mark->kind == N_ON_EACH) {
            fmt_put_part(f, KW_EACH, mark, 0);
            fmt_put_part(f, KW_WHERE, mark, 1);
        } else {
            fmt_put_item(f, n, 0, mark);
        }
    }
}

static void put_within(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_WITHIN);
    fmt_put_expr(f, n, 0);
    fmt_put_part(f, KW_ON, n, 1);
    put_relaxes(f, n);
}

static void put_due(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_DUE);
    fmt_put_expr(f, n, 0);
    put_relaxes(f, n);
}

static void put_keep(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_KEEP);
    fmt_put_expr(f, n, 0);
    fmt_put_part(f, KW_WITHIN, n, 1);
    fmt_put_part(f, KW_ON, n, 2);
    put_relaxes(f, n);
}

static void put_warn(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_WARN);
    if (n->kind == N_C_WARN_AT)
        put_word(f, KW_AT);
    fmt_put_expr(f, n, 0);
    if (n->kind == N_C_WARN_DUE) {
        put_word(f, KW_BEFORE);
        put_word(f, KW_DUE);
    }
    put_actions(f, n, 1);
}

static void put_breach(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_BREACH);
    put_actions(f, n, 0);
}

/* per PERIOD [of E] */
void fmt_put_per(Fmt *f, const Node *n, int slot)
{
    fmt_put_part(f, KW_PER, n, slot);
    fmt_put_part(f, KW_OF, n, slot + 1);
}

static void put_per_row(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_PER);
    put_name(f, n, 0);
    fmt_put_part(f, KW_OF, n, 1);
}

static void put_split(Fmt *f, const Node *n)
{
    const Node *items = kid(n, 0);
    fmt_put_head(f, KW_SPLIT_BY);
    for (int i = 0; i < n_items(items); i++) {
        if (i > 0)
            put_comma(f);
        fmt_put_expr(f, kid(items, i), 0);
        fmt_put_part(f, KW_TOP, kid(items, i), 1);
    }
}

static void put_target(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_TARGET);
    if (n->word != KW_NO_WORD)
        put_word(f, (Keyword)n->word);
    fmt_put_expr(f, n, 0);
    fmt_put_per(f, n, 1);
    fmt_put_part(f, KW_BY, n, 3);
    put_relaxes(f, n);
}

static void put_baseline(Fmt *f, const Node *n)
{
    fmt_put_head(f, KW_BASELINE);
    put_name(f, n, 0);
    put_word(f, KW_OF);
    put_word(f, KW_LAST);
    fmt_put_expr(f, n, 1);
}

/* -- all of them */

static PutNode *const put_term[N_NODE_KINDS] = {
    [N_C_EXCUSED] = put_excused,   [N_C_STARTS] = put_marks,
    [N_C_STOPS] = put_marks,       [N_C_CANCELS] = put_marks,
    [N_C_PAUSES] = put_pauses,     [N_C_WITHIN] = put_within,
    [N_C_DUE] = put_due,           [N_C_KEEP] = put_keep,
    [N_C_WARN_AT] = put_warn,      [N_C_WARN_DUE] = put_warn,
    [N_C_BREACH] = put_breach,     [N_M_PER] = put_per_row,
    [N_M_SPLIT] = put_split,       [N_M_TARGET] = put_target,
    [N_M_BASELINE] = put_baseline,
};

void fmt_put_term(Fmt *f, const Node *row)
{
    if (put_term[row->kind] != NULL)
        put_term[row->kind](f, row);
}
