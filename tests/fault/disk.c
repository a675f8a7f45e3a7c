// SPDX-License-Identifier: MIT
#include "tests/fault/disk.h"

#include "engine/store/sqlite.h"

#include <stdio.h>

#define MOST_FILES 8

// --- What is on the disk ---

struct change {
    struct change *next;
    size_t offset; // of a truncation: the new size
    size_t size;
    bool truncation;
    uint8_t bytes[];
};

enum presence { ABSENT, MAYBE, SURE };

struct image {
    char name[32]; // within the folder
    bool is_there; // as the program sees it
    enum presence presence;
    struct wm_test_bytes {
        uint8_t *data;
        size_t size;
    } durable;
    struct change *first;
    struct change *last;
};

static struct {
    sqlite3_vfs own;
    sqlite3_vfs *real;
    const char *folder;
    struct image images[MOST_FILES];
    size_t image_count;
    size_t open; // files being watched that are open
    bool lies;
    enum disk_fault fault;
    int64_t countdown; // 0 = off
    bool persistent;
    bool failed;
    int64_t changes;
    void (*changed)(void *context);
    void *context;
} disk;

static void apply(struct wm_test_bytes *bytes, const struct change *change, size_t size) {
    size_t end = change->truncation ? change->offset : change->offset + size;
    if (end > bytes->size || change->truncation) {
        bytes->data = test_realloc(bytes->data, end + 1);
        if (end > bytes->size)
            memset(bytes->data + bytes->size, 0, end - bytes->size);
        bytes->size = end;
    }
    if (!change->truncation)
        memcpy(bytes->data + change->offset, change->bytes, size);
}

static void drop_changes(struct image *image) {
    while (image->first != NULL) {
        struct change *next = image->first->next;
        test_free(image->first);
        image->first = next;
    }
    image->last = NULL;
}

static void forget_content(struct image *image) {
    drop_changes(image);
    if (image->durable.data != NULL)
        test_free(image->durable.data);
    image->durable = (struct wm_test_bytes){NULL, 0};
}

static void note(struct image *image, bool truncation, size_t offset, const void *bytes, size_t size) {
    struct change *change = test_malloc(sizeof *change + size);
    *change = (struct change){.offset = offset, .size = size, .truncation = truncation};
    if (size > 0)
        memcpy(change->bytes, bytes, size);
    if (image->last != NULL)
        image->last->next = change;
    else
        image->first = change;
    image->last = change;
}

static void changed(void) {
    disk.changes++;
    if (disk.changed != NULL)
        disk.changed(disk.context);
}

static void sync_folder(void) {
    for (size_t i = 0; i < disk.image_count; i++) {
        struct image *image = &disk.images[i];
        if (image->is_there)
            image->presence = SURE;
        else
            image->presence = ABSENT;
    }
}

static void sync_image(struct image *image) {
    for (const struct change *change = image->first; change != NULL; change = change->next)
        apply(&image->durable, change, change->size);
    drop_changes(image);
}

// The image of a path; NULL when the file is not ours to watch.
static struct image *image_of(const char *path) {
    size_t length = disk.folder != NULL ? strlen(disk.folder) : 0;
    if (path == NULL || length == 0 || strncmp(path, disk.folder, length) != 0 || path[length] != '/')
        return NULL;
    const char *name = path + length + 1;
    for (size_t i = 0; i < disk.image_count; i++)
        if (strcmp(disk.images[i].name, name) == 0)
            return &disk.images[i];
    wm_require(disk.image_count < MOST_FILES && strlen(name) < sizeof disk.images[0].name);
    struct image *image = &disk.images[disk.image_count++];
    *image = (struct image){.presence = ABSENT};
    memcpy(image->name, name, strlen(name) + 1);
    return image;
}

// --- Failing ---

static bool about(enum disk_fault fault, int code) {
    switch (fault) {
    case DISK_FULL: return code == SQLITE_IOERR_WRITE;
    case DISK_SYNC_FAILS: return code == SQLITE_IOERR_FSYNC;
    default: return true;
    }
}

// Does the operation whose error is `code` fail? Then with the code given here, else SQLITE_OK.
static int fails(const struct image *image, int code) {
    if (image == NULL || disk.countdown == 0 || !about(disk.fault, code) || --disk.countdown > 0)
        return SQLITE_OK;
    disk.countdown = disk.persistent ? 1 : 0;
    disk.failed = true;
    return disk.fault == DISK_FULL ? SQLITE_FULL : code;
}

// --- Files ---

struct file {
    sqlite3_file base;
    struct image *image; // NULL: not watched
    bool sync_folder;    // with its first sync
    sqlite3_file *real;  // in the room behind this
};

