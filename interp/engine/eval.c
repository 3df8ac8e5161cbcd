/* eval.c -- an evaluation: its memory, its runs, its results. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "interp/engine/eval_state.h"

#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include <assert.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 64, TEXT_ROOM = 64 * BATCH_ROWS };
enum { FIRST_STACK = 1 << 15 }; /* of MATCH_STACK; more is touched only if used */

/* -- memory ------------------------------------------------------------------------ */

/* Zeroed, aligned for vectors, freed with the evaluation. */
static void *own(Eval *ev, size_t n)
{
    const size_t size = (n + ALIGN) & ~(size_t)(ALIGN - 1);
    void *p;
    if (posix_memalign(&p, ALIGN, size) != 0)
        mem_exhausted();
    memset(p, 0, size);
    if (ev->n_blocks == ev->cap_blocks) {
        ev->cap_blocks = ev->cap_blocks > 0 ? ev->cap_blocks * 2 : 64;
        void **more = realloc(ev->block, ev->cap_blocks * sizeof *more);
        if (more == NULL)
            mem_exhausted();
        ev->block = more;
    }
    ev->block[ev->n_blocks++] = p;
    ev->blocks++;
    return p;
}

#define OWN(ev, T, n) ((T *)own((ev), sizeof(T) * (size_t)(n)))

static void **new_registers(Eval *ev, Phys phys)
{
    const int n = ev->p->n_regs[phys];
    void **data = OWN(ev, void *, n);
    for (int i = 0; i < n; i++)
        data[i] = own(ev, phys_bytes(phys) * (BATCH_ROWS + 1));
    return data;
}

static uint8_t **new_masks(Eval *ev)
{
    uint8_t **null = OWN(ev, uint8_t *, ev->p->n_masks);
    for (int i = 0; i < ev->p->n_masks; i++)
        null[i] = OWN(ev, uint8_t, BATCH_ROWS);
    return null;
}

static void set_data(Eval *ev, Column *c, void *data, Phys elem)
{
    switch (c->phys) {
    case PHYS_I64: c->i64 = data; break;
    case PHYS_FLAG: c->flag = data; break;
    case PHYS_TEXT: c->text = data; break;
    case PHYS_LIST:
        c->list.start = data;
        c->list.elem = OWN(ev, Column, 1);
        c->list.elem->phys = elem;
        break;
    }
}

/* -- constants --------------------------------------------------------------------- */

static Text padded(Eval *ev, Str s)
{
    char *p = own(ev, s.n + 16);
    if (s.n > 0)
        memcpy(p, s.p, s.n);
    return (Text){p, (uint32_t)s.n, 0};
}

static void constant_value(Eval *ev, Column *c, int i, const CoreExpr *e)
{
    switch (c->phys) {
    case PHYS_I64: c->i64[i] = e->i64; break;
    case PHYS_FLAG: c->flag[i] = !e->missing && e->i64 != 0; break;
    case PHYS_TEXT: c->text[i] = padded(ev, e->text); break;
    case PHYS_LIST: break;
    }
}

static void set_constant(Eval *ev, Column *c, const Slot *s)
{
    const CoreExpr *e = s->value;
    set_data(ev, c, own(ev, 2 * sizeof(Text)), s->elem);
    c->form = FORM_CONSTANT;
    if (e->missing)
        c->null = memset(own(ev, 1), NULL_MISSING, 1);
    constant_value(ev, c, 0, e);
    if (c->phys != PHYS_LIST)
        return;
    Column *elem = c->list.elem;
    set_data(ev, elem, own(ev, phys_bytes(s->elem) * (size_t)(e->n + 1)), PHYS_I64);
    c->list.start[1] = (uint32_t)e->n;
    for (int i = 0; i < e->n; i++)
        constant_value(ev, elem, i, e->arg[i]);
}

/* -- patterns ---------------------------------------------------------------------- */

/* The one that PCRE2 brings along ends after some thousand characters of ordinary prose. */
static void set_jit_stack(Eval *ev, Memo *m)
{
    if (ev->jit_stack == NULL)
        ev->jit_stack = pcre2_jit_stack_create(FIRST_STACK, MATCH_STACK, NULL);
    if (ev->jit_stack == NULL)
        mem_exhausted();
    pcre2_jit_stack_assign(m->limits, NULL, ev->jit_stack);
}

