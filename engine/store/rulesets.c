// SPDX-License-Identifier: MIT
// The sources of every ruleset that was ever active, each file's bytes kept once. When each was: activations.c.
#include "engine/store/writer.h"

#include "engine/base/memory.h"
#include "engine/store/outbox.h"
#include "engine/store/reader.h"

#include <stdlib.h>
#include <string.h>

// --- Keeping ---

struct hashed {
    const struct wm_source *source;
    struct wm_sha256 hash;
};

static int by_path(const void *a, const void *b) {
    return strcmp(((const struct hashed *)a)->source->path, ((const struct hashed *)b)->source->path);
}

static struct wm_sha256 sha256_of(const void *bytes, size_t length) {
    struct wm_sha256_state state;
    wm_sha256_init(&state);
    wm_sha256_add(&state, bytes, length);
    return wm_sha256_end(&state);
}

static struct wm_sha256 hash_all(struct hashed *files, const struct wm_source *sources, size_t count) {
    struct wm_sha256_state state;
    for (size_t i = 0; i < count; i++)
        files[i] = (struct hashed){&sources[i], sha256_of(sources[i].bytes, sources[i].length)};
    qsort(files, count, sizeof *files, by_path);
    wm_sha256_init(&state);
    for (size_t i = 0; i < count; i++)
        wm_ledger_files_add(&state, (struct wm_text){files[i].source->path, strlen(files[i].source->path)},
                            &files[i].hash);
    return wm_sha256_end(&state);
}

// One ruleset to be kept.
struct keeping {
    struct wm_store_writer *writer;
    struct wm_ledger_head *head;
    const struct hashed *files;
    size_t count;
    struct wm_sha256 rules;
    struct wm_sha256 files_digest;
    const struct wm_activation *activation;
    const struct wm_source *beside;
    size_t beside_count;
    uint8_t disk[WM_SHA256_SIZE];
    char previous[65]; // the hash of what is active, or ""
    struct wm_error *error;
};

static bool was_rollback(const struct wm_query *query, int column) {
    const char *name = wm_activation_cause_name(WM_ACTIVATION_ROLLBACK);
    struct wm_text cause = wm_query_get_bytes(query, column);
    return cause.length == strlen(name) && memcmp(cause.data, name, cause.length) == 0;
}

// The last activation: its number (0 = none), chain hash, and whether it is this very ruleset and this changes nothing.
static enum wm_status last_activation(struct keeping *keeping, int64_t *ret_number, struct wm_sha256 *ret_hash,
                                      bool *ret_same) {
    const char *name = keeping->head->organisation;
    *ret_number = 0;
    *ret_hash = wm_ledger_rules_start(name, strlen(name));
    *ret_same = false;
    struct wm_query query = wm_query_begin(&keeping->writer->connection, WM_SQL_RULESET_LAST);
    wm_query_integer(&query, keeping->head->number);
    bool row;
    enum wm_status status = wm_query_step(&query, &row, keeping->error);
    if (status == WM_OK && row) {
        struct wm_sha256 rules;
        *ret_number = wm_query_get_integer(&query, 0);
        if (!wm_query_get_exactly(&query, 1, rules.bytes, sizeof rules.bytes) ||
            !wm_query_get_exactly(&query, 2, ret_hash->bytes, sizeof ret_hash->bytes))
            status = wm_store_damaged(keeping->error, "corrupt", name, *ret_number, "a ruleset's hash is broken");
        *ret_same = status == WM_OK && memcmp(rules.bytes, keeping->rules.bytes, sizeof rules.bytes) == 0;
        if (keeping->activation->cause == WM_ACTIVATION_RELOAD && was_rollback(&query, 3))
            *ret_same = false;
        if (status == WM_OK)
            wm_hex(rules.bytes, sizeof rules.bytes, keeping->previous);
    }
    wm_query_end(&query);
    return status;
}

