// SPDX-License-Identifier: MIT
#include "engine/lang/pack.h"

#include "engine/lang/compile.h"
#include "engine/lang/limits.h"

#include <string.h>

struct build { // of one ruleset
    const struct wm_pack_source *source;
    const struct wm_pack_limits *limits;
    struct wm_ruleset *ruleset;
    struct wm_ruleset_file *files; // on the ruleset's arena, sorted at the end
    size_t file_count, file_room;
    struct wm_compile *compiles; // of its frameworks, and behind them of those that are only looked at
    uint32_t compile_count;
    struct wm_error *error;
    struct wm_compile_time time;
    bool full; // a pack declared more than it may
};

// What was read of a pack is kept: its files are on the ruleset's arena already.
static enum wm_status keep_files(struct build *build, const struct wm_script *script) {
    if (build->file_count + script->file_count > build->file_room) {
        size_t room = build->file_count + script->file_count + 16;
        struct wm_ruleset_file *moved = wm_arena_zero(&build->ruleset->arena, room, sizeof *moved);
        if (moved == NULL)
            return wm_error_no_memory(build->error);
        if (build->file_count > 0)
            memcpy(moved, build->files, build->file_count * sizeof *moved);
        build->files = moved;
        build->file_room = room;
    }
    for (size_t i = 0; i < script->file_count; i++) {
        const struct wm_script_file *file = &script->files[i];
        if (file->bytes == NULL) // an `_x.lua` that nobody included
            continue;
        size_t at = build->file_count++;
        while (at > 0 && strcmp(build->files[at - 1].path, file->path) > 0) {
            build->files[at] = build->files[at - 1];
            at--;
        }
        build->files[at] = (struct wm_ruleset_file){file->path, file->bytes, file->length};
    }
    return WM_OK;
}

// There is no such pack: says so, with the nearest of those there are.
static enum wm_status no_pack(struct build *build, const char *group, const char *what, const char *id,
                              enum wm_status status, const char *reason) {
    struct wm_arena arena;
    const char **names;
    size_t count;
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, id);
    wm_arena_init(&arena, WM_LIMIT_DRAFT);
    enum wm_status listed = build->source->packs(build->source->context, group, &arena, &names, &count, build->error);
    if (listed == WM_OK) {
        for (size_t i = 0; i < count; i++)
            wm_nearest_offer(&nearest, names[i]);
        listed = wm_error_set(build->error, status, reason, "there is no %s \"%.150s\" among the rules", what, id);
        wm_error_expected(build->error, "a folder %s/%.100s with %s.lua in it", group, id, what);
        wm_error_found(build->error, "\"%s\"", id);
        wm_error_nearest(build->error, wm_nearest_name(&nearest));
    }
    wm_arena_clear(&arena);
    return listed;
}

static enum wm_status run(struct build *build, const char *group, const char *id, struct wm_script **ret_script) {
    const char *pack = wm_arena_printf(&build->ruleset->arena, "%s/%s", group, id);
    if (pack == NULL)
        return wm_error_no_memory(build->error);
    struct wm_script *script;
    enum wm_status status =
        wm_script_run(build->source, pack, build->limits, &build->ruleset->arena, &script, build->error);
    if (status != WM_OK)
        return status;
    status = wm_compile_in_time(&build->time, build->error);
    if (status == WM_OK) {
        *ret_script = script;
        return WM_OK;
    }
    wm_script_free(script);
    (void)wm_error_where(build->error, "%s", pack);
    return status;
}

// Frameworks to be ---------------------------------------------------------------------------------------------------

static enum wm_status make_room(struct build *build, size_t count) {
    build->compiles = wm_alloc_zero(count + 1, sizeof *build->compiles);
    build->ruleset->frameworks = wm_arena_zero(&build->ruleset->arena, count + 1, sizeof(struct wm_framework));
    return build->compiles != NULL && build->ruleset->frameworks != NULL ? WM_OK : wm_error_no_memory(build->error);
}

// The next one: its files have run, and it waits to be compiled together with the others.
static enum wm_status add_script(struct build *build, struct wm_script *script, bool own,
                                 const struct wm_settings *settings) {
    uint32_t at = build->compile_count++;
    build->compiles[at] = (struct wm_compile){.script = script,
                                              .draft = &script->draft,
                                              .ruleset = build->ruleset,
                                              .arena = &build->ruleset->arena,
                                              .framework = &build->ruleset->frameworks[at],
                                              .settings = *settings,
                                              .peers = build->compiles,
                                              .reaches = own};
    return keep_files(build, script);
}

