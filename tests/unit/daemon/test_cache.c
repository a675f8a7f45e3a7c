// SPDX-License-Identifier: MIT
#include "engine/daemon/cache.h"

#include "engine/daemon/rules.h"
#include "tests/support/test.h"

#include <stdio.h>

static const struct wm_organisation north = {.id = "north"}, south = {.id = "south"};

static struct wm_portfolio *portfolio_of(uint32_t records) {
    struct wm_error error;
    struct wm_portfolio_builder *builder = NULL;
    struct wm_portfolio *portfolio = NULL;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    for (uint32_t i = 0; i < records; i++)
        wm_test_ok(wm_portfolio_builder_award(builder, i + 1, "f/l", 3, (wm_day)i, WM_DAY_NONE, &error), &error);
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    return portfolio;
}

static struct wm_cached *reach(struct wm_cache *cache, const char *person) {
    struct wm_cached *cached = wm_cache_reach(cache, &north, person, strlen(person));
    assert_non_null(cached);
    return cached;
}

static struct wm_cached *find(const struct wm_cache *cache, const char *person) {
    return wm_cache_find(cache, &north, person, strlen(person));
}

static bool has_portfolio(const struct wm_cache *cache, const char *person) {
    const struct wm_cached *cached = find(cache, person);
    return cached != NULL && cached->portfolio != NULL;
}

static void keep(struct wm_cache *cache, const char *person, uint32_t records) {
    struct wm_portfolio *portfolio = portfolio_of(records);
    wm_cache_keep_portfolio(cache, reach(cache, person), portfolio);
    wm_portfolio_unref(portfolio);
}

static void start(struct wm_cache *cache, size_t portfolios, size_t answers) {
    struct wm_error error;
    wm_test_ok(wm_cache_init(cache, portfolios, answers, &error), &error);
}

static void test_who_is_who(void **state) {
    (void)state;
    struct wm_cache cache;
    start(&cache, 1 << 20, 1 << 20);
    assert_null(find(&cache, "amara"));
    keep(&cache, "amara", 0);
    struct wm_cached *amara = find(&cache, "amara");
    assert_non_null(amara);
    assert_ptr_equal(reach(&cache, "amara"), amara);
    assert_null(find(&cache, "amar"));
    assert_null(find(&cache, "amaraa"));
    assert_null(wm_cache_find(&cache, &south, "amara", 5)); // somebody else
    char longest[128];
    memset(longest, 'x', sizeof longest);
    struct wm_cached *other = wm_cache_reach(&cache, &south, longest, sizeof longest);
    assert_non_null(other);
    assert_ptr_equal(wm_cache_find(&cache, &south, longest, sizeof longest), other);
    assert_int_equal(cache.count, 2);
    wm_cache_tidy(&cache, other); // it holds nothing
    assert_int_equal(cache.count, 1);
    wm_cache_tidy(&cache, amara); // this one does
    assert_ptr_equal(find(&cache, "amara"), amara);
    wm_cache_clear(&cache);
}

static void test_many_people(void **state) {
    (void)state;
    enum { MANY = 5000 };
    struct wm_cache cache;
    char person[16];
    start(&cache, 64 << 20, 0);
    struct wm_portfolio *portfolio = portfolio_of(0);
    for (int i = 0; i < MANY; i++) {
        snprintf(person, sizeof person, "p%d", i);
        wm_cache_keep_portfolio(&cache, reach(&cache, person), portfolio);
    }
    assert_int_equal(cache.count, MANY);
    assert_true(cache.bucket_count >= MANY);
    for (int i = 0; i < MANY; i++) {
        snprintf(person, sizeof person, "p%d", i);
        assert_true(has_portfolio(&cache, person));
    }
    wm_portfolio_unref(portfolio);
    wm_cache_clear(&cache);
}

