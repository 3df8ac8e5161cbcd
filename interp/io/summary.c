/* summary.c -- the lines below a run. */
#include "interp/io/summary.h"

enum { WORD_COLUMNS = 10 };

const char *count_text(uint64_t n)
{
    char digits[32];
    int at = (int)sizeof digits - 1, k = 0;
    digits[at] = '\0';
    do {
        if (k > 0 && k % 3 == 0)
            digits[--at] = msg_group();
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
        k++;
    } while (n > 0);
    return str_z(str_of(digits + at));
}

/* Code points: the words hold nothing wider. */
static int columns_of(Str word)
{
    int n = 0;
    for (size_t i = 0; i < word.n; i++)
        n += ((unsigned char)word.p[i] & 0xC0) != 0x80;
    return n;
}

/* Of a line's first word and the space behind it; `rejeitados` is the longest. */
static int word_columns(void)
{
    const int longest = columns_of(msg_raw(MSG_SUM_REJECTED)) + 1;
    return longest > WORD_COLUMNS ? longest : WORD_COLUMNS;
}

static void put_line(Buf *out, MsgId word, const char *text)
{
    const Str w = msg_raw(word);
    const int rest = word_columns() - columns_of(w);
    buf_str(out, w);
    buf_repeat(out, ' ', rest > 1 ? rest : 1);
    buf_z(out, text);
    buf_char(out, '\n');
}

static void put_count(Buf *out, MsgId word, uint64_t n, MsgId one, MsgId many)
{
    if (n > 0)
        put_line(out, word, msg_text(n == 1 ? one : many, count_text(n)));
}

static void put_policy(Buf *out, const Summary *s)
{
    const char *title = str_z(s->core->title);
    bool versioned = s->core->version.n > 0;
    if (s->core->title.n > 0 || versioned)
        put_line(out, MSG_SUM_POLICY,
                 versioned ? msg_text(MSG_SUM_VERSION, title, str_z(s->core->version))
                           : title);
    Buf at = {0};
    zone_print(&at, s->core->zone, s->as_of_us);
    put_line(out, MSG_SUM_AS_OF, str_z(buf_view(&at)));
    buf_free(&at);
    if (s->scenario != NULL)
        put_line(out, MSG_SUM_SCENARIO, s->scenario);
}

static const char *read_text(const ReadStats *r)
{
    return msg_text(MSG_SUM_READ, count_text(r->read), count_text(r->accepted),
                    count_text(r->rejected));
}

static const char *input_name(const char *name)
{
    return strcmp(name, "-") == 0 ? msg_text(MSG_STDIN) : name;
}

/* "spend.csv: 24 read, 24 accepted, 0 rejected" under the fact's name. */
static void put_fact(Buf *out, const SummaryFact *f)
{
    Buf names = {0};
    for (int i = 0; i < f->n_inputs; i++)
        buf_format(&names, "%s%s", i > 0 ? ", " : "", input_name(f->inputs[i]));
    put_line(out, MSG_SUM_FACT,
             msg_text(MSG_SUM_FACT_READ, str_z(f->name), str_z(buf_view(&names)),
                      read_text(f->read)));
    if (f->repeated > 0)
        put_line(
            out, MSG_SUM_REPEATED,
            msg_text(f->repeated == 1 ? MSG_SUM_REPEATED_ONE : MSG_SUM_REPEATED_MANY,
                     count_text(f->repeated), str_z(f->name)));
    buf_free(&names);
}

static void put_records(Buf *out, const Summary *s)
{
    const ReadStats *r = s->read;
    put_line(out, MSG_SUM_RECORDS, read_text(s->leads));
    for (int c = 0; c < (int)N_DIAG_CODES; c++)
        if (r->by_code[c] > 0)
            put_line(out, MSG_SUM_REJECTED,
                     msg_text(MSG_SUM_BY_CODE, count_text(r->by_code[c]),
                              diag_info((DiagCode)c)->name,
                              diag_title((DiagCode)c)));
    if (s->rejects != NULL && r->rejected > 0)
        put_line(out, MSG_SUM_REJECTS, s->rejects);
}

void summary_print(Buf *out, const Summary *s)
{
    put_policy(out, s);
    for (int i = 0; i < s->n_facts; i++)
        put_fact(out, &s->fact[i]);
    for (int i = 0; i < s->n_inputs; i++)
        put_line(out, MSG_SUM_INPUT, input_name(s->inputs[i]));
    put_records(out, s);
    if (s->filtered)
        put_line(out, MSG_SUM_WHERE,
                 msg_text(s->written == 1 ? MSG_SUM_KEPT_ONE : MSG_SUM_KEPT,
                          count_text(s->written)));
    put_count(out, MSG_SUM_ROUNDED, s->read->rounded, MSG_SUM_ROUNDED_ONE,
              MSG_SUM_ROUNDED_MANY);
    put_count(out, MSG_SUM_JOINED, s->read->otherwise, MSG_SUM_JOINED_ONE,
              MSG_SUM_JOINED_MANY);
    put_count(out, MSG_WORD_MARKS, s->overflow, MSG_SUM_OVERFLOW_ONE,
              MSG_SUM_OVERFLOW_MANY);
    put_count(out, MSG_WORD_MARKS, s->div_zero, MSG_SUM_DIV_ONE, MSG_SUM_DIV_MANY);
    put_count(out, MSG_WORD_MISSING, s->no_instant, MSG_SUM_NO_INSTANT_ONE,
              MSG_SUM_NO_INSTANT_MANY);
    put_count(out, MSG_SUM_CLAUSES, s->undetermined, MSG_SUM_UNDETERMINED_ONE,
              MSG_SUM_UNDETERMINED_MANY);
    put_count(out, MSG_SUM_CLAUSES, s->stops_before, MSG_SUM_BEFORE_ONE,
              MSG_SUM_BEFORE_MANY);
    put_count(out, MSG_SUM_CLAUSES, s->starts_ignored, MSG_SUM_IGNORED_ONE,
              MSG_SUM_IGNORED_MANY);
    if (s->actions != NULL)
        put_line(out, MSG_SUM_ACTIONS,
                 msg_text(MSG_SUM_ACTIONS_IN, count_text(s->n_actions), s->actions));
    if (s->partial)
        put_line(out, MSG_SUM_PARTIAL, msg_text(MSG_SUM_PARTIAL_TEXT));
}
