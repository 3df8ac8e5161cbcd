/* roundtrip_test.c -- text, tree and text again, in both languages.
 *
 * Of generated policies and of every .sla under tests/, examples/ and stdlib/ (or those
 * that the arguments name): fmt keeps tree and comments, a second fmt changes nothing, the
 * other language has the same tree, and the way back gives the same bytes.
 * SEED=n shifts the generated ones, POLICIES=n says how many.
 */
#include "grammar/allow_comment.h"
#include "grammar/fmt.h"
#include "interp/base/diag_render.h"
#include "tests/prop/policy_gen.h"
#include "tests/unit/t.h"

#include <dirent.h>
#include <stdlib.h>

/* -- parsing ------------------------------------------------------------------------------ */

/* Which language the words are in is not part of the tree's meaning. */
static void drop_language(Node *file)
{
    int n = 0;
    for (int i = 0; i < file->n; i++)
        if (file->kid[i]->kind != N_LANGUAGE)
            file->kid[n++] = file->kid[i];
    file->n = n;
}

static Parsed *parse(const char *name, Str text, Str *findings)
{
    Diags *ds = diags_new();
    Parsed *p = parse_file(source_new(name, text), ds);
    *findings = (Str){0};
    if (diags_any_error(ds)) {
        Buf b = {0};
        diags_render(&b, ds, DIAG_GNU, false);
        *findings = buf_copy(&b);
        buf_free(&b);
        return NULL;
    }
    drop_language(p->file);
    return p;
}

