// SPDX-License-Identifier: MIT
// One pack looked at, as text: a line "CODE severity file:line" for each finding, then its message and its suggestion.
#pragma once

#include "engine/author/lint.h"
#include "tests/support/test.h"

static inline void zoo_write(struct wm_buffer *text, const struct wm_lint_report *report) {
    for (uint32_t i = 0; i < report->count; i++) {
        const struct wm_lint_finding *finding = &report->findings[i];
        wm_buffer_printf(text, "%s %s %s:%d\n  %s\n  %s\n", finding->rule->code,
                         wm_lint_severity_name(finding->rule->severity), finding->file, finding->line, finding->message,
                         finding->suggestion);
    }
}

static inline void zoo_look(const struct wm_pack_source *source, const char *pack, struct wm_buffer *text) {
    struct wm_lint_report report;
    struct wm_error error;
    wm_test_ok(wm_lint_run(source, pack, NULL, &report, &error), &error);
    zoo_write(text, &report);
    wm_lint_report_clear(&report);
}

// The packs below a rules folder.
static inline void zoo_look_at_folder(const char *root, const char *pack, struct wm_buffer *text) {
    struct wm_pack_folders *folders;
    struct wm_error error;
    wm_test_ok(wm_pack_folders_open(&root, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    zoo_look(&source, pack, text);
    wm_pack_folders_close(folders);
}
