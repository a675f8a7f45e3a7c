// SPDX-License-Identifier: MIT
// The criteria of one level, two trees walked side by side. What is said of each difference is what it does by itself; how
// the level changes is asked of the whole trees.
#include "engine/author/diff_work.h"

#include "engine/criteria/predicate.h"

#include <string.h>

// Which way a criterion works on its level.
enum sense { WITH, AGAINST, EITHER };

static enum wm_diff_change turned(enum wm_diff_change effect, enum sense sense) {
    if (effect == WM_DIFF_SAME || sense == WITH)
        return effect;
    if (sense == EITHER || effect == WM_DIFF_CHANGED)
        return WM_DIFF_CHANGED;
    return effect == WM_DIFF_TIGHTENED ? WM_DIFF_LOOSENED : WM_DIFF_TIGHTENED;
}

static enum sense below(enum sense sense, bool against) {
    return !against || sense == EITHER ? sense : sense == WITH ? AGAINST : WITH;
}

static bool combines(const struct wm_criterion *criterion) {
    return !wm_verb_leaf(criterion->verb) && criterion->verb != WM_VERB_MEETS;
}

// What is added -------------------------------------------------------------------------------------------------------

static const char *name_of(const struct wm_criterion *criterion) {
    return criterion->id != NULL              ? criterion->id
           : criterion->verb == WM_VERB_MEETS ? criterion->level->full
                                              : wm_verb_name(criterion->verb);
}

struct walk {
    struct wm_diff *diff;
    struct wm_diff_made *made;
    bool desirable;
};

// Before or after NULL: it is new, or gone. `note` may be NULL.
static void add(const struct walk *walk, const struct wm_criterion *before, const struct wm_criterion *after,
                enum wm_diff_change effect, const char *note) {
    const struct wm_criterion *either = after != NULL ? after : before;
    wm_require(either != NULL);
    bool both = before != NULL && after != NULL;
    bool whole = !both; // what stays is told of child by child
    struct wm_diff_entry entry = {
        .change = both             ? effect
                  : before == NULL ? WM_DIFF_ADDED
                                   : WM_DIFF_REMOVED,
        .effect = walk->desirable ? WM_DIFF_SAME : effect,
        .criterion = true,
        .desirable = walk->desirable,
        .about = name_of(either),
        .note = note,
    };
    if (before != NULL) {
        entry.before = whole ? wm_diff_whole(walk->diff, before) : before->says;
        entry.before_where = before->where;
    }
    if (after != NULL) {
        entry.after = whole ? wm_diff_whole(walk->diff, after) : after->says;
        entry.after_where = after->where;
    }
    if (walk->desirable && both && effect != WM_DIFF_SAME)
        entry.change = WM_DIFF_CHANGED;
    struct wm_diff_note *added = wm_diff_add(walk->diff, walk->made, &entry);
    if (added != NULL) {
        added->before = before;
        added->after = after;
    }
}

// What two criteria of one sentence differ in -----------------------------------------------------------------------------

static const char *validity(struct wm_diff *diff, const struct wm_query *query) {
    return query->has_valid             ? wm_diff_span(diff, query->valid)
           : query->valid_unset != NULL ? "as long as a parameter says that is not set"
                                        : "for ever";
}

static const char *why_valid(struct wm_diff *diff, const struct wm_query *before, const struct wm_query *after) {
    bool same = before->has_valid == after->has_valid &&
                (!before->has_valid || wm_span_equal(before->valid, after->valid)) &&
                (before->valid_unset == NULL) == (after->valid_unset == NULL);
    if (same)
        return NULL;
    const char *now = validity(diff, after), *once = validity(diff, before);
    if (now == NULL || once == NULL)
        return NULL;
    const char *note =
        wm_arena_printf(diff->arena, "it counts %s%s instead of %s", after->has_valid ? "for " : "", now, once);
    diff->no_memory = diff->no_memory || note == NULL;
    return note;
}

