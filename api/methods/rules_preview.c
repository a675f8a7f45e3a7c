// SPDX-License-Identifier: MIT
// rules.preview: whose standing would move, and why, if other rules were active: what is on disk, rules that were active
// once, or files that come with the request.
//
// The call waits while everybody is compared in the background; where its connection is closed nobody goes on with it.
// What was found is kept, so that its pages are all of the same.
#include "api/methods/families.h"

#include "api/methods/fetch.h"
#include "api/methods/target.h"
#include "api/protocol/notice.h"
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
    [AFTER] = {.name = "after", .type = WM_TYPE_TEXT, .most = WM_PREVIEW_CURSOR},
    [LIMIT] = {.name = "limit", .type = WM_TYPE_LIMIT},
    WM_FORM_END,
};

struct previewing {            // state of a kept call
    struct wm_fetch fetch;     // first; its ruleset is the active one
    struct wm_compare compare; // holds the candidate
    struct wm_follower follower;
    struct wm_methods *methods;
    size_t limit;
    char rules[65]; // of the candidate, or its first digits, or ""
    struct wm_arena arena;
    struct wm_ruleset_file *files; // or NULL
    size_t file_count;
};

static struct previewing *of_walk(struct wm_walk *walk) {
    return (struct previewing *)((char *)walk - offsetof(struct previewing, compare.walk));
}

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
    const struct wm_rules *rules = &previewing->methods->daemon->rules;
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
    struct previewing *previewing = of_walk(walk);
    if (previewing->rules[0] != '\0')
        return build_kept(previewing, reader, error);
    if (previewing->files == NULL)
        return build_disk(previewing, error);
    struct wm_pack_files files = {previewing->files, previewing->file_count};
    struct wm_pack_source source = wm_pack_files_source(&files);
    return build_from(previewing, &source, error);
}

// --- while it runs, and when it is done ---

static void on_progress(struct wm_walk *walk, uint64_t people, uint64_t of) {
    const struct wm_call *call = of_walk(walk)->fetch.call;
    struct wm_buffer *params = call->id.length > 0 ? wm_notice_begin(call->session, "progress") : NULL;
    if (params == NULL)
        return;
    wm_buffer_text(params, "{\"request\":");
    wm_buffer_add(params, call->id.data, call->id.length);
    wm_json_write_key(params, "people");
    wm_buffer_integer(params, (int64_t)people);
    wm_json_write_key(params, "of");
    wm_buffer_integer(params, (int64_t)of);
    wm_buffer_byte(params, '}');
    wm_notice_end(call->session);
}

static void on_ended(struct wm_follower *follower) {
    struct previewing *previewing = (struct previewing *)((char *)follower - offsetof(struct previewing, follower));
    wm_walk_cancel(&previewing->compare.walk);
}

static struct wm_preview_page page_of(const struct wm_call *call, size_t offset, size_t limit) {
    return (struct wm_preview_page){
        .offset = offset,
        .limit = limit,
        .longest = call->session->dispatcher->limits.reply / 2,
        .started = wm_methods_of(call)->daemon->started,
    };
}

