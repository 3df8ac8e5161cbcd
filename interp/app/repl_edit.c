/* repl_edit.c -- changes of the state: thresholds, fields of the lead, the clock, and back. */
#include "interp/app/repl_answer.h"
#include "interp/app/repl_state.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/study/column_const.h"

/* -- thresholds ------------------------------------------------------------------------- */

static Exit set_threshold(Repl *r, Str name, Str value)
{
    const ReplBefore before = repl_before(r);
    return whatif_set(r->whatif, name, value, r->diags) ? repl_after(r, &before)
                                                        : EXIT_USAGE;
}

/* NAME VALUE, or NAME = VALUE. */
Exit repl_set(Repl *r, Str args)
{
    size_t n = 0;
    while (n < args.n && args.p[n] != ' ' && args.p[n] != '=')
        n++;
    Str value = str_trim(str_sub(args, n, args.n));
    if (value.n > 0 && value.p[0] == '=')
        value = str_trim(str_sub(value, 1, value.n));
    if (value.n == 0)
        return repl_wrong(r, msg_text(MSG_REPL_WANTS, ":set", "THRESHOLD VALUE"), NULL);
    return set_threshold(r, str_sub(args, 0, n), value);
}

Exit repl_scenario(Repl *r, Str args)
{
    const ReplBefore before = repl_before(r);
    return whatif_scenario(r->whatif, str_z(args), r->diags) ? repl_after(r, &before)
                                                             : EXIT_USAGE;
}

/* -- fields of the lead at hand --------------------------------------------------------- */

static const CoreExpr *value_of_expr(Repl *r, CoreExpr *e)
{
    OneLeadWant w = repl_lead_want(r, whatif_state(r->whatif));
    CoreExpr *own = MEM_NEW(CoreExpr);
    *own = *e;
    w.extra = &own;
    w.n_extra = 1;
    OneLead *lead = one_lead_new(&w);
    const Row row = one_lead_row(lead);
    const CoreExpr *value = column_const(eval_extra(row.eval, 0), row.r, e->type);
    one_lead_free(lead);
    return value;
}

static const CoreExpr *missing_value(const Type *type)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    e->kind = CORE_CONST;
    e->type = type;
    e->missing = true;
    return e;
}

static bool is_missing_word(const Repl *r, Str text)
{
    return str_eq(text, keyword_text(KW_MISSING, r->session->language));
}

static const CoreExpr *value_given(Repl *r, int field, Str text)
{
    const CoreField *f = &r->session->core->fields[field];
    if (is_missing_word(r, text))
        return missing_value(f->type);
    const int errors = r->diags->n_errors;
    const Parsed *p = parse_expr(source_new("<typed>", str_copy(text)),
                                 r->session->language, r->diags);
    if (r->diags->n_errors > errors)
        return NULL;
    CoreExpr *e = sema_field_value(r->session->core, p, field, r->diags);
    return e == NULL || e->kind == CORE_CONST ? e : value_of_expr(r, e);
}

static bool is_out_of_range(const CoreField *f, const CoreExpr *e)
{
    return !e->missing && f->type->kind != TY_LIST && type_phys(f->type) == PHYS_I64
           && (((f->flags & FIELD_HAS_LO) != 0 && e->i64 < f->lo)
               || ((f->flags & FIELD_HAS_HI) != 0 && e->i64 > f->hi));
}

static Exit give(Repl *r, int field, Str value, Str line)
{
    const CoreField *f = &r->session->core->fields[field];
    if (!repl_has_lead(r))
        return EXIT_USAGE;
    const CoreExpr *e = value_given(r, field, value);
    if (e == NULL)
        return EXIT_USAGE;
    if (is_out_of_range(f, e))
        return repl_wrong(r, msg_text(MSG_REPL_FIELD_RANGE, str_z(f->name)), NULL);
    const ReplBefore before = {whatif_state(r->whatif), NULL};
    whatif_give(r->whatif, (WhatGiven){r->row, field, e}, str_z(line));
    return repl_after_lead(r, &before);
}

