// SPDX-License-Identifier: MIT
#include "engine/lang/sandbox.h"

#include "engine/base/date.h"
#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "engine/lang/limits.h"
#include "engine/lang/source.h"

#include <lauxlib.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LOOK = 2000 }; // units of fuel between two looks at the clocks

// Raised in place of an error value: its address says that `fault` is filled.
static const char sentinel;

static int panic(lua_State *state) {
    const char *text = lua_type(state, -1) == LUA_TSTRING ? lua_tostring(state, -1) : "no text";
    wm_log(WM_LOG_BUG, "lang", "a Lua error outside wm_sandbox_call: %s", text);
    wm_require_failed("inside wm_sandbox_call", __FILE__, __LINE__);
}

struct wm_sandbox *wm_sandbox_of(lua_State *state) {
    return *(struct wm_sandbox **)lua_getextraspace(state);
}

static bool note(struct wm_sandbox *sandbox, const char *file, int line) {
    if (line <= 0)
        return false;
    size_t length = strnlen(file, sizeof sandbox->file - 1);
    memcpy(sandbox->file, file, length);
    sandbox->file[length] = '\0';
    sandbox->line = line;
    sandbox->placed = true;
    return true;
}

bool wm_sandbox_note_place(lua_State *state) {
    lua_Debug record;
    for (int level = 0; lua_getstack(state, level, &record); level++) {
        if (lua_getinfo(state, "Sl", &record) && note(wm_sandbox_of(state), record.short_src, record.currentline))
            return true;
    }
    return false;
}

// Functions in C have no line and are passed over, as is what a tail call left behind. Takes no memory of Lua's.
static void note_frames(lua_State *state) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    lua_Debug record;
    sandbox->frame_count = 0;
    for (int level = 0; sandbox->frame_count < WM_SANDBOX_FRAMES && lua_getstack(state, level, &record); level++) {
        if (!lua_getinfo(state, "Sl", &record) || record.currentline <= 0)
            continue;
        struct wm_sandbox_frame *frame = &sandbox->frames[sandbox->frame_count++];
        snprintf(frame->file, sizeof frame->file, "%s", record.short_src);
        frame->line = record.currentline;
    }
    if (sandbox->frame_count > 0)
        note(sandbox, sandbox->frames[0].file, sandbox->frames[0].line);
}

// Of what no rule caught: called where it happened, while the functions are still under way. An error of memory is none
// of those (see allocate), nor is one in here.
static int handle_error(lua_State *state) {
    if (!wm_sandbox_of(state)->dead)
        note_frames(state);
    return 1;
}

static void *allocate(void *context, void *block, size_t old_size, size_t new_size) {
    struct wm_sandbox *sandbox = context;
    int type = block == NULL ? (int)old_size : 0; // of a new block Lua says what it will be
    if (block == NULL)
        old_size = 0;
    if (new_size == 0) {
        wm_free(block);
        sandbox->live -= old_size;
        return NULL;
    }
    if (new_size > old_size) {
        enum wm_sandbox_refusal refusal = WM_SANDBOX_REFUSED_NOTHING;
        if (type == LUA_TSTRING && new_size > WM_LIMIT_STRING)
            refusal = WM_SANDBOX_REFUSED_STRING;
        else if (new_size > (sandbox->compiling ? WM_LIMIT_BLOCK_COMPILING : sandbox->block))
            refusal = WM_SANDBOX_REFUSED_BLOCK;
        else if (sandbox->live - old_size + new_size > sandbox->memory)
            refusal = WM_SANDBOX_REFUSED_TOTAL;
        if (refusal != WM_SANDBOX_REFUSED_NOTHING) {
            sandbox->refusal = refusal;
            // No handler of Lua's hears of this error: where it happened is known here or never. Looking allocates nothing.
            if (sandbox->state != NULL && !sandbox->dead)
                note_frames(sandbox->state);
            // The collection that Lua does next; of how much, is not always the same.
            sandbox->fuel += refusal == WM_SANDBOX_REFUSED_TOTAL ? sandbox->memory / 64 : 1000;
            return NULL;
        }
    }
    if (new_size > sandbox->widest)
        sandbox->widest = new_size;
    void *moved = wm_realloc(block, new_size);
    if (moved == NULL && new_size <= old_size)
        moved = block; // Lua relies on shrinking to succeed
    if (moved == NULL) {
        sandbox->refusal = WM_SANDBOX_REFUSED_SYSTEM;
        return NULL;
    }
    sandbox->live = sandbox->live - old_size + new_size;
    if (sandbox->live > sandbox->peak)
        sandbox->peak = sandbox->live;
    return moved;
}

enum wm_status wm_sandbox_cancelled(struct wm_error *error) {
    return wm_error_set(error, WM_BUSY, "cancelled", "nobody waits for this any more");
}

