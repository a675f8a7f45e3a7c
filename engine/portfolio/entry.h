// SPDX-License-Identifier: MIT
// What a ledger entry says: the canonical JSON content of each entry type, written and read back.
//
//   person.put    {"data":{…},"name":"…","person":"p1"}
//   record.add    {"person":"p1","record":{…}}
//   record.void   {"person":"p1","reason":"…","seq":17}
//   award.grant   {"award":{"by":"…","level":"f/l","on":"…","until":"…"},"decision":{…},"override":{"reason":"…"},"person":"p1"}
//   award.revoke  {"award":{"level":"f/l","on":"…"},"person":"p1","reason":"…"}
#pragma once

#include "engine/portfolio/portfolio.h"

enum wm_entry_type {
    WM_ENTRY_NONE,
    WM_ENTRY_PERSON_PUT,
    WM_ENTRY_RECORD_ADD,
    WM_ENTRY_RECORD_VOID,
    WM_ENTRY_AWARD_GRANT,
    WM_ENTRY_AWARD_REVOKE
};
const char *wm_entry_type_name(enum wm_entry_type type);
enum wm_entry_type wm_entry_type_parse(const char *text, size_t length);

struct wm_entry { // borrowed from the JSON it was read from
    enum wm_entry_type type;
    struct wm_text person;
    struct wm_text name;          // person.put
    struct wm_json data;          // person.put
    struct wm_record record;      // record.add
    int64_t seq;                  // record.void: the one voided
    struct wm_text reason;        // record.void, award.revoke, and award.grant's override; empty = absent
    struct wm_text level;         // awards
    struct wm_text by;            // award.grant: who gave it, when it was another organisation; empty = absent
    wm_day on, until;             // awards
    struct wm_json decision;      // award.grant: an object or absent
    struct wm_text decision_text; // award.grant, when writing: the decision's JSON, already canonical
};
// Canonical JSON of the entry.
void wm_entry_write(struct wm_buffer *buffer, const struct wm_entry *entry);
WM_MUST_USE enum wm_status wm_entry_read(enum wm_entry_type type, struct wm_json content, struct wm_entry *ret_entry,
                                         struct wm_error *error);
// Takes one stored entry into a portfolio being built.
WM_MUST_USE enum wm_status wm_entry_apply(struct wm_portfolio_builder *builder, int64_t seq,
                                          const struct wm_entry *entry, struct wm_error *error);
