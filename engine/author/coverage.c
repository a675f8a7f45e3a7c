// SPDX-License-Identifier: MIT
#include "engine/author/coverage.h"

#include "engine/author/all_levels.h"

#define ARENA_MOST ((size_t)64 * 1024 * 1024)

// Listing ------------------------------------------------------------------------------------------------------------

static bool stands_in(const char *pack, struct wm_place where) {
    size_t length = strlen(pack);
    return where.file != NULL && strncmp(where.file, pack, length) == 0 && where.file[length] == '/';
}

// Whether the rule itself says for how long something counts, or how long it must last.
static bool bounded(const struct wm_query *query) {
    return query != NULL &&
           (query->has_within || query->has_valid || query->has_least || query->has_most || query->over.count > 0);
}

static uint8_t wanted(const struct wm_criterion *leaf) {
    if (leaf->unset != NULL || leaf->verb == WM_VERB_FIXED)
        return 0;
    return WM_COVERAGE_MET | WM_COVERAGE_UNMET | (bounded(leaf->query) ? WM_COVERAGE_BOUNDARY : 0);
}

static uint32_t edition_of(const struct wm_criterion *criterion, uint32_t above) {
    return criterion->edition != NULL ? criterion->edition->number : above;
}

static void list(struct wm_coverage *coverage, const char *pack, const struct wm_level *level,
                 const struct wm_criterion *criterion, uint32_t edition) {
    edition = edition_of(criterion, edition);
    for (uint32_t i = 0; i < criterion->child_count; i++)
        list(coverage, pack, level, criterion->children[i], edition);
    if (wm_verb_leaf(criterion->verb) && criterion->verb != WM_VERB_FIXED && stands_in(pack, criterion->where))
        coverage->leaves[coverage->count++] =
            (struct wm_coverage_leaf){level, criterion, wanted(criterion), 0, edition};
}

enum wm_status wm_coverage_begin(struct wm_coverage *ret_coverage, struct wm_ruleset *ruleset, const char *pack,
                                 struct wm_error *error) {
    struct wm_coverage coverage = {.ruleset = ruleset};
    size_t most = 1;
    uint32_t levels = wm_all_levels_count(ruleset);
    for (uint32_t i = 0; i < levels; i++)
        most += wm_all_levels_at(ruleset, i)->leaf_count;
    wm_arena_init(&coverage.arena, ARENA_MOST);
    coverage.leaves = wm_arena_zero(&coverage.arena, most, sizeof *coverage.leaves);
    coverage.first = wm_arena_zero(&coverage.arena, levels + 1u, sizeof *coverage.first);
    if (coverage.leaves == NULL || coverage.first == NULL) {
        wm_arena_clear(&coverage.arena);
        return wm_error_no_memory(error);
    }
    for (uint32_t i = 0; i < levels; i++) {
        const struct wm_level *level = wm_all_levels_at(ruleset, i);
        coverage.first[i] = coverage.count;
        list(&coverage, pack, level, level->requires, 0);
    }
    coverage.first[levels] = coverage.count;
    wm_ruleset_ref(ruleset);
    *ret_coverage = coverage;
    return WM_OK;
}

void wm_coverage_clear(struct wm_coverage *coverage) {
    wm_arena_clear(&coverage->arena);
    wm_ruleset_unref(coverage->ruleset);
    *coverage = (struct wm_coverage){0};
}

// Seeing -------------------------------------------------------------------------------------------------------------

// The leaf of that name in that level. With other parameters the tree may be another; names stay.
static uint32_t find(const struct wm_coverage *coverage, const struct wm_level *level, uint32_t edition,
                     const struct wm_criterion *leaf) {
    uint32_t number = wm_all_levels_find(coverage->ruleset, level);
    if (number == wm_all_levels_count(coverage->ruleset))
        return coverage->count;
    for (uint32_t i = coverage->first[number]; i < coverage->first[number + 1]; i++) {
        if (coverage->leaves[i].edition == edition && strcmp(coverage->leaves[i].leaf->id, leaf->id) == 0)
            return i;
    }
    return coverage->count;
}

static enum wm_verdict verdict_on(const struct wm_criterion *leaf, const struct wm_question *question, wm_day day) {
    wm_day next;
    struct wm_criterion copy = *leaf;
    const struct wm_level alone = {.requires = &copy};
    return wm_decide_verdict(&alone, question->portfolio, day, &next);
}

static bool begins_on(const struct wm_portfolio *portfolio, enum wm_kind kind, wm_day day) {
    struct wm_fact_range facts = wm_portfolio_find(portfolio, kind, WM_CODE_NONE);
    for (uint32_t i = 0; i < facts.count; i++) {
        if (facts.first[i].on == day)
            return true;
    }
    return false;
}

// Whether the verdict changes between that day and the next, and no record that begins then is the reason.
static bool time_changes(const struct wm_criterion *leaf, const struct wm_question *question, wm_day day) {
    return verdict_on(leaf, question, day) != verdict_on(leaf, question, day + 1) &&
           !begins_on(question->portfolio, leaf->query->kind, day + 1);
}

