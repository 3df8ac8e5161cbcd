/* meaning_test.c -- what `diff` says of two policies is so for every lead that is tried.
 *
 *     SEED=n N=policies FIRST=policy …/meaning_test
 *
 * Random policies, each against itself in Portuguese and against itself with a word or a line
 * changed.  Equivalent policies decide alike; a score that is called looser or tighter never
 * moves the other way, nor does a stage or a persona; what decides otherwise was named.
 */
#include "grammar/fmt.h"
#include "interp/engine/outcome.h"
#include "interp/io/colvalue.h"
#include "interp/study/meaning_make.h"
#include "tests/prop/gen_core_policy.h"
#include "tests/prop/gen_records.h"
#include "tests/prop/hand_batch.h"
#include "tests/unit/t.h"
#include <stdlib.h>

enum { N_RECORDS = 200, EDITS = 6, SMALL = 8 };

static int from_environment(const char *name, int otherwise)
{
    const char *z = getenv(name);
    return z != NULL ? (int)strtol(z, NULL, 10) : otherwise;
}

static Session *load(Str text)
{
    Session *s = session_new(diags_new());
    return session_load_text(s, "generated", text) == LOAD_OK ? s : NULL;
}

/* -- edits ------------------------------------------------------------------------------ */

static Str spliced(Str s, size_t at, size_t n, const char *with)
{
    Buf b = {0};
    buf_str(&b, str_sub(s, 0, at));
    buf_z(&b, with);
    buf_str(&b, str_sub(s, at + n, s.n));
    const Str out = buf_copy(&b);
    buf_free(&b);
    return out;
}

typedef struct Swap {
    const char *from, *to;
} Swap;

static const Swap swaps[] = {{" >= ", " > "},
                             {" > ", " >= "},
                             {" <= ", " < "},
                             {" and ", " or "},
                             {" or ", " and "},
                             {" + ", " - "},
                             {"not ", ""},
                             {" = ", " != "},
                             {" min(", " max("},
                             {"k in [x]", "k in [x, y]"},
                             {"k in [x, y]", "k in [y]"},
                             {" and ", " and a > 3 and "},
                             {" or ", " or b < 2 or "}};

