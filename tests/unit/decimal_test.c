/* Decimals: reading both conventions, rounding half to even, the ends of the range. */
#include "interp/base/decimal.h"
#include "t.h"

static void check_read(int line, Str s, bool comma, DecStatus want, int64_t value)
{
    int64_t got = 42;
    DecStatus status = dec_read(s, comma, &got);
    t_int(line, str_z(s), status, want);
    if (want == DEC_OK || want == DEC_ROUNDED)
        t_int(line, str_z(s), got, value);
    else
        t_int(line, str_z(s), got, 42);
}
#define READ(s, status, v)  check_read(__LINE__, STR(s), false, status, INT64_C(v))
#define COMMA(s, status, v) check_read(__LINE__, STR(s), true, status, INT64_C(v))

static void test_read(void)
{
    t_group("read");
    READ("0", DEC_OK, 0);
    READ("-0", DEC_OK, 0);
    READ("1.5", DEC_OK, 1500000);
    READ("+1.5", DEC_OK, 1500000);
    READ("-1.5", DEC_OK, -1500000);
    READ("000012.340000", DEC_OK, 12340000);
    READ("0.000001", DEC_OK, 1);
    READ("1e3", DEC_OK, 1000000000);
    READ("1E+3", DEC_OK, 1000000000);
    READ("2.5e-3", DEC_OK, 2500);
    READ("1e-6", DEC_OK, 1);
    READ("123456789012.123456", DEC_OK, 123456789012123456);
    READ("0e999999999999", DEC_OK, 0);
    READ("0.0000000e5", DEC_OK, 0);
    static const char *const bad[] = {"",     "-",   "+",   ".5",   "5.",  "1.2.3",
                                      "1,5",  " 1",  "1 ",  "1e",   "1e+", "e5",
                                      "0x10", "--1", "1_0", "1..2", "NaN", "1.5f",
                                      "1e1.", "inf", "1.e3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_read(__LINE__, str_of(bad[i]), false, DEC_SYNTAX, 0);
    check_read(__LINE__, (Str){"1\0", 2}, false, DEC_SYNTAX, 0);
}

static void test_half_even(void)
{
    t_group("half to even");
    READ("0.0000005", DEC_ROUNDED, 0);
    READ("0.0000015", DEC_ROUNDED, 2);
    READ("0.0000025", DEC_ROUNDED, 2);
    READ("0.0000035", DEC_ROUNDED, 4);
    READ("-0.0000025", DEC_ROUNDED, -2);
    READ("-0.0000035", DEC_ROUNDED, -4);
    READ("0.00000250000000000000000000000000000000000000000000001", DEC_ROUNDED, 3);
    READ("0.00000249999999999999999999999999999999999999999999999", DEC_ROUNDED, 2);
    READ("0.00000250000000000000000000000000000000000000000000000", DEC_ROUNDED, 2);
    READ("1.0000000", DEC_OK, 1000000);
    READ("1e-7", DEC_ROUNDED, 0);
    READ("1e-99", DEC_ROUNDED, 0);
    READ("9e-999999999999", DEC_ROUNDED, 0);
    READ("12345678901234567890123456789012345678901e-40", DEC_ROUNDED, 1234568);
    READ("100000000000000000000000000000000000000000000e-40", DEC_OK, 10000000000);
}

static void test_range(void)
{
    t_group("range");
    READ("9223372036854.775807", DEC_OK, 9223372036854775807);
    READ("-9223372036854.775807", DEC_OK, -9223372036854775807);
    READ("9223372036854.775808", DEC_RANGE, 0);
    READ("-9223372036854.775808", DEC_RANGE, 0);
    READ("9223372036854.7758074", DEC_ROUNDED, 9223372036854775807);
    READ("9223372036854.7758075", DEC_RANGE, 0);
    READ("1e13", DEC_RANGE, 0);
    READ("9e12", DEC_OK, 9000000000000000000);
    READ("1e999999999", DEC_RANGE, 0);
    READ("99999999999999999999999999999999999999999999999999", DEC_RANGE, 0);
}

static void test_comma(void)
{
    t_group("comma");
    COMMA("1234,5", DEC_OK, 1234500000);
    COMMA("1.234.567,89", DEC_OK, 1234567890000);
    COMMA("1.234", DEC_OK, 1234000000);
    COMMA("-1.234,5", DEC_OK, -1234500000);
    COMMA("12.345.678", DEC_OK, 12345678000000);
    COMMA("0,5", DEC_OK, 500000);
    COMMA("123456789,123456", DEC_OK, 123456789123456);
    COMMA("0,0000025", DEC_ROUNDED, 2);
    static const char *const bad[] = {"1.23",    "1.2345", "1234.567", "1.234.56",
                                      ",5",      "1,",     "1,2,3",    "1.234,",
                                      "1,234.5", "0.123",  "1..234",   "1.234.",
                                      "1. 234",  "1.23,5", "."};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_read(__LINE__, str_of(bad[i]), true, DEC_SYNTAX, 0);
}

static void check_print(int line, int64_t v, const char *want)
{
    char text[22];
    int n = dec_print(text, v);
    t_str(line, want, (Str){text, (size_t)n}, str_of(want));
}
#define PRINT(v, want) check_print(__LINE__, INT64_C(v), want)

static void test_print(void)
{
    t_group("print");
    PRINT(60000000, "60");
    PRINT(-500000, "-0.5");
    PRINT(1, "0.000001");
    PRINT(0, "0");
    PRINT(1230000, "1.23");
    PRINT(100, "0.0001");
    PRINT(9223372036854775807, "9223372036854.775807");
    PRINT(-9223372036854775807, "-9223372036854.775807");
    uint64_t seed = 88172645463325252u;
    bool same = true;
    for (int i = 0; i < 20000; i++) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        int64_t v = (int64_t)(seed >> (i % 60)) * (i % 2 == 0 ? 1 : -1), back = 0;
        if (v == INT64_MIN)
            continue;
        Buf b = {0};
        dec_buf(&b, v);
        same = same && dec_read(buf_view(&b), false, &back) == DEC_OK && back == v;
        buf_free(&b);
    }
    T_OK(same);
}

