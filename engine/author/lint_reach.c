// SPDX-License-Identifier: MIT
// Whether levels can be reached at all: every tree is walked once, each criterion is asked whether it can hold for the
// best person on the best day, and combinations follow from their children.
#include "engine/author/lint_work.h"

#include <stdio.h>

struct verdict {
    enum wm_lint_hold hold;
    const struct wm_criterion *because; // of NEVER: the criterion at the root of it
};

struct reach {
    struct wm_lint *lint;
    struct verdict *levels; // by index, once known
    bool *known;
};

// Levels and the criteria that lead to other levels: two functions in turn, as deep as the language allows.
static struct verdict look_at_level(struct reach *reach, const struct wm_level *level);
static struct verdict look(struct reach *reach, const struct wm_criterion *criterion, enum wm_verb above);

// Combinations ------------------------------------------------------------------------------------------------------

struct tally { // of the children of a combination
    uint32_t never, always;
    wm_number reachable;                    // weights of those that can hold
    const struct wm_criterion *first_never; // what the first of them rests on
    const struct wm_criterion *first_always;
};

static struct tally tally(struct reach *reach, const struct wm_criterion *node, enum wm_lint_hold holds[3]) {
    struct tally tally = {0};
    for (uint32_t i = 0; i < node->child_count; i++) {
        struct verdict verdict = look(reach, node->children[i], node->verb);
        if (i < 3)
            holds[i] = verdict.hold;
        if (verdict.hold == WM_LINT_NEVER) {
            tally.never++;
            tally.first_never = tally.first_never != NULL ? tally.first_never : verdict.because;
        } else if (node->weights != NULL) {
            tally.reachable += node->weights[i];
        }
        if (verdict.hold == WM_LINT_ALWAYS) {
            tally.always++;
            tally.first_always = tally.first_always != NULL ? tally.first_always : node->children[i];
        }
    }
    return tally;
}

static struct verdict never(const struct wm_criterion *because) {
    return (struct verdict){WM_LINT_NEVER, because};
}

static const struct verdict maybe = {WM_LINT_MAYBE, NULL}, always = {WM_LINT_ALWAYS, NULL};

static struct verdict look_at_all(struct reach *reach, const struct wm_criterion *node, const struct tally *tally,
                                  enum wm_verb above) {
    if (tally->never > 0)
        return never(tally->first_never);
    const struct wm_criterion *contradicted = above != WM_VERB_ALL ? wm_lint_contradictions(reach->lint, node) : NULL;
    if (contradicted != NULL)
        return never(contradicted);
    return tally->always == node->child_count ? always : maybe;
}

static struct verdict look_at_some(struct reach *reach, const struct wm_criterion *node, const struct tally *tally) {
    uint32_t left = node->child_count - tally->never;
    if (node->unset != NULL || node->least <= left)
        return maybe;
    if (node->least > node->child_count) {
        if (wm_lint_add_criterion(reach->lint, "WM204", node, "%u are asked for, and there %s %u", node->least,
                                  node->child_count == 1 ? "is" : "are", node->child_count))
            wm_lint_suggest(reach->lint, "Ask for %u at most, or use `all`", node->child_count);
    } else {
        wm_lint_add_criterion(reach->lint, "WM204", node, "%u are asked for, and of %u only %u can hold", node->least,
                              node->child_count, left);
    }
    return never(node);
}

static struct verdict look_at_points(struct reach *reach, const struct wm_criterion *node, const struct tally *tally) {
    char asked[32], most[32];
    if (node->unset != NULL)
        return maybe;
    wm_number_format(node->threshold, asked);
    wm_number_format(tally->reachable, most);
    if (node->threshold <= 0) {
        wm_lint_add_criterion(reach->lint, "WM210", node, "%s points are reached by nothing at all", asked);
        return always;
    }
    if (tally->reachable >= node->threshold)
        return maybe;
    if (wm_lint_add_criterion(reach->lint, "WM205", node, "%s points are asked for, and all together give %s", asked,
                              most))
        wm_lint_suggest(reach->lint, "Ask for %s at most", most);
    return never(node);
}

static struct verdict look_at_when(const struct wm_criterion *node, const struct tally *tally,
                                   const enum wm_lint_hold holds[3]) {
    bool then_never = holds[1] == WM_LINT_NEVER, has_else = node->child_count > 2;
    bool else_never = has_else && holds[2] == WM_LINT_NEVER;
    bool chosen_then = holds[0] == WM_LINT_ALWAYS, chosen_else = holds[0] == WM_LINT_NEVER;
    if ((then_never && else_never) || (chosen_then && then_never) || (chosen_else && else_never))
        return never(tally->first_never);
    return maybe;
}

