// SPDX-License-Identifier: MIT
// The store: one append-only ledger per organisation, kept by a back end (SQLite).
//
// Nothing above this header speaks SQL. All calls block: they belong to the writer thread (struct wm_store_writer,
// one per store), reader threads (struct wm_store_reader, one per thread) and the jobs thread. Errors: WM_STORE with
// reason `not-ours`, `newer`, `locked`, `disk-full`, `read-only`, `io`, `corrupt`, `chain`, `erased`; WM_NOT_FOUND;
// WM_CONFLICT; WM_LIMIT.
//
// Entry hash = SHA-256("waymark-1" ‖ previous ‖ seq ‖ type ‖ instant ‖ uid ‖ content digest), the content digest =
// SHA-256(salt ‖ canonical JSON), the salt 32 random bytes. Numbers are 8 bytes big-endian; type is a field with its
// length before it. A person's head is a running digest over that person's content digests: BLAKE2b-128(previous
// head ‖ content digest), starting from 16 zero bytes; written with each entry, so that it survives erasure.
#pragma once

#include "engine/base/digest.h"
#include "engine/portfolio/entry.h"

struct wm_store;        // the open file: lock, path, schema checked and migrated
struct wm_store_writer; // the one writing connection
struct wm_store_reader; // a reading connection

// Opens or creates. Takes the lock `PATH.lock` (a second daemon: reason `locked`). Refuses files that are not a
// Waymark store and stores of a newer version, and never touches them. Migrates older ones.
WM_MUST_USE enum wm_status wm_store_open(const char *path, struct wm_store **ret_store, struct wm_error *error);
void wm_store_close(struct wm_store *store); // after every writer and reader; accepts NULL; releases the lock
const char *wm_store_path(const struct wm_store *store);
// What the back end holds of the process's memory: pages of the stores mostly, up to a limit for each connection.
struct wm_memory_count wm_store_memory(void);

WM_MUST_USE enum wm_status wm_store_writer_open(struct wm_store *store, struct wm_store_writer **ret_writer,
                                                struct wm_error *error);
void wm_store_writer_close(struct wm_store_writer *writer);

// --- Writing: begin, any number of appends each of which is all or nothing, commit. ---
struct wm_append { // one request: its entries are appended together or not at all
    const char *organisation;
    uint32_t uid;    // of the caller
    int64_t instant; // microseconds
    const struct wm_entry *entries;
    size_t count;
    bool new_person; // person.put: creates the person when unknown; otherwise an unknown person is WM_NOT_FOUND
};
struct wm_appended {
    int64_t *seqs;         // caller's array of `count`: the seq of each; of an earlier one for a repeated key
    bool *repeated;        // caller's array of `count`, may be NULL: the key was there with the same content
    struct wm_sha256 head; // the organisation's chain head after this request
    int64_t last;          // its seq
};
WM_MUST_USE enum wm_status wm_store_begin(struct wm_store_writer *writer, struct wm_error *error);
// A SAVEPOINT of its own: on failure nothing of it stays and the group goes on. Key with other content: WM_CONFLICT
// (`where` = "records[i]"). record.void of a seq that is not a record of the person's organisation: WM_NOT_FOUND;
// already voided: WM_CONFLICT.
// For record.void and award.revoke, entry->person may be empty for void: it is looked up by seq.
WM_MUST_USE enum wm_status wm_store_append(struct wm_store_writer *writer, const struct wm_append *append,
                                           struct wm_appended *ret_appended, struct wm_error *error);
// Durable when it returns WM_OK (synchronous=FULL). On failure all of the group is taken back; only when the disk failed
// in the middle of the commit (`io`) it may be there whole all the same. After a failed sync every later write is
// refused with reason `read-only` until the store is opened again; a full disk is not that.
WM_MUST_USE enum wm_status wm_store_commit(struct wm_store_writer *writer, struct wm_error *error);
void wm_store_rollback(struct wm_store_writer *writer);
// Has the write-ahead log begin anew when it has grown by `most` pages (of 4 KiB): wm_store_checkpoint alone never catches
// up with a writer that does not rest, and the log would grow for as long. Between two groups. Readers that need the log
// are waited for, but only a moment; then it is tried again when the log has grown by as much again.
WM_MUST_USE enum wm_status wm_store_shorten_log(struct wm_store_writer *writer, int64_t most, struct wm_error *error);

// --- Rulesets: their sources, content-addressed, and when each became active. ---
#define WM_ACTIVATION_CAUSE_MAP(X)                                                                                     \
    X(START, "start")                                                                                                  \
    X(RELOAD, "reload")                                                                                                \
    X(SIGNAL, "signal")                                                                                                \
    X(WATCH, "watch")                                                                                                  \
    X(ROLLBACK, "rollback")
