// SPDX-License-Identifier: MIT
// labels: threads
#include "engine/daemon/worker.h"

#include "engine/base/memory.h"
#include "tests/unit/daemon/threads.h"

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
             cmocka_unit_test(test_stop), cmocka_unit_test(test_memory))