int64_t wm_sandbox_clock(void) {
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 0;
    return (int64_t)now.tv_sec * 1000000000LL + now.tv_nsec;
}

// Both clocks only protect those who wait: what a rule may do is counted in fuel.
static void check_time(lua_State *state) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    sandbox->unlooked = 0;
    if (sandbox->cancel != NULL && atomic_load_explicit(sandbox->cancel, memory_order_relaxed)) {
        wm_sandbox_cancelled(&sandbox->fault);
        wm_sandbox_raise(state);
    }
    bool late = sandbox->deadline != 0 && wm_sandbox_clock() >= sandbox->deadline;
    // Asking for this one is a call of the system.
    bool worked = !late && ++sandbox->looks % 16 == 0 &&
                  sandbox->worked + wm_processor_time() - sandbox->started > sandbox->processor;
    if (late || (worked && sandbox->asked))
        wm_error_set(&sandbox->fault, WM_BUSY, "deadline", "%s takes too long: the machine is too busy, try again",
                     sandbox->what);
    else if (worked)
        wm_error_set(&sandbox->fault, WM_RULES, "budget", "%s takes more than %lld seconds %s", sandbox->what,
                     (long long)(sandbox->processor / 1000000000LL), sandbox->aim);
    if (late || worked)
        wm_sandbox_raise(state);
}

static void hook(lua_State *state, lua_Debug *record) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    sandbox->fuel += (uint64_t)sandbox->step;
    if (lua_getinfo(state, "Sl", record))
        note(sandbox, record->short_src, record->currentline);
    if (!sandbox->dead)
        check_time(state);
    wm_sandbox_charge(state, 0);
}

static void watch(struct wm_sandbox *sandbox, int step) {
    sandbox->step = step;
    lua_sethook(sandbox->state, hook, LUA_MASKCOUNT, step);
}

void wm_sandbox_refuel(struct wm_sandbox *sandbox, uint64_t instructions, int64_t deadline) {
    sandbox->fuel = 0;
    sandbox->peak = sandbox->live;
    sandbox->widest = 0;
    sandbox->instructions = instructions;
    sandbox->deadline = deadline;
    sandbox->processor = WM_LIMIT_ASK_NANOSECONDS;
    sandbox->worked = 0;
    sandbox->asked = true;
    sandbox->refusal = WM_SANDBOX_REFUSED_NOTHING;
    watch(sandbox, WM_LIMIT_HOOK); // also counts from the beginning
}

// A stack grows to twice its size, and Lua collects when it holds twice what was left last time: a quarter of a limit in one
// state is less than the whole in every other.
bool wm_sandbox_was_near(const struct wm_sandbox *sandbox) {
    return sandbox->refusal != WM_SANDBOX_REFUSED_NOTHING || sandbox->peak > sandbox->memory / 4 ||
           sandbox->widest > sandbox->block / 4;
}

void wm_sandbox_raise(lua_State *state) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    if (!sandbox->dead)
        note_frames(state);
    sandbox->dead = true;
    watch(sandbox, 1); // so that no frame between here and the host runs another instruction
    lua_pushlightuserdata(state, (void *)&sentinel);
    lua_error(state);
    wm_require_failed("lua_error does not come back", __FILE__, __LINE__);
}

void wm_sandbox_charge(lua_State *state, uint64_t units) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    sandbox->fuel += units;
    sandbox->unlooked += units;
    if (!sandbox->dead && sandbox->unlooked > LOOK) // a few instructions can call for much work
        check_time(state);
    if (!sandbox->dead && sandbox->fuel > sandbox->instructions) {
        wm_error_set(&sandbox->fault, WM_RULES, "budget",
                     "%s takes more than %llu steps %s: it may be running in a loop that never ends", sandbox->what,
                     (unsigned long long)sandbox->instructions, sandbox->aim);
        wm_sandbox_raise(state);
    }
    if (sandbox->dead)
        wm_sandbox_raise(state);
}

static void memory_fault(struct wm_sandbox *sandbox) {
    switch (sandbox->refusal) {
    case WM_SANDBOX_REFUSED_STRING:
        wm_error_set(&sandbox->fault, WM_RULES, "memory", "a text longer than %u KiB", WM_LIMIT_STRING / 1024u);
        break;
    case WM_SANDBOX_REFUSED_BLOCK:
        wm_error_set(&sandbox->fault, WM_RULES, "memory",
                     "a table or a depth of calls that needs more than %zu KiB in one piece", sandbox->block / 1024);
        break;
    case WM_SANDBOX_REFUSED_SYSTEM: wm_error_no_memory(&sandbox->fault); break;
    case WM_SANDBOX_REFUSED_NOTHING:
    case WM_SANDBOX_REFUSED_TOTAL:
        wm_error_set(&sandbox->fault, WM_RULES, "memory", "%s needs more than %zu KiB of memory %s", sandbox->what,
                     sandbox->memory / 1024, sandbox->aim);
        break;
    }
}

