// SPDX-License-Identifier: MIT
// labels: threads
#include "engine/daemon/worker.h"

#include "engine/base/memory.h"
#include "tests/unit/daemon/threads.h"

#include <sched.h>
#include <stdatomic.h>

enum { MANY = 1000 };

struct work {
    struct wm_task task; // first
    int number;
    struct gate *gate;      // held there, or NULL
    struct wm_worker *next; // submitted there again when done, or NULL
    int ran, done;
    enum wm_status again; // of that submission
};

// What one thread alone may touch: the sanitizer looks.
struct owner {
    int turns, tasks, largest;
    int order[MANY];
};

static int order_of_done[MANY];
static int done_count;

static void run(void *context, struct wm_task *first) {
    struct owner *owner = context;
    int taken = 0;
    for (struct wm_task *task = first; task != NULL; task = task->next) {
        struct work *work = (struct work *)task;
        owner->order[owner->tasks++ % MANY] = work->number;
        work->ran++;
        taken++;
        if (work->gate != NULL)
            gate_pass(work->gate);
    }
    owner->turns++;
    if (taken > owner->largest)
        owner->largest = taken;
}

static void on_done(struct wm_task *task) {
    struct work *work = (struct work *)task;
    order_of_done[done_count++ % MANY] = work->number;
    work->done++;
    if (work->next != NULL) {
        struct wm_error error;
        struct wm_worker *next = work->next;
        work->next = NULL;
        work->again = wm_worker_submit(next, &work->task, &error);
        if (work->again != WM_OK)
            assert_string_equal(error.reason, "stopping");
    }
}

static struct wm_worker *start(uv_loop_t *loop, uint32_t threads, size_t capacity, size_t most, struct owner *owners) {
    struct wm_error error;
    struct wm_worker *worker = NULL;
    void *each[WM_WORKER_THREADS] = {NULL};
    for (uint32_t i = 0; i < threads; i++)
        each[i] = &owners[i];
    struct wm_worker_form form = {
        .name = "toy", .threads = threads, .capacity = capacity, .most = most, .run = run, .owners = each};
    wm_test_ok(wm_worker_start(loop, &form, &worker, &error), &error);
    done_count = 0;
    return worker;
}

static void submit(struct wm_worker *worker, struct work *work, int number) {
    struct wm_error error;
    work->number = number;
    work->task.done = on_done;
    wm_test_ok(wm_worker_submit(worker, &work->task, &error), &error);
}

static void test_tasks_go_and_come_back_in_order(void **state) {
    (void)state;
    static struct work works[MANY];
    static struct owner owner;
    uv_loop_t loop;
    memset(works, 0, sizeof works);
    owner = (struct owner){.turns = 0};
    loop_open(&loop);
    struct wm_worker *worker = start(&loop, 1, MANY, 7, &owner);
    for (int i = 0; i < MANY; i++)
        submit(worker, &works[i], i);
    loop_until(&loop, done_count == MANY);
    assert_int_equal(wm_worker_waiting(worker), 0);
    wm_worker_stop(worker);
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(owner.order[i], i);
        assert_int_equal(order_of_done[i], i);
        assert_int_equal(works[i].ran, 1);
        assert_int_equal(works[i].done, 1);
    }
    assert_true(owner.largest <= 7);
    loop_close(&loop);
}

static void test_the_queue_is_bounded(void **state) {
    (void)state;
    struct work works[6] = {{.number = 0}};
    struct owner owner = {.turns = 0};
    struct wm_error error;
    struct gate gate;
    uv_loop_t loop;
    gate_make(&gate);
    loop_open(&loop);
    struct wm_worker *worker = start(&loop, 1, 3, 2, &owner);
    works[0].gate = &gate;
    submit(worker, &works[0], 0);
    gate_reached(&gate); // taken: it waits no more
    assert_int_equal(wm_worker_waiting(worker), 0);
    for (int i = 1; i <= 3; i++)
        submit(worker, &works[i], i);
    assert_int_equal(wm_worker_waiting(worker), 3);
    works[4].task.done = on_done;
    wm_test_fails(wm_worker_submit(worker, &works[4].task, &error), &error, WM_BUSY, "queue-full");
    assert_non_null(strstr(error.message, "toy"));
    gate_open(&gate);
    loop_until(&loop, done_count == 4);
    assert_int_equal(works[4].ran + works[4].done, 0); // it stayed ours
    submit(worker, &works[4], 4);
    loop_until(&loop, done_count == 5);
    assert_int_equal(owner.largest, 2); // what waited went in turns of `most`
    wm_worker_stop(worker);
    loop_close(&loop);
    gate_remove(&gate);
}

