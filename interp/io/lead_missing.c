/* lead_missing.c -- what is missing of a lead, field by field, for people and machines. */
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/io/colvalue.h"
#include "interp/io/lead_open.h"
#include "interp/io/lead_part.h"
#include "interp/io/screen_text.h"

enum { INDENT = 2, GAP = 2, NAME_MOST = 24, LEAST_TEXT = 20 };

typedef struct Screen {
    const Core *core;
    Row row;
    const LeadOpen *open;
    const ViewLook *look;
    Buf *out;
    int name; /* columns */
} Screen;

static int widest(int so_far, Str text)
{
    const int n = utf8_width(text);
    return n > so_far && n <= NAME_MOST ? n : so_far;
}

/* "name  text", the text wrapped beside the name, or below it where there is no room. */
static void put_line(const Screen *s, int indent, const char *name, const char *text)
{
    const int column = indent + wide_text(name, s->name) + GAP,
              width = view_width(s->look);
    const bool below = column + LEAST_TEXT > width;
    buf_repeat(s->out, ' ', indent);
    text_padded(s->out, str_of(name), below ? 0 : s->name);
    if (below)
        buf_char(s->out, '\n');
    buf_repeat(s->out, ' ', below ? indent + INDENT : GAP);
    text_wrapped(s->out, str_of(text), width, below ? indent + INDENT : column,
                 indent + (below ? INDENT : s->name + GAP), "");
}

static void put_value(const Screen *s, Str name, const char *value, const char *doubt)
{
    if (doubt[0] != '\0')
        put_line(s, 0, str_z(name), msg_text(MSG_LEAD_WITH, value, doubt));
}

/* -- scores, grades, stage --------------------------------------------------------- */

/* The other members that it could be; "": it is sure. */
static const char *grade_doubt(const Screen *s, int grade)
{
    const CoreGrade *g = &s->core->grades[grade];
    const int64_t now = col_i64(eval_grade(s->row.eval, grade), s->row.r);
    const uint8_t *could = s->open->could_be[grade];
    Buf b = {0};
    if (could == NULL)
        return eval_grade_certain(s->row.eval, grade)[s->row.r]
                   ? ""
                   : msg_text(MSG_WHY_UNCERTAIN);
    for (int m = 0; m < g->members->n; m++)
        if (could[m] && m != now) {
            buf_z(&b, b.n > 0 ? ", " : "");
            buf_str(&b, g->members->member[m]);
        }
    const char *others = str_z(buf_view(&b));
    buf_free(&b);
    return others[0] != '\0' ? msg_text(MSG_LEAD_COULD_BE, others) : "";
}

static void put_place(const Screen *s)
{
    const int place = lead_place(s->core, s->row);
    if (s->core->n_stages == 0 || eval_stage_certain(s->row.eval)[s->row.r])
        return;
    put_value(s, str_of(msg_text(MSG_WORD_STAGE)),
              place >= 0 ? str_z(s->core->stages[place].name)
                         : msg_text(MSG_LEAD_NO_STAGE),
              msg_text(MSG_WHY_UNCERTAIN));
}

static void put_doubts(const Screen *s)
{
    for (int i = 0; i < s->core->n_scores; i++)
        put_value(s, s->core->scores[i].name,
                  number_text(col_i64(eval_score(s->row.eval, i), s->row.r)),
                  interval_text(s->row, i));
    for (int i = 0; i < s->core->n_grades; i++) {
        const CoreGrade *g = &s->core->grades[i];
        const int64_t now = col_i64(eval_grade(s->row.eval, i), s->row.r);
        put_value(s, g->name, str_z(g->members->member[now]), grade_doubt(s, i));
    }
    put_place(s);
}

/* -- fields ------------------------------------------------------------------------ */

/* "persona small", "stage mql"; a score or clause by its name alone. */
static const char *open_name(const Open *o)
{
    if (strcmp(o->what, "persona") == 0)
        return str_format("%s %s", msg_text(MSG_WORD_PERSONA), o->name);
    if (strcmp(o->what, "stage") == 0)
        return msg_text(MSG_LEAD_AT_STAGE, o->name);
    return strcmp(o->what, "exit") == 0 ? msg_text(MSG_LEAD_EXIT, o->name) : o->name;
}

static void put_field(const Screen *s, const OpenField *f)
{
    text_painted(s->out, s->core->fields[f->field].name,
                 s->look->colour ? "\033[1m" : "");
    buf_char(s->out, '\n');
    for (int i = 0; i < f->n; i++)
        put_line(s, INDENT, open_name(&f->open[i]), f->open[i].text);
}

