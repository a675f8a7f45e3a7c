// SPDX-License-Identifier: MIT
#include "engine/base/memory.h"

#include "engine/base/fault.h"
#include "tests/support/test.h"

#include <pthread.h>
#include <sched.h>

static void test_counts(void **state) {
    (void)state;
    struct wm_memory_count before = wm_memory_count();
    char *block = wm_alloc(100);
    assert_non_null(block);
    assert_int_equal(wm_memory_count().blocks, before.blocks + 1);
    assert_true(wm_memory_count().bytes >= before.bytes + 100);
    block = wm_realloc(block, 5000);
    assert_non_null(block);
    assert_int_equal(wm_memory_count().blocks, before.blocks + 1);
    assert_true(wm_memory_count().bytes >= before.bytes + 5000);
    wm_free(block);
    wm_free(NULL);
    assert_int_equal(wm_memory_count().bytes, before.bytes);
    assert_int_equal(wm_memory_count().blocks, before.blocks);
}

static void test_edges(void **state) {
    (void)state;
    void *empty = wm_alloc(0);
    assert_non_null(empty);
    empty = wm_realloc(empty, 0);
    assert_non_null(empty);
    wm_free(empty);
    char *zero = wm_alloc_zero(3, 5);
    for (int i = 0; i < 15; i++)
        assert_int_equal(zero[i], 0);
    wm_free(zero);
    wm_free(wm_alloc_zero(0, 8));
    size_t volatile half = SIZE_MAX / 2; // volatile: the compiler would warn about what we want to see
    assert_null(wm_alloc_zero(half, 3));
    void *fresh = wm_realloc(NULL, 10);
    assert_non_null(fresh);
    wm_free(fresh);
    wm_auto_free char *text = wm_dup("léa");
    assert_string_equal(text, "léa");
    wm_auto_free char *cut = wm_dup_n("abcdef", 3);
    assert_string_equal(cut, "abc");
    wm_auto_free char *nothing = wm_dup_n(NULL, 0);
    assert_string_equal(nothing, "");
    wm_auto_free char *never = NULL;
    assert_null(never);
}

static void test_arena(void **state) {
    (void)state;
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    assert_int_equal(wm_memory_count().blocks, 0);
    for (size_t size = 0; size < 3000; size += 7) {
        char *block = wm_arena_alloc(&arena, size);
        assert_non_null(block);
        assert_int_equal((uintptr_t)block % 16, 0);
        memset(block, 0x5a, size);
    }
    int *numbers = wm_arena_zero(&arena, 100, sizeof *numbers);
    for (int i = 0; i < 100; i++)
        assert_int_equal(numbers[i], 0);
    assert_string_equal(wm_arena_printf(&arena, "%s-%d", "level", 4), "level-4");
    assert_string_equal(wm_arena_dup_n(&arena, "northside", 5), "north");
    assert_string_equal(wm_arena_dup(&arena, ""), "");
    assert_false(arena.full);
    assert_null(wm_arena_zero(&arena, SIZE_MAX / 2, 4));
    assert_null(wm_arena_alloc(&arena, SIZE_MAX));
    assert_true(arena.full);
    assert_null(wm_arena_alloc(&arena, SIZE_MAX - 8));
    wm_arena_reset(&arena);
    assert_int_equal(arena.used, 0);
    assert_int_equal(wm_memory_count().blocks, 1);
    assert_non_null(wm_arena_alloc(&arena, 10));
    wm_arena_clear(&arena);
    assert_int_equal(wm_memory_count().blocks, 0);
    assert_non_null(wm_arena_alloc(&arena, 10)); // usable again
    wm_arena_clear(&arena);
    struct wm_arena zeroed = {0};
    wm_arena_reset(&zeroed);
    assert_null(wm_arena_alloc(&zeroed, 1)); // its maximum is 0
    wm_arena_clear(&zeroed);
}

static void test_arena_maximum(void **state) {
    (void)state;
    struct wm_arena arena;
    wm_arena_init(&arena, 4096);
    size_t got = 0;
    while (wm_arena_alloc(&arena, 16) != NULL)
        got += 16;
    assert_int_equal(got, 4096);
    assert_int_equal(arena.used, 4096);
    assert_null(wm_arena_alloc(&arena, 0));
    wm_arena_clear(&arena);
    wm_arena_init(&arena, 100);
    assert_null(wm_arena_alloc(&arena, 100)); // rounded up to 112
    assert_non_null(wm_arena_alloc(&arena, 96));
    wm_arena_clear(&arena);
}

