// SPDX-License-Identifier: MIT
#include "engine/lang/pack_tests.h"

#include "engine/lang/compile.h"
#include "engine/lang/limits.h"

#include <stdio.h>

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
    const struct wm_draft_value *value = wm_draft_field(&test->fields, "parameters");
    const struct wm_draft_table *table = value != NULL ? value->table : NULL;
    uint32_t count = table != NULL ? table->pair_count : 0;
    if (table != NULL && (table->count > 0 || table->point_count > 0)) {
        wm_error_set(error, WM_RULES, "wrong-type", "`parameters` names what it sets: { [\"pass-mark\"] = 3 }");
        return wm_draft_where(error, test->where);
    }
    struct wm_pack_override *overrides = wm_arena_zero(arena, count + 1u, sizeof *overrides);
    if (overrides == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        const struct wm_draft_pair *pair = &table->pairs[i];
        char what[96];
        snprintf(what, sizeof what, "parameter \"%s\"", pair->name);
        overrides[i].parameter = pair->name;
        overrides[i].where = test->where;
        overrides[i].unset = pair->value.type == WM_DRAFT_UNSET;
        if (overrides[i].unset)
            continue;
        enum wm_status status = wm_compile_value(arena, what, &pair->value, &overrides[i].value, error);
        if (status != WM_OK)
            return status;
    }
    *ret_overrides = overrides;
    *ret_count = count;
    return WM_OK;
}
