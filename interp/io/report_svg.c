/* report_svg.c -- charts as SVG, drawn in whole units by integers.
 *
 * A chart is 320 units wide, what a phone has for it, so its letters keep their size there
 * and grow a little elsewhere.  What a chart says is also said in words: <title> and <desc>, a
 * <title> a point, and marks that differ in shape as well as in colour.
 */
#include "interp/base/decimal.h"
#include "interp/base/utf8.h"
#include "interp/io/report_html.h"

enum {
    WIDTH = 320,
    TREND_HEIGHT = 176,
    TOP = 20,
    BOTTOM = 146,
    RIGHT = 306,
    LETTER = 6, /* width of a letter, a little more than it has */
    BOLD = 8,   /* of a bold one, larger */
    MARGIN_MOST = 72,
    TICK_ROOM = 58, /* that a label below the axis takes */
    ROW = 38,       /* of bars: a line of text and a bar */
    BAR = 12,
    DAYS_HEIGHT = 150,
    SPARK_WIDTH = 96,
    SPARK_HEIGHT = 24
};

static void open_svg(Buf *b, const Chart *c, int height)
{
    buf_format(b,
               "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\">"
               "<title id=\"%s-t\">",
               WIDTH, height, c->id, c->id, c->id);
    html_text(b, c->title);
    buf_format(b, "</title><desc id=\"%s-d\">", c->id);
    html_text(b, c->about);
    buf_z(b, "</desc>");
}

/* -- trends --------------------------------------------------------------------------- */

typedef struct Plot {
    int left, right, top, bottom;
    const Chart *c;
} Plot;

static int x_of(const Plot *p, int i)
{
    int n = p->c->n;
    return n < 2 ? (p->left + p->right) / 2
                 : p->left + (int)((int64_t)(p->right - p->left) * i / (n - 1));
}

static int y_of(const Plot *p, int64_t v)
{
    Int128 span = (Int128)p->c->hi - p->c->lo;
    int height = p->bottom - p->top;
    Int128 up = ((Int128)v - p->c->lo) * height / (span > 0 ? span : 1);
    return p->bottom - (int)(up < 0 ? 0 : up > height ? height : up);
}

static void rule(Buf *b, const Plot *p, const char *class, int y)
{
    buf_format(b, "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", class,
               p->left, y, p->right, y);
}

static void text_at(Buf *b, const char *class, int x, int y, const char *text)
{
    buf_format(b, "<text class=\"%s\" x=\"%d\" y=\"%d\">", class, x, y);
    html_text(b, text);
    buf_z(b, "</text>");
}

static bool is_there(const ChartPoint *q, bool baseline)
{
    return baseline ? q->has_baseline : !q->missing;
}

/* A line through what is known, interrupted by what is not.  soon: only the way to what has
 * not ended, which is drawn otherwise; else only the way to what has. */
static void path(Buf *b, const Plot *p, const char *class, bool baseline, bool soon)
{
    bool pen = false;
    buf_format(b, "<path class=\"%s\" d=\"", class);
    for (int i = 1; i < p->c->n; i++) {
        const ChartPoint *from = &p->c->point[i - 1], *to = &p->c->point[i];
        bool drawn = is_there(from, baseline) && is_there(to, baseline)
                     && (baseline || to->open == soon);
        if (drawn && !pen)
            buf_format(b, "M%d %d", x_of(p, i - 1),
                       y_of(p, baseline ? from->baseline : from->value));
        if (drawn)
            buf_format(b, "L%d %d", x_of(p, i),
                       y_of(p, baseline ? to->baseline : to->value));
        pen = drawn;
    }
    buf_z(b, "\"/>");
}

static const char *point_class(const ChartPoint *q)
{
    return q->open                        ? "open"
           : q->verdict == VERDICT_MISSED ? "bad"
           : q->verdict == VERDICT_KEPT   ? "good"
                                          : "plain";
}

