// SPDX-License-Identifier: MIT
// Names as somebody types them at a prompt: "kneading" where only one framework has it, "bakery/kneading" anywhere.
#pragma once

#include "engine/criteria/ruleset.h"

// A level or gate. WM_NOT_FOUND, reason "unknown-level", with the nearest; WM_PARAMS, reason "ambiguous", where several
// frameworks have it.
WM_MUST_USE enum wm_status wm_eval_find_level(const struct wm_ruleset *ruleset, const char *name,
                                              const struct wm_level **ret_level, struct wm_error *error);
// A parameter; the same with reason "unknown-parameter".
WM_MUST_USE enum wm_status wm_eval_find_parameter(const struct wm_ruleset *ruleset, const char *name,
                                                  const struct wm_parameter **ret_parameter, struct wm_error *error);
// The code by which records of the kind call it. A name that nobody declares stays as it is, and is refused when it is
// recorded. On the arena, or `name` itself; NULL when out of memory.
const char *wm_eval_subject(const struct wm_ruleset *ruleset, struct wm_arena *arena, enum wm_kind kind,
                            const char *name);
// The shortest name for a code that records use: a part of it.
const char *wm_eval_short(const struct wm_ruleset *ruleset, const char *code);

// Every name that may be the subject of a record of this kind, short where that is enough.
typedef void wm_eval_each_name(void *context, const char *name);
void wm_eval_each_subject(const struct wm_ruleset *ruleset, enum wm_kind kind, wm_eval_each_name *each, void *context);
