// SPDX-License-Identifier: MIT
#include "engine/lang/predicate.h"

#include "engine/base/json.h"
#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "engine/lang/limits.h"
#include "engine/lang/predicate_work.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

struct wm_predicates *wm_predicates_of(lua_State *state) {
    return wm_sandbox_of(state)->owner;
}

static void set_fault(lua_State *state, const char *reason, const char *format, va_list arguments) {
    char message[400];
    vsnprintf(message, sizeof message, format, arguments);
    wm_error_set(&wm_sandbox_of(state)->fault, WM_RULES, reason, "%s", message);
    wm_sandbox_note_place(state);
}

void wm_predicate_fail(lua_State *state, const char *reason, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    set_fault(state, reason, format, arguments);
    va_end(arguments);
    wm_sandbox_raise(state);
}

void wm_predicate_unknown(lua_State *state, const struct wm_nearest *nearest, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    set_fault(state, "unknown-name", format, arguments);
    va_end(arguments);
    wm_error_found(&wm_sandbox_of(state)->fault, "%s", nearest->wanted);
    wm_error_nearest(&wm_sandbox_of(state)->fault, wm_nearest_name(nearest));
    wm_sandbox_raise(state);
}

// Evaluating --------------------------------------------------------------------------------------------------------

static int rehearse(lua_State *state) {
    wm_predicate_begin(state);
    wm_predicate_find(state);
    return 0;
}

static _Noreturn void refuse_answer(lua_State *state, const char *place, const char *what, int index) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    wm_error_set(&sandbox->fault, WM_RULES, "wrong-result",
                 "the predicate gave back %s%s: it gives true or false, and a short text as the reason if there is one",
                 what, index != 0 ? luaL_typename(state, index) : "");
    wm_error_where(&sandbox->fault, "%s", place);
    wm_sandbox_raise(state);
}

static void read_answer(lua_State *state, const char *place, struct wm_predicate_answer *answer) {
    if (lua_type(state, -2) != LUA_TBOOLEAN)
        refuse_answer(state, place, "no verdict but a ", lua_absindex(state, -2));
    answer->verdict = lua_toboolean(state, -2) ? WM_VERDICT_MET : WM_VERDICT_UNMET;
    if (lua_isnil(state, -1))
        return;
    if (lua_type(state, -1) != LUA_TSTRING)
        refuse_answer(state, place, "as its reason a ", lua_absindex(state, -1));
    size_t length;
    const char *text = lua_tolstring(state, -1, &length);
    if (length > WM_PREDICATE_TEXT)
        refuse_answer(state, place, "a reason longer than 1 KiB", 0);
    if (!wm_utf8_printable(text, length))
        refuse_answer(state, place, "a reason that is no line of text", 0);
    memcpy(answer->text, text, length);
    answer->text[length] = '\0';
}

struct evaluation {
    struct wm_predicates *predicates;
    const struct wm_portfolio *portfolio;
};

static int evaluate(lua_State *state) {
    struct evaluation *evaluation = lua_touserdata(state, 1);
    struct wm_predicates *predicates = evaluation->predicates;
    lua_Debug record;
    char place[96];
    wm_predicate_begin(state);
    wm_predicate_find(state);
    lua_pushvalue(state, -1);
    lua_getinfo(state, ">S", &record);
    place[0] = '\0'; // a function of the library stands in no file
    if (record.linedefined > 0)
        snprintf(place, sizeof place, "%s:%d", record.short_src, record.linedefined);
    predicates->portfolio = evaluation->portfolio;
    wm_predicate_push_person(state);
    lua_call(state, 1, 2);
    read_answer(state, place, predicates->answer);
    predicates->portfolio = NULL;
    wm_predicate_finish(state);
    return 0;
}

static const struct wm_predicate_answer no_answer = {.verdict = WM_VERDICT_UNKNOWN, .next = WM_DAY_NEVER};

// The state ---------------------------------------------------------------------------------------------------------

void wm_predicates_forget(struct wm_predicates *predicates) {
    wm_sandbox_free(predicates->sandbox);
    predicates->sandbox = NULL;
}

static enum wm_status make_state(struct wm_predicates *predicates, struct wm_error *error) {
    struct wm_sandbox_limits limits = {predicates->limits.memory, predicates->limits.fuel};
    enum wm_status status = wm_sandbox_new(&limits, predicates, &predicates->sandbox, error);
    if (status != WM_OK)
        return status;
    predicates->sandbox->what = "the predicate";
    predicates->sandbox->aim = "to answer";
    status = wm_sandbox_call(predicates->sandbox, wm_predicate_prepare, NULL, error);
    if (status != WM_OK)
        wm_predicates_forget(predicates);
    return status;
}