/* Kept and unjudged are round, missed is a diamond, what has not ended is hollow. */
static void point(Buf *b, const Plot *p, int i)
{
    const ChartPoint *q = &p->c->point[i];
    int x = x_of(p, i), y = y_of(p, q->value);
    if (q->missing)
        return;
    if (q->verdict == VERDICT_MISSED)
        buf_format(b, "<path class=\"dot %s\" d=\"M%d %dl5 5l-5 5l-5 -5z\">",
                   point_class(q), x, y - 5);
    else
        buf_format(b, "<circle class=\"dot %s\" cx=\"%d\" cy=\"%d\" r=\"4\">",
                   point_class(q), x, y);
    buf_z(b, "<title>");
    html_text(b, q->label);
    buf_z(b, ": ");
    html_text(b, q->shown);
    if (q->verdict != VERDICT_NONE) {
        buf_z(b, ", ");
        html_text(b, report_verdict(q->verdict));
    }
    buf_z(b, q->verdict == VERDICT_MISSED ? "</title></path>" : "</title></circle>");
}

/* From the last period backwards, as many as have room beside it. */
static void ticks(Buf *b, const Plot *p)
{
    int n = p->c->n, room = (p->right - p->left) / TICK_ROOM;
    int step = room > 0 ? (n + room - 1) / room : n;
    while (n - 1 - step >= 0
           && x_of(p, n - 1 - step) + TICK_ROOM / 2 > p->right + 8 - TICK_ROOM)
        step++;
    text_at(b, "tick end", p->right + 8, p->bottom + 18, p->c->point[n - 1].label);
    for (int i = n - 1 - step; i >= 0; i -= step) {
        int x = x_of(p, i);
        text_at(b, x < TICK_ROOM / 2 ? "tick" : "tick mid", x, p->bottom + 18,
                p->c->point[i].label);
    }
}

/* The last value stands beside its point: on the side that its line does not come from,
 * where there is room. */
static void last_value(Buf *b, const Plot *p)
{
    int last = p->c->n - 1;
    while (last > 0 && p->c->point[last].missing)
        last--;
    const ChartPoint *q = &p->c->point[last], *before = last > 0 ? q - 1 : q;
    int y = y_of(p, q->value);
    bool falls = !before->missing && y_of(p, before->value) < y;
    bool below = falls ? y + 20 < p->bottom : y < p->top + 6;
    text_at(b, "value end", p->right + 8, below ? y + 19 : y - 9, q->shown);
}

/* Room for the axis' two values at its left; 0 where they are so long that they stand on
 * its lines instead. */
static int left_margin(const Chart *c)
{
    int lo = utf8_width(str_of(c->lo_text)), hi = utf8_width(str_of(c->hi_text));
    int n = (lo > hi ? lo : hi) * LETTER + 8;
    return n > MARGIN_MOST ? 0 : n;
}

static void axis_values(Buf *b, const Plot *p, bool inside)
{
    const char *class = inside ? "tick on" : "tick end";
    int x = inside ? p->left - 6 : p->left - 8, up = inside ? -4 : 4;
    text_at(b, class, x, p->top + up, p->c->hi_text);
    text_at(b, class, x, p->bottom + up, p->c->lo_text);
}

static void trend(Buf *b, const Chart *c)
{
    int margin = left_margin(c);
    Plot p = {margin + 6, RIGHT - 6, TOP, BOTTOM, c};
    open_svg(b, c, TREND_HEIGHT);
    rule(b, &p, "grid", p.top);
    rule(b, &p, "axis", p.bottom);
    path(b, &p, "baseline", true, false);
    if (c->has_target)
        rule(b, &p, "target", y_of(&p, c->target));
    path(b, &p, "line", false, false);
    path(b, &p, "line soon", false, true);
    for (int i = 0; i < c->n; i++)
        point(b, &p, i);
    axis_values(b, &p, margin == 0);
    last_value(b, &p);
    ticks(b, &p);
    buf_z(b, "</svg>");
}

static void spark(Buf *b, const Chart *c)
{
    Plot p = {3, SPARK_WIDTH - 4, 4, SPARK_HEIGHT - 4, c};
    buf_format(b,
               "<svg class=\"spark\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
               "role=\"img\" aria-label=\"",
               SPARK_WIDTH, SPARK_HEIGHT, SPARK_WIDTH, SPARK_HEIGHT);
    html_text(b, c->about);
    buf_z(b, "\">");
    if (c->has_target)
        rule(b, &p, "target", y_of(&p, c->target));
    path(b, &p, "line", false, false);
    path(b, &p, "line soon", false, true);
    for (int i = c->n - 1; i >= 0; i--)
        if (!c->point[i].missing) {
            buf_format(b, "<circle class=\"dot %s\" cx=\"%d\" cy=\"%d\" r=\"3\"/>",
                       point_class(&c->point[i]), x_of(&p, i),
                       y_of(&p, c->point[i].value));
            break;
        }
    buf_z(b, "</svg>");
}

