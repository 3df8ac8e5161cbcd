/* json_out.c -- JSON text, a key or an element at a time. */
#include "interp/io/json_out.h"

#include "interp/lang/value.h"

enum { FLUSH_BYTES = 64 << 10 };

static void j_line(Json *j)
{
    if (j->out != NULL && j->b.n > FLUSH_BYTES) {
        sink_put(j->out, buf_view(&j->b));
        j->b.n = 0;
    }
    buf_char(&j->b, '\n');
    buf_repeat(&j->b, ' ', 2 * j->depth);
}

void j_next(Json *j)
{
    if (!j->first)
        buf_char(&j->b, ',');
    if (!j->flat)
        j_line(j);
    else if (!j->first)
        buf_char(&j->b, ' ');
    j->first = false;
}

void j_open(Json *j, char bracket)
{
    buf_char(&j->b, bracket);
    j->depth++;
    j->first = true;
}

void j_close(Json *j, char bracket)
{
    j->depth--;
    if (!j->flat && !j->first)
        j_line(j);
    buf_char(&j->b, bracket);
    j->first = false;
}

void j_key(Json *j, const char *key)
{
    j_next(j);
    buf_json(&j->b, str_of(key));
    buf_z(&j->b, ": ");
}

void j_str(Json *j, const char *key, Str s)
{
    j_key(j, key);
    if (s.p == NULL || s.n == 0)
        buf_z(&j->b, "null");
    else
        buf_json(&j->b, s);
}

void j_z(Json *j, const char *key, const char *z) { j_str(j, key, str_of(z)); }

void j_count(Json *j, const char *key, uint64_t n)
{
    j_key(j, key);
    buf_i64(&j->b, (int64_t)n);
}

void j_flag(Json *j, const char *key, bool flag)
{
    j_key(j, key);
    buf_z(&j->b, flag ? "true" : "false");
}

void j_value(Json *j, const char *key, const Type *t, int64_t v)
{
    Value value = {.type = t, .i64 = v};
    j_key(j, key);
    value_json(&j->b, &value, j->zone);
}

void j_known(Json *j, const char *key, const Type *t, int64_t v)
{
    if (v == INT64_MIN)
        j_z(j, key, NULL);
    else
        j_value(j, key, t, v);
}

void j_instant(Json *j, const char *key, int64_t us)
{
    j_known(j, key, &type_timestamp, us);
}

void j_day(Json *j, const char *key, int64_t day)
{
    if (day == INT64_MIN || day == INT64_MAX)
        j_str(j, key, (Str){NULL, 0});
    else
        j_value(j, key, &type_date, day);
}

void j_end(Json *j)
{
    buf_char(&j->b, '\n');
    sink_put(j->out, buf_view(&j->b));
    buf_free(&j->b);
}
