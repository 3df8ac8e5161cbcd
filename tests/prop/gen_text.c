/* gen_text.c -- chance, noise, names and literals. */
#include "tests/prop/gen.h"

/* splitmix64 */
unsigned gen_below(Gen *g, unsigned n)
{
    uint64_t z = g->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (unsigned)((z ^ (z >> 31)) % n);
}

/* -- noise -------------------------------------------------------------------------------- */

static void put_comment(Gen *g)
{
    static const char *const text[] = {
        "why", "{ not a block }", "a, b and \"c\"", "é ã 漢", "---", "# twice",
        "`x`", "when \\"};
    buf_format(g->out, "# %d %s", ++g->comments, GEN_PICK(g, text));
    if (gen_chance(g, 20))
        buf_z(g->out, "  ");
}

static void put_indent(Gen *g)
{
    if (gen_chance(g, 10))
        buf_char(g->out, '\t');
    buf_repeat(g->out, ' ',
               g->tidy || gen_chance(g, 80) ? g->indent : (int)gen_below(g, 9));
}

void gen_comment_lines(Gen *g)
{
    while (!g->tidy && gen_chance(g, 12)) {
        put_indent(g);
        if (gen_chance(g, 60))
            put_comment(g);
        buf_char(g->out, '\n');
    }
}

void gen_end_line(Gen *g)
{
    if (!g->tidy && gen_chance(g, 12)) {
        buf_z(g->out, gen_chance(g, 50) ? " " : "     ");
        put_comment(g);
    }
    buf_z(g->out, gen_chance(g, 3) ? " \r\n" : "\n");
    gen_comment_lines(g);
    g->line_start = true;
    g->may_break = false;
}

static void put_break(Gen *g)
{
    if (gen_chance(g, 30)) {
        buf_char(g->out, ' ');
        put_comment(g);
    }
    buf_char(g->out, '\n');
    gen_comment_lines(g);
    put_indent(g);
    buf_z(g->out, "    ");
}

static void put_blanks(Gen *g)
{
    static const char *const odd[] = {"  ", "\t", "     ", " \t ", "\xC2\xA0"};
    buf_z(g->out, !g->tidy && gen_chance(g, 8) ? GEN_PICK(g, odd) : " ");
}

/* What parts a token from the one before it. */
static void put_gap(Gen *g, bool wanted)
{
    bool free = g->may_break || g->brackets > 0;
    if (g->line_start)
        put_indent(g);
    else if (!g->tidy && !g->quiet && free && gen_chance(g, 6))
        put_break(g);
    else if (!g->tidy && !g->quiet && wanted && gen_chance(g, 1))
        buf_z(g->out, gen_chance(g, 70) ? " \\\n    " : " \\ # joined\n    ");
    else if (wanted)
        put_blanks(g);
    else if (!g->tidy && gen_chance(g, 5))
        buf_char(g->out, ' ');
    g->line_start = false;
    g->may_break = false;
}

void gen_word(Gen *g, const char *s)
{
    put_gap(g, true);
    for (; *s != '\0'; s++) {
        buf_char(g->out, *s);
        if (*s == ' ' && !g->tidy && gen_chance(g, 5))
            buf_char(g->out, ' ');
    }
}

void gen_glue(Gen *g, const char *s)
{
    put_gap(g, false);
    buf_z(g->out, s);
}

void gen_tight(Gen *g, const char *s)
{
    g->line_start = false;
    g->may_break = false;
    buf_z(g->out, s);
}

void gen_after(Gen *g, const char *s)
{
    gen_word(g, s);
    g->may_break = true;
}

void gen_before(Gen *g, const char *s)
{
    g->may_break = true;
    gen_after(g, s);
}

void gen_comma(Gen *g)
{
    gen_glue(g, ",");
    g->may_break = true;
}

void gen_open(Gen *g, const char *s)
{
    gen_word(g, s);
    g->brackets++;
}

void gen_close(Gen *g, const char *s)
{
    gen_glue(g, s);
    g->brackets--;
}

/* -- names -------------------------------------------------------------------------------- */

static const char *const plain_names[] = {
    "id",
    "email",
    "fit",
    "interest",
    "total",
    "mql",
    "sal",
    "mql_at",
    "source2",
    "br",
    "contact",
    "owner",
    "x",
    "A",
    "B",
    "_y1",
    "médico",
    "имя",
    "名前",
    "ação",
    "número_1",
    "resposta",
    "limite",
    "first_contact",
    "enterprise_customers_of_the_northern_region",
    "accepted_at_by_the_regional_manager",
};

/* Words of the language, and of the other one, that may stand as names as they are. */
static const char *const soft_names[] = {
    "source",  "event",   "status",    "stage",  "grade",      "now",      "persona",
    "none",    "running", "met",       "paused", "period",     "service",  "customer",
    "level",   "flag",    "etapa",     "agora",  "nota",       "em_curso", "pausada",
    "seg",     "mar",     "set",       "count",  "contagem",   "due",      "since",
    "score",   "lead",    "on",        "from",   "mon",        "jan",      "sun",
    "may",     "out",     "text",      "number", "points",     "quando",   "se",
    "ou",      "dentro",  "a",         "por",    "último",     "caso",     "até",
    "combina", "de",      "no_máximo", "prazo",  "vencimento", "sim",      "ausente",
    "target",  "within",  "test",      "policy", "clause",     "key",      "zone",
    "default",
};

