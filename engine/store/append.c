// SPDX-License-Identifier: MIT
// One request's entries, in a savepoint of their own: hashed, chained and written, or not at all.
#include "engine/store/writer.h"

#include <inttypes.h>
#include <string.h>

// The entry that is being appended, and what was looked up for it.
struct step {
    struct wm_store_writer *writer;
    const struct wm_append *append;
    struct wm_ledger_head *head;
    size_t index;
    struct wm_entry entry; // the caller's, with the person filled in
    char person_id[132];   // of the one voided
    int64_t person;        // 0 = to be created
    uint8_t person_head[WM_LEDGER_HEAD];
    struct wm_error *error;
};

static enum wm_status at_record(struct step *step) {
    wm_error_where(step->error, "records[%zu]", step->index);
    return step->error->status;
}

// --- Whose entry it is ---

static enum wm_status read_person_head(struct step *step) {
    struct wm_query query = wm_query_begin(&step->writer->connection, WM_SQL_PERSON_HEAD);
    wm_query_integer(&query, step->head->number);
    wm_query_integer(&query, step->person);
    bool row;
    enum wm_status status = wm_query_step(&query, &row, step->error);
    if (status == WM_OK && (!row || !wm_query_get_exactly(&query, 0, step->person_head, WM_LEDGER_HEAD)))
        status = wm_store_damaged(step->error, "corrupt", step->append->organisation, step->head->seq,
                                  "a person has no head");
    wm_query_end(&query);
    return status;
}

static enum wm_status find_person(struct step *step) {
    struct wm_text id = step->entry.person;
    enum wm_status status = wm_person_id_check(id.data, id.length, step->error);
    if (status != WM_OK)
        return status;
    bool row = false;
    step->person = 0;
    memset(step->person_head, 0, WM_LEDGER_HEAD);
    if (step->head->number != 0) {
        struct wm_query query = wm_query_begin(&step->writer->connection, WM_SQL_PERSON_FIND);
        wm_query_integer(&query, step->head->number);
        wm_query_text(&query, id.data, id.length);
        status = wm_query_step(&query, &row, step->error);
        if (status == WM_OK && row)
            step->person = wm_query_get_integer(&query, 0);
        wm_query_end(&query);
    }
    if (status != WM_OK || row)
        return status != WM_OK ? status : read_person_head(step);
    if (step->entry.type == WM_ENTRY_PERSON_PUT && step->append->new_person)
        return WM_OK;
    return wm_store_unknown_person(&step->writer->connection, step->head->number, id.data, id.length, step->error);
}

static enum wm_status no_such_record(struct step *step, const char *type) {
    if (type[0] == '\0')
        wm_error_set(step->error, WM_NOT_FOUND, "unknown-seq", "there is no record %" PRId64, step->entry.seq);
    else
        wm_error_set(step->error, WM_NOT_FOUND, "not-a-record", "seq %" PRId64 " is %s, not a record%s",
                     step->entry.seq, type, strcmp(type, "award.grant") == 0 ? ": use award.revoke" : "");
    wm_error_where(step->error, "seq");
    return WM_NOT_FOUND;
}

static enum wm_status judge_voided(struct step *step, struct wm_query *query) {
    struct wm_text type = wm_query_get_bytes(query, 0);
    struct wm_text person = wm_query_get_bytes(query, 2);
    if (wm_entry_type_parse(type.data, type.length) != WM_ENTRY_RECORD_ADD)
        return no_such_record(step, wm_entry_type_name(wm_entry_type_parse(type.data, type.length)));
    if (step->entry.person.length > 0 && (step->entry.person.length != person.length ||
                                          memcmp(step->entry.person.data, person.data, person.length) != 0))
        return no_such_record(step, ""); // another person's: as if it did not exist
    if (!wm_query_is_null(query, 3)) {
        wm_error_set(step->error, WM_CONFLICT, "already-voided", "record %" PRId64 " was voided by entry %" PRId64,
                     step->entry.seq, wm_query_get_integer(query, 3));
        wm_error_where(step->error, "seq");
        return WM_CONFLICT;
    }
    if (person.length >= sizeof step->person_id)
        return wm_store_damaged(step->error, "corrupt", step->append->organisation, step->entry.seq,
                                "a person's id is too long");
    memcpy(step->person_id, person.data, person.length);
    step->entry.person = (struct wm_text){step->person_id, person.length};
    step->person = wm_query_get_integer(query, 1);
    return WM_OK;
}

