/* writer.c -- one face for lines and tables. */
#include "interp/io/writer_part.h"

#include "interp/base/mem.h"

Writer *writer_new(const Core *core, const WriteOptions *o, Sink *sink)
{
    Writer *w = MEM_NEW(Writer);
    w->core = core;
    w->o = *o;
    w->sink = sink;
    w->parts = parts_of(core, o);
    w->days = MEM_NEW(DayTexts);
    if (o->explain && o->format != OUT_TABLE)
        w->explain = explainer_new(core);
    if (o->format == OUT_TABLE)
        w->table = table_new(w);
    else
        line_prepare(w);
    return w;
}

void writer_batch(Writer *w, const Batch *b, const Eval *ev, const uint8_t *keep)
{
    parts_bind(w->parts, b, ev);
    if (w->o.format == OUT_TABLE)
        table_batch(w, b, ev, keep);
    else
        line_batch(w, b, ev, keep);
}

void writer_end(Writer *w)
{
    if (w->o.format == OUT_TABLE)
        table_end(w);
    else
        line_head(w);
}

void writer_free(Writer *w)
{
    buf_free(&w->scratch);
    if (w->table != NULL)
        table_free(w->table);
}
