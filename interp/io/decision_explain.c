/* decision_explain.c -- why, as JSON: the points that sum to each score, what was unknown.
 *
 *     "explain":{"scores":{"fit":{"points":[{"rule":"+40 when …","points":40}, …],
 *                                 "unknown":[{"rule":"+20 when …","missing":["title"]}],
 *                                 "low":40,"high":60}, …},
 *                "certain":{"grade":true,"stage":true},"since":{"new":"2026-…", …},
 *                "clauses":{"first_contact":{…}, …}}
 * A cap and a range are lines of their own, so that the points shown sum to the score.
 */
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/io/rule_reads.h"
#include "interp/io/writer_part.h"

typedef struct Explainer {
    const Core *core;
    const RuleReads *reads;
} Explainer;

Explainer *explainer_new(const Core *core)
{
    Explainer *x = MEM_NEW(Explainer);
    x->core = core;
    x->reads = rule_reads(core);
    return x;
}

static void put_comma(Buf *out, bool *first)
{
    if (!*first)
        buf_char(out, ',');
    *first = false;
}

static void put_points(Buf *out, const char *kind, Str text, int64_t points,
                       bool *first)
{
    put_comma(out, first);
    buf_char(out, '{');
    buf_json(out, str_of(kind));
    buf_char(out, ':');
    buf_json(out, text);
    buf_z(out, ",\"points\":");
    dec_buf(out, points);
    buf_char(out, '}');
}

/* Calls itself for the rules of a group; its depth is that of groups in the policy. */
static void put_rules(Buf *out, const CoreRule *rules, int n, const Eval *ev, int r,
                      bool *first)
{
    for (int i = 0; i < n; i++) {
        const CoreRule *rule = &rules[i];
        int64_t points = eval_rule_points(ev, rule->rule)[r];
        bool yes =
            rule->kind == RULE_WHEN && eval_rule_state(ev, rule->rule)[r] == RULE_YES;
        if (rule->kind == RULE_GROUP) {
            put_rules(out, rule->rules, rule->n_rules, ev, r, first);
            if (points != 0)
                put_points(out, "cap", rule->text, points, first);
        } else if (yes || points != 0) {
            put_points(out, "rule", rule->text, points, first);
        }
    }
}

static void put_missing_fields(Buf *out, const Core *core, const uint8_t *reads,
                               const Batch *b, int r)
{
    bool first = true;
    buf_z(out, ",\"missing\":[");
    for (int f = 0; f < core->n_fields; f++)
        if (reads[f] && column_missing(&b->col[f], r)) {
            put_comma(out, &first);
            buf_json(out, core->fields[f].name);
        }
    buf_char(out, ']');
}

static void put_unknown(Explainer *x, Buf *out, const CoreRule *rules, int n,
                        const Batch *b, const Eval *ev, int r, bool *first)
{
    for (int i = 0; i < n; i++) {
        const CoreRule *rule = &rules[i];
        if (rule->kind == RULE_GROUP) {
            put_unknown(x, out, rule->rules, rule->n_rules, b, ev, r, first);
        } else if (eval_rule_state(ev, rule->rule)[r] == RULE_UNKNOWN) {
            put_comma(out, first);
            buf_z(out, "{\"rule\":");
            buf_json(out, rule->text);
            put_missing_fields(out, x->core, x->reads->rule[rule->rule], b, r);
            buf_char(out, '}');
        }
    }
}

static void put_range(Buf *out, const CoreScore *s, int64_t clamp, bool *first)
{
    Buf range = {0};
    dec_buf(&range, s->lo);
    buf_z(&range, "..");
    dec_buf(&range, s->hi);
    put_points(out, "range", buf_view(&range), clamp, first);
    buf_free(&range);
}

/* An end of the interval; null where there is none. */
static void put_end(Buf *out, const char *key, int64_t end)
{
    buf_z(out, key);
    if (end == INT64_MAX || end == -INT64_MAX)
        buf_z(out, "null");
    else
        dec_buf(out, end);
}

static void put_score(Explainer *x, Buf *out, int i, const Batch *b, const Eval *ev,
                      int r)
{
    const CoreScore *s = &x->core->scores[i];
    int64_t clamp = eval_score_clamp(ev, i)[r];
    bool first = true;
    buf_json(out, s->name);
    buf_z(out, ":{\"points\":[");
    if (s->expr != NULL)
        put_points(out, "rule", s->text, col_i64(eval_score(ev, i), r) - clamp, &first);
    put_rules(out, s->rules, s->n_rules, ev, r, &first);
    if (clamp != 0)
        put_range(out, s, clamp, &first);
    first = true;
    buf_z(out, "],\"unknown\":[");
    put_unknown(x, out, s->rules, s->n_rules, b, ev, r, &first);
    put_end(out, "],\"low\":", eval_score_low(ev, i)[r]);
    put_end(out, ",\"high\":", eval_score_high(ev, i)[r]);
    buf_char(out, '}');
}

static void put_flag(Buf *out, Str name, bool yes, bool *first)
{
    put_comma(out, first);
    buf_json(out, name);
    buf_z(out, yes ? ":true" : ":false");
}

static void put_certain(const Core *core, Buf *out, const Eval *ev, int r)
{
    bool first = true;
    buf_z(out, "\"certain\":{");
    for (int i = 0; i < core->n_grades; i++)
        put_flag(out, core->grades[i].name, eval_grade_certain(ev, i)[r], &first);
    if (core->n_stages > 0)
        put_flag(out, STR("stage"), eval_stage_certain(ev)[r], &first);
    buf_char(out, '}');
}

/* Instants of what was reached; null where it was reached and the instant is missing. */
static void put_since(const Core *core, Buf *out, const Eval *ev, int r)
{
    bool first = true;
    buf_z(out, ",\"since\":{");
    for (int i = 0; i < core->n_stages; i++) {
        const Column *c = eval_since(ev, i);
        bool gone = c == NULL || column_missing(c, r);
        if (gone && !eval_since_missing(ev, i)[r])
            continue;
        put_comma(out, &first);
        buf_json(out, core->stages[i].name);
        buf_char(out, ':');
        if (gone)
            buf_z(out, "null");
        else
            col_json(out, c, r, &type_timestamp, core);
    }
    buf_char(out, '}');
}

void explain_json(Explainer *x, Buf *out, const Batch *b, const Eval *ev, int r)
{
    buf_z(out, ",\"explain\":{\"scores\":{");
    for (int i = 0; i < x->core->n_scores; i++) {
        if (i > 0)
            buf_char(out, ',');
        put_score(x, out, i, b, ev, r);
    }
    buf_z(out, "},");
    put_certain(x->core, out, ev, r);
    if (x->core->n_stages > 0)
        put_since(x->core, out, ev, r);
    explain_clauses_json(x->core, out, ev, r);
    buf_char(out, '}');
}
