/* report_json.c -- a report as JSON: whole, exact, in one order of keys.
 *
 * Form 1.  Every key stands in every report; what there is none of is null or [].  Numbers,
 * money and counts are bare decimals without loss (a reader of doubles keeps 15 digits);
 * instants are RFC 3339 in the policy's zone, days and periods text, lengths of time text as
 * the language writes them.  A later form only adds keys, or changes `form`.
 *
 *   { "form": 1,
 *     "policy": {"title", "version", "effective", "until", "zone", "currency", "parties"},
 *     "as_of": INSTANT, "scenario": text, "settings": ["mql_bar=70"], "partial": flag,
 *     "where": text, "leads": n,   the condition of leads that are in it; how many they are
 *     "review": null | {"every": "quarter", "last": DAY, "due": DAY, "overdue": flag},
 *     "verdict": VERDICT,          of all clauses with a target
 *     "parties": [ {"name", "verdict", "kept", "missed", "open", "late", "at_risk",
 *                   "undetermined", "next_due": INSTANT} ],
 *     "inputs": [ {"name", "what", "read", "accepted", "rejected", "rounded", "otherwise",
 *                  "repeated", "rejects": [{"code", "title", "count"}]} ],
 *     "clauses": [ {"name", "title", "party", "kind": "clock" | "keep" | "measure",
 *                   "verdict", "status": {"met": n, …}, "late", "stops_before",
 *                   "starts_ignored", "levels": [LEVEL], "worst": [CASE], "next": [CASE],
 *                   "due_on": [{"day", "count"}]} ],    days on which nothing is due left out
 *     "kpis": [SET], "funnel": null | SET, "quality": null | SET,
 *     "marks": {"overflow", "division_by_zero", "no_instant"} }
 *
 *   LEVEL   {"agreement", "title", "level": "customer", "for": text, "replaces": ["within"],
 *            "figures": null | SET}; most specific first
 *   SET     {"name", "title", "measure": text, "type", "per": "month" | null, "of": text,
 *            "splits": [text], "terms": [text], "target": null | {"at": "least" | "most",
 *            "value"}, "baseline": null | {"percent", "last"}, "standing": null | {"verdict",
 *            "since", "last", "periods"}, "outside", "unknown", "cut", "kept_values",
 *            "figures": [FIGURE]}; groups in order, the first all rows together
 *   FIGURE  {"group": null | [text | null (missing) | {"others": true}, a split each],
 *            "period", "start": DAY, "ended": flag, "value", "over", "under", "terms":
 *            [value], "baseline", "verdict"}; over ÷ under is the value exactly where it is
 *            a division (in lowest terms where a sum does not fit); a value that does not fit is the text "out of range"
 *   CASE    {"lead", "status", "starts", "due", "late", "remaining", "owner"}
 *   VERDICT "kept" | "missed" | "open" | "no value" | null (no target)
 */
#include "interp/io/json_out.h"
#include "interp/io/report_data.h"
#include "interp/io/report_page.h"
#include "interp/lang/value.h"

/* -- figures -------------------------------------------------------------------------- */

static void bare_figure(Json *j, const Type *t, const FigureValue *v)
{
    Value value = {.type = t != NULL ? t : &type_number, .i64 = v->i64};
    if (v->overflow)
        buf_z(&j->b, "\"out of range\"");
    else if (v->missing)
        buf_z(&j->b, "null");
    else
        value_json(&j->b, &value, j->zone);
}

void j_figure_value(Json *j, const char *key, const Type *t, const FigureValue *v)
{
    j_key(j, key);
    bare_figure(j, t, v);
}

void j_side(Json *j, const char *key, const CoreExpr *side, const FigureValue *v,
            int64_t n)
{
    if (v->under == 0)
        j_str(j, key, (Str){NULL, 0});
    else
        j_value(j, key, side_type(side), n);
}

void j_group(Json *j, const FigureSet *f, int group, int n_splits)
{
    j_key(j, "group");
    if (group == 0) {
        buf_z(&j->b, "null");
        return;
    }
    j_open(j, '[');
    for (int i = 0; i < n_splits; i++) {
        Str s = f->group[group][i];
        j_next(j);
        if (report_is_others(f, group, i))
            buf_z(&j->b, "{\"others\": true}");
        else if (s.p == NULL)
            buf_z(&j->b, "null");
        else
            buf_json(&j->b, s);
    }
    j_close(j, ']');
}

