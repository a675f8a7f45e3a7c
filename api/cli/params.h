// SPDX-License-Identifier: MIT
// Parameters of a request: begin, members, then wm_ask, which ends them. A member whose value is NULL is left out.
#pragma once

#include "api/cli/cli.h"

void wm_params_begin(struct wm_buffer *params, const struct wm_cli *cli); // with `org`, when known
void wm_params_text(struct wm_buffer *params, const char *key, const char *value);
void wm_params_integer(struct wm_buffer *params, const char *key, int64_t value);
void wm_params_raw(struct wm_buffer *params, const char *key, const char *json, size_t length);
void wm_params_value(struct wm_buffer *params, const char *key, struct wm_json value); // absent: left out
// An option of the command, under the same name with underscores: --as-of becomes as_of.
void wm_params_option(struct wm_buffer *params, const struct wm_cli *cli, const char *name);
// The same for one that takes a day: WM_PARAMS ("usage") when it is none.
WM_MUST_USE enum wm_status wm_params_day(struct wm_buffer *params, const struct wm_cli *cli, const char *name,
                                         struct wm_error *error);
// And for one that takes a number >= least.
WM_MUST_USE enum wm_status wm_params_number(struct wm_buffer *params, const struct wm_cli *cli, const char *name,
                                            int64_t least, struct wm_error *error);
