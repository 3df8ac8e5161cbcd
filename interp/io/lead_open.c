/* lead_open.c -- conditions asked once more, to see which of them a missing field stops. */
#include "interp/io/lead_open.h"

#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/engine/clock.h"
#include "interp/io/colvalue.h"
#include "interp/io/lead_part.h"
#include "interp/io/rule_reads.h"

/* An expression of the policy, as an extra of the evaluation here. */
typedef struct Condition {
    Open open;
    bool matters; /* its answer would change something now */
    bool if_no;   /* not only where it is missing, also where it is no */
} Condition;

typedef struct Asking {
    const Core *core;
    Row row;
    CoreExpr **expr; /* those of the conditions, then those of the bands */
    int n_exprs;
    size_t expr_cap;
    Condition *condition;
    int n;
    size_t cap;
    const RuleReads *reads;
    Eval *eval;
} Asking;

static void ask(Asking *a, CoreExpr *e, Condition c)
{
    if (e == NULL)
        return;
    MEM_PUSH(a->expr, a->n_exprs, a->expr_cap) = e;
    MEM_PUSH(a->condition, a->n, a->cap) = c;
}

/* -- what there is to ask ---------------------------------------------------------- */

/* Those after the one that holds decide nothing. */
static void ask_personas(Asking *a)
{
    const Core *core = a->core;
    if (core->n_personas == 0)
        return;
    const int64_t who = col_i64(eval_persona(a->row.eval), a->row.r);
    for (int i = 0; i < core->n_personas; i++) {
        CoreExpr *when = core->personas[i].when;
        if (when != NULL)
            ask(a, when,
                (Condition){{"persona", str_z(core->personas[i].name),
                             msg_text(MSG_WHY_WHEN, core_text_z(core, when->id))},
                            .matters = i < who});
    }
}

static void ask_scores(Asking *a)
{
    for (int i = 0; i < a->core->n_scores; i++) {
        const CoreScore *s = &a->core->scores[i];
        ask(a, s->expr,
            (Condition){{"score", str_z(s->name), str_z(s->text)}, .matters = true});
    }
}

static void ask_stages(Asking *a)
{
    for (int i = 0; i < a->core->n_stages; i++) {
        const CoreStage *s = &a->core->stages[i];
        const char *what = s->is_exit ? "exit" : "stage";
        const bool lost = eval_since_missing(a->row.eval, i)[a->row.r] != 0;
        if (s->when != NULL)
            ask(a, s->when,
                (Condition){{what, str_z(s->name),
                             msg_text(MSG_WHY_WHEN, core_text_z(a->core, s->when->id))},
                            .matters = true});
        if (s->since != NULL)
            ask(a, s->since,
                (Condition){
                    {what, str_z(s->name),
                     msg_text(MSG_WHY_SINCE, core_text_z(a->core, s->since->id))},
                    .matters = s->when == NULL || lost});
    }
}

/* The clause's own text of a line: of the most specific level that has it and holds. */
static const char *line_text(const Asking *a, int clause, ClauseLine line)
{
    const CoreClause *c = &a->core->clauses[clause];
    for (int i = 0; i < c->n_levels; i++) {
        const Column *holds = eval_clause_holds(a->row.eval, clause, i);
        const bool is_out =
            holds != NULL
            && (column_missing(holds, a->row.r) || !col_flag(holds, a->row.r));
        if ((c->level[i].states >> line & 1) != 0 && !is_out)
            return core_text_z(a->core, c->level[i].line_id[line]);
    }
    return clause_line_name(line);
}

static bool any_owed(const Asking *a, int clause)
{
    const int n = lead_instances(a->core, a->row, clause);
    bool owed = false;
    for (int i = 0; i < n; i++) {
        const Instance of = lead_instance(a->core, a->row, clause, i);
        owed |= instance_is_owed(&of);
    }
    return owed;
}

static void ask_line(Asking *a, int clause, CoreExpr *e, ClauseLine line, bool matters)
{
    ask(a, e,
        (Condition){{"clause", str_z(a->core->clauses[clause].name),
                     e != NULL ? line_text(a, clause, line) : NULL},
                    .matters = matters,
                    .if_no = line == LINE_KEEP});
}

static void ask_levels(Asking *a, int clause)
{
    const CoreClause *c = &a->core->clauses[clause];
    for (int i = 0; i < c->n_levels; i++) {
        const CoreAgreement *of = &a->core->agreements[c->level[i].agreement];
        ask(a, c->level[i].when,
            (Condition){{"clause", str_z(c->name),
                         str_format("%s: %s %s", str_z(of->name),
                                    clause_line_name(LINE_FOR), str_z(of->text))},
                        .matters = true});
    }
}

static bool applies(const Asking *a, int clause)
{
    const Column *c = eval_clause_line(a->row.eval, clause, LINE_FOR);
    return c == NULL || (!column_missing(c, a->row.r) && col_flag(c, a->row.r));
}

/* A clock that does not run waits for its start, one that runs for its stop. */
static void ask_clause(Asking *a, int clause)
{
    const CoreClause *c = &a->core->clauses[clause];
    const bool here = applies(a, clause);
    const ClauseStatus status = lead_instance(a->core, a->row, clause, 0).status;
    const bool begun = here && status != STATUS_NONE;
    ask_levels(a, clause);
    ask_line(a, clause, c->applies, LINE_FOR, true);
    ask_line(a, clause, c->excused, LINE_EXCUSED, begun);
    ask_line(a, clause, c->keep, LINE_KEEP, here);
    ask_line(a, clause, c->within, c->allowance == ALLOW_DUE ? LINE_DUE : LINE_WITHIN,
             begun && status != STATUS_MET);
    for (int i = 0; i < c->n_starts; i++)
        ask_line(a, clause, c->starts[i], LINE_STARTS,
                 here && (status == STATUS_NONE || status == STATUS_UNDETERMINED));
    for (int i = 0; i < c->n_stops; i++)
        ask_line(a, clause, c->stops[i], LINE_STOPS, any_owed(a, clause));
}

