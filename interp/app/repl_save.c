/* repl_save.c -- keeping what was found: a test, a scenario, the policy.
 *
 * What goes behind a policy is tried before it is written: as one text with the file on disk it
 * must load, and a test must pass.
 */
#include "interp/app/repl_state.h"
#include "interp/base/mem.h"
#include "interp/study/git_file.h"
#include "interp/study/testrun.h"
#include "interp/study/text_file.h"
#include "interp/study/whatif_save.h"
#include "interp/study/whatif_test.h"

/* -- files ------------------------------------------------------------------------------ */

/* Whole or not at all. */
static Exit write_file(Repl *r, const char *path, Str text)
{
    const char *why;
    Sink *file = sink_open(path, -1, &why);
    if (file != NULL)
        sink_put(file, text);
    if (file == NULL || !sink_close(file, true, &why))
        return repl_wrong(r, msg_text(MSG_CANNOT_WRITE, path, why), NULL);
    return repl_done(r, MSG_REPL_WRITTEN, path);
}

/* The file and what comes behind it, with a line between; false: it is there and cannot be
 * read, and must not be lost. */
static bool behind(const char *path, Str text, Str *out)
{
    Str there = {"", 0};
    Buf b = {0};
    if (text_file_exists(path) && text_file_read(path, &there) != TEXT_OK)
        return false;
    buf_str(&b, there);
    if (there.n > 0)
        buf_z(&b, there.p[there.n - 1] == '\n' ? "\n" : "\n\n");
    buf_str(&b, text);
    *out = buf_copy(&b);
    buf_free(&b);
    return true;
}

static Exit append(Repl *r, const char *path, Str text)
{
    Str all;
    if (!behind(path, text, &all))
        return repl_wrong(r, msg_text(MSG_REPL_SAVE_UNREAD, path), NULL);
    if (!r->json)
        buf_str(&r->out, text);
    return write_file(r, path, all);
}

static bool is_title(void *ctx, Str title)
{
    const Str *wanted = ctx;
    return str_eq(*wanted, title);
}

/* The policy on disk with the text behind it loads, and its test of that title passes. */
static bool holds(const Repl *r, Str text, Str *title)
{
    Session *s = session_new(diags_new());
    TestReport report = {0};
    Str all;
    if (!behind(r->policy, text, &all)
        || session_load_text(s, r->policy, all) != LOAD_OK)
        return false;
    if (title != NULL)
        testrun(s, is_title, title, &report);
    return title == NULL
           || (test_report_run(&report) > 0 && test_report_failed(&report) == 0);
}

/* A policy of a revision stays what it is there. */
static bool has_policy(Repl *r)
{
    if (r->policy != NULL && git_object(r->policy) == NULL)
        return true;
    repl_wrong(r,
               r->policy != NULL ? msg_text(MSG_GIT_WRITE, r->policy)
                                 : msg_text(MSG_REPL_NO_POLICY),
               msg_text(MSG_REPL_SAVE_POLICY_FIRST));
    return false;
}

/* -- :save policy FILE ------------------------------------------------------------------ */

/* From now on it is the policy's file: tests and scenarios go there. */
static Exit save_policy(Repl *r, const char *path, const char *title)
{
    Buf text = {0};
    (void)title;
    if (git_object(path) != NULL)
        return repl_wrong(r, msg_text(MSG_GIT_WRITE, path), NULL);
    const int left_out = whatif_policy(&text, r->whatif);
    const Exit exit = write_file(r, path, buf_view(&text));
    buf_free(&text);
    if (exit != EXIT_DONE)
        return exit;
    r->policy = path;
    return left_out == 0 ? EXIT_DONE
                         : repl_done(r, MSG_REPL_SAVE_LEFT_OUT,
                                     str_format("%d", left_out));
}

/* -- :save scenario NAME [TITLE] -------------------------------------------------------- */

