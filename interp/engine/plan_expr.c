/* plan_expr.c -- expressions to steps.
 *
 * A node is planned once, whoever asks; equal nodes become one step.  Later operands of
 * `and`, `or`, `if` and `otherwise` that cost much per row are planned under a selection
 * of the rows still undecided; what is cheap runs over all rows, which cannot be seen.
 */
#include "interp/engine/plan.h"

#include "interp/base/mem.h"
#include "interp/engine/kernels.h"
#include <assert.h>
#include <string.h>

/* -- nodes met before -------------------------------------------------------------- */

static size_t node_at(const Plan *pl, const CoreExpr *e)
{
    const uint64_t h = (uint64_t)(uintptr_t)e * UINT64_C(0x9e3779b97f4a7c15);
    size_t k = (size_t)(h >> 20) & (pl->node_cap - 1);
    while (pl->node[k].expr != NULL && pl->node[k].expr != e)
        k = (k + 1) & (pl->node_cap - 1);
    return k;
}

static void grow_nodes(Plan *pl)
{
    const NodeMemo *old = pl->node;
    const size_t n = pl->node_cap;
    pl->node_cap = n > 0 ? n * 2 : 256;
    pl->node = MEM_ARRAY(NodeMemo, pl->node_cap);
    for (size_t i = 0; i < n; i++)
        if (old[i].expr != NULL)
            pl->node[node_at(pl, old[i].expr)] = old[i];
}

NodeMemo *plan_memo(Plan *pl, const CoreExpr *e)
{
    if (pl->n_nodes * 2 >= pl->node_cap)
        grow_nodes(pl);
    NodeMemo *m = &pl->node[node_at(pl, e)];
    if (m->expr == NULL) {
        *m = (NodeMemo){.expr = e, .slot = NO_SLOT, .ends = {NO_SLOT, NO_SLOT}};
        pl->n_nodes++;
    }
    return m;
}

/* -- cost -------------------------------------------------------------------------- */

/* A text that `ends with` can look for in the last bytes as numbers. */
static bool is_short_ending(const CoreExpr *e)
{
    return e->kind == CORE_CONST && !e->missing && e->text.n > 0 && e->text.n <= 16
           && memchr(e->text.p, 0, e->text.n) == NULL;
}

static bool is_by_tails(const CoreExpr *e)
{
    return e->kind == CORE_CALL && e->kernel == K_ENDS && is_short_ending(e->arg[1]);
}

/* What the tails are taken of: the text that is folded, not the folded text. */
static const CoreExpr *tails_of(const CoreExpr *text)
{
    return text->kind == CORE_CALL && text->kernel == K_FOLD ? text->arg[0] : text;
}

static bool costs_itself(const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_CALL: return kernel_is_costly(e->kernel);
    case CORE_MATCH: return true;
    case CORE_IN_SET: return type_phys(e->arg[0]->type) == PHYS_TEXT;
    case CORE_CONST:
    case CORE_FIELD:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_IF:
    case CORE_OTHERWISE:
    case CORE_KNOWN:
    case CORE_PERSONA:
    case CORE_SCORE:
    case CORE_GRADE:
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE:
    case CORE_REACHED:
    case CORE_CLAUSE:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: return false;
    }
    return false;
}

/* Whether planning e now would make a step that is worth a selection. */
static bool is_costly(Plan *pl, const CoreExpr *e)
{
    const NodeMemo *m = plan_memo(pl, e);
    if (m->slot != NO_SLOT)
        return false;
    if (m->cost != COST_NEW)
        return m->cost == COST_HIGH;
    bool costly = costs_itself(e);
    if (is_by_tails(e))
        costly = is_costly(pl, tails_of(e->arg[0]));
    for (int i = is_by_tails(e) ? e->n : 0;
         e->kind != CORE_CONST && i < e->n && !costly; i++)
        costly = is_costly(pl, e->arg[i]);
    plan_memo(pl, e)->cost = costly ? COST_HIGH : COST_LOW;
    return costly;
}

/* -- calls ------------------------------------------------------------------------- */

static Step kernel_draft(const char *name, KernelFn *fn, int node, const int *arg,
                         int n)
{
    Step s = plan_draft(name, step_kernel, node, arg, n);
    s.kernel = fn;
    return s;
}

static bool is_symmetric(KernelId id)
{
    return id == K_ADD || id == K_MUL || id == K_EQ || id == K_NE || id == K_EQ_FLAG
           || id == K_NE_FLAG || id == K_EQ_TEXT || id == K_NE_TEXT;
}

