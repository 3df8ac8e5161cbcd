/* test_report_github.c -- tests that failed as annotations, and as a comment. */
#include "interp/base/diag.h"
#include "interp/base/mem.h"
#include "interp/io/annotations.h"
#include "interp/io/comment.h"
#include "interp/io/test_report_part.h"

/* Room for the tests that failed and the policies that do not compile. */
static int most_failed(const TestReport *r) { return test_report_failed(r) + r->n + 1; }

void test_report_github(Buf *out, const TestReport *r)
{
    Annotation *a = MEM_ARRAY(Annotation, most_failed(r));
    int n = 0;
    for (int i = 0; i < r->n; i++) {
        const TestPolicy *p = &r->item[i];
        if (p->broken)
            a[n++] = (Annotation){.level = SEV_ERROR,
                                  .file = p->policy,
                                  .title = p->policy,
                                  .text = msg_text(MSG_TEST_BROKEN)};
        for (int k = 0; k < p->n; k++)
            if (p->item[k].n_misses > 0)
                a[n++] = (Annotation){.level = SEV_ERROR,
                                      .file = p->item[k].file,
                                      .from = p->item[k].at,
                                      .to = p->item[k].at,
                                      .title = p->item[k].title,
                                      .text = test_detail(&p->item[k])};
    }
    annotations_github(out, a, n);
}

static const char *verdict(const TestReport *r)
{
    const int run = test_report_run(r), failed = test_report_failed(r);
    const char *number = str_format("%d", run);
    const char *text =
        failed > 0 ? msg_text(MSG_TESTS_FAILED, str_format("%d", failed), number)
        : run == 0 ? msg_text(MSG_TESTS_NONE)
        : run == 1 ? msg_text(MSG_ONE_TEST_PASSED)
                   : msg_text(MSG_TESTS_PASSED, number);
    for (int i = 0; i < r->n; i++)
        if (r->item[i].broken)
            return msg_text(MSG_TESTS_BROKEN, text);
    return text;
}

static CommentRow row_of(const TestOutcome *o)
{
    return (CommentRow){.kind = msg_text(MSG_KIND_FAILED),
                        .where = str_format("%s:%d", o->file, o->at.line),
                        .text = o->title,
                        .title = o->title,
                        .detail = test_detail(o)};
}

void test_report_markdown(Buf *out, const TestReport *r)
{
    CommentRow *row = MEM_ARRAY(CommentRow, most_failed(r));
    int n = 0;
    for (int i = 0; i < r->n; i++) {
        const TestPolicy *p = &r->item[i];
        if (p->broken)
            row[n++] = (CommentRow){.kind = msg_text(MSG_KIND_FAILED),
                                    .where = p->policy,
                                    .text = msg_text(MSG_TEST_BROKEN)};
        for (int k = 0; k < p->n; k++)
            if (p->item[k].n_misses > 0)
                row[n++] = row_of(&p->item[k]);
    }
    const Comment c = {.verdict = verdict(r),
                       .head = {msg_text(MSG_COMMENT_KIND), msg_text(MSG_COMMENT_WHERE),
                                msg_text(MSG_COMMENT_WHAT)},
                       .row = row,
                       .n = n};
    comment_markdown(out, &c);
    for (int i = 0; i < r->n; i++)
        if (r->item[i].coverage != NULL)
            coverage_markdown(out, r->item[i].coverage);
}
