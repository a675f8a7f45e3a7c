// SPDX-License-Identifier: MIT
// record.add, record.list and record.void.
#include "api/methods/families.h"

#include "api/methods/assessors.h"
#include "api/methods/change.h"
#include "api/methods/listing.h"
#include "api/methods/suppose.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define REASON_LONGEST 4096u

// --- add ---

enum { ORG, PERSON, ADD_RECORDS };

static const struct wm_parameter_form add_forms[] = {
    [ORG] = WM_FORM_ORG,
    [PERSON] = {.name = "person", .type = WM_TYPE_PERSON, .required = true},
    [ADD_RECORDS] = {.name = "records", .type = WM_TYPE_RECORDS, .required = true},
    WM_FORM_END,
};

struct add {
    struct wm_change change; // first
    struct wm_buffer warnings;
    size_t checked; // records of which those who made them may
};

static enum wm_status build_add(struct wm_change *change, struct wm_json params, struct wm_entry *entries,
                                struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(params, "records"));
    struct wm_json object;
    char path[32];
    for (size_t i = 0; i < change->count && wm_json_next(&iterator, NULL, &object); i++) {
        snprintf(path, sizeof path, "records[%zu]", i);
        entries[i] = (struct wm_entry){.type = WM_ENTRY_RECORD_ADD,
                                       .person = {change->pending.person, change->pending.person_length}};
        enum wm_status status = wm_record_read(object, path, &entries[i].record, error);
        if (status != WM_OK)
            return status;
    }
    return WM_OK;
}

static void answer_add(struct wm_change *change, struct wm_buffer *result) {
    const struct add *add = (const struct add *)change;
    wm_json_write_key(result, "seqs");
    wm_buffer_byte(result, '[');
    for (size_t i = 0; i < change->count; i++) {
        wm_json_write_comma(result);
        wm_buffer_integer(result, change->seqs[i]);
    }
    wm_buffer_text(result, "],\"repeated\":[");
    for (size_t i = 0; i < change->count; i++) {
        wm_json_write_comma(result);
        wm_buffer_text(result, change->repeated[i] ? "true" : "false");
    }
    wm_buffer_text(result, "],\"warnings\":[");
    wm_buffer_add(result, add->warnings.data, add->warnings.length);
    wm_buffer_byte(result, ']');
}

// Form and meaning of each; what is worth a remark goes to `warnings`.
static enum wm_status check_records(const struct wm_ruleset *ruleset, struct wm_json records,
                                    struct wm_buffer *warnings, struct wm_error *error) {
    struct wm_json_iterator iterator = wm_json_iterate(records);
    struct wm_json object;
    char path[32], warning[200];
    for (size_t i = 0; wm_json_next(&iterator, NULL, &object); i++) {
        struct wm_record record;
        snprintf(path, sizeof path, "records[%zu]", i);
        enum wm_status status = wm_record_read(object, path, &record, error);
        if (status == WM_OK)
            status = wm_ruleset_check_record(ruleset, &record, path, warning, error);
        if (status != WM_OK)
            return status;
        if (warning[0] == '\0')
            continue;
        wm_json_write_comma(warnings);
        wm_buffer_printf(warnings, "{\"record\":%zu,\"message\":", i);
        wm_json_write_text(warnings, warning);
        wm_buffer_byte(warnings, '}');
    }
    return warnings->failed ? wm_error_no_memory(error) : WM_OK;
}

static enum wm_status check_count(const struct wm_call *call, struct wm_json records, struct wm_error *error) {
    size_t count = wm_json_count(records);
    if (count > 0)
        return wm_suppose_count(wm_methods_of(call), "records", count, error);
    wm_error_set(error, WM_PARAMS, "range", "there is nothing to record: `records` is empty");
    wm_error_where(error, "records");
    wm_error_expected(error, "one record or more");
    return wm_error_found(error, "an empty array");
}

