// SPDX-License-Identifier: MIT
// The leaves of one combination against each other: said twice, superfluous, contradictory.
#include "engine/author/lint_work.h"

#include <stdlib.h>

#define COMPARED_MOST 64u // leaves of one verb and subject that a leaf is held against

struct member {
    const struct wm_criterion *leaf;
    uint32_t place; // in the order of the tree
    bool denied;    // it stands below a `none`
};
struct members {
    struct member *list;
    uint32_t count;
};

// A combination of the same verb inside says the same as its children would; within an `all`, so does a `none`, denied.
static bool opens(const struct wm_criterion *inner, enum wm_verb verb) {
    return inner->verb == verb && (verb == WM_VERB_ALL || verb == WM_VERB_ANY);
}

static uint32_t count_members(const struct wm_criterion *node, enum wm_verb verb) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < node->child_count; i++) {
        const struct wm_criterion *child = node->children[i];
        bool inner = opens(child, verb) || (verb == WM_VERB_ALL && child->verb == WM_VERB_NONE);
        count += inner ? count_members(child, verb) : 1;
    }
    return count;
}

static void add(struct members *members, const struct wm_criterion *leaf, bool denied) {
    members->list[members->count] = (struct member){leaf, members->count, denied};
    members->count++;
}

static void gather(struct members *members, const struct wm_criterion *node, enum wm_verb verb, bool denied) {
    for (uint32_t i = 0; i < node->child_count; i++) {
        const struct wm_criterion *child = node->children[i];
        if (!denied && opens(child, verb))
            gather(members, child, verb, false);
        else if (!denied && verb == WM_VERB_ALL && child->verb == WM_VERB_NONE)
            gather(members, child, verb, true);
        else if (child->query != NULL && child->unset == NULL)
            add(members, child, denied);
    }
}

static int compare(const void *one, const void *other) {
    const struct member *a = one, *b = other;
    const struct wm_query *x = a->leaf->query, *y = b->leaf->query;
    if (a->leaf->verb != b->leaf->verb)
        return a->leaf->verb < b->leaf->verb ? -1 : 1;
    if (x->subject != y->subject)
        return x->subject < y->subject ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static bool together(const struct member *a, const struct member *b) {
    return a->leaf->verb == b->leaf->verb && a->leaf->query->subject == b->leaf->query->subject;
}

// The leaves, those of one verb and subject beside each other.
static struct members members_of(struct wm_lint *lint, const struct wm_criterion *node) {
    struct members members = {.count = 0};
    members.list = wm_lint_room(lint, count_members(node, node->verb), sizeof *members.list);
    if (members.list == NULL)
        return members;
    gather(&members, node, node->verb, false);
    if (members.count > 1)
        qsort(members.list, members.count, sizeof *members.list, compare);
    return members;
}

typedef bool pair_look(struct wm_lint *lint, const struct wm_criterion *node, const struct member *first,
                       const struct member *second);

// Each pair of one verb and subject, in the order of the tree. The second of the first that `look` finds, or NULL.
static const struct wm_criterion *each_pair(struct wm_lint *lint, const struct wm_criterion *node, pair_look *look) {
    struct members members = members_of(lint, node);
    const struct wm_criterion *found = NULL;
    for (uint32_t i = 0; i < members.count && wm_lint_in_time(lint); i++) {
        for (uint32_t k = i + 1; k < members.count && k <= i + COMPARED_MOST; k++) {
            if (!together(&members.list[i], &members.list[k]))
                break;
            if (look(lint, node, &members.list[i], &members.list[k]) && found == NULL)
                found = members.list[k].leaf;
        }
    }
    return found;
}

// Contradictions ------------------------------------------------------------------------------------------------------

static bool look_for_contradiction(struct wm_lint *lint, const struct wm_criterion *node, const struct member *first,
                                   const struct member *second) {
    (void)node;
    bool exclude = false;
    if (!first->denied && !second->denied)
        exclude = wm_lint_excludes(first->leaf, second->leaf);
    else if (first->denied != second->denied) // who meets what is asked for meets what must not be
        exclude =
            wm_lint_implies(first->denied ? second->leaf : first->leaf, first->denied ? first->leaf : second->leaf);
    if (!exclude)
        return false;
    wm_lint_add_criterion(lint, "WM207", second->leaf, "\"%s\" and, at %s:%d, %s\"%s\" cannot hold together",
                          second->leaf->says, first->leaf->where.file, first->leaf->where.line,
                          first->denied != second->denied ? "the opposite of " : "", first->leaf->says);
    return true;
}

const struct wm_criterion *wm_lint_contradictions(struct wm_lint *lint, const struct wm_criterion *all) {
    return each_pair(lint, all, look_for_contradiction);
}

// Superfluous ones ----------------------------------------------------------------------------------------------------

static bool look_for_overlap(struct wm_lint *lint, const struct wm_criterion *node, const struct member *first,
                             const struct member *second) {
    bool forth = wm_lint_implies(first->leaf, second->leaf), back = wm_lint_implies(second->leaf, first->leaf);
    if (first->denied != second->denied || (!forth && !back))
        return false;
    struct wm_place place = first->leaf->where;
    if (forth && back)
        return wm_lint_own(lint, second->leaf->where) &&
               wm_lint_add_criterion(lint, "WM301", second->leaf, "\"%s\" stands at %s:%d already", second->leaf->says,
                                     place.file, place.line);
    if (node->verb == WM_VERB_AT_LEAST || node->verb == WM_VERB_POINTS)
        return false; // steps of one ladder may well count each
    // Of an `all` the weaker one goes; where one is enough, or none may hold, the stronger one.
    bool keep_strong = node->verb == WM_VERB_ALL && !first->denied;
    const struct wm_criterion *strong = forth ? first->leaf : second->leaf;
    const struct wm_criterion *weak = forth ? second->leaf : first->leaf;
    const struct wm_criterion *kept = keep_strong ? strong : weak, *superfluous = keep_strong ? weak : strong;
    // What an organisation asks for beyond the framework is meant to outdo it.
    if (!wm_lint_own(lint, superfluous->where) ||
        !wm_lint_add_criterion(lint, "WM302", superfluous, "\"%s\" decides nothing beside \"%s\" at %s:%d",
                               superfluous->says, kept->says, kept->where.file, kept->where.line))
        return false;
    wm_lint_suggest(lint, "Take it away, or correct its bound");
    return true;
}

void wm_lint_overlaps(struct wm_lint *lint, const struct wm_criterion *combination) {
    (void)each_pair(lint, combination, look_for_overlap);
}
