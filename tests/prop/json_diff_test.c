/* json_diff_test.c -- the record path against a plain JSON parser that only this test has.
 *
 * Records are made at random, in many layouts, and half of them are damaged in a byte or
 * two.  The parser below follows RFC 8259 rule by rule, one byte at a time, and says
 * whether a line is a record and what four of its fields hold; the reader must agree on
 * every line.  SEED=N chooses another run.
 */
#include "interp/base/utf8.h"
#include "tests/prop/rng.h"
#include "tests/unit/reader_part.h"

enum { RECORDS = 20000, DEPTH = 512, WANTED = 4 };

/* --- the plain parser ------------------------------------------------------------------- */

typedef struct Plain {
    const char *p, *end;
    bool bad;
    Buf value[WANTED]; /* as the reader's test prints it */
    bool has[WANTED];
} Plain;

static const char *const wanted[WANTED] = {"t", "n", "o.p", "l"};

static int at(const Plain *x) { return x->p < x->end ? (unsigned char)*x->p : -1; }

static void blanks(Plain *x)
{
    while (at(x) == ' ' || at(x) == '\t' || at(x) == '\r')
        x->p++;
}

static bool eat(Plain *x, char c)
{
    if (at(x) != c) {
        x->bad = true;
        return false;
    }
    x->p++;
    return true;
}

static int hex4(Plain *x)
{
    int v = 0;
    for (int i = 0; i < 4; i++) {
        int c = at(x);
        const char *digits = "0123456789abcdefABCDEF",
                   *d = c > 0 ? strchr(digits, c) : NULL;
        if (d == NULL) {
            x->bad = true;
            return 0;
        }
        int k = (int)(d - digits);
        v = v * 16 + (k < 16 ? k : k - 6);
        x->p++;
    }
    return v;
}

static void escape(Plain *x, Buf *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    int c = at(x);
    x->p++;
    if (c != 'u') {
        const char *f = c > 0 ? strchr(from, c) : NULL;
        if (f == NULL)
            x->bad = true;
        else
            buf_char(out, to[f - from]);
        return;
    }
    int u = hex4(x);
    if (u >= 0xdc00 && u < 0xe000)
        x->bad = true;
    if (u >= 0xd800 && u < 0xdc00) {
        if (!eat(x, '\\') || !eat(x, 'u'))
            return;
        int low = hex4(x);
        if (low < 0xdc00 || low > 0xdfff)
            x->bad = true;
        u = 0x10000 + (u - 0xd800) * 1024 + (low - 0xdc00);
    }
    char utf8[4];
    if (!x->bad)
        buf_put(out, utf8, (size_t)utf8_put(utf8, u));
}

static void text(Plain *x, Buf *out)
{
    out->n = 0;
    eat(x, '"');
    while (!x->bad && at(x) != '"') {
        int c = at(x);
        if (c < 0x20) {
            x->bad = true;
        } else if (c == '\\') {
            x->p++;
            escape(x, out);
        } else {
            buf_char(out, (char)c);
            x->p++;
        }
    }
    if (!x->bad)
        x->p++;
}

static int digits(Plain *x)
{
    int n = 0;
    for (; at(x) >= '0' && at(x) <= '9'; n++)
        x->p++;
    return n;
}

static void number(Plain *x, Buf *out)
{
    const char *from = x->p;
    if (at(x) == '-')
        x->p++;
    bool zero = at(x) == '0';
    int n = digits(x);
    x->bad = x->bad || n == 0 || (zero && n > 1);
    if (at(x) == '.') {
        x->p++;
        x->bad = x->bad || digits(x) == 0;
    }
    if (at(x) == 'e' || at(x) == 'E') {
        x->p++;
        if (at(x) == '+' || at(x) == '-')
            x->p++;
        x->bad = x->bad || digits(x) == 0;
    }
    out->n = 0;
    buf_put(out, from, (size_t)(x->p - from));
}

