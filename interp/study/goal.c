/* goal.c -- what is asked for, from its name or its text. */
#include "interp/base/mem.h"
#include "interp/sema/scope.h"
#include "interp/study/how_to_make.h"

/* What a name can stand for: "grade A" is one of `of` with the name A. */
typedef struct Choice {
    Str of, name;
    Goal goal;
} Choice;

typedef struct Choices {
    Session *s;
    Choice *item;
    int n;
    size_t cap;
} Choices;

/* -- the goal as a condition ---------------------------------------------------------- */

static CoreExpr *node(CoreKind kind, const Type *type, int n)
{
    CoreExpr *e = MEM_NEW(CoreExpr);
    *e = (CoreExpr){.kind = kind, .type = type, .id = -1, .depth = 1, .n = n};
    if (n > 0)
        e->arg = MEM_ARRAY(CoreExpr *, n);
    return e;
}

static CoreExpr *node_of(CoreKind kind, const Type *type, int n, CoreExpr *const *arg)
{
    CoreExpr *e = node(kind, type, n);
    for (int i = 0; i < n; i++) {
        e->arg[i] = arg[i];
        if (arg[i]->depth >= e->depth)
            e->depth = arg[i]->depth + 1;
    }
    return e;
}

static CoreExpr *member_in(CoreKind kind, int index, const Enum *of, int64_t *member,
                           int n)
{
    CoreSet *set = MEM_NEW(CoreSet);
    CoreExpr *subject = node(kind, type_enum(of), 0);
    subject->index = index;
    *set = (CoreSet){.elem = subject->type, .n = n, .i64 = member};
    CoreExpr *e = node_of(CORE_IN_SET, &type_flag, 1, &subject);
    e->set = set;
    return e;
}

/* Where there are exits: in none of them. */
static CoreExpr *reached(const Core *core, int stage)
{
    CoreExpr *there = node(CORE_REACHED, &type_flag, 0);
    there->index = stage;
    if (core->n_exits == 0 || core->stages[stage].is_exit)
        return there;
    CoreExpr *exit = node(CORE_EXIT, type_enum(core->exit_enum), 0);
    CoreExpr *known = node_of(CORE_KNOWN, &type_flag, 1, &exit);
    CoreExpr *both[] = {there, node_of(CORE_NOT, &type_flag, 1, &known)};
    return node_of(CORE_AND, &type_flag, 2, both);
}

static int band_of(const CoreGrade *g, int member)
{
    int i = 0;
    while (i < g->n_bands && g->bands[i].member != member)
        i++;
    return i;
}

/* The member, or one whose band comes before. */
static CoreExpr *graded(const Core *core, int grade, int member)
{
    const CoreGrade *g = &core->grades[grade];
    int64_t *in = mem_bytes((size_t)g->members->n * sizeof *in + 1);
    int n = 0;
    for (int m = 0; m < g->members->n; m++)
        if (band_of(g, m) <= band_of(g, member))
            in[n++] = m;
    return member_in(CORE_GRADE, grade, g->members, in, n);
}

static CoreExpr *persona_is(const Core *core, int member)
{
    int64_t *in = mem_bytes(sizeof *in);
    *in = member;
    return member_in(CORE_PERSONA, -1, core->persona_enum, in, 1);
}

/* -- names ---------------------------------------------------------------------------- */

static void add(Choices *c, Str of, Str name, Goal goal)
{
    goal.name = name;
    MEM_PUSH(c->item, c->n, c->cap) = (Choice){of, name, goal};
}

static void add_grades(Choices *c)
{
    const Core *core = c->s->core;
    for (int i = 0; i < core->n_grades; i++)
        for (int m = 0; m < core->grades[i].members->n; m++)
            add(c, core->grades[i].name, core->grades[i].members->member[m],
                (Goal){GOAL_GRADE, i, m, graded(core, i, m), {NULL, 0}});
}

static Choices choices(Session *s)
{
    const Core *core = s->core;
    Choices c = {.s = s};
    for (int i = 0; i < core->n_stages; i++)
        add(&c,
            str_of(msg_text(core->stages[i].is_exit ? MSG_WORD_EXIT : MSG_WORD_STAGE)),
            core->stages[i].name,
            (Goal){GOAL_STAGE, i, -1, reached(core, i), {NULL, 0}});
    add_grades(&c);
    for (int i = 0; core->n_personas > 0 && i < core->persona_enum->n; i++)
        add(&c, str_of(msg_text(MSG_WORD_PERSONA)), core->persona_enum->member[i],
            (Goal){GOAL_PERSONA, -1, i, persona_is(core, i), {NULL, 0}});
    return c;
}

/* As a policy writes a name that is no word, or bare. */
static Str unquoted(Str s)
{
    return s.n > 2 && s.p[0] == '`' && s.p[s.n - 1] == '`' ? str_sub(s, 1, s.n - 1) : s;
}

