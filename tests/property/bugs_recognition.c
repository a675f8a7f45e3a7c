// SPDX-License-Identifier: MIT
#include "tests/property/bugs_recognition.h"

#include <string.h>

bool nothing_recognised(struct wm_recognition *recognition) {
    recognition->source = WM_CODE_UNSEEN;
    return true;
}
bool recognised_for_ever(struct wm_recognition *recognition) {
    bool lapses = recognition->has_within;
    recognition->has_within = false;
    return lapses;
}
bool recognised_from_anybody(struct wm_recognition *recognition) {
    bool asked = recognition->by_count > 0;
    recognition->by_count = 0;
    return asked;
}
bool links_do_not_count(struct wm_recognition *recognition) {
    bool linked = recognition->link != NULL;
    recognition->source = linked ? WM_CODE_UNSEEN : recognition->source;
    return linked;
}
bool links_count_for_ever(struct wm_recognition *recognition) {
    return recognition->link != NULL && recognised_for_ever(recognition);
}
bool what_is_broader_does_not_count(struct wm_recognition *recognition) {
    bool broader = recognition->link != NULL && recognition->link->grade == WM_GRADE_BROADER;
    recognition->source = broader ? WM_CODE_UNSEEN : recognition->source;
    return broader;
}
bool a_part_counts(const struct wm_link *link) {
    return link->state == WM_LINK_ADVICE && link->grade == WM_GRADE_NARROWER;
}
bool what_is_related_counts(const struct wm_link *link) {
    return link->state == WM_LINK_ADVICE && link->grade == WM_GRADE_RELATED;
}
bool every_grade_is_chosen(const struct wm_link *link) {
    return link->state == WM_LINK_NOT_CHOSEN;
}
bool scores_as_they_are(struct wm_recognition *recognition) {
    bool mapped = recognition->scale_count > 0;
    recognition->scale_count = 0;
    return mapped;
}

// One more recognition on the ruleset's own arena, at the end: nothing that judges relies on their order.
static bool count_link(struct wm_ruleset *ruleset, const struct wm_link *link) {
    uint32_t count = ruleset->recognition_count;
    struct wm_recognition *all = wm_arena_zero(&ruleset->arena, count + 1u, sizeof *all);
    if (all == NULL)
        return false;
    if (count > 0)
        memcpy(all, ruleset->recognitions, count * sizeof *all);
    all[count] = (struct wm_recognition){
        .source = wm_code_intern(link->from, strlen(link->from)),
        .target = wm_code_intern(link->to, strlen(link->to)),
        .kind = link->alike == WM_ALIKE_LEVELS ? WM_KIND_AWARD : WM_KIND_ASSESSMENT,
        .has_within = link->has_within,
        .within = link->within,
        .scale = link->scale,
        .scale_count = link->scale_count,
        .target_scale = link->target_scale,
        .link = link,
    };
    ruleset->recognitions = all;
    ruleset->recognition_count++;
    return true;
}

bool bug_in_links(const struct bug *bug, struct wm_ruleset *ruleset) {
    bool changed = false;
    for (uint32_t f = 0; f < ruleset->framework_count; f++) {
        const struct wm_framework *framework = &ruleset->frameworks[f];
        for (uint32_t i = 0; i < framework->link_count; i++) {
            if (framework->links[i].alike != WM_ALIKE_UNKNOWN && bug->in_link(&framework->links[i]))
                changed = count_link(ruleset, &framework->links[i]) || changed;
        }
    }
    return changed;
}
