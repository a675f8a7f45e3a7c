// SPDX-License-Identifier: MIT
#include "engine/daemon/watch_scan.h"

#include "engine/base/code.h"
#include "engine/base/file.h"
#include "engine/lang/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARENA_LARGEST ((size_t)256 << 20)
#define LINKS_MOST 40 // as the kernel

bool wm_watch_is_rules(const char *name) {
    size_t length = strlen(name);
    bool lua = length > 4 && strcmp(name + length - 4, ".lua") == 0;
    return (name[0] != '.' && lua) || strcmp(name, WM_SIGNATURE_FILE) == 0;
}

// --- what was found ---

// Room for one more at the end of a growing array; NULL when there is no memory.
static void *add(void **array, size_t *count, size_t *room, size_t size) {
    if (*count == *room) {
        size_t larger = *room > 0 ? 2 * *room : 64;
        void *moved = wm_realloc(*array, larger * size);
        if (moved == NULL)
            return NULL;
        *array = moved;
        *room = larger;
    }
    return (char *)*array + (*count)++ * size;
}

static enum wm_status add_folder(struct wm_watch_scan *scan, const char *path, const char *only, const char *pack,
                                 const struct stat *about, struct wm_error *error) {
    struct wm_watch_folder found = {.pack = pack, .device = about->st_dev, .inode = about->st_ino};
    found.path = wm_arena_dup(&scan->arena, path);
    found.only = only != NULL ? wm_arena_dup(&scan->arena, only) : NULL;
    if (found.path == NULL || (only != NULL && found.only == NULL))
        return wm_error_no_memory(error);
    struct wm_watch_folder *folder =
        add((void **)&scan->folders, &scan->folder_count, &scan->folder_room, sizeof *folder);
    if (folder == NULL)
        return wm_error_no_memory(error);
    *folder = found;
    return WM_OK;
}

// --- the way to a rules folder ---

struct way {
    char done[PATH_MAX]; // "" is the root of all; no link in it
    char left[PATH_MAX];
    unsigned links;
};

// Takes the next part of what is left. False at the end.
static bool next_part(struct way *way, char part[NAME_MAX + 1]) {
    const char *from = way->left + strspn(way->left, "/");
    size_t length = strcspn(from, "/");
    if (length == 0 || length > NAME_MAX)
        return false;
    memcpy(part, from, length);
    part[length] = '\0';
    memmove(way->left, from + length, strlen(from + length) + 1);
    return true;
}

static bool join(char text[PATH_MAX], const char *name) {
    size_t length = strlen(text), more = strlen(name);
    if (length + 1 + more >= PATH_MAX)
        return false;
    text[length] = '/';
    memcpy(text + length + 1, name, more + 1);
    return true;
}

// The link at `path` is what comes next, before what is left.
static bool follow(struct way *way, const char *path) {
    char target[PATH_MAX];
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length <= 0 || ++way->links > LINKS_MOST)
        return false;
    target[length] = '\0';
    if (target[0] == '/')
        way->done[0] = '\0';
    if (!join(target, way->left))
        return false;
    memcpy(way->left, target, strlen(target) + 1);
    return true;
}

// Follows the way to a rules folder part by part, and notes each name that it depends on: whoever swaps a link there, or
// moves a folder away, changes the rules. `ret_there` false: it leads nowhere, now.
static enum wm_status walk(struct wm_watch_scan *scan, const char *root, struct way *way, bool *ret_there,
                           struct wm_error *error) {
    char part[NAME_MAX + 1];
    *ret_there = false;
    way->done[0] = '\0';
    way->links = 0;
    if (strlen(root) >= sizeof way->left)
        return WM_OK;
    memcpy(way->left, root, strlen(root) + 1);
    while (next_part(way, part)) {
        struct stat about;
        char path[PATH_MAX];
        const char *folder = way->done[0] != '\0' ? way->done : "/";
        if (strcmp(part, ".") == 0)
            continue;
        if (strcmp(part, "..") == 0) {
            char *slash = strrchr(way->done, '/');
            if (slash != NULL)
                *slash = '\0';
            continue;
        }
        if (stat(folder, &about) != 0)
            return WM_OK;
        enum wm_status status = add_folder(scan, folder, part, NULL, &about, error);
        if (status != WM_OK)
            return status;
        memcpy(path, way->done, strlen(way->done) + 1);
        if (!join(path, part) || lstat(path, &about) != 0)
            return WM_OK;
        if (S_ISLNK(about.st_mode) ? !follow(way, path) : !S_ISDIR(about.st_mode))
            return WM_OK;
        if (!S_ISLNK(about.st_mode))
            memcpy(way->done, path, strlen(path) + 1);
    }
    *ret_there = way->left[strspn(way->left, "/")] == '\0';
    return WM_OK;
}