static bool names(const Choice *a, Str text)
{
    if (str_eq(a->name, unquoted(text)))
        return true;
    return str_starts(text, a->of) && text.n > a->of.n && text.p[a->of.n] == ' '
           && str_eq(a->name, unquoted(str_trim(str_sub(text, a->of.n, text.n))));
}

/* How many the text names; found: the last of them. */
static int count_named(const Choices *c, Str text, const Choice **found)
{
    int n = 0;
    for (int i = 0; i < c->n; i++)
        if (names(&c->item[i], text)) {
            *found = &c->item[i];
            n++;
        }
    return n;
}

/* -- what cannot be asked for ------------------------------------------------------------ */

/* One word of letters, digits and underscores, whatever alphabet: it could be a name. */
static bool is_word(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        const char c = s.p[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
        if (!letter && !(c == '`' && (i == 0 || i + 1 == s.n)))
            return false;
    }
    return s.n > 0;
}

/* "stage mql; exit returned; grade A, B; persona clinic_owner" */
static const char *list_of(const Choices *c, const Str *only)
{
    Buf b = {0};
    for (int i = 0; i < c->n; i++) {
        const Choice *a = &c->item[i];
        if (only != NULL && !names(a, *only))
            continue;
        const bool goes_on =
            b.n > 0 && only == NULL && str_eq(a->of, c->item[i - 1].of);
        buf_z(&b, b.n == 0 || goes_on ? "" : ", ");
        if (!goes_on)
            buf_format(&b, "%s ", str_z(a->of));
        else
            buf_z(&b, ", ");
        buf_str(&b, a->name);
    }
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static Span whole(const char *text)
{
    const Source *src = source_new("goal", str_of(text));
    return (Span){src, 0, (uint32_t)src->text.n};
}

static Str nearest_to(const Choices *c, Str name)
{
    Str *all = MEM_ARRAY(Str, c->n + 1);
    for (int i = 0; i < c->n; i++)
        all[i] = c->item[i].name;
    return scope_nearest(name, all, c->n);
}

/* A condition that this policy could be asked for. */
static const char *sample(const Core *core)
{
    return core->n_scores > 0 ? str_format("%s >= 60", str_z(core->scores[0].name))
                              : "now > 2026-01-01T00:00Z";
}

static bool say_unknown(const Choices *c, const char *text)
{
    const Str name = unquoted(str_of(text)), near = nearest_to(c, name);
    Diag *d = near.n > 0 ? diag_at(c->s->diags, E0301, whole(text), MSG_GOAL_NEAR,
                                   str_z(name), str_z(near))
                         : diag_at(c->s->diags, E0301, whole(text), MSG_GOAL_UNKNOWN,
                                   str_z(name));
    if (c->n > 0)
        diag_help(d, MSG_GOAL_ASKED, list_of(c, NULL), sample(c->s->core));
    else
        diag_help(d, MSG_GOAL_CONDITION, sample(c->s->core));
    return false;
}

static bool say_several(const Choices *c, const char *text)
{
    const Str name = str_of(text);
    diag_at(c->s->diags, E0302, whole(text), MSG_GOAL_SEVERAL, text, list_of(c, &name));
    return false;
}

/* A word that is no name of the expressions either is taken for a slip in a goal's. */
static bool take_condition(const Choices *c, const char *text, Goal *out)
{
    Session *s = c->s;
    Diags *own = s->diags;
    s->diags = diags_new();
    CoreExpr *e = session_expr(s, "goal", text, &type_flag);
    Diags *said = s->diags;
    s->diags = own;
    *out = (Goal){GOAL_CONDITION, -1, -1, e, str_copy(str_of(text))};
    if (e != NULL)
        return true;
    if (is_word(str_of(text)) && said->n > 0 && said->item[0]->code == E0301)
        return say_unknown(c, text);
    return session_expr(s, "goal", text, &type_flag) != NULL;
}

/* Composed, as names of the policy are; what is no text is left to the condition. */
static const char *composed(const char *text)
{
    const Str t = str_trim(str_of(text));
    return str_z(source_fault(t) < 0 ? source_new("goal", t)->text : t);
}

bool goal_of(Session *s, const char *text, Goal *out)
{
    const char *trimmed = composed(text);
    const Choices c = choices(s);
    const Choice *found = NULL;
    const int n = count_named(&c, str_of(trimmed), &found);
    if (trimmed[0] == '\0') {
        Diag *d = diag_at(s->diags, E0301, whole(text), MSG_GOAL_EMPTY);
        if (c.n > 0)
            diag_help(d, MSG_GOAL_ASKED, list_of(&c, NULL), sample(s->core));
        return false;
    }
    if (n > 1)
        return say_several(&c, trimmed);
    if (n == 1)
        *out = found->goal;
    return n == 1 || take_condition(&c, trimmed, out);
}
