/* report_glance.c -- the top of a report: is the word kept, who must act, what comes next. */
#include "interp/base/mem.h"
#include "interp/io/report_page.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

static const char *counted(uint64_t n, MsgId one, MsgId many)
{
    return msg_text(n == 1 ? one : many, report_count(n));
}

/* -- what the report is of ------------------------------------------------------------ */

static const char *settings_text(const Report *r)
{
    Buf b = {0};
    for (int i = 0; r->settings != NULL && r->settings[i] != NULL; i++) {
        if (i > 0)
            buf_z(&b, ", ");
        buf_z(&b, r->settings[i]);
    }
    const char *text = buf_copy(&b).p;
    buf_free(&b);
    return text;
}

static bool is_of_leads(const ReportInput *in) { return str_is(in->what, "lead"); }

/* Of leads, or of all other records together. */
static ReadStats stats_of(const Report *r, bool leads)
{
    ReadStats sum = {0};
    for (int i = 0; i < r->n_inputs; i++) {
        if (is_of_leads(&r->input[i]) != leads)
            continue;
        sum.read += r->input[i].stats.read;
        sum.accepted += r->input[i].stats.accepted;
        sum.rejected += r->input[i].stats.rejected;
    }
    return sum;
}

static void put_records(PageBlock *b, const Report *r, bool leads)
{
    const ReadStats s = stats_of(r, leads);
    if (leads || s.read > 0)
        page_cell(b, raw(leads ? MSG_REP_LEADS_WORD : MSG_REP_FACTS_WORD),
                  msg_text(MSG_REP_RECORDS, report_count(s.read),
                           report_count(s.accepted), report_count(s.rejected)),
                  TONE_PLAIN);
}

static void put_head(Page *p)
{
    const Report *r = p->r;
    const Core *c = r->core;
    const char *title = c->title.n > 0 ? str_z(c->title) : raw(MSG_REP_UNTITLED);
    PageBlock *b = page_put(p, BLOCK_HEAD, title, TONE_PLAIN);
    if (c->version.n > 0)
        page_cell(b, raw(MSG_REP_VERSION), str_z(c->version), TONE_PLAIN);
    if (c->effective != INT64_MIN)
        page_cell(b, raw(MSG_REP_EFFECTIVE), report_day(c->effective), TONE_PLAIN);
    if (c->until != INT64_MAX)
        page_cell(b, raw(MSG_REP_UNTIL), report_day(c->until), TONE_PLAIN);
    page_cell(
        b, raw(MSG_REP_AS_OF),
        str_format("%s, %s", report_instant(r, r->as_of_us), str_z(zone_name(c->zone))),
        TONE_PLAIN);
    if (r->scenario != NULL)
        page_cell(b, raw(MSG_REP_SCENARIO), r->scenario, TONE_WARN);
    if (r->settings != NULL && r->settings[0] != NULL)
        page_cell(b, raw(MSG_REP_SETTINGS), settings_text(r), TONE_WARN);
    for (int leads = 1; leads >= 0 && r->n_inputs > 0; leads--)
        put_records(b, r, leads == 1);
}

/* -- parties -------------------------------------------------------------------------- */

static void add_clause(const Report *r, const ReportClause *rc, PartySum *s)
{
    int worst;
    Verdict v = clause_verdict(r, rc, &worst);
    s->kept += v == VERDICT_KEPT;
    s->missed += v == VERDICT_MISSED;
    s->open += v == VERDICT_OPEN;
    s->late += rc->open_late;
    s->at_risk += rc->status[STATUS_AT_RISK];
    s->undetermined += rc->status[STATUS_UNDETERMINED];
    s->clauses++;
    s->clocked += r->core->clauses[rc->clause].kind != CLAUSE_MEASURE;
    /* What a `keep` without a length asks for has no instant from which it is late. */
    if (rc->n_worst > 0 && rc->worst[0].due_us != INT64_MIN
        && (s->worst == NULL || rc->worst[0].due_us < s->worst->due_us)) {
        s->worst = &rc->worst[0];
        s->worst_clause = rc->clause;
    }
    if (rc->n_next > 0 && (s->next == NULL || rc->next[0].due_us < s->next->due_us)) {
        s->next = &rc->next[0];
        s->next_clause = rc->clause;
    }
}

PartySum report_party_sum(const Report *r, int party)
{
    PartySum s = {0};
    for (int i = 0; i < r->n_clauses; i++)
        if (party == ALL_PARTIES
            || r->core->clauses[r->clause[i].clause].party == party)
            add_clause(r, &r->clause[i], &s);
    return s;
}

Verdict party_verdict(const PartySum *s)
{
    if (s->missed > 0)
        return VERDICT_MISSED;
    if (s->kept > 0)
        return VERDICT_KEPT;
    return s->open > 0 ? VERDICT_OPEN : VERDICT_NONE;
}

