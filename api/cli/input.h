// SPDX-License-Identifier: MIT
// What commands read besides their words: files, standard input, records as JSON.
#pragma once

#include "api/cli/cli.h"

#define WM_INPUT_LONGEST ((size_t)64 * 1024 * 1024)

// A file, or with "-" the standard input, whole. Initialises `ret_bytes`. WM_LIMIT ("file-too-large"), WM_NOT_FOUND, …
WM_MUST_USE enum wm_status wm_input_read(const struct wm_cli *cli, const char *path, struct wm_buffer *ret_bytes,
                                         struct wm_error *error);
// Records as an object, an array of objects, or one object a line: appended to `array`, commas between, no brackets.
// `name` is for errors. WM_PARAMS, reason "usage" when nothing is there, else "records" with `where` = "name:line".
WM_MUST_USE enum wm_status wm_input_records(const char *text, size_t length, const char *name, struct wm_buffer *array,
                                            struct wm_error *error);
// The same from a word of the command line: JSON as it is, or the name of a file.
WM_MUST_USE enum wm_status wm_input_records_of(const struct wm_cli *cli, const char *word, struct wm_buffer *array,
                                               struct wm_error *error);
// One JSON value of a type, as a word: `what` ("--data") is for the error. WM_PARAMS, reason "usage".
WM_MUST_USE enum wm_status wm_input_check(const char *word, const char *what, enum wm_json_type type,
                                          struct wm_error *error);
