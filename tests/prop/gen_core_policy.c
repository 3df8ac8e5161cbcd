/* gen_core_policy.c -- declarations of a random policy, in an order without circles. */
#include "tests/prop/gen_core_policy.h"
#include "interp/base/mem.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

static const char *const zones[] = {"America/Sao_Paulo", "America/New_York", "UTC",
                                    "Europe/Lisbon", "Asia/Kolkata"};
/* Words of the language that are names where a name may stand. */
static const char *const odd_names[] = {"source", "target", "`when`", "título", "label",
                                        "points", "owner",  "level",  "top",    "key"};

static const char *new_name(TypedGen *g, const char *stem)
{
    return str_format("%s%d", stem, ++g->n_names);
}

static void say(TypedGen *g, const char *z) { buf_z(&g->text, z); }

static void expr(TypedGen *g, Want want, int less)
{
    const int depth = rng_range(g->rng, 1, g->depth - less > 1 ? g->depth - less : 1);

    typed_expr(g, &g->text, want, depth, 0);
}

/* -- fields -------------------------------------------------------------------------- */

typedef struct FieldKind {
    const char *text; /* type and attributes; "%" : an enumeration of its own */
    Want want;
} FieldKind;

static const FieldKind field_kinds[] = {
    {"text", WANT_TEXT},
    {"text folded", WANT_TEXT},
    {"text missing \"N/A\", \"-\"", WANT_TEXT},
    {"text folded default \"Saúde\"", WANT_TEXT},
    {"text required", WANT_TEXT},
    {"number", WANT_NUMBER},
    {"number in -100..5_000_000", WANT_NUMBER},
    {"number default 0", WANT_NUMBER},
    {"number required at least 0", WANT_NUMBER},
    {"number at most 10 decimal comma", WANT_NUMBER},
    {"money", WANT_MONEY},
    {"money decimal comma from \"Amount\"", WANT_MONEY},
    {"flag", WANT_FLAG},
    {"flag default no", WANT_FLAG},
    {"flag fixed", WANT_FLAG},
    {"date", WANT_DATE},
    {"date format \"%d/%m/%Y\"", WANT_DATE},
    {"timestamp", WANT_STAMP},
    {"timestamp dates at 00:00", WANT_STAMP},
    {"timestamp zone \"America/New_York\" required", WANT_STAMP},
    {"duration", WANT_DURATION},
    {"list of text", WANT_TEXTS},
    {"list of text separator \"|\"", WANT_TEXTS},
    {"list of number", WANT_NUMBERS},
    {"list of date separator \";\"", WANT_DATES},
    {"list of flag", WANT_FLAGS},
};
static const char *const enums[][5] = {
    {"one of paid, organic, event", "paid", "organic", "event", NULL},
    {"one of gold, standard default standard", "gold", "standard", NULL, NULL},
    {"one of low, mid, high otherwise other", "low", "mid", "high", "other"},
    {"one of \"São Paulo\", rio, sp", "\"São Paulo\"", "rio", "sp", NULL},
};

static void enum_field(TypedGen *g, const char *name)
{
    const char *const *row = enums[rng_below(g->rng, COUNT(enums))];
    int n = 0;

    while (n < 4 && row[n + 1] != NULL)
        n++;
    buf_format(&g->text, "  %s  %s\n", name, row[0]);
    typed_sym(g, name, WANT_ENUM, typed_enum(g, row + 1, n));
}

/* More members than a word has bits. */
static void large_enum_field(TypedGen *g, const char *name)
{
    const char *member[TYPED_MAX_MEMBERS];
    const int n = rng_range(g->rng, 60, TYPED_MAX_MEMBERS);

    buf_format(&g->text, "  %s  one of ", name);
    for (int i = 0; i < n; i++) {
        member[i] = str_format("m%d", i);
        buf_format(&g->text, "%s%s", i > 0 ? ", " : "", member[i]);
    }
    say(g, "\n");
    typed_sym(g, name, WANT_ENUM, typed_enum(g, member, n));
}

