/* repl_statement.c -- a line that is no command: a what-if, an expression, or declarations. */
#include "interp/app/repl_answer.h"
#include "interp/app/repl_state.h"
#include "interp/base/mem.h"

/* Declarations, where the line is no expression: the mistake that is shown is that of the kind
 * which it begins like. */
/* At a prompt a name is declared before it is used. */
static void drop_unused(Diags *ds)
{
    int kept = 0;
    for (int i = 0; i < ds->n; i++)
        if (ds->item[i]->code != W0602)
            ds->item[kept++] = ds->item[i];
    ds->n_warnings -= ds->n - kept;
    ds->n = kept;
}

static Exit declare(Repl *r, const Parsed *typed)
{
    const ReplBefore before = repl_before(r);
    if (!whatif_declare(r->whatif, typed, r->diags))
        return EXIT_POLICY;
    drop_unused(r->diags);
    return repl_after(r, &before);
}

/* Its first word is one that only a declaration begins with. */
static bool begins_so(const Repl *r, Str line)
{
    static const Keyword words[] = {KW_THRESHOLD, KW_DEFINE,   KW_SCORE,     KW_FUNNEL,
                                    KW_AGREEMENT, KW_CLAUSE,   KW_CALENDAR,  KW_HOLIDAYS,
                                    KW_KPI,       KW_SCENARIO, KW_TEST,      KW_SET,
                                    KW_FACT,      KW_POLICY,   KW_USE};
    size_t n = 0;
    while (n < line.n && line.p[n] != ' ' && line.p[n] != '\n' && line.p[n] != '\t')
        n++;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_eq(str_sub(line, 0, n), keyword_text(words[i], r->session->language)))
            return true;
    return false;
}

/* What the findings should be of: the line is a declaration, or would be one. */
static bool declares(const Repl *r, Str line, const Parsed *typed, const Diags *findings)
{
    const bool sound = findings->n_errors == 0 && n_items(typed->file) > 0;
    return sound || typed->file->kind != N_FILE || begins_so(r, line)
           || (n_items(typed->file) > 0 && typed->file->kid[0]->kind != N_BAD);
}

static const Parsed *parsed_expr(Repl *r, const char *text, Diags *diags)
{
    return parse_expr(source_new("<typed>", str_of(text)), r->session->language, diags);
}

void repl_take_findings(Repl *r, const Diags *from)
{
    for (int i = 0; i < from->n; i++) {
        MEM_PUSH(r->diags->item, r->diags->n, r->diags->cap) = from->item[i];
        r->diags->n_errors += from->item[i]->severity == SEV_ERROR;
        r->diags->n_warnings += from->item[i]->severity == SEV_WARNING;
    }
}

static bool is_text(Repl *r, Str line)
{
    const ptrdiff_t bad = source_fault(line);
    if (bad >= 0)
        repl_wrong(r, msg_text(MSG_REPL_NOT_TEXT, str_format("%td", bad + 1)), NULL);
    return bad < 0;
}

Exit repl_statement(Repl *r, Str line)
{
    Exit exit = EXIT_DONE;
    const char *text = str_z(line);
    Diags *as_expr = diags_new(), *as_file = diags_new();
    if (!is_text(r, line))
        return EXIT_USAGE;
    if (repl_assigns(r, line, &exit))
        return exit;
    const Parsed *e = parsed_expr(r, text, as_expr);
    if (as_expr->n_errors == 0)
        return repl_value(r, e, text);
    const Parsed *typed = parse_beside(source_new("<typed>", str_of(text)),
                                       whatif_parsed(r->whatif), as_file);
    const bool declared = declares(r, line, typed, as_file);
    repl_take_findings(r, declared ? as_file : as_expr);
    if (!declared || as_file->n_errors > 0)
        return declared ? EXIT_POLICY : EXIT_USAGE;
    return declare(r, typed);
}
