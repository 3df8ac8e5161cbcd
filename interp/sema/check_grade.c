/* check_grade.c -- grades: the first band that holds, on one score or on two. */
#include "interp/base/mem.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/remark.h"

static int score_named(Sema *s, const Node *name)
{
    if (name == NULL || name->kind != N_NAME)
        return -1;
    int i = core_score(s->core, name->text);
    if (i >= 0) {
        scope_find(s->scope, name->text)->used = true;
        return i;
    }
    int n = s->core->n_scores;
    Str *known = MEM_ARRAY(Str, n + 1);
    for (int k = 0; k < n; k++)
        known[k] = s->core->scores[k].name;
    say_unknown(s, E0315, name->span, MSG_NO_SCORE, name->text, known, n);
    return -1;
}

/* A member of a matrix may have several bands; of one score, one. */
static const Enum *grade_enum(Sema *s, const Node *n, Str name)
{
    const Node *bands = kid(n, 5);
    bool matrix = kid(n, 4) != NULL;
    Enum *e = MEM_NEW(Enum);
    Map *seen = map_new();
    e->name = name;
    e->otherwise = -1;
    e->member = MEM_ARRAY(Str, n_items(bands) + 1);
    for (int i = 0; i < n_items(bands); i++) {
        const Node *band = kid(bands->kid[i], 0);
        bool again = band != NULL && matrix && map_get(seen, band->text) != NULL;
        if (band != NULL && !again && unique(s, seen, band))
            e->member[e->n++] = band->text;
    }
    return e;
}

void declare_grades(Sema *s)
{
    const NodeList *l = &s->decls[N_GRADE];
    Core *c = s->core;
    const Node *unnamed = NULL;
    c->grades = MEM_ARRAY(CoreGrade, l->n + 1);
    for (int i = 0; i < l->n; i++) {
        const Node *n = l->item[i], *name = kid(n, 0);
        CoreGrade *g = &c->grades[c->n_grades++];
        g->name = name != NULL ? text_of(name) : STR("grade");
        g->title = text_or(kid(n, 1), g->name);
        g->id = core_span(s, n->span);
        g->members = grade_enum(s, n, g->name);
        g->of = g->by = -1;
        if (name != NULL)
            (void)declare(s, SYM_GRADE, name, n, i);
        else if (unnamed != NULL)
            diag_label(say(s, E0403, n->at, MSG_GRADES_UNNAMED), unnamed->at,
                       MSG_FIRST_HERE);
        else
            unnamed = n;
    }
}

static bool constant(const CoreExpr *e, int64_t *v)
{
    return e != NULL && !is_error(e) && core_value(e, v);
}

/* Does the earlier band hold wherever the later one does?  Only constants can tell. */
static bool covers(const CoreBand *early, const CoreBand *late, bool matrix)
{
    int64_t a = 0, b = 0, c = 0, d = 0;
    if (!constant(early->from, &a) || !constant(late->from, &b) || a > b)
        return false;
    return !matrix || (constant(early->by, &c) && constant(late->by, &d) && c <= d);
}

static bool above_range(const Core *c, int score, const CoreExpr *from)
{
    int64_t v = 0;
    return score >= 0 && c->scores[score].has_range && constant(from, &v)
           && v > c->scores[score].hi;
}

/* Does the band hold for every value that the scores can have? */
static bool holds_always(const Core *c, const CoreGrade *g, const CoreBand *b)
{
    int64_t from = 0, by = 0;
    if (g->of < 0 || !c->scores[g->of].has_range || !constant(b->from, &from)
        || from > c->scores[g->of].lo)
        return false;
    return g->by < 0
           || (c->scores[g->by].has_range && constant(b->by, &by)
               && by <= c->scores[g->by].lo);
}

