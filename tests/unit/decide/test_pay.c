// SPDX-License-Identifier: MIT
// Suggested pay, to the day: the table's days, completed years, awards with and without a break.
#include "engine/decide/pay.h"

#include "engine/decide/standing.h"
#include "engine/decide/trace.h"
#include "tests/unit/decide/build.h"

static struct build *build;
static struct wm_level *first, *second, *other;

static const struct wm_pay_row rows[] = {{"year 0-1", ONE(0), ONE(1), ONE(10), ONE(19500)},
                                         {"year 1-2", ONE(1), ONE(2), ONE(11), ONE(21450)},
                                         {"year 2-4", ONE(2), ONE(4), ONE(12), ONE(23400)},
                                         {"year 4-plus", ONE(4), -1, ONE(13), 0}};

static struct wm_level *add_level(const char *id, wm_code pay, uint32_t pay_rows) {
    struct wm_level *level = build_level(build, id, build_fixed(build, WM_VERDICT_MET));
    level->pay = pay;
    level->pay_rows = pay_rows;
    return level;
}

static int setup(void **state) {
    (void)state;
    build = build_new();
    struct wm_declaration tables[] = {{.declared = WM_DECLARED_PAY,
                                       .id = "band",
                                       .code = code("frame/band"),
                                       .title = "Band",
                                       .source = "Appendix",
                                       .from = day_of("2020-04-01"),
                                       .until = day_of("2031-03-31"),
                                       .pay = rows,
                                       .pay_count = COUNT(rows)},
                                      {.declared = WM_DECLARED_PAY,
                                       .id = "open",
                                       .code = code("frame/open"),
                                       .title = "Open",
                                       .from = day_of("2020-04-01"),
                                       .until = WM_DAY_NONE,
                                       .pay = rows,
                                       .pay_count = 2}};
    build->framework.declarations[WM_DECLARED_PAY] = build_copy(build, tables, sizeof tables);
    build->framework.declaration_counts[WM_DECLARED_PAY] = COUNT(tables);
    first = add_level("first", code("frame/band"), 2);
    second = add_level("second", code("frame/band"), 0);
    other = add_level("other", code("frame/open"), 0);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    build_free(build);
    return 0;
}

#define AWARD(level, from, last)                                                                                       \
    { .kind = WM_KIND_AWARD, .subject = "frame/" level, .on = (from), .until = (last) }

// "2 years since 2020-05-01: year 2-4"; "year 0-1 to year 4-plus"; the reason why nobody knows; "nothing".
static const char *suggested(const struct wm_level *level, const struct fact *facts, size_t count, const char *as_of) {
    struct wm_question question = build_question(build, level, build_portfolio(build, facts, count), as_of);
    struct wm_pay pay;
    wm_day next;
    char since[11];
    bool awarded = wm_award_in_force(question.portfolio, level, question.as_of, &next) != NULL;
    build->text[0] = '\0';
    if (!wm_pay_suggested(&question, level, awarded, &pay))
        return "nothing";
    assert_string_equal(wm_code_text(pay.table->code), wm_code_text(level->pay));
    if (pay.row != NULL || pay.unknown == WM_PAY_NO_ROW) {
        wm_day_format(pay.since, since);
        build_append(build, "%d years since %s: ", (int)pay.years, since);
    }
    if (pay.unknown != WM_PAY_KNOWN) {
        assert_true(pay.row == NULL && pay.lowest == NULL);
        build_append(build, "%s", wm_pay_unknown_name(pay.unknown));
    } else if (pay.row != NULL) {
        build_append(build, "%s", pay.row->label);
    } else {
        build_append(build, "%s to %s", pay.lowest->label, pay.highest->label);
    }
    return build->text;
}
#define SUGGESTED(level, facts, as_of) suggested(level, facts, COUNT(facts), as_of)

static void test_the_days_of_the_table(void **state) {
    (void)state;
    static const struct fact facts[] = {AWARD("second", "2020-03-15", NULL), AWARD("other", "2020-03-15", NULL)};
    assert_string_equal(SUGGESTED(second, facts, "2020-03-31"), "before-table-start");
    assert_string_equal(SUGGESTED(second, facts, "2020-04-01"), "0 years since 2020-03-15: year 0-1");
    assert_string_equal(SUGGESTED(second, facts, "2031-03-31"), "11 years since 2020-03-15: year 4-plus");
    assert_string_equal(SUGGESTED(second, facts, "2031-04-01"), "after-table-end");
    assert_string_equal(SUGGESTED(other, facts, "2199-12-31"), "179 years since 2020-03-15: no-row");
    assert_string_equal(suggested(first, NULL, 0, "2020-03-31"), "before-table-start");
    assert_string_equal(suggested(first, NULL, 0, "2031-04-01"), "after-table-end");
}

