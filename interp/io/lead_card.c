/* lead_card.c -- a lead at a glance: its record above, what became of it below. */
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/colvalue.h"
#include "interp/io/lead_part.h"
#include "interp/io/screen_text.h"
#include "interp/io/wall.h"

enum { INDENT = 2, GAP = 2, NAME_MOST = 24, TWO_COLUMNS = 64, BAR_CELLS = 16 };

typedef struct Card {
    const Core *core;
    Row row;
    const LeadRecord *record;
    const ViewLook *look;
    Buf *out;
    int name; /* columns of names */
} Card;

static const char *paint_if(const Card *c, const char *paint)
{
    return c->look->colour ? paint : "";
}

static void put_name(const Card *c, const char *name)
{
    buf_repeat(c->out, ' ', INDENT);
    text_padded(c->out, str_of(name), c->name);
    buf_repeat(c->out, ' ', GAP);
}

static int widest(int so_far, Str text, int most)
{
    const int n = utf8_width(text);
    return n > so_far ? (n < most ? n : most) : so_far;
}

/* -- the record -------------------------------------------------------------------- */

/* Instants and days as people say them, the rest as the policy writes it. */
static void put_value(Buf *out, const Core *core, const Column *c, int r, const Type *t)
{
    if (column_missing(c, r))
        buf_z(out, msg_text(MSG_WORD_MISSING));
    else if (t->kind == TY_TIMESTAMP)
        wall_instant(out, core->zone, col_i64(c, r));
    else if (t->kind == TY_DATE)
        wall_day(out, (int32_t)col_i64(c, r), true);
    else
        col_print(out, c, r, t, core, false);
}

static const char *value_text(const Core *core, const Column *c, int r, const Type *t)
{
    Buf value = {0}, clean = {0};
    put_value(&value, core, c, r, t);
    text_clean(&clean, buf_view(&value));
    const char *z = str_z(buf_view(&clean));
    buf_free(&value);
    buf_free(&clean);
    return z;
}

/* "50", or of a what-if "50 (record: 12)". */
static const char *field_text(const Card *c, int f)
{
    const Type *t = c->core->fields[f].type;
    const char *value = value_text(c->core, &c->row.batch->col[f], c->row.r, t);
    if (!record_gives(c->record, f))
        return value;
    const char *own =
        c->record->batch != NULL
            ? value_text(c->core, &c->record->batch->col[f], c->record->r, t)
            : msg_text(MSG_WORD_MISSING);
    return msg_text(MSG_LEAD_GIVEN, value, own);
}

/* The label stands in the head. */
static bool is_shown(const Card *c, int f)
{
    return record_gives(c->record, f)
           || (f != c->core->label && !column_missing(&c->row.batch->col[f], c->row.r));
}

static void put_field(const Card *c, int f, const char *value, int columns)
{
    Buf room = {0};
    const int name = wide_text(str_z(c->core->fields[f].name), c->name);
    const int left = columns - name - GAP;
    text_padded(c->out, c->core->fields[f].name, c->name);
    buf_repeat(c->out, ' ', GAP);
    const Str shown = utf8_cut(str_of(value), left > 1 ? left : 1, &room);
    text_painted(c->out, shown,
                 paint_if(c, record_gives(c->record, f) ? "\033[33m" : ""));
    buf_repeat(c->out, ' ', left - utf8_width(shown));
    buf_free(&room);
}

static void end_line(Buf *out)
{
    while (out->n > 0 && out->p[out->n - 1] == ' ')
        out->n--;
    buf_char(out, '\n');
}

/* Two beside each other where the width allows it; what is too long has a line alone. */
static void put_fields(const Card *c)
{
    const int all = view_width(c->look) - INDENT;
    const int half = all >= TWO_COLUMNS - INDENT ? (all - GAP) / 2 : 0;
    bool right = false;
    for (int f = 0; f < c->core->n_fields; f++) {
        if (!is_shown(c, f))
            continue;
        const char *value = field_text(c, f);
        const bool alone = wide_text(str_z(c->core->fields[f].name), c->name) + GAP
                               + utf8_width(str_of(value))
                           > half;
        if (right && alone)
            end_line(c->out);
        buf_repeat(c->out, ' ', right && !alone ? GAP : INDENT);
        put_field(c, f, value, alone ? all : half);
        if (alone || right)
            end_line(c->out);
        right = !alone && !right;
    }
    if (right)
        end_line(c->out);
}

