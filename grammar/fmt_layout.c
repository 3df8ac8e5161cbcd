/* fmt_layout.c -- lines of pieces to text: columns, breaks, comments.
 *
 * Columns are those of a run: lines of one kind that follow each other without an empty
 * line and fit unaligned.  A cell wider than its column's share does not widen the
 * column.  Nothing here looks at the source, so a second pass gives the same bytes.
 */
#include "grammar/fmt_line.h"
#include "interp/base/utf8.h"

enum { MAX_CELLS = 8, WIDE_CELL = 28 };

static int line_end_of(const Line *l) { return l->first + l->n; }

/* Columns from the line's indent to the end of its last piece. */
static int line_width(const Fmt *f, const Line *l)
{
    int col = 0;
    for (int i = l->first; i < line_end_of(l); i++) {
        const Piece *p = &f->piece[i];
        int at = col + (i > l->first ? p->space : 0);
        col = (p->pad > at ? p->pad : at) + p->width;
    }
    return col;
}

/* -- columns ------------------------------------------------------------------------------ */

static bool same_run(const Line *a, const Line *b)
{
    return a->row == b->row && a->indent == b->indent && !b->blank && !b->broken;
}

/* Width of the cell that piece i opens; *next is the piece after it. */
static int cell_width(const Fmt *f, const Line *l, int i, int *next)
{
    int width = f->piece[i].width;
    for (i++; i < line_end_of(l) && f->piece[i].cell == 0; i++)
        width += f->piece[i].space + f->piece[i].width;
    *next = i;
    return width;
}

static void widen(const Fmt *f, const Line *l, int width[MAX_CELLS], int gap[MAX_CELLS])
{
    for (int i = l->first, next; i < line_end_of(l); i = next) {
        int cell = f->piece[i].cell;
        int w = cell_width(f, l, i, &next);
        if (next >= line_end_of(l))
            continue; /* the last cell of a line widens nothing */
        if (w <= WIDE_CELL && w > width[cell])
            width[cell] = w;
        if (f->piece[next].space > gap[cell])
            gap[cell] = f->piece[next].space;
    }
}

static void align_run(Fmt *f, int lo, int hi)
{
    int width[MAX_CELLS] = {0}, gap[MAX_CELLS] = {0}, start[MAX_CELLS] = {0};
    for (int k = lo; k < hi; k++)
        widen(f, &f->line[k], width, gap);
    for (int c = 1; c < MAX_CELLS; c++)
        start[c] = start[c - 1] + (width[c - 1] > 0 ? width[c - 1] + gap[c - 1] : 0);
    for (int k = lo; k < hi; k++)
        for (int i = f->line[k].first; i < line_end_of(&f->line[k]); i++)
            if (f->piece[i].cell > 0)
                f->piece[i].pad = start[f->piece[i].cell];
}

static void align_rows(Fmt *f)
{
    for (int lo = 0, hi; lo < f->n_lines; lo = hi) {
        hi = lo + 1;
        if (f->line[lo].row == ROW_NONE || f->line[lo].broken)
            continue;
        while (hi < f->n_lines && same_run(&f->line[lo], &f->line[hi]))
            hi++;
        align_run(f, lo, hi);
    }
}

/* -- breaks ------------------------------------------------------------------------------- */

static void mark_broken(Fmt *f)
{
    for (int k = 0; k < f->n_lines; k++)
        if (f->line[k].indent + line_width(f, &f->line[k]) > FMT_WIDTH)
            f->line[k].broken = true;
}

typedef struct Cursor {
    int col;    /* where the text ends now */
    int rest;   /* indent of the lines that follow */
    bool begun; /* something stands on this line beside its indent */
    bool first; /* the statement's first line: pads hold */
} Cursor;

static int piece_col(const Line *l, const Piece *p, const Cursor *at)
{
    if (!at->begun)
        return at->col;
    int col = at->col + p->space;
    return at->first && l->indent + p->pad > col ? l->indent + p->pad : col;
}

/* The best place to break before or at `over`, the first piece that does not fit: as far
 * right as can be, but a bracket's depth costs, and so does what binds tightly. */
static int best_break(const Fmt *f, const Line *l, int from, int over, Cursor at)
{
    int best = -1, best_score = 0;
    for (int i = from; i <= over; i++) {
        const Piece *p = &f->piece[i];
        int col = piece_col(l, p, &at);
        int score = col - 24 * p->depth - p->bond;
        if (i > from && p->brk == BREAK_GOOD && (best < 0 || score >= best_score)) {
            best = i;
            best_score = score;
        }
        at.col = col + p->width;
        at.begun = true;
    }
    return best;
}