/* What the reader shows of a value that stands where field i is; kind: its first byte. */
static void keep(Plain *x, int i, int kind, const Buf *v)
{
    if (i < 0)
        return;
    Buf *out = &x->value[i];
    Str s = v != NULL ? buf_view(v) : (Str){NULL, 0};
    bool list = i == WANTED - 1;
    out->n = 0;
    x->has[i] = true;
    if (list)
        s = str_trim(s);
    if (kind == 'n' || (list && kind == '"' && s.n == 0))
        buf_z(out, "~");
    else if (kind != '"' && kind != '0')
        buf_z(out, "!"); /* a type that is refused */
    else
        buf_format(out, list ? "[%.*s]" : "%.*s", (int)s.n, s.p);
}

static void value(Plain *x, int i, int depth, Buf *out);

static int find(const char *prefix, Str name)
{
    for (int i = 0; i < WANTED; i++) {
        size_t n = strlen(prefix);
        if (strncmp(wanted[i], prefix, n) == 0 && str_is(name, wanted[i] + n))
            return i;
    }
    return -1;
}

/* prefix NULL: an object that no field looks into. */
static void object(Plain *x, const char *prefix, int depth)
{
    Str names[64];
    int n = 0;
    eat(x, '{');
    blanks(x);
    if (at(x) == '}') {
        x->p++;
        return;
    }
    for (;;) {
        Buf key = {0}, v = {0};
        blanks(x);
        text(x, &key);
        blanks(x);
        if (x->bad || !eat(x, ':'))
            return;
        Str name = buf_copy(&key);
        for (int i = 0; prefix != NULL && i < n; i++)
            x->bad = x->bad || str_eq(names[i], name);
        if (n < 64)
            names[n++] = name;
        bool inner = prefix != NULL && prefix[0] == '\0' && str_is(name, "o");
        blanks(x);
        if (inner && at(x) == '{' && depth < DEPTH)
            object(x, "o.", depth + 1);
        else
            value(x, prefix != NULL ? find(prefix, name) : -1, depth, &v);
        buf_free(&key);
        buf_free(&v);
        blanks(x);
        if (x->bad || at(x) == '}')
            break;
        if (!eat(x, ','))
            return;
    }
    eat(x, '}');
}

static void array(Plain *x, int i, int depth)
{
    Buf parts = {0}, v = {0};
    bool refused = false;
    int n = 0;
    eat(x, '[');
    blanks(x);
    if (at(x) == ']')
        x->p++;
    else
        for (;;) {
            blanks(x);
            int c = at(x);
            value(x, -1, depth, &v);
            if (x->bad)
                return;
            refused = refused || c == '{' || c == '[' || c == 't' || c == 'f';
            Str s = str_trim(buf_view(&v));
            if (c != 'n' && s.n > 0) {
                buf_z(&parts, n++ > 0 ? "|" : "");
                buf_str(&parts, s);
            }
            blanks(x);
            if (at(x) == ']') {
                x->p++;
                break;
            }
            if (!eat(x, ','))
                return;
        }
    if (i == WANTED - 1 && !refused) {
        x->has[i] = true;
        x->value[i].n = 0;
        buf_char(&x->value[i], '[');
        buf_str(&x->value[i], buf_view(&parts));
        buf_char(&x->value[i], ']');
    } else {
        keep(x, i, '{', NULL);
    }
    buf_free(&parts);
    buf_free(&v);
}

static void word(Plain *x, const char *w)
{
    for (; *w != '\0'; w++)
        if (!eat(x, *w))
            return;
}

static void value(Plain *x, int i, int depth, Buf *out)
{
    out->n = 0;
    switch (at(x)) {
    case '"':
        text(x, out);
        keep(x, i, '"', out);
        return;
    case '{':
    case '[':
        if (depth >= DEPTH) {
            x->bad = true;
            return;
        }
        if (at(x) == '[') {
            array(x, i, depth + 1);
            return;
        }
        object(x, NULL, depth + 1);
        keep(x, i, '{', NULL);
        return;
    case 't':
        word(x, "true");
        keep(x, i, '{', NULL);
        return;
    case 'f':
        word(x, "false");
        keep(x, i, '{', NULL);
        return;
    case 'n':
        word(x, "null");
        keep(x, i, 'n', NULL);
        return;
    default:
        number(x, out);
        keep(x, i, '0', out);
        return;
    }
}

