// SPDX-License-Identifier: MIT
// `string`: no patterns, no buffers that grow; sizes are known before anything is allocated.
#include "engine/lang/library.h"

#include "engine/lang/limits.h"
#include "engine/lang/sandbox.h"

#include <lauxlib.h>
#include <lualib.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static void check_length(lua_State *state, size_t length) {
    // The allocator counts the header too; said here in words that mean something.
    if (length > WM_LIMIT_STRING - 64u)
        luaL_error(state, "a text longer than %d KiB", (int)(WM_LIMIT_STRING / 1024u));
    wm_sandbox_charge(state, length / 16 + 1);
}

static int change_case(lua_State *state, char first, char last, int shift) {
    size_t length;
    const char *text = luaL_checklstring(state, 1, &length);
    check_length(state, length);
    char *changed = wm_library_scratch(state, length);
    for (size_t i = 0; i < length; i++)
        changed[i] = (char)(text[i] >= first && text[i] <= last ? text[i] + shift : text[i]);
    lua_pushlstring(state, changed, length);
    return 1;
}

static int l_upper(lua_State *state) {
    return change_case(state, 'a', 'z', 'A' - 'a');
}

static int l_lower(lua_State *state) {
    return change_case(state, 'A', 'Z', 'a' - 'A');
}

// As Lua's, but for as many values as table.unpack gives.
static int l_byte(lua_State *state) {
    size_t length;
    const char *text = luaL_checklstring(state, 1, &length);
    lua_Integer from = luaL_optinteger(state, 2, 1);
    lua_Integer to = luaL_optinteger(state, 3, from);
    if (from < 0)
        from = from < -(lua_Integer)length ? 1 : (lua_Integer)length + from + 1;
    if (to < 0)
        to = to < -(lua_Integer)length ? 0 : (lua_Integer)length + to + 1;
    from = from < 1 ? 1 : from;
    to = to > (lua_Integer)length ? (lua_Integer)length : to;
    if (from > to)
        return 0;
    if (to - from >= WM_LIMIT_UNPACK)
        return luaL_error(state, "string.byte: more than %d values", WM_LIMIT_UNPACK);
    int count = (int)(to - from) + 1;
    luaL_checkstack(state, count, "string.byte");
    wm_sandbox_charge(state, (uint64_t)count / 16);
    for (int i = 0; i < count; i++)
        lua_pushinteger(state, (unsigned char)text[from - 1 + i]);
    return count;
}

static int l_rep(lua_State *state) {
    size_t length, between;
    const char *text = luaL_checklstring(state, 1, &length);
    lua_Integer count = luaL_checkinteger(state, 2);
    const char *separator = luaL_optlstring(state, 3, "", &between);
    if (count <= 0 || length + between == 0) {
        lua_pushliteral(state, "");
        return 1;
    }
    if ((lua_Unsigned)count > WM_LIMIT_STRING)
        return luaL_error(state, "a text longer than %d KiB", (int)(WM_LIMIT_STRING / 1024u));
    size_t total = (size_t)count * length + ((size_t)count - 1) * between;
    check_length(state, total);
    char *repeated = wm_library_scratch(state, total);
    char *to = repeated;
    for (lua_Integer i = 0; i < count; i++) {
        if (i > 0) {
            memcpy(to, separator, between);
            to += between;
        }
        memcpy(to, text, length);
        to += length;
    }
    lua_pushlstring(state, repeated, total);
    return 1;
}

// Where `part` stands in `text`, plainly; NULL when it does not.
static const char *find(lua_State *state, const char *text, size_t length, const char *part, size_t part_length) {
    wm_sandbox_charge(state, (length + part_length) / 16 + 1);
    if (part_length > length)
        return NULL;
    return part_length == 0 ? text : memmem(text, length, part, part_length);
}

static int l_find(lua_State *state) {
    size_t length, part_length;
    const char *text = luaL_checklstring(state, 1, &length);
    const char *part = luaL_checklstring(state, 2, &part_length);
    lua_Integer from = luaL_optinteger(state, 3, 1);
    if (from < 0)
        from = (lua_Integer)length + from + 1;
    if (from < 1)
        from = 1;
    if ((lua_Unsigned)from > length + 1) {
        lua_pushnil(state);
        return 1;
    }
    size_t skipped = (size_t)from - 1;
    const char *found = find(state, text + skipped, length - skipped, part, part_length);
    if (found == NULL) {
        lua_pushnil(state);
        return 1;
    }
    lua_pushinteger(state, (lua_Integer)(found - text) + 1);
    lua_pushinteger(state, (lua_Integer)(found - text) + (lua_Integer)part_length);
    return 2;
}

static int l_contains(lua_State *state) {
    size_t length, part_length;
    const char *text = luaL_checklstring(state, 1, &length);
    const char *part = luaL_checklstring(state, 2, &part_length);
    lua_pushboolean(state, find(state, text, length, part, part_length) != NULL);
    return 1;
}

static int l_starts_with(lua_State *state) {
    size_t length, part_length;
    const char *text = luaL_checklstring(state, 1, &length);
    const char *part = luaL_checklstring(state, 2, &part_length);
    wm_sandbox_charge(state, part_length / 16 + 1);
    lua_pushboolean(state, part_length <= length && memcmp(text, part, part_length) == 0);
    return 1;
}

