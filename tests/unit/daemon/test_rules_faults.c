// SPDX-License-Identifier: MIT
// labels: threads
// Rules that change while memory runs out: whatever fails leaves what was active, and the next time it works.
#include "engine/daemon/rules.h"

#include "tests/unit/daemon/ruling.h"

#define STRIDE 7 // every so manieth allocation

struct asker {
    struct wm_rules_asker asker; // first
    bool ready;
    enum wm_status status;
    struct wm_error error;
};

static void on_ready(struct wm_rules_asker *asking, const struct wm_rules_outcome *outcome) {
    struct asker *asker = (struct asker *)asking;
    asker->ready = true;
    asker->status = outcome->status;
    asker->error = outcome->error;
}

struct changing {
    struct ruling ruling;
    enum wm_rules_aim aim;
};

static enum wm_status change(void *context, struct wm_error *error) {
    struct changing *changing = context;
    struct ruling *ruling = &changing->ruling;
    struct wm_organisation *north = ruling_organisation(ruling, "north");
    uint32_t generation = north->generation;
    struct wm_rules_request request = {
        .organisation = "north", .length = 5, .aim = changing->aim, .cause = WM_ACTIVATION_RELOAD, .uid = 1000};
    struct asker asker = {.asker = {.ready = on_ready}};
    int64_t lines = wm_log_count(WM_LOG_ERROR);
    enum wm_status status = wm_rules_ask(&ruling->rules, &request, &asker.asker, error);
    if (status == WM_OK) {
        loop_until(&ruling->loop, asker.ready);
        status = asker.status;
        *error = asker.error;
    }
    if (changing->aim == WM_AIM_CHECK || status != WM_OK)
        assert_int_equal(north->generation, generation);
    wm_test_expect_log(WM_LOG_ERROR, wm_log_count(WM_LOG_ERROR) - lines); // each is told
    return status;
}

static void try_all(enum wm_rules_aim aim) {
    static struct changing changing;
    changing = (struct changing){.aim = aim};
    ruling_start(&changing.ruling);
    packs_organisation(&changing.ruling.fixture.folder, "north", "", ADOPT);
    ruling_load(&changing.ruling);
    packs_framework(&changing.ruling.fixture.folder, "Two");
    wm_test_some_allocations(change, &changing, STRIDE);
    ruling_stop(&changing.ruling);
}

static void test_checking(void **state) {
    (void)state;
    try_all(WM_AIM_CHECK);
}

static void test_reloading(void **state) {
    (void)state;
    try_all(WM_AIM_RELOAD);
}

// The same where they must be signed: want of memory is never taken for a signature that is wrong.
static void test_signed(void **state) {
    (void)state;
    static const uint8_t seed[WM_SEED_SIZE] = {1};
    static struct changing changing;
    struct wm_private_key key;
    changing = (struct changing){.aim = WM_AIM_RELOAD};
    struct ruling *ruling = &changing.ruling;
    const struct wm_test_folder *folder = &ruling->fixture.folder;
    wm_private_key_from_seed(seed, &key);
    ruling_start(ruling);
    ruling->trust = (struct wm_trust){&key.public_key, 1};
    packs_organisation(folder, "north", "", ADOPT);
    packs_sign(folder, "organisations/north", &key);
    packs_sign(folder, "frameworks/ladder", &key);
    ruling_load(ruling);
    packs_framework(folder, "Two");
    packs_sign(folder, "frameworks/ladder", &key);
    struct wm_error error;
    wm_test_ok(change(&changing, &error), &error); // then the store's statements are ready for what is the same
    wm_test_some_allocations(change, &changing, STRIDE);
    assert_string_equal(ruling_organisation(ruling, "north")->active->frameworks[0].title, "Two");
    assert_int_equal(ruling_organisation(ruling, "north")->active->beside_count, 2);
    ruling_stop(ruling);
}

WM_TEST_MAIN(cmocka_unit_test(test_checking), cmocka_unit_test(test_reloading), cmocka_unit_test(test_signed))
