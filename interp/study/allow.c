/* allow.c -- comments that allow findings, held against the list of them. */
#include "interp/study/allow.h"

#include "grammar/allow_comment.h"
#include "grammar/statement.h"
#include "interp/base/mem.h"
#include "interp/sema/scope.h"
#include "interp/study/analysis.h"

/* One code of one comment. */
typedef struct Allow {
    DiagCode code;
    Span at;    /* of the code */
    Span range; /* of the statement; empty where there is none */
    const char *reason;
    bool alone; /* no other code in the comment */
    bool used;
} Allow;

typedef struct Allows {
    Allow *item;
    int n;
    size_t cap;
    Diags *diags;
} Allows;

static Span span_of(const Comment *c, Str part)
{
    const Source *src = c->span.src;
    const uint32_t lo = (uint32_t)(part.p - src->text.p);
    return (Span){src, lo, lo + (uint32_t)part.n};
}

/* -- which codes ------------------------------------------------------------------------- */

static bool can_be_allowed(DiagCode code)
{
    const DiagInfo *info = diag_info(code);
    const bool about_allows = code == W0630 || code == W0631 || code == W0632;
    return info->severity != SEV_ERROR && str_starts(str_of(info->name), STR("W06"))
           && !about_allows;
}

static void help_near_code(Diag *d, Str written)
{
    Str known[N_DIAG_CODES];
    int n = 0;
    for (int i = 0; i < (int)N_DIAG_CODES; i++)
        if (can_be_allowed((DiagCode)i))
            known[n++] = str_of(diag_info((DiagCode)i)->name);
    const Str near = scope_nearest(written, known, n);
    if (near.n > 0 && str_distance(written, near, 1) <= 1)
        diag_help(d, MSG_NEAR_NAME, str_z(near));
}

/* Whether the code can be allowed; if not, that was said. */
static bool code_fits(Allows *as, const Comment *c, Str written, DiagCode *code)
{
    const Span at = span_of(c, written);
    if (!diag_code_of(written, code)) {
        help_near_code(diag_at(as->diags, W0631, at, MSG_ALLOW_UNKNOWN, str_z(written)),
                       written);
        return false;
    }
    if (can_be_allowed(*code))
        return true;
    diag_at(as->diags, W0631, at,
            diag_info(*code)->severity == SEV_ERROR ? MSG_ALLOW_ERROR : MSG_ALLOW_OTHER,
            str_z(written));
    return false;
}

/* -- comments ---------------------------------------------------------------------------- */

static void say_no_reason(Allows *as, const Comment *c, const AllowComment *a)
{
    Diag *d = diag_at(as->diags, W0632, c->span, MSG_ALLOW_NO_REASON, str_z(a->codes));
    diag_help(d, MSG_ALLOW_WRITE_REASON, str_z(a->word), str_z(a->codes));
}

static void say_misspelt(Allows *as, const Parsed *p, const Comment *c,
                         const AllowComment *a)
{
    Diag *d = diag_at(as->diags, W0631, span_of(c, a->word), MSG_ALLOW_NO_WORD,
                      str_z(a->word));
    diag_help(d, MSG_NEAR_NAME, str_z(allow_word(p->language)));
}

static void add_codes(Allows *as, const Parsed *p, const Comment *c,
                      const AllowComment *a)
{
    const Node *n = statement_of_comment(p, c);
    const Span range = n != NULL ? n->span : (Span){p->src, 0, 0};
    const int first = as->n;
    int written = 0;
    size_t at = 0;
    for (Str code; (code = allow_code(a->codes, &at)).n > 0; written++) {
        Allow allow = {
            .at = span_of(c, code), .range = range, .reason = str_z(a->reason)};
        if (code_fits(as, c, code, &allow.code))
            MEM_PUSH(as->item, as->n, as->cap) = allow;
    }
    for (int i = first; i < as->n; i++)
        as->item[i].alone = written == 1;
}

static void add_comments(Allows *as, const Parsed *p)
{
    for (int i = 0; i < p->n_comments; i++) {
        AllowComment a;
        const Comment *c = &p->comment[i];
        if (!allow_comment(span_text(c->span), &a))
            continue;
        if (!allow_word_is(a.word)) {
            say_misspelt(as, p, c, &a);
            continue;
        }
        if (a.reason.n == 0)
            say_no_reason(as, c, &a);
        add_codes(as, p, c, &a);
    }
}

/* -- findings ---------------------------------------------------------------------------- */

static uint32_t length(Span at) { return at.hi - at.lo; }

static Allow *allow_of(const Allows *as, const Diag *d)
{
    Allow *best = NULL;
    for (int i = 0; i < as->n; i++) {
        Allow *a = &as->item[i];
        const bool covers = a->code == d->code && a->range.src == d->span.src
                            && a->range.lo <= d->span.lo && d->span.lo < a->range.hi;
        if (covers && (best == NULL || length(a->range) < length(best->range)))
            best = a;
    }
    return best;
}

static void take_out(const Allows *as, Diags *ds)
{
    for (int i = 0; i < ds->n;) {
        Allow *a = allow_of(as, ds->item[i]);
        if (a == NULL) {
            i++;
            continue;
        }
        a->used = true;
        diags_allow(ds, i, a->reason);
    }
}

static void say_unneeded(Allows *as, const AllowScope *scope)
{
    for (int i = 0; i < as->n; i++) {
        const Allow *a = &as->item[i];
        const bool looked_for =
            (diag_info(a->code)->severity != SEV_LINT || scope->lints)
            && (!analysis_gives(a->code) || scope->proofs);
        if (a->used || !looked_for)
            continue;
        const char *name = diag_info(a->code)->name;
        Diag *d = diag_at(as->diags, W0630, a->at, MSG_ALLOW_UNNEEDED, name);
        if (a->alone)
            diag_help(d, MSG_ALLOW_TAKE_AWAY);
        else
            diag_help(d, MSG_ALLOW_TAKE_CODE, name);
    }
}

void allow_findings(Diags *ds, const AllowScope *scope)
{
    Allows as = {.diags = ds};
    for (int i = 0; i < scope->n; i++)
        add_comments(&as, scope->file[i]);
    take_out(&as, ds);
    if (scope->whole)
        say_unneeded(&as, scope);
}
