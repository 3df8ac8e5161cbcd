/* derivation.c -- walking a core beside one row of its evaluation. */
#include "interp/io/derivation.h"

#include "interp/base/decimal.h"
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/colvalue.h"
#include "interp/io/lead_part.h"
#include "interp/io/rule_reads.h"

enum { NAME_COLUMNS = 10, POINTS_COLUMNS = 8, RULE_COLUMNS = 44, INNER = 2 };

struct Derivation {
    const Core *core;
    const RuleReads *reads;
    uint8_t **stage_reads; /* fields by whose absence a stage is not reached */
    int name_columns, stage_columns;
};

static int wide_enough(int columns, Str name)
{
    int n = utf8_width(name) + 2;
    return n > columns ? n : columns;
}

Derivation *derivation_new(const Core *core)
{
    Derivation *d = MEM_NEW(Derivation);
    d->core = core;
    d->reads = rule_reads(core);
    d->stage_reads = MEM_ARRAY(uint8_t *, core->n_stages);
    d->name_columns = d->stage_columns = NAME_COLUMNS;
    for (int i = 0; i < core->n_stages; i++) {
        d->stage_columns = wide_enough(d->stage_columns, core->stages[i].name);
        d->stage_reads[i] = expr_reads(core, core->stages[i].when);
        if (core->stages[i].when == NULL && core->stages[i].since != NULL)
            core_direct_fields_of(core, core->stages[i].since, d->stage_reads[i]);
    }
    for (int i = 0; i < core->n_scores; i++)
        d->name_columns = wide_enough(d->name_columns, core->scores[i].name);
    return d;
}

void core_text(Buf *out, const Core *core, int id)
{
    if (id < 0 || id >= core->n_spans || core->span[id].src == NULL)
        return;
    Str s = str_trim(span_text(core->span[id]));
    bool blank = false;
    for (size_t i = 0; i < s.n; i++) {
        bool is_blank =
            s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r';
        if (is_blank && !blank)
            buf_char(out, ' ');
        if (!is_blank)
            buf_char(out, s.p[i]);
        blank = is_blank;
    }
}

const char *core_text_z(const Core *core, int id)
{
    Buf b = {0};
    core_text(&b, core, id);
    Str s = buf_copy(&b);
    buf_free(&b);
    return s.p;
}

static void put_padded(Buf *out, Str s, int columns)
{
    buf_str(out, s);
    buf_repeat(out, ' ', columns - utf8_width(s));
}

static void put_name(const Derivation *d, Buf *out, int indent, Str name)
{
    buf_repeat(out, ' ', indent);
    put_padded(out, name, d->name_columns);
}

/* Names of the marked fields that are missing in this row; empty where none is. */
static const char *missing_names(const Core *core, const uint8_t *reads, Row row)
{
    Buf b = {0};
    for (int f = 0; f < core->n_fields; f++)
        if (reads[f] && column_missing(&row.batch->col[f], row.r)) {
            if (b.n > 0)
                buf_z(&b, ", ");
            buf_str(&b, core->fields[f].name);
        }
    Str s = buf_copy(&b);
    buf_free(&b);
    return s.p;
}

/* "  +40  text"; a rule that gives nothing has its reason after it. */
static void put_rule(Buf *out, int indent, const char *points, Str text,
                     const char *note)
{
    buf_repeat(out, ' ', indent + POINTS_COLUMNS - (int)strlen(points));
    buf_z(out, points);
    buf_z(out, "  ");
    if (note == NULL) {
        buf_str(out, text);
    } else {
        put_padded(out, text, RULE_COLUMNS);
        buf_z(out, "  ");
        buf_z(out, note);
    }
    buf_char(out, '\n');
}

static const char *signed_text(int64_t micros)
{
    return micros > 0 ? str_format("+%s", number_text(micros)) : number_text(micros);
}

