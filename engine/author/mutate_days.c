// SPDX-License-Identifier: MIT
// What can be changed about the days of a level's editions: when one begins (the one before it ends on the eve, and
// whoever stays is looked back at from there), when the last one ends, until when somebody stays. Each by a day.
#include "engine/author/mutate_change.h"

#include <stdio.h>

#define ARROW "\xe2\x86\x92"

enum { FROM_LATER, FROM_EARLIER, UNTIL_LATER, UNTIL_EARLIER, WAYS }; // of each child

uint32_t wm_change_days_ways(const struct wm_criterion *combination) {
    return combination->verb == WM_VERB_EDITIONS ? WAYS * combination->child_count : 0;
}

static bool stays(const struct wm_criterion *child) {
    return child->verb == WM_VERB_GRANDFATHERED;
}

static bool last(const struct wm_criterion *editions, uint32_t child) {
    return child + 1 == editions->child_count || stays(editions->children[child + 1]);
}

// The child with other days, in place of it.
static bool move(struct wm_change *change, struct wm_criterion **children, uint32_t child, wm_day from, wm_day until) {
    struct wm_edition *days = wm_arena_zero(change->arena, 1, sizeof *days);
    struct wm_criterion *copy = wm_arena_zero(change->arena, 1, sizeof *copy);
    change->no_memory = change->no_memory || days == NULL || copy == NULL;
    bool turned = from != WM_DAY_NONE && until != WM_DAY_NONE && until < from;
    if (turned || change->no_memory)
        return false;
    *days = *children[child]->edition;
    days->from = from;
    days->until = until;
    *copy = *children[child];
    copy->edition = days;
    children[child] = copy;
    return true;
}

// With what hangs on it: who stays by this edition, and the end of the one before.
static bool move_from(struct wm_change *change, struct wm_criterion **children, uint32_t child, int32_t by) {
    const struct wm_criterion *editions = change->original;
    const struct wm_edition *days = children[child]->edition;
    wm_day before = days->from;
    bool moved = move(change, children, child, before + by, days->until);
    for (uint32_t i = child + 1; i < editions->child_count && moved; i++) {
        if (stays(children[i]) && children[i]->edition->from == before)
            moved = move(change, children, i, before + by, children[i]->edition->until);
    }
    if (child == 0 || !moved)
        return moved;
    const struct wm_edition *earlier = children[child - 1]->edition;
    return move(change, children, child - 1, earlier->from, earlier->until + by);
}

// Not those of the framework, which stand for all levels that say none.
static bool may_move(const struct wm_change *change, uint32_t child, bool from) {
    const struct wm_criterion *editions = change->original;
    const struct wm_edition *days = editions->children[child]->edition;
    const struct wm_framework *framework = change->level->framework;
    bool alone = framework == NULL;
    if (from)
        return days->from != WM_DAY_NONE && !stays(editions->children[child]) &&
               (child > 0 || alone || days->from != framework->from);
    return days->until != WM_DAY_NONE &&
           (stays(editions->children[child]) || (last(editions, child) && (alone || days->until != framework->until)));
}

bool wm_change_days(struct wm_change *change, uint32_t way) {
    const struct wm_criterion *editions = change->original;
    uint32_t child = way / WAYS, what = way % WAYS;
    bool from = what == FROM_LATER || what == FROM_EARLIER;
    int32_t by = what == FROM_LATER || what == UNTIL_LATER ? 1 : -1;
    if (!may_move(change, child, from))
        return false;
    struct wm_criterion **children = wm_arena_zero(change->arena, editions->child_count, sizeof(struct wm_criterion *));
    struct wm_criterion *about = wm_arena_zero(change->arena, 1, sizeof *about);
    change->no_memory = children == NULL || about == NULL;
    if (change->no_memory)
        return false;
    for (uint32_t i = 0; i < editions->child_count; i++)
        children[i] = editions->children[i];
    const struct wm_edition *days = editions->children[child]->edition;
    if (!(from ? move_from(change, children, child, by) : move(change, children, child, days->from, days->until + by)))
        return false;
    *about = *editions->children[child];
    about->where = days->where;
    change->about = about;
    change->criterion.children = children;
    char was[11], is[11];
    wm_day before = from ? days->from : days->until;
    const char *named = from ? "from" : stays(about) ? "grandfather" : "until";
    wm_day_format(before, was);
    wm_day_format(before + by, is);
    return snprintf(change->words, sizeof change->words, "`%s` %s " ARROW " %s", named, was, is) >= 0;
}
