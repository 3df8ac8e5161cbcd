/* report_words.c -- names, instants, periods and verdicts in words. */
#include "interp/io/report_words.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"

static const char *raw(MsgId id) { return str_z(msg_raw(id)); }

static const char *taken(Buf *b)
{
    const char *text = buf_copy(b).p;
    buf_free(b);
    return text;
}

/* -- figures -------------------------------------------------------------------------- */

int report_periods(const FigureSet *f)
{
    return f->last < f->first ? 0 : f->last - f->first + 1;
}

const Figure *report_figure(const FigureSet *f, int group, int32_t period)
{
    int n = report_periods(f), at = period - f->first;
    if (at < 0 || at >= n || group < 0 || group >= f->n_groups)
        return NULL;
    int i = group * n + at;
    return i < f->n_figures ? &f->figure[i] : NULL;
}

const Figure *report_last_ended(const FigureSet *f)
{
    int n = report_periods(f);
    for (int32_t i = f->last; n > 0 && i >= f->first; i--) {
        const Figure *g = report_figure(f, 0, i);
        if (g != NULL && (g->ended || n == 1))
            return g;
    }
    return NULL;
}

const CoreMeasure *report_measure(const Report *r, const FigureSet *f)
{
    return &r->core->measures[f->measure];
}

int32_t report_shown_from(const Report *r, const FigureSet *f)
{
    int n = report_periods(f), most = r->periods > 0 ? r->periods : n;
    return n > most ? f->last - most + 1 : f->first;
}

/* -- time ----------------------------------------------------------------------------- */

const char *report_per(PeriodKind k)
{
    static const MsgId word[] = {[PERIOD_DAY] = MSG_REP_PER_DAY,
                                 [PERIOD_WEEK] = MSG_REP_PER_WEEK,
                                 [PERIOD_MONTH] = MSG_REP_PER_MONTH,
                                 [PERIOD_QUARTER] = MSG_REP_PER_QUARTER,
                                 [PERIOD_SEMESTER] = MSG_REP_PER_SEMESTER,
                                 [PERIOD_YEAR] = MSG_REP_PER_YEAR};
    return k == PERIOD_NONE ? "" : raw(word[k]);
}

const char *report_month_name(int month)
{
    static const MsgId names[] = {MSG_REP_JAN, MSG_REP_FEB, MSG_REP_MAR, MSG_REP_APR,
                                  MSG_REP_MAY, MSG_REP_JUN, MSG_REP_JUL, MSG_REP_AUG,
                                  MSG_REP_SEP, MSG_REP_OCT, MSG_REP_NOV, MSG_REP_DEC};
    return raw(names[month - 1]);
}

const char *report_day(int64_t days)
{
    int y, m, d;
    civil_of_days((int32_t)days, &y, &m, &d);
    return str_format("%d %s %d", d, report_month_name(m), y);
}

const char *report_day_short(int64_t days)
{
    int y, m, d;
    civil_of_days((int32_t)days, &y, &m, &d);
    return str_format("%d %s", d, report_month_name(m));
}

const char *report_instant(const Report *r, int64_t us)
{
    Civil c;
    if (us == INT64_MIN)
        return msg_text(MSG_REP_NOT_THERE);
    civil_of_usec(zone_to_wall(r->core->zone, us), &c);
    return str_format("%d %s %d %02d:%02d", c.day, report_month_name(c.month), c.year,
                      c.hour, c.minute);
}

int64_t report_as_of_day(const Report *r)
{
    int64_t wall = zone_to_wall(r->core->zone, r->as_of_us);
    return wall >= 0 ? wall / USEC_DAY : -((USEC_DAY - 1 - wall) / USEC_DAY);
}

const char *report_period_code(const CoreMeasure *m, int32_t number)
{
    if (m->per.kind == PERIOD_NONE)
        return "";
    Buf b = {0};
    period_print(&b, &m->per, number);
    return taken(&b);
}