static void j_period(Json *j, const CoreMeasure *m, int32_t period)
{
    if (m->per.kind == PERIOD_NONE) {
        j_str(j, "period", (Str){NULL, 0});
        j_str(j, "start", (Str){NULL, 0});
        return;
    }
    j_z(j, "period", report_period_code(m, period));
    j_day(j, "start", period_first_day(&m->per, period));
}

static void j_terms(Json *j, const Report *r, const CoreMeasure *m, const Figure *g)
{
    j_key(j, "terms");
    j_open(j, '[');
    for (int i = 0; g->term != NULL && i < m->n_terms; i++) {
        j_next(j);
        bare_figure(j, r->core->terms[m->term[i]].type, &g->term[i]);
    }
    j_close(j, ']');
}

static void j_figure(Json *j, const Report *r, const FigureSet *f, const CoreMeasure *m,
                     const Figure *g)
{
    static const FigureValue none = {.missing = true};
    j_next(j);
    j->flat = true;
    j_open(j, '{');
    j_group(j, f, g->group, m->n_splits);
    j_period(j, m, g->period);
    j_flag(j, "ended", g->ended);
    j_figure_value(j, "value", m->type, m->value != NULL ? &g->value : &none);
    j_side(j, "over", m->over, &g->value, g->value.over);
    j_side(j, "under", m->under, &g->value, g->value.under);
    j_terms(j, r, m, g);
    j_figure_value(j, "baseline", m->type, m->baseline > 0 ? &g->baseline : &none);
    j_z(j, "verdict", verdict_word(g->verdict));
    j_close(j, '}');
    j->flat = false;
}

static void j_target(Json *j, const FigureSet *f, const CoreMeasure *m)
{
    if (m->target == NULL) {
        j_str(j, "target", (Str){NULL, 0});
        return;
    }
    bool least = m->at_least || m->role == MEASURE_ATTAINMENT, was = j->flat;
    j_key(j, "target");
    j->flat = true;
    j_open(j, '{');
    j_z(j, "at", least ? "least" : "most");
    j_figure_value(j, "value", m->type, &f->target);
    j_close(j, '}');
    j->flat = was;
}

void j_brief(Json *j, const Report *r, const FigureSet *f, const Figure *g)
{
    static const FigureValue none = {.missing = true};
    const CoreMeasure *m = report_measure(r, f);
    j_open(j, '{');
    j_z(j, "period",
        m->per.kind != PERIOD_NONE ? report_period_code(m, g->period) : NULL);
    j_figure_value(j, "value", m->type, m->value != NULL ? &g->value : &none);
    j_side(j, "over", m->over, &g->value, g->value.over);
    j_side(j, "under", m->under, &g->value, g->value.under);
    j_target(j, f, m);
    j_z(j, "verdict", verdict_word(g->verdict));
    j_close(j, '}');
}

static void j_baseline(Json *j, const CoreMeasure *m)
{
    if (m->baseline == 0) {
        j_str(j, "baseline", (Str){NULL, 0});
        return;
    }
    j_key(j, "baseline");
    j->flat = true;
    j_open(j, '{');
    j_count(j, "percent", (uint64_t)m->baseline);
    j_count(j, "last", (uint64_t)m->baseline_last);
    j_close(j, '}');
    j->flat = false;
}

static void j_standing(Json *j, const Report *r, const FigureSet *f,
                       const CoreMeasure *m)
{
    Standing s = report_standing(r, f);
    if (s.verdict == VERDICT_NONE) {
        j_str(j, "standing", (Str){NULL, 0});
        return;
    }
    bool judged = s.judged > 0;
    j_key(j, "standing");
    j->flat = true;
    j_open(j, '{');
    j_z(j, "verdict", verdict_word(s.verdict));
    j_z(j, "since", judged ? report_period_code(m, s.since) : NULL);
    j_z(j, "last", judged ? report_period_code(m, s.last) : NULL);
    j_count(j, "periods", (uint64_t)s.run);
    j_close(j, '}');
    j->flat = false;
}

void j_counts(Json *j, const char *key, const uint64_t *n, int count)
{
    j_key(j, key);
    j_open(j, '[');
    for (int i = 0; i < count; i++) {
        j_next(j);
        buf_i64(&j->b, (int64_t)n[i]);
    }
    j_close(j, ']');
}

static void j_texts(Json *j, const char *key, const Str *s, int n)
{
    j_key(j, key);
    bool was = j->flat;
    j->flat = true;
    j_open(j, '[');
    for (int i = 0; i < n; i++) {
        j_next(j);
        buf_json(&j->b, s[i]);
    }
    j_close(j, ']');
    j->flat = was;
}

