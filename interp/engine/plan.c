/* plan.c -- slots and steps, the merging of equal ones, selections, registers. */
#include "interp/engine/plan.h"

#include "interp/base/mem.h"
#include "interp/engine/fold.h"
#include <limits.h>
#include <string.h>

enum { BUCKETS = 4096 };

/* -- equality and hashes ----------------------------------------------------------- */

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ (h >> 29);
}

static uint64_t value_hash(const CoreExpr *e)
{
    uint64_t h = mix((uint64_t)e->i64, e->missing ? 1 : 0);
    return mix(h, mix(e->text.n > 0 ? str_hash(e->text) : 0, (uint64_t)e->n));
}

static uint64_t slot_hash(const Slot *s)
{
    const uint64_t h = mix((uint64_t)s->kind, (uint64_t)s->phys);
    return mix(h, s->kind == SLOT_CONST ? value_hash(s->value) : (uint64_t)s->index);
}

static uint64_t step_hash(const Step *s)
{
    uint64_t h = mix((uint64_t)s->n, (uint64_t)s->index);
    for (const char *c = s->name; *c != '\0'; c++)
        h = mix(h, (uint64_t)*c);
    for (int i = 0; i < s->n; i++)
        h = mix(h, (uint64_t)s->arg[i]);
    return mix(h, (uint64_t)s->i64);
}

static bool same_value(const CoreExpr *a, const CoreExpr *b)
{
    if (a->missing != b->missing || a->i64 != b->i64 || !str_eq(a->text, b->text)
        || a->n != b->n)
        return false;
    for (int i = 0; i < a->n; i++)
        if (!same_value(a->arg[i], b->arg[i]))
            return false;
    return true;
}

static bool same_slot(const Slot *a, const Slot *b)
{
    if (a->kind != b->kind || a->phys != b->phys || a->elem != b->elem)
        return false;
    return a->kind == SLOT_CONST
               ? same_value(a->value, b->value)
               : a->index == b->index && a->lane == b->lane && a->prop == b->prop;
}

static bool same_regex(const CoreRegex *a, const CoreRegex *b)
{
    return a == b || (a != NULL && b != NULL && str_eq(a->pattern, b->pattern));
}

static bool same_info(const Step *a, const Step *b)
{
    return a->info == b->info
           || (a->info_bytes > 0 && a->info_bytes == b->info_bytes
               && memcmp(a->info, b->info, a->info_bytes) == 0);
}

static bool same_step(const Step *a, const Step *b)
{
    if (a->run != b->run || a->kernel != b->kernel || a->test != b->test || a->n != b->n
        || a->index != b->index || a->i64 != b->i64 || !same_info(a, b))
        return false;
    for (int i = 0; i < a->n; i++)
        if (a->arg[i] != b->arg[i])
            return false;
    return core_same_elements(a->set, b->set) && same_regex(a->regex, b->regex);
}

/* -- slots ------------------------------------------------------------------------- */

static void chain(Plan *pl, uint64_t hash, int slot)
{
    int *bucket = &pl->bucket[hash % BUCKETS];
    pl->next[slot] = *bucket;
    *bucket = slot;
}

static int add_slot(Plan *pl, Slot s)
{
    Program *p = pl->p;
    s.reg = s.mask = -1;
    MEM_PUSH(p->slot, p->n_slots, p->slot_cap) = s;
    MEM_PUSH(pl->next, pl->n_next, pl->next_cap) = -1;
    return p->n_slots - 1;
}

int plan_new_slot(Plan *pl, Slot s)
{
    if (s.kind == SLOT_STEP)
        return add_slot(pl, s);
    const uint64_t hash = slot_hash(&s);
    for (int i = pl->bucket[hash % BUCKETS]; i >= 0; i = pl->next[i])
        if (same_slot(&pl->p->slot[i], &s))
            return i;
    const int slot = add_slot(pl, s);
    chain(pl, hash, slot);
    return slot;
}

bool plan_is_given(const Plan *pl, int slot)
{
    const SlotKind k = pl->p->slot[slot].kind;
    return k == SLOT_CONST || k == SLOT_THRESHOLD;
}

int plan_i64(Plan *pl, const Type *type, int64_t value)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = CORE_CONST, .type = type, .i64 = value, .id = -1};
    return plan_new_slot(
        pl, (Slot){.kind = SLOT_CONST, .phys = type_phys(type), .value = e});
}

