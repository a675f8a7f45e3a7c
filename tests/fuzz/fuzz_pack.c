// SPDX-License-Identifier: MIT
// A rule file from a stranger, as the one file of a framework: refused with a reason and a place, or a ruleset. What
// stands behind a line "--organisation.lua" is the pack of the organisation that adopts it.
#include "engine/lang/pack.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const char mark[] = "\n--organisation.lua\n";
static const char plain[] = "organisation \"o\" { title = \"O\" }\nadopt \"f\" { accept_suggested = true }\n";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct wm_error error = {0};
    const char *text = (const char *)bytes;
    const char *split = length > 0 ? memmem(text, length, mark, sizeof mark - 1) : NULL;
    size_t first = split != NULL ? (size_t)(split - text) : length;
    struct wm_ruleset_file files[] = {
        {"frameworks/f/framework.lua", text, first},
        {"organisations/o/organisation.lua", plain, sizeof plain - 1},
    };
    if (split != NULL) {
        files[1].bytes = split + sizeof mark - 1;
        files[1].length = length - first - (sizeof mark - 1);
    }
    struct wm_pack_files held = {files, sizeof files / sizeof *files};
    struct wm_pack_source source = wm_pack_files_source(&held);
    // Small limits, so that the fuzzer spends its time on new paths and not on full budgets.
    struct wm_pack_limits limits = {.memory = 4u << 20, .instructions = 50000};
    struct wm_ruleset *ruleset = NULL;
    if (wm_pack_build(&source, "o", &limits, &ruleset, &error) == WM_OK) {
        wm_require(strlen(ruleset->hash) == 64 && strlen(ruleset->criteria_hash) == 64);
        wm_ruleset_unref(ruleset);
    } else {
        wm_require(error.reason[0] != '\0' && error.message[0] != '\0');
        wm_require(wm_utf8_valid(error.message, strlen(error.message)));
    }
    wm_code_forget_all();
    return 0;
}