static const char *party_headline(const Report *r, int party, const PartySum *s)
{
    const char *name = report_party(r, party);
    int n = s->kept + s->missed + s->open;
    const char *all = str_format("%d", n), *kept = str_format("%d", s->kept);
    if (n == 0)
        return msg_text(MSG_REP_PARTY_NO_TARGET, name);
    if (s->missed > 0)
        return msg_text(n == 1           ? MSG_REP_PARTY_MISSES_ONE
                        : s->missed == n ? MSG_REP_PARTY_MISSES_ALL
                                         : MSG_REP_PARTY_MISSES,
                        name, str_format("%d", s->missed), all);
    if (s->kept == n)
        return msg_text(n == 1 ? MSG_REP_PARTY_KEEPS_ONE : MSG_REP_PARTY_KEEPS, name,
                        all);
    if (s->kept == 0)
        return msg_text(MSG_REP_PARTY_OPEN, name);
    return msg_text(MSG_REP_PARTY_KEEPS_SOME, name, kept, all);
}

static Tone party_tone(const PartySum *s)
{
    Verdict v = party_verdict(s);
    return v == VERDICT_NONE ? TONE_DIM : report_tone(v);
}

/* "First contact: missed since Sep 2026, 2 in a row; 91.8% in Oct 2026, at least 95%". */
static const char *missed_text(const Report *r, const ReportClause *rc, int level)
{
    const FigureSet *f = clause_level_set(r, rc, level);
    const CoreMeasure *m = report_measure(r, f);
    Standing s = report_standing(r, f);
    const Figure *g = report_figure(f, 0, s.last);
    const char *title = clause_level_title(r, rc, level);
    const char *standing = report_standing_text(r, f);
    const char *value = report_value(r, f, &g->value), *target = report_target(r, f);
    if (m->per.kind == PERIOD_NONE)
        return msg_text(MSG_REP_MISSED_ITEM_ALL, title, standing, value, target);
    if (s.run == 1)
        return msg_text(MSG_REP_MISSED_ITEM_ONE, title, standing, value, target);
    const bool day = m->per.kind == PERIOD_DAY;
    return msg_text(day ? MSG_REP_MISSED_ITEM_DAY : MSG_REP_MISSED_ITEM, title,
                    standing, value, report_period(m, s.last), target);
}

static const char *promise_text(const Report *r, const ReportClause *rc, int level,
                                Verdict v)
{
    const FigureSet *f = clause_level_set(r, rc, level);
    if (v == VERDICT_MISSED)
        return missed_text(r, rc, level);
    return msg_text(MSG_REP_PROMISE_ITEM, clause_level_title(r, rc, level),
                    report_standing_text(r, f));
}

/* Promises with a target whose verdict is v, a line each. */
static void put_promises(PageBlock *card, const Report *r, const ReportClause *rc,
                         Verdict v)
{
    const CoreClause *c = &r->core->clauses[rc->clause];
    for (int l = c->n_levels - 1; l >= 0; l--) {
        const FigureSet *f = clause_level_set(r, rc, l);
        if (f == NULL || report_standing(r, f).verdict != v)
            continue;
        PageCell *cell =
            page_cell(card, NULL, promise_text(r, rc, l, v), report_tone(v));
        cell->href = report_anchor("clause", c->name);
    }
}

/* Who must act now: what is late first, then what is about to be. */
static void put_act_now(PageBlock *card, const Report *r, const PartySum *s)
{
    if (s->late > 0)
        page_cell(card, NULL, counted(s->late, MSG_REP_LATE_ONE, MSG_REP_LATE),
                  TONE_BAD);
    if (s->late > 0 && s->worst != NULL)
        page_cell(card, NULL,
                  msg_text(MSG_REP_LONGEST, str_z(s->worst->lead),
                           report_instant(r, s->worst->due_us),
                           report_length(r, s->worst_clause, s->worst->late),
                           report_clause_title(r, s->worst_clause)),
                  TONE_BAD);
    if (s->at_risk > 0)
        page_cell(card, NULL, counted(s->at_risk, MSG_REP_RISK_ONE, MSG_REP_RISK),
                  TONE_WARN);
    if (s->late == 0 && s->at_risk == 0 && s->clocked > 0)
        page_cell(card, NULL, raw(MSG_REP_NOTHING_LATE), TONE_GOOD);
    if (s->next != NULL)
        page_cell(card, NULL,
                  msg_text(MSG_REP_NEXT_DUE, report_instant(r, s->next->due_us),
                           str_z(s->next->lead),
                           report_clause_title(r, s->next_clause)),
                  TONE_PLAIN);
    if (s->undetermined > 0)
        page_cell(
            card, NULL,
            counted(s->undetermined, MSG_REP_UNDETERMINED_ONE, MSG_REP_UNDETERMINED),
            TONE_WARN);
}

static void put_of_party(PageBlock *card, const Report *r, int party, Verdict v)
{
    for (int i = 0; i < r->n_clauses; i++)
        if (r->core->clauses[r->clause[i].clause].party == party)
            put_promises(card, r, &r->clause[i], v);
}

