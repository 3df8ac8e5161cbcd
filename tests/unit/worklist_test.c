/* worklist_test.c -- who must act, of leads whose clocks are easy to read. */
#include "interp/study/worklist.h"
#include "tests/unit/table.h"

/* As of 2026-07-01T12:00Z, a Wednesday: four hours to answer, unless it was called off. */
static const char *const policy =
    "policy \"P\" { timezone \"UTC\", parties sales }\n"
    "lead {\n  id text label\n  s timestamp\n  e timestamp\n  c timestamp\n  f "
    "flag\n}\n"
    "agreement base {\n  clause answer {\n    by sales\n    starts s\n    stops e\n"
    "    cancels c\n    within 96 hours\n  }\n"
    "  clause tidy {\n    by sales\n    keep f\n  }\n}\n";

static const char *const leads =
    "id | s | e | c | f\n"
    " late   | 2026-06-26T00:00:00Z | - | - | no\n"
    " later  | 2026-06-20T00:00:00Z | - | - | yes\n"
    " met    | 2026-06-20T00:00:00Z | 2026-06-21T00:00:00Z | - | -\n"
    " missed | 2026-06-20T00:00:00Z | 2026-06-29T00:00:00Z | - | yes\n"
    " called | 2026-06-20T00:00:00Z | - | 2026-06-29T00:00:00Z | yes\n"
    " today  | 2026-06-27T18:00:00Z | - | - | no\n"
    " -      | 2026-06-29T00:00:00Z | - | - | no\n"
    " same   | 2026-06-20T00:00:00Z | - | - | -\n"
    " next   | 2026-06-28T18:00:00Z | - | - | yes";

static const char *labels(const Case *list, int n)
{
    Buf b = {0};
    for (int i = 0; i < n; i++) {
        buf_z(&b, i > 0 ? " " : "");
        buf_str(&b, buf_view(&list[i].lead));
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void number_rows(Table *t, int first, int n)
{
    t->batch.row = ARENA_ARRAY(t->arena, RowRef, n);
    for (int r = 0; r < n; r++)
        t->batch.row[r] = (RowRef){.number = (uint64_t)(first + r) + 1};
}

/* All rows in batches of so many; keep: see worklist_add. */
static Worklist *listed(Table *t, int batch_rows, const uint8_t *keep)
{
    const ProgramWant want = {.lead = true};
    Eval *ev = eval_new(program_plan(t->core, &want));
    Worklist *w = worklist_new(t->core, t->now);
    for (int r = 0; r < table_rows(t); r += batch_rows) {
        const int left = table_rows(t) - r, n = left < batch_rows ? left : batch_rows;
        const Batch *b = table_batch(t, r, n);
        number_rows(t, r, n);
        eval_batch(ev, b);
        worklist_add(w, b, ev, keep != NULL ? keep + r : NULL);
    }
    eval_free(ev);
    return w;
}

static void cases(void)
{
    Table *t = table_new(policy, leads);
    t_group("cases");
    for (int size = 1; size <= 9; size++) {
        Worklist *w = listed(t, size, NULL);
        const ClauseCases *c = worklist_clause(w, core_clause(t->core, STR("answer")));
        T_Z(labels(c->worst, c->n_worst), "later same late");
        T_INT(c->open_late, 3);
        T_INT(c->worst[2].late, 36 * 3600 * USEC_SECOND);
        T_Z(labels(c->next, c->n_next), "today next 7");
        T_INT(c->next[0].remaining, 6 * 3600 * USEC_SECOND);
        T_INT(c->due_on[0], 1);
        T_INT(c->due_on[1], 1);
        T_INT(c->due_on[2], 1);
        T_INT(c->due_on[3], 0);
        c = worklist_clause(w, core_clause(t->core, STR("tidy")));
        T_INT(c->open_late, 3);
        T_INT(c->n_next, 0);
        worklist_free(w);
    }
}

static void masks(void)
{
    Table *t = table_new(policy, leads);
    const uint8_t keep[9] = {1, 0, 1, 1, 1, 0, 1, 0, 0};
    Worklist *w = listed(t, 4, keep);
    const ClauseCases *c = worklist_clause(w, core_clause(t->core, STR("answer")));
    t_group("masks");
    T_Z(labels(c->worst, c->n_worst), "late");
    T_Z(labels(c->next, c->n_next), "7");
    worklist_free(w);
}

/* Thirty late ones, the latest last: ten are kept, all are counted. */
static void bounds(void)
{
    Buf b = {0};
    buf_z(&b, "id | s");
    for (int i = 0; i < 30; i++)
        buf_format(&b, "\n l%d | 2026-06-%02dT00:00:00Z", i, 20 - (i % 15));
    Table *t = table_new(policy, str_z(buf_view(&b)));
    Worklist *w = listed(t, 7, NULL);
    const ClauseCases *c = worklist_clause(w, core_clause(t->core, STR("answer")));
    t_group("bounds");
    T_Z(labels(c->worst, c->n_worst), "l14 l29 l13 l28 l12 l27 l11 l26 l10 l25");
    T_INT(c->open_late, 30);
    worklist_free(w);
    buf_free(&b);
}

/* Parts of the rows, merged either way round, are the whole. */
static void merged(void)
{
    Buf b = {0};
    buf_z(&b, "id | s");
    for (int i = 0; i < 30; i++)
        buf_format(&b, "\n l%d | 2026-06-%02dT00:00:00Z", i, 29 - (i % 15));
    Table *t = table_new(policy, str_z(buf_view(&b)));
    Worklist *all = listed(t, 7, NULL);
    const int answer = core_clause(t->core, STR("answer"));
    uint8_t odd[30], even[30];
    t_group("merged");
    for (int i = 0; i < 30; i++)
        even[i] = (odd[i] = i % 3 == 1) == 0;
    for (int turn = 0; turn < 2; turn++) {
        Worklist *w = listed(t, 30, turn == 0 ? odd : even);
        Worklist *other = listed(t, 4, turn == 0 ? even : odd);
        worklist_merge(w, other);
        worklist_free(other);
        const ClauseCases *c = worklist_clause(w, answer),
                          *want = worklist_clause(all, answer);
        T_Z(labels(c->worst, c->n_worst), labels(want->worst, want->n_worst));
        T_Z(labels(c->next, c->n_next), labels(want->next, want->n_next));
        T_OK(c->n_worst == CASES_KEPT && c->n_next > 0);
        T_INT(c->open_late, want->open_late);
        for (int d = 0; d < DUE_DAYS; d++)
            T_INT(c->due_on[d], want->due_on[d]);
        worklist_free(w);
    }
    worklist_free(all);
    buf_free(&b);
}

int main(void)
{
    T_BEGIN();
    cases();
    masks();
    bounds();
    merged();
    return T_END();
}