static Str format(const Parsed *p, Language to)
{
    Buf b = {0};
    fmt_file(&b, p, to);
    Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

/* The tree as lines; a name's quotes and word, which may differ, left out. */
static Str dump(const Parsed *p)
{
    Buf all = {0}, b = {0};
    ast_dump(&all, p->file, 0);
    for (size_t lo = 0, hi; lo < all.n; lo = hi) {
        const char *end = memchr(all.p + lo, '\n', all.n - lo);
        hi = end != NULL ? (size_t)(end - all.p) + 1 : all.n;
        Str line = str_sub(buf_view(&all), lo, hi);
        const char *name = strstr(str_z(line), "NAME ");
        if (name == NULL)
            buf_str(&b, line);
        else
            buf_format(&b, "%s", strchr(name, '"'));
    }
    Str s = buf_copy(&b);
    buf_free(&all);
    buf_free(&b);
    return s;
}

/* -- what must hold ----------------------------------------------------------------------- */

typedef struct Case {
    const char *name;
    Str text;
    bool failed;
} Case;

/* The first line in which two texts differ, of each. */
static void first_difference(Str a, Str b, Str *la, Str *lb)
{
    size_t i = 0, lo = 0;
    while (i < a.n && i < b.n && a.p[i] == b.p[i])
        if (a.p[i++] == '\n')
            lo = i;
    size_t ea = i, eb = i;
    while (ea < a.n && a.p[ea] != '\n')
        ea++;
    while (eb < b.n && b.p[eb] != '\n')
        eb++;
    *la = str_copy(str_sub(a, lo, ea));
    *lb = str_copy(str_sub(b, lo, eb));
}

static void same(Case *c, const char *what, Str got, Str want)
{
    Str g, w;
    if (str_eq(got, want)) {
        t_state.passed++;
        return;
    }
    first_difference(got, want, &g, &w);
    t_group(c->name);
    t_result(0, __LINE__, what, g.p, w.p);
    c->failed = true;
}

/* Of a comment that allows findings, the word is the language's. */
static Str comments_in_english(const Parsed *p)
{
    Buf b = {0};
    for (int i = 0; i < p->n_comments; i++) {
        buf_str(&b, allow_translated(span_text(p->comment[i].span), LANG_EN));
        buf_char(&b, '\n');
    }
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static void same_comments(Case *c, const char *what, const Parsed *got,
                          const Parsed *want)
{
    same(c, what, comments_in_english(got), comments_in_english(want));
}

/* The text parses to the tree and the comments of p. */
static Parsed *reparse(Case *c, const char *what, Str text, const Parsed *p)
{
    Str findings;
    Parsed *q = parse(what, text, &findings);
    if (q == NULL) {
        same(c, what, findings, STR("no findings"));
        return NULL;
    }
    if (!ast_equal(q->file, p->file))
        same(c, what, dump(q), dump(p));
    same_comments(c, what, q, p);
    return q;
}

static void check_round(Case *c, const Parsed *p)
{
    Language here = p->language, there = here == LANG_EN ? LANG_PT : LANG_EN;
    Str once = format(p, here), across = format(p, there);
    Parsed *q = reparse(c, "formatted", once, p);
    Parsed *t = reparse(c, "translated", across, p);
    if (q != NULL)
        same(c, "formatted twice", format(q, here), once);
    if (t != NULL) {
        same(c, "there and back", format(t, here), once);
        same(c, "translated, formatted twice", format(t, there), across);
    }
}

static bool show_failures(void) { return t_state.failed < 12; }

static const Parsed *check_text(const char *name, Str text, bool may_be_wrong)
{
    Case c = {.name = name, .text = text};
    Str findings;
    const Parsed *p = parse(name, text, &findings);
    if (p == NULL && may_be_wrong)
        return NULL;
    if (p == NULL)
        same(&c, "as given", findings, STR("no findings"));
    else
        check_round(&c, p);
    if (c.failed && getenv("SHOW") != NULL)
        printf("%.*s\n----\n%s\n", (int)text.n, text.p,
               p != NULL ? format(p, LANG_PT).p : "");
    return p;
}

/* -- generated ------------------------------------------------------------------------------ */

typedef struct Seen {
    bool kind[N_NODE_KINDS];
    bool filled[N_NODE_KINDS][8], empty[N_NODE_KINDS][8];
} Seen;

static void see(Seen *s, const Node *n)
{
    if (n == NULL)
        return;
    s->kind[n->kind] = true;
    for (int i = 0; i < n->n; i++) {
        if (node_n_slots(n->kind) > i)
            (n->kid[i] != NULL ? s->filled : s->empty)[n->kind][i] = true;
        see(s, n->kid[i]);
    }
}

static const struct {
    NodeKind kind;
    const char *slots; /* those that may be missing */
} optional[] = {
    {N_P_REVIEW, "1"},   {N_LEAD, "012"},      {N_EVENT, "134"},
    {N_FACT, "1234"},    {N_TYPE_ONE_OF, "1"}, {N_PERSONA, "1"},
    {N_SCORE, "1234"},   {N_RULE_PER, "2"},    {N_RULE_EACH, "23456"},
    {N_GRADE, "0134"},   {N_BAND, "12"},       {N_THRESHOLD, "13"},
    {N_STAGE, "1234"},   {N_EXIT, "1234"},     {N_CALENDAR, "1"},
    {N_CAL_CLOSED, "1"}, {N_HOLIDAYS, "1"},    {N_HOLIDAY, "12"},
    {N_HD_EASTER, "0"},  {N_HD_NTH, "0"},      {N_AGREEMENT, "123"},
    {N_CLAUSE, "1"},     {N_C_WITHIN, "1"},    {N_C_KEEP, "12"},
    {N_C_WARN_AT, "1"},  {N_C_WARN_DUE, "1"},  {N_ON_EACH, "1"},
    {N_M_PER, "1"},      {N_SPLIT, "1"},       {N_M_TARGET, "123"},
    {N_KPI, "1"},        {N_SCENARIO, "1"},    {N_MOVE, "2345"},
    {N_T_GIVEN, "1"},    {N_DEFINE, "12"},     {N_SET, "123"},
    {N_ARG, "123"},      {N_WINDOW, "0"},
};

static void check_coverage(const Seen *s)
{
    for (int k = 0; k < N_NODE_KINDS; k++) {
        if (k == N_BAD || k == N_LANGUAGE)
            continue;
        t_result(s->kind[k], __LINE__, node_kind_name((NodeKind)k), "never",
                 "generated");
        for (int i = 0; i < node_n_slots((NodeKind)k); i++)
            t_result(s->filled[k][i], __LINE__,
                     str_format("%s.%s", node_kind_name((NodeKind)k),
                                node_slot_name((NodeKind)k, i)),
                     "never filled", "filled");
    }
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
        for (const char *slot = optional[i].slots; *slot != '\0'; slot++)
            t_result(s->empty[optional[i].kind][*slot - '0'], __LINE__,
                     str_format("%s.%s", node_kind_name(optional[i].kind),
                                node_slot_name(optional[i].kind, *slot - '0')),
                     "never empty", "empty");
}

static uint64_t number_from(const char *variable, uint64_t otherwise)
{
    const char *s = getenv(variable);
    return s != NULL ? strtoull(s, NULL, 10) : otherwise;
}

#ifdef __SANITIZE_ADDRESS__
enum { POLICIES = 1000 }; /* slower by far, and nothing is collected */
#else
enum { POLICIES = 10000 };
#endif

static void check_generated(void)
{
    Seen *seen = MEM_NEW(Seen);
    uint64_t n = number_from("POLICIES", POLICIES), seed = number_from("SEED", 1);
    Buf b = {0};
    for (uint64_t i = seed; i < seed + n && show_failures(); i++) {
        b.n = 0;
        policy_gen(&b, i, 1 + (int)(i % 4), i % 7 == 0 ? POLICY_GEN_TIDY : 0);
        const Parsed *p = check_text(str_format("SEED=%llu", (unsigned long long)i),
                                     buf_view(&b), false);
        see(seen, p != NULL ? p->file : NULL);
    }
    if (n >= 2000 && show_failures())
        check_coverage(seen);
    buf_free(&b);
}

/* -- files ---------------------------------------------------------------------------------- */

static int check_file(const char *path, bool may_be_wrong)
{
    Buf b = {0};
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return 0;
    for (size_t got = 1; got > 0; b.n += got)
        got = fread(buf_room(&b, 65536), 1, 65536, in);
    fclose(in);
    Str text = buf_copy(&b);
    buf_free(&b);
    if (source_fault(text) >= 0)
        return 0;
    return check_text(path, text, may_be_wrong) != NULL;
}

static int check_tree(const char *path, bool may_be_wrong)
{
    DIR *dir = opendir(path);
    int n = 0;
    if (dir == NULL)
        return 0;
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        const char *name = str_format("%s/%s", path, e->d_name);
        if (e->d_name[0] == '.')
            continue;
        n += str_ends(str_of(name), STR(".sla")) ? check_file(name, may_be_wrong)
                                                 : check_tree(name, may_be_wrong);
    }
    closedir(dir);
    return n;
}

int main(int argc, char **argv)
{
    T_BEGIN();
    for (int i = 1; i < argc; i++)
        check_file(argv[i], false);
    if (argc == 1) {
        check_tree("tests", true); /* those of tests/diag are wrong on purpose */
        check_tree("examples", false);
        check_tree("stdlib", false);
        check_generated();
    }
    return T_END();
}
