// SPDX-License-Identifier: MIT
// What is kept beside the files of a ruleset, without being part of it: the signatures of its packs, and what else they
// sign. They prove themselves, so they are in no chain, and may be replaced: when packs are signed with another key.
#include "engine/store/writer.h"

#include "engine/store/reader.h"

#include <string.h>

// --- Keeping ---

static enum wm_status add_file(struct wm_store_writer *writer, const struct wm_ledger_head *head,
                               const struct wm_sha256 *rules, const struct wm_source *file, struct wm_error *error) {
    struct wm_text path = {file->path, strlen(file->path)}, bytes = {file->bytes, file->length};
    struct wm_text organisation = {head->organisation, strlen(head->organisation)};
    struct wm_sha256 hash = wm_ledger_beside_hash(organisation, rules, path, bytes);
    struct wm_query query = wm_query_begin(&writer->connection, WM_SQL_BESIDE_ADD);
    wm_query_integer(&query, head->number);
    wm_query_blob(&query, rules->bytes, sizeof rules->bytes);
    wm_query_text(&query, path.data, path.length);
    wm_query_blob(&query, bytes.data, bytes.length);
    wm_query_blob(&query, hash.bytes, sizeof hash.bytes);
    return wm_query_run(&query, error);
}

enum wm_status wm_writer_keep_beside(struct wm_store_writer *writer, const struct wm_ledger_head *head,
                                     const struct wm_sha256 *rules, const struct wm_source *files, size_t count,
                                     struct wm_error *error) {
    if (count == 0)
        return WM_OK;
    struct wm_query query = wm_query_begin(&writer->connection, WM_SQL_BESIDE_DROP);
    wm_query_integer(&query, head->number);
    wm_query_blob(&query, rules->bytes, sizeof rules->bytes);
    enum wm_status status = wm_query_run(&query, error);
    for (size_t i = 0; i < count && status == WM_OK; i++)
        status = add_file(writer, head, rules, &files[i], error);
    return status;
}

// --- Reading ---

static bool is_true(const struct wm_query *query, struct wm_text organisation, const struct wm_sha256 *rules) {
    struct wm_sha256 kept;
    struct wm_text path = wm_query_get_bytes(query, 1), bytes = wm_query_get_bytes(query, 2);
    struct wm_sha256 hash = wm_ledger_beside_hash(organisation, rules, path, bytes);
    return wm_query_get_exactly(query, 3, kept.bytes, sizeof kept.bytes) &&
           memcmp(kept.bytes, hash.bytes, sizeof hash.bytes) == 0;
}

struct loading {
    struct wm_arena *arena;
    struct wm_source *files;
    size_t count, room;
};

static enum wm_status add_source(struct loading *loading, struct wm_text path, struct wm_text bytes,
                                 struct wm_error *error) {
    if (loading->count == loading->room) {
        size_t room = loading->room > 0 ? 2 * loading->room : 8;
        struct wm_source *moved = wm_arena_zero(loading->arena, room, sizeof *moved);
        if (moved == NULL)
            return wm_error_no_memory(error);
        if (loading->count > 0)
            memcpy(moved, loading->files, loading->count * sizeof *moved);
        loading->files = moved;
        loading->room = room;
    }
    char *own_path = wm_arena_dup_n(loading->arena, path.data, path.length);
    char *own_bytes = wm_arena_dup_n(loading->arena, bytes.data, bytes.length);
    if (own_path == NULL || own_bytes == NULL)
        return wm_error_no_memory(error);
    loading->files[loading->count++] = (struct wm_source){own_path, own_bytes, bytes.length};
    return WM_OK;
}

enum wm_status wm_store_load_beside(struct wm_store_reader *reader, const char *organisation, const char *rules_hash,
                                    struct wm_arena *arena, const struct wm_source **ret_files, size_t *ret_count,
                                    struct wm_error *error) {
    struct loading loading = {.arena = arena};
    struct wm_sha256 rules;
    int64_t number = 0;
    bool row = true;
    if (!wm_hex_parse(rules_hash, strlen(rules_hash), rules.bytes, sizeof rules.bytes))
        return wm_error_set(error, WM_PARAMS, "bad-digest", "a ruleset's hash has 64 hexadecimal digits");
    enum wm_status status = wm_reader_organisation(reader, organisation, &number, error);
    if (status != WM_OK)
        return status;
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_BESIDE_FIND);
    wm_query_integer(&query, number);
    wm_query_blob(&query, rules.bytes, sizeof rules.bytes);
    while (status == WM_OK && (status = wm_query_step(&query, &row, error)) == WM_OK && row) {
        if (is_true(&query, (struct wm_text){organisation, strlen(organisation)}, &rules))
            status = add_source(&loading, wm_query_get_bytes(&query, 1), wm_query_get_bytes(&query, 2), error);
        else
            status = wm_store_damaged(error, "corrupt", organisation, 0, "a kept signature was changed");
    }
    wm_query_end(&query);
    if (status != WM_OK)
        return status;
    *ret_files = loading.files;
    *ret_count = loading.count;
    return WM_OK;
}

// --- Verifying ---

enum wm_status wm_verify_beside(struct wm_store_reader *reader, const char *organisation, int64_t number,
                                struct wm_error *error) {
    struct wm_query query = wm_query_begin(&reader->connection, WM_SQL_VERIFY_BESIDE);
    wm_query_integer(&query, number);
    enum wm_status status = WM_OK;
    bool row = true;
    while (status == WM_OK && (status = wm_query_step(&query, &row, error)) == WM_OK && row) {
        struct wm_sha256 rules;
        if (!wm_query_get_exactly(&query, 0, rules.bytes, sizeof rules.bytes) ||
            !is_true(&query, (struct wm_text){organisation, strlen(organisation)}, &rules))
            status = wm_store_damaged(error, "corrupt", organisation, 0, "a kept signature was changed");
        else if (wm_query_get_integer(&query, 4) == 0)
            status = wm_store_damaged(error, "corrupt", organisation, 0, "a signature of rules that were never active");
    }
    wm_query_end(&query);
    return status;
}