// Are its files there already? The same hash with other files is a fault of whoever computed the hash.
static enum wm_status known(struct keeping *keeping, bool *ret_known) {
    struct wm_query query = wm_query_begin(&keeping->writer->connection, WM_SQL_RULESET_FIND);
    wm_query_integer(&query, keeping->head->number);
    wm_query_blob(&query, keeping->rules.bytes, sizeof keeping->rules.bytes);
    enum wm_status status = wm_query_step(&query, ret_known, keeping->error);
    if (status == WM_OK && *ret_known) {
        struct wm_sha256 files;
        if (!wm_query_get_exactly(&query, 0, files.bytes, sizeof files.bytes) ||
            memcmp(files.bytes, keeping->files_digest.bytes, sizeof files.bytes) != 0)
            status = wm_error_set(keeping->error, WM_CONFLICT, "ruleset-differs",
                                  "a ruleset with this hash is kept already, with other sources");
    }
    wm_query_end(&query);
    return status;
}

static enum wm_status add_file(struct keeping *keeping, const struct hashed *file) {
    struct wm_query source = wm_query_begin(&keeping->writer->connection, WM_SQL_SOURCE_ADD);
    wm_query_blob(&source, file->hash.bytes, sizeof file->hash.bytes);
    wm_query_blob(&source, file->source->bytes, file->source->length);
    enum wm_status status = wm_query_run(&source, keeping->error);
    if (status != WM_OK)
        return status;
    struct wm_query query = wm_query_begin(&keeping->writer->connection, WM_SQL_RULESET_FILE_ADD);
    wm_query_integer(&query, keeping->head->number);
    wm_query_blob(&query, keeping->rules.bytes, sizeof keeping->rules.bytes);
    wm_query_text(&query, file->source->path, strlen(file->source->path));
    wm_query_blob(&query, file->hash.bytes, sizeof file->hash.bytes);
    return wm_query_run(&query, keeping->error);
}

static enum wm_status add_activation(struct keeping *keeping, int64_t number, const struct wm_sha256 *previous) {
    const struct wm_activation *activation = keeping->activation;
    const char *name = wm_activation_cause_name(activation->cause);
    struct wm_text cause = {name, strlen(name)};
    struct wm_text disk = {(const char *)keeping->disk, activation->disk[0] != '\0' ? sizeof keeping->disk : 0};
    struct wm_sha256 hash =
        wm_ledger_rules_hash(previous, number, keeping->rules.bytes, activation->instant, &keeping->files_digest);
    hash = wm_ledger_activation_hash(&hash, (uint32_t)activation->uid, cause, disk);
    struct wm_query query = wm_query_begin(&keeping->writer->connection, WM_SQL_RULESET_ADD);
    wm_query_integer(&query, keeping->head->number);
    wm_query_integer(&query, number);
    wm_query_blob(&query, keeping->rules.bytes, sizeof keeping->rules.bytes);
    wm_query_integer(&query, activation->instant);
    wm_query_blob(&query, keeping->files_digest.bytes, sizeof keeping->files_digest.bytes);
    wm_query_blob(&query, hash.bytes, sizeof hash.bytes);
    wm_query_integer(&query, activation->uid);
    wm_query_text(&query, cause.data, cause.length);
    if (disk.length > 0)
        wm_query_blob(&query, disk.data, disk.length);
    else
        wm_query_null(&query);
    return wm_query_run(&query, keeping->error);
}

static enum wm_status keep(struct keeping *keeping, const char *organisation, int64_t *ret_number) {
    enum wm_status status = wm_writer_head(keeping->writer, organisation, &keeping->head, keeping->error);
    if (status == WM_OK)
        status = wm_writer_own(keeping->writer, keeping->head, keeping->error);
    int64_t last;
    struct wm_sha256 previous;
    bool same;
    bool kept = false;
    if (status == WM_OK)
        status = last_activation(keeping, &last, &previous, &same);
    if (status == WM_OK)
        status = known(keeping, &kept);
    if (status != WM_OK)
        return status;
    *ret_number = same ? last : last + 1;
    for (size_t i = 0; status == WM_OK && !kept && i < keeping->count; i++)
        status = add_file(keeping, &keeping->files[i]);
    if (status == WM_OK)
        status = wm_writer_keep_beside(keeping->writer, keeping->head, &keeping->rules, keeping->beside,
                                       keeping->beside_count, keeping->error);
    if (status == WM_OK && !same)
        status = wm_outbox_activated(keeping->writer, keeping->head, keeping->activation, last + 1, keeping->previous,
                                     keeping->error);
    return status != WM_OK || same ? status : add_activation(keeping, last + 1, &previous);
}

