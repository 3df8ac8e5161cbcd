/* doc_say.c -- conditions and values of the tree in words.
 *
 * Operands keep their order and brackets stay where they were written, so the words group
 * as the expression does.  What has no words of its own is printed as the language writes
 * it.
 */
#include "interp/base/mem.h"
#include "interp/lang/op.h"
#include "interp/study/document_part.h"

typedef const char *SayNode(Doc *d, const Node *n);

static const char *both(Doc *d, DocId id, const Node *n)
{
    const char *left = doc_say(d, kid(n, 0));
    return say(d, id, left, doc_say(d, kid(n, 1)));
}

/* -- comparisons ---------------------------------------------------------------------- */

static bool is_time(const Doc *d, const Node *e);

static bool is_time_type(const Type *t)
{
    return t->kind == TY_TIMESTAMP || t->kind == TY_DATE;
}

static bool is_time_name(const Doc *d, Str name)
{
    const Sym *s = scope_find(d->core->scope, name);
    if (s == NULL)
        return str_is(name, "now");
    if (s->kind == SYM_FIELD)
        return is_time_type(d->core->fields[s->index].type);
    return s->kind == SYM_DEFINE && s->expr != NULL && is_time_type(s->expr->type);
}

static bool is_time_property(Str name)
{
    static const char *const of[] = {"since",  "start", "end",
                                     "starts", "due",   "stopped"};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (str_is(name, of[i]))
            return true;
    return false;
}

static bool is_time_call(Str name)
{
    static const char *const of[] = {"earliest", "latest",    "date_of",
                                     "deadline", "next_open", "next_close"};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (str_is(name, of[i]))
            return true;
    return false;
}

/* What is taken from an instant and leaves one. */
static bool is_length(const Doc *d, const Node *e)
{
    const Sym *s =
        e != NULL && e->kind == N_NAME ? scope_find(d->core->scope, e->text) : NULL;
    if (s != NULL && s->kind == SYM_THRESHOLD)
        return !is_time_type(d->core->thresholds[s->index].type);
    return e != NULL && e->kind == N_QUANTITY;
}

/* Enough to choose between "less than" and "before". */
static bool is_time(const Doc *d, const Node *e)
{
    if (e == NULL)
        return false;
    if (e->kind == N_NAME)
        return is_time_name(d, e->text);
    if (e->kind == N_MEMBER)
        return is_time_property(text_of(kid(e, 1)));
    if (e->kind == N_CALL)
        return is_time_call(text_of(kid(e, 0)));
    if (e->kind == N_BINARY && e->word == OP_ADD)
        return is_time(d, kid(e, 0)) || is_time(d, kid(e, 1));
    if (e->kind == N_BINARY && e->word == OP_SUB)
        return is_time(d, kid(e, 0)) && is_length(d, kid(e, 1));
    return e->kind == N_DATE || e->kind == N_TIMESTAMP
           || (e->kind == N_PAREN && is_time(d, kid(e, 0)));
}

/* `persona = owner`: beside such a name a member is shown by its title. */
static const char *member_title(Doc *d, const Node *of, const Node *member)
{
    const Core *c = d->core;
    if (of == NULL || member == NULL || of->kind != N_NAME || member->kind != N_NAME)
        return NULL;
    if (str_is(of->text, "persona"))
        for (int i = 0; i < c->n_personas; i++)
            if (str_eq(c->personas[i].name, member->text))
                return doc_title_quoted(d, c->personas[i].title);
    if (str_is(of->text, "stage") || str_is(of->text, "exit"))
        for (int i = 0; i < c->n_stages; i++)
            if (str_eq(c->stages[i].name, member->text))
                return doc_title_quoted(d, c->stages[i].title);
    return NULL;
}

/* A bare word beside a field is a member of its list; a text beside one is too. */
static bool is_member(const Doc *d, const Node *of, const Node *value)
{
    const Sym *s =
        of != NULL && of->kind == N_NAME ? scope_find(d->core->scope, of->text) : NULL;
    if (s == NULL || s->kind != SYM_FIELD || value->kind != N_NAME)
        return false;
    const Type *t = d->core->fields[s->index].type;
    return t->kind == TY_ENUM && enum_find(t->of, value->text) >= 0;
}

static const char *beside(Doc *d, const Node *of, const Node *value)
{
    const char *title = member_title(d, of, value);
    if (title != NULL)
        return title;
    return is_member(d, of, value) ? doc_quoted(d->to, value->text) : doc_say(d, value);
}

static const char *equal(Doc *d, const Node *n, bool negated)
{
    const char *left = doc_say(d, kid(n, 0));
    return say(d, negated ? DOC_X_NE : DOC_X_EQ, left, beside(d, kid(n, 0), kid(n, 1)));
}

/* -- logic ---------------------------------------------------------------------------- */

