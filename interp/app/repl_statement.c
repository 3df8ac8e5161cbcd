/* repl_statement.c -- a line that is no command. */
#include "interp/app/repl_answer.h"
#include "interp/base/mem.h"
#include "interp/io/colvalue.h"
#include "interp/study/made_rows.h"

static void put_value(Repl *r, const CoreExpr *e, const Column *c, int row)
{
    if (r->json)
        col_json(&r->out, c, row, e->type, r->session->core);
    else
        col_print(&r->out, c, row, e->type, r->session->core, false);
    if (!r->json)
        buf_char(&r->out, '\n');
}

static Exit value_of_nobody(Repl *r, const CoreExpr *e)
{
    const Session *s = r->session;
    MadeRows *row = made_rows_new(s->core, &(CoreRecord){.fact = -1}, 1);
    CoreExpr *extra = MEM_NEW(CoreExpr);
    *extra = *e;
    const ProgramWant want = {.extra = &extra, .n_extra = 1};
    Eval *ev = eval_new(program_plan(s->core, &want));
    session_apply(s, ev);
    made_rows_at(row, 0);
    eval_batch(ev, &row->batch);
    put_value(r, e, eval_extra(ev, 0), 0);
    const bool missing = column_missing(eval_extra(ev, 0), 0);
    eval_free(ev);
    made_rows_free(row);
    return missing ? EXIT_UNDETERMINED : EXIT_DONE;
}

Exit repl_statement(Repl *r, Str line)
{
    const CoreExpr *e = session_expr(r->session, "<typed>", str_z(line), NULL);
    return e != NULL ? value_of_nobody(r, e) : EXIT_USAGE;
}
