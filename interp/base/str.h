/* str.h -- text by value, and a growing byte buffer.
 *
 * Str borrows: it owns nothing and is not NUL-ended unless its maker says so (all str_*
 * functions that allocate do end with a NUL, in the collected heap).  Buf owns malloc
 * memory, for writers that run as long as the stream; buf_free gives it back.
 */
#ifndef ACORDO_BASE_STR_H
#define ACORDO_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Str {
    const char *p;
    size_t n;
} Str;

#define STR(literal) ((Str){"" literal, sizeof(literal) - 1})

static inline Str str_of(const char *z) { return (Str){z, z != NULL ? strlen(z) : 0}; }
static inline bool str_eq(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
static inline bool str_is(Str a, const char *z) { return str_eq(a, str_of(z)); }
static inline Str str_sub(Str s, size_t lo, size_t hi)
{
    return (Str){s.p + lo, hi - lo};
}
int str_cmp(Str a, Str b); /* bytes, then length */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
Str str_trim(Str s);      /* ASCII blanks off both ends; borrows */
Str str_copy(Str s);      /* collected, NUL-ended */
const char *str_z(Str s); /* the same, as char * */
uint64_t str_hash(Str s);
int str_distance(Str a, Str b, int limit); /* edit distance with transpositions, in
                                                  code points; limit + 1 when above */
__attribute__((format(printf, 1, 2))) const char *str_format(const char *f, ...);

typedef struct Buf {
    char *p;
    size_t n, cap;
} Buf;

char *buf_room(Buf *b, size_t n); /* at least n free bytes at the result */
static inline void buf_put(Buf *b, const void *p, size_t n)
{
    char *to = buf_room(b, n + 1);
    if (n > 0)
        memcpy(to, p, n);
    b->n += n;
}
static inline void buf_str(Buf *b, Str s) { buf_put(b, s.p, s.n); }
static inline void buf_z(Buf *b, const char *z) { buf_put(b, z, strlen(z)); }
static inline void buf_char(Buf *b, char c) { buf_put(b, &c, 1); }
void buf_repeat(Buf *b, char c, int n);
void buf_i64(Buf *b, int64_t v);
void buf_json(Buf *b, Str s); /* quoted and escaped, RFC 8259 */
__attribute__((format(printf, 2, 3))) void buf_format(Buf *b, const char *f, ...);
static inline Str buf_view(const Buf *b) { return (Str){b->p, b->n}; }
Str buf_copy(const Buf *b); /* collected copy */
void buf_free(Buf *b);

#endif
