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
    struct wm_error *error;
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
    return wm_script_run(build->source, pack, build->limits, &build->ruleset->arena, ret_script, build->error);
}

static enum wm_status add_framework(struct build *build, const char *id, const struct wm_settings *settings,
                                    struct wm_framework *framework) {
    struct wm_script *script;
    enum wm_status status = run(build, "frameworks", id, &script);
    if (status != WM_OK)
        return status;
    status = wm_compile_framework(script, settings, build->ruleset, framework, build->error);
    if (status == WM_OK)
        status = keep_files(build, script);
    wm_script_free(script);
    return status;
}

static enum wm_status make_frameworks(struct build *build, size_t count) {
    build->ruleset->frameworks = wm_arena_zero(&build->ruleset->arena, count + 1, sizeof(struct wm_framework));
    if (build->ruleset->frameworks == NULL)
        return wm_error_no_memory(build->error);
    build->ruleset->framework_count = (uint32_t)count;
    return WM_OK;
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

static enum wm_status adopt(struct build *build, const struct wm_adoptions *adoptions) {
    enum wm_status status = make_frameworks(build, adoptions->count);
    for (size_t i = 0; i < adoptions->count && status == WM_OK; i++) {
        const struct wm_adoption *adoption = &adoptions->adoptions[i];
        status = add_framework(build, adoption->framework, &adoption->settings, &build->ruleset->frameworks[i]);
        if (status != WM_NOT_FOUND)
            continue;
        status = no_pack(build, "frameworks", "framework", adoption->framework, WM_RULES, "unknown-name");
        if (status == WM_RULES)
            wm_draft_where(build->error, adoption->where);
    }
    return status;
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
    if (status == WM_OK)
        status = wm_compile_organisation(script, &build->ruleset->arena, &adoptions, build->error);
    if (status == WM_OK)
        status = begin(build, id, adoptions.title, adoptions.timezone);
    if (status == WM_OK)
        status = keep_files(build, script);
    if (status == WM_OK)
        status = adopt(build, &adoptions);
    wm_script_free(script);
    return status == WM_OK ? seal(build) : status;
}

enum wm_status wm_pack_build(const struct wm_pack_source *source, const char *organisation,
                             const struct wm_pack_limits *limits, struct wm_ruleset **ret_ruleset,
                             struct wm_error *error) {
    struct build build = {.source = source, .limits = limits, .error = error};
    enum wm_status status = wm_ruleset_new(WM_LIMIT_RULESET, &build.ruleset, error);
    if (status != WM_OK)
        return status;
    status = build_organisation(&build, organisation);
    if (status != WM_OK) {
        wm_ruleset_unref(build.ruleset);
        return status;
    }
    *ret_ruleset = build.ruleset;
    return WM_OK;
}

static enum wm_status build_framework(struct build *build, const char *id, const struct wm_settings *settings) {
    size_t length = strlen(id);
    enum wm_status status = begin(build, id, id, WM_ORGANISATION_TIMEZONE);
    if (status == WM_OK)
        status = make_frameworks(build, 1);
    if (status != WM_OK)
        return status;
    status = WM_NOT_FOUND;
    if (wm_code_valid(id, length) && strchr(id, '/') == NULL)
        status = add_framework(build, id, settings, build->ruleset->frameworks);
    if (status == WM_NOT_FOUND)
        return no_pack(build, "frameworks", "framework", id, WM_NOT_FOUND, "unknown-framework");
    return status == WM_OK ? seal(build) : status;
}

enum wm_status wm_pack_build_framework(const struct wm_pack_source *source, const char *framework,
                                       const struct wm_pack_override *overrides, size_t count,
                                       const struct wm_pack_limits *limits, struct wm_ruleset **ret_ruleset,
                                       struct wm_error *error) {
    struct build build = {.source = source, .limits = limits, .error = error};
    enum wm_status status = wm_ruleset_new(WM_LIMIT_RULESET, &build.ruleset, error);
    if (status != WM_OK)
        return status;
    struct wm_settings settings = {overrides, count, true};
    status = build_framework(&build, framework, &settings);
    if (status != WM_OK) {
        wm_ruleset_unref(build.ruleset);
        return status;
    }
    *ret_ruleset = build.ruleset;
    return WM_OK;
}