// The next one by id. `group` is "frameworks", or the organisation whose own it is.
static enum wm_status add_framework(struct build *build, const char *group, const char *id, bool own,
                                    const struct wm_settings *settings) {
    struct wm_script *script;
    enum wm_status status = run(build, group, id, &script);
    if (status != WM_OK)
        return status;
    build->ruleset->framework_count++;
    return add_script(build, script, own, settings);
}

static enum wm_status compile(struct build *build) {
    uint32_t count = build->compile_count;
    for (uint32_t i = 0; i < count; i++)
        build->compiles[i].peer_count = count;
    return wm_compile_frameworks(build->compiles, count, &build->time, build->error);
}

static void end_script(struct build *build, struct wm_script *script) {
    build->full = build->full || (script != NULL && script->draft.arena.full);
    wm_script_free(script);
}

static void clear(struct build *build) {
    for (uint32_t i = 0; build->compiles != NULL && i < build->compile_count; i++)
        end_script(build, build->compiles[i].script);
    wm_free(build->compiles);
}

static enum wm_status seal(struct build *build) {
    build->ruleset->files = build->files;
    build->ruleset->file_count = (uint32_t)build->file_count;
    return wm_ruleset_seal(build->ruleset, build->error);
}

static enum wm_status begin(struct build *build, const char *id, const char *title, const char *timezone) {
    struct wm_arena *arena = &build->ruleset->arena;
    build->ruleset->organisation = wm_arena_dup(arena, id);
    build->ruleset->title = wm_arena_dup(arena, title);
    build->ruleset->timezone = wm_arena_dup(arena, timezone);
    bool complete =
        build->ruleset->organisation != NULL && build->ruleset->title != NULL && build->ruleset->timezone != NULL;
    return complete ? WM_OK : wm_error_no_memory(build->error);
}

// An organisation ----------------------------------------------------------------------------------------------------

struct own { // frameworks: folders in the organisation's
    const char *group;
    const char **names; // sorted
    size_t count;
};

static enum wm_status find_own(struct build *build, const char *id, struct own *ret_own) {
    struct own own = {.group = wm_arena_printf(&build->ruleset->arena, "organisations/%s", id)};
    if (own.group == NULL)
        return wm_error_no_memory(build->error);
    enum wm_status status = build->source->packs(build->source->context, own.group, &build->ruleset->arena, &own.names,
                                                 &own.count, build->error);
    if (status == WM_OK)
        *ret_own = own;
    return status;
}

static bool is_own(const struct own *own, const char *id) {
    for (size_t i = 0; i < own->count; i++) {
        if (strcmp(own->names[i], id) == 0)
            return true;
    }
    return false;
}

static enum wm_status adopt(struct build *build, const struct own *own, const struct wm_adoption *adoption) {
    bool mine = is_own(own, adoption->framework);
    enum wm_status status =
        add_framework(build, mine ? own->group : "frameworks", adoption->framework, mine, &adoption->settings);
    if (status != WM_NOT_FOUND)
        return status;
    status = no_pack(build, "frameworks", "framework", adoption->framework, WM_RULES, "unknown-name");
    return status == WM_RULES ? wm_draft_where(build->error, adoption->where) : status;
}

// The organisation's own are active as they are; adopting one as well gives its parameters values. All of them by id.
static enum wm_status add_all(struct build *build, const struct own *own, const struct wm_adoptions *adoptions) {
    static const struct wm_settings plain = {.count = 0};
    size_t a = 0, o = 0;
    enum wm_status status = make_room(build, own->count + adoptions->count);
    while (status == WM_OK && (a < adoptions->count || o < own->count)) {
        int order = a == adoptions->count ? 1
                    : o == own->count     ? -1
                                          : strcmp(adoptions->adoptions[a].framework, own->names[o]);
        if (order > 0)
            status = add_framework(build, own->group, own->names[o], true, &plain);
        else
            status = adopt(build, own, &adoptions->adoptions[a]);
        a += order <= 0 ? 1 : 0;
        o += order >= 0 ? 1 : 0;
    }
    return status;
}

// What it says beside its frameworks, once these are there.
static enum wm_status compile_beside(struct build *build, struct wm_script *script) {
    struct wm_framework *nobody = wm_arena_zero(&build->ruleset->arena, 1, sizeof *nobody);
    if (nobody == NULL)
        return wm_error_no_memory(build->error);
    nobody->id = build->ruleset->organisation;
    nobody->title = build->ruleset->title;
    struct wm_compile organisation = {.script = script,
                                      .draft = &script->draft,
                                      .ruleset = build->ruleset,
                                      .arena = &build->ruleset->arena,
                                      .framework = nobody,
                                      .peers = build->compiles,
                                      .peer_count = build->ruleset->framework_count,
                                      .reaches = true};
    enum wm_status status = wm_compile_recognitions(&organisation, build->error);
    return status == WM_OK ? wm_compile_assessors(&organisation, build->error) : status;
}

