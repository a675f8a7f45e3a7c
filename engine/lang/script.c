// SPDX-License-Identifier: MIT
#include "engine/lang/script.h"

#include "engine/lang/argument.h"
#include "engine/lang/limits.h"
#include "engine/lang/predicate.h"
#include "engine/lang/verbs.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

struct wm_script *wm_script_of(lua_State *state) {
    return wm_sandbox_of(state)->owner;
}

static struct wm_script_file *find_file(struct wm_script *script, const char *name) {
    for (size_t i = 0; i < script->file_count; i++) {
        if (strcmp(script->files[i].name, name) == 0)
            return &script->files[i];
    }
    return NULL;
}

static struct wm_place place_of(struct wm_script *script, const char *file, int line) {
    const struct wm_script_file *found = find_file(script, file);
    return (struct wm_place){found != NULL ? found->path : script->pack, line};
}

struct wm_place wm_script_place(lua_State *state) {
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    if (!wm_sandbox_note_place(state))
        return (struct wm_place){wm_script_of(state)->pack, 0};
    return place_of(wm_script_of(state), sandbox->file, sandbox->line);
}

void *wm_script_alloc(lua_State *state, size_t count, size_t size) {
    struct wm_script *script = wm_script_of(state);
    void *block = wm_arena_zero(&script->draft.arena, count > 0 ? count : 1, size);
    if (block != NULL)
        return block;
    wm_error_no_memory(&wm_sandbox_of(state)->fault);
    wm_sandbox_raise(state);
}

enum wm_status wm_script_call(struct wm_script *script, lua_CFunction body, void *context, struct wm_error *error) {
    struct wm_error fault = {0};
    enum wm_status status = wm_sandbox_call(script->sandbox, body, context, &fault);
    if (status == WM_OK)
        return WM_OK;
    if (status == WM_NO_MEMORY && script->draft.arena.full) {
        status =
            wm_error_set(&fault, WM_RULES, "memory", "the pack declares more than %u MiB", WM_LIMIT_DRAFT / 1048576u);
        wm_error_where(&fault, "%s:%d", script->sandbox->file, script->sandbox->line);
    }
    // Lua knows "levels.lua:12"; people want the pack as well.
    const char *colon = strchr(fault.where, ':');
    char name[WM_LIMIT_FILE_NAME + 1];
    if (status != WM_NO_MEMORY && fault.where[0] == '\0') {
        wm_error_where(&fault, "%s", script->pack);
    } else if (colon != NULL && (size_t)(colon - fault.where) < sizeof name) {
        memcpy(name, fault.where, (size_t)(colon - fault.where));
        name[colon - fault.where] = '\0';
        const struct wm_script_file *file = find_file(script, name);
        if (file != NULL) {
            char line[16];
            snprintf(line, sizeof line, "%s", colon);
            wm_error_where(&fault, "%s%s", file->path, line);
        }
    }
    if (error != NULL)
        *error = fault;
    return status;
}

// Files ------------------------------------------------------------------------------------------------------------

static enum wm_status pack_error(struct wm_script *script, struct wm_error *error, const char *reason,
                                 const char *message, const char *name) {
    wm_error_set(error, WM_RULES, reason, message, name);
    return wm_error_where(error, "%s/%s:1", script->pack, name);
}

static enum wm_status add_file(struct wm_script *script, const char *name, struct wm_error *error) {
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++) {
        if (length > WM_LIMIT_FILE_NAME || name[i] == ':' || name[i] == '/' || (unsigned char)name[i] <= ' ' ||
            (unsigned char)name[i] > '~') {
            wm_error_set(error, WM_RULES, "file-name",
                         "a file of a pack has a name of at most %u letters, digits, `-`, `_` and `.`",
                         WM_LIMIT_FILE_NAME);
            return wm_error_where(error, "%s/%s:1", script->pack, name);
        }
    }
    const char *main_name = script->organisation ? "organisation.lua" : "framework.lua";
    size_t at = script->file_count;
    if (strcmp(name, main_name) == 0) {
        memmove(&script->files[1], &script->files[0], at * sizeof *script->files);
        at = 0;
    }
    struct wm_script_file *file = &script->files[at];
    *file = (struct wm_script_file){.name = wm_arena_dup(script->keep, name),
                                    .path = wm_arena_printf(script->keep, "%s/%s", script->pack, name)};
    if (file->name == NULL || file->path == NULL)
        return wm_error_no_memory(error);
    script->file_count++;
    return WM_OK;
}

