// SPDX-License-Identifier: MIT
// What a damaged store may hold: the content of a ledger entry, its type in the first byte.
#include "engine/portfolio/entry.h"
#include "tests/fuzz/fuzz.h"

enum { LONGEST = 1 << 16, DEEPEST = 80 };

static void apply(const struct wm_entry *entry) {
    struct wm_error error = {0};
    struct wm_portfolio_builder *builder = NULL;
    struct wm_portfolio *portfolio = NULL;
    if (wm_portfolio_builder_new(&builder, &error) != WM_OK) {
        return;
    }
    if (wm_entry_apply(builder, 1, entry, &error) == WM_OK &&
        wm_portfolio_builder_finish(builder, &portfolio, &error) == WM_OK) {
        wm_require(portfolio->count <= 1);
    }
    wm_portfolio_unref(portfolio);
    wm_portfolio_builder_free(builder);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct wm_error error = {0};
    struct wm_json_reader *reader = NULL;
    struct wm_json value;
    struct wm_entry entry;
    if (length < 2 || wm_json_reader_new(LONGEST, DEEPEST, &reader, &error) != WM_OK) {
        return 0;
    }
    enum wm_entry_type type = (enum wm_entry_type)(bytes[0] % (WM_ENTRY_AWARD_REVOKE + 1));
    if (wm_json_parse_copy(reader, (const char *)bytes + 1, length - 1, &value, &error) == WM_OK) {
        if (wm_entry_read(type, value, &entry, &error) == WM_OK) {
            apply(&entry);
        } else {
            wm_require(error.message[0] != '\0');
        }
    }
    wm_json_reader_free(reader);
    wm_code_forget_all();
    return 0;
}
