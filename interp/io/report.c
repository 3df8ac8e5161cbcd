/* report.c -- a report in one of its formats. */
#include "interp/io/report.h"

#include "interp/io/report_data.h"
#include "interp/io/report_page.h"

void report_write(Sink *out, const Report *r, ReportFormat format,
                  const ReportLook *look)
{
    static const ReportLook plain = {0};
    Buf b = {0};
    switch (format) {
    case REPORT_TEXT: page_text(&b, page_of(r), look != NULL ? look : &plain); break;
    case REPORT_MARKDOWN: page_markdown(&b, page_of(r)); break;
    case REPORT_HTML: page_html(&b, page_of(r)); break;
    case REPORT_JSON: report_json(out, r); break;
    case REPORT_CSV: report_csv(out, r); break;
    }
    sink_put(out, buf_view(&b));
    buf_free(&b);
}
