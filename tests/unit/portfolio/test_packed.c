// SPDX-License-Identifier: MIT
#include "engine/portfolio/packed.h"

#include "tests/support/test.h"
#include "tests/unit/portfolio/generate.h"

#include <stdio.h>

enum { LARGEST = 1 << 20, PORTFOLIOS = 300 };

static const struct wm_text owner = {"north/amara", 11};
static struct wm_error error;
static struct wm_portfolio_builder *builder;
static struct wm_buffer bytes;

static int setup(void **state) {
    (void)state;
    wm_buffer_init(&bytes, LARGEST);
    return wm_portfolio_builder_new(&builder, &error) == WM_OK ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    wm_buffer_clear(&bytes);
    wm_portfolio_builder_free(builder);
    return 0;
}

static struct wm_portfolio *finish(void) {
    struct wm_portfolio *portfolio = NULL;
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    return portfolio;
}

// One entry of a made-up ledger: mostly records, some awards, revocations and voids of what came before.
static void add_entry(struct generator *generator, int64_t seq) {
    char text[40];
    snprintf(text, sizeof text, "f/level-%u", generate_below(generator, 3));
    wm_day on = (wm_day)generate_below(generator, 20000);
    uint8_t head[16];
    for (size_t i = 0; i < sizeof head; i++)
        head[i] = (uint8_t)generate_number(generator);
    uint32_t chance = generate_below(generator, 100);
    if (chance < 5) {
        wm_portfolio_builder_remove(builder, 1 + (int64_t)generate_below(generator, (uint32_t)seq));
    } else if (chance < 10) {
        wm_day until = generate_chance(generator, 50) ? on + 300 : WM_DAY_NONE;
        wm_test_ok(wm_portfolio_builder_award(builder, seq, text, strlen(text), on, until, &error), &error);
    } else if (chance < 15) {
        wm_portfolio_builder_revoke(builder, text, strlen(text), on);
    } else {
        char subject[40], by[40];
        snprintf(subject, sizeof subject, "s-%u", generate_below(generator, 15));
        snprintf(by, sizeof by, "Person %u", generate_below(generator, 5));
        struct wm_record record = {.kind = (enum wm_kind)(1 + generate_below(generator, 11)),
                                   .subject = {subject, strlen(subject)},
                                   .on = on,
                                   .until = generate_chance(generator, 30) ? on + 10 : WM_DAY_NONE,
                                   .has_value = generate_chance(generator, 50),
                                   .value = (wm_number)generate_number(generator)};
        if (generate_chance(generator, 60))
            record.by = (struct wm_text){by, strlen(by)};
        if (generate_chance(generator, 40))
            record.method = (struct wm_text){"observation", 11};
        if (generate_chance(generator, 40))
            record.as = (struct wm_text){"supervisor", 10};
        if (generate_chance(generator, 40))
            record.outcome = (struct wm_text){"completed", 9};
        wm_test_ok(wm_portfolio_builder_add(builder, seq, &record, &error), &error);
    }
    wm_portfolio_builder_entry(builder, seq, head);
}

static void add_entries(uint64_t seed, int64_t after, int64_t last) {
    for (int64_t seq = after + 1; seq <= last; seq++) {
        struct generator generator = {seed * 1000 + (uint64_t)seq}; // each entry the same, whichever come before it
        add_entry(&generator, seq);
    }
}

static void assert_same(const struct wm_portfolio *a, const struct wm_portfolio *b) {
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->last, b->last);
    assert_int_equal(a->entries, b->entries);
    assert_int_equal(a->erased, b->erased);
    assert_memory_equal(a->head, b->head, sizeof a->head);
    assert_memory_equal(a->first_of_kind, b->first_of_kind, sizeof a->first_of_kind);
    for (uint32_t i = 0; i < a->count; i++) {
        struct wm_fact left = a->facts[i], right = b->facts[i];
        assert_string_equal(wm_portfolio_by(a, &left), wm_portfolio_by(b, &right));
        left.by = right.by; // a place in each one's own texts
        assert_memory_equal(&left, &right, sizeof left);
    }
}

static void write(const struct wm_portfolio *portfolio) {
    wm_buffer_reset(&bytes);
    wm_test_ok(wm_packed_write(portfolio, owner, &bytes, &error), &error);
}

static void test_comes_back_the_same(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < PORTFOLIOS; seed++) {
        add_entries(seed, 0, (int64_t)(seed % 90));
        if (seed % 7 == 0)
            wm_portfolio_builder_erased(builder);
        struct wm_portfolio *portfolio = finish(), *again;
        write(portfolio);
        wm_test_ok(wm_packed_read(builder, owner, bytes.data, bytes.length, &error), &error);
        again = finish();
        assert_same(portfolio, again);
        wm_portfolio_unref(portfolio);
        wm_portfolio_unref(again);
    }
}

// Later voids and revocations reach into what was packed.
static void test_goes_on_with_later_entries(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < PORTFOLIOS; seed++) {
        int64_t last = (int64_t)(seed % 90) + 1, part = (int64_t)(seed * 31 % (uint64_t)last);
        add_entries(seed, 0, last);
        struct wm_portfolio *whole = finish();
        add_entries(seed, 0, part);
        struct wm_portfolio *first = finish(), *again;
        write(first);
        wm_test_ok(wm_packed_read(builder, owner, bytes.data, bytes.length, &error), &error);
        add_entries(seed, part, last);
        again = finish();
        assert_same(whole, again);
        wm_portfolio_unref(whole);
        wm_portfolio_unref(first);
        wm_portfolio_unref(again);
    }
}

