// SPDX-License-Identifier: MIT
// One Lua state that can do nothing to its host: bounded memory, bounded work, a short list of names.
//
// Everything that touches the state runs inside wm_sandbox_call, the only place that calls lua_pcall for the host.
// A *fault* is an error that rules cannot catch: a mistake in the use of the rule language, the end of the budget or of
// the memory. It is kept as a wm_error and raised as a sentinel; once raised no further instruction of the pack runs.
// One thread at a time.
#pragma once

#include "engine/base/error.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wm_sandbox_limits {
    size_t memory;
    uint64_t instructions; // in all calls together
};

// Why the allocator last said no.
enum wm_sandbox_refusal {
    WM_SANDBOX_REFUSED_NOTHING,
    WM_SANDBOX_REFUSED_TOTAL,
    WM_SANDBOX_REFUSED_BLOCK,
    WM_SANDBOX_REFUSED_STRING,
    WM_SANDBOX_REFUSED_SYSTEM // the process is out of memory
};

enum { WM_SANDBOX_FRAMES = 10 };
struct wm_sandbox_frame { // a Lua function under way
    char file[64];
    int line;
};

struct wm_sandbox {
    lua_State *state;
    void *owner;   // the script it belongs to
    size_t live;   // bytes the state holds
    size_t peak;   // the most it held since it was refuelled
    size_t widest; // the largest allocation since then
    size_t memory; // the most it may hold
    size_t block;  // the largest allocation
    enum wm_sandbox_refusal refusal;
    const char *what, *aim;      // for messages: "the pack", "to load"
    uint64_t fuel;               // used
    uint64_t instructions;       // allowed
    const _Atomic(bool) *cancel; // NULL, or true: WM_BUSY, reason "cancelled"
    int64_t deadline;            // of the monotonic clock, nanoseconds; 0 = none
    int64_t processor; // nanoseconds of processor time allowed, in all calls together: fuel is the contract, but
    int64_t worked;    // an instruction can take a thousand times longer than another (comparing long texts)
    int64_t started;   // the present call, in processor time
    bool asked;        // running out of it is no fault of the rule's: WM_BUSY, as after a deadline
    unsigned looks;    // at the clocks
    uint64_t unlooked; // fuel used since the last
    int step;          // instructions between two looks of the hook
    bool compiling;
    bool dead;     // a fault was raised: the state runs nothing any more
    bool placed;   // file and line are known
    char file[64]; // where the pack was last seen at work
    int line;
    struct wm_error fault;
    struct wm_sandbox_frame frames[WM_SANDBOX_FRAMES]; // who was under way at the fault, the innermost first
    size_t frame_count;
};

WM_MUST_USE enum wm_status wm_sandbox_new(const struct wm_sandbox_limits *limits, void *owner,
                                          struct wm_sandbox **ret_sandbox, struct wm_error *error);
void wm_sandbox_free(struct wm_sandbox *sandbox); // accepts NULL
// Begins anew with that much fuel; whatever ran before makes no difference to what is left. Past the deadline, or
// WM_LIMIT_ASK_NANOSECONDS of work, the next look at the fuel raises WM_BUSY, reason "deadline".
void wm_sandbox_refuel(struct wm_sandbox *sandbox, uint64_t instructions, int64_t deadline);
enum wm_status wm_sandbox_cancelled(struct wm_error *error); // WM_BUSY
int64_t wm_sandbox_clock(void);                              // the monotonic one, nanoseconds
// What ran since it was refuelled came near a limit of memory, or met it. How near is a matter of what the state did before:
// how large its stack is just now, when it collects next.
bool wm_sandbox_was_near(const struct wm_sandbox *sandbox);

// Runs `body` protected, with `context` as its one argument (a light userdata). WM_RULES with reason `runtime`,
// `budget`, `memory`, …; `where` is "file:line" as Lua knows the file, and `frames` how it came there. WM_NO_MEMORY when
// the process has none.
WM_MUST_USE enum wm_status wm_sandbox_call(struct wm_sandbox *sandbox, lua_CFunction body, void *context,
                                           struct wm_error *error);

// The rest is for C functions that Lua calls.
struct wm_sandbox *wm_sandbox_of(lua_State *state);
// Work done in C, in instructions' worth. Raises the fault `budget`.
void wm_sandbox_charge(lua_State *state, uint64_t units);
// Remembers where the pack is now, for errors that carry no place of their own. False when no Lua code is running.
bool wm_sandbox_note_place(lua_State *state);
// Raises `sandbox->fault`, which the caller has filled.
_Noreturn void wm_sandbox_raise(lua_State *state);
// Compiles text (never a binary chunk) and pushes the function; its first upvalue, if it has one, is the value at
// `environment`. `file` is the name in messages. Raises syntax errors as faults.
void wm_sandbox_load(lua_State *state, const char *file, const char *bytes, size_t length, int environment);
// Pushes a read-only stand-in for the table on the top, and removes that table.
void wm_sandbox_protect(lua_State *state, const char *name);
// Adds the names of plain Lua that a pack may use to the table at the top (engine/lang/library.c).
void wm_sandbox_library(lua_State *state);
