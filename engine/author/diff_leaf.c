// SPDX-License-Identifier: MIT
// Two leaves, of rulesets in which scales, validities and levels of qualifications may be others.
#include "engine/author/diff_order.h"

#include "engine/author/lint_work.h"
#include "engine/criteria/predicate.h"

#include <string.h>

bool wm_diff_same_scale(const struct wm_scale *one, const struct wm_scale *other) {
    if (one == NULL || other == NULL || one->count != other->count)
        return one == other;
    for (uint32_t i = 0; i < one->count; i++) {
        if (one->points[i].value != other->points[i].value)
            return false;
    }
    return true;
}

// A score off the scale makes its leaf unknown, so that a leaf that no longer looks at it may be met.
static bool scale_below(const struct wm_query *low, const struct wm_query *high) {
    bool latest = low->using == WM_USING_LATEST;
    return wm_diff_same_scale(low->scale, high->scale) &&
           (low->scale == NULL || latest || wm_lint_same_pool(low, high));
}

// Whatever the low one counts as in date the high one does. Unset means: for ever, or not at all, nobody knows.
static bool valid_below(const struct wm_query *low, const struct wm_query *high) {
    if (!high->in_date || (!high->has_valid && high->valid_unset == NULL))
        return true;
    if (high->valid_unset != NULL)
        return low->valid_unset != NULL;
    return low->has_valid && wm_lint_span_reaches(high->valid, low->valid);
}

// Of a record without a level of its own that of the qualification counts.
static bool rqf_below(const struct wm_query *low, const struct wm_query *high) {
    return !high->has_at_least || !low->has_rqf || (high->has_rqf && high->rqf >= low->rqf);
}

static bool custom_below(const struct wm_diff_order *order, const struct wm_predicate *low,
                         const struct wm_predicate *high) {
    bool framework = (low->framework == NULL) == (high->framework == NULL) &&
                     (low->framework == NULL || strcmp(low->framework->id, high->framework->id) == 0);
    return order->same_for_custom && framework && strcmp(low->digest, high->digest) == 0 &&
           strcmp(low->id, high->id) == 0;
}

bool wm_diff_leaf_below(const struct wm_diff_order *order, const struct wm_criterion *low,
                        const struct wm_criterion *high) {
    if (low->verb != high->verb)
        return false;
    if (low->verb == WM_VERB_CUSTOM)
        return custom_below(order, low->predicate, high->predicate);
    if (!wm_lint_implies(low, high))
        return false;
    switch (low->verb) {
    case WM_VERB_ASSESSED: return scale_below(low->query, high->query);
    case WM_VERB_QUALIFIED: return rqf_below(low->query, high->query);
    default: return valid_below(low->query, high->query);
    }
}