static struct file *file_of(sqlite3_file *base) {
    return (struct file *)(void *)base;
}

#define REAL(base) (file_of(base)->real)
#define TRY(base, code)                                                                                                \
    do {                                                                                                               \
        int failed_ = fails(file_of(base)->image, (code));                                                             \
        if (failed_ != SQLITE_OK)                                                                                      \
            return failed_;                                                                                            \
    } while (0)

static int file_close(sqlite3_file *base) {
    disk.open -= file_of(base)->image != NULL;
    return REAL(base)->pMethods->xClose(REAL(base));
}

static int file_read(sqlite3_file *base, void *bytes, int size, sqlite3_int64 offset) {
    TRY(base, SQLITE_IOERR_READ);
    return REAL(base)->pMethods->xRead(REAL(base), bytes, size, offset);
}

static int file_write(sqlite3_file *base, const void *bytes, int size, sqlite3_int64 offset) {
    TRY(base, SQLITE_IOERR_WRITE);
    int code = REAL(base)->pMethods->xWrite(REAL(base), bytes, size, offset);
    if (code == SQLITE_OK && file_of(base)->image != NULL) {
        note(file_of(base)->image, false, (size_t)offset, bytes, (size_t)size);
        changed();
    }
    return code;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    TRY(base, SQLITE_IOERR_TRUNCATE);
    int code = REAL(base)->pMethods->xTruncate(REAL(base), size);
    if (code == SQLITE_OK && file_of(base)->image != NULL) {
        note(file_of(base)->image, true, (size_t)size, NULL, 0);
        changed();
    }
    return code;
}

static int file_sync(sqlite3_file *base, int flags) {
    struct file *file = file_of(base);
    TRY(base, SQLITE_IOERR_FSYNC);
    (void)flags; // never handed on: nobody pulls the plug of the real disk
    if (file->image == NULL)
        return SQLITE_OK;
    if (!disk.lies) {
        sync_image(file->image);
        if (file->sync_folder)
            sync_folder();
        file->sync_folder = false;
    }
    changed();
    return SQLITE_OK;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
    TRY(base, SQLITE_IOERR_FSTAT);
    return REAL(base)->pMethods->xFileSize(REAL(base), size);
}

static int file_lock(sqlite3_file *base, int level) {
    TRY(base, SQLITE_IOERR_LOCK);
    return REAL(base)->pMethods->xLock(REAL(base), level);
}

static int file_unlock(sqlite3_file *base, int level) {
    return REAL(base)->pMethods->xUnlock(REAL(base), level);
}

static int file_check_lock(sqlite3_file *base, int *out) {
    TRY(base, SQLITE_IOERR_CHECKRESERVEDLOCK);
    return REAL(base)->pMethods->xCheckReservedLock(REAL(base), out);
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    return REAL(base)->pMethods->xFileControl(REAL(base), operation, argument);
}

static int file_sector(sqlite3_file *base) {
    return REAL(base)->pMethods->xSectorSize(REAL(base));
}

static int file_traits(sqlite3_file *base) {
    return REAL(base)->pMethods->xDeviceCharacteristics(REAL(base));
}

static int shm_map(sqlite3_file *base, int region, int size, int extend, void volatile **memory) {
    TRY(base, SQLITE_IOERR_SHMMAP);
    return REAL(base)->pMethods->xShmMap(REAL(base), region, size, extend, memory);
}

static int shm_lock(sqlite3_file *base, int offset, int count, int flags) {
    if ((flags & SQLITE_SHM_LOCK) != 0)
        TRY(base, SQLITE_IOERR_SHMLOCK);
    return REAL(base)->pMethods->xShmLock(REAL(base), offset, count, flags);
}

static void shm_barrier(sqlite3_file *base) {
    REAL(base)->pMethods->xShmBarrier(REAL(base));
}