static enum wm_status list_files(struct wm_script *script, struct wm_error *error) {
    const char **names;
    size_t count;
    enum wm_status status =
        script->source->list(script->source->context, script->pack, &script->draft.arena, &names, &count, error);
    if (status != WM_OK)
        return status;
    if (count > script->limits.files) {
        wm_error_set(error, WM_RULES, "too-many", "the pack has %zu files, more than %zu", count, script->limits.files);
        return wm_error_where(error, "%s", script->pack);
    }
    script->files = wm_arena_zero(&script->draft.arena, count + 1, sizeof *script->files);
    if (script->files == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < count && status == WM_OK; i++)
        status = add_file(script, names[i], error);
    const char *main_name = script->organisation ? "organisation.lua" : "framework.lua";
    if (status == WM_OK && (script->file_count == 0 || strcmp(script->files[0].name, main_name) != 0))
        return pack_error(script, error, "missing", "the pack has no file %s", main_name);
    return status;
}

// UTF-8, as everything else that Waymark reads; a compiled chunk is refused where it would be loaded.
static enum wm_status check_text(const struct wm_script_file *file, const struct wm_buffer *bytes,
                                 struct wm_error *error) {
    if (bytes->length == 0 || bytes->data[0] == '\x1b' || wm_utf8_valid(bytes->data, bytes->length))
        return WM_OK;
    int line = 1;
    const char *at = bytes->data, *end = bytes->data + bytes->length;
    for (const char *next = memchr(at, '\n', bytes->length); next != NULL && wm_utf8_valid(at, (size_t)(next - at));
         next = memchr(at, '\n', (size_t)(end - at))) {
        at = next + 1;
        line++;
    }
    wm_error_set(error, WM_RULES, "not-utf8", "the file is not UTF-8: save it in that encoding");
    return wm_error_where(error, "%s:%d", file->path, line);
}

static enum wm_status too_large(const struct wm_script *script, const struct wm_script_file *file,
                                struct wm_error *error) {
    wm_error_set(error, WM_RULES, "too-large", "the file is larger than %zu KiB: split it", script->limits.file / 1024);
    return wm_error_where(error, "%s:1", file->path);
}

static enum wm_status read_file(struct wm_script *script, struct wm_script_file *file, struct wm_error *error) {
    struct wm_buffer bytes = {0};
    enum wm_status status = script->source->read(script->source->context, script->pack, file->name, &bytes, error);
    if (status == WM_LIMIT)
        return too_large(script, file, error);
    if (status != WM_OK) {
        if (status != WM_NO_MEMORY && error != NULL) {
            error->status = WM_RULES;
            wm_error_where(error, "%s:1", file->path);
        }
        return status == WM_NO_MEMORY ? WM_NO_MEMORY : WM_RULES;
    }
    status = bytes.length > script->limits.file ? too_large(script, file, error) : check_text(file, &bytes, error);
    if (status == WM_OK) {
        file->length = bytes.length;
        file->bytes = wm_arena_dup_n(script->keep, bytes.data != NULL ? bytes.data : "", bytes.length);
        if (file->bytes == NULL)
            status = wm_error_no_memory(error);
    }
    wm_buffer_clear(&bytes);
    return status;
}

// Compiles and runs a file; leaves its value on the stack, and in the list of what files gave.
static void run_file(lua_State *state, struct wm_script_file *file) {
    struct wm_script *script = wm_script_of(state);
    struct wm_sandbox *sandbox = wm_sandbox_of(state);
    if (file->bytes == NULL && read_file(script, file, &sandbox->fault) != WM_OK)
        wm_sandbox_raise(state);
    luaL_checkstack(state, 8, "files");
    const struct wm_script_file *outer = script->running;
    file->progress = WM_SCRIPT_RUNNING;
    script->running = file;
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.environment");
    wm_sandbox_load(state, file->name, file->bytes, file->length, -1);
    lua_call(state, 0, 1);
    script->running = outer;
    lua_remove(state, -2);
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.values");
    lua_pushvalue(state, -2);
    lua_setfield(state, -2, file->name);
    lua_pop(state, 1);
    file->progress = WM_SCRIPT_DONE;
}