static void test_arena_large_block_keeps_the_current_chunk(void **state) {
    (void)state;
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 22);
    char *first = wm_arena_alloc(&arena, 16);
    char *large = wm_arena_alloc(&arena, 1 << 20);
    char *second = wm_arena_alloc(&arena, 16);
    assert_non_null(large);
    assert_ptr_equal(second, first + 16);
    wm_arena_clear(&arena);
}

static enum wm_status fill_arena(void *context, struct wm_error *error) {
    (void)context;
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    enum wm_status status = WM_OK;
    for (int i = 0; i < 2000 && status == WM_OK; i++)
        if (wm_arena_printf(&arena, "number %d", i) == NULL)
            status = wm_error_no_memory(error);
    wm_arena_clear(&arena);
    return status;
}

static enum wm_status plain_blocks(void *context, struct wm_error *error) {
    (void)context;
    wm_auto_free char *text = wm_dup("text");
    wm_auto_free void *zero = text != NULL ? wm_alloc_zero(3, 3) : NULL;
    if (zero == NULL)
        return wm_error_no_memory(error);
    void *moved = wm_realloc(text, 1000);
    if (moved == NULL)
        return wm_error_no_memory(error); // `text` is as it was
    text = moved;
    assert_string_equal(text, "text");
    return WM_OK;
}

static void test_failing_allocations(void **state) {
    (void)state;
    wm_test_each_allocation(fill_arena, NULL);
    wm_test_each_allocation(plain_blocks, NULL);
}

static void test_fault_points(void **state) {
    (void)state;
#ifndef WM_FAULTS
    skip();
#else
    assert_false(wm_fault_at("test.point"));
    wm_fault_arm("test.point", 3);
    assert_false(wm_fault_at("test.point"));
    assert_false(wm_fault_at("test.other"));
    assert_false(wm_fault_at("test.point"));
    assert_true(wm_fault_at("test.point"));
    assert_false(wm_fault_at("test.point"));
    wm_fault_arm("test.point", 1);
    wm_fault_arm("test.point", 0);
    assert_false(wm_fault_at("test.point"));
    wm_fault_arm("test.never-armed", 0);
    static const char *const many[20] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j",
                                         "k", "l", "m", "n", "o", "p", "q", "r", "s", "t"};
    for (size_t i = 0; i < 20; i++)
        wm_fault_arm(many[i], 1);
    int hits = 0;
    for (size_t i = 0; i < 20; i++)
        hits += wm_fault_at(many[i]) ? 1 : 0;
    assert_int_equal(hits, 16);
#endif
}

#ifdef WM_FAULTS
static void *pass_held(void *context) {
    wm_fault_hold("test.held"); // not yet
    wm_fault_hold("test.held");
    *(bool *)context = true;
    return NULL;
}
#endif

static void test_fault_hold(void **state) {
    (void)state;
#ifndef WM_FAULTS
    skip();
#else
    bool passed = false;
    pthread_t thread;
    wm_fault_hold("test.held"); // nobody armed it
    wm_fault_arm("test.held", 2);
    assert_int_equal(pthread_create(&thread, NULL, pass_held, &passed), 0);
    while (wm_fault_held() == 0)
        sched_yield();
    assert_false(passed);
    wm_fault_let_go();
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(passed);
    assert_int_equal(wm_fault_held(), 0);
#endif
}

static void test_fault_persistent(void **state) {
    (void)state;
#ifndef WM_FAULTS
    skip();
#else
    wm_fault_allocation(2, true);
    void *first = wm_alloc(1);
    assert_non_null(first);
    assert_null(wm_alloc(1));
    assert_null(wm_alloc_zero(1, 1));
    assert_null(wm_realloc(first, 100));
    assert_int_equal(wm_fault_allocations_seen(), 4);
    wm_fault_allocation(0, false);
    wm_free(first);
    first = wm_alloc(1);
    assert_non_null(first);
    wm_free(first);
#endif
}

WM_TEST_MAIN(cmocka_unit_test(test_counts), cmocka_unit_test(test_edges), cmocka_unit_test(test_arena),
             cmocka_unit_test(test_arena_maximum), cmocka_unit_test(test_arena_large_block_keeps_the_current_chunk),
             cmocka_unit_test(test_failing_allocations), cmocka_unit_test(test_fault_points),
             cmocka_unit_test(test_fault_hold), cmocka_unit_test(test_fault_persistent))
