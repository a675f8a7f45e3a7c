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
    if (wm_verbs_record(state, verb, &argument))
        return 1;
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

static void check_custom_id(lua_State *state, const struct wm_draft_custom *custom) {
    for (const struct wm_draft_custom *at = custom->next; at != NULL; at = at->next) {
        if (strcmp(at->id, custom->id) == 0)
            wm_verbs_fail(state, "duplicate", "custom \"%s\" is there already, at %s:%d: give one of them another id",
                          custom->id, at->where.file, at->where.line);
    }
}

static int l_custom(lua_State *state) {
    struct wm_script *script = wm_script_of(state);
    struct wm_draft *draft = &script->draft;
    struct wm_draft_value argument, value = {.type = WM_DRAFT_CRITERION, .where = wm_script_place(state)};
    wm_argument_count(state, 1, 1, "`custom`");
    if (script->running == NULL)
        wm_verbs_fail(state, "wrong-place",
                      "`custom` stands in a file of its own, not in a function that is called later");
    struct wm_draft_custom *custom = wm_script_alloc(state, 1, sizeof *custom);
    custom->file = script->running->path;
    custom->where = value.where;
    custom->next = draft->customs;
    wm_argument_read(state, 1, &argument);
    wm_sandbox_charge(state, 20);
    wm_verbs_check(state, wm_draft_criterion_custom(&draft->arena, &argument, custom, &value.criterion,
                                                    &wm_sandbox_of(state)->fault));
    check_custom_id(state, custom);
    draft->customs = custom;
    wm_argument_push(state, &value);
    return 1;
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
        if (wm_verb_word((enum wm_verb)verb) && verb != WM_VERB_AT_LEAST && verb != WM_VERB_CUSTOM)
            wm_verbs_add(state, wm_verb_name((enum wm_verb)verb), l_criterion, verb);
    }
    wm_verbs_add(state, "at_least", l_at_least, 0);
    wm_verbs_add(state, "custom", l_custom, 0);
}
