/* findings_cases.c -- findings as cases: one each, and one for a policy without any.
 *
 * A warning fails only where it is as bad as an error; what the policy allows is skipped.
 * No name holds a line number: a finding keeps its name when the text above it grows.
 */
#include "interp/base/diag_render.h"
#include "interp/io/findings_part.h"

static CaseVerdict verdict_of(const Findings *f, const Diag *d)
{
    if (d->allowed != NULL)
        return CASE_SKIPPED;
    return d->severity == SEV_ERROR || f->strict ? CASE_FAILED : CASE_PASSED;
}

static const char *joined_help(const Diag *d)
{
    const char *text = d->n_help > 0 ? d->help[0] : "";
    for (int i = 1; i < d->n_help; i++)
        text = str_format("%s\n%s", text, d->help[i]);
    return text;
}

static void add(Suite *s, const Findings *f, const Diag *d)
{
    const char *code = diag_info(d->code)->name;
    Case *c = case_add(s, (Case){.name = msg_text(MSG_FINDING_AT, code, d->text),
                                 .file = finding_file(d),
                                 .at = finding_from(d),
                                 .verdict = verdict_of(f, d),
                                 .type = code,
                                 .message = d->allowed != NULL ? d->allowed : d->text,
                                 .detail = finding_rendered(d)});
    case_note(c, "severity", severity_word(d->severity));
    if (d->n_help > 0)
        case_note(c, "help", joined_help(d));
}

void findings_cases(Suites *out, const Findings *f)
{
    for (int i = 0; i < f->n; i++) {
        Diags *ds = f->item[i].found;
        Suite *s = suite_add(out, f->item[i].policy);
        diags_sort(ds);
        for (int k = 0; k < ds->n; k++)
            add(s, f, ds->item[k]);
        for (int k = 0; k < ds->n_allowed; k++)
            add(s, f, ds->allowed[k]);
        if (ds->n + ds->n_allowed == 0)
            case_add(s, (Case){.name = msg_text(MSG_NO_FINDINGS),
                               .file = f->item[i].policy,
                               .verdict = CASE_PASSED});
    }
}