static enum wm_status check_paths(const struct hashed *files, size_t count, struct wm_error *error) {
    for (size_t i = 0; i < count; i++) {
        const char *path = files[i].source->path;
        if (path[0] == '\0' || !wm_utf8_valid(path, strlen(path)))
            return wm_error_set(error, WM_PARAMS, "bad-path", "a source needs a path in UTF-8");
        if (i > 0 && strcmp(files[i - 1].source->path, path) == 0)
            return wm_error_set(error, WM_PARAMS, "duplicate-path", "the source %s is given twice", path);
    }
    return WM_OK;
}

static enum wm_status keep_in_group(struct keeping *keeping, const char *organisation, int64_t *ret_number) {
    int64_t number;
    enum wm_status status = wm_store_begin(keeping->writer, keeping->error);
    if (status != WM_OK)
        return status;
    status = keep(keeping, organisation, &number);
    if (status != WM_OK)
        wm_store_rollback(keeping->writer);
    else
        status = wm_store_commit(keeping->writer, keeping->error);
    if (status == WM_OK)
        *ret_number = number;
    return status;
}

static enum wm_status read_hashes(struct keeping *keeping) {
    const struct wm_activation *activation = keeping->activation;
    const char *rules = activation->rules, *disk = activation->disk;
    if (!wm_hex_parse(rules, strlen(rules), keeping->rules.bytes, sizeof keeping->rules.bytes) ||
        (disk[0] != '\0' && !wm_hex_parse(disk, strlen(disk), keeping->disk, sizeof keeping->disk)))
        return wm_error_set(keeping->error, WM_PARAMS, "bad-digest", "a ruleset's hash has 64 hexadecimal digits");
    if (!wm_expect(activation->uid >= 0 && activation->uid <= UINT32_MAX))
        return wm_error_set(keeping->error, WM_INTERNAL, NULL, "whoever makes rules active has a uid");
    return WM_OK;
}

enum wm_status wm_store_keep_ruleset(struct wm_store_writer *writer, const char *organisation,
                                     const struct wm_activation *activation, const struct wm_source *sources,
                                     size_t count, int64_t *ret_number, struct wm_error *error) {
    const struct wm_keep keep = {.activation = activation, .sources = sources, .count = count};
    return wm_store_keep_signed(writer, organisation, &keep, ret_number, error);
}

enum wm_status wm_store_keep_signed(struct wm_store_writer *writer, const char *organisation,
                                    const struct wm_keep *keep, int64_t *ret_number, struct wm_error *error) {
    struct keeping keeping = {.writer = writer,
                              .count = keep->count,
                              .activation = keep->activation,
                              .beside = keep->beside,
                              .beside_count = keep->beside_count,
                              .error = error};
    enum wm_status status = read_hashes(&keeping);
    if (status != WM_OK)
        return status;
    struct hashed *files = wm_alloc_zero(keep->count, sizeof *files);
    if (files == NULL)
        return wm_error_no_memory(error);
    keeping.files = files;
    keeping.files_digest = hash_all(files, keep->sources, keep->count);
    status = check_paths(files, keep->count, error);
    if (status == WM_OK)
        status = keep_in_group(&keeping, organisation, ret_number);
    wm_free(files);
    return status;
}

// --- Loading ---

static enum wm_status no_such_ruleset(const char *organisation, struct wm_error *error) {
    return wm_error_set(error, WM_NOT_FOUND, "unknown-rules", "this ruleset was never active in organisation %s",
                        organisation);
}