// Within the limit everything stays; beyond it what was not used for longest goes.
static void test_portfolios_are_evicted(void **state) {
    (void)state;
    struct wm_cache cache;
    struct wm_portfolio *portfolio = portfolio_of(4);
    size_t one = portfolio->size + sizeof(struct wm_cached) + 1;
    start(&cache, 3 * one, 0);
    static const char *const people[] = {"a", "b", "c"};
    for (size_t i = 0; i < 3; i++)
        wm_cache_keep_portfolio(&cache, reach(&cache, people[i]), portfolio);
    assert_int_equal(cache.portfolios.bytes, 3 * one);
    assert_int_equal(cache.portfolios.count, 3);
    assert_int_equal(cache.evictions, 0);
    find(&cache, "a")->portfolio_used = true;
    wm_cache_keep_portfolio(&cache, reach(&cache, "d"), portfolio);
    assert_true(has_portfolio(&cache, "a")); // was used
    assert_null(find(&cache, "b"));          // the oldest besides: gone whole
    assert_true(has_portfolio(&cache, "c") && has_portfolio(&cache, "d"));
    assert_int_equal(cache.evictions, 1);
    assert_int_equal(cache.portfolios.bytes, 3 * one);
    wm_cache_keep_portfolio(&cache, reach(&cache, "e"), portfolio);
    assert_null(find(&cache, "c"));
    wm_cache_keep_portfolio(&cache, reach(&cache, "f"), portfolio);
    assert_null(find(&cache, "d"));
    wm_cache_keep_portfolio(&cache, reach(&cache, "h"), portfolio);
    assert_null(find(&cache, "a")); // not used since
    // Larger than the whole cache: not kept, and nobody has to go for it.
    uint64_t before = cache.evictions;
    keep(&cache, "g", 1000);
    assert_null(find(&cache, "g"));
    assert_int_equal(cache.evictions, before);
    wm_portfolio_unref(portfolio);
    wm_cache_clear(&cache);
}

static void test_a_newer_portfolio_replaces(void **state) {
    (void)state;
    struct wm_cache cache;
    start(&cache, 1 << 20, 0);
    keep(&cache, "a", 4);
    size_t larger = cache.portfolios.bytes;
    keep(&cache, "a", 1);
    assert_true(cache.portfolios.bytes < larger);
    assert_int_equal(cache.portfolios.count, 1);
    assert_int_equal(find(&cache, "a")->portfolio->count, 1);
    wm_cache_clear(&cache);
}

// However many have been used: one that is new costs no walk through all of them.
static void test_a_cache_full_of_what_is_used(void **state) {
    (void)state;
    enum { MANY = 1000 };
    struct wm_cache cache;
    char person[16];
    struct wm_portfolio *portfolio = portfolio_of(0);
    size_t one = portfolio->size + sizeof(struct wm_cached) + 4;
    start(&cache, MANY * one, 0);
    for (int i = 0; i < MANY; i++) {
        snprintf(person, sizeof person, "%04d", i);
        wm_cache_keep_portfolio(&cache, reach(&cache, person), portfolio);
        find(&cache, person)->portfolio_used = true;
    }
    wm_cache_keep_portfolio(&cache, reach(&cache, "last"), portfolio);
    int used = 0;
    for (int i = 0; i < MANY; i++) {
        snprintf(person, sizeof person, "%04d", i);
        used += find(&cache, person) != NULL && find(&cache, person)->portfolio_used;
    }
    assert_true(used > MANY - 100);
    assert_int_equal(cache.count, MANY);
    wm_portfolio_unref(portfolio);
    wm_cache_clear(&cache);
}

// --- answers ---

static void answer_is(struct wm_cache *cache, const char *person, struct wm_cache_question question,
                      const char *expected) {
    struct wm_cached *cached = find(cache, person);
    struct wm_text answer = {"", 0};
    if (cached != NULL)
        answer = wm_cache_answer(cache, cached, &question);
    assert_int_equal(answer.length, strlen(expected));
    assert_memory_equal(answer.data, expected, answer.length);
}

static void answer(struct wm_cache *cache, const char *person, struct wm_cache_question question, const char *text) {
    wm_cache_keep_answer(cache, reach(cache, person), &question, text, strlen(text));
}

static void test_answers(void **state) {
    (void)state;
    struct wm_cache cache;
    struct wm_cache_question question = {.generation = 1, .level = 2, .as_of = 3};
    start(&cache, 0, 1 << 20);
    answer(&cache, "a", question, "{\"outcome\":1}");
    answer_is(&cache, "a", question, "{\"outcome\":1}");
    answer_is(&cache, "a", (struct wm_cache_question){2, 2, 3}, "");
    answer_is(&cache, "a", (struct wm_cache_question){1, 1, 3}, "");
    answer_is(&cache, "a", (struct wm_cache_question){1, 2, 4}, "");
    answer_is(&cache, "b", question, "");
    assert_int_equal(cache.answer_hits, 1);
    assert_int_equal(cache.answer_misses, 3);
    // Only so many of one person; the oldest goes.
    for (uint32_t level = 10; level < 10 + 32; level++)
        answer(&cache, "a", (struct wm_cache_question){1, level, 3}, "x");
    answer_is(&cache, "a", question, "");
    answer_is(&cache, "a", (struct wm_cache_question){1, 10, 3}, "x");
    assert_int_equal(find(&cache, "a")->answer_count, 32);
    wm_cache_clear(&cache);
}