/* The checker has compiled the pattern before with the same options: it is sound. */
static void set_pattern(Eval *ev, Memo *m, const CoreRegex *regex)
{
    int error;
    PCRE2_SIZE at;
    m->regex = pcre2_compile(
        (PCRE2_SPTR)(regex->pattern.n > 0 ? regex->pattern.p : ""), regex->pattern.n,
        PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &error, &at, NULL);
    assert(m->regex != NULL);
    m->limits = pcre2_match_context_create(NULL);
    m->match = pcre2_match_data_create(1, NULL);
    if (m->regex == NULL || m->limits == NULL || m->match == NULL)
        mem_exhausted();
    pcre2_set_match_limit(m->limits, MATCH_LIMIT);
    m->has_jit = pcre2_jit_compile(m->regex, PCRE2_JIT_COMPLETE) == 0;
    if (m->has_jit)
        set_jit_stack(ev, m);
}

static void set_memo(Eval *ev, const Step *s)
{
    Memo *m = &ev->memo[s->memo];
    switch (s->memo_kind) {
    case MEMO_NONE: break;
    case MEMO_TEXTS: memo_init_texts(m); break;
    case MEMO_PATTERN:
        set_pattern(ev, m, s->regex);
        memo_init_answers(m);
        break;
    case MEMO_ANSWERS: memo_init_answers(m); break;
    }
    m->set = s->texts;
}

/* -- an evaluation ----------------------------------------------------------------- */

static void new_lane(Eval *ev, LaneRows *lane)
{
    for (int i = 0; i < N_CLAUSE_KEPT; i++) {
        lane->col[i].i64 = OWN(ev, int64_t, BATCH_ROWS);
        if (i != PROP_STATUS)
            lane->col[i].null = OWN(ev, uint8_t, BATCH_ROWS);
    }
}

static void new_clause(Eval *ev, const ClauseStep *s)
{
    ClauseRows *c = &ev->clause[s->clause];
    c->n_lanes = clause_lanes(s->core);
    c->lane = OWN(ev, LaneRows, c->n_lanes + 1);
    c->latest = &c->lane[c->n_lanes > 1 ? c->n_lanes : 0];
    for (int i = 0; i <= c->n_lanes; i++)
        if (i < c->n_lanes || c->n_lanes > 1)
            new_lane(ev, &c->lane[i]);
    c->level.i64 = OWN(ev, int64_t, BATCH_ROWS);
    c->level.null = OWN(ev, uint8_t, BATCH_ROWS);
    c->before = OWN(ev, uint8_t, BATCH_ROWS);
    c->ignored = OWN(ev, uint8_t, BATCH_ROWS);
    c->start = OWN(ev, int64_t, c->n_lanes);
    c->in = OWN(ev, RowIn, clause_operands(s));
}

static void new_clauses(Eval *ev)
{
    const Program *p = ev->p;
    ev->clause = OWN(ev, ClauseRows, p->core->n_clauses);
    for (int i = 0; i < p->core->n_clauses; i++)
        if (p->clause[i] != NULL)
            new_clause(ev, p->clause[i]);
}

static void new_columns(Eval *ev)
{
    const Program *p = ev->p;
    uint8_t **masks = new_masks(ev);
    void **regs[PHYS_LIST + 1];
    for (int i = 0; i <= PHYS_LIST; i++)
        regs[i] = new_registers(ev, (Phys)i);
    ev->col = OWN(ev, Column, p->n_slots);
    ev->null_of = OWN(ev, uint8_t *, p->n_slots);
    for (int i = 0; i < p->n_slots; i++) {
        const Slot *s = &p->slot[i];
        ev->col[i].phys = s->phys;
        if (s->kind == SLOT_CONST)
            set_constant(ev, &ev->col[i], s);
        if (s->kind == SLOT_THRESHOLD) {
            ev->col[i].form = FORM_CONSTANT;
            ev->col[i].i64 = &ev->threshold[s->index];
        }
        if (s->kind == SLOT_PERIOD) {
            ev->col[i].form = FORM_CONSTANT;
            ev->col[i].i64 = &ev->period[s->index];
        }
        if (s->kind == SLOT_CLAUSE)
            ev->col[i] = *lane_column(&ev->clause[s->index], s->lane, (int)s->prop);
        if (s->kind != SLOT_STEP || s->reg < 0)
            continue;
        set_data(ev, &ev->col[i], regs[s->phys][s->reg], s->elem);
        ev->null_of[i] = masks[s->mask];
    }
}