static void test_several_threads(void **state) {
    (void)state;
    static struct work works[MANY];
    static struct owner owners[4];
    struct gate gate;
    uv_loop_t loop;
    memset(works, 0, sizeof works);
    memset(owners, 0, sizeof owners);
    gate_make(&gate);
    loop_open(&loop);
    struct wm_worker *worker = start(&loop, 4, MANY, 1, owners);
    for (int i = 0; i < 4; i++) { // all four are at work at the same time
        works[i].gate = &gate;
        submit(worker, &works[i], i);
    }
    for (int i = 0; i < 4; i++)
        gate_reached(&gate);
    for (int i = 4; i < MANY; i++)
        submit(worker, &works[i], i);
    for (int i = 0; i < 4; i++)
        gate_open(&gate);
    loop_until(&loop, done_count == MANY);
    wm_worker_stop(worker);
    int tasks = 0;
    for (int i = 0; i < 4; i++) {
        assert_true(owners[i].tasks >= 1);
        tasks += owners[i].tasks;
    }
    assert_int_equal(tasks, MANY);
    loop_close(&loop);
    gate_remove(&gate);
}

static int most_in_a_round, done_before;

static void on_prepare(uv_prepare_t *prepare) {
    (void)prepare;
    if (done_count - done_before > most_in_a_round)
        most_in_a_round = done_count - done_before;
    done_before = done_count;
}

// What has finished is handed back in portions, so that the loop gets to its other work.
static void test_handing_back_has_a_budget(void **state) {
    (void)state;
    static struct work works[MANY];
    static struct owner owner;
    struct gate gate;
    uv_loop_t loop;
    uv_prepare_t prepare;
    memset(works, 0, sizeof works);
    owner = (struct owner){.turns = 0};
    gate_make(&gate);
    loop_open(&loop);
    struct wm_worker *worker = start(&loop, 1, MANY, MANY, &owner);
    assert_int_equal(uv_prepare_init(&loop, &prepare), 0);
    assert_int_equal(uv_prepare_start(&prepare, on_prepare), 0);
    most_in_a_round = done_before = 0;
    works[0].gate = &gate;
    submit(worker, &works[0], 0);
    gate_reached(&gate);
    for (int i = 1; i < MANY; i++)
        submit(worker, &works[i], i);
    gate_open(&gate);
    loop_until(&loop, done_count == MANY);
    on_prepare(&prepare); // the last round has none after it
    assert_true(most_in_a_round < MANY / 2);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(order_of_done[i], i);
    uv_close((uv_handle_t *)&prepare, NULL);
    wm_worker_stop(worker);
    loop_close(&loop);
    gate_remove(&gate);
}

// Stopping finishes what is queued, hands everything back, and takes nothing new.
static void test_stop(void **state) {
    (void)state;
    struct work works[20] = {{.number = 0}};
    struct owner owner = {.turns = 0};
    uv_loop_t loop;
    loop_open(&loop);
    struct wm_worker *worker = start(&loop, 1, 20, 3, &owner);
    for (int i = 0; i < 20; i++) {
        works[i].next = i == 7 ? worker : NULL;
        submit(worker, &works[i], i);
    }
    wm_worker_stop(worker);
    assert_int_equal(done_count, 20);
    assert_int_equal(owner.tasks, 20);
    assert_int_equal(works[7].again, WM_BUSY);
    loop_close(&loop);
    wm_worker_stop(NULL);
}

// --- threads that are given up ---

struct lone { // what a thread that was given up is left with
    struct owner owner;
    int nudges;
    uv_sem_t nudged, late;
};

static _Atomic uint64_t test_now;

static uint64_t test_clock(void) {
    return atomic_load(&test_now);
}

static void run_lone(void *context, struct wm_task *first) {
    run(&((struct lone *)context)->owner, first);
}

static void on_late(void *context, struct wm_task *first) {
    struct lone *lone = context;
    assert_int_equal(((struct work *)first)->ran, 1);
    uv_sem_post(&lone->late);
}

static void on_nudged(void *context) {
    struct lone *lone = context;
    lone->nudges++;
    uv_sem_post(&lone->nudged);
}

struct seen {
    void *owner;
    struct wm_task *first;
};

static void on_seen(void *context, void *owner, struct wm_task *first) {
    *(struct seen *)context = (struct seen){owner, first};
}

static void lone_make(struct lone *lone) {
    *lone = (struct lone){.nudges = 0};
    assert_int_equal(uv_sem_init(&lone->nudged, 0), 0);
    assert_int_equal(uv_sem_init(&lone->late, 0), 0);
}

static void lone_remove(struct lone *lone) {
    uv_sem_destroy(&lone->nudged);
    uv_sem_destroy(&lone->late);
}

static struct wm_worker *start_lone(uv_loop_t *loop, struct lone *lone) {
    struct wm_error error;
    struct wm_worker *worker = NULL;
    void *owners[] = {lone};
    struct wm_worker_form form = {.name = "toy",
                                  .threads = 1,
                                  .capacity = 10,
                                  .most = 1,
                                  .run = run_lone,
                                  .owners = owners,
                                  .late = on_late,
                                  .nudged = on_nudged,
                                  .clock = test_clock};
    wm_test_ok(wm_worker_start(loop, &form, &worker, &error), &error);
    done_count = 0;
    return worker;
}

