/* diag.c -- making findings, and the tables of codes and sentences. */
#include "interp/base/diag.h"

#include "interp/base/map.h"
#include "interp/base/mem.h"
#include <assert.h>
#include <stdlib.h>

/* A row more than there are codes and sentences: no table is ever empty. */
static const DiagInfo diag_table[N_DIAG_CODES + 1] = {
#define CODE(code, severity, ...) [code] = {#code, SEV_##severity, __VA_ARGS__},
#include "interp/base/diag_codes.def"
    [N_DIAG_CODES] = {"", SEV_ERROR, "", "", "", "", "", ""},
};

/* English, Portuguese. */
static const char *const msg_table[N_MSGS + 1][N_MSG_LANGUAGES] = {
#define MSG(id, ...) [id] = {__VA_ARGS__},
#include "interp/base/messages.def"
    [N_MSGS] = {"", ""},
};

static MsgLanguage spoken = MSG_ENGLISH;

const DiagInfo *diag_info(DiagCode code)
{
    assert(code < N_DIAG_CODES);
    return &diag_table[code];
}

const char *diag_title(DiagCode code)
{
    const DiagInfo *d = diag_info(code);
    return spoken == MSG_PORTUGUESE ? d->title_pt : d->title;
}

const char *diag_about(DiagCode code)
{
    const DiagInfo *d = diag_info(code);
    return spoken == MSG_PORTUGUESE ? d->about_pt : d->about;
}

bool diag_code_of(Str name, DiagCode *out)
{
    for (int i = 0; i < (int)N_DIAG_CODES; i++)
        if (str_is(name, diag_table[i].name)) {
            *out = (DiagCode)i;
            return true;
        }
    return false;
}

Str msg_raw(MsgId msg)
{
    assert(msg < N_MSGS);
    const Str own = msg_in(msg, spoken);
    return own.n > 0 ? own : msg_in(msg, MSG_ENGLISH);
}

void msg_speak(MsgLanguage language) { spoken = language; }

char msg_group(void) { return spoken == MSG_PORTUGUESE ? '.' : ','; }

char msg_point(void) { return spoken == MSG_PORTUGUESE ? ',' : '.'; }

Str msg_in(MsgId msg, MsgLanguage language) { return str_of(msg_table[msg][language]); }

/* What stands at a `{`: a number of one digit, a word of the language, or only a brace. */
static Str place_at(Str s, size_t i)
{
    size_t end = i + 1;
    while (end < s.n && s.p[end] != '}' && s.p[end] != '`')
        end++;
    const Str in = str_sub(s, i + 1, end);
    const bool number = in.n == 1 && in.p[0] >= '0' && in.p[0] <= '7';
    const bool word = in.n > 0 && in.p[0] >= 'a' && in.p[0] <= 'z';
    return end < s.n && s.p[end] == '}' && (number || word) ? in : (Str){0};
}

const char *msg_fill(MsgId msg, WordOf *word, const char *const *args)
{
    Str s = msg_raw(msg);
    Buf out = {0};
    int n = 0;
    while (args != NULL && n < 8 && args[n] != NULL)
        n++;
    for (size_t i = 0; i < s.n; i++) {
        const Str place = s.p[i] == '{' ? place_at(s, i) : (Str){0};
        if (place.n == 0) {
            buf_char(&out, s.p[i]);
            continue;
        }
        if (place.p[0] >= 'a')
            buf_str(&out, word != NULL ? word(place) : place);
        else if (place.p[0] - '0' < n)
            buf_z(&out, args[place.p[0] - '0']);
        i += place.n + 1;
    }
    Str text = buf_copy(&out);
    buf_free(&out);
    return text.p;
}

Diags *diags_new(void) { return MEM_NEW(Diags); }

static int *count_of(Diags *ds, Severity severity)
{
    switch (severity) {
    case SEV_ERROR: return &ds->n_errors;
    case SEV_WARNING: return &ds->n_warnings;
    case SEV_LINT:
    case N_SEVERITIES: break;
    }
    return &ds->n_lints;
}

static Diag *diag_new(Diags *ds, DiagCode code, MsgId msg, const char *const *args)
{
    Diag *d = MEM_NEW(Diag);
    d->code = code;
    d->severity = diag_info(code)->severity;
    d->word = ds->word;
    d->text = msg_fill(msg, d->word, args);
    MEM_PUSH(ds->item, ds->n, ds->cap) = d;
    *count_of(ds, d->severity) += 1;
    return d;
}

void diags_allow(Diags *ds, int i, const char *reason)
{
    Diag *d = ds->item[i];
    d->allowed = reason;
    *count_of(ds, d->severity) -= 1;
    memmove(&ds->item[i], &ds->item[i + 1], (size_t)(ds->n - i - 1) * sizeof(Diag *));
    ds->n--;
    MEM_PUSH(ds->allowed, ds->n_allowed, ds->cap_allowed) = d;
}

Diag *diag_put(Diags *ds, DiagCode code, Span at, MsgId msg, const char *const *args)
{
    Diag *d = diag_new(ds, code, msg, args);
    d->span = at;
    return d;
}

Diag *diag_file(Diags *ds, DiagCode code, const char *file, MsgId msg,
                const char *const *args)
{
    Diag *d = diag_new(ds, code, msg, args);
    d->file = file;
    return d;
}

void diag_set_what(Diag *d, MsgId msg, const char *const *args)
{
    d->span_label = msg_fill(msg, d->word, args);
}

/* More labels or help than there is room for are left out: the first say most. */
void diag_put_label(Diag *d, Span at, MsgId msg, const char *const *args)
{
    if (d->n_labels < DIAG_MAX_LABELS)
        d->label[d->n_labels++] = (DiagLabel){at, msg_fill(msg, d->word, args)};
}

void diag_put_help(Diag *d, MsgId msg, const char *const *args)
{
    if (d->n_help < DIAG_MAX_HELP)
        d->help[d->n_help++] = msg_fill(msg, d->word, args);
}

typedef struct Ranked {
    Diag *d;
    int file, order;
} Ranked;

static int compare_u32(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

static int ranked_compare(const void *l, const void *r)
{
    const Ranked *a = l, *b = r;
    if (a->file != b->file)
        return a->file - b->file;
    int c = compare_u32(a->d->span.lo, b->d->span.lo);
    if (c == 0)
        c = (int)a->d->code - (int)b->d->code;
    return c != 0 ? c : a->order - b->order;
}

static const char *diag_file_name(const Diag *d)
{
    if (d->span.src != NULL)
        return d->span.src->name;
    return d->file != NULL ? d->file : "";
}

void diags_sort(Diags *ds)
{
    Map *seen = map_new();
    Ranked *ranked = MEM_ARRAY(Ranked, ds->n);
    for (int i = 0; i < ds->n; i++) {
        Str name = str_of(diag_file_name(ds->item[i]));
        const Ranked *first = map_get(seen, name);
        ranked[i] = (Ranked){ds->item[i], first != NULL ? first->file : i, i};
        if (first == NULL)
            map_put(seen, name, &ranked[i]);
    }
    qsort(ranked, (size_t)ds->n, sizeof *ranked, ranked_compare);
    for (int i = 0; i < ds->n; i++)
        ds->item[i] = ranked[i].d;
}

bool diags_any_error(const Diags *ds) { return ds->n_errors > 0; }
