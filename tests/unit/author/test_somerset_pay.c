// SPDX-License-Identifier: MIT
// The pay that Somerset suggests, held against the points of its Appendix 4: by level and completed years.
#include "engine/decide/pay.h"
#include "engine/lang/pack.h"
#include "tests/support/test.h"

#include <stdio.h>

#define SOMERSET "somerset-social-prescribing"

static struct wm_pack_folders *folders;
static struct wm_ruleset *ruleset;
static struct wm_error error;

static int setup(void **state) {
    (void)state;
    const char *const roots[] = {WM_TEST_SOURCES "/rules"};
    wm_test_ok(wm_pack_folders_open(roots, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    wm_test_ok(wm_pack_build_framework(&source, SOMERSET, NULL, 0, NULL, &ruleset, &error), &error);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_ruleset_unref(ruleset);
    wm_pack_folders_close(folders);
    return 0;
}

// Of somebody who was awarded the level so many completed years before the day (< 0: never), "table-id hourly annual".
static const char *suggested(const char *level_id, int years, const char *as_of) {
    static char text[120];
    char full[80], hourly[32], annual[32];
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *portfolio;
    const struct wm_level *level;
    struct wm_pay pay;
    wm_day day;
    snprintf(full, sizeof full, SOMERSET "/%s", level_id);
    wm_test_ok(wm_day_parse(as_of, strlen(as_of), &day, &error), &error);
    wm_test_ok(wm_ruleset_find_level(ruleset, full, strlen(full), &level, &error), &error);
    wm_test_ok(wm_portfolio_builder_new(&builder, &error), &error);
    if (years >= 0)
        wm_test_ok(wm_portfolio_builder_award(builder, 1, full, strlen(full), wm_day_add_months(day, -12 * years),
                                              WM_DAY_NONE, &error),
                   &error);
    wm_test_ok(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    struct wm_question question = {.ruleset = ruleset, .level = level, .portfolio = portfolio, .as_of = day};
    assert_true(wm_pay_suggested(&question, level, years >= 0, &pay));
    wm_portfolio_unref(portfolio);
    if (pay.unknown != WM_PAY_KNOWN)
        return wm_pay_unknown_name(pay.unknown);
    const struct wm_pay_row *row = years >= 0 ? pay.row : pay.highest;
    wm_number_format(row->hourly, hourly);
    wm_number_format(row->annual, annual);
    snprintf(text, sizeof text, "%s %s %s", pay.table->id, hourly, annual);
    return text;
}

static void test_points(void **state) {
    (void)state;
    static const struct {
        const char *level;
        int from, to; // completed years
        const char *expected;
    } points[] = {
        {"entry", 0, 12, "afc-band-3 10.12 19737"},
        {"early-career", 0, 12, "afc-band-3 10.12 19737"},
        {"mid-career", 0, 1, "afc-band-3 10.12 19737"},
        {"mid-career", 2, 12, "afc-band-3 10.84 21142"},
        {"established", 0, 2, "afc-band-4 11.22 21892"},
        {"established", 3, 12, "afc-band-4 12.38 24157"},
        {"wider-responsibilities", 0, 1, "afc-band-5 12.77 24907"},
        {"wider-responsibilities", 2, 3, "afc-band-5 13.83 26970"},
        {"wider-responsibilities", 4, 5, "afc-band-5 14.05 27416"},
        {"wider-responsibilities", 6, 12, "afc-band-5 15.7 30615"},
    };
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        for (int years = points[i].from; years <= points[i].to; years++) {
            const char *found = suggested(points[i].level, years, "2020-09-01");
            if (strcmp(found, points[i].expected) != 0)
                fail_msg("%s, %d years: %s, not %s", points[i].level, years, found, points[i].expected);
        }
    }
}

// One figure is the last of entry and the first of mid-career: a level is never read off what somebody is paid.
static void test_a_figure_is_no_level(void **state) {
    (void)state;
    char entry[120];
    snprintf(entry, sizeof entry, "%s", suggested("entry", -1, "2020-09-01")); // its highest
    assert_string_equal(entry, "afc-band-3 10.12 19737");
    assert_string_equal(suggested("mid-career", 0, "2020-09-01"), entry);
}

static void test_the_year_of_the_table(void **state) {
    (void)state;
    assert_string_equal(suggested("established", 1, "2020-03-31"), "before-table-start");
    assert_string_equal(suggested("established", 1, "2020-04-01"), "afc-band-4 11.22 21892");
    assert_string_equal(suggested("established", 1, "2021-03-31"), "afc-band-4 11.22 21892");
    assert_string_equal(suggested("established", 1, "2021-04-01"), "after-table-end");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
WM_TEST_MAIN(TEST(test_points), TEST(test_a_figure_is_no_level), TEST(test_the_year_of_the_table))
