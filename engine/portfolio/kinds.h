// SPDX-License-Identifier: MIT
// The kinds of records as a table: which fields each takes, which outcomes, which range of values.
// Source: design "Decided: the fine print", Records. Immutable data, any thread.
#pragma once

#include "engine/portfolio/record.h"

// The fields of a record, in the order of their names: also the order of canonical JSON.
#define WM_FIELD_MAP(X)                                                                                                \
    X(AS, "as")                                                                                                        \
    X(BY, "by")                                                                                                        \
    X(DATA, "data")                                                                                                    \
    X(DIGEST, "digest")                                                                                                \
    X(KEY, "key")                                                                                                      \
    X(KIND, "kind")                                                                                                    \
    X(METHOD, "method")                                                                                                \
    X(NOTE, "note")                                                                                                    \
    X(ON, "on")                                                                                                        \
    X(OUTCOME, "outcome")                                                                                              \
    X(REF, "ref")                                                                                                      \
    X(SUBJECT, "subject")                                                                                              \
    X(UNTIL, "until")                                                                                                  \
    X(VALUE, "value")

enum wm_field {
#define X(name, text) WM_FIELD_##name,
    WM_FIELD_MAP(X)
#undef X
        WM_FIELD_COUNT
};

const char *wm_field_name(enum wm_field field);
enum wm_field wm_field_parse(const char *text, size_t length); // WM_FIELD_COUNT when there is no such field

enum wm_need { WM_NEED_REFUSED, WM_NEED_OPTIONAL, WM_NEED_REQUIRED };

struct wm_value_form {
    const char *what; // "hours"; NULL when the kind takes no value
    wm_number least, most;
    bool above_least; // the least itself is refused
    bool whole;
};

struct wm_kind_form {
    const char *name;
    const char *phrase;           // "an assessment"
    uint8_t need[WM_FIELD_COUNT]; // enum wm_need
    const char *const *outcomes;  // those it may have, NULL at the end; NULL = none
    struct wm_value_form value;
};
// The form of a kind that can be recorded (not WM_KIND_NONE, not WM_KIND_AWARD).
const struct wm_kind_form *wm_kind_form(enum wm_kind kind);
