/* whatif_save.c -- the policy as it stands, in two steps: first the declarations that were
 * typed, in their places; then, in the text that this gives, the values that were moved.
 */
#include "interp/study/whatif_save.h"

#include "grammar/fmt.h"
#include "interp/base/mem.h"
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
        if (s->decl[i].place != NULL && s->decl[i].node->kind == s->decl[at].node->kind)
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
        const bool apart = block || has_lines(text) || s->decl[i].node->kind != before;
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

static Str with_declarations(const Policy *s)
{
    Buf b = {0};
    TextEdits e = {0};
    const Node *file = decls_joined(s->own, s->decl, s->n_decls)->file;
    const Language to = s->own->language;
    for (int i = 0; i < s->n_decls; i++)
        if (s->decl[i].place != NULL)
            edit_decl(&e, s, i, file, to);
    text_edit_end(&e, s->own->src, added_at_end(s, file, to));
    text_edited(&b, s->own->src, &e);
    Str text = buf_copy(&b);
    buf_free(&b);
    return text;
}

/* -- all of it ---------------------------------------------------------------------------- */

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
    text_edit(&e, held->span.lo, held->span.hi, indented(without_end(buf_view(&text))));
    text_edited(&b, whole, &e);
    const Parsed *p =
        parse_beside(source_new("<typed>", buf_copy(&b)), beside, diags_new());
    buf_free(&text);
    buf_free(&b);
    return (Decl){
        .node = p->file->kid[0], .of = p, .place = d->place, .verbatim = true};
}
