/* whatif_save.c -- the policy as it stands, in two steps: first the declarations that were
 * typed, in their places; then, in the text that this gives, the values that were moved.
 */
#include "interp/study/whatif_save.h"

#include "grammar/fmt.h"
#include "interp/base/mem.h"
#include "interp/study/literal_node.h"
#include "interp/study/text_edit.h"
#include "interp/study/whatif_part.h"

/* -- declarations ----------------------------------------------------------------------- */

static Str without_end(Str text)
{
    while (text.n > 0 && text.p[text.n - 1] == '\n')
        text.n--;
    return text;
}

Str decl_text(const Decl *d, const Node *file, Language to)
{
    Buf b = {0};
    if (d->verbatim || d->place == d->node)
        buf_str(&b, span_text(d->node->span));
    else
        fmt_declaration(&b, d->of, d->node, file, to);
    Str text = str_copy(without_end(buf_view(&b)));
    buf_free(&b);
    return text;
}

/* Is the rest of the line behind the declaration free for another one? */
static bool is_last_on_line(const Source *src, const Node *n, uint32_t *line_end)
{
    const Str t = src->text;
    uint32_t i = n->span.hi;
    while (i < t.n && (t.p[i] == ' ' || t.p[i] == '\t' || t.p[i] == '\r'))
        i++;
    const bool last = i >= t.n || t.p[i] == '\n' || t.p[i] == '#';
    while (i < t.n && t.p[i] != '\n')
        i++;
    *line_end = i > n->span.hi && t.p[i - 1] == '\r' ? i - 1 : i;
    return last;
}

static bool has_lines(Str text) { return memchr(text.p, '\n', text.n) != NULL; }

/* Blocks have an empty line between them. */
static void put_added(Buf *b, Str text, bool apart)
{
    buf_z(b, apart ? "\n\n" : "\n");
    buf_str(b, text);
}

/* What was added behind decl[at] of the file, and behind what was added there. */
static Str added_behind(const Policy *s, int at, const Node *file, Language to)
{
    Buf b = {0};
    const NodeKind kind = s->decl[at].node->kind;
    for (int i = at + 1; i < s->n_decls; i++) {
        const Decl *d = &s->decl[i];
        if (d->place != NULL || d->beside || d->node->kind != kind)
            break;
        const Str text = decl_text(d, file, to);
        put_added(&b, text,
                  has_lines(text) || has_lines(span_text(s->decl[at].node->span)));
    }
    Str text = buf_copy(&b);
    buf_free(&b);
    return text;
}

/* Does it stand behind a declaration of the file? */
static bool is_placed(const Policy *s, int at)
{
    if (s->decl[at].place != NULL || s->decl[at].beside)
        return true;
    for (int i = 0; i < at; i++)
        if (s->decl[i].place != NULL
            && s->decl[i].node->kind == s->decl[at].node->kind)
            return true;
    return false;
}

/* What was added of a kind that the file has not: at its end. */
static Str added_at_end(const Policy *s, const Node *file, Language to)
{
    Buf b = {0};
    NodeKind before = N_FILE;
    bool block = false;
    for (int i = 0; i < s->n_decls; i++) {
        if (is_placed(s, i))
            continue;
        const Str text = decl_text(&s->decl[i], file, to);
        const bool apart =
            block || has_lines(text) || s->decl[i].node->kind != before;
        if (b.n > 0)
            put_added(&b, text, apart);
        else
            buf_str(&b, text);
        before = s->decl[i].node->kind;
        block = has_lines(text);
    }
    Str text = buf_copy(&b);
    buf_free(&b);
    return text;
}

static void edit_decl(TextEdits *e, const Policy *s, int at, const Node *file,
                      Language to)
{
    const Decl *d = &s->decl[at];
    const Source *src = s->own->src;
    uint32_t end;
    const bool last = is_last_on_line(src, d->place, &end);
    const Str added = added_behind(s, at, file, to);
    if (d->node != d->place && !ast_equal(d->node, d->place)) {
        Str text = decl_text(d, file, to);
        text_edit(e, d->place->span.lo, d->place->span.hi,
                  last || added.n > 0 ? text : str_of(str_format("%s\n", text.p)));
    }
    if (added.n > 0 && last)
        text_edit(e, end, end, added);
    else if (added.n > 0)
        text_edit(e, d->place->span.hi, d->place->span.hi,
                  str_of(str_format("%s\n", added.p)));
}

/* At the file's end, on a line of its own. */
static void edit_end(TextEdits *e, const Source *src, Str added)
{
    const uint32_t n = (uint32_t)src->text.n;
    if (added.n == 0)
        return;
    const bool ended = n > 0 && src->text.p[n - 1] == '\n';
    text_edit(e, n, n,
              str_of(str_format("%s%s\n", ended ? "\n" : "\n\n", added.p)));
}

