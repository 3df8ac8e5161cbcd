/* check_call.c -- calls: built-ins by their signatures, defines by substitution. */
#include "interp/base/mem.h"
#include "interp/lang/builtin.h"
#include "interp/sema/check_calendar.h"
#include "interp/sema/check_clause.h"
#include "interp/sema/guard_part.h"
#include "interp/sema/later.h"
#include "interp/sema/measure_part.h"
#include "interp/sema/remark.h"
#include "interp/sema/test_part.h"

/* -- signatures: "number, number = 0 -> number" */

typedef struct Arguments {
    CoreExpr **arg;
    int n;
} Arguments;

/* The next word of a signature, without blanks and commas around it; `business` and what
 * it is of are one. */
static Str next_word(const char **at)
{
    static const char of[] = "business ";
    while (**at == ' ' || **at == ',')
        ++*at;
    const char *from = *at;
    if (strncmp(*at, of, sizeof of - 1) == 0)
        *at += sizeof of - 1;
    while (**at != '\0' && **at != ' ' && **at != ',')
        ++*at;
    return (Str){from, (size_t)(*at - from)};
}

static bool fits_any(const Type *t)
{
    return t->kind == TY_NUMBER || t->kind == TY_MONEY || t->kind == TY_DURATION
           || t->kind == TY_DATE || t->kind == TY_TIMESTAMP
           || (t->kind == TY_BUSINESS && !t->days);
}

/* Does a value of type t stand where the signature says word?  T is bound at its first. */
static bool fits(Str word, const Type *t, const Type **bound)
{
    if (str_is(word, "T")) {
        if (*bound == NULL && fits_any(t))
            *bound = t;
        return *bound != NULL && type_same(*bound, t);
    }
    if (str_is(word, "list"))
        return t->kind == TY_LIST;
    return str_is(word, type_name(&(Type){.kind = t->kind, .days = t->days}));
}

typedef struct Match {
    bool ok;
    bool counts; /* the number of arguments is right */
    int n;       /* with what the defaults add */
    int64_t deflt;
    const Type *bound;
    Str result;
} Match;

static Match match(const char *sig, const Arguments *a)
{
    Match m = {.ok = true};
    int i = 0;
    for (;;) {
        Str word = next_word(&sig);
        if (str_is(word, "->"))
            break;
        bool more = str_ends(word, STR("..."));
        if (more)
            word.n -= 3;
        if (str_is(word, "=")) {
            m.deflt = next_word(&sig).p[0] - '0';
            continue;
        }
        const char *peek = sig;
        bool optional = str_is(next_word(&peek), "=");
        if (i >= a->n) {
            m.ok &= optional;
            m.n += optional;
            continue;
        }
        do
            m.ok &= fits(word, a->arg[i++]->type, &m.bound);
        while (more && i < a->n);
    }
    m.result = next_word(&sig);
    m.counts = i >= a->n;
    m.ok &= m.counts;
    return m;
}

/* Too few arguments fail `ok` but look like a right count; this tells them apart. */
static bool count_fits(const char *sig, int n)
{
    int least = 0, most = 0;
    for (Str w = next_word(&sig); !str_is(w, "->"); w = next_word(&sig)) {
        if (str_is(w, "=")) {
            least--;
            (void)next_word(&sig);
            continue;
        }
        least++;
        most = str_ends(w, STR("...")) ? 1000000 : most + 1;
    }
    return n >= least && n <= most;
}

static const Type *result_type(const Sema *s, const Match *m, const Arguments *a)
{
    static const TypeKind kind[] = {TY_TEXT, TY_NUMBER,    TY_MONEY,    TY_FLAG,
                                    TY_DATE, TY_TIMESTAMP, TY_DURATION, TY_BUSINESS};
    if (str_is(m->result, "T"))
        return m->bound;
    if (str_is(m->result, "weekday"))
        return type_enum(s->scope->weekday);
    if (str_is(m->result, "text") && a->n > 0 && a->arg[0]->type->folded)
        return &type_folded;
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++)
        if (str_is(m->result, type_name(type_of_kind(kind[i]))))
            return type_of_kind(kind[i]);
    return &type_error;
}

