/* source.c -- bringing a file to NFC while remembering where its columns were.
 *
 * NFC is done one grapheme cluster at a time: normalisation never joins across their
 * borders.  A cluster whose length changes leaves a mark, so that a column is the count of
 * code points in `text` plus what was lost before it on its line.
 */
#include "interp/base/source.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include <stdlib.h>
#include <utf8proc.h>

typedef struct Mark {
    uint32_t offset; /* end of a changed cluster, in text */
    int lost;        /* code points lost up to here, in all */
    int64_t bytes;   /* the same, of bytes */
} Mark;

struct SourceMap {
    Mark *mark;
    size_t cap;
    int n;
};

ptrdiff_t source_fault(Str raw)
{
    ptrdiff_t bad = utf8_fault(raw);
    size_t n = bad < 0 ? raw.n : (size_t)bad;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)raw.p[i];
        if ((c < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7f)
            return (ptrdiff_t)i;
    }
    return bad;
}

/* The end of the cluster that begins at i. */
static size_t cluster_end(Str s, size_t i)
{
    utf8proc_int32_t state = 0;
    size_t at = i;
    int before = utf8_next(s, &at);
    while (at < s.n) {
        size_t next = at;
        int cp = utf8_next(s, &next);
        if (utf8proc_grapheme_break_stateful(before, cp, &state))
            break;
        before = cp;
        at = next;
    }
    return at;
}

static void cluster_compose(Buf *out, Str cluster, struct SourceMap *map)
{
    utf8proc_uint8_t *nfc = NULL;
    utf8proc_ssize_t n =
        utf8proc_map((const utf8proc_uint8_t *)cluster.p, (utf8proc_ssize_t)cluster.n,
                     &nfc, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    Str composed = n >= 0 ? (Str){(const char *)nfc, (size_t)n} : cluster;
    buf_str(out, composed);
    int lost = utf8_count(cluster) - utf8_count(composed);
    int64_t bytes = (int64_t)cluster.n - (int64_t)composed.n;
    if (lost != 0 || bytes != 0) {
        Mark before = map->n > 0 ? map->mark[map->n - 1] : (Mark){0};
        MEM_PUSH(map->mark, map->n, map->cap) =
            (Mark){(uint32_t)out->n, before.lost + lost, before.bytes + bytes};
    }
    free(nfc);
}

static Str source_compose(Str raw, struct SourceMap *map)
{
    Buf out = {0};
    for (size_t i = 0; i < raw.n;) {
        bool plain = (unsigned char)raw.p[i] < 0x80
                     && (i + 1 == raw.n || (unsigned char)raw.p[i + 1] < 0x80);
        size_t end = plain ? i + 1 : cluster_end(raw, i);
        if (plain)
            buf_char(&out, raw.p[i]);
        else
            cluster_compose(&out, str_sub(raw, i, end), map);
        i = end;
    }
    Str text = buf_copy(&out);
    buf_free(&out);
    return text;
}

static void source_find_lines(Source *s)
{
    size_t n = 1;
    for (size_t i = 0; i < s->text.n; i++)
        n += s->text.p[i] == '\n';
    s->line_start = mem_bytes(n * sizeof *s->line_start);
    s->line_start[s->n_lines++] = 0;
    for (size_t i = 0; i < s->text.n; i++)
        if (s->text.p[i] == '\n')
            s->line_start[s->n_lines++] = (uint32_t)i + 1;
}

Source *source_new(const char *name, Str raw)
{
    const Str bom = STR("\xef\xbb\xbf");
    Source *s = MEM_NEW(Source);
    const bool marked = str_starts(raw, bom);
    Str given = marked ? str_sub(raw, bom.n, raw.n) : raw;
    s->name = name;
    if (utf8_is_ascii(given) || !utf8_valid(given)) {
        s->text = str_copy(given);
    } else {
        struct SourceMap *map = MEM_NEW(struct SourceMap);
        s->text = source_compose(given, map);
        s->map = map->n > 0 ? map : NULL;
    }
    s->raw = marked || s->map != NULL ? str_copy(raw) : s->text;
    source_find_lines(s);
    return s;
}

/* The last line that begins at or before the offset, from 0. */
static int source_line_at(const Source *s, uint32_t offset)
{
    int lo = 0, hi = s->n_lines;
    while (hi - lo > 1) {
        int mid = lo + (hi - lo) / 2;
        if (s->line_start[mid] <= offset)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

/* What was lost before the offset. */
static Mark source_lost(const Source *s, uint32_t offset)
{
    int lo = 0, hi = s->map != NULL ? s->map->n : 0;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (s->map->mark[mid].offset <= offset)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo > 0 ? s->map->mark[lo - 1] : (Mark){0};
}

Pos source_pos(const Source *s, uint32_t offset)
{
    if (offset > s->text.n)
        offset = (uint32_t)s->text.n;
    int line = source_line_at(s, offset);
    uint32_t start = s->line_start[line];
    int col = utf8_count(str_sub(s->text, start, offset));
    col += source_lost(s, offset).lost - source_lost(s, start).lost;
    return (Pos){line + 1, col + 1};
}

size_t source_raw_offset(const Source *s, uint32_t offset)
{
    const size_t mark = str_starts(s->raw, STR("\xef\xbb\xbf")) ? 3 : 0;
    return (size_t)((int64_t)offset + source_lost(s, offset).bytes) + mark;
}

Str source_line(const Source *s, int line)
{
    if (line < 1 || line > s->n_lines)
        return STR("");
    size_t lo = s->line_start[line - 1], hi = s->text.n;
    if (line < s->n_lines)
        hi = s->line_start[line] - 1;
    if (hi > lo && s->text.p[hi - 1] == '\r')
        hi--;
    return str_sub(s->text, lo, hi);
}
