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

void fmt_file(Buf *out, const Parsed *p, Language to)
{
    Fmt f = {.src = p->src,
             .comment = p->comment,
             .n_comments = p->n_comments,
             .to = to,
             .declared = words_declared(p->file),
             .limit = UINT32_MAX,
             .fresh = true};
    set_widths(&f);
    names_phrases(&f);
    for (int i = 0; i < p->file->n; i++)
        if (p->file->kid[i]->kind != N_LANGUAGE)
            fmt_put_statement(&f, p->file->kid[i]);
    line_comments(&f, UINT32_MAX);
    if (to == LANG_PT)
        buf_z(out, f.n_lines > 0 ? "idioma pt\n\n" : "idioma pt\n");
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
