// SPDX-License-Identifier: MIT
// labels: threads
#include "engine/base/code.h"

#include "tests/support/test.h"

#include <pthread.h>
#include <stdio.h>

static wm_code intern(const char *text) {
    return wm_code_intern(text, strlen(text));
}

static void test_valid(void **state) {
    (void)state;
    static const char *const good[] = {"a", "0", "somerset/entry", "level-2", "a.b_c", "x-", "9/..", "take-referrals"};
    static const char *const bad[] = {"", "A", "-a", "/a", ".a", "_a", "a b", "a\n", "é", "a:b", "a\\"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        assert_true(wm_code_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(wm_code_valid(bad[i], strlen(bad[i])));
    char text[200];
    memset(text, 'a', sizeof text);
    assert_true(wm_code_valid(text, 128));
    assert_false(wm_code_valid(text, 129));
    assert_false(wm_code_valid("a\0b", 3));
    for (int byte = 0; byte < 256; byte++) {
        char c = (char)byte;
        bool first = (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
        assert_int_equal(wm_code_valid(&c, 1), first);
        char pair[2] = {'a', c};
        assert_int_equal(wm_code_valid(pair, 2), first || (byte > 0 && strchr("._/-", byte) != NULL));
    }
}

static void test_intern(void **state) {
    (void)state;
    assert_int_equal(wm_code_count(), 0);
    assert_int_equal(wm_code_find("entry", 5), WM_CODE_UNSEEN);
    wm_code entry = intern("entry");
    wm_code other = intern("intermediate");
    assert_true(entry != WM_CODE_NONE && other != WM_CODE_NONE && entry != other);
    assert_int_equal(intern("entry"), entry);
    assert_int_equal(wm_code_find("entry", 5), entry);
    assert_int_equal(wm_code_find("entr", 4), WM_CODE_UNSEEN);
    assert_int_equal(wm_code_find("entryx", 5), entry); // the length counts
    assert_string_equal(wm_code_text(entry), "entry");
    assert_string_equal(wm_code_text(WM_CODE_NONE), "");
    assert_string_equal(wm_code_text(WM_CODE_UNSEEN), "");
    assert_string_equal(wm_code_text(77), "");
    assert_int_equal(wm_code_count(), 2);
    wm_code_forget_all();
    assert_int_equal(wm_code_count(), 0);
    assert_int_equal(wm_code_find("entry", 5), WM_CODE_UNSEEN);
    assert_int_equal(wm_memory_count().blocks, 0);
}

static void test_many(void **state) {
    (void)state;
    enum { MANY = 50000 };
    static wm_code codes[MANY];
    static const char *texts[MANY];
    char text[160];
    for (int i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "code-%d-%0*d", i, i % 100 + 1, i);
        codes[i] = intern(text);
        texts[i] = wm_code_text(codes[i]);
        assert_true(codes[i] != WM_CODE_NONE);
    }
    assert_int_equal(wm_code_count(), MANY);
    for (int i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "code-%d-%0*d", i, i % 100 + 1, i);
        assert_int_equal(wm_code_find(text, strlen(text)), codes[i]);
        assert_ptr_equal(wm_code_text(codes[i]), texts[i]); // never moved
        assert_string_equal(texts[i], text);
    }
    wm_code_forget_all();
}

// What is interned in a draft is this thread's until the end, and forgotten then.
static void test_draft(void **state) {
    (void)state;
    struct wm_error error = {0};
    wm_code before = intern("entry");
    wm_test_ok(wm_code_draft_begin(&error), &error);
    assert_int_equal(intern("entry"), before); // what everybody knows stays what it is
    assert_int_equal(wm_code_find("mine", 4), WM_CODE_UNSEEN);
    wm_code mine = intern("mine"), other = intern("other");
    assert_true(mine != other && mine != WM_CODE_UNSEEN && mine != WM_CODE_NONE && mine != before);
    assert_int_equal(intern("mine"), mine);
    assert_int_equal(wm_code_find("mine", 4), mine);
    assert_int_equal(wm_code_find("min", 3), WM_CODE_UNSEEN);
    assert_string_equal(wm_code_text(mine), "mine");
    assert_string_equal(wm_code_text(before), "entry");
    assert_int_equal(wm_code_count(), 1);
    assert_int_equal(wm_code_draft_end(), 2);
    assert_int_equal(wm_code_count(), 1);
    assert_int_equal(wm_code_find("mine", 4), WM_CODE_UNSEEN);
    assert_string_equal(wm_code_text(mine), "");
    wm_test_ok(wm_code_draft_begin(&error), &error);
    assert_int_equal(wm_code_draft_end(), 0);
    wm_code_forget_all();
}

static void test_draft_of_many(void **state) {
    (void)state;
    enum { MANY = 20000 };
    struct wm_error error = {0};
    static wm_code codes[MANY];
    char text[40];
    wm_test_ok(wm_code_draft_begin(&error), &error);
    for (int i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "code-%d", i);
        codes[i] = intern(text);
    }
    for (int i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "code-%d", i);
        assert_int_equal(wm_code_find(text, strlen(text)), codes[i]);
        assert_string_equal(wm_code_text(codes[i]), text);
    }
    assert_int_equal(wm_code_draft_end(), MANY);
    assert_int_equal(wm_code_count(), 0);
    wm_code_forget_all();
    assert_int_equal(wm_memory_count().blocks, 0);
}

