/* parser.y -- the grammar of Acordo: tokens in, tree out.
 *
 * Plain LALR(1), without conflicts, precedence or expectations of either.  The filter
 * (filter.h) has made words and line ends of the raw text: EOL is the end of a statement,
 * a comma that ends a line arrives as EOL, every `}` is followed by one.  An action makes
 * one node and looks nothing up.
 *
 * Words are tokens everywhere, and `word` lists those that may also be names; both lists
 * are put in by gen_keywords.sh where `%words` and `%soft-words` stand.
 *
 * After an error the parser goes on at the end of the statement (`error EOL`), inside the
 * block whose head is broken (`"kpi" error "{" ...`), or behind a block that it does not
 * know (`error "{" "}"`: the filter gives it empty).
 */
%require "3.8"
%define api.pure full
%define api.push-pull push
%define api.token.prefix {TK_}
%define api.location.type {Span}
%define api.prefix {acordo_}
%define parse.error custom
%define parse.lac full
%locations
%start whole
%param {Parse *p}

%code requires {
#include "grammar/ast.h"
#include "grammar/lexeme.h"
}

%code provides {
/* Can the parser take this token now?  Exact (LAC): pending reductions are looked through. */
bool parser_takes(acordo_pstate *ps, int token);
}

%code {
#include "grammar/expect.h"
#include "interp/base/mem.h"
#include "interp/lang/op.h"

/* The stack holds the only pointers to unfinished trees: the collector must see it. */
#define YYMALLOC mem_alloc
#define YYFREE mem_free_hint
#define YYINITDEPTH 200
#define YYMAXDEPTH 4000

#define YYLLOC_DEFAULT(cur, rhs, n)                                                      \
    ((cur) = (n) != 0 ? span_join(YYRHSLOC(rhs, 1), YYRHSLOC(rhs, n))                    \
                      : (Span){YYRHSLOC(rhs, 0).src, YYRHSLOC(rhs, 0).hi,                \
                               YYRHSLOC(rhs, 0).hi})

/* MAKE(kind, span, heart, kids...); LINE(kind, span, heart) has no kids. */
#define MAKE(kind, span, at, ...)                                                        \
    ast_at(ast_node(N_##kind, (span),                                                    \
                    (int)(sizeof((Node *[]){__VA_ARGS__}) / sizeof(Node *)),             \
                    (Node *const[]){__VA_ARGS__}),                                       \
           (at))
#define LINE(kind, span, at) ast_at(ast_node(N_##kind, (span), 0, NULL), (at))
#define LEAF(kind, span, tok) ast_leaf(N_##kind, (span), (tok).text)
#define LIST(span) ast_list(N_LIST, (span))
#define LIST_1(span, item) ast_append(ast_list(N_LIST, (span)), (item))
#define BAD(span) ast_leaf(N_BAD, (span), (Str){0})
#define BINARY_(op, span, at, a, b) ast_word(MAKE(BINARY, span, at, a, b), op)

static Node *name_of(Span at, Lexeme tok)
{
    Node *n = ast_word(ast_leaf(N_NAME, at, tok.text), tok.word);
    return tok.quoted ? ast_flag(n, NODE_QUOTED) : n;
}

static int relaxing(bool yes) { return yes ? NODE_RELAXES : 0; }
static void acordo_error(const Span *at, Parse *p, const char *why);
}

%union {
    Lexeme tok;
    Node *node;
    int op;
    bool flag;
}

%token END 0 "end of file" EOL "end of line"
%token START_FILE "start of a file" START_EXPR "start of an expression"
%token START_VALUE "start of a value" START_CLAUSE "start of a clause"
%token <tok> IDENT "name" STRING "text in quotes" REGEX "pattern" NUM "number literal"
%token <tok> PERCENT "percentage" AMOUNT "money literal" CIVIL "date literal"
%token <tok> INSTANT "instant" TIME "time" ORDINAL "ordinal"
%token EQ "=" NE "!=" LT "<" LE "<=" GT ">" GE ">=" PLUS "+" MINUS "-" STAR "*" SLASH "/"
%token LPAREN "(" RPAREN ")" LBRACKET "[" RBRACKET "]" LBRACE "{" RBRACE "}"
%token COMMA "," DOT "." DOTS ".."
%words

%type <tok> word level
%type <op> comparison action_word decay_word unit adjective wtype sign
%type <flag> relaxes
%type <node> file decl name name_but_of name_but_at title path paths names
%type <node> policy_lines policy_line review_last key_head at_head events_at event_key
%type <node> missing missing_head texts fields field type ltype members member attrs attr
%type <node> range rules rule points most cap caps window window_ limit where decay
%type <node> by_name bands band stages stage stage_when stage_since stage_until
%type <node> cal_lines cal_line days day tranges tranges_ trange
%type <node> holidays holiday hdate h_from h_until
%type <node> agreement_for agreement_over clauses clause clause_lines clause_line starts
%type <node> start ends end on actions actions_ action measures per of_ split split_item
%type <node> top target kpi_lines kpi_line moves move moved move_by by_ tests test_line
%type <node> given_at givens given exprs params param literals literals_ literal number
%type <node> quantity qparts qpart
%type <node> expr or and not cmp alt tail add mul unary postfix primary
%type <node> args args_ arg arg_at items items_ text date

%%

whole:
    START_FILE file                     { p->root = $file; }
  | START_EXPR expr EOL                 { p->root = $expr; }
  | START_EXPR error EOL                { p->root = BAD(@$); yyerrok; }
  | START_CLAUSE clause EOL
      { p->root = ast_append(ast_list(N_FILE, @$), $clause); }
  | START_CLAUSE error EOL
      { p->root = ast_append(ast_list(N_FILE, @$), BAD(@$)); yyerrok; }
  | START_VALUE moved EOL               { p->root = $moved; }
  | START_VALUE error EOL               { p->root = BAD(@$); yyerrok; }

/* -- names, paths, lists -------------------------------------------------------------- */

/* Every soft word but two: `grade of fit` cannot begin with a name `of`, and
 * `warn at 75%` not with a name `at`. */
word:
    IDENT
  %soft-words

