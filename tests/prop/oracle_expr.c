/* oracle_expr.c -- an expression over one lead, by recursion. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "interp/base/mem.h"
#include "tests/prop/oracle_part.h"
#include <pcre2.h>

typedef struct Pattern {
    const CoreRegex *regex;
    pcre2_code *code;
} Pattern;

void oracle_free(Oracle *o)
{
    for (int i = 0; i < o->n_patterns; i++)
        pcre2_code_free(o->pattern[i].code);
    o->n_patterns = 0;
    arena_free(o->arena);
}

/* -- expressions --------------------------------------------------------------------- */

static Answer constant(Oracle *o, const CoreExpr *e)
{
    Value v = {.missing = e->missing, .i64 = e->i64, .text = e->text};

    if (e->type->kind == TY_LIST && !e->missing) {
        Value *item = ROOM(o->arena, Value, e->n);
        for (int i = 0; i < e->n; i++)
            item[i] = oracle_eval(o, e->arg[i]).is;
        v.item = item;
        v.n_items = e->n;
    }
    return (Answer){v, 0};
}

/* and: decider is no; or: decider is yes. */
static Answer kleene(Oracle *o, const CoreExpr *e, bool decider)
{
    bool decided = false, open = false;
    unsigned marks = 0;

    for (int i = 0; i < e->n; i++) {
        const Answer a = oracle_eval(o, e->arg[i]);
        decided |= decider ? is_yes(a) : is_no(a);
        open |= a.is.missing;
        if (a.is.missing)
            marks |= a.marks;
    }
    return decided ? number(decider) : open ? missing(marks) : number(!decider);
}

Answer oracle_call(Oracle *o, KernelId k, const Answer *arg, int n)
{
    Value *v = ROOM(o->arena, Value, n);
    unsigned own = 0, theirs = 0;
    bool any = false;

    for (int i = 0; i < n; i++) {
        v[i] = arg[i].is;
        any |= v[i].missing;
        if (v[i].missing)
            theirs |= arg[i].marks;
    }
    const Value r = oracle_kernel(o, k, v, n, &own);
    return (Answer){r, !r.missing ? 0 : any ? theirs : own};
}

static Answer call_node(Oracle *o, const CoreExpr *e)
{
    Answer *arg = ROOM(o->arena, Answer, e->n);

    for (int i = 0; i < e->n; i++)
        arg[i] = oracle_eval(o, e->arg[i]);
    return oracle_call(o, e->kernel, arg, e->n);
}

static bool in_set(Value v, const CoreSet *set)
{
    const bool texts = type_phys(set->elem) == PHYS_TEXT;

    for (int i = 0; i < set->n; i++)
        if (texts ? str_eq(v.text, set->text[i]) : v.i64 == set->i64[i])
            return true;
    return false;
}

static pcre2_code *compiled(Oracle *o, const CoreRegex *regex)
{
    int error;
    PCRE2_SIZE at;

    for (int i = 0; i < o->n_patterns; i++)
        if (o->pattern[i].regex == regex)
            return o->pattern[i].code;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)regex->pattern.p, regex->pattern.n,
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
                                     &error, &at, NULL);
    MEM_PUSH(o->pattern, o->n_patterns, o->cap_patterns) = (Pattern){regex, code};
    return code;
}

static Answer matches(Oracle *o, Value v, const CoreRegex *regex)
{
    const pcre2_code *code = compiled(o, regex);

    if (code == NULL)
        return missing(SEEN_OVERFLOW);
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    const int rc = pcre2_match(code, (PCRE2_SPTR)v.text.p, v.text.n, 0, 0, data, NULL);
    pcre2_match_data_free(data);
    return rc == PCRE2_ERROR_NOMATCH ? number(0)
           : rc >= 0                 ? number(1)
                                     : missing(SEEN_OVERFLOW);
}

static Answer lead_item(Oracle *o, const CoreExpr *e)
{
    switch (e->kind) {
    case CORE_PERSONA: oracle_persona(o); return (Answer){o->lead.persona, 0};
    case CORE_SCORE:
        oracle_score(o, e->index);
        return (Answer){o->lead.score[e->index], 0};
    case CORE_GRADE:
        oracle_grade(o, e->index);
        return (Answer){o->lead.grade[e->index], 0};
    case CORE_STAGE: oracle_funnel(o); return (Answer){o->lead.stage, 0};
    case CORE_EXIT: oracle_funnel(o); return (Answer){o->lead.exit, 0};
    case CORE_SINCE: oracle_funnel(o); return (Answer){o->lead.since[e->index], 0};
    case CORE_REACHED: oracle_funnel(o); return number(o->lead.reached[e->index]);
    case CORE_CLAUSE: return (Answer){oracle_clause_prop(o, e), 0};
    case CORE_CONST:
    case CORE_FIELD:
    case CORE_THRESHOLD:
    case CORE_NOW:
    case CORE_CALL:
    case CORE_AND:
    case CORE_OR:
    case CORE_NOT:
    case CORE_IF:
    case CORE_OTHERWISE:
    case CORE_KNOWN:
    case CORE_IN_SET:
    case CORE_MATCH:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: break;
    }
    return missing(0);
}

static Answer answer_of(Oracle *o, const CoreExpr *e)
{
    Answer a;

    switch (e->kind) {
    case CORE_CONST: return constant(o, e);
    case CORE_FIELD: return (Answer){o->field[e->index], 0};
    case CORE_THRESHOLD: return number(o->threshold[e->index]);
    case CORE_NOW: return number(o->now);
    case CORE_CALL: return call_node(o, e);
    case CORE_AND: return kleene(o, e, false);
    case CORE_OR: return kleene(o, e, true);
    case CORE_NOT:
        a = oracle_eval(o, e->arg[0]);
        return a.is.missing ? a : number(a.is.i64 == 0);
    case CORE_IF:
        a = oracle_eval(o, e->arg[0]);
        return a.is.missing ? missing(a.marks)
                            : oracle_eval(o, e->arg[a.is.i64 != 0 ? 1 : 2]);
    case CORE_OTHERWISE:
        a = oracle_eval(o, e->arg[0]);
        return a.is.missing ? oracle_eval(o, e->arg[1]) : a;
    case CORE_KNOWN: return number(!oracle_eval(o, e->arg[0]).is.missing);
    case CORE_IN_SET:
        a = oracle_eval(o, e->arg[0]);
        return a.is.missing ? missing(a.marks) : number(in_set(a.is, e->set));
    case CORE_MATCH:
        a = oracle_eval(o, e->arg[0]);
        return a.is.missing ? missing(a.marks) : matches(o, a.is, e->regex);
    case CORE_PERSONA:
    case CORE_SCORE:
    case CORE_GRADE:
    case CORE_STAGE:
    case CORE_EXIT:
    case CORE_SINCE:
    case CORE_REACHED:
    case CORE_CLAUSE:
    case CORE_LOOKUP:
    case CORE_PERIOD_START:
    case CORE_PERIOD_END: break;
    }
    return lead_item(o, e);
}

Answer oracle_eval(Oracle *o, const CoreExpr *e)
{
    Answer a = answer_of(o, e);

    a.is.type = e->type;
    return a;
}

Answer oracle_ask(Oracle *o, const CoreExpr *e)
{
    const Answer a = oracle_eval(o, e);

    if (a.is.missing)
        o->lead.marks |= a.marks;
    return a;
}

Value oracle_expr(Oracle *o, const CoreExpr *e) { return oracle_ask(o, e).is; }
