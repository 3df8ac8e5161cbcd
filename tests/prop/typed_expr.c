/* typed_expr.c -- fills the templates of typed_forms.def. */
#include "tests/prop/typed_expr.h"
#include "interp/base/mem.h"
#include <stdlib.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

typedef struct Form {
    Want want;
    int level;
    const char *text;
} Form;

static const Form forms[] = {
#define FORM(want, level, text) {want, level, text},
#include "tests/prop/typed_forms.def"
};

static const char *const numbers[] = {
    "0",         "1",        "2",
    "3",         "7",        "10",
    "30",        "60",       "100",
    "0.5",       "2.5",      "25%",
    "0.000001",  "1_000.25", "0.333333",
    "1_000_000", "12.5%",    "999_999.999999",
    "3_000_000", "5",        "9_223_372_036_854.775807"};
static const char *const durations[] = {"30 seconds",        "90 minutes", "1 hour",
                                        "1 hour 30 minutes", "24 hours",   "1 day",
                                        "30 days",           "2 weeks",    "400 days"};
static const char *const periods[] = {"1 month",  "3 months",        "2 quarters",
                                      "1 year",   "5 calendar days", "18 months",
                                      "300 years"};
static const char *const open_times[] = {
    "4 business hours",         "30 business minutes", "0 business hours",
    "1.5 business hours",       "40 business hours",   "90 business seconds",
    "2_000_000 business hours", "1_000 business hours"};
static const char *const dates[] = {"2026-03-02", "2024-02-29", "2025-12-31",
                                    "2026-01-01", "2026-10-31", "1970-01-01",
                                    "9999-12-31", "0001-01-01"};
static const char *const stamps[] = {
    "2026-03-02T10:00-03:00", "2026-03-02T13:00Z", "2025-12-31T23:59:59Z",
    "2026-03-08T02:30-05:00", "2026-11-01T05:30Z", "2024-02-29T12:00+02:00"};
static const char *const patterns[] = {"/\\b(owner|s[oó]ci[oa]|diretora?|ceo)\\b/",
                                       "/^a/",
                                       "/[0-9]+$/",
                                       "/ção/",
                                       "/a.*o/",
                                       "/^$/",
                                       "/(?i)ANA/",
                                       "/paulo|exemplo\\.com/"};
static const char *const texts[] = {"Ana",
                                    "ana",
                                    "ANA ",
                                    "São Paulo",
                                    " sao  paulo",
                                    "Sócia",
                                    "ção",
                                    "Ação",
                                    "",
                                    "saúde",
                                    "Saude",
                                    "ana@Exemplo.com",
                                    "x@y@Z.com ",
                                    "no at",
                                    "end@",
                                    "日本語",
                                    "Straße",
                                    "STRASSE",
                                    "İstanbul",
                                    "owner of all",
                                    "Diretora",
                                    "a",
                                    "b",
                                    "abcdefghijklmnopqrstuvwxyz0123456789",
                                    "bob@Templo.com",
                                    ".com",
                                    "@exemplo.com",
                                    "CEO 42",
                                    "e\xcc\x81t\xc3\xa9",
                                    "ﬁne"};

const char *const *typed_texts(int *n)
{
    *n = COUNT(texts);
    return texts;
}

void typed_sym(TypedGen *g, const char *name, Want want, int of)
{
    MEM_PUSH(g->sym, g->n_syms, g->cap_syms) =
        (Sym){.name = name, .want = want, .of = of};
}

int typed_enum(TypedGen *g, const char *const *member, int n)
{
    TypedEnum e = {.n = n};

    for (int i = 0; i < n; i++)
        e.member[i] = member[i];
    MEM_PUSH(g->enums, g->n_enums, g->cap_enums) = e;
    return g->n_enums - 1;
}

const char *typed_pick(TypedGen *g, const char *const *from, int n)
{
    return from[rng_below(g->rng, n)];
}

/* -- constants ----------------------------------------------------------------------- */

static void quoted(Buf *out, const char *s)
{
    buf_char(out, '"');
    buf_z(out, s);
    buf_char(out, '"');
}

static void list_literal(TypedGen *g, Buf *out, Want item)
{
    const int n = rng_range(g->rng, 1, 3);

    buf_char(out, '[');
    for (int i = 0; i < n; i++) {
        if (i > 0)
            buf_z(out, ", ");
        typed_literal(g, out, item);
    }
    buf_char(out, ']');
}