/* Pieces [from, result) go on one line. */
static int fit(const Fmt *f, const Line *l, int from, Cursor at)
{
    int end = line_end_of(l);
    Cursor start = at;
    for (int i = from; i < end; i++) {
        const Piece *p = &f->piece[i];
        if (p->kind == PIECE_COMMENT)
            return i;
        at.col = piece_col(l, p, &at) + p->width;
        at.begun = true;
        if (at.col <= FMT_WIDTH)
            continue;
        int cut = best_break(f, l, from, i, start);
        if (cut > from)
            return cut;
        /* nothing fits: up to the next place there is */
        for (i++; i < end && f->piece[i].kind != PIECE_COMMENT; i++)
            if (f->piece[i].brk == BREAK_GOOD)
                return i;
        return i;
    }
    return end;
}

static void new_line(Buf *out, const Line *l, Cursor *at, bool closing)
{
    buf_char(out, '\n');
    at->col = closing ? l->indent : at->rest;
    at->begun = false;
    at->first = false;
    buf_repeat(out, ' ', at->col);
}

static bool is_closer(const Piece *p)
{
    return p->kind == PIECE_OTHER && p->text.n == 1
           && strchr(")]}", p->text.p[0]) != NULL;
}

static void print_pieces(const Fmt *f, Buf *out, const Line *l, int from, int to,
                         Cursor *at)
{
    for (int i = from; i < to; i++) {
        const Piece *p = &f->piece[i];
        int col = piece_col(l, p, at);
        buf_repeat(out, ' ', col - at->col);
        buf_str(out, p->text);
        at->col = col + p->width;
        at->begun = true;
        if (i + 1 == l->hang && at->first && at->col + 1 < FMT_WIDTH / 2)
            at->rest = at->col + 1;
    }
}

static void print_comment(const Fmt *f, Buf *out, const Line *l, int i, Cursor *at)
{
    const Piece *p = &f->piece[i];
    if (at->begun && p->own_line)
        new_line(out, l, at, false);
    if (at->begun)
        buf_z(out, "  ");
    buf_str(out, p->text);
    if (i + 1 < line_end_of(l))
        new_line(out, l, at, is_closer(&f->piece[i + 1]));
}

static int print_line(const Fmt *f, Buf *out, const Line *l)
{
    Cursor at = {.col = l->indent, .rest = l->indent + FMT_CONTINUE, .first = true};
    buf_repeat(out, ' ', l->indent);
    for (int i = l->first; i < line_end_of(l);) {
        if (f->piece[i].kind == PIECE_COMMENT) {
            print_comment(f, out, l, i++, &at);
            continue;
        }
        int cut = fit(f, l, i, at);
        print_pieces(f, out, l, i, cut, &at);
        if (cut < line_end_of(l) && f->piece[cut].kind != PIECE_COMMENT)
            new_line(out, l, &at, false);
        i = cut;
    }
    return at.col;
}

/* -- comments at the ends of lines ----------------------------------------------------------- */

static bool has_tail(const Line *l) { return l->n > 0 && l->comment.n > 0; }

/* Column of the comment at the end of line k: that of its run. */
static int tail_column(const Fmt *f, int k, int *run_end)
{
    int col = 0;
    int i = k;
    for (; i < f->n_lines && has_tail(&f->line[i]); i++) {
        const Line *l = &f->line[i];
        if (l->broken || (i > k && l->blank))
            break;
        int end = l->indent + line_width(f, l) + 2;
        col = end > col ? end : col;
    }
    *run_end = i;
    return col;
}

void layout_print(Fmt *f, Buf *out)
{
    mark_broken(f);
    align_rows(f);
    mark_broken(f);
    int tail = 0, run_end = 0;
    for (int k = 0; k < f->n_lines; k++) {
        const Line *l = &f->line[k];
        if (l->blank)
            buf_char(out, '\n');
        if (has_tail(l) && k >= run_end)
            tail = tail_column(f, k, &run_end);
        int col = print_line(f, out, l);
        if (has_tail(l))
            buf_repeat(out, ' ', k < run_end && tail > col + 2 ? tail - col : 2);
        buf_str(out, l->comment);
        buf_char(out, '\n');
    }
}