static enum wm_status build_organisation(struct build *build, const char *id) {
    struct wm_script *script = NULL;
    size_t length = strlen(id);
    enum wm_status status = WM_NOT_FOUND;
    if (wm_code_valid(id, length) && strchr(id, '/') == NULL)
        status = run(build, "organisations", id, &script);
    if (status == WM_NOT_FOUND)
        return no_pack(build, "organisations", "organisation", id, WM_NOT_FOUND, "unknown-organisation");
    struct wm_adoptions adoptions;
    struct own own = {0};
    if (status == WM_OK)
        status = wm_compile_organisation(script, &build->ruleset->arena, &adoptions, build->error);
    if (status == WM_OK)
        status = begin(build, id, adoptions.title, adoptions.timezone);
    if (status == WM_OK)
        status = keep_files(build, script);
    if (status == WM_OK)
        status = find_own(build, id, &own);
    if (status == WM_OK)
        status = add_all(build, &own, &adoptions);
    if (status == WM_OK)
        status = compile(build);
    if (status == WM_OK)
        status = compile_beside(build, script);
    end_script(build, script);
    return status == WM_OK ? seal(build) : status;
}

// Of a failure: a pack that fills its ruleset is at fault itself, not the machine.
static enum wm_status give_up(struct build *build, enum wm_status status, const char *group, const char *id) {
    if (status == WM_NO_MEMORY && (build->full || build->ruleset->arena.full)) {
        status =
            wm_error_set(build->error, WM_RULES, "memory",
                         "what the pack says takes more than %u MiB while it is built", WM_LIMIT_RULESET / 1048576u);
        wm_error_where(build->error, "%s/%s", group, id);
    }
    wm_ruleset_unref(build->ruleset);
    return status;
}

// A framework by itself ------------------------------------------------------------------------------------------------

// Those that its links are about are looked at as well, where they are among the rules: what a link names must be there.
// They are no part of the ruleset, but their files are among those read.

struct linked { // names of frameworks, sorted
    const char **names;
    uint32_t count;
};

static enum wm_status note(struct build *build, struct linked *linked, const char *id) {
    const char *slash = strchr(id, '/');
    const char *name = wm_arena_dup_n(&build->ruleset->arena, id, slash != NULL ? (size_t)(slash - id) : 0);
    if (name == NULL)
        return wm_error_no_memory(build->error);
    uint32_t at = linked->count;
    while (at > 0 && strcmp(linked->names[at - 1], name) >= 0)
        at--;
    bool nothing = name[0] == '\0' || !wm_code_valid(name, strlen(name)); // told of when the link is read
    if (nothing || strcmp(name, build->ruleset->organisation) == 0 ||
        (at < linked->count && strcmp(linked->names[at], name) == 0))
        return WM_OK;
    memmove(&linked->names[at + 1], &linked->names[at], (linked->count - at) * sizeof *linked->names);
    linked->names[at] = name;
    linked->count++;
    return WM_OK;
}

static enum wm_status find_linked(struct build *build, const struct wm_draft *draft, struct linked *linked) {
    linked->names = wm_arena_zero(&build->ruleset->arena, 2 * draft->counts[WM_WORD_LINK] + 1u, sizeof *linked->names);
    if (linked->names == NULL)
        return wm_error_no_memory(build->error);
    enum wm_status status = WM_OK;
    for (const struct wm_draft_declaration *at = draft->first; at != NULL && status == WM_OK; at = at->next) {
        if (at->word != WM_WORD_LINK)
            continue;
        const char *to = wm_draft_text(&at->fields, "to"); // the form asks for it
        status = note(build, linked, at->id);
        if (status == WM_OK && to != NULL)
            status = note(build, linked, to);
    }
    return status;
}

static enum wm_status look_at(struct build *build, const struct linked *linked, const struct wm_settings *settings) {
    for (uint32_t i = 0; i < linked->count; i++) {
        struct wm_script *script;
        enum wm_status status = run(build, "frameworks", linked->names[i], &script);
        if (status == WM_NOT_FOUND)
            continue;
        if (status == WM_OK)
            status = add_script(build, script, false, settings);
        if (status != WM_OK)
            return status;
    }
    return WM_OK;
}