static _Noreturn void include_fault(lua_State *state, const char *reason, const char *message, const char *name,
                                    const char *nearest) {
    struct wm_error *fault = &wm_sandbox_of(state)->fault;
    wm_error_set(fault, WM_RULES, reason, message, name);
    wm_error_found(fault, "%s", name);
    wm_error_nearest(fault, nearest);
    wm_draft_where(fault, wm_script_place(state));
    wm_sandbox_raise(state);
}

static int include_file(lua_State *state, struct wm_script_file *file) {
    if (file->progress == WM_SCRIPT_RUNNING)
        include_fault(state, "cycle", "%s is included while it runs itself", file->name, NULL);
    if (file->progress == WM_SCRIPT_WAITING) {
        run_file(state, file);
    } else {
        lua_getfield(state, LUA_REGISTRYINDEX, "wm.values");
        lua_getfield(state, -1, file->name);
    }
    return 1;
}

int wm_script_include(lua_State *state) {
    struct wm_script *script = wm_script_of(state);
    wm_argument_count(state, 1, 1, "`include`");
    const char *given = wm_argument_text(state, 1, "`include`");
    size_t length = strlen(given);
    if (strchr(given, '/') != NULL || strchr(given, '\\') != NULL || given[0] == '.')
        include_fault(state, "outside", "`include \"%s\"` leads outside the pack", given, NULL);
    char *name = wm_script_alloc(state, length + 5, 1);
    memcpy(name, given, length);
    if (length < 4 || strcmp(given + length - 4, ".lua") != 0)
        memcpy(name + length, ".lua", 5);
    struct wm_script_file *file = find_file(script, name);
    if (file != NULL)
        return include_file(state, file);
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    for (size_t i = 0; i < script->file_count; i++)
        wm_nearest_offer(&nearest, script->files[i].name);
    include_fault(state, "unknown-name", "the pack has no file %s", name, wm_nearest_name(&nearest));
}

static int run_all(lua_State *state) {
    struct wm_script *script = lua_touserdata(state, 1);
    for (size_t i = 0; i < script->file_count; i++) {
        struct wm_script_file *file = &script->files[i];
        if (file->progress == WM_SCRIPT_WAITING && file->name[0] != '_')
            run_file(state, file);
        lua_settop(state, 1);
    }
    return 0;
}

// Words that began something and never got their table: level "x" with nothing after it.
static enum wm_status check_openings(const struct wm_script *script, struct wm_error *error) {
    for (const struct wm_draft_opening *opening = script->draft.first_opening; opening != NULL;
         opening = opening->next) {
        if (opening->used)
            continue;
        wm_error_set(error, WM_RULES, "missing", "%s has no table after it", opening->what);
        wm_error_expected(error, "%s { … }", opening->what);
        return wm_draft_where(error, opening->where);
    }
    return WM_OK;
}

// What each `custom` will run, gone through once now: so that what cannot be there is an error of the pack.
static enum wm_status rehearse(struct wm_script *script, struct wm_error *error) {
    if (script->draft.customs == NULL)
        return WM_OK;
    struct wm_ruleset_file *files = wm_arena_zero(&script->draft.arena, script->file_count, sizeof *files);
    size_t count = 0;
    if (files == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < script->file_count; i++) {
        const struct wm_script_file *file = &script->files[i];
        if (file->bytes != NULL)
            files[count++] = (struct wm_ruleset_file){file->path, file->bytes, file->length};
    }
    enum wm_status status = WM_OK;
    for (struct wm_draft_custom *custom = script->draft.customs; custom != NULL && status == WM_OK;
         custom = custom->next) {
        const struct wm_predicate predicate = {.file = custom->file, .id = custom->id};
        status = wm_predicates_rehearse(files, count, &predicate, custom->digest, error);
    }
    return status;
}

