// SPDX-License-Identifier: MIT
// labels: threads
#include "engine/daemon/load.h"

#include "engine/daemon/rules.h"
#include "tests/unit/daemon/threads.h"
#include "tests/unit/store/fixture.h"

static const struct wm_organisation north = {.id = "north"};

struct loading {
    struct fixture fixture;
    uv_loop_t loop;
    struct wm_readers *readers;
    struct wm_cache cache;
    struct wm_loader loader;
    struct gate gate;
};

struct waiter {
    struct wm_load_waiter waiter; // first
    bool ready;
    enum wm_status status;
    int64_t last; // of the portfolio
    uint32_t facts;
    char reason[40];
    struct loading *loading;
    struct waiter *then; // asks again from within, or NULL
};

static void ask(struct loading *loading, struct waiter *waiter);

static void on_ready(struct wm_load_waiter *waiting, enum wm_status status, struct wm_portfolio *portfolio,
                     const struct wm_error *error) {
    struct waiter *waiter = (struct waiter *)waiting;
    assert_false(waiter->ready);
    waiter->ready = true;
    waiter->status = status;
    if (status == WM_OK) {
        waiter->last = portfolio->last;
        waiter->facts = portfolio->count;
    } else {
        memcpy(waiter->reason, error->reason, sizeof waiter->reason);
    }
    if (waiter->then != NULL)
        ask(waiter->loading, waiter->then);
}

static void start_with(struct loading *loading, size_t capacity, size_t cache) {
    struct wm_error error;
    fixture_make(&loading->fixture);
    fixture_open(&loading->fixture);
    fixture_add(&loading->fixture, "north", "[" PUT("p1") "," ADD("p1", ROLE("link-worker", "2026-01-01")) "]");
    loop_open(&loading->loop);
    gate_make(&loading->gate);
    wm_test_ok(wm_cache_init(&loading->cache, cache, cache, &error), &error);
    wm_test_ok(
        wm_readers_start(&loading->loop, loading->fixture.store, "reader", 1, capacity, &loading->readers, &error),
        &error);
    loading->loader = (struct wm_loader){.cache = &loading->cache, .readers = loading->readers};
}

static void start(struct loading *loading) {
    start_with(loading, 100, 1 << 20);
}

static void stop(struct loading *loading) {
    wm_readers_stop(loading->readers);
    wm_cache_clear(&loading->cache);
    loop_close(&loading->loop);
    gate_remove(&loading->gate);
    fixture_remove(&loading->fixture);
}

static enum wm_status try(struct loading *loading, struct waiter *waiter, const char *person, struct wm_error *error) {
    waiter->waiter.ready = on_ready;
    waiter->ready = false;
    waiter->loading = loading;
    return wm_load_present(&loading->loader, &north, north.id, person, strlen(person), &waiter->waiter, error);
}

static void ask(struct loading *loading, struct waiter *waiter) {
    struct wm_error error;
    wm_test_ok(try(loading, waiter, "p1", &error), &error);
}

static struct wm_cached *cached(struct loading *loading, const char *person) {
    return wm_cache_find(&loading->cache, &north, person, strlen(person));
}

// A read that stands at the gate: those behind it wait; or it is behind one, which then has read.
struct barrier {
    struct wm_read read; // first
    struct gate *gate;
    bool done;
};

static enum wm_status stand(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    (void)reader;
    (void)error;
    gate_pass(((struct barrier *)read)->gate);
    return WM_OK;
}

static void on_stood(struct wm_task *task) {
    ((struct barrier *)task)->done = true;
}

static void put_barrier(struct loading *loading, struct barrier *barrier) {
    struct wm_error error;
    *barrier = (struct barrier){.gate = &loading->gate};
    barrier->read.run = stand;
    barrier->read.task.done = on_stood;
    wm_test_ok(wm_readers_submit(loading->readers, &barrier->read, &error), &error);
}

