// SPDX-License-Identifier: MIT
// Two dozen people for questions about everybody.
#pragma once

#include "tests/unit/methods/fixture.h"

#include <stdio.h>

enum { PEOPLE = 24 };

// Some with training old and new, some with a score, some with neither, some with a level.
static inline void make_people(struct fixture *fixture) {
    for (int i = 0; i < PEOPLE; i++) {
        char id[20], params[300];
        snprintf(id, sizeof id, "p-%02d", i);
        snprintf(params, sizeof params, "{\"id\":\"%s\"}", id);
        fixture_ask(fixture, "person.put", params);
        snprintf(params, sizeof params,
                 "{\"kind\":\"training\",\"subject\":\"first-aid\",\"on\":\"202%d-%02d-05\",\"outcome\":\"completed\"}",
                 5 + i % 2, 1 + i % 12);
        if (i % 5 != 4)
            (void)fixture_record(fixture, id, params);
        snprintf(params, sizeof params,
                 "{\"kind\":\"assessment\",\"subject\":\"tiny/listening\",\"on\":\"2026-02-0%d\",\"value\":%d,"
                 "\"by\":\"pat\",\"as\":\"lead\"}",
                 1 + i % 7, 2 + i % 3);
        if (i % 3 != 2)
            (void)fixture_record(fixture, id, params);
        snprintf(params, sizeof params,
                 "{\"person\":\"%s\",\"level\":\"tiny/skilled\",\"on\":\"2026-01-01\",\"override\":{\"reason\":\"r\"}}",
                 id);
        if (i % 4 == 1)
            fixture_ask(fixture, "award.grant", params);
    }
}

static inline void text_of(struct wm_json value, const char *key, char *text, size_t size) {
    struct wm_text found = wm_json_text(wm_json_member(value, key));
    snprintf(text, size, "%.*s", (int)found.length, found.length > 0 ? found.data : "");
}
