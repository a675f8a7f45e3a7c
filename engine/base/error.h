// SPDX-License-Identifier: MIT
// What went wrong, for people and for programs.
//
// A function that can fail returns `enum wm_status` and takes a `struct wm_error *error` last; it is untouched
// on success. The error is fixed in size, owned by the caller, and never allocates. Status and reason are API;
// the texts are free to change. A function either logs or returns an error, never both.
#pragma once

#include <stdint.h>

// Status, stable name, default text, JSON-RPC number.
#define WM_STATUS_MAP(X)                                                                                               \
    X(OK, "ok", "done", 0)                                                                                             \
    X(PARSE, "parse", "the message is not valid JSON", -32700)                                                         \
    X(REQUEST, "request", "the message is not a valid request", -32600)                                                \
    X(METHOD, "method", "there is no such method", -32601)                                                             \
    X(PARAMS, "params", "a parameter is missing or wrong", -32602)                                                     \
    X(INTERNAL, "internal", "a fault in Waymark itself", -32603)                                                       \
    X(NOT_FOUND, "not-found", "there is no such thing", -32001)                                                        \
    X(DENIED, "denied", "the caller may not do this", -32002)                                                          \
    X(CONFLICT, "conflict", "it contradicts what is recorded", -32003)                                                 \
    X(LIMIT, "limit", "a limit is reached", -32004)                                                                    \
    X(RULES, "rules", "the rules could not be used", -32005)                                                           \
    X(STORE, "store", "the store could not be read or written", -32006)                                                \
    X(BUSY, "busy", "not now: try again", -32007)                                                                      \
    X(NO_MEMORY, "no-memory", "out of memory", -32603)                                                                 \
    X(CONFIG, "config", "the configuration is wrong", -32603)                                                          \
    X(SYSTEM, "system", "the operating system refused", -32603)

enum wm_status {
#define X(name, text_name, text, number) WM_##name,
    WM_STATUS_MAP(X)
#undef X
};

#define WM_MUST_USE __attribute__((warn_unused_result))
#define WM_PRINTF(format_index, first) __attribute__((format(printf, format_index, first)))

// Ownership words for prototypes. TAKES: the callee owns it from the call on, also on failure. KEEPS: the callee
// stores a borrowed pointer (the comment says until when). OWNED: the caller owns what is returned.
// Nothing = borrowed for the call.
#define WM_TAKES
#define WM_KEEPS
#define WM_OWNED

struct wm_error {
    enum wm_status status;
    char reason[40];    // stable code, e.g. "unknown-parameter"; the status's name when nothing finer is known
    char message[480];  // one sentence or two: what happened, what to do next; no trailing newline
    char where[200];    // "file:line" of a rule or a YAML line ("file:line:column"), or a JSON path; may be empty
    char expected[160]; // may be empty
    char found[160];    // may be empty; cut, valid UTF-8, control characters replaced
    char nearest[132];  // the nearest known name, when a name was unknown; may be empty
};

// Fills the error (when not NULL) and returns `status`, so that one can write `return wm_error_set(...)`.
enum wm_status wm_error_set(struct wm_error *error, enum wm_status status, const char *reason, const char *format, ...)
    WM_PRINTF(4, 5);
// Add the place, what was expected or found, or the nearest name, to an error already set. Return error->status.
enum wm_status wm_error_where(struct wm_error *error, const char *format, ...) WM_PRINTF(2, 3);
enum wm_status wm_error_expected(struct wm_error *error, const char *format, ...) WM_PRINTF(2, 3);
enum wm_status wm_error_found(struct wm_error *error, const char *format, ...) WM_PRINTF(2, 3);
enum wm_status wm_error_nearest(struct wm_error *error, const char *name);
// The usual one: out of memory.
enum wm_status wm_error_no_memory(struct wm_error *error);
// errno as an error: "<what>: <text of errno>". Does not change errno.
enum wm_status wm_error_system(struct wm_error *error, int number, const char *what);

#ifdef __clang_analyzer__
// The analyzer sees one file at a time: tell it that these never give WM_OK, or it follows paths that do not exist.
#define wm_error_set(error, status, ...) (wm_error_set(error, status, __VA_ARGS__), (status))
#define wm_error_no_memory(error) (wm_error_no_memory(error), WM_NO_MEMORY)
#define wm_error_system(error, ...) (wm_error_system(error, __VA_ARGS__), WM_SYSTEM)
#endif

const char *wm_status_name(enum wm_status status);
const char *wm_status_text(enum wm_status status);
int wm_status_rpc(enum wm_status status);

// Invariants. `wm_require` stops the process (memory would be unsafe otherwise); `wm_expect` logs at BUG level and
// gives false, so that the caller can return WM_INTERNAL. Both are always on.
#define wm_require(condition) ((condition) ? (void)0 : wm_require_failed(#condition, __FILE__, __LINE__))
#define wm_expect(condition) ((condition) ? 1 : wm_expect_failed(#condition, __FILE__, __LINE__))
__attribute__((noreturn)) void wm_require_failed(const char *condition, const char *file, int line);
int wm_expect_failed(const char *condition, const char *file, int line);