/* The operands of a and b and …, n of them; one alone where e is no such chain.  It leans
 * left: from its first operand on, so that a long chain costs no stack. */
static const Node **chain_of(const Node *e, unsigned op, int *n)
{
    int links = 0;
    for (const Node *k = e; k != NULL && k->kind == N_BINARY && k->word == op;
         k = kid(k, 0))
        links++;
    const Node **operand = MEM_ARRAY(const Node *, links + 1);
    for (int i = links; i > 0; i--, e = kid(e, 0))
        operand[i] = kid(e, 1);
    operand[0] = e;
    *n = links + 1;
    return operand;
}

static const char *say_chain(Doc *d, const Node *const *operand, int n, DocId between)
{
    const char **text = MEM_ARRAY(const char *, n + 1);
    for (int i = 0; i < n; i++)
        text[i] = doc_say_if(d, operand[i]);
    return doc_chain(d->to, text, n, between);
}

static const char *joined(Doc *d, const Node *e)
{
    int n;
    const Node **operand = chain_of(e, e->word, &n);
    return say_chain(d, operand, n, e->word == OP_AND ? DOC_AND : DOC_OR);
}

/* of_time: where a side is an instant; of_figures: where one is a phrase for a figure, too
 * long for a sign behind it. */
static const struct {
    DocId word, of_time, of_figures;
} operators[N_OPS] = {
    [OP_LT] = {DOC_X_LT, DOC_X_BEFORE, DOC_X_LT},
    [OP_LE] = {DOC_X_LE, DOC_X_NOT_AFTER, DOC_X_LE},
    [OP_GT] = {DOC_X_GT, DOC_X_AFTER, DOC_X_GT},
    [OP_GE] = {DOC_X_GE, DOC_X_NOT_BEFORE, DOC_X_GE},
    [OP_CONTAINS] = {DOC_X_CONTAINS, DOC_X_CONTAINS, DOC_X_CONTAINS},
    [OP_STARTS] = {DOC_X_STARTS, DOC_X_STARTS, DOC_X_STARTS},
    [OP_ENDS] = {DOC_X_ENDS, DOC_X_ENDS, DOC_X_ENDS},
    [OP_MATCHES] = {DOC_X_MATCHES, DOC_X_MATCHES, DOC_X_MATCHES},
    [OP_OTHERWISE] = {DOC_X_OTHERWISE, DOC_X_OTHERWISE, DOC_X_OTHERWISE},
    [OP_ADD] = {DOC_X_ADD, DOC_X_ADD, DOC_X_PLUS},
    [OP_SUB] = {DOC_X_SUB, DOC_X_SUB, DOC_X_MINUS},
    [OP_MUL] = {DOC_X_MUL, DOC_X_MUL, DOC_X_TIMES},
    [OP_DIV] = {DOC_X_DIV, DOC_X_DIV, DOC_X_DIVIDED},
};

static bool has_aggregate(Doc *d, const Node *e)
{
    while (e != NULL && e->kind == N_PAREN)
        e = kid(e, 0);
    if (e != NULL && e->kind == N_BINARY)
        return has_aggregate(d, kid(e, 0)) || has_aggregate(d, kid(e, 1));
    return e != NULL && e->kind == N_CALL && doc_say_aggregate(d, e) != NULL;
}

static const char *say_binary(Doc *d, const Node *n)
{
    const OpId op = (OpId)n->word;
    if (op == OP_AND || op == OP_OR)
        return joined(d, n);
    if (op == OP_EQ || op == OP_NE)
        return equal(d, n, op == OP_NE);
    if (has_aggregate(d, kid(n, 0)) || has_aggregate(d, kid(n, 1)))
        return both(d, operators[op].of_figures, n);
    const bool time = is_time(d, kid(n, 0)) || is_time(d, kid(n, 1));
    return both(d, time ? operators[op].of_time : operators[op].word, n);
}

static bool is_flag_name(const Doc *d, const Node *e)
{
    const Sym *s =
        e != NULL && e->kind == N_NAME ? scope_find(d->core->scope, e->text) : NULL;
    return s != NULL && s->kind == SYM_FIELD
           && d->core->fields[s->index].type->kind == TY_FLAG;
}

/* The stage or exit of `reached(mql)`, or NULL. */
static const CoreStage *stage_reached(const Doc *d, const Node *call)
{
    const Core *c = d->core;
    if (call == NULL || call->kind != N_CALL
        || !str_is(text_of(kid(call, 0)), "reached"))
        return NULL;
    for (int i = 0; i < c->n_stages; i++)
        if (str_eq(c->stages[i].name, text_of(kid(kid(call, 1), 0))))
            return &c->stages[i];
    return NULL;
}