// `*` is any run of bytes, `?` any one byte. Going back only to the last `*` is enough, and bounds the work.
static int l_glob(lua_State *state) {
    size_t length, pattern_length;
    const char *text = luaL_checklstring(state, 1, &length);
    const char *pattern = luaL_checklstring(state, 2, &pattern_length);
    wm_sandbox_charge(state, length * (pattern_length + 1) / 16 + 1);
    size_t t = 0, p = 0, star = pattern_length, mark = 0;
    while (t < length) {
        if (p < pattern_length && pattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern_length && (pattern[p] == '?' || pattern[p] == text[t])) {
            p++;
            t++;
        } else if (star < pattern_length) {
            p = star + 1;
            t = ++mark;
        } else {
            break;
        }
    }
    while (p < pattern_length && pattern[p] == '*')
        p++;
    lua_pushboolean(state, t == length && p == pattern_length);
    return 1;
}

// One conversion of a format: flags, up to two digits of width and of precision, then the letter.
struct conversion {
    char text[16];
    size_t length; // of the source
    char letter;
};

static struct conversion read_conversion(lua_State *state, const char *from, const char *end) {
    struct conversion conversion = {.text = "%"};
    size_t used = 1;
    const char *at = from;
    while (at < end && *at != '\0' && strchr("-+ 0", *at) != NULL && used < 5)
        conversion.text[used++] = *at++;
    for (int part = 0; part < 2; part++) {
        if (part == 1) {
            if (at == end || *at != '.')
                break;
            conversion.text[used++] = *at++;
        }
        for (int digits = 0; at < end && *at >= '0' && *at <= '9' && digits < 2; digits++)
            conversion.text[used++] = *at++;
    }
    if (at == end || *at == '\0' || strchr("dsgfx", *at) == NULL)
        luaL_error(state, "string.format knows %%d, %%s, %%g, %%f, %%x and %%%%, with at most two digits of width");
    conversion.letter = *at++;
    // What C does not define for the letter is no format here either.
    const char *flags = conversion.letter == 's' ? "-" : conversion.letter == 'x' ? "-0" : "-+ 0";
    size_t flag_count = strspn(conversion.text + 1, "-+ 0");
    if (strspn(conversion.text + 1, flags) < flag_count)
        luaL_error(state, "string.format: %%%c takes no such flag", conversion.letter);
    if (conversion.letter == 'd' || conversion.letter == 'x') {
        conversion.text[used++] = 'l';
        conversion.text[used++] = 'l';
    }
    conversion.text[used++] = conversion.letter;
    conversion.text[used] = '\0';
    conversion.length = (size_t)(at - from);
    return conversion;
}

// A text with a NUL in it is copied as it is; C's printf, asked for a width, would end at it.
static int convert_text(lua_State *state, const struct conversion *conversion, int argument, char *text, size_t size) {
    size_t length;
    int written;
    wm_library_push_text(state, argument);
    const char *from = lua_tolstring(state, -1, &length);
    if (conversion->length > 1) {
        if (strlen(from) != length)
            return luaL_error(state, "string.format: a text with a NUL in it has no width");
        written = snprintf(text, size, conversion->text, from);
    } else {
        if (length < size)
            memcpy(text, from, length);
        written = (int)length;
    }
    lua_pop(state, 1);
    return written;
}

static int convert(lua_State *state, const struct conversion *conversion, int argument, char *text, size_t size) {
    int written = 0;
    switch (conversion->letter) {
    case 'd':
    case 'x': written = snprintf(text, size, conversion->text, (long long)luaL_checkinteger(state, argument)); break;
    case 's': written = convert_text(state, conversion, argument, text, size); break;
    default: {
        lua_Number number = luaL_checknumber(state, argument);
        written = snprintf(text, size, conversion->text, isnan(number) ? (double)NAN : number);
        break;
    }
    }
    if (written < 0 || (size_t)written >= size)
        return luaL_error(state, "a text longer than %d KiB", (int)(WM_LIMIT_STRING / 1024u));
    return written;
}

static int l_format(lua_State *state) {
    size_t length;
    const char *format = luaL_checklstring(state, 1, &length);
    const char *end = format + length;
    int arguments = lua_gettop(state), argument = 1;
    const size_t size = WM_LIMIT_STRING - 64u;
    check_length(state, length);
    wm_sandbox_charge(state, 200);
    char *text = wm_library_scratch(state, size);
    size_t used = 0;
    for (const char *at = format; at < end;) {
        if (used + 1 >= size)
            return luaL_error(state, "a text longer than %d KiB", (int)(WM_LIMIT_STRING / 1024u));
        if (*at != '%') {
            text[used++] = *at++;
            continue;
        }
        if (++at < end && *at == '%') {
            text[used++] = *at++;
            continue;
        }
        struct conversion conversion = read_conversion(state, at, end);
        if (++argument > arguments)
            return luaL_error(state, "string.format: there is no value for conversion %d", argument - 1);
        used += (size_t)convert(state, &conversion, argument, text + used, size - used);
        at += conversion.length;
    }
    wm_sandbox_charge(state, used / 16);
    lua_pushlstring(state, text, used);
    return 1;
}

void wm_library_text(lua_State *state) {
    static const char *const stock[] = {"len", "sub", NULL};
    static const luaL_Reg own[] = {
        {"byte", l_byte}, {"upper", l_upper},   {"lower", l_lower},
        {"rep", l_rep},   {"find", l_find},     {"contains", l_contains},
        {"glob", l_glob}, {"format", l_format}, {"starts_with", l_starts_with},
        {NULL, NULL},
    };
    lua_pushcfunction(state, luaopen_string);
    lua_call(state, 0, 1);
    lua_newtable(state);
    for (const char *const *name = stock; *name != NULL; name++) {
        lua_getfield(state, -2, *name);
        lua_setfield(state, -2, *name);
    }
    lua_remove(state, -2);
    wm_library_set(state, own);
    // Methods of texts are the same list, and "10" + 1 is a mistake.
    lua_pushliteral(state, "");
    lua_createtable(state, 0, 2);
    lua_pushvalue(state, -3);
    lua_setfield(state, -2, "__index");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_pop(state, 1);
}