static enum wm_status build_framework(struct build *build, const char *id, const struct wm_settings *settings) {
    static const struct wm_settings suggested = {.accept_suggested = true};
    wm_require(id != NULL); // where there is no organisation, there is a framework
    size_t length = strlen(id);
    struct wm_script *script = NULL;
    struct linked linked = {0};
    enum wm_status status = begin(build, id, id, WM_ORGANISATION_TIMEZONE);
    if (status != WM_OK)
        return status;
    status = WM_NOT_FOUND;
    if (wm_code_valid(id, length) && strchr(id, '/') == NULL)
        status = run(build, "frameworks", id, &script);
    if (status == WM_NOT_FOUND)
        return no_pack(build, "frameworks", "framework", id, WM_NOT_FOUND, "unknown-framework");
    if (status == WM_OK)
        status = find_linked(build, &script->draft, &linked);
    if (status == WM_OK)
        status = make_room(build, 1 + linked.count);
    if (status != WM_OK) {
        end_script(build, script);
        return status;
    }
    build->ruleset->framework_count = 1;
    status = add_script(build, script, false, settings);
    if (status == WM_OK)
        status = look_at(build, &linked, &suggested);
    if (status == WM_OK)
        status = compile(build);
    return status == WM_OK ? seal(build) : status;
}

// What is built ----------------------------------------------------------------------------------------------------

struct target { // an organisation, or a framework with the values of its parameters
    const char *organisation, *framework;
    struct wm_settings settings;
};

static enum wm_status build_from(const struct wm_pack_source *source, const struct target *target,
                                 const struct wm_pack_limits *limits, struct wm_ruleset **ret_ruleset,
                                 struct wm_error *error) {
    struct build build = {.source = source, .limits = limits, .error = error};
    int64_t most = limits != NULL && limits->nanoseconds > 0 ? limits->nanoseconds : WM_LIMIT_BUILD_NANOSECONDS;
    build.time.until = wm_processor_time() + most;
    build.time.cancel = limits != NULL ? limits->cancel : NULL;
    enum wm_status status = wm_ruleset_new(WM_LIMIT_RULESET, &build.ruleset, error);
    if (status != WM_OK)
        return status;
    status = target->organisation != NULL ? build_organisation(&build, target->organisation)
                                          : build_framework(&build, target->framework, &target->settings);
    clear(&build);
    if (status != WM_OK)
        return target->organisation != NULL ? give_up(&build, status, "organisations", target->organisation)
                                            : give_up(&build, status, "frameworks", target->framework);
    *ret_ruleset = build.ruleset;
    return WM_OK;
}

static enum wm_status refuse_names(const struct wm_ruleset *ruleset, size_t fresh, struct wm_error *error) {
    wm_error_set(
        error, WM_RULES, "too-many-new-names",
        "with %zu names that were not there before, the rules of %s have brought more than %u since the program "
        "was started; when it is started again, they begin anew",
        fresh, ruleset->organisation, WM_LIMIT_NAMES);
    return wm_error_where(error, "%s:1", ruleset->file_count > 0 ? ruleset->files[0].path : ruleset->organisation);
}

// Codes stay for as long as the process does. So a pack is read with codes that nobody else knows first; if it is good, and
// has names that are new, it is built again from the same bytes with codes for all. A pack with a mistake leaves nothing.
static enum wm_status build(const struct wm_pack_source *source, const struct target *target,
                            const struct wm_pack_limits *limits, struct wm_ruleset **ret_ruleset,
                            struct wm_error *error) {
    struct wm_ruleset *draft = NULL;
    enum wm_status status = wm_code_draft_begin(error);
    if (status != WM_OK)
        return status;
    status = build_from(source, target, limits, &draft, error);
    size_t fresh = wm_code_draft_end();
    if (status != WM_OK)
        return status;
    if (fresh == 0) {
        *ret_ruleset = draft;
        return WM_OK;
    }
    size_t *names = limits != NULL ? limits->names : NULL;
    struct wm_pack_files files = {draft->files, draft->file_count};
    struct wm_pack_source same = wm_pack_files_source(&files);
    if (names != NULL && fresh > *names)
        status = refuse_names(draft, fresh, error);
    else
        status = build_from(&same, target, limits, ret_ruleset, error);
    if (status == WM_OK && names != NULL)
        *names -= fresh;
    wm_ruleset_unref(draft);
    return status;
}

enum wm_status wm_pack_build(const struct wm_pack_source *source, const char *organisation,
                             const struct wm_pack_limits *limits, struct wm_ruleset **ret_ruleset,
                             struct wm_error *error) {
    const struct target target = {.organisation = organisation};
    return build(source, &target, limits, ret_ruleset, error);
}

enum wm_status wm_pack_build_framework(const struct wm_pack_source *source, const char *framework,
                                       const struct wm_pack_override *overrides, size_t count,
                                       const struct wm_pack_limits *limits, struct wm_ruleset **ret_ruleset,
                                       struct wm_error *error) {
    const struct target target = {.framework = framework, .settings = {overrides, count, true, NULL}};
    return build(source, &target, limits, ret_ruleset, error);
}