static enum wm_status copy_file(struct wm_query *query, const char *organisation, struct wm_arena *arena,
                                struct wm_source *source, struct wm_error *error) {
    struct wm_text path = wm_query_get_bytes(query, 0);
    struct wm_text bytes = wm_query_get_bytes(query, 2);
    struct wm_sha256 kept;
    struct wm_sha256 found = sha256_of(bytes.data, bytes.length);
    if (wm_query_is_null(query, 2) || !wm_query_get_exactly(query, 1, kept.bytes, sizeof kept.bytes) ||
        memcmp(kept.bytes, found.bytes, sizeof kept.bytes) != 0)
        return wm_store_damaged(error, "corrupt", organisation, 0, "a kept source is missing or changed");
    char *own_path = wm_arena_dup_n(arena, path.data, path.length);
    char *own_bytes = wm_arena_dup_n(arena, bytes.data, bytes.length);
    if (own_path == NULL || own_bytes == NULL)
        return wm_error_no_memory(error);
    *source = (struct wm_source){own_path, own_bytes, bytes.length};
    return WM_OK;
}

static struct wm_query files_of(struct wm_store_reader *reader, enum wm_sql sql, int64_t organisation,
                                const struct wm_sha256 *rules) {
    struct wm_query query = wm_query_begin(&reader->connection, sql);
    wm_query_integer(&query, organisation);
    wm_query_blob(&query, rules->bytes, sizeof rules->bytes);
    return query;
}

static enum wm_status copy_files(struct wm_store_reader *reader, int64_t number, const struct wm_sha256 *rules,
                                 const char *organisation, struct wm_arena *arena, struct wm_source *sources,
                                 size_t count, struct wm_error *error) {
    struct wm_query query = files_of(reader, WM_SQL_RULESET_FILES, number, rules);
    enum wm_status status = WM_OK;
    bool row = true;
    for (size_t i = 0; status == WM_OK && i < count; i++) {
        status = wm_query_step(&query, &row, error);
        if (status == WM_OK && !(wm_expect(row)))
            status = wm_error_set(error, WM_INTERNAL, NULL, "a snapshot changed while it was read");
        if (status == WM_OK)
            status = copy_file(&query, organisation, arena, &sources[i], error);
    }
    wm_query_end(&query);
    return status;
}

static enum wm_status load(struct wm_store_reader *reader, const char *organisation, const struct wm_sha256 *rules,
                           struct wm_arena *arena, const struct wm_source **ret_sources, size_t *ret_count,
                           struct wm_error *error) {
    int64_t number;
    int64_t count = 0;
    bool found = false;
    enum wm_status status = wm_reader_organisation(reader, organisation, &number, error);
    if (status != WM_OK)
        return status;
    struct wm_query query = files_of(reader, WM_SQL_RULESET_FIND, number, rules);
    status = wm_query_step(&query, &found, error);
    wm_query_end(&query);
    if (status == WM_OK && !found)
        return no_such_ruleset(organisation, error);
    query = files_of(reader, WM_SQL_RULESET_COUNT, number, rules);
    if (status == WM_OK)
        status = wm_query_step(&query, &found, error);
    if (status == WM_OK)
        count = wm_query_get_integer(&query, 0);
    wm_query_end(&query);
    if (status != WM_OK)
        return status;
    struct wm_source *sources = wm_arena_zero(arena, (size_t)count, sizeof *sources);
    if (sources == NULL)
        return wm_error_no_memory(error);
    status = copy_files(reader, number, rules, organisation, arena, sources, (size_t)count, error);
    if (status == WM_OK) {
        *ret_sources = sources;
        *ret_count = (size_t)count;
    }
    return status;
}

enum wm_status wm_store_load_ruleset(struct wm_store_reader *reader, const char *organisation, const char *rules_hash,
                                     struct wm_arena *arena, const struct wm_source **ret_sources, size_t *ret_count,
                                     struct wm_error *error) {
    struct wm_sha256 rules;
    if (!wm_hex_parse(rules_hash, strlen(rules_hash), rules.bytes, sizeof rules.bytes))
        return no_such_ruleset(organisation, error);
    enum wm_status status = wm_reader_begin(reader, error);
    if (status != WM_OK)
        return status;
    status = load(reader, organisation, &rules, arena, ret_sources, ret_count, error);
    return wm_reader_end(reader, status, error);
}
