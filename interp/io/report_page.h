/* report_page.h -- a report or document as blocks, before it is text, Markdown or HTML.
 *
 * The page is made once and laid out three times, so that no format says what another does
 * not.  Blocks stand in reading order; FOLD … FOLD_END hold details, ITEM and SECTION open
 * a heading that lasts until the next.  Texts are as they came from policy and leads: each
 * format escapes them.  Collected.
 */
#ifndef ACORDO_IO_REPORT_PAGE_H
#define ACORDO_IO_REPORT_PAGE_H

#include "interp/io/report_words.h"

typedef enum ChartKind {
    CHART_TREND,  /* a value a period: points on a line, target, baseline */
    CHART_FUNNEL, /* a count a stage: bars that narrow */
    CHART_BARS,   /* a value a group: horizontal bars */
    CHART_DAYS,   /* a count a day: columns */
    CHART_SPARK   /* a trend the size of a word */
} ChartKind;

typedef struct ChartPoint {
    const char *label, *shown; /* "Mar 2026"; "91.8%" */
    const char *tick;          /* DAYS: "26 Nov" */
    const char *note;          /* beside the value; NULL: nothing */
    int group;                 /* BARS: of the figures */
    int64_t value, baseline;
    bool missing, has_baseline, open; /* open: its period has not ended */
    Verdict verdict;
} ChartPoint;

typedef struct Chart {
    ChartKind kind;
    const char *id, *title;
    const char *about; /* what it shows in a sentence, for who cannot see it */
    ChartPoint *point;
    int n;
    bool has_target;
    bool whole; /* values are shares: the axis ends at 1 */
    int64_t target;
    const char *target_text;
    const char *lo_text, *hi_text; /* of the axis, set by chart_axis */
    int64_t lo, hi;
} Chart;

typedef struct PageCell {
    const char *label; /* FACTS: of what */
    const char *text;
    Tone tone;
    int bar, mark;    /* thousandths + 1: a bar's length, the target's place; 0: none */
    const char *href; /* an element's id; NULL: none */
    const Chart *spark;
} PageCell;

typedef struct PageColumn {
    const char *head;
    bool right;
    int rank; /* what does not fit is left out from the highest rank on; 0 never */
} PageColumn;

typedef struct PageRow {
    PageCell *cell;
    const char *id, *explain; /* NULL: none */
    bool total;
} PageRow;

typedef struct PageTable {
    const char *caption; /* NULL: none */
    PageColumn *column;
    int n_columns;
    PageRow *row;
    int n_rows;
    size_t cap;
    bool blank;  /* its empty cells are to be written in by hand */
    bool matrix; /* as many columns as periods: what is too wide may be scrolled */
} PageTable;

typedef enum BlockKind {
    BLOCK_HEAD,    /* text; cells: label and text of what the report is of */
    BLOCK_LEAD,    /* the one-line verdict */
    BLOCK_CARD,    /* text, and cells as a list below */
    BLOCK_SECTION, /* text, id */
    BLOCK_ITEM,    /* text, id; aside: its standing */
    BLOCK_NOTE,    /* a sentence */
    BLOCK_FACTS,   /* cells: label and value */
    BLOCK_TITLE,   /* text: of a document */
    BLOCK_TERMS, /* cells: label and sentence, one below the other; label NULL: a list */
    BLOCK_TABLE,
    BLOCK_CHART,
    BLOCK_FOLD, /* text: what is folded away */
    BLOCK_FOLD_END
} BlockKind;

typedef struct PageBlock {
    BlockKind kind;
    Tone tone;
    const char *text, *aside, *id;
    PageCell *cell;
    int n_cells;
    size_t cap;
    PageTable *table;
    Chart *chart;
} PageBlock;

typedef struct Page {
    const Report *r;   /* NULL: of a document */
    const char *title; /* of the HTML file */
    const char *lang;  /* "en", "pt-BR" */
    const char *contents,
        *made_by; /* what the list of sections is called; the last line */
    PageBlock **block;
    int n;
    size_t cap;
} Page;

Page *page_of(const Report *r);
/* A page of some of its parts, or of something else: page_new, the parts, page_done.  In
 * English; r: NULL where no part is of a report. */
Page *page_new(const Report *r);
Page *page_done(Page *p); /* columns of nothing are left out */

/* -- making it */
PageBlock *page_put(Page *p, BlockKind kind, const char *text, Tone tone);
PageCell *page_cell(PageBlock *b, const char *label, const char *text, Tone tone);
/* The columns are copied; n of them. */
PageTable *page_table(Page *p, const char *caption, const PageColumn *column, int n);
/* A row of empty cells. */
PageRow *page_row(PageTable *t);
void page_chart(Page *p, Chart *c);

void page_glance(Page *p);                         /* report_glance.c */
/* What the reader must know before he trusts the figures. */
void page_caveats(Page *p);
void page_parties(Page *p);                        /* report_parties.c */
void page_clause(Page *p, const ReportClause *rc); /* report_clause.c */
void page_kpis(Page *p);                           /* report_kpis.c */
void page_rest(Page *p);                           /* report_rest.c */
void page_party_boards(Page *p);                   /* a table a party */
void page_kpi_board(Page *p);                      /* all KPIs, one table */
void page_kpi(Page *p, const FigureSet *f);
void page_funnel(Page *p);

/* -- tables of figures that clauses and KPIs share (report_figures.c) */
/* The last whole period's value, what there is so far, target and baseline, in large. */
void page_latest(Page *p, const FigureSet *f);
/* Rows: the shown periods, newest first.  Attainment: with counts of met and breached. */
void page_periods(Page *p, const FigureSet *f, const char *caption);
/* Rows: groups; columns: the shown periods, newest first. */
void page_groups(Page *p, const FigureSet *f);
/* Sentences on what a set leaves out, keeps, and how it is to be read. */
void page_figure_notes(Page *p, const FigureSet *f);

/* -- charts (report_charts.c); NULL where there is nothing to draw */
Chart *chart_trend(const Report *r, const FigureSet *f, const char *title);
Chart *chart_spark(const Report *r, const FigureSet *f);
const char *chart_spark_text(const Chart *c); /* ▁▃▅▇ */
Chart *chart_groups(const Report *r, const FigureSet *f);
Chart *chart_funnel(const Report *r);
Chart *chart_days(const Report *r, const ReportClause *rc);

/* -- clauses */
/* The figures of a clause's level; NULL: it states no target. */
const FigureSet *clause_level_set(const Report *r, const ReportClause *rc, int level);
/* MISSED if a level is, else KEPT if one is, else OPEN; NONE: no target.  *worst: the level
 * that says so, -1. */
Verdict clause_verdict(const Report *r, const ReportClause *rc, int *worst);
/* What a party's clauses amount to. */
typedef struct PartySum {
    int clauses, clocked;   /* how many; of them with instances of their own */
    int kept, missed, open; /* of those with a target */
    uint64_t late, at_risk, undetermined;
    const ReportCase *next;  /* that falls due first, NULL: none */
    const ReportCase *worst; /* that was due first of those late and open */
    int next_clause, worst_clause;
} PartySum;
enum { NO_PARTY = -1, ALL_PARTIES = -2 };
PartySum report_party_sum(const Report *r, int party);
Verdict party_verdict(const PartySum *s);
/* "First contact", and the agreement where several levels state a target. */
const char *clause_level_title(const Report *r, const ReportClause *rc, int level);

/* -- laying it out; `from` and others of page order */
void page_text(Buf *out, const Page *p, const ReportLook *look);
void page_markdown(Buf *out, const Page *p);
void page_html(Buf *out, const Page *p);

#endif
