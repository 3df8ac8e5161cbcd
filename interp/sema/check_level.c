/* check_level.c -- the lines of one level: what starts, stops and excuses, warnings, the
 * target.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/later.h"
#include "interp/sema/remark.h"

/* -- thresholds of lines */

CoreExpr *line_threshold(Sema *s, int clause, int level, const char *word, CoreExpr *e)
{
    Core *c = s->core;
    const CoreClause *cl = &c->clauses[clause];
    int64_t v = 0;
    if (is_error(e) || !core_value(e, &v))
        return e;
    Str name = str_of(str_format("%s.%s.%s",
                                 str_z(c->agreements[cl->level[level].agreement].name),
                                 str_z(cl->name), word));
    CoreThreshold *t = &MEM_PUSH(c->thresholds, c->n_thresholds, s->cap_thresholds);
    *t = (CoreThreshold){.name = name,
                         .title = name,
                         .type = e->type,
                         .value = v,
                         .clause = clause,
                         .level = level,
                         .id = e->id};
    CoreExpr *out = core_new(s, CORE_THRESHOLD, e->type, core_at(s, e), 0);
    out->index = c->n_thresholds - 1;
    return out;
}

/* -- instants */

/* The node of a stage that has no `since`: nothing says when it was reached. */
static const Sym *undated_stage(const Sema *s, const CoreExpr *e)
{
    if (e->kind != CORE_SINCE)
        return NULL;
    const Sym *sym = scope_find(s->scope, s->core->stages[e->index].name);
    return sym != NULL && kid(sym->decl, 3) == NULL ? sym : NULL;
}

static void help_instant(Diag *d, const Sema *s, const CoreExpr *e)
{
    if (e->kind == CORE_REACHED)
        diag_help(d, MSG_WRITE_SINCE, str_z(s->core->stages[e->index].name));
    else if (e->kind == CORE_KNOWN)
        diag_help(d, MSG_WRITE, span_words(core_at(s, e->arg[0])));
    else if (e->type->kind == TY_DATE)
        diag_help(d, MSG_DATE_HAS_NO_HOUR);
    else if (e->type->kind == TY_FLAG)
        diag_help(d, MSG_CONDITION_HAS_NO_INSTANT);
}

CoreExpr *check_instant(Sema *s, const Node *n, const char *whose)
{
    CoreExpr *e = check_expr(s, n);
    if (is_error(e))
        return e;
    if (e->type->kind != TY_TIMESTAMP) {
        help_instant(say(s, E0201, n->span, MSG_WANTS_TYPE, whose,
                         a_type(&type_timestamp), a_type(e->type)),
                     s, e);
        return core_error(s, n->span);
    }
    const Sym *stage = undated_stage(s, e);
    if (stage == NULL)
        return e;
    Diag *d = say(s, E0443, n->span, MSG_STAGE_UNDATED, str_z(stage->name));
    diag_label(d, stage->at, MSG_DECLARED_HERE);
    diag_help(d, MSG_WRITE_SINCE_AT, span_words(stage->decl->span), str_z(stage->name));
    return core_error(s, n->span);
}

static CoreExpr *check_moment(Sema *s, const Node *n, ClauseLine line,
                              const char *whose)
{
    MsgId form = n->kind == N_ON_WHEN        ? MSG_FORM_WHEN
                 : n->kind == N_ON_EACH      ? MSG_FORM_EACH
                 : n->kind == N_ON_EACH_TIME ? MSG_FORM_EACH_TIME
                                             : N_MSGS;
    if (form == N_MSGS)
        return check_instant(s, n, whose);
    later_mark_used(s, n);
    Diag *d = say(s, E0490, n->span, MSG_NOT_EVALUATED_YET,
                  phrase(s, n->span, form, line_words(s, n->span, line)));
    diag_help(d, MSG_NEEDS_EVENTS);
    return core_error(s, n->span);
}

