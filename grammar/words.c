/* words.c -- the tables of words.def, the names a file declares, and the walk over a tree. */
#include "grammar/words.h"
#include "interp/base/map.h"
#include "interp/base/mem.h"

struct Declared {
    Map *names;   /* all that an expression can use */
    Map *records; /* events, facts and `lead`: what follows their dot is a field */
};

static const unsigned char word_places[N_KEYWORDS] = {
#define WORD(id, places) [KW_##id] = (places),
#include "grammar/words.def"
};

enum { PLACE_SLOTS = 5 };
static const unsigned char slot_places[N_NODE_KINDS][PLACE_SLOTS] = {
#define PLACE(kind, slot, places) [N_##kind][slot] = (places),
#include "grammar/words.def"
};

Keyword words_find(Str spelled, unsigned places, Language language)
{
    Keyword k = keyword_find(spelled, language);
    return (word_places[k] & places) != 0 ? k : KW_NO_WORD;
}

/* -- declared names ------------------------------------------------------------------- */

static void declare(Map *m, const Node *name)
{
    if (name != NULL && name->kind == N_NAME)
        map_put(m, name->text, m); /* any pointer will do */
}

/* Kinds whose first kid is the name that they declare. */
static const bool declares[N_NODE_KINDS] = {
    [N_EVENT] = true,    [N_FACT] = true,  [N_FIELD] = true,     [N_PERSONA] = true,
    [N_SCORE] = true,    [N_GRADE] = true, [N_BAND] = true,      [N_THRESHOLD] = true,
    [N_STAGE] = true,    [N_EXIT] = true,  [N_CALENDAR] = true,  [N_CLAUSE] = true,
    [N_HOLIDAYS] = true, [N_KPI] = true,   [N_AGREEMENT] = true, [N_DEFINE] = true,
    [N_PARAM] = true,    [N_SET] = true,
};

static void declare_members(Declared *d, const Node *type)
{
    while (type != NULL && type->kind == N_TYPE_LIST)
        type = kid(type, 0);
    if (type == NULL || type->kind != N_TYPE_ONE_OF)
        return;
    for (int i = 0; i < n_items(kid(type, 0)); i++)
        declare(d->names, kid(kid(type, 0), i));
    declare(d->names, kid(type, 1));
}

static void declare_all(Declared *d, const Node *n)
{
    if (n == NULL)
        return;
    if (declares[n->kind])
        declare(d->names, kid(n, 0));
    if (n->kind == N_EVENT || n->kind == N_FACT)
        declare(d->records, kid(n, 0));
    if (n->kind == N_FIELD || n->kind == N_PARAM)
        declare_members(d, kid(n, 1));
    /* bodies are lists, their items lines: expressions declare nothing */
    for (int i = 0; i < n->n; i++)
        if (n->kid[i] != NULL
            && (n->kind == N_LIST || n->kind == N_FILE || n->kid[i]->kind == N_LIST))
            declare_all(d, n->kid[i]);
}

void words_declare(Declared *d, const Node *file)
{
    if (file != NULL && file->kind == N_FILE)
        declare_all(d, file);
}

Declared *words_declared(const Node *file)
{
    Declared *d = MEM_NEW(Declared);
    d->names = map_new();
    d->records = map_new();
    words_declare(d, file);
    return d;
}

bool words_is_declared(const Declared *d, Str name)
{
    return map_get(d->names, name) != NULL;
}

/* -- places --------------------------------------------------------------------------- */

static unsigned unless_declared(const Declared *d, const Node *name, unsigned places)
{
    return words_is_declared(d, name->text) ? 0 : places;
}

/* What may follow `base.`: a property of a stage, clause or `period`; what is known of a
 * lead; of a record only its fields. */
static unsigned member_places(const Declared *d, const Node *base, const Node *name)
{
    bool named = base != NULL && base->kind == N_NAME;
    if (base == NULL || base->kind == N_CALL)
        return 0;
    if (base->kind == N_LEAD_KEY || (named && str_is(base->text, "lead")))
        return unless_declared(d, name, AT_VALUE);
    return named && map_get(d->records, base->text) != NULL ? 0 : AT_PROPERTY;
}

unsigned words_places(const Declared *d, const Node *owner, int slot, const Node *name)
{
    if (owner->kind == N_CALL && slot == 0)
        return unless_declared(d, name, AT_CALL);
    if (owner->kind == N_MEMBER && slot == 1)
        return member_places(d, kid(owner, 0), name);
    if (owner->kind == N_MOVE && slot == 0) {
        const Node *path = kid(owner, 0);
        return n_items(path) > 1 && kid(path, path->n - 1) == name ? AT_LINE : 0;
    }
    if (slot >= PLACE_SLOTS)
        return 0;
    unsigned places = slot_places[owner->kind][slot];
    bool shared = (places & AT_VALUE) != 0 || owner->kind == N_CAL_OPEN
                  || owner->kind == N_CAL_CLOSED;
    return shared ? unless_declared(d, name, places) : places;
}

/* -- to English ------------------------------------------------------------------------ */

static void name_to_english(const Declared *d, const Node *owner, int slot, Node *name)
{
    if ((name->flags & NODE_QUOTED) != 0)
        return;
    Keyword k = words_find(name->text, words_places(d, owner, slot, name), LANG_PT);
    if (k != KW_NO_WORD)
        name->text = keyword_name_text(k, LANG_EN);
}

/* A list passes its owner on to its items.  The first kid is taken by the loop, so that a
 * long chain of operators costs no stack. */
static void to_english(const Declared *d, Node *n, const Node *owner, int slot)
{
    while (n != NULL) {
        if (n->kind == N_NAME) {
            name_to_english(d, owner, slot, n);
            return;
        }
        bool list = node_n_slots(n->kind) < 0;
        if (!(n->kind == N_LIST || n->kind == N_PATH)) {
            owner = n;
            slot = 0;
        }
        for (int i = 1; i < n->n; i++)
            to_english(d, n->kid[i], owner, list ? slot : i);
        n = n->n > 0 ? n->kid[0] : NULL;
    }
}

void words_to_english(Node *root, const Node *beside)
{
    if (root == NULL)
        return;
    Declared *d = words_declared(root);
    words_declare(d, beside);
    to_english(d, root, root, 0);
}
