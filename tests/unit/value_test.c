/* value_test.c -- values as text and as JSON. */
#include "interp/base/decimal.h"
#include "interp/lang/clause.h"
#include "interp/lang/value.h"
#include "tests/unit/t.h"

static Str printed(const Value *v, bool quoted)
{
    Buf b = {0};
    value_print(&b, v, zone_load("/usr/share/zoneinfo", STR("UTC")), STR("BRL"),
                quoted);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static Str json(const Value *v)
{
    Buf b = {0};
    value_json(&b, v, zone_load("/usr/share/zoneinfo", STR("UTC")));
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static Str of(const Type *type, int64_t i64)
{
    const Value v = {.type = type, .i64 = i64};
    return printed(&v, false);
}

static void numbers(void)
{
    t_group("numbers");
    T_STR(of(&type_number, 60 * MICRO), STR("60"));
    T_STR(of(&type_number, -1), STR("-0.000001"));
    T_STR(of(&type_money, 1500000 * MICRO), STR("1500000 BRL"));
    T_STR(of(&type_flag, 1), STR("yes"));
    T_STR(of(&type_flag, 0), STR("no"));
}

static void lengths(void)
{
    const int64_t minute = 60 * USEC_SECOND, hour = 60 * minute;
    t_group("lengths");
    T_STR(of(&type_duration, 90 * minute), STR("1 hour 30 minutes"));
    T_STR(of(&type_duration, 0), STR("0 seconds"));
    T_STR(of(&type_duration, -USEC_DAY), STR("-1 day"));
    T_STR(of(&type_duration, INT64_MIN),
          STR("-106751991 days 4 hours 54.775808 seconds"));
    T_STR(of(&type_duration, 2 * USEC_DAY + USEC_SECOND + 500000),
          STR("2 days 1.5 seconds"));
    T_STR(of(&type_duration, USEC_SECOND), STR("1 second"));
    T_STR(of(&type_business, 4 * hour), STR("4 business hours"));
    T_STR(of(&type_business, 90 * minute), STR("90 business minutes"));
    T_STR(of(&type_business, -minute / 2), STR("-0.5 business minutes"));
    T_STR(of(&type_business, 90 * USEC_SECOND), STR("1.5 business minutes"));
    T_STR(of(&type_business, 173710 * USEC_SECOND), STR("173710 business seconds"));
    T_STR(of(&type_business, USEC_SECOND), STR("1 business second"));
    T_STR(of(&type_business, -minute - 1), STR("-60.000001 business seconds"));
    T_STR(of(&type_business_days, BUSINESS_DAY), STR("1 business day"));
    T_STR(of(&type_business, 1000 * BUSINESS_DAY), STR("1000 business days"));
    T_STR(of(&type_business, BUSINESS_DAY / hour * hour + hour),
          STR("2502000 business hours"));
    T_STR(of(&type_period, INT64_C(3) << 32), STR("3 months"));
    T_STR(of(&type_period, INT64_C(12) << 32), STR("1 year"));
    T_STR(of(&type_period, 1), STR("1 calendar day"));
}

static void instants(void)
{
    t_group("instants");
    T_STR(of(&type_date, 20514), STR("2026-03-02"));
    T_STR(of(&type_timestamp, 20514 * USEC_DAY), STR("2026-03-02T00:00:00+00:00"));
}

static void texts(void)
{
    Str members[] = {STR("gold"), STR("a \"b\"")};
    const Enum tier = {.member = members, .n = 2, .otherwise = -1};
    const Value text = {.type = &type_text, .text = STR("a \"b\"")};
    const Value member = {.type = type_enum(&tier), .i64 = 1};
    const Value item[] = {text, {.type = &type_text, .missing = true}};
    const Value list = {.type = type_list(&type_text), .item = item, .n_items = 2};
    const Value nothing = {.type = &type_number, .missing = true};

    t_group("texts");
    T_STR(printed(&text, false), STR("a \"b\""));
    T_STR(printed(&text, true), STR("\"a \\\"b\\\"\""));
    T_STR(printed(&member, false), STR("a \"b\""));
    T_STR(printed(&list, false), STR("[\"a \\\"b\\\"\", missing]"));
    T_STR(printed(&nothing, true), STR("missing"));
    T_STR(json(&text), STR("\"a \\\"b\\\"\""));
    T_STR(json(&member), STR("\"a \\\"b\\\"\""));
    T_STR(json(&list), STR("[\"a \\\"b\\\"\",null]"));
    T_STR(json(&nothing), STR("null"));
}

static void json_forms(void)
{
    const Value money = {.type = &type_money, .i64 = 1500000},
                yes = {&type_flag, .i64 = 1}, day = {.type = &type_date, .i64 = 0},
                length = {.type = &type_duration, .i64 = USEC_DAY};
    t_group("json");
    T_STR(json(&money), STR("1.5"));
    T_STR(json(&yes), STR("true"));
    T_STR(json(&day), STR("\"1970-01-01\""));
    T_STR(json(&length), STR("\"1 day\""));
}

static void sameness(void)
{
    const Value one = {.type = &type_number, .i64 = 1},
                two = {.type = &type_number, .i64 = 2},
                money = {.type = &type_money, .i64 = 1},
                none = {.type = &type_number, .missing = true, .i64 = 5},
                nought = {.type = &type_number, .missing = true};
    const Value pair[] = {one, two}, other[] = {one, one};
    const Value a = {.type = type_list(&type_number), .item = pair, .n_items = 2},
                b = {.type = type_list(&type_number), .item = other, .n_items = 2};
    t_group("sameness");
    T_OK(value_same(&one, &one));
    T_OK(!value_same(&one, &two));
    T_OK(!value_same(&one, &money));
    T_OK(!value_same(&one, &none));
    T_OK(value_same(&none, &nought));
    T_OK(value_same(&a, &a));
    T_OK(!value_same(&a, &b));
}

int main(void)
{
    T_BEGIN();
    numbers();
    lengths();
    instants();
    texts();
    json_forms();
    sameness();
    return T_END();
}
