/* repl_statement.c -- a line that is no command: a what-if, an expression, or declarations. */
#include "interp/app/repl_answer.h"
#include "interp/app/repl_state.h"
#include "interp/base/mem.h"

/* Declarations, where the line is no expression: the mistake that is shown is that of the kind
 * which it begins like. */
static Exit declare(Repl *r, const Parsed *typed)
{
    const ReplBefore before = repl_before(r);
    if (!whatif_declare(r->whatif, typed, r->diags))
        return EXIT_POLICY;
    return repl_after(r, &before);
}

static bool begins_declaration(const Parsed *typed, const Diags *findings)
{
    const Node *file = typed->file;
    const bool sound = findings->n_errors == 0;
    if (file->kind != N_FILE)
        return true; /* a clause alone */
    return n_items(file) > 0 && (sound || file->kid[0]->kind != N_BAD);
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
    const bool declares = begins_declaration(typed, as_file);
    repl_take_findings(r, declares ? as_file : as_expr);
    if (!declares || as_file->n_errors > 0)
        return declares ? EXIT_POLICY : EXIT_USAGE;
    return declare(r, typed);
}
