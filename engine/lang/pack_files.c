// SPDX-License-Identifier: MIT
// Packs in memory: kept sources of a ruleset, and tests.
#include "engine/lang/pack.h"

#include <stdlib.h>
#include <string.h>

// The name of a file of the pack, or NULL.
static const char *name_in(const char *pack, const char *path) {
    size_t length = strlen(pack);
    if (strncmp(path, pack, length) != 0 || path[length] != '/' || strchr(path + length + 1, '/') != NULL)
        return NULL;
    return path + length + 1;
}

static bool is_lua(const char *name) {
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".lua") == 0;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum wm_status list(void *context, const char *pack, struct wm_arena *arena, const char ***ret_names,
                           size_t *ret_count, struct wm_error *error) {
    const struct wm_pack_files *files = context;
    const char **names = wm_arena_zero(arena, files->count + 1, sizeof *names);
    size_t count = 0;
    if (names == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < files->count; i++) {
        const char *name = name_in(pack, files->files[i].path);
        if (name != NULL && is_lua(name)) // signatures may be among them
            names[count++] = name;
    }
    if (count == 0)
        return wm_error_set(error, WM_NOT_FOUND, "missing-folder", "there is no pack %s among the files", pack);
    qsort(names, count, sizeof *names, by_bytes);
    *ret_names = names;
    *ret_count = count;
    return WM_OK;
}

static enum wm_status read_file(void *context, const char *pack, const char *name, struct wm_buffer *ret_bytes,
                                struct wm_error *error) {
    const struct wm_pack_files *files = context;
    for (size_t i = 0; i < files->count; i++) {
        const struct wm_ruleset_file *file = &files->files[i];
        const char *own = name_in(pack, file->path);
        if (own == NULL || strcmp(own, name) != 0)
            continue;
        struct wm_buffer bytes;
        wm_buffer_init(&bytes, file->length + 1);
        wm_buffer_add(&bytes, file->bytes, file->length);
        if (bytes.failed) {
            wm_buffer_clear(&bytes);
            return wm_error_no_memory(error);
        }
        *ret_bytes = bytes;
        return WM_OK;
    }
    return wm_error_set(error, WM_NOT_FOUND, "file-missing", "there is no file %s in %s", name, pack);
}

static enum wm_status packs(void *context, const char *group, struct wm_arena *arena, const char ***ret_names,
                            size_t *ret_count, struct wm_error *error) {
    const struct wm_pack_files *files = context;
    const char **names = wm_arena_zero(arena, files->count + 1, sizeof *names);
    size_t count = 0, group_length = strlen(group), kept = 0;
    if (names == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < files->count; i++) {
        const char *path = files->files[i].path;
        const char *slash = strncmp(path, group, group_length) == 0 && path[group_length] == '/'
                                ? strchr(path + group_length + 1, '/')
                                : NULL;
        if (slash == NULL)
            continue;
        names[count] = wm_arena_dup_n(arena, path + group_length + 1, (size_t)(slash - path) - group_length - 1);
        if (names[count++] == NULL)
            return wm_error_no_memory(error);
    }
    if (count > 0)
        qsort(names, count, sizeof *names, by_bytes);
    for (size_t i = 0; i < count; i++) { // one name a pack
        if (kept == 0 || strcmp(names[kept - 1], names[i]) != 0)
            names[kept++] = names[i];
    }
    *ret_names = names;
    *ret_count = kept;
    return WM_OK;
}

struct wm_pack_source wm_pack_files_source(struct wm_pack_files *files) {
    return (struct wm_pack_source){files, list, read_file, packs};
}
