/* fmt.c -- a file or an expression to text, in either language. */
#include "grammar/fmt.h"
#include "grammar/fmt_line.h"
#include "interp/base/utf8.h"

static int widest(const unsigned short *word, int n, Language to)
{
    int width = 0;
    for (int i = 0; i < n; i++) {
        int w = utf8_width(keyword_text((Keyword)word[i], to));
        width = w > width ? w : width;
    }
    return width + 2;
}

/* The values of a block's lines stand in one column, whichever lines it has, so that a new
 * line does not move the others.  Rare long words (`split by` in a clause) stand out. */
static void set_widths(Fmt *f)
{
    static const unsigned short policy[] = {KW_VERSION,  KW_PARTIES, KW_TIMEZONE,
                                            KW_CURRENCY, KW_UNTIL,   KW_REVIEW,
                                            KW_EFFECTIVE};
    static const unsigned short calendar[] = {KW_TIMEZONE, KW_OPEN, KW_CLOSED};
    static const unsigned short clause[] = {
        KW_BY,     KW_FOR, KW_EXCUSED, KW_STARTS, KW_STOPS,   KW_CANCELS, KW_PAUSES,
        KW_WITHIN, KW_DUE, KW_KEEP,    KW_WARN,   KW_MEASURE, KW_TARGET,  KW_BREACH};
    static const unsigned short kpi[] = {KW_MEASURE, KW_PER, KW_SPLIT_BY, KW_TARGET,
                                         KW_BASELINE};
    static const unsigned short test[] = {KW_AT, KW_GIVEN, KW_EXPECT};
#define WIDEST(list) widest(list, (int)(sizeof(list) / sizeof *(list)), f->to)
    f->width[FMT_POLICY] = WIDEST(policy);
    f->width[FMT_CALENDAR] = WIDEST(calendar);
    f->width[FMT_CLAUSE] = WIDEST(clause);
    f->width[FMT_KPI] = WIDEST(kpi);
    f->width[FMT_TEST] = WIDEST(test);
#undef WIDEST
}

static Fmt fmt_of(const Parsed *p, const Node *file, Language to)
{
    Fmt f = {
        .to = to, .declared = words_declared(file), .limit = UINT32_MAX, .fresh = true};
    if (p != NULL) {
        f.src = p->src;
        f.comment = p->comment;
        f.n_comments = p->n_comments;
    }
    set_widths(&f);
    names_phrases(&f);
    return f;
}

void fmt_file(Buf *out, const Parsed *p, Language to)
{
    Fmt f = fmt_of(p, p->file, to);
    for (int i = 0; i < p->file->n; i++)
        if (p->file->kid[i]->kind != N_LANGUAGE)
            fmt_put_statement(&f, p->file->kid[i]);
    line_comments(&f, UINT32_MAX);
    if (to == LANG_PT)
        buf_z(out, f.n_lines > 0 ? "idioma pt\n\n" : "idioma pt\n");
    layout_print(&f, out);
}

/* Whose a comment is: a declaration has those above it, and one behind it on its line. */
static const Node *owner_of(const Node *file, const Comment *c)
{
    for (int i = 0; i < file->n; i++) {
        const Node *n = file->kid[i], *next = kid(file, i + 1);
        if (c->span.lo < n->span.hi || next == NULL
            || (!c->own_line && c->span.lo < next->span.lo))
            return n;
    }
    return NULL;
}

/* They stand in a row. */
static void keep_comments(Fmt *f, const Node *file, const Node *decl)
{
    int n = 0;
    while (n < f->n_comments && owner_of(file, &f->comment[n]) != decl)
        n++;
    f->next_comment = n;
    while (n < f->n_comments && owner_of(file, &f->comment[n]) == decl)
        n++;
    f->n_comments = n;
}

void fmt_declaration(Buf *out, const Parsed *p, const Node *decl, const Node *file,
                     Language to)
{
    Fmt f = fmt_of(p, file, to);
    if (p != NULL)
        keep_comments(&f, p->file, decl);
    fmt_put_statement(&f, decl);
    line_comments(&f, UINT32_MAX);
    layout_print(&f, out);
}

void fmt_expr(Buf *out, const Node *e, Language to) { fmt_expr_in(out, NULL, e, to); }

void fmt_expr_in(Buf *out, const Node *file, const Node *e, Language to)
{
    Fmt f = {.to = to, .declared = words_declared(file), .limit = UINT32_MAX};
    names_phrases(&f);
    line_begin(&f, e);
    fmt_put_item(&f, e, 0, e);
    f.now.n = f.n_pieces;
    names_settle(&f, &f.now);
    for (int i = 0; i < f.n_pieces; i++) {
        buf_repeat(out, ' ', f.piece[i].space);
        buf_str(out, f.piece[i].text);
    }
}