static void test_completed_years(void **state) {
    (void)state;
    static const struct fact facts[] = {AWARD("second", "2021-05-01", NULL)};
    assert_string_equal(SUGGESTED(second, facts, "2021-05-01"), "0 years since 2021-05-01: year 0-1");
    assert_string_equal(SUGGESTED(second, facts, "2022-04-30"), "0 years since 2021-05-01: year 0-1");
    assert_string_equal(SUGGESTED(second, facts, "2022-05-01"), "1 years since 2021-05-01: year 1-2");
    assert_string_equal(SUGGESTED(second, facts, "2023-05-01"), "2 years since 2021-05-01: year 2-4");
    assert_string_equal(SUGGESTED(second, facts, "2025-04-30"), "3 years since 2021-05-01: year 2-4");
    assert_string_equal(SUGGESTED(second, facts, "2025-05-01"), "4 years since 2021-05-01: year 4-plus");
    static const struct fact leap[] = {AWARD("second", "2024-02-29", NULL)};
    assert_string_equal(SUGGESTED(second, leap, "2025-02-27"), "0 years since 2024-02-29: year 0-1");
    assert_string_equal(SUGGESTED(second, leap, "2025-02-28"), "1 years since 2024-02-29: year 1-2");
    assert_string_equal(SUGGESTED(second, leap, "2028-02-28"), "3 years since 2024-02-29: year 2-4");
    assert_string_equal(SUGGESTED(second, leap, "2028-02-29"), "4 years since 2024-02-29: year 4-plus");
}

// Whoever stays stays at the last of the rows that the level grants.
static void test_the_first_rows_only(void **state) {
    (void)state;
    static const struct fact facts[] = {AWARD("first", "2021-05-01", NULL)};
    assert_string_equal(SUGGESTED(first, facts, "2022-05-01"), "1 years since 2021-05-01: year 1-2");
    assert_string_equal(SUGGESTED(first, facts, "2023-05-01"), "2 years since 2021-05-01: year 1-2");
    assert_string_equal(SUGGESTED(first, facts, "2029-05-01"), "8 years since 2021-05-01: year 1-2");
}

static void test_not_awarded(void **state) {
    (void)state;
    static const struct fact facts[] = {AWARD("first", "2021-05-01", NULL)};
    assert_string_equal(suggested(first, NULL, 0, "2024-05-01"), "year 0-1 to year 1-2");
    assert_string_equal(suggested(second, NULL, 0, "2024-05-01"), "year 0-1 to year 4-plus");
    assert_string_equal(SUGGESTED(second, facts, "2024-05-01"), "year 0-1 to year 4-plus");
    static const struct fact later[] = {AWARD("second", "2024-05-02", NULL)};
    assert_string_equal(SUGGESTED(second, later, "2024-05-01"), "year 0-1 to year 4-plus");
    struct wm_level *unpaid = add_level("unpaid", WM_CODE_NONE, 0);
    assert_string_equal(suggested(unpaid, NULL, 0, "2024-05-01"), "nothing");
}

// Years go on from level to level with the same table, and begin anew after a day without any award.
static void test_breaks(void **state) {
    (void)state;
    static const struct fact unbroken[] = {AWARD("second", "2023-06-01", NULL),
                                           AWARD("first", "2021-05-01", "2022-05-31"),
                                           AWARD("first", "2022-06-01", "2023-07-31")};
    assert_string_equal(SUGGESTED(second, unbroken, "2024-05-01"), "3 years since 2021-05-01: year 2-4");
    static const struct fact broken[] = {AWARD("first", "2021-05-01", "2022-05-31"),
                                         AWARD("first", "2022-06-02", NULL)};
    assert_string_equal(SUGGESTED(first, broken, "2022-05-31"), "1 years since 2021-05-01: year 1-2");
    assert_string_equal(SUGGESTED(first, broken, "2022-06-01"), "year 0-1 to year 1-2");
    assert_string_equal(SUGGESTED(first, broken, "2022-06-02"), "0 years since 2022-06-02: year 0-1");
    assert_string_equal(SUGGESTED(first, broken, "2023-06-02"), "1 years since 2022-06-02: year 1-2");
    static const struct fact another_table[] = {AWARD("other", "2020-05-01", NULL),
                                                AWARD("second", "2022-05-01", NULL)};
    assert_string_equal(SUGGESTED(second, another_table, "2023-05-01"), "1 years since 2022-05-01: year 1-2");
    static const struct fact within[] = {AWARD("first", "2020-05-01", "2026-04-30"),
                                         AWARD("second", "2022-05-01", "2023-04-30"),
                                         AWARD("second", "2025-05-01", NULL)};
    assert_string_equal(SUGGESTED(second, within, "2026-06-01"), "6 years since 2020-05-01: year 4-plus");
}