static const char *rule_note(const Derivation *d, const CoreRule *rule, Row row)
{
    uint8_t state = eval_rule_state(row.eval, rule->rule)[row.r];
    if (state == RULE_YES)
        return NULL;
    if (state == RULE_NO)
        return msg_text(MSG_WHY_NO);
    const char *names = missing_names(d->core, d->reads->rule[rule->rule], row);
    return names[0] != '\0' ? msg_text(MSG_WHY_UNKNOWN, names)
                            : msg_text(MSG_WHY_UNKNOWN_BARE);
}

static void derive_rules(const Derivation *d, Buf *out, const CoreRule *rules, int n,
                         Row row, int indent)
{
    for (int i = 0; i < n; i++) {
        const CoreRule *rule = &rules[i];
        int64_t points = eval_rule_points(row.eval, rule->rule)[row.r];
        if (rule->kind != RULE_GROUP) {
            const char *note = rule_note(d, rule, row);
            bool unknown = eval_rule_state(row.eval, rule->rule)[row.r] == RULE_UNKNOWN;
            put_rule(out, indent, unknown && points == 0 ? "?" : signed_text(points),
                     rule->text, note);
            continue;
        }
        derive_rules(d, out, rule->rules, rule->n_rules, row, indent);
        if (points != 0)
            put_rule(out, indent, signed_text(points),
                     str_of(msg_text(MSG_WHY_GROUP, str_z(rule->title))), NULL);
    }
}

const char *interval_text(Row row, int score)
{
    const int64_t low = eval_score_low(row.eval, score)[row.r];
    const int64_t high = eval_score_high(row.eval, score)[row.r];
    if (low == high)
        return "";
    if (low == -INT64_MAX && high == INT64_MAX)
        return msg_text(MSG_WHY_ANYTHING);
    if (low == -INT64_MAX)
        return msg_text(MSG_WHY_AT_MOST, number_text(high));
    if (high == INT64_MAX)
        return msg_text(MSG_WHY_AT_LEAST, number_text(low));
    return msg_text(MSG_WHY_INTERVAL, number_text(low), number_text(high));
}

static void derive_interval(Buf *out, Row row, int score, int indent)
{
    const char *text = interval_text(row, score);
    if (text[0] == '\0')
        return;
    buf_repeat(out, ' ', indent + POINTS_COLUMNS + 2);
    buf_z(out, text);
    buf_char(out, '\n');
}

void derive_score(const Derivation *d, Buf *out, Row row, int score, int indent)
{
    const CoreScore *s = &d->core->scores[score];
    int64_t value = col_i64(eval_score(row.eval, score), row.r);
    int64_t clamp = eval_score_clamp(row.eval, score)[row.r];
    put_name(d, out, indent, s->name);
    dec_buf(out, value);
    buf_char(out, '\n');
    if (s->expr != NULL) {
        const char *names = missing_names(d->core, d->reads->score[score], row);
        put_rule(out, indent, signed_text(value - clamp), s->text,
                 names[0] != '\0' ? msg_text(MSG_WHY_UNKNOWN, names) : NULL);
    }
    derive_rules(d, out, s->rules, s->n_rules, row, indent);
    if (clamp != 0)
        put_rule(
            out, indent, signed_text(clamp),
            str_of(msg_text(MSG_WHY_RANGE, number_text(s->lo), number_text(s->hi))),
            NULL);
    derive_interval(out, row, score, indent);
}

void derive_persona(const Derivation *d, Buf *out, Row row, int indent)
{
    const Column *c = eval_persona(row.eval);
    int64_t who = col_i64(c, row.r);
    put_name(d, out, indent, str_of(msg_text(MSG_WORD_PERSONA)));
    put_padded(out, d->core->persona_enum->member[who], NAME_COLUMNS);
    buf_z(out, "  ");
    if (who < d->core->n_personas && d->core->personas[who].when != NULL)
        buf_z(out, msg_text(MSG_WHY_WHEN,
                            core_text_z(d->core, d->core->personas[who].when->id)));
    else
        buf_z(out, msg_text(MSG_WHY_NOBODY));
    buf_char(out, '\n');
}

static const char *score_value_text(Row row, int score)
{
    return number_text(col_i64(eval_score(row.eval, score), row.r));
}

