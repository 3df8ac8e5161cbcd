/* spread.c -- a spread as a table with bars, and as JSON. */
#include "interp/io/spread.h"

#include "interp/io/summary.h"
#include "interp/lang/value.h"

static const MsgId rank_words[N_SPREAD] = {MSG_SPREAD_LEAST, MSG_SPREAD_QUARTER,
                                           MSG_SPREAD_MEDIAN, MSG_SPREAD_THREE,
                                           MSG_SPREAD_MOST};
static const char *const rank_keys[N_SPREAD] = {"least", "quarter", "median",
                                                "three_quarters", "most"};

static const char *printed(const Spread *s, int64_t v)
{
    Buf b = {0};
    value_print(&b, &(Value){.type = s->type, .i64 = v}, s->core->zone,
                s->core->currency, false);
    const char *z = str_z(buf_view(&b));
    buf_free(&b);
    return z;
}

static void put_count(const Spread *s, PageTable *t, const char *text, uint64_t n, Tone tone)
{
    PageRow *row = page_row(t);
    row->cell[0] = (PageCell){.text = text, .tone = tone};
    row->cell[1] = (PageCell){.text = count_text(n), .tone = tone};
    row->cell[2] = (PageCell){.text = s->n > 0 ? report_share(n, s->n) : "",
                              .tone = tone,
                              .bar = 1 + report_permille(n, s->n)};
}

static PageTable *put_table(Page *p, const Spread *s)
{
    const PageColumn col[] = {{s->text, false, 0},
                              {msg_text(MSG_SPREAD_LEADS), true, 0},
                              {msg_text(MSG_SPREAD_SHARE), true, 1}};
    return page_table(p, NULL, col, 3);
}

static void put_ranks(Page *p, const Spread *s)
{
    PageBlock *b = page_put(p, BLOCK_FACTS, NULL, TONE_PLAIN);
    for (int i = 0; i < N_SPREAD; i++)
        page_cell(b, msg_text(rank_words[i]), printed(s, s->rank[i]), TONE_PLAIN);
    if (s->missing > 0)
        page_cell(b, msg_text(MSG_WORD_MISSING),
                  msg_text(MSG_SPREAD_OF, count_text(s->missing), count_text(s->n)),
                  TONE_DIM);
}

static void put_values(Page *p, const Spread *s)
{
    PageTable *t = put_table(p, s);
    for (int i = 0; i < s->n_values; i++)
        put_count(s, t, s->value[i].text, s->value[i].n, TONE_PLAIN);
    if (s->others > 0)
        put_count(s, t, msg_text(MSG_SPREAD_OTHERS), s->others, TONE_DIM);
    if (s->missing > 0)
        put_count(s, t, msg_text(MSG_WORD_MISSING), s->missing, TONE_DIM);
}

const Page *spread_page(const Spread *s)
{
    Page *p = page_new(NULL);
    if (s->ordered)
        put_ranks(p, s);
    else
        put_values(p, s);
    return p;
}

void spread_json(Buf *out, const Spread *s)
{
    buf_format(out, "{\"leads\": %llu, \"missing\": %llu", (unsigned long long)s->n,
               (unsigned long long)s->missing);
    for (int i = 0; s->ordered && i < N_SPREAD; i++) {
        buf_format(out, ", \"%s\": ", rank_keys[i]);
        value_json(out, &(Value){.type = s->type, .i64 = s->rank[i]}, s->core->zone);
    }
    buf_z(out, s->ordered ? "}" : ", \"values\": [");
    for (int i = 0; i < s->n_values && !s->ordered; i++) {
        buf_z(out, i > 0 ? ", {\"value\": " : "{\"value\": ");
        buf_json(out, str_of(s->value[i].text));
        buf_format(out, ", \"leads\": %llu}", (unsigned long long)s->value[i].n);
    }
    if (!s->ordered)
        buf_format(out, "], \"others\": %llu}", (unsigned long long)s->others);
}