// An award that was revoked counts through the day before; one that was revoked on its own day never did.
static void test_revoked(void **state) {
    (void)state;
    struct wm_error error = {0};
    struct wm_portfolio_builder *builder;
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    wm_test_ok(wm_portfolio_builder_award(builder, 1, "frame/first", 11, day_of("2021-05-01"), WM_DAY_NONE, &error),
               &error);
    wm_portfolio_builder_revoke(builder, "frame/first", 11, day_of("2023-05-01"));
    wm_test_ok(wm_portfolio_builder_award(builder, 2, "frame/first", 11, day_of("2022-12-01"), WM_DAY_NONE, &error),
               &error);
    wm_portfolio_builder_revoke(builder, "frame/first", 11, day_of("2022-12-01"));
    wm_test_ok(wm_portfolio_builder_award(builder, 3, "frame/second", 12, day_of("2022-12-01"), WM_DAY_NONE, &error),
               &error);
    struct wm_portfolio *portfolio;
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    struct wm_question question = build_question(build, NULL, build_keep(build, portfolio), "2023-12-01");
    struct wm_pay pay;
    assert_true(wm_pay_suggested(&question, second, true, &pay));
    // The first award ended on the eve of the second revocation, a day before the third began: they touch.
    assert_int_equal(pay.since, day_of("2021-05-01"));
    assert_int_equal(pay.years, 2);
}

static void test_in_the_standing(void **state) {
    (void)state;
    static const struct fact facts[] = {AWARD("second", "2022-05-01", NULL)};
    struct wm_error error = {0};
    struct wm_standing standing;
    struct wm_buffer text;
    struct wm_question question = build_question(build, NULL, build_portfolio(build, facts, 1), "2024-05-01");
    struct wm_level *barred = build_level(build, "barred", build_fixed(build, WM_VERDICT_UNMET));
    barred->pay = code("frame/band");
    wm_test_ok(wm_standing(&question, NULL, 90, &build->answers, &standing, &error), &error);
    assert_true(standing.levels[0].paid && standing.levels[1].paid && standing.levels[2].paid);
    assert_false(standing.levels[3].paid);
    wm_buffer_init(&text, 1 << 16);
    wm_pay_write(&text, &standing.levels[1].pay);
    assert_string_equal(text.data, "\"pay\":{\"table\":\"frame/band\",\"title\":\"Band\",\"advice\":true,\"years\":2,"
                                   "\"since\":\"2022-05-01\",\"row\":3,\"label\":\"year 2-4\",\"hourly\":12,\"annual\":"
                                   "23400,\"from\":\"2020-04-01\",\"until\":\"2031-03-31\",\"source\":\"Appendix\"}");
    wm_buffer_reset(&text);
    wm_pay_write(&text, &standing.levels[2].pay);
    assert_string_equal(text.data, "\"pay\":{\"table\":\"frame/open\",\"title\":\"Open\",\"advice\":true,\"lowest\":{"
                                   "\"row\":1,\"label\":\"year 0-1\",\"hourly\":10,\"annual\":19500},\"highest\":{"
                                   "\"row\":2,\"label\":\"year 1-2\",\"hourly\":11,\"annual\":21450},"
                                   "\"from\":\"2020-04-01\"}");
    question.as_of = day_of("2031-04-01");
    wm_test_ok(wm_standing(&question, NULL, 90, &build->answers, &standing, &error), &error);
    wm_buffer_reset(&text);
    wm_pay_write(&text, &standing.levels[1].pay);
    assert_string_equal(text.data, "\"pay\":{\"table\":\"frame/band\",\"title\":\"Band\",\"advice\":true,\"unknown\":"
                                   "\"after-table-end\",\"from\":\"2020-04-01\",\"until\":\"2031-03-31\",\"source\":"
                                   "\"Appendix\"}");
    wm_buffer_clear(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_the_days_of_the_table), TEST(test_completed_years), TEST(test_the_first_rows_only),
             TEST(test_not_awarded), TEST(test_breaks), TEST(test_revoked), TEST(test_in_the_standing))