static const char *why(struct wm_diff *diff, const struct wm_criterion *before, const struct wm_criterion *after) {
    if (before->verb == WM_VERB_CUSTOM && after->verb == WM_VERB_CUSTOM)
        return strcmp(before->predicate->digest, after->predicate->digest) != 0
                   ? "its function is another"
                   : "its function is the same, what it can look at is not";
    if (before->verb == WM_VERB_MEETS && after->verb == WM_VERB_MEETS)
        return "what that one asks for is not as it was";
    if (before->query == NULL || after->query == NULL)
        return NULL;
    if (!wm_diff_same_scale(before->query->scale, after->query->scale))
        return "the scale has other scores";
    if (before->query->has_rqf != after->query->has_rqf || before->query->rqf != after->query->rqf)
        return "the qualification stands at another RQF level";
    return why_valid(diff, before->query, after->query);
}

// Leaves --------------------------------------------------------------------------------------------------------------

static void compare_leaf(const struct walk *walk, const struct wm_criterion *before, const struct wm_criterion *after,
                         enum sense sense) {
    enum wm_diff_change effect = turned(wm_diff_relation(walk->diff, before, after), sense);
    if (effect != WM_DIFF_SAME)
        add(walk, before, after, effect, why(walk->diff, before, after));
    else if (strcmp(before->says, after->says) != 0)
        add(walk, before, after, WM_DIFF_SAME, NULL);
    else if (!wm_diff_same_text(before->hint, after->hint))
        add(walk, before, after, WM_DIFF_SAME, "its hint is another");
}

// Combinations --------------------------------------------------------------------------------------------------------

static void compare(const struct walk *walk, const struct wm_criterion *before, const struct wm_criterion *after,
                    enum sense sense);

// A criterion by itself is an `all` of one.
static struct wm_diff_list children(struct wm_criterion *const *criterion) {
    if (combines(*criterion))
        return (struct wm_diff_list){(*criterion)->children, (*criterion)->child_count};
    return (struct wm_diff_list){criterion, 1};
}

// What one child more does.
static enum wm_diff_change effect_of_more(const struct wm_criterion *parent) {
    switch (parent->verb) {
    case WM_VERB_ANY:
    case WM_VERB_AT_LEAST:
    case WM_VERB_POINTS: return WM_DIFF_LOOSENED;
    case WM_VERB_WHEN: return WM_DIFF_CHANGED;
    default: return WM_DIFF_TIGHTENED;
    }
}

static const char *among(struct wm_diff *diff, const struct wm_criterion *parent) {
    if (!combines(parent) || parent->verb == WM_VERB_ALL)
        return NULL;
    const char *note = wm_arena_printf(diff->arena, "among: %s", parent->says);
    diff->no_memory = diff->no_memory || note == NULL;
    return note;
}

static void compare_weight(const struct walk *walk, const struct wm_criterion *before, uint32_t from,
                           const struct wm_criterion *after, uint32_t to, enum sense sense) {
    if (before->verb != WM_VERB_POINTS || after->verb != WM_VERB_POINTS || before->weights[from] == after->weights[to])
        return;
    bool more = after->weights[to] > before->weights[from];
    char once[32], now[32];
    wm_number_format(before->weights[from], once);
    wm_number_format(after->weights[to], now);
    const char *note = wm_arena_printf(walk->diff->arena, "counts %s points instead of %s", now, once);
    walk->diff->no_memory = walk->diff->no_memory || note == NULL;
    add(walk, before->children[from], after->children[to], turned(more ? WM_DIFF_LOOSENED : WM_DIFF_TIGHTENED, sense),
        note);
}

// Whether a child more or less says the same of both: they combine alike, or one of them is a criterion by itself.
static bool kin(const struct wm_criterion *before, const struct wm_criterion *after) {
    if (combines(before) && combines(after))
        return before->verb == after->verb;
    enum wm_verb verb = combines(before) ? before->verb : after->verb;
    return verb == WM_VERB_ALL || verb == WM_VERB_ANY || verb == WM_VERB_SHOWN;
}