/* One sentence for a stage, another for an exit; NULL: no stage. */
static const char *say_stage(Doc *d, const CoreStage *s, DocId stage, DocId exit)
{
    if (s == NULL)
        return NULL;
    return say(d, s->is_exit ? exit : stage, doc_title_quoted(d, s->title));
}

static const char *reached(Doc *d, const Node *call, bool negated)
{
    return say_stage(d, stage_reached(d, call),
                     negated ? DOC_X_NOT_REACHED : DOC_X_REACHED,
                     negated ? DOC_X_NOT_LEFT : DOC_X_LEFT);
}

const char *doc_say_leads(Doc *d, bool every, const Node *cond, const char **rest)
{
    int n;
    const Node **operand = chain_of(cond, OP_AND, &n);
    const char *leads = say_stage(d, stage_reached(d, operand[0]),
                                  every ? DOC_EVERY_REACHED : DOC_X_LEADS_REACHED,
                                  every ? DOC_EVERY_LEFT : DOC_X_LEADS_LEFT);
    if (leads == NULL) {
        *rest = doc_say_if(d, cond);
        return doc_word(d, every ? DOC_EVERY_LEAD : DOC_X_LEADS);
    }
    *rest = n > 1 ? say_chain(d, operand + 1, n - 1, DOC_AND) : NULL;
    return leads;
}

/* A flag by itself is a condition: "demo_requested is yes", "company_mail holds". */
static const char *bare(Doc *d, const Node *e, bool negated)
{
    const char *stage = e->kind == N_CALL ? reached(d, e, negated) : NULL;
    if (stage != NULL)
        return stage;
    if (is_flag_name(d, e))
        return say(d, negated ? DOC_X_NO : DOC_X_YES, doc_say(d, e));
    return say(d, negated ? DOC_X_HOLDS_NOT : DOC_X_HOLDS, doc_say(d, e));
}

static bool is_bare(const Node *e)
{
    return e != NULL && (e->kind == N_NAME || e->kind == N_CALL || e->kind == N_MEMBER);
}

static const char *say_known(Doc *d, const Node *n, bool negated)
{
    const bool known = (n->word == KW_KNOWN) != negated;
    const Str name = text_of(kid(n, 0));
    if (str_is(name, "exit") || str_is(name, "stage"))
        return doc_word(d, known == str_is(name, "exit") ? DOC_X_LEFT_IT : DOC_X_STAYS);
    return say(d, known ? DOC_X_KNOWN : DOC_X_MISSING, doc_say(d, kid(n, 0)));
}

/* -- in ------------------------------------------------------------------------------- */

static const char *say_members(Doc *d, const Node *of, const Node *list)
{
    const char **item = MEM_ARRAY(const char *, list->n + 1);
    for (int i = 0; i < list->n; i++)
        item[i] = beside(d, of, kid(list, i));
    return doc_list(d->to, item, list->n, DOC_COMMA);
}

static const char *say_in(Doc *d, const Node *n, bool negated)
{
    const Node *of = kid(n, 0), *in = kid(n, 1);
    const char *left = doc_say(d, of);
    if (in->kind == N_RANGE) {
        const char *lo = doc_say(d, kid(in, 0));
        return say(d, negated ? DOC_X_NOT_BETWEEN : DOC_X_BETWEEN, left, lo,
                   doc_say(d, kid(in, 1)));
    }
    if (in->kind == N_LIST_OF)
        return say(d, negated ? DOC_X_NONE_OF : DOC_X_ONE_OF, left,
                   say_members(d, of, in));
    return say(d, negated ? DOC_X_NOT_IN : DOC_X_IN, left, doc_say(d, in));
}

/* What has a negative form of its own; NULL: e has none. */
static const char *say_asked(Doc *d, const Node *e, bool negated)
{
    negated = negated != ((e->flags & NODE_NOT) != 0);
    if (e->kind == N_IN)
        return say_in(d, e, negated);
    if (e->kind == N_KNOWN)
        return say_known(d, e, negated);
    return e->kind == N_IS ? equal(d, e, negated) : NULL;
}

static const char *say_plain(Doc *d, const Node *n) { return say_asked(d, n, false); }

static const char *say_unary(Doc *d, const Node *n)
{
    const Node *arg = kid(n, 0);
    if (n->word != OP_NOT)
        return str_format("−%s", doc_say(d, arg));
    while (arg != NULL && arg->kind == N_PAREN)
        arg = kid(arg, 0);
    const char *text = is_bare(arg) ? bare(d, arg, true) : say_asked(d, arg, true);
    return text != NULL ? text : say(d, DOC_X_NOT, doc_say_if(d, arg));
}

static const char *say_paren(Doc *d, const Node *n)
{
    return str_format("(%s)", doc_say(d, kid(n, 0)));
}

static const char *say_if(Doc *d, const Node *n)
{
    const char *cond = doc_say_if(d, kid(n, 0)), *yes = doc_say(d, kid(n, 1));
    return say(d, DOC_X_IF, cond, yes, doc_say(d, kid(n, 2)));
}

