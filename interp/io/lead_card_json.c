/* lead_card_json.c -- a lead at a glance, for machines. */
#include "interp/io/colvalue.h"
#include "interp/io/lead_part.h"

typedef struct Card {
    const Core *core;
    Row row;
    const LeadRecord *record;
    Buf *out;
} Card;

static void json_fields(const Card *c, bool *first)
{
    bool first_field = true;
    json_key(c->out, first, "fields");
    buf_char(c->out, '{');
    for (int f = 0; f < c->core->n_fields; f++) {
        const Column *col = &c->row.batch->col[f];
        if (column_missing(col, c->row.r))
            continue;
        json_key(c->out, &first_field, str_z(c->core->fields[f].name));
        col_json(c->out, col, c->row.r, c->core->fields[f].type, c->core);
    }
    buf_char(c->out, '}');
}

static void json_missing(const Card *c, bool *first)
{
    bool first_field = true;
    json_key(c->out, first, "missing");
    buf_char(c->out, '[');
    for (int f = 0; f < c->core->n_fields; f++)
        if (column_missing(&c->row.batch->col[f], c->row.r)) {
            buf_z(c->out, first_field ? "" : ",");
            buf_json(c->out, c->core->fields[f].name);
            first_field = false;
        }
    buf_char(c->out, ']');
}

static void json_given(const Card *c, bool *first)
{
    bool first_field = true;
    json_key(c->out, first, "given");
    buf_char(c->out, '{');
    for (int f = 0; f < c->core->n_fields; f++) {
        if (!record_gives(c->record, f))
            continue;
        json_key(c->out, &first_field, str_z(c->core->fields[f].name));
        if (c->record->batch == NULL)
            buf_z(c->out, "null");
        else
            col_json(c->out, &c->record->batch->col[f], c->record->r,
                     c->core->fields[f].type, c->core);
    }
    buf_char(c->out, '}');
}

static void json_member(Buf *out, const Enum *of, const Column *c, int r)
{
    if (column_missing(c, r))
        buf_z(out, "null");
    else
        buf_json(out, of->member[col_i64(c, r)]);
}

static void json_grades(const Card *c, bool *first)
{
    bool first_grade = true;
    json_key(c->out, first, "grades");
    buf_char(c->out, '{');
    for (int i = 0; i < c->core->n_grades; i++) {
        const CoreGrade *g = &c->core->grades[i];
        json_key(c->out, &first_grade, str_z(g->name));
        json_member(c->out, g->members, eval_grade(c->row.eval, i), c->row.r);
    }
    buf_char(c->out, '}');
}

static void json_place(const Card *c, bool *first)
{
    json_key(c->out, first, "stage");
    json_member(c->out, c->core->stage_enum, eval_stage(c->row.eval), c->row.r);
    json_key(c->out, first, "exit");
    json_member(c->out, c->core->exit_enum, eval_exit(c->row.eval), c->row.r);
    json_key(c->out, first, "since");
    json_instant(c->out, c->core, lead_since(c->core, c->row));
}

static void json_instance(const Card *c, int clause, int instance, const Instance *i)
{
    Buf *out = c->out;
    bool first = true;
    buf_char(out, '{');
    json_key(out, &first, "clause");
    buf_json(out, c->core->clauses[clause].name);
    if (instance > 0) {
        json_key(out, &first, "instance");
        buf_i64(out, instance);
    }
    json_key(out, &first, "status");
    buf_json(out, str_of(clause_status_name(i->status)));
    json_key(out, &first, "starts");
    json_instant(out, c->core, i->starts_us);
    json_key(out, &first, "due");
    json_instant(out, c->core, i->due_us);
    json_key(out, &first, "remaining");
    json_length(out, c->core, clause, i->remaining);
    json_key(out, &first, "late");
    json_length(out, c->core, clause, i->late);
    buf_char(out, '}');
}

static void json_clauses(const Card *c, bool *first)
{
    bool first_instance = true;
    json_key(c->out, first, "clauses");
    buf_char(c->out, '[');
    for (int k = 0; k < c->core->n_clauses; k++) {
        const bool has_lanes = clause_lanes(&c->core->clauses[k]) > 0;
        const int n = has_lanes ? lead_instances(c->core, c->row, k) : 0;
        for (int i = 0; i < n; i++) {
            const Instance of = lead_instance(c->core, c->row, k, i);
            if (of.status == STATUS_NONE)
                continue;
            buf_z(c->out, first_instance ? "" : ",");
            json_instance(c, k, n > 1 ? i + 1 : 0, &of);
            first_instance = false;
        }
    }
    buf_char(c->out, ']');
}

void lead_card_json(Buf *out, const Core *core, Row row, const LeadRecord *record)
{
    const Card c = {core, row, record, out};
    bool first = true;
    json_head(out, core, row, &first);
    json_fields(&c, &first);
    json_missing(&c, &first);
    json_given(&c, &first);
    json_key(out, &first, "persona");
    json_member(out, core->persona_enum, eval_persona(row.eval), row.r);
    json_scores(out, core, row, &first);
    json_grades(&c, &first);
    json_place(&c, &first);
    json_clauses(&c, &first);
    buf_char(out, '}');
}
