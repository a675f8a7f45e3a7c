// SPDX-License-Identifier: MIT
#include "engine/portfolio/portfolio.h"

#include "engine/base/fault.h"

#include "tests/support/test.h"
#include "tests/unit/portfolio/generate.h"

#include <stdio.h>

static struct wm_error error;
static struct wm_portfolio_builder *builder;

static int setup(void **state) {
    (void)state;
    return wm_portfolio_builder_new(&builder, &error) == WM_OK ? 0 : -1;
}

static int teardown(void **state) {
    (void)state;
    wm_portfolio_builder_free(builder);
    return 0;
}

static struct wm_text text(const char *bytes) {
    return (struct wm_text){bytes, strlen(bytes)};
}

static struct wm_record make(enum wm_kind kind, const char *subject, wm_day on) {
    return (struct wm_record){.kind = kind, .subject = text(subject), .on = on, .until = WM_DAY_NONE};
}

static void add(int64_t seq, struct wm_record record) {
    wm_test_ok(wm_portfolio_builder_add(builder, seq, &record, &error), &error);
}

static struct wm_portfolio *finish(void) {
    struct wm_portfolio *portfolio = NULL;
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    return portfolio;
}

static wm_code code(const char *name) {
    return wm_code_find(name, strlen(name));
}

static void test_an_empty_one(void **state) {
    (void)state;
    struct wm_portfolio *portfolio = finish();
    assert_int_equal(portfolio->count, 0);
    assert_int_equal(wm_portfolio_find(portfolio, WM_KIND_TRAINING, 0).count, 0);
    assert_int_equal(wm_portfolio_find(portfolio, WM_KIND_AWARD, 5).count, 0);
    assert_string_equal(portfolio->texts, "");
    wm_portfolio_unref(portfolio);
    wm_portfolio_unref(NULL);
}

static void test_a_record_keeps_every_field(void **state) {
    (void)state;
    struct wm_record record = make(WM_KIND_ASSESSMENT, "f/listening", 100);
    record.outcome = text("formative");
    record.has_value = true;
    record.value = 32500;
    record.until = 200;
    record.by = text("p-9");
    record.as = text("assessor");
    record.method = text("observation");
    add(7, record);
    uint8_t head[16] = {1, 2, 3};
    wm_portfolio_builder_entry(builder, 6, (const uint8_t[16]){9});
    wm_portfolio_builder_entry(builder, 7, head);
    struct wm_portfolio *portfolio = finish();
    struct wm_fact_range range = wm_portfolio_find(portfolio, WM_KIND_ASSESSMENT, code("f/listening"));
    assert_int_equal(range.count, 1);
    const struct wm_fact *fact = range.first;
    assert_int_equal(fact->seq, 7);
    assert_int_equal(fact->kind, WM_KIND_ASSESSMENT);
    assert_true(fact->has_value);
    assert_int_equal(fact->value, 32500);
    assert_int_equal(fact->on, 100);
    assert_int_equal(fact->until, 200);
    assert_string_equal(wm_code_text(fact->outcome), "formative");
    assert_string_equal(wm_code_text(fact->as), "assessor");
    assert_string_equal(wm_code_text(fact->method), "observation");
    assert_string_equal(wm_portfolio_by(portfolio, fact), "p-9");
    assert_int_equal(portfolio->last, 7);
    assert_int_equal(portfolio->entries, 2);
    assert_memory_equal(portfolio->head, head, 16);
    assert_false(portfolio->hypothetical);
    wm_portfolio_unref(portfolio);
}

static void test_find_is_by_kind_and_subject_in_order_of_days(void **state) {
    (void)state;
    add(1, make(WM_KIND_TRAINING, "b", 30));
    add(2, make(WM_KIND_TRAINING, "a", 20));
    add(3, make(WM_KIND_TRAINING, "b", 10));
    add(4, make(WM_KIND_SIGNOFF, "b", 5));
    add(5, make(WM_KIND_TRAINING, "b", 30));
    add(6, make(WM_KIND_MEASURE, "b", 1));
    struct wm_portfolio *portfolio = finish();
    struct wm_fact_range range = wm_portfolio_find(portfolio, WM_KIND_TRAINING, code("b"));
    assert_int_equal(range.count, 3);
    assert_int_equal(range.first[0].seq, 3);
    assert_int_equal(range.first[1].seq, 1); // the same day: by seq
    assert_int_equal(range.first[2].seq, 5);
    assert_int_equal(wm_portfolio_find(portfolio, WM_KIND_TRAINING, 0).count, 4);
    assert_int_equal(wm_portfolio_find(portfolio, WM_KIND_SIGNOFF, code("b")).count, 1);
    assert_int_equal(wm_portfolio_find(portfolio, WM_KIND_SIGNOFF, code("a")).count, 0);
    assert_int_equal(wm_portfolio_find(portfolio, WM_KIND_SIGNOFF, WM_CODE_UNSEEN).count, 0);
    assert_int_equal(wm_portfolio_find(portfolio, WM_KIND_EVIDENCE, 0).count, 0);
    assert_int_equal(wm_portfolio_find(portfolio, WM_KIND_MEASURE, 0).count, 1);
    wm_portfolio_unref(portfolio);
}