static int64_t mul(int64_t a, int64_t b)
{
    int64_t v = -42;
    return dec_mul(a, b, &v) ? v : -42;
}

static int64_t quotient(int64_t a, int64_t b)
{
    int64_t v = -42;
    return dec_div(a, b, &v) ? v : -42;
}

static void test_arithmetic(void)
{
    t_group("arithmetic");
    T_INT(mul(1500000, 2000000), 3000000);
    T_INT(mul(-1500000, 2000000), -3000000);
    T_INT(mul(1, 500000), 0);
    T_INT(mul(3, 500000), 2);
    T_INT(mul(-1, 500000), 0);
    T_INT(mul(-3, 500000), -2);
    T_INT(mul(1, 500001), 1);
    T_INT(mul(INT64_C(3000000) * MICRO, INT64_C(3000000) * MICRO),
          INT64_C(9000000000000) * MICRO);
    T_INT(mul(INT64_C(4000000) * MICRO, INT64_C(4000000) * MICRO), -42);
    T_INT(mul(INT64_MAX, MICRO), INT64_MAX);
    T_INT(mul(INT64_MAX, -MICRO), -INT64_MAX);
    T_INT(quotient(MICRO, 3 * MICRO), 333333);
    T_INT(quotient(2 * MICRO, 3 * MICRO), 666667);
    T_INT(quotient(-2 * MICRO, 3 * MICRO), -666667);
    T_INT(quotient(2 * MICRO, -3 * MICRO), -666667);
    T_INT(quotient(MICRO, 0), -42);
    T_INT(quotient(INT64_MAX, MICRO), INT64_MAX);
    T_INT(quotient(INT64_MAX, 1), -42);
    T_INT(quotient(1, 2 * MICRO), 0);
    T_INT(quotient(3, 2 * MICRO), 2);
    T_INT(quotient(-3, 2 * MICRO), -2);
    T_INT(dec_div_round(7, 2), 4);
    T_INT(dec_div_round(5, 2), 2);
    T_INT(dec_div_round(-5, 2), -2);
    T_INT(dec_div_round(5, -2), -2);
    T_INT(dec_div_round(-7, -2), 4);
    int64_t v = 0;
    T_OK(!dec_narrow((Int128)INT64_MAX + 1, &v));
    T_OK(!dec_narrow(INT64_MIN, &v));
    T_OK(dec_narrow(-INT64_MAX, &v) && v == -INT64_MAX);
}

static int64_t rounded(int64_t a, int places)
{
    int64_t v = -42;
    return dec_round(a, places, &v) ? v : -42;
}

static void test_round(void)
{
    t_group("round");
    T_INT(rounded(2500000, 0), 2000000);
    T_INT(rounded(3500000, 0), 4000000);
    T_INT(rounded(-2500000, 0), -2000000);
    T_INT(rounded(2500001, 0), 3000000);
    T_INT(rounded(1234567, 2), 1230000);
    T_INT(rounded(1235000, 2), 1240000);
    T_INT(rounded(1225000, 2), 1220000);
    T_INT(rounded(1234567, 6), 1234567);
    T_INT(rounded(INT64_MAX, 0), -42);
    T_INT(rounded(INT64_MAX, 6), INT64_MAX);
}

int main(void)
{
    T_BEGIN();
    test_read();
    test_half_even();
    test_range();
    test_comma();
    test_print();
    test_arithmetic();
    test_round();
    return T_END();
}
