// SPDX-License-Identifier: MIT
// What tests have seen of each criterion.
#include "tests/unit/author/run.h"

static struct run_results results;
static struct wm_coverage coverage;

static const char rules[] =
    "framework \"f\" { title = \"F\" }\n"
    "course \"lasting\" { title = \"Lasting\" }\n"
    "course \"yearly\" { title = \"Yearly\", valid = years(1) }\n"
    "experience \"care\" { title = \"Care\" }\n"
    "supervision \"talk\" { title = \"Talk\" }\n"
    "parameter \"way\" { one_of = { \"a\", \"b\" }, suggested = \"a\", says = \"Which\" }\n"
    "parameter \"open\" { of = \"span\", says = \"Nobody knows\" }\n"
    "level \"low\" { title = \"Low\", rank = 1, requires = { trained { \"lasting\", \"yearly\" } } }\n"
    "level \"high\" { title = \"High\", rank = 2, requires = { meets \"low\",\n"
    "  when { setting { \"way\", is = \"a\" }, experienced { \"care\", at_least = years(1) }, trained \"lasting\" } } "
    "}\n"
    "gate \"talks\" { title = \"Talks\", requires = { supervised { \"talk\", every = weeks(4), over = weeks(8) },\n"
    "  trained { \"lasting\", within = param \"open\" } } }\n";

static void cover(const char *tests) {
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", rules, sizeof rules - 1},
                                            {"frameworks/f/tests.lua", tests, strlen(tests)}};
    struct wm_pack_files pack = {files, 2};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    struct wm_error error;
    const struct wm_pack_test_options options = {.threads = 1, .coverage = &coverage};
    results = (struct run_results){0};
    wm_test_ok(wm_pack_test_run(&source, "frameworks/f", &options, NULL, run_keep, &results, &results.summary, &error),
               &error);
}

enum { M = WM_COVERAGE_MET, U = WM_COVERAGE_UNMET, B = WM_COVERAGE_BOUNDARY };

static void expect(const char *level, const char *id, uint8_t wanted, uint8_t seen) {
    for (uint32_t i = 0; i < coverage.count; i++) {
        const struct wm_coverage_leaf *leaf = &coverage.leaves[i];
        if (strcmp(leaf->level->id, level) != 0 || strcmp(leaf->leaf->id, id) != 0)
            continue;
        if (leaf->wanted != wanted || leaf->seen != seen)
            fail_msg("%s/%s: wanted %d, seen %d", level, id, leaf->wanted, leaf->seen);
        return;
    }
    fail_msg("no leaf %s/%s", level, id);
}

#define TEST(name, asked, person, expect)                                                                              \
    "test \"" name "\" { " asked ", person = { " person " }, expect = " expect " }\n"

static void test_nothing_seen(void **state) {
    (void)state;
    cover("");
    assert_int_equal(coverage.count, 5); // not the branch that the setting closes
    expect("low", "trained:lasting", M | U, 0);
    expect("low", "trained:yearly", M | U | B, 0);
    expect("high", "experienced:care", M | U | B, 0);
    expect("talks", "supervised:talk", M | U | B, 0);
    expect("talks", "trained:lasting", 0, 0); // waits for a parameter
    struct wm_coverage_count count = wm_coverage_count(&coverage);
    assert_int_equal(count.percent, 0);
    assert_int_equal(count.leaves, 4);
    assert_int_equal(count.bounded, 3);
    wm_coverage_clear(&coverage);
}

static void test_met_and_unmet(void **state) {
    (void)state;
    cover(TEST("x", "as_of = \"2026-09-01\", level = \"high\"", "trained { \"lasting\", on = \"2026-03-01\" }",
               "not_eligible"));
    expect("low", "trained:lasting", M | U, M); // through `meets`
    expect("low", "trained:yearly", M | U | B, U);
    expect("high", "experienced:care", M | U | B, U);
    assert_int_equal(wm_coverage_count(&coverage).percent, 100 * 3 / 11);
    wm_coverage_clear(&coverage);
}

