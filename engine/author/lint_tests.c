// SPDX-License-Identifier: MIT
// The tests of the pack, without running them: each is made up to the question, and looked at.
#include "engine/author/lint_work.h"

#include "engine/author/leaf_names.h"
#include "engine/author/pack_test_expect.h"
#include "engine/author/pack_test_one.h"
#include "engine/author/pack_test_person.h"

#include <stdlib.h>
#include <string.h>

#define ARENA_MOST ((size_t)256 * 1024 * 1024) // of one test
#define RECORD_MOST 65536u
#define RECORD_DEPTH 8u

struct testing {
    struct wm_lint *lint;
    struct wm_pack_test_world world;
    struct wm_arena arena; // of one test
    bool *covered;         // by the index of the level
    struct wm_error *error;
};

// What is wrong with the test is a finding; what is wrong with the machine is not.
static enum wm_status blame(struct testing *testing, const struct wm_draft_declaration *test, enum wm_status status,
                            const struct wm_error *error) {
    static const char *const names[] = {"unknown-level", "unknown-criterion", "unknown-name", "unknown-subject"};
    if (status == WM_OK)
        return WM_OK;
    if (status != WM_RULES) {
        if (testing->error != NULL)
            *testing->error = *error;
        return status;
    }
    const char *code = "WM507";
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(error->reason, names[i]) == 0)
            code = "WM504";
    }
    wm_lint_add_error(testing->lint, code, error, test->where);
    return WM_OK;
}

static void cover(struct testing *testing, const struct wm_level *level) {
    const struct wm_level *usual = wm_ruleset_level(testing->lint->ruleset, level->full, strlen(level->full));
    if (usual != NULL)
        testing->covered[usual->index] = true;
}

// Expectations --------------------------------------------------------------------------------------------------------

static void look_at_ids(struct testing *testing, struct wm_place where, const struct wm_level *level,
                        const char *const *ids, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        struct wm_nearest nearest;
        if (wm_leaf_named(level, ids[i]) ||
            !wm_lint_add(testing->lint, "WM504", where, "%s has no criterion \"%s\"", level->full, ids[i]))
            continue;
        wm_nearest_init(&nearest, ids[i]);
        wm_leaf_names(level, &nearest);
        if (wm_nearest_name(&nearest) != NULL)
            wm_lint_suggest(testing->lint, "Perhaps you mean: %s", wm_nearest_name(&nearest));
    }
}

static bool has_parameter(const struct wm_ruleset *ruleset, const char *id, struct wm_nearest *nearest) {
    for (uint32_t i = 0; i < ruleset->framework_count; i++) {
        const struct wm_framework *framework = &ruleset->frameworks[i];
        for (uint32_t k = 0; k < framework->parameter_count; k++) {
            wm_nearest_offer(nearest, framework->parameters[k].id);
            if (strcmp(framework->parameters[k].id, id) == 0)
                return true;
        }
    }
    return false;
}

static void look_at_parameters(struct testing *testing, struct wm_place where,
                               const struct wm_pack_test_expect *expect) {
    for (uint32_t i = 0; i < expect->contains_count; i++) {
        const char *id = expect->contains[i];
        struct wm_nearest nearest;
        wm_nearest_init(&nearest, id);
        if (has_parameter(testing->world.ruleset, id, &nearest) ||
            !wm_lint_add(testing->lint, "WM504", where, "there is no parameter \"%s\"", id))
            continue;
        if (wm_nearest_name(&nearest) != NULL)
            wm_lint_suggest(testing->lint, "Perhaps you mean: %s", wm_nearest_name(&nearest));
    }
}

static bool has_person(const struct wm_draft_declaration *test) {
    const struct wm_draft_value *person = wm_draft_field(&test->fields, "person");
    return person != NULL && person->type == WM_DRAFT_TABLE && person->table->count > 0;
}

static void look_at_expectation(struct testing *testing, const struct wm_draft_declaration *test, struct wm_place where,
                                const struct wm_level *level, const struct wm_pack_test_expect *expect) {
    if (expect->outcome == WM_OUTCOME_INDETERMINATE) {
        look_at_parameters(testing, where, expect);
        return;
    }
    look_at_ids(testing, where, level, expect->contains, expect->contains_count);
    look_at_ids(testing, where, level, expect->only, expect->only_count);
    bool bare = expect->contains_count == 0 && expect->only_count == 0 && expect->until == WM_DAY_NONE &&
                !expect->has_changes_to;
    if (bare && expect->outcome == WM_OUTCOME_NOT_ELIGIBLE && !has_person(test))
        wm_lint_add(testing->lint, "WM505", test->where,
                    "test \"%s\" expects a no of somebody without any record, and names nothing that is missing",
                    test->id);
}