name:
    word                                { $$ = name_of(@$, $word); }
  | "of"                                { $$ = name_of(@$, $1); }
  | "at"                                { $$ = name_of(@$, $1); }

name_but_of:
    word                                { $$ = name_of(@$, $word); }
  | "at"                                { $$ = name_of(@$, $1); }

name_but_at:
    word                                { $$ = name_of(@$, $word); }
  | "of"                                { $$ = name_of(@$, $1); }

names:
    name                                { $$ = LIST_1(@$, $name); }
  | names[l] "," name                   { $$ = ast_append($l, $name); }

path:
    name                                { $$ = ast_append(ast_list(N_PATH, @$), $name); }
  | path[l] "." name                    { $$ = ast_append($l, $name); }

paths:
    path                                { $$ = LIST_1(@$, $path); }
  | paths[l] "," path                   { $$ = ast_append($l, $path); }

text: STRING                            { $$ = LEAF(STRING, @$, $1); }

texts:
    text                                { $$ = LIST_1(@$, $text); }
  | texts[l] "," text                   { $$ = ast_append($l, $text); }

date: CIVIL                             { $$ = LEAF(DATE, @$, $1); }

title:
    %empty                              { $$ = NULL; }
  | text

by_name:
    %empty                              { $$ = NULL; }
  | "by" name                           { $$ = $name; }

/* -- the file ------------------------------------------------------------------------- */