// Lua and `error` put the place before what they say. It is taken off again where it is one of those that were under way:
// anything else that looks like a place is the rule's own text.
static const char *take_place(struct wm_sandbox *sandbox, const char *text) {
    for (size_t i = 0; i < sandbox->frame_count; i++) {
        const struct wm_sandbox_frame *frame = &sandbox->frames[i];
        char place[sizeof frame->file + 16];
        int length = snprintf(place, sizeof place, "%s:%d: ", frame->file, frame->line);
        if (strncmp(text, place, (size_t)length) == 0) {
            note(sandbox, frame->file, frame->line);
            return text + length;
        }
    }
    return text;
}

// The compiler's "levels.lua:12: what is wrong": nothing is under way there yet.
static const char *take_syntax_place(struct wm_sandbox *sandbox, const char *file, const char *text) {
    size_t length = strlen(file);
    if (strncmp(text, file, length) != 0 || text[length] != ':')
        return text;
    const char *digit = text + length + 1;
    int line = 0;
    while (*digit >= '0' && *digit <= '9' && line < 100000000)
        line = line * 10 + (*digit++ - '0');
    if (digit[0] != ':' || digit[1] != ' ' || !note(sandbox, file, line))
        return text;
    return digit + 2;
}

// The error on the top of the stack becomes the fault, unless that is already filled. `file`: the one being compiled, or
// NULL.
static void take_error(lua_State *state, int status, const char *file) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    if (sandbox->dead)
        return;
    sandbox->dead = true;
    if (status == LUA_ERRMEM) {
        memory_fault(sandbox);
        return;
    }
    if (lua_type(state, -1) == LUA_TSTRING) {
        const char *text = lua_tostring(state, -1);
        text = file != NULL ? take_syntax_place(sandbox, file, text) : take_place(sandbox, text);
        wm_error_set(&sandbox->fault, WM_RULES, file != NULL ? "syntax" : "runtime", "%s", text);
    } else {
        wm_error_set(&sandbox->fault, WM_RULES, "runtime", "%s failed with an error that is no text but a %s",
                     sandbox->what, luaL_typename(state, -1));
    }
    if (sandbox->placed)
        wm_error_where(&sandbox->fault, "%s:%d", sandbox->file, sandbox->line);
}

enum wm_status wm_sandbox_call(struct wm_sandbox *sandbox, lua_CFunction body, void *context, struct wm_error *error) {
    lua_State *state = sandbox->state;
    if (sandbox->dead)
        return wm_error_set(error, WM_INTERNAL, "dead-state", "the Lua state was used after a fault");
    sandbox->placed = false;
    sandbox->frame_count = 0;
    lua_pushcfunction(state, handle_error);
    int handler = lua_gettop(state);
    lua_pushcfunction(state, body);
    lua_pushlightuserdata(state, context);
    sandbox->started = wm_processor_time();
    int status = lua_pcall(state, 1, 0, handler);
    sandbox->worked += wm_processor_time() - sandbox->started;
    if (status == LUA_OK && !sandbox->dead) {
        lua_settop(state, handler - 1);
        return WM_OK;
    }
    if (status == LUA_ERRERR && !sandbox->dead)
        sandbox->frame_count = 0; // what is there is of something that went by
    take_error(state, status, NULL);
    lua_settop(state, 0);
    if (sandbox->fault.where[0] == '\0' && sandbox->placed)
        wm_error_where(&sandbox->fault, "%s:%d", sandbox->file, sandbox->line);
    if (error != NULL)
        *error = sandbox->fault;
    return sandbox->fault.status;
}