static enum wm_status run_once(struct wm_predicates *predicates, lua_CFunction body, void *context,
                               struct wm_error *error) {
    struct wm_predicates_effort *effort = &predicates->effort;
    enum wm_status status = predicates->sandbox == NULL ? make_state(predicates, error) : WM_OK;
    if (status != WM_OK) {
        snprintf(effort->failure, sizeof effort->failure, "%s", error->reason);
        return status;
    }
    predicates->generation++;
    wm_sandbox_refuel(predicates->sandbox, predicates->limits.fuel, predicates->deadline);
    status = wm_sandbox_call(predicates->sandbox, body, context, error);
    effort->fuel = predicates->sandbox->fuel;
    effort->bytes = predicates->sandbox->peak;
    effort->nanoseconds += predicates->sandbox->worked;
    snprintf(effort->failure, sizeof effort->failure, "%s", status != WM_OK ? error->reason : "");
    predicates->portfolio = NULL;
    return status;
}

static enum wm_status run(struct wm_predicates *predicates, lua_CFunction body, void *context, struct wm_error *error) {
    predicates->effort = (struct wm_predicates_effort){.bytes = 0};
    predicates->frame_count = 0;
    bool used = predicates->sandbox != NULL;
    enum wm_status status = run_once(predicates, body, context, error);
    if (used && (status == WM_OK || status == WM_RULES) && wm_sandbox_was_near(predicates->sandbox)) {
        // Another state might have been on the other side of the limit. A new one is always on the same.
        wm_predicates_forget(predicates);
        if (predicates->answer != NULL)
            *predicates->answer = no_answer;
        status = run_once(predicates, body, context, error);
    }
    if (status != WM_OK && predicates->sandbox != NULL) {
        predicates->frame_count = predicates->sandbox->frame_count;
        memcpy(predicates->frames, predicates->sandbox->frames, sizeof predicates->frames);
        wm_predicates_forget(predicates); // whatever a failure left behind goes with it
    }
    return status;
}

void wm_predicate_where(const struct wm_predicates *predicates, const char *where, char ret_where[200]) {
    const struct wm_predicate *predicate = predicates->predicate;
    if (where[0] == '\0')
        snprintf(ret_where, 200, "%s:1", predicate->file);
    else
        snprintf(ret_where, 200, "%.*s/%s", (int)wm_predicate_pack_length(predicates), predicate->file, where);
}

static void write_failure(const struct wm_predicates *predicates, const struct wm_error *fault,
                          struct wm_predicate_answer *answer) {
    answer->verdict = WM_VERDICT_UNKNOWN;
    answer->reason = strcmp(fault->reason, "budget") == 0 ? WM_UNKNOWN_BUDGET : WM_UNKNOWN_ERROR;
    answer->parameter = NULL;
    char text[WM_PREDICATE_TEXT + 1];
    snprintf(text, sizeof text, "%s%s%s%s", fault->message, fault->nearest[0] != '\0' ? "; did you mean \"" : "",
             fault->nearest, fault->nearest[0] != '\0' ? "\"?" : "");
    wm_utf8_copy(answer->text, sizeof answer->text, text, strlen(text));
    wm_predicate_where(predicates, fault->where, answer->where);
}

// The evaluation, unless there is no time for it, or who looks on refuses it.
static enum wm_status run_watched(struct wm_predicates *predicates, struct evaluation *evaluation,
                                  struct wm_error *error) {
    const struct wm_predicates_watch *watch = &predicates->watch;
    if (predicates->deadline != 0 && wm_sandbox_clock() >= predicates->deadline)
        return wm_error_set(error, WM_BUSY, "deadline", "deciding this takes too long just now: try again");
    enum wm_status status = watch->before != NULL ? watch->before(watch->context, predicates->predicate, error) : WM_OK;
    if (status != WM_OK)
        return status;
    status = run(predicates, evaluate, evaluation, error);
    if (watch->after != NULL)
        watch->after(watch->context, predicates->predicate, status, &predicates->effort);
    return status;
}

