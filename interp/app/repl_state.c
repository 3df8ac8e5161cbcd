/* repl_state.c -- the state in force, what it decides, and the lead at hand. */
#include "interp/app/repl_state.h"

#include "interp/app/term.h"
#include "interp/base/mem.h"

/* Findings of what is asked of it come to the prompt's list; the state itself stays as it is. */
void repl_follow(Repl *r)
{
    Session *s = MEM_NEW(Session);
    *s = *whatif_state(r->whatif)->session;
    s->diags = r->diags;
    r->session = s;
    if (r->row >= 0 && r->base == NULL)
        r->row = -1;
}

/* -- what is decided -------------------------------------------------------------------- */

bool repl_has_base(Repl *r)
{
    if (r->base != NULL)
        return true;
    repl_wrong(r, msg_text(MSG_REPL_NO_BASE), msg_text(MSG_REPL_NO_BASE_HINT));
    return false;
}

DecideWant repl_decide_want(const Repl *r, const WhatState *s)
{
    return (DecideWant){.session = s->session,
                        .as_of_us = s->as_of_us,
                        .known = r->current,
                        .threads = term_processors(),
                        .stop = term_interrupted};
}

Decided *repl_decide(Repl *r, const WhatState *s)
{
    const DecideWant want = repl_decide_want(r, s);
    Decided *d = decided_new(r->base, &want);
    if (d == NULL)
        repl_wrong(r, msg_text(MSG_REPL_STOPPED), NULL);
    return d;
}

/* What was loaded is often what is in force: then they are one. */
void repl_take(Repl *r, Decided *d, const WhatState *of)
{
    if (r->current != r->loaded)
        decided_free(r->current);
    r->current = d;
    r->decided = of;
    if (of == whatif_loaded(r->whatif))
        r->loaded = d;
}

void repl_forget(Repl *r)
{
    if (r->current != r->loaded)
        decided_free(r->current);
    decided_free(r->loaded);
    r->loaded = r->current = NULL;
    r->decided = NULL;
}

const Decided *repl_loaded(Repl *r)
{
    if (r->base != NULL && r->loaded == NULL)
        r->loaded = repl_decide(r, whatif_loaded(r->whatif));
    return r->loaded;
}

const Decided *repl_current(Repl *r)
{
    const WhatState *now = whatif_state(r->whatif);
    if (r->base == NULL)
        return NULL;
    if (r->loaded != NULL && now == whatif_loaded(r->whatif))
        return r->loaded;
    if (r->current != NULL && r->decided == now)
        return r->current;
    Decided *d = repl_decide(r, now);
    if (d != NULL)
        repl_take(r, d, now);
    return d;
}

Decided *repl_with_cases(Repl *r)
{
    DecideWant want = repl_decide_want(r, whatif_state(r->whatif));
    want.cases = true;
    Decided *d = decided_new(r->base, &want);
    if (d == NULL)
        repl_wrong(r, msg_text(MSG_REPL_STOPPED), NULL);
    return d;
}

/* -- the lead at hand ------------------------------------------------------------------- */

bool repl_has_lead(Repl *r)
{
    if (r->row >= 0)
        return true;
    if (repl_has_base(r))
        repl_wrong(r, msg_text(MSG_REPL_NO_LEAD), msg_text(MSG_REPL_NO_LEAD_HINT));
    return false;
}

static const CoreGiven *given_to(const WhatState *s, int64_t row, int *n)
{
    CoreGiven *given = MEM_ARRAY(CoreGiven, s->n_given + 1);
    *n = 0;
    for (int i = 0; i < s->n_given; i++)
        if (s->given[i].row == row)
            given[(*n)++] = (CoreGiven){s->given[i].field, s->given[i].value};
    return given;
}

OneLeadWant repl_lead_want(const Repl *r, const WhatState *s)
{
    OneLeadWant w = {.session = s->session, .as_of_us = s->as_of_us};
    if (r->base == NULL)
        return w;
    w.table = r->base->table;
    if (r->row < 0)
        return w;
    w.batch = kept_rows_batch(r->base->leads, (int)(r->row / BATCH_ROWS));
    w.r = (int)(r->row % BATCH_ROWS);
    RowRef *from = MEM_NEW(RowRef);
    *from = kept_rows_ref(r->base->leads, r->row);
    w.from = from;
    w.given = given_to(s, r->row, &w.n_given);
    return w;
}

OneLead *repl_lead(Repl *r, const WhatState *s, ReplPlace place)
{
    struct ReplLead *planned = &r->planned[place];
    const OneLeadWant w = repl_lead_want(r, s);
    if (r->row < 0)
        return NULL;
    if (planned->lead != NULL && planned->core == s->session->core
        && planned->base == r->base) {
        one_lead_again(planned->lead, &w);
        return planned->lead;
    }
    one_lead_free(planned->lead);
    *planned = (struct ReplLead){one_lead_new(&w), s->session->core, r->base};
    return planned->lead;
}

void repl_forget_leads(Repl *r)
{
    for (int i = 0; i < 2; i++) {
        one_lead_free(r->planned[i].lead);
        r->planned[i] = (struct ReplLead){0};
    }
}

/* -- answers ---------------------------------------------------------------------------- */

ViewLook repl_look(const Repl *r)
{
    return (ViewLook){.colour = r->app->colour_out && r->once == NULL,
                      .ascii = r->interactive && !term_utf8(),
                      .width = r->app->width};
}

/* Pages begin with the blank lines that part them from what stands before. */
void repl_page(Repl *r, const Page *p)
{
    const ViewLook look = repl_look(r);
    const ReportLook of_page = {
        .colour = look.colour, .width = look.width, .ascii = look.ascii};
    Buf text = {0};
    page_text(&text, p, &of_page);
    size_t from = 0;
    while (from < text.n && text.p[from] == '\n')
        from++;
    buf_str(&r->out, str_sub(buf_view(&text), from, text.n));
    buf_free(&text);
}

Exit repl_done(Repl *r, MsgId sentence, const char *what)
{
    if (!r->json)
        buf_format(&r->out, "%s\n", msg_text(sentence, what));
    return EXIT_DONE;
}

const char **repl_words(Str args, int *n)
{
    const char **word = NULL;
    size_t cap = 0, at = 0;
    *n = 0;
    while (at < args.n) {
        Buf b = {0};
        char quote = 0;
        for (; at < args.n && (quote != 0 || args.p[at] != ' '); at++) {
            const char c = args.p[at];
            if (quote == 0 && (c == '"' || c == '\''))
                quote = c;
            else if (quote == c)
                quote = 0;
            else
                buf_char(&b, c);
        }
        MEM_PUSH(word, *n, cap) = str_z(buf_view(&b));
        buf_free(&b);
        while (at < args.n && args.p[at] == ' ')
            at++;
    }
    MEM_PUSH(word, *n, cap) = NULL;
    (*n)--;
    return word;
}

const char *repl_joined(const char *const *word)
{
    Buf b = {0};
    for (int i = 0; word[i] != NULL; i++)
        buf_format(&b, "%s%s", i > 0 ? " " : "", word[i]);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}
