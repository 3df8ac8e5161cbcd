/* guard.c -- guards as a table, as JSON and as test cases.
 *
 * JSON: [ {"guard", "states", "verdict": "holds" | "broken" | "undetermined", "values",
 *          "accepted": null | {"by", "until", "because", "expired": flag}} ] */
#include "interp/io/guard.h"

#include "interp/base/diag.h"
#include "interp/io/cases.h"

static const char *const words[] = {[GUARD_HOLDS] = "holds",
                                    [GUARD_BROKEN] = "broken",
                                    [GUARD_UNDETERMINED] = "undetermined"};

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

bool guard_fails(const GuardResult *g)
{
    return g->verdict == GUARD_BROKEN && (g->by == NULL || g->expired);
}

static const char *titles(const GuardResults *g, bool broken)
{
    Buf b = {0};
    for (int i = 0; i < g->n; i++) {
        const bool is = broken ? guard_fails(&g->item[i])
                               : g->item[i].verdict == GUARD_UNDETERMINED;
        if (is)
            buf_format(&b, "%s%s (%s)", b.n > 0 ? ", " : "", g->item[i].title,
                       g->item[i].values);
    }
    const char *z = b.n > 0 ? str_z(buf_view(&b)) : NULL;
    buf_free(&b);
    return z;
}

const char *guard_failed(const GuardResults *g) { return titles(g, true); }
const char *guard_unknown(const GuardResults *g) { return titles(g, false); }

static const char *verdict_text(const GuardResult *g)
{
    if (g->verdict == GUARD_UNDETERMINED)
        return raw(MSG_GUARD_UNKNOWN);
    if (g->verdict == GUARD_HOLDS)
        return g->by != NULL ? msg_text(MSG_GUARD_NOT_NEEDED, g->by)
                             : raw(MSG_GUARD_HOLDS);
    if (g->by == NULL)
        return raw(MSG_GUARD_BROKEN);
    return g->expired ? msg_text(MSG_GUARD_EXPIRED, g->by, g->until)
                      : msg_text(MSG_GUARD_ACCEPTED, g->by, g->until, g->because);
}

/* Said once: the first that is broken stands for all. */
static void put_who(Page *p, const GuardResults *g)
{
    for (int i = 0; i < g->n; i++) {
        const GuardResult *r = &g->item[i];
        if (!guard_fails(r) || r->text == NULL)
            continue;
        page_put(p, BLOCK_NOTE,
                 g->parties[0] != '\0' ? msg_text(MSG_GUARD_HOW_OF, r->title, g->parties)
                                       : msg_text(MSG_GUARD_HOW, r->title),
                 TONE_DIM);
        return;
    }
}

void guards_put(Page *p, const GuardResults *g)
{
    const PageColumn column[] = {{.head = raw(MSG_GUARD_HEAD)},
                                 {.head = raw(MSG_GUARD_STATES)},
                                 {.head = raw(MSG_GUARD_VALUES)},
                                 {.head = raw(MSG_GUARD_VERDICT)}};
    PageTable *t = page_table(p, NULL, column, 4);
    for (int i = 0; i < g->n; i++) {
        const GuardResult *r = &g->item[i];
        PageCell *c = page_row(t)->cell;
        c[0].text = r->title;
        c[1].text = r->text != NULL ? r->text : "";
        c[2].text = r->values;
        c[3].text = verdict_text(r);
        c[3].tone = guard_fails(r)              ? TONE_BAD
                    : r->verdict == GUARD_HOLDS ? TONE_GOOD
                                                : TONE_WARN;
    }
    put_who(p, g);
}

static void j_accepted(Json *j, const GuardResult *g)
{
    j_key(j, "accepted");
    if (g->by == NULL) {
        buf_z(&j->b, "null");
        return;
    }
    j_open(j, '{');
    j_z(j, "by", g->by);
    j_z(j, "until", g->until);
    j_z(j, "because", g->because);
    j_flag(j, "expired", g->expired);
    j_close(j, '}');
}

void guards_json(Json *j, const GuardResults *g)
{
    j_open(j, '[');
    for (int i = 0; i < g->n; i++) {
        const GuardResult *r = &g->item[i];
        j_next(j);
        j_open(j, '{');
        j_z(j, "guard", r->title);
        j_z(j, "states", r->text);
        j_z(j, "verdict", words[r->verdict]);
        j_z(j, "values", r->values);
        j_accepted(j, r);
        j_close(j, '}');
    }
    j_close(j, ']');
}

void guards_cases(struct Suite *suite, const GuardResults *g)
{
    for (int i = 0; i < g->n; i++) {
        const GuardResult *r = &g->item[i];
        const bool placed = r->at.src != NULL;
        case_add(
            suite,
            (Case){.name = r->title,
                   .file = placed ? r->at.src->name : NULL,
                   .at = placed ? source_pos(r->at.src, r->at.lo) : (Pos){0},
                   .verdict = guard_fails(r)               ? CASE_FAILED
                              : r->verdict == GUARD_HOLDS  ? CASE_PASSED
                              : r->verdict == GUARD_BROKEN ? CASE_PASSED
                                                           : CASE_FAILED,
                   .type = "guard",
                   .message = msg_text(MSG_GUARD_WHO, verdict_text(r), r->values)});
    }
}