static CoreExpr *apply(Sema *s, const Node *n, const Builtin *b, const Match *m,
                       const Arguments *a)
{
    CoreExpr **arg = MEM_ARRAY(CoreExpr *, a->n + m->n + 1);
    for (int i = 0; i < a->n; i++)
        arg[i] = a->arg[i];
    for (int i = 0; i < m->n; i++)
        arg[a->n + i] = core_const(s, &type_number, m->deflt * 1000000, n->span);
    return core_call(s, b->kernel, result_type(s, m, a), n->span, a->n + m->n, arg);
}

static CoreExpr *say_no_signature(Sema *s, const Node *n, const Builtin *row,
                                  int n_rows, const Arguments *a)
{
    bool counts = false;
    for (int i = 0; i < n_rows; i++)
        counts |= count_fits(row[i].signature, a->n);
    const char *name = row->name;
    Span at = counts && a->n == 1 ? core_at(s, a->arg[0]) : n->span;
    Buf b = {0};
    for (int i = 0; i < a->n; i++) {
        buf_z(&b, i > 0 ? ", " : "");
        buf_z(&b, type_words(a->arg[i]->type));
    }
    Diag *d = counts ? say(s, E0211, at, MSG_WRONG_ARGUMENTS, name, str_z(buf_view(&b)))
                     : say(s, E0210, n->span, MSG_ARGUMENT_COUNT, name,
                           str_format("%d", a->n));
    if (counts && a->n == 1 && a->arg[0]->type->kind == TY_TIMESTAMP
        && str_starts(str_of(row->signature), STR("date ")))
        diag_help(d, MSG_USE_DATE_OF, span_words(at));
    if (row->kernel == K_DEADLINE && a->n > 1 && a->arg[1]->type->kind == TY_DURATION)
        diag_help(d, MSG_OPEN_TIME);
    for (int i = 0; i < n_rows; i++)
        diag_help(d, MSG_SIGNATURE, name, row[i].signature);
    buf_free(&b);
    return core_error(s, n->span);
}

static CoreExpr *call_builtin(Sema *s, const Node *n, const Builtin *b,
                              const Arguments *a)
{
    int n_all = 0, n_rows = 0;
    const Builtin *all = builtin_table(&n_all);
    int first = (int)(b - all);
    while (first + n_rows < n_all && strcmp(all[first + n_rows].name, b->name) == 0)
        n_rows++;
    for (int i = 0; i < n_rows; i++) {
        Match m = match(b[i].signature, a);
        if (m.ok && b[i].kernel == K_DEADLINE)
            remark_deadline(s, kid(n, 1), a->arg);
        if (m.ok)
            return apply(s, n, &b[i], &m, a);
    }
    return say_no_signature(s, n, b, n_rows, a);
}

static bool check_arguments(Sema *s, const Node *list, Arguments *a)
{
    bool ok = true;
    a->n = n_items(list);
    a->arg = MEM_ARRAY(CoreExpr *, a->n + 1);
    for (int i = 0; i < a->n; i++) {
        a->arg[i] = check_expr(s, list->kid[i]);
        ok &= !is_error(a->arg[i]);
    }
    return ok;
}

/* -- defines */

static CoreExpr *say_circle(Sema *s, Sym *sym, Span use)
{
    Diag *d = say(s, E0309, sym->at, MSG_CIRCLE, str_z(sym->name));
    diag_label(d, use, MSG_USED_HERE);
    return core_error(s, use);
}

/* A body is read where it is declared: no parameter around it, no guard, no beside. */
static CoreExpr *check_body(Sema *s, const Node *body, const Frame *frame)
{
    const Frame *old = s->frame;
    NodeList guarded = s->guarded;
    s->frame = frame;
    s->guarded = (NodeList){0};
    CoreExpr *e = check_expr(s, body);
    s->frame = old;
    s->guarded = guarded;
    return e;
}

