// SPDX-License-Identifier: MIT
// A record: one fact about a person, of a kind; and the form that each kind must have.
// Source of the table of fields: design "Decided: the fine print", Records.
#pragma once

#include "engine/base/code.h"
#include "engine/base/date.h"
#include "engine/base/json.h"
#include "engine/base/number.h"

enum wm_kind {
    WM_KIND_NONE,
    WM_KIND_ASSESSMENT,
    WM_KIND_TRAINING,
    WM_KIND_QUALIFICATION,
    WM_KIND_EXPERIENCE,
    WM_KIND_SUPERVISION,
    WM_KIND_APPRAISAL,
    WM_KIND_EVIDENCE,
    WM_KIND_SIGNOFF,
    WM_KIND_ROLE,
    WM_KIND_RELATION,
    WM_KIND_MEASURE,
    WM_KIND_AWARD, // never recorded by record.add: a ledger entry of its own, but part of a portfolio
    WM_KIND_COUNT
};

// A record as it comes in and as record.list gives it back: texts are borrowed from the request, or from an arena.
struct wm_record {
    enum wm_kind kind;
    struct wm_text subject; // a valid code
    struct wm_text outcome; // a code; empty = absent; the same below
    bool has_value;
    wm_number value;
    wm_day on;
    wm_day until; // WM_DAY_NONE = absent
    struct wm_text by;
    struct wm_text as;
    struct wm_text method;
    struct wm_text ref;
    struct wm_text digest;
    struct wm_text note;
    struct wm_json data; // an object, or absent
    struct wm_text key;
};

const char *wm_kind_name(enum wm_kind kind);
enum wm_kind wm_kind_parse(const char *text, size_t length); // WM_KIND_NONE when there is no such kind

// Reads a record from its JSON object and checks its form (everything but meaning): unknown and missing fields,
// types, dates, codes, lengths, the kind's table. `path` is where the object stands ("records[3]").
// WM_PARAMS with reason, path (in `where`), expected, found, nearest.
WM_MUST_USE enum wm_status wm_record_read(struct wm_json object, const char *path, struct wm_record *ret_record,
                                          struct wm_error *error);
// Canonical JSON: members sorted, absent ones left out.
void wm_record_write(struct wm_buffer *buffer, const struct wm_record *record);
// Two records with the same content, `key` apart.
bool wm_record_same(const struct wm_record *a, const struct wm_record *b);
// Free data (of a record, of a person) fits: at most 16 KiB in canonical form. WM_LIMIT, WM_NO_MEMORY; sets no error.
WM_MUST_USE enum wm_status wm_record_data_check(struct wm_json data);
#define WM_PERSON_LONGEST 128u
// 1 to WM_PERSON_LONGEST bytes of printable UTF-8 without `/`. WM_PARAMS.
WM_MUST_USE enum wm_status wm_person_id_check(const char *id, size_t length, struct wm_error *error);