/* It is declared, so that a test may name it, and stands in the file. */
static Exit save_scenario(Repl *r, const char *name, const char *title)
{
    Buf b = {0};
    if (!has_policy(r))
        return EXIT_USAGE;
    if (!whatif_scenario_text(&b, r->whatif, str_of(name), str_of(title)))
        return repl_wrong(r, msg_text(MSG_REPL_SAVE_NONE), NULL);
    const Str text = buf_copy(&b);
    buf_free(&b);
    if (!holds(r, text, NULL))
        return repl_wrong(r, msg_text(MSG_REPL_SAVE_BROKEN, r->policy),
                          msg_text(MSG_REPL_SAVE_FAILS_HINT));
    const Parsed *typed =
        parse_beside(source_new("<typed>", text), whatif_parsed(r->whatif), r->diags);
    if (!whatif_declare(r->whatif, typed, r->diags))
        return EXIT_POLICY;
    repl_follow(r);
    return append(r, r->policy, text);
}

/* -- :save test TITLE ------------------------------------------------------------------- */

static Exit say_not_written(Repl *r, WhatTestResult result)
{
    switch (result) {
    case WHAT_TEST_WRITTEN: break;
    case WHAT_TEST_MOVED:
        return repl_wrong(r, msg_text(MSG_REPL_SAVE_MOVED),
                          msg_text(MSG_REPL_SAVE_MOVED_HINT));
    case WHAT_TEST_NOTHING:
        return repl_wrong(r, msg_text(MSG_REPL_SAVE_NOTHING), NULL);
    case WHAT_TEST_MISSING:
        return repl_wrong(r, msg_text(MSG_REPL_SAVE_MISSING), NULL);
    case WHAT_TEST_TEXT: return repl_wrong(r, msg_text(MSG_REPL_SAVE_TEXT), NULL);
    }
    return EXIT_DONE;
}

static WhatTestResult test_text(Repl *r, Str title, Str *out)
{
    Buf b = {0};
    const OneLead *lead = repl_lead(r, whatif_state(r->whatif), LEAD_NOW);
    const WhatTest ask = {title, one_lead_row(lead), r->base->table};
    const WhatTestResult result = whatif_test_text(&b, r->whatif, &ask);
    *out = buf_copy(&b);
    buf_free(&b);
    return result;
}

/* policy.sla: policy_test.sla, which `acordo test` reads with it. */
static const char *test_file(const char *policy)
{
    const Str p = str_of(policy), ending = STR(".sla");
    const size_t n = str_ends(p, ending) ? p.n - ending.n : p.n;
    return str_format("%.*s_test.sla", (int)n, policy);
}

/* A new file of a Portuguese policy says so in its first line. */
static Str with_language(const Repl *r, const char *path, Str text)
{
    if (r->session->language != LANG_PT || text_file_exists(path))
        return text;
    return str_of(str_format("idioma pt\n\n%s", str_z(text)));
}

static Exit save_test(Repl *r, const char *name, const char *more)
{
    Str title = str_of(more[0] != '\0' ? str_format("%s %s", name, more) : name);
    Str text;
    if (!has_policy(r) || !repl_has_lead(r))
        return EXIT_USAGE;
    const WhatTestResult result = test_text(r, title, &text);
    if (result != WHAT_TEST_WRITTEN)
        return say_not_written(r, result);
    if (!holds(r, text, &title))
        return repl_wrong(r, msg_text(MSG_REPL_SAVE_FAILS, r->policy),
                          msg_text(MSG_REPL_SAVE_FAILS_HINT));
    const char *path = test_file(r->policy);
    return append(r, path, with_language(r, path, text));
}

/* -- which ------------------------------------------------------------------------------ */

Exit repl_save(Repl *r, Str args)
{
    static const struct {
        const char *what;
        Exit (*save)(Repl *r, const char *name, const char *title);
    } kinds[] = {
        {"policy", save_policy}, {"scenario", save_scenario}, {"test", save_test}};
    int n;
    const char **word = repl_words(args, &n);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && n >= 2; i++)
        if (strcmp(word[0], kinds[i].what) == 0)
            return kinds[i].save(r, word[1], n > 2 ? repl_joined(word + 2) : "");
    return repl_wrong(r, msg_text(MSG_REPL_SAVE_WHAT), NULL);
}