static MemoKind memo_of(const Plan *pl, KernelId id, const int *arg)
{
    if (id == K_FOLD || id == K_LOWER || id == K_DOMAIN || id == K_TRIM)
        return MEMO_TEXTS;
    const Slot *a = &pl->p->slot[arg[0]];
    const bool texts =
        a->phys == PHYS_TEXT || (a->phys == PHYS_LIST && a->elem == PHYS_TEXT);
    if (kernel_phys(id) != PHYS_FLAG || !texts
        || pl->p->slot[arg[1]].kind != SLOT_CONST)
        return MEMO_NONE;
    return MEMO_ANSWERS;
}

int plan_call(Plan *pl, KernelId id, int node, const int *arg, int n)
{
    const int swapped[2] = {n == 2 ? arg[1] : 0, arg[0]};
    if (n == 2 && is_symmetric(id) && plan_is_given(pl, arg[0])
        && !plan_is_given(pl, arg[1]))
        arg = swapped;
    Step s = kernel_draft(kernel_name(id), kernel_of(id), node, arg, n);
    s.strict = s.lends_null = kernel_is_strict(id);
    s.memo_kind = memo_of(pl, id, arg);
    if (s.memo_kind == MEMO_ANSWERS && id != K_LIST_HAS) {
        s.test = text_test_of(s.kernel);
        s.kernel = k_asked;
    }
    const Phys phys = kernel_phys(id);
    const int slot = plan_put(pl, &s, phys, PHYS_TEXT);
    if (kernel_may_mark(id))
        pl->p->slot[slot].may_mark = true;
    return slot;
}

static const EndsStep *ending_of(Str s)
{
    uint64_t word[2] = {0, 0}, mask[2] = {0, 0};
    for (size_t i = 0; i < s.n; i++) {
        const uint64_t byte = (unsigned char)s.p[s.n - 1 - i];
        const unsigned shift = (unsigned)(56 - 8 * (i % 8));
        word[i / 8] |= byte << shift;
        mask[i / 8] |= UINT64_C(0xff) << shift;
    }
    EndsStep *ends = MEM_NEW(EndsStep);
    *ends = (EndsStep){word[0], mask[0], word[1], mask[1]};
    return ends;
}

static Ends plan_tails(Plan *pl, const CoreExpr *text)
{
    const bool folded = tails_of(text) != text;
    const int arg = plan_expr(pl, tails_of(text));
    Step s = plan_draft("tails", step_tails, text->id, &arg, 1);
    s.strict = s.lends_null = true;
    s.index = folded;
    s.memo_kind = folded ? MEMO_TEXTS : MEMO_NONE;
    const int last = plan_put_pair(pl, &s, PHYS_I64);
    return (Ends){last, pl->p->step[pl->p->slot[last].index].out[1]};
}

static int plan_ends_with(Plan *pl, const CoreExpr *e)
{
    const Ends tails = plan_tails(pl, e->arg[0]);
    const int arg[2] = {tails.low, tails.high};
    Step s = plan_draft("ends", step_ends, e->id, arg, 2);
    s.strict = s.lends_null = true;
    s.info = ending_of(e->arg[1]->text);
    s.info_bytes = sizeof(EndsStep);
    return plan_put(pl, &s, PHYS_FLAG, PHYS_I64);
}

static int plan_args(Plan *pl, const CoreExpr *e)
{
    if (is_by_tails(e))
        return plan_ends_with(pl, e);
    int *arg = MEM_ARRAY(int, e->n);
    for (int i = 0; i < e->n; i++)
        arg[i] = plan_expr(pl, e->arg[i]);
    return plan_call(pl, e->kernel, e->id, arg, e->n);
}

/* -- logic and choice -------------------------------------------------------------- */

static int select_rows(Plan *pl, SelectKind kind, int slot)
{
    Program *p = pl->p;
    Step s = plan_draft("select", step_select, -1, &slot, 1);
    s.index = p->n_sels;
    s.i64 = kind;
    plan_append(pl, &s);
    MEM_PUSH(p->sel_parent, p->n_sels, p->sel_cap) = pl->sel;
    return s.index;
}

/* e, for the rows that `kind` of `slot` leaves, if that spares much. */
static int plan_where(Plan *pl, const CoreExpr *e, SelectKind kind, int slot)
{
    if (!is_costly(pl, e))
        return plan_expr(pl, e);
    const int outer = pl->sel;
    pl->sel = select_rows(pl, kind, slot);
    const int made = plan_expr(pl, e);
    pl->sel = outer;
    return made;
}

