/* document_clause.c -- what each party owes: a clause as sentences, its exceptions below.
 *
 * What holds in general is the most general level of the policy, with the lines of a
 * template where it states none; every other level of the policy is a row of what is
 * different for whom, the most specific first.
 */
#include "interp/base/mem.h"
#include "interp/study/document_part.h"

static const NodeKind node_of[N_CLAUSE_LINES] = {
#define CLAUSE_LINE(id, node, en) [id] = N_##node,
#include "interp/lang/clause.def"
};

static const Node *line_node(const Doc *d, const CoreClauseLevel *l, ClauseLine line)
{
    return doc_node(d->trees, l->line_id[line], node_of[line]);
}

/* -- lines in words ------------------------------------------------------------------- */

typedef const char *SayLine(Doc *d, const CoreClause *c, const Node *n);

static const char *line_for(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    return doc_say_if(d, kid(n, 0));
}

static const char *line_excused(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    return say(d, DOC_EXCUSED_WHEN, doc_say_if(d, kid(n, 0)));
}

static const char *line_starts(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    const Node *list = kid(n, 0);
    const char *all = doc_say_all(d, list, DOC_OR);
    return n_items(list) > 1 ? say(d, DOC_EACH_OF, all) : all;
}

static const char *line_moments(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    const Node *list = kid(n, 0);
    const char *all = doc_say_all(d, list, DOC_COMMA);
    return n_items(list) > 1 ? say(d, DOC_FIRST_OF, all) : all;
}

static const char *line_cancels(Doc *d, const CoreClause *c, const Node *n)
{
    const char *text = line_moments(d, c, n);
    const bool by_exit = c->after_exit == NULL && d->core->n_exits > 0;
    return by_exit ? say(d, DOC_OR, text, doc_word(d, DOC_BY_EXIT)) : text;
}

/* `within D on CALENDAR`, as a line or after `keep C`. */
static const char *allowance(Doc *d, const CoreClause *c, const Node *length,
                             const Node *on)
{
    const char *text = doc_say(d, length);
    switch (c->allowance) {
    case ALLOW_ELAPSED: return say(d, DOC_ELAPSED, text);
    case ALLOW_PERIOD: return say(d, DOC_PERIOD_ON, text);
    case ALLOW_BUSINESS:
        return on != NULL ? say(d, DOC_ON, text, doc_say(d, on)) : text;
    case ALLOW_DUE: return say(d, DOC_DUE, text);
    case ALLOW_NONE: break;
    }
    return doc_word(d, DOC_AT_ONCE);
}

static const char *line_within(Doc *d, const CoreClause *c, const Node *n)
{
    return allowance(d, c, kid(n, 0), kid(n, 1));
}

static const char *line_keep(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    return doc_say_if(d, kid(n, 0));
}

static const char *line_keep_within(Doc *d, const CoreClause *c, const Node *n)
{
    if (kid(n, 1) == NULL)
        return NULL;
    return say(d, DOC_KEPT_FROM, allowance(d, c, kid(n, 1), kid(n, 2)));
}

static const char *line_after_exit(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c, (void)n;
    return doc_word(d, DOC_NOT_BY_EXIT);
}

static const char *actions(Doc *d, const Node *list)
{
    const char **item = MEM_ARRAY(const char *, n_items(list) + 1);
    for (int i = 0; i < n_items(list); i++) {
        const Node *a = kid(list, i);
        const DocId word = a->word == KW_NOTIFY     ? DOC_NOTIFY
                           : a->word == KW_REASSIGN ? DOC_REASSIGN
                                                    : DOC_ESCALATE;
        item[i] = say(d, word, doc_quoted(d->to, text_of(kid(a, 0))));
    }
    return doc_list(d->to, item, n_items(list), DOC_COMMA);
}

static const char *warning(Doc *d, DocId id, const Node *n)
{
    const char *text = say(d, id, doc_say(d, kid(n, 0)));
    return n_items(kid(n, 1)) > 0 ? say(d, DOC_LABELLED, text, actions(d, kid(n, 1)))
                                  : text;
}

static const char *line_warn_at(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    return warning(d, DOC_WARN_AT, n);
}

static const char *line_warn_due(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    return warning(d, DOC_WARN_BEFORE, n);
}

static const char *line_breach(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    return actions(d, kid(n, 0));
}

static const char *counts_by(Doc *d, const Node *target)
{
    const Str by = text_of(kid(target, 3));
    if (kid(target, 2) != NULL)
        return doc_say(d, kid(target, 2));
    return doc_word(d, str_is(by, "start")  ? DOC_BY_START
                       : str_is(by, "stop") ? DOC_BY_STOP
                                            : DOC_BY_DUE);
}

