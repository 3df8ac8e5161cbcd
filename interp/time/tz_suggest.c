/* tz_suggest.c -- zone names near to one that is not there.
 *
 * Names come from tzdata.zi (zones and links), else from zone1970.tab or zone.tab.  The
 * name is compared whole and by its last part, folded, blanks as `_`: "São Paulo" finds
 * America/Sao_Paulo.
 */
#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include "interp/time/tz.h"
#include <stdio.h>
#include <stdlib.h>

enum { MAX_DISTANCE = 3, MAX_LINE = 512, MAX_WANTED = 100 };

typedef struct Candidate {
    Str name;
    int distance;
} Candidate;

typedef struct Candidates {
    Candidate *item;
    size_t cap;
    int n;
    Str wanted;
} Candidates;

static Str plain_name(Str s)
{
    Str folded = utf8_fold_copy(s);
    char *p = mem_bytes(folded.n + 1);
    for (size_t i = 0; i < folded.n; i++)
        p[i] = folded.p[i] == ' ' ? '_' : folded.p[i];
    p[folded.n] = '\0';
    return (Str){p, folded.n};
}

static Str last_part(Str s)
{
    size_t at = s.n;
    while (at > 0 && s.p[at - 1] != '/')
        at--;
    return str_sub(s, at, s.n);
}

/* A short name must be nearer: two wrong letters of four are another word. */
static void consider(Candidates *c, Str name)
{
    Str folded = plain_name(name), part = last_part(folded);
    int limit = c->wanted.n < 6 ? 1 : MAX_DISTANCE;
    int whole = str_distance(c->wanted, folded, limit);
    int city = str_distance(last_part(c->wanted), part, limit);
    int distance = whole < city ? whole : city + (part.n != c->wanted.n && city > 0);
    if (distance > limit)
        return;
    for (int i = 0; i < c->n; i++)
        if (str_eq(c->item[i].name, name))
            return;
    MEM_PUSH(c->item, c->n, c->cap) = (Candidate){str_copy(name), distance};
}

/* The n-th word of a line, from 0, between blanks or tabs. */
static Str word(Str line, int n)
{
    size_t at = 0, end;
    for (;; n--, at = end) {
        while (at < line.n && (line.p[at] == ' ' || line.p[at] == '\t'))
            at++;
        end = at;
        while (end < line.n && line.p[end] != ' ' && line.p[end] != '\t')
            end++;
        if (n == 0 || end == at)
            return str_sub(line, at, end);
    }
}

static bool consider_file(Candidates *c, const char *path, bool compact)
{
    char line[MAX_LINE];
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return false;
    while (fgets(line, sizeof line, f) != NULL) {
        Str s = str_trim(str_of(line));
        if (compact && (str_starts(s, STR("Z ")) || str_starts(s, STR("L "))))
            consider(c, word(s, s.p[0] == 'Z' ? 1 : 2));
        else if (!compact && s.n > 0 && s.p[0] != '#')
            consider(c, word(s, 2));
    }
    fclose(f);
    return true;
}

static int candidate_compare(const void *l, const void *r)
{
    const Candidate *a = l, *b = r;
    return a->distance != b->distance ? a->distance - b->distance
                                      : str_cmp(a->name, b->name);
}

int zone_suggest(const char *dir, Str name, Str *out, int max)
{
    Candidates c = {.wanted = plain_name(name)};
    if (name.n == 0 || name.n > MAX_WANTED)
        return 0;
    if (!consider_file(&c, str_format("%s/tzdata.zi", dir), true)
        && !consider_file(&c, str_format("%s/zone1970.tab", dir), false))
        consider_file(&c, str_format("%s/zone.tab", dir), false);
    if (c.n > 0)
        qsort(c.item, (size_t)c.n, sizeof *c.item, candidate_compare);
    int n = c.n < max ? c.n : max;
    for (int i = 0; i < n; i++)
        out[i] = c.item[i].name;
    return n;
}
