// SPDX-License-Identifier: MIT
// rules.preview: whose standing would move, and why, if other rules were active: what is on disk, rules that were active
// once, or files that come with the request.
//
// The call waits while everybody is compared in the background; where its connection is closed nobody goes on with it.
// What was found is kept, so that its pages are all of the same.
#include "api/methods/families.h"

#include "api/methods/preview.h"
#include "api/methods/target.h"
#include "engine/daemon/rules_work.h"
#include "engine/lang/limits.h"

#include <stdio.h>
#include <string.h>

enum { ORG, FILES, RULES, AS_OF, AFTER, LIMIT };
enum { FILES_MOST = 4096, PATH_MOST = 400 };
#define FILES_BYTES ((size_t)256 << 20)
#define LONGEST (600 * UINT64_C(1000000000)) // nanoseconds

static const struct wm_parameter_form forms[] = {
    [ORG] = WM_FORM_ORG,
    [FILES] = {.name = "files", .type = WM_TYPE_FILES},
    [RULES] = {.name = "rules", .type = WM_TYPE_DIGITS},
    [AS_OF] = {.name = "as_of", .type = WM_TYPE_DAY},
    [AFTER] = {.name = "after", .type = WM_TYPE_TEXT, .most = WM_CURSOR},
    [LIMIT] = {.name = "limit", .type = WM_TYPE_LIMIT},
    WM_FORM_END,
};

struct previewing {            // state of a kept call
    struct wm_walking walking; // first; its ruleset is the active one
    struct wm_compare compare; // holds the candidate
    char rules[65];            // of the candidate, or its first digits, or ""
    struct wm_arena arena;
    struct wm_ruleset_file *files; // or NULL
    size_t file_count;
};

static void release(struct wm_call *kept) {
    struct previewing *previewing = kept->state;
    wm_ruleset_unref(previewing->compare.after);
    wm_arena_clear(&previewing->arena);
    wm_fetch_release(kept);
}

// --- the candidate, on a thread ---

static enum wm_status no_pack(const struct previewing *previewing, struct wm_error *error) {
    wm_error_set(error, WM_RULES, "no-pack", "there is no rule pack for the organisation \"%s\" %s",
                 previewing->compare.walk.organisation->id, previewing->files != NULL ? "among the files" : "on disk");
    return wm_error_where(error, "organisations/%s", previewing->compare.walk.organisation->id);
}

static enum wm_status build_from(struct previewing *previewing, const struct wm_pack_source *source,
                                 struct wm_error *error) {
    struct wm_compare *compare = &previewing->compare;
    _Atomic size_t *names = &compare->walk.organisation->tried_names;
    size_t before = atomic_load(names), had = before < WM_LIMIT_NAMES ? WM_LIMIT_NAMES - before : 0, left = had;
    const struct wm_pack_limits limits = {.names = &left};
    enum wm_status status = wm_pack_build(source, compare->walk.organisation->id, &limits, &compare->after, error);
    atomic_fetch_add(names, had - left);
    return status == WM_NOT_FOUND ? no_pack(previewing, error) : status;
}

static enum wm_status build_disk(struct previewing *previewing, struct wm_error *error) {
    const struct wm_rules *rules = &previewing->walking.methods->daemon->rules;
    struct wm_pack_folders *folders = NULL;
    enum wm_status status = wm_pack_folders_open(rules->roots, rules->root_count, &folders, error);
    if (status != WM_OK)
        return status == WM_NOT_FOUND ? (error->status = WM_RULES) : status;
    struct wm_pack_source source = wm_pack_folders_source(folders);
    status = build_from(previewing, &source, error);
    wm_pack_folders_close(folders);
    return status;
}

static enum wm_status build_kept(struct previewing *previewing, struct wm_store_reader *reader,
                                 struct wm_error *error) {
    const char *organisation = previewing->compare.walk.organisation->id;
    char hash[65];
    enum wm_status status = wm_store_find_ruleset(reader, organisation, previewing->rules, hash, error);
    if (status == WM_OK)
        status = wm_rules_from_store(reader, organisation, hash, &previewing->compare.after, error);
    if (status == WM_NOT_FOUND || status == WM_CONFLICT) {
        wm_error_where(error, "rules");
        wm_error_found(error, "%s", previewing->rules);
    }
    return status;
}

static enum wm_status build(struct wm_walk *walk, struct wm_store_reader *reader, struct wm_error *error) {
    struct previewing *previewing = walk->context;
    if (previewing->rules[0] != '\0')
        return build_kept(previewing, reader, error);
    if (previewing->files == NULL)
        return build_disk(previewing, error);
    struct wm_pack_files files = {previewing->files, previewing->file_count};
    struct wm_pack_source source = wm_pack_files_source(&files);
    return build_from(previewing, &source, error);
}

static void answer(struct wm_walking *walking, struct wm_buffer *result) {
    struct wm_compare *compare = &((struct previewing *)walking)->compare;
    struct wm_keeping *keeping = walking->keeping;
    struct wm_kept *kept =
        wm_keeping_add(keeping, compare->walk.organisation, compare->compared, compare->compared->count);
    wm_preview_write(result, keeping, kept, &walking->page);
}

// --- the question ---

static enum wm_status wrong_file(struct wm_error *error, size_t index, const char *member, const char *expected,
                                 struct wm_json value) {
    char path[40];
    snprintf(path, sizeof path, "files[%zu]%s", index, member);
    return wm_parameter_wrong(error, path, expected, value);
}