static void put_party(Page *p, int party)
{
    PartySum s = report_party_sum(p->r, party);
    if (s.clauses == 0 && party < 0)
        return;
    PageBlock *card =
        page_put(p, BLOCK_CARD, party_headline(p->r, party, &s), party_tone(&s));
    if (s.clauses == 0)
        return;
    put_of_party(card, p->r, party, VERDICT_MISSED);
    put_act_now(card, p->r, &s);
    put_of_party(card, p->r, party, VERDICT_OPEN);
    put_of_party(card, p->r, party, VERDICT_KEPT);
}

/* -- the verdict, the review, the data ------------------------------------------------ */

/* Two parties, each with a promise that has a verdict. */
static bool both_promise(const Report *r)
{
    if (r->core->n_parties != 2)
        return false;
    PartySum a = report_party_sum(r, 0), b = report_party_sum(r, 1);
    return a.kept + a.missed > 0 && b.kept + b.missed > 0;
}

static const char *verdict_text(const Report *r, const PartySum *all)
{
    int n = all->kept + all->missed + all->open;
    const char *count = str_format("%d", n), *missed = str_format("%d", all->missed);
    if (n == 1 && all->open == 0)
        return raw(all->missed > 0 ? MSG_REP_VERDICT_MISSED_ONLY
                                   : MSG_REP_VERDICT_KEPT_ONLY);
    if (all->missed > 0)
        return msg_text(all->missed == n   ? MSG_REP_VERDICT_MISSED_ALL
                        : all->missed == 1 ? MSG_REP_VERDICT_MISSED_ONE
                                           : MSG_REP_VERDICT_MISSED,
                        missed, count);
    if (n > 0 && all->kept == n)
        return raw(both_promise(r) ? MSG_REP_VERDICT_KEPT : MSG_REP_VERDICT_KEPT_ALL);
    if (all->kept > 0)
        return msg_text(MSG_REP_VERDICT_SOME, str_format("%d", all->kept), count);
    return raw(MSG_REP_VERDICT_NONE);
}

/* The whole in a line: verdict, who waits, whether the parties must meet. */
static void put_verdict(Page *p)
{
    PartySum all = report_party_sum(p->r, ALL_PARTIES);
    Buf b = {0};
    if (p->r->n_clauses == 0)
        return;
    buf_z(&b, verdict_text(p->r, &all));
    if (all.late > 0) {
        buf_char(&b, ' ');
        buf_z(&b, counted(all.late, MSG_REP_ALSO_LATE_ONE, MSG_REP_ALSO_LATE));
    }
    if (p->r->review_overdue) {
        buf_char(&b, ' ');
        buf_z(&b, raw(MSG_REP_ALSO_REVIEW));
    }
    bool act = all.late > 0 || p->r->review_overdue;
    Tone tone = party_tone(&all);
    page_put(p, BLOCK_LEAD, buf_copy(&b).p, tone != TONE_BAD && act ? TONE_WARN : tone);
    buf_free(&b);
}

static void put_review(Page *p)
{
    const Report *r = p->r;
    if (r->core->review == PERIOD_NONE || r->review_due_us == INT64_MIN)
        return;
    int64_t wall = zone_to_wall(r->core->zone, r->review_due_us);
    int64_t day = wall / USEC_DAY, late = report_as_of_day(r) - day;
    const char *due = report_day(day);
    const char *text =
        r->review_overdue
            ? msg_text(late == 1 ? MSG_REP_REVIEW_LATE_ONE : MSG_REP_REVIEW_LATE, due,
                       report_count((uint64_t)(late > 0 ? late : 0)))
            : msg_text(MSG_REP_REVIEW_NEXT, due);
    PageBlock *card =
        page_put(p, BLOCK_CARD, text, r->review_overdue ? TONE_BAD : TONE_PLAIN);
    const char *every = report_per(r->core->review);
    if (r->core->reviewed == INT64_MIN)
        page_cell(card, NULL, msg_text(MSG_REP_REVIEW_NEVER, every), TONE_PLAIN);
    else
        page_cell(card, NULL,
                  msg_text(MSG_REP_REVIEW_LAST, every, report_day(r->core->reviewed)),
                  TONE_PLAIN);
}

void page_caveats(Page *p)
{
    const Report *r = p->r;
    if (r->where != NULL)
        page_put(p, BLOCK_NOTE,
                 msg_text(r->core->n_facts > 0 ? MSG_REP_WHERE_FACTS : MSG_REP_WHERE,
                          r->where, report_count(r->n_kept),
                          report_count(stats_of(r, true).accepted)),
                 TONE_WARN);
    if (r->partial)
        page_put(p, BLOCK_NOTE, raw(MSG_REP_PARTIAL), TONE_BAD);
    if (r->scenario != NULL || (r->settings != NULL && r->settings[0] != NULL))
        page_put(p, BLOCK_NOTE, raw(MSG_REP_WHAT_IF), TONE_WARN);
}

void page_glance(Page *p)
{
    put_head(p);
    page_caveats(p);
    put_verdict(p);
    for (int i = 0; i < p->r->core->n_parties; i++)
        put_party(p, i);
    put_party(p, NO_PARTY);
    put_review(p);
}
