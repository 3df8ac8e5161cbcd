/* memo.c -- memory of what was seen, by code. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "interp/engine/memo.h"

#include "interp/base/mem.h"
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

static void *zeroed(size_t n, size_t size)
{
    void *p = calloc(n, size);
    if (p == NULL)
        mem_exhausted();
    return p;
}

void memo_init_answers(Memo *m) { m->answer = zeroed(TEXT_CODES, 1); }

void memo_init_texts(Memo *m)
{
    m->text = zeroed(TEXT_CODES, sizeof *m->text);
    m->bytes = zeroed(MEMO_TEXT_BYTES, 1);
}

void memo_forget(Memo *m)
{
    if (m->answer != NULL)
        memset(m->answer, MEMO_NEW, TEXT_CODES);
    if (m->text != NULL)
        memset(m->text, 0, TEXT_CODES * sizeof *m->text);
    m->used = 0;
}

void memo_free(Memo *m)
{
    free(m->answer);
    free(m->text);
    free(m->bytes);
    pcre2_match_data_free(m->match);
    pcre2_match_context_free(m->limits);
    pcre2_code_free(m->regex);
    *m = (Memo){0};
}