static const char *say_list_of(Doc *d, const Node *n)
{
    return doc_say_all(d, n, DOC_COMMA);
}

/* -- calls and members ---------------------------------------------------------------- */

static const char *say_call(Doc *d, const Node *n)
{
    const char *figure = doc_say_aggregate(d, n);
    const char *stage = figure == NULL ? reached(d, n, false) : figure;
    if (stage != NULL)
        return stage;
    const char *name = doc_say_name(d, kid(n, 0));
    return str_format("%s(%s)", name, doc_say_all(d, kid(n, 1), DOC_COMMA));
}

static const char *property(Doc *d, Str name)
{
    for (int i = 0; i < N_CLAUSE_PROPS; i++)
        if (str_is(name, clause_prop_name((ClauseProp)i)))
            return doc_word(d, (DocId)(DOC_P_STATUS + i));
    return doc_clean(name);
}

static const char *member_of_name(Doc *d, Str base, Str name)
{
    const Core *c = d->core;
    const Sym *s = scope_find(c->scope, base);
    if (str_is(base, "period"))
        return doc_word(d,
                        str_is(name, "start") ? DOC_X_PERIOD_START : DOC_X_PERIOD_END);
    if (str_is(base, "lead"))
        return say(d, DOC_X_OF_LEADS, doc_clean(name), doc_word(d, DOC_X_LEADS));
    if (s != NULL && s->kind == SYM_STAGE)
        return say_stage(d, &c->stages[s->index], DOC_X_SINCE, DOC_X_SINCE_EXIT);
    if (s != NULL && s->kind == SYM_CLAUSE)
        return say(d, DOC_X_OF_CLAUSE, property(d, name),
                   doc_title_quoted(d, c->clauses[s->index].title));
    if (s != NULL && s->kind == SYM_FACT)
        return say(d, DOC_X_OF_RECORDS, doc_clean(name),
                   doc_title_quoted(d, c->facts[s->index].title));
    return str_format("%s.%s", doc_clean(base), doc_clean(name));
}

/* `team(owner).manager` reads a table; `mql.since` and others name what they are of. */
static const char *say_member(Doc *d, const Node *n)
{
    const Node *base = kid(n, 0);
    const Str name = text_of(kid(n, 1));
    if (base->kind == N_NAME)
        return member_of_name(d, base->text, name);
    const Sym *s =
        base->kind == N_CALL ? scope_find(d->core->scope, text_of(kid(base, 0))) : NULL;
    if (s != NULL && s->kind == SYM_FACT)
        return say(d, DOC_X_FACT, doc_clean(name),
                   doc_say_all(d, kid(base, 1), DOC_COMMA),
                   doc_title_quoted(d, d->core->facts[s->index].title));
    return str_format("%s.%s", doc_say(d, base), doc_clean(name));
}

static const char *say_each_of(Doc *d, const Node *n)
{
    return say(d, DOC_X_OF_LEADS, str_format("(%s)", doc_say(d, kid(n, 1))),
               doc_word(d, DOC_X_LEADS));
}

static const char *say_path(Doc *d, const Node *n)
{
    const char *all = doc_say_name(d, kid(n, 0));
    for (int i = 1; i < n->n; i++)
        all = str_format("%s.%s", all, doc_clean(text_of(kid(n, i))));
    return all;
}

/* -- all of them ---------------------------------------------------------------------- */

static SayNode *const say_node[N_NODE_KINDS] = {
    [N_BINARY] = say_binary, [N_UNARY] = say_unary,     [N_PAREN] = say_paren,
    [N_IF] = say_if,         [N_KNOWN] = say_plain,     [N_IS] = say_plain,
    [N_IN] = say_plain,      [N_LIST_OF] = say_list_of, [N_CALL] = say_call,
    [N_MEMBER] = say_member, [N_EACH_OF] = say_each_of, [N_NAME] = doc_say_name,
    [N_PATH] = say_path,
};

const char *doc_say(Doc *d, const Node *e)
{
    if (e == NULL)
        return NULL;
    SayNode *f = say_node[e->kind];
    return f != NULL ? f(d, e) : doc_say_literal(d, e);
}

const char *doc_say_if(Doc *d, const Node *e)
{
    if (is_bare(e))
        return bare(d, e, false);
    if (e != NULL && e->kind == N_PAREN)
        return str_format("(%s)", doc_say_if(d, kid(e, 0)));
    return doc_say(d, e);
}

const char *doc_say_all(Doc *d, const Node *list, DocId last)
{
    const char **item = MEM_ARRAY(const char *, n_items(list) + 1);
    for (int i = 0; i < n_items(list); i++)
        item[i] = doc_say(d, kid(list, i));
    return doc_list(d->to, item, n_items(list), last);
}
