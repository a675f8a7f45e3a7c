// SPDX-License-Identifier: MIT
#include "engine/author/meeting.h"

#include <stdio.h>
#include <string.h>

// What records could bring about, at best: nothing, an unknown, or what is wanted.
enum hope { HOPE_NONE, HOPE_UNKNOWN, HOPE_SURE };

static enum hope hope_for(const struct wm_criterion *criterion, bool met, wm_day day);

static enum hope least_of(enum hope a, enum hope b) {
    return a < b ? a : b;
}

static enum hope most_of(enum hope a, enum hope b) {
    return a > b ? a : b;
}

static enum hope every_child(const struct wm_criterion *criterion, bool met, wm_day day) {
    enum hope hope = HOPE_SURE;
    for (uint32_t i = 0; i < criterion->child_count; i++)
        hope = least_of(hope, hope_for(criterion->children[i], met, day));
    return hope;
}

static enum hope some_child(const struct wm_criterion *criterion, bool met, wm_day day) {
    enum hope hope = HOPE_NONE;
    for (uint32_t i = 0; i < criterion->child_count; i++)
        hope = most_of(hope, hope_for(criterion->children[i], met, day));
    return hope;
}

static wm_number weight_of(const struct wm_criterion *criterion, uint32_t child) {
    return criterion->verb == WM_VERB_POINTS ? criterion->weights[child] : 1;
}

static wm_number threshold_of(const struct wm_criterion *criterion) {
    return criterion->verb == WM_VERB_POINTS ? criterion->threshold : (wm_number)criterion->least;
}

// Of at_least and points: the weight that could be met, or that cannot be kept from being met.
static enum hope enough_weight(const struct wm_criterion *criterion, bool met, wm_day day) {
    wm_number sure = 0, perhaps = 0, total = 0;
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        enum hope hope = hope_for(criterion->children[i], met, day);
        total += weight_of(criterion, i);
        sure += hope == HOPE_SURE ? weight_of(criterion, i) : 0;
        perhaps += hope != HOPE_NONE ? weight_of(criterion, i) : 0;
    }
    wm_number needed = met ? threshold_of(criterion) : total - threshold_of(criterion) + 1;
    if (sure >= needed)
        return HOPE_SURE;
    return perhaps >= needed ? HOPE_UNKNOWN : HOPE_NONE;
}

static enum hope hope_by_branch(const struct wm_criterion *when, bool met, bool then, wm_day day) {
    enum hope test = hope_for(when->children[0], then, day);
    if (then)
        return least_of(test, hope_for(when->children[1], met, day));
    if (when->child_count < 3)
        return met ? test : HOPE_NONE;
    return least_of(test, hope_for(when->children[2], met, day));
}

static enum hope hope_for(const struct wm_criterion *criterion, bool met, wm_day day) {
    if (criterion->unset != NULL)
        return HOPE_UNKNOWN;
    switch (criterion->verb) {
    case WM_VERB_ALL:
    case WM_VERB_SHOWN: return met ? every_child(criterion, true, day) : some_child(criterion, false, day);
    case WM_VERB_ANY: return met ? some_child(criterion, true, day) : every_child(criterion, false, day);
    case WM_VERB_NONE: return met ? every_child(criterion, false, day) : some_child(criterion, true, day);
    case WM_VERB_AT_LEAST:
    case WM_VERB_POINTS: return enough_weight(criterion, met, day);
    case WM_VERB_WHEN:
        return most_of(hope_by_branch(criterion, met, true, day), hope_by_branch(criterion, met, false, day));
    case WM_VERB_MEETS: return hope_for(criterion->level->requires, met, day);
    case WM_VERB_EDITIONS:
        criterion = wm_criterion_on(criterion, day);
        return criterion != NULL ? hope_for(criterion, met, day) : HOPE_UNKNOWN;
    case WM_VERB_GRANDFATHERED: return HOPE_UNKNOWN; // what was on the eve
    case WM_VERB_FIXED: return (criterion->fixed == WM_VERDICT_MET) == met ? HOPE_SURE : HOPE_NONE;
    case WM_VERB_CUSTOM: return HOPE_UNKNOWN; // only its function knows
    default: return met && criterion->query->valid_unset != NULL ? HOPE_UNKNOWN : HOPE_SURE;
    }
}

