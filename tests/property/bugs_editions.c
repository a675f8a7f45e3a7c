// SPDX-License-Identifier: MIT
#include "tests/property/bugs_editions.h"

// The days of a child; they stand on the ruleset's own arena.
static struct wm_edition *days_of(struct wm_criterion *editions, uint32_t child) {
    return (struct wm_edition *)editions->children[child]->edition;
}
static bool is_grandfathered(const struct wm_criterion *criterion) {
    return criterion->verb == WM_VERB_GRANDFATHERED;
}
// Every switch, so many days later; `until` of the last edition stays.
static bool move_switches(struct wm_criterion *criterion, wm_day days) {
    bool moved = false;
    for (uint32_t i = 1; criterion->verb == WM_VERB_EDITIONS && i < criterion->child_count; i++) {
        if (is_grandfathered(criterion->children[i]))
            continue;
        days_of(criterion, i)->from += days;
        days_of(criterion, i - 1)->until += days;
        moved = true;
    }
    return moved;
}
bool switches_a_day_late(struct wm_criterion *criterion) {
    return move_switches(criterion, 1);
}
bool switches_a_day_early(struct wm_criterion *criterion) {
    return move_switches(criterion, -1);
}
bool editions_end_a_day_early(struct wm_criterion *criterion) {
    bool ends = false;
    for (uint32_t i = 0; criterion->verb == WM_VERB_EDITIONS && i < criterion->child_count; i++) {
        if (is_grandfathered(criterion->children[i]) || days_of(criterion, i)->until == WM_DAY_NONE)
            continue;
        days_of(criterion, i)->until--;
        ends = true;
    }
    return ends;
}
bool always_in_force(struct wm_criterion *criterion) {
    if (criterion->verb != WM_VERB_EDITIONS)
        return false;
    uint32_t last = 0;
    for (uint32_t i = 0; i < criterion->child_count; i++)
        last = is_grandfathered(criterion->children[i]) ? last : i;
    bool changed = days_of(criterion, 0)->from != WM_DAY_NONE || days_of(criterion, last)->until != WM_DAY_NONE;
    days_of(criterion, 0)->from = WM_DAY_NONE;
    days_of(criterion, last)->until = WM_DAY_NONE;
    return changed;
}
bool first_edition_for_ever(struct wm_criterion *criterion) {
    if (criterion->verb != WM_VERB_EDITIONS || criterion->child_count < 2)
        return false;
    criterion->child_count = 1;
    days_of(criterion, 0)->until = WM_DAY_NONE;
    return true;
}
// The day looked back to is the one before `from`.
bool eve_a_day_late(struct wm_criterion *criterion) {
    return is_grandfathered(criterion) && ++((struct wm_edition *)criterion->edition)->from > WM_DAY_NONE;
}
bool eve_a_day_early(struct wm_criterion *criterion) {
    return is_grandfathered(criterion) && --((struct wm_edition *)criterion->edition)->from > WM_DAY_NONE;
}
bool grandfathered_a_day_longer(struct wm_criterion *criterion) {
    return is_grandfathered(criterion) && ++((struct wm_edition *)criterion->edition)->until > WM_DAY_NONE;
}
bool grandfathered_a_day_shorter(struct wm_criterion *criterion) {
    return is_grandfathered(criterion) && --((struct wm_edition *)criterion->edition)->until > WM_DAY_NONE;
}
bool nobody_grandfathered(struct wm_criterion *criterion) {
    uint32_t count = criterion->child_count;
    while (criterion->verb == WM_VERB_EDITIONS && is_grandfathered(criterion->children[criterion->child_count - 1]))
        criterion->child_count--;
    return criterion->child_count < count;
}
bool everybody_grandfathered(struct wm_criterion *criterion) {
    if (!is_grandfathered(criterion))
        return false;
    criterion->verb = WM_VERB_FIXED;
    criterion->fixed = WM_VERDICT_MET;
    return true;
}
// An edition that has ended lets nobody stay any more.
bool grandfathered_while_in_force(struct wm_criterion *criterion) {
    bool changed = false;
    for (uint32_t i = 0; criterion->verb == WM_VERB_EDITIONS && i < criterion->child_count; i++) {
        for (uint32_t k = 1; is_grandfathered(criterion->children[i]) && k < criterion->child_count; k++) {
            struct wm_edition *kept = days_of(criterion, i), *edition = days_of(criterion, k);
            bool same = i != k && kept->from == edition->from && !is_grandfathered(criterion->children[k]);
            if (!same || edition->until == WM_DAY_NONE || kept->until <= edition->until)
                continue;
            kept->until = edition->until;
            changed = true;
        }
    }
    return changed;
}