static int shm_unmap(sqlite3_file *base, int remove) {
    return REAL(base)->pMethods->xShmUnmap(REAL(base), remove);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2, // without memory-mapped reading: the store does not use it
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

// --- The folder ---

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *ret_flags) {
    (void)vfs;
    struct file *file = file_of(base);
    const int kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
    *file = (struct file){.image = (flags & kept) != 0 ? image_of(path) : NULL};
    file->real = (sqlite3_file *)(void *)(file + 1);
    file->real->pMethods = NULL;
    int code = fails(file->image, SQLITE_CANTOPEN);
    if (code != SQLITE_OK)
        return code;
    code = disk.real->xOpen(disk.real, path, file->real, flags, ret_flags);
    if (file->real->pMethods == NULL)
        return code;
    base->pMethods = &methods;
    struct image *image = file->image;
    disk.open += image != NULL;
    file->sync_folder =
        (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0 && (flags & SQLITE_OPEN_CREATE) != 0;
    if (code != SQLITE_OK || image == NULL || image->is_there)
        return code;
    forget_content(image); // of one removed before, which a crash can no longer bring back
    image->is_there = true;
    image->presence = MAYBE;
    changed();
    return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int sync) {
    (void)vfs;
    struct image *image = image_of(path);
    int code = fails(image, SQLITE_IOERR_DELETE);
    if (code == SQLITE_OK)
        code = disk.real->xDelete(disk.real, path, 0); // the real folder is not synced, as no file is
    if (code != SQLITE_OK || image == NULL || !image->is_there)
        return code;
    image->is_there = false;
    if (image->presence == SURE)
        image->presence = MAYBE;
    if (sync != 0 && !disk.lies)
        sync_folder();
    changed();
    return SQLITE_OK;
}

static int disk_access(sqlite3_vfs *vfs, const char *path, int flags, int *out) {
    (void)vfs;
    int code = fails(image_of(path), SQLITE_IOERR_ACCESS);
    return code != SQLITE_OK ? code : disk.real->xAccess(disk.real, path, flags, out);
}

void disk_start(void) {
    struct wm_error error;
    wm_test_ok(wm_sqlite_start(&error), &error);
    disk.real = sqlite3_vfs_find(NULL);
    disk.own = *disk.real; // what is not replaced below does not look at the VFS it is called with
    disk.own.zName = "watched";
    disk.own.szOsFile = (int)sizeof(struct file) + disk.real->szOsFile;
    disk.own.xOpen = disk_open;
    disk.own.xDelete = disk_delete;
    disk.own.xAccess = disk_access;
    assert_int_equal(sqlite3_vfs_register(&disk.own, 1), SQLITE_OK);
}

void disk_watch(const char *folder) {
    wm_require(disk.open == 0);
    for (size_t i = 0; i < disk.image_count; i++)
        forget_content(&disk.images[i]);
    disk.image_count = 0;
    disk.folder = folder;
    disk.lies = false;
    disk.changes = 0;
    disk_fail(DISK_IO_FAILS, 0, false);
    disk_on_change(NULL, NULL);
}

void disk_fail(enum disk_fault fault, int64_t nth, bool persistent) {
    disk.fault = fault;
    disk.countdown = nth;
    disk.persistent = persistent;
    disk.failed = false;
}

bool disk_failed(void) {
    return disk.failed;
}

void disk_lie(void) {
    disk.lies = true;
}

bool disk_is_synced(const char *ending) {
    for (size_t i = 0; i < disk.image_count; i++) {
        const struct image *image = &disk.images[i];
        size_t length = strlen(image->name);
        bool named = length >= strlen(ending) && strcmp(image->name + length - strlen(ending), ending) == 0;
        if (named && image->is_there && (image->first != NULL || image->presence != SURE))
            return false;
    }
    return true;
}

void disk_on_change(void (*changed_now)(void *context), void *context) {
    disk.changed = changed_now;
    disk.context = context;
}

int64_t disk_changes(void) {
    return disk.changes;
}

// --- Crashing ---

uint64_t disk_random(uint64_t *state) {
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

static bool by_luck(enum disk_luck luck, uint64_t *random) {
    return luck == DISK_KEEPS_ALL || (luck == DISK_KEEPS_SOME && disk_random(random) % 2 == 0);
}

// All of a change or, when a write is torn, its first bytes.
static size_t survives(const struct change *change, enum disk_luck luck, uint64_t *random) {
    if (luck != DISK_KEEPS_SOME || change->size == 0 || disk_random(random) % 4 != 0)
        return change->size;
    return disk_random(random) % change->size;
}

void disk_crash(const struct wm_test_folder *folder, enum disk_luck luck, uint64_t *random) {
    for (size_t i = 0; i < disk.image_count; i++) {
        const struct image *image = &disk.images[i];
        if (image->presence == ABSENT || (image->presence == MAYBE && by_luck(luck, random) != image->is_there))
            continue;
        struct wm_test_bytes bytes = {test_malloc(image->durable.size + 1), image->durable.size};
        if (bytes.size > 0)
            memcpy(bytes.data, image->durable.data, bytes.size);
        for (const struct change *change = image->first; change != NULL; change = change->next)
            if (by_luck(luck, random))
                apply(&bytes, change, survives(change, luck, random));
        wm_test_write(folder, image->name, bytes.data, bytes.size);
        test_free(bytes.data);
    }
}