enum wm_status wm_predicates_ask(struct wm_predicates *predicates, const struct wm_predicate *predicate,
                                 const struct wm_portfolio *portfolio, wm_day day,
                                 struct wm_predicate_answer *ret_answer, struct wm_error *error) {
    struct wm_predicate_answer answer = no_answer;
    struct evaluation evaluation = {predicates, portfolio};
    struct wm_error fault;
    predicates->predicate = predicate;
    predicates->day = day;
    predicates->answer = &answer;
    enum wm_status status = run_watched(predicates, &evaluation, &fault);
    predicates->answer = NULL;
    if (status == WM_BUSY || status == WM_NO_MEMORY) {
        if (error != NULL)
            *error = fault;
        return status;
    }
    answer.fuel = predicates->effort.fuel;
    if (status != WM_OK) {
        write_failure(predicates, &fault, &answer);
        wm_predicate_log(predicates, &answer);
    } else if (answer.parameter != NULL) {
        answer.verdict = WM_VERDICT_UNKNOWN;
        answer.reason = WM_UNKNOWN_PARAMETER;
    }
    *ret_answer = answer;
    return WM_OK;
}

static enum wm_status ask(void *context, const struct wm_predicate *predicate, const struct wm_portfolio *portfolio,
                          wm_day day, struct wm_predicate_answer *ret_answer, struct wm_error *error) {
    return wm_predicates_ask(context, predicate, portfolio, day, ret_answer, error);
}

struct wm_predicate_runner wm_predicates_runner(struct wm_predicates *predicates) {
    return (struct wm_predicate_runner){predicates, ask};
}

static struct wm_predicate_limits fill_limits(const struct wm_predicate_limits *limits) {
    struct wm_predicate_limits filled = {WM_LIMIT_MEMORY, WM_LIMIT_FUEL};
    if (limits != NULL && limits->memory > 0)
        filled.memory = limits->memory;
    if (limits != NULL && limits->fuel > 0)
        filled.fuel = limits->fuel;
    return filled;
}

enum wm_status wm_predicates_new(const struct wm_ruleset *ruleset, const struct wm_predicate_limits *limits,
                                 struct wm_predicates **ret_predicates, struct wm_error *error) {
    struct wm_predicates *predicates = wm_alloc_zero(1, sizeof *predicates);
    if (predicates == NULL)
        return wm_error_no_memory(error);
    predicates->ruleset = ruleset;
    predicates->files = ruleset->files;
    predicates->file_count = ruleset->file_count;
    predicates->limits = fill_limits(limits);
    *ret_predicates = predicates;
    return WM_OK;
}

void wm_predicates_free(struct wm_predicates *predicates) {
    if (predicates == NULL)
        return;
    wm_predicates_forget(predicates);
    wm_free(predicates);
}

void wm_predicates_deadline(struct wm_predicates *predicates, int64_t nanoseconds) {
    predicates->deadline = nanoseconds >= 0 ? wm_sandbox_clock() + nanoseconds : 0;
}

struct wm_predicates_effort wm_predicates_effort(const struct wm_predicates *predicates) {
    return predicates->effort;
}

void wm_predicates_look_on(struct wm_predicates *predicates, const struct wm_predicates_watch *watch) {
    predicates->watch = watch != NULL ? *watch : (struct wm_predicates_watch){.context = NULL};
}

const struct wm_ruleset *wm_predicates_ruleset(const struct wm_predicates *predicates) {
    return predicates->ruleset;
}

enum wm_status wm_predicates_rehearse(const struct wm_ruleset_file *files, size_t file_count,
                                      const struct wm_predicate *predicate, char ret_digest[65],
                                      struct wm_error *error) {
    struct wm_sha256_state digest;
    struct wm_predicates predicates = {.files = files,
                                       .file_count = file_count,
                                       .limits = fill_limits(NULL),
                                       .predicate = predicate,
                                       .digest = &digest};
    wm_sha256_init(&digest);
    struct wm_error fault = {0};
    enum wm_status status = run(&predicates, rehearse, NULL, &fault);
    wm_predicates_forget(&predicates);
    if (status == WM_OK) {
        struct wm_sha256 bytes = wm_sha256_end(&digest);
        wm_hex(bytes.bytes, sizeof bytes.bytes, ret_digest);
        return WM_OK;
    }
    if (status == WM_BUSY) // there is nobody who waits: it is the file
        status = wm_error_set(&fault, WM_RULES, "budget", "the file takes too long to run");
    if (status != WM_NO_MEMORY) {
        char where[200];
        wm_predicate_where(&predicates, fault.where, where);
        wm_error_where(&fault, "%s", where);
    }
    if (error != NULL)
        *error = fault;
    return status;
}
