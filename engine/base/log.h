// SPDX-License-Identifier: MIT
// The log: one line to stderr, as text for people or as JSON lines. Thread-safe.
#pragma once

#include "engine/base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum wm_log_level { WM_LOG_DEBUG, WM_LOG_INFO, WM_LOG_NOTICE, WM_LOG_WARNING, WM_LOG_ERROR, WM_LOG_BUG };
enum wm_log_format { WM_LOG_TEXT, WM_LOG_JSON };

void wm_log_configure(enum wm_log_level least, enum wm_log_format format);
// Topic: the noun of the file, e.g. "store". Control characters in the message are escaped.
void wm_log(enum wm_log_level level, const char *topic, const char *format, ...) WM_PRINTF(3, 4);
// An error with its place, expectation and nearest name.
void wm_log_error(enum wm_log_level level, const char *topic, const struct wm_error *error);
bool wm_log_level_parse(const char *text, enum wm_log_level *ret_level); // debug info notice warning error
bool wm_log_enabled(enum wm_log_level level);
const char *wm_log_level_name(enum wm_log_level level); // "warning", "bug"
// Lines logged at `level` since the process began, written or not: a test fails on an unexpected ERROR or BUG.
int64_t wm_log_count(enum wm_log_level level);
