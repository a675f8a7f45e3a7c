// SPDX-License-Identifier: MIT
// Packs in folders on disk. A link is never followed below a rules root: what a pack reads is inside the pack.
#include "engine/base/file.h"
#include "engine/lang/limits.h"
#include "engine/lang/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct wm_pack_folders {
    size_t count;
    int roots[]; // open folders
};

#define FOLDER_FLAGS (O_RDONLY | O_CLOEXEC | O_DIRECTORY)

enum wm_status wm_pack_folders_open(const char *const *roots, size_t count, struct wm_pack_folders **ret_folders,
                                    struct wm_error *error) {
    struct wm_pack_folders *folders = wm_alloc_zero(1, sizeof *folders + count * sizeof folders->roots[0]);
    if (folders == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        int root = open(roots[i], FOLDER_FLAGS);
        if (root < 0) {
            int number = errno;
            enum wm_status status = WM_NOT_FOUND;
            if (number == ENOENT || number == ENOTDIR)
                wm_error_set(error, WM_NOT_FOUND, "missing-folder", "there is no rules folder %s", roots[i]);
            else
                status = wm_error_system(error, number, "opening the rules folder");
            wm_error_where(error, "%s", roots[i]);
            wm_pack_folders_close(folders);
            return status;
        }
        folders->roots[folders->count++] = root;
    }
    *ret_folders = folders;
    return WM_OK;
}

void wm_pack_folders_close(struct wm_pack_folders *folders) {
    if (folders == NULL)
        return;
    for (size_t i = 0; i < folders->count; i++)
        close(folders->roots[i]);
    wm_free(folders);
}

static int open_part(int above, const char *name) {
    int folder = openat(above, name, FOLDER_FLAGS | O_NOFOLLOW);
    int number = errno;
    struct stat about; // a link that must not be followed is reported as "not a folder"
    if (folder < 0 && number == ENOTDIR && fstatat(above, name, &about, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISLNK(about.st_mode))
        number = ELOOP;
    errno = number;
    return folder;
}

// Opens "group", "group/id" or "group/id/id" below a root, part by part. -1 and errno.
static int open_below(int root, const char *path) {
    int folder = -1, above = root;
    for (const char *part = path; part != NULL; part = strchr(part, '/') != NULL ? strchr(part, '/') + 1 : NULL) {
        char name[WM_CODE_LONGEST + 1];
        size_t length = (size_t)(strchrnul(part, '/') - part);
        bool fits = length < sizeof name;
        if (fits) {
            memcpy(name, part, length);
            name[length] = '\0';
            folder = open_part(above, name);
        }
        int number = fits ? errno : ENOENT;
        if (above != root)
            close(above);
        errno = number;
        if (!fits || folder < 0)
            return -1;
        above = folder;
    }
    return folder;
}

// The first root that has the pack.
static enum wm_status find(const struct wm_pack_folders *folders, const char *pack, int *ret_root, int *ret_folder,
                           struct wm_error *error) {
    for (size_t i = 0; i < folders->count; i++) {
        int folder = open_below(folders->roots[i], pack);
        if (folder >= 0) {
            *ret_root = folders->roots[i];
            *ret_folder = folder;
            return WM_OK;
        }
        if (errno == ENOENT || errno == ENOTDIR)
            continue;
        enum wm_status status = WM_RULES;
        if (errno == ELOOP)
            wm_error_set(error, WM_RULES, "file-link", "%s is a link: links are not followed", pack);
        else
            status = wm_error_system(error, errno, "opening the pack's folder");
        wm_error_where(error, "%s", pack);
        return status;
    }
    wm_error_set(error, WM_NOT_FOUND, "missing-folder", "there is no folder %s among the rules", pack);
    wm_error_where(error, "%s", pack);
    return WM_NOT_FOUND;
}

static bool is_lua(const char *name) {
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".lua") == 0;
}