static void test_equal_people_have_equal_offsets(void **state) {
    (void)state;
    char name[24];
    for (int i = 0; i < 600; i++) {
        struct wm_record record = make(WM_KIND_SIGNOFF, "s", i);
        snprintf(name, sizeof name, "person-%d", i % 200);
        record.by = text(name);
        add(i + 1, record);
    }
    struct wm_portfolio *portfolio = finish();
    struct wm_fact_range range = wm_portfolio_find(portfolio, WM_KIND_SIGNOFF, 0);
    for (uint32_t i = 0; i < range.count; i++) {
        snprintf(name, sizeof name, "person-%u", i % 200);
        assert_string_equal(wm_portfolio_by(portfolio, &range.first[i]), name);
        assert_int_equal(range.first[i].by, range.first[i % 200].by);
    }
    wm_portfolio_unref(portfolio);
}

static void test_a_voided_record_is_not_in_it(void **state) {
    (void)state;
    add(1, make(WM_KIND_TRAINING, "a", 1));
    add(4, make(WM_KIND_TRAINING, "a", 2));
    add(9, make(WM_KIND_TRAINING, "a", 3));
    wm_portfolio_builder_remove(builder, 4);
    wm_portfolio_builder_remove(builder, 5);  // not there
    wm_portfolio_builder_remove(builder, 99); // nor there
    struct wm_portfolio *portfolio = finish();
    assert_int_equal(portfolio->count, 2);
    assert_int_equal(portfolio->facts[0].seq, 1);
    assert_int_equal(portfolio->facts[1].seq, 9);
    wm_portfolio_unref(portfolio);
}

static void award(int64_t seq, const char *level, wm_day on, wm_day until) {
    wm_test_ok(wm_portfolio_builder_award(builder, seq, level, strlen(level), on, until, &error), &error);
}

static void test_a_revoked_award_ends_the_day_before(void **state) {
    (void)state;
    award(1, "f/entry", 10, WM_DAY_NONE);
    award(2, "f/entry", 20, 50);
    award(3, "f/entry", 10, 29);  // over before
    award(4, "f/other", 10, 100); // another level
    wm_portfolio_builder_revoke(builder, "f/entry", 7, 30);
    award(5, "f/entry", 25, WM_DAY_NONE); // granted anew, after the revocation
    wm_portfolio_builder_revoke(builder, "f/unheard-of", 12, 1);
    struct wm_portfolio *portfolio = finish();
    struct wm_fact_range range = wm_portfolio_find(portfolio, WM_KIND_AWARD, code("f/entry"));
    assert_int_equal(range.count, 4);
    const wm_day untils[] = {29, 29, 29, WM_DAY_NONE}; // by (on, seq): 1, 3, 2, 5
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(range.first[i].until, untils[i]);
    assert_int_equal(wm_portfolio_find(portfolio, WM_KIND_AWARD, code("f/other")).first->until, 100);
    wm_portfolio_unref(portfolio);
}