static void j_split_names(Json *j, const CoreMeasure *m)
{
    j_key(j, "splits");
    j->flat = true;
    j_open(j, '[');
    for (int i = 0; i < m->n_splits; i++) {
        j_next(j);
        buf_json(&j->b, m->splits[i].text);
    }
    j_close(j, ']');
    j->flat = false;
}

/* Terms of the standing measures are called by what they count. */
static void j_term_names(Json *j, const Report *r, const CoreMeasure *m)
{
    j_key(j, "terms");
    j->flat = true;
    j_open(j, '[');
    for (int i = 0; i < m->n_terms; i++) {
        j_next(j);
        buf_json(&j->b, term_name(r, m, i));
    }
    j_close(j, ']');
    j->flat = false;
}

static void j_set(Json *j, const Report *r, const FigureSet *f)
{
    const CoreMeasure *m = report_measure(r, f);
    j_open(j, '{');
    j_str(j, "name", m->name);
    j_str(j, "title", m->title);
    j_str(j, "measure", m->text);
    j_z(j, "type", m->type != NULL ? type_name(m->type) : NULL);
    j_z(j, "per", m->per.kind != PERIOD_NONE ? period_word(m->per.kind) : NULL);
    j_str(j, "of", m->of_text);
    j_split_names(j, m);
    j_term_names(j, r, m);
    j_target(j, f, m);
    j_baseline(j, m);
    j_standing(j, r, f, m);
    j_count(j, "outside", f->outside);
    j_count(j, "unknown", f->unknown);
    j_count(j, "cut", f->cut);
    j_count(j, "kept_values", f->kept);
    j_key(j, "figures");
    j_open(j, '[');
    for (int i = 0; i < f->n_figures; i++)
        j_figure(j, r, f, m, &f->figure[i]);
    j_close(j, ']');
    j_close(j, '}');
}

static void j_set_or_null(Json *j, const Report *r, const char *key, const FigureSet *f)
{
    j_key(j, key);
    if (f == NULL)
        buf_z(&j->b, "null");
    else
        j_set(j, r, f);
}

/* -- clauses -------------------------------------------------------------------------- */

static void j_case(Json *j, const Report *r, const ReportClause *rc,
                   const ReportCase *c)
{
    const CoreClause *cc = &r->core->clauses[rc->clause];
    const Type *t = cc->calendar != NULL ? &type_business : &type_duration;
    j_next(j);
    j->flat = true;
    j_open(j, '{');
    j_str(j, "lead", c->lead);
    j_z(j, "status", clause_status_name(c->status));
    j_instant(j, "starts", c->starts_us);
    j_instant(j, "due", c->due_us);
    j_known(j, "late", t, c->late);
    j_known(j, "remaining", t, c->remaining);
    j_str(j, "owner", c->owner);
    j_close(j, '}');
    j->flat = false;
}

static void j_cases(Json *j, const Report *r, const char *key, const ReportClause *rc,
                    const ReportCase *c, int n)
{
    j_key(j, key);
    j_open(j, '[');
    for (int i = 0; i < n; i++)
        j_case(j, r, rc, &c[i]);
    j_close(j, ']');
}

static void j_due_on(Json *j, const Report *r, const ReportClause *rc)
{
    int64_t today = report_as_of_day(r);
    j_key(j, "due_on");
    j->flat = true;
    j_open(j, '[');
    for (int i = 0; i < rc->n_due_on; i++) {
        if (rc->due_on[i] == 0)
            continue;
        j_next(j);
        j_open(j, '{');
        j_day(j, "day", today + i);
        j_count(j, "count", rc->due_on[i]);
        j_close(j, '}');
    }
    j_close(j, ']');
    j->flat = false;
}

static void j_level(Json *j, const Report *r, const ReportClause *rc, int level)
{
    const Core *core = r->core;
    const CoreClauseLevel *l = &core->clauses[rc->clause].level[level];
    const CoreAgreement *a = &core->agreements[l->agreement];
    bool replaces = level < core->clauses[rc->clause].n_levels - 1;
    Str line[N_CLAUSE_LINES];
    int n = 0;
    for (int i = 0; i < (int)N_CLAUSE_LINES; i++)
        if (replaces && (l->states & 1U << i) != 0)
            line[n++] = str_of(clause_line_name((ClauseLine)i));
    j_next(j);
    j_open(j, '{');
    j_str(j, "agreement", a->name);
    j_str(j, "title", a->title);
    j_z(j, "level", agreement_level_name(a->level));
    j_str(j, "for", a->text);
    j_texts(j, "replaces", line, n);
    j_set_or_null(j, r, "figures", clause_level_set(r, rc, level));
    j_close(j, '}');
}

