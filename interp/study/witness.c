/* witness.c -- what is sought, and leads that were read. */
#include "interp/study/witness_part.h"

#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/io/colvalue.h"
#include "interp/io/lead_news.h"

/* -- what is sought ------------------------------------------------------------------------- */

static int persona_of(const Core *c, Str name)
{
    (void)name;
    return c->n_personas > 0 ? 0 : -1;
}

static bool has_line(const MeaningItem *i, const char *const *what, size_t n)
{
    for (int k = 0; k < i->n; k++)
        for (size_t j = 0; j < n; j++)
            if (strcmp(i->line[k].what, what[j]) == 0)
                return true;
    return false;
}

/* Else that it holds for a lead is another declaration's doing. */
static bool says_for_whom(const MeaningItem *i)
{
    static const char *const lines[] = {"for", "level"};
    return has_line(i, lines, sizeof lines / sizeof *lines);
}

/* -- whether a row shows it ----------------------------------------------------------------- */

static bool holds(const Core *c, int place, int stage)
{
    const int stages = c->n_stages - c->n_exits;
    if (place == PLACE_NONE)
        return false;
    return stage >= stages ? place == stage : place < stages && place >= stage;
}

static bool due_differs(const Sought *s, const WitnessRows *rows, int r)
{
    const Column *a = eval_clause(rows->old_eval, s->old, LANE_LATEST, PROP_DUE);
    const Column *b = eval_clause(rows->now_eval, s->now, LANE_LATEST, PROP_DUE);
    return !column_missing(a, r) && !column_missing(b, r)
           && col_i64(a, r) != col_i64(b, r);
}

static bool clause_differs(const Witnesses *w, const Sought *s, const WitnessRows *rows,
                           int r)
{
    (void)w;
    const uint8_t *a = rows->old->status[s->old], *b = rows->now->status[s->now];
    if (a == NULL || b == NULL)
        return false;
    const bool came = a[r] == STATUS_NONE || b[r] == STATUS_NONE;
    return came ? a[r] != b[r] && says_for_whom(s->item)
                : a[r] != b[r] || due_differs(s, rows, r);
}

static Str member(const Core *c, int grade, int m)
{
    return c->grades[grade].members->member[m];
}

static bool persona_differs(const Witnesses *w, const Sought *s,
                            const WitnessRows *rows, int r)
{
    (void)s;
    return !str_eq(w->before->core->persona_enum->member[rows->old->persona[r]],
                   w->after->core->persona_enum->member[rows->now->persona[r]]);
}

static bool score_differs(const Witnesses *w, const Sought *s, const WitnessRows *rows,
                          int r)
{
    (void)w;
    return rows->old->score[s->old][r] != rows->now->score[s->now][r];
}

static bool grade_differs(const Witnesses *w, const Sought *s, const WitnessRows *rows,
                          int r)
{
    return !str_eq(member(w->before->core, s->old, rows->old->grade[s->old][r]),
                   member(w->after->core, s->now, rows->now->grade[s->now][r]));
}

static bool stage_differs(const Witnesses *w, const Sought *s, const WitnessRows *rows,
                          int r)
{
    return holds(w->before->core, rows->old->place[r], s->old)
           != holds(w->after->core, rows->now->place[r], s->now);
}

/* -- kinds -------------------------------------------------------------------------------- */

/* Kinds that a lead can show; rule: what proves a change where none does. */
typedef struct Kind {
    const char *kind, *what;
    int (*find)(const Core *c, Str name);
    ShowsIt *differs;
    MsgId rule;
} Kind;

static const Kind kinds[] = {
    {"persona", "persona", persona_of, persona_differs, MSG_RULE_TRIED},
    {"score", "score", core_score, score_differs, MSG_RULE_TRIED},
    {"grade", "grade", core_grade, grade_differs, MSG_RULE_TRIED},
    {"stage", "stage", core_stage, stage_differs, MSG_RULE_TRIED},
    {"exit", "stage", core_stage, stage_differs, MSG_RULE_TRIED},
    {"clause", "clause", core_clause, clause_differs, MSG_RULE_STATED},
    {"kpi", NULL, NULL, NULL, MSG_RULE_FIGURE},
    {"guard", NULL, NULL, NULL, MSG_RULE_STATED},
    {"accept", NULL, NULL, NULL, MSG_RULE_STATED},
    {"policy", NULL, NULL, NULL, MSG_RULE_HEAD},
    {"calendar", NULL, NULL, NULL, MSG_RULE_CALENDAR},
};

static const Kind *kind_of(const MeaningItem *i)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (strcmp(kinds[k].kind, i->kind) == 0)
            return &kinds[k];
    return NULL;
}

/* What is only asked of all leads together, or only told, no lead shows. */
static bool a_lead_shows(const MeaningItem *i)
{
    static const char *const lines[] = {
        "for",   "level",   "kind",         "within", "on",        "starts",
        "stops", "cancels", "excused when", "keep",   "after exit"};
    return strcmp(i->kind, "clause") != 0
           || has_line(i, lines, sizeof lines / sizeof *lines);
}

static MsgId rule_of(const MeaningItem *i, const Kind *k)
{
    if (i->added || i->gone)
        return MSG_RULE_DECLARED;
    if (k == NULL)
        return MSG_RULE_READING;
    if (k->rule != MSG_RULE_TRIED || i->verdict == MEANING_DIFFERENT)
        return k->rule;
    return i->verdict == MEANING_TIGHTER ? MSG_RULE_TIGHTER : MSG_RULE_LOOSER;
}