// The last day of a verdict, and the first after it; not the day on which a record begins.
static void test_boundaries(void **state) {
    (void)state;
    static const struct {
        const char *as_of, *on;
        uint8_t seen;
    } cases[] = {
        {"2026-09-01", "2025-09-01", M | B}, {"2026-09-02", "2025-09-01", U | B}, {"2026-08-31", "2025-09-01", M},
        {"2026-09-03", "2025-09-01", U},     {"2026-09-01", "2026-09-01", M},     {"2026-09-01", "2026-09-02", U},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 "test \"x\" { as_of = \"%s\", level = \"low\", person = { trained { \"yearly\", on = \"%s\" } },\n"
                 "  expect = not_eligible }\n",
                 cases[i].as_of, cases[i].on);
        cover(text);
        expect("low", "trained:yearly", M | U | B, cases[i].seen);
        wm_coverage_clear(&coverage);
    }
}

static void test_boundaries_of_time_that_adds_up(void **state) {
    (void)state;
    static const char *const days[] = {"2026-03-01", "2026-02-28", "2026-02-27"};
    static const uint8_t seen[] = {M, M | B, U | B}; // 365 days from 1 March, both included
    for (size_t i = 0; i < 3; i++) {
        char text[400];
        snprintf(text, sizeof text,
                 "test \"x\" { as_of = \"%s\", level = \"high\", person = { experienced { \"care\", on = "
                 "\"2025-03-01\" } },\n"
                 "  expect = not_eligible }\n",
                 days[i]);
        cover(text);
        expect("high", "experienced:care", M | U | B, seen[i]);
        wm_coverage_clear(&coverage);
    }
}

// What other parameters show counts for the criterion of that name.
static void test_other_parameters(void **state) {
    (void)state;
    cover(
        "test \"x\" { as_of = \"2026-09-01\", level = \"high\", expect = not_eligible, parameters = { way = \"b\" },\n"
        "  person = { trained { \"lasting\", on = \"2026-03-01\" } } }\n"
        "test \"y\" { as_of = \"2026-09-01\", gate = \"talks\", parameters = { open = years(1) }, expect = "
        "not_eligible }\n");
    expect("low", "trained:lasting", M | U, M);
    expect("high", "experienced:care", M | U | B, 0);
    expect("talks", "trained:lasting", 0, 0);
    expect("talks", "supervised:talk", M | U | B, U);
    wm_coverage_clear(&coverage);
}

static void test_each_missing(void **state) {
    (void)state;
    cover("test \"each\" { each_missing = \"high\" }\ntest \"each\" { each_missing = \"low\" }\n");
    expect("low", "trained:lasting", M | U, M | U);
    expect("high", "experienced:care", M | U | B, M | U | B);
    wm_coverage_clear(&coverage);
}

static void test_written(void **state) {
    (void)state;
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 1 << 16);
    cover(TEST("x", "as_of = \"2026-09-01\", level = \"low\"", "trained { \"lasting\", on = \"2026-03-01\" }",
               "not_eligible"));
    wm_coverage_write(&buffer, &coverage);
    assert_string_equal(
        buffer.data,
        "{\"percent\":18,\"criteria\":4,\"met\":1,\"unmet\":1,\"bounded\":3,\"boundary\":0,\"leaves\":["
        "{\"level\":\"f/low\",\"id\":\"trained:lasting\",\"file\":\"frameworks/f/"
        "framework.lua\",\"line\":8,\"met\":true,"
        "\"unmet\":false},"
        "{\"level\":\"f/low\",\"id\":\"trained:yearly\",\"file\":\"frameworks/f/"
        "framework.lua\",\"line\":8,\"met\":false,"
        "\"unmet\":true,\"boundary\":false},"
        "{\"level\":\"f/high\",\"id\":\"experienced:care\",\"file\":\"frameworks/f/framework.lua\",\"line\":10,"
        "\"met\":false,\"unmet\":false,\"boundary\":false},"
        "{\"level\":\"f/talks\",\"id\":\"supervised:talk\",\"file\":\"frameworks/f/framework.lua\",\"line\":11,"
        "\"met\":false,\"unmet\":false,\"boundary\":false},"
        "{\"level\":\"f/talks\",\"id\":\"trained:lasting\",\"file\":\"frameworks/f/framework.lua\",\"line\":12,"
        "\"waits_for\":\"open\"}]}");
    wm_buffer_clear(&buffer);
    wm_coverage_clear(&coverage);
}

