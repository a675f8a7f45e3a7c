// SPDX-License-Identifier: MIT
#include "engine/lang/predicate.h"

#include "engine/base/json.h"
#include "engine/base/memory.h"
#include "engine/base/utf8.h"
#include "engine/lang/draft.h"
#include "engine/lang/library.h"
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

// Files -------------------------------------------------------------------------------------------------------------

static size_t pack_length(const struct wm_predicates *predicates) {
    const char *slash = strrchr(predicates->predicate->file, '/');
    return slash != NULL ? (size_t)(slash - predicates->predicate->file) : 0;
}

static const struct wm_ruleset_file *find_file(const struct wm_predicates *predicates, const char *path) {
    for (size_t i = 0; i < predicates->file_count; i++) {
        if (strcmp(predicates->files[i].path, path) == 0)
            return &predicates->files[i];
    }
    return NULL;
}

// The chunk of a file, compiled once a state, with a new environment.
static void push_chunk(lua_State *state, const struct wm_ruleset_file *file, int environment) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    const char *name = strrchr(file->path, '/');
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.chunks");
    if (lua_getfield(state, -1, file->path) == LUA_TNIL) {
        lua_pop(state, 1);
        uint64_t fuel = sandbox->fuel; // the first evaluation of a state costs no more than the others
        sandbox->fuel = 0;
        wm_sandbox_load(state, name != NULL ? name + 1 : file->path, file->bytes, file->length, environment);
        sandbox->fuel = fuel;
        lua_pushvalue(state, -1);
        lua_setfield(state, -3, file->path);
    }
    lua_remove(state, -2);
    lua_pushvalue(state, environment);
    if (lua_setupvalue(state, -2, 1) == NULL)
        lua_pop(state, 1);
}

// Runs a file in the environment of this evaluation, and leaves its value.
static void run_file(lua_State *state, const struct wm_ruleset_file *file) {
    struct wm_predicates *predicates = wm_predicates_of(state);
    luaL_checkstack(state, 8, "files");
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.values");
    lua_pushboolean(state, 0); // it runs
    lua_setfield(state, -2, file->path);
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.environment");
    push_chunk(state, file, lua_gettop(state));
    if (predicates->digest != NULL) {
        wm_sha256_add_field(predicates->digest, file->path, strlen(file->path));
        wm_sha256_add_field(predicates->digest, file->bytes, file->length);
    }
    lua_call(state, 0, 1);
    lua_remove(state, -2);
    lua_createtable(state, 1, 0); // its value may be nil
    lua_pushvalue(state, -2);
    lua_rawseti(state, -2, 1);
    lua_setfield(state, -3, file->path);
    lua_remove(state, -2);
}

static int l_include(lua_State *state) {
    struct wm_predicates *predicates = wm_predicates_of(state);
    if (predicates->portfolio != NULL)
        wm_predicate_fail(state, "wrong-place", "`include` stands outside of the predicate's function");
    const char *given = lua_gettop(state) == 1 && lua_type(state, 1) == LUA_TSTRING ? lua_tostring(state, 1) : NULL;
    if (given == NULL)
        wm_predicate_fail(state, "wrong-type", "`include` takes the name of one file");
    size_t length = strlen(given);
    bool whole = length >= 4 && strcmp(given + length - 4, ".lua") == 0;
    lua_pushlstring(state, predicates->predicate->file, pack_length(predicates));
    const char *path = lua_pushfstring(state, "%s/%s%s", lua_tostring(state, -1), given, whole ? "" : ".lua");
    const struct wm_ruleset_file *file = find_file(predicates, path);
    if (file == NULL)
        wm_predicate_fail(state, "unknown-name", "the pack has no file %.100s", given);
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.values");
    int type = lua_getfield(state, -1, path);
    if (type == LUA_TBOOLEAN)
        wm_predicate_fail(state, "cycle", "%.100s is included while it runs itself", given);
    if (type == LUA_TTABLE)
        lua_rawgeti(state, -1, 1);
    else
        run_file(state, file);
    return 1;
}

// Names -------------------------------------------------------------------------------------------------------------