/* -- answers ----------------------------------------------------------------------- */

static void evaluate(Asking *a)
{
    const ProgramWant want = {.extra = a->expr, .n_extra = a->n_exprs};
    a->eval = eval_new(program_plan(a->core, &want));
    eval_set_as(a->eval, a->row.eval);
    eval_batch(a->eval, a->row.batch);
}

static bool is_open(const Asking *a, int i)
{
    const Condition *c = &a->condition[i];
    const Column *col = eval_extra(a->eval, i);
    const bool missing = column_missing(col, a->row.r);
    return c->matters && (missing || (c->if_no && !col_flag(col, a->row.r)));
}

/* One condition is said once of a field, though two lines of one clause be the same. */
static void add(OpenField *f, Open open)
{
    for (int i = 0; i < f->n; i++)
        if (strcmp(f->open[i].name, open.name) == 0
            && strcmp(f->open[i].text, open.text) == 0)
            return;
    MEM_PUSH(f->open, f->n, f->cap) = open;
}

static bool rules_open(const Asking *a, const CoreRule *rules, int n, const char *score,
                       OpenField *f)
{
    bool read = false;
    for (int i = 0; i < n; i++) {
        const CoreRule *rule = &rules[i];
        const bool reads = a->reads->rule[rule->rule][f->field] != 0;
        const bool unknown =
            eval_rule_state(a->row.eval, rule->rule)[a->row.r] == RULE_UNKNOWN;
        if (rule->kind == RULE_GROUP)
            read |= rules_open(a, rule->rules, rule->n_rules, score, f);
        else if (reads && unknown)
            add(f, (Open){"rule", score, str_z(rule->text)});
        read |= reads;
    }
    return read;
}

/* Whether anything reads the field; what it leaves open is added. */
static bool field_open(const Asking *a, OpenField *f)
{
    bool read = false;
    for (int i = 0; i < a->core->n_scores; i++) {
        const CoreScore *s = &a->core->scores[i];
        read |= rules_open(a, s->rules, s->n_rules, str_z(s->name), f);
    }
    for (int i = 0; i < a->n; i++) {
        if (expr_reads(a->core, a->expr[i])[f->field] == 0)
            continue;
        read = true;
        if (is_open(a, i))
            add(f, a->condition[i].open);
    }
    return read;
}

/* -- grades ------------------------------------------------------------------------ */

static void ask_bands(Asking *a)
{
    for (int i = 0; i < a->core->n_grades; i++) {
        const CoreGrade *g = &a->core->grades[i];
        for (int k = 0; k < g->n_bands; k++)
            if (g->by < 0 && g->bands[k].from != NULL)
                MEM_PUSH(a->expr, a->n_exprs, a->expr_cap) = g->bands[k].from;
    }
}

/* A band holds from its own start up to that of the one before.  next: its extra. */
static uint8_t *grade_could_be(const Asking *a, const CoreGrade *g, int *next)
{
    const int r = a->row.r;
    const int64_t low = eval_score_low(a->row.eval, g->of)[r],
                  high = eval_score_high(a->row.eval, g->of)[r];
    uint8_t *could = mem_bytes((size_t)g->members->n + 1);
    bool above = true; /* the low end lies below all bands so far */
    memset(could, 0, (size_t)g->members->n + 1);
    for (int k = 0; k < g->n_bands && above; k++) {
        const CoreBand *b = &g->bands[k];
        const Column *from = b->from != NULL ? eval_extra(a->eval, (*next)++) : NULL;
        if (from != NULL && column_missing(from, r))
            continue;
        could[b->member] |= from == NULL || high >= col_i64(from, r);
        above = from == NULL || low < col_i64(from, r);
    }
    return could;
}

static uint8_t **could_be(const Asking *a)
{
    uint8_t **of = MEM_ARRAY(uint8_t *, a->core->n_grades + 1);
    int next = a->n;
    for (int i = 0; i < a->core->n_grades; i++) {
        const CoreGrade *g = &a->core->grades[i];
        int own = next;
        if (g->by >= 0)
            continue;
        of[i] = grade_could_be(a, g, &own);
        for (int k = 0; k < g->n_bands; k++)
            next += g->bands[k].from != NULL;
    }
    return of;
}

LeadOpen *lead_open(const Core *core, Row row)
{
    Asking a = {.core = core, .row = row, .reads = rule_reads(core)};
    LeadOpen *all = MEM_NEW(LeadOpen);
    ask_personas(&a);
    ask_scores(&a);
    ask_stages(&a);
    for (int i = 0; i < core->n_clauses; i++)
        if (clause_lanes(&core->clauses[i]) > 0)
            ask_clause(&a, i);
    ask_bands(&a);
    evaluate(&a);
    for (int f = 0; f < core->n_fields; f++) {
        OpenField field = {.field = f};
        if (column_missing(&row.batch->col[f], row.r) && field_open(&a, &field))
            MEM_PUSH(all->field, all->n, all->cap) = field;
    }
    all->could_be = could_be(&a);
    eval_free(a.eval);
    return all;
}
