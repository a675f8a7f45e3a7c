// SPDX-License-Identifier: MIT
#include "engine/criteria/criterion.h"

static const struct {
    const char *name;
    bool leaf;
} verbs[WM_VERB_COUNT] = {
#define X(name, text, leaf) [WM_VERB_##name] = {text, leaf != 0},
    WM_VERB_MAP(X)
#undef X
};

const char *wm_verb_name(enum wm_verb verb) {
    return verbs[verb].name;
}

bool wm_verb_leaf(enum wm_verb verb) {
    return verbs[verb].leaf;
}

bool wm_verb_word(enum wm_verb verb) {
    return verb != WM_VERB_EDITIONS && verb != WM_VERB_GRANDFATHERED;
}

bool wm_edition_on(const struct wm_edition *edition, wm_day day) {
    return edition == NULL || ((edition->from == WM_DAY_NONE || edition->from <= day) &&
                               (edition->until == WM_DAY_NONE || day <= edition->until));
}
