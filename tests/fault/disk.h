// SPDX-License-Identifier: MIT
// A disk that loses what was not synced, and that fails when told to: a VFS around SQLite's own.
//
// Only the files of the folder being watched are its own. Reads and writes reach the real files at once, while a sync
// is only noted: beside each real file the disk keeps the bytes that are surely on it (synced), and the changes since,
// any of which a crash may keep, tear or drop. A file that was made is surely there once its folder was synced, which
// SQLite does with the first sync of a journal or log that it opened. The log's index (-shm) is not kept: it lives in memory.
//
// One thread at a time.
#pragma once

#include "tests/support/test.h"

enum disk_fault {
    DISK_IO_FAILS,   // any operation: the error that SQLite knows for it
    DISK_FULL,       // writes only
    DISK_SYNC_FAILS, // syncs only: what it was about may be lost
};

void disk_start(void); // once, before the first store is opened
// Watches the files of `folder`, an empty one (KEEPS until the next call); NULL watches nothing. Forgets everything else,
// faults too.
void disk_watch(const char *folder);

// Fails the `nth` (1 = next) operation that the fault is about, with `persistent` every later one too. 0 = none.
void disk_fail(enum disk_fault fault, int64_t nth, bool persistent);
bool disk_failed(void); // did one, since disk_fail?

// From now on syncs are told to be done, but are not.
void disk_lie(void);

// Is each byte of the files whose names end so on the disk?
bool disk_is_synced(const char *ending);
// Called after each change: a write, truncation, sync, a file made or removed. NULL: nobody.
void disk_on_change(void (*changed)(void *context), void *context);
int64_t disk_changes(void); // since disk_watch

// How much of what was not synced a crash keeps.
enum disk_luck { DISK_KEEPS_NOTHING, DISK_KEEPS_SOME, DISK_KEEPS_ALL };
// Writes into `folder` what a crash at this very moment would leave. `random` is the state of disk_random.
void disk_crash(const struct wm_test_folder *folder, enum disk_luck luck, uint64_t *random);
uint64_t disk_random(uint64_t *state); // xorshift64*, for moments that can be repeated