// Which way a child works: `none` turns it round, on both sides or on one.
static enum sense inside(const struct wm_criterion *before, const struct wm_criterion *after, enum sense sense) {
    bool was = before->verb == WM_VERB_NONE, is = after->verb == WM_VERB_NONE;
    return was != is ? EITHER : below(sense, is);
}

static void compare_children(const struct walk *walk, struct wm_criterion *const *before,
                             struct wm_criterion *const *after, enum sense sense) {
    struct wm_diff_list once = children(before), now = children(after);
    const uint32_t *partners = wm_diff_match(walk->diff, once, now);
    bool *found = wm_arena_zero(&walk->diff->scratch, now.count + 1u, sizeof *found);
    if (partners == NULL || found == NULL) {
        walk->diff->no_memory = true;
        return;
    }
    bool alike = kin(*before, *after);
    enum wm_diff_change more = turned(effect_of_more(combines(*after) ? *after : *before), alike ? sense : EITHER);
    for (uint32_t i = 0; i < once.count; i++) {
        if (partners[i] == now.count) {
            add(walk, once.items[i], NULL, turned(more, AGAINST), among(walk->diff, *before));
            continue;
        }
        found[partners[i]] = true;
        compare(walk, once.items[i], now.items[partners[i]], inside(*before, *after, sense));
        compare_weight(walk, *before, i, *after, partners[i], sense);
    }
    for (uint32_t i = 0; i < now.count; i++) {
        if (!found[i])
            add(walk, NULL, now.items[i], more, among(walk->diff, *after));
    }
}

// The test decides which way to go, so that nothing can be said of a change in it.
static void compare_when(const struct walk *walk, const struct wm_criterion *before, const struct wm_criterion *after,
                         enum sense sense) {
    compare(walk, before->children[0], after->children[0], EITHER);
    for (uint32_t i = 1; i < 3; i++) {
        const struct wm_criterion *once = i < before->child_count ? before->children[i] : NULL;
        const struct wm_criterion *now = i < after->child_count ? after->children[i] : NULL;
        if (once != NULL && now != NULL)
            compare(walk, once, now, sense);
        else if (once != NULL)
            add(walk, once, NULL, turned(WM_DIFF_LOOSENED, sense), "otherwise");
        else if (now != NULL)
            add(walk, NULL, now, turned(WM_DIFF_TIGHTENED, sense), "otherwise");
    }
}

// Editions of the level find each other by the day on which they begin; what has no days is one edition of all days.
static const struct wm_criterion *edition_from(const struct wm_criterion *criterion, const struct wm_criterion *like) {
    wm_day from = like->edition != NULL ? like->edition->from : WM_DAY_NONE;
    if (criterion->verb != WM_VERB_EDITIONS)
        return from == WM_DAY_NONE && like->verb != WM_VERB_GRANDFATHERED ? criterion : NULL;
    for (uint32_t i = 0; i < criterion->child_count; i++) {
        const struct wm_criterion *child = criterion->children[i];
        if (child->edition->from == from &&
            (child->verb == WM_VERB_GRANDFATHERED) == (like->verb == WM_VERB_GRANDFATHERED))
            return child;
    }
    return NULL;
}

static const char *days_of(struct wm_diff *diff, const struct wm_criterion *criterion) {
    struct wm_buffer text;
    const struct wm_edition *edition = criterion->edition;
    char day[24];
    wm_diff_words(&text);
    if (edition != NULL && edition->from != WM_DAY_NONE) {
        wm_day_format_people(edition->from, day);
        wm_buffer_printf(&text, "from %s", day);
    }
    if (edition != NULL && edition->until != WM_DAY_NONE) {
        wm_day_format_people(edition->until, day);
        wm_buffer_printf(&text, "%suntil %s", text.length > 0 ? " " : "", day);
    }
    wm_buffer_text(&text, text.length == 0 && !text.failed ? "on all days" : "");
    return wm_diff_keep(diff, &text);
}

static bool same_days(const struct wm_criterion *before, const struct wm_criterion *after) {
    wm_day was = before->edition != NULL ? before->edition->until : WM_DAY_NONE;
    wm_day is = after->edition != NULL ? after->edition->until : WM_DAY_NONE;
    return was == is;
}

