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

const struct wm_criterion *wm_criterion_on(const struct wm_criterion *criterion, wm_day day) {
    if (criterion->verb != WM_VERB_EDITIONS)
        return criterion;
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        const struct wm_criterion *child = criterion->children[i];
        if (child->verb != WM_VERB_GRANDFATHERED && wm_edition_on(child->edition, day))
            return child;
    }
    return NULL;
}