/* -- selections -------------------------------------------------------------------- */

static bool sel_within(const Program *p, int sel, int outer)
{
    while (sel != outer && sel != NO_SEL)
        sel = p->sel_parent[sel];
    return sel == outer;
}

/* A step that is also needed for rows of `sel` is run for the selection around both; so are
 * all its operands, also those that were wanted for fewer rows. */
static void widen(Plan *pl, int slot, int sel)
{
    const Slot *s = &pl->p->slot[slot];
    if (s->kind != SLOT_STEP)
        return;
    Step *step = &pl->p->step[s->index];
    if (sel_within(pl->p, sel, step->sel))
        return;
    while (!sel_within(pl->p, sel, step->sel))
        step->sel = pl->p->sel_parent[step->sel];
    for (int i = 0; i < step->n; i++)
        if (step->arg[i] != NO_SLOT)
            widen(pl, step->arg[i], step->sel);
}

void plan_need(Plan *pl, int slot) { widen(pl, slot, pl->sel); }

/* -- steps ------------------------------------------------------------------------- */

Step plan_draft(const char *name, StepFn *run, int node, const int *arg, int n)
{
    int *own = MEM_ARRAY(int, n);
    if (n > 0)
        memcpy(own, arg, sizeof *own * (size_t)n);
    return (Step){.run = run,
                  .name = name,
                  .node = node,
                  .n = n,
                  .arg = own,
                  .sel = NO_SEL,
                  .memo = -1};
}

void plan_append(Plan *pl, const Step *draft)
{
    Program *p = pl->p;
    Step s = *draft;
    if (s.memo_kind != MEMO_NONE)
        s.memo = p->n_memos++;
    s.sel = pl->sel;
    for (int i = 0; i < s.n_out; i++)
        p->slot[s.out[i]].index = p->n_steps;
    MEM_PUSH(p->step, p->n_steps, p->step_cap) = s;
}

static bool args_may_mark(const Plan *pl, const Step *s)
{
    for (int i = 0; i < s->n; i++)
        if (s->arg[i] != NO_SLOT && pl->p->slot[s->arg[i]].may_mark)
            return true;
    return false;
}

/* An equal step that is there already: its first slot, or NO_SLOT. */
static int find_step(Plan *pl, const Step *draft, uint64_t hash, Phys phys)
{
    for (int i = pl->bucket[hash % BUCKETS]; i >= 0; i = pl->next[i]) {
        const Slot *s = &pl->p->slot[i];
        if (s->kind == SLOT_STEP && s->phys == phys
            && same_step(&pl->p->step[s->index], draft))
            return i;
    }
    return NO_SLOT;
}

static int put(Plan *pl, const Step *draft, Slot made, int n_out)
{
    const uint64_t hash = step_hash(draft);
    const int there = find_step(pl, draft, hash, made.phys);
    if (there != NO_SLOT) {
        plan_need(pl, there);
        return there;
    }
    Step s = *draft;
    for (int i = 0; i < s.n; i++)
        if (s.arg[i] != NO_SLOT && (i >= 32 || (s.lazy >> i & 1) == 0))
            plan_need(pl, s.arg[i]);
    made.may_mark = args_may_mark(pl, &s);
    for (; s.n_out < n_out; s.n_out++)
        s.out[s.n_out] = add_slot(pl, made);
    plan_append(pl, &s);
    chain(pl, hash, s.out[0]);
    return s.out[0];
}

int plan_put(Plan *pl, const Step *draft, Phys phys, Phys elem)
{
    return put(pl, draft, (Slot){.kind = SLOT_STEP, .phys = phys, .elem = elem}, 1);
}

int plan_put_pair(Plan *pl, const Step *draft, Phys phys)
{
    return put(pl, draft, (Slot){.kind = SLOT_STEP, .phys = phys}, 2);
}

void plan_marks(Plan *pl, int slot)
{
    if (slot == NO_SLOT || !pl->p->slot[slot].may_mark || pl->p->slot[slot].is_asked)
        return;
    pl->p->slot[slot].is_asked = true;
    const Step s = plan_draft("marks", step_marks, -1, &slot, 1);
    plan_append(pl, &s);
}

/* -- texts made for one predicate alone -------------------------------------------- */