static void see_leaf(const struct wm_coverage *coverage, uint8_t *seen, const struct wm_question *question,
                     const struct wm_level *level, uint32_t edition, const struct wm_finding *finding) {
    const struct wm_criterion *leaf = finding->criterion;
    uint32_t at = find(coverage, level, edition, leaf);
    if (at == coverage->count)
        return;
    if (finding->verdict == WM_VERDICT_MET)
        seen[at] |= WM_COVERAGE_MET;
    if (finding->verdict == WM_VERDICT_UNMET)
        seen[at] |= WM_COVERAGE_UNMET;
    if ((coverage->leaves[at].wanted & ~seen[at] & WM_COVERAGE_BOUNDARY) != 0 && bounded(leaf->query) &&
        (time_changes(leaf, question, question->as_of) || time_changes(leaf, question, question->as_of - 1)))
        seen[at] |= WM_COVERAGE_BOUNDARY;
}

static void see(const struct wm_coverage *coverage, uint8_t *seen, const struct wm_question *question,
                const struct wm_level *level, uint32_t edition, const struct wm_node *node) {
    const struct wm_criterion *criterion = node->finding.criterion;
    edition = edition_of(criterion, edition);
    if (criterion->verb == WM_VERB_MEETS) {
        level = criterion->level;
        edition = 0;
    } else if (wm_verb_leaf(criterion->verb) && criterion->verb != WM_VERB_FIXED) {
        see_leaf(coverage, seen, question, level, edition, &node->finding);
    }
    for (uint32_t i = 0; i < node->child_count; i++)
        see(coverage, seen, question, level, edition, &node->children[i]);
}

enum wm_status wm_coverage_see(const struct wm_coverage *coverage, uint8_t *seen, const struct wm_question *question,
                               const struct wm_decision *decision, struct wm_arena *arena, struct wm_error *error) {
    struct wm_question recognised = *question;
    enum wm_status status = wm_recognise(question->ruleset, question->portfolio, arena, &recognised.portfolio, error);
    if (status == WM_OK)
        see(coverage, seen, &recognised, question->level, 0, decision->tree);
    return status;
}

void wm_coverage_add(struct wm_coverage *coverage, const uint8_t *seen) {
    for (uint32_t i = 0; i < coverage->count; i++)
        coverage->leaves[i].seen |= seen[i] & coverage->leaves[i].wanted;
}

// Counting -----------------------------------------------------------------------------------------------------------

struct wm_coverage_count wm_coverage_count(const struct wm_coverage *coverage) {
    struct wm_coverage_count count = {0};
    for (uint32_t i = 0; i < coverage->count; i++) {
        const struct wm_coverage_leaf *leaf = &coverage->leaves[i];
        count.leaves += leaf->wanted != 0 ? 1 : 0;
        count.bounded += (leaf->wanted & WM_COVERAGE_BOUNDARY) != 0 ? 1 : 0;
        count.met += (leaf->seen & WM_COVERAGE_MET) != 0 ? 1 : 0;
        count.unmet += (leaf->seen & WM_COVERAGE_UNMET) != 0 ? 1 : 0;
        count.boundary += (leaf->seen & WM_COVERAGE_BOUNDARY) != 0 ? 1 : 0;
    }
    uint64_t all = 2u * (uint64_t)count.leaves + count.bounded;
    count.percent = all == 0 ? 100 : (unsigned)(((uint64_t)count.met + count.unmet + count.boundary) * 100 / all);
    return count;
}

static const char *boolean(bool yes) {
    return yes ? "true" : "false";
}

static void write_leaf(struct wm_buffer *buffer, const struct wm_coverage_leaf *leaf) {
    wm_buffer_text(buffer, "{\"level\":");
    wm_json_write_text(buffer, leaf->level->full);
    wm_buffer_text(buffer, ",\"id\":");
    wm_json_write_text(buffer, leaf->leaf->id);
    wm_buffer_text(buffer, ",\"file\":");
    wm_json_write_text(buffer, leaf->leaf->where.file);
    wm_buffer_printf(buffer, ",\"line\":%d", leaf->leaf->where.line);
    if (leaf->leaf->unset != NULL) {
        wm_buffer_text(buffer, ",\"waits_for\":");
        wm_json_write_text(buffer, leaf->leaf->unset->id);
    } else {
        wm_buffer_printf(buffer, ",\"met\":%s,\"unmet\":%s", boolean((leaf->seen & WM_COVERAGE_MET) != 0),
                         boolean((leaf->seen & WM_COVERAGE_UNMET) != 0));
    }
    if ((leaf->wanted & WM_COVERAGE_BOUNDARY) != 0)
        wm_buffer_printf(buffer, ",\"boundary\":%s", boolean((leaf->seen & WM_COVERAGE_BOUNDARY) != 0));
    wm_buffer_byte(buffer, '}');
}

void wm_coverage_write(struct wm_buffer *buffer, const struct wm_coverage *coverage) {
    struct wm_coverage_count count = wm_coverage_count(coverage);
    wm_buffer_printf(buffer,
                     "{\"percent\":%u,\"criteria\":%u,\"met\":%u,\"unmet\":%u,\"bounded\":%u,\"boundary\":%u,"
                     "\"leaves\":[",
                     count.percent, count.leaves, count.met, count.unmet, count.bounded, count.boundary);
    for (uint32_t i = 0; i < coverage->count; i++) {
        if (i > 0)
            wm_buffer_byte(buffer, ',');
        write_leaf(buffer, &coverage->leaves[i]);
    }
    wm_buffer_text(buffer, "]}");
}
