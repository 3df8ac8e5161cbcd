/* report_out.h -- the report of a pass, and the file that it goes to. */
#ifndef ACORDO_APP_REPORT_OUT_H
#define ACORDO_APP_REPORT_OUT_H

#include "interp/app/pass.h"
#include "interp/study/report_make.h"

enum { REPORT_PERIODS = 12 };

bool periods_wanted(App *app, int *out); /* --periods; false: said */
const Report *report_of(const Pass *p);  /* after the last record */
const Report *report_before(const Pass *p); /* by the policy before */
/* --format; where it was not given, by the file's ending (NULL: none): html, md, json, csv,
 * else text. */
ReportFormat report_format(const char *format, const char *path);

/* `run --report FILE`: before pass_open. */
void report_wanted(Pass *p);
/* After the last record: the file appears whole or not at all.  False: said. */
bool report_beside(Pass *p);

#endif