const char *report_period(const CoreMeasure *m, int32_t number)
{
    int y, mo, d;
    if (m->per.kind == PERIOD_NONE)
        return raw(MSG_REP_ALL_TIME);
    civil_of_days(period_first_day(&m->per, number), &y, &mo, &d);
    if (m->per.kind == PERIOD_MONTH)
        return str_format("%s %d", report_month_name(mo), y);
    if (m->per.kind == PERIOD_DAY)
        return report_day(period_first_day(&m->per, number));
    if (m->per.kind == PERIOD_QUARTER && m->per.first_month <= 1)
        return msg_text(MSG_REP_QUARTER, str_format("%d", (mo - 1) / 3 + 1),
                        str_format("%d", y));
    return report_period_code(m, number);
}

/* -- verdicts ------------------------------------------------------------------------- */

static bool is_judged(const Figure *g)
{
    return g->verdict == VERDICT_KEPT || g->verdict == VERDICT_MISSED;
}

Standing report_standing(const Report *r, const FigureSet *f)
{
    Standing s = {.verdict = VERDICT_NONE};
    int n = report_periods(f);
    if (report_measure(r, f)->target == NULL || f->n_figures < n)
        return s;
    s.verdict = VERDICT_OPEN;
    bool running = true;
    for (int i = n - 1; i >= 0; i--) {
        const Figure *g = &f->figure[i];
        if (!is_judged(g))
            continue;
        if (s.judged++ == 0) {
            s.verdict = g->verdict;
            s.last = g->period;
        }
        running = running && g->verdict == s.verdict;
        if (!running)
            continue;
        s.since = g->period;
        s.run++;
    }
    s.whole = !f->more_before && f->cut == 0;
    if (n > 0 && !f->figure[n - 1].ended)
        s.now = &f->figure[n - 1];
    return s;
}

static const char *run_text(const CoreMeasure *m, const Standing *s)
{
    bool kept = s->verdict == VERDICT_KEPT;
    const char *since = report_period(m, s->since), *last = report_period(m, s->last);
    const char *n = str_format("%d", s->run);
    if (m->per.kind == PERIOD_NONE)
        return raw(kept ? MSG_REP_KEPT : MSG_REP_MISSED);
    if (s->run == 1 && m->per.kind == PERIOD_DAY)
        return msg_text(kept ? MSG_REP_KEPT_ON : MSG_REP_MISSED_ON, last);
    if (s->run == 1)
        return msg_text(kept ? MSG_REP_KEPT_IN : MSG_REP_MISSED_IN, last);
    if (s->run == s->judged && s->whole)
        return msg_text(kept ? MSG_REP_KEPT_ALWAYS : MSG_REP_MISSED_ALWAYS, since, n);
    return msg_text(kept ? MSG_REP_KEPT_SINCE : MSG_REP_MISSED_SINCE, since, n);
}

const char *report_standing_text(const Report *r, const FigureSet *f)
{
    Standing s = report_standing(r, f);
    switch (s.verdict) {
    case VERDICT_NONE: return raw(MSG_REP_NO_TARGET);
    case VERDICT_OPEN:
    case VERDICT_NO_VALUE: return raw(MSG_REP_NO_VERDICT_YET);
    case VERDICT_KEPT:
    case VERDICT_MISSED: break;
    }
    return run_text(report_measure(r, f), &s);
}

Tone report_tone(Verdict v)
{
    static const Tone tones[] = {[VERDICT_NONE] = TONE_PLAIN,
                                 [VERDICT_KEPT] = TONE_GOOD,
                                 [VERDICT_MISSED] = TONE_BAD,
                                 [VERDICT_OPEN] = TONE_DIM,
                                 [VERDICT_NO_VALUE] = TONE_DIM};
    return tones[v];
}

const char *report_mark(Verdict v)
{
    static const char *const marks[] = {[VERDICT_NONE] = "·",
                                        [VERDICT_KEPT] = "✓",
                                        [VERDICT_MISSED] = "✗",
                                        [VERDICT_OPEN] = "…",
                                        [VERDICT_NO_VALUE] = "–"};
    return marks[v];
}