file:
    %empty                              { $$ = ast_list(N_FILE, @$); }
  | file[l] decl EOL                    { $$ = ast_append($l, $decl); }
  | file[l] error EOL                   { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | file[l] error "{" "}" EOL      { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | file[l] EOL                         { $$ = $l; }

decl:
    "policy" text "{" policy_lines[b] "}"
      { $$ = MAKE(POLICY, @$, @1, $text, $b); }
  | "use" path                          { $$ = MAKE(USE, @$, @1, $path); }
  | "language" name                     { $$ = MAKE(LANGUAGE, @$, @1, $name); }
  | "lead" key_head[k] at_head[a] missing_head[m] "{" fields[b] "}"
      { $$ = MAKE(LEAD, @$, @1, $k, $a, $m, $b); }
  | "event" name title "at" events_at[a] event_key[k] missing_head[m] "{" fields[b] "}"
      { $$ = MAKE(EVENT, @$, @1, $name, $title, $a, $k, $m, $b); }
  | "fact" name title "at" events_at[a] missing_head[m] "{" fields[b] "}"
      { $$ = MAKE(FACT, @$, @1, $name, $title, $a, NULL, $m, $b); }
  | "fact" name title "by" path missing_head[m] "{" fields[b] "}"
      { $$ = MAKE(FACT, @$, @1, $name, $title, NULL, $path, $m, $b); }
  | "persona" name title "when" expr
      { $$ = MAKE(PERSONA, @$, @1, $name, $title, $expr); }
  | "score" name title range "{" rules[b] "}"
      { $$ = MAKE(SCORE, @$, @1, $name, $title, $range, $b, NULL); }
  | "score" name title range "=" expr
      { $$ = MAKE(SCORE, @$, @1, $name, $title, $range, NULL, $expr); }
  | "grade" name_but_of[n] title[t] "of" name[of] title[ot] by_name[by] "{" bands[b] "}"
      { $$ = MAKE(GRADE, @$, @1, $n, $t, $of, $ot, $by, $b); }
  | "grade" "of" name[of] title[ot] by_name[by] "{" bands[b] "}"
      { $$ = MAKE(GRADE, @$, @1, NULL, NULL, $of, $ot, $by, $b); }
  | "threshold" name title "=" add range
      { $$ = MAKE(THRESHOLD, @$, @1, $name, $title, $add, $range); }
  | "funnel" "{" stages[b] "}"          { $$ = MAKE(FUNNEL, @$, @1, $b); }
  | "calendar" name title "{" cal_lines[b] "}"
      { $$ = MAKE(CALENDAR, @$, @1, $name, $title, $b); }
  | "holidays" name title "{" holidays[b] "}"
      { $$ = MAKE(HOLIDAYS, @$, @1, $name, $title, $b); }
  | "agreement" name title agreement_for[f] agreement_over[o] "{" clauses[b] "}"
      { $$ = MAKE(AGREEMENT, @$, @1, $name, $title, $f, $o, $b); }
  | "agreement" name title "level" level agreement_for[f] agreement_over[o]
    "{" clauses[b] "}"
      { $$ = ast_word(MAKE(AGREEMENT, @$, @1, $name, $title, $f, $o, $b), $level.word); }
  | "kpi" name title "{" kpi_lines[b] "}"
      { $$ = MAKE(KPI, @$, @1, $name, $title, $b); }
  | "scenario" name title "{" moves[b] "}"
      { $$ = MAKE(SCENARIO, @$, @1, $name, $title, $b); }
  | "test" text "{" tests[b] "}"        { $$ = MAKE(TEST, @$, @1, $text, $b); }
  | "define" name title "=" expr
      { $$ = MAKE(DEFINE, @$, @1, $name, $title, NULL, $expr); }
  | "define" name "(" params ")" "=" expr
      { $$ = MAKE(DEFINE, @$, @1, $name, NULL, $params, $expr); }
  | "set" name title "=" "[" literals_[l] "]"
      { $$ = MAKE(SET, @$, @1, $name, $title, $l, NULL); }
  | "set" name title "from" text
      { $$ = MAKE(SET, @$, @1, $name, $title, NULL, $text); }
  | "guard" text "=" expr               { $$ = MAKE(GUARD, @$, @1, $text, $expr); }
  | "accept" text[g] "by" text[b] "until" date "because" text[w]
      { $$ = MAKE(ACCEPT, @$, @1, $g, $b, $date, $w); }
  | "policy" error "{" policy_lines "}" { $$ = BAD(@$); yyerrok; }
  | "policy" error                      { $$ = BAD(@$); yyerrok; }
  | "lead" error "{" fields "}"         { $$ = BAD(@$); yyerrok; }
  | "lead" error                        { $$ = BAD(@$); yyerrok; }
  | "event" error "{" fields "}"        { $$ = BAD(@$); yyerrok; }
  | "event" error                       { $$ = BAD(@$); yyerrok; }
  | "fact" error "{" fields "}"         { $$ = BAD(@$); yyerrok; }
  | "fact" error                        { $$ = BAD(@$); yyerrok; }
  | "score" error "{" rules "}"         { $$ = BAD(@$); yyerrok; }
  | "score" error                       { $$ = BAD(@$); yyerrok; }
  | "grade" error "{" bands "}"         { $$ = BAD(@$); yyerrok; }
  | "grade" error                       { $$ = BAD(@$); yyerrok; }
  | "funnel" error "{" stages "}"       { $$ = BAD(@$); yyerrok; }
  | "funnel" error                      { $$ = BAD(@$); yyerrok; }
  | "calendar" error "{" cal_lines "}"  { $$ = BAD(@$); yyerrok; }
  | "calendar" error                    { $$ = BAD(@$); yyerrok; }
  | "holidays" error "{" holidays "}"   { $$ = BAD(@$); yyerrok; }
  | "holidays" error                    { $$ = BAD(@$); yyerrok; }
  | "agreement" error "{" clauses "}"   { $$ = BAD(@$); yyerrok; }
  | "agreement" error                   { $$ = BAD(@$); yyerrok; }
  | "kpi" error "{" kpi_lines "}"       { $$ = BAD(@$); yyerrok; }
  | "kpi" error                         { $$ = BAD(@$); yyerrok; }
  | "scenario" error "{" moves "}"      { $$ = BAD(@$); yyerrok; }
  | "scenario" error                    { $$ = BAD(@$); yyerrok; }
  | "test" error "{" tests "}"          { $$ = BAD(@$); yyerrok; }
  | "test" error                        { $$ = BAD(@$); yyerrok; }

/* -- policy --------------------------------------------------------------------------- */

policy_lines:
    %empty                              { $$ = LIST(@$); }
  | policy_lines[l] policy_line[i] EOL  { $$ = ast_append($l, $i); }
  | policy_lines[l] error EOL           { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | policy_lines[l] error "{" "}" EOL
      { $$ = ast_append($l, BAD(@error)); yyerrok; }

policy_line:
    "version" number                    { $$ = MAKE(P_VERSION, @$, @1, $number); }
  | "parties" names                     { $$ = MAKE(P_PARTIES, @$, @1, $names); }
  | "timezone" text                     { $$ = MAKE(P_TIMEZONE, @$, @1, $text); }
  | "currency" name                     { $$ = MAKE(P_CURRENCY, @$, @1, $name); }
  | "effective" date                    { $$ = MAKE(P_EFFECTIVE, @$, @1, $date); }
  | "until" date                        { $$ = MAKE(P_UNTIL, @$, @1, $date); }
  | "review" "every" name review_last[d]
      { $$ = MAKE(P_REVIEW, @$, @1, $name, $d); }
  | "year" "starts" name                { $$ = MAKE(P_YEAR, @$, @1, $name); }

review_last:
    %empty                              { $$ = NULL; }
  | "," "last" date                     { $$ = $date; }

/* -- lead, event, fact ---------------------------------------------------------------- */

key_head:
    %empty                              { $$ = NULL; }
  | "by" name                           { $$ = $name; }

at_head:
    %empty                              { $$ = NULL; }
  | "at" path                           { $$ = $path; }

events_at: paths

event_key:
    %empty                              { $$ = NULL; }
  | "key" text                          { $$ = $text; }

missing: "missing" texts                { $$ = MAKE(A_MISSING, @$, @1, $texts); }

missing_head:
    %empty                              { $$ = NULL; }
  | missing

fields:
    %empty                              { $$ = LIST(@$); }
  | fields[l] field EOL                 { $$ = ast_append($l, $field); }
  | fields[l] missing EOL               { $$ = ast_append($l, $missing); }
  | fields[l] error EOL                 { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | fields[l] error "{" "}" EOL    { $$ = ast_append($l, BAD(@error)); yyerrok; }

field: name type attrs                  { $$ = MAKE(FIELD, @$, @name, $name, $type, $attrs); }

type:
    ltype
  | "one of" members                    { $$ = MAKE(TYPE_ONE_OF, @$, @1, $members, NULL); }
  | "one of" members "otherwise" member
      { $$ = MAKE(TYPE_ONE_OF, @$, @1, $members, $member); }

ltype:
    wtype                               { $$ = ast_word(LINE(TYPE, @$, @$), $wtype); }
  | "list of" ltype[t]                  { $$ = MAKE(TYPE_LIST, @$, @1, $t); }

wtype:
    "text"                              { $$ = KW_TEXT; }
  | "number"                            { $$ = KW_NUMBER; }
  | "money"                             { $$ = KW_MONEY; }
  | "flag"                              { $$ = KW_FLAG; }
  | "date"                              { $$ = KW_DATE; }
  | "timestamp"                         { $$ = KW_TIMESTAMP; }
  | "duration"                          { $$ = KW_DURATION; }
  | "period"                            { $$ = KW_PERIOD; }
  | "business" "duration"               { $$ = KW_BUSINESS; }
  | "duration" "business"               { $$ = KW_BUSINESS; }

members:
    member                              { $$ = LIST_1(@$, $member); }
  | members[l] "," member               { $$ = ast_append($l, $member); }

member:
    name
  | text

attrs:
    %empty                              { $$ = LIST(@$); }
  | attrs[l] attr                       { $$ = ast_append($l, $attr); }

attr:
    "required"                          { $$ = LINE(A_REQUIRED, @$, @1); }
  | "label"                             { $$ = LINE(A_LABEL, @$, @1); }
  | "fixed"                             { $$ = LINE(A_FIXED, @$, @1); }
  | "folded"                            { $$ = LINE(A_FOLDED, @$, @1); }
  | "decimal comma"                     { $$ = LINE(A_COMMA, @$, @1); }
  | "default" literal                   { $$ = MAKE(A_DEFAULT, @$, @1, $literal); }
  | "from" text                         { $$ = MAKE(A_FROM, @$, @1, $text); }
  | "format" text                       { $$ = MAKE(A_FORMAT, @$, @1, $text); }
  | "separator" text                    { $$ = MAKE(A_SEPARATOR, @$, @1, $text); }
  | "zone" text                         { $$ = MAKE(A_ZONE, @$, @1, $text); }
  | "dates at" TIME
      { $$ = MAKE(A_DATES_AT, @$, @1, LEAF(TIME, @2, $2)); }
  | missing
  | "in" literal[a] ".." literal[b]     { $$ = MAKE(A_RANGE, @$, @1, $a, $b); }
  | "in" name                           { $$ = MAKE(A_CURRENCY, @$, @1, $name); }
  | "at least" literal                  { $$ = MAKE(A_AT_LEAST, @$, @1, $literal); }
  | "at most" literal                   { $$ = MAKE(A_AT_MOST, @$, @1, $literal); }

/* -- scores and grades ---------------------------------------------------------------- */

range:
    %empty                              { $$ = NULL; }
  | "in" literal[a] ".." literal[b]     { $$ = MAKE(RANGE, @$, @1, $a, $b); }

rules:
    %empty                              { $$ = LIST(@$); }
  | rules[l] rule EOL                   { $$ = ast_append($l, $rule); }
  | rules[l] error EOL                  { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | rules[l] error "{" "}" EOL     { $$ = ast_append($l, BAD(@error)); yyerrok; }

rule:
    sign points "when" expr
      { $$ = ast_flag(MAKE(RULE_WHEN, @$, @1, $points, $expr), $sign); }
  | sign points "per" expr
      { $$ = ast_flag(MAKE(RULE_PER, @$, @1, $points, $expr, NULL), $sign); }
  | sign points "per" expr caps[c]
      { $$ = ast_flag(MAKE(RULE_PER, @$, @1, $points, $expr, $c), $sign); }
  | sign points "each" name where window_[w] limit[k]
      { $$ = ast_flag(MAKE(RULE_EACH, @$, @1, $points, $name, $where, $w, $k, NULL,
                           NULL), $sign); }
  | sign points "each" name where window_[w] limit[k] caps[c]
      { $$ = ast_flag(MAKE(RULE_EACH, @$, @1, $points, $name, $where, $w, $k, $c,
                           NULL), $sign); }
  | sign points "each" name where window_[w] limit[k] "," decay
      { $$ = ast_flag(MAKE(RULE_EACH, @$, @1, $points, $name, $where, $w, $k, NULL,
                           $decay), $sign); }
  | sign points "each" name where window_[w] limit[k] caps[c] "," decay
      { $$ = ast_flag(MAKE(RULE_EACH, @$, @1, $points, $name, $where, $w, $k, $c,
                           $decay), $sign); }
  | "group" text cap "{" rules[b] "}"
      { $$ = MAKE(RULE_GROUP, @$, @1, $text, $cap, $b); }
  | "group" error "{" rules "}"         { $$ = BAD(@$); yyerrok; }
  | "group" error                       { $$ = BAD(@$); yyerrok; }

sign:
    "+"                                 { $$ = 0; }
  | "-"                                 { $$ = NODE_MINUS; }

points:
    number
  | name
  | "(" expr ")"                        { $$ = MAKE(PAREN, @$, @1, $expr); }

most:
    number "points"                     { $$ = $number; }
  | name "points"                       { $$ = $name; }

cap: "up to" most                       { $$ = MAKE(CAP, @$, @1, $most); }

caps:
    cap
  | "," cap                             { $$ = $cap; }

window:
    "in last" expr
      { $$ = ast_word(MAKE(WINDOW, @$, @1, $expr), KW_IN_LAST); }
  | "in this" name
      { $$ = ast_word(MAKE(WINDOW, @$, @1, $name), KW_IN_THIS); }
  | "in all"
      { $$ = ast_word(MAKE(WINDOW, @$, @1, NULL), KW_IN_ALL); }

window_:
    %empty                              { $$ = NULL; }
  | window

limit:
    %empty                              { $$ = NULL; }
  | "at most" number "per" name         { $$ = MAKE(LIMIT, @$, @1, $number, $name); }

where:
    %empty                              { $$ = NULL; }
  | "where" expr                        { $$ = $expr; }

decay: decay_word[w] add                { $$ = ast_word(MAKE(DECAY, @$, @1, $add), $w); }

decay_word:
    "halves every"                      { $$ = KW_HALVES_EVERY; }
  | "fades over"                        { $$ = KW_FADES_OVER; }
  | "expires after"                     { $$ = KW_EXPIRES_AFTER; }

bands:
    %empty                              { $$ = LIST(@$); }
  | bands[l] band sep                   { $$ = ast_append($l, $band); }
  | bands[l] error EOL                  { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | bands[l] error "{" "}" EOL     { $$ = ast_append($l, BAD(@error)); yyerrok; }

band:
    name "from" literal[a]              { $$ = MAKE(BAND, @$, @name, $name, $a, NULL); }
  | name "from" literal[a] "by" literal[b]
      { $$ = MAKE(BAND, @$, @name, $name, $a, $b); }
  | name "otherwise"
      { $$ = ast_flag(MAKE(BAND, @$, @name, $name, NULL, NULL), NODE_OTHERWISE); }

sep:
    EOL
  | ","

/* -- funnel --------------------------------------------------------------------------- */

stages:
    %empty                              { $$ = LIST(@$); }
  | stages[l] stage EOL                 { $$ = ast_append($l, $stage); }
  | stages[l] error EOL                 { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | stages[l] error "{" "}" EOL    { $$ = ast_append($l, BAD(@error)); yyerrok; }

stage:
    "stage" name title stage_when[w] stage_since[s] stage_until[u]
      { $$ = MAKE(STAGE, @$, @1, $name, $title, $w, $s, $u); }
  | "exit" name title stage_when[w] stage_since[s] stage_until[u]
      { $$ = MAKE(EXIT, @$, @1, $name, $title, $w, $s, $u); }

stage_when:
    %empty                              { $$ = NULL; }
  | "when" expr                         { $$ = $expr; }

stage_since:
    %empty                              { $$ = NULL; }
  | "since" expr                        { $$ = $expr; }

stage_until:
    %empty                              { $$ = NULL; }
  | "until" expr                        { $$ = $expr; }

/* -- calendars and holidays ----------------------------------------------------------- */

cal_lines:
    %empty                              { $$ = LIST(@$); }
  | cal_lines[l] cal_line[i] EOL        { $$ = ast_append($l, $i); }
  | cal_lines[l] error EOL              { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | cal_lines[l] error "{" "}" EOL { $$ = ast_append($l, BAD(@error)); yyerrok; }

cal_line:
    "timezone" text                     { $$ = MAKE(P_TIMEZONE, @$, @1, $text); }
  | "open" days tranges                 { $$ = MAKE(CAL_OPEN, @$, @1, $days, $tranges); }
  | "closed" days tranges_[r]           { $$ = MAKE(CAL_CLOSED, @$, @1, $days, $r); }

days:
    day                                 { $$ = LIST_1(@$, $day); }
  | days[l] "," day                     { $$ = ast_append($l, $day); }

day:
    name
  | name[a] ".." name[b]                { $$ = MAKE(DAY_RANGE, @$, @2, $a, $b); }
  | date
  | date[a] ".." date[b]                { $$ = MAKE(DAY_RANGE, @$, @2, $a, $b); }

tranges:
    trange                              { $$ = LIST_1(@$, $trange); }
  | tranges[l] "," trange               { $$ = ast_append($l, $trange); }

tranges_:
    %empty                              { $$ = NULL; }
  | tranges

trange: TIME[a] "-" TIME[b]
      { $$ = MAKE(TIME_RANGE, @$, @2, LEAF(TIME, @a, $a), LEAF(TIME, @b, $b)); }

holidays:
    %empty                              { $$ = LIST(@$); }
  | holidays[l] holiday sep             { $$ = ast_append($l, $holiday); }
  | holidays[l] error EOL               { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | holidays[l] error "{" "}" EOL  { $$ = ast_append($l, BAD(@error)); yyerrok; }

holiday:
    hdate h_from[f] h_until[u] text
      { $$ = MAKE(HOLIDAY, @$, @hdate, $hdate, $f, $u, $text); }
  | hdate h_from[f] h_until[u] "observed" text
      { $$ = ast_flag(MAKE(HOLIDAY, @$, @hdate, $hdate, $f, $u, $text), NODE_OBSERVED); }

h_from:
    %empty                              { $$ = NULL; }
  | "from" number                       { $$ = $number; }

h_until:
    %empty                              { $$ = NULL; }
  | "until" number                      { $$ = $number; }

hdate:
    number name                         { $$ = MAKE(HD_DAY, @$, @$, $number, $name); }
  | date
  | "easter"                            { $$ = MAKE(HD_EASTER, @$, @1, NULL); }
  | "easter" sign number
      { $$ = ast_flag(MAKE(HD_EASTER, @$, @1, $number), $sign); }
  | ORDINAL name[d] of name[m]
      { $$ = MAKE(HD_NTH, @$, @1, LEAF(ORDINAL, @1, $1), $d, $m); }
  | "last" name[d] of name[m]           { $$ = MAKE(HD_NTH, @$, @1, NULL, $d, $m); }

of:                             /* 4ª quinta de novembro: `de` is the word for `from` */
    "of"
  | "from"

/* -- agreements ----------------------------------------------------------------------- */

level:
    "corporate"
  | "service"
  | "customer"

agreement_for:
    %empty                              { $$ = NULL; }
  | "for" expr                          { $$ = $expr; }

agreement_over:
    %empty                              { $$ = NULL; }
  | "over" path                         { $$ = $path; }

clauses:
    %empty                              { $$ = LIST(@$); }
  | clauses[l] clause EOL               { $$ = ast_append($l, $clause); }
  | clauses[l] error EOL                { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | clauses[l] error "{" "}" EOL   { $$ = ast_append($l, BAD(@error)); yyerrok; }

clause:
    "clause" name title "{" clause_lines[b] "}"
      { $$ = MAKE(CLAUSE, @$, @1, $name, $title, $b); }
  | "clause" error "{" clause_lines "}" { $$ = BAD(@$); yyerrok; }
  | "clause" error                      { $$ = BAD(@$); yyerrok; }

clause_lines:
    %empty                              { $$ = LIST(@$); }
  | clause_lines[l] clause_line[i] EOL  { $$ = ast_append($l, $i); }
  | clause_lines[l] error EOL           { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | clause_lines[l] error "{" "}" EOL
      { $$ = ast_append($l, BAD(@error)); yyerrok; }

clause_line:
    "by" names                          { $$ = MAKE(C_BY, @$, @1, $names); }
  | "for" expr                          { $$ = MAKE(C_FOR, @$, @1, $expr); }
  | "excused" "when" expr               { $$ = MAKE(C_EXCUSED, @$, @1, $expr); }
  | "starts" starts                     { $$ = MAKE(C_STARTS, @$, @1, $2); }
  | "stops" ends                        { $$ = MAKE(C_STOPS, @$, @1, $ends); }
  | "cancels" ends                      { $$ = MAKE(C_CANCELS, @$, @1, $ends); }
  | "pauses" "while" expr               { $$ = MAKE(C_PAUSES, @$, @1, $expr); }
  | "within" expr on relaxes[r]
      { $$ = ast_flag(MAKE(C_WITHIN, @$, @1, $expr, $on), relaxing($r)); }
  | "due" expr relaxes[r]
      { $$ = ast_flag(MAKE(C_DUE, @$, @1, $expr), relaxing($r)); }
  | "keep" expr relaxes[r]
      { $$ = ast_flag(MAKE(C_KEEP, @$, @1, $expr, NULL, NULL), relaxing($r)); }
  | "keep" expr[c] "within" expr[w] on relaxes[r]
      { $$ = ast_flag(MAKE(C_KEEP, @$, @1, $c, $w, $on), relaxing($r)); }
  | "after exit"                        { $$ = LINE(C_AFTER_EXIT, @$, @1); }
  | "relaxes"                           { $$ = LINE(C_RELAXES, @$, @1); }
  | "warn" "at" add actions_[a]         { $$ = MAKE(C_WARN_AT, @$, @1, $add, $a); }
  | "warn" quantity[q] "before" "due" actions_[a]
      { $$ = MAKE(C_WARN_DUE, @$, @1, $q, $a); }
  | "warn" name_but_at[n] "before" "due" actions_[a]
      { $$ = MAKE(C_WARN_DUE, @$, @1, $n, $a); }
  | "breach" actions                    { $$ = MAKE(C_BREACH, @$, @1, $actions); }
  | target relaxes[r]                   { $$ = ast_flag($target, relaxing($r)); }
  | measures
  | per
  | split

relaxes:
    %empty                              { $$ = false; }
  | "relaxes"                           { $$ = true; }

on:
    %empty                              { $$ = NULL; }
  | "on" path                           { $$ = $path; }

starts:
    start[s]                            { $$ = LIST_1(@$, $s); }
  | starts[l] "," start[s]              { $$ = ast_append($l, $s); }

start:
    expr
  | "when" expr                         { $$ = MAKE(ON_WHEN, @$, @1, $expr); }
  | "each" name where                   { $$ = MAKE(ON_EACH, @$, @1, $name, $where); }
  | "each time" expr                    { $$ = MAKE(ON_EACH_TIME, @$, @1, $expr); }

ends:
    end                                 { $$ = LIST_1(@$, $end); }
  | ends[l] "," end                     { $$ = ast_append($l, $end); }

end:
    expr
  | "when" expr                         { $$ = MAKE(ON_WHEN, @$, @1, $expr); }

actions:
    action                              { $$ = LIST_1(@$, $action); }
  | actions[l] "," action               { $$ = ast_append($l, $action); }

actions_:
    %empty                              { $$ = NULL; }
  | actions

action: action_word[w] text             { $$ = ast_word(MAKE(ACTION, @$, @1, $text), $w); }

action_word:
    "notify"                            { $$ = KW_NOTIFY; }
  | "reassign"                          { $$ = KW_REASSIGN; }
  | "escalate"                          { $$ = KW_ESCALATE; }

/* -- measures ------------------------------------------------------------------------- */

measures: "measure" exprs               { $$ = MAKE(M_MEASURE, @$, @1, $exprs); }

exprs:
    expr                                { $$ = LIST_1(@$, $expr); }
  | exprs[l] "," expr                   { $$ = ast_append($l, $expr); }

per: "per" name of_                     { $$ = MAKE(M_PER, @$, @1, $name, $of_); }

of_:
    %empty                              { $$ = NULL; }
  | "of" expr                           { $$ = $expr; }

split:
    "split by" split_item[i]            { $$ = MAKE(M_SPLIT, @$, @1, LIST_1(@i, $i)); }
  | split[l] "," split_item[i]
      { $$ = MAKE(M_SPLIT, @$, $l->at, ast_append($l->kid[0], $i)); }

split_item: expr top                    { $$ = MAKE(SPLIT, @$, @$, $expr, $top); }

top:
    %empty                              { $$ = NULL; }
  | "top" number                        { $$ = $number; }

target:
    "target" add by_                    { $$ = MAKE(M_TARGET, @$, @1, $add, NULL, NULL, $by_); }
  | "target" add "per" name of_ by_
      { $$ = MAKE(M_TARGET, @$, @1, $add, $name, $of_, $by_); }
  | "target" "at least" add
      { $$ = ast_word(MAKE(M_TARGET, @$, @1, $add, NULL, NULL, NULL), KW_AT_LEAST); }
  | "target" "at most" add
      { $$ = ast_word(MAKE(M_TARGET, @$, @1, $add, NULL, NULL, NULL), KW_AT_MOST); }
  | "target" "at least" add "per" name of_ by_ /* which no target has: check says so */
      { $$ = ast_word(MAKE(M_TARGET, @$, @1, $add, $name, $of_, $by_), KW_AT_LEAST); }
  | "target" "at most" add "per" name of_ by_
      { $$ = ast_word(MAKE(M_TARGET, @$, @1, $add, $name, $of_, $by_), KW_AT_MOST); }

by_:
    %empty                              { $$ = NULL; }
  | "by" name                           { $$ = $name; }

kpi_lines:
    %empty                              { $$ = LIST(@$); }
  | kpi_lines[l] kpi_line[i] EOL        { $$ = ast_append($l, $i); }
  | kpi_lines[l] error EOL              { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | kpi_lines[l] error "{" "}" EOL { $$ = ast_append($l, BAD(@error)); yyerrok; }

kpi_line:
    measures
  | per
  | split
  | target
  | "baseline" name "of" "last" number  { $$ = MAKE(M_BASELINE, @$, @1, $name, $number); }

/* -- scenarios and tests -------------------------------------------------------------- */

moves:
    %empty                              { $$ = LIST(@$); }
  | moves[l] move EOL                   { $$ = ast_append($l, $move); }
  | moves[l] error EOL                  { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | moves[l] error "{" "}" EOL     { $$ = ast_append($l, BAD(@error)); yyerrok; }

move: path "=" moved
      { $$ = $moved, $$->kid[0] = $path, $$->span = @$, $$->at = @2; }

moved:
    expr move_by on
      { $$ = MAKE(MOVE, @$, @expr, NULL, $expr, NULL, NULL, $move_by, $on); }
  | expr "per" name of_ move_by on
      { $$ = MAKE(MOVE, @$, @expr, NULL, $expr, $name, $of_, $move_by, $on); }

move_by: by_

tests:
    %empty                              { $$ = LIST(@$); }
  | tests[l] test_line[i] EOL           { $$ = ast_append($l, $i); }
  | tests[l] error EOL                  { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | tests[l] error "{" "}" EOL     { $$ = ast_append($l, BAD(@error)); yyerrok; }

test_line:
    "at" INSTANT
      { $$ = MAKE(T_AT, @$, @1, LEAF(TIMESTAMP, @2, $2)); }
  | "given" name given_at[a] "{" givens[b] "}"
      { $$ = MAKE(T_GIVEN, @$, @1, $name, $a, $b); }
  | "expect" exprs                      { $$ = MAKE(T_EXPECT, @$, @1, $exprs); }
  | "scenario" name                     { $$ = MAKE(T_SCENARIO, @$, @1, $name); }
  | "given" error "{" givens "}"        { $$ = BAD(@$); yyerrok; }
  | "given" error                       { $$ = BAD(@$); yyerrok; }

given_at:
    %empty                              { $$ = NULL; }
  | "at" INSTANT                        { $$ = LEAF(TIMESTAMP, @2, $2); }

givens:
    %empty                              { $$ = LIST(@$); }
  | givens[l] given sep                 { $$ = ast_append($l, $given); }
  | givens[l] error sep                 { $$ = ast_append($l, BAD(@error)); yyerrok; }
  | givens[l] error "{" "}" EOL         { $$ = ast_append($l, BAD(@error)); yyerrok; }

given: name literal                     { $$ = MAKE(GIVEN, @$, @name, $name, $literal); }

params:
    param                               { $$ = LIST_1(@$, $param); }
  | params[l] "," param                 { $$ = ast_append($l, $param); }

param: name ltype                       { $$ = MAKE(PARAM, @$, @name, $name, $ltype); }

/* -- literals ------------------------------------------------------------------------- */

literals:
    literal                             { $$ = LIST_1(@$, $literal); }
  | literals[l] "," literal             { $$ = ast_append($l, $literal); }

literals_:
    %empty                              { $$ = LIST(@$); }
  | literals

number: NUM                             { $$ = LEAF(NUMBER, @$, $1); }

literal:
    number
  | PERCENT                             { $$ = LEAF(PERCENT, @$, $1); }
  | AMOUNT                              { $$ = LEAF(MONEY, @$, $1); }
  | quantity
  | text
  | REGEX                               { $$ = LEAF(REGEX, @$, $1); }
  | date
  | INSTANT                             { $$ = LEAF(TIMESTAMP, @$, $1); }
  | "yes"                               { $$ = ast_word(LINE(YESNO, @$, @1), KW_YES); }
  | "no"                                { $$ = ast_word(LINE(YESNO, @$, @1), KW_NO); }
  | name
  | "-" number[n]                       { $$ = ast_word(MAKE(UNARY, @$, @1, $n), OP_NEG); }
  | "-" quantity[n]                     { $$ = ast_word(MAKE(UNARY, @$, @1, $n), OP_NEG); }
  | "-" PERCENT[n]
      { $$ = ast_word(MAKE(UNARY, @$, @1, LEAF(PERCENT, @n, $n)), OP_NEG); }
  | "-" AMOUNT[n]
      { $$ = ast_word(MAKE(UNARY, @$, @1, LEAF(MONEY, @n, $n)), OP_NEG); }
  | "[" literals_[l] "]"                { $$ = ast_at(ast_of_list($l, N_LIST_OF, @$), @1); }

quantity:
    qparts
  | number adjective[a] unit
      { $$ = ast_quantity(@$, $number, $unit, $a, @unit); }
  | number unit adjective[a]
      { $$ = ast_quantity(@$, $number, $unit, $a, @unit); }

qparts:
    qpart                               { $$ = ast_append(ast_list(N_QUANTITY, @$), $1); }
  | qparts[l] qpart                     { $$ = ast_append($l, $2); }

qpart: number unit
      { $$ = ast_word(MAKE(QPART, @$, @unit, $number), $unit); }

adjective:
    "business"                          { $$ = KW_BUSINESS; }
  | "calendar"                          { $$ = KW_CALENDAR; }

unit:
    "second"                            { $$ = KW_SECONDS; }
  | "seconds"                           { $$ = KW_SECONDS; }
  | "minute"                            { $$ = KW_MINUTES; }
  | "minutes"                           { $$ = KW_MINUTES; }
  | "hour"                              { $$ = KW_HOURS; }
  | "hours"                             { $$ = KW_HOURS; }
  | "day"                               { $$ = KW_DAYS; }
  | "days"                              { $$ = KW_DAYS; }
  | "week"                              { $$ = KW_WEEKS; }
  | "weeks"                             { $$ = KW_WEEKS; }
  | "month"                             { $$ = KW_MONTHS; }
  | "months"                            { $$ = KW_MONTHS; }
  | "quarter"                           { $$ = KW_QUARTERS; }
  | "quarters"                          { $$ = KW_QUARTERS; }
  | "year"                              { $$ = KW_YEARS; }
  | "years"                             { $$ = KW_YEARS; }

/* -- expressions ---------------------------------------------------------------------- */

expr:
    or
  | "if" expr[c] "then" expr[a] "else" expr[b]
      { $$ = MAKE(IF, @$, @1, $c, $a, $b); }

or:
    and
  | or[a] "or" and[b]                   { $$ = BINARY_(OP_OR, @$, @2, $a, $b); }

and:
    not
  | and[a] "and" not[b]                 { $$ = BINARY_(OP_AND, @$, @2, $a, $b); }

not:
    cmp
  | "not" not[a]                        { $$ = ast_word(MAKE(UNARY, @$, @1, $a), OP_NOT); }

cmp:
    alt
  | alt[a] comparison[o] alt[b]         { $$ = BINARY_($o, @$, @o, $a, $b); }
  | alt[a] "in" alt[b]                  { $$ = MAKE(IN, @$, @2, $a, $b); }
  | alt[a] "not" "in" alt[b]
      { $$ = ast_flag(MAKE(IN, @$, span_join(@2, @3), $a, $b), NODE_NOT); }
  | alt[a] "in" alt[lo] ".." alt[hi]
      { $$ = MAKE(IN, @$, @2, $a, MAKE(RANGE, span_join(@lo, @hi), @4, $lo, $hi)); }
  | alt[a] "not" "in" alt[lo] ".." alt[hi]
      { $$ = ast_flag(MAKE(IN, @$, span_join(@2, @3), $a,
                           MAKE(RANGE, span_join(@lo, @hi), @5, $lo, $hi)), NODE_NOT); }
  | alt[a] "known"                      { $$ = ast_word(MAKE(KNOWN, @$, @2, $a), KW_KNOWN); }
  | alt[a] "missing"                    { $$ = ast_word(MAKE(KNOWN, @$, @2, $a), KW_MISSING); }
  | alt[a] "is" alt[b]                  { $$ = MAKE(IS, @$, @2, $a, $b); }
  | alt[a] "is" "not" alt[b]
      { $$ = ast_flag(MAKE(IS, @$, span_join(@2, @3), $a, $b), NODE_NOT); }
  | alt[a] "is" "known"
      { $$ = ast_flag(ast_word(MAKE(KNOWN, @$, @2, $a), KW_KNOWN), NODE_IS); }
  | alt[a] "is" "missing"
      { $$ = ast_flag(ast_word(MAKE(KNOWN, @$, @2, $a), KW_MISSING), NODE_IS); }
  | alt[a] "is" "not" "known"
      { $$ = ast_flag(ast_word(MAKE(KNOWN, @$, @2, $a), KW_KNOWN), NODE_IS | NODE_NOT); }
  | alt[a] "is" "not" "missing"
      { $$ = ast_flag(ast_word(MAKE(KNOWN, @$, @2, $a), KW_MISSING), NODE_IS | NODE_NOT); }

comparison:
    "="                                 { $$ = OP_EQ; }
  | "!="                                { $$ = OP_NE; }
  | "<"                                 { $$ = OP_LT; }
  | "<="                                { $$ = OP_LE; }
  | ">"                                 { $$ = OP_GT; }
  | ">="                                { $$ = OP_GE; }
  | "contains"                          { $$ = OP_CONTAINS; }
  | "starts with"                       { $$ = OP_STARTS; }
  | "ends with"                         { $$ = OP_ENDS; }
  | "matches"                           { $$ = OP_MATCHES; }

alt:
    add
  | postfix[a] "otherwise" tail[b]      { $$ = BINARY_(OP_OTHERWISE, @$, @2, $a, $b); }

tail:
    unary
  | postfix[a] "otherwise" tail[b]      { $$ = BINARY_(OP_OTHERWISE, @$, @2, $a, $b); }

add:
    mul
  | add[a] "+" mul[b]                   { $$ = BINARY_(OP_ADD, @$, @2, $a, $b); }
  | add[a] "-" mul[b]                   { $$ = BINARY_(OP_SUB, @$, @2, $a, $b); }

mul:
    unary
  | mul[a] "*" unary[b]                 { $$ = BINARY_(OP_MUL, @$, @2, $a, $b); }
  | mul[a] "/" unary[b]                 { $$ = BINARY_(OP_DIV, @$, @2, $a, $b); }

unary:
    postfix
  | "-" unary[a]                        { $$ = ast_word(MAKE(UNARY, @$, @1, $a), OP_NEG); }

postfix:
    primary
  | postfix[a] "." name                 { $$ = MAKE(MEMBER, @$, @2, $a, $name); }
  | postfix[a] "." "(" expr ")"         { $$ = MAKE(EACH_OF, @$, @2, $a, $expr); }

primary:
    number
  | PERCENT                             { $$ = LEAF(PERCENT, @$, $1); }
  | AMOUNT                              { $$ = LEAF(MONEY, @$, $1); }
  | quantity
  | text
  | REGEX                               { $$ = LEAF(REGEX, @$, $1); }
  | date
  | INSTANT                             { $$ = LEAF(TIMESTAMP, @$, $1); }
  | "yes"                               { $$ = ast_word(LINE(YESNO, @$, @1), KW_YES); }
  | "no"                                { $$ = ast_word(LINE(YESNO, @$, @1), KW_NO); }
  | name
  | name "(" args_[l] ")"               { $$ = MAKE(CALL, @$, @name, $name, $l); }
  | "lead" text                         { $$ = MAKE(LEAD_KEY, @$, @1, $text); }
  | "(" expr ")"                        { $$ = MAKE(PAREN, @$, @1, $expr); }
  | "[" items_[l] "]"                   { $$ = ast_at(ast_of_list($l, N_LIST_OF, @$), @1); }

items:
    expr                                { $$ = LIST_1(@$, $expr); }
  | items[l] "," expr                   { $$ = ast_append($l, $expr); }

items_:
    %empty                              { $$ = LIST(@$); }
  | items

args:
    arg                                 { $$ = LIST_1(@$, $arg); }
  | args[l] "," arg                     { $$ = ast_append($l, $arg); }

args_:
    %empty                              { $$ = LIST(@$); }
  | args

arg:
    expr
  | expr "where" expr[c] window_[w] arg_at[t]
      { $$ = MAKE(ARG, @$, @2, $1, $c, $w, $t); }
  | expr window[w] arg_at[t]            { $$ = MAKE(ARG, @$, @w, $1, NULL, $w, $t); }
  | expr "at" expr[t]                   { $$ = MAKE(ARG, @$, @2, $1, NULL, NULL, $t); }

arg_at:
    %empty                              { $$ = NULL; }
  | "at" expr                           { $$ = $expr; }

%%

/* Tokens are numbered in the order of their declarations, as symbols are; the first three
 * symbols are the end, `error` and the undeclared one. */
static int token_of(yysymbol_kind_t symbol)
{
    return symbol < 3 ? TK_END : (int)symbol - 3 + TK_EOL;
}

static int yyreport_syntax_error(const yypcontext_t *ctx, Parse *p)
{
    yysymbol_kind_t symbol[YYNTOKENS];
    int wanted[YYNTOKENS], n = 0;
    if (!expect_silent(p, *yypcontext_location(ctx)))
        n = yypcontext_expected_tokens(ctx, symbol, YYNTOKENS);
    else
        return 0;
    for (int i = 0; i < n; i++)
        wanted[i] = token_of(symbol[i]);
    expect_report(p, token_of(yypcontext_token(ctx)), *yypcontext_location(ctx), wanted, n);
    return 0;
}

/* Bison calls it for one thing only: its stack is at its limit. */
static void acordo_error(const Span *at, Parse *p, const char *why)
{
    (void)why;
    expect_too_deep(p, *at);
}

bool parser_takes(acordo_pstate *ps, int token)
{
    yysymbol_kind_t symbol[YYNTOKENS];
    const int n = yypstate_expected_tokens(ps, symbol, YYNTOKENS);
    for (int i = 0; i < n; i++)
        if (token_of(symbol[i]) == token)
            return true;
    return false;
}
