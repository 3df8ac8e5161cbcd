/* mutation_test.c -- one token wrong, one message, on its line.
 *
 * Every token of the sample policy is deleted, doubled, swapped with the next one and
 * replaced by another one.  Nothing may crash; of what is refused, nearly all must be
 * refused on the damaged line, and with one message.
 */
#include <stdio.h>
#include <stdlib.h>

#include "grammar/parse.h"
#include "tests/unit/t.h"

enum { MAX_TOKENS = 4000, MIN_ON_LINE = 94, MIN_SINGLE = 91 };

typedef struct Piece {
    size_t lo, hi;
    int line;
} Piece;

typedef enum Change { DELETE, DOUBLE, SWAP, REPLACE, N_CHANGES } Change;

typedef struct Tally {
    int all, refused, on_line, single, many, worst;
} Tally;

static Str read_all(const char *path)
{
    Buf b = {0};
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return (Str){0};
    for (size_t n; (n = fread(buf_room(&b, 4096), 1, 4096, f)) > 0;)
        b.n += n;
    fclose(f);
    const Str s = buf_copy(&b);
    buf_free(&b);
    return s;
}

static bool is_wordy(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || c == '_' || (unsigned char)c >= 0x80;
}

/* The end of the token at i: a text, a pattern, a word, a number or date, or a sign. */
static size_t token_end(Str s, size_t i)
{
    const char c = s.p[i];
    if (c == '"' || (c == '/' && i + 1 < s.n && s.p[i + 1] != ' ')) {
        for (i++; i < s.n && s.p[i] != c && s.p[i] != '\n'; i++)
            if (s.p[i] == '\\')
                i++;
        return i + 1;
    }
    if (!is_wordy(c))
        return i
               + (c == '.' && s.p[i + 1] == '.'   ? 2
                  : c == '>' && s.p[i + 1] == '=' ? 2
                                                  : 1);
    const bool number = c >= '0' && c <= '9';
    while (i < s.n
           && (is_wordy(s.p[i])
               || (number && strchr(":-+%", s.p[i]) != NULL && s.p[i] != '\0')))
        i++;
    return i;
}

static int tokens_of(Str s, Piece *out)
{
    int n = 0, line = 1;
    for (size_t i = 0; i < s.n && n < MAX_TOKENS;) {
        if (s.p[i] == '#')
            while (i < s.n && s.p[i] != '\n')
                i++;
        if (s.p[i] == '\n')
            line++;
        if (s.p[i] == ' ' || s.p[i] == '\n') {
            i++;
            continue;
        }
        out[n] = (Piece){i, token_end(s, i), line};
        i = out[n++].hi;
    }
    return n;
}

static const char *const others[] = {"zz", "42", "{", "when", ",", ")", "\"x\"", "per"};

static void put_between(Buf *b, Str s, size_t lo, size_t hi)
{
    buf_str(b, str_sub(s, lo, hi));
}

static Str changed(Str s, const Piece *t, int i, Change c)
{
    Buf b = {0};
    put_between(&b, s, 0, t[i].lo);
    switch (c) {
    case DELETE: put_between(&b, s, t[i].hi, s.n); break;
    case DOUBLE:
        put_between(&b, s, t[i].lo, t[i].hi);
        buf_char(&b, ' ');
        put_between(&b, s, t[i].lo, s.n);
        break;
    case SWAP:
        put_between(&b, s, t[i + 1].lo, t[i + 1].hi);
        put_between(&b, s, t[i].hi, t[i + 1].lo);
        put_between(&b, s, t[i].lo, t[i].hi);
        put_between(&b, s, t[i + 1].hi, s.n);
        break;
    case REPLACE:
        buf_z(&b, others[i % 8]);
        put_between(&b, s, t[i].hi, s.n);
        break;
    case N_CHANGES: break;
    }
    const Str out = buf_copy(&b);
    buf_free(&b);
    return out;
}

static const char *const change_name[] = {"delete", "double", "swap", "replace"};

static void explain(Str s, const Piece *t, int i, Change c, const Diags *ds,
                    bool on_line)
{
    if (getenv("MUTATION_SHOW") == NULL || (on_line && ds->n == 1))
        return;
    printf("%s line %d %.*s%s\n", change_name[c], t[i].line, (int)(t[i].hi - t[i].lo),
           s.p + t[i].lo, on_line ? "" : " OFF");
    for (int k = 0; k < ds->n; k++)
        printf("    %d: %s\n",
               source_pos(ds->item[k]->span.src, ds->item[k]->span.lo).line,
               ds->item[k]->text);
}

static void try_one(Str s, const Piece *t, int i, Change c, Tally *tally)
{
    Diags *ds = diags_new();
    parse_file(source_new("whole.sla", changed(s, t, i, c)), ds);
    tally->all++;
    if (ds->n == 0)
        return;
    diags_sort(ds);
    const int line = source_pos(ds->item[0]->span.src, ds->item[0]->span.lo).line;
    const bool on_line = line == t[i].line || (c == SWAP && line == t[i + 1].line);
    tally->refused++;
    tally->on_line += on_line;
    tally->single += ds->n == 1;
    tally->many += ds->n >= 4;
    tally->worst = ds->n > tally->worst ? ds->n : tally->worst;
    explain(s, t, i, c, ds, on_line);
}

int main(void)
{
    static Piece token[MAX_TOKENS];
    Tally tally = {0};
    T_BEGIN();
    t_group("mutations");
    const Str s = read_all("tests/lang/whole.sla");
    const int n = tokens_of(s, token);
    T_OK(n > 700);
    for (int i = 0; i + 1 < n; i++)
        for (int c = 0; c < N_CHANGES; c++)
            try_one(s, token, i, (Change)c, &tally);
    const double on_line = 100.0 * tally.on_line / tally.refused;
    const double single = 100.0 * tally.single / tally.refused;
    printf("# %d mutations, %d refused: %.1f%% on the line, %.1f%% with one message, "
           "%d with "
           "four or more, at most %d\n",
           tally.all, tally.refused, on_line, single, tally.many, tally.worst);
    T_OK(tally.refused > tally.all / 2);
    T_OK(on_line >= MIN_ON_LINE);
    T_OK(single >= MIN_SINGLE);
    return T_END();
}
