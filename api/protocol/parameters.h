// SPDX-License-Identifier: MIT
// Parameters of a method: what it takes, and reading them with errors that say path, expected, found and nearest.
#pragma once

#include "engine/base/date.h"
#include "engine/base/json.h"

enum wm_parameter_type {
    WM_TYPE_TEXT,    // a string of 1 to `most` bytes, printable
    WM_TYPE_PROSE,   // the same, and line breaks may be in it
    WM_TYPE_CODE,    // an organisation, a framework, a kind, a subject
    WM_TYPE_PERSON,  // a person's id
    WM_TYPE_LEVEL,   // "framework/level-or-gate"
    WM_TYPE_DAY,     // "YYYY-MM-DD"
    WM_TYPE_SEQ,     // a place in the ledger, 0 or more
    WM_TYPE_LIMIT,   // how many entries a page may have
    WM_TYPE_WHOLE,   // a whole number, 0 to `most`
    WM_TYPE_HASH,    // 64 hexadecimal digits
    WM_TYPE_DIGITS,  // the first of those: 8 to 64
    WM_TYPE_BOOLEAN, // by wm_json_boolean of its json
    WM_TYPE_OBJECT,  //
    WM_TYPE_RECORDS, // an array of records; the method reads them
    WM_TYPE_SEQS,    // an array of seqs; the method reads them
    WM_TYPE_FILES,   // an array of files; the method reads them
    WM_TYPE_LEVELS,  // an array of levels and gates; the method reads them
    WM_TYPE_WORDS,   // an array of words of a closed list; the method reads them
    WM_TYPE_AMOUNT,  // 0 or more, four decimals at most: in ten-thousandths as `number`
    WM_TYPE_COUNT
};

struct wm_parameter_form {
    const char *name; // NULL ends the list
    enum wm_parameter_type type;
    bool required;
    uint32_t most; // TEXT, PROSE: bytes; WHOLE: the largest
};
#define WM_PARAMETERS_MOST 12u

struct wm_argument {     // one parameter as it came; which of the last three is meant, the form says
    struct wm_json json; // absent when it was not given
    struct wm_text text;
    int64_t number;
    wm_day day;
};

// WM_PARAMS with reason `positional` when they are in an array.
WM_MUST_USE enum wm_status wm_parameters_named(struct wm_json params, struct wm_error *error);
// Fills as many arguments as there are forms. `page`: the largest LIMIT. WM_PARAMS with reason `unknown-parameter`,
// `missing-parameter`, `wrong-type`, `too-long`, `range`, or that of the parser of the type.
WM_MUST_USE enum wm_status wm_parameters_read(struct wm_json params, const struct wm_parameter_form *forms,
                                              int64_t page, struct wm_argument *ret_arguments, struct wm_error *error);
bool wm_argument_given(const struct wm_argument *argument);

// "a string", "a date such as 2026-09-01": what a type expects.
const char *wm_parameter_expected(enum wm_parameter_type type);
// Sets `found` of the error: a short form of the value.
void wm_parameter_found(struct wm_error *error, struct wm_json value);
// WM_PARAMS, reason "wrong-type", with all fields.
enum wm_status wm_parameter_wrong(struct wm_error *error, const char *path, const char *expected, struct wm_json value);
