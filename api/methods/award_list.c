// SPDX-License-Identifier: MIT
// award.list. (award.grant and award.revoke: award.c)
//
// A revocation ends awards that stand before it in the ledger, so that the whole of the person's entries is read, also
// behind the page.
#include "api/methods/families.h"

#include "api/methods/listing.h"
#include "api/methods/target.h"

#include <inttypes.h>
#include <string.h>

enum { ORG, PERSON, AS_OF, AFTER, LIMIT };

static const struct wm_parameter_form forms[] = {
    [ORG] = WM_FORM_ORG,
    [PERSON] = {.name = "person", .type = WM_TYPE_PERSON, .required = true},
    [AS_OF] = {.name = "as_of", .type = WM_TYPE_DAY},
    [AFTER] = {.name = "after", .type = WM_TYPE_SEQ},
    [LIMIT] = {.name = "limit", .type = WM_TYPE_LIMIT},
    WM_FORM_END,
};

struct award {
    struct award *next;
    int64_t seq;
    struct wm_text level;
    wm_day on, until;
    wm_day ends;            // `until`, or the day before its revocation
    struct wm_text members; // of the row: "by":…,"override":…,"decision":…
    int64_t revoked;        // seq, or 0
    wm_day revoked_on;
    struct wm_text revoked_why;
};

struct awards {
    struct wm_listing listing; // first
    struct wm_arena arena;
    struct award *first, **end;
    wm_day as_of;
    int64_t after; // of the page; the scan begins at the first entry
    int64_t last;  // seq of the last award of the page
    size_t bytes;
    bool failed;
};

static struct wm_text keep(struct awards *awards, struct wm_text text) {
    char *copy = wm_arena_dup_n(&awards->arena, text.length > 0 ? text.data : "", text.length);
    awards->failed = awards->failed || copy == NULL;
    return (struct wm_text){copy, copy != NULL ? text.length : 0};
}

// What of a row can only be written while the entry is there; `rows` is where it is put together.
static void keep_members(struct awards *awards, struct award *award, const struct wm_entry *entry) {
    struct wm_buffer *scratch = &awards->listing.rows;
    wm_buffer_reset(scratch);
    if (entry->by.length > 0) {
        wm_json_write_key(scratch, "by");
        wm_json_write_string(scratch, entry->by.data, entry->by.length);
    }
    if (entry->reason.length > 0) {
        wm_json_write_key(scratch, "override");
        wm_buffer_text(scratch, "{\"reason\":");
        wm_json_write_string(scratch, entry->reason.data, entry->reason.length);
        wm_buffer_byte(scratch, '}');
    }
    if (wm_json_type(entry->decision) != WM_JSON_ABSENT) {
        wm_json_write_key(scratch, "decision");
        wm_json_write_canonical(scratch, entry->decision);
    }
    awards->failed = awards->failed || scratch->failed;
    award->members = keep(awards, (struct wm_text){scratch->data, scratch->length});
    awards->bytes += scratch->length;
}

static bool granted(struct awards *awards, const struct wm_stored_entry *entry) {
    struct wm_listing *listing = &awards->listing;
    struct award *award = wm_arena_zero(&awards->arena, 1, sizeof *award);
    if (award == NULL)
        return false;
    *award = (struct award){.seq = entry->seq,
                            .level = keep(awards, entry->entry.level),
                            .on = entry->entry.on,
                            .until = entry->entry.until,
                            .ends = entry->entry.until};
    *awards->end = award;
    awards->end = &award->next;
    if (award->seq <= awards->after || listing->full)
        return true;
    if (listing->count == listing->limit || awards->bytes > listing->rows.maximum / 2) {
        listing->full = true;
        return true;
    }
    listing->count++;
    awards->last = award->seq;
    keep_members(awards, award, &entry->entry);
    return true;
}

static void revoked(struct awards *awards, const struct wm_stored_entry *entry) {
    const struct wm_entry *revocation = &entry->entry;
    struct wm_text why = keep(awards, revocation->reason);
    for (struct award *award = awards->first; award != NULL; award = award->next) {
        bool same = award->level.length == revocation->level.length &&
                    memcmp(award->level.data, revocation->level.data, award->level.length) == 0;
        if (!same || (award->ends != WM_DAY_NONE && award->ends < revocation->on))
            continue;
        award->ends = revocation->on - 1;
        award->revoked = entry->seq;
        award->revoked_on = revocation->on;
        award->revoked_why = why;
    }
}