static enum wm_status list(void *context, const char *pack, struct wm_arena *arena, const char ***ret_names,
                           size_t *ret_count, struct wm_error *error) {
    int root, folder;
    enum wm_status status = find(context, pack, &root, &folder, error);
    if (status != WM_OK)
        return status;
    const char **names = NULL;
    size_t count = 0, kept = 0;
    status = wm_file_list(folder, arena, &names, &count, error);
    close(folder);
    if (status != WM_OK)
        return status;
    for (size_t i = 0; i < count; i++) {
        if (is_lua(names[i]))
            names[kept++] = names[i];
    }
    *ret_names = names;
    *ret_count = kept;
    return WM_OK;
}

static enum wm_status read_file(void *context, const char *pack, const char *name, struct wm_buffer *ret_bytes,
                                struct wm_error *error) {
    enum { LARGEST = 1 << 20 }; // whatever the pack's limit says
    int root, folder;
    enum wm_status status = find(context, pack, &root, &folder, error);
    if (status != WM_OK)
        return status;
    status = wm_file_read_at(folder, name, LARGEST, ret_bytes, error);
    close(folder);
    return status;
}

// Of what stands in an organisation's folder only what holds rules is a framework of its own.
static enum wm_status is_pack(int group_folder, const char *group, const char *name, struct wm_arena *arena,
                              bool *ret_pack, struct wm_error *error) {
    struct stat about;
    *ret_pack = fstatat(group_folder, name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(about.st_mode) &&
                wm_code_valid(name, strlen(name));
    if (!*ret_pack || strchr(group, '/') == NULL)
        return WM_OK;
    *ret_pack = false;
    int folder = open_part(group_folder, name);
    if (folder < 0)
        return WM_OK;
    const char **files = NULL;
    size_t count = 0;
    enum wm_status status = wm_file_list(folder, arena, &files, &count, error);
    close(folder);
    for (size_t i = 0; i < count; i++)
        *ret_pack = *ret_pack || is_lua(files[i]);
    return status;
}

// Merges the packs of one root into those already found; both sorted.
static enum wm_status merge(int root, const char *group, struct wm_arena *arena, const char ***names, size_t *count,
                            struct wm_error *error) {
    int folder = open_below(root, group);
    if (folder < 0)
        return WM_OK; // a root need not have both groups
    const char **found = NULL, **merged = NULL;
    size_t found_count = 0, i = 0, total = 0;
    enum wm_status status = wm_file_list(folder, arena, &found, &found_count, error);
    if (status == WM_OK) {
        merged = wm_arena_zero(arena, *count + found_count + 1, sizeof *merged);
        if (merged == NULL)
            status = wm_error_no_memory(error);
    }
    for (size_t k = 0; k < found_count && status == WM_OK; k++) {
        bool pack = false;
        status = is_pack(folder, group, found[k], arena, &pack, error);
        if (!pack)
            continue;
        while (i < *count && strcmp((*names)[i], found[k]) < 0)
            merged[total++] = (*names)[i++];
        if (i == *count || strcmp((*names)[i], found[k]) != 0)
            merged[total++] = found[k];
    }
    close(folder);
    if (status != WM_OK)
        return status;
    while (i < *count)
        merged[total++] = (*names)[i++];
    *names = merged;
    *count = total;
    return WM_OK;
}

static enum wm_status packs(void *context, const char *group, struct wm_arena *arena, const char ***ret_names,
                            size_t *ret_count, struct wm_error *error) {
    const struct wm_pack_folders *folders = context;
    const char **names = NULL;
    size_t count = 0;
    enum wm_status status = WM_OK;
    for (size_t i = 0; i < folders->count && status == WM_OK; i++)
        status = merge(folders->roots[i], group, arena, &names, &count, error);
    if (status != WM_OK)
        return status;
    *ret_names = names;
    *ret_count = count;
    return WM_OK;
}

struct wm_pack_source wm_pack_folders_source(struct wm_pack_folders *folders) {
    return (struct wm_pack_source){folders, list, read_file, packs};
}