static const char *line_target(Doc *d, const CoreClause *c, const Node *n)
{
    if (c->kind == CLAUSE_MEASURE)
        return document_bound(d, n);
    const Node *share = kid(n, 0);
    const char *per = doc_period(d->to, period_kind(text_of(kid(n, 1))));
    if (share->kind == N_PERCENT && str_is(share->text, "100%"))
        return say(d, DOC_TARGET_ALL, per, counts_by(d, n));
    return say(d, DOC_TARGET_SHARE, doc_say(d, share), per, counts_by(d, n));
}

static const char *line_measure(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    return document_measure(d, n);
}

static const char *line_per(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    return document_per(d, n);
}

static const char *line_split(Doc *d, const CoreClause *c, const Node *n)
{
    (void)c;
    return document_split(d, n);
}

/* In the order of the document; lines that a section or a remark says have no row. */
static const struct {
    ClauseLine line;
    DocId label;
    SayLine *words;
} rows[] = {{LINE_EXCUSED, DOC_EXCUSED, line_excused},
            {LINE_STARTS, DOC_STARTS, line_starts},
            {LINE_STOPS, DOC_STOPS, line_moments},
            {LINE_CANCELS, DOC_CANCELS, line_cancels},
            {LINE_AFTER_EXIT, DOC_CANCELS, line_after_exit},
            {LINE_KEEP, DOC_KEEP, line_keep},
            {LINE_KEEP, DOC_WITHIN, line_keep_within},
            {LINE_WITHIN, DOC_WITHIN, line_within},
            {LINE_DUE, DOC_WITHIN, line_within},
            {LINE_WARN_AT, DOC_WARNING, line_warn_at},
            {LINE_WARN_DUE, DOC_WARNING, line_warn_due},
            {LINE_BREACH, DOC_BREACH, line_breach},
            {LINE_MEASURE, DOC_MEASURE, line_measure},
            {LINE_PER, DOC_COUNTED, line_per},
            {LINE_SPLIT, DOC_SPLIT, line_split},
            {LINE_TARGET, DOC_TARGET, line_target}};
enum { N_ROWS = sizeof rows / sizeof *rows };

static DocId label_of(const CoreClause *c, int row)
{
    return rows[row].line == LINE_BREACH && c->kind == CLAUSE_KEEP ? DOC_BREACH_KEEP
                                                                   : rows[row].label;
}

/* -- for whom ------------------------------------------------------------------------- */

/* In brackets where another condition is joined to it. */
static const char *operand(Doc *d, const Node *cond)
{
    const char *text = doc_say_if(d, cond);
    const bool loose = cond->kind == N_BINARY && cond->word == OP_OR;
    return loose ? str_format("(%s)", text) : text;
}

static const char *leads_of(Doc *d, const Node *agreed, const Node *own)
{
    const char *rest = NULL, *leads = doc_word(d, DOC_EVERY_LEAD);
    if (own != NULL)
        leads = doc_say_leads(d, true, own, &rest);
    if (agreed != NULL && rest != NULL)
        rest = say(d, DOC_AND, operand(d, agreed), operand(d, own));
    else if (agreed != NULL)
        rest = doc_say_if(d, agreed);
    return rest != NULL ? say(d, DOC_EVERY_WHERE, leads, rest) : leads;
}

static const Node *agreement_for(const Doc *d, const CoreAgreement *a)
{
    return kid(doc_node(d->trees, a->id, N_AGREEMENT), 2);
}

static const char *agreement_title(const Doc *d, const CoreAgreement *a)
{
    return doc_title(d, a->title.n > 0 ? a->title : a->name, a->name);
}

/* -- a clause ------------------------------------------------------------------------- */

/* The most general level that the policy itself has. */
static int base_of(const Core *core, const CoreClause *c)
{
    int base = c->n_levels - 1;
    while (base > 0 && core->agreements[c->level[base].agreement].from_module)
        base--;
    return base;
}

static bool states(const CoreClauseLevel *l, ClauseLine line)
{
    return (l->states & (1U << line)) != 0;
}

static bool warns(const CoreClauseLevel *l)
{
    return states(l, LINE_WARN_AT) || states(l, LINE_WARN_DUE);
}

/* The line that holds in general: a level that warns replaces both forms of warning. */
static const Node *general_line(const Doc *d, const CoreClause *c, int base,
                                ClauseLine line)
{
    const bool warning = line == LINE_WARN_AT || line == LINE_WARN_DUE;
    for (int i = base; i < c->n_levels; i++) {
        if (states(&c->level[i], line))
            return line_node(d, &c->level[i], line);
        if (warning && warns(&c->level[i]))
            return NULL;
    }
    return NULL;
}

