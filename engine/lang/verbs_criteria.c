// SPDX-License-Identifier: MIT
// The criterion verbs: trained { … }, all { … }, at_least(2) { … }.
#include "engine/lang/verbs.h"

#include <stdio.h>
#include <string.h>

static int push_criterion(lua_State *state, enum wm_verb verb, int argument_index, const struct wm_draft_value *least) {
    struct wm_draft_value argument;
    struct wm_place where = wm_script_place(state);
    const struct wm_draft_criterion *criterion;
    wm_argument_read(state, argument_index, &argument);
    wm_sandbox_charge(state, 20);
    wm_verbs_check(state, wm_draft_criterion_new(&wm_script_of(state)->draft.arena, verb, &argument, least, where,
                                                 &criterion, &wm_sandbox_of(state)->fault));
    struct wm_draft_value value = {.type = WM_DRAFT_CRITERION, .where = where, .criterion = criterion};
    wm_argument_push(state, &value);
    return 1;
}

static int l_criterion(lua_State *state) {
    enum wm_verb verb = (enum wm_verb)wm_verbs_number(state);
    char what[32];
    snprintf(what, sizeof what, "`%s`", wm_verb_name(verb));
    wm_argument_count(state, 1, 1, what);
    return push_criterion(state, verb, 1, NULL);
}

static int l_at_least(lua_State *state) {
    static const struct wm_form form = {"at_least", WM_FORM_WHOLE | WM_FORM_PERCENT | WM_FORM_PARAMETER, NULL, true};
    struct wm_draft_opening *opening = wm_script_alloc(state, 1, sizeof *opening);
    wm_argument_count(state, 1, 1, "`at_least`");
    wm_argument_read(state, 1, &opening->least);
    wm_verbs_check(state, wm_form_check(&form, "`at_least`", wm_script_place(state), &opening->least,
                                        &wm_sandbox_of(state)->fault));
    opening->what = "at_least(…)";
    wm_verbs_open(state, opening);
    return 1;
}

int wm_verbs_at_least(lua_State *state, struct wm_draft_opening *opening) {
    return push_criterion(state, WM_VERB_AT_LEAST, 2, &opening->least);
}

void wm_verbs_criteria(lua_State *state) {
    for (int verb = 0; verb < WM_VERB_COUNT; verb++) {
        if (verb != WM_VERB_AT_LEAST)
            wm_verbs_add(state, wm_verb_name((enum wm_verb)verb), l_criterion, verb);
    }
    wm_verbs_add(state, "at_least", l_at_least, 0);
}
