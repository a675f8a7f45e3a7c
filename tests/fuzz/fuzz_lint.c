// SPDX-License-Identifier: MIT
// A rule file from a stranger, as the one file of a framework, looked at: findings that can be shown, and valid JSON.
#include "engine/author/lint.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void check_json(const struct wm_lint_report *report) {
    struct wm_buffer text;
    struct wm_json_reader *reader = NULL;
    struct wm_json value;
    struct wm_error error = {0};
    wm_buffer_init(&text, (size_t)16 << 20);
    wm_require(wm_json_reader_new((size_t)16 << 20, 16, &reader, &error) == WM_OK);
    wm_lint_write_json(&text, "frameworks/f", report);
    wm_require(!text.failed && wm_json_parse_copy(reader, text.data, text.length, &value, &error) == WM_OK);
    wm_buffer_reset(&text);
    wm_lint_write_sarif(&text, report);
    wm_require(!text.failed && wm_json_parse_copy(reader, text.data, text.length, &value, &error) == WM_OK);
    wm_json_reader_free(reader);
    wm_buffer_clear(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", (const char *)bytes, length}};
    struct wm_pack_files held = {files, 1};
    struct wm_pack_source source = wm_pack_files_source(&held);
    // Small limits, so that the fuzzer spends its time on new paths and not on full budgets.
    struct wm_pack_limits limits = {.memory = 4u << 20, .instructions = 50000};
    struct wm_lint_report report;
    struct wm_error error = {0};
    wm_require(wm_lint_run(&source, "frameworks/f", &limits, &report, &error) == WM_OK);
    for (uint32_t i = 0; i < report.count; i++) {
        const struct wm_lint_finding *finding = &report.findings[i];
        wm_require(finding->line >= 1 && finding->file[0] != '\0' && finding->suggestion[0] != '\0');
        wm_require(finding->message[0] != '\0' && wm_utf8_valid(finding->message, strlen(finding->message)));
    }
    check_json(&report);
    wm_lint_report_clear(&report);
    wm_code_forget_all();
    return 0;
}