int plan_logic(Plan *pl, CoreKind kind, int node, int a, int b)
{
    const int arg[2] = {a, b};
    const bool is_and = kind == CORE_AND;
    if (a == b)
        return a;
    Step s = kernel_draft(is_and ? "and" : "or", is_and ? k_and : k_or, node, arg, 2);
    s.lazy = 2;
    return plan_put(pl, &s, PHYS_FLAG, PHYS_I64);
}

int plan_not(Plan *pl, int node, int a)
{
    Step s = kernel_draft("not", k_not, node, &a, 1);
    s.strict = s.lends_null = true;
    return plan_put(pl, &s, PHYS_FLAG, PHYS_I64);
}

/* The order of operands cannot be seen, so the cheap ones come first. */
static int plan_junction(Plan *pl, const CoreExpr *e)
{
    const SelectKind open = e->kind == CORE_AND ? SELECT_NOT_NO : SELECT_NOT_YES;
    int made = NO_SLOT;
    for (int costly = 0; costly <= 1; costly++)
        for (int i = 0; i < e->n; i++) {
            const NodeMemo *m = plan_memo(pl, e->arg[i]);
            if ((m->cost == COST_NEW ? is_costly(pl, e->arg[i]) : m->cost == COST_HIGH)
                != (costly != 0))
                continue;
            made = made == NO_SLOT ? plan_expr(pl, e->arg[i])
                                   : plan_logic(pl, e->kind, e->id, made,
                                                plan_where(pl, e->arg[i], open, made));
        }
    return made;
}

static KernelFn *const if_kernel[] = {[PHYS_I64] = k_if_i64,
                                      [PHYS_FLAG] = k_if_flag,
                                      [PHYS_TEXT] = k_if_text,
                                      [PHYS_LIST] = k_if_list};
static KernelFn *const otherwise_kernel[] = {[PHYS_I64] = k_otherwise_i64,
                                             [PHYS_FLAG] = k_otherwise_flag,
                                             [PHYS_TEXT] = k_otherwise_text,
                                             [PHYS_LIST] = k_otherwise_list};

static Phys elem_phys(const Type *t)
{
    return t->kind == TY_LIST && t->elem != NULL ? type_phys(t->elem) : PHYS_I64;
}

static int plan_if(Plan *pl, const CoreExpr *e)
{
    const Phys phys = type_phys(e->type);
    const int cond = plan_expr(pl, e->arg[0]);
    const int yes = plan_where(pl, e->arg[1], SELECT_YES, cond);
    const int arg[3] = {cond, yes, plan_where(pl, e->arg[2], SELECT_NO, cond)};
    Step s = kernel_draft("if", if_kernel[phys], e->id, arg, 3);
    s.lazy = 2 | 4;
    return plan_put(pl, &s, phys, elem_phys(e->type));
}

static int plan_otherwise(Plan *pl, const CoreExpr *e)
{
    const Phys phys = type_phys(e->type);
    const int first = plan_expr(pl, e->arg[0]);
    const int arg[2] = {first, plan_where(pl, e->arg[1], SELECT_MISSING, first)};
    Step s = kernel_draft("otherwise", otherwise_kernel[phys], e->id, arg, 2);
    s.lazy = 2;
    return plan_put(pl, &s, phys, elem_phys(e->type));
}

int plan_known(Plan *pl, int node, int a)
{
    const Step s = kernel_draft("known", k_known, node, &a, 1);
    const int slot = plan_put(pl, &s, PHYS_FLAG, PHYS_I64);
    pl->p->slot[slot].may_mark = false;
    return slot;
}

/* -- sets and patterns ------------------------------------------------------------- */

static bool set_bits(const CoreSet *set, uint64_t *bits)
{
    *bits = 0;
    for (int i = 0; i < set->n; i++) {
        if (set->i64[i] < 0 || set->i64[i] > 63)
            return false;
        *bits |= UINT64_C(1) << set->i64[i];
    }
    return true;
}

static int in_flags(Plan *pl, const CoreExpr *e, int arg)
{
    int made = NO_SLOT;
    for (int i = 0; i < e->set->n; i++) {
        const int pair[2] = {arg, plan_i64(pl, &type_flag, e->set->i64[i])};
        const int eq = plan_call(pl, K_EQ_FLAG, e->id, pair, 2);
        made = made == NO_SLOT ? eq : plan_logic(pl, CORE_OR, e->id, made, eq);
    }
    return made;
}