static enum wm_status add(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)result;
    struct wm_json records = call->arguments[ADD_RECORDS].json;
    struct wm_organisation *organisation = NULL;
    struct wm_ruleset *ruleset = NULL;
    struct wm_change *change = NULL;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = wm_fetch_ruleset(call, organisation, NULL, &ruleset, error);
    if (status == WM_OK)
        status = check_count(call, records, error);
    if (status == WM_OK)
        status = wm_change_begin(call, organisation, call->arguments[PERSON].text, &change, error);
    if (status != WM_OK)
        return status;
    wm_fetch_hold(call, ruleset);
    struct wm_buffer *warnings = &((struct add *)change)->warnings;
    wm_buffer_clear(warnings);
    wm_buffer_init(warnings, call->session->dispatcher->limits.reply);
    bool ready = false;
    status = check_records(ruleset, records, warnings, error);
    if (status == WM_OK)
        status = wm_assessors_check(call, change, ruleset, records, &((struct add *)change)->checked, &ready, error);
    if (status != WM_OK || !ready)
        return status;
    change->build = build_add;
    change->answer = answer_add;
    return wm_change_submit(change, wm_json_count(records), 0, error);
}

static void release_add(struct wm_call *kept) {
    struct add *state = kept->state;
    wm_buffer_clear(&state->warnings);
    wm_change_release(kept);
}

// --- list ---

enum { LIST_KIND = PERSON + 1, LIST_SUBJECT, LIST_AFTER, LIST_LIMIT, LIST_LEDGER };

static const struct wm_parameter_form list_forms[] = {
    [ORG] = WM_FORM_ORG,
    [PERSON] = {.name = "person", .type = WM_TYPE_PERSON, .required = true},
    [LIST_KIND] = {.name = "kind", .type = WM_TYPE_CODE},
    [LIST_SUBJECT] = {.name = "subject", .type = WM_TYPE_CODE},
    [LIST_AFTER] = {.name = "after", .type = WM_TYPE_SEQ},
    [LIST_LIMIT] = {.name = "limit", .type = WM_TYPE_LIMIT},
    [LIST_LEDGER] = {.name = "ledger", .type = WM_TYPE_SEQ},
    WM_FORM_END,
};

struct records {
    struct wm_listing listing; // first
    enum wm_kind kind;         // NONE = any
    size_t subject_length;     // 0 = any
    char subject[WM_CODE_LONGEST];
    int64_t last; // seq of the last row
};

static bool wanted(const struct records *records, const struct wm_stored_entry *entry) {
    const struct wm_record *record = &entry->entry.record;
    if (entry->entry.type != WM_ENTRY_RECORD_ADD || entry->erased)
        return false;
    if (records->kind != WM_KIND_NONE && record->kind != records->kind)
        return false;
    return records->subject_length == 0 ||
           (records->subject_length == record->subject.length &&
            memcmp(records->subject, record->subject.data, record->subject.length) == 0);
}

static bool next_record(struct wm_listing *listing, const struct wm_stored_entry *entry) {
    struct records *records = (struct records *)listing;
    struct wm_buffer *rows = &listing->rows;
    if (!wanted(records, entry))
        return true;
    if (!wm_listing_row(listing))
        return false;
    records->last = entry->seq;
    wm_buffer_printf(rows, "{\"seq\":%" PRId64, entry->seq);
    wm_listing_write_instant(rows, "instant", entry->instant);
    if (entry->voided_by != 0) {
        wm_buffer_printf(rows, ",\"voided\":{\"seq\":%" PRId64, entry->voided_by);
        wm_json_write_key(rows, "reason");
        wm_json_write_string(rows, entry->void_reason.data, entry->void_reason.length);
        wm_buffer_byte(rows, '}');
    }
    size_t brace = rows->length;
    wm_record_write(rows, &entry->entry.record);
    if (!rows->failed)
        rows->data[brace] = ','; // its members become the row's
    return true;
}