static void fields(TypedGen *g, int n)
{
    const int odd = rng_below(g->rng, COUNT(odd_names));

    say(g, "lead {\n");
    for (int i = 0; i < n; i++) {
        const char *name = i == 1 ? odd_names[odd] : new_name(g, "f");

        if (rng_chance(g->rng, 15)) {
            (rng_chance(g->rng, 8) ? large_enum_field : enum_field)(g, name);
            continue;
        }
        const FieldKind *k = &field_kinds[rng_below(g->rng, COUNT(field_kinds))];
        buf_format(&g->text, "  %s  %s%s\n", name, k->text, "");
        typed_sym(g, name, k->want, 0);
    }
    say(g, "}\n");
}

/* -- names for values ---------------------------------------------------------------- */

static const Want defined[] = {WANT_NUMBER, WANT_MONEY,   WANT_FLAG,     WANT_TEXT,
                               WANT_DATE,   WANT_STAMP,   WANT_DURATION, WANT_FLAG,
                               WANT_NUMBER, WANT_BUSINESS};

static void define_enum(TypedGen *g)
{
    const char *name = new_name(g, "d");
    const size_t before = g->text.n;
    int of;

    buf_format(&g->text, "define %s = ", name);
    if (!typed_enum_expr(g, &g->text, 2, &of)) {
        g->text.n = before;
        return;
    }
    say(g, "\n");
    typed_sym(g, name, WANT_ENUM, of);
}

static void define(TypedGen *g)
{
    if (rng_chance(g->rng, 12)) {
        define_enum(g);
        return;
    }
    const char *name = new_name(g, "d");
    const Want want = defined[rng_below(g->rng, COUNT(defined))];

    buf_format(&g->text, "define %s = ", name);
    expr(g, want, 1);
    say(g, "\n");
    typed_sym(g, name, want, 0);
}

/* The parameters are names in the body alone. */
static void define_with(TypedGen *g)
{
    static const struct {
        const char *type;
        Want want;
    } types[] = {{"number", WANT_NUMBER},
                 {"text", WANT_TEXT},
                 {"flag", WANT_FLAG},
                 {"money", WANT_MONEY},
                 {"date", WANT_DATE},
                 {"timestamp", WANT_STAMP},
                 {"list of text", WANT_TEXTS},
                 {"duration", WANT_DURATION},
                 {"business duration", WANT_BUSINESS}};
    const int n = rng_range(g->rng, 1, TYPED_MAX_PARAMS), outside = g->n_syms;
    Sym s = {.name = new_name(g, "w"), .n_params = n};

    buf_format(&g->text, "define %s(", s.name);
    for (int i = 0; i < n; i++) {
        const int t = rng_below(g->rng, COUNT(types));
        const char *param = new_name(g, "p");

        buf_format(&g->text, "%s%s %s", i > 0 ? ", " : "", param, types[t].type);
        s.param[i] = types[t].want;
        typed_sym(g, param, types[t].want, 0);
        typed_sym(g, param, types[t].want, 0);
    }
    s.want = defined[rng_below(g->rng, COUNT(defined))];
    say(g, ") = ");
    typed_expr(g, &g->text, s.want, 2, 0);
    say(g, "\n");
    g->n_syms = outside;
    MEM_PUSH(g->sym, g->n_syms, g->cap_syms) = s;
}

static void threshold(TypedGen *g)
{
    const char *name = new_name(g, "t");
    const int value = rng_range(g->rng, 0, 100);
    const int kind = rng_below(g->rng, 6);

    buf_format(&g->text, "threshold %s \"Bar %s\" = ", name, name);
    if (kind == 0) {
        buf_format(&g->text, "%d BRL in 0 BRL..5000 BRL\n", value * 10);
        typed_sym(g, name, WANT_MONEY, 0);
    } else if (kind == 1) {
        buf_format(&g->text, "%d days\n", value + 1);
        typed_sym(g, name, WANT_DURATION, 0);
    } else if (kind == 3 && rng_chance(g->rng, 30)) {
        buf_format(&g->text, "%d business hours\n", value + 1);
        typed_sym(g, name, WANT_BUSINESS, 0);
    } else if (kind == 2) {
        say(g, "2026-03-02\n");
        typed_sym(g, name, WANT_DATE, 0);
    } else {
        buf_format(&g->text, "%d in 0..100\n", value);
        typed_sym(g, name, WANT_BAR, 0);
        typed_sym(g, name, WANT_NUMBER, 0);
    }
}

static void set(TypedGen *g)
{
    const char *name = new_name(g, "set");

    buf_format(&g->text, "set %s = ", name);
    typed_literal(g, &g->text, WANT_TEXTS);
    say(g, "\n");
    typed_sym(g, name, WANT_SET, 0);
}

