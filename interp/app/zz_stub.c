#pragma GCC diagnostic ignored "-Wmissing-prototypes"
#include "interp/app/repl_state.h"
#include "interp/app/term.h"
#include "interp/base/mem.h"
#include "interp/io/lead_views.h"
#include "interp/study/how_to_make.h"
#include "interp/study/impact_make.h"
#include "interp/study/sweep_run.h"
bool goal_of(Session *s, const char *text, Goal *out) { (void)s; (void)text; (void)out; return false; }
const WhyNot *why_not_make(const OneLeadWant *lead, const Goal *goal) { (void)lead; (void)goal; return NULL; }
const HowTo *how_to_make(const OneLeadWant *lead, const Goal *goal, bool (*stop)(void)) { (void)lead; (void)goal; (void)stop; return NULL; }
void why_not_text(Buf *out, const Core *core, const WhyNot *w, bool colour) { (void)out; (void)core; (void)w; (void)colour; }
void why_not_json(Buf *out, const Core *core, const WhyNot *w) { (void)out; (void)core; (void)w; }
void how_to_text(Buf *out, const Core *core, const HowTo *h, bool colour) { (void)out; (void)core; (void)h; (void)colour; }
void how_to_json(Buf *out, const Core *core, const HowTo *h) { (void)out; (void)core; (void)h; }
struct Impacting { uint64_t n; };
Impacting *impact_begin(const Core *b, const Core *a) { (void)a; (void)b; return MEM_NEW(Impacting); }
void impact_add(Impacting *i, const Outcome *b, const Outcome *a, int64_t first, ImpactLabel *l, void *ctx)
{ (void)first; (void)l; (void)ctx; for (int64_t k = 0; k < a->n; k++) i->n += b->place[k] != a->place[k]; }
void impact_by(Impacting *i, const char *text, const Type *type) { (void)i; (void)text; (void)type; }
void impact_group(Impacting *i, int64_t first, const Column *c, int n) { (void)i; (void)first; (void)c; (void)n; }
const Impact *impact_end(Impacting *i, const Report *b, const Report *a) { Impact *m = MEM_NEW(Impact); m->moved = i->n; m->before = b; m->after = a; return m; }
const Page *impact_page(const Impact *m) { Page *p = page_new(m->after); page_put(p, BLOCK_NOTE, str_format("%d moved", (int)m->moved), TONE_PLAIN); return p; }
void impact_json(Buf *out, const Impact *m) { buf_format(out, "{\"moved\": %d}", (int)m->moved); }
const Sweep *sweep_run(const LeadBase *b, const SweepAsk *ask) { (void)b; (void)ask; return NULL; }
const Page *sweep_page(const Sweep *s) { (void)s; return NULL; }
void sweep_json(Buf *out, const Sweep *s) { (void)out; (void)s; }
