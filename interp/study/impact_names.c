/* impact_names.c -- what two policies have by the same names, and the columns that hold it. */
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/lang/clause.h"
#include "interp/study/impact_part.h"

/* -- members of both ------------------------------------------------------------------ */

typedef struct Names {
    Str *name;
    int n;
} Names;

static int find_name(const Names *all, Str name, int from)
{
    for (int i = from; i < all->n; i++)
        if (str_eq(all->name[i], name))
            return i;
    return -1;
}

static void insert_name(Names *all, int at, Str name)
{
    memmove(&all->name[at + 1], &all->name[at], sizeof(Str) * (size_t)(all->n - at));
    all->name[at] = name;
    all->n++;
}

/* The old ones in their order; a new one behind the one that it follows. */
static void join(Names *all, const Names *old, const Names *now)
{
    const int from = all->n;
    int at = from;
    for (int i = 0; i < old->n; i++)
        all->name[all->n++] = old->name[i];
    for (int i = 0; i < now->n; i++) {
        const int found = find_name(all, now->name[i], from);
        if (found < 0)
            insert_name(all, at, now->name[i]);
        at = (found < 0 ? at : found) + 1;
    }
}

/* Numbers of both by one's own; NULL: its own are the same. */
static const uint16_t *numbers(const Names *all, int from, const Names *own,
                               uint16_t *room)
{
    bool same = true;
    for (int i = 0; i < own->n; i++) {
        room[i] = (uint16_t)find_name(all, own->name[i], from);
        same = same && room[i] == i;
    }
    return same ? NULL : room;
}

static void lane_members(Lane *l, const Names *all, uint16_t none)
{
    l->m.member = all->name;
    l->m.n = all->n;
    l->none = none;
    l->count = MEM_ARRAY(uint64_t, all->n * all->n);
    l->m.count = l->count;
    l->before = MEM_ARRAY(uint64_t, 4 * all->n);
}

static Names names_of(const Enum *e)
{
    return e != NULL ? (Names){e->member, e->n} : (Names){NULL, 0};
}

static Names names_room(int n) { return (Names){MEM_ARRAY(Str, n), 0}; }

static void lane_enums(Lane *l, const Enum *old, const Enum *now)
{
    const Names a = names_of(old), b = names_of(now);
    Names all = names_room(a.n + b.n + 1);
    join(&all, &a, &b);
    const int none = find_name(&all, STR("none"), 0);
    lane_members(l, &all, (uint16_t)(none >= 0 ? none : all.n - 1));
    l->n_old = a.n;
    l->n_now = b.n;
    l->old_number = numbers(&all, 0, &a, mem_bytes(sizeof(uint16_t) * (size_t)a.n + 1));
    l->now_number = numbers(&all, 0, &b, mem_bytes(sizeof(uint16_t) * (size_t)b.n + 1));
}

/* -- places --------------------------------------------------------------------------- */

static Names stage_names(const Core *c, bool exits)
{
    const int split = c->n_stages - c->n_exits;
    const int from = exits ? split : 0, to = exits ? c->n_stages : split;
    Names s = names_room(to - from + 1);
    for (int i = from; i < to; i++)
        s.name[s.n++] = c->stages[i].name;
    return s;
}

static const uint16_t *place_numbers(const Names *all, int n_stages, const Core *c)
{
    const Names stages = stage_names(c, false), exits = stage_names(c, true);
    uint16_t *room = mem_bytes(sizeof *room * (size_t)c->n_stages + 1);
    numbers(all, 0, &stages, room);
    numbers(all, n_stages, &exits, room + stages.n);
    return room;
}

static void lane_places(Lane *l, const Core *before, const Core *after)
{
    const Names s0 = stage_names(before, false), s1 = stage_names(after, false),
                x0 = stage_names(before, true), x1 = stage_names(after, true);
    Names all = names_room(before->n_stages + after->n_stages + 1);
    join(&all, &s0, &s1);
    l->m.n_stages = all.n;
    join(&all, &x0, &x1);
    all.name[all.n++] = STR("none");
    lane_members(l, &all, (uint16_t)(all.n - 1));
    l->n_old = before->n_stages;
    l->n_now = after->n_stages;
    l->old_number = place_numbers(&all, l->m.n_stages, before);
    l->now_number = place_numbers(&all, l->m.n_stages, after);
}

/* -- which columns are compared ------------------------------------------------------- */

/* One of the clauses with clocks: those with `measure` have no statuses. */
static int clocked_clause(const Core *c, Str name)
{
    const int i = core_clause(c, name);
    return i >= 0 && c->clauses[i].kind != CLAUSE_MEASURE ? i : -1;
}

typedef struct Lanes {
    Lane *item;
    int n;
} Lanes;

