/* impact_test.c -- what is said of an impact, and in which order; goldens: tests/unit/impact. */
#include "interp/study/impact_make.h"
#include "tests/unit/golden.h"
#include "tests/unit/impact_fixture.h"

static const int64_t scores_before[ROWS] = {10, 20, 49, 60, 70, 30},
                     scores_after[ROWS] = {10, 33, 51, 60, 55, 30};

/* One has what no terminal should be given. */
static Str label(void *ctx, int64_t row)
{
    (void)ctx;
    return row == 1 ? STR("Ana\033[31m São\nPaulo")
                    : str_of(str_format("L-%d", (int)row));
}

static const Impact *impact(const Outcome *a, const Outcome *b, const Report *before,
                            const Report *after)
{
    Impacting *i = impact_begin(a->core, b->core);
    impact_add(i, a, b, 0, label, NULL);
    return impact_end(i, before, after);
}

static const Outcome *old_outcome(const Session *s)
{
    return outcome(s->core, "00012-", "044588", scores_before);
}

static const Impact *a_change(void)
{
    const Session *s = session(fixture_policy);
    Report *before = report(s), *after = report(s);
    const int kpi = measure_of(s->core, MEASURE_KPI),
              kept = measure_of(s->core, MEASURE_ATTAINMENT);
    set_share(before, kpi, 250, VERDICT_MISSED);
    set_share(after, kpi, 312, VERDICT_KEPT);
    set_share(before, kept, 91801, VERDICT_KEPT);
    set_share(after, kept, 91802, VERDICT_KEPT);
    return impact(old_outcome(s), outcome(s->core, "01113-", "045488", scores_after),
                  before, after);
}

static Str shown(const Impact *m, ReportLook look)
{
    return str_of(page_shown(impact_page(m), look));
}

static void a_change_shown(void)
{
    const Impact *m = a_change();
    Buf b = {0};
    t_group("a change");
    golden("impact", "change_80", shown(m, (ReportLook){.width = 80}));
    golden("impact", "change_40_ascii",
           shown(m, (ReportLook){.width = 40, .ascii = true}));
    golden("impact", "change_100_colour",
           shown(m, (ReportLook){.width = 100, .colour = true}));
    page_markdown(&b, impact_page(m));
    golden("impact", "change_markdown", buf_view(&b));
    b.n = 0;
    impact_json(&b, m);
    golden("impact", "change_json", buf_view(&b));
    Fault fault;
    T_OK(json_check(buf_view(&b), &fault));
    T_OK(memchr(b.p, '\n', b.n) == NULL);
    buf_free(&b);
}

/* Letters of leads and policy stay; whatever else is not ASCII is ours. */
static void ascii_has_no_signs(void)
{
    const char *z = page_shown(impact_page(a_change()), (ReportLook){.ascii = true});
    int beyond = 0;
    t_group("ascii");
    for (const char *p = z; *p != '\0'; p++)
        beyond += (unsigned char)*p >= 0x80;
    T_INT(beyond, strlen("ã"));
    T_Z(ascii_text("✓ a → b…"), "+ a -> b...");
    T_Z(ascii_text("São 東京"), "São 東京");
    T_OK(ascii_text(NULL) == NULL);
}

static const char *first_line(const Impact *m)
{
    const char *z = page_shown(impact_page(m), (ReportLook){.width = 200});
    return str_z(str_trim((Str){z, strcspn(z, "\n")}));
}

static void what_is_said_first(void)
{
    const Session *s = session(fixture_policy);
    const Outcome *old = old_outcome(s);
    Report *before = report(s), *after = report(s);
    Outcome none = *old;
    none.n = 0;
    t_group("the first line");
    const Impact *m = impact(old, old, before, after);
    T_Z(first_line(m), "Nothing changes: every lead and every figure is as before.");
    T_INT(impact_page(m)->n, 1);
    m = impact(&none, &none, before, after);
    T_Z(first_line(m), "There are no leads.");
    m = impact(old, outcome(s->core, "00012-", "044588", scores_after), before, after);
    T_Z(first_line(m),
        "3 of 6 leads (50.0%) are decided otherwise: their stages stay.");
    m = impact(old, outcome(s->core, "00112-", "044588", scores_before), before, after);
    T_Z(first_line(m),
        "1 of 6 leads (16.6%) is decided otherwise: 1 goes from new to mql.");
    set_share(after, measure_of(s->core, MEASURE_KPI), 250, VERDICT_MISSED);
    m = impact(old, old, before, after);
    T_Z(first_line(m), "Every lead is decided as before; figures change.");
}

/* -- two policies ----------------------------------------------------------------------- */

static const char *replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    T_OK(at != NULL);
    return str_format("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static const Session *other_policy(void)
{
    const char *p =
        replaced(fixture_policy, "stage mql", "stage opp when n > 80\n  stage mql");
    p = replaced(p, "stage won", "stage deal when n > 85\n  stage won");
    p = replaced(p, "clause call", "clause phone");
    p = replaced(p, "{ A from 50", "{ S from 55, A from 50");
    p = replaced(p, "kpi leads", "kpi heads");
    return session(p);
}

static Str members(const Impact *m, int matrix)
{
    Buf b = {0};
    for (int i = 0; i < m->matrix[matrix].n; i++) {
        buf_z(&b, i > 0 ? " " : "");
        buf_str(&b, m->matrix[matrix].member[i]);
    }
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

/* New members stand where the new policy has them; what one has alone is said. */
static void matched_by_name(void)
{
    const Session *s = session(fixture_policy), *t = other_policy();
    Outcome *now = outcome(t->core, "02224-", "044588", scores_after);
    for (int r = 0; r < ROWS; r++)
        now->grade[0][r] = scores_after[r] >= 55 ? 0 : scores_after[r] >= 50 ? 1 : 2;
    const Impact *m = impact(old_outcome(s), now, report(s), report(t));
    t_group("two policies");
    T_STR(members(m, 0), STR("new opp mql deal won lost none"));
    T_STR(members(m, 1), STR("S A B"));
    T_STR(m->matrix[2].name, STR("phone"));
    T_STR(m->matrix[3].name, STR("call"));
    T_INT(m->matrix[0].moved, 2);
    golden("impact", "policies_80", shown(m, (ReportLook){.width = 80}));
}

int main(void)
{
    T_BEGIN();
    a_change_shown();
    ascii_has_no_signs();
    what_is_said_first();
    matched_by_name();
    return T_END();
}
