// SPDX-License-Identifier: MIT
#include "api/methods/keeping.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void forget(const struct wm_keeping *keeping, struct wm_kept *kept) {
    if (kept->found != NULL)
        keeping->form->release(kept->found);
    *kept = (struct wm_kept){.found = NULL};
}

void wm_keeping_clear(struct wm_keeping *keeping) {
    for (size_t i = 0; i < WM_KEEPING_PLACES; i++)
        forget(keeping, &keeping->places[i]);
}

// Of one organisation, or (NULL) of all.
static struct wm_kept *oldest(struct wm_keeping *keeping, const struct wm_organisation *organisation) {
    struct wm_kept *found = NULL;
    for (size_t i = 0; i < keeping->form->places; i++) {
        struct wm_kept *kept = &keeping->places[i];
        bool meant = kept->found != NULL && (organisation == NULL || kept->organisation == organisation);
        if (meant && (found == NULL || kept->serial < found->serial))
            found = kept;
    }
    return found;
}

static size_t count(const struct wm_keeping *keeping, const struct wm_organisation *organisation) {
    size_t kept = 0;
    for (size_t i = 0; i < keeping->form->places; i++)
        kept += keeping->places[i].found != NULL && keeping->places[i].organisation == organisation;
    return kept;
}

static size_t weight_of_all(const struct wm_keeping *keeping) {
    size_t weight = 0;
    for (size_t i = 0; i < keeping->form->places; i++)
        weight += keeping->places[i].weight;
    return weight;
}

static struct wm_kept *free_place(struct wm_keeping *keeping) {
    for (size_t i = 0; i < keeping->form->places; i++) {
        if (keeping->places[i].found == NULL)
            return &keeping->places[i];
    }
    return NULL;
}

struct wm_kept *wm_keeping_add(struct wm_keeping *keeping, const struct wm_organisation *organisation, void *found,
                               size_t weight) {
    while (count(keeping, organisation) >= keeping->form->own)
        forget(keeping, oldest(keeping, organisation));
    for (size_t all = weight_of_all(keeping); all > 0 && all + weight > keeping->form->weight;
         all = weight_of_all(keeping)) {
        struct wm_kept *own = oldest(keeping, organisation);
        forget(keeping, own != NULL ? own : oldest(keeping, NULL));
    }
    if (free_place(keeping) == NULL)
        forget(keeping, oldest(keeping, NULL));
    struct wm_kept *place = free_place(keeping);
    *place = (struct wm_kept){organisation, found, weight, ++keeping->serial};
    return place;
}

void wm_keeping_cursor(const struct wm_keeping *keeping, const struct wm_kept *kept, int64_t started, size_t offset,
                       char cursor[WM_CURSOR]) {
    snprintf(cursor, WM_CURSOR, "%" PRIx64 ".%c%" PRIx64 "-%zu", (uint64_t)started, keeping->form->letter, kept->serial,
             offset);
}

bool wm_keeping_find(struct wm_keeping *keeping, int64_t started, const struct wm_organisation *organisation,
                     struct wm_text cursor, struct wm_kept **ret_kept, size_t *ret_offset) {
    const char *dash = memchr(cursor.data, '-', cursor.length);
    size_t digits = dash != NULL ? cursor.length - (size_t)(dash - cursor.data) - 1 : 0;
    size_t offset = 0;
    for (size_t i = 0; i < digits && digits <= 8 && dash[i + 1] >= '0' && dash[i + 1] <= '9'; i++)
        offset = offset * 10 + (size_t)(dash[i + 1] - '0');
    for (size_t i = 0; i < keeping->form->places; i++) {
        struct wm_kept *kept = &keeping->places[i];
        char written[WM_CURSOR];
        if (kept->found == NULL || kept->organisation != organisation)
            continue;
        wm_keeping_cursor(keeping, kept, started, offset, written);
        if (strlen(written) != cursor.length || memcmp(written, cursor.data, cursor.length) != 0)
            continue;
        *ret_kept = kept;
        *ret_offset = offset;
        return true;
    }
    return false;
}