// One test ------------------------------------------------------------------------------------------------------------

// What a test cannot do without. False: it has a finding, and nothing further can be said about it.
static bool is_complete(struct testing *testing, const struct wm_draft_declaration *test) {
    static const struct {
        const char *field, *other, *lacks, *suggestion;
    } needed[] = {
        {"as_of", NULL, "does not say on which day it asks", "Add the day: as_of = \"2026-09-01\""},
        {"level", "gate", "asks for no level and no gate", "Add what it asks for: level = \"…\" or gate = \"…\""},
        {"expect", NULL, "expects nothing",
         "Add what it expects: expect = eligible, not_eligible { … } or indeterminate { … }"},
    };
    bool complete = true;
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++) {
        if (wm_draft_field(&test->fields, needed[i].field) != NULL ||
            (needed[i].other != NULL && wm_draft_field(&test->fields, needed[i].other) != NULL))
            continue;
        complete = false;
        if (wm_lint_add(testing->lint, "WM503", test->where, "test \"%s\" %s", test->id, needed[i].lacks))
            wm_lint_suggest(testing->lint, "%s", needed[i].suggestion);
    }
    return complete;
}

static enum wm_status look_at_plain(struct testing *testing, const struct wm_draft_declaration *test) {
    const char *level_name = wm_draft_text(&test->fields, "level"), *gate_name = wm_draft_text(&test->fields, "gate");
    const struct wm_draft_value *value = wm_draft_field(&test->fields, "expect");
    const char *as_of = wm_draft_text(&test->fields, "as_of");
    struct wm_error wrong = {0};
    const struct wm_level *level = NULL;
    struct wm_pack_test_expect expect;
    struct wm_portfolio *portfolio = NULL;
    wm_day day;
    if (!is_complete(testing, test))
        return WM_OK;
    enum wm_status status = wm_pack_test_level(
        &testing->world, &testing->arena, level_name != NULL ? level_name : gate_name, test->where, &level, &wrong);
    if (status == WM_OK && (level_name != NULL) == level->gate) {
        status = wm_error_set(&wrong, WM_RULES, "wrong-type", "test \"%s\" calls the %s \"%s\" a %s", test->id,
                              level->gate ? "gate" : "level", level->id, level->gate ? "level" : "gate");
        wm_error_expected(&wrong, "%s = \"%s\"", level->gate ? "gate" : "level", level->id);
    }
    if (status == WM_OK) {
        cover(testing, level);
        status = wm_pack_test_expect_read(value->expectation, &testing->arena, &expect, &wrong);
    }
    if (status == WM_OK) {
        look_at_expectation(testing, test, value->expectation->where.line > 0 ? value->expectation->where : test->where,
                            level, &expect);
        status = wm_day_parse(as_of, strlen(as_of), &day, &wrong);
    }
    if (status == WM_OK)
        status = wm_pack_test_person(&testing->world, &testing->arena, test, day, &portfolio, &wrong);
    wm_portfolio_unref(portfolio);
    return blame(testing, test, status, &wrong);
}

static enum wm_status look_at_each_missing(struct testing *testing, const struct wm_draft_declaration *test,
                                           const char *name) {
    struct wm_error wrong = {0};
    const struct wm_level *level = NULL;
    struct wm_meeting_leaf *leaves;
    uint32_t count = 0;
    wm_day as_of = WM_DAY_NONE;
    enum wm_status status = wm_pack_test_level(&testing->world, &testing->arena, name, test->where, &level, &wrong);
    if (status == WM_OK) {
        cover(testing, level);
        status = wm_pack_test_missing_day(test, &as_of, &wrong);
    }
    if (status == WM_OK)
        status = wm_meeting_leaves(&testing->arena, level, as_of, &leaves, &count, &wrong);
    if (status == WM_OK && count == 0)
        wm_lint_add(testing->lint, "WM505", test->where,
                    "test \"%s\" takes each criterion of %s away, but none can stand in the way by itself", test->id,
                    level->full);
    return blame(testing, test, status, &wrong);
}