CoreExpr *resolve_define(Sema *s, Sym *sym, Span use)
{
    if (sym->state == SYM_DONE)
        return sym->expr;
    if (sym->state == SYM_BUSY) {
        if (sym->expr == NULL)
            sym->expr = say_circle(s, sym, use);
        return sym->expr;
    }
    sym->state = SYM_BUSY;
    CoreExpr *e = check_body(s, kid(sym->decl, 3), NULL);
    sym->expr = sym->expr != NULL ? sym->expr : e;
    sym->state = SYM_DONE;
    return sym->expr;
}

static CoreExpr *call_define(Sema *s, const Node *n, Sym *sym, const Arguments *a)
{
    const Node *params = kid(sym->decl, 2);
    int want = n_items(params);
    if (a->n != want) {
        Diag *d = say(s, E0210, n->span, MSG_ARGUMENT_COUNT, str_z(sym->name),
                      str_format("%d", a->n));
        diag_label(d, sym->at, MSG_DECLARED_HERE);
        diag_help(d, MSG_SIGNATURE, str_z(sym->name), span_words(params->span));
        return core_error(s, n->span);
    }
    Frame f = {MEM_ARRAY(Sym, want + 1), want};
    for (int i = 0; i < want; i++) {
        const Node *p = params->kid[i];
        const Type *t = type_of_node(s, kid(p, 1));
        if (t->kind != TY_ERROR && !type_same(t, a->arg[i]->type)) {
            Diag *d =
                say(s, E0211, core_at(s, a->arg[i]), MSG_WRONG_PARAMETER,
                    str_z(text_of(kid(p, 0))), a_type(t), a_type(a->arg[i]->type));
            diag_label(d, p->span, MSG_DECLARED_HERE);
            return core_error(s, n->span);
        }
        f.param[i] = (Sym){.kind = SYM_PARAM,
                           .name = text_of(kid(p, 0)),
                           .at = p->span,
                           .decl = p,
                           .expr = a->arg[i]};
    }
    bool quiet = s->quiet;
    s->quiet = true;
    sym->state = SYM_BUSY;
    CoreExpr *e = check_body(s, kid(sym->decl, 3), &f);
    sym->state = SYM_DONE;
    s->quiet = quiet;
    return e;
}

void check_function(Sema *s, Sym *sym)
{
    if (sym->state != SYM_NEW)
        return;
    const Node *params = kid(sym->decl, 2);
    Frame f = {MEM_ARRAY(Sym, n_items(params) + 1), n_items(params)};
    for (int i = 0; i < f.n; i++) {
        const Node *p = params->kid[i];
        CoreExpr *e = core_new(s, CORE_CONST, type_of_node(s, kid(p, 1)), p->span, 0);
        e->missing = true;
        f.param[i] = (Sym){.kind = SYM_PARAM,
                           .name = text_of(kid(p, 0)),
                           .at = p->span,
                           .decl = p,
                           .expr = e};
        for (int j = 0; j < i; j++)
            if (str_eq(f.param[j].name, f.param[i].name))
                diag_label(say(s, E0302, p->span, MSG_TWICE, str_z(f.param[i].name)),
                           f.param[j].at, MSG_FIRST_HERE);
    }
    sym->state = SYM_BUSY;
    CoreExpr *e = check_body(s, kid(sym->decl, 3), &f);
    if (sym->expr == NULL && is_error(e))
        sym->expr = e; /* wrong once, silent at each call */
    sym->state = SYM_DONE;
}

/* Where several leads are given, the body may read none of them: the call is at fault then,
 * not the body. */
static CoreExpr *call_of_given(Sema *s, const Node *n, Sym *sym, const Arguments *a)
{
    s->whose = OF_LEAD;
    CoreExpr *e = call_define(s, n, sym, a);
    s->whose = OF_GIVEN;
    return !is_error(e) && reads_lead(s, e) ? say_which_lead(s, n) : e;
}