// --- packs ---

struct listing {
    int folder;
    struct stat about;
    struct wm_arena arena;
    const char **names;
    size_t count;
};

// `ret_there` false when it is no folder, not there any more, or not ours to read. No link is followed, as the loader
// follows none.
static enum wm_status open_listing(int above, const char *name, struct listing *listing, bool *ret_there,
                                   struct wm_error *error) {
    *ret_there = false;
    listing->folder = openat(above, name, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW);
    if (listing->folder < 0) {
        if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == EACCES)
            return WM_OK;
        return wm_error_system(error, errno, "looking at the rules folder");
    }
    wm_arena_init(&listing->arena, ARENA_LARGEST);
    enum wm_status status = WM_OK;
    if (fstat(listing->folder, &listing->about) != 0)
        status = wm_error_system(error, errno, "looking at the rules folder");
    if (status == WM_OK)
        status = wm_file_list(listing->folder, &listing->arena, &listing->names, &listing->count, error);
    *ret_there = status == WM_OK;
    if (status != WM_OK) {
        wm_arena_clear(&listing->arena);
        close(listing->folder);
    }
    return status;
}

static void close_listing(struct listing *listing) {
    wm_arena_clear(&listing->arena);
    close(listing->folder);
}

static void digest_file(struct wm_sha256_state *digest, int folder, const char *name) {
    struct stat about;
    wm_sha256_add_field(digest, name, strlen(name));
    if (fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) != 0)
        return;
    wm_sha256_add_u64(digest, about.st_ino);
    wm_sha256_add_u64(digest, (uint64_t)about.st_size);
    wm_sha256_add_u64(digest, (uint64_t)about.st_mtim.tv_sec);
    wm_sha256_add_u64(digest, (uint64_t)about.st_mtim.tv_nsec);
    wm_sha256_add_u64(digest, (uint64_t)about.st_ctim.tv_sec);
    wm_sha256_add_u64(digest, (uint64_t)about.st_ctim.tv_nsec);
}

// The folder of a pack, or (`deeper` false) of an organisation's own framework in it.
static enum wm_status look_files(struct wm_watch_scan *scan, int above, const char *path, const char *name,
                                 const char *pack, bool deeper, struct wm_sha256_state *digest, bool *ret_there,
                                 struct wm_error *error) {
    char own[PATH_MAX];
    struct listing listing;
    memcpy(own, path, strlen(path) + 1);
    if (!join(own, name)) {
        *ret_there = false;
        return WM_OK;
    }
    enum wm_status status = open_listing(above, name, &listing, ret_there, error);
    if (status != WM_OK || !*ret_there)
        return status;
    wm_sha256_add_field(digest, name, strlen(name));
    status = add_folder(scan, own, NULL, pack, &listing.about, error);
    for (size_t i = 0; i < listing.count && status == WM_OK; i++) {
        const char *each = listing.names[i];
        bool there;
        if (wm_watch_is_rules(each))
            digest_file(digest, listing.folder, each);
        else if (deeper && wm_code_valid(each, strlen(each)))
            status = look_files(scan, listing.folder, own, each, pack, false, digest, &there, error);
    }
    close_listing(&listing);
    return status;
}

static enum wm_status look_pack(struct wm_watch_scan *scan, size_t root, int above, const char *path, const char *group,
                                const char *name, struct wm_error *error) {
    struct wm_sha256_state digest;
    bool there;
    const char *pack = wm_arena_printf(&scan->arena, "%s/%s", group, name);
    if (pack == NULL)
        return wm_error_no_memory(error);
    wm_sha256_init(&digest);
    wm_sha256_add_field(&digest, path, strlen(path));
    bool deeper = strcmp(group, "organisations") == 0; // frameworks of its own
    enum wm_status status = look_files(scan, above, path, name, pack, deeper, &digest, &there, error);
    if (status != WM_OK || !there)
        return status;
    struct wm_watch_pack *found = add((void **)&scan->packs, &scan->pack_count, &scan->pack_room, sizeof *found);
    if (found == NULL)
        return wm_error_no_memory(error);
    *found = (struct wm_watch_pack){.name = pack, .root = root, .digest = wm_sha256_end(&digest)};
    return WM_OK;
}

