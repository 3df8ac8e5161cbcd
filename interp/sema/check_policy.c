/* check_policy.c -- the head of a policy: parties, zone, currency, dates of force. */
#include "interp/base/mem.h"
#include "interp/sema/check_expr.h"
#include "interp/sema/remark.h"

enum { ZONES_SHOWN = 3 };

const Zone *zone_of_node(Sema *s, const Node *n)
{
    Str name = text_of(n);
    const char *dir = s->env != NULL && s->env->zone_dir != NULL
                          ? s->env->zone_dir
                          : "/usr/share/zoneinfo";
    const Zone *z = zone_load(dir, name);
    if (z != NULL || n == NULL)
        return z;
    Str near[ZONES_SHOWN];
    int found = zone_suggest(dir, name, near, ZONES_SHOWN);
    Diag *d = say(s, E0217, n->span, MSG_NO_ZONE, str_z(name));
    for (int i = 0; i < found; i++)
        diag_help(d, MSG_WRITE, str_format("\"%s\"", str_z(near[i])));
    return NULL;
}

static void take_version(Sema *s, const Node *line)
{
    s->core->version = text_of(kid(line, 0));
}

static void take_zone(Sema *s, const Node *line)
{
    const Zone *z = zone_of_node(s, kid(line, 0));
    if (z != NULL)
        s->core->zone = z;
}

static void take_currency(Sema *s, const Node *line)
{
    const Node *name = kid(line, 0);
    Str code = text_of(name);
    bool ok = code.n == 3;
    for (size_t i = 0; ok && i < code.n; i++)
        ok = code.p[i] >= 'A' && code.p[i] <= 'Z';
    if (!ok)
        say(s, E0416, name->span, MSG_CURRENCY_CODE, str_z(code));
    s->core->currency = code;
}

static void take_effective(Sema *s, const Node *line)
{
    (void)literal_date(s, kid(line, 0), &s->core->effective);
}

static void take_until(Sema *s, const Node *line)
{
    (void)literal_date(s, kid(line, 0), &s->core->until);
}

static Diag *say_words(Sema *s, const Node *n, MsgId msg, const char *const *words,
                       int n_words)
{
    Str *known = MEM_ARRAY(Str, n_words);
    for (int i = 0; i < n_words; i++)
        known[i] = str_of(words[i]);
    return say_unknown(s, E0419, n->span, msg, text_of(n), known, n_words);
}

PeriodKind period_of_node(Sema *s, const Node *n)
{
    static const char *const periods[] = {"day",     "week",     "month",
                                          "quarter", "semester", "year"};
    enum { N = sizeof periods / sizeof *periods };
    PeriodKind k = period_kind(text_of(n));
    if (k == PERIOD_NONE && n != NULL && n->kind == N_NAME)
        diag_help(say_words(s, n, MSG_NO_PERIOD, periods, N), MSG_PERIODS);
    return k;
}

static void take_review(Sema *s, const Node *line)
{
    s->core->review = period_of_node(s, kid(line, 0));
    if (kid(line, 1) != NULL)
        (void)literal_date(s, kid(line, 1), &s->core->reviewed);
}

static void take_year(Sema *s, const Node *line)
{
    static const char *const months[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    enum { N = sizeof months / sizeof *months, SHORT = 3 };
    Str name = text_of(kid(line, 0));
    for (int i = 0; i < N; i++)
        if (str_is(name, months[i]) || str_eq(name, (Str){months[i], SHORT})) {
            s->core->year_starts = i + 1;
            return;
        }
    (void)say_words(s, kid(line, 0), MSG_NO_MONTH, months, N);
}

static void take_parties(Sema *s, const Node *line)
{
    const Node *names = kid(line, 0);
    Map *seen = map_new();
    s->core->parties = MEM_ARRAY(Str, n_items(names) + 1);
    for (int i = 0; i < n_items(names); i++)
        if (unique(s, seen, names->kid[i]))
            s->core->parties[s->core->n_parties++] = names->kid[i]->text;
}

static const struct {
    const char *words;
    void (*take)(Sema *s, const Node *line);
} lines[N_NODE_KINDS] = {
    [N_P_VERSION] = {"version", take_version},
    [N_P_PARTIES] = {"parties", take_parties},
    [N_P_TIMEZONE] = {"timezone", take_zone},
    [N_P_CURRENCY] = {"currency", take_currency},
    [N_P_EFFECTIVE] = {"effective", take_effective},
    [N_P_UNTIL] = {"until", take_until},
    [N_P_REVIEW] = {"review", take_review},
    [N_P_YEAR] = {"year starts", take_year},
};

static void check_lines(Sema *s, const Node *body)
{
    const Node *first[N_NODE_KINDS] = {0};
    for (int i = 0; i < n_items(body); i++) {
        const Node *line = body->kid[i];
        if (lines[line->kind].words == NULL)
            continue;
        if (first[line->kind] != NULL) {
            Diag *d = say(s, E0404, line->span, MSG_LINE_TWICE,
                          word_at(s, line->span, lines[line->kind].words));
            diag_label(d, first[line->kind]->span, MSG_FIRST_HERE);
            continue;
        }
        first[line->kind] = line;
        lines[line->kind].take(s, line);
    }
    if (s->core->effective != INT64_MIN && s->core->until != INT64_MAX
        && s->core->until < s->core->effective)
        diag_label(say(s, E0411, first[N_P_UNTIL]->span, MSG_UNTIL_BEFORE),
                   first[N_P_EFFECTIVE]->span, MSG_EFFECTIVE_HERE);
}

void check_head(Sema *s)
{
    const NodeList *heads = &s->decls[N_POLICY];
    Core *c = s->core;
    c->zone = zone_load("", STR("UTC"));
    c->effective = INT64_MIN;
    c->until = INT64_MAX;
    for (int i = 1; i < heads->n; i++)
        diag_label(say(s, E0403, heads->item[i]->at, MSG_BLOCK_TWICE,
                       word_at(s, heads->item[i]->at, "policy")),
                   heads->item[0]->at, MSG_FIRST_HERE);
    if (heads->n == 0)
        return;
    c->title = text_of(kid(heads->item[0], 0));
    check_lines(s, kid(heads->item[0], 1));
}