static CoreExpr *call_function(Sema *s, const Node *n, Sym *sym, const Arguments *a)
{
    sym->used = true;
    if (sym->state == SYM_BUSY) {
        if (sym->expr == NULL)
            sym->expr = say_circle(s, sym, n->span);
        return core_error(s, n->span);
    }
    check_function(s, sym);
    if (sym->expr != NULL)
        return core_error(s, n->span);
    if (++s->expansions > MAX_EXPANSIONS) {
        if (s->expansions == MAX_EXPANSIONS + 1)
            say(s, E0213, n->span, MSG_TOO_MANY_CALLS);
        return core_error(s, n->span);
    }
    return s->whose == OF_GIVEN ? call_of_given(s, n, sym, a)
                                : call_define(s, n, sym, a);
}

/* -- stages */

static Sym *stage_named(Sema *s, const Node *n)
{
    n = bare(n);
    if (n == NULL || n->kind == N_BAD)
        return NULL;
    Sym *sym = n->kind == N_NAME ? scope_find(s->scope, n->text) : NULL;
    if (sym != NULL && (sym->kind == SYM_STAGE || sym->kind == SYM_LATER))
        return sym;
    int known = 0;
    Str *name = MEM_ARRAY(Str, s->core->n_stages + 1);
    for (int i = 0; i < s->core->n_stages; i++)
        name[known++] = s->core->stages[i].name;
    say_unknown(s, E0311, n->span, MSG_NO_STAGE, span_text(n->span), name, known);
    return NULL;
}

static CoreExpr *stage_expr(Sema *s, const Node *n, CoreKind kind, const Type *type,
                            Sym *sym)
{
    if (sym == NULL || sym->kind == SYM_LATER)
        return core_error(s, n->span);
    CoreExpr *e = core_new(s, kind, type, n->span, 0);
    e->index = sym->index;
    sym->used = true;
    return e;
}

static CoreExpr *check_reached(Sema *s, const Node *n)
{
    const Node *args = kid(n, 1);
    if (n_items(args) == 1)
        return stage_expr(s, n, CORE_REACHED, &type_flag, stage_named(s, args->kid[0]));
    Diag *d = say(s, E0210, n->span, MSG_ARGUMENT_COUNT, "reached",
                  str_format("%d", n_items(args)));
    diag_help(d, MSG_SIGNATURE, "reached", "stage -> flag");
    return core_error(s, n->span);
}

/* The name at the root of `a.b(c).d`. */
static const Node *root_of(const Node *n)
{
    while (n != NULL && n->kind != N_NAME) {
        bool inner = n->kind == N_MEMBER || n->kind == N_CALL || n->kind == N_PAREN
                     || n->kind == N_EACH_OF || n->kind == N_ARG;
        n = inner ? kid(n, 0) : NULL;
    }
    return n;
}

static bool is_later(const Sema *s, const Node *n)
{
    const Node *root = root_of(n);
    const Sym *sym = root != NULL ? scope_find(s->scope, root->text) : NULL;
    return sym != NULL && sym->kind == SYM_LATER;
}

/* `lead`, and the names that the language gives to what is of a lead. */
bool is_of_lead(const Node *n)
{
    static const Keyword words[] = {KW_LEAD, KW_NOW,     KW_STAGE,
                                    KW_EXIT, KW_PERSONA, KW_GRADE};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(n, words[i]))
            return true;
    return false;
}

/* -- members */

/* `lead "1".stage`, `period.start`, `team(owner).manager`, and what no figure or fact has;
 * NULL: something of a lead. */
static CoreExpr *check_record_member(Sema *s, const Node *n)
{
    CoreExpr *e = check_of_lead(s, n);
    if (e == NULL)
        e = check_period_edge(s, n);
    if (e == NULL)
        e = check_lookup(s, n);
    if (e == NULL)
        e = check_expected_level(s, n);
    if (e != NULL || s->whose == OF_LEAD
        || (s->whose == OF_GIVEN && !is_one_leads(s, n)))
        return e;
    return say_not_here(s, n);
}