static struct wm_pack_limits fill_limits(const struct wm_pack_limits *limits) {
    struct wm_pack_limits filled = {.memory = WM_LIMIT_MEMORY,
                                    .instructions = WM_LIMIT_INSTRUCTIONS,
                                    .file = WM_LIMIT_FILE,
                                    .files = WM_LIMIT_FILES};
    if (limits != NULL && limits->memory > 0)
        filled.memory = limits->memory;
    if (limits != NULL && limits->instructions > 0)
        filled.instructions = limits->instructions;
    if (limits != NULL && limits->file > 0)
        filled.file = limits->file;
    if (limits != NULL && limits->files > 0)
        filled.files = limits->files;
    if (limits != NULL)
        filled.cancel = limits->cancel;
    return filled;
}

static enum wm_status start(struct wm_script *script, struct wm_error *error) {
    struct wm_sandbox_limits limits = {script->limits.memory, script->limits.instructions};
    enum wm_status status = list_files(script, error);
    if (status == WM_OK)
        status = wm_sandbox_new(&limits, script, &script->sandbox, error);
    if (status == WM_OK)
        script->sandbox->cancel = script->limits.cancel;
    if (status == WM_OK)
        status = wm_script_call(script, wm_verbs_prepare, script, error);
    if (status == WM_OK)
        status = wm_script_call(script, run_all, script, error);
    if (status == WM_OK)
        status = check_openings(script, error);
    return status == WM_OK ? rehearse(script, error) : status;
}

enum wm_status wm_script_run(const struct wm_pack_source *source, const char *pack, const struct wm_pack_limits *limits,
                             struct wm_arena *keep, struct wm_script **ret_script, struct wm_error *error) {
    struct wm_script *script = wm_alloc_zero(1, sizeof *script);
    if (script == NULL)
        return wm_error_no_memory(error);
    wm_draft_init(&script->draft);
    script->source = source;
    script->limits = fill_limits(limits);
    script->keep = keep;
    script->organisation = strncmp(pack, "organisations/", 14) == 0 && strchr(pack + 14, '/') == NULL;
    script->pack = wm_arena_dup(keep, pack);
    enum wm_status status = WM_OK;
    if (script->pack == NULL) {
        status = wm_error_no_memory(error);
    } else {
        const char *slash = strrchr(script->pack, '/');
        script->id = slash != NULL ? slash + 1 : script->pack;
        status = start(script, error);
    }
    if (status != WM_OK) {
        wm_script_free(script);
        return status;
    }
    *ret_script = script;
    return WM_OK;
}

void wm_script_free(struct wm_script *script) {
    if (script == NULL)
        return;
    wm_sandbox_free(script->sandbox);
    wm_draft_clear(&script->draft);
    wm_free(script);
}

// Asking a function -----------------------------------------------------------------------------------------------

struct question {
    const struct wm_draft_value *function;
    struct wm_draft_declaration *declaration;
    struct wm_draft_value answer;
};

static int ask(lua_State *state) {
    struct question *question = lua_touserdata(state, 1);
    struct wm_draft_value argument = {
        .type = WM_DRAFT_DECLARATION, .where = question->declaration->where, .declaration = question->declaration};
    lua_getfield(state, LUA_REGISTRYINDEX, "wm.functions");
    lua_rawgeti(state, -1, question->function->function);
    wm_argument_push(state, &argument);
    lua_call(state, 1, 1);
    wm_argument_read(state, -1, &question->answer);
    return 0;
}

enum wm_status wm_script_ask(struct wm_script *script, const struct wm_draft_value *function,
                             struct wm_draft_declaration *declaration, struct wm_draft_value *ret_value,
                             struct wm_error *error) {
    struct question question = {.function = function, .declaration = declaration};
    enum wm_status status = wm_script_call(script, ask, &question, error);
    if (status != WM_OK)
        return status;
    if (question.answer.where.line == 0)
        question.answer.where = function->where;
    *ret_value = question.answer;
    return WM_OK;
}
