// SPDX-License-Identifier: MIT
#include "engine/lang/pack_draft.h"

#include "engine/lang/script.h"

const struct wm_draft *wm_pack_draft(const struct wm_pack_tests *tests) {
    return &tests->script->draft;
}