static void test_the_order_of_arrival_does_not_matter(void **state) {
    (void)state;
    enum { COUNT = 120 };
    struct generator generator = {.state = 42};
    struct wm_json_reader *readers[COUNT];
    struct wm_record records[COUNT];
    uint32_t order[COUNT];
    struct wm_buffer json;
    wm_buffer_init(&json, 10000);
    for (uint32_t i = 0; i < COUNT; i++) {
        struct wm_json value;
        wm_buffer_reset(&json);
        generate_record(&generator, &json, NULL);
        wm_test_ok(wm_json_reader_new(10000, 40, &readers[i], &error), &error);
        wm_test_ok(wm_json_parse_copy(readers[i], json.data, json.length, &value, &error), &error);
        wm_test_ok(wm_record_read(value, "", &records[i], &error), &error);
        order[i] = i;
        add(i + 1, records[i]);
    }
    struct wm_portfolio *first = finish();
    for (int round = 0; round < 20; round++) {
        for (uint32_t i = COUNT - 1; i > 0; i--) {
            uint32_t j = generate_below(&generator, i + 1);
            uint32_t swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        for (uint32_t i = 0; i < COUNT; i++)
            add(order[i] + 1, records[order[i]]);
        struct wm_portfolio *other = finish();
        assert_int_equal(first->count, other->count);
        for (uint32_t i = 0; i < first->count; i++) {
            struct wm_fact a = first->facts[i];
            struct wm_fact b = other->facts[i];
            assert_string_equal(first->texts + a.by, other->texts + b.by);
            a.by = b.by = 0; // an offset may differ
            assert_memory_equal(&a, &b, sizeof a);
        }
        assert_memory_equal(first->first_of_kind, other->first_of_kind, sizeof first->first_of_kind);
        wm_portfolio_unref(other);
    }
    wm_portfolio_unref(first);
    for (uint32_t i = 0; i < COUNT; i++)
        wm_json_reader_free(readers[i]);
    wm_buffer_clear(&json);
}

static void test_find_agrees_with_a_scan(void **state) {
    (void)state;
    struct generator generator = {.state = 7};
    char subject[16];
    for (int64_t seq = 1; seq <= 400; seq++) {
        snprintf(subject, sizeof subject, "s%u", generate_below(&generator, 20));
        add(seq,
            make((enum wm_kind)(1 + generate_below(&generator, 11)), subject, (wm_day)generate_below(&generator, 50)));
    }
    struct wm_portfolio *portfolio = finish();
    uint32_t total = 0;
    for (int kind = 1; kind < WM_KIND_COUNT; kind++) {
        total += wm_portfolio_find(portfolio, (enum wm_kind)kind, 0).count;
        for (int i = 0; i < 20; i++) {
            snprintf(subject, sizeof subject, "s%d", i);
            struct wm_fact_range range = wm_portfolio_find(portfolio, (enum wm_kind)kind, code(subject));
            uint32_t count = 0;
            for (uint32_t j = 0; j < portfolio->count; j++)
                count += portfolio->facts[j].kind == kind && portfolio->facts[j].subject == code(subject);
            assert_int_equal(range.count, count);
            for (uint32_t j = 0; j < count; j++) {
                assert_int_equal(range.first[j].subject, code(subject));
                assert_true(
                    j == 0 || range.first[j - 1].on < range.first[j].on ||
                    (range.first[j - 1].on == range.first[j].on && range.first[j - 1].seq < range.first[j].seq));
            }
        }
    }
    assert_int_equal(total, 400);
    wm_portfolio_unref(portfolio);
}

// --- What-if ---

static struct wm_portfolio *base(void) {
    struct wm_record first = make(WM_KIND_TRAINING, "a", 10);
    first.by = text("p-1");
    add(1, first);
    add(2, make(WM_KIND_TRAINING, "a", 20));
    award(3, "f/l", 5, WM_DAY_NONE);
    wm_portfolio_builder_entry(builder, 3, (const uint8_t[16]){7});
    return finish();
}

static void test_with_counts_after_all_real_ones(void **state) {
    (void)state;
    struct wm_portfolio *real = base();
    struct wm_record with[3] = {make(WM_KIND_TRAINING, "a", 20), make(WM_KIND_TRAINING, "a", 20),
                                make(WM_KIND_TRAINING, "never-heard-of", 1)};
    with[0].by = text("p-1");
    with[0].method = text("nor-this");
    size_t codes = wm_code_count();
    struct wm_portfolio *supposed = NULL;
    wm_test_ok(wm_portfolio_suppose(real, with, 3, NULL, 0, &supposed, &error), &error);
    assert_int_equal(wm_code_count(), codes); // a question makes no table grow
    assert_true(supposed->hypothetical);
    assert_int_equal(supposed->last, 3);
    assert_int_equal(supposed->entries, real->entries);
    assert_memory_equal(supposed->head, real->head, 16);
    struct wm_fact_range range = wm_portfolio_find(supposed, WM_KIND_TRAINING, code("a"));
    const int64_t seqs[] = {1, 2, -1, -2};
    assert_int_equal(range.count, 4);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(range.first[i].seq, seqs[i]);
    assert_int_equal(range.first[0].by, range.first[2].by);
    assert_int_equal(range.first[2].method, WM_CODE_UNSEEN);
    assert_int_equal(wm_portfolio_find(supposed, WM_KIND_TRAINING, WM_CODE_UNSEEN).count, 1);
    assert_int_equal(real->count, 3); // untouched
    wm_portfolio_unref(supposed);
    wm_portfolio_unref(real);
}

static void test_without_leaves_out_facts_of_the_portfolio(void **state) {
    (void)state;
    struct wm_portfolio *real = base();
    struct wm_portfolio *supposed = NULL;
    const int64_t without[] = {3, 1, 3};
    wm_test_ok(wm_portfolio_suppose(real, NULL, 0, without, 3, &supposed, &error), &error);
    assert_int_equal(supposed->count, 1);
    assert_int_equal(supposed->facts[0].seq, 2);
    assert_true(supposed->hypothetical);
    wm_portfolio_unref(supposed);
    supposed = NULL;
    const int64_t unknown[] = {1, 77, 2};
    wm_test_fails(wm_portfolio_suppose(real, NULL, 0, unknown, 3, &supposed, &error), &error, WM_NOT_FOUND,
                  "unknown-seq");
    assert_string_equal(error.where, "without[1]");
    assert_null(supposed);
    wm_portfolio_unref(real);
}

static void test_a_builder_can_be_used_again(void **state) {
    (void)state;
    for (int round = 0; round < 3; round++) {
        uint32_t count = round == 1 ? 10000 : 10; // the large one is not held on to
        for (uint32_t i = 0; i < count; i++) {
            struct wm_record record = make(WM_KIND_SIGNOFF, "s", 1);
            record.by = text(i % 2 == 0 ? "p-1" : "p-2");
            add(i + 1, record);
        }
        struct wm_portfolio *portfolio = finish();
        assert_int_equal(portfolio->count, count);
        assert_int_equal(portfolio->last, 0);
        assert_string_equal(wm_portfolio_by(portfolio, &portfolio->facts[1]), "p-2");
        wm_portfolio_unref(portfolio);
    }
    add(1, make(WM_KIND_SIGNOFF, "s", 1));
    wm_portfolio_builder_reset(builder);
    struct wm_portfolio *portfolio = finish();
    assert_int_equal(portfolio->count, 0);
    wm_portfolio_unref(portfolio);
}

static void test_references(void **state) {
    (void)state;
    struct wm_portfolio *portfolio = base();
    assert_ptr_equal(wm_portfolio_ref(portfolio), portfolio);
    wm_portfolio_unref(portfolio);
    assert_int_equal(portfolio->count, 3);
    assert_true(portfolio->size >= sizeof *portfolio + 3 * sizeof(struct wm_fact));
    wm_portfolio_unref(portfolio);
}

static enum wm_status build_and_suppose(void *context, struct wm_error *ret_error) {
    (void)context;
    struct wm_portfolio_builder *own = NULL;
    struct wm_portfolio *portfolio = NULL;
    struct wm_portfolio *supposed = NULL;
    const struct wm_record extra = make(WM_KIND_TRAINING, "x", 3);
    const int64_t without[] = {5};
    enum wm_status status = wm_portfolio_builder_new(&own, ret_error);
    for (int64_t seq = 1; status == WM_OK && seq <= 100; seq++) {
        char name[24];
        struct wm_record record = make(WM_KIND_SIGNOFF, "s", (wm_day)(seq % 7));
        snprintf(name, sizeof name, "p-%d", (int)seq);
        record.by = text(name);
        status = wm_portfolio_builder_add(own, seq, &record, ret_error);
    }
    if (status == WM_OK)
        status = wm_portfolio_builder_finish(own, &portfolio, ret_error);
    if (status == WM_OK)
        status = wm_portfolio_suppose(portfolio, &extra, 1, without, 1, &supposed, ret_error);
    wm_portfolio_unref(supposed);
    wm_portfolio_unref(portfolio);
    wm_portfolio_builder_free(own);
    return status;
}

static void test_memory_may_run_out(void **state) {
    (void)state;
    wm_test_each_allocation(build_and_suppose, NULL);
}

#define WITH_BUILDER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
WM_TEST_MAIN(WITH_BUILDER(test_an_empty_one), WITH_BUILDER(test_a_record_keeps_every_field),
             WITH_BUILDER(test_find_is_by_kind_and_subject_in_order_of_days),
             WITH_BUILDER(test_equal_people_have_equal_offsets), WITH_BUILDER(test_a_voided_record_is_not_in_it),
             WITH_BUILDER(test_a_revoked_award_ends_the_day_before),
             WITH_BUILDER(test_the_order_of_arrival_does_not_matter), WITH_BUILDER(test_find_agrees_with_a_scan),
             WITH_BUILDER(test_with_counts_after_all_real_ones),
             WITH_BUILDER(test_without_leaves_out_facts_of_the_portfolio),
             WITH_BUILDER(test_a_builder_can_be_used_again), WITH_BUILDER(test_references),
             cmocka_unit_test(test_memory_may_run_out))
