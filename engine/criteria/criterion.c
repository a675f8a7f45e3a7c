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