static void j_statuses(Json *j, const ReportClause *rc)
{
    j_key(j, "status");
    j->flat = true;
    j_open(j, '{');
    for (int s = 0; s < (int)N_CLAUSE_STATUSES; s++)
        j_count(j, clause_status_name((ClauseStatus)s), rc->status[s]);
    j_close(j, '}');
    j->flat = false;
}

static void j_clause(Json *j, const Report *r, const ReportClause *rc)
{
    static const char *const kinds[] = {
        [CLAUSE_CLOCK] = "clock", [CLAUSE_KEEP] = "keep", [CLAUSE_MEASURE] = "measure"};
    const CoreClause *c = &r->core->clauses[rc->clause];
    int worst;
    j_next(j);
    j_open(j, '{');
    j_str(j, "name", c->name);
    j_str(j, "title", c->title);
    j_str(j, "party", c->party >= 0 ? r->core->parties[c->party] : (Str){NULL, 0});
    j_z(j, "kind", kinds[c->kind]);
    j_z(j, "verdict", verdict_word(clause_verdict(r, rc, &worst)));
    j_statuses(j, rc);
    j_count(j, "late", rc->open_late);
    j_count(j, "stops_before", rc->stops_before);
    j_count(j, "starts_ignored", rc->starts_ignored);
    j_key(j, "levels");
    j_open(j, '[');
    for (int l = 0; l < c->n_levels; l++)
        j_level(j, r, rc, l);
    j_close(j, ']');
    j_cases(j, r, "worst", rc, rc->worst, rc->n_worst);
    j_cases(j, r, "next", rc, rc->next, rc->n_next);
    j_due_on(j, r, rc);
    j_close(j, '}');
}

/* -- the head ------------------------------------------------------------------------- */

static void j_policy(Json *j, const Report *r)
{
    const Core *c = r->core;
    j_key(j, "policy");
    j_open(j, '{');
    j_str(j, "title", c->title);
    j_str(j, "version", c->version);
    j_day(j, "effective", c->effective);
    j_day(j, "until", c->until);
    j_str(j, "zone", zone_name(c->zone));
    j_str(j, "currency", c->currency);
    j_texts(j, "parties", c->parties, c->n_parties);
    j_close(j, '}');
}

static void j_settings(Json *j, const Report *r)
{
    j_key(j, "settings");
    j->flat = true;
    j_open(j, '[');
    for (int i = 0; r->settings != NULL && r->settings[i] != NULL; i++) {
        j_next(j);
        buf_json(&j->b, str_of(r->settings[i]));
    }
    j_close(j, ']');
    j->flat = false;
}

static void j_review(Json *j, const Report *r)
{
    if (r->core->review == PERIOD_NONE) {
        j_str(j, "review", (Str){NULL, 0});
        return;
    }
    j_key(j, "review");
    j_open(j, '{');
    j_z(j, "every", period_word(r->core->review));
    j_day(j, "last", r->core->reviewed);
    j_day(j, "due",
          r->review_due_us == INT64_MIN
              ? INT64_MIN
              : zone_to_wall(r->core->zone, r->review_due_us) / USEC_DAY);
    j_flag(j, "overdue", r->review_overdue);
    j_close(j, '}');
}

static void j_party(Json *j, const Report *r, int party)
{
    PartySum s = report_party_sum(r, party);
    j_next(j);
    j->flat = true;
    j_open(j, '{');
    j_str(j, "name", party >= 0 ? r->core->parties[party] : (Str){NULL, 0});
    j_z(j, "verdict", verdict_word(party_verdict(&s)));
    j_count(j, "kept", (uint64_t)s.kept);
    j_count(j, "missed", (uint64_t)s.missed);
    j_count(j, "open", (uint64_t)s.open);
    j_count(j, "late", s.late);
    j_count(j, "at_risk", s.at_risk);
    j_count(j, "undetermined", s.undetermined);
    j_instant(j, "next_due", s.next != NULL ? s.next->due_us : INT64_MIN);
    j_close(j, '}');
    j->flat = false;
}

