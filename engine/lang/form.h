// SPDX-License-Identifier: MIT
// Forms: which named values a word of the rule language takes, and what each may be. One table per verb and per kind of
// declaration; whatever is not in the table is an error that names the nearest.
#pragma once

#include "engine/base/error.h"
#include "engine/criteria/criterion.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {                     // what a value may be: any of these bits
    WM_FORM_TEXT = 1 << 0, // words for people
    WM_FORM_ID = 1 << 1,   // a code
    WM_FORM_IDS = 1 << 2,  // a code or a list of them
    WM_FORM_NUMBER = 1 << 3,
    WM_FORM_WHOLE = 1 << 4, // 1, 2, 3, …
    WM_FORM_PERCENT = 1 << 5,
    WM_FORM_SPAN = 1 << 6,
    WM_FORM_BOOLEAN = 1 << 7,
    WM_FORM_DAY = 1 << 8,      // "2026-09-01"
    WM_FORM_CRITERIA = 1 << 9, // a criterion or a list of them
    WM_FORM_FUNCTION = 1 << 10,
    WM_FORM_TABLE = 1 << 11,     // looked into by whoever asked for it
    WM_FORM_PARAMETER = 1 << 12, // param "x" may stand for it
    WM_FORM_PEOPLE = 1 << 13,    // a name or a list of them: any texts
    WM_FORM_EXPECTATION = 1 << 14,
    WM_FORM_ANY = 1 << 15
};

struct wm_form {
    const char *name;
    uint32_t types;
    const char *const *choices; // ID: the only ones allowed, NULL at the end; or NULL
    bool required;
};
struct wm_forms {
    const struct wm_form *forms;
    size_t count;
    const struct wm_forms *more; // taken as well; or NULL
};

struct wm_arena;
struct wm_draft_fields;
struct wm_draft_table;
struct wm_draft_value;

// Holds the pairs of `table` against the forms. `what` says whose they are: "`assessed`", "course \"x\"". Reasons
// "unknown-name", "wrong-type", "missing"; where = `where`. `partly`: what is required may be missing.
WM_MUST_USE enum wm_status wm_forms_read(const struct wm_forms *forms, bool partly, const char *what,
                                         struct wm_place where, const struct wm_draft_table *table,
                                         struct wm_arena *arena, struct wm_draft_fields *ret_fields,
                                         struct wm_error *error);
// One value against one form.
WM_MUST_USE enum wm_status wm_form_check(const struct wm_form *form, const char *what, struct wm_place where,
                                         const struct wm_draft_value *value, struct wm_error *error);
// A list in the strict sense: no names, no holes. Reasons "hole", "wrong-type".
WM_MUST_USE enum wm_status wm_form_list(const char *what, struct wm_place where, const struct wm_draft_table *table,
                                        bool pairs_allowed, struct wm_error *error);
// An id as packs declare them: a code without `/`. Reason "wrong-id".
WM_MUST_USE enum wm_status wm_form_id(const char *what, struct wm_place where, const char *id, struct wm_error *error);

// The constraints of a leaf verb, from the table in design "The rule language"; of combinations what they name.
const struct wm_forms *wm_forms_of_verb(enum wm_verb verb);
// The same with id, says, hint, and `need` where a verb takes subjects.
const struct wm_forms *wm_forms_of_criterion(enum wm_verb verb);
// The fields of a declaration: enum wm_declared or enum wm_word.
const struct wm_forms *wm_forms_of_word(int word);
// The filters of a selection: enum wm_declared.
const struct wm_forms *wm_forms_of_selection(int declared);
// What the expectation of a test may name: "eligible", "not_eligible", "indeterminate".
const struct wm_forms *wm_forms_of_expectation(const char *name);