static int prepare(lua_State *state) {
    // What stray C code would fall back to is empty; the text that Lua needs when memory is short is there already.
    lua_pushliteral(state, "error in error handling");
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.kept");
    lua_newtable(state);
    lua_rawseti(state, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    return 0;
}

enum wm_status wm_sandbox_new(const struct wm_sandbox_limits *limits, void *owner, struct wm_sandbox **ret_sandbox,
                              struct wm_error *error) {
    struct wm_sandbox *sandbox = wm_alloc_zero(1, sizeof *sandbox);
    if (sandbox == NULL)
        return wm_error_no_memory(error);
    sandbox->owner = owner;
    sandbox->what = "the pack";
    sandbox->aim = "to load";
    sandbox->memory = limits->memory;
    sandbox->block = WM_LIMIT_BLOCK;
    sandbox->instructions = limits->instructions;
    sandbox->processor = WM_LIMIT_LOAD_NANOSECONDS;
    sandbox->state = lua_newstate(allocate, sandbox);
    if (sandbox->state == NULL) {
        wm_free(sandbox);
        return wm_error_no_memory(error);
    }
    *(struct wm_sandbox **)lua_getextraspace(sandbox->state) = sandbox;
    lua_atpanic(sandbox->state, panic);
    watch(sandbox, WM_LIMIT_HOOK);
    enum wm_status status = wm_sandbox_call(sandbox, prepare, NULL, error);
    if (status != WM_OK) {
        wm_sandbox_free(sandbox);
        return status;
    }
    *ret_sandbox = sandbox;
    return WM_OK;
}

void wm_sandbox_free(struct wm_sandbox *sandbox) {
    if (sandbox == NULL)
        return;
    if (sandbox->state != NULL)
        lua_close(sandbox->state);
    wm_free(sandbox);
}

struct source {
    const char *bytes;
    size_t left;
    int64_t deadline;
};

// The compiler runs no hooks, but it asks for its text: small pieces make that a place to look at the clock.
static const char *read_piece(lua_State *state, void *context, size_t *ret_size) {
    struct source *source = context;
    if (wm_processor_time() > source->deadline) {
        wm_error_set(&wm_sandbox_of(state)->fault, WM_RULES, "budget", "the file takes too long to compile: split it");
        wm_sandbox_raise(state);
    }
    check_time(state);
    size_t size = source->left < WM_LIMIT_PIECE ? source->left : WM_LIMIT_PIECE;
    const char *piece = source->bytes;
    source->bytes += size;
    source->left -= size;
    *ret_size = size;
    return size == 0 ? NULL : piece;
}

static void refuse_miscompiled(lua_State *state, const char *file, const struct source *source) {
    int line = LUA_VERSION_RELEASE_NUM < 50405 ? wm_source_miscompiled(source->bytes, source->left) : 0;
    if (line == 0)
        return;
    struct wm_error *fault = &wm_sandbox_of(state)->fault;
    wm_error_set(fault, WM_RULES, "miscompiled",
                 "Lua before 5.4.5 computes `&`, `|` and `~` wrongly in long files: move this to a file of its own");
    wm_error_where(fault, "%s:%d", file, line);
    wm_sandbox_raise(state);
}

void wm_sandbox_load(lua_State *state, const char *file, const char *bytes, size_t length, int environment) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    environment = lua_absindex(state, environment);
    const char *chunk = lua_pushfstring(state, "=%s", file);
    struct source source = {bytes, length, wm_processor_time() + WM_LIMIT_COMPILE_NANOSECONDS};
    if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) { // a byte order mark, as some editors write it
        source.bytes += 3;
        source.left -= 3;
    }
    wm_sandbox_charge(state, length / 4);
    if (source.left > 0 && source.bytes[0] == '\x1b') {
        wm_error_set(&sandbox->fault, WM_RULES, "binary", "this is a compiled chunk: packs are text");
        wm_error_where(&sandbox->fault, "%s:1", file);
        wm_sandbox_raise(state);
    }
    refuse_miscompiled(state, file, &source);
    sandbox->compiling = true;
    int status = lua_load(state, read_piece, &source, chunk, "t");
    sandbox->compiling = false;
    if (status == LUA_ERRMEM && !sandbox->dead && sandbox->refusal == WM_SANDBOX_REFUSED_BLOCK) {
        wm_error_set(&sandbox->fault, WM_RULES, "too-large", "the file is too large to compile: split it");
        wm_error_where(&sandbox->fault, "%s:1", file);
        wm_sandbox_raise(state);
    }
    if (status != LUA_OK) {
        sandbox->placed = false;
        take_error(state, status, file);
        if (strstr(sandbox->fault.message, "near 'until'") != NULL)
            wm_error_expected(&sandbox->fault, "[\"until\"] = …: a word of Lua itself is put in brackets");
        if (sandbox->fault.where[0] == '\0')
            wm_error_where(&sandbox->fault, "%s:1", file);
        wm_sandbox_raise(state);
    }
    lua_remove(state, -2); // the chunk's name
    lua_pushvalue(state, environment);
    if (lua_setupvalue(state, -2, 1) == NULL)
        lua_pop(state, 1);
}

static int refuse_write(lua_State *state) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    const char *library = lua_tostring(state, lua_upvalueindex(1));
    wm_error_set(&sandbox->fault, WM_RULES, "read-only", "`%s` cannot be changed", library);
    wm_sandbox_note_place(state);
    wm_sandbox_raise(state);
}

void wm_sandbox_protect(lua_State *state, const char *name) {
    lua_newtable(state);
    lua_createtable(state, 0, 3);
    lua_rotate(state, -3, -1); // stand-in, metatable, table
    lua_setfield(state, -2, "__index");
    lua_pushstring(state, name);
    lua_pushcclosure(state, refuse_write, 1);
    lua_setfield(state, -2, "__newindex");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
}