enum wm_activation_cause { // START: the daemon's
#define X(name, text) WM_ACTIVATION_##name,
    WM_ACTIVATION_CAUSE_MAP(X)
#undef X
};
const char *wm_activation_cause_name(enum wm_activation_cause cause); // "start"

struct wm_source {    // one file of a ruleset
    const char *path; // "frameworks/somerset-social-prescribing/framework.lua"
    const char *bytes;
    size_t length;
};
struct wm_activation { // that a ruleset became active
    char rules[65];    // its hash
    int64_t instant;
    int64_t uid; // who asked; < 0: kept by a version that did not say
    enum wm_activation_cause cause;
    char disk[65]; // the hash of what was on disk then; "": it could not be told
    // Filled when it is read.
    int64_t number;    // from 1
    char previous[65]; // what was active before it, or ""
    int64_t moved;     // people whose standing it moved; < 0: not told
};
// Keeps the sources of a ruleset that becomes active, and the activation (a commit of its own). `ret_number` is the
// activation's, or that of the last one when this ruleset was active already: then nothing is kept, unless the last one
// was a rollback and this is a reload, by which nothing is held back any more.
WM_MUST_USE enum wm_status wm_store_keep_ruleset(struct wm_store_writer *writer, const char *organisation,
                                                 const struct wm_activation *activation,
                                                 const struct wm_source *sources, size_t count, int64_t *ret_number,
                                                 struct wm_error *error);
// The same with what is kept beside its files without being part of it: signatures. What was kept so before is replaced, also
// when this ruleset was active already; count 0 leaves it.
struct wm_keep {
    const struct wm_activation *activation;
    const struct wm_source *sources, *beside;
    size_t count, beside_count;
};
WM_MUST_USE enum wm_status wm_store_keep_signed(struct wm_store_writer *writer, const char *organisation,
                                                const struct wm_keep *keep, int64_t *ret_number,
                                                struct wm_error *error);
// How many people's standing it moved is counted and kept later: events.h.
// WM_NOT_FOUND when that ruleset was never active here. Everything is on the arena.
WM_MUST_USE enum wm_status wm_store_load_ruleset(struct wm_store_reader *reader, const char *organisation,
                                                 const char *rules_hash, struct wm_arena *arena,
                                                 const struct wm_source **ret_sources, size_t *ret_count,
                                                 struct wm_error *error);
// What is kept beside it, in the order of the paths; nothing, when it is not known. Everything is on the arena.
WM_MUST_USE enum wm_status wm_store_load_beside(struct wm_store_reader *reader, const char *organisation,
                                                const char *rules_hash, struct wm_arena *arena,
                                                const struct wm_source **ret_files, size_t *ret_count,
                                                struct wm_error *error);
// The last activation of the organisation; WM_NOT_FOUND "unknown-rules" when there was none.
WM_MUST_USE enum wm_status wm_store_last_activation(struct wm_store_reader *reader, const char *organisation,
                                                    struct wm_activation *ret_activation, struct wm_error *error);
// Calls `each` for those with a number < before, newest first, until it returns false.
typedef bool wm_store_each_activation(void *context, const struct wm_activation *activation);
WM_MUST_USE enum wm_status wm_store_activations(struct wm_store_reader *reader, const char *organisation,
                                                int64_t before, wm_store_each_activation *each, void *context,
                                                struct wm_error *error);
// The one ruleset that was ever active here whose hash begins so. WM_NOT_FOUND "unknown-rules"; WM_CONFLICT "ambiguous"
// when there are several.
WM_MUST_USE enum wm_status wm_store_find_ruleset(struct wm_store_reader *reader, const char *organisation,
                                                 const char *prefix, char ret_hash[65], struct wm_error *error);
// By which files `after` differs from `before` ("" = from nothing), both kept; in the order of their paths.
enum wm_file_change { WM_FILE_ADDED, WM_FILE_CHANGED, WM_FILE_REMOVED };
typedef void wm_store_each_change(void *context, enum wm_file_change change, struct wm_text path);
WM_MUST_USE enum wm_status wm_store_compare_rulesets(struct wm_store_reader *reader, const char *organisation,
                                                     const char *before, const char *after, wm_store_each_change *each,
                                                     void *context, struct wm_error *error);

// --- Reading. Each call sees one snapshot. ---
WM_MUST_USE enum wm_status wm_store_reader_open(struct wm_store *store, struct wm_store_reader **ret_reader,
                                                struct wm_error *error);
void wm_store_reader_close(struct wm_store_reader *reader);
// One range scan. `ledger` < 0 = up to the head; beyond the head: WM_PARAMS. Unknown person: WM_NOT_FOUND, with the
// nearest id when one is near.
WM_MUST_USE enum wm_status wm_store_load_portfolio(struct wm_store_reader *reader, const char *organisation,
                                                   const char *person, size_t person_length, int64_t ledger,
                                                   struct wm_portfolio **ret_portfolio, struct wm_error *error);