static bool next_entry(struct wm_listing *listing, const struct wm_stored_entry *entry) {
    struct awards *awards = (struct awards *)listing;
    if (entry->erased)
        return true;
    if (entry->entry.type == WM_ENTRY_AWARD_GRANT)
        awards->failed = !granted(awards, entry) || awards->failed;
    else if (entry->entry.type == WM_ENTRY_AWARD_REVOKE)
        revoked(awards, entry);
    return !awards->failed;
}

static enum wm_status scan(struct wm_listing *listing, struct wm_store_reader *reader, struct wm_error *error) {
    enum wm_status status = wm_listing_entries(listing, reader, next_entry, error);
    return status == WM_OK && ((const struct awards *)listing)->failed ? wm_error_no_memory(error) : status;
}

// --- the answer ---

static void write_day(struct wm_buffer *buffer, const char *key, wm_day day) {
    char text[11];
    wm_day_format(day, text);
    wm_json_write_key(buffer, key);
    wm_json_write_text(buffer, text);
}

static void write_award(struct wm_buffer *buffer, const struct award *award, wm_day as_of) {
    bool in_force = award->on <= as_of && (award->ends == WM_DAY_NONE || as_of <= award->ends);
    wm_json_write_comma(buffer);
    wm_buffer_printf(buffer, "{\"seq\":%" PRId64 ",\"level\":", award->seq);
    wm_json_write_string(buffer, award->level.data, award->level.length);
    write_day(buffer, "on", award->on);
    if (award->until != WM_DAY_NONE)
        write_day(buffer, "until", award->until);
    wm_buffer_printf(buffer, ",\"in_force\":%s", in_force ? "true" : "false");
    if (award->members.length > 0) {
        wm_buffer_byte(buffer, ',');
        wm_buffer_add(buffer, award->members.data, award->members.length);
    }
    if (award->revoked != 0) {
        wm_buffer_printf(buffer, ",\"revoked\":{\"seq\":%" PRId64, award->revoked);
        write_day(buffer, "on", award->revoked_on);
        wm_json_write_key(buffer, "reason");
        wm_json_write_string(buffer, award->revoked_why.data, award->revoked_why.length);
        wm_buffer_byte(buffer, '}');
    }
    wm_buffer_byte(buffer, '}');
}

static void answer(struct wm_listing *listing, struct wm_buffer *result) {
    const struct awards *awards = (const struct awards *)listing;
    wm_buffer_text(result, "{\"awards\":[");
    for (const struct award *award = awards->first; award != NULL; award = award->next) {
        if (award->seq > awards->after && award->seq <= awards->last)
            write_award(result, award, awards->as_of);
    }
    wm_buffer_byte(result, ']');
    if (listing->full)
        wm_listing_write_next(result, awards->last);
    wm_buffer_byte(result, '}');
}

static enum wm_status list(struct wm_call *call, struct wm_buffer *result, struct wm_error *error) {
    (void)result;
    struct wm_text person = call->arguments[PERSON].text;
    struct wm_organisation *organisation = NULL;
    struct wm_listing *listing = NULL;
    wm_day as_of = 0;
    bool turn = false;
    enum wm_status status = wm_target_organisation(call, &organisation, error);
    if (status == WM_OK)
        status = wm_target_day(call, organisation, NULL, &call->arguments[AS_OF], &as_of, error);
    if (status == WM_OK)
        status = wm_fetch_turn(call, organisation, person, &turn, error);
    if (status == WM_OK && turn)
        status = wm_listing_begin(call, organisation, person, &call->arguments[LIMIT], &listing, error);
    if (status != WM_OK || listing == NULL)
        return status;
    struct awards *awards = (struct awards *)listing;
    wm_arena_init(&awards->arena, 4 * call->session->dispatcher->limits.reply);
    awards->end = &awards->first;
    awards->as_of = as_of;
    awards->after = call->arguments[AFTER].number;
    listing->scan = scan;
    listing->answer = answer;
    return wm_listing_submit(listing, error);
}

static void release(struct wm_call *kept) {
    struct awards *awards = kept->state;
    wm_arena_clear(&awards->arena);
    wm_listing_release(kept);
}

const struct wm_method wm_award_list_methods[] = {
    {.name = "award.list", .parameters = forms, .run = list, .state = sizeof(struct awards), .release = release},
    {.name = NULL},
};
