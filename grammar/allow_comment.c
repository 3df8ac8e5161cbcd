/* allow_comment.c -- reading and translating comments that allow findings. */
#include "grammar/allow_comment.h"

enum { SLIP = 2 }; /* edits within which another word is taken for `allow` */

static const Str words[] = {[LANG_EN] = {"allow", 5}, [LANG_PT] = {"permite", 7}};
enum { N_WORDS = sizeof words / sizeof *words };

Str allow_word(Language language) { return words[language]; }

bool allow_word_is(Str word)
{
    for (int i = 0; i < (int)N_WORDS; i++)
        if (str_eq(word, words[i]))
            return true;
    return false;
}

static bool is_near_word(Str word)
{
    for (int i = 0; i < (int)N_WORDS; i++)
        if (str_distance(word, words[i], SLIP) <= SLIP)
            return true;
    return false;
}

/* -- tokens ------------------------------------------------------------------------------ */

static size_t past_blanks(Str s, size_t i)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
        i++;
    return i;
}

static Str word_at(Str s, size_t i)
{
    size_t end = i;
    while (end < s.n && strchr(" \t,:;", s.p[end]) == NULL)
        end++;
    return str_sub(s, i, end);
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool looks_like_code(Str s)
{
    int digits = 0;
    if (s.n < 3 || s.n > 8 || !is_letter(s.p[0]))
        return false;
    for (size_t i = 1; i < s.n; i++) {
        if (!is_letter(s.p[i]) && !is_digit(s.p[i]))
            return false;
        digits += is_digit(s.p[i]);
    }
    return digits >= 2;
}

/* The end of the codes that begin at i, commas between them; i where there is none. */
static size_t past_codes(Str s, size_t i)
{
    size_t end = i;
    for (;;) {
        const Str code = word_at(s, i);
        if (!looks_like_code(code))
            return end;
        end = i + code.n;
        i = past_blanks(s, end);
        if (i >= s.n || s.p[i] != ',')
            return end;
        i = past_blanks(s, i + 1);
    }
}

/* A reason may be set off by a comma, a colon or a dash. */
static Str reason_of(Str s)
{
    static const char *const signs[] = {",", ":", ";", "-", "–", "—"};
    s = str_trim(s);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_starts(s, str_of(signs[i])))
            return str_trim(str_sub(s, strlen(signs[i]), s.n));
    return s;
}

/* -- the comment ------------------------------------------------------------------------- */

bool allow_comment(Str comment, AllowComment *out)
{
    const Str name = STR("acordo:");
    size_t i = past_blanks(comment, 1);
    if (!str_starts(str_sub(comment, i < comment.n ? i : comment.n, comment.n), name))
        return false;
    i = past_blanks(comment, i + name.n);
    const Str word = word_at(comment, i);
    i = past_blanks(comment, i + word.n);
    const size_t end = past_codes(comment, i);
    if (end == i || !is_near_word(word))
        return false;
    *out = (AllowComment){word, str_sub(comment, i, end),
                          reason_of(str_sub(comment, end, comment.n))};
    return true;
}

Str allow_code(Str codes, size_t *at)
{
    size_t i = *at;
    while (i < codes.n && strchr(" \t,", codes.p[i]) != NULL)
        i++;
    const Str code = word_at(codes, i);
    *at = i + code.n;
    return code;
}

Str allow_translated(Str comment, Language to)
{
    AllowComment a;
    if (!allow_comment(comment, &a) || !allow_word_is(a.word)
        || str_eq(a.word, words[to]))
        return comment;
    const size_t before = (size_t)(a.word.p - comment.p);
    Buf b = {0};
    buf_str(&b, str_sub(comment, 0, before));
    buf_str(&b, words[to]);
    buf_str(&b, str_sub(comment, before + a.word.n, comment.n));
    const Str out = buf_copy(&b);
    buf_free(&b);
    return out;
}