const char *report_verdict(Verdict v)
{
    static const MsgId words[] = {[VERDICT_NONE] = MSG_REP_V_NONE,
                                  [VERDICT_KEPT] = MSG_REP_V_KEPT,
                                  [VERDICT_MISSED] = MSG_REP_V_MISSED,
                                  [VERDICT_OPEN] = MSG_REP_V_OPEN,
                                  [VERDICT_NO_VALUE] = MSG_REP_V_NO_VALUE};
    return raw(words[v]);
}

/* -- names ---------------------------------------------------------------------------- */

static const char *title_or(Str title, Str name)
{
    return str_z(title.n > 0 ? title : name);
}

const char *report_clause_title(const Report *r, int clause)
{
    const CoreClause *c = &r->core->clauses[clause];
    return title_or(c->title, c->name);
}

const char *report_measure_title(const Report *r, int measure)
{
    const CoreMeasure *m = &r->core->measures[measure];
    return title_or(m->title, m->name);
}

const char *report_party(const Report *r, int party)
{
    return party < 0 ? raw(MSG_REP_NO_PARTY) : str_z(r->core->parties[party]);
}

const char *report_agreement(const Report *r, const CoreClauseLevel *l)
{
    const CoreAgreement *a = &r->core->agreements[l->agreement];
    return title_or(a->title, a->name);
}

bool report_is_others(const FigureSet *f, int group, int split)
{
    return group > 0 && f->others != NULL && f->others[group] != NULL
           && f->others[group][split];
}

const char *report_group(const FigureSet *f, int group, int n_splits)
{
    Buf b = {0};
    if (group == 0)
        return raw(MSG_REP_ALL_ROWS);
    for (int i = 0; i < n_splits; i++) {
        Str part = f->group[group][i];
        if (i > 0)
            buf_z(&b, " · ");
        if (report_is_others(f, group, i))
            buf_z(&b, raw(MSG_REP_OTHERS));
        else if (part.p == NULL)
            buf_z(&b, raw(MSG_REP_GROUP_MISSING));
        else
            buf_str(&b, part);
    }
    return taken(&b);
}

const char *report_status(ClauseStatus s)
{
    static const MsgId words[N_CLAUSE_STATUSES] = {
        [STATUS_NONE] = MSG_REP_S_NONE,
        [STATUS_UNDETERMINED] = MSG_REP_S_UNDETERMINED,
        [STATUS_EXCUSED] = MSG_REP_S_EXCUSED,
        [STATUS_CANCELLED] = MSG_REP_S_CANCELLED,
        [STATUS_MET] = MSG_REP_S_MET,
        [STATUS_BREACHED] = MSG_REP_S_BREACHED,
        [STATUS_PAUSED] = MSG_REP_S_PAUSED,
        [STATUS_AT_RISK] = MSG_REP_S_AT_RISK,
        [STATUS_RUNNING] = MSG_REP_S_RUNNING};
    return raw(words[s]);
}

const char *report_field_name(const Report *r, int field)
{
    return str_z(r->core->fields[field].name);
}

/* -- what is easily misread ----------------------------------------------------------- */

static const char *attainment_counts_by(const Report *r, const CoreMeasure *m)
{
    const char *per = report_per(m->per.kind);
    const CoreClause *c = &r->core->clauses[m->clause];
    if (c->kind == CLAUSE_KEEP && m->of_text.n > 0)
        return msg_text(MSG_REP_BY_OF, per, str_z(m->of_text));
    switch (c->level[m->level].target.by) {
    case BY_DUE: return msg_text(MSG_REP_BY_DUE, per);
    case BY_START: return msg_text(MSG_REP_BY_START, per);
    case BY_STOP: return msg_text(MSG_REP_BY_STOP, per);
    }
    return NULL;
}

