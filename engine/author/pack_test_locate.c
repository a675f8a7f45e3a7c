// SPDX-License-Identifier: MIT
#include "engine/author/pack_test.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static enum wm_status refuse(const char *folder, struct wm_error *error) {
    wm_error_set(error, WM_PARAMS, "no-pack", "%s is not the folder of a rule pack", folder);
    wm_error_where(error, "%s", folder);
    wm_error_expected(error, "…/frameworks/NAME or …/organisations/NAME, with framework.lua or organisation.lua in it");
    return WM_PARAMS;
}

// Cuts the last name off the path and gives it.
static char *cut(char *path) {
    char *slash = strrchr(path, '/');
    if (slash == NULL)
        return NULL;
    *slash = '\0';
    return slash + 1;
}

static bool has_main_file(struct wm_arena *arena, const char *path, const char *name, bool *ret_memory) {
    struct stat found;
    const char *file = wm_arena_printf(arena, "%s/%s", path, name);
    *ret_memory = file != NULL;
    return file != NULL && stat(file, &found) == 0 && S_ISREG(found.st_mode);
}

enum wm_status wm_pack_test_locate(const char *folder, struct wm_arena *arena, const char **ret_pack,
                                   const char **ret_root, struct wm_error *error) {
    char path[PATH_MAX];
    bool memory = true;
    if (realpath(folder, path) == NULL) {
        if (errno != ENOENT && errno != ENOTDIR)
            return wm_error_system(error, errno, folder);
        wm_error_set(error, WM_PARAMS, "missing-folder", "there is no folder %s", folder);
        return wm_error_where(error, "%s", folder);
    }
    bool framework = has_main_file(arena, path, "framework.lua", &memory);
    bool organisation = !framework && memory && has_main_file(arena, path, "organisation.lua", &memory);
    if (!memory)
        return wm_error_no_memory(error);
    const char *id = cut(path), *group = cut(path);
    if (id == NULL || group == NULL || (!framework && !organisation) ||
        strcmp(group, framework ? "frameworks" : "organisations") != 0)
        return refuse(folder, error);
    const char *pack = wm_arena_printf(arena, "%s/%s", group, id);
    const char *root = wm_arena_dup(arena, path[0] != '\0' ? path : "/");
    if (pack == NULL || root == NULL)
        return wm_error_no_memory(error);
    *ret_pack = pack;
    *ret_root = root;
    return WM_OK;
}