static void j_parties(Json *j, const Report *r)
{
    j_key(j, "parties");
    j_open(j, '[');
    for (int i = 0; i < r->core->n_parties; i++)
        j_party(j, r, i);
    if (report_party_sum(r, NO_PARTY).clauses > 0)
        j_party(j, r, NO_PARTY);
    j_close(j, ']');
}

static void j_input(Json *j, const ReportInput *in)
{
    j_next(j);
    j_open(j, '{');
    j_z(j, "name", in->name);
    j_str(j, "what", in->what);
    j_count(j, "read", in->stats.read);
    j_count(j, "accepted", in->stats.accepted);
    j_count(j, "rejected", in->stats.rejected);
    j_count(j, "rounded", in->stats.rounded);
    j_count(j, "otherwise", in->stats.otherwise);
    j_count(j, "repeated", in->repeated);
    j_key(j, "rejects");
    j_open(j, '[');
    for (int c = 0; c < (int)N_DIAG_CODES; c++) {
        if (in->stats.by_code[c] == 0)
            continue;
        j_next(j);
        j->flat = true;
        j_open(j, '{');
        j_z(j, "code", diag_info((DiagCode)c)->name);
        j_z(j, "title", diag_info((DiagCode)c)->title);
        j_count(j, "count", in->stats.by_code[c]);
        j_close(j, '}');
        j->flat = false;
    }
    j_close(j, ']');
    j_close(j, '}');
}

static void j_head(Json *j, const Report *r)
{
    PartySum all = report_party_sum(r, ALL_PARTIES);
    j_count(j, "form", 1);
    j_policy(j, r);
    j_instant(j, "as_of", r->as_of_us);
    j_z(j, "scenario", r->scenario);
    j_settings(j, r);
    j_flag(j, "partial", r->partial);
    j_z(j, "where", r->where);
    j_count(j, "leads", r->n_kept);
    j_review(j, r);
    j_z(j, "verdict", verdict_word(party_verdict(&all)));
    j_parties(j, r);
    j_key(j, "inputs");
    j_open(j, '[');
    for (int i = 0; i < r->n_inputs; i++)
        j_input(j, &r->input[i]);
    j_close(j, ']');
}

static void j_sets(Json *j, const Report *r)
{
    j_key(j, "clauses");
    j_open(j, '[');
    for (int i = 0; i < r->n_clauses; i++)
        j_clause(j, r, &r->clause[i]);
    j_close(j, ']');
    j_key(j, "kpis");
    j_open(j, '[');
    for (int i = 0; i < r->core->n_measures; i++)
        if (r->core->measures[i].role == MEASURE_KPI) {
            j_next(j);
            j_set(j, r, &r->figures[i]);
        }
    j_close(j, ']');
    j_set_or_null(j, r, "funnel", r->funnel);
    j_set_or_null(j, r, "quality", r->quality);
}

void report_json(Sink *out, const Report *r)
{
    Json j = {.out = out, .zone = r->core->zone};
    j_open(&j, '{');
    j_head(&j, r);
    j_sets(&j, r);
    j_key(&j, "marks");
    j_open(&j, '{');
    j_count(&j, "overflow", r->overflow);
    j_count(&j, "division_by_zero", r->div_zero);
    j_count(&j, "no_instant", r->no_instant);
    j_close(&j, '}');
    j_close(&j, '}');
    j_end(&j);
}

/* -- parts, on one line ----------------------------------------------------------------- */

/* Line ends and the blanks behind them stand between values alone. */
static void put_one_line(Buf *out, Json *j)
{
    for (size_t i = 0; i < j->b.n; i++) {
        const bool ends = j->b.p[i] == '\n';
        if (!ends)
            buf_char(out, j->b.p[i]);
        while (ends && i + 1 < j->b.n && j->b.p[i + 1] == ' ')
            i++;
    }
    buf_free(&j->b);
}

void report_json_sets(Buf *out, const Report *r, const int *measure, int n)
{
    Json j = {.zone = r->core->zone};
    j_open(&j, '[');
    for (int i = 0; i < n; i++) {
        j_next(&j);
        j_set(&j, r, &r->figures[measure[i]]);
    }
    j_close(&j, ']');
    put_one_line(out, &j);
}

void report_json_clauses(Buf *out, const Report *r, int clause)
{
    Json j = {.zone = r->core->zone};
    j_open(&j, '[');
    for (int i = 0; i < r->n_clauses; i++)
        if (clause < 0 || i == clause)
            j_clause(&j, r, &r->clause[i]);
    j_close(&j, ']');
    put_one_line(out, &j);
}
