/* document_test.c -- the document of `acordo doc`: its words, and that it leaves nothing out. */
#include "interp/io/doc_words.h"
#include "interp/study/document.h"
#include "interp/study/modules.h"
#include "tests/unit/t.h"

static Session *loaded(const char *path)
{
    Session *s = session_new(diags_new());
    T_INT(session_load(s, path, true), LOAD_OK);
    return s;
}

static Session *written(const char *text)
{
    Session *s = session_new(diags_new());
    T_INT(session_load_text(s, "policy.sla", str_of(text)), LOAD_OK);
    return s;
}

/* -- the page as one text: blocks and cells, a line each --------------------------------- */

static void put(Buf *b, const char *text)
{
    if (text != NULL)
        buf_format(b, "%s\n", text);
}

static void put_block(Buf *b, const PageBlock *block)
{
    put(b, block->text);
    put(b, block->aside);
    for (int i = 0; i < block->n_cells; i++) {
        put(b, block->cell[i].label);
        put(b, block->cell[i].text);
    }
    const PageTable *t = block->table;
    for (int r = 0; t != NULL && r < t->n_rows; r++)
        for (int i = 0; i < t->n_columns; i++)
            put(b, t->row[r].cell[i].text);
    put(b, t != NULL ? t->caption : NULL);
}

