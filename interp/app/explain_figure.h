/* explain_figure.h -- one figure of the report, and why it is what it is. */
#ifndef ACORDO_APP_EXPLAIN_FIGURE_H
#define ACORDO_APP_EXPLAIN_FIGURE_H

#include "interp/app/app.h"

Exit explain_figure(App *app, const char *name);

#endif
