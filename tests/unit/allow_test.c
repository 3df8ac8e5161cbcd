/* allow_test.c -- which comments allow findings, of which statement, and what is said of
 * those that do not.
 */
#include "grammar/allow_comment.h"
#include "grammar/fmt.h"
#include "interp/base/diag_render.h"
#include "interp/study/session.h"
#include "t.h"

/* "W0602 allowed" and the like, by line, of a policy. */
static const char *found_with(const char *policy, bool lints)
{
    Session *s = session_new(diags_new());
    s->env.lints = lints;
    session_load_text(s, "p.sla", str_of(policy));
    Diags *ds = s->diags;
    Buf b = {0};
    diags_sort(ds);
    for (int i = 0; i < ds->n; i++)
        buf_format(&b, "%d %s\n",
                   source_pos(ds->item[i]->span.src, ds->item[i]->span.lo).line,
                   diag_info(ds->item[i]->code)->name);
    for (int i = 0; i < ds->n_allowed; i++)
        buf_format(&b, "%d %s: %s\n",
                   source_pos(ds->allowed[i]->span.src, ds->allowed[i]->span.lo).line,
                   diag_info(ds->allowed[i]->code)->name, ds->allowed[i]->allowed);
    T_INT(ds->n_errors + ds->n_warnings + ds->n_lints, ds->n);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static const char *found(const char *policy) { return found_with(policy, false); }

/* Word, codes and reason. */
static const char *read(const char *comment)
{
    AllowComment a;
    if (!allow_comment(str_of(comment), &a))
        return "none";
    Buf b = {0};
    size_t at = 0;
    buf_str(&b, a.word);
    for (Str code; (code = allow_code(a.codes, &at)).n > 0;)
        buf_format(&b, " [%s]", str_z(code));
    buf_format(&b, " %s", str_z(a.reason));
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void comments(void)
{
    t_group("comments");
    T_Z(read("# acordo: allow W0612 because"), "allow [W0612] because");
    T_Z(read("#acordo:allow W0612,W0601 ,  W0602: a b"),
        "allow [W0612] [W0601] [W0602] a b");
    T_Z(read("# acordo: allow W0612, because"), "allow [W0612] because");
    T_Z(read("#\tacordo:\tpermite\tW0612 — dívida"), "permite [W0612] dívida");
    T_Z(read("# acordo: allow W0612"), "allow [W0612] ");
    T_Z(read("# acordo: alow W0612 x"), "alow [W0612] x");
    T_Z(read("# acordo: allow x99 y"), "allow [x99] y");
    T_Z(read("# acordo: permite desconto de 10%"), "none");
    T_Z(read("# acordo: permite MQL2 agora"), "none");
    T_Z(read("# acordo: o time liga em 4 horas"), "none");
    T_Z(read("# acordo: allow"), "none");
    T_Z(read("# acordo:"), "none");
    T_Z(read("# acordo"), "none");
    T_Z(read("#"), "none");
    T_Z(read("# the acordo: allow W0612 x"), "none");
    T_Z(read("# acordo: see W0612"), "none");
}

static void translated(void)
{
    static const char *const kept[] = {"# acordo: alow W0612 x", "# allow W0612 x",
                                       "# acordo: allow", "# acordo: permite"};
    t_group("translated");
    const Str en = STR("#  acordo:  allow W0612,W0601  why not");
    const Str pt = STR("#  acordo:  permite W0612,W0601  why not");
    T_STR(allow_translated(en, LANG_PT), pt);
    T_STR(allow_translated(pt, LANG_EN), en);
    T_STR(allow_translated(en, LANG_EN), en);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        T_STR(allow_translated(str_of(kept[i]), LANG_PT), str_of(kept[i]));
        T_STR(allow_translated(str_of(kept[i]), LANG_EN), str_of(kept[i]));
    }
}

#define LEAD "lead { source text }\n"

static void statements(void)
{
    t_group("statements");
    T_Z(found(LEAD "# acordo: allow W0602 later\nthreshold bar = 3\n"),
        "3 W0602: later\n");
    T_Z(found(LEAD "threshold bar = 3  # acordo: allow W0602 later\n"),
        "2 W0602: later\n");
    T_Z(found(LEAD "# acordo: allow W0601 a\nscore s {\n+1 when source != \"a\"\n"
                   "+2 when source != \"b\"\n}\n"),
        "4 W0601: a\n5 W0601: a\n");
    T_Z(found(LEAD "score s {  # acordo: allow W0601 a\n+1 when source != \"a\"\n"
                   "+2 when source != \"b\"\n}\n"),
        "3 W0601: a\n4 W0601: a\n");
    T_Z(found(LEAD "score s {\n# acordo: allow W0601 a\n+1 when source != \"a\"\n"
                   "+2 when source != \"b\"\n}\n"),
        "5 W0601\n4 W0601: a\n");
    T_Z(found(LEAD "score s {\n+1 when source != \"a\"\n"
                   "+2 when source != \"b\"  # acordo: allow W0601 a\n}\n"),
        "3 W0601\n4 W0601: a\n");
}

/* A rule of several lines is one statement, wherever the comment stands in it. */
static void long_statements(void)
{
    t_group("statements of several lines");
    T_Z(found(LEAD "score s {\n+1 when source != \"a\" or\nsource != \"b\" or\n"
                   "source != \"c\"  # acordo: allow W0601 a\n}\n"),
        "3 W0601: a\n4 W0601: a\n5 W0601: a\n");
    T_Z(found(LEAD "score s {\n+1 when source != \"a\" or\n"
                   "# acordo: allow W0601 a\nsource != \"b\"\n}\n"),
        "3 W0601: a\n5 W0601: a\n");
    T_Z(found(LEAD "score s { +1 when source != \"a\" }  # acordo: allow W0601 a\n"),
        "2 W0601: a\n");
    T_Z(found(LEAD "score s { +1 when source != \"a\" }\n# acordo: allow W0601 a\n"),
        "2 W0601\n3 W0630\n");
}

static void nearest(void)
{
    t_group("the smaller statement");
    T_Z(found(LEAD "# acordo: allow W0601 outer\nscore s {\n"
                   "+1 when source != \"a\"  # acordo: allow W0601 inner\n"
                   "+2 when source != \"b\"\n}\n"),
        "4 W0601: inner\n5 W0601: outer\n");
    T_Z(found(LEAD "# acordo: allow W0601 outer\nscore s {\n"
                   "+1 when source != \"a\"  # acordo: allow W0601 inner\n}\n"),
        "2 W0630\n4 W0601: inner\n");
}

static void wrong(void)
{
    t_group("what is said");
    T_Z(found(LEAD "# acordo: allow W0602 later\n"), "2 W0630\n");
    T_Z(found(LEAD "# acordo: allow W0602, W0601 later\nthreshold bar = 3\n"),
        "2 W0630\n3 W0602: later\n");
    T_Z(found(LEAD "# acordo: allow E0301 no\nthreshold bar = 3\n"),
        "2 W0631\n3 W0602\n");
    T_Z(found(LEAD "# acordo: allow W0510 no\nthreshold bar = 3\n"),
        "2 W0631\n3 W0602\n");
    T_Z(found(LEAD "# acordo: allow W0630 no\n"), "2 W0631\n");
    T_Z(found(LEAD "# acordo: allow W0999 no\n"), "2 W0631\n");
    T_Z(found(LEAD "# acordo: alow W0602 no\nthreshold bar = 3\n"),
        "2 W0631\n3 W0602\n");
    T_Z(found(LEAD "# acordo: allow W0602\nthreshold bar = 3\n"),
        "2 W0632\n3 W0602: \n");
}

/* Where there is an error, not every check was made: nothing is known to be unneeded. */
static void with_errors(void)
{
    t_group("with errors");
    T_Z(found(
            LEAD
            "# acordo: allow W0602 later\nthreshold bar = 3\nscore s { +1 when x }\n"),
        "4 E0301\n");
    T_Z(found(LEAD
              "# acordo: allow W0601 a\nscore s { +1 when source != \"a\" or x }\n"),
        "3 E0301\n3 W0601: a\n");
}

static void lints(void)
{
    const char *policy = "lead {\nid text label\n# acordo: allow W0620 for people\n"
                         "source text\nother text\n}\n";
    t_group("lints");
    T_Z(found_with(policy, false), "");
    T_Z(found_with(policy, true), "5 W0620\n4 W0620: for people\n");
    T_Z(found_with("lead {\na text,  # acordo: allow W0620 x\nb text\n}\n", true),
        "3 W0620\n2 W0620: x\n");
    T_Z(found_with(
            "lead {\na text # acordo: allow W0620 x\n}\npersona p when a = \"b\"\n",
            true),
        "2 W0630\n");
    T_Z(found_with("lead { v number default 0 }\nscore s {\n+1 when v > 3\n+2 per v\n"
                   "group \"g\" up to 5 points { +1 when v > 3\n+2 when v > 3 }\n}\n",
                   true),
        "6 W0622\n");
}

int main(void)
{
    T_BEGIN();
    comments();
    translated();
    statements();
    long_statements();
    nearest();
    wrong();
    with_errors();
    lints();
    return T_END();
}
