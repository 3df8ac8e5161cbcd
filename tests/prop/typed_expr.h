/* typed_expr.h -- random expressions of a wanted type over the names declared so far.
 *
 * Each way to make a type is a row of typed_forms.def.  A name is a Sym; what it may be used
 * for follows from the time at which it is added, so no use forms a circle.  Collected.
 */
#ifndef ACORDO_TESTS_PROP_TYPED_EXPR_H
#define ACORDO_TESTS_PROP_TYPED_EXPR_H

#include "interp/base/str.h"
#include "tests/prop/rng.h"

/* Kinds of expression, by the letter that a form's slot names them with. */
typedef enum Want {
    WANT_NUMBER = 'n',
    WANT_MONEY = 'm',
    WANT_FLAG = 'f',
    WANT_TEXT = 'x',
    WANT_DATE = 'd',
    WANT_STAMP = 't',
    WANT_DURATION = 'u',
    WANT_PERIOD = 'p',
    WANT_TEXTS = 'l', /* a list of text */
    WANT_NUMBERS = 'L',
    WANT_DATES = 'D',
    WANT_FLAGS = 'F',
    WANT_ENUM = 'e',  /* of the form's enumeration */
    WANT_SET = 's',   /* the name of a set */
    WANT_STAGE = 'S', /* the name of a stage, for reached() and .since */
    WANT_BAR = 'T',   /* the name of a threshold that is a number */
    WANT_BUSINESS = 'b',
    WANT_DAYS = 'B',     /* business days */
    WANT_CALENDAR = 'C', /* one of the calendars; may be chosen by the record */
    WANT_HOLIDAYS = 'h', /* the name of holidays */
} Want;

enum { TYPED_MAX_MEMBERS = 80, TYPED_MAX_PARAMS = 3 };

typedef struct TypedEnum {
    const char *member[TYPED_MAX_MEMBERS];
    int n;
} TypedEnum;

typedef struct Sym {
    const char *name;
    Want want;
    int of;                       /* WANT_ENUM: index into enums */
    Want param[TYPED_MAX_PARAMS]; /* of a define with parameters */
    int n_params;
} Sym;

typedef struct TypedGen {
    Rng *rng;
    Buf text;
    int depth;   /* of expressions */
    int n_names; /* given out so far */
    Sym *sym;
    int n_syms;
    size_t cap_syms;
    TypedEnum *enums;
    int n_enums;
    size_t cap_enums;
} TypedGen;

void typed_sym(TypedGen *g, const char *name, Want want, int of);
int typed_enum(TypedGen *g, const char *const *member, int n); /* its index */
const char *typed_pick(TypedGen *g, const char *const *from, int n);

/* Appends an expression that binds at least as tightly as level (ops.def; 0: any). */
void typed_expr(TypedGen *g, Buf *out, Want want, int depth, int level);
/* A value of one enumeration among those that names have; false where there is none. */
bool typed_enum_expr(TypedGen *g, Buf *out, int depth, int *of);
/* The name of one that was declared, or NULL. */
const char *typed_name(TypedGen *g, Want want);
/* A constant of the kind; money with its currency, text in quotes. */
void typed_literal(TypedGen *g, Buf *out, Want want);
/* lo..hi of constants, lo ≤ hi. */
void typed_literal_range(TypedGen *g, Buf *out, Want want);
/* Texts that records are made of too. */
const char *const *typed_texts(int *n);

#endif
