/* how_to_texts.c -- texts and lists that are tried: what conditions name. */
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/engine/fact_table.h"
#include "interp/io/colvalue.h"
#include "interp/io/derivation.h"
#include "interp/study/how_to_part.h"

enum { ELEMENTS_MOST = 64, PATTERN_MOST = 16, PAIRS_MOST = 6, LENGTH_MOST = 200 };

/* Texts that conditions name of one field; `part`: a longer text would do as well. */
typedef struct Named {
    Quest *q;
    Mover *m;
    bool domain; /* of what follows its @ */
    Str *part;
    int n_parts;
    size_t cap_parts;
} Named;

int subject_field(const CoreExpr *e, bool *domain)
{
    while (e->kind == CORE_CALL
           && (e->kernel == K_FOLD || e->kernel == K_LOWER || e->kernel == K_TRIM
               || e->kernel == K_DOMAIN || e->kernel == K_FOLD_LIST)) {
        *domain |= e->kernel == K_DOMAIN;
        e = e->arg[0];
    }
    return e->kind == CORE_FIELD ? e->index : -1;
}

/* "ana" of "ana@x.com": what stands before what a condition wants. */
static Str before_at(const Mover *m)
{
    const Str s = m->now->text;
    for (size_t i = s.n; i > 0; i--)
        if (s.p[i - 1] == '@')
            return str_sub(s, 0, i - 1);
    return STR("name");
}

static void add_text(Named *n, Str s, int64_t cost)
{
    Buf b = {0};
    if (n->domain) {
        buf_str(&b, before_at(n->m));
        buf_char(&b, '@');
    }
    buf_str(&b, s);
    mover_add(n->q, n->m, const_text(n->m->type, buf_view(&b)), cost);
    buf_free(&b);
}

/* A condition on what is folded has its texts folded: the policy's spelling is people's. */
static Str as_written(const Named *n, const CoreExpr *e, Str folded)
{
    const Str text = str_of(core_text_z(n->q->core, e->id));
    for (size_t i = 0; i < text.n; i++) {
        size_t end = i + 1;
        if (text.p[i] != '"')
            continue;
        while (end < text.n && text.p[end] != '"')
            end += text.p[end] == '\\' ? 2 : 1;
        const Str written = str_sub(text, i + 1, end < text.n ? end : text.n);
        if (memchr(written.p, '\\', written.n) == NULL
            && str_eq(utf8_fold_copy(written), folded))
            return written;
        i = end;
    }
    return folded;
}

static void add_part(Named *n, Str s)
{
    add_text(n, s, COST_OTHER);
    if (!n->domain && n->n_parts < PAIRS_MOST)
        MEM_PUSH(n->part, n->n_parts, n->cap_parts) = s;
}

static bool is_part(KernelId k)
{
    return k == K_CONTAINS || k == K_STARTS || k == K_ENDS;
}

/* What the other side of a comparison is. */
static void add_other(Named *n, const CoreExpr *e, const CoreExpr *other)
{
    const int i = asked_find(n->q->asked, other);
    if (other->type->kind != TY_TEXT)
        return;
    if (other->kind == CORE_CONST && is_part(e->kernel)) {
        add_part(n, as_written(n, e, other->text));
    } else if (other->kind == CORE_CONST) {
        add_text(n, as_written(n, e, other->text), COST_OTHER);
    } else if (i >= 0) {
        const Column *c = eval_extra(n->q->base.eval, i);
        if (!column_missing(c, n->q->base.r))
            add_text(n, col_text(c, n->q->base.r), COST_OTHER);
    }
}

static void add_pattern(Named *n, const CoreExpr *e)
{
    Str text[PATTERN_MOST];
    const int found = pattern_texts(e->regex->pattern, text, PATTERN_MOST);
    for (int i = 0; i < found; i++)
        add_part(n, text[i]);
    if (found > 0)
        return;
    HowTo *h = n->q->how;
    MEM_PUSH(h->pattern, h->n_patterns, n->q->cap_patterns) =
        core_text_z(n->q->core, e->id);
}

static void add_set(Named *n, const CoreExpr *e)
{
    const CoreSet *set = e->set;
    for (int i = 0; set->text != NULL && i < set->n && i < ELEMENTS_MOST; i++)
        add_text(n, as_written(n, e, set->text[i]), COST_OTHER);
}

/* Keys of a fact's rows that the field is looked up by. */
static void add_keys(Named *n, const CoreExpr *e)
{
    const OneLeadWant *lead = n->q->lead;
    const FactTable *t = lead->table != NULL ? lead->table[e->index] : NULL;
    if (t == NULL)
        return;
    const Column *c = fact_table_column(t, n->q->core->facts[e->index].key);
    for (int64_t r = 0; r < fact_table_rows(t) && r < ELEMENTS_MOST; r++)
        if (c->phys == PHYS_TEXT && !column_missing(c, (int)r))
            add_text(n, col_text(c, (int)r), COST_OTHER);
}

/* So many letters, and one more or less. */
static void add_length(Named *n, const CoreExpr *bar)
{
    int64_t v = bar->i64;
    if (bar->kind == CORE_THRESHOLD)
        v = n->q->lead->session->threshold[bar->index];
    else if (bar->kind != CORE_CONST || bar->missing)
        return;
    for (int64_t c = v / 1000000 - 1; c <= v / 1000000 + 1; c++) {
        Buf text = {0};
        if (c > 0 && c <= LENGTH_MOST)
            buf_repeat(&text, 'x', (int)c);
        if (text.n > 0)
            mover_add(n->q, n->m, const_text(n->m->type, buf_view(&text)), COST_MADE);
        buf_free(&text);
    }
}

