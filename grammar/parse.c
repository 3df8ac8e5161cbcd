/* parse.c -- the loop from filter to parser, and the limits of a tree. */
#include "grammar/parse.h"

#include "grammar/filter.h"
#include "grammar/words.h"

static Parse *parse_new(const Source *src, Language language, Diags *diags)
{
    Parse *p = MEM_NEW(Parse);
    p->src = src;
    p->diags = diags;
    p->out = MEM_NEW(Parsed);
    p->out->src = src;
    p->out->language = language;
    p->filter = filter_new(p);
    return p;
}

/* Feeds the parser until it accepts or gives up. */
static void run(Parse *p, int start)
{
    acordo_pstate *ps = acordo_pstate_new();
    ACORDO_STYPE value = {0};
    Span at = {p->src, 0, 0};
    int status = acordo_push_parse(ps, start, &value, &at, p);
    while (status == YYPUSH_MORE) {
        const Token t = filter_next(p->filter, ps);
        value.tok = t.lex;
        at = t.span;
        status = acordo_push_parse(ps, t.kind, &value, &at, p);
    }
    acordo_pstate_delete(ps);
}

/* The highest node that is too high for what walks the tree by recursion. */
static const Node *too_high(const Node *n)
{
    for (;;) {
        const Node *above = NULL;
        for (int i = 0; i < n->n; i++)
            if (n->kid[i] != NULL && n->kid[i]->height > PARSE_MAX_HEIGHT)
                above = n->kid[i];
        if (above == NULL)
            return n;
        n = above;
    }
}

static Node *whole(Parse *p, NodeKind kind)
{
    const Span all = {p->src, 0, (uint32_t)p->src->text.n};
    if (p->root != NULL && p->root->height <= PARSE_MAX_HEIGHT)
        return p->root;
    if (p->root != NULL) {
        Diag *d = say_at(p, E0125, too_high(p->root)->span, MSG_TOO_LONG,
                         str_format("%d", PARSE_MAX_HEIGHT));
        diag_help(d, MSG_TOO_DEEP_HELP, say_word(p, KW_DEFINE));
    }
    Node *bad = ast_leaf(N_BAD, all, (Str){0});
    return kind == N_BAD ? bad : ast_append(ast_list(kind, all), bad);
}

/* The tree has no language: names that the language defines get their English text. */
static Parsed *finished_beside(Parse *p, NodeKind kind, const Node *beside)
{
    p->out->file = whole(p, kind);
    if (p->out->language == LANG_PT)
        words_to_english(p->out->file, beside);
    return p->out;
}

static Parsed *finished(Parse *p, NodeKind kind)
{
    return finished_beside(p, kind, NULL);
}

Parsed *parse_file(const Source *src, Diags *diags)
{
    Parse *p = parse_new(src, LANG_EN, diags);
    run(p, TK_START_FILE);
    return finished(p, N_FILE);
}

Parsed *parse_beside(const Source *src, const Parsed *beside, Diags *diags)
{
    Parse *p = parse_new(src, beside->language, diags);
    const bool clause = filter_word(p->filter, 0).id == KW_CLAUSE;
    p->filter->outermost = clause ? BLOCK_CLAUSES : BLOCK_TOP;
    run(p, clause ? TK_START_CLAUSE : TK_START_FILE);
    return finished_beside(p, N_FILE, beside->file);
}

Parsed *parse_expr(const Source *src, Language language, Diags *diags)
{
    Parse *p = parse_new(src, language, diags);
    run(p, TK_START_EXPR);
    return finished(p, N_BAD);
}

Parsed *parse_value(const Source *src, Language language, Diags *diags)
{
    Parse *p = parse_new(src, language, diags);
    run(p, TK_START_VALUE);
    return finished(p, N_BAD);
}

/* Is a statement at hand that will open a block, as `lead by id` will? */
static bool in_head(const Filter *f, int second)
{
    return f->opens != BLOCK_JUNK && (second == TK_IDENT || second == TK_STRING);
}

ParseState parse_state(Str text, Language language)
{
    Diags *diags = diags_new();
    Parse *p = parse_new(source_new("", text), language, diags);
    Filter *f = p->filter;
    const int second = filter_peek(f, 1).kind;
    int brackets = 0;
    while (filter_peek(f, 0).kind != TK_END && !p->stopped) {
        if (filter_peek(f, 0).kind == TK_EOL && filter_peek(f, 1).kind == TK_END)
            break;
        filter_next(f, NULL);
    }
    brackets = f->n_brackets;
    if (brackets > 0 || f->n_blocks > 0 || filter_says_more(f->last)
        || in_head(f, second))
        return PARSE_MORE;
    return diags->n > 0 ? PARSE_WRONG : PARSE_WHOLE;
}
