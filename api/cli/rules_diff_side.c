// SPDX-License-Identifier: MIT
#include "api/cli/rules_diff_side.h"

#include "api/cli/ask.h"

#include <string.h>

enum { DIGITS_LEAST = 8, FILES_MOST = 4096 };

// --- from the daemon ---

struct sources {
    struct wm_ruleset_file *files; // on the arena of the run
    size_t count, room;
    const char *organisation, *rules;
};

static char *keep(struct wm_cli *cli, struct wm_text text) {
    return wm_arena_dup_n(&cli->arena, text.data, text.length);
}

static enum wm_status add_file(struct wm_cli *cli, struct sources *sources, struct wm_json file,
                               struct wm_error *error) {
    if (sources->count == sources->room) {
        size_t room = sources->room == 0 ? 32 : 2 * sources->room;
        struct wm_ruleset_file *files = wm_arena_zero(&cli->arena, room, sizeof *files);
        if (files == NULL)
            return wm_error_no_memory(error);
        if (sources->count > 0)
            memcpy(files, sources->files, sources->count * sizeof *files);
        sources->files = files;
        sources->room = room;
    }
    struct wm_text text = wm_result_text(file, "text");
    struct wm_ruleset_file *added = &sources->files[sources->count++];
    *added = (struct wm_ruleset_file){keep(cli, wm_result_text(file, "path")), keep(cli, text), text.length};
    return added->path != NULL && added->bytes != NULL ? WM_OK : wm_error_no_memory(error);
}

static enum wm_status take_page(struct wm_cli *cli, struct sources *sources, struct wm_json page, const char **ret_next,
                                struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(page, "files"));
    struct wm_text next = wm_result_text(page, "next");
    enum wm_status status = WM_OK;
    for (struct wm_json file; status == WM_OK && wm_json_next(&iterator, NULL, &file);)
        status = add_file(cli, sources, file, error);
    sources->organisation = keep(cli, wm_result_text(page, "org"));
    sources->rules = keep(cli, wm_result_text(page, "rules"));
    *ret_next = next.length > 0 ? keep(cli, next) : NULL;
    bool kept = sources->organisation != NULL && sources->rules != NULL && (next.length == 0 || *ret_next != NULL);
    return status == WM_OK && !kept ? wm_error_no_memory(error) : status;
}

// All pages of one ruleset: what is active may become another between two of them, so that its hash is asked for.
static enum wm_status fetch(struct wm_cli *cli, const char *rules, struct sources *sources, struct wm_error *error) {
    struct wm_result result = {0};
    const char *next = NULL;
    enum wm_status status = WM_OK;
    do {
        struct wm_buffer params;
        wm_params_begin(&params, cli);
        wm_params_text(&params, "rules", next != NULL ? sources->rules : rules);
        wm_params_text(&params, "after", next);
        status = wm_ask(cli, "rules.sources", &params, &result, error);
        if (status == WM_OK)
            status = take_page(cli, sources, result.value, &next, error);
    } while (status == WM_OK && next != NULL && sources->count < FILES_MOST);
    wm_result_clear(&result);
    return status;
}

static enum wm_status build_fetched(const struct sources *sources, struct wm_ruleset **ret_ruleset,
                                    struct wm_error *error) {
    struct wm_pack_files files = {sources->files, sources->count};
    const struct wm_pack_source source = wm_pack_files_source(&files);
    const struct wm_pack_limits limits = {0};
    enum wm_status status = wm_pack_build(&source, sources->organisation, &limits, ret_ruleset, error);
    if (status != WM_OK || strcmp((*ret_ruleset)->hash, sources->rules) == 0)
        return status;
    wm_error_set(error, WM_RULES, "other-rules", "what the daemon sent as rules %.12s are others: %.12s",
                 sources->rules, (*ret_ruleset)->hash);
    wm_ruleset_unref(*ret_ruleset);
    *ret_ruleset = NULL;
    return WM_RULES;
}

static enum wm_status open_fetched(struct wm_cli *cli, const char *rules, struct wm_rules_side *side,
                                   struct wm_error *error) {
    struct sources sources = {0};
    enum wm_status status = fetch(cli, rules, &sources, error);
    side->organisation = true;
    return status == WM_OK ? build_fetched(&sources, &side->ruleset, error) : status;
}

// --- from a folder ---

static enum wm_status open_folder(struct wm_cli *cli, const char *folder, struct wm_rules_side *side,
                                  struct wm_error *error) {
    static const char organisations[] = "organisations/";
    const struct wm_pack_limits limits = {0};
    enum wm_status status = wm_rules_pack_open(cli, folder, &side->pack, error);
    if (status != WM_OK)
        return status;
    const char *id = strchr(side->pack.name, '/') + 1;
    side->organisation = strncmp(side->pack.name, organisations, sizeof organisations - 1) == 0;
    if (side->organisation)
        return wm_pack_build(&side->pack.source, id, &limits, &side->ruleset, error);
    return wm_pack_build_framework(&side->pack.source, id, NULL, 0, &limits, &side->ruleset, error);
}

// --- whichever ---

static bool is_hash(const char *name) {
    size_t length = strlen(name);
    return length >= DIGITS_LEAST && length <= 64 && strspn(name, "0123456789abcdef") == length;
}

// Both sides may have a file of that name: which of them is wrong?
static void name_side(struct wm_error *error, const char *name) {
    if (error == NULL || (error->status != WM_RULES && error->status != WM_NOT_FOUND))
        return;
    struct wm_error wrong = *error;
    wm_error_set(error, wrong.status, wrong.reason, "%s: %s", name, wrong.message);
    wm_error_where(error, "%s", wrong.where);
    wm_error_expected(error, "%s", wrong.expected);
    wm_error_found(error, "%s", wrong.found);
    wm_error_nearest(error, wrong.nearest[0] != '\0' ? wrong.nearest : NULL);
}

enum wm_status wm_rules_side_open(struct wm_cli *cli, const char *name, struct wm_rules_side *ret_side,
                                  struct wm_error *error) {
    bool active = strcmp(name, "active") == 0;
    *ret_side = (struct wm_rules_side){.name = name};
    enum wm_status status = active || is_hash(name) ? open_fetched(cli, active ? NULL : name, ret_side, error)
                                                    : open_folder(cli, name, ret_side, error);
    if (status != WM_OK) {
        wm_rules_side_close(ret_side);
        name_side(error, name);
    }
    return status;
}

void wm_rules_side_close(struct wm_rules_side *side) {
    wm_ruleset_unref(side->ruleset);
    wm_rules_pack_close(&side->pack);
    *side = (struct wm_rules_side){0};
}