static int *count_uses(const Program *p)
{
    int *uses = MEM_ARRAY(int, p->n_slots);
    for (int i = 0; i < p->n_steps; i++)
        for (int a = 0; a < p->step[i].n; a++)
            if (p->step[i].arg[a] != NO_SLOT)
                uses[p->step[i].arg[a]]++;
    for (int i = 0; i < p->n_extra; i++)
        uses[p->extra[i]]++;
    return uses;
}

/* The step that makes a text which only s asks about, or NULL. */
static Step *maker_of(Program *p, const Step *s, const int *uses)
{
    if (s->test == NULL)
        return NULL;
    const Slot *made = &p->slot[s->arg[0]];
    if (made->kind != SLOT_STEP || uses[s->arg[0]] != 1)
        return NULL;
    Step *maker = &p->step[made->index];
    return fold_made_by(maker->kernel) != NULL ? maker : NULL;
}

/* Drops steps that were absorbed (run is NULL), and their memos with them. */
static void close_up(Program *p)
{
    int n = 0;
    p->n_memos = 0;
    for (int i = 0; i < p->n_steps; i++) {
        Step *s = &p->step[n];
        if (p->step[i].run == NULL)
            continue;
        *s = p->step[i];
        if (s->memo_kind != MEMO_NONE)
            s->memo = p->n_memos++;
        for (int o = 0; o < s->n_out; o++)
            p->slot[s->out[o]].index = n;
        n++;
    }
    p->n_steps = n;
}

/* A folded, lowered … text that one predicate alone asks about is not made for each row:
 * the predicate makes it for texts it has not seen. */
static void absorb_makers(Plan *pl)
{
    Program *p = pl->p;
    const int *uses = count_uses(p);
    for (int i = 0; i < p->n_steps; i++) {
        Step *s = &p->step[i], *maker = maker_of(p, s, uses);
        if (maker == NULL)
            continue;
        int *arg = MEM_ARRAY(int, s->n);
        memcpy(arg, s->arg, sizeof *arg * (size_t)s->n);
        arg[0] = maker->arg[0];
        s->arg = arg;
        s->make = fold_made_by(maker->kernel);
        maker->run = NULL;
        maker->n = 0;
    }
    close_up(p);
}

/* -- registers --------------------------------------------------------------------- */

static int *no_slots(int n)
{
    int *slot = MEM_ARRAY(int, n);
    for (int i = 0; i < n; i++)
        slot[i] = NO_SLOT;
    return slot;
}

static void keep(int *last, const int *slot, int n)
{
    for (int i = 0; i < n; i++)
        if (slot != NULL && slot[i] != NO_SLOT)
            last[slot[i]] = INT_MAX;
}

static void keep_clause(int *last, const ClauseStep *s)
{
    if (s == NULL)
        return;
    const int kept[] = {s->calendar, s->target_level, s->warn_level, s->breach_level};
    keep(last, kept, 4);
    if (s->holds == NULL)
        return;
    const int shown[] = {s->applies, s->excused,    s->keep,       s->after_exit,
                         s->within,  s->warn_share, s->warn_before};
    keep(last, shown, 7);
    keep(last, s->holds, s->core->n_levels);
}

static void keep_results(const Program *p, int *last)
{
    const Core *c = p->core;
    const int single[] = {p->persona, p->stage, p->exit, p->stage_certain};
    keep(last, single, 4);
    keep(last, p->score, c->n_scores);
    keep(last, p->low, c->n_scores);
    keep(last, p->high, c->n_scores);
    keep(last, p->grade, c->n_grades);
    keep(last, p->grade_certain, c->n_grades);
    keep(last, p->since, c->n_stages);
    keep(last, p->since_missing, c->n_stages);
    keep(last, p->reached, c->n_stages);
    keep(last, p->extra, p->n_extra);
    for (int i = 0; i < c->n_clauses; i++)
        keep_clause(last, p->clause[i]);
}

/* The last step that reads each slot's values, or with `masks` its mask: whoever lends that
 * lives as long as the borrower. */
static int *last_uses(const Program *p, bool masks)
{
    int *last = no_slots(p->n_slots);
    keep_results(p, last);
    for (int i = p->n_steps - 1; i >= 0; i--) {
        const Step *s = &p->step[i];
        int until = i;
        for (int o = 0; masks && s->lends_null && o < s->n_out; o++)
            until = last[s->out[o]] > until ? last[s->out[o]] : until;
        for (int a = 0; a < s->n; a++)
            if (s->arg[a] != NO_SLOT && last[s->arg[a]] < until)
                last[s->arg[a]] = until;
    }
    return last;
}

