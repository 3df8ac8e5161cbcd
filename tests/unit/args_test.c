/* args_test.c -- the command line: every option's shape, and what is said of mistakes. */
#include "interp/app/args.h"
#include "tests/unit/t.h"

static const char *wrong;

#define PARSE(command, ...) \
    args_parse(COMMAND_##command, (char *[]){__VA_ARGS__, NULL}, &wrong)

static char w_format[] = "--format", w_csv[] = "csv", w_format_is[] = "--format=table",
            w_p[] = "-p", w_px[] = "-px.sla", w_x[] = "x.sla", w_q[] = "-q",
            w_dash[] = "-", w_end[] = "--", w_minus[] = "-2+3", w_near[] = "--formt",
            w_far[] = "--zzzzzz", w_quiet[] = "--quiet=1", w_set[] = "--set",
            w_a[] = "a=1", w_b[] = "b=2", w_write[] = "--write", w_bad[] = "-z",
            w_empty[] = "";

static void test_shapes(void)
{
    t_group("shapes");
    const Args *a = PARSE(RUN, w_x, w_format, w_csv, w_q, w_dash);
    T_OK(a != NULL && a->n == 2);
    T_Z(args_value(a, OPT_FORMAT), "csv");
    T_OK(args_has(a, OPT_QUIET) && !args_has(a, OPT_STRICT));
    T_Z(a->operand[1], "-");
    a = PARSE(RUN, w_format, w_csv, w_format_is);
    T_Z(args_value(a, OPT_FORMAT), "table");
    T_OK(args_value(a, OPT_OUT) == NULL);
    a = PARSE(EVAL, w_p, w_x, w_minus);
    T_Z(args_value(a, OPT_POLICY), "x.sla");
    T_Z(a->operand[0], "-2+3");
    a = PARSE(EVAL, w_px, w_empty);
    T_Z(args_value(a, OPT_POLICY), "x.sla");
    T_INT(a->n, 1);
    a = PARSE(RUN, w_end, w_near);
    T_Z(a->operand[0], "--formt");
    a = PARSE(RUN, w_set, w_a, w_set, w_b);
    T_INT(a->n_given, 2);
    T_Z(args_value(a, OPT_SET), "b=2");
}

static void test_mistakes(void)
{
    t_group("mistakes");
    T_OK(PARSE(RUN, w_near) == NULL);
    T_Z(wrong, "there is no option --formt; did you mean --format?");
    T_OK(PARSE(RUN, w_far) == NULL);
    T_Z(wrong, "there is no option --zzzzzz");
    T_OK(PARSE(RUN, w_write) == NULL);
    T_OK(PARSE(FMT, w_write) != NULL);
    T_OK(PARSE(RUN, w_quiet) == NULL);
    T_Z(wrong, "--quiet takes no value");
    T_OK(PARSE(RUN, w_set) == NULL);
    T_Z(wrong, "--set wants a value: --set NAME=VALUE");
    T_OK(PARSE(RUN, w_bad) == NULL);
    T_Z(wrong, "there is no option -z");
}

/* Every option belongs to a command, has a sentence, and no letter stands for two. */
static void test_table(void)
{
    t_group("table");
    const Option *t = option_table();
    for (int i = 0; i < (int)N_OPTIONS; i++) {
        T_OK(t[i].commands != 0);
        T_OK(msg_raw(t[i].about).n > 0);
        for (int j = 0; j < i; j++) {
            T_OK(strcmp(t[i].name, t[j].name) != 0);
            bool both = (t[i].commands & t[j].commands) != 0;
            T_OK(t[i].letter == 0 || t[i].letter != t[j].letter || !both);
        }
    }
}

int main(void)
{
    T_BEGIN();
    test_shapes();
    test_mistakes();
    test_table();
    return T_END();
}