static void test_answers_are_evicted(void **state) {
    (void)state;
    struct wm_cache cache;
    struct wm_cache_question question = {.generation = 1, .level = 2, .as_of = 3};
    char text[1001];
    memset(text, 'x', 1000);
    text[1000] = '\0';
    start(&cache, 0, 3500);
    answer(&cache, "a", question, text);
    answer(&cache, "b", question, text);
    answer(&cache, "c", question, text);
    answer_is(&cache, "a", question, text); // used
    answer(&cache, "d", question, text);
    answer_is(&cache, "a", question, text);
    answer_is(&cache, "b", question, "");
    answer_is(&cache, "c", question, text);
    answer_is(&cache, "d", question, text);
    assert_true(cache.answers.bytes <= 3500);
    // One that does not fit at all, and a cache that keeps none.
    char longer[4001];
    memset(longer, 'x', 4000);
    longer[4000] = '\0';
    answer(&cache, "a", (struct wm_cache_question){9, 9, 9}, longer);
    answer_is(&cache, "a", (struct wm_cache_question){9, 9, 9}, "");
    answer_is(&cache, "a", question, text);
    wm_cache_clear(&cache);
    start(&cache, 0, 0);
    answer(&cache, "a", question, "x");
    answer_is(&cache, "a", question, "");
    keep(&cache, "b", 1);
    assert_null(find(&cache, "b"));
    wm_cache_clear(&cache);
}

// Something was recorded: all of it goes, of that person only.
static void test_forget(void **state) {
    (void)state;
    struct wm_cache cache;
    struct wm_cache_question question = {.generation = 1, .level = 2, .as_of = 3};
    start(&cache, 1 << 20, 1 << 20);
    keep(&cache, "a", 1);
    keep(&cache, "b", 1);
    answer(&cache, "a", question, "x");
    answer(&cache, "b", question, "y");
    wm_cache_forget(&cache, find(&cache, "a"));
    assert_null(find(&cache, "a"));
    assert_true(has_portfolio(&cache, "b"));
    answer_is(&cache, "b", question, "y");
    assert_int_equal(cache.portfolios.count, 1);
    assert_int_equal(cache.answers.count, 1);
    wm_cache_forget(&cache, find(&cache, "b"));
    assert_int_equal(cache.portfolios.bytes + cache.answers.bytes, 0);
    assert_null(cache.portfolios.oldest);
    assert_null(cache.answers.newest);
    wm_cache_clear(&cache);
}

// Evicting the portfolio leaves the answers, and the other way about.
static void test_two_limits(void **state) {
    (void)state;
    struct wm_cache cache;
    struct wm_cache_question question = {.generation = 1, .level = 2, .as_of = 3};
    struct wm_portfolio *portfolio = portfolio_of(0);
    start(&cache, portfolio->size + sizeof(struct wm_cached) + 1, 1 << 20);
    wm_cache_keep_portfolio(&cache, reach(&cache, "a"), portfolio);
    answer(&cache, "a", question, "x");
    wm_cache_keep_portfolio(&cache, reach(&cache, "b"), portfolio);
    assert_false(has_portfolio(&cache, "a"));
    answer_is(&cache, "a", question, "x");
    wm_portfolio_unref(portfolio);
    wm_cache_clear(&cache);
}

static enum wm_status run(void *context, struct wm_error *error) {
    struct wm_portfolio *portfolio = context;
    struct wm_cache cache;
    struct wm_cache_question question = {.generation = 1, .level = 2, .as_of = 3};
    enum wm_status status = wm_cache_init(&cache, 1 << 20, 1 << 20, error);
    if (status != WM_OK)
        return status;
    char person[16];
    bool complete = true;
    for (int i = 0; i < 8; i++) {
        int length = snprintf(person, sizeof person, "p%d", i);
        struct wm_cached *cached = wm_cache_reach(&cache, &north, person, (size_t)length);
        complete = complete && cached != NULL;
        if (cached == NULL)
            continue;
        wm_cache_keep_portfolio(&cache, cached, portfolio);
        wm_cache_keep_answer(&cache, cached, &question, "x", 1);
        complete = complete && wm_cache_answer(&cache, cached, &question).length == 1;
    }
    wm_cache_clear(&cache);
    return complete ? WM_OK : wm_error_no_memory(error);
}

static void test_memory(void **state) {
    (void)state;
    struct wm_portfolio *portfolio = portfolio_of(0);
    wm_test_each_allocation(run, portfolio);
    wm_portfolio_unref(portfolio);
}

WM_TEST_MAIN(cmocka_unit_test(test_who_is_who), cmocka_unit_test(test_many_people),
             cmocka_unit_test(test_portfolios_are_evicted), cmocka_unit_test(test_a_newer_portfolio_replaces),
             cmocka_unit_test(test_a_cache_full_of_what_is_used), cmocka_unit_test(test_answers),
             cmocka_unit_test(test_answers_are_evicted), cmocka_unit_test(test_forget),
             cmocka_unit_test(test_two_limits), cmocka_unit_test(test_memory))
