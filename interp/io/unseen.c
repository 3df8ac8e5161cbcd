/* unseen.c -- W0510. */
#include "interp/io/unseen.h"

#include "interp/base/mem.h"
#include "interp/base/utf8.h"
#include <stdlib.h>

static void put(void *ctx, Str prefix, Str name)
{
    Unseen *u = ctx;
    size_t n = prefix.n + name.n;
    char *p = u->n < UNSEEN_MAX ? malloc(n + 1) : NULL;
    if (p == NULL)
        return;
    if (prefix.n > 0)
        memcpy(p, prefix.p, prefix.n);
    if (name.n > 0)
        memcpy(p + prefix.n, name.p, name.n);
    p[n] = '\0';
    Str s = {p, n};
    for (int i = 0; i < u->n; i++)
        if (str_eq(u->name[i], s)) {
            free(p);
            return;
        }
    u->name[u->n++] = s;
}

void unseen_csv(Unseen *u, const Csv *c)
{
    for (int i = 0; i < c->n_columns; i++)
        if (c->cell_of[i] < 0)
            put(u, (Str){NULL, 0}, c->name[i]);
}

void unseen_json(Unseen *u, const JsonKeys *k) { json_keys_undeclared(k, put, u); }

void unseen_free(Unseen *u)
{
    for (int i = 0; i < u->n; i++) {
        char *p;
        memcpy(&p, &u->name[i].p, sizeof p);
        free(p);
    }
    u->n = 0;
}

/* The name nearest to `want`, case and accents aside first. */
static Str nearest(const Unseen *u, Str want)
{
    Str best = {NULL, 0}, folded = utf8_fold_copy(want);
    int limit = want.n < 4 ? 1 : 2, least = limit + 1;
    for (int i = 0; i < u->n; i++) {
        if (!utf8_valid(u->name[i]))
            continue;
        int d = str_distance(utf8_fold_copy(u->name[i]), folded, limit);
        if (d < least) {
            least = d;
            best = u->name[i];
        }
    }
    return best;
}

void unseen_report(const Unseen *u, const Slot *slots, int n_slots, Diags *diags)
{
    for (int i = 0; i < n_slots; i++) {
        const CoreField *f = slots[i].field;
        if (slots[i].seen)
            continue;
        Span at = slots[i].core->span != NULL && f->id < slots[i].core->n_spans
                      ? slots[i].core->span[f->id]
                      : (Span){NULL, 0, 0};
        Diag *d =
            diag_at(diags, W0510, at, DATA_UNSEEN, str_z(f->from), str_z(f->name));
        diag_what(d, DATA_UNSEEN_FIELD);
        Str near = nearest(u, f->from);
        if (near.p != NULL)
            diag_help(d, DATA_DID_YOU_MEAN, str_z(near));
    }
}