/* Of what a measure counts: asked for each period, over facts, by one instant. */
typedef struct CountsBy {
    bool each, all_each, facts, all_facts, one;
} CountsBy;

static bool same_instant(const CoreTerm *a, const CoreTerm *b)
{
    if (a->over != b->over || a->index != b->index || a->n_sources == 0
        || b->n_sources == 0)
        return false;
    const CoreExpr *x = a->source[0].at, *y = b->source[0].at;
    if (x == NULL || y == NULL)
        return false;
    const bool named = x->kind == CORE_FIELD || x->kind == CORE_SINCE;
    return x == y || (named && x->kind == y->kind && x->index == y->index);
}

static CountsBy counts_by(const Report *r, const CoreMeasure *m)
{
    CountsBy c = {.all_each = true, .all_facts = true, .one = true};
    for (int i = 0; i < m->n_terms; i++) {
        const CoreTerm *t = &r->core->terms[m->term[i]];
        c.each |= t->each_period;
        c.all_each &= t->each_period;
        c.facts |= t->over == OVER_FACTS;
        c.all_facts &= t->over == OVER_FACTS;
        c.one &= i == 0 || same_instant(t, &r->core->terms[m->term[0]]);
    }
    return c;
}

const char *report_counts_by(const Report *r, int measure)
{
    const CoreMeasure *m = &r->core->measures[measure];
    const char *per = report_per(m->per.kind);
    if (m->per.kind == PERIOD_NONE)
        return NULL;
    if (m->role == MEASURE_ATTAINMENT)
        return attainment_counts_by(r, m);
    const CountsBy c = counts_by(r, m);
    if (m->of_text.n > 0)
        return msg_text(c.facts ? MSG_REP_BY_OF_FACTS : MSG_REP_BY_OF, per,
                        str_z(m->of_text));
    if (c.each)
        return msg_text(c.all_each ? MSG_REP_BY_EACH : MSG_REP_BY_MIXED, per);
    if (c.one)
        return msg_text(c.all_facts ? MSG_REP_BY_FACTS : MSG_REP_BY_AT, per);
    return msg_text(MSG_REP_BY_TERMS, per);
}

static void put_lines(Buf *b, unsigned states)
{
    bool any = false;
    for (int i = 0; i < (int)N_CLAUSE_LINES; i++) {
        if ((states & 1U << i) == 0 || i == (int)LINE_RELAXES)
            continue;
        if (any)
            buf_z(b, ", ");
        buf_z(b, clause_line_name((ClauseLine)i));
        any = true;
    }
}

const char *report_level_says(const Report *r, int clause, int level)
{
    const CoreClause *c = &r->core->clauses[clause];
    const CoreClauseLevel *l = &c->level[level];
    const CoreAgreement *a = &r->core->agreements[l->agreement];
    const char *name = report_agreement(r, l);
    const char *kind = agreement_level_name(a->level);
    const char *when =
        a->text.n > 0 ? msg_text(MSG_REP_FOR, str_z(a->text)) : raw(MSG_REP_FOR_ALL);
    if (level == c->n_levels - 1)
        return a->from_module ? msg_text(MSG_REP_LEVEL_TEMPLATE, name)
                              : msg_text(MSG_REP_LEVEL_LAST, name, kind, when);
    const char *next = report_agreement(r, &c->level[level + 1]);
    Buf lines = {0};
    put_lines(&lines, l->states);
    if (lines.n == 0)
        return msg_text(MSG_REP_LEVEL_ADOPTS, name, kind, when, next);
    return msg_text(MSG_REP_LEVEL_OVER, name, kind, when, taken(&lines), next);
}

/* -- commands and links --------------------------------------------------------------- */

/* A word of a shell line: in single quotes unless it is plain. */
static void put_word(Buf *b, Str s)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_-./:=,+@%";
    bool bare = s.n > 0;
    for (size_t i = 0; i < s.n; i++)
        bare = bare && memchr(plain, s.p[i], sizeof plain - 1) != NULL;
    buf_char(b, ' ');
    if (!bare)
        buf_char(b, '\'');
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\'')
            buf_z(b, "'\\''");
        else
            buf_char(b, s.p[i]);
    if (!bare)
        buf_char(b, '\'');
}