// Making -------------------------------------------------------------------------------------------------------------

static bool leads_to(const struct wm_criterion *criterion, const struct wm_criterion *leaf) {
    bool leads = criterion == leaf;
    for (uint32_t i = 0; i < criterion->child_count && !leads; i++)
        leads = leads_to(criterion->children[i], leaf);
    return leads;
}

static bool counts(const struct wm_meeting *meeting, const struct wm_criterion *criterion) {
    return meeting->counting != NULL && leads_to(criterion, meeting->counting);
}

static void make(struct wm_meeting *meeting, const struct wm_criterion *criterion, bool met);

static void make_every(struct wm_meeting *meeting, const struct wm_criterion *criterion, bool met) {
    for (uint32_t i = 0; i < criterion->child_count; i++)
        make(meeting, criterion->children[i], met);
}

// One child is enough. When one leaf is to count, the others are brought to where they do not settle it.
static void make_one(struct wm_meeting *meeting, const struct wm_criterion *criterion, bool met) {
    const struct wm_criterion *best = NULL;
    enum hope hope = HOPE_NONE;
    bool counting = counts(meeting, criterion);
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        const struct wm_criterion *child = criterion->children[i];
        enum hope hope_of_child = hope_for(child, met, meeting->least.as_of);
        if (counting ? counts(meeting, child) : hope_of_child > hope) {
            best = child;
            hope = hope_of_child;
        }
    }
    for (uint32_t i = 0; i < criterion->child_count && counting; i++) {
        if (criterion->children[i] != best)
            make(meeting, criterion->children[i], !met);
    }
    if (best != NULL)
        make(meeting, best, met);
}

// Of at_least and points: children are met in order until it is enough. When one of them is to count, it is met first,
// none is met that would make it superfluous, and the rest is kept from being met.
static void make_weight(struct wm_meeting *meeting, const struct wm_criterion *criterion) {
    wm_number needed = threshold_of(criterion), sum = 0, own = 0;
    bool *chosen = wm_arena_zero(meeting->least.arena, criterion->child_count + 1u, sizeof *chosen);
    if (chosen == NULL) {
        meeting->least.no_memory = true;
        return;
    }
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        if (counts(meeting, criterion->children[i])) {
            chosen[i] = true;
            own = sum = weight_of(criterion, i);
        }
    }
    for (int hope = HOPE_SURE; hope >= HOPE_UNKNOWN; hope--) {
        for (uint32_t i = 0; i < criterion->child_count && sum < needed; i++) {
            bool superfluous = own > 0 && sum - own + weight_of(criterion, i) >= needed;
            if (chosen[i] || superfluous || (int)hope_for(criterion->children[i], true, meeting->least.as_of) != hope)
                continue;
            chosen[i] = true;
            sum += weight_of(criterion, i);
        }
    }
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        if (chosen[i] || own > 0)
            make(meeting, criterion->children[i], chosen[i]);
    }
}

static void make_branch(struct wm_meeting *meeting, const struct wm_criterion *when, bool met) {
    bool then =
        hope_by_branch(when, met, true, meeting->least.as_of) >= hope_by_branch(when, met, false, meeting->least.as_of);
    if (counts(meeting, when))
        then = counts(meeting, when->children[1]);
    make(meeting, when->children[0], then);
    if (then || when->child_count == 3)
        make(meeting, when->children[then ? 1 : 2], met);
}

static void make_edition(struct wm_meeting *meeting, const struct wm_criterion *editions, bool met) {
    const struct wm_criterion *criterion = wm_criterion_on(editions, meeting->least.as_of);
    if (criterion != NULL)
        make(meeting, criterion, met);
}

