// SPDX-License-Identifier: MIT
// Values: spans, percentages, parameters, selections, and include.
#include "engine/lang/verbs.h"

#include <lauxlib.h>
#include <string.h>

static const struct {
    const char *name;
    enum wm_span_unit unit;
    int32_t most; // about 40,000 days
} units[] = {
    {"days", WM_SPAN_DAYS, 40000},
    {"weeks", WM_SPAN_WEEKS, 5714},
    {"months", WM_SPAN_MONTHS, 1314},
    {"years", WM_SPAN_YEARS, 109},
};

static int l_span(lua_State *state) {
    int unit = wm_verbs_number(state);
    wm_argument_count(state, 1, 1, units[unit].name);
    int whole = 0;
    lua_Integer count = lua_type(state, 1) == LUA_TNUMBER ? lua_tointegerx(state, 1, &whole) : 0;
    if (!whole || count < 0 || count > units[unit].most)
        wm_verbs_fail(state, "wrong-number", "%s(n) takes a whole number from 0 to %d", units[unit].name,
                      units[unit].most);
    struct wm_draft_value value = {
        .type = WM_DRAFT_SPAN, .where = wm_script_place(state), .span = {(int32_t)count, units[unit].unit}};
    wm_argument_push(state, &value);
    return 1;
}

static int l_percent(lua_State *state) {
    struct wm_draft_value value;
    wm_argument_count(state, 1, 1, "percent");
    wm_argument_read(state, 1, &value);
    if (value.type != WM_DRAFT_NUMBER || value.number <= 0 || value.number > 100LL * WM_NUMBER_ONE)
        wm_verbs_fail(state, "wrong-number", "percent(n) takes a number above 0, up to 100");
    value.type = WM_DRAFT_PERCENT;
    wm_argument_push(state, &value);
    return 1;
}

static int l_param(lua_State *state) {
    wm_argument_count(state, 1, 1, "param");
    struct wm_draft_value value = {
        .type = WM_DRAFT_PARAMETER, .where = wm_script_place(state), .text = wm_argument_text(state, 1, "param")};
    wm_argument_push(state, &value);
    return 1;
}

static int l_select(lua_State *state) {
    int declared = wm_verbs_number(state);
    const char *what = wm_declared_plural((enum wm_declared)declared);
    struct wm_draft_value argument;
    wm_argument_count(state, 0, 1, what);
    wm_argument_read(state, 1, &argument);
    struct wm_draft_selection *selection = wm_script_alloc(state, 1, sizeof *selection);
    selection->declared = (enum wm_declared)declared;
    selection->where = wm_script_place(state);
    if (argument.type != WM_DRAFT_NOTHING && argument.type != WM_DRAFT_TABLE)
        wm_verbs_fail(state, "wrong-type", "%s takes a table of filters, as in %s { tag = \"…\" }", what, what);
    const struct wm_draft_table *table = argument.type == WM_DRAFT_TABLE ? argument.table : NULL;
    struct wm_error *fault = &wm_sandbox_of(state)->fault;
    if (table != NULL && table->count > 0)
        wm_verbs_fail(state, "wrong-type", "%s takes filters by name, as in %s { tag = \"…\" }", what, what);
    if (table != NULL)
        wm_verbs_check(state, wm_form_list(what, selection->where, table, true, fault));
    wm_verbs_check(state, wm_forms_read(wm_forms_of_selection(declared), false, what, selection->where, table,
                                        &wm_script_of(state)->draft.arena, &selection->filters, fault));
    struct wm_draft_value value = {.type = WM_DRAFT_SELECTION, .where = selection->where, .selection = selection};
    wm_argument_push(state, &value);
    return 1;
}

void wm_verbs_values(lua_State *state) {
    for (int i = 0; i < (int)(sizeof units / sizeof units[0]); i++)
        wm_verbs_add(state, units[i].name, l_span, i);
    for (int declared = 0; declared < WM_DECLARED_COUNT; declared++) {
        // A kind whose plural is its own name ("pay") is declared, not selected.
        if (strcmp(wm_declared_plural((enum wm_declared)declared), wm_declared_name((enum wm_declared)declared)) != 0)
            wm_verbs_add(state, wm_declared_plural((enum wm_declared)declared), l_select, declared);
    }
    wm_verbs_add(state, "percent", l_percent, 0);
    wm_verbs_add(state, "param", l_param, 0);
    wm_verbs_add(state, "include", wm_script_include, 0);
    struct wm_draft_value unset = {.type = WM_DRAFT_UNSET};
    wm_argument_push(state, &unset);
    lua_setfield(state, -2, "unset");
}
