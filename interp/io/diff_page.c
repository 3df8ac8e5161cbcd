/* diff_page.c -- a change of policy laid out. */
#include "interp/io/diff.h"

#include "interp/base/mem.h"
#include "interp/io/cases.h"
#include "interp/io/comment.h"

enum { NAMED = 3, ITEMS = 200 };

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

/* -- the first line ----------------------------------------------------------------------- */

/* "clause first_contact, stage mql and 2 more" */
static const char *changed_names(const Meaning *m)
{
    Buf b = {0};
    int n = 0;
    for (int i = 0; i < m->n; i++) {
        const MeaningItem *item = &m->item[i];
        if (item->verdict == MEANING_EQUIVALENT || item->beside || n++ >= NAMED)
            continue;
        buf_format(&b, "%s%s", n > 1 ? ", " : "", meaning_name(item));
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return n > NAMED ? msg_text(MSG_DIFF_MORE, z, str_format("%d", n - NAMED)) : z;
}

static const char *verdict_line(const Meaning *m)
{
    static const MsgId line[] = {[MEANING_TIGHTER] = MSG_DIFF_TIGHTER,
                                 [MEANING_LOOSER] = MSG_DIFF_LOOSER,
                                 [MEANING_DIFFERENT] = MSG_DIFF_DIFFERENT,
                                 [MEANING_UNDETERMINED] = MSG_DIFF_UNDETERMINED};
    return m->verdict == MEANING_EQUIVALENT
               ? raw(MSG_DIFF_SAME)
               : msg_text(line[m->verdict], changed_names(m));
}

/* Those whose verdict in the last whole period turned to this one. */
static const char *turned_to(const Impact *m, Verdict to)
{
    Buf b = {0};
    int n;
    const ImpactFigure *f = impact_figures(m, &n);
    for (int i = 0; i < n; i++) {
        if (f[i].old == NULL || f[i].now == NULL || f[i].to == NULL || f[i].from == NULL
            || impact_verdict(f[i].to) != to || impact_verdict(f[i].from) == to)
            continue;
        const char *target = report_target(m->after, f[i].now);
        buf_format(&b, "%s%s", b.n > 0 ? ", " : "",
                   msg_text(MSG_DIFF_FIGURE, impact_figure_title(m->after, f[i].now),
                            report_value(m->before, f[i].old, &f[i].from->value),
                            report_value(m->after, f[i].now, &f[i].to->value),
                            target != NULL ? target : ""));
    }
    const char *z = b.n > 0 ? str_z(buf_view(&b)) : NULL;
    buf_free(&b);
    return z;
}

static const char *guards_line(const GuardResults *g)
{
    const char *broken = guard_failed(g), *unknown = guard_unknown(g);
    return str_format("%s%s%s", broken != NULL ? msg_text(MSG_DIFF_BROKEN, broken) : "",
                      broken != NULL && unknown != NULL ? " " : "",
                      unknown != NULL ? msg_text(MSG_DIFF_UNDECIDED, unknown) : "");
}

static const char *change_line(const Diff *d)
{
    const char *line = verdict_line(d->meaning);
    if (d->impact == NULL
        || (d->meaning->verdict == MEANING_EQUIVALENT && d->impact->moved == 0))
        return line;
    const char *missed = turned_to(d->impact, VERDICT_MISSED);
    const char *kept = turned_to(d->impact, VERDICT_KEPT);
    line = str_format("%s %s", line, impact_line(d->impact));
    if (missed != NULL)
        line = str_format("%s %s", line, msg_text(MSG_DIFF_MISSED, missed));
    if (kept != NULL)
        line = str_format("%s %s", line, msg_text(MSG_DIFF_KEPT, kept));
    return line;
}

/* A broken guard is what matters first. */
const char *diff_line(const Diff *d)
{
    const char *guards = d->guards != NULL ? guards_line(d->guards) : "";
    return str_format("%s%s%s", guards, guards[0] != '\0' ? " " : "", change_line(d));
}

/* -- the page ----------------------------------------------------------------------------- */

static Tone tone_of(const Diff *d)
{
    const bool missed =
        d->impact != NULL && turned_to(d->impact, VERDICT_MISSED) != NULL;
    return missed                                      ? TONE_BAD
           : d->meaning->verdict == MEANING_EQUIVALENT ? TONE_GOOD
                                                       : TONE_WARN;
}

const Page *diff_page(const Diff *d, int items)
{
    Page *p = page_new(d->impact != NULL ? d->impact->after : NULL);
    page_put(p, BLOCK_LEAD, diff_line(d), tone_of(d));
    if (d->impact != NULL)
        page_caveats(p);
    if (d->guards != NULL && d->guards->n > 0) {
        page_put(p, BLOCK_SECTION, raw(MSG_GUARDS), TONE_PLAIN);
        guards_put(p, d->guards);
    }
    if (d->meaning->n > 0) {
        page_put(p, BLOCK_SECTION, raw(MSG_DIFF_MEANING), TONE_PLAIN);
        meaning_put(p, d->meaning, items);
    }
    if (d->impact != NULL && d->impact->n > 0
        && d->meaning->verdict != MEANING_EQUIVALENT) {
        page_put(p, BLOCK_SECTION, raw(MSG_DIFF_LEADS), TONE_PLAIN);
        impact_put(p, d->impact);
    }
    return page_done(p);
}

void diff_markdown(Buf *out, const Diff *d)
{
    for (int items = ITEMS;; items /= 2) {
        out->n = 0;
        page_markdown(out, diff_page(d, items));
        if (out->n <= COMMENT_BYTES || items == 0)
            return;
    }
}

void diff_json(Buf *out, const Diff *d)
{
    Json j = {.b = *out, .flat = true};
    j_open(&j, '{');
    j_count(&j, "form", 1);
    j_z(&j, "before", d->before);
    j_z(&j, "after", d->after);
    j_z(&j, "verdict", meaning_word(d->meaning->verdict));
    j_z(&j, "line", diff_line(d));
    j_z(&j, "where", d->impact != NULL ? d->impact->after->where : NULL);
    j_flag(&j, "partial", d->impact != NULL && d->impact->after->partial);
    j_key(&j, "changes");
    meaning_json(&j, d->meaning);
    j_key(&j, "impact");
    if (d->impact != NULL)
        impact_json(&j.b, d->impact);
    else
        buf_z(&j.b, "null");
    j_key(&j, "guards");
    if (d->guards != NULL)
        guards_json(&j, d->guards);
    else
        buf_z(&j.b, "null");
    j_close(&j, '}');
    buf_char(&j.b, '\n');
    *out = j.b;
}

void diff_cases(Buf *out, const Diff *d, bool junit)
{
    Suites all = {0};
    Suite *suite = suite_add(&all, d->after);
    case_add(suite, (Case){.name = meaning_word(d->meaning->verdict),
                           .file = d->after,
                           .verdict = CASE_PASSED,
                           .type = "diff",
                           .message = diff_line(d)});
    if (d->guards != NULL)
        guards_cases(suite, d->guards);
    if (junit)
        suites_junit(out, &all);
    else
        suites_tap(out, &all);
}