// To keep something from being met mostly takes no record at all.
static void make(struct wm_meeting *meeting, const struct wm_criterion *criterion, bool met) {
    if (criterion->unset != NULL || meeting->least.no_memory)
        return;
    switch (criterion->verb) {
    case WM_VERB_ALL:
    case WM_VERB_SHOWN: met ? make_every(meeting, criterion, true) : make_one(meeting, criterion, false); break;
    case WM_VERB_ANY: met ? make_one(meeting, criterion, true) : make_every(meeting, criterion, false); break;
    case WM_VERB_NONE: met ? make_every(meeting, criterion, false) : make_one(meeting, criterion, true); break;
    case WM_VERB_AT_LEAST:
    case WM_VERB_POINTS:
        if (met)
            make_weight(meeting, criterion);
        break;
    case WM_VERB_WHEN: make_branch(meeting, criterion, met); break;
    case WM_VERB_MEETS: make(meeting, criterion->level->requires, met); break;
    case WM_VERB_EDITIONS: make_edition(meeting, criterion, met); break;
    case WM_VERB_GRANDFATHERED:
    case WM_VERB_CUSTOM:
    case WM_VERB_FIXED: break;
    default:
        if (met)
            wm_least_add(&meeting->least, criterion);
        break;
    }
}

enum wm_status wm_meeting_make(struct wm_arena *arena, const struct wm_level *level, wm_day as_of,
                               const struct wm_criterion *counting, struct wm_meeting *ret_meeting,
                               struct wm_error *error) {
    struct wm_meeting meeting = {.least = {.arena = arena, .level = level, .as_of = as_of}, .counting = counting};
    make(&meeting, level->requires, true);
    if (meeting.least.no_memory)
        return wm_error_no_memory(error);
    *ret_meeting = meeting;
    return WM_OK;
}

enum wm_status wm_meeting_add(struct wm_meeting *meeting, const struct wm_criterion *leaf, struct wm_error *error) {
    wm_least_add(&meeting->least, leaf);
    return meeting->least.no_memory ? wm_error_no_memory(error) : WM_OK;
}

// Taking away --------------------------------------------------------------------------------------------------------

static bool about(const struct wm_query *query, const struct wm_record *record) {
    if (query->kind != record->kind)
        return false;
    bool any = query->subject == WM_CODE_NONE && query->subjects.count == 0;
    bool same = any || record->subject.data == wm_code_text(query->subject);
    for (uint32_t i = 0; i < query->subjects.count && !same; i++)
        same = record->subject.data == wm_code_text(query->subjects.codes[i]);
    return same && !(query->has_at_least && record->has_value && record->value < query->at_least);
}

void wm_meeting_drop(struct wm_meeting *meeting, const struct wm_criterion *leaf) {
    for (struct wm_least_record **at = &meeting->least.first; *at != NULL;) {
        bool drop = (*at)->leaf == leaf || (leaf->query != NULL && about(leaf->query, &(*at)->record));
        if (drop)
            *at = (*at)->next;
        else
            at = &(*at)->next;
    }
}

// Leaves that stand in the way ---------------------------------------------------------------------------------------

struct listing {
    struct wm_meeting_leaf *leaves;
    uint32_t count;
    wm_day day;
};

// Whether a child can turn the criterion, to met (below a `none`) or to unmet: whether the others can be brought to
// where they leave it to this one.
static bool decisive(const struct wm_criterion *criterion, uint32_t child, bool to_met, wm_day day) {
    bool others = false;
    switch (criterion->verb) {
    case WM_VERB_ALL:
    case WM_VERB_SHOWN:
        if (!to_met)
            return true;
        others = true;
        break;
    case WM_VERB_ANY:
        if (to_met)
            return true;
        break;
    case WM_VERB_NONE:
        if (!to_met)
            return true;
        break;
    case WM_VERB_WHEN: return hope_for(criterion->children[0], child == 1, day) == HOPE_SURE;
    default: others = to_met; break;
    }
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        if (i != child && hope_for(criterion->children[i], others, day) != HOPE_SURE)
            return false;
    }
    return true;
}

