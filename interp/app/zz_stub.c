#pragma GCC diagnostic ignored "-Wmissing-prototypes"
#include "interp/app/repl_state.h"
#include "interp/app/term.h"
#include "interp/base/mem.h"
#include "interp/io/lead_views.h"
#include "interp/study/how_to_make.h"
bool goal_of(Session *s, const char *text, Goal *out) { (void)s; (void)text; (void)out; return false; }
const WhyNot *why_not_make(const OneLeadWant *lead, const Goal *goal) { (void)lead; (void)goal; return NULL; }
const HowTo *how_to_make(const OneLeadWant *lead, const Goal *goal, bool (*stop)(void)) { (void)lead; (void)goal; (void)stop; return NULL; }
void why_not_text(Buf *out, const Core *core, const WhyNot *w, bool colour) { (void)out; (void)core; (void)w; (void)colour; }
void why_not_json(Buf *out, const Core *core, const WhyNot *w) { (void)out; (void)core; (void)w; }
void how_to_text(Buf *out, const Core *core, const HowTo *h, bool colour) { (void)out; (void)core; (void)h; (void)colour; }
void how_to_json(Buf *out, const Core *core, const HowTo *h) { (void)out; (void)core; (void)h; }