/* -- calendars ----------------------------------------------------------------------- */

static void holidays(TypedGen *g)
{
    static const char *const lines[] = {"1 may \"May\"",
                                        "easter - 2 \"Good Friday\"",
                                        "easter + 60 \"Corpus Christi\"",
                                        "4th thu of nov \"Thanks\"",
                                        "last mon of may \"Memorial\"",
                                        "2026-03-02 \"Once\"",
                                        "20 nov from 2024 \"From\"",
                                        "4 jul until 2025 observed \"Observed\"",
                                        "29 feb \"Leap\""};
    const char *name = new_name(g, "hol");
    const int first = rng_below(g->rng, COUNT(lines)), n = rng_range(g->rng, 1, 4);

    buf_format(&g->text, "holidays %s {\n", name);
    for (int i = 0; i < n; i++)
        buf_format(&g->text, "  %s\n", lines[(first + i) % COUNT(lines)]);
    say(g, "}\n");
    typed_sym(g, name, WANT_HOLIDAYS, 0);
}

static void calendar(TypedGen *g)
{
    static const char *const opens[] = {
        "mon..fri 09:00-18:00", "mon..fri 09:00-12:00, 13:00-17:30",
        "sat..tue 22:00-06:00", "mon..sun 00:00-24:00",
        "wed, fri 08:00-12:00", "2026-01-01..2026-12-31 10:00-16:00"};
    const char *name = new_name(g, "cal"), *off = typed_name(g, WANT_HOLIDAYS);

    buf_format(&g->text, "calendar %s {\n", name);
    if (rng_chance(g->rng, 60))
        buf_format(&g->text, "  timezone \"%s\"\n", typed_pick(g, zones, COUNT(zones)));
    buf_format(&g->text, "  open %s\n", typed_pick(g, opens, COUNT(opens)));
    if (off != NULL && rng_chance(g->rng, 70))
        buf_format(&g->text, "  closed %s%s\n", off,
                   rng_chance(g->rng, 30) ? " 12:00-24:00" : "");
    say(g, "}\n");
    typed_sym(g, name, WANT_CALENDAR, 0);
}

static void personas(TypedGen *g, int n)
{
    TypedEnum e = {0};

    for (int i = 0; i < n; i++) {
        e.member[i] = new_name(g, "who");
        buf_format(&g->text, "persona %s \"Somebody\" when ", e.member[i]);
        expr(g, WANT_FLAG, 0);
        say(g, "\n");
    }
    e.member[n] = "none";
    if (n > 0)
        typed_sym(g, "persona", WANT_ENUM, typed_enum(g, e.member, n + 1));
}

/* -- scores and grades --------------------------------------------------------------- */

static void cap(TypedGen *g)
{
    const char *bar = typed_name(g, WANT_BAR);

    if (bar != NULL && rng_chance(g->rng, 20)) {
        buf_format(&g->text, " up to %s points", bar);
        return;
    }
    buf_format(&g->text, " up to %d points", rng_range(g->rng, 1, 40));
}

static void points(TypedGen *g)
{
    const char *bar = typed_name(g, WANT_BAR);

    say(g, rng_chance(g->rng, 70) ? "+" : "-");
    if (bar != NULL && rng_chance(g->rng, 15)) {
        say(g, bar);
        return;
    }
    if (rng_chance(g->rng, 10)) {
        static const char *const far[] = {
            "32_767", "32_768", "30_000", "65_536",        "0.000001",
            "0.0005", "127",    "128",    "2_147_483_648", "9_223_372_036_854.775807"};
        say(g, typed_pick(g, far, COUNT(far)));
        return;
    }
    if (rng_chance(g->rng, 80)) {
        buf_format(&g->text, "%d%s", rng_range(g->rng, 0, 50),
                   rng_chance(g->rng, 10) ? ".25" : "");
        return;
    }
    say(g, "(");
    expr(g, WANT_NUMBER, 1);
    say(g, ")");
}

static void rule(TypedGen *g, int indent, int nesting);

static void group(TypedGen *g, int indent, int nesting)
{
    const int n = rng_range(g->rng, 1, 3);

    buf_repeat(&g->text, ' ', indent);
    buf_format(&g->text, "group \"Some %d\"", ++g->n_names);
    cap(g);
    say(g, " {\n");
    for (int i = 0; i < n; i++)
        rule(g, indent + 2, nesting - 1);
    buf_repeat(&g->text, ' ', indent);
    say(g, "}\n");
}