// An organisation answers for what stands in its own files: what it added, and what it asks of assessors.
static void test_organisation(void **state) {
    (void)state;
    static const char pack_text[] =
        "organisation \"o\" { title = \"O\" }\n"
        "adopt \"f\" { accept_suggested = true, levels = { low = { also = { experienced \"care\" } } } }\n"
        "assessors \"f\" { as = \"assessor\", kinds = \"assessment\", who = holds \"f/high\" }\n"
        "test \"x\" { as_of = \"2026-09-01\", level = \"f/low\", person = {}, expect = not_eligible }\n"
        "test \"y\" { as_of = \"2026-09-01\", gate = \"assessors/f\", person = { award \"f/high\" { on = "
        "\"2026-01-01\" } },\n"
        "  expect = eligible }\n";
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", rules, sizeof rules - 1},
                                            {"organisations/o/organisation.lua", pack_text, sizeof pack_text - 1}};
    struct wm_pack_files pack = {files, 2};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    struct wm_error error;
    const struct wm_pack_test_options options = {.threads = 1, .coverage = &coverage};
    results = (struct run_results){0};
    wm_test_ok(
        wm_pack_test_run(&source, "organisations/o", &options, NULL, run_keep, &results, &results.summary, &error),
        &error);
    run_all_passed(&results);
    assert_int_equal(coverage.count, 2);
    expect("low", "experienced:care", M | U, U);
    assert_string_equal(coverage.leaves[1].level->full, "assessors/f");
    assert_int_equal(coverage.leaves[1].seen, M);
    wm_coverage_clear(&coverage);
}

static enum wm_status run_everything(void *context, struct wm_error *error) {
    (void)context;
    static const char tests[] = "test \"each\" { each_missing = \"low\" }\n"
                                "test \"x\" { as_of = \"2026-09-01\", level = \"high\", parameters = { way = \"b\" },\n"
                                "  person = { meeting \"high\" }, expect = eligible }\n";
    const struct wm_ruleset_file files[] = {{"frameworks/f/framework.lua", rules, sizeof rules - 1},
                                            {"frameworks/f/tests.lua", tests, sizeof tests - 1}};
    struct wm_pack_files pack = {files, 2};
    struct wm_pack_source source = wm_pack_files_source(&pack);
    struct wm_pack_test_summary summary;
    const struct wm_pack_test_options options = {.threads = 1, .coverage = &coverage};
    enum wm_status status = wm_pack_test_run(&source, "frameworks/f", &options, NULL, NULL, NULL, &summary, error);
    wm_coverage_clear(&coverage);
    return status;
}

static void test_out_of_memory(void **state) {
    (void)state;
    wm_test_some_allocations(run_everything, NULL, 3);
}

WM_TEST_MAIN(cmocka_unit_test(test_nothing_seen), cmocka_unit_test(test_met_and_unmet),
             cmocka_unit_test(test_boundaries), cmocka_unit_test(test_boundaries_of_time_that_adds_up),
             cmocka_unit_test(test_other_parameters), cmocka_unit_test(test_each_missing),
             cmocka_unit_test(test_written), cmocka_unit_test(test_organisation), cmocka_unit_test(test_out_of_memory))
