/* remark.c -- the shapes of findings that several checks share. */
#include "interp/sema/remark.h"

#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/lang/builtin.h"

static Str in_portuguese(Str english) { return keyword_twin(english, LANG_PT); }

WordOf *words_at(const Sema *s, Span at)
{
    for (int i = 0; i < s->n_files; i++)
        if (s->file[i]->src == at.src && s->file[i]->language == LANG_PT)
            return in_portuguese;
    return NULL;
}

const char *word_at(const Sema *s, Span at, const char *english)
{
    return words_at(s, at) == NULL ? english : in_portuguese(str_of(english)).p;
}

Diag *sema_say(Sema *s, DiagCode code, Span at, MsgId msg, const char *const *args)
{
    bool unseen = s->quiet && diag_info(code)->severity != SEV_ERROR;
    Diags *to = unseen ? diags_new() : s->diags;
    to->word = words_at(s, at);
    return diag_put(to, code, at, msg, args);
}

void say_later(Sema *s, Span at, MsgId what)
{
    say(s, E0490, at, MSG_NOT_EVALUATED_YET, phrase(s, at, what));
}

const char *type_words(const Type *t) { return type_name(t); }

const char *a_type(const Type *t)
{
    static const TypeKind counted[] = {TY_NUMBER,    TY_FLAG,     TY_DATE,
                                       TY_TIMESTAMP, TY_DURATION, TY_BUSINESS,
                                       TY_PERIOD,    TY_LIST,     TY_CALENDAR};
    if (t->days)
        return type_name(t);
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (t->kind == counted[i])
            return msg_text(MSG_A_TYPE, type_name(t));
    return type_name(t);
}

/* The operator between its operands, or all of it where that cannot be told. */
static Span between(Span left, Span right, Span all)
{
    Span at = {left.src, left.hi, right.lo};
    if (left.src == NULL || left.src != right.src || left.hi >= right.lo)
        return all;
    const char *text = at.src->text.p;
    while (at.lo < at.hi && strchr(" \t\r\n()", text[at.lo]) != NULL)
        at.lo++;
    while (at.lo < at.hi && strchr(" \t\r\n()", text[at.hi - 1]) != NULL)
        at.hi--;
    return at.lo < at.hi ? at : all;
}

Span core_at(const Sema *s, const CoreExpr *e) { return s->core->span[e->id]; }

/* Skips a text or a back-quoted name that opens at i; gives the index past it. */
static size_t past_quoted(Str t, size_t i)
{
    char end = t.p[i++];
    while (i < t.n && t.p[i] != end)
        i += t.p[i] == '\\' && i + 1 < t.n ? 2 : 1;
    return i < t.n ? i + 1 : i;
}

Str one_line(Span at)
{
    Str t = span_text(at);
    char *out = mem_bytes(t.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < t.n;) {
        char ch = t.p[i];
        bool blank = ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r' || ch == '\\';
        size_t to = ch == '"' || ch == '`' ? past_quoted(t, i) : i + 1;
        if (ch == '#')
            while (to < t.n && t.p[to] != '\n')
                to++;
        else if (blank && ch != '\\') {
            if (n > 0 && out[n - 1] != ' ')
                out[n++] = ' ';
        } else {
            memcpy(out + n, t.p + i, to - i);
            n += to - i;
        }
        i = to;
    }
    out[n] = '\0';
    return str_trim((Str){out, n});
}

enum { WORDS_MAX = 60 };

const char *span_words(Span at)
{
    Str t = one_line(at);
    if (t.n <= WORDS_MAX)
        return str_z(t);
    size_t cut = WORDS_MAX;
    while (cut > 0 && ((unsigned char)t.p[cut] & 0xC0) == 0x80)
        cut--;
    return str_format("%s ...", str_z(str_sub(t, 0, cut)));
}

/* Findings past these are hardly read, and each costs a look at every name. */
enum { NEAR_LOOKED_FOR = 100 };

/* One slip in a declaration makes each use of the name unknown: it is said once. */
static bool said_before(Sema *s, Str name)
{
    if (s->unknown == NULL)
        s->unknown = map_new();
    if (map_get(s->unknown, name) != NULL)
        return true;
    map_put(s->unknown, name, s);
    return false;
}

static Diag *unknown(Sema *s, DiagCode code, Span at, MsgId msg, Str name, Str of,
                     const Str *known, int n)
{
    Str key =
        str_of(str_format("%s %s", msg == MSG_NO_MEMBER ? str_z(of) : "", str_z(name)));
    if (said_before(s, key))
        return diag_at(diags_new(), code, at, msg, str_z(name));
    Diag *d = say(s, code, at, msg, str_z(name), str_z(of));
    if (s->diags->n_errors > NEAR_LOOKED_FOR)
        return d;
    Str near = scope_nearest(name, known, n);
    if (near.n > 0)
        diag_help(d, MSG_NEAR_NAME, str_z(near));
    return d;
}

