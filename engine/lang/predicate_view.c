// SPDX-License-Identifier: MIT
// What a predicate sees of a person: `person` and the records it gives out, handles without a pointer and without a way
// to write. Every look at the portfolio notes on which later day it would have shown something else.
#include "engine/lang/predicate_work.h"

#include "engine/criteria/ruleset.h"
#include "engine/lang/library.h"
#include "engine/lang/limits.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

static const char person_key[] = "wm.person", record_key[] = "wm.record"; // of the metatables in the registry

struct handle {
    int64_t generation;
    uint32_t fact; // of the portfolio
    bool plain;    // of the one without what is recognised
};

static struct wm_predicates *work_of(lua_State *state, int64_t generation) {
    struct wm_predicates *work = wm_predicates_of(state);
    if (work->portfolio == NULL || generation != work->generation)
        wm_predicate_fail(state, "stale", "this is of an evaluation that is over");
    return work;
}

// Which records -----------------------------------------------------------------------------------------------------

struct shown {
    const struct wm_fact **facts; // by (on, order); in the scratch memory on the stack
    size_t count;
    bool plain;
};

// Without a subject each record is there once, as what it is; with one, also what is recognised as that.
static const struct wm_portfolio *portfolio_of(const struct wm_predicates *work, bool plain) {
    return plain && work->portfolio->plain != NULL ? work->portfolio->plain : work->portfolio;
}

// Hypothetical records come after every real one, in their own order.
static int64_t order_of(const struct wm_fact *fact) {
    return fact->seq >= 0 ? fact->seq : INT64_MAX / 2 - fact->seq;
}

static int by_day(const void *left, const void *right) {
    const struct wm_fact *a = *(const struct wm_fact *const *)left, *b = *(const struct wm_fact *const *)right;
    if (a->on != b->on)
        return a->on < b->on ? -1 : 1;
    return (order_of(a) > order_of(b)) - (order_of(a) < order_of(b));
}

static void may_change_on(struct wm_predicates *work, wm_day day) {
    if (day > work->day && day < work->answer->next)
        work->answer->next = day;
}

// Whether the record counts on the day; what other day would say otherwise is noted. `ret_unset`: left alone, or the
// parameter without which nobody can know.
static bool counts(struct wm_predicates *work, const struct wm_fact *fact, const struct wm_parameter **ret_unset) {
    wm_day last = wm_predicate_last(work->ruleset, work->predicate, fact, ret_unset);
    if (last < fact->on || last < work->day)
        return false;
    if (fact->on > work->day) {
        may_change_on(work, fact->on);
        return false;
    }
    if (last != WM_DAY_NEVER)
        may_change_on(work, last + 1);
    return true;
}

// The answer names the parameter of the first record that it is of: first by day, as whoever reads the records has them.
static void note_unset(struct wm_predicates *work, const struct shown *shown) {
    for (size_t i = 0; i < shown->count && work->answer->parameter == NULL; i++)
        (void)wm_predicate_last(work->ruleset, work->predicate, shown->facts[i], &work->answer->parameter);
}

static struct shown select_facts(lua_State *state, enum wm_kind kind, wm_code subject) {
    struct wm_predicates *work = wm_predicates_of(state);
    struct wm_fact_range range = {NULL, 0};
    bool plain = subject == WM_CODE_NONE;
    if (subject != WM_CODE_UNSEEN)
        range = wm_portfolio_find(portfolio_of(work, plain), kind, subject);
    wm_sandbox_charge(state, 10 + 2 * (uint64_t)range.count);
    if (range.count > WM_LIMIT_KEYS)
        wm_predicate_fail(state, "too-many", "the person has more than %d of these records: name a subject",
                          WM_LIMIT_KEYS);
    struct shown shown = {wm_library_scratch(state, range.count * sizeof(struct wm_fact *)), 0, plain};
    const struct wm_parameter *unset = NULL;
    for (uint32_t i = 0; i < range.count; i++) {
        if (counts(work, &range.first[i], &unset))
            shown.facts[shown.count++] = &range.first[i];
    }
    // By subject they are sorted already, and otherwise by numbers that codes happen to have.
    if (plain && shown.count > 1)
        qsort(shown.facts, shown.count, sizeof(struct wm_fact *), by_day);
    if (unset != NULL)
        note_unset(work, &shown);
    return shown;
}

// Arguments ---------------------------------------------------------------------------------------------------------

