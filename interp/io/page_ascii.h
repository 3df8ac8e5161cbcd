/* page_ascii.h -- signs beyond ASCII in texts of ours, for terminals that cannot show them. */
#ifndef ACORDO_IO_PAGE_ASCII_H
#define ACORDO_IO_PAGE_ASCII_H

#include "interp/io/report_page.h"

/* The same page with arrows, marks, blocks and ellipses in ASCII.  Texts of policy and leads
 * keep their letters. */
const Page *page_ascii(const Page *p);
const char *ascii_text(const char *text); /* itself, or collected; NULL stays NULL */

#endif