void derive_grade(const Derivation *d, Buf *out, Row row, int grade, int indent)
{
    const CoreGrade *g = &d->core->grades[grade];
    const Column *c = eval_grade(row.eval, grade);
    const char *of = str_z(d->core->scores[g->of].name);
    put_name(d, out, indent, g->name);
    put_padded(out, g->members->member[col_i64(c, row.r)], NAME_COLUMNS);
    buf_z(out, "  ");
    if (g->by < 0)
        buf_z(out, msg_text(MSG_WHY_OF, of, score_value_text(row, g->of)));
    else
        buf_z(out, msg_text(MSG_WHY_OF_BY, of, score_value_text(row, g->of),
                            str_z(d->core->scores[g->by].name),
                            score_value_text(row, g->by)));
    if (!eval_grade_certain(row.eval, grade)[row.r]) {
        buf_z(out, "; ");
        buf_z(out, msg_text(MSG_WHY_UNCERTAIN));
    }
    buf_char(out, '\n');
}

static bool was_reached(Row row, int stage)
{
    const Column *c = eval_reached(row.eval, stage);
    return !column_missing(c, row.r) && col_flag(c, row.r);
}

static const char *since_text(const Derivation *d, Row row, int stage)
{
    const Column *c = eval_since(row.eval, stage);
    if (!column_missing(c, row.r)) {
        Buf b = {0};
        col_print(&b, c, row.r, &type_timestamp, d->core, false);
        const char *at = str_z(buf_view(&b));
        buf_free(&b);
        return msg_text(MSG_WHY_SINCE, at);
    }
    if (was_reached(row, stage))
        return msg_text(eval_since_missing(row.eval, stage)[row.r] ? MSG_WHY_NO_INSTANT
                                                                   : MSG_WHY_REACHED);
    const char *names = missing_names(d->core, d->stage_reads[stage], row);
    return names[0] != '\0' ? msg_text(MSG_WHY_NOT_REACHED_FOR, names)
                            : msg_text(MSG_WHY_NOT_REACHED);
}

static void derive_place(const Derivation *d, Buf *out, Row row, MsgId word,
                         const Enum *of, const Column *c, int indent)
{
    if (c == NULL || column_missing(c, row.r))
        return;
    put_name(d, out, indent, str_of(msg_text(word)));
    buf_str(out, of->member[col_i64(c, row.r)]);
    if (!eval_stage_certain(row.eval)[row.r]) {
        buf_z(out, "  ");
        buf_z(out, msg_text(MSG_WHY_UNCERTAIN));
    }
    buf_char(out, '\n');
}

void derive_funnel(const Derivation *d, Buf *out, Row row, int indent)
{
    const Core *core = d->core;
    derive_place(d, out, row, MSG_WORD_STAGE, core->stage_enum, eval_stage(row.eval),
                 indent);
    if (core->n_exits > 0)
        derive_place(d, out, row, MSG_WORD_EXIT, core->exit_enum, eval_exit(row.eval),
                     indent);
    for (int i = 0; i < core->n_stages; i++) {
        buf_repeat(out, ' ', indent + INNER);
        put_padded(out, core->stages[i].name, d->stage_columns);
        const char *since = since_text(d, row, i);
        if (core->stages[i].when == NULL) {
            buf_z(out, since);
        } else {
            put_padded(out, str_of(since), RULE_COLUMNS);
            buf_z(out, "  ");
            buf_z(out,
                  msg_text(MSG_WHY_WHEN, core_text_z(core, core->stages[i].when->id)));
        }
        buf_char(out, '\n');
    }
}

void derive_all(const Derivation *d, Buf *out, Row row, int indent)
{
    const Core *core = d->core;
    if (core->n_personas > 0)
        derive_persona(d, out, row, indent);
    for (int i = 0; i < core->n_scores; i++)
        derive_score(d, out, row, i, indent);
    for (int i = 0; i < core->n_grades; i++)
        derive_grade(d, out, row, i, indent);
    if (core->n_stages > 0)
        derive_funnel(d, out, row, indent);
    for (int i = 0; i < core->n_clauses; i++)
        derive_clause(core, out, row, i, indent);
}