static void refused(const char *data, size_t length) {
    wm_test_fails(wm_packed_read(builder, owner, data, length, &error), &error, WM_STORE, "packed");
    struct wm_portfolio *portfolio = finish(); // the builder is empty
    assert_int_equal(portfolio->count, 0);
    assert_int_equal(portfolio->last, 0);
    wm_portfolio_unref(portfolio);
}

static void test_damage_is_found(void **state) {
    (void)state;
    add_entries(1, 0, 40);
    struct wm_portfolio *portfolio = finish();
    write(portfolio);
    wm_portfolio_unref(portfolio);
    for (size_t length = 0; length < bytes.length; length++)
        refused(bytes.data, length);
    for (size_t i = 0; i < bytes.length; i++) {
        bytes.data[i] = (char)(bytes.data[i] ^ 0x20);
        refused(bytes.data, bytes.length);
        bytes.data[i] = (char)(bytes.data[i] ^ 0x20);
    }
}

static void test_somebody_elses_is_refused(void **state) {
    (void)state;
    add_entries(1, 0, 20);
    struct wm_portfolio *portfolio = finish();
    write(portfolio);
    wm_portfolio_unref(portfolio);
    static const struct wm_text others[] = {{"north/amarb", 11}, {"north/amar", 10}, {"north/amara1", 12}, {"", 0}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        wm_test_fails(wm_packed_read(builder, others[i], bytes.data, bytes.length, &error), &error, WM_STORE, "packed");
    wm_portfolio_unref(finish());
}

// The check is right, what it is of is not: as after a mistake of ours in another version.
static void test_nonsense_with_a_right_check(void **state) {
    (void)state;
    add_entries(2, 0, 40);
    struct wm_portfolio *portfolio = finish();
    write(portfolio);
    wm_portfolio_unref(portfolio);
    struct generator generator = {7};
    struct wm_buffer nonsense;
    size_t read = 0;
    wm_buffer_init(&nonsense, LARGEST);
    for (size_t round = 0; round < 20000; round++) {
        wm_buffer_reset(&nonsense);
        size_t length = 1 + generate_below(&generator, (uint32_t)(bytes.length - 8));
        wm_buffer_add(&nonsense, bytes.data, generate_chance(&generator, 50) ? bytes.length - 8 : length);
        for (uint32_t changes = 1 + generate_below(&generator, 3); changes > 0; changes--)
            nonsense.data[1 + generate_below(&generator, (uint32_t)nonsense.length)] =
                (char)generate_number(&generator);
        wm_packed_seal(&nonsense, 0);
        if (wm_packed_read(builder, owner, nonsense.data, nonsense.length, &error) == WM_OK) {
            read++;
            wm_portfolio_unref(finish());
        } else {
            assert_string_equal(error.reason, "packed");
        }
    }
    wm_buffer_clear(&nonsense);
    assert_true(read > 0 && read < 20000);
}

static enum wm_status write_and_read(void *context, struct wm_error *ret_error) {
    const struct wm_portfolio *portfolio = context;
    struct wm_portfolio_builder *fresh = NULL;
    struct wm_portfolio *again = NULL;
    struct wm_buffer packed;
    wm_buffer_init(&packed, LARGEST);
    enum wm_status status = wm_packed_write(portfolio, owner, &packed, ret_error);
    if (status == WM_OK)
        status = wm_portfolio_builder_new(&fresh, ret_error);
    if (status == WM_OK)
        status = wm_packed_read(fresh, owner, packed.data, packed.length, ret_error);
    if (status == WM_OK)
        status = wm_portfolio_builder_finish(fresh, &again, ret_error);
    wm_portfolio_unref(again);
    wm_portfolio_builder_free(fresh);
    wm_buffer_clear(&packed);
    return status;
}

static void test_memory_may_run_out(void **state) {
    (void)state;
    add_entries(3, 0, 60);
    struct wm_portfolio *portfolio = finish();
    wm_test_each_allocation(write_and_read, portfolio);
    wm_portfolio_unref(portfolio);
}

static void test_too_large(void **state) {
    (void)state;
    add_entries(4, 0, 60);
    struct wm_portfolio *portfolio = finish();
    struct wm_buffer small;
    wm_buffer_init(&small, 100);
    assert_int_equal(wm_packed_write(portfolio, owner, &small, &error), WM_NO_MEMORY);
    wm_buffer_clear(&small);
    wm_portfolio_unref(portfolio);
}

#define WITH_BUILDER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(WITH_BUILDER(test_comes_back_the_same), WITH_BUILDER(test_goes_on_with_later_entries),
             WITH_BUILDER(test_damage_is_found), WITH_BUILDER(test_somebody_elses_is_refused),
             WITH_BUILDER(test_nonsense_with_a_right_check), WITH_BUILDER(test_memory_may_run_out),
             WITH_BUILDER(test_too_large))
