// SPDX-License-Identifier: MIT
// One hostile file in a process of its own: whatever it does to that, it is seen, and the run goes on.
#pragma once

#include "engine/author/attack.h"

// Like wm_attack_run. A crash, a hang, and anything that the process prints are results too, bad ones.
WM_MUST_USE enum wm_status wm_rules_attack_child(const struct wm_attack_list *list, const struct wm_attack *attack,
                                                 uint32_t variant, struct wm_attack_result *ret_result,
                                                 struct wm_error *error);