static InstantList check_moments(Sema *s, int clause, const LevelDraft *d,
                                 ClauseLine line)
{
    const Node *items = kid(d->line[line], 0);
    InstantList out = {MEM_ARRAY(CoreExpr *, n_items(items) + 1), 0};
    for (int i = 0; i < n_items(items); i++) {
        const char *whose =
            phrase(s, items->span, MSG_WHAT_LINE, line_words(s, items->span, line),
                   str_z(s->core->clauses[clause].name));
        out.item[out.n++] = check_moment(s, items->kid[i], line, whose);
    }
    return out;
}

/* -- conditions */

/* What the clause is due at lies ahead, and to ask whether it is known is to ask just that. */
static void excuse_due(Sema *s, const LevelDraft *d)
{
    const Node *due =
        d->line[LINE_DUE] != NULL ? bare(kid(d->line[LINE_DUE], 0)) : NULL;
    if (due != NULL && due->kind == N_NAME)
        node_list_add(&s->past, due);
}

static void check_conditions(Sema *s, LevelDraft *d)
{
    static const ClauseLine conditions[] = {LINE_FOR, LINE_EXCUSED, LINE_KEEP};
    const int past = s->past.n;
    excuse_due(s, d);
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (d->line[conditions[i]] != NULL) {
            s->asks_whom = conditions[i] == LINE_FOR;
            d->expr[conditions[i]] = check_flag(s, kid(d->line[conditions[i]], 0));
            s->asks_whom = false;
        }
    s->past.n = past;
    if (d->line[LINE_AFTER_EXIT] != NULL)
        d->expr[LINE_AFTER_EXIT] =
            core_const(s, &type_flag, 1, d->line[LINE_AFTER_EXIT]->span);
    if (d->line[LINE_PAUSES] != NULL) {
        later_mark_used(s, d->line[LINE_PAUSES]);
        say_needs_events(s, d->line[LINE_PAUSES]->span, MSG_FORM_PAUSES);
    }
}

/* -- shares */

static void see_record(void *ctx, const CoreExpr *e)
{
    bool *found = ctx;
    *found |=
        e->kind != CORE_CONST && e->kind != CORE_THRESHOLD && e->kind != CORE_CALL;
}

void say_share(Sema *s, const Node *n, const char *whose, int64_t v)
{
    Diag *d = say(s, E0434, n->span, MSG_SHARE_RANGE, whose);
    const Node *number = bare(n);
    if (number != NULL && number->kind == N_NUMBER && v > MICRO && v <= 100 * MICRO)
        diag_help(d, MSG_WRITE, str_format("%s%%", str_z(text_of(number))));
}

/* A share of 0% to 100% that no record changes, or an error. */
static CoreExpr *check_share(Sema *s, const Node *n, const char *whose)
{
    CoreExpr *e = check_typed(s, n, &type_number, whose);
    int64_t v = 0;
    bool of_record = false;
    if (is_error(e))
        return e;
    core_walk(s->core, e, false, see_record, &of_record);
    bool known = core_value(e, &v);
    if (e->kind == CORE_THRESHOLD) {
        v = s->core->thresholds[e->index].value;
        known = true;
    }
    if (!of_record && !(known && (v < 0 || v > MICRO)))
        return e;
    if (of_record)
        say(s, E0220, n->span, MSG_WANTS_CONSTANT, whose);
    else
        say_share(s, n, whose, v);
    return core_error(s, n->span);
}

/* -- warnings and breaches */

static void take_actions(const Node *list, ClauseLine line, CoreAction *out, int *n)
{
    static const uint16_t word[N_ACTION_KINDS] = {
#define ACTION_KIND(id, keyword, en) [id] = keyword,
#include "interp/lang/clause.def"
    };
    for (int i = 0; i < n_items(list); i++) {
        CoreAction *a = &out[*n];
        a->line = line;
        a->text = text_of(kid(list->kid[i], 0));
        for (int k = 0; k < N_ACTION_KINDS; k++)
            if (word[k] == list->kid[i]->word) {
                a->kind = (ActionKind)k;
                (*n)++;
                break;
            }
    }
}