WM_MUST_USE enum wm_status wm_store_head(struct wm_store_reader *reader, const char *organisation, int64_t *ret_seq,
                                         struct wm_sha256 *ret_hash, struct wm_error *error); // none: 0 and zeros
// Every organisation that has a ledger, sorted; on the arena.
WM_MUST_USE enum wm_status wm_store_organisations(struct wm_store_reader *reader, struct wm_arena *arena,
                                                  const char ***ret_names, size_t *ret_count, struct wm_error *error);

// --- Packed portfolios: copies derived from the entries, so that a cold one need not be read entry by entry. ---
// Every load uses a copy if there is one, and reads the entries after it. A copy that is damaged, of another version or
// not of this ledger is not used. Whatever erases content must drop the person's copy in the same commit.
struct wm_packed_copy {
    int64_t person; // number
    int64_t last;   // seq up to which it goes
    const void *bytes;
    size_t length;
};
struct wm_packing { // one step; zeroed before the first use
    struct wm_arena arena;
    int64_t organisation; // number
    int64_t from, to;     // seqs: what has been packed so far, and what will have been
    bool anew;            // the copies that are there are of another version
    const struct wm_packed_copy *copies;
    size_t count;
};
// The people who have entries among the next `most` that are not packed yet, each with all their entries. Nothing is left
// to be packed when from == to.
WM_MUST_USE enum wm_status wm_store_packing_read(struct wm_store_reader *reader, const char *organisation, size_t most,
                                                 struct wm_packing *ret_packing, struct wm_error *error);
void wm_store_packing_clear(struct wm_packing *packing); // accepts a zeroed one
// A commit of its own. A copy whose person has entries since is left out: their turn comes again.
WM_MUST_USE enum wm_status wm_store_packing_write(struct wm_store_writer *writer, const struct wm_packing *packing,
                                                  struct wm_error *error);

// Everybody, as fast as it goes: people by number, in any order of ids. Pieces of a range may be read on several threads,
// each with its reader; a piece is one snapshot. Others' people have numbers between: `ret_people` is how many there are.
WM_MUST_USE enum wm_status wm_store_person_range(struct wm_store_reader *reader, const char *organisation,
                                                 int64_t *ret_first, int64_t *ret_end, int64_t *ret_people,
                                                 struct wm_error *error);
// The portfolio is the caller's to unref if it is not kept.
typedef bool wm_store_each_portfolio(void *context, const char *person, size_t length,
                                     WM_TAKES struct wm_portfolio *portfolio);
WM_MUST_USE enum wm_status wm_store_portfolios(struct wm_store_reader *reader, const char *organisation, int64_t first,
                                               int64_t end, wm_store_each_portfolio *each, void *context,
                                               struct wm_error *error);

// Lists: calls `each` for the entries of a person (or of the organisation when person is NULL) with seq > after and
// <= ledger (< 0 = head), in seq order, until it returns false. The entry is borrowed for the call.
struct wm_stored_entry {
    int64_t seq;
    int64_t instant;
    uint32_t uid;
    struct wm_entry entry;
    int64_t voided_by; // record.add: seq of its void, or 0 (voids up to `ledger`)
    struct wm_text void_reason;
    struct wm_text json; // the content as kept
    bool erased;
};
typedef bool wm_store_each(void *context, const struct wm_stored_entry *entry);
WM_MUST_USE enum wm_status wm_store_entries(struct wm_store_reader *reader, const char *organisation,
                                            const char *person, size_t person_length, int64_t after, int64_t ledger,
                                            wm_store_each *each, void *context, struct wm_error *error);
// Persons in id order (bytewise), after `after` (empty = from the start), at most `limit`; their latest put.
typedef bool wm_store_each_person(void *context, struct wm_text id, const struct wm_stored_entry *latest_put,
                                  int64_t last_seq);
WM_MUST_USE enum wm_status wm_store_persons(struct wm_store_reader *reader, const char *organisation, const char *after,
                                            size_t after_length, size_t limit, wm_store_each_person *each,
                                            void *context, struct wm_error *error);
// One person; `each` is called once. Unknown: WM_NOT_FOUND, with the nearest id when one is near.
WM_MUST_USE enum wm_status wm_store_person(struct wm_store_reader *reader, const char *organisation, const char *person,
                                           size_t person_length, wm_store_each_person *each, void *context,
                                           struct wm_error *error);

// Recomputes every chain, every content digest, person head and derived column; WM_STORE reason `chain`, saying which
// organisation and seq. Also runs the back end's own integrity check. `ret_entries` = how many were verified.
WM_MUST_USE enum wm_status wm_store_verify(struct wm_store_reader *reader, int64_t *ret_entries,
                                           struct wm_error *error);
// A checkpoint of the write-ahead log, on a connection of the jobs thread (a reader opened for it).
WM_MUST_USE enum wm_status wm_store_checkpoint(struct wm_store_reader *reader, struct wm_error *error);
