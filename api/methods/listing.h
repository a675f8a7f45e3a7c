// SPDX-License-Identifier: MIT
// Pages of what the store holds, read on a reader's thread: a scan of limited length at a time, so that nobody else
// waits long for the thread; and at most half of the longest answer.
//
// A method that lists is run on the loop, calls wm_listing_begin, sets what its scan needs in its state, and ends with
// wm_listing_submit. Until the answer is written the state belongs to the scan.
#pragma once

#include "api/methods/fetch.h"

struct wm_listing { // first in the state of a kept call of every method that lists
    struct wm_fetch fetch;
    struct wm_read read;
    const struct wm_organisation *organisation;
    size_t person_length; // 0 = everybody
    char person[128];
    int64_t after, ledger; // seqs; ledger < 0: up to the head
    size_t limit, count;   // rows of the page: at most, and so far
    struct wm_buffer rows;
    bool full;  // there is more than the page has room for
    bool again; // the scan is not at its end: it goes on after `after`
    // On a reader's thread.
    enum wm_status (*scan)(struct wm_listing *listing, struct wm_store_reader *reader, struct wm_error *error);
    // On the loop: writes the result from the rows.
    void (*answer)(struct wm_listing *listing, struct wm_buffer *result);
};

// Keeps the call. `limit` absent: the largest page.
WM_MUST_USE enum wm_status wm_listing_begin(struct wm_call *call, const struct wm_organisation *organisation,
                                            struct wm_text person, const struct wm_argument *limit,
                                            struct wm_listing **ret_listing, struct wm_error *error);
WM_MUST_USE enum wm_status wm_listing_submit(struct wm_listing *listing, struct wm_error *error);
void wm_listing_release(struct wm_call *kept);

// For scans. The entries of the person after `after`, moving it along; `each` returns false to stop.
typedef bool wm_listing_each(struct wm_listing *listing, const struct wm_stored_entry *entry);
WM_MUST_USE enum wm_status wm_listing_entries(struct wm_listing *listing, struct wm_store_reader *reader,
                                              wm_listing_each *each, struct wm_error *error);
// Begins the next row: false, and `full`, when the page has no room for it.
bool wm_listing_row(struct wm_listing *listing);

// "after" of the next page.
void wm_listing_write_next(struct wm_buffer *result, int64_t seq);
void wm_listing_write_instant(struct wm_buffer *buffer, const char *key, int64_t instant);