static void help_warn(Diag *d, const Sema *s, Span at, bool business)
{
    diag_help(d, MSG_WRITE_WARN,
              business ? quantity_words(s, at, "1", KW_BUSINESS, KW_HOURS)
                       : str_format("1 %s", word_at(s, at, "hour")));
}

static void check_warn_before(Sema *s, int clause, LevelDraft *d)
{
    const CoreClause *cl = &s->core->clauses[clause];
    const Node *n = kid(d->line[LINE_WARN_DUE], 0);
    CoreExpr *e = check_expr(s, n);
    const Type *want = clause_time(s, clause, n->span);
    int64_t v = 0;
    d->expr[LINE_WARN_DUE] = core_error(s, n->span);
    if (is_error(e) || want->kind == TY_ERROR)
        return;
    if (e->type->kind != want->kind) {
        help_warn(say(s, E0433, n->span, MSG_WARN_KIND, str_z(cl->name), a_type(want),
                      a_type(e->type)),
                  s, n->span, want->kind == TY_BUSINESS);
    } else if (e->type->days) {
        help_warn(say(s, E0433, n->span, MSG_WARN_DAYS), s, n->span, true);
    } else if (core_value(e, &v) && v < 0) {
        say(s, E0434, n->span, MSG_LENGTH_NEGATIVE);
    } else {
        d->expr[LINE_WARN_DUE] = e;
    }
}

void check_actions(Sema *s, int clause, int level)
{
    CoreClause *cl = &s->core->clauses[clause];
    CoreClauseLevel *l = &cl->level[level];
    LevelDraft *d = &s->clause[clause].level[level];
    const Node *at = d->line[LINE_WARN_AT], *due = d->line[LINE_WARN_DUE],
               *breach = d->line[LINE_BREACH];
    const Node *warn = at != NULL ? at : due;
    if (warn != NULL && cl->allowance == ALLOW_NONE
        && clause_time(s, clause, warn->span)->kind != TY_ERROR)
        say(s, E0432, warn->span, MSG_NOTHING_TO_WARN, str_z(cl->name));
    if (at != NULL)
        d->expr[LINE_WARN_AT] = check_share(
            s, kid(at, 0), phrase(s, at->span, MSG_ITS_WARNING, str_z(cl->name)));
    if (due != NULL)
        check_warn_before(s, clause, d);
    l->on_warn = MEM_ARRAY(CoreAction, n_items(kid(at, 1)) + n_items(kid(due, 1)) + 1);
    l->on_breach = MEM_ARRAY(CoreAction, n_items(kid(breach, 0)) + 1);
    take_actions(kid(at, 1), LINE_WARN_AT, l->on_warn, &l->n_on_warn);
    take_actions(kid(due, 1), LINE_WARN_DUE, l->on_warn, &l->n_on_warn);
    take_actions(kid(breach, 0), LINE_BREACH, l->on_breach, &l->n_on_breach);
}

/* -- the target */

TargetBy target_by(Sema *s, const Node *name)
{
    static const Keyword words[] = {
        [BY_DUE] = KW_DUE, [BY_START] = KW_START, [BY_STOP] = KW_STOP};
    enum { N = sizeof words / sizeof *words };
    Str known[N];
    for (int i = 0; i < N; i++) {
        if (is_word(name, words[i]))
            return (TargetBy)i;
        known[i] = str_of(word_at(s, name->span, keyword_text(words[i], LANG_EN).p));
    }
    say_unknown(s, E0432, name->span, MSG_TARGET_BY, text_of(name), known, N);
    return BY_DUE;
}

