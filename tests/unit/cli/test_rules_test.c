// SPDX-License-Identifier: MIT
// waymark rules test: packs on disk, no daemon.
#include "api/cli/rules_watch.h"

#include "engine/base/file.h"
#include "tests/unit/cli/run.h"

#include <unistd.h>

static const char framework[] =
    "framework \"bakery\" { title = \"Bakery\" }\n"
    "course \"hygiene\" { title = \"Hygiene\" }\n"
    "level \"helper\" { title = \"Helper\", rank = 1, requires = { trained \"hygiene\" } }\n";
static const char two_tests[] =
    "test \"may help\" { as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = {\n"
    "  record \"training\" { \"hygiene\", outcome = \"completed\", on = \"2026-01-10\" } } }\n"
    "test \"may help without\" { as_of = \"2026-09-01\", level = \"helper\", expect = eligible,\n"
    "  person = {} }\n";

struct rules {
    struct wm_test_folder folder;
    char pack[128], root[128];
};

static void make(struct rules *rules) {
    wm_test_folder_make(&rules->folder);
    snprintf(rules->pack, sizeof rules->pack, "%s/frameworks/bakery", rules->folder.path);
    snprintf(rules->root, sizeof rules->root, "%s", rules->folder.path);
    wm_test_write_text(&rules->folder, "frameworks/bakery/framework.lua", framework);
    wm_test_write_text(&rules->folder, "frameworks/bakery/tests.lua", two_tests);
}

static void check(int status, const char *out, const char *complaints, const char *const *words) {
    struct cli_run run = {.words = words, .columns = 80};
    cli_run(&run);
    assert_string_equal(run.out.data != NULL ? run.out.data : "", out);
    if (strstr(run.complaints.data != NULL ? run.complaints.data : "", complaints) == NULL)
        fail_msg("\"%s\" is not in:\n%s", complaints, run.complaints.data);
    assert_int_equal(run.status, status);
    cli_run_clear(&run);
}
#define CHECK(status, out, complaints, ...) check(status, out, complaints, (const char *const[]){__VA_ARGS__, NULL})

static void test_results(void **state) {
    (void)state;
    struct rules rules;
    make(&rules);
    CHECK(1,
          "✓ may help\n"
          "✗ may help without\n"
          "  at       frameworks/bakery/tests.lua:3\n"
          "  asked    bakery/helper on 1 September 2026\n"
          "  expected eligible\n"
          "  found    not eligible; unmet: trained:hygiene\n"
          "    - outcome: eligible expected, not eligible found\n"
          "      trained:hygiene: Hygiene: completed\n"
          "      the person has no record\n"
          "\n"
          "✗ 2 tests: 1 passed, 1 failed\n",
          "", "rules", "test", rules.pack);
    CHECK(1,
          "✗ may help without\n"
          "  at       frameworks/bakery/tests.lua:3\n"
          "  asked    bakery/helper on 1 September 2026\n"
          "  expected eligible\n"
          "  found    not eligible; unmet: trained:hygiene\n"
          "    - outcome: eligible expected, not eligible found\n"
          "      trained:hygiene: Hygiene: completed\n"
          "      the person has no record\n"
          "\n"
          "✗ 1 test: 0 passed, 1 failed\n"
          "1 left out by --filter\n",
          "", "rules", "test", rules.pack, "--filter", "without");
    wm_test_folder_remove(&rules.folder);
}

static void test_json(void **state) {
    (void)state;
    struct rules rules;
    make(&rules);
    CHECK(1,
          "{\"name\":\"may help\",\"file\":\"frameworks/bakery/tests.lua\",\"level\":\"bakery/helper\","
          "\"as_of\":\"2026-09-01\",\"expected\":\"eligible\",\"found\":\"eligible\",\"difference\":\"\",\"line\":1,"
          "\"passed\":true}\n"
          "{\"name\":\"may help without\",\"file\":\"frameworks/bakery/tests.lua\",\"level\":\"bakery/helper\","
          "\"as_of\":\"2026-09-01\",\"expected\":\"eligible\",\"found\":\"not eligible; unmet: trained:hygiene\","
          "\"difference\":\"- outcome: eligible expected, not eligible found\\n  trained:hygiene: Hygiene: "
          "completed\\n  the person has no record\\n\","
          "\"line\":3,\"passed\":false}\n",
          "", "rules", "test", rules.pack, "--json");
    wm_test_folder_remove(&rules.folder);
}

