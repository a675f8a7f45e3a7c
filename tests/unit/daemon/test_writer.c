// SPDX-License-Identifier: MIT
// labels: threads
#include "engine/daemon/writer.h"

#include "tests/unit/daemon/threads.h"
#include "tests/unit/store/fixture.h"

#include <signal.h>
#include <sys/resource.h>

struct toy {
    struct wm_write write; // first
    const char *json;      // entries, as the fixture takes them
    struct gate *gate;     // held there while building, or NULL
    int64_t seqs[4];
    bool repeated[4];
    bool done;
};

struct writing {
    struct fixture fixture;
    uv_loop_t loop;
    struct wm_writer *writer;
    struct gate gate;
};

static enum wm_status build(struct wm_write *write, struct wm_json_reader *reader, struct wm_arena *arena,
                            struct wm_append *ret_append, struct wm_error *error) {
    struct toy *toy = (struct toy *)write;
    struct wm_json array, element, content;
    struct wm_text type;
    if (toy->gate != NULL)
        gate_pass(toy->gate);
    enum wm_status status = wm_json_parse_copy(reader, toy->json, strlen(toy->json), &array, error);
    if (status != WM_OK)
        return status;
    size_t count = wm_json_count(array), i = 0;
    struct wm_entry *entries = wm_arena_zero(arena, count, sizeof *entries);
    if (entries == NULL)
        return wm_error_no_memory(error);
    struct wm_json_iterator iterator = wm_json_iterate(array);
    while (status == WM_OK && wm_json_next(&iterator, NULL, &element)) {
        struct wm_json_iterator members = wm_json_iterate(element);
        if (!wm_json_next(&members, &type, &content))
            return wm_error_set(error, WM_PARAMS, "toy", "no entry");
        status = wm_entry_read(wm_entry_type_parse(type.data, type.length), content, &entries[i++], error);
    }
    *ret_append = (struct wm_append){.organisation = "north",
                                     .uid = 1000,
                                     .instant = FIXTURE_NOON,
                                     .entries = entries,
                                     .count = count,
                                     .new_person = i > 0 && entries[0].type == WM_ENTRY_PERSON_PUT};
    return status;
}

static void on_done(struct wm_task *task) {
    struct toy *toy = (struct toy *)task;
    assert_false(toy->done);
    toy->done = true;
}

static void start_with(struct writing *writing, size_t capacity, size_t bytes) {
    struct wm_error error;
    fixture_make(&writing->fixture);
    wm_test_ok(wm_store_open(writing->fixture.path, &writing->fixture.store, &error), &error);
    wm_test_ok(wm_store_reader_open(writing->fixture.store, &writing->fixture.reader, &error), &error);
    loop_open(&writing->loop);
    gate_make(&writing->gate);
    wm_test_ok(
        wm_writer_start(&writing->loop, writing->fixture.store, capacity, bytes, 1 << 20, &writing->writer, &error),
        &error);
}

static void start(struct writing *writing) {
    start_with(writing, 100, 1 << 20);
}

static void stop(struct writing *writing) {
    wm_writer_stop(writing->writer);
    loop_close(&writing->loop);
    gate_remove(&writing->gate);
    fixture_remove(&writing->fixture); // verifies the chain
}

static enum wm_status try(struct writing *writing, struct toy *toy, const char *json, struct wm_error *error) {
    toy->json = json;
    toy->done = false;
    toy->write.kind = WM_WRITE_APPEND;
    toy->write.build = build;
    toy->write.task.done = on_done;
    toy->write.appended = (struct wm_appended){.seqs = toy->seqs, .repeated = toy->repeated};
    return wm_writer_submit(writing->writer, &toy->write, error);
}

static void submit(struct writing *writing, struct toy *toy, const char *json) {
    struct wm_error error;
    wm_test_ok(try(writing, toy, json, &error), &error);
}

static void finish(struct writing *writing, struct toy *toys, size_t count) {
    for (size_t i = 0; i < count; i++)
        loop_until(&writing->loop, toys[i].done);
}

static void test_one_write(void **state) {
    (void)state;
    struct writing writing;
    struct toy toy = {.json = NULL};
    start(&writing);
    submit(&writing, &toy, "[" PUT("p1") "," ADD("p1", ROLE("link-worker", "2026-01-01")) "]");
    finish(&writing, &toy, 1);
    wm_test_ok(toy.write.status, &toy.write.error);
    assert_int_equal(toy.seqs[0], 1);
    assert_int_equal(toy.seqs[1], 2);
    assert_int_equal(toy.write.appended.last, 2);
    assert_int_equal(fixture_head(&writing.fixture, "north"), 2); // another connection sees it: it is durable
    struct wm_writer_counts counts = wm_writer_counts(writing.writer);
    assert_int_equal(counts.groups, 1);
    assert_int_equal(counts.writes, 1);
    assert_null(wm_writer_trouble(writing.writer));
    stop(&writing);
}

