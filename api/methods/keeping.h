// SPDX-License-Identifier: MIT
// What questions about everybody found, kept so that the pages of an answer are all of the same: of the same rules, ledger
// and day. Loop thread only.
#pragma once

#include "engine/base/json.h"
#include "engine/daemon/rules.h"

#define WM_KEEPING_PLACES 16u

struct wm_kept {
    const struct wm_organisation *organisation;
    void *found; // held; NULL: a free place
    size_t weight;
    uint64_t serial;
};

struct wm_keeping_form {
    char letter;       // in cursors: answers of one form are not taken for another's
    size_t places;     // at most WM_KEEPING_PLACES
    size_t own;        // of them, of one organisation
    size_t weight;     // of all together, unless one alone is heavier
    uint32_t most;     // questions under way at the same time
    uint32_t own_most; // of them, of one organisation, whatever else walks past its people
    const char *why;   // the reason of the error when there are more, and what they are: "previews"
    void (*release)(void *found);
};

struct wm_keeping { // its form, and else zeroed, at the start
    const struct wm_keeping_form *form;
    struct wm_kept places[WM_KEEPING_PLACES];
    uint64_t serial; // the last one given out
    uint32_t under_way;
};
void wm_keeping_clear(struct wm_keeping *keeping); // accepts a zeroed one
// What is oldest goes where there is no room: of the organisation itself first.
struct wm_kept *wm_keeping_add(struct wm_keeping *keeping, const struct wm_organisation *organisation,
                               WM_TAKES void *found, size_t weight);

// Where a page begins: "6391b5c40f2a0.p7-2000", the daemon's start, the answer's number, and entries before it.
#define WM_CURSOR 64u
void wm_keeping_cursor(const struct wm_keeping *keeping, const struct wm_kept *kept, int64_t started, size_t offset,
                       char cursor[WM_CURSOR]);
// False when what it speaks of is not kept any more, or never was. `ret_offset` may be beyond the entries.
bool wm_keeping_find(struct wm_keeping *keeping, int64_t started, const struct wm_organisation *organisation,
                     struct wm_text cursor, struct wm_kept **ret_kept, size_t *ret_offset);
