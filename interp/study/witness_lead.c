/* witness_lead.c -- a lead as a test gives it, and when leads are put together for. */
#include "grammar/fmt.h"
#include "interp/base/mem.h"
#include "interp/study/literal_node.h"
#include "interp/study/witness_part.h"

const char *witness_text(const Session *s, const CoreGiven *given, int n)
{
    const Core *core = s->core;
    Buf b = {0};
    buf_z(&b, "{");
    for (int f = 0; f < core->n_fields; f++)
        for (int i = 0; i < n; i++) {
            if (given[i].field != f)
                continue;
            buf_z(&b, b.n > 1 ? ", " : " ");
            fmt_expr(&b, literal_name(core->fields[f].name), s->language);
            buf_char(&b, ' ');
            const Node *value =
                given[i].value->missing
                    ? NULL
                    : literal_of_const(given[i].value, core->zone, core->currency);
            if (value != NULL)
                fmt_expr(&b, value, s->language);
            else
                buf_str(&b, keyword_text(KW_MISSING, s->language));
        }
    buf_z(&b, b.n > 1 ? " }" : "}");
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

/* Monday 5 January 1970 was day 4; of the week after the policy came into force, or of the
 * first whole week of 2026, the Wednesday. */
int64_t witness_instant(const Core *core)
{
    const int64_t from =
        core->effective != INT64_MIN ? core->effective : INT64_C(20454);
    const int64_t monday = from + 7 - (from + 3) % 7;
    return zone_to_instant(core->zone,
                           (monday + 2) * USEC_DAY + 15 * 3600 * USEC_SECOND);
}
