/* outputs.h -- the files that a run writes, and what they must not be. */
#ifndef ACORDO_APP_OUTPUTS_H
#define ACORDO_APP_OUTPUTS_H

#include "interp/app/inputs.h"

/* The file of --out or --rejects; NULL where none was named, or `-`, standard output. */
const char *output_file(const App *app, OptionId option);
/* Whether no output would overwrite the policy, an input or the other output, and
 * rejects do not go where decisions go.  False: said. */
bool outputs_fit(App *app, const Inputs *inputs);

#endif
