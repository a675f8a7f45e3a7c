// SPDX-License-Identifier: MIT
// person.put, person.get and person.list.
#include "api/methods/families.h"

#include "api/methods/change.h"
#include "api/methods/listing.h"
#include "api/methods/target.h"

#include <string.h>

#define NAME_LONGEST 512u

// --- put ---

enum { ORG, PUT_ID, PUT_NAME, PUT_DATA };

static const struct wm_parameter_form put_forms[] = {
    [ORG] = WM_FORM_ORG,
    [PUT_ID] = {.name = "id", .type = WM_TYPE_PERSON, .required = true},
    [PUT_NAME] = {.name = "name", .type = WM_TYPE_TEXT, .most = NAME_LONGEST},
    [PUT_DATA] = {.name = "data", .type = WM_TYPE_OBJECT},
    WM_FORM_END,
};

static enum wm_status build_put(struct wm_change *change, struct wm_json params, struct wm_entry *entries,
                                struct wm_error *error) {
    (void)error;
    entries[0] = (struct wm_entry){
        .type = WM_ENTRY_PERSON_PUT,
        .person = {change->pending.person, change->pending.person_length},
        .name = wm_json_text(wm_json_member(params, "name")),
        .data = wm_json_member(params, "data"),
    };
    return WM_OK;
}

static enum wm_status check_data(struct wm_json data, struct wm_error *error) {
    enum wm_status status = wm_record_data_check(data);
    if (status == WM_OK)
        return WM_OK;
    if (status == WM_NO_MEMORY)
        return wm_error_no_memory(error);
    wm_error_set(error, WM_PARAMS, "out-of-range", "`data` is larger than a person's data may be");
    wm_error_where(error, "data");
    return wm_error_expected(error, "an object of at most 16 KiB in canonical form");
}

static enum wm_status put(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)result;
    struct wm_organisation *organisation = NULL;
    struct wm_change *change = NULL;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK && wm_argument_given(&call->arguments[PUT_DATA]))
        status = check_data(call->arguments[PUT_DATA].json, error);
    if (status == WM_OK)
        status = wm_change_begin(call, organisation, call->arguments[PUT_ID].text, &change, error);
    if (status != WM_OK)
        return status;
    change->build = build_put;
    change->new_person = true;
    return wm_change_submit(change, 1, 0, error);
}

// --- get ---

enum { GET_PERSON = ORG + 1 };

static const struct wm_parameter_form get_forms[] = {
    [ORG] = WM_FORM_ORG,
    [GET_PERSON] = {.name = "person", .type = WM_TYPE_PERSON, .required = true},
    WM_FORM_END,
};

static void write_person(struct wm_buffer *buffer, struct wm_text id, const struct wm_stored_entry *latest_put,
                         int64_t last_seq, bool whole) {
    struct wm_text name = latest_put->entry.name;
    wm_buffer_byte(buffer, '{');
    wm_json_write_key(buffer, "id");
    wm_json_write_string(buffer, id.data, id.length);
    if (name.length > 0) {
        wm_json_write_key(buffer, "name");
        wm_json_write_string(buffer, name.data, name.length);
    }
    if (whole && wm_json_type(latest_put->entry.data) != WM_JSON_ABSENT) {
        wm_json_write_key(buffer, "data");
        wm_json_write_canonical(buffer, latest_put->entry.data);
    }
    wm_json_write_key(buffer, "seq");
    wm_buffer_integer(buffer, latest_put->seq);
    wm_json_write_key(buffer, "ledger");
    wm_buffer_integer(buffer, last_seq);
    wm_buffer_byte(buffer, '}');
}

static bool one_person(void *context, struct wm_text id, const struct wm_stored_entry *latest_put, int64_t last_seq) {
    struct wm_listing *listing = context;
    write_person(&listing->rows, id, latest_put, last_seq, true);
    return false;
}

static enum wm_status scan_person(struct wm_listing *listing, struct wm_store_reader *reader, struct wm_error *error) {
    return wm_store_person(reader, listing->organisation->id, listing->person, listing->person_length, one_person,
                           listing, error);
}

