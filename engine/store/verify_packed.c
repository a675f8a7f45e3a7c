// SPDX-License-Identifier: MIT
// The packed copies, held against the entries that they are of. A wrong one can simply be dropped: nothing is lost by it.
#include "engine/portfolio/packed.h"
#include "engine/store/reader.h"

#include <string.h>

#define BYTES_MOST ((size_t)64 << 20)

struct checking {
    struct wm_store_reader *reader;
    const char *organisation;
    int64_t number;
    struct wm_buffer bytes; // what the copy should be
    struct wm_error *error;
};

static enum wm_status wrong(const struct checking *checking, int64_t seq, const char *what) {
    return wm_store_damaged(checking->error, "corrupt", checking->organisation, seq, what);
}

static enum wm_status check_copy(struct checking *checking, const struct wm_query *query) {
    int64_t last = wm_query_get_integer(query, 1);
    struct wm_text bytes = wm_query_get_bytes(query, 2), person = wm_query_get_bytes(query, 3);
    struct wm_portfolio *portfolio = NULL;
    enum wm_status status =
        wm_reader_portfolio(checking->reader, checking->organisation, person, last, &portfolio, checking->error);
    if (status == WM_NOT_FOUND)
        return wrong(checking, last, "there is a packed portfolio of nobody");
    wm_buffer_reset(&checking->bytes);
    if (status == WM_OK)
        status = wm_reader_pack(portfolio, checking->organisation, person, &checking->bytes, checking->error);
    bool same = status == WM_OK && portfolio->last == last && checking->bytes.length == bytes.length &&
                memcmp(checking->bytes.data, bytes.data, bytes.length) == 0;
    wm_portfolio_unref(portfolio);
    if (status == WM_OK && !same)
        status = wrong(checking, last, "the packed portfolio up to here is not what the entries say");
    return status;
}

static enum wm_status check_copies(struct checking *checking) {
    struct wm_query query = wm_query_begin(&checking->reader->connection, WM_SQL_VERIFY_PACKED);
    wm_query_integer(&query, checking->number);
    enum wm_status status = WM_OK;
    bool row = true;
    while (status == WM_OK && (status = wm_query_step(&query, &row, checking->error)) == WM_OK && row)
        status = check_copy(checking, &query);
    wm_query_end(&query);
    return status;
}

// Whoever has no entries after `until` has a copy with all there is.
static enum wm_status check_until(struct checking *checking, int64_t until) {
    bool row = false;
    struct wm_query query = wm_query_begin(&checking->reader->connection, WM_SQL_VERIFY_PACKED_UNTIL);
    wm_query_integer(&query, checking->number);
    wm_query_integer(&query, until);
    enum wm_status status = wm_query_step(&query, &row, checking->error);
    int64_t seq = status == WM_OK && row ? wm_query_get_integer(&query, 0) : 0;
    wm_query_end(&query);
    return seq == 0 ? status : wrong(checking, seq, "the entry is said to be packed, and is not");
}

enum wm_status wm_verify_packed(struct wm_store_reader *reader, const char *organisation, int64_t number, int64_t head,
                                struct wm_error *error) {
    struct checking checking = {.reader = reader, .organisation = organisation, .number = number, .error = error};
    int64_t until = 0;
    bool anew = false;
    enum wm_status status = wm_reader_packed_until(reader, number, &until, &anew, error);
    if (status != WM_OK || anew) // those of another version are not used
        return status;
    if (until > head)
        return wrong(&checking, until, "more is said to be packed than there is");
    wm_buffer_init(&checking.bytes, BYTES_MOST);
    status = check_copies(&checking);
    if (status == WM_OK && until > 0)
        status = check_until(&checking, until);
    wm_buffer_clear(&checking.bytes);
    return status;
}