static void list(struct listing *listing, const struct wm_criterion *criterion, bool forbidden) {
    bool no_records = criterion->verb == WM_VERB_FIXED || criterion->verb == WM_VERB_CUSTOM;
    if (criterion->unset != NULL || no_records || criterion->verb == WM_VERB_MEETS)
        return;
    if (criterion->verb == WM_VERB_EDITIONS) {
        criterion = wm_criterion_on(criterion, listing->day);
        if (criterion != NULL)
            list(listing, criterion, forbidden);
        return;
    }
    if (wm_verb_leaf(criterion->verb)) {
        listing->leaves[listing->count++] = (struct wm_meeting_leaf){criterion, forbidden};
        return;
    }
    for (uint32_t i = criterion->verb == WM_VERB_WHEN ? 1 : 0; i < criterion->child_count; i++) {
        if (decisive(criterion, i, forbidden, listing->day))
            list(listing, criterion->children[i], forbidden != (criterion->verb == WM_VERB_NONE));
    }
}

enum wm_status wm_meeting_leaves(struct wm_arena *arena, const struct wm_level *level, wm_day as_of,
                                 struct wm_meeting_leaf **ret_leaves, uint32_t *ret_count, struct wm_error *error) {
    struct listing listing = {.day = as_of,
                              .leaves = wm_arena_zero(arena, level->leaf_count + 1u, sizeof *listing.leaves)};
    if (listing.leaves == NULL)
        return wm_error_no_memory(error);
    list(&listing, level->requires, false);
    *ret_leaves = listing.leaves;
    *ret_count = listing.count;
    return WM_OK;
}

// Leaves by name -----------------------------------------------------------------------------------------------------

struct naming {
    struct wm_meeting *meeting;
    const char *name;
    bool loosely; // by the bare id of a lower level, or the subject alone
    bool found;
    struct wm_nearest *nearest;
};

static bool is_subject(const char *id, const char *name) {
    const char *colon = strchr(id, ':');
    size_t length = strlen(name);
    return colon != NULL && strncmp(colon + 1, name, length) == 0 &&
           (colon[1 + length] == '\0' || colon[1 + length] == '#');
}

static void drop_named(struct naming *naming, const struct wm_criterion *criterion, bool own) {
    if (criterion->verb == WM_VERB_MEETS) {
        drop_named(naming, criterion->level->requires, false);
        return;
    }
    for (uint32_t i = 0; i < criterion->child_count; i++)
        drop_named(naming, criterion->children[i], own);
    if (!wm_verb_leaf(criterion->verb))
        return;
    const char *id = own ? criterion->id : criterion->qualified_id;
    bool same = strcmp(id, naming->name) == 0;
    if (naming->loosely)
        same = strcmp(criterion->id, naming->name) == 0 || is_subject(criterion->id, naming->name);
    if (same)
        wm_meeting_drop(naming->meeting, criterion);
    naming->found = naming->found || same;
    wm_nearest_offer(naming->nearest, id);
}

enum wm_status wm_meeting_without(struct wm_meeting *meeting, const char *name, struct wm_error *error) {
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    struct naming naming = {.meeting = meeting, .name = name, .nearest = &nearest};
    drop_named(&naming, meeting->least.level->requires, true);
    naming.loosely = true;
    if (!naming.found)
        drop_named(&naming, meeting->least.level->requires, true);
    if (naming.found)
        return WM_OK;
    wm_error_set(error, WM_NOT_FOUND, "unknown-criterion", "%s asks for no \"%s\"", meeting->least.level->full, name);
    wm_error_expected(error, "the id of one of its criteria, as in `unmet`");
    wm_error_found(error, "\"%s\"", name);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}
