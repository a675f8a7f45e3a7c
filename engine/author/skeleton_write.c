// SPDX-License-Identifier: MIT
// A new pack onto the disk: all of it or nothing.
#include "engine/author/skeleton.h"

#include "engine/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MADE_BY "---@meta waymark" // how our annotations begin, of whatever version
enum { ANNOTATIONS_MOST = 1 << 20, FOLDERS_MOST = 16 };

struct writing {
    const struct wm_skeleton *skeleton;
    int root;
    char folders[FOLDERS_MOST][256]; // made here, outermost first
    size_t folder_count;
    bool written[FOLDERS_MOST];
    struct wm_error *error;
};

// --- folders ---

static enum wm_status make_folder(struct writing *writing, const char *path) {
    if (mkdirat(writing->root, path, 0777) != 0)
        return errno == EEXIST ? WM_OK : wm_error_system(writing->error, errno, path);
    snprintf(writing->folders[writing->folder_count++], sizeof writing->folders[0], "%s", path);
    return WM_OK;
}

// "frameworks" and "frameworks/x" of "frameworks/x/levels.lua".
static enum wm_status make_folders(struct writing *writing, const char *path) {
    char folder[256];
    enum wm_status status = WM_OK;
    for (const char *slash = strchr(path, '/'); slash != NULL && status == WM_OK; slash = strchr(slash + 1, '/')) {
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
        status = make_folder(writing, folder);
    }
    return status;
}

// --- files ---

static enum wm_status write_all(struct writing *writing, int file, const struct wm_skeleton_file *text) {
    size_t at = 0;
    while (at < text->length) {
        ssize_t put = write(file, text->bytes + at, text->length - at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return wm_error_system(writing->error, errno, text->path);
        at += (size_t)put;
    }
    return WM_OK;
}

static enum wm_status create(struct writing *writing, const struct wm_skeleton_file *text, bool *ret_there) {
    int file = openat(writing->root, text->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    *ret_there = false;
    if (file < 0) {
        *ret_there = errno == EEXIST;
        return *ret_there ? WM_OK : wm_error_system(writing->error, errno, text->path);
    }
    enum wm_status status = write_all(writing, file, text);
    if (close(file) != 0 && status == WM_OK)
        status = wm_error_system(writing->error, errno, text->path);
    if (status != WM_OK)
        unlinkat(writing->root, text->path, 0);
    return status;
}

// Annotations of another version are ours to replace; whatever else stands there is not.
static bool is_old(const struct writing *writing, const struct wm_skeleton_file *text) {
    struct wm_buffer bytes;
    size_t begin = strlen(MADE_BY);
    if (strncmp(text->bytes, MADE_BY, begin) != 0 ||
        wm_file_read_at(writing->root, text->path, ANNOTATIONS_MOST, &bytes, NULL) != WM_OK)
        return false;
    bool ours = bytes.length >= begin && memcmp(bytes.data, MADE_BY, begin) == 0;
    bool same = bytes.length == text->length && memcmp(bytes.data, text->bytes, text->length) == 0;
    wm_buffer_clear(&bytes);
    return ours && !same;
}

static enum wm_status write_file(struct writing *writing, size_t place) {
    const struct wm_skeleton_file *text = &writing->skeleton->files[place];
    bool there = false;
    enum wm_status status = make_folders(writing, text->path);
    if (status == WM_OK && text->shared && is_old(writing, text) && unlinkat(writing->root, text->path, 0) != 0)
        status = wm_error_system(writing->error, errno, text->path);
    if (status == WM_OK)
        status = create(writing, text, &there);
    if (status == WM_OK && there && !text->shared) {
        wm_error_set(writing->error, WM_CONFLICT, "exists", "%s is there already", text->path);
        status = WM_CONFLICT;
    }
    writing->written[place] = status == WM_OK && !there;
    return status;
}

static void undo(struct writing *writing) {
    for (size_t i = 0; i < writing->skeleton->count; i++)
        if (writing->written[i])
            unlinkat(writing->root, writing->skeleton->files[i].path, 0);
    while (writing->folder_count > 0)
        unlinkat(writing->root, writing->folders[--writing->folder_count], AT_REMOVEDIR);
}

enum wm_status wm_skeleton_write(const struct wm_skeleton *skeleton, const char *root, struct wm_error *error) {
    struct writing writing = {.skeleton = skeleton, .error = error};
    struct stat there;
    writing.root = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (writing.root < 0)
        return wm_error_system(error, errno, root);
    enum wm_status status = WM_OK;
    if (fstatat(writing.root, skeleton->pack, &there, AT_SYMLINK_NOFOLLOW) == 0) {
        wm_error_set(error, WM_CONFLICT, "exists", "%s is there already: nothing was written", skeleton->pack);
        wm_error_where(error, "%s/%s", root, skeleton->pack);
        status = WM_CONFLICT;
    }
    for (size_t i = 0; i < skeleton->count && status == WM_OK; i++)
        status = write_file(&writing, i);
    if (status != WM_OK)
        undo(&writing);
    close(writing.root);
    return status;
}