static enum wm_status find_voided(struct step *step) {
    if (step->head->number == 0)
        return no_such_record(step, "");
    struct wm_query query = wm_query_begin(&step->writer->connection, WM_SQL_VOID_FIND);
    wm_query_integer(&query, step->head->number);
    wm_query_integer(&query, step->entry.seq);
    bool row;
    enum wm_status status = wm_query_step(&query, &row, step->error);
    if (status == WM_OK)
        status = row ? judge_voided(step, &query) : no_such_record(step, "");
    wm_query_end(&query);
    return status != WM_OK ? status : read_person_head(step);
}

// --- Its content ---

static enum wm_status write_content_text(struct step *step, const struct wm_entry *entry) {
    struct wm_buffer *json = &step->writer->json;
    wm_buffer_reset(json);
    wm_entry_write(json, entry);
    if (!json->failed)
        return WM_OK;
    // Too long, or no memory for it? With all the room there may be, only the former can fail.
    wm_buffer_reset(json);
    if (!wm_buffer_reserve(json, WM_STORE_CONTENT_LONGEST))
        return wm_error_no_memory(step->error);
    wm_entry_write(json, entry);
    if (!json->failed)
        return WM_OK;
    return wm_error_set(step->error, WM_LIMIT, "length", "an entry may have at most %zu bytes",
                        WM_STORE_CONTENT_LONGEST);
}

static enum wm_status compose(struct step *step) {
    struct wm_store_writer *writer = step->writer;
    struct wm_json json;
    struct wm_entry again;
    enum wm_status status = write_content_text(step, &step->entry);
    // What could not be read back is never written.
    if (status == WM_OK)
        status = wm_json_parse_copy(writer->reader, writer->json.data, writer->json.length, &json, step->error);
    if (status == WM_OK)
        status = wm_entry_read(step->entry.type, json, &again, step->error);
    // A decision came as text: it is kept canonical whatever form that had.
    if (status == WM_OK && step->entry.decision_text.length > 0)
        status = write_content_text(step, &again);
    return status;
}

static enum wm_status repeat(struct step *step, struct wm_query *query, int64_t *ret_seq) {
    struct wm_text kept = wm_query_get_bytes(query, 1);
    const struct wm_buffer *json = &step->writer->json;
    int64_t seq = wm_query_get_integer(query, 0);
    if (wm_query_is_null(query, 1) || kept.length != json->length || memcmp(kept.data, json->data, kept.length) != 0) {
        wm_error_set(step->error, WM_CONFLICT, "key-used",
                     "the key `%.*s` was used for another record, seq %" PRId64 ": give this one a key of its own",
                     (int)step->entry.record.key.length, step->entry.record.key.data, seq);
        return at_record(step);
    }
    *ret_seq = seq;
    return WM_OK;
}

// The seq of the same record, if its key was used before; else 0.
static enum wm_status find_key(struct step *step, int64_t *ret_seq) {
    struct wm_text key = step->entry.record.key;
    *ret_seq = 0;
    if (step->entry.type != WM_ENTRY_RECORD_ADD || key.length == 0 || step->head->number == 0)
        return WM_OK;
    struct wm_query query = wm_query_begin(&step->writer->connection, WM_SQL_KEY_FIND);
    wm_query_integer(&query, step->head->number);
    wm_query_text(&query, key.data, key.length);
    bool row;
    enum wm_status status = wm_query_step(&query, &row, step->error);
    if (status == WM_OK && row)
        status = repeat(step, &query, ret_seq);
    wm_query_end(&query);
    return status;
}