// An organisation's pack from its folder, its framework from another root.
static void test_root(void **state) {
    (void)state;
    struct rules rules;
    struct wm_test_folder elsewhere;
    char pack[128];
    make(&rules);
    wm_test_folder_make(&elsewhere);
    snprintf(pack, sizeof pack, "%s/organisations/village", elsewhere.path);
    wm_test_write_text(&elsewhere, "organisations/village/organisation.lua",
                       "organisation \"village\" { title = \"Village\" }\n"
                       "adopt \"bakery\" {}\n"
                       "test \"nobody helps untrained\" { as_of = \"2026-09-01\", level = \"bakery/helper\",\n"
                       "  person = {}, expect = not_eligible {} }\n");
    CHECK(0, "✓ nobody helps untrained\n\n✓ 1 test: 1 passed, 0 failed\n", "", "rules", "test", pack, "--rules",
          rules.root);
    CHECK(1, "", "bakery", "rules", "test", pack); // it is not there
    CHECK(1, "", "/nonexistent", "rules", "test", pack, "--rules", "/nonexistent");
    wm_test_folder_remove(&elsewhere);
    wm_test_folder_remove(&rules.folder);
}

// Why records did not count stands below what is missing.
static void test_difference(void **state) {
    (void)state;
    struct rules rules;
    make(&rules);
    wm_test_write_text(&rules.folder, "frameworks/bakery/framework.lua",
                       "framework \"bakery\" { title = \"Bakery\" }\n"
                       "course \"hygiene\" { title = \"Hygiene\", valid = years(1) }\n"
                       "level \"helper\" { title = \"Helper\", rank = 1, requires = { trained \"hygiene\" } }\n");
    wm_test_write_text(
        &rules.folder, "frameworks/bakery/tests.lua",
        "test \"lapsed\" { as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = {\n"
        "  trained { \"hygiene\", on = \"2024-01-10\" }, award \"helper\" { on = \"2023-01-01\" } } }\n");
    CHECK(1,
          "✗ lapsed\n"
          "  at       frameworks/bakery/tests.lua:1\n"
          "  asked    bakery/helper on 1 September 2026\n"
          "  expected eligible\n"
          "  found    not eligible; unmet: trained:hygiene\n"
          "    - outcome: eligible expected, not eligible found\n"
          "      trained:hygiene: Hygiene: completed and in date\n"
          "      has training hygiene, completed, on 10 January 2024: expired\n"
          "      the person has training hygiene, completed, on 10 January 2024\n"
          "      the person has award bakery/helper, on 1 January 2023\n"
          "\n"
          "✗ 1 test: 0 passed, 1 failed\n",
          "", "rules", "test", rules.pack);
    wm_test_folder_remove(&rules.folder);
}

static const char covered[] = "✓ may help\n"
                              "\n"
                              "Criteria of    seen met   unmet  boundary day\n"
                              "bakery/helper    1 of 1  0 of 1             -\n"
                              "\n"
                              "frameworks/bakery/framework.lua\n"
                              "    3 helper/trained:hygiene: not seen unmet\n"
                              "\n"
                              "50 % covered\n"
                              "\n"
                              "✓ 1 test: 1 passed, 0 failed\n"
                              "1 left out by --filter\n";