// custom { id = …, says = …, function (person) … end }: of those in the file, the one that is asked is kept.
static int l_custom(lua_State *state) {
    struct wm_predicates *predicates = wm_predicates_of(state);
    wm_sandbox_charge(state, 5);
    if (predicates->portfolio != NULL)
        wm_predicate_fail(state, "wrong-place", "`custom` stands outside of the predicate's function");
    if (lua_gettop(state) != 1 || lua_type(state, 1) != LUA_TTABLE)
        wm_predicate_fail(state, "wrong-type", "`custom` takes a table");
    lua_pushliteral(state, "id");
    bool wanted =
        lua_rawget(state, 1) == LUA_TSTRING && strcmp(lua_tostring(state, -1), predicates->predicate->id) == 0;
    if (wanted && lua_rawgeti(state, 1, 1) == LUA_TFUNCTION)
        lua_setfield(state, LUA_REGISTRYINDEX, "wm.offered");
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.criterion");
    return 1;
}

static bool is_rule_word(const char *name) {
    for (int verb = 0; verb < WM_VERB_COUNT; verb++) {
        if (strcmp(name, wm_verb_name((enum wm_verb)verb)) == 0)
            return true;
    }
    for (int word = 0; word < WM_WORD_COUNT; word++) {
        if (strcmp(name, wm_word_name(word)) == 0)
            return true;
    }
    return false;
}

