/* pass_limit.h -- `--max-rejects`: how many records may be rejected, or which share. */
#ifndef ACORDO_APP_PASS_LIMIT_H
#define ACORDO_APP_PASS_LIMIT_H

#include "interp/app/app.h"
#include "interp/io/reader.h"

bool pass_limit_fits(App *app);           /* false: it is neither; said */
bool pass_limit_is_share(const App *app); /* false too where no limit was given */
/* More were rejected than that; false where no limit was given. */
bool pass_limit_passed(const App *app, const ReadStats *r);

#endif