void typed_literal(TypedGen *g, Buf *out, Want want)
{
    switch (want) {
    case WANT_NUMBER: buf_z(out, typed_pick(g, numbers, COUNT(numbers))); return;
    case WANT_MONEY:
        buf_format(out, "%d%s BRL", rng_below(g->rng, 2000),
                   rng_chance(g->rng, 30) ? ".05" : "");
        return;
    case WANT_FLAG: buf_z(out, rng_chance(g->rng, 50) ? "yes" : "no"); return;
    case WANT_TEXT: quoted(out, typed_pick(g, texts, COUNT(texts))); return;
    case WANT_DATE: buf_z(out, typed_pick(g, dates, COUNT(dates))); return;
    case WANT_STAMP: buf_z(out, typed_pick(g, stamps, COUNT(stamps))); return;
    case WANT_DURATION: buf_z(out, typed_pick(g, durations, COUNT(durations))); return;
    case WANT_PERIOD: buf_z(out, typed_pick(g, periods, COUNT(periods))); return;
    case WANT_TEXTS: list_literal(g, out, WANT_TEXT); return;
    case WANT_NUMBERS: list_literal(g, out, WANT_NUMBER); return;
    case WANT_DATES: list_literal(g, out, WANT_DATE); return;
    case WANT_FLAGS: list_literal(g, out, WANT_FLAG); return;
    case WANT_BUSINESS:
        buf_z(out, typed_pick(g, open_times, COUNT(open_times)));
        return;
    case WANT_DAYS:
        buf_format(out, "%d business days",
                   rng_chance(g->rng, 5) ? 1000 : rng_range(g->rng, 1, 12));
        return;
    case WANT_ENUM:
    case WANT_BAR:
    case WANT_CALENDAR:
    case WANT_HOLIDAYS:
    case WANT_SET:
    case WANT_STAGE: return;
    }
}

void typed_literal_range(TypedGen *g, Buf *out, Want want)
{
    const int lo = rng_range(g->rng, -5, 60), hi = lo + rng_below(g->rng, 200);

    if (want == WANT_DATE)
        buf_format(out, "2025-%02d-01..2026-%02d-28", rng_range(g->rng, 1, 12),
                   rng_range(g->rng, 1, 12));
    else if (want == WANT_MONEY)
        buf_format(out, "%d BRL..%d BRL", lo, hi);
    else
        buf_format(out, "%d..%d", lo, hi);
}

/* -- names --------------------------------------------------------------------------- */

static const Sym *pick_sym(TypedGen *g, Want want, int of)
{
    const Sym *found = NULL;
    int n = 0;

    for (int i = 0; i < g->n_syms; i++)
        if (g->sym[i].want == want && (want != WANT_ENUM || g->sym[i].of == of)
            && rng_below(g->rng, ++n) == 0)
            found = &g->sym[i];
    return found;
}

/* An enumeration that some name has; -1 where there is none. */
static int pick_enum(TypedGen *g)
{
    int found = -1, n = 0;

    for (int i = 0; i < g->n_syms; i++)
        if (g->sym[i].want == WANT_ENUM && rng_below(g->rng, ++n) == 0)
            found = g->sym[i].of;
    return found;
}

static void use_sym(TypedGen *g, Buf *out, const Sym *s, int depth)
{
    const Sym copy = *s;

    buf_z(out, copy.name);
    if (copy.n_params == 0)
        return;
    buf_char(out, '(');
    for (int i = 0; i < copy.n_params; i++) {
        if (i > 0)
            buf_z(out, ", ");
        typed_expr(g, out, copy.param[i], depth - 1, 0);
    }
    buf_char(out, ')');
}

/* -- forms --------------------------------------------------------------------------- */

static bool form_fits(TypedGen *g, const Form *f, int of)
{
    if (strstr(f->text, "{S}") != NULL && pick_sym(g, WANT_STAGE, 0) == NULL)
        return false;
    if (strstr(f->text, "{T}") != NULL && pick_sym(g, WANT_BAR, 0) == NULL)
        return false;
    if (strstr(f->text, "{C") != NULL && pick_sym(g, WANT_CALENDAR, 0) == NULL)
        return false;
    if (strstr(f->text, "{h}") != NULL && pick_sym(g, WANT_HOLIDAYS, 0) == NULL)
        return false;
    if (strstr(f->text, "{s}") != NULL && pick_sym(g, WANT_SET, 0) == NULL)
        return false;
    return of >= 0 || strstr(f->text, "{e") == NULL || pick_enum(g) >= 0;
}

