// SPDX-License-Identifier: MIT
// A plan for people: a numbered list, totals, and a timeline.
#pragma once

#include "api/cli/show.h"

// Everything below the title: the actions and totals, or what is in the way.
void wm_plan_show(struct wm_cli *cli, struct wm_json plan);
// A bar an action, months on top. Nothing when there is no action.
void wm_plan_timeline(struct wm_cli *cli, struct wm_json plan);
// "40.5" of a number of the reply; "" when there is none.
const char *wm_plan_number(struct wm_json object, const char *key, char text[32]);