static void on_done(struct wm_walk *walk) {
    struct previewing *previewing = of_walk(walk);
    struct wm_compare *compare = &previewing->compare;
    struct wm_call *call = previewing->fetch.call;
    struct wm_methods *methods = previewing->methods;
    enum wm_status status = walk->read.status;
    methods->previews.under_way--;
    wm_session_unfollow(call->session, &previewing->follower);
    if (status != WM_OK && strcmp(walk->read.error.reason, "cancelled") == 0)
        wm_error_set(&walk->read.error, WM_BUSY, "stopping", "the daemon is stopping: ask again when it is back");
    struct wm_buffer *result = wm_call_open(call);
    if (status == WM_OK) {
        struct wm_preview_kept *kept =
            wm_previews_keep(&methods->previews, compare->walk.organisation, compare->compared);
        struct wm_preview_page page = page_of(call, 0, previewing->limit);
        wm_preview_write(result, kept, &page);
    }
    wm_call_close(call, status, &walk->read.error);
    wm_order_wake(methods);
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

static size_t limit_of(const struct wm_call *call) {
    const struct wm_argument *limit = &call->arguments[LIMIT];
    return (size_t)(wm_argument_given(limit) ? limit->number : call->session->dispatcher->limits.page);
}

static enum wm_status begin(struct wm_call *call, struct wm_organisation *organisation, struct wm_ruleset *active,
                            struct wm_error *error) {
    struct wm_methods *methods = wm_methods_of(call);
    struct wm_fetch *fetch = NULL;
    if (methods->previews.under_way >= WM_PREVIEWS_MOST)
        return wm_error_set(error, WM_BUSY, "previews", "%u previews are under way: try again later", WM_PREVIEWS_MOST);
    enum wm_status status = wm_fetch_keep(call, &fetch, error);
    if (status != WM_OK)
        return status;
    wm_fetch_hold(call, active);
    struct previewing *previewing = (struct previewing *)fetch;
    struct wm_compare *compare = &previewing->compare;
    previewing->methods = methods;
    previewing->limit = limit_of(call);
    previewing->follower.ended = on_ended;
    wm_arena_init(&previewing->arena, FILES_BYTES);
    compare->walk.organisation = organisation;
    compare->before = active;
    compare->most = WM_PREVIEW_MOVES;
    compare->walk.longest = LONGEST;
    compare->walk.prepare = build;
    compare->walk.progress = on_progress;
    compare->walk.done = on_done;
    if (wm_argument_given(&call->arguments[RULES]))
        memcpy(previewing->rules, call->arguments[RULES].text.data, call->arguments[RULES].text.length);
    status = wm_target_day(call, organisation, active, &call->arguments[AS_OF], &compare->as_of, error);
    if (status == WM_OK && wm_argument_given(&call->arguments[FILES]))
        status = read_files(previewing, call->arguments[FILES].json, error);
    if (status == WM_OK)
        status = wm_compare_begin(methods->daemon->everybody, compare, error);
    if (status != WM_OK)
        return status;
    methods->previews.under_way++;
    wm_session_follow(call->session, &previewing->follower);
    wm_call_wait(call->kept);
    return WM_OK;
}

static enum wm_status answer_page(const struct wm_call *call, const struct wm_organisation *organisation,
                                  struct wm_buffer *result, struct wm_error *error) {
    struct wm_methods *methods = wm_methods_of(call);
    struct wm_text after = call->arguments[AFTER].text;
    struct wm_preview_kept *kept = NULL;
    size_t offset = 0;
    if (!wm_previews_find(&methods->previews, methods->daemon->started, organisation, after, &kept, &offset)) {
        wm_error_set(error, WM_CONFLICT, "cursor-expired",
                     "the preview that this is a page of is not there any more: ask for it anew, without `after`");
        wm_error_where(error, "after");
        return wm_error_found(error, "\"%.*s\"", (int)after.length, after.data);
    }
    struct wm_preview_page page = page_of(call, offset, limit_of(call));
    wm_preview_write(result, kept, &page);
    return WM_OK;
}

static enum wm_status together(struct wm_error *error, const char *parameter, const char *with) {
    wm_error_set(error, WM_PARAMS, "not-allowed", "`%s` cannot be given together with `%s`", parameter, with);
    wm_error_where(error, "%s", parameter);
    wm_error_expected(error, "one of the two");
    return wm_error_found(error, "both");
}

static enum wm_status check_together(const struct wm_call *call, struct wm_error *error) {
    const struct wm_argument *arguments = call->arguments;
    if (wm_argument_given(&arguments[FILES]) && wm_argument_given(&arguments[RULES]))
        return together(error, "files", "rules");
    for (size_t i = FILES; i < AFTER; i++) {
        if (wm_argument_given(&arguments[AFTER]) && wm_argument_given(&arguments[i]))
            return together(error, forms[i].name, "after");
    }
    return WM_OK;
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
