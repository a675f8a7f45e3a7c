// SPDX-License-Identifier: MIT
#include "engine/portfolio/record.h"

#include "engine/portfolio/canonical.h"

#include <string.h>

#define DATA_LONGEST ((size_t)16 * 1024)
#define PERSON_LONGEST 128u

void wm_record_write(struct wm_buffer *buffer, const struct wm_record *record) {
    const char *kind = wm_kind_name(record->kind);
    wm_buffer_byte(buffer, '{');
    wm_canonical_text(buffer, "as", record->as);
    wm_canonical_text(buffer, "by", record->by);
    wm_canonical_json(buffer, "data", record->data);
    wm_canonical_text(buffer, "digest", record->digest);
    wm_canonical_text(buffer, "key", record->key);
    wm_canonical_text(buffer, "kind", (struct wm_text){kind, strlen(kind)});
    wm_canonical_text(buffer, "method", record->method);
    wm_canonical_text(buffer, "note", record->note);
    wm_canonical_day(buffer, "on", record->on);
    wm_canonical_text(buffer, "outcome", record->outcome);
    wm_canonical_text(buffer, "ref", record->ref);
    wm_canonical_text(buffer, "subject", record->subject);
    wm_canonical_day(buffer, "until", record->until);
    if (record->has_value) {
        wm_json_write_key(buffer, "value");
        wm_number_write(buffer, record->value);
    }
    wm_buffer_byte(buffer, '}');
}

static bool same_text(struct wm_text a, struct wm_text b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

static bool same_data(struct wm_json a, struct wm_json b) {
    bool has = wm_json_type(a) != WM_JSON_ABSENT;
    if (has != (wm_json_type(b) != WM_JSON_ABSENT))
        return false;
    if (!has)
        return true;
    struct wm_buffer first;
    struct wm_buffer second;
    wm_buffer_init(&first, DATA_LONGEST);
    wm_buffer_init(&second, DATA_LONGEST);
    wm_json_write_canonical(&first, a);
    wm_json_write_canonical(&second, b);
    // Out of memory says "not the same": a repeat is then refused as a conflict, and nothing is lost.
    bool same = !first.failed && !second.failed && first.length == second.length &&
                memcmp(first.data, second.data, first.length) == 0;
    wm_buffer_clear(&first);
    wm_buffer_clear(&second);
    return same;
}

bool wm_record_same(const struct wm_record *a, const struct wm_record *b) {
    return a->kind == b->kind && same_text(a->subject, b->subject) && same_text(a->outcome, b->outcome) &&
           a->has_value == b->has_value && (!a->has_value || a->value == b->value) && a->on == b->on &&
           a->until == b->until && same_text(a->by, b->by) && same_text(a->as, b->as) &&
           same_text(a->method, b->method) && same_text(a->ref, b->ref) && same_text(a->digest, b->digest) &&
           same_text(a->note, b->note) && same_data(a->data, b->data);
}

enum wm_status wm_record_data_check(struct wm_json data) {
    struct wm_buffer canonical;
    wm_buffer_init(&canonical, DATA_LONGEST);
    wm_json_write_canonical(&canonical, data);
    enum wm_status status = WM_OK;
    if (canonical.failed) {
        // Too long, or no memory for it? With all the room there may be, only the former can fail.
        wm_buffer_reset(&canonical);
        if (wm_buffer_reserve(&canonical, DATA_LONGEST)) {
            wm_json_write_canonical(&canonical, data);
            status = canonical.failed ? WM_LIMIT : WM_OK;
        } else {
            status = WM_NO_MEMORY;
        }
    }
    wm_buffer_clear(&canonical);
    return status;
}

enum wm_status wm_person_id_check(const char *id, size_t length, struct wm_error *error) {
    if (length == 0 || length > PERSON_LONGEST) {
        wm_error_set(error, WM_PARAMS, "out-of-range", "a person's id has 1 to %u bytes, not %zu", PERSON_LONGEST,
                     length);
    } else if (!wm_utf8_printable(id, length) || memchr(id, '/', length) != NULL) {
        wm_error_set(error, WM_PARAMS, "bad-person", "a person's id is printable text without `/`");
    } else {
        return WM_OK;
    }
    wm_error_expected(error, "1 to %u bytes of printable UTF-8 without `/`", PERSON_LONGEST);
    wm_error_found(error, "%.*s", (int)(length < 140 ? length : 140), id);
    return WM_PARAMS;
}