// --- Writing it ---

static enum wm_status write_person(struct step *step, int64_t seq) {
    if (step->entry.type != WM_ENTRY_PERSON_PUT)
        return WM_OK;
    enum wm_sql sql = step->person == 0 ? WM_SQL_PERSON_ADD : WM_SQL_PERSON_PUT;
    struct wm_query query = wm_query_begin(&step->writer->connection, sql);
    if (step->person == 0) {
        wm_query_integer(&query, step->head->number);
        wm_query_text(&query, step->entry.person.data, step->entry.person.length);
    } else {
        wm_query_integer(&query, step->person);
    }
    wm_query_integer(&query, seq);
    enum wm_status status = wm_query_run(&query, step->error);
    if (status == WM_OK && step->person == 0)
        step->person = sqlite3_last_insert_rowid(step->writer->connection.handle);
    return status;
}

static enum wm_status write_entry(struct step *step, int64_t seq, const struct wm_sha256 *digest,
                                  const struct wm_sha256 *hash) {
    const char *type = wm_entry_type_name(step->entry.type);
    struct wm_query query = wm_query_begin(&step->writer->connection, WM_SQL_ENTRY_ADD);
    wm_query_integer(&query, step->head->number);
    wm_query_integer(&query, seq);
    wm_query_text(&query, type, strlen(type));
    wm_query_integer(&query, step->append->instant);
    wm_query_integer(&query, step->append->uid);
    wm_query_blob(&query, digest->bytes, sizeof digest->bytes);
    wm_query_blob(&query, hash->bytes, sizeof hash->bytes);
    wm_query_integer(&query, step->person);
    return wm_query_run(&query, step->error);
}

static enum wm_status write_content(struct step *step, int64_t seq, const uint8_t salt[WM_LEDGER_SALT]) {
    const char *type = wm_entry_type_name(step->entry.type);
    struct wm_query query = wm_query_begin(&step->writer->connection, WM_SQL_CONTENT_ADD);
    wm_query_integer(&query, step->head->number);
    wm_query_integer(&query, step->person);
    wm_query_integer(&query, seq);
    wm_query_text(&query, type, strlen(type));
    wm_query_blob(&query, step->person_head, WM_LEDGER_HEAD);
    wm_query_blob(&query, salt, WM_LEDGER_SALT);
    wm_query_text(&query, step->writer->json.data, step->writer->json.length);
    return wm_query_run(&query, step->error);
}

static enum wm_status write_derived(struct step *step, int64_t seq) {
    bool key = step->entry.type == WM_ENTRY_RECORD_ADD && step->entry.record.key.length > 0;
    if (!key && step->entry.type != WM_ENTRY_RECORD_VOID)
        return WM_OK;
    struct wm_query query = wm_query_begin(&step->writer->connection, key ? WM_SQL_KEY_ADD : WM_SQL_VOID_ADD);
    wm_query_integer(&query, step->head->number);
    if (key)
        wm_query_text(&query, step->entry.record.key.data, step->entry.record.key.length);
    else
        wm_query_integer(&query, step->entry.seq);
    wm_query_integer(&query, seq);
    return wm_query_run(&query, step->error);
}

