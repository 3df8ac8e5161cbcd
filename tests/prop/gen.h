/* gen.h -- the parts of policy_gen: chance, tokens with noise between them, expressions. */
#ifndef ACORDO_TESTS_PROP_GEN_H
#define ACORDO_TESTS_PROP_GEN_H

#include "interp/base/str.h"

typedef struct Gen {
    uint64_t state;
    Buf *out;
    int brackets; /* open ( and [ */
    int depth;    /* of the expression at hand */
    int indent;
    int comments; /* so far: each has a number */
    bool tidy;
    bool quiet; /* on one line, without comments */
    bool line_start;
    bool may_break; /* the line may end here */
    bool negated;   /* right after `not`: no minus */
    bool rule;      /* a line that begins with a sign would open a rule */
} Gen;

/* -- chance */
unsigned gen_below(Gen *g, unsigned n); /* 0 … n-1 */
static inline bool gen_chance(Gen *g, unsigned percent)
{
    return gen_below(g, 100) < percent;
}
#define GEN_PICK(g, list) ((list)[gen_below((g), sizeof(list) / sizeof *(list))])

/* -- tokens: each puts what parts it from the one before */
void gen_word(Gen *g, const char *s);   /* blanks or a line break before it */
void gen_glue(Gen *g, const char *s);   /* nothing, or a blank now and then */
void gen_tight(Gen *g, const char *s);  /* nothing at all */
void gen_after(Gen *g, const char *s);  /* a word after which the line may end */
void gen_before(Gen *g, const char *s); /* … before and after which it may */
void gen_comma(Gen *g);
void gen_open(Gen *g, const char *s);
void gen_close(Gen *g, const char *s);
void gen_end_line(Gen *g); /* comments and blank lines, perhaps */
void gen_comment_lines(Gen *g);

/* -- names and literals */
void gen_name(Gen *g);       /* any */
void gen_plain_name(Gen *g); /* safe after a comma, at a line's start */
void gen_member(Gen *g);     /* after a dot */
void gen_path(Gen *g);
void gen_names(Gen *g);
void gen_text(Gen *g);
void gen_title(Gen *g); /* or nothing */
void gen_number(Gen *g);
void gen_date(Gen *g);
void gen_instant(Gen *g);
void gen_time(Gen *g);
void gen_quantity(Gen *g);
void gen_literal(Gen *g);
void gen_texts(Gen *g);
void gen_period(Gen *g);

/* -- expressions */
void gen_expr(Gen *g);
void gen_add(Gen *g);
void gen_window(Gen *g); /* or nothing */

#endif