static enum wm_status draft_some(void *context, struct wm_error *error) {
    (void)context;
    enum wm_status status = wm_code_draft_begin(error);
    if (status != WM_OK)
        return status;
    char text[40];
    for (int i = 0; i < 600 && status == WM_OK; i++) {
        snprintf(text, sizeof text, "code-%d", i);
        status = intern(text) != WM_CODE_NONE ? WM_OK : wm_error_no_memory(error);
    }
    assert_true(wm_code_draft_end() == 600 || status != WM_OK);
    return status;
}

static void test_draft_without_memory(void **state) {
    (void)state;
    wm_test_each_allocation(draft_some, NULL);
}

enum { THREADS = 4, SHARED = 5000 };

static void *worker(void *argument) {
    wm_code *codes = argument;
    char text[32];
    for (int i = 0; i < SHARED; i++) {
        snprintf(text, sizeof text, "shared-%d", i);
        codes[i] = wm_code_intern(text, strlen(text));
        if (wm_code_find(text, strlen(text)) != codes[i] || strcmp(wm_code_text(codes[i]), text) != 0)
            codes[i] = WM_CODE_NONE; // seen by the main thread: cmocka's checks are not for threads
    }
    return NULL;
}

static void test_threads(void **state) {
    (void)state;
    static wm_code codes[THREADS][SHARED];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, worker, codes[i]), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(wm_code_count(), SHARED);
    for (int i = 0; i < SHARED; i++) {
        assert_true(codes[0][i] != WM_CODE_NONE);
        for (int t = 1; t < THREADS; t++)
            assert_int_equal(codes[t][i], codes[0][i]);
    }
    wm_code_forget_all();
}

static enum wm_status intern_some(void *context, struct wm_error *error) {
    (void)context;
    char text[140];
    for (int i = 0; i < 1500; i++) {
        snprintf(text, sizeof text, "%0128d", i);
        if (wm_code_intern(text, 128) == WM_CODE_NONE)
            return wm_error_no_memory(error);
    }
    return WM_OK;
}

static void test_failing_allocations(void **state) {
    (void)state;
    wm_test_each_allocation(intern_some, NULL);
    // After a failure the table is whole.
    assert_int_equal(wm_code_find("0", 1), WM_CODE_UNSEEN);
    wm_code entry = intern("entry");
    assert_int_equal(wm_code_find("entry", 5), entry);
    wm_code_forget_all();
}

WM_TEST_MAIN(cmocka_unit_test(test_valid), cmocka_unit_test(test_intern), cmocka_unit_test(test_many),
             cmocka_unit_test(test_draft), cmocka_unit_test(test_draft_of_many),
             cmocka_unit_test(test_draft_without_memory), cmocka_unit_test(test_threads),
             cmocka_unit_test(test_failing_allocations))
