// SPDX-License-Identifier: MIT
// A small store with something of everything in it, for tests that break, migrate or measure one.
#pragma once

#include "engine/store/events.h"

#include "tests/unit/store/fixture.h"

#define RICH_RULES_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define RICH_RULES_B "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define RICH_RULES_C "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

static inline struct wm_activation rich_activation(const char *rules) {
    struct wm_activation activation = {.instant = FIXTURE_NOON, .uid = 1000, .cause = WM_ACTIVATION_RELOAD};
    snprintf(activation.rules, sizeof activation.rules, "%s", rules);
    return activation;
}

static inline int64_t rich_keep(struct fixture *fixture, const char *organisation, const char *rules,
                                const char *second) {
    struct wm_activation activation = rich_activation(rules);
    int64_t number = 0;
    memcpy(activation.disk, RICH_RULES_A, sizeof activation.disk);
    const struct wm_source sources[] = {
        {"organisations/north/pack.lua", "organisation {}", 15},
        {"frameworks/f/framework.lua", second, strlen(second)},
    };
    const struct wm_source beside = {"frameworks/f/SIGNATURE", "signed", 6};
    const struct wm_keep keep = {&activation, sources, &beside, 2, 1};
    wm_test_ok(wm_store_keep_signed(fixture->writer, organisation, &keep, &number, &fixture->error), &fixture->error);
    return number;
}

static inline void rich_pack(struct fixture *fixture, const char *organisation) {
    struct wm_packing packing = {.count = 0};
    wm_test_ok(wm_store_packing_read(fixture->reader, organisation, 1000, &packing, &fixture->error), &fixture->error);
    wm_test_ok(wm_store_packing_write(fixture->writer, &packing, &fixture->error), &fixture->error);
    wm_store_packing_clear(&packing);
}

// Of whom the second activation moved; half of it, or the end.
static inline void rich_tell(struct fixture *fixture, const char *organisation, bool done, int64_t moved) {
    static const char json[] = "{\"type\":\"eligibility.changed\",\"person\":\"q1\"}";
    const struct wm_text event = {json, strlen(json)};
    const struct wm_event_batch batch = {.organisation = organisation,
                                         .instant = FIXTURE_NOON,
                                         .events = &event,
                                         .count = 1,
                                         .telling = 2,
                                         .person = "q1",
                                         .level = "f/entry",
                                         .done = done,
                                         .moved = moved,
                                         .since = FIXTURE_NOON,
                                         .most = 1000};
    struct wm_event_span span;
    wm_test_ok(wm_store_keep_events(fixture->writer, &batch, &span, &fixture->error), &fixture->error);
}

static inline void rich_fill(struct fixture *fixture) {
    fixture_add(
        fixture, "north",
        "[" PUT("p1") "," PUT(
            "p2") ","
                  "{\"record.add\":{\"person\":\"p1\",\"record\":{\"kind\":\"assessment\",\"subject\":\"f/listening\","
                  "\"value\":2.5,\"on\":\"2026-01-02\",\"by\":\"p2\",\"as\":\"assessor\",\"method\":\"observation\","
                  "\"data\":{\"b\":[1,2],\"a\":\"x\"},\"key\":\"k-1\"}}}," ADD("p2", ROLE("coach", "2026-02-02")) "]");
    fixture_add(fixture, "south", "[" PUT("q1") "," ADD("q1", ROLE("coach", "2026-02-02") ",\"key\":\"k-2\"") "]");
    fixture_add(
        fixture, "north",
        "[{\"person.put\":{\"person\":\"p1\",\"name\":\"Zo\xc3\xab\",\"data\":{\"team\":\"a\"}}},"
        "{\"award.grant\":{\"person\":\"p1\",\"award\":{\"level\":\"f/entry\",\"on\":\"2026-03-01\",\"until\":"
        "\"2027-02-28\"},\"decision\":{\"outcome\":\"eligible\"}}}," VOID(
            "p2", "4",
            "twice") ","
                     "{\"award.revoke\":{\"person\":\"p1\",\"award\":{\"level\":\"f/entry\",\"on\":\"2026-06-01\"},"
                     "\"reason\":\"left\"}}," ADD("p2", ROLE("link-worker", "2026-02-03") ",\"key\":\"k-3\"") "]");
    rich_keep(fixture, "north", RICH_RULES_A, "framework {}");
    rich_keep(fixture, "south", RICH_RULES_A, "framework {}");
    rich_keep(fixture, "north", RICH_RULES_B, "framework { title = 2 }");
    rich_keep(fixture, "south", RICH_RULES_C, "framework { title = 3 }");
    rich_tell(fixture, "north", true, 17);
    rich_pack(fixture, "north");
    rich_pack(fixture, "south");
    rich_tell(fixture, "south", false, 0);
}

#define RICH_ENTRIES 11