/* `of` and `by`: what is kept has an instant of the lead's, a clock has its own. */
static void target_instant(Sema *s, CoreClause *cl, CoreClauseTarget *t, const Node *n)
{
    const Node *of = kid(n, 2), *by = kid(n, 3);
    bool keep = cl->kind == CLAUSE_KEEP;
    const char *name = str_z(cl->name);
    if (keep && of == NULL && kid(n, 1) != NULL)
        diag_help(say(s, E0441, n->span, MSG_KEEP_TARGET_OF, name), MSG_WRITE_TARGET_OF,
                  span_words((Span){n->span.src, n->span.lo, kid(n, 1)->span.hi}),
                  some_instant(s->core, false));
    if (keep && by != NULL)
        say(s, E0432, by->span, MSG_KEEP_HAS_NO_BY);
    if (!keep && of != NULL)
        diag_help(say(s, E0432, of->span, MSG_CLOCK_HAS_NO_OF, name),
                  MSG_WRITE_TARGET_BY);
    if (keep && of != NULL)
        t->of = check_instant(s, of, phrase(s, of->span, MSG_ITS_OF, name));
    if (!keep && by != NULL)
        t->by = target_by(s, by);
}

/* `target 95% by month`, where `per` is meant. */
static bool is_period_word(const Node *n)
{
    if (n == NULL || n->kind != N_NAME)
        return false;
    Str word = n->word != 0 ? keyword_text((Keyword)n->word, LANG_EN) : text_of(n);
    return period_kind(word) != PERIOD_NONE;
}

/* Whether the target of a clock, or of what is kept, has the form of one. */
static bool target_shape(Sema *s, const Node *n)
{
    const Node *per = kid(n, 1), *by = kid(n, 3);
    const char *share = span_words(kid(n, 0)->span);
    if (n->word != 0) {
        diag_help(say(s, E0432, n->span, MSG_TARGET_IS_SHARE), MSG_WRITE_SHARE_PER,
                  share,
                  per != NULL ? span_words(per->span) : word_at(s, n->span, "month"));
        return false;
    }
    if (per != NULL || !is_period_word(by))
        return true;
    diag_help(say(s, E0431, n->span, MSG_LACKS_PERIOD), MSG_WRITE_SHARE_PER, share,
              span_words(by->span));
    return false;
}

static void check_target(Sema *s, int clause, int level)
{
    CoreClause *cl = &s->core->clauses[clause];
    CoreClauseLevel *l = &cl->level[level];
    const Node *n = s->clause[clause].level[level].line[LINE_TARGET];
    if (n == NULL || !target_shape(s, n))
        return;
    if (kid(n, 1) == NULL)
        diag_help(say(s, E0431, n->span, MSG_LACKS_PERIOD), MSG_WRITE_TARGET_PER,
                  span_words(n->span));
    else
        l->target.per = period_of_node(s, kid(n, 1));
    l->has_target = true;
    l->target.id = l->line_id[LINE_TARGET];
    l->target.by = BY_DUE;
    l->target.share = line_threshold(
        s, clause, level, "target",
        check_share(s, kid(n, 0), phrase(s, n->span, MSG_ITS_TARGET, str_z(cl->name))));
    target_instant(s, cl, &l->target, n);
}

void check_level(Sema *s, int clause, int level)
{
    LevelDraft *d = &s->clause[clause].level[level];
    check_conditions(s, d);
    d->starts = check_moments(s, clause, d, LINE_STARTS);
    d->stops = check_moments(s, clause, d, LINE_STOPS);
    d->cancels = check_moments(s, clause, d, LINE_CANCELS);
    check_actions(s, clause, level);
    check_target(s, clause, level);
}

/* How long a condition has been no is told by nothing but an instant of the lead's own. */
void check_since_when(Sema *s, int clause)
{
    const CoreClause *cl = &s->core->clauses[clause];
    const Node *keep = NULL;
    for (int k = 0; k < cl->n_levels; k++) {
        const LevelDraft *d = &s->clause[clause].level[k];
        if (d->line[LINE_TARGET] != NULL)
            return; /* what it lacks was said of the target itself */
        if (kid(d->line[LINE_KEEP], 1) != NULL)
            keep = d->line[LINE_KEEP];
    }
    if (keep != NULL)
        diag_help(say(s, E0441, keep->span, MSG_KEEP_SINCE_WHEN, str_z(cl->name)),
                  MSG_WRITE_KEEP_TARGET, some_instant(s->core, false));
}
