// SPDX-License-Identifier: MIT
// waymark rules test: packs on disk, no daemon.
#include "tests/unit/cli/run.h"

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
          "completed\\n\","
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
             cmocka_unit_test(test_errors))