/* -- NAME = VALUE ----------------------------------------------------------------------- */

/* Bytes of a name, or of a path of names, before an `=` that is alone; 0: it is no such line. */
static size_t assigned(Str line)
{
    size_t n = 0;
    bool quoted = false;
    for (; n < line.n && line.p[n] != '='; n++) {
        const char c = line.p[n];
        quoted ^= c == '`';
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
                            || c < 0 || (c >= '0' && c <= '9') || c == '.' || c == '`';
        if (!quoted && !letter && c != ' ')
            return 0;
    }
    return n > 0 && n + 1 < line.n && line.p[n + 1] != '=' ? n : 0;
}

static Str bare_name(Str name)
{
    return name.n > 2 && name.p[0] == '`' && name.p[name.n - 1] == '`'
               ? str_sub(name, 1, name.n - 1)
               : name;
}

static bool moves_clause(const Core *core, Str name)
{
    for (int i = 0; i < core->n_thresholds; i++) {
        const Str full = core->thresholds[i].name;
        if (core->thresholds[i].clause < 0)
            continue;
        if (str_eq(full, name))
            return true;
        for (size_t k = 0; k < full.n; k++)
            if (full.p[k] == '.' && str_eq(str_sub(full, k + 1, full.n), name))
                return true;
    }
    return false;
}

bool repl_assigns(Repl *r, Str line, Exit *exit)
{
    const Core *core = r->session->core;
    const size_t n = assigned(line);
    const Str name = bare_name(str_trim(str_sub(line, 0, n)));
    const Str value = str_trim(str_sub(line, n + 1, line.n));
    if (n == 0 || value.n == 0)
        return false;
    const int field = core_field(core, name);
    const bool set = core_threshold(core, name) >= 0 || moves_clause(core, name);
    if (field < 0 && !set)
        return false;
    *exit = field >= 0 ? give(r, field, value, line) : set_threshold(r, name, value);
    return true;
}

Exit repl_unset(Repl *r, Str args)
{
    const int field = args.n > 0 ? core_field(r->session->core, bare_name(args)) : -1;
    if (!repl_has_lead(r))
        return EXIT_USAGE;
    if (args.n > 0 && field < 0)
        return repl_wrong(r, msg_text(MSG_REPL_NO_FIELD, str_z(args)), NULL);
    const ReplBefore before = {whatif_state(r->whatif), NULL};
    if (!whatif_unset(r->whatif, r->row, field))
        return repl_wrong(r, msg_text(MSG_REPL_NOT_SET), NULL);
    return repl_after_lead(r, &before);
}

/* -- back and forth --------------------------------------------------------------------- */

static Exit stepped(Repl *r, const ReplBefore *before, MsgId sentence, const char *said)
{
    if (!r->json)
        buf_format(&r->out, "%s\n", msg_text(sentence, said));
    return repl_after(r, before);
}

Exit repl_undo(Repl *r, Str args)
{
    (void)args;
    const ReplBefore before = repl_before(r);
    const char *said = whatif_undo(r->whatif);
    return said != NULL ? stepped(r, &before, MSG_REPL_UNDONE, said)
                        : repl_wrong(r, msg_text(MSG_REPL_NO_UNDO), NULL);
}

Exit repl_redo(Repl *r, Str args)
{
    (void)args;
    const ReplBefore before = repl_before(r);
    const char *said = whatif_redo(r->whatif);
    return said != NULL ? stepped(r, &before, MSG_REPL_REDONE, said)
                        : repl_wrong(r, msg_text(MSG_REPL_NO_REDO), NULL);
}

Exit repl_reset(Repl *r, Str args)
{
    (void)args;
    const ReplBefore before = repl_before(r);
    return whatif_reset(r->whatif) ? repl_after(r, &before)
                                   : repl_wrong(r, msg_text(MSG_REPL_NO_CHANGE), NULL);
}