static void test_given_up_and_replaced(void **state) {
    (void)state;
    struct lone lones[2];
    struct work works[2] = {{.number = 0}};
    struct gate gate;
    struct seen seen = {NULL, NULL};
    struct wm_worker_lost lost = {&seen, on_seen};
    struct wm_error error;
    uv_loop_t loop;
    struct wm_memory_count before = wm_memory_count();
    for (int i = 0; i < 2; i++)
        lone_make(&lones[i]);
    gate_make(&gate);
    loop_open(&loop);
    struct wm_worker *worker = start_lone(&loop, &lones[0]);
    assert_false(wm_worker_give_up(worker, 0, &lost)); // it does nothing
    works[0].gate = &gate;
    submit(worker, &works[0], 0);
    gate_reached(&gate);
    atomic_fetch_add(&test_now, 999);
    assert_false(wm_worker_give_up(worker, 1000, &lost));
    atomic_fetch_add(&test_now, 1);
    assert_false(wm_worker_settle(worker, 0));
    assert_true(wm_worker_give_up(worker, 1000, &lost));
    assert_ptr_equal(seen.owner, &lones[0]);
    assert_ptr_equal(seen.first, &works[0].task);
    assert_false(wm_worker_give_up(worker, 0, &lost)); // once
    assert_true(wm_worker_settle(worker, 0));
    assert_int_equal(wm_worker_threads(worker), 0);
    submit(worker, &works[1], 1);
    wm_test_ok(wm_worker_replace(worker, &lones[1], &error), &error);
    loop_until(&loop, done_count == 1);
    assert_int_equal(lones[1].owner.tasks, 1);
    wm_worker_stop(worker);
    loop_close(&loop);
    gate_open(&gate); // the loop and the worker have gone
    uv_sem_wait(&lones[0].late);
    assert_int_equal(works[0].done, 0);
    while (wm_memory_count().blocks != before.blocks || wm_memory_count().bytes != before.bytes)
        sched_yield();
    gate_remove(&gate);
    for (int i = 0; i < 2; i++)
        lone_remove(&lones[i]);
}

static void test_drained_and_nudged(void **state) {
    (void)state;
    struct lone lone;
    struct work works[3] = {{.number = 0}};
    struct gate gate;
    uv_loop_t loop;
    lone_make(&lone);
    gate_make(&gate);
    loop_open(&loop);
    struct wm_worker *worker = start_lone(&loop, &lone);
    wm_worker_nudge(worker); // while it does nothing
    uv_sem_wait(&lone.nudged);
    works[0].gate = &gate;
    for (int i = 0; i < 3; i++)
        submit(worker, &works[i], i);
    gate_reached(&gate);
    wm_worker_nudge(worker); // while it is at work
    struct wm_task *drained = wm_worker_drain(worker);
    assert_ptr_equal(drained, &works[1].task);
    assert_ptr_equal(drained->next, &works[2].task);
    assert_null(drained->next->next);
    assert_int_equal(wm_worker_waiting(worker), 0);
    gate_open(&gate);
    uv_sem_wait(&lone.nudged);
    loop_until(&loop, done_count == 1);
    submit(worker, &works[1], 1);
    loop_until(&loop, done_count == 2);
    wm_worker_stop(worker);
    assert_int_equal(works[2].ran, 0);
    assert_int_equal(lone.nudges, 2);
    loop_close(&loop);
    gate_remove(&gate);
    lone_remove(&lone);
}

static enum wm_status run_start(void *context, struct wm_error *error) {
    struct owner owner = {.turns = 0};
    void *owners[] = {&owner};
    struct wm_worker *worker = NULL;
    uv_loop_t loop;
    (void)context;
    loop_open(&loop);
    struct wm_worker_form form = {.name = "toy", .threads = 1, .capacity = 1, .most = 1, .run = run, .owners = owners};
    enum wm_status status = wm_worker_start(&loop, &form, &worker, error);
    if (status == WM_OK)
        wm_worker_stop(worker);
    loop_close(&loop);
    return status;
}

static void test_memory(void **state) {
    (void)state;
    wm_test_each_allocation(run_start, NULL);
}

WM_TEST_MAIN(cmocka_unit_test(test_tasks_go_and_come_back_in_order), cmocka_unit_test(test_the_queue_is_bounded),
             cmocka_unit_test(test_several_threads), cmocka_unit_test(test_handing_back_has_a_budget),
             cmocka_unit_test(test_stop), cmocka_unit_test(test_given_up_and_replaced),
             cmocka_unit_test(test_drained_and_nudged), cmocka_unit_test(test_memory))
