/* whatif_moves.c -- values of thresholds as the moves of a scenario. */
#include "grammar/fmt.h"
#include "interp/base/mem.h"
#include "interp/study/literal_node.h"
#include "interp/study/whatif_part.h"
#include "interp/study/whatif_save.h"

static const Span nowhere;

static Node *move_node(const Core *core, const int64_t *value, int i, int on)
{
    Node *kids[6] = {literal_path(core->thresholds[i].name),
                     literal_of_threshold(core, i, value[i])};
    if (on >= 0)
        kids[5] = literal_of_threshold(core, on, value[on]);
    return ast_node(N_MOVE, nowhere, 6, kids);
}

/* The calendar that stands beside a clause's length; -1. */
static int calendar_beside(const Core *core, int i)
{
    const CoreThreshold *t = &core->thresholds[i];
    if (t->clause < 0)
        return -1;
    const CoreClauseLevel *l = &core->clauses[t->clause].level[t->level];
    const bool beside = l->within != NULL && l->within->kind == CORE_THRESHOLD
                        && l->within->index == i && l->calendar != NULL
                        && l->calendar->kind == CORE_THRESHOLD;
    return beside ? l->calendar->index : -1;
}

/* A length is said again where its calendar alone is moved. */
Node *moves_node(const Core *core, const int64_t *value, const bool *pick)
{
    Node *moves = ast_list(N_LIST, nowhere);
    for (int i = 0; i < core->n_thresholds; i++) {
        const int on = calendar_beside(core, i);
        const bool calendar = on >= 0 && pick[on];
        if (core->thresholds[i].type->kind != TY_CALENDAR && (pick[i] || calendar))
            moves = ast_append(moves, move_node(core, value, i, calendar ? on : -1));
    }
    return moves;
}

bool whatif_scenario_text(Buf *out, const WhatIf *w, Str name, Str title)
{
    const Session *s = whatif_state(w)->session;
    bool *pick = MEM_ARRAY(bool, s->core->n_thresholds + 1);
    for (int i = 0; i < s->core->n_thresholds; i++)
        pick[i] = s->threshold[i] != s->core->thresholds[i].value;
    Node *kids[] = {literal_name(name), title.n > 0 ? literal_text(title) : NULL,
                    moves_node(s->core, s->threshold, pick)};
    if (kids[2]->n == 0)
        return false;
    fmt_declaration(out, NULL, ast_node(N_SCENARIO, nowhere, 3, kids), s->parsed->file,
                    s->language);
    return true;
}
