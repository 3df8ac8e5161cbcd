/* report_html.h -- what the HTML page is made of: escaping, charts, style. */
#ifndef ACORDO_IO_REPORT_HTML_H
#define ACORDO_IO_REPORT_HTML_H

#include "interp/io/report_page.h"

/* Safe between tags and between double quotes; control characters become blanks. */
void html_text(Buf *b, const char *z);
/* An <svg> that stands in the page; colours and fonts come from its style. */
void svg_chart(Buf *b, const Chart *c);
void html_style(Buf *b); /* the style sheet's text */

#endif
