/* blocks.c -- which raw token begins a line of which block. */
#include "grammar/filter.h"

static const struct Head {
    Block home;
    Keyword word;
    Block opens;
} heads[] = {
#define HEAD(home, word, opens) {BLOCK_##home, KW_##word, BLOCK_##opens},
#include "grammar/blocks.def"
};

enum { N_HEADS = sizeof heads / sizeof *heads };

static const struct Head *find(Block home, Keyword word)
{
    for (int i = 0; i < N_HEADS; i++)
        if (heads[i].home == home && heads[i].word == word)
            return &heads[i];
    return NULL;
}

Block block_opened_by(Block home, Keyword head)
{
    const struct Head *h = find(home, head);
    return h != NULL ? h->opens : BLOCK_JUNK;
}

int block_heads(Block home, Keyword *word, int most)
{
    int n = 0;
    for (int i = 0; i < N_HEADS && n < most; i++)
        if (heads[i].home == home)
            word[n++] = heads[i].word;
    return n;
}

static bool is_type(Keyword k)
{
    switch ((int)k) {
    case KW_TEXT:
    case KW_NUMBER:
    case KW_MONEY:
    case KW_FLAG:
    case KW_DATE:
    case KW_TIMESTAMP:
    case KW_DURATION:
    case KW_PERIOD:
    case KW_BUSINESS:
    case KW_ONE_OF:
    case KW_LIST_OF: return true;
    default: return false;
    }
}

static bool is_name(Filter *f, int i)
{
    const Token t = filter_peek(f, i);
    if (t.kind != TK_IDENT)
        return false;
    return t.lex.quoted || keyword_kind(filter_word(f, i).id) != WORD_RESERVED;
}

/* The raw token behind the word at i; a name in back quotes is a word. */
static int behind(Filter *f, int i) { return i + filter_word(f, i).n; }

static bool ends_line(Filter *f, int i)
{
    const int kind = filter_peek(f, i).kind;
    return kind == TK_EOL || kind == TK_COMMA || kind == TK_RBRACE || kind == TK_END;
}

/* A word of the table begins a line if what follows may follow it.  `scenario` names one in
 * a test, and declares one behind a test that was not closed. */
static bool head_begins(Filter *f, Block b, int i)
{
    const WordAt w = filter_word(f, i);
    if (filter_peek(f, i).kind != TK_IDENT || find(b, w.id) == NULL)
        return false;
    const int next = filter_peek(f, i + w.n).kind;
    if (b == BLOCK_TEST && w.id == KW_SCENARIO)
        return next == TK_IDENT && ends_line(f, i + w.n + 1);
    if (b == BLOCK_TOP)
        return next == TK_IDENT || next == TK_STRING || next == TK_LBRACE
               || (next == TK_EOL && find(b, w.id)->opens != BLOCK_JUNK);
    return next != TK_EQ && next != TK_DOT;
}

bool block_begins(Filter *f, Block b, int i)
{
    const int kind = filter_peek(f, i).kind;
    switch (b) {
    case BLOCK_JUNK: return false;
    case BLOCK_FIELDS:
        return is_name(f, i) && filter_peek(f, i + 1).kind == TK_IDENT
               && is_type(filter_word(f, i + 1).id);
    case BLOCK_RULES:
        return kind == TK_PLUS || kind == TK_MINUS || head_begins(f, b, i);
    case BLOCK_BANDS: {
        if (!is_name(f, i) || filter_peek(f, i + 1).kind != TK_IDENT)
            return false;
        const Keyword k = filter_word(f, i + 1).id;
        return k == KW_FROM || k == KW_OTHERWISE;
    }
    case BLOCK_HOLIDAYS:
        return kind == TK_NUM || kind == TK_ORDINAL || kind == TK_CIVIL
               || head_begins(f, b, i);
    case BLOCK_MOVES: {
        const int next = filter_peek(f, behind(f, i)).kind;
        return is_name(f, i) && (next == TK_EQ || next == TK_DOT);
    }
    case BLOCK_RECORD: return is_name(f, i);
    case BLOCK_TOP:
    case BLOCK_POLICY:
    case BLOCK_STAGES:
    case BLOCK_CALENDAR:
    case BLOCK_CLAUSES:
    case BLOCK_CLAUSE:
    case BLOCK_KPI:
    case BLOCK_TEST: return head_begins(f, b, i);
    }
    return false;
}

/* No expression has a name before a literal or before a name that is no word of the
 * language; `lead "1"` is the exception. */
static bool head_surely_begins(Filter *f, int i)
{
    const WordAt w = filter_word(f, i);
    const Token next = filter_peek(f, i + w.n);
    switch (next.kind) {
    case TK_STRING: return w.id != KW_LEAD;
    case TK_NUM:
    case TK_PERCENT:
    case TK_CIVIL:
    case TK_INSTANT:
    case TK_LBRACE: return true;
    case TK_IDENT: {
        const WordKind k = keyword_kind(filter_word(f, i + w.n).id);
        return next.lex.quoted || k == WORD_NONE || k == WORD_BUILTIN;
    }
    default: return false;
    }
}

bool block_surely_begins(Filter *f, Block b, int i)
{
    if (b == BLOCK_MOVES || b == BLOCK_RECORD || !block_begins(f, b, i))
        return false;
    if (b == BLOCK_FIELDS || b == BLOCK_BANDS || b == BLOCK_HOLIDAYS)
        return true;
    const int kind = filter_peek(f, i).kind;
    if (kind == TK_PLUS || kind == TK_MINUS) {
        const Keyword k = filter_word(f, i + 2).id;
        return k == KW_WHEN || k == KW_PER || k == KW_EACH;
    }
    return head_surely_begins(f, i);
}

/* `expect fit = 60` is no entry of a record, which is a name and a literal. */
static bool is_entry(Filter *f)
{
    const int third = filter_peek(f, 2).kind;
    return third == TK_COMMA || third == TK_EOL || third == TK_RBRACE || third == TK_END
           || filter_peek(f, 1).kind != TK_IDENT;
}

int block_n_unclosed(Filter *f)
{
    const Block inner = filter_block(f);
    if (f->n_blocks == 0 || inner == BLOCK_JUNK || filter_peek(f, 0).kind != TK_IDENT)
        return 0;
    if (inner == BLOCK_RECORD ? is_entry(f) : block_begins(f, inner, 0))
        return 0;
    for (int n = 1; n <= f->n_blocks; n++) {
        const int at = f->n_blocks - n;
        const Block outer = at == 0 ? f->outermost : f->block[at - 1].kind;
        if (outer == BLOCK_JUNK)
            return 0;
        if (outer != BLOCK_FIELDS && outer != BLOCK_MOVES && block_begins(f, outer, 0))
            return n;
    }
    return 0;
}

bool block_closed_too_early(Filter *f)
{
    const Block inner = filter_block(f);
    const int next = filter_peek(f, 1).kind == TK_EOL ? 2 : 1;
    const Block outer = f->n_blocks > 1 ? f->block[f->n_blocks - 2].kind : f->outermost;
    if (inner == BLOCK_RECORD || outer == BLOCK_JUNK)
        return false;
    return block_begins(f, inner, next) && !block_begins(f, outer, next);
}