static void rule(TypedGen *g, int indent, int nesting)
{
    if (nesting > 0 && rng_chance(g->rng, 20)) {
        group(g, indent, nesting);
        return;
    }
    buf_repeat(&g->text, ' ', indent);
    points(g);
    if (rng_chance(g->rng, 25)) {
        say(g, " per ");
        expr(g, WANT_NUMBER, 1);
        if (rng_chance(g->rng, 60))
            cap(g);
    } else {
        say(g, " when ");
        expr(g, WANT_FLAG, 0);
    }
    say(g, "\n");
}

/* A score, and the least that no band may ask of it. */
typedef struct Ranged {
    const char *name;
    int hi;
} Ranged;

/* Bands from high to low, none of them beyond what the score can be. */
static void grade(TypedGen *g, const char *of, const Ranged *by, int lo, int hi)
{
    const char *letters[TYPED_MAX_MEMBERS];
    const bool named = g->n_names > 0 && rng_chance(g->rng, 100);
    const char *name = named ? new_name(g, "g") : "grade";
    const int most = hi - lo - 1 > 20 && rng_chance(g->rng, 5) ? 20 : 5;
    const int n = rng_range(g->rng, 2, most), step = (hi - lo - 1) / n;
    int from = hi;

    for (int i = 0; i < n; i++)
        letters[i] = str_format("%c%s", 'A' + i % 26, n > 5 ? "x" : "");
    if (by != NULL)
        buf_format(&g->text, "grade %s of %s by %s {\n", name, of, by->name);
    else
        buf_format(&g->text, "grade %s of %s {\n", name, of);
    const char *bar =
        lo == 0 && hi == 100 && by == NULL ? typed_name(g, WANT_BAR) : NULL;
    for (int i = 0; i < n - 1; i++) {
        if (i == 0 && bar != NULL)
            buf_format(&g->text, "  %s from %s", letters[i], bar);
        else
            buf_format(&g->text, "  %s from %d", letters[i], from);
        if (by != NULL)
            buf_format(&g->text, " by %d",
                       (from < by->hi ? from : by->hi) - rng_below(g->rng, 3));
        say(g, "\n");
        from -= 1 + rng_below(g->rng, step > 0 ? step : 1);
    }
    buf_format(&g->text, "  %s otherwise\n}\n", letters[n - 1]);
    typed_sym(g, name, WANT_ENUM, typed_enum(g, letters, n));
}

/* Something that may stand behind a `+`. */
static void term(TypedGen *g)
{
    typed_expr(g, &g->text, WANT_NUMBER, rng_range(g->rng, 1, g->depth), 7);
}

static void score(TypedGen *g, Ranged *previous)
{
    const char *name = new_name(g, "s");
    const bool ranged = rng_chance(g->rng, 75);
    const int lo = ranged ? rng_range(g->rng, -20, 10) : 0,
              hi = ranged ? lo + rng_range(g->rng, 20, 120) : 100;
    const int n = rng_range(g->rng, 1, rng_chance(g->rng, 4) ? 40 : 6);

    buf_format(&g->text, "score %s \"Worth\"", name);
    if (ranged)
        buf_format(&g->text, " in %d..%d", lo, hi);
    if (rng_chance(g->rng, 25)) {
        say(g, " = ");
        if (previous->name != NULL && rng_chance(g->rng, 40))
            buf_format(&g->text, "%d%% * %s + ", rng_below(g->rng, 120),
                       previous->name);
        term(g);
        say(g, "\n");
    } else {
        say(g, " {\n");
        for (int i = 0; i < n; i++)
            rule(g, 2, 2);
        say(g, "}\n");
    }
    typed_sym(g, name, WANT_NUMBER, 0);
    typed_sym(g, name, WANT_NUMBER, 0);
    if (rng_chance(g->rng, 60))
        grade(g, name,
              previous->name != NULL && rng_chance(g->rng, 30) ? previous : NULL, lo,
              hi);
    *previous = (Ranged){name, hi};
}

/* -- the funnel ---------------------------------------------------------------------- */