#define KEYED(key, on) "\"key\":\"" key "\"," ROLE("link-worker", on)

// What arrives while a group is being written is the next one; a refusal is nobody else's.
static void test_groups_and_refusals(void **state) {
    (void)state;
    struct writing writing;
    struct toy toys[9] = {{.gate = &writing.gate}};
    start(&writing);
    submit(&writing, &toys[0], "[" PUT("p1") "]");
    gate_reached(&writing.gate);
    submit(&writing, &toys[1], "[" ADD("p1", KEYED("a", "2026-01-01")) "]");
    submit(&writing, &toys[2], "[" ADD("nobody", KEYED("b", "2026-01-01")) "]");
    submit(&writing, &toys[3], "[" ADD("p1", KEYED("c", "2026-01-01")) "," ADD("p1", KEYED("a", "2026-02-02")) "]");
    submit(&writing, &toys[4], "not even JSON");
    submit(&writing, &toys[5], "[" VOID("p1", "77", "gone") "]");
    submit(&writing, &toys[6], "[{}]");
    submit(&writing, &toys[7], "[" ADD("p1", KEYED("c", "2026-01-01")) "," ADD("p1", KEYED("a", "2026-01-01")) "]");
    submit(&writing, &toys[8], "[" PUT("p2") "]");
    assert_int_equal(wm_writer_waiting(writing.writer), 8);
    gate_open(&writing.gate);
    finish(&writing, toys, 9);
    static const enum wm_status expected[] = {WM_OK,        WM_OK,     WM_NOT_FOUND, WM_CONFLICT, WM_PARSE,
                                              WM_NOT_FOUND, WM_PARAMS, WM_OK,        WM_OK};
    for (size_t i = 0; i < 9; i++) {
        if (toys[i].write.status != expected[i])
            fail_msg("write %zu: %s", i, wm_status_name(toys[i].write.status));
        if (expected[i] != WM_OK)
            assert_int_equal(toys[i].write.error.status, expected[i]);
    }
    // Nothing of what was refused is there, and there is no gap.
    assert_int_equal(toys[1].seqs[0], 2);
    assert_int_equal(toys[7].seqs[0], 3); // "c" of the refused batch was not kept
    assert_false(toys[7].repeated[0]);
    assert_int_equal(toys[7].seqs[1], 2);
    assert_true(toys[7].repeated[1]);
    assert_int_equal(toys[8].seqs[0], 4);
    assert_int_equal(fixture_head(&writing.fixture, "north"), 4);
    struct wm_writer_counts counts = wm_writer_counts(writing.writer);
    assert_int_equal(counts.groups, 2);
    assert_int_equal(counts.writes, 4);
    assert_int_equal(counts.refused, 5);
    assert_int_equal(counts.failed, 0);
    stop(&writing);
}

static void test_what_waits_is_bounded(void **state) {
    (void)state;
    struct writing writing;
    struct toy toys[5] = {{.gate = &writing.gate}};
    struct wm_error error;
    start_with(&writing, 2, 1000);
    toys[0].write.bytes = 400;
    submit(&writing, &toys[0], "[" PUT("p1") "]");
    gate_reached(&writing.gate);
    toys[1].write.bytes = 601; // those being written count too
    wm_test_fails(try(&writing, &toys[1], "[" PUT("p2") "]", &error), &error, WM_BUSY, "queue-full");
    toys[1].write.bytes = 600;
    submit(&writing, &toys[1], "[" PUT("p2") "]");
    submit(&writing, &toys[2], "[" PUT("p3") "]");
    wm_test_fails(try(&writing, &toys[3], "[" PUT("p4") "]", &error), &error, WM_BUSY, "queue-full");
    gate_open(&writing.gate);
    finish(&writing, toys, 3);
    toys[3].write.bytes = 1000; // all of it is free again
    submit(&writing, &toys[3], "[" PUT("p4") "]");
    loop_until(&writing.loop, toys[3].done);
    wm_test_ok(toys[3].write.status, &toys[3].write.error);
    stop(&writing);
}

