// SPDX-License-Identifier: MIT
// JSON in, canonical JSON out: what parses must write, what is written must parse to the same bytes.
#include "engine/base/json.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

enum { LONGEST = 1 << 16, DEEPEST = 32 };

static void write_and_read_back(struct wm_json value) {
    struct wm_error error = {0};
    struct wm_json_reader *reader = NULL;
    struct wm_buffer first, second;
    wm_buffer_init(&first, LONGEST * 8);
    wm_buffer_init(&second, LONGEST * 8);
    wm_json_write_canonical(&first, value);
    wm_require(!first.failed);
    wm_require(wm_json_reader_new(LONGEST * 8, DEEPEST, &reader, &error) == WM_OK);
    struct wm_json again;
    wm_require(wm_json_parse_copy(reader, first.data, first.length, &again, &error) == WM_OK);
    wm_json_write_canonical(&second, again);
    wm_require(first.length == second.length && memcmp(first.data, second.data, first.length) == 0);
    wm_json_reader_free(reader);
    wm_buffer_clear(&first);
    wm_buffer_clear(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct wm_error error = {0};
    struct wm_json_reader *reader = NULL;
    struct wm_json value;
    if (wm_json_reader_new(LONGEST, DEEPEST, &reader, &error) != WM_OK) {
        return 0;
    }
    if (wm_json_parse_copy(reader, (const char *)bytes, length, &value, &error) == WM_OK) {
        write_and_read_back(value);
    } else {
        wm_require(error.reason[0] != '\0' && error.message[0] != '\0');
        wm_require(wm_utf8_valid(error.message, strlen(error.message)));
    }
    wm_json_reader_free(reader);
    return 0;
}
