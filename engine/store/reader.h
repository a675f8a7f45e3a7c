// SPDX-License-Identifier: MIT
// The reading connection and what it keeps from one call to the next. Internal to engine/store.
#pragma once

#include "engine/store/store_private.h"

struct wm_store_reader {
    struct wm_sqlite connection;
    struct wm_store *store;
    struct wm_json_reader *json;      // of the entry being read
    struct wm_json_reader *void_json; // of the void that is told with it
    struct wm_portfolio_builder *builder;
    char organisation[WM_CODE_LONGEST + 1]; // the one asked for last: its number never changes
    int64_t number;
    bool complained; // of a copy that was of no use
};

// One snapshot for several statements.
WM_MUST_USE enum wm_status wm_reader_begin(struct wm_store_reader *reader, struct wm_error *error);
// Ends it, and gives `status`, or what went wrong in ending when `status` is WM_OK.
WM_MUST_USE enum wm_status wm_reader_end(struct wm_store_reader *reader, enum wm_status status, struct wm_error *error);
// 0 when there is no such organisation.
WM_MUST_USE enum wm_status wm_reader_organisation(struct wm_store_reader *reader, const char *organisation,
                                                  int64_t *ret_number, struct wm_error *error);
// `ledger` < 0: everything. Beyond the head: WM_PARAMS. Within a snapshot.
WM_MUST_USE enum wm_status wm_reader_limit(struct wm_store_reader *reader, int64_t organisation, int64_t ledger,
                                           int64_t *ret_limit, struct wm_error *error);
// A packed copy into the empty builder; `ret_used` false: it is damaged, of another version or of somebody else.
WM_MUST_USE enum wm_status wm_reader_unpack(struct wm_store_reader *reader, const char *organisation,
                                            struct wm_text person, struct wm_text bytes, bool *ret_used,
                                            struct wm_error *error);
// The person's portfolio up to `limit` from the entries alone, whatever copy there is. Within a snapshot.
WM_MUST_USE enum wm_status wm_reader_portfolio(struct wm_store_reader *reader, const char *organisation,
                                               struct wm_text person, int64_t limit,
                                               struct wm_portfolio **ret_portfolio, struct wm_error *error);
// A line in the log, once for each connection.
void wm_reader_complain(struct wm_store_reader *reader, const char *organisation, struct wm_text person);
// Packs one person's portfolio, as it stands.
WM_MUST_USE enum wm_status wm_reader_pack(const struct wm_portfolio *portfolio, const char *organisation,
                                          struct wm_text person, struct wm_buffer *bytes, struct wm_error *error);
// From which the copies of an organisation go on: `ret_seq` 0 when there are none, or only such of another version
// (`ret_anew`). What the row says of itself must be true: WM_STORE, `corrupt`.
WM_MUST_USE enum wm_status wm_reader_packed_until(struct wm_store_reader *reader, int64_t organisation,
                                                  int64_t *ret_seq, bool *ret_anew, struct wm_error *error);
// What is packed of the organisation says what its entries say. `head`: the seq of its last entry. WM_STORE, `corrupt`.
WM_MUST_USE enum wm_status wm_verify_packed(struct wm_store_reader *reader, const char *organisation, int64_t number,
                                            int64_t head, struct wm_error *error);
// Its events are those that there should be. `ret_any`: there were some once. WM_STORE, `corrupt`.
WM_MUST_USE enum wm_status wm_verify_events(struct wm_store_reader *reader, const char *organisation, int64_t number,
                                            bool *ret_any, struct wm_error *error);
// What is kept beside rulesets is what was put there. WM_STORE, `corrupt`.
WM_MUST_USE enum wm_status wm_verify_beside(struct wm_store_reader *reader, const char *organisation, int64_t number,
                                            struct wm_error *error);
// Parses and reads a stored content; what cannot be read is WM_STORE `corrupt`.
WM_MUST_USE enum wm_status wm_reader_content(struct wm_json_reader *json, const char *organisation, int64_t seq,
                                             enum wm_entry_type type, struct wm_text content,
                                             struct wm_entry *ret_entry, struct wm_error *error);