// The store fails: everybody of the group hears of it, but for those who were refused on their own account.
static void test_the_store_fails(void **state) {
    (void)state;
    struct writing writing;
    struct toy toys[5] = {{.gate = &writing.gate}};
    start(&writing);
    submit(&writing, &toys[0], "[" PUT("p1") "]");
    gate_reached(&writing.gate);
    struct rlimit before, none;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    submit(&writing, &toys[1], "[" ADD("p1", KEYED("a", "2026-01-01")) "]");
    submit(&writing, &toys[2], "[" ADD("p1", KEYED("a", "2026-02-02")) "]"); // a conflict only with its neighbour
    submit(&writing, &toys[3], "not even JSON");
    gate_open(&writing.gate);
    loop_until(&writing.loop, toys[0].done); // the first group is written
    finish(&writing, toys, 4);
    assert_int_equal(toys[1].write.status, WM_OK);
    assert_int_equal(toys[2].write.status, WM_CONFLICT);
    // Now files may not grow any more. The log says so once.
    wm_test_expect_log(WM_LOG_ERROR, 1);
    signal(SIGXFSZ, SIG_IGN);
    none = before;
    none.rlim_cur = 1;
    toys[0].gate = &writing.gate;
    submit(&writing, &toys[0], "[" PUT("p5") "]");
    gate_reached(&writing.gate);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    submit(&writing, &toys[1], "[" ADD("p1", KEYED("b", "2026-01-01")) "]");
    submit(&writing, &toys[2], "[" ADD("p1", KEYED("b", "2026-02-02")) "]");
    submit(&writing, &toys[3], "not even JSON");
    gate_open(&writing.gate);
    finish(&writing, toys, 4);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(toys[0].write.status, WM_STORE);
    assert_int_equal(toys[1].write.status, WM_STORE);
    assert_int_equal(toys[2].write.status, WM_STORE);
    assert_int_equal(toys[3].write.status, WM_PARSE);
    const struct wm_error *trouble = wm_writer_trouble(writing.writer);
    assert_non_null(trouble);
    assert_int_equal(trouble->status, WM_STORE);
    assert_int_equal(wm_writer_counts(writing.writer).failed, 3);
    assert_int_equal(fixture_head(&writing.fixture, "north"), 2); // nothing of it is there
    stop(&writing);
}

static void test_sources_are_kept(void **state) {
    (void)state;
    struct writing writing;
    struct toy toy = {.json = NULL};
    struct wm_error error;
    struct wm_activation last;
    struct wm_ruleset_file files[] = {{"organisations/north/organisation.lua", "organisation {}", 15}};
    struct wm_ruleset ruleset = {.organisation = "north", .files = files, .file_count = 1};
    memset(ruleset.hash, 'a', 64);
    start(&writing);
    toy.write.kind = WM_WRITE_KEEP;
    toy.write.ruleset = &ruleset;
    toy.write.activation = (struct wm_activation){.instant = FIXTURE_NOON, .cause = WM_ACTIVATION_RELOAD, .uid = 7};
    toy.write.task.done = on_done;
    wm_test_ok(wm_writer_submit(writing.writer, &toy.write, &error), &error);
    loop_until(&writing.loop, toy.done);
    wm_test_ok(toy.write.status, &toy.write.error);
    assert_int_equal(toy.write.number, 1);
    wm_test_ok(wm_store_last_activation(writing.fixture.reader, "north", &last, &error), &error);
    assert_string_equal(last.rules, ruleset.hash);
    assert_int_equal(last.uid, 7);
    assert_int_equal(last.cause, WM_ACTIVATION_RELOAD);
    assert_int_equal(wm_writer_counts(writing.writer).groups, 0); // a commit of its own
    stop(&writing);
}

static void test_stop_commits_what_is_queued(void **state) {
    (void)state;
    struct writing writing;
    struct toy toys[3] = {{.json = NULL}};
    start(&writing);
    submit(&writing, &toys[0], "[" PUT("p1") "]");
    submit(&writing, &toys[1], "[" PUT("p2") "]");
    submit(&writing, &toys[2], "[" PUT("p3") "]");
    wm_writer_stop(writing.writer);
    writing.writer = NULL;
    for (size_t i = 0; i < 3; i++) {
        assert_true(toys[i].done);
        wm_test_ok(toys[i].write.status, &toys[i].write.error);
    }
    assert_int_equal(fixture_head(&writing.fixture, "north"), 3);
    stop(&writing);
}

WM_TEST_MAIN(cmocka_unit_test(test_one_write), cmocka_unit_test(test_groups_and_refusals),
             cmocka_unit_test(test_what_waits_is_bounded), cmocka_unit_test(test_the_store_fails),
             cmocka_unit_test(test_sources_are_kept), cmocka_unit_test(test_stop_commits_what_is_queued))