// person.records(…) and person:records(…) are the same.
static void begin_call(lua_State *state, const char *what, int least, int most) {
    if (luaL_testudata(state, 1, person_key) != NULL)
        lua_remove(state, 1);
    (void)work_of(state, wm_predicates_of(state)->generation);
    int count = lua_gettop(state);
    if (count < least || count > most)
        wm_predicate_fail(state, "wrong-type", "person.%s takes %d to %d texts, not %d", what, least, most, count);
    lua_settop(state, most);
}

static const char *read_text(lua_State *state, int index, const char *what) {
    size_t length;
    const char *text = lua_type(state, index) == LUA_TSTRING ? lua_tolstring(state, index, &length) : NULL;
    if (text == NULL)
        wm_predicate_fail(state, "wrong-type", "person.%s takes texts, not a %s", what, luaL_typename(state, index));
    if (strlen(text) != length || length > WM_CODE_LONGEST)
        wm_predicate_fail(state, "wrong-text", "person.%s: this is the name of nothing", what);
    return text;
}

static enum wm_kind parse_kind(const char *text) {
    if (strcmp(text, wm_kind_name(WM_KIND_AWARD)) == 0)
        return WM_KIND_AWARD;
    return wm_kind_parse(text, strlen(text));
}

static enum wm_kind read_kind(lua_State *state, const char *what) {
    const char *text = read_text(state, 1, what);
    enum wm_kind kind = parse_kind(text);
    if (kind != WM_KIND_NONE)
        return kind;
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, text);
    for (int at = WM_KIND_NONE + 1; at < WM_KIND_COUNT; at++)
        wm_nearest_offer(&nearest, wm_kind_name((enum wm_kind)at));
    wm_predicate_unknown(state, &nearest, "there is no kind of record \"%s\"", text);
}

static wm_code read_subject(lua_State *state, int index, enum wm_kind kind, const char *what) {
    struct wm_predicates *work = wm_predicates_of(state);
    struct wm_error *fault = &wm_sandbox_of(state)->fault;
    wm_code code = WM_CODE_NONE;
    const char *name = read_text(state, index, what);
    if (wm_predicate_subject(work->ruleset, work->predicate, kind, name, &code, fault) != WM_OK) {
        wm_sandbox_note_place(state);
        wm_sandbox_raise(state);
    }
    return code;
}

static struct shown read_question(lua_State *state, const char *what) {
    begin_call(state, what, 1, 2);
    enum wm_kind kind = read_kind(state, what);
    return select_facts(state, kind, lua_isnil(state, 2) ? WM_CODE_NONE : read_subject(state, 2, kind, what));
}

// The functions of `person` -----------------------------------------------------------------------------------------

static void push_handle(lua_State *state, const char *key, uint32_t fact, bool plain) {
    wm_sandbox_charge(state, 5);
    struct handle *handle = lua_newuserdatauv(state, sizeof *handle, 0);
    *handle = (struct handle){wm_predicates_of(state)->generation, fact, plain};
    luaL_setmetatable(state, key);
}

static void push_record(lua_State *state, const struct shown *shown, size_t at) {
    const struct wm_portfolio *portfolio = portfolio_of(wm_predicates_of(state), shown->plain);
    push_handle(state, record_key, (uint32_t)(shown->facts[at] - portfolio->facts), shown->plain);
}

