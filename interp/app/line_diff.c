/* line_diff.c -- the longest common subsequence of lines, by Myers' greedy walk.
 *
 * Diagonal k holds the furthest line of the old text that d edits reach; each round of d
 * is kept, and the way back through the rounds is the script.  Beyond EDITS_MOST edits the
 * texts are taken to have nothing in common between their common head and tail.
 */
#include "interp/app/line_diff.h"

#include "interp/base/mem.h"

enum { AROUND = 3, EDITS_MOST = 1000 };

typedef struct Lines {
    Str *line;
    int n;
    size_t cap;
} Lines;

typedef struct Diff {
    Lines a, b;
    bool *gone, *come; /* by line of a, of b */
} Diff;

static Lines lines_of(Str text)
{
    Lines ls = {0};
    for (size_t at = 0; at < text.n;) {
        const char *end = memchr(text.p + at, '\n', text.n - at);
        size_t next = end != NULL ? (size_t)(end - text.p) + 1 : text.n;
        MEM_PUSH(ls.line, ls.n, ls.cap) = str_sub(text, at, next);
        at = next;
    }
    return ls;
}

/* Marks what the d rounds of furthest lines say, from the end back. */
static void trace_back(Diff *f, int *const *round, int d, int lo, int x, int y)
{
    for (; d > 0; d--) {
        const int *v = round[d - 1];
        int mid = EDITS_MOST + 1, k = x - y;
        bool down = k == -d || (k != d && v[mid + k - 1] < v[mid + k + 1]);
        int before = down ? k + 1 : k - 1;
        int px = v[mid + before], py = px - before;
        while (x > px && y > py && x - (down ? px : px + 1) > 0
               && y - (down ? py + 1 : py) > 0)
            x--, y--;
        if (down)
            f->come[lo + py] = true;
        else
            f->gone[lo + px] = true;
        x = px;
        y = py;
    }
}

static bool walk(Diff *f, int lo, int na, int nb)
{
    int **round = MEM_ARRAY(int *, EDITS_MOST + 1);
    int width = 2 * EDITS_MOST + 3, mid = EDITS_MOST + 1;
    int *v = mem_bytes((size_t)width * sizeof *v);
    memset(v, 0, (size_t)width * sizeof *v);
    for (int d = 0; d <= EDITS_MOST; d++) {
        for (int k = -d; k <= d; k += 2) {
            bool down = k == -d || (k != d && v[mid + k - 1] < v[mid + k + 1]);
            int x = down ? v[mid + k + 1] : v[mid + k - 1] + 1, y = x - k;
            while (x < na && y < nb && str_eq(f->a.line[lo + x], f->b.line[lo + y]))
                x++, y++;
            v[mid + k] = x;
            if (x >= na && y >= nb) {
                trace_back(f, round, d, lo, x, y);
                return true;
            }
        }
        round[d] = mem_bytes((size_t)width * sizeof *v);
        memcpy(round[d], v, (size_t)width * sizeof *v);
    }
    return false;
}

static void compare(Diff *f)
{
    int lo = 0, na = f->a.n, nb = f->b.n;
    while (lo < na && lo < nb && str_eq(f->a.line[lo], f->b.line[lo]))
        lo++;
    while (na > lo && nb > lo && str_eq(f->a.line[na - 1], f->b.line[nb - 1]))
        na--, nb--;
    if (walk(f, lo, na - lo, nb - lo))
        return;
    for (int i = lo; i < na; i++)
        f->gone[i] = true;
    for (int i = lo; i < nb; i++)
        f->come[i] = true;
}

static void put_line(Buf *out, char mark, Str line, bool colour)
{
    const char *paint = mark == '-' ? "\033[31m" : mark == '+' ? "\033[32m" : "";
    bool ends = str_ends(line, STR("\n"));
    if (colour)
        buf_z(out, paint);
    buf_char(out, mark);
    buf_str(out, ends ? str_sub(line, 0, line.n - 1) : line);
    if (colour && paint[0] != '\0')
        buf_z(out, "\033[0m");
    buf_z(out, ends ? "\n" : "\n\\ No newline at end of file\n");
}

/* Steps over one line of either text; false at the end of both. */
static bool step(const Diff *f, int *i, int *j, char *mark)
{
    if (*i < f->a.n && f->gone[*i])
        (*i)++, *mark = '-';
    else if (*j < f->b.n && f->come[*j])
        (*j)++, *mark = '+';
    else if (*i < f->a.n && *j < f->b.n)
        (*i)++, (*j)++, *mark = ' ';
    else
        return false;
    return true;
}

/* A run of changes that are at most twice AROUND lines apart, from line i of a and j of b,
 * where the first change is; prints it and moves i and j behind it. */
static void put_hunk(Buf *out, const Diff *f, int *i, int *j, bool colour)
{
    int back = *i < *j ? *i : *j;
    back = back < AROUND ? back : AROUND;
    int i0 = *i - back, j0 = *j - back, x = *i, y = *j, same = 0, end_i = *i,
        end_j = *j;
    char mark;
    while (same <= 2 * AROUND && step(f, &x, &y, &mark)) {
        same = mark == ' ' ? same + 1 : 0;
        if (same <= AROUND)
            end_i = x, end_j = y;
    }
    buf_format(out, "@@ -%d,%d +%d,%d @@\n", i0 + (end_i > i0), end_i - i0,
               j0 + (end_j > j0), end_j - j0);
    for (x = i0, y = j0; x < end_i || y < end_j;) {
        int fx = x, fy = y;
        if (!step(f, &x, &y, &mark))
            break;
        put_line(out, mark, mark == '+' ? f->b.line[fy] : f->a.line[fx], colour);
    }
    *i = end_i;
    *j = end_j;
}

void line_diff(Buf *out, const char *old_name, Str old_text, const char *new_name,
               Str new_text, bool colour)
{
    if (str_eq(old_text, new_text))
        return;
    Diff f = {.a = lines_of(old_text), .b = lines_of(new_text)};
    f.gone = MEM_ARRAY(bool, f.a.n + 1);
    f.come = MEM_ARRAY(bool, f.b.n + 1);
    compare(&f);
    buf_format(out, "--- %s\n+++ %s\n", old_name, new_name);
    for (int i = 0, j = 0;;) {
        bool change = (i < f.a.n && f.gone[i]) || (j < f.b.n && f.come[j]);
        char mark;
        if (change)
            put_hunk(out, &f, &i, &j, colour);
        else if (!step(&f, &i, &j, &mark))
            return;
    }
}