static const char *bar_words(const Sema *s, const CoreExpr *bar)
{
    int64_t v = 0;
    Buf b = {0};
    if (constant(bar, &v))
        value_text(&b, s->core, &type_number, v);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* The lead that the late band was written for. */
static void help_taken(const Sema *s, Diag *d, const CoreGrade *g, const CoreBand *late,
                       const CoreBand *early)
{
    const char *of = str_z(s->core->scores[g->of].name);
    const char *is = str_z(g->members->member[early->member]);
    int64_t v = 0;
    if (!constant(late->from, &v) || (g->by >= 0 && !constant(late->by, &v)))
        return;
    if (g->by < 0)
        diag_help(d, MSG_BAND_TAKEN, of, bar_words(s, late->from), is);
    else
        diag_help(d, MSG_BANDS_TAKEN, of, bar_words(s, late->from),
                  str_z(s->core->scores[g->by].name), bar_words(s, late->by), is);
}

static void say_never_first(Sema *s, const CoreGrade *g, int late, int early)
{
    Span at = s->core->span[g->bands[late].id];
    const char *name = str_z(g->members->member[g->bands[late].member]);
    Diag *d = say(s, E0407, at, MSG_BAND_NEVER, name);
    if (early < 0) {
        diag_label(d, s->core->span[s->core->scores[g->of].id], MSG_SCORE_TOPS_HERE);
        return;
    }
    diag_label(d, s->core->span[g->bands[early].id], MSG_BAND_BEFORE);
    help_taken(s, d, g, &g->bands[late], &g->bands[early]);
}

/* Every pair of bands is looked at; a grade of more is not written by hand. */
enum { MAX_BANDS_COMPARED = 1000 };

static void check_reachable(Sema *s, const CoreGrade *g)
{
    if (g->n_bands > MAX_BANDS_COMPARED)
        return;
    for (int i = 0; i < g->n_bands; i++) {
        const CoreBand *b = &g->bands[i];
        bool last = b->from == NULL;
        int early = -1;
        for (int j = 0; j < i && early < 0; j++)
            if (holds_always(s->core, g, &g->bands[j])
                || (!last && covers(&g->bands[j], b, g->by >= 0)))
                early = j;
        if (early >= 0 || above_range(s->core, g->of, b->from)
            || above_range(s->core, g->by, b->by))
            say_never_first(s, g, i, early);
    }
}

static void check_band(Sema *s, CoreGrade *g, const Node *n, bool matrix, bool last)
{
    CoreBand *b = &g->bands[g->n_bands++];
    Str name = text_of(kid(n, 0));
    bool otherwise = (n->flags & NODE_OTHERWISE) != 0;
    b->member = scope_member(s->scope, g->members, name);
    b->id = core_span(s, n->span);
    if (otherwise != last) {
        Diag *d = say(s, E0408, n->span, last ? MSG_LAST_BAND : MSG_OTHERWISE_NOT_LAST);
        if (last)
            diag_help(d, MSG_WRITE_OTHERWISE, str_z(name));
    }
    if (otherwise)
        return;
    b->from = check_typed(s, kid(n, 1), &type_number, msg_text(MSG_A_BAND));
    if (kid(n, 2) != NULL)
        b->by = check_typed(s, kid(n, 2), &type_number, msg_text(MSG_A_BAND));
    if ((kid(n, 2) != NULL) != matrix)
        say(s, E0421, n->span, matrix ? MSG_BAND_NEEDS_TWO : MSG_BAND_TAKES_ONE);
}

void check_grades(Sema *s)
{
    for (int i = 0; i < s->core->n_grades; i++) {
        const Node *n = s->decls[N_GRADE].item[i], *bands = kid(n, 5);
        CoreGrade *g = &s->core->grades[i];
        bool matrix = kid(n, 4) != NULL;
        int errors = s->diags->n_errors;
        g->of = score_named(s, kid(n, 2));
        g->by = matrix ? score_named(s, kid(n, 4)) : -1;
        g->bands = MEM_ARRAY(CoreBand, n_items(bands) + 1);
        if (n_items(bands) == 0)
            say(s, E0420, n->at, MSG_EMPTY_GRADE);
        for (int k = 0; k < n_items(bands); k++)
            check_band(s, g, bands->kid[k], matrix, k == bands->n - 1);
        if (s->diags->n_errors == errors)
            check_reachable(s, g);
    }
}
