/* gen_agreement.c -- calendars and agreements of a random policy, as text.
 *
 * Up to three levels restate lines of the same clauses; every form of allowance, conditions
 * over anything that was declared before.  Mixtures that the checker refuses are left to
 * gen_hand_clause.
 */
#include "tests/prop/gen_core_policy.h"
#include "tests/prop/typed_expr.h"

typedef enum Length { ELAPSED, BUSINESS, DAYS, PERIOD, DUE } Length;

/* What the levels of a clause have in common: its name, and how its time runs. */
typedef struct Drawn {
    const char *name;
    Length length;
    bool keep;
} Drawn;

static void put_line(TypedGen *g, const char *word, Want want, int depth)
{
    buf_format(&g->text, "    %s ", word);
    typed_expr(g, &g->text, want, rng_range(g->rng, 0, depth), 0);
    buf_char(&g->text, '\n');
}

static void maybe_line(TypedGen *g, int chance, const char *word, Want want)
{
    if (rng_chance(g->rng, chance))
        put_line(g, word, want, 2);
}

/* In brackets, for a field may be called as a line is.  The instant of a stage is computed
 * with, as is a define, which may be one: by itself it is refused of a stage that has none. */
static void instant(TypedGen *g)
{
    Buf b = {0};

    typed_expr(g, &b, WANT_STAMP, rng_below(g->rng, 2), 7);
    const bool since = strstr(str_z(buf_view(&b)), ".since") != NULL || b.p[0] == 'd';
    buf_format(&g->text, since ? "(%s + 0 hours)" : "(%s)", str_z(buf_view(&b)));
    buf_free(&b);
}

static void instants(TypedGen *g, const char *word, int most)
{
    const int n = rng_range(g->rng, 1, most);

    buf_format(&g->text, "    %s ", word);
    for (int i = 0; i < n; i++) {
        buf_z(&g->text, i > 0 ? ", " : "");
        instant(g);
    }
    buf_char(&g->text, '\n');
}

static void length(TypedGen *g, Length l)
{
    const int n = rng_range(g->rng, 1, 20);
    const char *on = rng_chance(g->rng, 50) ? "office" : "nights";

    switch (l) {
    case ELAPSED: buf_format(&g->text, "%d hours", n); break;
    case BUSINESS: buf_format(&g->text, "%d business minutes on %s", 45 * n, on); break;
    case DAYS: buf_format(&g->text, "%d business days on %s", n % 4 + 1, on); break;
    case PERIOD: buf_format(&g->text, "%d calendar days", n % 5 + 1); break;
    case DUE: break;
    }
}

static void allowance(TypedGen *g, const Drawn *d, bool relaxes)
{
    if (d->length == DUE) {
        buf_z(&g->text, "    due ");
        instant(g);
        buf_char(&g->text, '\n');
        return;
    }
    buf_z(&g->text, "    within ");
    length(g, d->length);
    buf_z(&g->text, relaxes ? " relaxes\n" : "\n");
}

static void warning(TypedGen *g, const Drawn *d)
{
    const int which = rng_range(g->rng, 0, 4); /* now and then both */

    if (which <= 2)
        buf_format(&g->text, "    warn at %d%% notify \"owner\"\n",
                   rng_range(g->rng, 1, 20) * 5);
    if (which < 2)
        return;
    if (d->length == BUSINESS || d->length == DAYS)
        buf_format(&g->text, "    warn %d business minutes before due\n",
                   rng_range(g->rng, 1, 200));
    else
        buf_format(&g->text, "    warn %d hours before due\n", rng_range(g->rng, 1, 9));
}

static void keep_lines(TypedGen *g, const Drawn *d)
{
    buf_z(&g->text, "    keep ");
    typed_expr(g, &g->text, WANT_FLAG, 2, 0);
    buf_z(&g->text, " within ");
    length(g, d->length);
    buf_z(&g->text, "\n    target 90% per month of ");
    typed_expr(g, &g->text, WANT_STAMP, 0, 0);
    buf_char(&g->text, '\n');
}

