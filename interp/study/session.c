/* session.c -- from a file's name to a core, and the settings upon it. */
#include "interp/study/session.h"

#include "interp/base/mem.h"
#include "interp/study/allow.h"
#include "interp/study/analysis.h"
#include "interp/study/git_file.h"
#include "interp/study/modules.h"
#include "interp/study/text_file.h"
#include <stdlib.h>

#define ZONE_DIR "/usr/share/zoneinfo"

/* -- what sema asks of the world ------------------------------------------------------ */

static const char *beside(const char *path, Str name)
{
    Buf b = {0};
    buf_str(&b, text_file_folder(path));
    buf_str(&b, name);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static bool load_std(Str path, const char **name, Str *text)
{
    for (const StdModule *m = std_modules; m->path != NULL; m++)
        if (str_is(path, m->path)) {
            *name = m->path;
            *text = str_copy((Str){(const char *)m->text, m->n});
            return true;
        }
    return false;
}

static const char *module_at(int i) { return std_modules[i].path; }

/* `team.rules` is team/rules.sla beside the policy. */
static bool load_module(void *ctx, const char *from, Str path, const char **name,
                        Str *text)
{
    (void)ctx;
    if (str_starts(path, STR("std.")))
        return load_std(path, name, text);
    Buf b = {0};
    for (size_t i = 0; i < path.n; i++)
        buf_char(&b, path.p[i] == '.' ? '/' : path.p[i]);
    buf_z(&b, ".sla");
    *name = beside(from, buf_view(&b));
    buf_free(&b);
    return text_file_read(*name, text) == TEXT_OK && source_fault(*text) < 0;
}

/* Comments of the library allow nothing: its text is not the user's. */
static void see_module(void *ctx, const Parsed *p)
{
    Session *s = ctx;
    for (int i = 0; module_at(i) != NULL; i++)
        if (p->src->name == module_at(i))
            return;
    MEM_PUSH(s->file, s->n_files, s->cap_files) = p;
}

static bool leaves_folder(Str path)
{
    if (path.n > 0 && path.p[0] == '/')
        return true;
    for (size_t i = 0; i + 1 < path.n; i++) {
        bool starts = i == 0 || path.p[i - 1] == '/';
        bool ends = i + 2 == path.n || path.p[i + 2] == '/';
        if (starts && ends && path.p[i] == '.' && path.p[i + 1] == '.')
            return true;
    }
    return false;
}

static bool load_file(void *ctx, const char *from, Str path, Str *text,
                      const char **why)
{
    (void)ctx;
    if (leaves_folder(path)) {
        *why = msg_text(MSG_SET_OUTSIDE);
        return false;
    }
    TextFault fault = text_file_read(beside(from, path), text);
    if (fault != TEXT_OK)
        *why = msg_text(fault == TEXT_ABSENT      ? MSG_SET_MISSING
                        : fault == TEXT_DIRECTORY ? MSG_SET_DIRECTORY
                                                  : MSG_SET_UNREADABLE);
    return fault == TEXT_OK;
}

Session *session_new(Diags *diags)
{
    Session *s = MEM_NEW(Session);
    s->diags = diags;
    s->scenario = -1;
    s->env = (SemaEnv){.ctx = s,
                       .load_module = load_module,
                       .load_file = load_file,
                       .zone_dir = ZONE_DIR,
                       .module_at = module_at,
                       .on_module = see_module};
    return s;
}

/* -- reading ------------------------------------------------------------------------- */

static void say_unreadable(Diags *ds, const char *name, TextFault fault)
{
    switch (fault) {
    case TEXT_OK:
    case TEXT_GIT:
    case TEXT_LARGE: break;
    case TEXT_ABSENT: diag_file(ds, E0701, name, FILE_MISSING, NULL); break;
    case TEXT_DIRECTORY: diag_file(ds, E0702, name, MSG_POLICY_DIRECTORY, NULL); break;
    case TEXT_DENIED: diag_file(ds, E0703, name, FILE_DENIED, NULL); break;
    case TEXT_BROKEN: diag_file(ds, E0704, name, MSG_SET_UNREADABLE, NULL); break;
    }
}

static void say_large(Diags *ds, const char *name, size_t n)
{
    Diag *d = diag_file(ds, E0722, name, MSG_POLICY_LARGE,
                        DIAG_ARGS(str_format("%zu", n), NULL));
    diag_help(d, MSG_POLICY_LARGE_HELP);
}

static void say_not_text(Diags *ds, const char *name, Str text, ptrdiff_t at)
{
    const char *byte = str_format("%02X", (unsigned)(unsigned char)text.p[at]);
    Diag *d = diag_file(ds, E0720, name, MSG_POLICY_BAD_BYTE,
                        DIAG_ARGS(str_format("%td", at), byte, NULL));
    if ((unsigned char)text.p[at] >= 0x80)
        diag_help(d, MSG_POLICY_BAD_HELP);
}

static const Source *source_read(Session *s, const char *path, LoadResult *result)
{
    Str text;
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    TextFault fault = text_file_read(path, &text);
    *result = fault == TEXT_OK || fault == TEXT_LARGE ? LOAD_NO_POLICY : LOAD_NO_FILE;
    if (fault == TEXT_LARGE)
        say_large(s->diags, name, text.n);
    else if (fault != TEXT_OK && git_object(path) != NULL)
        git_file_say(s->diags, name);
    else
        say_unreadable(s->diags, name, fault);
    if (fault != TEXT_OK)
        return NULL;
    ptrdiff_t bad = source_fault(text);
    if (bad >= 0) {
        say_not_text(s->diags, name, text, bad);
        return NULL;
    }
    *result = LOAD_OK;
    return source_new(name, text);
}

static const Parsed *source_parse(Session *s, const Source *src, LoadResult *result)
{
    s->name = src->name;
    int before = s->diags->n_errors;
    const Parsed *p = parse_file(src, s->diags);
    s->parsed = p;
    s->language = p->language;
    MEM_PUSH(s->file, s->n_files, s->cap_files) = p;
    if (s->diags->n_errors > before)
        *result = LOAD_NO_POLICY;
    return p;
}

const Parsed *session_parse(Session *s, const char *path, LoadResult *result)
{
    const Source *src = source_read(s, path, result);
    return src != NULL ? source_parse(s, src, result) : NULL;
}

/* The file that has `ending` where path has `own`; NULL where there is none. */
static const char *sibling(const char *path, Str own, const char *ending)
{
    Str p = str_of(path);
    if (!str_ends(p, own))
        return NULL;
    const char *name = str_format("%.*s%s", (int)(p.n - own.n), path, ending);
    return text_file_exists(name) ? name : NULL;
}

/* A tree of the declarations of both: names of the second resolve in the first. */
static const Parsed *trees_joined(const Parsed *a, const Parsed *b)
{
    Parsed *both = MEM_NEW(Parsed);
    const Parsed **part = MEM_ARRAY(const Parsed *, 1);
    *both = *a;
    part[0] = b;
    both->part = part;
    both->n_parts = 1;
    both->file = ast_list(a->file->kind, a->file->span);
    for (int i = 0; i < a->file->n; i++)
        both->file = ast_append(both->file, a->file->kid[i]);
    for (int i = 0; i < b->file->n; i++)
        if (b->file->kid[i]->kind != N_LANGUAGE)
            both->file = ast_append(both->file, b->file->kid[i]);
    return both;
}

static void settings_reset(Session *s)
{
    s->threshold = mem_bytes((size_t)s->core->n_thresholds * sizeof(int64_t) + 1);
    for (int i = 0; i < s->core->n_thresholds; i++)
        s->threshold[i] = s->core->thresholds[i].value;
}

static bool is_empty(const Parsed *p)
{
    return p->file->n == 0 || (p->file->n == 1 && p->file->kid[0]->kind == N_LANGUAGE);
}

LoadResult session_load_tree(Session *s, const Parsed *p)
{
    s->parsed = p;
    s->language = p->language;
    s->core = sema_policy(p, &s->env, s->diags);
    if (s->core != NULL && s->prove)
        analysis_find(&(AnalysisWant){.core = s->core,
                                      .own = p->src,
                                      .lints = s->env.lints,
                                      .diags = s->diags});
    allow_findings(s->diags, &(AllowScope){.file = s->file,
                                           .n = s->n_files,
                                           .whole = s->core != NULL,
                                           .lints = s->env.lints,
                                           .proofs = s->prove});
    if (s->core == NULL)
        return LOAD_NO_POLICY;
    settings_reset(s);
    return LOAD_OK;
}

static LoadResult say_empty(Session *s)
{
    Diag *d = diag_file(s->diags, E0721, s->name, MSG_POLICY_EMPTY, NULL);
    diag_help(d, MSG_POLICY_EMPTY_HELP);
    return LOAD_NO_POLICY;
}

LoadResult session_load(Session *s, const char *path, bool with_tests)
{
    LoadResult result;
    s->n_files = 0;
    const char *policy = sibling(path, STR("_test.sla"), ".sla");
    const char *tests = policy != NULL ? path
                        : with_tests   ? sibling(path, STR(".sla"), "_test.sla")
                                       : NULL;
    const Parsed *p = session_parse(s, policy != NULL ? policy : path, &result);
    if (result != LOAD_OK)
        return result;
    if (is_empty(p))
        return say_empty(s);
    if (tests != NULL) {
        const char *own = s->name;
        const Parsed *t = session_parse(s, tests, &result);
        s->name = own;
        if (result != LOAD_OK)
            return result;
        p = trees_joined(p, t);
    }
    return session_load_tree(s, p);
}

LoadResult session_load_text(Session *s, const char *name, Str text)
{
    LoadResult result = LOAD_OK;
    s->n_files = 0;
    const Parsed *p = source_parse(s, source_new(name, text), &result);
    if (result != LOAD_OK)
        return result;
    return is_empty(p) ? say_empty(s) : session_load_tree(s, p);
}

void session_load_nothing(Session *s)
{
    s->core = sema_empty();
    settings_reset(s);
}

/* -- settings ------------------------------------------------------------------------ */

bool session_scenario(Session *s, const char *name)
{
    int i = sema_scenario(s->core, str_of(name), s->diags);
    if (i < 0)
        return false;
    const CoreScenario *sc = &s->core->scenarios[i];
    for (int m = 0; m < sc->n_moves; m++)
        s->threshold[sc->moves[m].threshold] = sc->moves[m].value;
    s->scenario = i;
    return true;
}

bool session_set_value(Session *s, const char *what, Str name, Str text)
{
    const int errors = s->diags->n_errors;
    if (source_fault(text) >= 0) {
        say_not_text(s->diags, what, text, source_fault(text));
        return false;
    }
    Setting set = {.value = parse_value(source_new(what, text), s->language, s->diags)};
    if (s->diags->n_errors > errors
        || !sema_setting(s->core, set.value, name, s->threshold, &set.threshold,
                         s->diags))
        return false;
    MEM_PUSH(s->set, s->n_set, s->cap_set) = set;
    return true;
}

bool session_set(Session *s, const char *name_value)
{
    const char *equals = strchr(name_value, '=');
    if (equals == NULL || equals == name_value) {
        diag_file(s->diags, E0723, "--set", MSG_SET_SHAPE, DIAG_ARGS(name_value, NULL));
        return false;
    }
    Str name = str_trim((Str){name_value, (size_t)(equals - name_value)});
    return session_set_value(s, "--set", name, str_of(equals + 1));
}

static int clause_set(const Session *s, int i)
{
    return s->core->thresholds[s->set[i].threshold].clause;
}

/* Of a clause that several settings move, the last is where it is said. */
bool session_settle(Session *s)
{
    bool fine = true;
    for (int i = 0; i < s->n_set; i++) {
        bool last = true;
        for (int k = i + 1; k < s->n_set; k++)
            last = last && clause_set(s, k) != clause_set(s, i);
        if (last)
            fine = sema_settled(s->core, s->set[i].value, s->set[i].threshold,
                                s->threshold, s->diags)
                   && fine;
    }
    s->n_set = 0;
    return fine;
}

void session_apply(const Session *s, Eval *ev)
{
    for (int i = 0; i < s->core->n_thresholds; i++)
        eval_set_threshold(ev, i, s->threshold[i]);
}

/* NULL with a finding. */
static const Parsed *parsed_expr(Session *s, const char *what, const char *text)
{
    Str t = str_of(text);
    int errors = s->diags->n_errors;
    ptrdiff_t bad = source_fault(t);
    if (bad >= 0) {
        say_not_text(s->diags, what, t, bad);
        return NULL;
    }
    const Parsed *p = parse_expr(source_new(what, t), s->language, s->diags);
    return s->diags->n_errors > errors ? NULL : p;
}

CoreExpr *session_expr(Session *s, const char *what, const char *text, const Type *want)
{
    const Parsed *p = parsed_expr(s, what, text);
    return p != NULL ? sema_expr(s->core, p, want, &s->env, s->diags) : NULL;
}

CoreGuard *session_guard(Session *s, const char *text)
{
    const Parsed *p = parsed_expr(s, "--guard", text);
    return p != NULL ? sema_guard(s->core, p, &s->env, s->diags) : NULL;
}