/* -- bars ----------------------------------------------------------------------------- */

static const char *cut_label(const char *z, int letters)
{
    Str s = str_of(z);
    size_t end = 0;
    if (utf8_width(s) <= letters)
        return z;
    while (end < s.n) {
        size_t next = end;
        utf8_next(s, &next);
        if (utf8_width(str_sub(s, 0, next)) > letters - 1)
            break;
        end = next;
    }
    return str_format("%s…", str_z(str_sub(s, 0, end)));
}

/* A line of text, what it is at the left, how much at the right, and a bar below. */
static void bar_row(Buf *b, const Chart *c, int i)
{
    const ChartPoint *q = &c->point[i];
    int y = i * ROW + 14;
    const char *right =
        q->note != NULL ? str_format("%s · %s", q->shown, q->note) : q->shown;
    int letters = (WIDTH - 24) / BOLD - utf8_width(str_of(right));
    int64_t width = c->hi > 0 ? (int64_t)((Int128)q->value * (WIDTH - 16) / c->hi) : 0;
    text_at(b, "name", 8, y, cut_label(q->label, letters));
    text_at(b, "value end", WIDTH - 8, y, right);
    buf_format(b,
               "<rect class=\"room\" x=\"8\" y=\"%d\" width=\"%d\" height=\"%d\" "
               "rx=\"3\"/><rect class=\"bar\" x=\"8\" y=\"%d\" width=\"%d\" "
               "height=\"%d\" rx=\"3\"><title>",
               y + 6, WIDTH - 16, BAR, y + 6,
               q->value > 0 && width < 2 ? 2 : (int)width, BAR);
    html_text(b, q->label);
    buf_z(b, ": ");
    html_text(b, q->shown);
    buf_z(b, "</title></rect>");
}

static void bars(Buf *b, const Chart *c)
{
    open_svg(b, c, c->n * ROW + 4);
    for (int i = 0; i < c->n; i++)
        bar_row(b, c, i);
    buf_z(b, "</svg>");
}

/* -- days ----------------------------------------------------------------------------- */

static void day_column(Buf *b, const Chart *c, int i)
{
    const ChartPoint *q = &c->point[i];
    int slot = (WIDTH - 16) / c->n, x = 8 + slot * i, floor = DAYS_HEIGHT - 26;
    int height = (int)((int64_t)(floor - 24) * q->value / c->hi);
    int width = slot > 40 ? 32 : slot * 4 / 5;
    height = q->value > 0 && height < 2 ? 2 : height;
    buf_format(b,
               "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
               "rx=\"2\"><title>",
               x + (slot - width) / 2, floor - height, width, height);
    html_text(b, q->label);
    buf_z(b, ": ");
    html_text(b, q->shown);
    buf_z(b, "</title></rect>");
    if (q->value > 0)
        text_at(b, "value mid", x + slot / 2, floor - height - 5, q->shown);
}

static void days(Buf *b, const Chart *c)
{
    Plot p = {8, WIDTH - 8, 0, DAYS_HEIGHT - 26, c};
    int slot = (WIDTH - 16) / c->n, step = (TICK_ROOM - 10) / (slot > 0 ? slot : 1) + 1;
    open_svg(b, c, DAYS_HEIGHT);
    for (int i = 0; i < c->n; i++)
        day_column(b, c, i);
    rule(b, &p, "axis", p.bottom);
    for (int i = 0; i < c->n; i += step)
        text_at(b, "tick mid", 8 + slot * i + slot / 2, p.bottom + 17,
                c->point[i].tick);
    buf_z(b, "</svg>");
}

void svg_chart(Buf *b, const Chart *c)
{
    switch (c->kind) {
    case CHART_TREND: trend(b, c); break;
    case CHART_SPARK: spark(b, c); break;
    case CHART_FUNNEL:
    case CHART_BARS: bars(b, c); break;
    case CHART_DAYS: days(b, c); break;
    }
}