static void clock_lines(TypedGen *g, const Drawn *d)
{
    instants(g, "starts", 3);
    instants(g, "stops", 2);
    if (rng_chance(g->rng, 40))
        instants(g, "cancels", 2);
    allowance(g, d, false);
    if (rng_chance(g->rng, 20))
        buf_z(&g->text, "    after exit\n");
}

static void first_level(TypedGen *g, const Drawn *d)
{
    buf_format(&g->text, "  clause %s {\n    by sales\n", d->name);
    maybe_line(g, 50, "for", WANT_FLAG);
    maybe_line(g, 30, "excused when", WANT_FLAG);
    if (d->keep)
        keep_lines(g, d);
    else
        clock_lines(g, d);
    if (rng_chance(g->rng, 50))
        warning(g, d);
    buf_z(&g->text, "    breach notify \"head\"\n  }\n");
}

static void other_level(TypedGen *g, const Drawn *d)
{
    buf_format(&g->text, "  clause %s {\n", d->name);
    if (!d->keep && d->length != DUE)
        allowance(g, d, true);
    if (rng_chance(g->rng, 40) || d->keep || d->length == DUE)
        warning(g, d);
    buf_z(&g->text, "  }\n");
}

static void calendars(TypedGen *g)
{
    buf_z(&g->text,
          "holidays days { 1 may \"a\", easter - 2 \"b\", 2025-07-09 \"c\" }\n"
          "calendar office {\n  timezone \"America/Sao_Paulo\"\n"
          "  open mon..fri 09:00-12:00, 13:00-18:00\n  closed days\n}\n"
          "calendar nights {\n  timezone \"Europe/Lisbon\"\n"
          "  open mon..sun 08:00-13:30\n  open fri..sat 22:00-02:00\n}\n");
}

/* What later expressions may ask of a clause. */
static void declare(TypedGen *g, const Drawn *d)
{
    static const char *const states[] = {"none",      "undetermined", "excused",
                                         "cancelled", "met",          "breached",
                                         "paused",    "at_risk",      "running"};
    const bool elapsed =
        d->length == ELAPSED || d->length == PERIOD || d->length == DUE;

    typed_sym(g, str_format("%s.status", d->name), WANT_ENUM, typed_enum(g, states, 9));
    typed_sym(g, str_format("%s.due", d->name), WANT_STAMP, 0);
    typed_sym(g, str_format("%s.starts", d->name), WANT_STAMP, 0);
    typed_sym(g, str_format("%s.stopped", d->name), WANT_STAMP, 0);
    typed_sym(g, str_format("%s.used", d->name), WANT_NUMBER, 0);
    if (!elapsed)
        return;
    typed_sym(g, str_format("%s.elapsed", d->name), WANT_DURATION, 0);
    typed_sym(g, str_format("%s.late", d->name), WANT_DURATION, 0);
}

static void level(TypedGen *g, const char *head, const Drawn *d, int n)
{
    buf_format(&g->text, "agreement %s for ", head);
    typed_expr(g, &g->text, WANT_FLAG, rng_range(g->rng, 0, 2), 0);
    buf_z(&g->text, " {\n");
    for (int i = 0; i < n; i++)
        if (rng_chance(g->rng, 60))
            other_level(g, &d[i]);
    buf_z(&g->text, "}\n");
}

void typed_agreements(TypedGen *g)
{
    Drawn d[2];
    const int n = rng_range(g->rng, 1, 2);

    calendars(g);
    for (int i = 0; i < n; i++) {
        d[i] = (Drawn){str_format("clause%d", ++g->n_names),
                       (Length)rng_below(g->rng, DUE + 1), rng_chance(g->rng, 20)};
        if (d[i].keep && d[i].length == DUE)
            d[i].length = DAYS;
    }
    buf_z(&g->text, "agreement base {\n");
    for (int i = 0; i < n; i++)
        first_level(g, &d[i]);
    buf_z(&g->text, "}\n");
    if (rng_chance(g->rng, 60))
        level(g, "middle level service", d, n);
    if (rng_chance(g->rng, 60))
        level(g, "top level customer", d, n);
    for (int i = 0; i < n; i++)
        declare(g, &d[i]);
}
