/* lead_base_test.c -- inputs read once: what is kept, what fits, which lead is meant. */
#include "interp/study/lead_base.h"
#include "tests/unit/t.h"
#include <stdlib.h>
#include <unistd.h>

#define HEAD "policy \"P\" { timezone \"UTC\", currency BRL }\n"
#define LEAD "lead {\n  id text label\n  n number\n  e one of a, b, c\n}\n"
#define FACT "fact spend at day {\n  day date required\n  amount money\n}\n"

#define TABLE "fact spend by day {\n  day date required\n  amount money\n}\n"

static Session *session(const char *policy)
{
    Session *s = session_new(diags_new());
    const bool sound = session_load_text(s, "test", str_of(policy)) == LOAD_OK;
    t_result(sound, __LINE__, policy, sound ? "" : s->diags->item[0]->text, "a policy");
    return s;
}

/* A file of such bytes, to be removed. */
static const char *file_of(const char *bytes)
{
    char path[] = "/tmp/acordo-base.XXXXXX";
    const int fd = mkstemp(path);
    T_OK(write(fd, bytes, strlen(bytes)) == (ssize_t)strlen(bytes));
    close(fd);
    return str_z(str_of(path));
}

static const char records[] =
    "id,n,e\nana,1,a\nrui,x,b\n,3,c\njoão,4,\nana,5,a\n7,6,b\n";

typedef struct Seen {
    int rejects, asked, most;
} Seen;

static void count_reject(void *ctx, const Reject *r)
{
    (void)r;
    ((Seen *)ctx)->rejects++;
}

static bool count_asked(void *ctx, const ReadStats *stats)
{
    Seen *seen = ctx;
    T_OK(stats->accepted > 0);
    return ++seen->asked != seen->most;
}

static LeadBase *read_base(const Session *s, const char *const *name, int n,
                           const FactInput *fact, Seen *seen)
{
    const BaseInputs in = {.read = {.format = INPUT_CSV, .batch_rows = 2},
                           .name = name,
                           .n = n,
                           .fact = fact,
                           .rejects = {seen, count_reject},
                           .go_on = count_asked,
                           .ctx = seen};
    return lead_base_read(s, &in, 0);
}

static void labels(void)
{
    const Session *s = session(HEAD LEAD);
    const char *name[] = {file_of(records), file_of(records)};
    const FactInput none = {0};
    Seen seen = {0};
    LeadBase *b = read_base(s, name, 2, &none, &seen);
    t_group("labels");
    T_OK(b != NULL);
    T_INT(kept_rows_n(b->leads), 10);
    T_INT(seen.rejects, 2);
    T_STR(lead_base_label(b, 0), STR("ana"));
    T_STR(lead_base_label(b, 1), STR("3")); /* has none: its number */
    T_STR(lead_base_label(b, 9), STR("7"));
    T_INT(lead_base_find(b, STR("ana")), 0);
    T_INT(lead_base_find(b, STR("joão")), 2);
    T_INT(lead_base_find(b, STR("7")), 4);
    T_INT(lead_base_find(b, STR("3")), 1);
    T_INT(lead_base_find(b, STR("#1")), 0);
    T_INT(lead_base_find(b, STR("#6")), 4);
    T_INT(lead_base_find(b, STR("#7")), 5);
    T_INT(lead_base_find(b, STR("#2")), -1); /* was rejected */
    T_INT(lead_base_find(b, STR("#")), -1);
    T_INT(lead_base_find(b, STR("")), -1);
    T_INT(lead_base_find(b, STR("Ana")), -1);
    T_INT(b->n_inputs, 1);
    T_INT(b->input[0].stats.accepted, 10);
    T_OK(lead_base_bytes(b) > 0);
    lead_base_free(b);
    unlink(name[0]);
    unlink(name[1]);
}

/* Without a label in the policy, and with one that is no text. */
static void other_labels(void)
{
    const char *name[] = {file_of(records)};
    const FactInput none = {0};
    Seen seen = {0};
    LeadBase *b = read_base(session(HEAD "lead {\n  id text\n  n number\n}\n"), name, 1,
                            &none, &seen);
    t_group("other labels");
    T_STR(lead_base_label(b, 4), STR("6"));
    T_INT(lead_base_find(b, STR("6")), 4);
    T_INT(lead_base_find(b, STR("ana")), -1);
    lead_base_free(b);
    b = read_base(session(HEAD "lead {\n  id text\n  n number label\n}\n"), name, 1,
                  &none, &seen);
    T_STR(lead_base_label(b, 3), STR("5"));
    T_INT(lead_base_find(b, STR("5")), 3);
    T_INT(lead_base_find(b, STR("#5")), 3);
    lead_base_free(b);
    unlink(name[0]);
}

static void breaks_off(void)
{
    const Session *s = session(HEAD LEAD);
    const char *name[] = {file_of(records)}, *absent[] = {"/tmp/acordo-no-such-file"};
    const FactInput none = {0};
    Seen seen = {.most = 2};
    t_group("breaks off");
    T_OK(read_base(s, name, 1, &none, &seen) == NULL);
    T_INT(seen.asked, 2);
    T_INT(s->diags->n, 0);
    T_OK(read_base(s, absent, 1, &none, &seen) == NULL);
    T_INT(s->diags->n, 1);
    unlink(name[0]);
}