static const char *missing_text(const Card *c)
{
    Buf b = {0};
    for (int f = 0; f < c->core->n_fields; f++)
        if (column_missing(&c->row.batch->col[f], c->row.r)
            && !record_gives(c->record, f)) {
            buf_z(&b, b.n > 0 ? ", " : "");
            buf_str(&b, c->core->fields[f].name);
        }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void put_record(Card *c)
{
    const char *missing = missing_text(c);
    for (int f = 0; f < c->core->n_fields; f++)
        if (is_shown(c, f))
            c->name = widest(c->name, c->core->fields[f].name, NAME_MOST);
    put_fields(c);
    if (missing[0] == '\0')
        return;
    buf_repeat(c->out, ' ', INDENT);
    text_wrapped(c->out, str_of(msg_text(MSG_LEAD_MISSING, missing)),
                 view_width(c->look), INDENT, 2 * INDENT, paint_if(c, "\033[2m"));
}

static bool goes_by_number(const Card *c)
{
    const int label = c->core->label;
    return label < 0 || column_missing(&c->row.batch->col[label], c->row.r);
}

/* "L-1  record 17, as of Tue 30 Jun 2026 18:00" */
static void put_head(const Card *c)
{
    Buf label = {0}, room = {0};
    const bool nobody = lead_is_nobody(c->row.batch, c->row.r);
    const char *number =
        str_format("%llu", (unsigned long long)c->row.batch->row[c->row.r].number);
    const char *when = wall_text(c->core->zone, lead_now(c->row));
    if (!goes_by_number(c))
        row_label(&label, c->core, c->row.batch, c->row.r);
    else if (nobody)
        buf_z(&label, msg_text(MSG_LEAD_NOBODY));
    else
        buf_format(&label, "#%s", number);
    const char *rest = nobody || goes_by_number(c)
                           ? msg_text(MSG_LEAD_AS_OF, when)
                           : msg_text(MSG_LEAD_RECORD, number, when);
    const Str shown = utf8_cut(buf_view(&label), view_width(c->look) / 2, &room);
    text_painted(c->out, shown, paint_if(c, "\033[1m"));
    buf_repeat(c->out, ' ', GAP);
    text_wrapped(c->out, str_of(rest), view_width(c->look), utf8_width(shown) + GAP,
                 INDENT, paint_if(c, "\033[2m"));
    buf_free(&label);
    buf_free(&room);
}

/* -- what became of it ------------------------------------------------------------- */

/* The rest of a line of which `column` columns stand; dim. */
static void put_rest(const Card *c, int column, const char *text)
{
    if (text[0] == '\0') {
        end_line(c->out);
        return;
    }
    buf_repeat(c->out, ' ', GAP);
    text_wrapped(c->out, str_of(text), view_width(c->look), column + GAP,
                 INDENT + c->name + GAP, paint_if(c, "\033[2m"));
}

static void put_word(const Card *c, const char *name, Str word, const char *rest)
{
    put_name(c, name);
    text_clean(c->out, word);
    put_rest(c, INDENT + c->name + GAP + utf8_width(word), rest);
}

static int score_columns(const Card *c)
{
    int n = 0;
    for (int i = 0; i < c->core->n_scores; i++)
        n = widest(n,
                   str_of(number_text(col_i64(eval_score(c->row.eval, i), c->row.r))),
                   NAME_MOST);
    return n;
}

static void put_score(const Card *c, int i, int columns)
{
    const CoreScore *s = &c->core->scores[i];
    const int64_t v = col_i64(eval_score(c->row.eval, i), c->row.r);
    const Str text = str_of(number_text(v));
    const int bar = view_width(c->look) >= TWO_COLUMNS ? GAP + BAR_CELLS : 0;
    put_name(c, str_z(s->name));
    buf_repeat(c->out, ' ', columns - utf8_width(text));
    buf_str(c->out, text);
    if (bar > 0 && s->has_range && s->hi > s->lo) {
        buf_repeat(c->out, ' ', GAP);
        score_bar(c->out, s, v, BAR_CELLS, c->look);
    } else {
        buf_repeat(c->out, ' ', bar);
    }
    put_rest(c, INDENT + c->name + GAP + columns + bar, interval_text(c->row, i));
}

static void put_grade(const Card *c, int i)
{
    const CoreGrade *g = &c->core->grades[i];
    const int64_t member = col_i64(eval_grade(c->row.eval, i), c->row.r);
    const bool certain = eval_grade_certain(c->row.eval, i)[c->row.r];
    put_word(c, str_z(g->name), g->members->member[member],
             certain ? "" : msg_text(MSG_WHY_UNCERTAIN));
}

static void put_place(const Card *c)
{
    const int place = lead_place(c->core, c->row);
    const int64_t since = lead_since(c->core, c->row);
    const char *when = since != NO_INSTANT
                           ? msg_text(MSG_LEAD_SINCE, wall_text(c->core->zone, since),
                                      relative_text(since - lead_now(c->row)))
                           : "";
    const bool certain = eval_stage_certain(c->row.eval)[c->row.r];
    const char *doubt = certain ? "" : msg_text(MSG_WHY_UNCERTAIN);
    const bool is_exit = place >= 0 && c->core->stages[place].is_exit;
    put_word(c, msg_text(is_exit ? MSG_WORD_EXIT : MSG_WORD_STAGE),
             place >= 0 ? c->core->stages[place].name
                        : str_of(msg_text(MSG_LEAD_NO_STAGE)),
             when[0] != '\0' && doubt[0] != '\0' ? msg_text(MSG_LEAD_WITH, when, doubt)
                                                 : (when[0] != '\0' ? when : doubt));
}

/* -- clauses ----------------------------------------------------------------------- */

static const char *instance_rest(const Card *c, int clause, const Instance *i)
{
    const char *left = left_text(c->core, c->row, clause, i);
    if (i->status == STATUS_MET && i->stopped_us != NO_INSTANT)
        return msg_text(MSG_LEAD_MET_AT, wall_text(c->core->zone, i->stopped_us));
    if (i->due_us == NO_INSTANT || left[0] == '\0')
        return left;
    return msg_text(MSG_LEAD_WITH,
                    msg_text(MSG_LEAD_DUE, wall_text(c->core->zone, i->due_us)), left);
}

enum { STATUS_COLUMNS = 12 };

static void put_instance(const Card *c, int clause, int instance, const Instance *i)
{
    const char *name = instance_name(str_z(c->core->clauses[clause].name), instance);
    const Str status = str_of(clause_status_name(i->status));
    put_name(c, name);
    text_painted(c->out, status, paint_if(c, status_paint(i->status)));
    buf_repeat(c->out, ' ', STATUS_COLUMNS - utf8_width(status));
    put_rest(c, INDENT + wide_text(name, c->name) + GAP + STATUS_COLUMNS,
             instance_rest(c, clause, i));
}

static void put_clause(const Card *c, int clause)
{
    if (clause_lanes(&c->core->clauses[clause]) == 0)
        return;
    const int n = lead_instances(c->core, c->row, clause);
    for (int i = 0; i < n; i++) {
        const Instance of = lead_instance(c->core, c->row, clause, i);
        if (of.status != STATUS_NONE)
            put_instance(c, clause, n > 1 ? i + 1 : 0, &of);
    }
}

/* The longest that it is called. */
static const char *clause_label(const Card *c, int clause)
{
    const int n = lead_instances(c->core, c->row, clause);
    return instance_name(str_z(c->core->clauses[clause].name), n > 1 ? n : 0);
}

static void measure_names(Card *c)
{
    const Core *core = c->core;
    c->name = core->n_personas > 0
                  ? widest(0, str_of(msg_text(MSG_WORD_PERSONA)), NAME_MOST)
                  : 0;
    for (int i = 0; i < core->n_scores; i++)
        c->name = widest(c->name, core->scores[i].name, NAME_MOST);
    for (int i = 0; i < core->n_grades; i++)
        c->name = widest(c->name, core->grades[i].name, NAME_MOST);
    if (core->n_stages > 0)
        c->name = widest(c->name, str_of(msg_text(MSG_WORD_STAGE)), NAME_MOST);
    for (int i = 0; i < core->n_clauses; i++)
        if (clause_lanes(&core->clauses[i]) > 0)
            c->name = widest(c->name, str_of(clause_label(c, i)), NAME_MOST);
}

static void put_outcome(const Card *c)
{
    const int columns = score_columns(c);
    if (c->core->n_personas > 0) {
        const int64_t who = col_i64(eval_persona(c->row.eval), c->row.r);
        put_word(c, msg_text(MSG_WORD_PERSONA), c->core->persona_enum->member[who], "");
    }
    for (int i = 0; i < c->core->n_scores; i++)
        put_score(c, i, columns);
    for (int i = 0; i < c->core->n_grades; i++)
        put_grade(c, i);
    if (c->core->n_stages > 0)
        put_place(c);
}

/* Of what came since `at` a blank line is put before. */
static void set_apart(Buf *out, size_t at)
{
    if (out->n == at)
        return;
    buf_char(out, '\n');
    memmove(out->p + at + 1, out->p + at, out->n - 1 - at);
    out->p[at] = '\n';
}

void lead_card_text(Buf *out, const Core *core, Row row, const LeadRecord *record,
                    const ViewLook *look)
{
    Card c = {core, row, record, look, out, 0};
    put_head(&c);
    size_t at = out->n;
    put_record(&c);
    set_apart(out, at);
    measure_names(&c);
    at = out->n;
    put_outcome(&c);
    set_apart(out, at);
    at = out->n;
    for (int i = 0; i < core->n_clauses; i++)
        put_clause(&c, i);
    set_apart(out, at);
}