static const char *const quoted_names[] = {
    "`when`",      "`and`",
    "`in`",        "`yes`",
    "`no`",        "`each`",
    "`missing`",   "`where`",
    "`if`",        "`last`",
    "`all`",       "`this`",
    "`of`",        "`at`",
    "`least`",     "`most`",
    "`with`",      "`time`",
    "`não`",       "`a b`",
    "`2nd`",       "`x-y`",
    "`stage`",     "`etapa`",
    "`by`",        "`for`",
    "`target`",    "`text`",
    "`clause`",    "`per`",
    "`plain`",     "`email`",
    "`starts`",    "`measure`",
    "`now`",       "`given`",
    "`otherwise`", "`caso contrário`",
    "`to`",        "`exit`",
    "`up`",        "`one`",
    "`list`",      "`agora`",
};

void gen_plain_name(Gen *g)
{
    gen_word(g,
             gen_chance(g, 70) ? GEN_PICK(g, plain_names) : GEN_PICK(g, quoted_names));
}

void gen_name(Gen *g)
{
    if (gen_chance(g, 25))
        gen_word(g, GEN_PICK(g, soft_names));
    else
        gen_plain_name(g);
}

void gen_member(Gen *g)
{
    static const char *const words[] = {
        "since",     "status", "starts",   "due",    "stopped", "elapsed",
        "remaining", "used",   "late",     "start",  "end",     "when",
        "in",        "desde",  "situação", "atraso", "target",  "within",
        "stage",     "grade",  "não",      "quando", "meta",    "prazo",
    };
    gen_glue(g, ".");
    if (gen_chance(g, 60))
        gen_glue(g, GEN_PICK(g, words));
    else
        gen_glue(g, gen_chance(g, 80) ? GEN_PICK(g, plain_names)
                                      : GEN_PICK(g, quoted_names));
}

void gen_path(Gen *g)
{
    gen_plain_name(g);
    while (gen_chance(g, 25))
        gen_member(g);
}

void gen_names(Gen *g)
{
    gen_name(g);
    while (gen_chance(g, 40)) {
        gen_comma(g);
        gen_plain_name(g);
    }
}

void gen_period(Gen *g)
{
    static const char *const words[] = {"day",  "week", "month", "quarter", "semester",
                                        "year", "dia",  "mês",   "other"};
    gen_word(g, GEN_PICK(g, words));
}

/* -- literals ----------------------------------------------------------------------------- */

void gen_text(Gen *g)
{
    static const char *const words[] = {
        "\"\"",
        "\"Job Title\"",
        "\"saúde\"",
        "\"a \\\"b\\\" c\"",
        "\"tab\\tend\"",
        "\"{ } # ,\"",
        "\"漢字 🙂\"",
        "\"back\\\\\"",
        "\"e\\u{301}\"",
        "\"line\\nend\"",
        "\"America/Sao_Paulo\"",
        "\"a text that is so long that a line must be broken\"",
    };
    gen_word(g, GEN_PICK(g, words));
}

void gen_title(Gen *g)
{
    if (gen_chance(g, 50))
        gen_text(g);
}

void gen_texts(Gen *g)
{
    gen_text(g);
    while (gen_chance(g, 40)) {
        gen_comma(g);
        gen_text(g);
    }
}

void gen_number(Gen *g)
{
    static const char *const words[] = {"0",     "1",   "5",        "40",
                                        "1_000", "2.5", "1_000.25", "007"};
    gen_word(g, GEN_PICK(g, words));
}

void gen_date(Gen *g)
{
    static const char *const words[] = {"2026-01-01", "2024-02-29", "1999-12-31"};
    gen_word(g, GEN_PICK(g, words));
}

void gen_instant(Gen *g)
{
    static const char *const words[] = {"2026-03-02T10:00-03:00",
                                        "2026-03-02T10:00:30Z",
                                        "2026-03-02T10:00:30.25+05:30"};
    gen_word(g, GEN_PICK(g, words));
}

void gen_time(Gen *g)
{
    static const char *const words[] = {"09:00", "9:30", "24:00", "00:00"};
    gen_glue(g, GEN_PICK(g, words));
}

void gen_quantity(Gen *g)
{
    static const char *const words[] = {
        "1 hour",
        "4 business hours",
        "30 days",
        "1 hour 30 minutes",
        "3 months",
        "1 business day",
        "2 calendar days",
        "10 days business",
        "1 calendar week",
        "90 seconds",
        "1 quarter",
        "2 years",
        "1 day 1 hour 1 second",
        "1.5 hours",
    };
    gen_word(g, GEN_PICK(g, words));
}

static void gen_list_literal(Gen *g)
{
    gen_open(g, "[");
    while (gen_chance(g, 60)) {
        gen_text(g);
        if (gen_chance(g, 40))
            break;
        gen_comma(g);
        gen_number(g);
        break;
    }
    gen_close(g, "]");
}

void gen_literal(Gen *g)
{
    static const char *const money[] = {"10 BRL", "1_500_000 USD"};
    if (gen_chance(g, 10)) {
        static const char *const minus[] = {"5", "25%", "10 BRL", "2 days"};
        gen_word(g, "-");
        gen_glue(g, GEN_PICK(g, minus));
        return;
    }
    switch (gen_below(g, 10)) {
    case 0: gen_word(g, "25%"); break;
    case 1: gen_word(g, GEN_PICK(g, money)); break;
    case 2: gen_quantity(g); break;
    case 3: gen_text(g); break;
    case 4: gen_date(g); break;
    case 5: gen_instant(g); break;
    case 6: gen_word(g, gen_chance(g, 50) ? "yes" : "no"); break;
    case 7: gen_plain_name(g); break;
    case 8: gen_list_literal(g); break;
    case 9: gen_number(g); break;
    }
}