static const char *page_of_policy(const Session *s, Language to)
{
    const Page *p = document_make(s, to, document_years(s->core, 2026));
    Buf b = {0};
    for (int i = 0; i < p->n; i++)
        put_block(&b, p->block[i]);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static const char *html_of(const Session *s)
{
    Buf b = {0};
    page_html(&b, document_make(s, LANG_EN, (DocYears){2026, 2026}));
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static bool has(const char *page, const char *text)
{
    return strstr(page, text) != NULL;
}

static void must_say(const char *page, const char *text)
{
    t_result(has(page, text), __LINE__, "the document says", "nothing of it", text);
}

static void must_have(const char *page, Str title) { must_say(page, doc_clean(title)); }

/* -- words -------------------------------------------------------------------------------- */

/* Bits of the places that a sentence has. */
static unsigned places(Str s)
{
    unsigned seen = 0;
    for (size_t i = 0; i + 2 < s.n; i++)
        if (s.p[i] == '{' && s.p[i + 2] == '}')
            seen |= 1U << (s.p[i + 1] - '0');
    return seen;
}

static void test_words(void)
{
    t_group("words");
    for (int i = 0; i < N_DOCS; i++) {
        const Str en = doc_raw(LANG_EN, (DocId)i), pt = doc_raw(LANG_PT, (DocId)i);
        T_OK(en.n > 0 && pt.n > 0);
        T_INT(places(pt), places(en));
    }
    T_Z(doc_text(LANG_PT, DOC_A_SUM, "o atraso"), "a soma do atraso");
    T_Z(doc_text(LANG_PT, DOC_X_AFTER, "x", "o fim"), "x é posterior ao fim");
    T_Z(doc_text(LANG_PT, DOC_X_IN, "x", "a lista"), "x está na lista");
    T_Z(doc_text(LANG_PT, DOC_X_IN, "x", "origem"), "x está em origem");
    T_Z(doc_text(LANG_EN, DOC_X_IN, "x", "a list"), "x is in a list");
}

static void test_values(void)
{
    const Core c = {.currency = STR("BRL")};
    t_group("values");
    T_Z(doc_number(LANG_EN, 1234567500000), "1,234,567.5");
    T_Z(doc_number(LANG_PT, 1234567500000), "1.234.567,5");
    T_Z(doc_number(LANG_EN, -999000000), "-999");
    T_Z(doc_number(LANG_EN, -1000000000), "-1,000");
    T_Z(doc_number(LANG_PT, 500000), "0,5");
    T_Z(doc_percent(LANG_EN, 800000), "80%");
    T_Z(doc_percent(LANG_PT, 125000), "12,5%");
    T_Z(doc_value(LANG_PT, &c, &type_money, 1234560000), "1.234,56 BRL");
    T_Z(doc_date(LANG_EN, civil_days(2026, 3, 2)), "2 March 2026");
    T_Z(doc_date(LANG_PT, civil_days(2026, 3, 2)), "2 de março de 2026");
    T_Z(doc_week_date(LANG_PT, civil_days(2026, 3, 2)),
        "segunda-feira, 2 de março de 2026");
    T_Z(doc_value(LANG_EN, &c, &type_business, 3600 * USEC_SECOND), "1 business hour");
    T_Z(doc_value(LANG_PT, &c, &type_business, 5400 * USEC_SECOND), "90 minutos úteis");
    T_Z(doc_value(LANG_PT, &c, &type_business_days, 2 * BUSINESS_DAY), "2 dias úteis");
    T_Z(doc_value(LANG_EN, &c, &type_duration, 90061 * USEC_SECOND), "1 day 1 hour 1 minute 1 second");
    T_Z(doc_value(LANG_EN, &c, &type_duration, USEC_DAY), "1 day");
    T_Z(doc_value(LANG_EN, &c, &type_duration, 1500000), "1.5 seconds");
    T_Z(doc_value(LANG_EN, &c, &type_period, INT64_C(3) << 32), "3 months");
    T_Z(doc_value(LANG_PT, &c, &type_period, 10), "10 dias corridos");
    T_Z(doc_clean(STR("a\nb\xE2\x80\xAE"
                      "c\x01 ")),
        "a bc");
}

/* -- nothing is left out ------------------------------------------------------------------ */

static void all_of(const Core *c, const char *page)
{
    for (int i = 0; i < c->n_personas; i++)
        must_have(page, c->personas[i].title);
    for (int i = 0; i < c->n_scores; i++)
        must_have(page, c->scores[i].title);
    for (int i = 0; i < c->n_stages; i++)
        must_have(page, c->stages[i].title);
    for (int i = 0; i < c->n_thresholds; i++)
        if (c->thresholds[i].clause < 0)
            must_have(page, c->thresholds[i].title);
    for (int i = 0; i < c->n_clauses; i++)
        must_have(page, c->clauses[i].title);
    for (int i = 0; i < c->n_agreements; i++)
        if (!c->agreements[i].from_module)
            must_have(page, c->agreements[i].title);
    for (int i = 0; i < c->n_measures; i++)
        if (c->measures[i].role == MEASURE_KPI)
            must_have(page, c->measures[i].title);
    for (int i = 0; i < c->n_facts; i++)
        must_have(page, c->facts[i].title);
    for (int i = 0; i < c->n_scenarios; i++)
        must_have(page, c->scenarios[i].title);
    for (int i = 0; i < c->n_tests; i++)
        must_have(page, c->tests[i].title);
    for (int i = 0; i < c->n_parties; i++)
        must_have(page, c->parties[i]);
}

static const char *const policies[] = {
    "examples/clinic/policy.sla", "examples/crm/policy.sla",
    "examples/software/policy.sla", "tests/run/doc_every/policy.sla"};
enum { N_POLICIES = sizeof policies / sizeof *policies };

static void test_whole(void)
{
    t_group("nothing is left out");
    for (int i = 0; i < N_POLICIES; i++)
        for (int to = LANG_EN; to <= LANG_PT; to++) {
            const Session *s = loaded(policies[i]);
            const char *page = page_of_policy(s, (Language)to);
            all_of(s->core, page);
            T_OK(!has(page, "(null)") && !has(page, "{0}"));
        }
}

/* The longest run of English words between the places of a sentence. */
static Str longest_part(Str s)
{
    Str best = {0};
    for (size_t from = 0; from < s.n;) {
        size_t to = from;
        while (to < s.n && s.p[to] != '{')
            to++;
        if (to - from > best.n)
            best = str_sub(s, from, to);
        from = to + 3;
    }
    return str_trim(best);
}

/* Of a policy that is Portuguese itself: no sentence of the table has stayed English. */
static void test_portuguese(void)
{
    enum { A_PHRASE = 6 };
    t_group("no sentence is half translated");
    const char *page =
        page_of_policy(loaded("tests/run/doc_every/policy.sla"), LANG_PT);
    const char *english =
        page_of_policy(loaded("tests/run/doc_every/policy.sla"), LANG_EN);
    int there = 0;
    for (int i = 0; i < N_DOCS; i++) {
        const Str en = longest_part(doc_raw(LANG_EN, (DocId)i)),
                  pt = longest_part(doc_raw(LANG_PT, (DocId)i));
        if (str_eq(en, pt) || en.n < A_PHRASE)
            continue;
        there += has(english, str_z(en));
        t_result(!has(page, str_z(en)), __LINE__, "no English in it", str_z(en), "");
    }
    T_OK(there > 60);
}

/* -- titles that hold markup -------------------------------------------------------------- */

static void test_escaped(void)
{
    t_group("titles with markup");
    const Session *s =
        written("policy \"<script>alert(1)</script>\" { parties marketing, sales }\n"
                "lead { id text label, created_at timestamp, won_at timestamp }\n"
                "persona p \"a|b`c\\n| d | <i>\" when won_at known\n"
                "agreement base \"]](http://x)\" {\n"
                "  clause call \"<img src=x onerror=y>\\u{202E}\" {\n"
                "    by sales, starts created_at, stops won_at, within 4 hours\n"
                "    breach notify \"</dd><b>\"\n"
                "  }\n"
                "}\n");
    const char *html = html_of(s);
    T_OK(!has(html, "<script") && !has(html, "<img") && !has(html, "<i>"));
    T_OK(!has(html, "</dd><b>") && !has(html, "\xE2\x80\xAE"));
    T_OK(has(html, "&lt;img src=x onerror=y&gt;"));
    Buf b = {0};
    page_markdown(&b, document_make(s, LANG_EN, (DocYears){2026, 2026}));
    const char *md = str_z(buf_view(&b));
    T_OK(has(md, "\n| a\\|b\\`c \\| d \\| &lt;i&gt; (p) | won\\_at is known |\n"));
    T_OK(!has(md, "<script") && !has(md, "<img") && has(md, "\\]\\](http://x)"));
    buf_free(&b);
}

/* -- calendars ---------------------------------------------------------------------------- */

/* Intervals of a day as the page writes them. */
static const char *hours_of(const Calendar *c, int32_t day, Language to)
{
    enum { MOST = 8 };
    OpenInterval open[MOST];
    const int n = calendar_day(c, day, open, MOST);
    const char *item[MOST];
    for (int i = 0; i < n; i++) {
        Civil from, until;
        civil_of_usec(zone_to_wall(calendar_zone(c), open[i].from_us), &from);
        civil_of_usec(zone_to_wall(calendar_zone(c), open[i].to_us), &until);
        item[i] = str_format("%02d:%02d–%02d:%02d", from.hour, from.minute, until.hour,
                             until.minute);
    }
    return doc_list(to, item, n, DOC_AND);
}

static bool is_off(const Core *core, const CoreCalendar *c, int32_t day)
{
    for (int i = 0; i < c->n_lines; i++)
        for (int k = 0; k < c->lines[i].n_days; k++) {
            const CalendarDays *d = &c->lines[i].days[k];
            if (d->kind == DAYS_HOLIDAYS
                && holidays_has(core->holidays[d->lo].days, day))
                return true;
        }
    return false;
}

static void holidays_there(const Core *core, const CoreCalendar *c, const char *page)
{
    for (int i = 0; i < c->n_lines; i++)
        for (int k = 0; k < c->lines[i].n_days; k++) {
            const CalendarDays *d = &c->lines[i].days[k];
            const Holidays *h =
                d->kind == DAYS_HOLIDAYS ? core->holidays[d->lo].days : NULL;
            for (int n = 0; h != NULL && n < h->n; n++)
                if (h->day[n].day >= civil_days(2026, 1, 1)
                    && h->day[n].day < civil_days(2027, 1, 1))
                    must_say(page,
                             str_format("%s\n%s", doc_week_date(LANG_EN, h->day[n].day),
                                        doc_clean(h->day[n].title)));
        }
}

/* The hours of each day without a holiday in two weeks of the year are those of the core. */
static void calendar_said(const Core *core, const CoreCalendar *c, const char *page)
{
    enum { FORTNIGHT = 14 };
    int plain = 0;
    for (int32_t day = civil_days(2026, 3, 9); day < civil_days(2026, 3, 9) + FORTNIGHT;
         day++) {
        const char *hours = hours_of(c->calendar, day, LANG_EN);
        if (is_off(core, c, day) || hours[0] == '\0')
            continue;
        plain++;
        must_say(page, hours);
    }
    T_OK(plain > 0);
    holidays_there(core, c, page);
}

static void test_module(const char *module)
{
    Session *s =
        written(str_format("use %s\nlead { id text, at_ timestamp }\n", module));
    Buf text = {0};
    buf_format(&text, "use %s\nlead { id text, at_ timestamp }\n", module);
    for (int i = 0; i < s->core->n_calendars; i++) {
        const char *name = str_z(s->core->calendars[i].name);
        buf_format(&text, "score s%d { +1 when is_open(at_, %s) }\n", i, name);
    }
    s = written(str_z(buf_view(&text)));
    buf_free(&text);
    const char *page = page_of_policy(s, LANG_EN);
    T_OK(s->core->n_calendars > 0);
    for (int i = 0; i < s->core->n_calendars; i++)
        calendar_said(s->core, &s->core->calendars[i], page);
}

static void test_calendars(void)
{
    t_group("the library's calendars");
    for (const StdModule *m = std_modules; m->path != NULL; m++)
        if (str_starts(str_of(m->path), STR("std.calendar.")))
            test_module(m->path);
}

static void test_years(void)
{
    t_group("years");
    Core c = {.effective = INT64_MIN, .until = INT64_MAX, .reviewed = INT64_MIN};
    T_INT(document_years(&c, 2031).first, 2031);
    c.effective = civil_days(2026, 1, 1);
    T_INT(document_years(&c, 2031).last, 2026);
    c.reviewed = civil_days(2028, 1, 1);
    T_INT(document_years(&c, 2031).first, 2028);
    c.until = civil_days(2027, 12, 31);
    T_INT(document_years(&c, 2031).first, 2026);
    T_INT(document_years(&c, 2031).last, 2027);
    c.until = civil_days(2099, 12, 31);
    T_INT(document_years(&c, 2031).last, 2028);
}

int main(void)
{
    T_BEGIN();
    test_words();
    test_values();
    test_whole();
    test_portuguese();
    test_escaped();
    test_calendars();
    test_years();
    return T_END();
}