Diag *say_unknown(Sema *s, DiagCode code, Span at, MsgId msg, Str name,
                  const Str *known, int n)
{
    return unknown(s, code, at, msg, name, STR(""), known, n);
}

const char *range_words(const Node *range)
{
    return str_format("%s..%s", span_words(kid(range, 0)->span),
                      span_words(kid(range, 1)->span));
}

void say_reversed(Sema *s, const Node *range)
{
    Diag *d = say(s, E0218, range->span, MSG_RANGE_REVERSED_AT, range_words(range));
    diag_help(d, MSG_WRITE_RANGE, span_words(kid(range, 1)->span),
              span_words(kid(range, 0)->span));
}

static const char *const lead_words[] = {"now", "stage", "exit", "persona", "grade"};
enum { N_LEAD_WORDS = sizeof lead_words / sizeof *lead_words };

/* What other languages call yes, no and missing. */
static bool help_foreign(const Sema *s, Diag *d, const Node *name)
{
    static const struct {
        const char *text, *write;
    } rows[] = {{"true", "yes"}, {"false", "no"}, {"verdadeiro", "yes"},
                {"falso", "no"}, {"null", NULL},  {"nulo", NULL},
                {"nao", "no"},   {"nil", NULL},   {"undefined", NULL}};
    char small[16] = "";
    for (size_t i = 0; i < name->text.n && i + 1 < sizeof small; i++)
        small[i] = (char)(name->text.p[i] | 0x20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(small, rows[i].text) != 0)
            continue;
        if (rows[i].write == NULL)
            diag_help(d, MSG_ASK_MISSING);
        else
            diag_help(d, MSG_WRITE, word_at(s, name->span, rows[i].write));
        return true;
    }
    return false;
}

/* What the name may have been meant to be. */
static void help_near_name(Sema *s, Diag *d, const Node *name)
{
    int n = scope_count(s->scope);
    Str *known = MEM_ARRAY(Str, n + N_LEAD_WORDS);
    for (int i = 0; i < n; i++)
        known[i] = scope_at(s->scope, i)->name;
    for (int i = 0; i < N_LEAD_WORDS; i++)
        known[n++] = str_of(word_at(s, name->span, lead_words[i]));
    Str near = scope_nearest(name->text, known, n);
    if (near.n > 0)
        diag_help(d, MSG_NEAR_NAME, str_z(near));
}

void say_unknown_name(Sema *s, const Node *name)
{
    int before = s->diags->n_errors;
    if (s->names_lost)
        return;
    Diag *d = say_unknown(s, E0301, name->span, MSG_NO_NAME, name->text, NULL, 0);
    bool new = s->diags->n_errors > before &&before < NEAR_LOOKED_FOR;
    if (new && !help_foreign(s, d, name))
        help_near_name(s, d, name);
}

/* What the language itself names, as the file does. */
static const Enum *as_spelled(const Sema *s, Span at, const Enum *of)
{
    if (of != &clause_status || words_at(s, at) == NULL)
        return of;
    Enum *e = MEM_NEW(Enum);
    *e = *of;
    e->name = str_of(word_at(s, at, "status"));
    e->member = MEM_ARRAY(Str, of->n);
    for (int i = 0; i < of->n; i++)
        e->member[i] = in_portuguese(of->member[i]);
    return e;
}

void say_no_member(Sema *s, Span at, Str name, const Enum *of)
{
    of = as_spelled(s, at, of);
    Diag *d = unknown(s, E0304, at, MSG_NO_MEMBER, name, of->name, of->member, of->n);
    Buf b = {0};
    enum_print(&b, of);
    diag_help(d, MSG_MEMBERS_ARE, str_z(of->name), str_z(buf_view(&b)));
    buf_free(&b);
}

/* What op takes after (or, where nothing, before) a value of this kind: "money, number". */
static const char *neighbours(OpId op, TypeKind kind, bool after)
{
    int n = 0;
    const Overload *row = overload_table(&n);
    Buf b = {0};
    for (int i = 0; i < n; i++) {
        TypeKind mine = after ? row[i].left : row[i].right;
        TypeKind other = after ? row[i].right : row[i].left;
        if (row[i].op != op || mine != kind || other == TY_ERROR)
            continue;
        buf_z(&b, b.n > 0 ? ", " : "");
        buf_z(&b, type_name(&(Type){.kind = other}));
    }
    Str text = buf_copy(&b);
    buf_free(&b);
    return text.p;
}

static void help_neighbours(Diag *d, OpId op, const char *sign, const Type *left,
                            const Type *right)
{
    const char *after = left->kind == TY_ENUM ? "" : neighbours(op, left->kind, true);
    const char *before =
        right->kind == TY_ENUM ? "" : neighbours(op, right->kind, false);
    if (*after != '\0')
        diag_help(d, MSG_AFTER_TAKES, type_words(left), sign, after);
    else if (*before != '\0')
        diag_help(d, MSG_BEFORE_TAKES, type_words(right), sign, before);
}