static const char *nothing_open(const Screen *s)
{
    Buf b = {0};
    for (int i = 0; i < s->open->n; i++)
        if (s->open->field[i].n == 0) {
            buf_z(&b, b.n > 0 ? ", " : "");
            buf_str(&b, s->core->fields[s->open->field[i].field].name);
        }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void measure(Screen *s)
{
    for (int i = 0; i < s->core->n_scores; i++)
        s->name = widest(s->name, s->core->scores[i].name);
    for (int i = 0; i < s->core->n_grades; i++)
        s->name = widest(s->name, s->core->grades[i].name);
    for (int i = 0; i < s->open->n; i++)
        for (int k = 0; k < s->open->field[i].n; k++)
            s->name = widest(s->name, str_of(open_name(&s->open->field[i].open[k])));
}

void lead_missing_text(Buf *out, const Core *core, Row row, const ViewLook *look)
{
    Screen s = {core, row, lead_open(core, row), look, out, 0};
    const size_t at = out->n;
    measure(&s);
    put_doubts(&s);
    if (s.open->n == 0)
        text_wrapped(out, str_of(msg_text(MSG_LEAD_ALL_KNOWN)), view_width(look), 0, 0,
                     "");
    for (int i = 0; i < s.open->n; i++) {
        if (s.open->field[i].n == 0)
            continue;
        if (out->n > at)
            buf_char(out, '\n');
        put_field(&s, &s.open->field[i]);
    }
    const char *rest = nothing_open(&s);
    if (rest[0] == '\0')
        return;
    if (out->n > at)
        buf_char(out, '\n');
    text_wrapped(out, str_of(msg_text(MSG_LEAD_NOTHING_OPEN, rest)), view_width(look),
                 0, INDENT, "");
}

/* -- JSON -------------------------------------------------------------------------- */

static void json_grade(Buf *out, const CoreGrade *g, int64_t now, const uint8_t *could)
{
    bool first = true;
    buf_z(out, "{\"value\":");
    buf_json(out, g->members->member[now]);
    buf_z(out, ",\"could_be\":");
    if (could == NULL) {
        buf_z(out, "null}");
        return;
    }
    buf_char(out, '[');
    for (int m = 0; m < g->members->n; m++)
        if (could[m]) {
            buf_z(out, first ? "" : ",");
            buf_json(out, g->members->member[m]);
            first = false;
        }
    buf_z(out, "]}");
}

static void json_grades(const Screen *s, bool *first)
{
    bool first_grade = true;
    json_key(s->out, first, "grades");
    buf_char(s->out, '{');
    for (int i = 0; i < s->core->n_grades; i++) {
        json_key(s->out, &first_grade, str_z(s->core->grades[i].name));
        json_grade(s->out, &s->core->grades[i],
                   col_i64(eval_grade(s->row.eval, i), s->row.r), s->open->could_be[i]);
    }
    buf_char(s->out, '}');
}

static void json_place(const Screen *s, bool *first)
{
    const int place = lead_place(s->core, s->row);
    json_key(s->out, first, "stage");
    buf_z(s->out, "{\"value\":");
    if (place >= 0)
        buf_json(s->out, s->core->stages[place].name);
    else
        buf_z(s->out, "null");
    buf_z(s->out, ",\"certain\":");
    const bool certain =
        s->core->n_stages == 0 || eval_stage_certain(s->row.eval)[s->row.r];
    buf_z(s->out, certain ? "true}" : "false}");
}

static void json_open(Buf *out, const Open *o)
{
    bool first = true;
    buf_char(out, '{');
    json_key(out, &first, "what");
    buf_json(out, str_of(o->what));
    json_key(out, &first, "name");
    buf_json(out, str_of(o->name));
    json_key(out, &first, "text");
    buf_json(out, str_of(o->text));
    buf_char(out, '}');
}

static void json_field(const Screen *s, const OpenField *f)
{
    bool first = true;
    buf_char(s->out, '{');
    json_key(s->out, &first, "field");
    buf_json(s->out, s->core->fields[f->field].name);
    json_key(s->out, &first, "opens");
    buf_char(s->out, '[');
    for (int i = 0; i < f->n; i++) {
        buf_z(s->out, i > 0 ? "," : "");
        json_open(s->out, &f->open[i]);
    }
    buf_z(s->out, "]}");
}

/* Those that leave something open, or those that do not. */
static void json_fields(const Screen *s, bool with_open)
{
    bool first = true;
    buf_char(s->out, '[');
    for (int i = 0; i < s->open->n; i++) {
        const OpenField *f = &s->open->field[i];
        if ((f->n > 0) != with_open)
            continue;
        buf_z(s->out, first ? "" : ",");
        first = false;
        if (with_open)
            json_field(s, f);
        else
            buf_json(s->out, s->core->fields[f->field].name);
    }
    buf_char(s->out, ']');
}

void lead_missing_json(Buf *out, const Core *core, Row row)
{
    const Screen s = {core, row, lead_open(core, row), NULL, out, 0};
    bool first = true;
    json_head(out, core, row, &first);
    json_scores(out, core, row, &first);
    json_grades(&s, &first);
    json_place(&s, &first);
    json_key(out, &first, "fields");
    json_fields(&s, true);
    json_key(out, &first, "nothing_open");
    json_fields(&s, false);
    buf_char(out, '}');
}
