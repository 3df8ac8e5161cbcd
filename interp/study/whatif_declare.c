/* whatif_declare.c -- declarations typed over a policy: what they replace, and what of the
 * state before survives.
 *
 * A declaration takes the place of the one of its kind and name, so that the order of
 * personas and of whatever else is asked in turn stays; one that is new goes behind the last
 * of its kind.  The whole is checked as if a file said it.
 */
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/study/whatif_part.h"

/* -- lists of declarations -------------------------------------------------------------- */

typedef struct Decls {
    Decl *item;
    int n;
    size_t cap;
} Decls;

static const Parsed *part_of(const Parsed *p, const Source *src)
{
    for (int i = 0; i < p->n_parts; i++)
        if (p->part[i]->src == src)
            return p->part[i];
    return p;
}

const Decl *decls_loaded(const Parsed *p, int *n)
{
    Decls d = {0};
    for (int i = 0; i < n_items(p->file); i++) {
        Node *node = p->file->kid[i];
        const Parsed *of = part_of(p, node->span.src);
        MEM_PUSH(d.item, d.n, d.cap) =
            (Decl){node, of, of == p ? node : NULL, of != p, false};
    }
    *n = d.n;
    return d.item;
}

static void add_part(Parsed *p, const Parsed **part, const Parsed *of)
{
    for (int k = 0; k < p->n_parts; k++)
        if (part[k] == of)
            return;
    if (of->src != p->src)
        part[p->n_parts++] = of;
}

/* also: a part that has no declaration of its own; may be NULL. */
static const Parsed *joined_with(const Parsed *own, const Decl *decl, int n,
                                 const Parsed *also)
{
    Parsed *p = MEM_NEW(Parsed);
    const Parsed **part = MEM_ARRAY(const Parsed *, n + 1);
    *p = *own;
    p->file = ast_list(N_FILE, own->file->span);
    p->part = part;
    p->n_parts = 0;
    for (int i = 0; i < n; i++) {
        p->file = ast_append(p->file, decl[i].node);
        add_part(p, part, decl[i].of);
    }
    if (also != NULL)
        add_part(p, part, also);
    return p;
}

const Parsed *decls_joined(const Parsed *own, const Decl *decl, int n)
{
    return joined_with(own, decl, n, NULL);
}

/* -- the same kind and name -------------------------------------------------------------- */

