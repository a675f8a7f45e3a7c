// SPDX-License-Identifier: MIT
#include "engine/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum wm_status failed(int number, const char *what, const char *name, struct wm_error *error) {
    enum wm_status status = WM_SYSTEM;
    if (number == ENOENT || number == ENOTDIR)
        status = wm_error_set(error, WM_NOT_FOUND, "file-missing", "there is no file %s", name);
    else if (number == ELOOP)
        status = wm_error_set(error, WM_DENIED, "file-link", "%s is a link: links are not followed", name);
    else
        status = wm_error_system(error, number, what);
    wm_error_where(error, "%s", name);
    return status;
}

// Reads until the end of the file or until `bytes` is full.
static enum wm_status read_bytes(int file, size_t guess, const char *name, struct wm_buffer *bytes,
                                 struct wm_error *error) {
    while (bytes->length < bytes->maximum) {
        size_t room = bytes->maximum - bytes->length;
        room = room < guess ? room : guess;
        if (!wm_buffer_reserve(bytes, room))
            return wm_error_no_memory(error);
        ssize_t got = read(file, bytes->data + bytes->length, room);
        if (got == 0)
            break;
        if (got < 0 && errno != EINTR)
            return failed(errno, "reading the file", name, error);
        bytes->length += got > 0 ? (size_t)got : 0;
    }
    bytes->data[bytes->length] = '\0';
    return WM_OK;
}

static enum wm_status too_large(const char *name, size_t maximum, struct wm_error *error) {
    wm_error_set(error, WM_LIMIT, "file-too-large", "%s is larger than %zu bytes", name, maximum);
    wm_error_where(error, "%s", name);
    return WM_LIMIT;
}

static enum wm_status read_all(int file, const char *name, size_t maximum, struct wm_buffer *ret_bytes,
                               struct wm_error *error) {
    struct stat about;
    if (fstat(file, &about) != 0)
        return failed(errno, "looking at the file", name, error);
    if (!S_ISREG(about.st_mode)) {
        wm_error_set(error, WM_DENIED, "file-kind", "%s is not a regular file", name);
        wm_error_where(error, "%s", name);
        return WM_DENIED;
    }
    if (about.st_size > 0 && (size_t)about.st_size > maximum)
        return too_large(name, maximum, error);
    struct wm_buffer bytes;
    wm_buffer_init(&bytes, maximum < SIZE_MAX ? maximum + 1 : maximum);  // one more: it may have grown since
    size_t guess = about.st_size > 0 ? (size_t)about.st_size + 1 : 4096; // files of /proc say 0
    enum wm_status status = read_bytes(file, guess, name, &bytes, error);
    if (status == WM_OK && bytes.length > maximum)
        status = too_large(name, maximum, error);
    if (status != WM_OK) {
        wm_buffer_clear(&bytes);
        return status;
    }
    bytes.maximum = maximum;
    *ret_bytes = bytes;
    return WM_OK;
}

#define OPEN_FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) // not blocking: a FIFO must not hold us

enum wm_status wm_file_read(const char *path, size_t maximum, struct wm_buffer *ret_bytes, struct wm_error *error) {
    int file = open(path, OPEN_FLAGS);
    if (file < 0)
        return failed(errno, "opening the file", path, error);
    enum wm_status status = read_all(file, path, maximum, ret_bytes, error);
    close(file);
    return status;
}

// The next part of a path: its length, 0 at the end. Refuses `.`, `..`, empty parts and those too long for `part`.
static bool next_part(const char **name, char part[256]) {
    const char *slash = strchrnul(*name, '/');
    size_t length = (size_t)(slash - *name);
    if (length == 0 || length > 255)
        return false;
    memcpy(part, *name, length);
    part[length] = '\0';
    *name = *slash == '/' ? slash + 1 : slash;
    bool ends_in_slash = *slash == '/' && slash[1] == '\0';
    return !ends_in_slash && strcmp(part, ".") != 0 && strcmp(part, "..") != 0;
}

// Opens part by part, so that no folder on the way may be a link either.
static int open_below(int folder, const char *name) {
    char part[256];
    int at = folder;
    for (;;) {
        int next = -1;
        bool fine = next_part(&name, part);
        bool last = *name == '\0';
        if (fine)
            next = openat(at, part, OPEN_FLAGS | O_NOFOLLOW | (last ? 0 : O_DIRECTORY));
        int number = fine ? errno : EINVAL;
        // A link opened with O_DIRECTORY reports ENOTDIR: tell the two apart.
        struct stat about;
        if (fine && next < 0 && number == ENOTDIR && fstatat(at, part, &about, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISLNK(about.st_mode))
            number = ELOOP;
        if (at != folder)
            close(at);
        if (next < 0)
            errno = number;
        if (next < 0 || last)
            return next;
        at = next;
    }
}

enum wm_status wm_file_read_at(int folder, const char *name, size_t maximum, struct wm_buffer *ret_bytes,
                               struct wm_error *error) {
    int file = open_below(folder, name);
    if (file < 0 && errno == EINVAL) {
        wm_error_set(error, WM_DENIED, "file-name", "%s is not a name inside the folder", name);
        wm_error_where(error, "%s", name);
        return WM_DENIED;
    }
    if (file < 0)
        return failed(errno, "opening the file", name, error);
    enum wm_status status = read_all(file, name, maximum, ret_bytes, error);
    close(file);
    return status;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// Names are gathered in growing blocks of the arena; what is outgrown stays there until the arena goes.
static bool names_add(struct wm_arena *arena, const char ***names, size_t count, size_t *room, const char *name) {
    if (count == *room) {
        size_t larger = *room > 0 ? 2 * *room : 16;
        const char **moved = wm_arena_zero(arena, larger, sizeof *moved);
        if (moved == NULL)
            return false;
        if (count > 0)
            memcpy(moved, *names, count * sizeof *moved);
        *names = moved;
        *room = larger;
    }
    (*names)[count] = wm_arena_dup(arena, name);
    return (*names)[count] != NULL;
}

static enum wm_status gather(DIR *entries, struct wm_arena *arena, const char ***ret_names, size_t *ret_count,
                             struct wm_error *error) {
    const char **names = NULL;
    size_t count = 0;
    size_t room = 0;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(entries);
        if (entry == NULL && errno != 0)
            return wm_error_system(error, errno, "reading the folder");
        if (entry == NULL)
            break;
        if (entry->d_name[0] == '.')
            continue;
        if (!names_add(arena, &names, count, &room, entry->d_name))
            return wm_error_no_memory(error);
        count++;
    }
    if (count > 1)
        qsort(names, count, sizeof *names, by_bytes);
    *ret_names = names;
    *ret_count = count;
    return WM_OK;
}

enum wm_status wm_file_list(int folder, struct wm_arena *arena, const char ***ret_names, size_t *ret_count,
                            struct wm_error *error) {
    int again = openat(folder, ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY); // its own position, closed by closedir
    if (again < 0)
        return wm_error_system(error, errno, "opening the folder");
    DIR *entries = fdopendir(again);
    if (entries == NULL) {
        int number = errno;
        close(again);
        return wm_error_system(error, number, "opening the folder");
    }
    enum wm_status status = gather(entries, arena, ret_names, ret_count, error);
    closedir(entries);
    return status;
}
