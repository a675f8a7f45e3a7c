// SPDX-License-Identifier: MIT
// labels: threads
#include "engine/daemon/packer.h"

#include "tests/unit/daemon/threads.h"
#include "tests/unit/store/fixture.h"

enum { ENTRIES = 250 }; // of one request, as many as the fixture takes

struct packing {
    struct fixture fixture; // its writer is closed: the store has one
    uv_loop_t loop;
    struct wm_rules rules;
    struct wm_writer *writer;
    struct wm_readers *jobs;
    struct wm_packer packer;
};

static struct wm_organisation *organisation(const char *id) {
    size_t length = strlen(id);
    struct wm_organisation *made = wm_alloc_zero(1, sizeof *made + length + 1);
    assert_non_null(made);
    memcpy(made->name, id, length + 1);
    made->id = made->name;
    made->id_length = length;
    return made;
}

// Twelve people of north with twenty entries each, two of west with one, nobody of south.
static void fill(struct fixture *fixture) {
    char *json = test_malloc(65536);
    size_t length = 0;
    for (unsigned i = 0; i < 12; i++)
        length += (size_t)snprintf(json + length, 65536 - length, "%c{\"person.put\":{\"person\":\"p%u\"}}",
                                   i == 0 ? '[' : ',', i);
    for (unsigned i = 12; i < ENTRIES; i++)
        length += (size_t)snprintf(
            json + length, 65536 - length,
            ",{\"record.add\":{\"person\":\"p%u\",\"record\":{" ROLE("coach", "2026-02-02") "}}}", i % 12);
    snprintf(json + length, 65536 - length, "]");
    for (unsigned i = 0; i < 30; i++)
        fixture_add(fixture, "north", i == 0 ? json : "[" ADD("p1", ROLE("coach", "2026-03-03")) "]");
    fixture_add(fixture, "west", "[" PUT("q1") "," PUT("q2") "]");
    test_free(json);
}

static int setup(void **state) {
    static struct packing packing;
    struct wm_error error;
    packing = (struct packing){.writer = NULL};
    fixture_make(&packing.fixture);
    fixture_open(&packing.fixture);
    fill(&packing.fixture);
    wm_store_writer_close(packing.fixture.writer);
    packing.fixture.writer = NULL;
    loop_open(&packing.loop);
    packing.rules.organisations = wm_alloc_zero(3, sizeof(struct wm_organisation *));
    assert_non_null(packing.rules.organisations);
    packing.rules.organisations[packing.rules.count++] = organisation("north");
    packing.rules.organisations[packing.rules.count++] = organisation("south");
    packing.rules.organisations[packing.rules.count++] = organisation("west");
    wm_test_ok(wm_writer_start(&packing.loop, packing.fixture.store, 100, 1 << 20, 1 << 16, &packing.writer, &error),
               &error);
    wm_test_ok(wm_readers_start(&packing.loop, packing.fixture.store, "jobs", 1, 100, &packing.jobs, &error), &error);
    wm_packer_init(&packing.packer, &packing.rules, packing.jobs, packing.writer);
    *state = &packing;
    return 0;
}

static int teardown(void **state) {
    struct packing *packing = *state;
    wm_packer_stop(&packing->packer);
    wm_readers_stop(packing->jobs);
    wm_writer_stop(packing->writer);
    loop_close(&packing->loop);
    for (size_t i = 0; i < packing->rules.count; i++)
        wm_free(packing->rules.organisations[i]);
    wm_free(packing->rules.organisations);
    fixture_remove(&packing->fixture); // verifies what was packed, too
    return 0;
}

static bool all_packed(struct packing *packing, const char *id) {
    struct wm_packing left = {.count = 0};
    wm_test_ok(wm_store_packing_read(packing->fixture.reader, id, 100000, &left, &packing->fixture.error),
               &packing->fixture.error);
    bool packed = left.from == left.to;
    wm_store_packing_clear(&left);
    return packed;
}

static void test_packs_everybody_once(void **state) {
    struct packing *packing = *state;
    assert_false(all_packed(packing, "north"));
    wm_packer_tick(&packing->packer);
    loop_until(&packing->loop, packing->packer.passed);
    assert_true(all_packed(packing, "north"));
    assert_true(all_packed(packing, "west"));
    assert_int_equal(packing->packer.people, 14);
    wm_packer_tick(&packing->packer); // nothing was written since
    assert_false(packing->packer.under_way);
    assert_false(packing->packer.passing);
}

struct toy {
    struct wm_write write; // first
    bool done;
};

static enum wm_status build(struct wm_write *write, struct wm_json_reader *reader, struct wm_arena *arena,
                            struct wm_append *ret_append, struct wm_error *error) {
    static const struct wm_entry entry = {
        .type = WM_ENTRY_PERSON_PUT, .person = {"p2", 2}, .on = WM_DAY_NONE, .until = WM_DAY_NONE};
    (void)reader;
    (void)arena;
    (void)error;
    *ret_append = (struct wm_append){
        .organisation = "north", .uid = 1, .instant = FIXTURE_NOON, .entries = &entry, .count = 1, .new_person = true};
    static int64_t seq;
    write->appended.seqs = &seq;
    return WM_OK;
}

static void on_done(struct wm_task *task) {
    ((struct toy *)task)->done = true;
}

static void write_one(struct packing *packing) {
    struct wm_error error;
    struct toy toy = {.write = {.kind = WM_WRITE_APPEND, .build = build, .task.done = on_done}};
    wm_test_ok(wm_writer_submit(packing->writer, &toy.write, &error), &error);
    loop_until(&packing->loop, toy.done);
    wm_test_ok(toy.write.status, &toy.write.error);
}

static void test_what_is_written_later_is_packed_later(void **state) {
    struct packing *packing = *state;
    wm_packer_tick(&packing->packer);
    loop_until(&packing->loop, packing->packer.passed);
    write_one(packing);
    assert_false(all_packed(packing, "north"));
    packing->packer.passed = false; // to see the next pass end
    wm_packer_tick(&packing->packer);
    loop_until(&packing->loop, packing->packer.passed);
    assert_true(all_packed(packing, "north"));
    assert_int_equal(packing->packer.people, 15);
}

static void test_gives_way(void **state) {
    struct packing *packing = *state;
    wm_packer_tick(&packing->packer);
    assert_true(packing->packer.under_way);
    write_one(packing); // while the first step is read, or kept
    loop_until(&packing->loop, !packing->packer.under_way);
    assert_true(packing->packer.passing); // it waits for the next tick
    while (packing->packer.passing) {
        wm_packer_tick(&packing->packer);
        loop_until(&packing->loop, !packing->packer.under_way);
    }
    assert_true(all_packed(packing, "west"));
}

static void test_stopped_in_the_middle(void **state) {
    struct packing *packing = *state;
    wm_packer_tick(&packing->packer);
    wm_packer_stop(&packing->packer);
    wm_packer_tick(&packing->packer);
    loop_until(&packing->loop, !packing->packer.under_way);
    assert_false(packing->packer.passed);
}

#define PACKING(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(PACKING(test_packs_everybody_once), PACKING(test_what_is_written_later_is_packed_later),
             PACKING(test_gives_way), PACKING(test_stopped_in_the_middle))