static void set_rule(MeaningItem *i, const Kind *k)
{
    i->rule = str_z(msg_raw(rule_of(i, k)));
}

/* What none of so many leads shows, and nothing proves, has no verdict. */
void witness_settle(Witnesses *w)
{
    for (int i = 0; i < w->n; i++) {
        MeaningItem *item = w->sought[i].item;
        if (kind_of(item)->rule != MSG_RULE_TRIED || item->verdict != MEANING_DIFFERENT)
            continue;
        item->verdict = MEANING_UNDETERMINED;
        for (int k = 0; k < item->n; k++)
            item->line[k].verdict = MEANING_UNDETERMINED;
    }
    meaning_judge(w->of);
}

Witnesses *witness_new(Meaning *m, const Session *before, const Session *after,
                       int64_t as_of_us)
{
    Witnesses *w = MEM_NEW(Witnesses);
    w->of = m;
    w->before = before;
    w->after = after;
    w->as_of_us = as_of_us;
    for (int i = 0; i < m->n; i++) {
        MeaningItem *item = &m->item[i];
        const Kind *k = kind_of(item);
        if (item->n == 0 && !item->added && !item->gone)
            continue;
        set_rule(item, k);
        if (k == NULL || k->find == NULL || item->added || item->gone
            || !a_lead_shows(item))
            continue;
        const Sought s = {item, k->what, k->differs,
                          k->find(before->core, str_of(item->name)),
                          k->find(after->core, str_of(item->name))};
        if (s.old >= 0 && s.now >= 0)
            MEM_PUSH(w->sought, w->n, w->cap) = s;
    }
    Sought *all = MEM_ARRAY(Sought, w->n + 1);
    if (w->n > 0)
        memcpy(all, w->sought, sizeof *all * (size_t)w->n);
    w->all = all;
    w->n_all = w->n;
    return w;
}

void witness_free(Witnesses *w)
{
    one_lead_free(w->old);
    one_lead_free(w->now);
}

void witness_found(Witnesses *w, int i, const MeaningWitness *said)
{
    w->sought[i].item->witness = said;
    w->sought[i].item->rule = NULL;
    w->sought[i] = w->sought[--w->n];
}

/* -- what is said of it --------------------------------------------------------------------- */

static const OneLead *lead_of(OneLead **lead, const OneLeadWant *want)
{
    if (*lead == NULL)
        *lead = one_lead_new(want);
    else
        one_lead_again(*lead, want);
    return *lead;
}

static bool is_of(const Sought *s, const LeadNews *news)
{
    if (strcmp(news->what, s->what) != 0)
        return false;
    const bool came = strcmp(news->from, "none") == 0 || strcmp(news->to, "none") == 0;
    if (strcmp(s->what, "clause") == 0 && came && !says_for_whom(s->item))
        return false;
    const bool named = strcmp(s->what, "stage") != 0 && strcmp(s->what, "persona") != 0;
    return !named || strcmp(news->name, s->item->name) == 0;
}

TwoRows witness_leads(Witnesses *w, const OneLeadWant *old, const OneLeadWant *now)
{
    return (TwoRows){one_lead_row(lead_of(&w->old, old)),
                     one_lead_row(lead_of(&w->now, now))};
}

const MeaningWitness *witness_said(Witnesses *w, const Sought *s,
                                   const OneLeadWant *old, const OneLeadWant *now)
{
    const TwoRows two = witness_leads(w, old, now);
    int n;
    const LeadNews *news =
        lead_news(w->before->core, two.old, w->after->core, two.now, &n);
    for (int i = 0; i < n; i++) {
        if (!is_of(s, &news[i]))
            continue;
        MeaningWitness *said = MEM_NEW(MeaningWitness);
        said->from = news[i].from;
        said->to = news[i].to;
        return said;
    }
    return NULL;
}

/* -- leads that were read ------------------------------------------------------------------- */

void witness_wants(const Witnesses *w, const WitnessRows *rows, int r, OneLeadWant *old,
                   OneLeadWant *now)
{
    *old = (OneLeadWant){.session = w->before,
                         .as_of_us = w->as_of_us,
                         .batch = rows->old_batch,
                         .r = r,
                         .table = rows->old_table};
    *now = (OneLeadWant){.session = w->after,
                         .as_of_us = w->as_of_us,
                         .batch = rows->now_batch,
                         .r = r,
                         .table = rows->now_table};
}

static bool take_row(Witnesses *w, int i, const WitnessRows *rows, int r)
{
    OneLeadWant old, now;
    witness_wants(w, rows, r, &old, &now);
    const MeaningWitness *said = witness_said(w, &w->sought[i], &old, &now);
    if (said == NULL)
        return false;
    MeaningWitness *found = MEM_NEW(MeaningWitness);
    *found = *said;
    found->lead = str_z(rows->label(rows->ctx, r));
    witness_found(w, i, found);
    return true;
}

void witness_rows(Witnesses *w, const WitnessRows *rows, int n)
{
    for (int i = w->n - 1; i >= 0; i--)
        for (int r = 0; r < n; r++)
            if ((rows->kept == NULL || rows->kept[r] != 0)
                && w->sought[i].differs(w, &w->sought[i], rows, r)
                && take_row(w, i, rows, r))
                break;
}
