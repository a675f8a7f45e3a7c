// SPDX-License-Identifier: MIT
// waymark rules preview: whose standing would move, and why, if other rules were active.
#include "api/cli/rules_preview.h"

#include "api/cli/ask.h"
#include "api/cli/commands.h"
#include "api/cli/rules_pack.h"

#include <string.h>

enum { PAGE = 1000, SHOWN = 20 };
#define FILES_LONGEST ((size_t)64 << 20)

// --- the candidate, of a folder ---

static bool is_organisation(const struct wm_rules_pack *pack) {
    static const char organisations[] = "organisations/";
    return strncmp(pack->name, organisations, sizeof organisations - 1) == 0;
}

// The organisation that the folder belongs to; of a framework's folder the one that --org names.
static enum wm_status find_organisation(struct wm_cli *cli, const struct wm_rules_pack *pack, const char **ret_id,
                                        struct wm_error *error) {
    const char *given = wm_cli_organisation(cli);
    const char *own = is_organisation(pack) ? strchr(pack->name, '/') + 1 : NULL;
    if (own == NULL && given == NULL)
        return wm_cli_misused(error, "%s is a framework: say with --org whose people are meant", cli->arguments[0]);
    *ret_id = own != NULL ? own : given;
    return WM_OK;
}

static void add_files(struct wm_buffer *params, const struct wm_ruleset *ruleset) {
    struct wm_buffer files;
    wm_buffer_init(&files, FILES_LONGEST);
    wm_buffer_byte(&files, '[');
    for (uint32_t i = 0; i < ruleset->file_count; i++) {
        wm_json_write_comma(&files);
        wm_buffer_text(&files, "{\"path\":");
        wm_json_write_text(&files, ruleset->files[i].path);
        wm_buffer_text(&files, ",\"text\":");
        wm_json_write_string(&files, ruleset->files[i].bytes, ruleset->files[i].length);
        wm_buffer_byte(&files, '}');
    }
    wm_buffer_byte(&files, ']');
    params->failed = params->failed || files.failed;
    if (!files.failed)
        wm_params_raw(params, "files", files.data, files.length);
    wm_buffer_clear(&files);
}

// Built here first, so that what is wrong is said with the place where it stands; then exactly what was read is sent.
static enum wm_status add_folder(struct wm_cli *cli, const char *folder, struct wm_buffer *params,
                                 const char **ret_organisation, struct wm_error *error) {
    struct wm_rules_pack pack = {0};
    struct wm_ruleset *ruleset = NULL;
    const struct wm_pack_limits limits = {0};
    enum wm_status status = wm_rules_pack_open(cli, folder, &pack, error);
    if (status == WM_OK)
        status = find_organisation(cli, &pack, ret_organisation, error);
    if (status == WM_OK)
        status = wm_pack_build(&pack.source, *ret_organisation, &limits, &ruleset, error);
    if (status == WM_OK)
        add_files(params, ruleset);
    wm_ruleset_unref(ruleset);
    wm_rules_pack_close(&pack);
    return status;
}

// --- asking ---

struct preview {
    struct wm_cli *cli;
    const char *organisation; // or NULL: the only one
    const char *next;         // page; on the arena
    int64_t left;             // moves that are wanted; negative: all
    bool first;
    struct wm_preview_shown shown;
};

static enum wm_status ask_first(struct preview *preview, struct wm_buffer *params, struct wm_result *result,
                                struct wm_error *error) {
    enum wm_status status = wm_params_day(params, preview->cli, "as-of", error);
    if (status == WM_OK)
        return wm_ask_everybody(preview->cli, "rules.preview", "preview", params, result, error);
    wm_buffer_clear(params);
    return status;
}

static enum wm_status ask_page(struct preview *preview, struct wm_result *result, struct wm_error *error) {
    struct wm_cli *cli = preview->cli;
    struct wm_buffer params;
    enum wm_status status = WM_OK;
    wm_buffer_init(&params, FILES_LONGEST);
    wm_buffer_byte(&params, '{');
    if (preview->first && cli->argument_count > 0)
        status = add_folder(cli, cli->arguments[0], &params, &preview->organisation, error);
    wm_params_text(&params, "org", preview->organisation);
    wm_params_text(&params, "after", preview->next);
    wm_params_integer(&params, "limit", preview->left >= 0 && preview->left < PAGE ? preview->left : PAGE);
    if (status != WM_OK) {
        wm_buffer_clear(&params);
        return status;
    }
    return preview->first ? ask_first(preview, &params, result, error)
                          : wm_ask(cli, "rules.preview", &params, result, error);
}

static enum wm_status take_page(struct preview *preview, const struct wm_result *result, struct wm_error *error) {
    struct wm_cli *cli = preview->cli;
    struct wm_text next = wm_result_text(result->value, "next");
    if (cli->json)
        wm_result_print(cli, result);
    else if (preview->first)
        wm_preview_show_summary(cli, result->value, &preview->shown);
    if (!cli->json)
        wm_preview_add_moves(&preview->shown, result->value);
    if (preview->left >= 0)
        preview->left -= (int64_t)wm_json_count(wm_json_member(result->value, "list"));
    preview->first = false;
    preview->next = NULL;
    if (next.length > 0 && (preview->left < 0 || preview->left > 0))
        preview->next = wm_arena_dup_n(&cli->arena, next.data, next.length);
    else
        return WM_OK;
    return preview->next != NULL ? WM_OK : wm_error_no_memory(error);
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    struct preview preview = {
        .cli = cli, .organisation = wm_cli_organisation(cli), .left = cli->json ? -1 : SHOWN, .first = true};
    struct wm_result result = {0};
    const char *limit = wm_cli_value(cli, "limit");
    enum wm_status status = limit != NULL ? wm_cli_integer(limit, "--limit", 1, &preview.left, error) : WM_OK;
    if (status == WM_OK && cli->argument_count == 0 && wm_cli_given(cli, "rules"))
        status = wm_cli_misused(error, "--rules goes with a folder");
    do {
        if (status == WM_OK)
            status = ask_page(&preview, &result, error);
        if (status == WM_OK)
            status = take_page(&preview, &result, error);
    } while (status == WM_OK && preview.next != NULL);
    if (status == WM_OK && !cli->json)
        wm_preview_show_moves(cli, &preview.shown);
    wm_result_clear(&result);
    return status;
}

static const struct wm_option options[] = {
    {.name = "as-of", .value = "DAY", .says = "Compare as on this day; default: today"},
    {.name = "limit", .value = "N", .says = "Show at most so many of those who move; default: 20, with --json all"},
    WM_RULES_PACK_OPTION,
    {0},
};
const struct wm_command wm_rules_preview_command = {
    .name = "rules preview",
    .arguments = "[DIR]",
    .least = 0,
    .most = 1,
    .summary = "Say whose standing would move, and why, if other rules were active",
    .details =
        "The daemon compares everybody of the organisation under the rules that are active and under those that are "
        "on its disk; or, with DIR, under those in that folder here: …/organisations/NAME, or …/frameworks/NAME "
        "with --org. Frameworks are looked for in the rules folder two levels above it. Nothing becomes active.\n"
        "Shown is who becomes eligible or stops being so, whose case can no longer or again be judged, and who "
        "stays eligible for longer, or not as long: in all, by level, by the criterion that is the cause, and "
        "then person by person. With --json each page of the daemon is printed on a line of its own, until "
        "there is none.",
    .options = options,
    .run = run,
};