static enum wm_status look_group(struct wm_watch_scan *scan, size_t root, int above, const char *path,
                                 const char *group, struct wm_error *error) {
    char own[PATH_MAX];
    struct listing listing;
    bool there;
    memcpy(own, path, strlen(path) + 1);
    if (!join(own, group))
        return WM_OK;
    enum wm_status status = open_listing(above, group, &listing, &there, error);
    if (status != WM_OK || !there)
        return status;
    status = add_folder(scan, own, NULL, NULL, &listing.about, error);
    for (size_t i = 0; i < listing.count && status == WM_OK; i++) {
        if (wm_code_valid(listing.names[i], strlen(listing.names[i])))
            status = look_pack(scan, root, listing.folder, own, group, listing.names[i], error);
    }
    close_listing(&listing);
    return status;
}

static enum wm_status look_root(struct wm_watch_scan *scan, size_t root, const char *path, struct wm_error *error) {
    struct way way;
    struct listing listing;
    bool there;
    enum wm_status status = walk(scan, path, &way, &there, error);
    if (status != WM_OK || !there)
        return status;
    const char *folder = way.done[0] != '\0' ? way.done : "/";
    status = open_listing(AT_FDCWD, folder, &listing, &there, error);
    if (status != WM_OK || !there)
        return status;
    status = add_folder(scan, folder, NULL, NULL, &listing.about, error);
    if (status == WM_OK)
        status = look_group(scan, root, listing.folder, way.done, "frameworks", error);
    if (status == WM_OK)
        status = look_group(scan, root, listing.folder, way.done, "organisations", error);
    close_listing(&listing);
    return status;
}

// --- in order ---

int wm_watch_folder_order(const char *path, const char *only, const char *other_path, const char *other_only) {
    int order = strcmp(path, other_path);
    if (order == 0)
        order = strcmp(only != NULL ? only : "", other_only != NULL ? other_only : "");
    return order;
}

static int by_place(const void *a, const void *b) {
    const struct wm_watch_folder *one = a, *other = b;
    return wm_watch_folder_order(one->path, one->only, other->path, other->only);
}

static int by_name(const void *a, const void *b) {
    const struct wm_watch_pack *one = a, *other = b;
    int order = strcmp(one->name, other->name);
    if (order == 0)
        order = one->root < other->root ? -1 : one->root > other->root ? 1 : 0;
    return order;
}

static void unite(struct wm_watch_pack *pack, const struct wm_watch_pack *other) {
    struct wm_sha256_state digest;
    wm_sha256_init(&digest);
    wm_sha256_add(&digest, pack->digest.bytes, sizeof pack->digest.bytes);
    wm_sha256_add(&digest, other->digest.bytes, sizeof other->digest.bytes);
    pack->digest = wm_sha256_end(&digest);
}

static void put_in_order(struct wm_watch_scan *scan) {
    size_t kept = 0;
    if (scan->pack_count > 1)
        qsort(scan->packs, scan->pack_count, sizeof *scan->packs, by_name);
    for (size_t i = 0; i < scan->pack_count; i++) {
        if (kept > 0 && strcmp(scan->packs[kept - 1].name, scan->packs[i].name) == 0)
            unite(&scan->packs[kept - 1], &scan->packs[i]);
        else
            scan->packs[kept++] = scan->packs[i];
    }
    scan->pack_count = kept;
    kept = 0;
    if (scan->folder_count > 1)
        qsort(scan->folders, scan->folder_count, sizeof *scan->folders, by_place);
    for (size_t i = 0; i < scan->folder_count; i++) {
        if (kept == 0 || by_place(&scan->folders[kept - 1], &scan->folders[i]) != 0)
            scan->folders[kept++] = scan->folders[i];
    }
    scan->folder_count = kept;
}

enum wm_status wm_watch_look(const char *const *roots, size_t root_count, struct wm_watch_scan *ret_scan,
                             struct wm_error *error) {
    struct wm_watch_scan scan = {.pack_count = 0};
    wm_arena_init(&scan.arena, ARENA_LARGEST);
    enum wm_status status = WM_OK;
    for (size_t i = 0; i < root_count && status == WM_OK; i++)
        status = look_root(&scan, i, roots[i], error);
    if (status != WM_OK) {
        wm_watch_scan_clear(&scan);
        return status;
    }
    put_in_order(&scan);
    *ret_scan = scan;
    return WM_OK;
}

void wm_watch_scan_clear(struct wm_watch_scan *scan) {
    wm_free(scan->packs);
    wm_free(scan->folders);
    wm_arena_clear(&scan->arena);
    *scan = (struct wm_watch_scan){.pack_count = 0};
}
