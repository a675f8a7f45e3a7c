// SPDX-License-Identifier: MIT
#include "api/cli/rules_pack.h"

#include "engine/author/pack_test.h"

#include <string.h>

// The pack itself, and the frameworks in its folders.
static const struct wm_pack_source *source_of(const struct wm_rules_pack *pack, const char *name) {
    size_t length = strlen(pack->name);
    bool own = strncmp(name, pack->name, length) == 0 && (name[length] == '\0' || name[length] == '/');
    return own ? &pack->own_source : &pack->other_source;
}

static enum wm_status list_files(void *context, const char *pack, struct wm_arena *arena, const char ***ret_names,
                                 size_t *ret_count, struct wm_error *error) {
    const struct wm_pack_source *source = source_of(context, pack);
    return source->list(source->context, pack, arena, ret_names, ret_count, error);
}

static enum wm_status read_file(void *context, const char *pack, const char *name, struct wm_buffer *ret_bytes,
                                struct wm_error *error) {
    const struct wm_pack_source *source = source_of(context, pack);
    return source->read(source->context, pack, name, ret_bytes, error);
}

static enum wm_status list_packs(void *context, const char *group, struct wm_arena *arena, const char ***ret_names,
                                 size_t *ret_count, struct wm_error *error) {
    const struct wm_pack_source *source = source_of(context, group);
    return source->packs(source->context, group, arena, ret_names, ret_count, error);
}

enum wm_status wm_rules_pack_open(struct wm_cli *cli, const char *folder, struct wm_rules_pack *ret_pack,
                                  struct wm_error *error) {
    const char *root = NULL;
    const char *rules = wm_cli_value(cli, "rules");
    struct wm_rules_pack pack = {0};
    enum wm_status status = wm_pack_test_locate(folder, &cli->arena, &pack.name, &root, error);
    if (status == WM_OK)
        status = wm_pack_folders_open(&root, 1, &pack.own, error);
    if (status == WM_OK)
        status = wm_pack_folders_open(rules != NULL ? &rules : &root, 1, &pack.others, error);
    if (status != WM_OK) {
        wm_rules_pack_close(&pack);
        return status;
    }
    pack.own_source = wm_pack_folders_source(pack.own);
    pack.other_source = wm_pack_folders_source(pack.others);
    pack.source = (struct wm_pack_source){ret_pack, list_files, read_file, list_packs};
    *ret_pack = pack;
    return WM_OK;
}

void wm_rules_pack_close(struct wm_rules_pack *pack) {
    wm_pack_folders_close(pack->own);
    wm_pack_folders_close(pack->others);
    *pack = (struct wm_rules_pack){0};
}