static void new_accounts(Eval *ev)
{
    const Program *p = ev->p;
    AccountRows *shared = OWN(ev, AccountRows, p->n_depths);
    for (int i = 0; i < p->n_depths; i++) {
        shared[i].few = OWN(ev, int16_t, BATCH_ROWS);
        shared[i].narrow = OWN(ev, int64_t, BATCH_ROWS);
        shared[i].wide = OWN(ev, Points, BATCH_ROWS);
    }
    ev->account = OWN(ev, AccountRows, p->n_accounts);
    for (int i = 0; i < p->n_accounts; i++)
        ev->account[i] = shared[p->account[i].depth];
}

static void new_explanations(Eval *ev)
{
    const Core *c = ev->p->core;
    ev->rule_state = OWN(ev, uint8_t *, c->n_rules);
    ev->rule_points = OWN(ev, int64_t *, c->n_rules);
    ev->score_clamp = OWN(ev, int64_t *, c->n_scores);
    for (int i = 0; i < c->n_rules; i++) {
        ev->rule_state[i] = OWN(ev, uint8_t, BATCH_ROWS);
        ev->rule_points[i] = OWN(ev, int64_t, BATCH_ROWS);
    }
    for (int i = 0; i < c->n_scores; i++)
        ev->score_clamp[i] = OWN(ev, int64_t, BATCH_ROWS);
}

static int most_operands(const Program *p)
{
    int n = 0;
    for (int i = 0; i < p->n_steps; i++)
        n = p->step[i].n > n ? p->step[i].n : n;
    return n;
}

/* Room for texts of usual length in each column of derived ones, so that only a batch of
 * long ones asks for more. */
static size_t text_room(const Program *p)
{
    size_t n = 1;
    for (int i = 0; i < p->n_slots; i++)
        n += p->slot[i].kind == SLOT_STEP && p->slot[i].phys >= PHYS_TEXT;
    return n * TEXT_ROOM;
}

Eval *eval_new(const Program *p)
{
    Eval *ev = calloc(1, sizeof *ev);
    if (ev == NULL)
        mem_exhausted();
    ev->p = p;
    ev->pin = mem_pin(p);
    ev->settings = 1;
    ev->threshold = OWN(ev, int64_t, p->core->n_thresholds);
    for (int i = 0; i < p->core->n_thresholds; i++)
        ev->threshold[i] = p->core->thresholds[i].value;
    ev->table = OWN(ev, const struct FactTable *, p->core->n_facts);
    ev->arg = OWN(ev, const Column *, most_operands(p));
    ev->sel = OWN(ev, Sel, p->n_sels);
    ev->marks = OWN(ev, uint8_t, BATCH_ROWS);
    ev->memo = OWN(ev, Memo, p->n_memos);
    ev->arena = arena_new(text_room(p));
    for (int i = 0; i < p->n_steps; i++)
        if (p->step[i].memo >= 0)
            set_memo(ev, &p->step[i]);
    new_clauses(ev);
    new_columns(ev);
    new_accounts(ev);
    if (p->explain)
        new_explanations(ev);
    return ev;
}

void eval_free(Eval *ev)
{
    if (ev == NULL)
        return;
    for (int i = 0; i < ev->p->n_memos; i++)
        memo_free(&ev->memo[i]);
    pcre2_jit_stack_free(ev->jit_stack);
    arena_free(ev->arena);
    mem_unpin(ev->pin);
    for (size_t i = 0; i < ev->n_blocks; i++)
        free(ev->block[i]);
    free(ev->block);
    free(ev);
}

