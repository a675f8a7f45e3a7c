// SPDX-License-Identifier: MIT
// Runs the tests of a pack in memory and keeps what is said about each.
#pragma once

#include "engine/author/pack_test.h"
#include "tests/support/test.h"

#include <stdio.h>

#define RUN_MOST 512

struct run_result {
    char name[160];
    char level[96];
    char where[80];
    char expected[200];
    char found[400];
    char difference[600];
    wm_day as_of;
    bool passed;
};

struct run_results {
    struct run_result results[RUN_MOST];
    uint32_t count;
    struct wm_pack_test_summary summary;
};

static inline void run_keep(void *context, const struct wm_pack_test_result *result) {
    struct run_results *run = context;
    if (run->count >= RUN_MOST)
        return;
    struct run_result *kept = &run->results[run->count++];
    snprintf(kept->name, sizeof kept->name, "%s", result->name);
    snprintf(kept->level, sizeof kept->level, "%s", result->level);
    snprintf(kept->where, sizeof kept->where, "%s:%d", result->where.file, result->where.line);
    snprintf(kept->expected, sizeof kept->expected, "%s", result->expected);
    snprintf(kept->found, sizeof kept->found, "%s", result->found);
    snprintf(kept->difference, sizeof kept->difference, "%s", result->difference);
    kept->as_of = result->as_of;
    kept->passed = result->passed;
}

static inline void run_source(const struct wm_pack_source *source, const char *pack, const char *filter,
                              struct run_results *ret_run) {
    struct wm_error error;
    *ret_run = (struct run_results){0};
    const struct wm_pack_test_options options = {.filter = filter};
    wm_test_ok(wm_pack_test_run(source, pack, &options, NULL, run_keep, ret_run, &ret_run->summary, &error), &error);
    assert_int_equal(ret_run->summary.run, ret_run->count);
    assert_int_equal(ret_run->summary.run, ret_run->summary.passed + ret_run->summary.failed);
}

// Says which tests failed, and how.
static inline void run_all_passed(const struct run_results *run) {
    for (uint32_t i = 0; i < run->count; i++) {
        const struct run_result *result = &run->results[i];
        if (!result->passed)
            print_error("%s: %s\n  expected: %s\n  found: %s\n%s", result->where, result->name, result->expected,
                        result->found, result->difference);
    }
    assert_int_equal(run->summary.failed, 0);
}

static inline const struct run_result *run_find(const struct run_results *run, const char *name) {
    for (uint32_t i = 0; i < run->count; i++) {
        if (strcmp(run->results[i].name, name) == 0)
            return &run->results[i];
    }
    print_error("no test \"%s\" was run\n", name);
    fail();
    return NULL;
}

// The framework "bakery": RULES, then the tests of `text`.
#define RUN_RULES                                                                                                      \
    "framework \"bakery\" { title = \"Bakery\", scale = \"skill\" }\n"                                                 \
    "scale \"skill\" { [0] = \"None\", \"Some\", \"Good\" }\n"                                                         \
    "domain \"craft\" { title = \"Craft\" }\n"                                                                         \
    "competency \"kneading\" { domain = \"craft\", title = \"Kneading\" }\n"                                           \
    "competency \"shaping\" { domain = \"craft\", title = \"Shaping\" }\n"                                             \
    "parameter \"enough\" { suggested = 1, says = \"Score that is enough\" }\n"                                        \
    "course \"hygiene\" { title = \"Hygiene\", valid = months(12) }\n"                                                 \
    "course \"ovens\" { title = \"Ovens\" }\n"                                                                         \
    "item \"trial-shift\" { title = \"Trial shift\" }\n"                                                               \
    "level \"helper\" { title = \"Helper\", rank = 1, requires = {\n"                                                  \
    "  trained { \"hygiene\", says = \"is clean\" }, any { trained \"ovens\", signed_off \"trial-shift\" } } }\n"      \
    "level \"baker\" { title = \"Baker\", rank = 2, after = \"helper\", requires = { meets \"helper\",\n"              \
    "  assessed { \"kneading\", at_least = param \"enough\" },\n"                                                      \
    "  assessed { \"shaping\", at_least = param \"enough\", says = \"shapes well\" } } }\n"                            \
    "gate \"alone\" { title = \"May bake alone\", requires = { assessed { \"kneading\", at_least = 2 } } }\n"

static inline enum wm_status run_bakery_with(const char *text, const struct wm_pack_test_options *options,
                                             struct run_results *ret_run, struct wm_error *error) {
    static const char rules[] = RUN_RULES;
    const struct wm_ruleset_file files[] = {
        {"frameworks/bakery/framework.lua", rules, sizeof rules - 1},
        {"frameworks/bakery/tests.lua", text, strlen(text)},
    };
    struct wm_pack_files pack = {files, 2};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    *ret_run = (struct run_results){0};
    return wm_pack_test_run(&source, "frameworks/bakery", options, NULL, run_keep, ret_run, &ret_run->summary, error);
}

static inline enum wm_status run_bakery(const char *text, const char *filter, struct run_results *ret_run,
                                        struct wm_error *error) {
    // One thread, so that what fails fails at the same place each time.
    const struct wm_pack_test_options options = {.filter = filter, .threads = 1};
    return run_bakery_with(text, &options, ret_run, error);
}