static enum wm_status scan_records(struct wm_listing *listing, struct wm_store_reader *reader, struct wm_error *error) {
    return wm_listing_entries(listing, reader, next_record, error);
}

static void answer_records(struct wm_listing *listing, struct wm_buffer *result) {
    wm_buffer_text(result, "{\"records\":[");
    wm_buffer_add(result, listing->rows.data, listing->rows.length);
    wm_buffer_byte(result, ']');
    if (listing->full)
        wm_listing_write_next(result, ((const struct records *)listing)->last);
    wm_buffer_byte(result, '}');
}

static enum wm_status read_kind(const struct wm_argument *argument, enum wm_kind *ret_kind, struct wm_error *error) {
    *ret_kind = WM_KIND_NONE;
    if (!wm_argument_given(argument))
        return WM_OK;
    enum wm_kind kind = wm_kind_parse(argument->text.data, argument->text.length);
    if (kind != WM_KIND_NONE && kind != WM_KIND_AWARD) {
        *ret_kind = kind;
        return WM_OK;
    }
    char name[WM_CODE_LONGEST + 1];
    snprintf(name, sizeof name, "%.*s", (int)argument->text.length, argument->text.data);
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    for (int i = WM_KIND_NONE + 1; i < WM_KIND_AWARD; i++)
        wm_nearest_offer(&nearest, wm_kind_name((enum wm_kind)i));
    wm_error_set(error, WM_PARAMS, "unknown-kind", "there is no kind `%s` of record%s", name,
                 kind == WM_KIND_AWARD ? ": awards are listed by award.list" : "");
    wm_error_where(error, "kind");
    wm_error_expected(error, "assessment, training, qualification, experience, supervision, appraisal, evidence, "
                             "signoff, role, relation or measure");
    wm_parameter_found(error, argument->json);
    if (wm_nearest_name(&nearest) != NULL)
        wm_error_nearest(error, wm_nearest_name(&nearest));
    return WM_PARAMS;
}

static enum wm_status list(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)result;
    struct wm_text person = call->arguments[PERSON].text, subject = call->arguments[LIST_SUBJECT].text;
    struct wm_organisation *organisation = NULL;
    struct wm_listing *listing = NULL;
    enum wm_kind kind = WM_KIND_NONE;
    bool turn = false;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = read_kind(&call->arguments[LIST_KIND], &kind, error);
    if (status == WM_OK)
        status = wm_fetch_turn(call, organisation, person, &turn, error);
    if (status == WM_OK && turn)
        status = wm_listing_begin(call, organisation, person, &call->arguments[LIST_LIMIT], &listing, error);
    if (status != WM_OK || listing == NULL)
        return status;
    struct records *records = (struct records *)listing;
    records->kind = kind;
    records->subject_length = subject.length;
    if (subject.length > 0)
        memcpy(records->subject, subject.data, subject.length);
    listing->after = call->arguments[LIST_AFTER].number;
    if (wm_argument_given(&call->arguments[LIST_LEDGER]))
        listing->ledger = call->arguments[LIST_LEDGER].number;
    listing->scan = scan_records;
    listing->answer = answer_records;
    return wm_listing_submit(listing, error);
}

// --- void ---

enum { VOID_SEQ = ORG + 1, VOID_REASON };

static const struct wm_parameter_form void_forms[] = {
    [ORG] = WM_FORM_ORG,
    [VOID_SEQ] = {.name = "seq", .type = WM_TYPE_SEQ, .required = true},
    [VOID_REASON] = {.name = "reason", .type = WM_TYPE_PROSE, .required = true, .most = REASON_LONGEST},
    WM_FORM_END,
};

// Whose record it is has to be known before it is voided, for the order, and for what is in memory about them.
struct voiding {
    struct wm_change change; // first
    struct wm_read read;
    int64_t seq;
    size_t person_length; // 0 = not looked up yet
    char person[128];
};

