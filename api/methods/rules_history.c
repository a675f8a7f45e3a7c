// SPDX-License-Identifier: MIT
// rules.history: which rules became active when, who asked for it, and in which files they differed.
#include "api/methods/families.h"

#include "api/methods/framework_write.h"
#include "api/methods/listing.h"
#include "api/methods/target.h"

#include <string.h>

enum { ORG, BEFORE, LIMIT };

static const struct wm_parameter_form forms[] = {
    [ORG] = WM_FORM_ORG,
    [BEFORE] = {.name = "before", .type = WM_TYPE_SEQ},
    [LIMIT] = {.name = "limit", .type = WM_TYPE_LIMIT},
    WM_FORM_END,
};

struct history {               // state of a kept call
    struct wm_listing listing; // first; `after`: those before this number
    int64_t last;              // number of the last row
    // Of the scan.
    struct wm_store_reader *reader;
    enum wm_status status;
    struct wm_error *error;
};

// --- on a reader's thread ---

struct differing { // the files of one kind
    struct wm_buffer *rows;
    enum wm_file_change change;
};

static void add_path(void *context, enum wm_file_change change, struct wm_text path) {
    const struct differing *differing = context;
    if (change != differing->change)
        return;
    wm_json_write_comma(differing->rows);
    wm_json_write_string(differing->rows, path.data, path.length);
}

static enum wm_status write_files(struct history *history, const struct wm_activation *activation, const char *key,
                                  enum wm_file_change change) {
    struct differing differing = {&history->listing.rows, change};
    wm_json_write_key(differing.rows, key);
    wm_buffer_byte(differing.rows, '[');
    enum wm_status status =
        wm_store_compare_rulesets(history->reader, history->listing.organisation->id, activation->previous,
                                  activation->rules, add_path, &differing, history->error);
    wm_buffer_byte(differing.rows, ']');
    return status;
}

static void write_number(struct wm_buffer *rows, const char *key, int64_t number) {
    if (number < 0) // not told
        return;
    wm_json_write_key(rows, key);
    wm_buffer_integer(rows, number);
}

static bool next_activation(void *context, const struct wm_activation *activation) {
    struct history *history = context;
    struct wm_buffer *rows = &history->listing.rows;
    if (!wm_listing_row(&history->listing))
        return false;
    history->last = activation->number;
    wm_buffer_byte(rows, '{');
    write_number(rows, "number", activation->number);
    wm_framework_write_text(rows, "rules", activation->rules);
    wm_framework_write_text(rows, "previous", activation->previous[0] != '\0' ? activation->previous : NULL);
    wm_listing_write_instant(rows, "at", activation->instant);
    write_number(rows, "by", activation->uid);
    wm_framework_write_text(rows, "cause", wm_activation_cause_name(activation->cause));
    history->status = write_files(history, activation, "added", WM_FILE_ADDED);
    if (history->status == WM_OK)
        history->status = write_files(history, activation, "changed", WM_FILE_CHANGED);
    if (history->status == WM_OK)
        history->status = write_files(history, activation, "removed", WM_FILE_REMOVED);
    write_number(rows, "moved", activation->moved);
    wm_buffer_byte(rows, '}');
    return history->status == WM_OK;
}

static enum wm_status scan(struct wm_listing *listing, struct wm_store_reader *reader, struct wm_error *error) {
    struct history *history = (struct history *)listing;
    history->reader = reader;
    history->error = error;
    enum wm_status status =
        wm_store_activations(reader, listing->organisation->id, listing->after, next_activation, history, error);
    return status == WM_OK ? history->status : status;
}

// --- on the loop ---

static void answer(struct wm_listing *listing, struct wm_buffer *result) {
    wm_buffer_text(result, "{\"activations\":[");
    wm_buffer_add(result, listing->rows.data, listing->rows.length);
    wm_buffer_byte(result, ']');
    if (listing->full)
        wm_listing_write_next(result, ((const struct history *)listing)->last);
    wm_buffer_byte(result, '}');
}

static enum wm_status run(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    static const struct wm_text nobody = {"", 0};
    const struct wm_argument *before = &call->arguments[BEFORE];
    struct wm_organisation *organisation = NULL;
    struct wm_listing *listing = NULL;
    (void)result;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = wm_listing_begin(call, organisation, nobody, &call->arguments[LIMIT], &listing, error);
    if (status != WM_OK)
        return status;
    listing->after = wm_argument_given(before) ? before->number : INT64_MAX;
    listing->scan = scan;
    listing->answer = answer;
    return wm_listing_submit(listing, error);
}

const struct wm_method wm_rules_history_methods[] = {
    {.name = "rules.history",
     .parameters = forms,
     .run = run,
     .state = sizeof(struct history),
     .release = wm_listing_release},
    {.name = NULL},
};
