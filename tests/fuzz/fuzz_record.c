// SPDX-License-Identifier: MIT
// A record from a stranger: refused with a reason and a place, or written and read back the same.
#include "engine/portfolio/record.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { LONGEST = 1 << 16, DEEPEST = 32 };

static void read_back(const struct wm_record *record) {
    struct wm_error error = {0};
    struct wm_json_reader *reader = NULL;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, LONGEST * 8);
    wm_record_write(&buffer, record);
    wm_require(!buffer.failed);
    wm_require(wm_json_reader_new(LONGEST * 8, DEEPEST + 2, &reader, &error) == WM_OK);
    struct wm_json value;
    struct wm_record again;
    wm_require(wm_json_parse_copy(reader, buffer.data, buffer.length, &value, &error) == WM_OK);
    wm_require(wm_record_read(value, "record", &again, &error) == WM_OK);
    wm_require(wm_record_same(record, &again));
    wm_json_reader_free(reader);
    wm_buffer_clear(&buffer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct wm_error error = {0};
    struct wm_json_reader *reader = NULL;
    struct wm_json value;
    struct wm_record record;
    if (wm_json_reader_new(LONGEST, DEEPEST, &reader, &error) != WM_OK) {
        return 0;
    }
    if (wm_json_parse_copy(reader, (const char *)bytes, length, &value, &error) == WM_OK) {
        if (wm_record_read(value, "record", &record, &error) == WM_OK) {
            read_back(&record);
        } else {
            wm_require(error.status == WM_PARAMS || error.status == WM_LIMIT || error.status == WM_NO_MEMORY);
            wm_require(error.reason[0] != '\0' && error.where[0] != '\0');
            wm_require(wm_utf8_valid(error.found, strlen(error.found)));
        }
    }
    wm_json_reader_free(reader);
    return 0;
}
