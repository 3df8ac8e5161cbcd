/* findings_github.c -- findings as annotations, and as a comment. */
#include "interp/base/diag_render.h"
#include "interp/base/mem.h"
#include "interp/io/annotations.h"
#include "interp/io/comment.h"
#include "interp/io/findings_part.h"

void findings_github(Buf *out, const Findings *f)
{
    const FoundList *all = found_list(f);
    const int n = all->n - all->n_allowed;
    Annotation *a = MEM_ARRAY(Annotation, n + 1);
    for (int i = 0; i < n; i++) {
        const Diag *d = all->item[i];
        a[i] = (Annotation){.level = d->severity,
                            .file = finding_file(d),
                            .from = finding_from(d),
                            .to = finding_to(d),
                            .title = diag_info(d->code)->name,
                            .text = finding_text(d)};
    }
    annotations_github(out, a, n);
}

/* Without the column: `:100:` is a picture there. */
static const char *where_of(const Diag *d)
{
    const char *file = finding_file(d);
    const Pos at = finding_from(d);
    if (file == NULL)
        return "";
    return at.line > 0 ? str_format("%s:%d", file, at.line) : file;
}

void findings_markdown(Buf *out, const Findings *f)
{
    const FoundList *all = found_list(f);
    CommentRow *row = MEM_ARRAY(CommentRow, all->n + 1);
    for (int i = 0; i < all->n; i++) {
        const Diag *d = all->item[i];
        const char *code = diag_info(d->code)->name;
        const bool allowed = d->allowed != NULL;
        row[i] = (CommentRow){
            .kind = str_format("%s %s",
                               allowed ? "allowed" : severity_word(d->severity), code),
            .where = where_of(d),
            .text = allowed ? msg_text(MSG_FINDING_AT, d->text, d->allowed) : d->text,
            .title = str_format("%s %s", code, where_of(d)),
            .detail = allowed ? NULL : finding_rendered(d)};
    }
    const Comment c = {.verdict = findings_verdict(f, all),
                       .head = {msg_text(MSG_COMMENT_KIND), msg_text(MSG_COMMENT_WHERE),
                                msg_text(MSG_COMMENT_WHAT)},
                       .row = row,
                       .n = all->n};
    comment_markdown(out, &c);
}
