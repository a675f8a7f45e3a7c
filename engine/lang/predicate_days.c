// SPDX-License-Identifier: MIT
// Days for predicates: texts as in records, "2026-09-01", that compare as days do.
#include "engine/lang/predicate_work.h"

#include "engine/lang/library.h"

#include <lauxlib.h>

enum { MOST_DAYS = 120000 };

wm_day wm_predicate_day(lua_State *state, int index, const char *what) {
    wm_day day = WM_DAY_NONE;
    size_t length = 0;
    const char *text = lua_type(state, index) == LUA_TSTRING ? lua_tolstring(state, index, &length) : NULL;
    if (text == NULL)
        wm_predicate_fail(state, "wrong-type", "%s takes days such as \"2026-09-01\", not a %s", what,
                          luaL_typename(state, index));
    if (wm_day_parse(text, length, &day, NULL) != WM_OK)
        wm_predicate_fail(state, "wrong-date", "%s: \"%.40s\" is no day such as \"2026-09-01\"", what, text);
    return day;
}

void wm_predicate_push_day(lua_State *state, wm_day day) {
    char text[11];
    wm_day_format(day, text);
    lua_pushlstring(state, text, sizeof text - 1);
}

static void count_arguments(lua_State *state, const char *what) {
    wm_sandbox_charge(state, 5);
    if (lua_gettop(state) != 2)
        wm_predicate_fail(state, "wrong-type", "%s takes 2 values, not %d", what, lua_gettop(state));
}

static int l_days_between(lua_State *state) {
    count_arguments(state, "days_between");
    wm_day from = wm_predicate_day(state, 1, "days_between");
    lua_pushinteger(state, (lua_Integer)wm_predicate_day(state, 2, "days_between") - from);
    return 1;
}

static int push_sum(lua_State *state, const char *what, int months) {
    count_arguments(state, what);
    wm_day day = wm_predicate_day(state, 1, what);
    int whole = 0;
    lua_Integer count = lua_type(state, 2) == LUA_TNUMBER ? lua_tointegerx(state, 2, &whole) : 0;
    if (!whole || count < -MOST_DAYS || count > MOST_DAYS)
        wm_predicate_fail(state, "wrong-number", "%s takes a whole number from -%d to %d", what, MOST_DAYS, MOST_DAYS);
    wm_day sum = months == 0 ? day + (wm_day)count : wm_day_add_months(day, (int32_t)count * months);
    if (sum < WM_DAY_FIRST || sum > WM_DAY_LAST)
        wm_predicate_fail(state, "wrong-date", "%s leads to a day before 1900 or after 2199", what);
    wm_predicate_push_day(state, sum);
    return 1;
}

static int l_add_days(lua_State *state) {
    return push_sum(state, "add_days", 0);
}

static int l_add_months(lua_State *state) {
    return push_sum(state, "add_months", 1);
}

static int l_add_years(lua_State *state) {
    return push_sum(state, "add_years", 12);
}

void wm_predicate_days(lua_State *state) {
    static const luaL_Reg functions[] = {{"days_between", l_days_between},
                                         {"add_days", l_add_days},
                                         {"add_months", l_add_months},
                                         {"add_years", l_add_years},
                                         {NULL, NULL}};
    wm_library_set(state, functions);
}
