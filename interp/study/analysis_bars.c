/* analysis_bars.c -- bars that a score cannot reach, or cannot miss. */
#include "interp/base/mem.h"
#include "interp/study/analysis_part.h"
#include "interp/study/made_expr.h"

/* A comparison of a number that is made of scores with one that no lead changes. */
typedef struct Bar {
    const CoreExpr *of; /* the comparison; NULL: of a band */
    CoreExpr *number;
    const CoreExpr *fixed;
    int64_t at;
    KernelId kernel; /* number KERNEL fixed */
    Span span;
} Bar;

/* What a comparison is worth over all of the bounds. */
typedef enum Reach { REACH_OPEN, REACH_NEVER, REACH_ALWAYS } Reach;

static Reach reach(KernelId k, Bounds in, int64_t at)
{
    const bool below = in.hi<at, above = in.lo> at;
    switch (k) {
    case K_GE: return below ? REACH_NEVER : in.lo >= at ? REACH_ALWAYS : REACH_OPEN;
    case K_GT: return in.hi <= at ? REACH_NEVER : above ? REACH_ALWAYS : REACH_OPEN;
    case K_LE: return above ? REACH_NEVER : in.hi <= at ? REACH_ALWAYS : REACH_OPEN;
    case K_LT: return in.lo >= at ? REACH_NEVER : below ? REACH_ALWAYS : REACH_OPEN;
    case K_EQ: return below || above ? REACH_NEVER : REACH_OPEN;
    case K_NE: return below || above ? REACH_ALWAYS : REACH_OPEN;
    default: return REACH_OPEN;
    }
}

static const char *sign_of(KernelId k)
{
    static const struct {
        KernelId kernel;
        const char *sign;
    } rows[] = {{K_GE, ">="}, {K_GT, ">"}, {K_LE, "<="},
                {K_LT, "<"},  {K_EQ, "="}, {K_NE, "!="}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].kernel == k)
            return rows[i].sign;
    return "";
}

static const char *text_at(const Analysis *a, int id)
{
    return str_z(str_trim(span_text(a->core->span[id])));
}

static const char *name_of(const Analysis *a, const CoreExpr *e)
{
    return e->kind == CORE_SCORE ? str_z(a->core->scores[e->index].name)
                                 : text_at(a, e->id);
}

/* The lead that comes nearest, if it gets to the end of the bounds or short of it. */
static void help_end(const Analysis *a, Diag *d, const Bar *bar, int64_t end, bool most)
{
    FoundLead f;
    if (!seek_end(&a->seek, bar->number, most, &f))
        return;
    const char *got = number_words(a, bar->number->type, f.value);
    diag_help(d, f.value == end ? MSG_END_LEAD : MSG_NEAR_LEAD,
              found_words(&a->seek, &f), name_of(a, bar->number), got);
}

static void label_score(const Analysis *a, Diag *d, const Bar *bar, Bounds in)
{
    if (bar->number->kind != CORE_SCORE)
        return;
    const char *lo = in.lo == -INT64_MAX ? msg_text(MSG_NO_LEAST)
                                         : number_words(a, bar->number->type, in.lo);
    const char *hi = in.hi == INT64_MAX ? msg_text(MSG_NO_MOST)
                                        : number_words(a, bar->number->type, in.hi);
    diag_label(d, a->core->span[a->core->scores[bar->number->index].id],
               MSG_SCORE_SPANS, lo, hi);
}

static void say_bar(Analysis *a, const Bar *bar, Bounds in, Reach r)
{
    const bool most = in.hi < bar->at || (in.hi == bar->at && bar->kernel == K_GT)
                      || (r == REACH_ALWAYS && bar->kernel == K_LE);
    const MsgId msg = r == REACH_NEVER ? most ? MSG_BAR_TOO_HIGH : MSG_BAR_TOO_LOW
                      : most           ? MSG_BAR_ALWAYS_BELOW
                                       : MSG_BAR_ALWAYS_ABOVE;
    const int64_t end = most ? in.hi : in.lo;
    Diag *d = diag_at(a->want->diags, W0643, bar->span, msg, name_of(a, bar->number),
                      sign_of(bar->kernel), number_words(a, bar->number->type, bar->at),
                      number_words(a, bar->number->type, end));
    label_score(a, d, bar, in);
    help_in_force(a, d, bar->fixed);
    help_end(a, d, bar, end, most);
}

