/* check_test.c -- tests: a lead that is given, and what is expected. */
#include "interp/base/mem.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/later.h"
#include "interp/sema/remark.h"

static int field_given(Sema *s, const Node *name)
{
    int f = core_field(s->core, text_of(name));
    if (f >= 0)
        return f;
    int n = s->core->n_fields;
    Str *known = MEM_ARRAY(Str, n + 1);
    for (int i = 0; i < n; i++)
        known[i] = s->core->fields[i].name;
    say_unknown(s, E0313, name->span, MSG_NO_FIELD, name->text, known, n);
    return -1;
}

static void check_given_field(Sema *s, CoreTest *t, const Node *n, Map *seen)
{
    int f = field_given(s, kid(n, 0));
    if (f < 0 || !unique(s, seen, kid(n, 0)))
        return;
    const CoreField *field = &s->core->fields[f];
    CoreExpr *e = literal_of_type(s, kid(n, 1), field->type,
                                  str_format("`%s`", str_z(field->name)));
    if (e == NULL)
        return;
    if (field->type->kind != TY_LIST && type_phys(field->type) == PHYS_I64
        && !in_field_range(field, e->i64)) {
        say_out_of_range(s, kid(n, 1)->span, field);
        return;
    }
    t->given[t->n_given++] = (CoreGiven){f, e};
}

static void check_given(Sema *s, CoreTest *t, const Node *n, bool *given)
{
    const Node *fields = kid(n, 2);
    if (!is_word(kid(n, 0), KW_LEAD)) {
        const Sym *sym = scope_find(s->scope, text_of(kid(n, 0)));
        if (sym == NULL || sym->kind != SYM_LATER)
            later_form(s, n->span, LATER_GIVEN_EVENT);
        return;
    }
    if (*given || kid(n, 1) != NULL) {
        later_form(s, n->at, LATER_GIVEN_TWICE);
        return;
    }
    Map *seen = map_new();
    *given = true;
    t->given = MEM_ARRAY(CoreGiven, n_items(fields) + 1);
    for (int i = 0; i < n_items(fields); i++)
        if (fields->kid[i]->kind == N_GIVEN)
            check_given_field(s, t, fields->kid[i], seen);
}

/* Until an `at` is written, time does not matter, and any instant will do. */
enum { NO_CLOCK_DAY = 10957 }; /* 2000-01-01 */

static void check_expect(Sema *s, CoreTest *t, const Node *n, bool has_at, int64_t at)
{
    const Node *items = kid(n, 0);
    for (int i = 0; i < n_items(items); i++) {
        CoreExpr *e = check_flag(s, items->kid[i]);
        t->expect[t->n_expect] = (CoreExpect){e, one_line(items->kid[i]->span),
                                              core_span(s, items->kid[i]->span)};
        t->expect_at_us[t->n_expect++] = at;
        if (!has_at && !is_error(e) && core_moves_with_time(s->core, e)) {
            Diag *d = say(s, E0413, items->kid[i]->span, MSG_TEST_NEEDS_AT);
            diag_help(d, MSG_WRITE_AT);
        }
    }
}

static int count_expects(const Node *body)
{
    int n = 0;
    for (int i = 0; i < n_items(body); i++)
        if (body->kid[i]->kind == N_T_EXPECT)
            n += n_items(kid(body->kid[i], 0));
    return n;
}

static void check_test(Sema *s, CoreTest *t, const Node *n)
{
    const Node *body = kid(n, 1);
    int room = count_expects(body) + 1;
    bool given = false, has_at = false;
    int64_t at = NO_CLOCK_DAY * USEC_DAY;
    t->title = text_of(kid(n, 0));
    t->id = core_span(s, n->span);
    t->at_us = at;
    t->expect = MEM_ARRAY(CoreExpect, room);
    t->expect_at_us = MEM_ARRAY(int64_t, room);
    for (int i = 0; i < n_items(body); i++) {
        const Node *line = body->kid[i];
        if (line->kind == N_T_AT && literal_stamp(s, kid(line, 0), &at)) {
            t->at_us = has_at ? t->at_us : at;
            has_at = true;
        }
        if (line->kind == N_T_GIVEN)
            check_given(s, t, line, &given);
        if (line->kind == N_T_EXPECT)
            check_expect(s, t, line, has_at, at);
    }
    if (t->n_expect == 0)
        say(s, E0414, n->at, MSG_TEST_EXPECTS_NOTHING);
}

void check_tests(Sema *s)
{
    const NodeList *l = &s->decls[N_TEST];
    s->core->tests = MEM_ARRAY(CoreTest, l->n + 1);
    for (int i = 0; i < l->n; i++)
        check_test(s, &s->core->tests[s->core->n_tests++], l->item[i]);
}