/* A constant that was written as one kind, as it would be of another; NULL where there is
 * no telling. */
static const char *as_kind(const Sema *s, const CoreExpr *e, const char *text,
                           TypeKind want)
{
    TypeKind is = e->type->kind;
    Str currency = s->core->currency;
    int64_t v = 0;
    if (!is_const(e))
        return NULL;
    if (want == TY_MONEY && is == TY_NUMBER && currency.n > 0)
        return str_format("%s %s", text, str_z(currency));
    if (want == TY_DURATION && is == TY_NUMBER)
        return str_format("%s %s", text, word_at(s, core_at(s, e), "days"));
    if (want == TY_TEXT && is == TY_NUMBER)
        return str_format("\"%s\"", text);
    if (want == TY_NUMBER && is == TY_TEXT
        && dec_read(e->text, false, &v) != DEC_SYNTAX)
        return str_z(e->text);
    return NULL;
}

/* Help for pairs that are mixed up often; true where something was said. */
static bool help_pair(Diag *d, const Sema *s, OpId op, const CoreExpr *a,
                      const CoreExpr *b)
{
    TypeKind kind = a->type->kind;
    bool instant = kind == TY_TIMESTAMP || kind == TY_DATE;
    if (kind == TY_TIMESTAMP && b->type->kind == TY_BUSINESS) {
        diag_help(d, MSG_WRITE_DEADLINE, span_words(core_at(s, a)),
                  span_words(core_at(s, b)));
        return true;
    }
    if (kind == TY_DURATION && b->type->kind == TY_BUSINESS) {
        diag_help(d, MSG_WRITE_BUSINESS_TIME);
        return true;
    }
    if (kind == TY_TIMESTAMP && b->type->kind == TY_DATE && is_const(a)) {
        diag_help(d, MSG_WRITE, str_z(str_sub(span_text(core_at(s, a)), 0, 10)));
        return true;
    }
    if (kind == TY_TIMESTAMP && b->type->kind == TY_DATE) {
        diag_help(d, MSG_USE_DATE_OF, span_words(core_at(s, a)));
        return true;
    }
    TypeKind want = instant ? TY_DURATION : kind;
    const char *mended = as_kind(s, b, span_words(core_at(s, b)), want);
    if (mended == NULL || overload_find(op, kind, want) == NULL)
        return false;
    diag_help(d, MSG_WRITE, mended);
    return true;
}

void say_no_operation(Sema *s, Span at, OpId op, const CoreExpr *left,
                      const CoreExpr *right)
{
    Span l = core_at(s, left), r = core_at(s, right);
    const char *sign = word_at(s, at, op_text(op));
    Diag *d = say(s, E0203, between(l, r, at), MSG_NO_OPERATION, sign,
                  type_words(left->type), type_words(right->type));
    diag_label(d, l, MSG_IS_A, a_type(left->type));
    diag_label(d, r, MSG_IS_A, a_type(right->type));
    if (left->type->kind == TY_LIST && type_same(left->type->elem, right->type)
        && op != OP_CONTAINS)
        diag_help(d, MSG_WRITE_CONTAINS, span_words(l), span_words(r));
    else if (left->type->kind == TY_ENUM && right->type->kind == TY_ENUM)
        diag_help(d, MSG_ENUMS_DIFFER, str_z(left->type->of->name),
                  str_z(right->type->of->name));
    else if (!help_pair(d, s, op, left, right) && !help_pair(d, s, op, right, left))
        help_neighbours(d, op, sign, left->type, right->type);
}

void say_not_found_in(Sema *s, const CoreExpr *left, const CoreExpr *item)
{
    Diag *d = say(s, E0203, core_at(s, item), MSG_LOOKED_FOR, a_type(item->type),
                  a_type(left->type));
    diag_label(d, core_at(s, left), MSG_IS_A, a_type(left->type));
    (void)help_pair(d, s, OP_EQ, left, item);
}

void help_literal(Diag *d, const Sema *s, const Node *n, const CoreExpr *e,
                  const Type *want)
{
    const char *t = span_words(n->span);
    const char *mended = as_kind(s, e, t, want->kind);
    if (mended != NULL)
        diag_help(d, MSG_WRITE, mended);
    if (want->kind == TY_FLAG && n->kind == N_NAME)
        (void)help_foreign(s, d, n);
    if (want->kind == TY_TIMESTAMP && n->kind == N_DATE)
        diag_help(d, MSG_WRITE, str_format("%sT00:00Z", t));
    if (want->kind == TY_DATE && n->kind == N_TIMESTAMP)
        diag_help(d, MSG_WRITE, str_z(str_sub(n->text, 0, 10)));
    if (want->kind == TY_DURATION && e->type->kind == TY_PERIOD)
        diag_help(d, MSG_PERIOD_IS_NO_DURATION);
}
