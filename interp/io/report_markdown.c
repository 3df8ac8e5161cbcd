#include "interp/io/report_page.h"
void page_markdown(Buf *out, const Page *p)
{
    (void)out;
    (void)p;
}
