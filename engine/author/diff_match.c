// SPDX-License-Identifier: MIT
// Which criterion of the one is which of the other.
#include "engine/author/diff_work.h"

#include <string.h>

bool wm_diff_same_text(const char *one, const char *other) {
    return one == other || (one != NULL && other != NULL && strcmp(one, other) == 0);
}

static bool same_id(const struct wm_criterion *one, const struct wm_criterion *other) {
    return one->id != NULL && wm_diff_same_text(one->id, other->id);
}

// Through this part of a level anything of that part can be recognised again: the first leaf of one that is in the other.
static bool has_leaf(const struct wm_criterion *criterion, const char *id) {
    bool found = wm_verb_leaf(criterion->verb) && wm_diff_same_text(criterion->id, id);
    for (uint32_t i = 0; i < criterion->child_count && !found; i++)
        found = has_leaf(criterion->children[i], id);
    return found;
}

static bool shares_leaf(const struct wm_criterion *one, const struct wm_criterion *other) {
    if (wm_verb_leaf(one->verb))
        return one->id != NULL && has_leaf(other, one->id);
    bool shared = false;
    for (uint32_t i = 0; i < one->child_count && !shared; i++)
        shared = shares_leaf(one->children[i], other);
    return shared;
}

static bool shares_subject(const struct wm_query *one, const struct wm_query *other) {
    if (one->kind != other->kind)
        return false;
    if (one->subject == other->subject && one->subjects.count == 0 && other->subjects.count == 0)
        return true;
    for (uint32_t i = 0; i < one->subjects.count; i++) {
        for (uint32_t k = 0; k < other->subjects.count; k++) {
            if (one->subjects.codes[i] == other->subjects.codes[k])
                return true;
        }
    }
    return false;
}

static bool alike(const struct wm_criterion *one, const struct wm_criterion *other) {
    if (one->query != NULL && other->query != NULL)
        return one->verb == other->verb && shares_subject(one->query, other->query);
    if (one->verb == WM_VERB_MEETS || other->verb == WM_VERB_MEETS)
        return one->verb == other->verb && strcmp(one->level->full, other->level->full) == 0;
    return one->child_count > 0 && other->child_count > 0 && shares_leaf(one, other);
}

static bool fits(struct wm_diff *diff, const struct wm_criterion *one, const struct wm_criterion *other, int round) {
    switch (round) {
    case 0: return same_id(one, other) && wm_diff_relation(diff, one, other) == WM_DIFF_SAME;
    case 1:
        return one->verb == other->verb && wm_diff_same_text(one->says, other->says) &&
               wm_diff_relation(diff, one, other) == WM_DIFF_SAME;
    case 2: return same_id(one, other);
    default: return alike(one, other);
    }
}

enum { ROUNDS = 4 };

const uint32_t *wm_diff_match(struct wm_diff *diff, struct wm_diff_list before, struct wm_diff_list after) {
    uint32_t *partners = wm_arena_zero(&diff->scratch, before.count + 1u, sizeof *partners);
    bool *taken = wm_arena_zero(&diff->scratch, after.count + 1u, sizeof *taken);
    if (partners == NULL || taken == NULL) {
        diff->no_memory = true;
        return NULL;
    }
    for (uint32_t i = 0; i < before.count; i++)
        partners[i] = after.count;
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t from = 0; // most stand in the same order
        for (uint32_t i = 0; i < before.count; i++) {
            if (partners[i] < after.count)
                from = partners[i] + 1;
            for (uint32_t k = 0; k < after.count && partners[i] == after.count; k++) {
                uint32_t at = (from + k) % after.count;
                if (taken[at] || !fits(diff, before.items[i], after.items[at], round))
                    continue;
                partners[i] = at;
                taken[at] = true;
                from = at + 1;
            }
        }
    }
    return partners;
}
