/* check_move.c -- lines of clauses that scenarios and settings move: `CLAUSE.within`,
 * `AGREEMENT.CLAUSE.target`.
 *
 * A constant length, share or calendar of a level is a threshold (core.h).  Without an
 * agreement the path means the most general level that states the line.  A value is taken
 * where the policy could have been written with it.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/remark.h"

typedef struct Moved {
    int clause, agreement; /* agreement -1: whichever is the most general */
    ClauseLine line;       /* WITHIN or TARGET */
} Moved;

const char *path_words(const Str *name, int n)
{
    Buf b = {0};
    for (int i = 0; i < n; i++) {
        buf_z(&b, i > 0 ? "." : "");
        buf_str(&b, name[i]);
    }
    const char *text = str_z(buf_view(&b));
    buf_free(&b);
    return text;
}

/* A line's word in either language: paths in a command are not translated. */
static bool is_line_word(Str name, Keyword k)
{
    return str_eq(name, keyword_name_text(k, LANG_EN))
           || str_eq(name, keyword_name_text(k, LANG_PT));
}

void help_moves(const Sema *s, Diag *d, Span at, const char *clause)
{
    Language lang = words_at(s, at) != NULL ? LANG_PT : LANG_EN;
    diag_help(d, MSG_LINES_THAT_MOVE, clause, str_z(keyword_name_text(KW_WITHIN, lang)),
              str_z(keyword_name_text(KW_TARGET, lang)));
}

static bool find_line(Sema *s, Span at, const Str *name, int n, Moved *m)
{
    Str last = name[n - 1];
    if (is_line_word(last, KW_WITHIN))
        m->line = LINE_WITHIN;
    else if (is_line_word(last, KW_TARGET))
        m->line = LINE_TARGET;
    else {
        Diag *d = say(s, E0444, at, MSG_LINE_STAYS, str_z(last));
        help_moves(s, d, at, path_words(name, n - 1));
        return false;
    }
    return true;
}

static bool find_clause(Sema *s, Span at, Str name, Moved *m)
{
    const Core *c = s->core;
    m->clause = core_clause(c, name);
    if (m->clause >= 0)
        return true;
    Str *known = MEM_ARRAY(Str, c->n_clauses + 1);
    for (int i = 0; i < c->n_clauses; i++)
        known[i] = c->clauses[i].name;
    say_unknown(s, E0314, at, MSG_NO_CLAUSE, name, known, c->n_clauses);
    return false;
}

static bool find_agreement(Sema *s, Span at, Str name, Moved *m)
{
    const Core *c = s->core;
    const CoreClause *cl = &c->clauses[m->clause];
    Str *known = MEM_ARRAY(Str, cl->n_levels + 1);
    for (int i = 0; i < cl->n_levels; i++) {
        known[i] = c->agreements[cl->level[i].agreement].name;
        if (str_eq(known[i], name)) {
            m->agreement = cl->level[i].agreement;
            return true;
        }
    }
    Diag *d = say(s, E0444, at, MSG_NOT_ITS_AGREEMENT, str_z(name), str_z(cl->name));
    Str near = scope_nearest(name, known, cl->n_levels);
    if (near.n > 0)
        diag_help(d, MSG_NEAR_NAME, str_z(near));
    return false;
}

/* What a level states of the line; NULL where it does not. */
static const CoreExpr *stated(const CoreClauseLevel *l, ClauseLine line)
{
    return line == LINE_TARGET ? l->target.share : l->within;
}

static const CoreExpr *most_general(const CoreClause *cl, const Moved *m)
{
    for (int k = cl->n_levels - 1; k >= 0; k--) {
        const CoreExpr *e = stated(&cl->level[k], m->line);
        if (e != NULL && (m->agreement < 0 || cl->level[k].agreement == m->agreement))
            return e;
    }
    return NULL;
}

static int say_computed(Sema *s, Span at, const char *path, const CoreExpr *e,
                        const CoreClause *cl)
{
    Diag *d = say(s, E0444, at, MSG_LINE_COMPUTED, path);
    if (cl->allowance != ALLOW_DUE)
        diag_label(d, core_at(s, e), MSG_COMPUTED_HERE);
    if (e->kind == CORE_THRESHOLD)
        diag_help(d, MSG_MOVE_THRESHOLD, str_z(s->core->thresholds[e->index].name));
    else
        diag_help(d, MSG_USE_THRESHOLD);
    return -1;
}

