/* test_report_json.c -- tests as one JSON document. */
#include "interp/io/json_out.h"
#include "interp/io/test_report_part.h"

static void j_misses(Json *j, const TestOutcome *o)
{
    j_key(j, "unmet");
    j_open(j, '[');
    for (int i = 0; i < o->n_misses; i++) {
        j_next(j);
        j_open(j, '{');
        j_z(j, "expected", o->miss[i].expected);
        j_z(j, "actual", test_actual(&o->miss[i]));
        j_close(j, '}');
    }
    j_close(j, ']');
}

static void j_test(Json *j, const TestOutcome *o)
{
    j_next(j);
    j_open(j, '{');
    j_key(j, "title");
    buf_json(&j->b, str_of(o->title));
    j_z(j, "file", o->file);
    j_count(j, "line", (uint64_t)o->at.line);
    j_count(j, "col", (uint64_t)o->at.col);
    j_flag(j, "passed", o->n_misses == 0);
    j_misses(j, o);
    j_close(j, '}');
}

static void j_policy(Json *j, const TestPolicy *p)
{
    j_next(j);
    j_open(j, '{');
    j_z(j, "policy", p->policy);
    j_flag(j, "compiles", !p->broken);
    j_key(j, "tests");
    j_open(j, '[');
    for (int i = 0; i < p->n; i++)
        j_test(j, &p->item[i]);
    j_close(j, ']');
    if (p->coverage != NULL) {
        j_key(j, "coverage");
        coverage_json(j, p->coverage);
    }
    j_close(j, '}');
}

void test_report_json(Buf *out, const TestReport *r)
{
    const int failed = test_report_failed(r);
    Json j = {0};
    j_open(&j, '{');
    j_count(&j, "passed", (uint64_t)(test_report_run(r) - failed));
    j_count(&j, "failed", (uint64_t)failed);
    j_key(&j, "policies");
    j_open(&j, '[');
    for (int i = 0; i < r->n; i++)
        j_policy(&j, &r->item[i]);
    j_close(&j, ']');
    j_close(&j, '}');
    buf_str(out, buf_view(&j.b));
    buf_char(out, '\n');
    buf_free(&j.b);
}