static void test_one_load_for_all_who_wait(void **state) {
    (void)state;
    struct loading loading;
    struct barrier barrier;
    struct waiter waiters[3] = {{.ready = false}};
    start(&loading);
    put_barrier(&loading, &barrier);
    gate_reached(&loading.gate);
    for (int i = 0; i < 3; i++)
        ask(&loading, &waiters[i]);
    assert_int_equal(wm_readers_waiting(loading.readers), 1);
    gate_open(&loading.gate);
    for (int i = 0; i < 3; i++) {
        loop_until(&loading.loop, waiters[i].ready);
        assert_int_equal(waiters[i].status, WM_OK);
        assert_int_equal(waiters[i].last, 2);
        assert_int_equal(waiters[i].facts, 1);
    }
    assert_int_equal(loading.loader.loads, 1);
    assert_int_equal(loading.loader.repeated, 0);
    assert_non_null(cached(&loading, "p1")->portfolio); // kept
    assert_true(barrier.done);
    stop(&loading);
}

// Recorded and acknowledged after the load had read, before it came back: what it read is too old.
static void test_a_write_during_the_load(void **state) {
    (void)state;
    struct loading loading;
    struct barrier barrier;
    struct waiter waiter = {.ready = false};
    start(&loading);
    ask(&loading, &waiter);
    put_barrier(&loading, &barrier);
    gate_reached(&loading.gate); // one thread: the load has read
    fixture_add(&loading.fixture, "north", "[" ADD("p1", ROLE("manager", "2026-02-01")) "]");
    wm_load_moved(&loading.loader, &north, "p1", 2, 3);
    gate_open(&loading.gate);
    loop_until(&loading.loop, waiter.ready);
    assert_int_equal(waiter.status, WM_OK);
    assert_int_equal(waiter.last, 3);
    assert_int_equal(waiter.facts, 2);
    assert_int_equal(loading.loader.repeated, 1);
    assert_int_equal(cached(&loading, "p1")->portfolio->last, 3);
    stop(&loading);
}

// The same when the load has found nobody: the person may be new.
static void test_a_new_person_during_the_load(void **state) {
    (void)state;
    struct loading loading;
    struct barrier barrier;
    struct waiter waiter = {.ready = false};
    struct wm_error error;
    start(&loading);
    wm_test_ok(try(&loading, &waiter, "p2", &error), &error);
    put_barrier(&loading, &barrier);
    gate_reached(&loading.gate);
    fixture_add(&loading.fixture, "north", "[" PUT("p2") "]");
    wm_load_moved(&loading.loader, &north, "p2", 2, 3);
    gate_open(&loading.gate);
    loop_until(&loading.loop, waiter.ready);
    assert_int_equal(waiter.status, WM_OK);
    assert_int_equal(waiter.last, 3);
    stop(&loading);
}

// A write about somebody else is no reason, nor is one that the load has seen.
static void test_a_write_that_does_not_matter(void **state) {
    (void)state;
    struct loading loading;
    struct barrier barrier;
    struct waiter waiter = {.ready = false};
    start(&loading);
    put_barrier(&loading, &barrier);
    gate_reached(&loading.gate);
    ask(&loading, &waiter);
    fixture_add(&loading.fixture, "north", "[" ADD("p1", ROLE("manager", "2026-02-01")) "," PUT("p9") "]");
    wm_load_moved(&loading.loader, &north, "p1", 2, 3); // before the load reads
    wm_load_moved(&loading.loader, &north, "p9", 2, 4);
    gate_open(&loading.gate);
    loop_until(&loading.loop, waiter.ready);
    assert_int_equal(waiter.last, 3);
    assert_int_equal(loading.loader.repeated, 0);
    stop(&loading);
}

static void test_moved_forgets_what_is_in_memory(void **state) {
    (void)state;
    struct loading loading;
    struct waiter waiter = {.ready = false};
    start(&loading);
    ask(&loading, &waiter);
    loop_until(&loading.loop, waiter.ready);
    assert_non_null(cached(&loading, "p1"));
    wm_load_moved(&loading.loader, &north, "p1", 2, 3);
    assert_null(cached(&loading, "p1"));
    stop(&loading);
}