static void compare_edition(const struct walk *walk, const struct wm_criterion *before,
                            const struct wm_criterion *after, enum sense sense) {
    if (!same_days(before, after)) {
        const char *was = days_of(walk->diff, before), *is = days_of(walk->diff, after);
        const char *note =
            was != NULL && is != NULL ? wm_arena_printf(walk->diff->arena, "in force %s instead of %s", is, was) : NULL;
        walk->diff->no_memory = walk->diff->no_memory || note == NULL;
        add(walk, before, after, WM_DIFF_CHANGED, note);
    }
    compare(walk, before, after, sense);
}

static void compare_editions(const struct walk *walk, struct wm_criterion *const *before,
                             struct wm_criterion *const *after, enum sense sense) {
    struct wm_diff_list once = {before, 1}, now = {after, 1};
    if ((*before)->verb == WM_VERB_EDITIONS)
        once = children(before);
    if ((*after)->verb == WM_VERB_EDITIONS)
        now = children(after);
    for (uint32_t i = 0; i < once.count; i++) {
        const struct wm_criterion *partner = edition_from(*after, once.items[i]);
        if (partner != NULL)
            compare_edition(walk, once.items[i], partner, sense);
        else
            add(walk, once.items[i], NULL, WM_DIFF_CHANGED, days_of(walk->diff, once.items[i]));
    }
    for (uint32_t i = 0; i < now.count; i++) {
        if (edition_from(*before, now.items[i]) == NULL)
            add(walk, NULL, now.items[i], WM_DIFF_CHANGED, days_of(walk->diff, now.items[i]));
    }
}

static bool same_bounds(const struct wm_criterion *before, const struct wm_criterion *after) {
    return before->verb == after->verb && before->least == after->least && before->threshold == after->threshold &&
           (before->unset == NULL) == (after->unset == NULL);
}

// More or fewer of the same verb are asked for; anything else that combines otherwise is asked of both whole.
static enum wm_diff_change bound_effect(struct wm_diff *diff, const struct wm_criterion *before,
                                        const struct wm_criterion *after) {
    if (before->verb != after->verb || before->unset != NULL || after->unset != NULL)
        return wm_diff_relation(diff, before, after);
    return after->least > before->least || after->threshold > before->threshold ? WM_DIFF_TIGHTENED : WM_DIFF_LOOSENED;
}

// Whether something of the one by itself is in the combination: else they have nothing to do with each other.
static bool kept(struct wm_diff *diff, struct wm_criterion *const *before, struct wm_criterion *const *after) {
    struct wm_diff_list once = children(before), now = children(after);
    const uint32_t *partners = wm_diff_match(diff, once, now);
    bool some = false;
    for (uint32_t i = 0; partners != NULL && i < once.count && !some; i++)
        some = partners[i] < now.count;
    return some;
}

static void compare(const struct walk *walk, const struct wm_criterion *before, const struct wm_criterion *after,
                    enum sense sense) {
    struct wm_criterion *const once = (struct wm_criterion *)(uintptr_t)before, *const now =
                                                                                    (struct wm_criterion *)(uintptr_t)
                                                                                        after;
    if (before->verb == WM_VERB_EDITIONS || after->verb == WM_VERB_EDITIONS) {
        compare_editions(walk, &once, &now, sense);
    } else if (!combines(before) && !combines(after)) {
        compare_leaf(walk, before, after, sense);
    } else if (before->verb == WM_VERB_WHEN && after->verb == WM_VERB_WHEN) {
        compare_when(walk, before, after, sense);
    } else if (before->verb == WM_VERB_WHEN || after->verb == WM_VERB_WHEN || !kept(walk->diff, &once, &now)) {
        enum wm_diff_change effect = turned(wm_diff_relation(walk->diff, before, after), sense);
        add(walk, before, NULL, effect, NULL);
        add(walk, NULL, after, effect, NULL);
    } else {
        bool otherwise = combines(before) && combines(after) ? !same_bounds(before, after) : !kin(before, after);
        if (otherwise)
            add(walk, before, after, turned(bound_effect(walk->diff, before, after), sense), NULL);
        compare_children(walk, &once, &now, sense);
    }
}