CoreExpr *check_member(Sema *s, const Node *n, const Enum *of)
{
    (void)of;
    const Node *base = kid(n, 0), *name = kid(n, 1);
    if (base == NULL || name == NULL || is_later(s, base))
        return core_error(s, n->span);
    CoreExpr *own = check_guard_member(s, n);
    if (own == NULL)
        own = check_record_member(s, n);
    if (own != NULL)
        return own;
    Sym *sym = base->kind == N_NAME ? scope_find(s->scope, base->text) : NULL;
    bool since = is_word(name, KW_SINCE);
    if (sym != NULL && sym->kind == SYM_CLAUSE) {
        sym->used = true;
        if (s->instance == sym->index + 1)
            return say_own_prefix(s, n);
        return clause_prop(s, n, name, sym->index, LANE_LATEST);
    }
    if (sym != NULL && sym->kind == SYM_STAGE && since)
        return stage_expr(s, n, CORE_SINCE, &type_timestamp, sym);
    if (sym == NULL && since && base->kind == N_NAME && !is_of_lead(base)
        && !s->names_lost)
        return stage_expr(s, n, CORE_SINCE, &type_timestamp, stage_named(s, base));
    if (sym == NULL && base->kind == N_NAME && !is_of_lead(base)) {
        say_unknown_name(s, base);
        return core_error(s, n->span);
    }
    Diag *d = say(s, E0310, name->span, MSG_NO_PROPERTY, span_words(base->span),
                  str_z(name->text));
    if (is_word(base, KW_LEAD))
        diag_help(d, MSG_WRITE, str_z(name->text));
    else if (sym != NULL && sym->kind == SYM_STAGE)
        diag_help(d, MSG_WRITE_SINCE, str_z(base->text));
    return core_error(s, n->span);
}

/* -- what is called */

/* The English name, by which tables know a function. */
static Str function_name(const Node *name)
{
    bool word = name->word != 0 && !(name->flags & NODE_QUOTED);
    return word ? keyword_text((Keyword)name->word, LANG_EN) : name->text;
}

bool names_function(const Node *name)
{
    Str called = function_name(name);
    return str_is(called, "reached") || builtin_find(called) != NULL
           || later_call(called);
}

static void say_no_function(Sema *s, const Node *name)
{
    int n = 0, rows = 0;
    const Builtin *b = builtin_table(&rows);
    Str *known = MEM_ARRAY(Str, rows + scope_count(s->scope) + 1);
    for (int i = 0; i < rows; i++)
        known[n++] = str_of(b[i].name);
    for (int i = 0; i < scope_count(s->scope); i++)
        if (scope_at(s->scope, i)->kind == SYM_FUNCTION)
            known[n++] = scope_at(s->scope, i)->name;
    known[n++] = STR("reached");
    if (!s->names_lost)
        say_unknown(s, E0305, name->span, MSG_NO_FUNCTION, name->text, known, n);
}

static bool any_later(const Sema *s, const Node *args)
{
    for (int i = 0; i < n_items(args); i++)
        if (is_later(s, args->kid[i]))
            return true;
    return false;
}

CoreExpr *check_call(Sema *s, const Node *n, const Enum *of)
{
    (void)of;
    const Node *name = kid(n, 0), *args = kid(n, 1);
    if (name == NULL || name->kind != N_NAME || is_later(s, name) || any_later(s, args))
        return core_error(s, n->span);
    CoreExpr *guarded = check_guard_call(s, n);
    if (guarded != NULL)
        return guarded;
    if (is_aggregate(s, n))
        return check_aggregate(s, n);
    Str called = function_name(name);
    Sym *sym = scope_find(s->scope, name->text);
    if (sym != NULL && sym->kind == SYM_FACT)
        return say_lookup_of_what(s, n, sym);
    bool own = sym != NULL && sym->kind == SYM_FUNCTION;
    const Builtin *b = own ? NULL : builtin_find(called);
    if (!own && str_is(called, "reached"))
        return s->whose == OF_LEAD ? check_reached(s, n) : say_not_here(s, n);
    if (!own && b == NULL && later_call(called)) {
        later_form(s, n->span, LATER_EVENTS);
        return core_error(s, n->span);
    }
    Arguments a;
    if (!own && b == NULL) {
        say_no_function(s, name);
        return core_error(s, n->span);
    }
    if (!check_arguments(s, args, &a))
        return core_error(s, n->span);
    return own ? call_function(s, n, sym, &a) : call_builtin(s, n, b, &a);
}
