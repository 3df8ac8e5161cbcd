/* json_keys.h -- the keys of the objects that fields look into, and what follows what.
 *
 * A Level is one object of the record: the record itself, or what a dotted path leads
 * through.  Its keys are learnt as they come, wanted or not.  A Pattern is the bytes from
 * the comma or brace before a key up to its value, as some producer writes them; each
 * remembers which pattern came next, so that most keys cost one compare of 32 bytes.
 *
 * Bounded: KEYS_MAX keys a level, PATTERNS_MAX patterns; what is beyond is found by hash,
 * and looked for twice through a set that is emptied for each record.  malloc'ed.
 */
#ifndef ACORDO_IO_JSON_KEYS_H
#define ACORDO_IO_JSON_KEYS_H

#include "interp/io/slot.h"

enum { KEYS_MAX = 2048, KEY_BYTES_MAX = 256, PATTERNS_MAX = 255, PATTERN_BYTES = 32 };

typedef struct Level Level;

typedef struct JsonKey {
    Str name;       /* without escapes; malloc'ed */
    uint64_t stamp; /* number of the last record that had it; 0: none yet */
    int cell;       /* where its value goes, or -1 */
    bool list;      /* some slot wants its array */
    bool declared;  /* some field names it, or a path leads through it */
    Level *level;   /* fields look into its object, or NULL */
} JsonKey;

typedef struct Pattern {
    char bytes[PATTERN_BYTES];
    uint32_t need;          /* a bit for each byte that must be equal */
    uint8_t n, next, other; /* patterns that came after it */
    JsonKey *key;
    uint64_t unused[2]; /* to a size that is quick to multiply by */
} Pattern;

struct Level {
    Str prefix; /* "company." : for "did you mean"; malloc'ed */
    int depth;  /* objects around it */
    JsonKey *key;
    int n_keys, cap;
    uint16_t *slot; /* hash table of key numbers + 1 */
    uint32_t mask;
    int n_patterns;
    uint8_t quick[256];                /* pattern by its first bytes */
    Pattern pattern[PATTERNS_MAX + 1]; /* 0: the object's start */
};

typedef struct JsonKeys {
    Level *root;
    int n_cells;
    uint64_t stamp; /* of the record at hand; from 1 */
    JsonKey other;  /* stands for a key that is not kept; has every record's stamp */
    uint64_t *far;  /* hashes of this record's keys that are not kept */
    uint32_t far_mask, n_far;
    Buf scratch;
    uint64_t grown;
} JsonKeys;

/* Gives every slot its cell and path. */
JsonKeys *json_keys_new(Slot *slots, int n_slots);
void json_keys_free(JsonKeys *k);
void json_keys_record(JsonKeys *k); /* the next record begins */
/* The key with this raw text (between its quotes), learnt if need be; never NULL. */
JsonKey *json_key_find(JsonKeys *k, Level *lv, Str raw, bool escaped);
/* Remembers that b[0 … n) leads to the value of the key; the pattern's number or 0. */
int json_pattern_learn(Level *lv, JsonKey *key, const char *b, size_t n);
/* Whether a key with the stamp of this record stands there a second time. */
bool json_key_twice(JsonKeys *k, const Level *lv, const JsonKey *key);
void json_keys_seen(const JsonKeys *k, Slot *slots, int n_slots); /* sets seen */
/* Every learnt key that no field names, with its prefix. */
void json_keys_undeclared(const JsonKeys *k, void (*put)(void *, Str, Str), void *ctx);

#endif