// The rules that the test runs on: the usual ones, or its own.
static enum wm_status choose_ruleset(struct testing *testing, const struct wm_draft_declaration *test,
                                     struct wm_ruleset **ret_own, struct wm_error *error) {
    const struct wm_lint *lint = testing->lint;
    struct wm_pack_override *overrides;
    size_t count;
    testing->world.ruleset = lint->ruleset;
    if (wm_draft_field(&test->fields, "parameters") == NULL)
        return WM_OK;
    if (lint->organisation)
        return wm_error_set(error, WM_RULES, "wrong-place",
                            "test \"%s\": an organisation's tests run on what it has set, without `parameters`",
                            test->id);
    enum wm_status status = wm_pack_tests_parameters(test, &testing->arena, &overrides, &count, error);
    if (status == WM_OK)
        status = wm_pack_build_framework(lint->source, lint->id, overrides, count, lint->limits, ret_own, error);
    if (status == WM_OK)
        testing->world.ruleset = *ret_own;
    return status;
}

static enum wm_status look_at_test(struct testing *testing, const struct wm_draft_declaration *test) {
    struct wm_ruleset *own = NULL;
    struct wm_error wrong = {0};
    const char *each_missing = wm_draft_text(&test->fields, "each_missing");
    enum wm_status status = choose_ruleset(testing, test, &own, &wrong);
    if (status != WM_OK)
        status = blame(testing, test, status, &wrong);
    else if (each_missing != NULL)
        status = look_at_each_missing(testing, test, each_missing);
    else
        status = look_at_plain(testing, test);
    wm_ruleset_unref(own);
    wm_arena_reset(&testing->arena);
    return status;
}

// All of them -------------------------------------------------------------------------------------------------------

static int compare(const void *one, const void *other) {
    const struct wm_draft_declaration *const *a = one, *const *b = other;
    int order = strcmp((*a)->id, (*b)->id);
    return order != 0 ? order : ((*a)->index > (*b)->index) - ((*a)->index < (*b)->index);
}

static void look_at_names(struct testing *testing) {
    struct wm_lint *lint = testing->lint;
    uint32_t count = lint->tests.count;
    const struct wm_draft_declaration **sorted = wm_lint_room(lint, count, sizeof(struct wm_draft_declaration *));
    if (sorted == NULL || count < 2)
        return;
    memcpy(sorted, lint->tests.tests, count * sizeof(struct wm_draft_declaration *));
    qsort(sorted, count, sizeof(struct wm_draft_declaration *), compare);
    for (uint32_t i = 1; i < count; i++) {
        if (strcmp(sorted[i - 1]->id, sorted[i]->id) == 0)
            wm_lint_add(lint, "WM506", sorted[i]->where, "test \"%s\" has the name of the one at %s:%d", sorted[i]->id,
                        sorted[i - 1]->where.file, sorted[i - 1]->where.line);
    }
}

static void look_at_coverage(struct testing *testing) {
    struct wm_lint *lint = testing->lint;
    for (uint32_t i = 0; i < lint->ruleset->level_count; i++) {
        const struct wm_level *level = lint->ruleset->levels[i];
        if (testing->covered[i] || !wm_lint_own(lint, level->where))
            continue;
        if (wm_lint_add(lint, level->gate ? "WM501" : "WM502", level->where, "no test asks for %s \"%s\"",
                        level->gate ? "gate" : "level", level->id))
            wm_lint_suggest(lint, "Add: test \"each thing %s needs\" { each_missing = \"%s\" }", level->id,
                            lint->organisation ? level->full : level->id);
    }
}

enum wm_status wm_lint_tests(struct wm_lint *lint, struct wm_error *error) {
    struct testing testing = {.lint = lint, .error = error};
    testing.world.framework = lint->organisation ? NULL : lint->id;
    testing.covered = wm_lint_room(lint, lint->ruleset->level_count, sizeof *testing.covered);
    if (testing.covered == NULL)
        return wm_error_no_memory(error);
    wm_arena_init(&testing.arena, ARENA_MOST);
    enum wm_status status = wm_json_reader_new(RECORD_MOST, RECORD_DEPTH, &testing.world.reader, error);
    if (status == WM_OK)
        status = wm_portfolio_builder_new(&testing.world.builder, error);
    for (uint32_t i = 0; i < lint->tests.count && status == WM_OK; i++)
        status = look_at_test(&testing, lint->tests.tests[i]);
    if (status == WM_OK) {
        look_at_names(&testing);
        look_at_coverage(&testing);
    }
    wm_portfolio_builder_free(testing.world.builder);
    wm_json_reader_free(testing.world.reader);
    wm_arena_clear(&testing.arena);
    return status;
}
