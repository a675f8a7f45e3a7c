// SPDX-License-Identifier: MIT
// Packs as texts: a framework `f`, built as its own tests would see it or adopted by the organisation `o`.
#pragma once

#include "engine/lang/pack.h"

#include "tests/support/test.h"

#include <stdio.h>
#include <string.h>

enum { RULES_MOST = 16 };

struct rules {
    struct wm_ruleset_file files[RULES_MOST];
    struct wm_pack_files held;
    struct wm_pack_source source;
};

static inline void rules_init(struct rules *rules) {
    *rules = (struct rules){.held = {.count = 0}};
    rules->held.files = rules->files;
    rules->source = wm_pack_files_source(&rules->held);
}

static inline void rules_add(struct rules *rules, const char *path, const char *text) {
    assert_true(rules->held.count < RULES_MOST);
    rules->files[rules->held.count++] = (struct wm_ruleset_file){path, text, strlen(text)};
}

static inline void rules_framework(struct rules *rules, const char *text) {
    rules_init(rules);
    rules_add(rules, "frameworks/f/framework.lua", text);
}

static inline struct wm_ruleset *rules_build(struct rules *rules) {
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    wm_test_ok(wm_pack_build_framework(&rules->source, "f", NULL, 0, NULL, &ruleset, &error), &error);
    return ruleset;
}

static inline struct wm_ruleset *rules_build_organisation(struct rules *rules) {
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    wm_test_ok(wm_pack_build(&rules->source, "o", NULL, &ruleset, &error), &error);
    return ruleset;
}

// What the framework of one file says, and where: "framework.lua:3". NULL: not looked at; nearest "": there is none.
static inline void rules_fail_at(const char *text, const char *reason, const char *where, const char *nearest,
                                 const char *file, int line) {
    struct rules rules;
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    rules_framework(&rules, text);
    enum wm_status status = wm_pack_build_framework(&rules.source, "f", NULL, 0, NULL, &ruleset, &error);
    wm_ruleset_unref(ruleset);
    wm_test_fails_at(status, &error, WM_RULES, reason, text, file, line);
    assert_null(ruleset);
    char place[128];
    snprintf(place, sizeof place, "frameworks/f/%s", where != NULL ? where : "");
    if (where != NULL)
        assert_string_equal(error.where, place);
    if (nearest != NULL)
        assert_string_equal(error.nearest, nearest);
}
#define rules_fail(text, reason, where, nearest) rules_fail_at((text), (reason), (where), (nearest), __FILE__, __LINE__)

// What level `id` of `f` requires, as canonical JSON.
static inline void rules_written(const struct wm_ruleset *ruleset, const char *id, char *text, size_t size) {
    char full[160];
    snprintf(full, sizeof full, "f/%s", id);
    const struct wm_level *level = wm_ruleset_level(ruleset, full, strlen(full));
    assert_non_null(level);
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, size - 1);
    wm_criterion_write(&buffer, level->requires);
    assert_false(buffer.failed);
    snprintf(text, size, "%s", buffer.data);
    wm_buffer_clear(&buffer);
}

static inline const struct wm_criterion *rules_requires(const struct wm_ruleset *ruleset, const char *full) {
    const struct wm_level *level = wm_ruleset_level(ruleset, full, strlen(full));
    assert_non_null(level);
    return level->requires;
}
