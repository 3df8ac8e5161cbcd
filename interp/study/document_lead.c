/* document_lead.c -- who a lead is: its fields, its personas. */
#include "interp/base/mem.h"
#include "interp/study/document_part.h"

/* -- fields --------------------------------------------------------------------------- */

static const char *type_words(const Doc *d, const Type *t)
{
    switch (t->kind) {
    case TY_TEXT: return doc_word(d, t->folded ? DOC_T_FOLDED : DOC_T_TEXT);
    case TY_NUMBER: return doc_word(d, DOC_T_NUMBER);
    case TY_MONEY: return say(d, DOC_T_MONEY, str_z(d->core->currency));
    case TY_FLAG: return doc_word(d, DOC_T_FLAG);
    case TY_DATE: return doc_word(d, DOC_T_DATE);
    case TY_TIMESTAMP: return doc_word(d, DOC_T_TIMESTAMP);
    case TY_DURATION: return doc_word(d, DOC_T_DURATION);
    case TY_LIST: return say(d, DOC_T_LIST, type_words(d, t->elem));
    case TY_ENUM: {
        const Enum *of = t->of;
        const char **item = MEM_ARRAY(const char *, of->n + 1);
        for (int i = 0; i < of->n; i++)
            item[i] = doc_clean(of->member[i]);
        const char *all = say(d, DOC_T_ONE_OF, doc_list(d->to, item, of->n, DOC_COMMA));
        return of->otherwise < 0 ? all : say(d, DOC_T_OTHERS, all, item[of->otherwise]);
    }
    case TY_ERROR:
    case TY_BUSINESS:
    case TY_PERIOD:
    case TY_CALENDAR:
    case N_TYPE_KINDS: break;
    }
    return "";
}

const char *document_field(const Doc *d, const Core *c, int i)
{
    const CoreField *f = &c->fields[i];
    const char *text = type_words(d, f->type);
    const bool lo = (f->flags & FIELD_HAS_LO) != 0, hi = (f->flags & FIELD_HAS_HI) != 0;
    const char *from = lo ? doc_value(d->to, c, f->type, f->lo) : NULL;
    const char *to = hi ? doc_value(d->to, c, f->type, f->hi) : NULL;
    if (lo && hi)
        text = say(d, DOC_T_RANGE, text, from, to);
    else if (lo || hi)
        text = say(d, lo ? DOC_T_LEAST : DOC_T_MOST, text, lo ? from : to);
    return i == c->label ? say(d, DOC_T_LABEL, text) : text;
}

static const char *if_missing(const Doc *d, const CoreField *f)
{
    if (f->deflt != NULL && !f->deflt->missing)
        return say(d, DOC_COUNTS_AS, doc_const(d->to, d->core, f->deflt));
    return doc_word(d, (f->flags & FIELD_REQUIRED) != 0 ? DOC_REFUSED : DOC_UNKNOWN);
}

static void marks_of(const Core *c, const CoreExpr *e, uint8_t *marks)
{
    if (e != NULL)
        core_fields_of(c, e, marks);
}

static void marks_of_rules(const Core *c, const CoreRule *r, int n, uint8_t *marks)
{
    for (int i = 0; i < n; i++) {
        const CoreExpr *of[] = {r[i].points, r[i].when, r[i].per, r[i].cap};
        for (size_t k = 0; k < sizeof of / sizeof *of; k++)
            marks_of(c, of[k], marks);
        marks_of_rules(c, r[i].rules, r[i].n_rules, marks);
    }
}

static void marks_of_lead(const Core *c, uint8_t *marks)
{
    for (int i = 0; i < c->n_personas; i++)
        marks_of(c, c->personas[i].when, marks);
    for (int i = 0; i < c->n_scores; i++) {
        marks_of_rules(c, c->scores[i].rules, c->scores[i].n_rules, marks);
        marks_of(c, c->scores[i].expr, marks);
    }
    for (int i = 0; i < c->n_stages; i++) {
        marks_of(c, c->stages[i].when, marks);
        marks_of(c, c->stages[i].since, marks);
    }
}

static void marks_of_clauses(const Core *c, uint8_t *marks)
{
    for (int i = 0; i < c->n_clauses; i++) {
        const CoreClause *cl = &c->clauses[i];
        const CoreExpr *of[] = {cl->applies, cl->settled,  cl->excused,
                                cl->within,  cl->calendar, cl->keep};
        for (size_t k = 0; k < sizeof of / sizeof *of; k++)
            marks_of(c, of[k], marks);
        for (int k = 0; k < cl->n_starts; k++)
            marks_of(c, cl->starts[k], marks);
        for (int k = 0; k < cl->n_stops; k++)
            marks_of(c, cl->stops[k], marks);
        for (int k = 0; k < cl->n_cancels; k++)
            marks_of(c, cl->cancels[k], marks);
    }
}

static void marks_of_terms(const Core *c, uint8_t *marks)
{
    for (int i = 0; i < c->n_terms; i++) {
        const CoreTerm *t = &c->terms[i];
        if (t->over == OVER_FACTS)
            continue;
        for (int k = 0; k < t->n_sources; k++) {
            marks_of(c, t->source[k].value, marks);
            marks_of(c, t->source[k].where, marks);
            marks_of(c, t->source[k].at, marks);
            for (int s = 0; s < t->n_splits; s++)
                marks_of(c, t->source[k].split[s], marks);
        }
    }
}

static void put_fields(Doc *d)
{
    static const DocId head[] = {DOC_FIELD, DOC_COLUMN, DOC_WHAT_IT_IS, DOC_IF_MISSING};
    const Core *c = d->core;
    uint8_t *marks = mem_alloc((size_t)c->n_fields + 1);
    marks_of_lead(c, marks);
    marks_of_clauses(c, marks);
    marks_of_terms(c, marks);
    if (c->label >= 0)
        marks[c->label] = 1;
    PageTable *t = doc_table(d, NULL, head, sizeof head / sizeof *head);
    for (int i = 0; i < c->n_fields; i++)
        if (marks[i] != 0) {
            const CoreField *f = &c->fields[i];
            doc_row(t, (const char *const[]){
                           doc_clean(f->name), f->has_from ? doc_clean(f->from) : "",
                           document_field(d, c, i), if_missing(d, f)});
        }
}

/* -- personas ------------------------------------------------------------------------- */

static void put_personas(Doc *d)
{
    static const DocId head[] = {DOC_PERSONA, DOC_WHEN};
    const Core *c = d->core;
    if (c->n_personas == 0)
        return;
    doc_item(d, doc_word(d, DOC_PERSONAS), NULL, "personas");
    doc_note(d, doc_word(d, DOC_PERSONAS_ABOUT));
    PageTable *t = doc_table(d, NULL, head, sizeof head / sizeof *head);
    for (int i = 0; i < c->n_personas; i++) {
        const CorePersona *p = &c->personas[i];
        const Node *n = doc_node(d->trees, p->id, N_PERSONA);
        doc_row(t, (const char *const[]){doc_title(d, p->title, p->name),
                                         doc_say_if(d, kid(n, 2))});
    }
}

void document_lead(Doc *d)
{
    if (d->core->n_fields == 0)
        return;
    doc_section(d, DOC_S_LEAD, NULL, "lead");
    doc_note(d, doc_word(d, DOC_LEAD_ABOUT));
    put_fields(d);
    put_personas(d);
}