/* What a length of the field is compared with. */
static void add_lengths(Named *n, const CoreExpr *length)
{
    const Asked *a = n->q->asked;
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < 2 && a->of[i]->n == 2; k++)
            if (a->of[i]->arg[k] == length
                && a->of[i]->arg[1 - k]->type->kind == TY_NUMBER)
                add_length(n, a->of[i]->arg[1 - k]);
}

static void take(Named *n, const CoreExpr *e)
{
    for (int k = 0; k < e->n; k++) {
        n->domain = false;
        if (subject_field(e->arg[k], &n->domain) != n->m->field)
            continue;
        if (e->kind == CORE_IN_SET)
            add_set(n, e);
        else if (e->kind == CORE_MATCH)
            add_pattern(n, e);
        else if (e->kind == CORE_LOOKUP)
            add_keys(n, e);
        else if (e->kind == CORE_CALL && e->kernel == K_LENGTH)
            add_lengths(n, e);
        else if (e->kind == CORE_CALL && e->n == 2 && e->type->kind == TY_FLAG)
            add_other(n, e, e->arg[1 - k]);
    }
}

static void add_pair(Named *n, Str a, Str b)
{
    Buf text = {0};
    buf_str(&text, a);
    buf_char(&text, ' ');
    buf_str(&text, b);
    add_text(n, buf_view(&text), COST_MADE);
    buf_free(&text);
}

/* Parts that conditions name, two by two and beside what the lead has: several of them may
 * have to hold. */
static void add_pairs(Named *n)
{
    n->domain = false;
    for (int i = 0; i < n->n_parts; i++) {
        if (!n->m->now->missing && n->m->now->text.n > 0) {
            add_pair(n, n->m->now->text, n->part[i]);
            add_pair(n, n->part[i], n->m->now->text);
        }
        for (int k = 0; k < n->n_parts; k++)
            if (k != i)
                add_pair(n, n->part[i], n->part[k]);
    }
}

/* Conditions ask for its domain, or what the lead has is one: it stays an address. */
static bool is_address(const Quest *q, const Mover *m)
{
    for (int i = 0; i < q->asked->n; i++) {
        const CoreExpr *e = q->asked->of[i];
        bool domain = false;
        if (e->kind == CORE_CALL && e->kernel == K_DOMAIN
            && subject_field(e, &domain) == m->field)
            return true;
    }
    return m->now->text.n > 0 && memchr(m->now->text.p, '@', m->now->text.n) != NULL;
}

/* And a text that no condition names. */
void text_candidates(Quest *q, Mover *m)
{
    Named n = {.q = q, .m = m};
    for (int i = 0; i < q->asked->n; i++)
        take(&n, q->asked->of[i]);
    add_pairs(&n);
    n.domain = is_address(q, m);
    add_text(&n, n.domain ? STR("example.com") : str_of(msg_text(MSG_HOWTO_OTHER)),
             COST_MADE);
}

/* -- lists ------------------------------------------------------------------------------ */

static CoreExpr *list_of(const Type *t, int n)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){
        .kind = CORE_CONST, .type = t, .id = -1, .depth = 1, .index = -1, .n = n};
    e->arg = MEM_ARRAY(CoreExpr *, n + 1);
    return e;
}

static CoreExpr *element(const Type *t, const CoreExpr *of)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = *of;
    e->type = t;
    return e;
}

/* With the element after what the lead has, and without it. */
static void with_and_without(const Quest *q, Mover *m, const CoreExpr *elem)
{
    const int n = m->now->missing ? 0 : m->now->n;
    CoreExpr *more = list_of(m->type, n + 1), *less = list_of(m->type, 0);
    less->arg = MEM_ARRAY(CoreExpr *, n + 1);
    for (int i = 0; i < n; i++) {
        more->arg[i] = m->now->arg[i];
        if (!const_is(m->now->arg[i], elem))
            less->arg[less->n++] = m->now->arg[i];
    }
    more->arg[n] = element(m->type->elem, elem);
    mover_add(q, m, more, COST_OTHER);
    mover_add(q, m, less, COST_OTHER);
}

static bool has_element(const CoreExpr *list, const CoreExpr *elem)
{
    for (int i = 0; i < list->n; i++)
        if (const_is(list->arg[i], elem))
            return true;
    return false;
}

/* Elements that conditions name, one by one; then all of them with what the lead has, and
 * none. */
void list_candidates(Quest *q, Mover *m)
{
    CoreExpr *all = list_of(m->type, 0);
    size_t cap = 0;
    all->arg = NULL;
    for (int i = 0; !m->now->missing && i < m->now->n; i++)
        MEM_PUSH(all->arg, all->n, cap) = m->now->arg[i];
    for (int i = 0; i < q->asked->n; i++) {
        const CoreExpr *e = q->asked->of[i];
        bool domain = false;
        if (e->kind != CORE_CALL || e->kernel != K_LIST_HAS
            || subject_field(e->arg[0], &domain) != m->field
            || e->arg[1]->kind != CORE_CONST || e->arg[1]->missing)
            continue;
        with_and_without(q, m, e->arg[1]);
        if (!has_element(all, e->arg[1]))
            MEM_PUSH(all->arg, all->n, cap) = element(m->type->elem, e->arg[1]);
    }
    mover_add(q, m, all, COST_MADE);
    mover_add(q, m, list_of(m->type, 0), COST_MADE);
}