static int l_read_name(lua_State *state) {
    lua_settop(state, 2);
    lua_pushvalue(state, 2);
    if (lua_rawget(state, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    if (lua_type(state, 2) != LUA_TSTRING)
        wm_predicate_fail(state, "unknown-name", "the environment has names that are texts only");
    const char *name = lua_tostring(state, 2);
    if (is_rule_word(name))
        wm_predicate_fail(state, "wrong-place",
                          "`%s` has no place here: a file with custom predicates is run again for each person, and has "
                          "nothing in it but `custom`, `include` and plain Lua",
                          name);
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    for (lua_pushnil(state); lua_next(state, lua_upvalueindex(1)) != 0; lua_pop(state, 1))
        wm_nearest_offer(&nearest, lua_tostring(state, -2));
    wm_predicate_unknown(
        state, &nearest,
        "nobody defined the name `%.60s` in this file or what it includes: nothing else of the pack is "
        "there when a predicate runs",
        name);
}

static int l_write_name(lua_State *state) {
    lua_settop(state, 3);
    lua_pushvalue(state, 2);
    if (lua_rawget(state, lua_upvalueindex(1)) != LUA_TNIL)
        wm_predicate_fail(state, "read-only", "`%.60s` is a word of the rule language: choose another name",
                          lua_type(state, 2) == LUA_TSTRING ? lua_tostring(state, 2) : "this");
    lua_settop(state, 3);
    lua_rawset(state, 1);
    return 0;
}

static void set_closure(lua_State *state, int words, const char *name, lua_CFunction function) {
    lua_pushvalue(state, words);
    lua_pushcclosure(state, function, 1);
    lua_setfield(state, -2, name);
}

// Once a state: the words, and the metatable that every environment gets.
static int prepare(lua_State *state) {
    static const luaL_Reg own[] = {{"include", l_include}, {"custom", l_custom}, {NULL, NULL}};
    lua_newtable(state);
    int words = lua_gettop(state);
    wm_sandbox_library(state);
    wm_predicate_days(state);
    wm_library_set(state, own);
    wm_predicate_view_prepare(state);
    lua_createtable(state, 0, 3);
    set_closure(state, words, "__index", l_read_name);
    set_closure(state, words, "__newindex", l_write_name);
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.names");
    lua_newtable(state);
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.chunks");
    lua_newtable(state); // what `custom` gives back: nothing can be done with it but passing it on
    wm_sandbox_protect(state, "custom");
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.criterion");
    lua_gc(state, LUA_GCCOLLECT);
    return 0;
}

// Evaluating --------------------------------------------------------------------------------------------------------

static void begin(lua_State *state) {
    lua_newtable(state);
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.names");
    lua_setmetatable(state, -2);
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.environment");
    lua_newtable(state);
    lua_setfield(state, LUA_REGISTRYINDEX, "wm.values");
}

// Nothing of this evaluation is there for the next one, nor weighs on its memory.
static void finish(lua_State *state) {
    static const char *const names[] = {"wm.environment", "wm.values", "wm.offered"};
    lua_settop(state, 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        lua_pushnil(state);
        lua_setfield(state, LUA_REGISTRYINDEX, names[i]);
    }
    lua_gc(state, LUA_GCCOLLECT);
}

// Leaves the predicate's function on the top.
static void find_function(lua_State *state, const struct wm_predicates *predicates) {
    const struct wm_ruleset_file *file = find_file(predicates, predicates->predicate->file);
    if (file == NULL)
        wm_predicate_fail(state, "missing", "the file %.100s is not among those of the rules",
                          predicates->predicate->file);
    run_file(state, file);
    lua_pop(state, 1);
    if (lua_getfield(state, LUA_REGISTRYINDEX, "wm.offered") != LUA_TFUNCTION)
        wm_predicate_fail(
            state, "missing",
            "the file makes no predicate \"%.60s\" when it is run on its own: `custom` stands in the file "
            "itself, not in a function that others call",
            predicates->predicate->id);
}

static int rehearse(lua_State *state) {
    struct wm_predicates *predicates = lua_touserdata(state, 1);
    begin(state);
    find_function(state, predicates);
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
    begin(state);
    find_function(state, predicates);
    lua_pushvalue(state, -1);
    lua_getinfo(state, ">S", &record);
    snprintf(place, sizeof place, "%s:%d", record.short_src, record.linedefined);
    predicates->portfolio = evaluation->portfolio;
    wm_predicate_push_person(state);
    lua_call(state, 1, 2);
    read_answer(state, place, predicates->answer);
    predicates->portfolio = NULL;
    finish(state);
    return 0;
}

// The state ---------------------------------------------------------------------------------------------------------

static void drop_state(struct wm_predicates *predicates) {
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
    status = wm_sandbox_call(predicates->sandbox, prepare, NULL, error);
    if (status != WM_OK)
        drop_state(predicates);
    return status;
}

static enum wm_status run(struct wm_predicates *predicates, lua_CFunction body, void *context, struct wm_error *error) {
    struct wm_predicates_effort *effort = &predicates->effort;
    *effort = (struct wm_predicates_effort){.bytes = 0};
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
    effort->nanoseconds = predicates->sandbox->worked;
    snprintf(effort->failure, sizeof effort->failure, "%s", status != WM_OK ? error->reason : "");
    predicates->portfolio = NULL;
    if (status != WM_OK)
        drop_state(predicates); // whatever a failure left behind goes with it
    return status;
}

// Lua knows "years.lua:12"; people want the pack as well.
static void write_where(const struct wm_predicates *predicates, const char *where, char ret_where[200]) {
    const struct wm_predicate *predicate = predicates->predicate;
    if (where[0] == '\0')
        snprintf(ret_where, 200, "%s:1", predicate->file);
    else
        snprintf(ret_where, 200, "%.*s/%s", (int)pack_length(predicates), predicate->file, where);
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
    write_where(predicates, fault->where, answer->where);
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
    struct wm_predicate_answer answer = {.verdict = WM_VERDICT_UNKNOWN, .next = WM_DAY_NEVER};
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
    drop_state(predicates);
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
    enum wm_status status = run(&predicates, rehearse, &predicates, &fault);
    drop_state(&predicates);
    if (status == WM_OK) {
        struct wm_sha256 bytes = wm_sha256_end(&digest);
        wm_hex(bytes.bytes, sizeof bytes.bytes, ret_digest);
        return WM_OK;
    }
    if (status == WM_BUSY) // there is nobody who waits: it is the file
        status = wm_error_set(&fault, WM_RULES, "budget", "the file takes too long to run");
    if (status != WM_NO_MEMORY) {
        char where[200];
        write_where(&predicates, fault.where, where);
        wm_error_where(&fault, "%s", where);
    }
    if (error != NULL)
        *error = fault;
    return status;
}