/* The k-th of what can be found of it, going round; the text as it is where there is none. */
static Str with_swap(Str s, Rng *rng)
{
    const Swap *w = &swaps[rng_below(rng, (int)(sizeof swaps / sizeof *swaps))];
    const size_t n = strlen(w->from), from = (size_t)rng_below(rng, (int)s.n);
    for (size_t i = 0; i + n <= s.n; i++) {
        const size_t at = (from + i) % (s.n - n + 1);
        if (memcmp(s.p + at, w->from, n) == 0)
            return spliced(s, at, n, w->to);
    }
    return s;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static Str with_number(Str s, Rng *rng)
{
    const size_t from = (size_t)rng_below(rng, (int)s.n);
    for (size_t i = 0; i < s.n; i++) {
        const size_t at = (from + i) % s.n;
        if (at == 0 || !is_digit(s.p[at]) || (s.p[at - 1] != ' ' && s.p[at - 1] != '('))
            continue;
        return spliced(s, at, 1,
                       str_format("%d", (s.p[at] - '0' + 1 + rng_below(rng, 8)) % 10));
    }
    return s;
}

static Str without_line(Str s, Rng *rng)
{
    size_t lo = (size_t)rng_below(rng, (int)s.n), hi = lo;
    while (lo > 0 && s.p[lo - 1] != '\n')
        lo--;
    while (hi < s.n && s.p[hi] != '\n')
        hi++;
    return spliced(s, lo, hi - lo, "");
}

static Str edited(Str s, Rng *rng)
{
    switch (rng_below(rng, 4)) {
    case 0: return without_line(s, rng);
    case 1:
    case 2: return with_swap(s, rng);
    default: return with_number(s, rng);
    }
}

/* -- what both decide ------------------------------------------------------------------- */

typedef struct Decisions {
    Eval *eval;
    Outcome *outcome;
} Decisions;

static Decisions decide(const Session *s, const Batch *b)
{
    const ProgramWant want = {.lead = true, .explain = true};
    Decisions d = {eval_new(program_plan(s->core, &want)),
                   outcome_new(s->core, N_RECORDS)};
    session_apply(s, d.eval);
    eval_batch(d.eval, b);
    outcome_put(d.outcome, 0, d.eval, b->n, NULL);
    return d;
}

static void forget(Decisions *d)
{
    eval_free(d->eval);
    outcome_free(d->outcome);
}

static bool same_fields(const Core *a, const Core *b)
{
    Buf x = {0}, y = {0};
    core_dump_fields(&x, a);
    core_dump_fields(&y, b);
    const bool same = a->n_fields == b->n_fields && str_eq(buf_view(&x), buf_view(&y));
    buf_free(&x);
    buf_free(&y);
    return same;
}

/* Of two policies with the same declarations. */
static bool decide_alike(const Core *a, const Decisions *x, const Decisions *y)
{
    bool same = true;
    for (int r = 0; r < N_RECORDS && same; r++) {
        if (a->n_personas > 0)
            same = x->outcome->persona[r] == y->outcome->persona[r];
        if (a->n_stages > 0)
            same = same && x->outcome->place[r] == y->outcome->place[r];
        for (int i = 0; i < a->n_scores; i++)
            same = same && x->outcome->score[i][r] == y->outcome->score[i][r];
        for (int i = 0; i < a->n_grades; i++)
            same = same && x->outcome->grade[i][r] == y->outcome->grade[i][r];
        for (int i = 0; i < a->n_clauses; i++)
            if (x->outcome->status[i] != NULL)
                same = same && x->outcome->status[i][r] == y->outcome->status[i][r];
    }
    return same;
}

static int stage_named(const Core *c, const char *name)
{
    for (int i = 0; i < c->n_stages; i++)
        if (str_is(c->stages[i].name, name))
            return i;
    return -1;
}

/* Never against what the verdict says, where nothing else that the item reads changed. */
static void check_score(const MeaningItem *m, const Core *a, const Core *b,
                        const Decisions *x, const Decisions *y)
{
    const int old = core_score(a, str_of(m->name)),
              now = core_score(b, str_of(m->name));
    bool fine = true;
    for (int r = 0; r < N_RECORDS && fine; r++) {
        const int64_t was = x->outcome->score[old][r], is = y->outcome->score[now][r];
        fine = m->verdict == MEANING_LOOSER ? is >= was : is <= was;
    }
    T_OK(fine);
}

static bool flag(const Column *c, int r)
{
    return !column_missing(c, r) && col_flag(c, r);
}

static void check_stage(const MeaningItem *m, const Core *a, const Core *b,
                        const Decisions *x, const Decisions *y)
{
    const int old = stage_named(a, m->name), now = stage_named(b, m->name);
    bool fine = true;
    for (int r = 0; r < N_RECORDS && fine; r++) {
        const bool was = flag(eval_reached(x->eval, old), r),
                   is = flag(eval_reached(y->eval, now), r);
        fine = m->verdict == MEANING_LOOSER ? is || !was : was || !is;
    }
    T_OK(fine);
}

static void check_verdicts(const Meaning *m, const Core *a, const Core *b,
                           const Decisions *x, const Decisions *y)
{
    for (int i = 0; i < m->n; i++) {
        const MeaningItem *item = &m->item[i];
        const bool one_way =
            item->verdict == MEANING_LOOSER || item->verdict == MEANING_TIGHTER;
        if (!one_way || item->added || item->gone || item->through != NULL
            || m->n_own > 1)
            continue;
        if (strcmp(item->kind, "score") == 0)
            check_score(item, a, b, x, y);
        if (strcmp(item->kind, "stage") == 0)
            check_stage(item, a, b, x, y);
    }
}

/* Every witness is one, and where some lead differs something was named. */
static void check_pair(const Session *before, const Session *after, uint64_t seed)
{
    Rng rng = {seed};
    const Core *a = before->core, *b = after->core;
    Meaning *m = meaning_of(before, after);
    if (!same_fields(a, b) || a->n_scores != b->n_scores || a->n_stages != b->n_stages
        || a->n_grades != b->n_grades || a->n_clauses != b->n_clauses
        || a->n_personas != b->n_personas)
        return;
    RecordGen *g = record_gen_new(a, NULL, 0);
    Records records = {N_RECORDS, MEM_ARRAY(Value *, N_RECORDS),
                       MEM_ARRAY(int64_t, N_RECORDS)};
    const int64_t now = record_gen_now(g, &rng);
    for (int i = 0; i < N_RECORDS; i++) {
        records.value[i] = record_gen(g, &rng);
        records.now[i] = now;
    }
    Arena *arena = arena_new(1 << 16);
    Batch batch;
    hand_fill(hand_new(a, &records, seed), arena, 0, N_RECORDS, &batch);
    Decisions x = decide(before, &batch), y = decide(after, &batch);
    if (m->n_own == 0)
        T_OK(decide_alike(a, &x, &y));
    check_verdicts(m, a, b, &x, &y);
    forget(&x);
    forget(&y);
    arena_free(arena);
}

static Str laid_out(const Session *s, Language language)
{
    Buf b = {0};
    fmt_file(&b, s->parsed, language);
    const Str text = buf_copy(&b);
    buf_free(&b);
    return text;
}

static void test_policy(uint64_t seed, int policy)
{
    Rng rng = {seed * 1000003 + (uint64_t)policy};
    TypedGen *g = typed_policy_new(&rng, rng_range(&rng, 1, 3));
    if (rng_chance(&rng, 30))
        typed_agreements(g);
    const Str text = typed_policy_text(g);
    const Session *s = load(text);
    t_group(str_format("policy %d", policy));
    if (s == NULL)
        return; /* clauses that might never run: the checker's matter */
    const Session *pt = load(laid_out(s, LANG_PT));
    T_OK(pt != NULL && meaning_of(s, pt)->n_own == 0);
    for (int i = 0; i < EDITS; i++) {
        const Session *other = load(edited(text, &rng));
        if (other != NULL)
            check_pair(s, other, rng_next(&rng));
    }
}

/* -- small policies, in which an edit is mostly one change -------------------------------- */

static void put_condition(Buf *b, Rng *rng, int depth)
{
    static const char *const field[] = {"a", "b", "c"};
    static const char *const compare[] = {">=", "<=", ">", "<"};
    const int what = depth == 0 ? rng_below(rng, 4) : rng_below(rng, 8);
    if (what < 3)
        buf_format(b, "%s %s %d", field[rng_below(rng, 3)], compare[rng_below(rng, 4)],
                   rng_below(rng, 10));
    else if (what == 3)
        buf_format(b, "k in [%s]", rng_chance(rng, 50) ? "x" : "x, y");
    else if (what == 4) {
        buf_z(b, "not (");
        put_condition(b, rng, depth - 1);
        buf_z(b, ")");
    } else {
        buf_z(b, "(");
        put_condition(b, rng, depth - 1);
        buf_z(b, what & 1 ? " and " : " or ");
        put_condition(b, rng, depth - 1);
        buf_z(b, ")");
    }
}

static Str small_policy(Rng *rng)
{
    Buf b = {0};
    buf_z(&b, "lead {\n a number\n b number\n c number\n k one of x, y, z\n}\nscore p "
              "{\n+ 9 when ");
    put_condition(&b, rng, 2);
    buf_z(&b, "\n- 5 when ");
    put_condition(&b, rng, 2);
    buf_z(&b, "\n}\ngrade of p { A from 4, B otherwise }\nfunnel {\n stage one\n stage "
              "two when ");
    put_condition(&b, rng, 3);
    buf_z(&b, "\n stage three when (p > 3 and a > 2) or b > 8\n}\n");
    const Str text = buf_copy(&b);
    buf_free(&b);
    return text;
}

static void test_small(uint64_t seed, int policy)
{
    Rng rng = {seed * 7919 + (uint64_t)policy};
    const Str text = small_policy(&rng);
    const Session *s = load(text);
    t_group(str_format("small policy %d", policy));
    T_OK(s != NULL);
    for (int i = 0; i < EDITS && s != NULL; i++) {
        const Session *other = load(edited(text, &rng));
        if (other != NULL)
            check_pair(s, other, rng_next(&rng));
    }
}

int main(void)
{
    const uint64_t seed = (uint64_t)from_environment("SEED", 1);
    const int first = from_environment("FIRST", 0), n = from_environment("N", 60);

    T_BEGIN();
    printf("SEED=%" PRIu64 " N=%d\n", seed, n);
    for (int i = first; i < first + n; i++)
        test_policy(seed, i);
    for (int i = first * SMALL; i < (first + n) * SMALL; i++)
        test_small(seed, i);
    return T_END();
}