static void put_general(Doc *d, const CoreClause *c, int base)
{
    const CoreAgreement *a = &d->core->agreements[c->level[base].agreement];
    PageBlock *t = doc_terms(d);
    const Node *own = general_line(d, c, base, LINE_FOR);
    doc_term(d, t, DOC_AGREEMENT, agreement_title(d, a));
    if (c->kind != CLAUSE_MEASURE || own != NULL || a->has_for)
        doc_term(d, t, DOC_FOR_WHOM, leads_of(d, agreement_for(d, a), kid(own, 0)));
    for (int i = 0; i < N_ROWS; i++) {
        const Node *n = general_line(d, c, base, rows[i].line);
        if (n != NULL)
            doc_term(d, t, label_of(c, i), rows[i].words(d, c, n));
        if (rows[i].line == LINE_CANCELS && n == NULL && c->kind == CLAUSE_CLOCK
            && c->after_exit == NULL && d->core->n_exits > 0)
            doc_term(d, t, DOC_CANCELS, doc_word(d, DOC_BY_EXIT));
    }
}

static const char *differs(Doc *d, const CoreClause *c, const CoreClauseLevel *l)
{
    const char *all = NULL;
    const Node *own = states(l, LINE_FOR) ? line_node(d, l, LINE_FOR) : NULL;
    if (own != NULL)
        all = say(d, DOC_LABELLED, doc_word(d, DOC_FOR_WHOM), line_for(d, c, own));
    for (int i = 0; i < N_ROWS; i++) {
        if (!states(l, rows[i].line))
            continue;
        const Node *n = line_node(d, l, rows[i].line);
        const char *text = rows[i].words(d, c, n);
        if (text == NULL)
            continue;
        if ((l->relaxes & (1U << rows[i].line)) != 0)
            text = say(d, DOC_ASKS_LESS, text);
        text = say(d, DOC_LABELLED, doc_word(d, label_of(c, i)), text);
        all = all != NULL ? say(d, DOC_SEMICOLON, all, text) : text;
    }
    return all != NULL ? all : doc_word(d, DOC_SAME);
}

static void put_exceptions(Doc *d, const CoreClause *c, int base)
{
    static const DocId head[] = {DOC_FOR_WHOM, DOC_WHAT_DIFFERS};
    if (base == 0)
        return;
    PageTable *t =
        doc_table(d, doc_word(d, DOC_EXCEPTIONS), head, sizeof head / sizeof *head);
    for (int i = 0; i < base; i++) {
        const CoreAgreement *a = &d->core->agreements[c->level[i].agreement];
        const char *title = agreement_title(d, a);
        const Node *when = agreement_for(d, a);
        if (when != NULL)
            title = say(d, DOC_LABELLED, title, doc_say_if(d, when));
        doc_row(t, (const char *const[]){title, differs(d, c, &c->level[i])});
    }
}

static void put_template(Doc *d, const CoreClause *c, int base)
{
    if (base == c->n_levels - 1)
        return;
    const CoreAgreement *a = &d->core->agreements[c->level[base + 1].agreement];
    const Source *src = d->core->span[a->id].src;
    doc_note(d, say(d, DOC_TEMPLATE, doc_quoted(d->to, c->name),
                    doc_clean(str_of(src != NULL ? src->name : ""))));
}

static void put_clause(Doc *d, const CoreClause *c)
{
    const int base = base_of(d->core, c);
    doc_item(d, doc_title(d, c->title, c->name), NULL,
             report_anchor("clause", c->name));
    put_general(d, c, base);
    put_exceptions(d, c, base);
    put_template(d, c, base);
}

enum { NO_PARTY_NAMED = -1 };

static void put_party(Doc *d, int party)
{
    const Core *c = d->core;
    bool any = false;
    for (int i = 0; i < c->n_clauses; i++) {
        if (c->clauses[i].party != party || c->clauses[i].n_levels == 0)
            continue;
        if (!any && party == NO_PARTY_NAMED)
            doc_section(d, DOC_S_NOBODY, NULL, "nobody");
        else if (!any)
            doc_section(d, DOC_S_OWES, doc_clean(c->parties[party]),
                        report_anchor("party", c->parties[party]));
        any = true;
        put_clause(d, &c->clauses[i]);
    }
}

void document_clauses(Doc *d)
{
    for (int i = 0; i < d->core->n_parties; i++)
        put_party(d, i);
    put_party(d, NO_PARTY_NAMED);
}
