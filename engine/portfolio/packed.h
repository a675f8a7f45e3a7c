// SPDX-License-Identifier: MIT
// A portfolio as bytes that outlive the process: so that a cold one need not be read entry by entry.
//
// Derived from the ledger and nothing more: what is missing, damaged, or of another version is read from the entries
// instead. Codes stand in it as texts, since their numbers are a process's own. It holds the facts up to one seq; later
// entries are applied to the builder afterwards, as ever.
//
// Layout, numbers as LEB128 (signed ones zigzag): version; whose it is, with its length; last seq, entries, head (16
// bytes), erased; the codes, then the names of `by`, each list with its count and each text with its length; the facts by seq: distance from the one before,
// kind with a bit for the value, subject, outcome, as, method and by as places in the lists (0 = none), on, until as 0 or
// distance from `on`, value; 8 bytes of SipHash-2-4 over all before it, against damage, not against anybody.
#pragma once

#include "engine/portfolio/portfolio.h"

#define WM_PACKED_VERSION 1

// Appends. `owner` says whose it is, in any bytes. The portfolio is one as the store gives it: nothing supposed, nothing
// recognised.
WM_MUST_USE enum wm_status wm_packed_write(const struct wm_portfolio *portfolio, struct wm_text owner,
                                           struct wm_buffer *bytes, struct wm_error *error);
// Into an empty builder. WM_STORE, reason "packed": these bytes are not to be used, or are somebody else's; the builder is
// empty again.
WM_MUST_USE enum wm_status wm_packed_read(struct wm_portfolio_builder *builder, struct wm_text owner, const void *bytes,
                                          size_t length, struct wm_error *error);

void wm_packed_seal(struct wm_buffer *bytes, size_t start); // appends the check of what begins there
