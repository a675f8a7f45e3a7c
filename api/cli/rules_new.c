// SPDX-License-Identifier: MIT
// waymark rules new: a pack to begin with, offline.
#include "api/cli/commands.h"

#include "engine/author/skeleton.h"

#include <string.h>

static void show(struct wm_cli *cli, const struct wm_skeleton *skeleton, const char *place) {
    static const char *const next[] = {"lint", "test", "eval"};
    if (cli->json) {
        struct wm_buffer *text = &cli->out->text;
        wm_buffer_text(text, "{\"pack\":");
        wm_json_write_text(text, skeleton->pack);
        wm_json_write_key(text, "folder");
        wm_json_write_text(text, place);
        wm_buffer_text(text, "}\n");
        return;
    }
    for (size_t i = 0; i < skeleton->count; i++)
        if (!skeleton->files[i].shared)
            wm_terminal_item(cli->out, 0, WM_TONE_GOOD, "+", WM_TONE_PLAIN, "%s%s", place,
                             skeleton->files[i].path + strlen(skeleton->pack));
    wm_terminal_blank(cli->out);
    wm_terminal_line(cli->out, WM_TONE_FAINT, "Change it into yours, and then:");
    for (size_t i = 0; i < sizeof next / sizeof next[0]; i++)
        wm_terminal_line(cli->out, WM_TONE_PLAIN, "  waymark rules %s %s", next[i], place);
}

static enum wm_status make(struct wm_cli *cli, const char *root, const char *adopts, struct wm_skeleton *skeleton,
                           struct wm_error *error) {
    const char *name = cli->arguments[0];
    const char *group = adopts != NULL ? "organisations" : "frameworks";
    const char *slash = root[strlen(root) - 1] == '/' ? "" : "/";
    const char *place = strcmp(root, ".") == 0 ? wm_arena_printf(&cli->arena, "%s/%s", group, name)
                                               : wm_arena_printf(&cli->arena, "%s%s%s/%s", root, slash, group, name);
    if (place == NULL)
        return wm_error_no_memory(error);
    struct wm_pack_folders *folders = NULL;
    enum wm_status status = wm_pack_folders_open(&root, 1, &folders, error);
    if (status == WM_OK) {
        struct wm_pack_source source = wm_pack_folders_source(folders);
        status = wm_skeleton_make(skeleton, name, adopts, &source, place, error);
    }
    if (status == WM_OK)
        status = wm_skeleton_write(skeleton, root, error);
    if (status == WM_OK)
        show(cli, skeleton, place);
    wm_pack_folders_close(folders);
    return status;
}

static enum wm_status run(struct wm_cli *cli, struct wm_error *error) {
    const char *adopts = wm_cli_value(cli, "adopts");
    const char *root = wm_cli_value(cli, "rules");
    if (wm_cli_given(cli, "organisation") && adopts == NULL)
        return wm_cli_misused(error, "an organisation adopts a framework: --adopts FRAMEWORK");
    if (adopts != NULL && !wm_cli_given(cli, "organisation"))
        return wm_cli_misused(error, "a framework adopts none: --organisation makes the pack of an organisation");
    struct wm_skeleton skeleton = {0};
    enum wm_status status = make(cli, root != NULL && root[0] != '\0' ? root : ".", adopts, &skeleton, error);
    wm_skeleton_clear(&skeleton);
    return status;
}

static const struct wm_option options[] = {
    {.name = "organisation", .says = "The pack of an organisation, not of a framework"},
    {.name = "adopts", .value = "FRAMEWORK", .says = "What the organisation adopts: a framework of the rules folder"},
    {.name = "rules", .value = "ROOT", .says = "The rules folder; default: the present folder"},
    {0},
};
const struct wm_command wm_rules_new_command = {
    .name = "rules new",
    .arguments = "NAME",
    .least = 1,
    .most = 1,
    .summary = "Write a rule pack to begin with, with tests; needs no daemon",
    .details =
        "The pack is written to frameworks/NAME or organisations/NAME below the rules folder, with a .luarc.json "
        "that tells editors of the words of the rule language. It is without findings, and its tests pass: "
        "change it into yours. Nothing that is there is overwritten.",
    .options = options,
    .run = run,
};