static int l_records(lua_State *state) {
    struct shown shown = read_question(state, "records");
    lua_createtable(state, (int)shown.count, 0);
    for (size_t i = 0; i < shown.count; i++) {
        push_record(state, &shown, i);
        lua_rawseti(state, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static int l_count(lua_State *state) {
    lua_pushinteger(state, (lua_Integer)read_question(state, "count").count);
    return 1;
}

static int l_latest(lua_State *state) {
    struct shown shown = read_question(state, "latest");
    if (shown.count == 0)
        lua_pushnil(state);
    else
        push_record(state, &shown, shown.count - 1);
    return 1;
}

static int l_holds(lua_State *state) {
    begin_call(state, "holds", 1, 1);
    wm_code level = read_subject(state, 1, WM_KIND_AWARD, "holds");
    lua_pushboolean(state, select_facts(state, WM_KIND_AWARD, level).count > 0);
    return 1;
}

// Handles -----------------------------------------------------------------------------------------------------------

static _Noreturn void no_field(lua_State *state, const char *what, const char *const *names) {
    if (lua_type(state, 2) != LUA_TSTRING)
        wm_predicate_fail(state, "unknown-name", "what %s has, it has by names", what);
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, lua_tostring(state, 2));
    for (; *names != NULL; names++)
        wm_nearest_offer(&nearest, *names);
    wm_predicate_unknown(state, &nearest, "%s has no `%.60s`", what, lua_tostring(state, 2));
}

static bool is_named(lua_State *state, const char *name) {
    return lua_type(state, 2) == LUA_TSTRING && lua_rawlen(state, 2) == strlen(name) &&
           strcmp(lua_tostring(state, 2), name) == 0;
}

static int l_person_index(lua_State *state) {
    static const luaL_Reg functions[] = {
        {"records", l_records}, {"count", l_count}, {"latest", l_latest}, {"holds", l_holds}};
    static const char *const names[] = {"as_of", "records", "count", "latest", "holds", NULL};
    const struct handle *handle = luaL_checkudata(state, 1, person_key);
    struct wm_predicates *work = work_of(state, handle->generation);
    if (is_named(state, "as_of")) {
        work->answer->read_day = true;
        wm_predicate_push_day(state, work->day);
        return 1;
    }
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (is_named(state, functions[i].name)) {
            lua_pushcfunction(state, functions[i].func);
            return 1;
        }
    }
    no_field(state, "`person`", names);
}

static void push_code(lua_State *state, wm_code code) {
    const char *text = wm_code_text(code);
    if (text[0] == '\0')
        lua_pushnil(state);
    else
        lua_pushstring(state, text);
}

static void push_number(lua_State *state, const struct wm_fact *fact) {
    if (!fact->has_value)
        lua_pushnil(state);
    else if (fact->value % WM_NUMBER_ONE == 0)
        lua_pushinteger(state, fact->value / WM_NUMBER_ONE);
    else
        lua_pushnumber(state, (double)fact->value / WM_NUMBER_ONE);
}

enum field { SEQ, KIND, SUBJECT, OUTCOME, VALUE, ON, UNTIL, AS, BY, METHOD, FIELDS };

static void push_field(lua_State *state, const struct wm_portfolio *portfolio, const struct wm_fact *fact,
                       enum field field) {
    const char *by;
    switch (field) {
    case KIND: lua_pushstring(state, wm_kind_name((enum wm_kind)fact->kind)); break;
    case SUBJECT: push_code(state, fact->subject); break;
    case OUTCOME: push_code(state, fact->outcome); break;
    case VALUE: push_number(state, fact); break;
    case ON: wm_predicate_push_day(state, fact->on); break;
    case AS: push_code(state, fact->as); break;
    case METHOD: push_code(state, fact->method); break;
    case UNTIL:
        if (fact->until == WM_DAY_NONE)
            lua_pushnil(state);
        else
            wm_predicate_push_day(state, fact->until);
        break;
    case BY:
        by = wm_portfolio_by(portfolio, fact);
        if (by[0] == '\0')
            lua_pushnil(state);
        else
            lua_pushstring(state, by);
        break;
    default: // a hypothetical record has none
        if (fact->seq < 0)
            lua_pushnil(state);
        else
            lua_pushinteger(state, fact->seq);
    }
}

static int l_record_index(lua_State *state) {
    static const char *const names[] = {
        [SEQ] = "seq",     [KIND] = "kind",     [SUBJECT] = "subject", [OUTCOME] = "outcome",
        [VALUE] = "value", [ON] = "on",         [UNTIL] = "until",     [AS] = "as",
        [BY] = "by",       [METHOD] = "method", [FIELDS] = NULL};
    const struct handle *handle = luaL_checkudata(state, 1, record_key);
    const struct wm_portfolio *portfolio = portfolio_of(work_of(state, handle->generation), handle->plain);
    wm_sandbox_charge(state, 2);
    for (int field = 0; field < FIELDS; field++) {
        if (is_named(state, names[field])) {
            push_field(state, portfolio, &portfolio->facts[handle->fact], (enum field)field);
            return 1;
        }
    }
    no_field(state, "a record", names);
}

static int l_refuse(lua_State *state) {
    wm_predicate_fail(state, "read-only", "what is recorded about a person cannot be changed by a rule");
}

static void prepare_handles(lua_State *state, const char *key, lua_CFunction index) {
    luaL_newmetatable(state, key);
    lua_pushcfunction(state, index);
    lua_setfield(state, -2, "__index");
    lua_pushcfunction(state, l_refuse);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_pop(state, 1);
}

void wm_predicate_view_prepare(lua_State *state) {
    prepare_handles(state, person_key, l_person_index);
    prepare_handles(state, record_key, l_record_index);
}

void wm_predicate_push_person(lua_State *state) {
    push_handle(state, person_key, 0, false);
}
