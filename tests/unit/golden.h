/* golden.h -- texts that a test holds against a file beside it; BLESS=1 rewrites the file.
 *
 *     golden("report", "text_140", got);      tests/unit/report/text_140.golden
 *
 * Where they differ, what was got is put into /tmp/acordo-DIR.NAME.
 */
#ifndef ACORDO_TESTS_GOLDEN_H
#define ACORDO_TESTS_GOLDEN_H

#include "tests/unit/t.h"

#include <stdlib.h>

static inline Str read_file(const char *path)
{
    Buf b = {0};
    FILE *f = fopen(path, "rb");
    if (f == NULL)
        return (Str){NULL, 0};
    for (size_t n; (n = fread(buf_room(&b, 4096), 1, 4096, f)) > 0;)
        b.n += n;
    fclose(f);
    Str text = buf_copy(&b);
    buf_free(&b);
    return text;
}

static inline void put_file(const char *path, Str text)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL)
        return;
    fwrite(text.p, 1, text.n, f);
    fclose(f);
}

static inline void golden(const char *dir, const char *name, Str got)
{
    const char *path = str_format("tests/unit/%s/%s.golden", dir, name);
    if (getenv("BLESS") != NULL && getenv("BLESS")[0] != '\0')
        put_file(path, got);
    Str want = read_file(path);
    if (!str_eq(got, want))
        put_file(str_format("/tmp/acordo-%s.%s", dir, name), got);
    t_result(str_eq(got, want), __LINE__, name,
             str_format("another text; see /tmp/acordo-%s.%s", dir, name), path);
}

#endif
