// SPDX-License-Identifier: MIT
#include "engine/lang/argument.h"

#include "engine/lang/limits.h"

#include <lauxlib.h>
#include <string.h>

static const char handle_key[] = "wm.handle"; // of the one metatable of handles in the registry

struct wm_draft_value *wm_argument_handle(lua_State *state, int index) {
    return luaL_testudata(state, index, handle_key);
}

void wm_argument_push(lua_State *state, const struct wm_draft_value *value) {
    struct wm_draft_value *handle = lua_newuserdatauv(state, sizeof *handle, 0);
    *handle = *value;
    luaL_setmetatable(state, handle_key);
}

static struct wm_error *fault_of(lua_State *state) {
    return &wm_sandbox_of(state)->fault;
}

static _Noreturn void raise_here(lua_State *state) {
    wm_draft_where(fault_of(state), wm_script_place(state));
    wm_sandbox_raise(state);
}

static const char *read_text(lua_State *state, int index) {
    size_t length;
    const char *text = lua_tolstring(state, index, &length);
    wm_sandbox_charge(state, length / 16 + 1);
    if (!wm_utf8_printable(text, length)) {
        wm_error_set(fault_of(state), WM_RULES, "wrong-text",
                     "a text must be UTF-8 without control characters, on one line; join longer ones with `..`");
        wm_error_found(fault_of(state), "%s", text);
        raise_here(state);
    }
    char *copy = wm_script_alloc(state, length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

static wm_number read_number(lua_State *state, int index) {
    wm_number number = 0;
    double value = lua_tonumber(state, index);
    if (!wm_number_from_double(value, &number)) {
        wm_error_set(fault_of(state), WM_RULES, "wrong-number",
                     "a number must be finite, at most a thousand million, with at most four decimals");
        wm_error_found(fault_of(state), "%.10g", value);
        raise_here(state);
    }
    return number;
}

struct table_size {
    uint32_t list, pairs, points;
};

static struct table_size measure(lua_State *state, int index) {
    struct table_size size = {0, 0, 0};
    while (lua_rawgeti(state, index, (lua_Integer)size.list + 1) != LUA_TNIL) {
        size.list++;
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
    uint32_t numbers = 0;
    for (lua_pushnil(state); lua_next(state, index) != 0; lua_pop(state, 1)) {
        wm_sandbox_charge(state, 5);
        int type = lua_type(state, -2);
        if (type == LUA_TSTRING) {
            size.pairs++;
        } else if (type == LUA_TNUMBER) {
            numbers++;
        } else {
            wm_error_set(fault_of(state), WM_RULES, "wrong-type", "the keys of a table are texts or numbers");
            wm_error_found(fault_of(state), "a key that is a %s", luaL_typename(state, -2));
            raise_here(state);
        }
    }
    size.points = numbers - size.list;
    return size;
}

static void read_value(lua_State *state, int index, unsigned depth, struct wm_draft_value *ret_value);

// Keeps the pairs sorted: Lua's order changes with the state's hash seed.
static void insert_pair(struct wm_draft_pair *pairs, uint32_t count, const struct wm_draft_pair *pair) {
    uint32_t at = count;
    while (at > 0 && strcmp(pairs[at - 1].name, pair->name) > 0)
        at--;
    memmove(&pairs[at + 1], &pairs[at], (count - at) * sizeof *pairs);
    pairs[at] = *pair;
}

static void insert_point(struct wm_draft_point *points, uint32_t count, const struct wm_draft_point *point) {
    uint32_t at = count;
    while (at > 0 && points[at - 1].key > point->key)
        at--;
    memmove(&points[at + 1], &points[at], (count - at) * sizeof *points);
    points[at] = *point;
}

static bool in_list(lua_State *state, int index, uint32_t count) {
    if (!lua_isinteger(state, index))
        return false;
    lua_Integer key = lua_tointeger(state, index);
    return key >= 1 && key <= (lua_Integer)count;
}

struct parts { // of a table being read
    struct wm_draft_value *list;
    struct wm_draft_pair *pairs;
    struct wm_draft_point *points;
    struct table_size size;
};

// The keys are gathered and sorted first: what is read from them, and so which mistake is met first, must not depend
// on the order in which Lua walks.
static struct parts read_keys(lua_State *state, int index) {
    struct parts parts = {.size = measure(state, index)};
    parts.list = wm_script_alloc(state, parts.size.list, sizeof *parts.list);
    parts.pairs = wm_script_alloc(state, parts.size.pairs, sizeof *parts.pairs);
    parts.points = wm_script_alloc(state, parts.size.points, sizeof *parts.points);
    uint32_t pair_count = 0, point_count = 0;
    for (lua_pushnil(state); lua_next(state, index) != 0; lua_pop(state, 1)) {
        if (lua_type(state, -2) == LUA_TSTRING) {
            wm_sandbox_charge(state, pair_count / 8);
            struct wm_draft_pair pair = {.name = read_text(state, -2)};
            insert_pair(parts.pairs, pair_count++, &pair);
        } else if (!in_list(state, -2, parts.size.list)) {
            wm_sandbox_charge(state, point_count / 8);
            struct wm_draft_point point = {.key = read_number(state, -2)};
            insert_point(parts.points, point_count++, &point);
        }
    }
    return parts;
}

// The value that was just pushed; pops it.
static void read_pushed(lua_State *state, unsigned depth, struct wm_draft_value *ret_value) {
    read_value(state, lua_gettop(state), depth, ret_value);
    lua_pop(state, 1);
}

static const struct wm_draft_table *read_table(lua_State *state, int index, unsigned depth) {
    if (depth >= WM_LIMIT_DEPTH) {
        wm_error_set(fault_of(state), WM_RULES, "too-deep", "tables are nested more than %d deep", WM_LIMIT_DEPTH);
        raise_here(state);
    }
    if (lua_getmetatable(state, index)) {
        wm_error_set(fault_of(state), WM_RULES, "wrong-type", "a library or an environment is no table of a rule");
        raise_here(state);
    }
    luaL_checkstack(state, 6, "tables");
    struct parts parts = read_keys(state, index);
    for (uint32_t i = 0; i < parts.size.list; i++) {
        lua_rawgeti(state, index, (lua_Integer)i + 1);
        read_pushed(state, depth + 1, &parts.list[i]);
    }
    for (uint32_t i = 0; i < parts.size.pairs; i++) {
        lua_pushstring(state, parts.pairs[i].name);
        lua_rawget(state, index);
        read_pushed(state, depth + 1, &parts.pairs[i].value);
    }
    for (uint32_t i = 0; i < parts.size.points; i++) {
        lua_pushnumber(state, (double)parts.points[i].key / WM_NUMBER_ONE); // a whole float finds its integer key
        lua_rawget(state, index);
        read_pushed(state, depth + 1, &parts.points[i].value);
    }
    struct wm_draft_table *table = wm_script_alloc(state, 1, sizeof *table);
    *table = (struct wm_draft_table){parts.list,       parts.size.list, parts.pairs,
                                     parts.size.pairs, parts.points,    parts.size.points};
    return table;
}

static int keep_function(lua_State *state, int index) {
    struct wm_script *script = wm_script_of(state);
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.functions");
    lua_pushvalue(state, index);
    lua_rawseti(state, -2, ++script->functions);
    lua_pop(state, 1);
    return script->functions;
}

static void read_value(lua_State *state, int index, unsigned depth, struct wm_draft_value *ret_value) {
    struct wm_draft_value value = {.where = wm_script_place(state)};
    struct wm_draft_value *handle;
    switch (lua_type(state, index)) {
    case LUA_TNONE:
    case LUA_TNIL: break;
    case LUA_TBOOLEAN:
        value.type = WM_DRAFT_BOOLEAN;
        value.boolean = lua_toboolean(state, index);
        break;
    case LUA_TNUMBER:
        value.type = WM_DRAFT_NUMBER;
        value.number = read_number(state, index);
        break;
    case LUA_TSTRING:
        value.type = WM_DRAFT_TEXT;
        value.text = read_text(state, index);
        break;
    case LUA_TTABLE:
        value.type = WM_DRAFT_TABLE;
        value.table = read_table(state, index, depth);
        break;
    case LUA_TFUNCTION:
        value.type = WM_DRAFT_FUNCTION;
        value.function = keep_function(state, index);
        break;
    default:
        handle = wm_argument_handle(state, index);
        if (handle != NULL) {
            value = *handle;
            break;
        }
        wm_error_set(fault_of(state), WM_RULES, "wrong-type", "a %s has no place in a rule",
                     luaL_typename(state, index));
        raise_here(state);
    }
    *ret_value = value;
}

void wm_argument_read(lua_State *state, int index, struct wm_draft_value *ret_value) {
    read_value(state, lua_absindex(state, index), 0, ret_value);
}

const char *wm_argument_text(lua_State *state, int index, const char *what) {
    if (lua_type(state, index) != LUA_TSTRING) {
        wm_error_set(fault_of(state), WM_RULES, "wrong-type", "%s takes a text", what);
        wm_error_found(fault_of(state), "%s", lua_isnone(state, index) ? "nothing" : luaL_typename(state, index));
        raise_here(state);
    }
    return read_text(state, index);
}

void wm_argument_count(lua_State *state, int least, int most, const char *what) {
    int count = lua_gettop(state);
    if (count >= least && count <= most)
        return;
    wm_error_set(fault_of(state), WM_RULES, "wrong-type", "%s takes %d argument%s, not %d", what,
                 count < least ? least : most, (count < least ? least : most) == 1 ? "" : "s", count);
    raise_here(state);
}

static void push_texts(lua_State *state, const struct wm_draft_table *table) {
    lua_newtable(state);
    for (uint32_t i = 0; i < table->count && table->list[i].type == WM_DRAFT_TEXT; i++) {
        lua_pushstring(state, table->list[i].text);
        lua_rawseti(state, -2, (lua_Integer)i + 1);
    }
}

// competency.id, .title, .domain, … of what a shown_by function is given.
static int l_handle_index(lua_State *state) {
    struct wm_draft_value *value = luaL_checkudata(state, 1, handle_key);
    const char *name = wm_argument_text(state, 2, "this object");
    const struct wm_forms *forms =
        value->type == WM_DRAFT_DECLARATION ? wm_forms_of_word(value->declaration->word) : NULL;
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    bool known = forms != NULL && strcmp(name, "id") == 0;
    for (size_t i = 0; forms != NULL && i < forms->count; i++) {
        known = known || strcmp(forms->forms[i].name, name) == 0;
        wm_nearest_offer(&nearest, forms->forms[i].name);
    }
    if (!known) {
        wm_error_set(fault_of(state), WM_RULES, "unknown-name", "%s has no `%s`", wm_draft_type_name(value), name);
        wm_error_nearest(fault_of(state), wm_nearest_name(&nearest));
        raise_here(state);
    }
    if (strcmp(name, "id") == 0) {
        lua_pushstring(state, value->declaration->id);
        return 1;
    }
    const struct wm_draft_value *field = wm_draft_field(&value->declaration->fields, name);
    if (field == NULL)
        lua_pushnil(state);
    else if (field->type == WM_DRAFT_TEXT)
        lua_pushstring(state, field->text);
    else if (field->type == WM_DRAFT_BOOLEAN)
        lua_pushboolean(state, field->boolean);
    else if (field->type == WM_DRAFT_NUMBER && field->number % WM_NUMBER_ONE == 0)
        lua_pushinteger(state, field->number / WM_NUMBER_ONE);
    else if (field->type == WM_DRAFT_NUMBER)
        lua_pushnumber(state, (double)field->number / WM_NUMBER_ONE);
    else if (field->type == WM_DRAFT_TABLE)
        push_texts(state, field->table);
    else
        wm_argument_push(state, field);
    return 1;
}

static int l_handle_refuse(lua_State *state) {
    wm_error_set(fault_of(state), WM_RULES, "read-only",
                 "what a word of the rule language gave back cannot be changed");
    raise_here(state);
}

void wm_argument_prepare(lua_State *state, lua_CFunction call) {
    luaL_newmetatable(state, handle_key);
    lua_pushcfunction(state, l_handle_index);
    lua_setfield(state, -2, "__index");
    lua_pushcfunction(state, l_handle_refuse);
    lua_setfield(state, -2, "__newindex");
    lua_pushcfunction(state, call);
    lua_setfield(state, -2, "__call");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_pop(state, 1);
    lua_newtable(state);
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.functions");
}
