// SPDX-License-Identifier: MIT
// The pack that a hostile file is part of while it is tried, and the people its predicate is asked about.
#pragma once

#include "engine/author/attack.h"
#include "engine/lang/pack.h"
#include "engine/portfolio/portfolio.h"

enum { WM_ATTACK_PACK_FILES = 8 };

struct wm_attack_pack {
    struct wm_ruleset_file files[WM_ATTACK_PACK_FILES];
    struct wm_pack_files held;
    struct wm_pack_source source;
};
// The framework `attack`, with the levels `attacked` (unless `text` is NULL or the attack asks nobody) and `canary`
// (unless the list has none). Borrows all of it. The place of `ret_pack` must not move.
void wm_attack_pack_make(const struct wm_attack_list *list, const struct wm_attack *attack, const char *text,
                         size_t length, struct wm_attack_pack *ret_pack);
// Somebody with `number` + 1 trainings and some more, so that no two are the same.
WM_MUST_USE enum wm_status wm_attack_person(uint32_t number, struct wm_portfolio **ret_portfolio,
                                            struct wm_error *error);