static struct verdict combine(struct reach *reach, const struct wm_criterion *node, enum wm_verb above) {
    enum wm_lint_hold holds[3] = {WM_LINT_MAYBE, WM_LINT_MAYBE, WM_LINT_MAYBE};
    struct tally counted = tally(reach, node, holds);
    if (node->verb != above || node->verb == WM_VERB_AT_LEAST || node->verb == WM_VERB_POINTS)
        wm_lint_overlaps(reach->lint, node);
    switch (node->verb) {
    case WM_VERB_ALL: return look_at_all(reach, node, &counted, above);
    case WM_VERB_ANY:
        if (counted.never == node->child_count)
            return never(counted.first_never);
        return counted.always > 0 ? always : maybe;
    case WM_VERB_NONE:
        if (counted.always > 0)
            return never(counted.first_always);
        return counted.never == node->child_count ? always : maybe;
    case WM_VERB_AT_LEAST: return look_at_some(reach, node, &counted);
    case WM_VERB_POINTS: return look_at_points(reach, node, &counted);
    case WM_VERB_WHEN: return look_at_when(node, &counted, holds);
    case WM_VERB_SHOWN: return (struct verdict){holds[0], counted.first_never};
    default: return maybe;
    }
}

// An edition that nobody can meet is told of where it stands; the level is out of reach when all of them are.
static struct verdict look_at_editions(struct reach *reach, const struct wm_criterion *node) {
    const struct wm_criterion *because = NULL;
    bool some = false;
    for (uint32_t i = 0; i < node->child_count; i++) {
        const struct wm_criterion *edition = node->children[i];
        struct verdict verdict = look(reach, edition, WM_VERB_COUNT);
        if (verdict.hold == WM_LINT_NEVER)
            because = verdict.because != NULL ? verdict.because : edition;
        else
            some = some || edition->verb != WM_VERB_GRANDFATHERED;
        if (verdict.hold == WM_LINT_NEVER && node->child_count > 1)
            wm_lint_add(reach->lint, "WM201", edition->edition->where,
                        "nobody can ever meet this edition: \"%s\" stands in the way", because->says);
    }
    return some ? maybe : never(because);
}

static struct verdict look(struct reach *reach, const struct wm_criterion *criterion, enum wm_verb above) {
    if (criterion->verb == WM_VERB_MEETS) {
        // An award by override would do, but nobody should need one.
        struct verdict verdict = look_at_level(reach, criterion->level);
        return verdict.hold == WM_LINT_NEVER ? never(criterion) : verdict;
    }
    if (criterion->verb == WM_VERB_EDITIONS)
        return look_at_editions(reach, criterion);
    if (!wm_verb_leaf(criterion->verb))
        return combine(reach, criterion, above);
    enum wm_lint_hold hold = wm_lint_leaf(reach->lint, criterion);
    return (struct verdict){hold, hold == WM_LINT_NEVER ? criterion : NULL};
}

// Levels --------------------------------------------------------------------------------------------------------------

static struct verdict look_at_criteria(struct reach *reach, const struct wm_level *level, const char *whom) {
    struct verdict verdict = look(reach, level->requires, WM_VERB_COUNT);
    for (uint32_t i = 0; i < level->desire_count; i++)
        (void)look(reach, level->desires[i], WM_VERB_COUNT);
    if (verdict.hold != WM_LINT_NEVER)
        return verdict;
    const struct wm_criterion *because = verdict.because != NULL ? verdict.because : level->requires;
    if (wm_lint_add(reach->lint, "WM201", level->where, "nobody can ever %s: \"%s\" stands in the way", whom,
                    because->says))
        wm_lint_suggest(reach->lint, "Mend the criterion at %s:%d", because->where.file, because->where.line);
    return verdict;
}

static struct verdict look_at_level(struct reach *reach, const struct wm_level *level) {
    char whom[200];
    if (reach->known[level->index])
        return reach->levels[level->index];
    reach->known[level->index] = true; // before its criteria: whatever leads back to it is not looked into again
    reach->levels[level->index] = maybe;
    snprintf(whom, sizeof whom, "reach %s \"%s\"", level->gate ? "gate" : "level", level->id);
    struct verdict verdict = look_at_criteria(reach, level, whom);
    reach->levels[level->index] = verdict;
    return verdict;
}

void wm_lint_reach(struct wm_lint *lint) {
    const struct wm_ruleset *ruleset = lint->ruleset;
    struct reach reach = {.lint = lint};
    reach.levels = wm_lint_room(lint, ruleset->level_count, sizeof *reach.levels);
    reach.known = wm_lint_room(lint, ruleset->level_count, sizeof *reach.known);
    if (reach.levels == NULL || reach.known == NULL)
        return;
    for (uint32_t i = 0; i < ruleset->level_count; i++)
        (void)look_at_level(&reach, ruleset->levels[i]);
    for (uint32_t i = 0; i < ruleset->assessors_count; i++) {
        char whom[200];
        snprintf(whom, sizeof whom, "assess for \"%s\"", ruleset->assessors[i].framework->id);
        (void)look_at_criteria(&reach, &ruleset->assessors[i].level, whom);
    }
}