static enum wm_status read_file(struct previewing *previewing, struct wm_json json, struct wm_error *error) {
    size_t index = previewing->file_count;
    struct wm_json path = wm_json_member(json, "path"), text = wm_json_member(json, "text");
    struct wm_text name = wm_json_type(path) == WM_JSON_STRING ? wm_json_text(path) : (struct wm_text){"", 0};
    if (wm_json_type(json) != WM_JSON_OBJECT || wm_json_count(json) != 2)
        return wrong_file(error, index, "", "a file: an object with `path` and `text`", json);
    if (name.length == 0 || name.length > PATH_MOST || !wm_utf8_printable(name.data, name.length))
        return wrong_file(error, index, ".path", "a path such as \"organisations/northside/organisation.lua\"", path);
    if (wm_json_type(text) != WM_JSON_STRING)
        return wrong_file(error, index, ".text", "the file's text", text);
    struct wm_ruleset_file *file = &previewing->files[previewing->file_count++];
    struct wm_text bytes = wm_json_text(text);
    file->path = wm_arena_dup_n(&previewing->arena, name.data, name.length);
    file->bytes = wm_arena_dup_n(&previewing->arena, bytes.data, bytes.length);
    file->length = bytes.length;
    return file->path != NULL && file->bytes != NULL ? WM_OK : wm_error_no_memory(error);
}

static enum wm_status read_files(struct previewing *previewing, struct wm_json json, struct wm_error *error) {
    size_t count = wm_json_count(json);
    struct wm_json_iterator iterator = wm_json_iterate(json);
    struct wm_json file;
    if (count == 0 || count > FILES_MOST) {
        wm_error_set(error, WM_PARAMS, "range", "`files` has too many or none");
        wm_error_where(error, "files");
        wm_error_expected(error, "1 to %d files", FILES_MOST);
        return wm_error_found(error, "%zu", count);
    }
    previewing->files = wm_arena_zero(&previewing->arena, count, sizeof *previewing->files);
    enum wm_status status = previewing->files != NULL ? WM_OK : wm_error_no_memory(error);
    while (status == WM_OK && wm_json_next(&iterator, NULL, &file))
        status = read_file(previewing, file, error);
    return status;
}

static enum wm_status begin(struct wm_call *call, struct wm_organisation *organisation, struct wm_ruleset *active,
                            struct wm_error *error) {
    struct wm_methods *methods = wm_methods_of(call);
    struct wm_walking *walking = NULL;
    enum wm_status status =
        wm_walking_keep(call, &methods->previews, organisation, active, &call->arguments[LIMIT], &walking, error);
    if (status != WM_OK)
        return status;
    struct previewing *previewing = (struct previewing *)walking;
    struct wm_compare *compare = &previewing->compare;
    walking->answer = answer;
    wm_arena_init(&previewing->arena, FILES_BYTES);
    wm_walking_prepare(walking, &compare->walk, organisation);
    compare->walk.longest = LONGEST;
    compare->walk.prepare = build;
    compare->before = active;
    compare->most = WM_PREVIEW_MOVES;
    if (wm_argument_given(&call->arguments[RULES]))
        memcpy(previewing->rules, call->arguments[RULES].text.data, call->arguments[RULES].text.length);
    status = wm_target_day(call, organisation, active, &call->arguments[AS_OF], &compare->as_of, error);
    if (status == WM_OK && wm_argument_given(&call->arguments[FILES]))
        status = read_files(previewing, call->arguments[FILES].json, error);
    if (status == WM_OK)
        status = wm_compare_begin(methods->daemon->everybody, compare, error);
    if (status == WM_OK)
        wm_walking_wait(walking);
    return status;
}

static enum wm_status answer_page(const struct wm_call *call, const struct wm_organisation *organisation,
                                  struct wm_buffer *result, struct wm_error *error) {
    struct wm_keeping *keeping = &wm_methods_of(call)->previews;
    const struct wm_argument *after = &call->arguments[AFTER];
    struct wm_kept *kept = NULL;
    size_t offset = 0;
    enum wm_status status = wm_walking_find(call, keeping, organisation, after, &kept, &offset, error);
    if (status == WM_OK && offset > ((const struct wm_compared *)kept->found)->count)
        status = wm_walking_expired(after, error);
    if (status != WM_OK)
        return status;
    struct wm_page page = wm_page_of(call, offset, &call->arguments[LIMIT]);
    wm_preview_write(result, keeping, kept, &page);
    return WM_OK;
}

static enum wm_status check_together(const struct wm_call *call, struct wm_error *error) {
    const struct wm_argument *arguments = call->arguments;
    if (wm_argument_given(&arguments[FILES]) && wm_argument_given(&arguments[RULES]))
        return wm_walking_together(error, "files", "rules");
    return wm_walking_alone(call, &arguments[AFTER], error);
}

static enum wm_status run(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    static const struct wm_text anybody = {"", 0};
    struct wm_organisation *organisation = NULL;
    struct wm_ruleset *active = NULL;
    bool turn = true;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = check_together(call, error);
    if (status == WM_OK && wm_argument_given(&call->arguments[AFTER]))
        return answer_page(call, organisation, result, error);
    if (status == WM_OK)
        status = wm_rules_active(organisation, &active, error);
    if (status == WM_OK)
        status = wm_fetch_turn(call, organisation, anybody, &turn, error);
    return status == WM_OK && turn ? begin(call, organisation, active, error) : status;
}

const struct wm_method wm_rules_preview_methods[] = {
    {.name = "rules.preview", .parameters = forms, .run = run, .state = sizeof(struct previewing), .release = release},
    {.name = NULL},
};
