/* check_test.c -- tests: what is expected, and when. */
#include "interp/base/mem.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"
#include "interp/sema/test_part.h"

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
        bool moves = !is_error(e)
                     && (core_moves_with_time(s->core, e) || asks_move_with_time(s, e));
        if (moves && !has_at) {
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

/* It holds for the whole test, wherever it stands. */
static void check_scenario_line(Sema *s, CoreTest *t, const Node *line,
                                const Node **first)
{
    const Node *name = kid(line, 0);
    if (*first != NULL) {
        diag_label(say(s, E0404, line->span, MSG_LINE_TWICE,
                       word_at(s, line->span, "scenario")),
                   (*first)->span, MSG_FIRST_HERE);
        return;
    }
    *first = line;
    t->scenario = find_scenario(s, name->span, text_of(name));
}

/* `at` holds for what follows it; `given` for all, wherever it stands. */
static void check_lines(Sema *s, CoreTest *t, const Node *body)
{
    bool has_at = false;
    int64_t at = t->at_us;
    const Node *scenario = NULL;
    for (int i = 0; i < n_items(body); i++) {
        const Node *line = body->kid[i];
        if (line->kind == N_T_AT && literal_stamp(s, kid(line, 0), &at)) {
            t->at_us = has_at ? t->at_us : at;
            has_at = true;
        }
        if (line->kind == N_T_EXPECT)
            check_expect(s, t, line, has_at, at);
        if (line->kind == N_T_SCENARIO)
            check_scenario_line(s, t, line, &scenario);
    }
}

static void check_test(Sema *s, CoreTest *t, const Node *n)
{
    const Node *body = kid(n, 1);
    int room = count_expects(body) + 1;
    Expecting expecting = {.test = t};
    t->title = text_of(kid(n, 0));
    t->id = core_span(s, n->span);
    t->scenario = -1;
    t->at_us = NO_CLOCK_DAY * USEC_DAY;
    t->expect = MEM_ARRAY(CoreExpect, room);
    t->expect_at_us = MEM_ARRAY(int64_t, room);
    check_givens(s, t, body);
    Place old = place_enter(s, t->n_leads > 1 ? OF_GIVEN : OF_LEAD, NULL);
    s->expecting = &expecting;
    s->core = core_of_test(s->root, t);
    check_lines(s, t, body);
    s->expecting = NULL;
    place_leave(s, &old);
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