static int plan_in_set(Plan *pl, const CoreExpr *e)
{
    const int arg = plan_expr(pl, e->arg[0]);
    const Phys phys = pl->p->slot[arg].phys;
    uint64_t bits;
    if (phys == PHYS_FLAG && e->set->n > 0)
        return in_flags(pl, e, arg);
    Step s = kernel_draft("in texts", k_asked, e->id, &arg, 1);
    s.strict = s.lends_null = true;
    s.set = e->set;
    if (phys == PHYS_TEXT) {
        s.texts = text_set_new(e->set->text, e->set->n);
        s.memo_kind = MEMO_ANSWERS;
        s.test = ask_set;
    } else if (set_bits(e->set, &bits)) {
        s.name = "in bits";
        s.run = step_in_bits;
        s.i64 = (int64_t)bits;
    } else {
        s.name = "in sorted";
        s.run = step_in_sorted;
    }
    return plan_put(pl, &s, PHYS_FLAG, PHYS_I64);
}

static int plan_match(Plan *pl, const CoreExpr *e)
{
    const int arg = plan_expr(pl, e->arg[0]);
    Step s = kernel_draft("match", k_asked, e->id, &arg, 1);
    s.strict = s.lends_null = true;
    s.regex = e->regex;
    s.memo_kind = MEMO_PATTERN;
    s.test = ask_pattern;
    const int slot = plan_put(pl, &s, PHYS_FLAG, PHYS_I64);
    pl->p->slot[slot].may_mark = true;
    return slot;
}

/* -- nodes ------------------------------------------------------------------------- */

static int plan_source(Plan *pl, const CoreExpr *e, SlotKind kind)
{
    return plan_new_slot(pl, (Slot){.kind = kind,
                                    .phys = type_phys(e->type),
                                    .elem = elem_phys(e->type),
                                    .index = e->index,
                                    .value = kind == SLOT_CONST ? e : NULL});
}

/* index: the fact, i64: the field of its row. */
static int plan_lookup(Plan *pl, const CoreExpr *e)
{
    const int key = plan_expr(pl, e->arg[0]);
    Step s = plan_draft("lookup", step_lookup, e->id, &key, 1);
    s.index = e->index;
    s.i64 = e->column;
    return plan_put(pl, &s, type_phys(e->type), elem_phys(e->type));
}

static int plan_stage_item(Plan *pl, const CoreExpr *e)
{
    plan_funnel(pl);
    if (e->kind == CORE_SINCE)
        return plan_since(pl, e->index);
    if (e->kind == CORE_REACHED)
        return pl->reached[e->index];
    return e->kind == CORE_STAGE ? pl->p->stage : pl->p->exit;
}

static int plan_period(Plan *pl, int end)
{
    return plan_new_slot(pl,
                         (Slot){.kind = SLOT_PERIOD, .phys = PHYS_I64, .index = end});
}

static int plan_node(Plan *pl, const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_CONST: return plan_source(pl, e, SLOT_CONST);
    case CORE_FIELD: return plan_source(pl, e, SLOT_FIELD);
    case CORE_THRESHOLD: return plan_source(pl, e, SLOT_THRESHOLD);
    case CORE_NOW: return plan_source(pl, e, SLOT_NOW);
    case CORE_PERIOD_START: return plan_period(pl, 0);
    case CORE_PERIOD_END: return plan_period(pl, 1);
    case CORE_CALL: return plan_args(pl, e);
    case CORE_AND:
    case CORE_OR: return plan_junction(pl, e);
    case CORE_NOT: return plan_not(pl, e->id, plan_expr(pl, e->arg[0]));
    case CORE_IF: return plan_if(pl, e);
    case CORE_OTHERWISE: return plan_otherwise(pl, e);
    case CORE_KNOWN: return plan_known(pl, e->id, plan_expr(pl, e->arg[0]));
    case CORE_IN_SET: return plan_in_set(pl, e);
    case CORE_MATCH: return plan_match(pl, e);
    case CORE_PERSONA: return plan_persona(pl);
    case CORE_SCORE: return plan_score(pl, e->index);
    case CORE_GRADE: return plan_grade(pl, e->index);
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE:
    case CORE_REACHED: return plan_stage_item(pl, e);
    case CORE_LOOKUP: return plan_lookup(pl, e);
    case CORE_CLAUSE: return plan_clause(pl, e->index, e->lane, e->prop);
    }
    assert(false);
    return NO_SLOT;
}

int plan_expr(Plan *pl, const CoreExpr *e)
{
    const NodeMemo *m = plan_memo(pl, e);
    if (m->slot != NO_SLOT) {
        plan_need(pl, m->slot);
        return m->slot;
    }
    const int slot = plan_node(pl, e);
    plan_memo(pl, e)->slot = slot;
    return slot;
}