static void put_option(Buf *b, const char *name, const char *value)
{
    buf_char(b, ' ');
    buf_z(b, name);
    put_word(b, str_of(value));
}

static void put_pairs(Buf *b, const char *const *word)
{
    for (int i = 0; word != NULL && word[i] != NULL; i += 2)
        put_option(b, str_format("--%s", word[i]), word[i + 1]);
}

static void put_inputs(Buf *b, const ReportInput *in)
{
    for (int i = 0; i < in->n_files; i++)
        put_word(b, str_is(in->what, "lead")
                        ? str_of(in->file[i])
                        : str_of(str_format("%s=%s", str_z(in->what), in->file[i])));
}

/* What must be said again to get the same figures: as-of, scenario, settings, how inputs
 * are read, and the inputs. */
static void put_rest(Buf *b, const Report *r)
{
    Buf at = {0};
    zone_print(&at, r->core->zone, r->as_of_us);
    put_option(b, "--as-of", taken(&at));
    if (r->scenario != NULL)
        put_option(b, "--scenario", r->scenario);
    for (int i = 0; r->settings != NULL && r->settings[i] != NULL; i++)
        put_option(b, "--set", r->settings[i]);
    put_pairs(b, r->reading);
    for (int i = 0; i < r->n_inputs; i++)
        put_inputs(b, &r->input[i]);
}

const char *report_explain_lead(const Report *r, Str lead)
{
    Buf b = {0};
    if (r->policy == NULL)
        return NULL;
    buf_z(&b, "acordo explain");
    put_word(&b, str_of(r->policy));
    put_option(&b, "--lead", str_z(lead));
    put_rest(&b, r);
    return taken(&b);
}

const char *report_figure_name(const Report *r, const CoreMeasure *m)
{
    if (m->clause < 0)
        return str_z(m->name);
    const CoreClause *c = &r->core->clauses[m->clause];
    if (m->role == MEASURE_STATUSES)
        return str_format("%s.status", str_z(c->name));
    if (c->n_levels <= 1)
        return str_z(c->name);
    const CoreAgreement *a = &r->core->agreements[c->level[m->level].agreement];
    return str_format("%s.%s", str_z(a->name), str_z(c->name));
}

static void put_group(Buf *b, const FigureSet *f, int group, int n_splits)
{
    for (int i = 0; group > 0 && i < n_splits; i++) {
        const Str text = f->group[group][i];
        put_option(b, "--group",
                   report_is_others(f, group, i) ? raw(MSG_REP_OTHERS)
                   : text.p == NULL              ? raw(MSG_REP_GROUP_MISSING)
                                                 : str_z(text));
    }
}

const char *report_explain(const Report *r, const FigureSet *f, int group,
                           int32_t period)
{
    Buf b = {0};
    const CoreMeasure *m = report_measure(r, f);
    if (r->policy == NULL)
        return NULL;
    buf_z(&b, "acordo explain");
    put_word(&b, str_of(r->policy));
    put_option(&b, "--figure", report_figure_name(r, m));
    if (m->per.kind != PERIOD_NONE)
        put_option(&b, "--period", report_period_code(m, period));
    put_group(&b, f, group, m->n_splits);
    put_pairs(&b, r->choosing);
    put_rest(&b, r);
    return taken(&b);
}

const char *report_anchor(const char *kind, Str name)
{
    static const char hex[] = "0123456789abcdef";
    Buf b = {0};
    buf_z(&b, kind);
    buf_char(&b, '-');
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
                     || (c >= 'A' && c <= 'Z') || c == '_';
        if (plain)
            buf_char(&b, (char)c);
        else
            buf_put(&b, (const char[]){'-', hex[c >> 4], hex[c & 15]}, 3);
    }
    return taken(&b);
}