static void answer_person(struct wm_listing *listing, struct wm_buffer *result) {
    wm_buffer_add(result, listing->rows.data, listing->rows.length);
}

static enum wm_status get(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)result;
    struct wm_text person = call->arguments[GET_PERSON].text;
    struct wm_organisation *organisation = NULL;
    struct wm_listing *listing = NULL;
    bool turn = false;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = wm_fetch_turn(call, organisation, person, &turn, error);
    if (status == WM_OK && turn)
        status = wm_listing_begin(call, organisation, person, NULL, &listing, error);
    if (status != WM_OK || listing == NULL)
        return status;
    listing->scan = scan_person;
    listing->answer = answer_person;
    return wm_listing_submit(listing, error);
}

// --- list ---

enum { LIST_AFTER = ORG + 1, LIST_LIMIT };

static const struct wm_parameter_form list_forms[] = {
    [ORG] = WM_FORM_ORG,
    [LIST_AFTER] = {.name = "after", .type = WM_TYPE_PERSON},
    [LIST_LIMIT] = {.name = "limit", .type = WM_TYPE_LIMIT},
    WM_FORM_END,
};

struct people {
    struct wm_listing listing; // first
    size_t after_length;
    char after[128]; // whom the scan goes on behind; at its end, the last of the page
};

static bool next_person(void *context, struct wm_text id, const struct wm_stored_entry *latest_put, int64_t last_seq) {
    struct people *people = context;
    if (!wm_listing_row(&people->listing))
        return false;
    write_person(&people->listing.rows, id, latest_put, last_seq, false);
    people->after_length = id.length < sizeof people->after ? id.length : sizeof people->after;
    memcpy(people->after, id.data, people->after_length);
    return true;
}

static enum wm_status scan_people(struct wm_listing *listing, struct wm_store_reader *reader, struct wm_error *error) {
    struct people *people = (struct people *)listing;
    char after[sizeof people->after];
    size_t length = people->after_length;
    memcpy(after, people->after, length);
    // One more than the page tells whether there is a next one.
    return wm_store_persons(reader, listing->organisation->id, after, length, listing->limit + 1, next_person, people,
                            error);
}

static void answer_people(struct wm_listing *listing, struct wm_buffer *result) {
    const struct people *people = (const struct people *)listing;
    wm_buffer_text(result, "{\"people\":[");
    wm_buffer_add(result, listing->rows.data, listing->rows.length);
    wm_buffer_byte(result, ']');
    if (listing->full) {
        wm_json_write_key(result, "next");
        wm_json_write_string(result, people->after, people->after_length);
    }
    wm_buffer_byte(result, '}');
}

static enum wm_status list(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)result;
    static const struct wm_text anybody = {"", 0};
    struct wm_text after = call->arguments[LIST_AFTER].text;
    struct wm_organisation *organisation = NULL;
    struct wm_listing *listing = NULL;
    bool turn = false;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = wm_fetch_turn(call, organisation, anybody, &turn, error);
    if (status == WM_OK && turn)
        status = wm_listing_begin(call, organisation, anybody, &call->arguments[LIST_LIMIT], &listing, error);
    if (status != WM_OK || listing == NULL)
        return status;
    struct people *people = (struct people *)listing;
    people->after_length = after.length;
    if (after.length > 0)
        memcpy(people->after, after.data, after.length);
    listing->scan = scan_people;
    listing->answer = answer_people;
    return wm_listing_submit(listing, error);
}

const struct wm_method wm_person_methods[] = {
    {.name = "person.put",
     .parameters = put_forms,
     .run = put,
     .state = sizeof(struct wm_change),
     .release = wm_change_release},
    {.name = "person.get",
     .parameters = get_forms,
     .run = get,
     .state = sizeof(struct wm_listing),
     .release = wm_listing_release},
    {.name = "person.list",
     .parameters = list_forms,
     .run = list,
     .state = sizeof(struct people),
     .release = wm_listing_release},
    {.name = NULL},
};
