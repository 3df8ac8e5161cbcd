/* report_bytes.h -- a report as the bytes that a format makes of it. */
#ifndef ACORDO_TESTS_REPORT_BYTES_H
#define ACORDO_TESTS_REPORT_BYTES_H

#include "interp/io/report.h"
#include "tests/unit/golden.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline Str report_bytes(const Report *r, ReportFormat format,
                               const ReportLook *look)
{
    char path[] = "/tmp/acordo-report.XXXXXX";
    const char *why;
    int fd = mkstemp(path);
    Sink *out = sink_open(NULL, fd, &why);
    report_write(out, r, format, look);
    sink_flush(out);
    sink_close(out, true, &why);
    close(fd);
    Str text = read_file(path);
    unlink(path);
    return text;
}

#endif