static Str with_declarations(const Policy *s)
{
    Buf b = {0};
    TextEdits e = {0};
    const Node *file = decls_joined(s->own, s->decl, s->n_decls)->file;
    const Language to = s->own->language;
    for (int i = 0; i < s->n_decls; i++)
        if (s->decl[i].place != NULL)
            edit_decl(&e, s, i, file, to);
    edit_end(&e, s->own->src, added_at_end(s, file, to));
    text_edited(&b, s->own->src, &e);
    Str text = buf_copy(&b);
    buf_free(&b);
    return text;
}

/* -- values ------------------------------------------------------------------------------- */

static const Node *own_decl(const Parsed *p, NodeKind kind, Str name)
{
    for (int i = 0; i < n_items(p->file); i++)
        if (p->file->kid[i]->kind == kind
            && str_eq(text_of(kid(p->file->kid[i], 0)), name))
            return p->file->kid[i];
    return NULL;
}

/* Where a clause's line says its length, its calendar, or its share. */
typedef struct Slot {
    NodeKind line;
    int length, calendar;
} Slot;

static const Slot slots[] = {{N_C_WITHIN, 0, 1}, {N_C_KEEP, 1, 2}, {N_C_DUE, 0, -1}};

static const Node *line_slot(const Node *line, const Core *core, const CoreThreshold *t)
{
    const CoreClauseLevel *l = &core->clauses[t->clause].level[t->level];
    const int i = (int)(t - core->thresholds);
    if (line->kind == N_M_TARGET && l->target.share != NULL
        && l->target.share->index == i)
        return kid(line, 0);
    for (size_t k = 0; k < sizeof slots / sizeof *slots; k++)
        if (line->kind == slots[k].line) {
            if (l->within != NULL && l->within->index == i)
                return kid(line, slots[k].length);
            if (l->calendar != NULL && l->calendar->index == i)
                return kid(line, slots[k].calendar);
        }
    return NULL;
}

static const Node *clause_of(const Node *agreement, Str name)
{
    const Node *body = kid(agreement, 4);
    for (int i = 0; i < n_items(body); i++)
        if (body->kid[i]->kind == N_CLAUSE
            && str_eq(text_of(kid(body->kid[i], 0)), name))
            return body->kid[i];
    return NULL;
}

/* The text of a value in the policy's own file; NULL: it stands in a module. */
static const Node *value_node(const Parsed *p, const Core *core, const CoreThreshold *t)
{
    if (t->clause < 0)
        return kid(own_decl(p, N_THRESHOLD, t->name), 2);
    const CoreClause *cl = &core->clauses[t->clause];
    const CoreAgreement *a = &core->agreements[cl->level[t->level].agreement];
    if (a->from_module)
        return NULL;
    const Node *body = kid(clause_of(own_decl(p, N_AGREEMENT, a->name), cl->name), 2);
    const Node *found = NULL;
    for (int i = 0; i < n_items(body) && found == NULL; i++)
        found = line_slot(body->kid[i], core, t);
    return found;
}

static const Node *unwrapped(const Node *n)
{
    while (n != NULL && (n->kind == N_PAREN || n->kind == N_UNARY))
        n = kid(n, 0);
    return n;
}

/* A number that was a percentage stays one. */
static const Node *literal_like(const Node *was, const Core *core, int i, int64_t value)
{
    const Node *inner = unwrapped(was);
    if (inner == NULL || inner->kind != N_PERCENT
        || core->thresholds[i].type->kind != TY_NUMBER)
        return literal_of_threshold(core, i, value);
    return literal_share(value);
}

/* `threshold NAME = V` of the policy's own goes before a module's. */
static Node *own_threshold(const Core *core, int i, int64_t value)
{
    const CoreThreshold *t = &core->thresholds[i];
    const Span none = {0};
    const Value lo = {.type = t->type, .i64 = t->lo}, hi = {.type = t->type, .i64 = t->hi};
    Node *range[] = {literal_node(&lo, core->zone, core->currency),
                     literal_node(&hi, core->zone, core->currency)};
    Node *kids[] = {literal_name(t->name),
                    str_eq(t->name, t->title) ? NULL : literal_text(t->title),
                    literal_of_threshold(core, i, value),
                    t->has_range ? ast_node(N_RANGE, none, 2, range) : NULL};
    return ast_node(N_THRESHOLD, none, 4, kids);
}

static void put_own_threshold(Buf *b, const Node *n, const Parsed *p)
{
    buf_z(b, b->n > 0 ? "\n" : "");
    fmt_declaration(b, NULL, n, p->file, p->language);
    b->n -= b->n > 0 && b->p[b->n - 1] == '\n';
}

static void edit_value(TextEdits *e, Buf *more, const Parsed *p, const Session *s, int i)
{
    const Core *core = s->core;
    const Node *was = value_node(p, core, &core->thresholds[i]);
    if (was == NULL) {
        put_own_threshold(more, own_threshold(core, i, s->threshold[i]), p);
        return;
    }
    Buf b = {0};
    fmt_expr(&b, literal_like(was, core, i, s->threshold[i]), p->language);
    text_edit(e, was->span.lo, was->span.hi, buf_copy(&b));
    buf_free(&b);
}