static Reach look_at(Analysis *a, const Bar *bar)
{
    const Bounds in = proof_bounds(a->proof, bar->number);
    const Reach r = reach(bar->kernel, in, bar->at);
    const bool said =
        r != REACH_OPEN
        && analysis_owns(a, bar->of != NULL ? bar->of->id : bar->fixed->id);
    if (said)
        say_bar(a, bar, in, r);
    return r;
}

/* -- comparisons ------------------------------------------------------------------------------ */

static void see_score(void *ctx, const CoreExpr *e)
{
    bool *found = ctx;
    *found |= e->kind == CORE_SCORE;
}

static bool is_of_scores(const Analysis *a, const CoreExpr *e)
{
    bool found = false;
    core_walk(a->core, e, false, see_score, &found);
    return found;
}

static KernelId turned(KernelId k)
{
    return k == K_LT   ? K_GT
           : k == K_GT ? K_LT
           : k == K_LE ? K_GE
           : k == K_GE ? K_LE
                       : k;
}

static void see_comparison(void *ctx, const CoreExpr *e)
{
    Analysis *a = ctx;
    Bar bar = {.of = e, .kernel = e->kernel};
    if (e->kind != CORE_CALL || e->n != 2 || e->kernel < K_EQ || e->kernel > K_GE
        || e->arg[0]->type->kind == TY_ENUM || !analysis_owns(a, e->id))
        return;
    const int fixed = proof_fixed(a->proof, e->arg[1], &bar.at) ? 1 : 0;
    if (fixed == 0) {
        bar.kernel = turned(e->kernel);
        if (!proof_fixed(a->proof, e->arg[0], &bar.at))
            return;
    }
    bar.number = e->arg[1 - fixed];
    bar.fixed = e->arg[fixed];
    bar.span = analysis_at(a, e);
    for (int i = 0; i < a->n_bars; i++)
        if (a->bar[i] == e)
            return;
    if (is_of_scores(a, bar.number) && look_at(a, &bar) != REACH_OPEN)
        MEM_PUSH(a->bar, a->n_bars, a->cap_bars) = e;
}

static void see_condition(Analysis *a, const CoreExpr *when)
{
    core_walk(a->core, when, false, see_comparison, a);
}

/* -- bands ------------------------------------------------------------------------------------ */

/* A bar of a matrix that always holds is how a band that asks for one score alone is written; in a
 * grade of one score, what the band holds of is then everything. */
static bool look_at_band(Analysis *a, const CoreGrade *g, int score,
                         const CoreExpr *from, const CoreBand *band)
{
    Bar bar = {.fixed = from, .kernel = K_GE, .span = a->core->span[band->id]};
    if (score < 0 || from == NULL || !proof_fixed(a->proof, from, &bar.at)
        || !analysis_owns(a, band->id))
        return false;
    bar.number = made_score(a->core, score);
    const Bounds in = proof_bounds(a->proof, bar.number);
    const Reach r = reach(K_GE, in, bar.at);
    if (r == REACH_OPEN || (r == REACH_ALWAYS && g->by >= 0))
        return false;
    say_bar(a, &bar, in, r);
    a->any_lost = true;
    return true;
}

static void find_band_bars(Analysis *a, const CoreGrade *g)
{
    for (int i = 0; i < g->n_bands; i++) {
        const CoreBand *b = &g->bands[i];
        if (!look_at_band(a, g, g->of, b->from, b))
            (void)look_at_band(a, g, g->by, b->by, b);
    }
}

void find_bars(Analysis *a)
{
    analysis_conditions(a, see_condition);
    for (int i = 0; i < a->core->n_grades; i++)
        find_band_bars(a, &a->core->grades[i]);
}