/* Slots chained by the step after which what they stand in is free; one that nobody reads
 * is due at once. */
typedef struct Due {
    int *first; /* by step */
    int *next;  /* by slot */
} Due;

static Due due_after(const Program *p, const int *last)
{
    Due due = {no_slots(p->n_steps), no_slots(p->n_slots)};
    for (int i = 0; i < p->n_steps; i++)
        for (int o = 0; o < p->step[i].n_out; o++) {
            const int slot = p->step[i].out[o], at = last[slot] > i ? last[slot] : i;
            if (at == INT_MAX)
                continue;
            due.next[slot] = due.first[at];
            due.first[at] = slot;
        }
    return due;
}

typedef struct Pool {
    int *free;
    int n_free;
    int made;
} Pool;

static int take(Pool *p) { return p->n_free > 0 ? p->free[--p->n_free] : p->made++; }
static void give(Pool *p, int reg) { p->free[p->n_free++] = reg; }

/* Outputs get theirs before operands let go, so that a kernel never writes what it reads. */
static void assign_values(Program *p)
{
    const Due due = due_after(p, last_uses(p, false));
    Pool pool[PHYS_LIST + 1];
    for (int i = 0; i <= PHYS_LIST; i++)
        pool[i] = (Pool){MEM_ARRAY(int, p->n_slots), 0, 0};
    for (int i = 0; i < p->n_steps; i++) {
        for (int o = 0; o < p->step[i].n_out; o++) {
            Slot *s = &p->slot[p->step[i].out[o]];
            s->reg = take(&pool[s->phys]);
        }
        for (int slot = due.first[i]; slot >= 0; slot = due.next[slot])
            give(&pool[p->slot[slot].phys], p->slot[slot].reg);
    }
    for (int i = 0; i <= PHYS_LIST; i++)
        p->n_regs[i] = pool[i].made;
}

static void assign_masks(Program *p)
{
    const Due due = due_after(p, last_uses(p, MUTATE(26, true, false)));
    Pool pool = {MEM_ARRAY(int, p->n_slots), 0, 0};
    for (int i = 0; i < p->n_steps; i++) {
        for (int o = 0; o < p->step[i].n_out; o++)
            p->slot[p->step[i].out[o]].mask = take(&pool);
        for (int slot = due.first[i]; slot >= 0; slot = due.next[slot])
            give(&pool, p->slot[slot].mask);
    }
    p->n_masks = pool.made;
}

/* -- a program --------------------------------------------------------------------- */

static Program *new_program(const Core *core, const ProgramWant *want)
{
    Program *p = MEM_NEW(Program);
    p->core = core;
    p->explain = want->explain;
    p->persona = p->stage = p->exit = p->stage_certain = NO_SLOT;
    p->score = no_slots(core->n_scores);
    p->low = no_slots(core->n_scores);
    p->high = no_slots(core->n_scores);
    p->grade = no_slots(core->n_grades);
    p->grade_certain = no_slots(core->n_grades);
    p->since = no_slots(core->n_stages);
    p->since_missing = no_slots(core->n_stages);
    p->reached = no_slots(core->n_stages);
    p->extra = no_slots(want->n_extra);
    p->n_extra = want->n_extra;
    p->clause = MEM_ARRAY(const ClauseStep *, core->n_clauses);
    return p;
}

const Program *program_plan(const Core *core, const ProgramWant *want)
{
    Plan pl = {.p = new_program(core, want),
               .core = core,
               .explain = want->explain,
               .items = want->lead ? want->items : NULL,
               .sel = NO_SEL,
               .bucket = no_slots(BUCKETS),
               .score_reads = MEM_ARRAY(Reads, core->n_scores),
               .clause_reads = MEM_ARRAY(Reads, core->n_clauses),
               .knows_clause_reads = MEM_ARRAY(bool, core->n_clauses)};
    if (want->lead)
        plan_lead(&pl);
    for (int i = 0; i < want->n_extra; i++) {
        pl.p->extra[i] = plan_expr(&pl, want->extra[i]);
        plan_marks(&pl, pl.p->extra[i]);
    }
    absorb_makers(&pl);
    assign_values(pl.p);
    assign_masks(pl.p);
    return pl.p;
}
