/* k_fold.c -- texts made of texts: folded, lowered, trimmed, the domain of an address.
 *
 * What is made of a coded text is made once and kept in the step's memo; else it lives in
 * the batch's memory.  ASCII is lowered sixteen bytes at a time; only what holds other
 * letters, or blanks where they matter, takes the general way.
 */
#include "interp/engine/fold.h"
#include "interp/engine/kernels.h"

#include "interp/base/utf8.h"
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 16, CHUNK = 1 << 14 };

/* Lowers BLOCK bytes; a bit each for those below `floor`, non-ASCII among them. */
#ifdef __SSE2__
static inline unsigned lower_block(const char *p, char *to, signed char floor)
{
    __m128i v;
    memcpy(&v, p, BLOCK);
    const __m128i upper = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('A' - 1)),
                                        _mm_cmplt_epi8(v, _mm_set1_epi8('Z' + 1)));
    const __m128i low = _mm_add_epi8(v, _mm_and_si128(upper, _mm_set1_epi8('a' - 'A')));
    memcpy(to, &low, BLOCK);
    return (unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(v, _mm_set1_epi8(floor)));
}
#else
static inline unsigned lower_block(const char *p, char *to, signed char floor)
{
    unsigned bad = 0;
    for (int i = 0; i < BLOCK; i++) {
        const signed char ch = (signed char)p[i];
        bad |= (unsigned)(ch < floor) << i;
        to[i] = (char)(ch + (ch >= 'A' && ch <= 'Z' ? 'a' - 'A' : 0));
    }
    return bad;
}
#endif

/* Lowers ASCII of at least `floor`; false where something else stands in the text.  Reads
 * and writes up to a whole block; the last block overlaps the one before it. */
static bool lower_ascii(const Text *t, char *to, signed char floor)
{
    const uint32_t n = t->n;
    if (n < BLOCK)
        return n == 0 || (lower_block(t->p, to, floor) & ((1u << n) - 1)) == 0;
    unsigned bad = 0;
    for (uint32_t i = 0; i + BLOCK <= n; i += BLOCK)
        bad |= lower_block(t->p + i, to + i, floor);
    return (bad | lower_block(t->p + n - BLOCK, to + n - BLOCK, floor)) == 0;
}

static bool room_for(Room *room, size_t n)
{
    if (room->left >= n)
        return true;
    if (room->arena == NULL)
        return false;
    room->left = n > CHUNK ? n : CHUNK;
    room->p = arena_alloc(room->arena, room->left, 1);
    return true;
}

/* Takes n bytes, of which the text is, and BLOCK after them that may be read. */
static Text room_take(Room *room, size_t n)
{
    const Text t = {room->p, (uint32_t)n, 0};
    const size_t used = n + BLOCK;
    room->p += used < room->left ? used : room->left;
    room->left -= used < room->left ? used : room->left;
    return t;
}

typedef size_t CaseFn(Str s, char *out, size_t cap);

static bool make_slowly(const Text *t, Room *room, Text *out, CaseFn *convert)
{
    const Str s = {t->n > 0 ? t->p : "", t->n};
    if (!room_for(room, 2 * BLOCK))
        return false;
    const size_t cap = room->left - BLOCK, need = convert(s, room->p, cap);
    if (need > cap) {
        if (!room_for(room, need + BLOCK))
            return false;
        convert(s, room->p, need);
    }
    *out = room_take(room, need);
    return true;
}

static bool make_cased(const Text *t, Room *room, Text *out, signed char floor,
                       CaseFn *convert)
{
    if (!room_for(room, t->n + 2 * BLOCK))
        return false;
    if (!lower_ascii(t, room->p, floor))
        return make_slowly(t, room, out, convert);
    *out = room_take(room, t->n);
    return true;
}

bool fold_folded(const Text *t, Room *room, Text *out, bool *missing)
{
    (void)missing;
    return make_cased(t, room, out, MUTATE(21, ' ' + 1, ' '), utf8_fold);
}

bool fold_lower(const Text *t, Room *room, Text *out, bool *missing)
{
    (void)missing;
    return make_cased(t, room, out, 0, utf8_lower);
}

bool fold_trimmed(const Text *t, Room *room, Text *out, bool *missing)
{
    const Str s = str_trim((Str){t->n > 0 ? t->p : "", t->n});
    (void)missing;
    if (!room_for(room, s.n + 2 * BLOCK))
        return false;
    if (s.n > 0)
        memcpy(room->p, s.p, s.n);
    *out = room_take(room, s.n);
    return true;
}