static void test_coverage(void **state) {
    (void)state;
    struct rules rules;
    make(&rules);
    wm_test_write_text(
        &rules.folder, "frameworks/bakery/tests.lua",
        "test \"may help\" { as_of = \"2026-09-01\", level = \"helper\", expect = eligible, person = {\n"
        "  trained { \"hygiene\", on = \"2026-01-10\" } } }\n"
        "test \"not otherwise\" { as_of = \"2026-09-01\", level = \"helper\", expect = not_eligible }\n");
    CHECK(0, covered, "", "rules", "test", rules.pack, "--coverage", "--filter", "may");
    CHECK(0, covered, "", "rules", "test", rules.pack, "--threshold", "50", "--filter", "may");
    CHECK(1, covered, "", "rules", "test", rules.pack, "--threshold", "51", "--filter", "may");
    CHECK(0,
          "✓ may help\n"
          "✓ not otherwise\n"
          "\n"
          "Criteria of    seen met   unmet  boundary day\n"
          "bakery/helper    1 of 1  1 of 1             -\n"
          "\n"
          "100 % covered\n"
          "\n"
          "✓ 2 tests: 2 passed, 0 failed\n",
          "", "rules", "test", rules.pack, "--threshold", "100");
    CHECK(0,
          "{\"name\":\"may help\",\"file\":\"frameworks/bakery/tests.lua\",\"level\":\"bakery/helper\","
          "\"as_of\":\"2026-09-01\",\"expected\":\"eligible\",\"found\":\"eligible\",\"difference\":\"\",\"line\":1,"
          "\"passed\":true}\n"
          "{\"coverage\":{\"percent\":50,\"criteria\":1,\"met\":1,\"unmet\":0,\"bounded\":0,\"boundary\":0,\"leaves\":["
          "{\"level\":\"bakery/helper\",\"id\":\"trained:hygiene\",\"file\":\"frameworks/bakery/framework.lua\","
          "\"line\":3,\"met\":true,\"unmet\":false}]}}\n",
          "", "rules", "test", rules.pack, "--coverage", "--filter", "may", "--json");
    CHECK(2, "", "at most 100", "rules", "test", rules.pack, "--threshold", "101");
    CHECK(2, "", "--threshold", "rules", "test", rules.pack, "--threshold", "most");
    wm_test_folder_remove(&rules.folder);
}

static void test_junit(void **state) {
    (void)state;
    struct rules rules;
    char file[192];
    struct wm_buffer written;
    struct wm_error error;
    make(&rules);
    snprintf(file, sizeof file, "%s/results.xml", rules.folder.path);
    struct cli_run run = {.words = (const char *const[]){"rules", "test", rules.pack, "--junit", file, NULL},
                          .columns = 80};
    cli_run(&run);
    assert_int_equal(run.status, 1);
    cli_run_clear(&run);
    wm_test_ok(wm_file_read(file, 65536, &written, &error), &error);
    assert_string_equal(
        written.data,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites>\n"
        "  <testsuite name=\"frameworks/bakery\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">\n"
        "    <testcase name=\"may help\" classname=\"bakery/helper\" file=\"frameworks/bakery/tests.lua\" "
        "line=\"1\"/>\n"
        "    <testcase name=\"may help without\" classname=\"bakery/helper\" file=\"frameworks/bakery/tests.lua\" "
        "line=\"3\">\n"
        "      <failure message=\"expected eligible; found not eligible; unmet: trained:hygiene\">- outcome: eligible "
        "expected, not eligible found&#10;  trained:hygiene: Hygiene: completed&#10;  the person has no "
        "record&#10;</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n");
    wm_buffer_clear(&written);
    CHECK(1, "", "/nonexistent/x.xml", "rules", "test", rules.pack, "--junit", "/nonexistent/x.xml", "--filter",
          "nothing is called so");
    wm_test_folder_remove(&rules.folder);
}

// Each line on standard input runs the tests again, and its end ends the watch.
static void test_watch(void **state) {
    (void)state;
    struct rules rules;
    make(&rules);
    struct cli_run run = {
        .words = (const char *const[]){"rules", "test", rules.pack, "--watch", "--filter", "without", NULL},
        .columns = 80,
        .input = "\n"};
    cli_run(&run);
    assert_int_equal(run.status, 1);
    const char *first = strstr(run.out.data, "✗ 1 test: 0 passed, 1 failed");
    assert_non_null(first);
    assert_non_null(strstr(first + 1, "✗ 1 test: 0 passed, 1 failed"));
    assert_non_null(strstr(run.out.data, "Watching the pack's files. Enter runs the tests at once."));
    cli_run_clear(&run);
    wm_test_write_text(&rules.folder, "frameworks/bakery/tests.lua", "test {");
    run = (struct cli_run){.words = (const char *const[]){"rules", "test", rules.pack, "--watch", NULL}, .columns = 80};
    cli_run(&run); // a mistake is told, and may be mended while we watch
    assert_int_equal(run.status, 1);
    assert_non_null(strstr(run.out.data, "frameworks/bakery/tests.lua:1"));
    assert_non_null(strstr(run.out.data, "Watching"));
    cli_run_clear(&run);
    wm_test_folder_remove(&rules.folder);
}