/* The number and the row as the reader's test prints it, if the line is a record. */
static void plain_line(Str line, int number, Buf *out)
{
    static const char *const names[WANTED] = {"t", "n", "p", "l"};
    Plain x = {.p = line.p, .end = line.p + line.n};
    Buf row = {0};
    x.bad = !utf8_valid(line);
    blanks(&x);
    if (at(&x) != '{')
        x.bad = true;
    if (!x.bad)
        object(&x, "", 1);
    blanks(&x);
    x.bad = x.bad || x.p != x.end;
    for (int i = 0; i < WANTED && !x.bad; i++) {
        Str v = x.has[i] ? buf_view(&x.value[i]) : STR("~");
        x.bad = str_is(v, "!");
        buf_format(&row, i > 0 ? " %s=" : "%s=", names[i]);
        buf_str(&row, v);
    }
    if (!x.bad) {
        buf_format(out, "%d|", number);
        buf_str(out, buf_view(&row));
        buf_char(out, '\n');
    }
    buf_free(&row);
    for (int i = 0; i < WANTED; i++)
        buf_free(&x.value[i]);
}

/* --- records at random ------------------------------------------------------------------- */

static Rng rng;
static int below(int n) { return rng_below(&rng, n); }

static void gap(Buf *b)
{
    static const char *const gaps[] = {"", "", "", "", "", " ", "  ", "\t", " \r "};
    buf_z(b, gaps[below(9)]);
}

static void make_text(Buf *b)
{
    static const char *const bits[] = {"a",
                                       "bc",
                                       " ",
                                       "é",
                                       "😀",
                                       "\\t",
                                       "\\\"",
                                       "\\\\",
                                       "\\u00e9",
                                       "\\ud83d\\ude00",
                                       "0123456789abcdef",
                                       "\\/",
                                       "{",
                                       "]",
                                       ",",
                                       ":",
                                       "\\u0041",
                                       "x"};
    buf_char(b, '"');
    for (int n = below(6); n > 0; n--)
        buf_z(b, bits[below(18)]);
    buf_char(b, '"');
}

static void make_number(Buf *b)
{
    static const char *const numbers[] = {
        "0",        "-0",           "1",     "12",  "-3.5", "1e3", "1E-2",
        "0.000001", "123456789012", "99.25", "7e+0"};
    buf_z(b, numbers[below(11)]);
}

static void make_value(Buf *b, int depth);

static void make_list(Buf *b, int depth)
{
    buf_char(b, '[');
    gap(b);
    for (int i = 0, n = below(4); i < n; i++) {
        buf_z(b, i > 0 ? "," : "");
        gap(b);
        make_value(b, depth + 1);
        gap(b);
    }
    buf_char(b, ']');
}

static void make_object(Buf *b, int depth)
{
    static const char *const keys[] = {
        "t",       "n",       "o", "l", "p", "q", "name", "é", "a key that is \
longer than thirty-two bytes",
        "\\u0074", "\\u006f", "r", "s", ""};
    int used[14] = {0};
    buf_char(b, '{');
    gap(b);
    for (int i = 0, n = below(depth == 0 ? 8 : 4); i < n; i++) {
        int k = below(14);
        if (used[k]++ > 0 && below(20) > 0)
            k = (k + 5) % 14;
        buf_z(b, i > 0 ? "," : "");
        gap(b);
        buf_char(b, '"');
        buf_z(b, keys[k]);
        buf_char(b, '"');
        gap(b);
        buf_char(b, ':');
        gap(b);
        if (k == 3 && below(3) > 0)
            make_list(b, depth + 1);
        else
            make_value(b, depth + 1);
        gap(b);
    }
    buf_char(b, '}');
}