void eval_set_threshold(Eval *ev, int threshold, int64_t value)
{
    ev->threshold[threshold] = value;
    ev->settings++;
}

void eval_set_period(Eval *ev, int64_t start_us, int64_t end_us)
{
    ev->period[0] = start_us;
    ev->period[1] = end_us;
}

void eval_set_table(Eval *ev, int fact, const struct FactTable *t)
{
    ev->table[fact] = t;
}

void eval_set_as(Eval *ev, const Eval *other)
{
    const Core *core = ev->p->core;
    for (int i = 0; i < core->n_thresholds; i++)
        eval_set_threshold(ev, i, other->threshold[i]);
    for (int i = 0; i < core->n_facts; i++)
        eval_set_table(ev, i, other->table[i]);
    eval_set_period(ev, other->period[0], other->period[1]);
}

void eval_forget_texts(Eval *ev)
{
    for (int i = 0; i < ev->p->n_memos; i++)
        memo_forget(&ev->memo[i]);
}

static void bind(Eval *ev, const Batch *b)
{
    for (int i = 0; i < ev->p->n_slots; i++) {
        const Slot *s = &ev->p->slot[i];
        if (s->kind == SLOT_FIELD)
            ev->col[i] = b->col[s->index];
        else if (s->kind == SLOT_NOW)
            ev->col[i] = b->now;
    }
}

void eval_batch(Eval *ev, const Batch *b)
{
    assert(b->n <= BATCH_ROWS);
    ev->batch = b;
    ev->n = b->n;
    if (b->n == 0)
        return;
    arena_reset(ev->arena);
    memset(ev->marks, 0, (size_t)b->n);
    bind(ev, b);
    for (int i = 0; i < ev->p->n_steps; i++) {
        ev->calls++;
        ev->p->step[i].run(ev, &ev->p->step[i]);
    }
}

/* -- results ----------------------------------------------------------------------- */

static const Column *result(const Eval *ev, int slot)
{
    assert(slot != NO_SLOT);
    return &ev->col[slot];
}

const Column *eval_persona(const Eval *ev) { return result(ev, ev->p->persona); }
const Column *eval_stage(const Eval *ev) { return result(ev, ev->p->stage); }
const Column *eval_exit(const Eval *ev) { return result(ev, ev->p->exit); }
const Column *eval_extra(const Eval *ev, int i) { return result(ev, ev->p->extra[i]); }

const Column *eval_score(const Eval *ev, int score)
{
    return result(ev, ev->p->score[score]);
}

const Column *eval_grade(const Eval *ev, int grade)
{
    return result(ev, ev->p->grade[grade]);
}

const Column *eval_since(const Eval *ev, int stage)
{
    return result(ev, ev->p->since[stage]);
}

const uint8_t *eval_marks(const Eval *ev) { return ev->marks; }

const uint8_t *eval_rule_state(const Eval *ev, int rule)
{
    return ev->rule_state[rule];
}
const int64_t *eval_rule_points(const Eval *ev, int rule)
{
    return ev->rule_points[rule];
}
const int64_t *eval_score_clamp(const Eval *ev, int score)
{
    return ev->score_clamp[score];
}

const int64_t *eval_score_low(const Eval *ev, int score)
{
    return result(ev, ev->p->low[score])->i64;
}

const int64_t *eval_score_high(const Eval *ev, int score)
{
    return result(ev, ev->p->high[score])->i64;
}

const uint8_t *eval_grade_certain(const Eval *ev, int grade)
{
    return result(ev, ev->p->grade_certain[grade])->flag;
}

const uint8_t *eval_stage_certain(const Eval *ev)
{
    return result(ev, ev->p->stage_certain)->flag;
}

const Column *eval_reached(const Eval *ev, int stage)
{
    return result(ev, ev->p->reached[stage]);
}

const uint8_t *eval_since_missing(const Eval *ev, int stage)
{
    return result(ev, ev->p->since_missing[stage])->flag;
}

uint64_t eval_kernel_calls(const Eval *ev) { return ev->calls; }
uint64_t eval_grown(const Eval *ev) { return ev->blocks + arena_grown(ev->arena); }
