/* Types and operators as tables. */
#include "t.h"
#include "interp/lang/op.h"

static void test_types(void)
{
    static Str members[] = {{"gold", 4}, {"silver", 6}};
    static Str many[] = {{"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}, {"e", 1},
                         {"f", 1}, {"g", 1}, {"h", 1}, {"i", 1}, {"j", 1},
                         {"k", 1}, {"l", 1}, {"m", 1}};
    static const Enum grades = {.member = members, .n = 2, .otherwise = -1};
    static const Enum same = {.member = members, .n = 2, .otherwise = -1};
    static const Enum long_one = {.member = many, .n = 13, .otherwise = -1};
    t_group("types");
    T_OK(type_same(&type_text, &type_folded));
    T_OK(!type_same(&type_number, &type_money));
    T_OK(!type_same(&type_duration, &type_business));
    T_OK(!type_same(&type_business_days, &type_business));
    T_OK(strcmp(type_name(&type_business_days), "business days") == 0);
    T_OK(type_same(type_enum(&grades), type_enum(&grades)));
    T_OK(!type_same(type_enum(&grades), type_enum(&same)));
    T_OK(type_same(type_list(&type_text), type_list(&type_folded)));
    T_OK(!type_same(type_list(&type_text), type_list(&type_number)));
    T_OK(!type_same(&type_text, NULL));
    T_Z(type_name(&type_money), "money");
    T_Z(type_name(type_list(&type_text)), "list of text");
    T_Z(type_name(type_enum(&grades)), "one of gold, silver");
    T_Z(type_name(type_enum(&long_one)),
        "one of a, b, c, d, e, f, g, h, i, j, k, l, …");
    T_INT(type_phys(&type_text), PHYS_TEXT);
    T_INT(type_phys(&type_date), PHYS_I64);
    T_INT(type_phys(&type_flag), PHYS_FLAG);
    T_INT(type_phys(type_list(&type_text)), PHYS_LIST);
    T_INT(enum_find(&grades, STR("silver")), 1);
    T_INT(enum_find(&grades, STR("Silver")), -1);
}

static void test_ops(void)
{
    t_group("operators");
    T_Z(op_text(OP_STARTS), "starts with");
    T_OK(op_level(OP_OR) < op_level(OP_AND));
    T_OK(op_level(OP_ADD) < op_level(OP_MUL));
    const Overload *o = overload_find(OP_ADD, TY_DATE, TY_PERIOD);
    T_OK(o != NULL && o->result == TY_DATE && o->kernel == K_DATE_PLUS_PERIOD);
    T_OK(overload_find(OP_ADD, TY_MONEY, TY_DURATION) == NULL);
    T_OK(overload_find(OP_NEG, TY_NUMBER, TY_ERROR) != NULL);
    T_OK(overload_find(OP_LE, TY_MONEY, TY_MONEY) != NULL);
}

/* Each row says one thing once, of an operator and a kernel that exist. */
static void test_rows(void)
{
    int n, twice = 0;
    const Overload *row = overload_table(&n);
    t_group("rows");
    T_OK(n > 60);
    for (int i = 0; i < n; i++) {
        twice += overload_find(row[i].op, row[i].left, row[i].right) != &row[i];
        T_OK(row[i].kernel < N_KERNELS && row[i].result != TY_ERROR);
    }
    T_INT(twice, 0);
    for (int op = 0; op < (int)N_OPS; op++)
        T_OK(op_text((OpId)op) != NULL && op_level((OpId)op) >= 1);
}

int main(void)
{
    T_BEGIN();
    test_types();
    test_ops();
    test_rows();
    return T_END();
}
