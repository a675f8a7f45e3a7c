// SPDX-License-Identifier: MIT
// An organisation `o` that adopts `f` and `a`, and may have frameworks of its own.
#pragma once

#include "tests/unit/lang/rules.h"

#define BESIDE "organisation 'o' { title = 'O' }\n"

static const char beside_f[] =
    "framework 'f' { title = 'F', scale = 's', defaults = { assessed = { as = 'assessor' } } }\n"
    "scale 's' { [0] = 'None', 'Some', 'All' }\n"
    "competency 'kneading' { title = 'Kneading' }\n"
    "course 'hygiene' { title = 'Hygiene', valid = years(1) }\n"
    "parameter 'mark' { suggested = 2 }\n"
    "level 'helper' { title = 'Helper', requires = trained 'hygiene' }\n"
    "level 'baker' { title = 'Baker', requires = { meets 'helper', assessed { 'kneading', at_least = 1 } } }\n"
    "gate 'oven' { title = 'Oven', requires = trained 'hygiene' }\n";
static const char beside_a[] = "framework 'a' { title = 'A', open = true }\n"
                               "scale 't' { 'Low', 'Middle', 'High' }\n"
                               "competency 'shaping' { title = 'Shaping', scale = 't' }\n"
                               "course 'fire' { title = 'Fire' }\n"
                               "role 'night' { title = 'Night' }\n"
                               "capacity 'mentor' { title = 'Mentor' }\n"
                               "level 'guild' { title = 'Guild', requires = trained 'fire' }\n";

static inline void beside_make(struct rules *rules, const char *organisation) {
    rules_init(rules);
    rules_add(rules, "organisations/o/organisation.lua", organisation);
    rules_add(rules, "frameworks/f/framework.lua", beside_f);
    rules_add(rules, "frameworks/a/framework.lua", beside_a);
}

// What the organisation's pack says, and where: line `line`, 0 for another place.
static inline void beside_fail_at(struct rules *rules, const char *reason, const char *where, const char *nearest,
                                  const char *file, int line) {
    struct wm_error error = {0};
    struct wm_ruleset *ruleset = NULL;
    enum wm_status status = wm_pack_build(&rules->source, "o", NULL, &ruleset, &error);
    wm_ruleset_unref(ruleset);
    wm_test_fails_at(status, &error, WM_RULES, reason, rules->files[0].bytes, file, line);
    assert_null(ruleset);
    assert_string_equal(error.where, where);
    assert_string_equal(error.nearest, nearest);
}
static inline void beside_fail_text(const char *text, const char *reason, const char *where, const char *nearest,
                                    const char *file, int line) {
    struct rules rules;
    beside_make(&rules, text);
    beside_fail_at(&rules, reason, where, nearest, file, line);
}
// `text` after two lines: who the organisation is, and what it adopts.
#define beside_fail(text, reason, nearest)                                                                             \
    beside_fail_text(BESIDE "adopt 'f' {} adopt 'a' {}\n" text, (reason), "organisations/o/organisation.lua:3",        \
                     (nearest), __FILE__, __LINE__)
