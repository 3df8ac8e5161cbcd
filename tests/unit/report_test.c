/* report_test.c -- the formats of a report, over the made-up one of report_fixture.h. */
#include "tests/unit/report_fixture.h"
#include "tests/unit/t.h"

#include <stdlib.h>
#include <unistd.h>

/* `report_test FORMAT [WIDTH]` writes the report to standard output, for goldens' readers
 * and for the browser test. */
static int show(const char *name, int width)
{
    static const struct {
        const char *name;
        ReportFormat format;
    } formats[] = {{"text", REPORT_TEXT},
                   {"markdown", REPORT_MARKDOWN},
                   {"json", REPORT_JSON},
                   {"csv", REPORT_CSV},
                   {"html", REPORT_HTML}};
    const char *why;
    ReportLook look = {.width = width};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(name, formats[i].name) == 0) {
            Sink *out = sink_open(NULL, STDOUT_FILENO, &why);
            report_write(out, fixture_report(), formats[i].format, &look);
            sink_flush(out);
            return sink_close(out, true, &why) ? 0 : 1;
        }
    return 2;
}

int main(int argc, char **argv)
{
    T_BEGIN();
    if (argc > 1)
        return show(argv[1], argc > 2 ? atoi(argv[2]) : 0);
    return T_END();
}
