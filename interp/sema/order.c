/* order.c -- what is computed after what: personas, scores, grades, the funnel, clauses.
 *
 * Each is one item; an item comes after those that its expressions ask for, else in order
 * of writing.  An item that would have to come after itself is a circle.
 */
#include "interp/base/mem.h"
#include "interp/sema/checker.h"
#include "interp/sema/remark.h"

typedef struct Item {
    CoreItem kind;
    int index;
    SymState state;
} Item;

typedef struct Order {
    Sema *s;
    Item *item;
    int n;
    int first_score, first_grade, funnel, first_clause; /* positions in item */
    bool circle;
} Order;

typedef struct Visit {
    Order *o;
    int asking; /* the item whose expressions are walked */
} Visit;

static void order_item(Order *o, int i, Span use);

/* The item that an expression asks for, or -1. */
static int item_of(const Order *o, const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_PERSONA: return 0;
    case CORE_SCORE: return o->first_score + e->index;
    case CORE_GRADE: return o->first_grade + e->index;
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE:
    case CORE_REACHED: return o->funnel;
    case CORE_CLAUSE: return o->first_clause + e->index;
    case CORE_CONST:
    case CORE_FIELD:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_CALL:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_IF:
    case CORE_OTHERWISE:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: return -1;
    }
    return -1;
}

static void see(void *ctx, const CoreExpr *e)
{
    Visit *v = ctx;
    int i = item_of(v->o, e);
    if (i >= 0)
        order_item(v->o, i, core_at(v->o->s, e));
}

static void ask(Order *o, int i, const CoreExpr *e)
{
    Visit v = {o, i};
    if (e != NULL)
        core_walk(o->s->core, e, false, see, &v);
}

static void ask_grade(Order *o, int i, const CoreGrade *g)
{
    Span at = o->s->core->span[g->id];
    if (g->of >= 0)
        order_item(o, o->first_score + g->of, at);
    if (g->by >= 0)
        order_item(o, o->first_score + g->by, at);
    for (int k = 0; k < g->n_bands; k++) {
        ask(o, i, g->bands[k].from);
        ask(o, i, g->bands[k].by);
    }
}

static void ask_item(Order *o, int i)
{
    const Core *c = o->s->core;
    Visit v = {o, i};
    int k = o->item[i].index;
    switch (o->item[i].kind) {
    case ITEM_PERSONA:
        for (int p = 0; p < c->n_personas; p++)
            ask(o, i, c->personas[p].when);
        return;
    case ITEM_SCORE: core_walk_score(c, k, false, see, &v); return;
    case ITEM_GRADE: ask_grade(o, i, &c->grades[k]); return;
    case ITEM_FUNNEL:
        for (int st = 0; st < c->n_stages; st++) {
            ask(o, i, c->stages[st].when);
            ask(o, i, c->stages[st].since);
        }
        return;
    case ITEM_CLAUSE:
        core_walk_clause(c, k, false, see, &v);
        if (core_clause_reads_exits(c, &c->clauses[k]))
            order_item(o, o->funnel, c->span[c->clauses[k].id]);
        return;
    }
}

/* What the item is called, and where it stands. */
static const char *item_name(const Order *o, int i, Span *at)
{
    const Core *c = o->s->core;
    int k = o->item[i].index;
    switch (o->item[i].kind) {
    case ITEM_PERSONA: *at = o->s->decls[N_PERSONA].item[0]->at; return "persona";
    case ITEM_SCORE:
        *at = o->s->decls[N_SCORE].item[k]->kid[0]->span;
        return str_z(c->scores[k].name);
    case ITEM_GRADE:
        *at = o->s->decls[N_GRADE].item[k]->at;
        return str_z(c->grades[k].name);
    case ITEM_FUNNEL: *at = o->s->decls[N_FUNNEL].item[0]->at; return "stage";
    case ITEM_CLAUSE: *at = c->span[c->clauses[k].id]; return str_z(c->clauses[k].name);
    }
    return "";
}

static void order_item(Order *o, int i, Span use)
{
    Item *it = &o->item[i];
    if (it->state == SYM_DONE)
        return;
    if (it->state == SYM_BUSY) {
        Span at = use;
        const char *name = item_name(o, i, &at);
        Diag *d = say(o->s, E0309, at, MSG_CIRCLE, name);
        diag_label(d, use, MSG_USED_HERE);
        o->circle = true;
        return;
    }
    it->state = SYM_BUSY;
    if (!o->circle)
        ask_item(o, i);
    it->state = SYM_DONE;
    Core *c = o->s->core;
    c->order[c->n_order].item = it->kind;
    c->order[c->n_order++].index = it->index;
}

static void add_item(Order *o, CoreItem kind, int index)
{
    o->item[o->n++] = (Item){kind, index, SYM_NEW};
}

void check_order(Sema *s)
{
    Core *c = s->core;
    int room = c->n_scores + c->n_grades + c->n_clauses + 2;
    Order o = {.s = s, .item = MEM_ARRAY(Item, room)};
    c->order = mem_alloc(sizeof *c->order * (size_t)room);
    add_item(&o, ITEM_PERSONA, 0);
    o.first_score = o.n;
    for (int i = 0; i < c->n_scores; i++)
        add_item(&o, ITEM_SCORE, i);
    o.first_grade = o.n;
    for (int i = 0; i < c->n_grades; i++)
        add_item(&o, ITEM_GRADE, i);
    o.funnel = o.n;
    add_item(&o, ITEM_FUNNEL, 0);
    o.first_clause = o.n;
    for (int i = 0; i < c->n_clauses; i++)
        add_item(&o, ITEM_CLAUSE, i);
    for (int i = 0; i < o.n && !o.circle; i++) {
        bool empty = (o.item[i].kind == ITEM_PERSONA && c->n_personas == 0)
                     || (o.item[i].kind == ITEM_FUNNEL && c->n_stages == 0);
        if (!empty)
            order_item(&o, i, (Span){0});
    }
}