static const Form *pick_form(TypedGen *g, Want want, int of)
{
    const Form *found = NULL;
    int n = 0;

    for (int i = 0; i < COUNT(forms); i++)
        if (forms[i].want == want && form_fits(g, &forms[i], of)
            && rng_below(g->rng, ++n) == 0)
            found = &forms[i];
    return found;
}

static void enum_expr(TypedGen *g, Buf *out, int of, int depth, int level);

/* One slot, `{…}`; of: the form's enumeration. */
static void fill_slot(TypedGen *g, Buf *out, const char *slot, int of, int depth)
{
    const char c = slot[0];

    if (c == 'c')
        typed_literal(g, out, (Want)slot[1]);
    else if (c == 'R')
        typed_literal_range(g, out, (Want)slot[1]);
    else if (c == 'k')
        buf_z(out, typed_pick(g, g->enums[of].member, g->enums[of].n));
    else if (c == 'r')
        buf_z(out, typed_pick(g, patterns, COUNT(patterns)));
    else if (c == 's' || c == 'S' || c == 'T' || c == 'h')
        buf_z(out, pick_sym(g, (Want)c, 0)->name);
    else if (c == 'e')
        enum_expr(g, out, of, depth - 1, (int)strtol(slot + 1, NULL, 10));
    else
        typed_expr(g, out, (Want)c, depth - 1, (int)strtol(slot + 1, NULL, 10));
}

static int fill_form(TypedGen *g, Buf *out, const Form *f, int of, int depth)
{
    if (of < 0 && strstr(f->text, "{e") != NULL)
        of = pick_enum(g);
    for (const char *p = f->text; *p != '\0'; p++) {
        if (*p != '{') {
            buf_char(out, *p);
            continue;
        }
        fill_slot(g, out, p + 1, of, depth);
        p = strchr(p, '}');
    }
    return f->level;
}

/* Writes a leaf; its level. */
static int leaf(TypedGen *g, Buf *out, Want want, int of, int depth)
{
    const Sym *s = rng_chance(g->rng, 88) ? pick_sym(g, want, of) : NULL;

    if ((want == WANT_ENUM || want == WANT_CALENDAR) && s == NULL)
        s = pick_sym(g, want, of);
    if (s != NULL && (s->n_params == 0 || depth > -2)) {
        use_sym(g, out, s, depth);
        return 10;
    }
    if ((want == WANT_NUMBER || want == WANT_MONEY) && rng_chance(g->rng, 15)) {
        buf_char(out, '-');
        typed_literal(g, out, want);
        return 8;
    }
    typed_literal(g, out, want);
    return 10;
}

static void place(TypedGen *g, Buf *out, Want want, int of, int depth, int level)
{
    Buf part = {0};
    const Form *f =
        depth > 0 && !rng_chance(g->rng, 20) ? pick_form(g, want, of) : NULL;
    const int is =
        f != NULL ? fill_form(g, &part, f, of, depth) : leaf(g, &part, want, of, depth);
    const bool brackets = is < level || rng_chance(g->rng, 4);

    if (brackets)
        buf_char(out, '(');
    buf_str(out, buf_view(&part));
    if (brackets)
        buf_char(out, ')');
    buf_free(&part);
}

void typed_expr(TypedGen *g, Buf *out, Want want, int depth, int level)
{
    place(g, out, want, -1, depth, level);
}

static void enum_expr(TypedGen *g, Buf *out, int of, int depth, int level)
{
    place(g, out, WANT_ENUM, of, depth, level);
}

bool typed_enum_expr(TypedGen *g, Buf *out, int depth, int *of)
{
    *of = pick_enum(g);
    if (*of >= 0)
        enum_expr(g, out, *of, depth, 0);
    return *of >= 0;
}

const char *typed_name(TypedGen *g, Want want)
{
    const Sym *s = pick_sym(g, want, 0);

    return s != NULL ? s->name : NULL;
}