static struct wm_sha256 look(const char *pack_folder) {
    struct wm_rules_pack pack = {0};
    struct wm_cli cli = {0};
    struct wm_sha256 seen;
    struct wm_error error;
    wm_arena_init(&cli.arena, 1 << 20);
    wm_test_ok(wm_rules_pack_open(&cli, pack_folder, &pack, &error), &error);
    wm_test_ok(wm_rules_watch_look(&pack, &seen, &error), &error);
    wm_rules_pack_close(&pack);
    wm_arena_clear(&cli.arena);
    return seen;
}

static bool looks_other(struct wm_sha256 *before, const char *pack_folder) {
    struct wm_sha256 now = look(pack_folder);
    bool other = memcmp(&now, before, sizeof now) != 0;
    *before = now;
    return other;
}

// A file that changes, comes or goes is seen; of an organisation, those of frameworks too.
static void test_what_is_watched(void **state) {
    (void)state;
    struct rules rules;
    char village[160];
    make(&rules);
    snprintf(village, sizeof village, "%s/organisations/village", rules.folder.path);
    wm_test_write_text(&rules.folder, "organisations/village/organisation.lua", "organisation \"village\" {}\n");
    struct wm_sha256 bakery = look(rules.pack), organisation = look(village);
    assert_false(looks_other(&bakery, rules.pack));
    wm_test_write_text(&rules.folder, "frameworks/bakery/tests.lua", "-- shorter\n");
    assert_true(looks_other(&bakery, rules.pack));
    assert_true(looks_other(&organisation, village));
    wm_test_write_text(&rules.folder, "frameworks/bakery/tests.lua", "-- shortes\n"); // of the same length
    assert_true(looks_other(&bakery, rules.pack));
    wm_test_write_text(&rules.folder, "frameworks/bakery/_more.lua", "");
    assert_true(looks_other(&bakery, rules.pack));
    assert_int_equal(unlinkat(rules.folder.descriptor, "frameworks/bakery/_more.lua", 0), 0);
    assert_true(looks_other(&bakery, rules.pack));
    looks_other(&organisation, village);
    wm_test_write_text(&rules.folder, "organisations/village/tests.lua", "");
    assert_true(looks_other(&organisation, village));
    assert_false(looks_other(&bakery, rules.pack)); // what adopts it is nothing to a framework
    wm_test_write_text(&rules.folder, "frameworks/bakery/notes.txt", "not a rule");
    assert_false(looks_other(&bakery, rules.pack));
    wm_test_folder_remove(&rules.folder);
}

static void test_errors(void **state) {
    (void)state;
    struct rules rules;
    make(&rules);
    CHECK(1, "", "there is no folder /nonexistent", "rules", "test", "/nonexistent");
    CHECK(1, "", "is not the folder of a rule pack", "rules", "test", rules.root);
    CHECK(2, "", "`waymark rules test` needs more", "rules", "test");
    wm_test_write_text(&rules.folder, "frameworks/bakery/tests.lua", "test {");
    CHECK(1, "", "where:    frameworks/bakery/tests.lua:1", "rules", "test", rules.pack);
    wm_test_folder_remove(&rules.folder);
}

WM_TEST_MAIN(cmocka_unit_test(test_results), cmocka_unit_test(test_json), cmocka_unit_test(test_root),
             cmocka_unit_test(test_difference), cmocka_unit_test(test_coverage), cmocka_unit_test(test_junit),
             cmocka_unit_test(test_watch), cmocka_unit_test(test_what_is_watched), cmocka_unit_test(test_errors))