// The whole -----------------------------------------------------------------------------------------------------------

enum { MOVED_MOST = 2000 }; // differences of a level among which it is looked for

// What went from one place of a level and came to another is the same criterion, moved.
static void find_moved(struct wm_diff *diff, struct wm_diff_made *made) {
    for (struct wm_diff_note *gone = made->first; gone != NULL; gone = gone->next) {
        if (gone->entry.change != WM_DIFF_REMOVED || gone->before == NULL || made->group.count > MOVED_MOST)
            continue;
        for (struct wm_diff_note *come = made->first; come != NULL; come = come->next) {
            if (come->entry.change != WM_DIFF_ADDED || come->after == NULL ||
                come->entry.desirable != gone->entry.desirable ||
                !wm_diff_same_text(come->after->id, gone->before->id) ||
                wm_diff_relation(diff, gone->before, come->after) != WM_DIFF_SAME)
                continue;
            come->before = gone->before;
            come->entry.change = WM_DIFF_CHANGED;
            come->entry.effect = come->entry.desirable ? WM_DIFF_SAME : WM_DIFF_CHANGED;
            come->entry.before = gone->entry.before;
            come->entry.before_where = gone->entry.before_where;
            come->entry.note = come->entry.note != NULL ? come->entry.note : "no longer one of several";
            gone->entry.change = WM_DIFF_CHANGES; // dropped
            break;
        }
    }
}

// What is the only difference does what all of them do; and a level that is not the same has one.
static void settle(const struct walk *walk, const struct wm_criterion *before, const struct wm_criterion *after,
                   enum wm_diff_change change) {
    struct wm_diff_note *only = NULL;
    uint32_t count = 0;
    for (struct wm_diff_note *at = walk->made->first; at != NULL; at = at->next) {
        bool counts = at->entry.criterion && at->entry.change != WM_DIFF_CHANGES && at->entry.effect != WM_DIFF_SAME;
        only = counts ? at : only;
        count += counts ? 1 : 0;
    }
    if (count == 0 && change != WM_DIFF_SAME)
        add(walk, before, after, change, "all of it taken together");
    if (count != 1)
        return;
    only->entry.effect = change;
    if (only->before != NULL && only->after != NULL)
        only->entry.change = change;
}

enum wm_diff_change wm_diff_criteria(struct wm_diff *diff, struct wm_diff_made *made, const struct wm_criterion *before,
                                     const struct wm_criterion *after) {
    const struct walk walk = {.diff = diff, .made = made};
    enum wm_diff_change change = wm_diff_relation(diff, before, after);
    if (made == NULL) // out of memory, which is noted
        return change;
    compare(&walk, before, after, WITH);
    find_moved(diff, made);
    settle(&walk, before, after, change);
    return change;
}

void wm_diff_desires(struct wm_diff *diff, struct wm_diff_made *made, const struct wm_level *before,
                     const struct wm_level *after) {
    const struct walk walk = {.diff = diff, .made = made, .desirable = true};
    const struct wm_diff_list once = {before->desires, before->desire_count},
                              now = {after->desires, after->desire_count};
    const uint32_t *partners = wm_diff_match(diff, once, now);
    bool *found = wm_arena_zero(&diff->scratch, now.count + 1u, sizeof *found);
    if (partners == NULL || found == NULL) {
        diff->no_memory = true;
        return;
    }
    for (uint32_t i = 0; i < once.count; i++) {
        if (partners[i] == now.count) {
            add(&walk, once.items[i], NULL, WM_DIFF_LOOSENED, NULL);
            continue;
        }
        found[partners[i]] = true;
        compare(&walk, once.items[i], now.items[partners[i]], WITH);
    }
    for (uint32_t i = 0; i < now.count; i++) {
        if (!found[i])
            add(&walk, NULL, now.items[i], WM_DIFF_TIGHTENED, NULL);
    }
}
