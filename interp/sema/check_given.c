/* check_given.c -- `given`: leads and records of facts that a test makes up. */
#include "interp/base/mem.h"
#include "interp/lang/value.h"
#include "interp/sema/later.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"
#include "interp/sema/test_part.h"

/* -- fields */

/* Of the lead, or of the fact whose place is entered. */
static int field_given(Sema *s, const Node *name)
{
    int f = core_field(s->core, text_of(name));
    if (f >= 0)
        return f;
    if (s->whose == OF_FACT) {
        (void)say_no_fact_field(s, name);
        return -1;
    }
    int n = s->core->n_fields;
    Str *known = MEM_ARRAY(Str, n + 1);
    for (int i = 0; i < n; i++)
        known[i] = s->core->fields[i].name;
    say_unknown(s, E0313, name->span, MSG_NO_FIELD, name->text, known, n);
    return -1;
}

static void check_given_field(Sema *s, CoreRecord *r, const Node *n, Map *seen)
{
    int f = field_given(s, kid(n, 0));
    if (f < 0 || !unique(s, seen, kid(n, 0)))
        return;
    const CoreField *field = &s->core->fields[f];
    CoreExpr *e = literal_of_type(s, kid(n, 1), field->type,
                                  str_format("`%s`", str_z(field->name)));
    if (e == NULL)
        return;
    if (field->type->kind != TY_LIST && type_phys(field->type) == PHYS_I64
        && !in_field_range(field, e->i64)) {
        say_out_of_range(s, kid(n, 1)->span, field);
        return;
    }
    r->given[r->n_given++] = (CoreGiven){f, e};
}

static void check_fields_given(Sema *s, CoreRecord *r, const Node *fields)
{
    Map *seen = map_new();
    r->given = MEM_ARRAY(CoreGiven, n_items(fields) + 1);
    for (int i = 0; i < n_items(fields); i++)
        if (fields->kid[i]->kind == N_GIVEN)
            check_given_field(s, r, fields->kid[i], seen);
}

/* -- leads */

static Str as_label(const Core *c, const CoreExpr *e)
{
    if (e == NULL || e->missing || e->type->kind == TY_LIST)
        return (Str){0};
    if (type_phys(e->type) == PHYS_TEXT)
        return e->text;
    Buf b = {0};
    const Value v = {.type = e->type, .i64 = e->i64};
    value_print(&b, &v, c->zone, c->currency, false);
    Str text = buf_copy(&b);
    buf_free(&b);
    return text;
}

static Str label_of(const Core *c, const CoreRecord *r)
{
    if (c->label < 0)
        return (Str){0};
    const CoreExpr *e = c->fields[c->label].deflt;
    for (int i = 0; i < r->n_given; i++)
        if (r->given[i].field == c->label)
            e = r->given[i].value;
    return as_label(c, e);
}

static void given_lead(Sema *s, CoreTest *t, const Node *n)
{
    CoreRecord *r = &t->lead[t->n_leads];
    if (kid(n, 1) != NULL) {
        later_form(s, n->at, LATER_GIVEN_AT);
        return;
    }
    t->n_leads++;
    *r = (CoreRecord){.fact = -1, .id = core_span(s, n->span)};
    check_fields_given(s, r, kid(n, 2));
    r->label = label_of(s->core, r);
}

/* -- records of facts */

static void say_dated_inside(Sema *s, const Node *n, const CoreFact *f)
{
    Diag *d = say(s, E0469, kid(n, 1)->span, MSG_GIVEN_FACT_AT, str_z(f->name));
    if (f->at != NULL && f->at->kind == CORE_FIELD)
        diag_help(d, MSG_GIVEN_FACT_AT_HELP, str_z(f->core->fields[f->at->index].name));
}

static void given_fact(Sema *s, CoreTest *t, const Node *n, int fact)
{
    const CoreFact *f = &s->root->facts[fact];
    CoreRecord *r = &t->fact[t->n_facts++];
    *r = (CoreRecord){.fact = fact, .id = core_span(s, n->span)};
    if (kid(n, 1) != NULL)
        say_dated_inside(s, n, f);
    Place old = place_enter(s, OF_FACT, f);
    check_fields_given(s, r, kid(n, 2));
    place_leave(s, &old);
}

static void say_no_record(Sema *s, const Node *name)
{
    int n = s->root->n_facts;
    Str *known = MEM_ARRAY(Str, n + 1);
    for (int i = 0; i < n; i++)
        known[i] = s->root->facts[i].name;
    known[n++] = STR("lead");
    if (!s->names_lost)
        say_unknown(s, E0301, name->span, MSG_NO_RECORD, text_of(name), known, n);
}

static void check_given(Sema *s, CoreTest *t, const Node *n)
{
    const Node *name = kid(n, 0);
    const Sym *sym = scope_find(s->scope, text_of(name));
    if (is_word(name, KW_LEAD))
        given_lead(s, t, n);
    else if (sym != NULL && sym->kind == SYM_FACT)
        given_fact(s, t, n, sym->index);
    else if (sym == NULL || sym->kind != SYM_LATER)
        say_no_record(s, name);
}

void check_givens(Sema *s, CoreTest *t, const Node *body)
{
    t->lead = MEM_ARRAY(CoreRecord, n_items(body) + 1);
    t->fact = MEM_ARRAY(CoreRecord, n_items(body) + 1);
    for (int i = 0; i < n_items(body); i++)
        if (body->kid[i]->kind == N_T_GIVEN)
            check_given(s, t, body->kid[i]);
}
