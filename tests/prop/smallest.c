/* smallest.c -- every node of the core as a program of its own. */
#include "tests/prop/smallest.h"
#include "interp/base/mem.h"

typedef struct Nodes {
    CoreExpr **e;
    int n;
    size_t cap;
} Nodes;

static void gather(Nodes *ns, CoreExpr *e)
{
    if (e == NULL || e->kind == CORE_CONST)
        return;
    for (int i = 0; i < e->n; i++)
        gather(ns, e->arg[i]);
    MEM_PUSH(ns->e, ns->n, ns->cap) = e;
}

static void gather_rules(Nodes *ns, const CoreRule *r, int n)
{
    for (int i = 0; i < n; i++) {
        gather(ns, r[i].points);
        gather(ns, r[i].when);
        gather(ns, r[i].per);
        gather_rules(ns, r[i].rules, r[i].n_rules);
    }
}

static void gather_clause(Nodes *ns, const CoreClause *c)
{
    CoreExpr *const line[] = {c->settled, c->applies, c->excused, c->after_exit,
                              c->keep,    c->within,  c->calendar};

    for (size_t i = 0; i < sizeof line / sizeof *line; i++)
        gather(ns, line[i]);
    for (int i = 0; i < c->n_starts; i++)
        gather(ns, c->starts[i]);
    for (int i = 0; i < c->n_stops; i++)
        gather(ns, c->stops[i]);
    for (int i = 0; i < c->n_cancels; i++)
        gather(ns, c->cancels[i]);
}

static void gather_all(Nodes *ns, const Hold *h)
{
    const Core *c = h->core;

    for (int i = 0; i < c->n_personas; i++)
        gather(ns, c->personas[i].when);
    for (int i = 0; i < c->n_scores; i++) {
        gather_rules(ns, c->scores[i].rules, c->scores[i].n_rules);
        gather(ns, c->scores[i].expr);
    }
    for (int i = 0; i < c->n_stages; i++) {
        gather(ns, c->stages[i].when);
        gather(ns, c->stages[i].since);
    }
    for (int i = 0; i < c->n_clauses; i++)
        gather_clause(ns, &c->clauses[i]);
    for (int i = 0; i < h->n_extra; i++)
        gather(ns, h->extra[i]);
}

static int weight(const CoreExpr *e)
{
    int n = 1;

    for (int i = 0; i < e->n; i++)
        n += weight(e->arg[i]);
    return n;
}

/* -- in words -------------------------------------------------------------------------- */

static const char *const kernel_names[] = {
#define KERNEL(id, n_args, result, nulls, en) #id,
#include "interp/lang/kernels.def"
};
static const char *const kind_names[] = {
    "const", "field", "threshold", "now",   "call",  "and",     "or",
    "not",   "if",    "otherwise", "known", "in",    "match",   "persona",
    "score", "grade", "stage",     "exit",  "since", "reached", "clause"};

static void print_value(Buf *out, const Hold *h, const Value *v)
{
    value_print(out, v, h->core->zone, h->core->currency, true);
}

static void print_expr(Buf *out, const Hold *h, Oracle *o, const CoreExpr *e)
{
    const Value v = oracle_expr(o, e);

    buf_z(out, e->kind == CORE_CALL ? kernel_names[e->kernel] : kind_names[e->kind]);
    if (e->kind == CORE_MATCH)
        buf_format(out, "/%s/", str_z(e->regex->pattern));
    if (e->n > 0 && e->kind != CORE_CONST) {
        buf_char(out, '(');
        for (int i = 0; i < e->n; i++) {
            buf_z(out, i > 0 ? ", " : "");
            print_expr(out, h, o, e->arg[i]);
        }
        buf_char(out, ')');
    }
    buf_char(out, ':');
    print_value(out, h, &v);
}

/* -- the search ------------------------------------------------------------------------ */

/* What the engine says of each node for the record; false: of which it says as the oracle. */
static void run_alone(const Hold *h, CoreExpr *e, Value *out, unsigned *marks)
{
    const ProgramWant want = {.extra = &e, .n_extra = 1};
    const int at = h->difference.record;
    const Records one = {1, &h->records.value[at], &h->records.now[at]};
    HandBatch *hand = hand_new(h->core, &one, 1);
    Arena *arena = arena_new(1 << 16);
    Eval *ev = eval_new(program_plan(h->core, &want));
    Batch b;

    for (int i = 0; h->threshold != NULL && i < h->core->n_thresholds; i++)
        eval_set_threshold(ev, i, h->threshold[i]);
    hand_fill(hand, arena, 0, 1, &b);
    eval_batch(ev, &b);
    *out = hand_value(eval_extra(ev, 0), 0, e->type);
    if (!out->missing)
        out->text = str_copy(out->text);
    *marks = eval_marks(ev)[0];
    eval_free(ev);
    arena_free(arena);
}

void smallest_difference(Buf *out, const Hold *h)
{
    Oracle *o = oracle_new(h->core);
    const int at = h->difference.record;
    Nodes ns = {0};
    int best = -1;

    for (int i = 0; h->threshold != NULL && i < h->core->n_thresholds; i++)
        oracle_set_threshold(o, i, h->threshold[i]);
    gather_all(&ns, h);
    for (int i = 0; i < ns.n; i++) {
        Value got, want;
        unsigned marks;
        const OracleLead *lead =
            oracle_start(o, h->records.value[at], h->records.now[at]);

        if (ns.e[i]->type->kind == TY_LIST)
            continue;
        oracle_items(o, ns.e[i]);
        want = oracle_expr(o, ns.e[i]);
        run_alone(h, ns.e[i], &got, &marks);
        if ((!value_same(&got, &want) || marks != lead->marks)
            && (best < 0 || weight(ns.e[i]) < weight(ns.e[best])))
            best = i;
    }
    if (best >= 0) {
        Value got;
        unsigned marks;
        const OracleLead *lead =
            oracle_start(o, h->records.value[at], h->records.now[at]);

        oracle_items(o, ns.e[best]);
        buf_z(out, "\nsmallest that differs: ");
        print_expr(out, h, o, ns.e[best]);
        run_alone(h, ns.e[best], &got, &marks);
        buf_z(out, "\n  engine ");
        print_value(out, h, &got);
        buf_format(out, " marks %u, oracle's %u", marks, lead->marks);
    }
    oracle_free(o);
}