/* As real ones are: a score at a bar; or anything. */
static void stage_condition(TypedGen *g)
{
    const char *bar = typed_name(g, WANT_BAR);

    if (bar != NULL && rng_chance(g->rng, 40)) {
        typed_expr(g, &g->text, WANT_NUMBER, rng_below(g->rng, 2), 5);
        buf_format(&g->text, " >= %s", bar);
        return;
    }
    typed_expr(g, &g->text, WANT_FLAG, rng_range(g->rng, 1, 3), 0);
}

static void stage_lines(TypedGen *g, const char *word, const char *name, bool must)
{
    const int form = rng_below(g->rng, must ? 3 : 4);

    buf_format(&g->text, "  %s %s \"Place\"", word, name);
    if (form == 0 || form == 1) {
        say(g, " when ");
        stage_condition(g);
    }
    if (form == 1 || form == 2) {
        say(g, " since ");
        typed_expr(g, &g->text, WANT_STAMP, rng_below(g->rng, 3), 0);
    }
    say(g, "\n");
}

static void funnel(TypedGen *g)
{
    const int n = rng_range(g->rng, 2, rng_chance(g->rng, 5) ? 12 : 5);
    const int n_exits = rng_below(g->rng, 3);
    TypedEnum stages = {.n = n}, exits = {.n = n_exits};

    say(g, "funnel {\n");
    for (int i = 0; i < n; i++) {
        stages.member[i] = new_name(g, "st");
        stage_lines(g, "stage", stages.member[i], i > 0);
    }
    for (int i = 0; i < n_exits; i++) {
        exits.member[i] = new_name(g, "ex");
        stage_lines(g, "exit", exits.member[i], true);
    }
    say(g, "}\n");
    typed_sym(g, "stage", WANT_ENUM, typed_enum(g, stages.member, n));
    if (n_exits > 0)
        typed_sym(g, "exit", WANT_ENUM, typed_enum(g, exits.member, n_exits));
    for (int i = 0; i < n; i++)
        typed_sym(g, stages.member[i], WANT_STAGE, 0);
    for (int i = 0; i < n_exits; i++)
        typed_sym(g, exits.member[i], WANT_STAGE, 0);
}

/* -- the whole ----------------------------------------------------------------------- */

static void some(TypedGen *g, void (*what)(TypedGen *g), int most)
{
    const int n = rng_below(g->rng, most + 1);

    for (int i = 0; i < n; i++)
        what(g);
}

TypedGen *typed_policy_new(Rng *rng, int size)
{
    TypedGen *g = MEM_NEW(TypedGen);
    Ranged previous = {0};

    g->rng = rng;
    g->depth = 1 + size;
    buf_format(&g->text, "policy \"P\" {\n  timezone \"%s\"\n  currency BRL\n}\n",
               typed_pick(g, zones, COUNT(zones)));
    fields(g, rng_range(rng, 4, 6 + 3 * size));
    some(g, threshold, 1 + size);
    some(g, set, 2);
    some(g, holidays, 2);
    some(g, calendar, 2);
    some(g, define, size);
    some(g, define_with, size);
    personas(g, rng_below(rng, rng_chance(rng, 5) ? 12 : 4));
    const int n_scores = rng_range(rng, 1, 1 + size);
    for (int i = 0; i < n_scores; i++)
        score(g, &previous);
    some(g, define, 2);
    if (rng_chance(rng, 80))
        funnel(g);
    some(g, define, 1);
    some(g, define_with, 1);
    return g;
}

Str typed_policy_text(const TypedGen *g) { return buf_copy(&g->text); }

Str typed_policy_extra(TypedGen *g)
{
    static const Want wants[] = {WANT_FLAG,     WANT_FLAG,  WANT_NUMBER, WANT_MONEY,
                                 WANT_TEXT,     WANT_DATE,  WANT_STAMP,  WANT_DURATION,
                                 WANT_FLAG,     WANT_TEXTS, WANT_NUMBER, WANT_NUMBERS,
                                 WANT_BUSINESS, WANT_DAYS};
    Buf out = {0};
    int of;

    if (!rng_chance(g->rng, 10) || !typed_enum_expr(g, &out, 2, &of))
        typed_expr(g, &out, wants[rng_below(g->rng, COUNT(wants))],
                   rng_range(g->rng, 1, g->depth), 0);
    const Str s = buf_copy(&out);
    buf_free(&out);
    return s;
}
