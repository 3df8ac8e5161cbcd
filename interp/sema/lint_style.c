/* lint_style.c -- what may be as it is, and rarely should: looked for where it is asked for.
 *
 * Only the policy's own file is looked at; what stands in a module is of use to others.
 */
#include "interp/base/mem.h"
#include "interp/sema/checker.h"
#include "interp/sema/remark.h"

static bool is_own(const Sema *s, Span at) { return at.src == s->file[0]->src; }

/* -- fields and defines that nothing reads ------------------------------------------------ */

static bool is_label(const Sema *s, const Sym *sym)
{
    const int i = core_field(s->root, sym->name);
    return i >= 0 && (s->root->fields[i].flags & FIELD_LABEL) != 0;
}

static void lint_unread(Sema *s)
{
    for (int i = 0; i < scope_count(s->scope); i++) {
        const Sym *sym = scope_at(s->scope, i);
        const bool field = sym->kind == SYM_FIELD;
        if (sym->used || !is_own(s, sym->at) || (!field && sym->kind != SYM_DEFINE)
            || (field && is_label(s, sym)))
            continue;
        const char *what = field ? "field" : word_at(s, sym->at, "define");
        diag_help(say(s, W0620, sym->at, MSG_NEVER_READ, what, str_z(sym->name)),
                  MSG_FIELD_IN_VIEW);
    }
}

/* -- the head ----------------------------------------------------------------------------- */

static void say_head(Sema *s, MsgId lacks, const char *word)
{
    const NodeList *heads = &s->decls[N_POLICY];
    const Span at = heads->n > 0 ? heads->item[0]->at : s->file[0]->file->kid[0]->at;
    Diag *d = say(s, W0621, at, MSG_NO_VERSION, msg_text(lacks));
    diag_help(d, MSG_WRITE_HEAD, word_at(s, at, word));
}

static void lint_head(Sema *s)
{
    if (s->root->n_clauses == 0)
        return;
    if (s->root->version.n == 0)
        say_head(s, MSG_WHICH_VERSION, "version");
    if (s->root->effective == INT64_MIN)
        say_head(s, MSG_SINCE_WHEN, "effective");
}

/* -- rules -------------------------------------------------------------------------------- */

static const Node *condition_of(const Node *rule)
{
    return rule->kind == N_RULE_WHEN ? kid(rule, 1) : NULL;
}

static const Node *earlier_rule(const Node *rules, int i)
{
    for (int k = 0; k < i; k++)
        if (condition_of(rules->kid[k]) != NULL
            && ast_equal(condition_of(rules->kid[k]), condition_of(rules->kid[i])))
            return rules->kid[k];
    return NULL;
}

static void lint_rules(Sema *s, const Node *rules)
{
    for (int i = 0; i < n_items(rules); i++) {
        const Node *rule = rules->kid[i];
        if (rule->kind == N_RULE_GROUP)
            lint_rules(s, kid(rule, 2));
        const Node *first = condition_of(rule) != NULL ? earlier_rule(rules, i) : NULL;
        if (first == NULL)
            continue;
        Diag *d = say(s, W0622, rule->span, MSG_RULE_TWICE);
        diag_label(d, first->span, MSG_RULE_FIRST);
        diag_help(d, MSG_RULES_ONE);
    }
}

void check_lints(Sema *s)
{
    lint_unread(s);
    lint_head(s);
    for (int i = 0; i < s->decls[N_SCORE].n; i++) {
        const Node *score = s->decls[N_SCORE].item[i];
        if (is_own(s, score->span))
            lint_rules(s, kid(score, 3));
    }
}