static Str path_name(const Node *path)
{
    Buf b = {0};
    for (int i = 0; i < n_items(path); i++) {
        buf_z(&b, i > 0 ? "." : "");
        buf_str(&b, text_of(path->kid[i]));
    }
    Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

/* What kind a declaration is of, and whether its first kid names it. */
static const struct {
    Keyword word;
    bool named;
} kinds[N_NODE_KINDS] = {
    [N_USE] = {KW_USE, true},
    [N_POLICY] = {KW_POLICY, false},
    [N_LEAD] = {KW_LEAD, false},
    [N_EVENT] = {KW_EVENT, true},
    [N_FACT] = {KW_FACT, true},
    [N_PERSONA] = {KW_PERSONA, true},
    [N_SCORE] = {KW_SCORE, true},
    [N_GRADE] = {KW_GRADE, true},
    [N_THRESHOLD] = {KW_THRESHOLD, true},
    [N_FUNNEL] = {KW_FUNNEL, false},
    [N_CALENDAR] = {KW_CALENDAR, true},
    [N_HOLIDAYS] = {KW_HOLIDAYS, true},
    [N_AGREEMENT] = {KW_AGREEMENT, true},
    [N_KPI] = {KW_KPI, true},
    [N_SCENARIO] = {KW_SCENARIO, true},
    [N_TEST] = {KW_TEST, true},
    [N_DEFINE] = {KW_DEFINE, true},
    [N_SET] = {KW_SET, true},
    [N_GUARD] = {KW_GUARD, true},
    [N_ACCEPT] = {KW_ACCEPT, true},
};

static Str name_of(const Node *n)
{
    if (!kinds[n->kind].named)
        return (Str){0};
    return n->kind == N_USE ? path_name(kid(n, 0)) : text_of(kid(n, 0));
}

const char *decl_name(const Node *n, Language language)
{
    const Str word = keyword_text(kinds[n->kind].word, language), name = name_of(n);
    return str_format("%.*s%s%.*s", (int)word.n, word.p, name.n > 0 ? " " : "",
                      (int)name.n, name.p);
}

static int find_decl(const Decls *d, const Node *n)
{
    for (int i = 0; i < d->n; i++)
        if (d->item[i].node->kind == n->kind
            && str_eq(name_of(d->item[i].node), name_of(n)))
            return i;
    return -1;
}

static int behind_its_kind(const Decls *d, NodeKind kind)
{
    int at = d->n;
    for (int i = 0; i < d->n; i++)
        if (d->item[i].node->kind == kind && !d->item[i].beside)
            at = i + 1;
    return at;
}

static void decls_insert(Decls *d, int at, Decl decl)
{
    MEM_PUSH(d->item, d->n, d->cap) = decl;
    memmove(&d->item[at + 1], &d->item[at], (size_t)(d->n - 1 - at) * sizeof decl);
    d->item[at] = decl;
}

static void decls_take(Decls *d, Node *n, const Parsed *of)
{
    const int held = find_decl(d, n);
    if (held >= 0 && d->item[held].beside) /* a test: the policy's own from here on */
        d->item[held] = (Decl){.node = n, .of = of};
    else if (held >= 0)
        d->item[held] = (Decl){.node = n, .of = of, .place = d->item[held].place};
    else
        decls_insert(d, behind_its_kind(d, n->kind), (Decl){.node = n, .of = of});
}

/* -- a clause alone ----------------------------------------------------------------------- */

static int clause_at(const Node *agreement, Str name)
{
    const Node *body = kid(agreement, 4);
    for (int i = 0; i < n_items(body); i++)
        if (body->kid[i]->kind == N_CLAUSE
            && str_eq(text_of(kid(body->kid[i], 0)), name))
            return i;
    return -1;
}

/* The agreement of the policy that states it: its place in the list, -1: none, -2: several. */
static int stated_in(const Decls *d, Str name)
{
    int in = -1;
    for (int i = 0; i < d->n; i++)
        if (d->item[i].node->kind == N_AGREEMENT
            && clause_at(d->item[i].node, name) >= 0)
            in = in == -1 ? i : -2;
    return in;
}

/* The same agreement with another clause: a copy, as a tree is never edited. */
static Node *with_clause(const Node *agreement, int at, Node *clause)
{
    const Node *old = kid(agreement, 4);
    Node *n = ast_node(N_AGREEMENT, agreement->span, agreement->n, agreement->kid);
    Node *body = ast_list(N_LIST, old->span);
    n->at = agreement->at;
    n->word = agreement->word;
    n->flags = agreement->flags;
    for (int i = 0; i < old->n; i++)
        body = ast_append(body, i == at ? clause : old->kid[i]);
    n->kid[4] = body;
    return n;
}

static void say_which(Diags *diags, const Node *clause, int in)
{
    const Str name = text_of(kid(clause, 0));
    Diag *d = diag_at(diags, E0314, kid(clause, 0)->span,
                      in == -1 ? MSG_CLAUSE_NOWHERE : MSG_CLAUSE_OF_MANY, str_z(name));
    diag_help(d, MSG_CLAUSE_HOW,
              str_format("agreement NAME { clause %s { … } }", str_z(name)));
}

/* -- checking ---------------------------------------------------------------------------- */

/* What a session of nothing stands for, once something is declared. */
static const Parsed *nothing_known(Language language)
{
    const Str text = language == LANG_PT
                         ? STR("idioma pt\n\nlead {\n  id  texto  rótulo\n}\n")
                         : STR("lead {\n  id  text  label\n}\n");
    return parse_file(source_new("<typed>", text), diags_new());
}

static bool was_found(const Diags *before, const Diag *d)
{
    for (int i = 0; before != NULL && i < before->n; i++)
        if (before->item[i]->code == d->code
            && strcmp(before->item[i]->text, d->text) == 0)
            return true;
    return false;
}

/* Errors, and warnings that are new. */
static void pass_on(Diags *to, const Diags *found, const Diags *before)
{
    for (int i = 0; i < found->n; i++) {
        const bool error = found->item[i]->severity == SEV_ERROR;
        if (!error && was_found(before, found->item[i]))
            continue;
        MEM_PUSH(to->item, to->n, to->cap) = found->item[i];
        to->n_errors += error;
        to->n_warnings += !error;
    }
}

Session *check_tree(const Session *like, const Parsed *tree, Diags **found)
{
    Session *s = MEM_NEW(Session);
    *s = (Session){.name = like->name, .env = like->env, .scenario = -1};
    *found = s->diags = diags_new();
    const bool fine = session_load_tree(s, tree) == LOAD_OK;
    s->diags = NULL;
    return fine ? s : NULL;
}

/* -- a declaration ------------------------------------------------------------------------ */

static const char *said_of(const Source *src)
{
    enum { MOST = 60 };
    Buf b = {0};
    const Str t = str_trim(src->text);
    for (size_t i = 0; i < t.n; i++) {
        const bool blank =
            t.p[i] == ' ' || t.p[i] == '\n' || t.p[i] == '\r' || t.p[i] == '\t';
        if (!blank)
            buf_char(&b, t.p[i]);
        else if (b.n > 0 && b.p[b.n - 1] != ' ')
            buf_char(&b, ' ');
    }
    Buf room = {0};
    const char *z = str_z(utf8_cut(buf_view(&b), MOST, &room));
    buf_free(&room);
    buf_free(&b);
    return z;
}

static Decls decls_of(const Policy *p)
{
    Decls d = {0};
    for (int i = 0; i < p->n_decls; i++)
        MEM_PUSH(d.item, d.n, d.cap) = p->decl[i];
    return d;
}

/* The policy of the state in force, or the one that stands for nothing. */
static Policy policy_before(const WhatIf *w, Language language)
{
    Policy p = *whatif_now(w)->policy;
    if (p.own == NULL) {
        p.own = nothing_known(language);
        p.decl = decls_loaded(p.own, &p.n_decls);
    }
    return p;
}

/* What was typed: a clause's name where it is one alone. */
typedef struct Typed {
    const Source *src;
    Str clause;
    const char *said;
} Typed;

/* false with findings: it does not compile. */
static bool enter_declared(WhatIf *w, const Policy *old, Decls d, Typed typed,
                           Diags *diags)
{
    Diags *found;
    Policy *p = MEM_NEW(Policy);
    *p = (Policy){.decl = d.item, .n_decls = d.n, .own = old->own};
    p->tree = decls_joined(p->own, d.item, d.n);
    Session *s = check_tree(whatif_now(w)->pub.session, p->tree, &found);
    pass_on(diags, found, old->found);
    if (s == NULL)
        return false;
    p->core = s->core;
    p->found = found;
    State *next = state_after(w, typed.said);
    next->policy = p;
    next->pub.session = s;
    state_carry(next, whatif_now(w), typed.src, typed.clause);
    whatif_enter(w, next);
    return true;
}

static bool declare_all(WhatIf *w, const Policy *old, const Parsed *typed, Diags *diags)
{
    Decls d = decls_of(old);
    for (int i = 0; i < n_items(typed->file); i++)
        if (typed->file->kid[i]->kind != N_LANGUAGE)
            decls_take(&d, typed->file->kid[i], typed);
    return enter_declared(w, old, d, (Typed){typed->src, {0}, said_of(typed->src)}, diags);
}

/* Checked twice: as it was typed, for what is found, and as it will stand in the policy. */
static bool declare_clause(WhatIf *w, const Policy *old, const Parsed *typed,
                           Diags *diags)
{
    Diags *found;
    Node *clause = typed->file->kid[0];
    const Str name = text_of(kid(clause, 0));
    Decls d = decls_of(old), as_typed = decls_of(old);
    const int in = stated_in(&d, name);
    if (in < 0) {
        say_which(diags, clause, in);
        return false;
    }
    Decl *held = &d.item[in];
    as_typed.item[in].node =
        with_clause(held->node, clause_at(held->node, name), clause);
    const Parsed *tree = joined_with(old->own, as_typed.item, as_typed.n, typed);
    const bool fine = check_tree(whatif_now(w)->pub.session, tree, &found) != NULL;
    pass_on(diags, found, old->found);
    if (!fine)
        return false;
    *held = decl_with_clause(held, clause, typed, tree);
    return enter_declared(w, old, d, (Typed){held->of->src, name, said_of(typed->src)},
                          diags_new());
}

bool whatif_declare(WhatIf *w, const Parsed *typed, Diags *diags)
{
    if (diags_any_error(diags) || n_items(typed->file) == 0)
        return !diags_any_error(diags);
    const Policy old = policy_before(w, typed->language);
    return typed->file->kid[0]->kind == N_CLAUSE ? declare_clause(w, &old, typed, diags)
                                                 : declare_all(w, &old, typed, diags);
}