static void test_nobody_of_that_name(void **state) {
    (void)state;
    struct loading loading;
    struct waiter waiter = {.ready = false};
    struct wm_error error;
    start(&loading);
    wm_test_ok(try(&loading, &waiter, "p7", &error), &error);
    loop_until(&loading.loop, waiter.ready);
    assert_int_equal(waiter.status, WM_NOT_FOUND);
    assert_true(waiter.reason[0] != '\0');
    assert_null(cached(&loading, "p7")); // nothing is kept of who does not exist
    stop(&loading);
}

static void test_the_past(void **state) {
    (void)state;
    struct loading loading;
    struct waiter waiter = {.waiter = {.ready = on_ready}};
    struct wm_error error;
    start(&loading);
    fixture_add(&loading.fixture, "north", "[" ADD("p1", ROLE("manager", "2026-02-01")) "]");
    wm_test_ok(wm_load_past(&loading.loader, north.id, "p1", 2, 2, &waiter.waiter, &error), &error);
    loop_until(&loading.loop, waiter.ready);
    assert_int_equal(waiter.last, 2);
    assert_int_equal(waiter.facts, 1);
    assert_null(cached(&loading, "p1"));
    waiter.ready = false;
    wm_test_ok(wm_load_past(&loading.loader, north.id, "p1", 2, 99, &waiter.waiter, &error), &error);
    loop_until(&loading.loop, waiter.ready);
    assert_int_equal(waiter.status, WM_PARAMS); // beyond the head
    stop(&loading);
}

static void test_a_full_queue(void **state) {
    (void)state;
    struct loading loading;
    struct barrier barrier;
    struct waiter first = {.ready = false}, second = {.ready = false}, third = {.ready = false};
    struct wm_error error;
    start_with(&loading, 1, 1 << 20);
    put_barrier(&loading, &barrier);
    gate_reached(&loading.gate);
    ask(&loading, &first);
    wm_test_fails(try(&loading, &second, "p2", &error), &error, WM_BUSY, "queue-full");
    assert_null(cached(&loading, "p2"));
    ask(&loading, &third); // joins the first: needs no place
    gate_open(&loading.gate);
    loop_until(&loading.loop, first.ready && third.ready);
    assert_false(second.ready);
    stop(&loading);
}

// Without a cache too; and who is told may ask again at once.
static void test_nothing_is_kept(void **state) {
    (void)state;
    struct loading loading;
    struct waiter second = {.ready = false}, first = {.then = &second};
    start_with(&loading, 100, 0);
    ask(&loading, &first);
    loop_until(&loading.loop, first.ready && second.ready);
    assert_int_equal(first.last, 2);
    assert_int_equal(second.last, 2);
    assert_null(cached(&loading, "p1"));
    stop(&loading);
}

// Stopping answers everybody who waits, and a load that would have to be repeated cannot be any more.
static void test_stop_while_waiting(void **state) {
    (void)state;
    struct loading loading;
    struct barrier barrier;
    struct waiter old = {.ready = false}, second = {.ready = false};
    start(&loading);
    ask(&loading, &old);
    put_barrier(&loading, &barrier);
    gate_reached(&loading.gate);
    fixture_add(&loading.fixture, "north", "[" ADD("p1", ROLE("manager", "2026-02-01")) "]");
    wm_load_moved(&loading.loader, &north, "p1", 2, 3);
    ask(&loading, &second);
    gate_open(&loading.gate);
    wm_readers_stop(loading.readers);
    loading.readers = NULL;
    assert_true(old.ready && second.ready);
    assert_int_equal(old.status, WM_BUSY);
    assert_string_equal(old.reason, "stopping");
    stop(&loading);
}

WM_TEST_MAIN(cmocka_unit_test(test_one_load_for_all_who_wait), cmocka_unit_test(test_a_write_during_the_load),
             cmocka_unit_test(test_a_new_person_during_the_load), cmocka_unit_test(test_a_write_that_does_not_matter),
             cmocka_unit_test(test_moved_forgets_what_is_in_memory), cmocka_unit_test(test_nobody_of_that_name),
             cmocka_unit_test(test_the_past), cmocka_unit_test(test_a_full_queue),
             cmocka_unit_test(test_nothing_is_kept), cmocka_unit_test(test_stop_while_waiting))