/* Of a module's agreement. */
static bool has_no_place(const Core *core, const CoreThreshold *t)
{
    return t->clause >= 0
           && core->agreements[core->clauses[t->clause].level[t->level].agreement]
                  .from_module;
}

static int put_values(Buf *out, const Parsed *p, const Session *s)
{
    TextEdits e = {0};
    Buf more = {0};
    int left = 0;
    for (int i = 0; i < s->core->n_thresholds; i++) {
        const CoreThreshold *t = &s->core->thresholds[i];
        if (s->threshold[i] == t->value)
            continue;
        if (has_no_place(s->core, t))
            left++;
        else
            edit_value(&e, &more, p, s, i);
    }
    edit_end(&e, p->src, buf_copy(&more));
    text_edited(out, p->src, &e);
    buf_free(&more);
    return left;
}

int whatif_policy(Buf *out, const WhatIf *w)
{
    const Policy *now = whatif_now(w)->policy;
    if (now->own == NULL)
        return 0;
    const Str text = with_declarations(now);
    const Parsed *p = parse_file(source_new(now->own->src->name, text), diags_new());
    return put_values(out, p, whatif_state(w)->session);
}

/* -- a clause exchanged, as text ------------------------------------------------------------ */

static Str indented(Str text)
{
    Buf b = {0};
    for (size_t i = 0; i < text.n; i++) {
        buf_char(&b, text.p[i]);
        if (text.p[i] == '\n' && i + 1 < text.n && text.p[i + 1] != '\n')
            buf_z(&b, "  ");
    }
    Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

Decl decl_with_clause(const Decl *d, const Node *clause, const Parsed *of,
                      const Parsed *beside)
{
    Buf text = {0}, b = {0};
    TextEdits e = {0};
    const Source *whole =
        source_new("<typed>", decl_text(d, beside->file, beside->language));
    const Parsed *old = parse_beside(whole, beside, diags_new());
    const Node *held = clause_of(old->file->kid[0], text_of(kid(clause, 0)));
    fmt_declaration(&text, of, clause, beside->file, beside->language);
    text_edit(&e, held->span.lo, held->span.hi,
              indented(without_end(buf_view(&text))));
    text_edited(&b, whole, &e);
    const Parsed *p = parse_beside(source_new("<typed>", buf_copy(&b)), beside, diags_new());
    buf_free(&text);
    buf_free(&b);
    return (Decl){.node = p->file->kid[0], .of = p, .place = d->place, .verbatim = true};
}

/* -- a scenario ------------------------------------------------------------------------------ */

static Node *move_node(const Session *s, int i, int on)
{
    const Span none = {0};
    const Core *core = s->core;
    Node *kids[6] = {literal_path(core->thresholds[i].name),
                     literal_of_threshold(core, i, s->threshold[i])};
    if (on >= 0)
        kids[5] = literal_of_threshold(core, on, s->threshold[on]);
    return ast_node(N_MOVE, none, 6, kids);
}

/* The calendar that stands beside a clause's length, and was moved; -1. */
static int calendar_beside(const Session *s, int i)
{
    const CoreThreshold *t = &s->core->thresholds[i];
    const CoreExpr *on = s->core->clauses[t->clause].level[t->level].calendar;
    const CoreExpr *length = s->core->clauses[t->clause].level[t->level].within;
    const bool beside = length != NULL && length->kind == CORE_THRESHOLD
                        && length->index == i && on != NULL
                        && on->kind == CORE_THRESHOLD;
    return beside && s->threshold[on->index] != s->core->thresholds[on->index].value
               ? on->index
               : -1;
}

/* A length is said again where its calendar alone was moved. */
static Node *moves_node(const Session *s)
{
    Node *moves = ast_list(N_LIST, (Span){0});
    for (int i = 0; i < s->core->n_thresholds; i++) {
        const CoreThreshold *t = &s->core->thresholds[i];
        const int on = t->clause >= 0 ? calendar_beside(s, i) : -1;
        if (t->type->kind != TY_CALENDAR && (on >= 0 || s->threshold[i] != t->value))
            moves = ast_append(moves, move_node(s, i, on));
    }
    return moves;
}

bool whatif_scenario_text(Buf *out, const WhatIf *w, Str name, Str title)
{
    const Session *s = whatif_state(w)->session;
    Node *kids[] = {literal_name(name), title.n > 0 ? literal_text(title) : NULL,
                    moves_node(s)};
    if (kids[2]->n == 0)
        return false;
    const Node *n = ast_node(N_SCENARIO, (Span){0}, 3, kids);
    fmt_declaration(out, NULL, n, s->parsed->file, s->language);
    return true;
}