static void given_facts(void)
{
    const char *kpi = HEAD LEAD FACT "kpi k { measure sum(spend.amount), per month }\n";
    const char *name[] = {file_of(records)},
               *spend[] = {file_of("day,amount\n2026-01-01,5\n2026-01-02,6\n")};
    const FactInput none = {0}, given = {spend, 1};
    const Session *s = session(kpi);
    Seen seen = {0};
    t_group("facts");
    T_OK(read_base(s, name, 1, &none, &seen) == NULL);
    T_INT(s->diags->n, 1);
    T_INT(s->diags->item[0]->code, E0724);
    LeadBase *b = read_base(s, name, 1, &given, &seen);
    T_INT(kept_rows_n(b->fact[0]), 2);
    T_OK(b->table[0] == NULL);
    T_INT(b->n_inputs, 2);
    lead_base_free(b);
    b = read_base(session(HEAD LEAD TABLE), name, 1, &given, &seen);
    T_INT(fact_table_rows(b->table[0]), 2);
    lead_base_free(b);
    b = read_base(session(HEAD LEAD FACT), name, 1, &none, &seen); /* nobody asks */
    T_OK(b != NULL && b->fact[0] == NULL && b->table[0] == NULL);
    lead_base_free(b);
    unlink(name[0]);
    unlink(spend[0]);
}

/* What reads the same records in the same way. */
static void fits(void)
{
    static const struct {
        const char *policy;
        bool fits;
    } other[] = {
        {HEAD LEAD FACT, true},
        {HEAD LEAD FACT "threshold t = 4\nscore s { +3 when n > t }\n", true},
        {"policy \"Q\" { timezone \"UTC\", currency BRL, version 2 }\n" LEAD FACT,
         true},
        {"policy \"P\" { timezone \"America/Bahia\", currency BRL }\n" LEAD FACT,
         false},
        {"policy \"P\" { timezone \"UTC\", currency USD }\n" LEAD FACT, false},
        {HEAD LEAD, false},
        {HEAD "lead {\n  id text label\n  n number\n}\n" FACT, false},
        {HEAD "lead {\n  id text\n  n number\n  e one of a, b, c\n}\n" FACT, false},
        {HEAD "lead {\n  id text label\n  n number\n  e one of a, c, b\n}\n" FACT,
         false},
        {HEAD
         "lead {\n  id text label\n  n number\n  e one of a, b otherwise c\n}\n" FACT,
         false},
        {HEAD
         "lead {\n  id text label folded\n  n number\n  e one of a, b, c\n}\n" FACT,
         false},
        {HEAD
         "lead {\n  id text label\n  n number default 1\n  e one of a, b, c\n}\n" FACT,
         false},
        {HEAD
         "lead {\n  id text label\n  n number in 0..9\n  e one of a, b, c\n}\n" FACT,
         false},
        {HEAD "lead missing \"-\" {\n  id text label\n  n number\n  e one of a, b, "
              "c\n}\n" FACT,
         false},
        {HEAD LEAD TABLE, false},
        {HEAD LEAD "fact spend at day {\n  day date required\n  amount number\n}\n",
         false},
    };
    const char *name[] = {file_of(records)};
    const FactInput none = {0};
    Seen seen = {0};
    LeadBase *b = read_base(session(HEAD LEAD FACT), name, 1, &none, &seen);
    t_group("fits");
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        const bool is = lead_base_fits(b, session(other[i].policy)->core);
        t_result(is == other[i].fits, __LINE__, other[i].policy,
                 is ? "fits" : "does not", other[i].fits ? "fits" : "does not");
    }
    lead_base_free(b);
    unlink(name[0]);
}

/* Two enumerations that are alike in the members that a message would show. */
static void long_enumerations(void)
{
    Buf x = {0}, y = {0};
    buf_z(&x, HEAD "lead {\n  e one of m0");
    buf_z(&y, HEAD "lead {\n  e one of m0");
    for (int i = 1; i < 60; i++) {
        buf_format(&x, ", m%d", i);
        buf_format(&y, ", m%d", i == 58 ? 59 : i == 59 ? 58 : i);
    }
    buf_z(&x, "\n}\n");
    buf_z(&y, "\n}\n");
    const char *name[] = {file_of("e\nm1\n")};
    const FactInput none = {0};
    Seen seen = {0};
    LeadBase *b = read_base(session(str_z(buf_view(&x))), name, 1, &none, &seen);
    t_group("long enumerations");
    T_OK(lead_base_fits(b, session(str_z(buf_view(&x)))->core));
    T_OK(!lead_base_fits(b, session(str_z(buf_view(&y)))->core));
    lead_base_free(b);
    unlink(name[0]);
    buf_free(&x);
    buf_free(&y);
}

int main(void)
{
    T_BEGIN();
    labels();
    other_labels();
    breaks_off();
    given_facts();
    fits();
    long_enumerations();
    return T_END();
}
