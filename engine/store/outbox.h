// SPDX-License-Identifier: MIT
// The row that says how far an organisation's events go, and one event. Internal to engine/store.
#pragma once

#include "engine/store/events.h"
#include "engine/store/writer.h"

struct wm_outbox {
    const char *organisation; // borrowed
    int64_t number;           // of the organisation
    bool there;               // else there is no row, and what follows is as it will begin
    struct wm_event_span span;
    int64_t told, telling; // activations; telling == told: nothing is half told
    char person[WM_PERSON_LONGEST + 1], level[WM_EVENT_LEVEL_LONGEST + 1];
};

// Where there is none yet, all activations up to now count as told.
WM_MUST_USE enum wm_status wm_outbox_read(struct wm_sqlite *connection, const char *organisation, int64_t number,
                                          struct wm_outbox *ret_outbox, struct wm_error *error);
WM_MUST_USE enum wm_status wm_outbox_write(struct wm_sqlite *connection, const struct wm_outbox *outbox,
                                           struct wm_error *error);
// Within the transaction that is open; the row is to be written after it.
WM_MUST_USE enum wm_status wm_outbox_add(struct wm_sqlite *connection, struct wm_outbox *outbox, int64_t instant,
                                         struct wm_text json, struct wm_error *error);
// "rules.activated", of activation `number`, which is about to be kept; `previous`: the hash of the rules before, or "".
WM_MUST_USE enum wm_status wm_outbox_activated(struct wm_store_writer *writer, const struct wm_ledger_head *head,
                                               const struct wm_activation *activation, int64_t number,
                                               const char *previous, struct wm_error *error);
// The number of the last activation; 0 when there was none.
WM_MUST_USE enum wm_status wm_outbox_last_activation(struct wm_sqlite *connection, int64_t organisation,
                                                     int64_t *ret_number, struct wm_error *error);
// Present row: organisation's place, seq, instant, text; false when its hash is not that of what it says.
bool wm_outbox_event_intact(const char *organisation, int64_t seq, int64_t instant, struct wm_text json,
                            struct wm_text hash);