/* The part after the last @ is copied first, so that a block can be read from it. */
bool fold_domain(const Text *t, Room *room, Text *out, bool *missing)
{
    uint32_t at = t->n;
    while (at > 0 && t->p[at - 1] != '@')
        at--;
    *missing = at == 0;
    if (*missing)
        return true;
    const Text tail = {t->p + at, t->n - at, 0};
    Text copy;
    return fold_trimmed(&tail, room, &copy, missing)
           && make_cased(&copy, room, out, 0, utf8_lower);
}

/* A missing result is kept as MEMO_MISSING; a full memo keeps nothing more. */
static const Text *remember(Memo *m, const Text *t, TextMake *make)
{
    Text *kept = &m->text[t->code];
    if (kept->code != MEMO_NEW)
        return kept;
    Room room = {m->bytes + m->used, MEMO_TEXT_BYTES - m->used, NULL};
    bool missing = false;
    if (!make(t, &room, kept, &missing)) {
        kept->code = MEMO_NEW;
        return NULL;
    }
    m->used = MEMO_TEXT_BYTES - room.left;
    if (missing)
        *kept = (Text){"", 0, 0};
    kept->code = missing ? MEMO_MISSING : MEMO_YES;
    return kept;
}

Text fold_one(Memo *memo, Room *room, const Text *t)
{
    Text to = {"", 0, 0};
    bool missing = false;
    const Text *kept = t->code != 0 ? remember(memo, t, fold_folded) : NULL;
    if (kept != NULL)
        return *kept;
    fold_folded(t, room, &to, &missing);
    return to;
}

static void derive_row(Call *c, int r, const Text *t, Room *room, TextMake *make)
{
    Text *to = &c->out->text[r];
    bool missing = false;
    const Text *kept =
        t->code != 0 && c->memo != NULL ? remember(c->memo, t, make) : NULL;
    if (kept != NULL) {
        *to = (Text){kept->p, kept->n, t->code};
        missing = kept->code == MEMO_MISSING;
    } else {
        make(t, room, to, &missing);
        to->code = t->code;
    }
    if (!missing)
        return;
    *to = (Text){"", 0, 0};
    uint8_t *null = call_own_null(c);
    null[r] = null[r] != 0 ? null[r] : NULL_MISSING;
}

static const char nothing[BLOCK];

static void derive(Call *c, TextMake *make)
{
    const Column *a = c->arg[0];
    Room room = {NULL, 0, c->arena};
    if (c->sel != NULL || c->out->null != NULL)
        for (int r = 0; r < c->rows; r++)
            c->out->text[r] = (Text){nothing, 0, 0};
    for (int k = 0; k < call_rows(c); k++) {
        const int r = call_row(c, k);
        if (c->out->null == NULL || c->out->null[r] == 0)
            derive_row(c, r, &a->text[r * column_stride(a)], &room, make);
    }
}

void k_fold(Call *c) { derive(c, fold_folded); }
void k_lower(Call *c) { derive(c, fold_lower); }
void k_trim(Call *c) { derive(c, fold_trimmed); }
void k_domain(Call *c) { derive(c, fold_domain); }

/* The elements of all rows are one flat column of texts. */
void k_fold_list(Call *c)
{
    const Column *a = c->arg[0];
    const uint32_t total = a->list.start[c->rows], first = a->list.start[0];
    Column *to = c->out->list.elem;
    Room room = {NULL, 0, c->arena};
    bool missing;
    *to = (Column){.phys = PHYS_TEXT, .form = FORM_FLAT};
    to->text = ARENA_ARRAY(c->arena, Text, total - first + 1);
    for (int r = 0; r <= c->rows; r++)
        c->out->list.start[r] = a->list.start[r] - first;
    for (uint32_t i = first; i < total; i++) {
        fold_folded(&a->list.elem->text[i], &room, &to->text[i - first], &missing);
        to->text[i - first].code = a->list.elem->text[i].code;
    }
}

TextMake *fold_made_by(KernelFn *kernel)
{
    static const struct {
        KernelFn *kernel;
        TextMake *make;
    } pairs[] = {{k_fold, fold_folded},
                 {k_lower, fold_lower},
                 {k_trim, fold_trimmed},
                 {k_domain, fold_domain}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].kernel == kernel)
            return pairs[i].make;
    return NULL;
}