int line_moved(Sema *s, Span at, const Str *name, int n)
{
    Moved m = {-1, -1, LINE_WITHIN};
    const char *path = path_words(name, n);
    if (n > 3) {
        say(s, E0444, at, MSG_PATH_SHAPE, path);
        return -1;
    }
    if (!find_clause(s, at, name[n - 2], &m) || !find_line(s, at, name, n, &m)
        || (n == 3 && !find_agreement(s, at, name[0], &m)))
        return -1;
    const CoreClause *cl = &s->core->clauses[m.clause];
    const CoreExpr *e = most_general(cl, &m);
    if (e == NULL) {
        say(s, E0444, at, MSG_LINE_NOT_STATED, path_words(name, n - 1),
            line_words(s, at, m.line));
        return -1;
    }
    if (is_error(e))
        return -1;
    bool own =
        e->kind == CORE_THRESHOLD && s->core->thresholds[e->index].clause == m.clause;
    return own ? e->index : say_computed(s, at, path, e, cl);
}

/* Business hours may become business days, and the other way round. */
static const Type *wanted(const CoreThreshold *t, const Node *value)
{
    const Node *n = bare(value);
    if (t->type->kind != TY_BUSINESS || n == NULL || n->kind != N_QUANTITY || n->n == 0)
        return t->type;
    return n->kid[0]->word == KW_DAYS ? &type_business_days : &type_business;
}

/* What is of another kind of time, as it would be of this one; NULL: nobody can say. */
static const char *of_its_time(const Sema *s, const CoreThreshold *t, const Node *value)
{
    const Node *n = bare(value);
    const bool business = t->type->kind == TY_BUSINESS;
    const Keyword is = business ? KW_BUSINESS : 0;
    if (n != NULL && n->kind == N_NUMBER) {
        const char *amount = str_z(text_of(n));
        return quantity_words(s, n->span, amount, is, KW_HOURS);
    }
    if (n == NULL || n->kind != N_QUANTITY || n->n != 1
        || n->word != (business ? 0 : KW_BUSINESS) || kid(n, 0)->word == KW_DAYS)
        return NULL;
    return quantity_words(s, n->span, str_z(text_of(kid(kid(n, 0), 0))), is,
                          (Keyword)kid(n, 0)->word);
}

/* True with a finding where another kind of time was written. */
static bool is_other_time(Sema *s, const CoreThreshold *t, const Node *value,
                          const char *whose)
{
    if (t->type->kind != TY_BUSINESS && t->type->kind != TY_DURATION)
        return false;
    const char *mended = of_its_time(s, t, value);
    const CoreExpr *e = mended != NULL ? literal_check(s, bare(value)) : NULL;
    if (e == NULL || is_error(e))
        return e != NULL;
    diag_help(say(s, E0201, value->span, MSG_WANTS_TYPE, whose, a_type(t->type),
                  a_type(e->type)),
              MSG_WRITE, mended);
    return true;
}

bool line_value(Sema *s, int threshold, const Node *value, int64_t *out)
{
    const CoreThreshold *t = &s->core->thresholds[threshold];
    const bool figure = s->core->clauses[t->clause].kind == CLAUSE_MEASURE;
    const bool share = t->type->kind == TY_NUMBER && !figure;
    const char *whose = str_format("`%s`", str_z(t->name));
    if (!share && t->type->kind != TY_CALENDAR
        && days_are_ambiguous(s, value, NULL, t->type))
        return false;
    if (!figure && is_other_time(s, t, value, whose))
        return false;
    CoreExpr *e = literal_of_type(s, value, wanted(t, value), whose);
    if (e == NULL)
        return false;
    *out = e->i64;
    if (share && (e->i64 < 0 || e->i64 > MICRO))
        say_share(s, value, whose, e->i64);
    else if (t->type->kind != TY_CALENDAR && !figure && e->i64 < 0)
        say(s, E0434, value->span, MSG_LENGTH_NEGATIVE);
    else
        return true;
    return false;
}
