// SPDX-License-Identifier: MIT
// One generated case as C sees it: the files of a pack and one person's ledger. Everything is borrowed from the Lua
// tables it was read from (reference.h), except the array of entries.
#pragma once

#include "engine/criteria/ruleset.h"
#include "engine/portfolio/portfolio.h"

enum case_entry_type { CASE_RECORD, CASE_GRANT, CASE_REVOKE, CASE_VOID };

struct case_entry {
    enum case_entry_type type;
    int64_t seq;
    int64_t voided;          // VOID: the seq meant
    struct wm_text level;    // GRANT, REVOKE; on, until and by stand in `record`
    struct wm_record record; // RECORD
};

enum { CASE_FILES_MOST = 8, CASE_SUPPOSED_MOST = 8 };
struct property_case {
    struct wm_ruleset_file files[CASE_FILES_MOST];
    size_t file_count;
    const char *organisation; // NULL: the framework alone
    const char *framework;
    struct case_entry *entries; // owned by whoever filled the case
    size_t entry_count;
    struct wm_record with[CASE_SUPPOSED_MOST];
    size_t with_count;
    int64_t without[CASE_SUPPOSED_MOST];
    size_t without_count;
    wm_day last; // the reference looks no further ahead
};