static void make_value(Buf *b, int depth)
{
    static const char *const words[] = {"null", "true", "false", "null"};
    int k = below(depth > 4 ? 7 : 10);
    if (k < 3)
        make_text(b);
    else if (k < 6)
        make_number(b);
    else if (k == 6)
        buf_z(b, words[below(4)]);
    else if (k == 7)
        make_list(b, depth);
    else
        make_object(b, depth);
}

static void damage(Buf *b)
{
    static const char odd[] = "\"\\{}[],:0-e.\x01\xff\xc3u t";
    for (int n = 1 + below(2); n > 0 && b->n > 2; n--) {
        size_t i = (size_t)below((int)b->n);
        switch (below(3)) {
        case 0: b->p[i] = odd[below((int)sizeof odd - 1)]; break;
        case 1:
            memmove(b->p + i, b->p + i + 1, b->n - i - 1);
            b->n--;
            break;
        default: b->n = i + 1; break;
        }
    }
}

static Core *core(void)
{
    CoreField f[WANTED] = {field_of("t", &type_text), field_of("n", &type_text),
                           field_of("p", &type_text),
                           field_of("l", type_list(&type_text))};
    f[2].has_from = true;
    f[2].from = STR("o.p");
    f[3].separator = STR("\x01");
    return core_of(WANTED, f);
}

static Str next_row(const char **p)
{
    Str s = {*p, strcspn(*p, "\n")};
    *p += s.n + ((*p)[s.n] == '\n');
    return s;
}

/* Rows are compared one by one; each that is wanted begins with the number of its line. */
static void compare(const Run *run, const char *want, const char *file)
{
    const char *rows = run->rows, *lines = run->lines;
    while (*want != '\0' || *rows != '\0') {
        Str w = next_row(&want), got = next_row(&rows), line = next_row(&lines);
        const char *both =
            str_format("%.*s|%.*s", (int)line.n, line.p, (int)got.n, got.p);
        T_STR(str_of(both), w);
        if (str_is(w, both))
            continue;
        long a = strtol(both, NULL, 10), b = strtol(str_z(w), NULL, 10);
        for (long k = a < b || b == 0 ? a : b; k > 1; k--)
            next_row(&file);
        printf("     record %s\n", str_z(next_row(&file)));
        return;
    }
}

/* The records that are sound are also one array, over many lines: a tab between tokens
 * may as well be a line end. */
static void add_element(Buf *array, Str line)
{
    buf_z(array, array->n == 0 ? "[" : ",\n");
    for (size_t i = 0; i < line.n; i++)
        buf_char(array, line.p[i] == '\t' ? '\n' : line.p[i]);
}

int main(void)
{
    T_BEGIN();
    const char *seed = getenv("SEED");
    rng.s = seed != NULL ? strtoull(seed, NULL, 10) : 20260302;
    Buf file = {0}, want = {0}, line = {0}, array = {0};
    for (int i = 0; i < RECORDS; i++) {
        line.n = 0;
        make_object(&line, 0);
        if (below(2) == 0)
            damage(&line);
        buf_str(&file, buf_view(&line));
        buf_char(&file, '\n');
        size_t before = want.n;
        plain_line(buf_view(&line), i + 1, &want);
        if (want.n > before)
            add_element(&array, buf_view(&line));
    }
    ReadOptions o = {.format = INPUT_NDJSON, .chunk = 1000};
    Run r = run_bytes(core(), buf_view(&file), &o);
    printf("seed %s: %d records, %d accepted\n", seed != NULL ? seed : "20260302",
           (int)r.stats.read, (int)r.stats.accepted);
    T_INT(r.stats.read, r.stats.accepted + r.stats.rejected);
    T_OK(r.stats.accepted > RECORDS / 5 && r.stats.rejected > RECORDS / 10);
    buf_char(&file, '\0');
    buf_char(&want, '\0');
    compare(&r, want.p, file.p);
    buf_z(&array, "]");
    o.format = INPUT_AUTO;
    Run in_array = run_bytes(core(), buf_view(&array), &o);
    T_INT(in_array.stats.rejected, 0);
    T_Z(in_array.rows, r.rows);
    buf_free(&array);
    buf_free(&file);
    buf_free(&want);
    buf_free(&line);
    return T_END();
}
