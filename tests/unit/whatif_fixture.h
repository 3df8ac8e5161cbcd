/* whatif_fixture.h -- a policy that is thought about, by its text: for what tests states of it.
 */
#ifndef ACORDO_TESTS_WHATIF_FIXTURE_H
#define ACORDO_TESTS_WHATIF_FIXTURE_H

#include "interp/base/diag_render.h"
#include "interp/base/mem.h"
#include "interp/study/whatif_save.h"
#include <stdio.h>

enum { AS_OF_DAY = 20000 };

static inline const char *taken(Buf *b)
{
    const char *z = str_z(buf_view(b));
    buf_free(b);
    return z;
}

static inline void print_findings(Diags *ds)
{
    Buf b = {0};
    diags_render(&b, ds, DIAG_PLAIN, false);
    printf("%s", str_z(buf_view(&b)));
    buf_free(&b);
}

static inline WhatIf *whatif_of(const char *policy)
{
    Session *s = session_new(diags_new());
    if (policy == NULL)
        session_load_nothing(s);
    else if (session_load_text(s, "p.sla", str_of(policy)) != LOAD_OK)
        print_findings(s->diags);
    return whatif_new(s, AS_OF_DAY * USEC_DAY);
}

static inline const char *finding(const Diags *ds, bool fine)
{
    for (int i = 0; i < ds->n; i++) {
        const Diag *d = ds->item[i];
        if (!fine && d->severity != SEV_ERROR)
            continue;
        if (d->span.src == NULL)
            return str_format("%s%s", diag_info(d->code)->name, fine ? " taken" : "");
        const Pos at = source_pos(d->span.src, d->span.lo);
        return str_format("%s %d:%d %s%s", diag_info(d->code)->name, at.line, at.col,
                          d->span.src->name, fine ? " taken" : "");
    }
    return fine ? "" : "refused";
}

/* "" where it was taken, else the first finding: its code and place, "E0301 1:7 <typed>".
 * Warnings are findings that come behind the "". */
static inline const char *typed(WhatIf *w, const char *text)
{
    Diags *ds = diags_new();
    const Parsed *p =
        parse_beside(source_new("<typed>", str_of(text)), whatif_parsed(w), ds);
    const bool fine = whatif_declare(w, p, ds);
    return finding(ds, fine);
}

static inline const char *moved(WhatIf *w, const char *name, const char *value)
{
    Diags *ds = diags_new();
    const bool fine = whatif_set(w, str_of(name), str_of(value), ds);
    return finding(ds, fine);
}

static inline const char *with_scenario(WhatIf *w, const char *name)
{
    Diags *ds = diags_new();
    const bool fine = whatif_scenario(w, name, ds);
    return finding(ds, fine);
}

/* The policy as it stands. */
static inline const char *saved(const WhatIf *w)
{
    Buf b = {0};
    (void)whatif_policy(&b, w);
    return taken(&b);
}

/* A core's dump with thresholds at these values. */
static inline Str dump_in_force(const Core *core, const int64_t *threshold)
{
    Core c = *core;
    Buf b = {0};
    c.n_scenarios = 0;
    c.thresholds = MEM_ARRAY(CoreThreshold, core->n_thresholds + 1);
    for (int i = 0; i < core->n_thresholds; i++) {
        c.thresholds[i] = core->thresholds[i];
        c.thresholds[i].value = threshold[i];
    }
    core_dump(&b, &c);
    Str text = buf_copy(&b);
    buf_free(&b);
    return text;
}

/* The first line in which they differ. */
static inline const char *first_difference(Str a, Str b)
{
    size_t line = 0, i = 0;
    while (i < a.n && i < b.n && a.p[i] == b.p[i]) {
        line = a.p[i] == '\n' ? i + 1 : line;
        i++;
    }
    if (i == a.n && i == b.n)
        return "";
    const Str la = str_sub(a, line, a.n), lb = str_sub(b, line, b.n);
    return str_format("in force %.120s\n  saved %.120s", str_z(la), str_z(lb));
}

/* A scenario may say more than it did: see whatif_values.c. */
static inline bool moves_at_least(const Core *a, const CoreScenario *less,
                                  const Core *b, const CoreScenario *more)
{
    int found = 0;
    for (int i = 0; i < less->n_moves; i++)
        for (int k = 0; k < more->n_moves; k++)
            found += less->moves[i].value == more->moves[k].value
                     && str_eq(a->thresholds[less->moves[i].threshold].name,
                               b->thresholds[more->moves[k].threshold].name);
    return found == less->n_moves && str_eq(less->name, more->name)
           && str_eq(less->title, more->title);
}

static inline bool scenarios_agree(const Core *a, const Core *b)
{
    if (a->n_scenarios != b->n_scenarios)
        return false;
    for (int i = 0; i < a->n_scenarios; i++)
        if (!moves_at_least(a, &a->scenarios[i], b, &b->scenarios[i]))
            return false;
    return true;
}

/* "" where the saved text loads and has the core in force, thresholds at their values in force;
 * else what differs. */
static inline const char *means_the_same(const WhatIf *w)
{
    const Session *now = whatif_state(w)->session;
    Session *s = session_new(diags_new());
    const char *text = saved(w);
    const char *name = now->name != NULL ? now->name : "<typed>";
    if (session_load_text(s, name, str_of(text)) != LOAD_OK) {
        print_findings(s->diags);
        return str_format("it does not load:\n%s", text);
    }
    const char *d = first_difference(dump_in_force(now->core, now->threshold),
                                     dump_in_force(s->core, s->threshold));
    if (!scenarios_agree(now->core, s->core))
        return str_format("scenarios differ:\n%s", text);
    return d[0] != '\0' ? str_format("%s\n%s", d, text) : "";
}

/* All changes, a line each. */
static inline const char *changes(const WhatIf *w)
{
    int n;
    Buf b = {0};
    const WhatChange *c = whatif_changes(w, &n);
    for (int i = 0; i < n; i++)
        buf_format(&b, "%s: %s -> %s\n", c[i].name, c[i].from != NULL ? c[i].from : "-",
                   c[i].to);
    return taken(&b);
}

#endif