static bool whose(void *context, const struct wm_stored_entry *entry) {
    struct voiding *voiding = context;
    struct wm_text person = entry->entry.person;
    if (entry->seq == voiding->seq && person.length <= sizeof voiding->person) {
        voiding->person_length = person.length;
        memcpy(voiding->person, person.data, person.length);
    }
    return false;
}

static enum wm_status look_up(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct voiding *voiding = (struct voiding *)((char *)read - offsetof(struct voiding, read));
    const char *organisation = voiding->change.organisation->id;
    enum wm_status status =
        wm_store_entries(reader, organisation, NULL, 0, voiding->seq - 1, -1, whose, voiding, error);
    if (status != WM_OK || voiding->person_length > 0)
        return status;
    int64_t last = 0;
    struct wm_sha256 head;
    status = wm_store_head(reader, organisation, &last, &head, error);
    if (status != WM_OK)
        return status;
    char nearest[24];
    snprintf(nearest, sizeof nearest, "%" PRId64, last);
    wm_error_set(error, WM_NOT_FOUND, "unknown-seq", "the ledger of %s has no entry %" PRId64 ": its last is %s",
                 organisation, voiding->seq, nearest);
    wm_error_where(error, "seq");
    wm_error_found(error, "%" PRId64, voiding->seq);
    return last > 0 ? wm_error_nearest(error, nearest) : WM_NOT_FOUND;
}

static void on_looked_up(struct wm_task *task) {
    struct wm_read *read = (struct wm_read *)task;
    struct voiding *voiding = (struct voiding *)((char *)read - offsetof(struct voiding, read));
    struct wm_fetch *fetch = &voiding->change.fetch;
    struct wm_methods *methods = wm_methods_of(fetch->call);
    struct wm_pending *pending = &voiding->change.pending;
    fetch->status = read->status;
    fetch->error = read->error;
    pending->person_length = voiding->person_length;
    memcpy(pending->person, voiding->person, voiding->person_length);
    wm_call_again(fetch->call);
    wm_order_wake(methods);
}

static enum wm_status build_void(struct wm_change *change, struct wm_json params, struct wm_entry *entries,
                                 struct wm_error *error) {
    (void)error;
    entries[0] = (struct wm_entry){
        .type = WM_ENTRY_RECORD_VOID,
        .person = {change->pending.person, change->pending.person_length},
        .seq = ((const struct voiding *)change)->seq,
        .reason = wm_json_text(wm_json_member(params, "reason")),
    };
    return WM_OK;
}

static enum wm_status void_record(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)result;
    static const struct wm_text anybody = {"", 0};
    struct wm_organisation *organisation = NULL;
    struct wm_change *change = NULL;
    bool turn = false;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = wm_change_begin(call, organisation, anybody, &change, error);
    if (status != WM_OK)
        return status;
    struct voiding *voiding = (struct voiding *)change;
    if (change->fetch.status != WM_OK) { // the looking up has failed
        *error = change->fetch.error;
        return change->fetch.status;
    }
    if (voiding->person_length > 0) {
        change->build = build_void;
        return wm_change_submit(change, 1, 0, error);
    }
    status = wm_fetch_turn(call, organisation, anybody, &turn, error);
    if (status != WM_OK || !turn)
        return status;
    voiding->seq = call->arguments[VOID_SEQ].number;
    voiding->read.run = look_up;
    voiding->read.task.done = on_looked_up;
    status = wm_readers_submit(wm_methods_of(call)->daemon->readers, &voiding->read, error);
    if (status == WM_OK)
        wm_call_wait(call->kept);
    return status;
}

const struct wm_method wm_record_methods[] = {
    {.name = "record.add", .parameters = add_forms, .run = add, .state = sizeof(struct add), .release = release_add},
    {.name = "record.list",
     .parameters = list_forms,
     .run = list,
     .state = sizeof(struct records),
     .release = wm_listing_release},
    {.name = "record.void",
     .parameters = void_forms,
     .run = void_record,
     .state = sizeof(struct voiding),
     .release = wm_change_release},
    {.name = NULL},
};
