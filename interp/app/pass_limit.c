/* pass_limit.c -- "25" or "2.5%". */
#include "interp/app/pass_limit.h"

#include "interp/base/decimal.h"

static bool limit_read(const char *limit, bool *share, int64_t *micros)
{
    Str s = str_of(limit);
    *share = str_ends(s, STR("%"));
    s.n -= *share;
    bool sound = s.n > 0 && strspn(limit, "0123456789.") == s.n;
    return sound && dec_read(s, false, micros) == DEC_OK
           && (*share || *micros % MICRO == 0);
}

bool pass_limit_fits(App *app)
{
    const char *limit = args_value(app->args, OPT_MAX_REJECTS);
    bool share;
    int64_t micros;
    if (limit == NULL || limit_read(limit, &share, &micros))
        return true;
    app_usage(app, msg_text(MSG_BAD_LIMIT, limit));
    return false;
}

bool pass_limit_is_share(const App *app)
{
    const char *limit = args_value(app->args, OPT_MAX_REJECTS);
    return limit != NULL && str_ends(str_of(limit), STR("%"));
}

bool pass_limit_passed(const App *app, const ReadStats *r)
{
    const char *limit = args_value(app->args, OPT_MAX_REJECTS);
    bool share;
    int64_t micros = 0;
    if (limit == NULL)
        return false;
    limit_read(limit, &share, &micros);
    Int128 rejected = (Int128)r->rejected * (share ? 100 : 1) * MICRO;
    return rejected > (Int128)(share ? r->read : 1) * micros;
}
