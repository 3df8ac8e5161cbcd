/* fmt_expr.c -- expressions, literals and paths, as pieces. */
#include "grammar/fmt_line.h"
#include "interp/base/mem.h"
#include "interp/lang/op.h"

/* -- literals --------------------------------------------------------------------------- */

static void put_leaf(Fmt *f, const Node *n) { put_str(f, n->text); }

static void put_string(Fmt *f, const Node *n) { put_str(f, text_string(n->text)); }

static void put_regex(Fmt *f, const Node *n) { put_str(f, text_regex(n->text)); }

static void put_yesno(Fmt *f, const Node *n) { put_word(f, (Keyword)n->word); }

static void put_ordinal(Fmt *f, const Node *n)
{
    put_str(f, text_ordinal(n->text, f->to));
}

static bool is_one(const Node *amount) { return str_is(text_of(amount), "1"); }

static void put_unit(Fmt *f, const Node *part)
{
    Keyword unit = (Keyword)part->word;
    put_word(f, is_one(kid(part, 0)) ? keyword_singular(unit) : unit);
}

/* `4 business hours`; Portuguese has the adjective last. */
static void put_quantity(Fmt *f, const Node *n)
{
    for (int i = 0; i < n->n; i++) {
        const Node *part = kid(n, i);
        Str adjective =
            keyword_adjective((Keyword)n->word, f->to, is_one(kid(part, 0)));
        put_str(f, text_of(kid(part, 0)));
        if (n->word != KW_NO_WORD && f->to == LANG_EN)
            put_keyword_str(f, adjective);
        put_unit(f, part);
        if (n->word != KW_NO_WORD && f->to != LANG_EN)
            put_keyword_str(f, adjective);
    }
}

/* -- operators -------------------------------------------------------------------------- */

static Keyword op_keyword(OpId op)
{
    static const unsigned short word[N_OPS] = {
        [OP_OR] = KW_OR,
        [OP_AND] = KW_AND,
        [OP_NOT] = KW_NOT,
        [OP_CONTAINS] = KW_CONTAINS,
        [OP_STARTS] = KW_STARTS_WITH,
        [OP_ENDS] = KW_ENDS_WITH,
        [OP_MATCHES] = KW_MATCHES,
        [OP_OTHERWISE] = KW_OTHERWISE,
    };
    return (Keyword)word[op];
}

/* A line may begin with an operator, but `+` and `-` there open a rule of a score. */
static void put_operator(Fmt *f, const Node *n)
{
    OpId op = (OpId)n->word;
    Keyword word = op_keyword(op);
    if (op != OP_ADD && op != OP_SUB) {
        f->brk = BREAK_FORCED;
        put_until(f, n->at.lo);
    }
    if (word != KW_NO_WORD)
        put_word(f, word);
    else
        put_z(f, op_text(op));
    if (op == OP_OTHERWISE)
        return; /* the line does not go on after it */
    f->brk = word != KW_NO_WORD && op_level(op) > op_level(OP_NOT) ? BREAK_FORCED
                                                                   : BREAK_GOOD;
    f->bond = (unsigned char)(12 * (op_level(op) - 1));
}

/* a + b - c … leans left: from its first operand on, so that a long chain costs no stack. */
static void put_binary(Fmt *f, const Node *n)
{
    int links = 1;
    for (const Node *b = kid(n, 0); b != NULL && b->kind == N_BINARY; b = kid(b, 0))
        links++;
    const Node **chain = MEM_ARRAY(const Node *, links);
    for (int i = links - 1; i >= 0; i--, n = kid(n, 0))
        chain[i] = n;
    fmt_put_expr(f, chain[0], 0);
    for (int i = 0; i < links; i++) {
        put_operator(f, chain[i]);
        fmt_put_expr(f, chain[i], 1);
    }
}

static void put_unary(Fmt *f, const Node *n)
{
    const Node *arg = kid(n, 0);
    if (n->word == OP_NOT) {
        put_word(f, KW_NOT);
        f->brk = BREAK_NEVER;
    } else {
        put_z(f, "-");
        f->brk = BREAK_FORCED;
        if (arg != NULL && !(arg->kind == N_UNARY && arg->word == OP_NEG))
            put_glue(f);
    }
    fmt_put_expr(f, n, 0);
}

/* A word that may begin a line: comments before it stay. */
static void put_inner_word(Fmt *f, Keyword k, uint32_t at)
{
    f->brk = BREAK_FORCED;
    put_until(f, at);
    put_word(f, k);
    f->brk = BREAK_FORCED;
}

static void put_range(Fmt *f, const Node *n)
{
    fmt_put_expr(f, n, 0);
    put_glue(f);
    put_z(f, "..");
    put_glue(f);
    fmt_put_expr(f, n, 1);
}

static void put_in(Fmt *f, const Node *n)
{
    fmt_put_expr(f, n, 0);
    if ((n->flags & NODE_NOT) != 0)
        put_word(f, KW_NOT);
    put_word(f, KW_IN);
    f->brk = BREAK_FORCED;
    fmt_put_expr(f, n, 1);
}

static void put_is(Fmt *f, const Node *n)
{
    bool negated = (n->flags & NODE_NOT) != 0;
    fmt_put_expr(f, n, 0);
    put_word(f, KW_IS);
    if (negated)
        put_word(f, KW_NOT);
    f->brk = negated ? BREAK_NEVER : BREAK_FORCED;
    fmt_put_expr(f, n, 1);
}

static void put_known(Fmt *f, const Node *n)
{
    fmt_put_expr(f, n, 0);
    if ((n->flags & NODE_IS) != 0)
        put_word(f, KW_IS);
    if ((n->flags & NODE_NOT) != 0)
        put_word(f, KW_NOT);
    put_word(f, (Keyword)n->word);
}

