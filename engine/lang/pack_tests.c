// SPDX-License-Identifier: MIT
#include "engine/lang/pack_tests.h"

#include "engine/lang/compile.h"
#include "engine/lang/limits.h"

enum wm_status wm_pack_tests_open(const struct wm_pack_source *source, const char *pack,
                                  const struct wm_pack_limits *limits, struct wm_pack_tests *ret_tests,
                                  struct wm_error *error) {
    struct wm_pack_tests tests = {0};
    wm_arena_init(&tests.keep, WM_LIMIT_RULESET);
    enum wm_status status = wm_script_run(source, pack, limits, &tests.keep, &tests.script, error);
    if (status == WM_OK) {
        uint32_t count = tests.script->draft.counts[WM_WORD_TEST];
        tests.tests = wm_arena_zero(&tests.keep, count + 1u, sizeof(struct wm_draft_declaration *));
        if (tests.tests == NULL)
            status = wm_error_no_memory(error);
    }
    if (status != WM_OK) {
        wm_pack_tests_clear(&tests);
        return status;
    }
    for (const struct wm_draft_declaration *at = tests.script->draft.first; at != NULL; at = at->next) {
        if (at->word == WM_WORD_TEST)
            tests.tests[tests.count++] = at;
    }
    *ret_tests = tests;
    return WM_OK;
}

void wm_pack_tests_clear(struct wm_pack_tests *tests) {
    wm_script_free(tests->script);
    wm_arena_clear(&tests->keep);
    *tests = (struct wm_pack_tests){0};
}

enum wm_status wm_pack_tests_parameters(const struct wm_draft_declaration *test, struct wm_arena *arena,
                                        struct wm_pack_override **ret_overrides, size_t *ret_count,
                                        struct wm_error *error) {
    return wm_compile_overrides(test, arena, ret_overrides, ret_count, error);
}
