/* literal_node.c -- values as trees: what value.h prints bare is read by the parser. */
#include "interp/study/literal_node.h"

#include "grammar/parse.h"
#include "interp/base/decimal.h"
#include "interp/base/mem.h"
#include "interp/base/utf8.h"

static const Span nowhere;

Node *literal_text(Str text) { return ast_leaf(N_STRING, nowhere, str_copy(text)); }
Node *literal_name(Str name) { return ast_leaf(N_NAME, nowhere, str_copy(name)); }

/* Plain English text that stands for one literal; a source of its own leaves its spans. */
static Node *read_back(Str text)
{
    const Parsed *p = parse_value(source_new("", text), LANG_EN, diags_new());
    return kid(p->file, 1);
}

static Node *printed(const Value *v, const Zone *zone, Str currency)
{
    Buf b = {0};
    value_print(&b, v, zone, currency, false);
    Node *n = read_back(buf_view(&b));
    buf_free(&b);
    return n;
}

/* What can stand between back quotes and is read as it is. */
static bool is_nameable(Str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] <= ' ' || s.p[i] == '`' || s.p[i] == 0x7f)
            return false;
    return s.n > 0 && str_eq(utf8_nfc_copy(s), s);
}

static Node *member(const Enum *e, int64_t i)
{
    const Str s = e->member[i];
    return is_nameable(s) ? literal_name(s) : literal_text(s);
}

static Node *list(const Value *v, const Zone *zone, Str currency)
{
    Node *l = ast_list(N_LIST_OF, nowhere);
    for (int i = 0; i < v->n_items; i++)
        l = ast_append(l, literal_node(&v->item[i], zone, currency));
    return l;
}

/* At the ends of the calendar a zone's clock may show a year that no literal has. */
static bool has_year(Str stamp)
{
    return stamp.p[4] == '-' && !str_starts(stamp, STR("0000"));
}

/* "2026-03-02T10:00-03:00": seconds only where there are some. */
Node *literal_stamp_node(const Zone *zone, int64_t us)
{
    enum { SECONDS = sizeof "2026-03-02T10:00" - 1, WRITTEN = sizeof ":00" - 1 };
    Buf b = {0};
    zone_print(&b, zone, us);
    if (!has_year(buf_view(&b))) {
        b.n = 0;
        zone_print(&b, zone_load("", STR("UTC")), us);
    }
    if (us % (60 * USEC_SECOND) == 0 && memcmp(b.p + SECONDS, ":00", WRITTEN) == 0) {
        memmove(b.p + SECONDS, b.p + SECONDS + WRITTEN, b.n - SECONDS - WRITTEN);
        b.n -= WRITTEN;
    }
    Node *n = ast_leaf(N_TIMESTAMP, nowhere, buf_copy(&b));
    buf_free(&b);
    return n;
}

Node *literal_node(const Value *v, const Zone *zone, Str currency)
{
    if (v->missing)
        return NULL;
    switch (v->type->kind) {
    case TY_TEXT: return literal_text(v->text);
    case TY_ENUM: return member(v->type->of, v->i64);
    case TY_TIMESTAMP: return literal_stamp_node(zone, v->i64);
    case TY_LIST: return list(v, zone, currency);
    case TY_NUMBER:
    case TY_MONEY:
    case TY_FLAG:
    case TY_DATE:
    case TY_DURATION:
    case TY_BUSINESS:
    case TY_PERIOD: return printed(v, zone, currency);
    case TY_CALENDAR:
    case TY_ERROR:
    case N_TYPE_KINDS: break;
    }
    return NULL;
}

Value literal_value(const CoreExpr *e)
{
    Value *item = MEM_ARRAY(Value, e->n + 1);
    for (int i = 0; i < e->n; i++)
        item[i] = literal_value(e->arg[i]);
    return (Value){.type = e->type,
                   .missing = e->missing,
                   .i64 = e->i64,
                   .text = e->text,
                   .item = item,
                   .n_items = e->n};
}

Node *literal_of_const(const CoreExpr *e, const Zone *zone, Str currency)
{
    const Value v = literal_value(e);
    return literal_node(&v, zone, currency);
}

Node *literal_share(int64_t micros)
{
    Buf b = {0};
    dec_buf(&b, micros * 100);
    buf_char(&b, '%');
    Node *n = ast_leaf(N_PERCENT, nowhere, buf_copy(&b));
    buf_free(&b);
    return n;
}

/* A name of a module's, perhaps: `team.hours` is a path. */
Node *literal_path(Str name)
{
    Node *path = ast_list(N_PATH, nowhere);
    for (size_t i = 0, from = 0; i <= name.n; i++)
        if (i == name.n || name.p[i] == '.') {
            path = ast_append(path, literal_name(str_sub(name, from, i)));
            from = i + 1;
        }
    return path;
}

Node *literal_of_threshold(const Core *core, int threshold, int64_t value)
{
    const CoreThreshold *t = &core->thresholds[threshold];
    const Value v = {.type = t->type, .i64 = value};
    if (t->type->kind == TY_CALENDAR)
        return literal_path(core->calendars[value].name);
    if (t->clause >= 0 && t->type->kind == TY_NUMBER
        && core->clauses[t->clause].kind != CLAUSE_MEASURE)
        return literal_share(value);
    return literal_node(&v, core->zone, core->currency);
}