static Lane *add_lane(Lanes *all, ImpactKind kind, Str name, Str title)
{
    Lane *l = &all->item[all->n++];
    l->m.kind = kind;
    l->m.name = name;
    l->m.title = title.n > 0 ? title : name;
    return l;
}

static void add_grades(Lanes *all, const Core *before, const Core *after)
{
    for (int i = 0; i < after->n_grades; i++) {
        const CoreGrade *g = &after->grades[i];
        const int old = core_grade(before, g->name);
        if (old < 0)
            continue;
        Lane *l = add_lane(all, IMPACT_GRADE, g->name, g->title);
        l->old = old;
        l->now = i;
        lane_enums(l, before->grades[old].members, g->members);
    }
}

static void add_clause(Lanes *all, const CoreClause *c, int old, int now)
{
    if (old < 0 && now < 0)
        return;
    Lane *l = add_lane(all, IMPACT_STATUS, c->name, c->title);
    l->old = old;
    l->now = now;
    lane_enums(l, &clause_status, &clause_status);
}

static void add_clauses(Lanes *all, const Core *before, const Core *after)
{
    for (int i = 0; i < after->n_clauses; i++) {
        const CoreClause *c = &after->clauses[i];
        add_clause(all, c, clocked_clause(before, c->name),
                   clocked_clause(after, c->name));
    }
    for (int i = 0; i < before->n_clauses; i++) {
        const CoreClause *c = &before->clauses[i];
        if (core_clause(after, c->name) < 0)
            add_clause(all, c, clocked_clause(before, c->name), -1);
    }
}

Lane *impact_lanes(const Core *before, const Core *after, int *n)
{
    Lanes all = {
        MEM_ARRAY(Lane, 2 + after->n_grades + before->n_clauses + after->n_clauses), 0};
    if (before->n_stages > 0 || after->n_stages > 0)
        lane_places(add_lane(&all, IMPACT_PLACE, STR("stage"), msg_raw(MSG_IMP_STAGE)),
                    before, after);
    add_grades(&all, before, after);
    add_clauses(&all, before, after);
    if (before->n_personas > 0 && after->n_personas > 0)
        lane_enums(
            add_lane(&all, IMPACT_PERSONA, STR("persona"), msg_raw(MSG_IMP_PERSONA)),
            before->persona_enum, after->persona_enum);
    *n = all.n;
    return all.item;
}

/* -- what one has alone --------------------------------------------------------------- */

typedef struct Only {
    ImpactOnly *item;
    int n;
    size_t cap;
    bool added;
} Only;

static void add_only(Only *o, const char *what, Str name)
{
    MEM_PUSH(o->item, o->n, o->cap) = (ImpactOnly){what, name, o->added};
}

static void only_of(Only *o, const Core *c, const Core *other)
{
    for (int i = 0; i < c->n_scores; i++)
        if (core_score(other, c->scores[i].name) < 0)
            add_only(o, "score", c->scores[i].name);
    for (int i = 0; i < c->n_grades; i++)
        if (core_grade(other, c->grades[i].name) < 0)
            add_only(o, "grade", c->grades[i].name);
    for (int i = 0; i < c->n_clauses; i++)
        if (core_clause(other, c->clauses[i].name) < 0)
            add_only(o, "clause", c->clauses[i].name);
}

ImpactOnly *impact_only(const Core *before, const Core *after, int *n)
{
    Only o = {.added = true};
    only_of(&o, after, before);
    o.added = false;
    only_of(&o, before, after);
    *n = o.n;
    return o.item;
}

/* -- rows of a column ----------------------------------------------------------------- */

static const uint16_t *own_rows(const Lane *l, const Outcome *o, int index)
{
    switch (l->m.kind) {
    case IMPACT_PERSONA: return o->persona;
    case IMPACT_PLACE: return o->place;
    case IMPACT_GRADE: return o->grade[index];
    case IMPACT_STATUS: return NULL;
    }
    return NULL;
}

static const uint16_t *status_rows(const uint8_t *status, int n, uint16_t *room)
{
    for (int r = 0; r < n; r++)
        room[r] = status[r];
    return room;
}

const uint16_t *lane_rows(const Lane *l, const Outcome *o, bool now, int64_t at, int n,
                          uint16_t *room)
{
    const int index = now ? l->now : l->old, members = now ? l->n_now : l->n_old;
    const uint16_t *number = now ? l->now_number : l->old_number;
    if (l->m.kind == IMPACT_STATUS && index >= 0 && o->status[index] != NULL)
        return status_rows(o->status[index] + at, n, room);
    const uint16_t *own = index >= 0 ? own_rows(l, o, index) : NULL;
    if (own != NULL && number == NULL)
        return own + at;
    for (int r = 0; r < n; r++)
        room[r] = own != NULL && own[at + r] < members ? number[own[at + r]] : l->none;
    return room;
}
