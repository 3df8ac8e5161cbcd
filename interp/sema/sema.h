/* sema.h -- the checker: tree in, typed core out, findings beside it.
 *
 * What it needs from the world is handed in: modules and set files through SemaEnv.
 */
#ifndef ACORDO_SEMA_SEMA_H
#define ACORDO_SEMA_SEMA_H

#include "grammar/parse.h"
#include "interp/sema/core.h"

typedef struct SemaEnv {
    void *ctx;
    /* Text of module `path` ("std.text", or "team.rules" beside the policy `from`), or
     * false.  name: what to call it in messages. */
    bool (*load_module)(void *ctx, const char *from, Str path, const char **name,
                        Str *text);
    /* Text of `set … from "file"`, relative to the policy; false with *why set
     * (collected, a sentence's end such as "no such file"). */
    bool (*load_file)(void *ctx, const char *from, Str path, Str *text,
                      const char **why);
    const char *zone_dir; /* "/usr/share/zoneinfo" */
    /* Paths of the library's modules, for proposals; NULL past the last.  May be NULL. */
    const char *(*module_at)(int i);
    /* Sees each module when it was read; NULL: nobody wants to. */
    void (*on_module)(void *ctx, const Parsed *p);
    bool lints; /* look for what is a matter of style, or a suspicion */
} SemaEnv;

/* NULL where there is an error (every one is in diags; warnings alone give a core). */
Core *sema_policy(const Parsed *p, const SemaEnv *env, Diags *diags);

/* An expression over the core's names: `--where`, `--select`, `eval`.  want: the type it
 * must have, or NULL for any.  NULL where there is an error.  core may be the empty core
 * of sema_empty (a calculator). */
CoreExpr *sema_expr(Core *core, const Parsed *e, const Type *want, const SemaEnv *env,
                    Diags *diags);
/* `--guard E`: its title is its text. */
CoreGuard *sema_guard(Core *core, const Parsed *e, const SemaEnv *env, Diags *diags);
Core *sema_empty(void);
/* What is put into a field of one lead: a constant as `given` has it, or an expression of its
 * type; NULL with a finding. */
CoreExpr *sema_field_value(Core *core, const Parsed *e, int field, Diags *diags);

/* `--set NAME=VALUE`: puts the value, and the calendar beside it, into in_force (by
 * threshold); false with a finding, and nothing is put.  value: of parse_value.  NAME may be
 * a clause's line, as in a scenario. */
bool sema_setting(Core *core, const Parsed *value, Str name, int64_t *in_force,
                  int *threshold, Diags *diags);
/* After all of them: whether the clause of a threshold that was set is, with these values,
 * what a policy could say; false with a finding at `value`. */
bool sema_settled(Core *core, const Parsed *value, int threshold,
                  const int64_t *in_force, Diags *diags);
int sema_scenario(const Core *core, Str name, Diags *diags); /* index or -1 */

/* Places that are noted from here on; and forgetting them once what sema_expr or sema_setting
 * made since is no longer used, so that a prompt may ask for ever. */
int sema_mark(const Core *core);
void sema_forget(Core *core, int mark);

#endif