static void put_if(Fmt *f, const Node *n)
{
    put_word(f, KW_IF);
    f->brk = BREAK_FORCED;
    fmt_put_expr(f, n, 0);
    f->brk = BREAK_GOOD;
    put_word(f, KW_THEN);
    f->brk = BREAK_FORCED;
    fmt_put_expr(f, n, 1);
    f->brk = BREAK_GOOD;
    put_word(f, KW_ELSE);
    f->brk = BREAK_FORCED;
    fmt_put_expr(f, n, 2);
}

/* -- calls and what is in brackets -------------------------------------------------------- */

static void put_list(Fmt *f, const Node *n, const char *open, const char *close,
                     const Node *owner, int slot)
{
    put_open(f, open);
    for (int i = 0; i < n_items(n); i++) {
        if (i > 0)
            put_comma(f);
        fmt_put_item(f, owner, slot, kid(n, i));
    }
    put_until(f, owner->span.hi);
    put_close(f, close);
}

static void put_call(Fmt *f, const Node *n)
{
    put_name(f, n, 0);
    put_glue(f);
    put_list(f, kid(n, 1), "(", ")", n, 1);
}

static void put_list_of(Fmt *f, const Node *n) { put_list(f, n, "[", "]", n, 0); }

void fmt_put_list(Fmt *f, const Node *owner, int slot)
{
    put_list(f, kid(owner, slot), "[", "]", owner, slot);
}

static void put_paren(Fmt *f, const Node *n)
{
    put_open(f, "(");
    fmt_put_expr(f, n, 0);
    put_until(f, n->span.hi);
    put_close(f, ")");
}

static void put_window(Fmt *f, const Node *n)
{
    put_word(f, (Keyword)n->word);
    f->brk = BREAK_NEVER;
    fmt_put_expr(f, n, 0);
}

static void put_arg(Fmt *f, const Node *n)
{
    fmt_put_expr(f, n, 0);
    if (kid(n, 1) != NULL) {
        put_inner_word(f, KW_WHERE, n->at.lo);
        fmt_put_expr(f, n, 1);
    }
    fmt_put_expr(f, n, 2);
    if (kid(n, 3) != NULL) {
        put_word(f, KW_AT);
        f->brk = BREAK_NEVER;
        fmt_put_expr(f, n, 3);
    }
}

static void put_member(Fmt *f, const Node *n)
{
    fmt_put_expr(f, n, 0);
    put_glue(f);
    put_z(f, ".");
    put_glue(f);
    f->dotted = true;
    put_name(f, n, 1);
}

static void put_each_of(Fmt *f, const Node *n)
{
    fmt_put_expr(f, n, 0);
    put_glue(f);
    put_z(f, ".");
    put_glue(f);
    put_open(f, "(");
    fmt_put_expr(f, n, 1);
    put_until(f, n->span.hi);
    put_close(f, ")");
}

static void put_lead_key(Fmt *f, const Node *n)
{
    put_word(f, KW_LEAD);
    fmt_put_expr(f, n, 0);
}

static void put_path(Fmt *f, const Node *owner, int slot, const Node *path)
{
    for (int i = 0; i < n_items(path); i++) {
        if (i > 0) {
            put_glue(f);
            put_z(f, ".");
            put_glue(f);
            f->dotted = true;
        }
        put_name_in(f, owner, slot, kid(path, i));
    }
}

/* -- all of them -------------------------------------------------------------------------- */

static PutNode *const put_node[N_NODE_KINDS] = {
    [N_STRING] = put_string,   [N_REGEX] = put_regex,       [N_NUMBER] = put_leaf,
    [N_PERCENT] = put_leaf,    [N_MONEY] = put_leaf,        [N_DATE] = put_leaf,
    [N_TIMESTAMP] = put_leaf,  [N_TIME] = put_leaf,         [N_YESNO] = put_yesno,
    [N_ORDINAL] = put_ordinal, [N_QUANTITY] = put_quantity, [N_RANGE] = put_range,
    [N_BINARY] = put_binary,   [N_UNARY] = put_unary,       [N_IN] = put_in,
    [N_IS] = put_is,           [N_KNOWN] = put_known,       [N_IF] = put_if,
    [N_CALL] = put_call,       [N_ARG] = put_arg,           [N_MEMBER] = put_member,
    [N_EACH_OF] = put_each_of, [N_PAREN] = put_paren,       [N_LIST_OF] = put_list_of,
    [N_WINDOW] = put_window,   [N_LEAD_KEY] = put_lead_key, [N_BAD] = put_leaf,
};

void fmt_put_item(Fmt *f, const Node *owner, int slot, const Node *e)
{
    if (e == NULL)
        return;
    if (e->kind == N_NAME) {
        put_name_in(f, owner, slot, e);
        return;
    }
    put_before(f, e);
    if (e->kind == N_PATH)
        put_path(f, owner, slot, e);
    else if (put_node[e->kind] != NULL)
        put_node[e->kind](f, e);
}

void fmt_put_expr(Fmt *f, const Node *owner, int slot)
{
    fmt_put_item(f, owner, slot, kid(owner, slot));
}

void fmt_put_part(Fmt *f, Keyword k, const Node *n, int slot)
{
    if (kid(n, slot) == NULL)
        return;
    put_word(f, k);
    fmt_put_expr(f, n, slot);
}

void fmt_put_items(Fmt *f, const Node *owner, int slot)
{
    const Node *list = kid(owner, slot);
    for (int i = 0; i < n_items(list); i++) {
        if (i > 0)
            put_comma(f);
        fmt_put_item(f, owner, slot, kid(list, i));
    }
}