static enum wm_status write_all(struct step *step, int64_t *ret_seq) {
    struct wm_ledger_head *head = step->head;
    const char *type = wm_entry_type_name(step->entry.type);
    enum wm_status status = wm_writer_own(step->writer, head, step->error);
    if (status != WM_OK)
        return status;
    if (head->seq == 0)
        head->hash = wm_ledger_start(head->organisation, strlen(head->organisation));
    int64_t seq = head->seq + 1;
    uint8_t salt[WM_LEDGER_SALT];
    wm_random(salt, sizeof salt);
    struct wm_sha256 digest = wm_ledger_digest(salt, step->writer->json.data, step->writer->json.length);
    struct wm_sha256 hash = wm_ledger_hash(&head->hash, seq, (struct wm_text){type, strlen(type)},
                                           step->append->instant, step->append->uid, &digest);
    wm_ledger_advance(step->person_head, &digest);
    status = write_person(step, seq);
    if (status == WM_OK)
        status = write_entry(step, seq, &digest, &hash);
    if (status == WM_OK)
        status = write_content(step, seq, salt);
    if (status == WM_OK)
        status = write_derived(step, seq);
    if (status != WM_OK)
        return status;
    head->seq = seq;
    head->hash = hash;
    *ret_seq = seq;
    return WM_OK;
}

static enum wm_status append_one(struct step *step, int64_t *ret_seq, bool *ret_repeated) {
    bool by_seq = step->entry.type == WM_ENTRY_RECORD_VOID;
    int64_t seq = 0;
    enum wm_status status = by_seq ? find_voided(step) : find_person(step);
    if (status == WM_OK)
        status = compose(step);
    if (status == WM_OK)
        status = find_key(step, &seq);
    bool repeated = seq != 0;
    if (status == WM_OK && !repeated)
        status = write_all(step, &seq);
    if (status != WM_OK)
        return status;
    *ret_seq = seq;
    *ret_repeated = repeated;
    return WM_OK;
}

static enum wm_status append_all(struct wm_store_writer *writer, const struct wm_append *append,
                                 struct wm_appended *ret_appended, struct wm_error *error) {
    struct step step = {.writer = writer, .append = append, .error = error};
    enum wm_status status = wm_writer_head(writer, append->organisation, &step.head, error);
    for (size_t i = 0; status == WM_OK && i < append->count; i++) {
        bool repeated;
        step.index = i;
        step.entry = append->entries[i];
        status = append_one(&step, &ret_appended->seqs[i], &repeated);
        if (status == WM_OK && ret_appended->repeated != NULL)
            ret_appended->repeated[i] = repeated;
    }
    if (status != WM_OK)
        return status;
    ret_appended->head = step.head->hash;
    ret_appended->last = step.head->seq;
    return WM_OK;
}

static enum wm_status undo(struct wm_store_writer *writer, enum wm_status status, const struct wm_error *error) {
    wm_writer_forget(writer);
    if (wm_sqlite_in_transaction(&writer->connection) &&
        wm_query_simple(&writer->connection, WM_SQL_REQUEST_UNDO, NULL) == WM_OK &&
        wm_query_simple(&writer->connection, WM_SQL_REQUEST_KEEP, NULL) == WM_OK)
        return status;
    writer->group_failed = true;
    writer->failure = *error;
    return status;
}

enum wm_status wm_store_append(struct wm_store_writer *writer, const struct wm_append *append,
                               struct wm_appended *ret_appended, struct wm_error *error) {
    struct wm_error own;
    if (error == NULL)
        error = &own;
    if (!wm_expect(writer->begun))
        return wm_error_set(error, WM_INTERNAL, NULL, "no group of writes is open");
    size_t length = strlen(append->organisation);
    if (length == 0 || length > WM_CODE_LONGEST || !wm_utf8_printable(append->organisation, length))
        return wm_error_set(error, WM_PARAMS, "bad-organisation", "an organisation has an id of 1 to 128 bytes");
    if (writer->group_failed) {
        *error = writer->failure;
        return error->status;
    }
    enum wm_status status = wm_query_simple(&writer->connection, WM_SQL_REQUEST_BEGIN, error);
    if (status != WM_OK && wm_sqlite_in_transaction(&writer->connection))
        return status; // nothing of it was begun, the group goes on
    if (status == WM_OK)
        status = append_all(writer, append, ret_appended, error);
    if (status == WM_OK)
        status = wm_query_simple(&writer->connection, WM_SQL_REQUEST_KEEP, error);
    return status == WM_OK ? WM_OK : undo(writer, status, error);
}
