/* witness_why.c -- of the changes in meaning those that one lead shows. */
#include "interp/base/mem.h"
#include "interp/study/witness_part.h"

enum { LINES = 2 }; /* that are said of a declaration */

/* What the rule of that text gives the lead; 0: there is none. */
static int64_t points_of(const Core *core, Row row, const char *text)
{
    for (int i = 0; text != NULL && i < core->n_rules; i++)
        if (str_is(core->rule[i]->text, text))
            return eval_rule_points(row.eval, i)[row.r];
    return 0;
}

static bool shows_line(const Witnesses *w, const MeaningLine *l, TwoRows two)
{
    return strcmp(l->what, "rule") != 0
           || points_of(w->before->core, two.old, l->from)
                  != points_of(w->after->core, two.now, l->to);
}

static void put_line(Buf *b, const MeaningLine *l)
{
    if (strcmp(l->what, "rule") != 0)
        buf_format(b, "%s ", l->what);
    buf_format(b, "%s → %s", l->from != NULL ? l->from : "–",
               l->to != NULL ? l->to : "–");
}

static void put_item(Buf *b, const Witnesses *w, const MeaningItem *i, TwoRows two)
{
    int n = 0;
    for (int k = 0; k < i->n && n < LINES; k++) {
        if (!shows_line(w, &i->line[k], two))
            continue;
        if (n++ > 0)
            buf_z(b, ", ");
        else
            buf_format(b, "%s%s: ", b->n > 0 ? "; " : "", i->name);
        put_line(b, &i->line[k]);
    }
}

Str witness_why(Witnesses *w, const WitnessRows *rows, int r)
{
    OneLeadWant old, now;
    Buf b = {0};
    witness_wants(w, rows, r, &old, &now);
    const TwoRows two = witness_leads(w, &old, &now);
    for (int i = 0; i < w->n_all; i++)
        if (w->all[i].differs(w, &w->all[i], rows, r))
            put_item(&b, w, w->all[i].item, two);
    const Str why = buf_copy(&b);
    buf_free(&b);
    return why;
}
