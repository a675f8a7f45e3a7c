// SPDX-License-Identifier: MIT
// waymark rules mutate: packs on disk, no daemon.
#include "tests/unit/cli/run.h"

static const char framework[] = "framework \"bakery\" { title = \"Bakery\" }\n"
                                "course \"hygiene\" { title = \"Hygiene\" }\n"
                                "course \"ovens\" { title = \"Ovens\" }\n"
                                "level \"helper\" { title = \"Helper\", rank = 1, requires = {\n"
                                "  trained \"hygiene\",\n"
                                "  trained { \"ovens\", within = days(100) } } }\n";
static const char one_test[] = "test \"may help\" { as_of = \"2026-09-01\", level = \"helper\", person = { trained { "
                               "\"ovens\", on = \"2026-08-01\" } },\n"
                               "  expect = not_eligible { only = \"trained:hygiene\" } }\n";

struct rules {
    struct wm_test_folder folder;
    char pack[128];
};

static void make(struct rules *rules, const char *tests) {
    wm_test_folder_make(&rules->folder);
    snprintf(rules->pack, sizeof rules->pack, "%s/frameworks/bakery", rules->folder.path);
    wm_test_write_text(&rules->folder, "frameworks/bakery/framework.lua", framework);
    wm_test_write_text(&rules->folder, "frameworks/bakery/tests.lua", tests);
}

static void check(int status, unsigned columns, const char *out, const char *complaints, const char *const *words) {
    struct cli_run run = {.words = words, .columns = columns};
    cli_run(&run);
    assert_string_equal(run.out.data != NULL ? run.out.data : "", out);
    if (strstr(run.complaints.data != NULL ? run.complaints.data : "", complaints) == NULL)
        fail_msg("\"%s\" is not in:\n%s", complaints, run.complaints.data);
    assert_int_equal(run.status, status);
    cli_run_clear(&run);
}
#define CHECK(status, columns, out, complaints, ...)                                                                   \
    check(status, columns, out, complaints, (const char *const[]){__VA_ARGS__, NULL})

#define WIDE(mark)                                                                                                     \
    "frameworks/bakery/framework.lua\n"                                                                                \
    "    6 helper/trained:ovens: left out\n"                                                                           \
    "      Ovens: completed, within the last 100 days\n"                                                               \
    "    6 helper/trained:ovens: `within` 100 days → 101 days\n"                                                     \
    "      Ovens: completed, within the last 100 days\n"                                                               \
    "    6 helper/trained:ovens: `within` 100 days → 99 days\n"                                                      \
    "      Ovens: completed, within the last 100 days\n"                                                               \
    "\n" mark " 2 of 5 changes were noticed by 1 test: 40 %\n"
static const char narrow[] = "frameworks/bakery/framework.lua\n"
                             "    6 helper/trained:ovens: left out\n"
                             "      Ovens: completed, within the last\n"
                             "      100 days\n"
                             "    6 helper/trained:ovens: `within` 100\n"
                             "      days → 101 days\n"
                             "      Ovens: completed, within the last\n"
                             "      100 days\n"
                             "    6 helper/trained:ovens: `within` 100\n"
                             "      days → 99 days\n"
                             "      Ovens: completed, within the last\n"
                             "      100 days\n"
                             "\n"
                             "✗ 2 of 5 changes were noticed by 1 test:\n"
                             "  40 %\n";

static void test_people(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, one_test);
    CHECK(1, 80, WIDE("✗"), "", "rules", "mutate", rules.pack);
    CHECK(1, 40, narrow, "", "rules", "mutate", rules.pack);
    CHECK(0, 80, WIDE("✓"), "", "rules", "mutate", rules.pack, "--threshold", "40");
    CHECK(1, 80, WIDE("✗"), "", "rules", "mutate", rules.pack, "--threshold", "41");
    wm_test_folder_remove(&rules.folder);
}

static void test_all_noticed(void **state) {
    (void)state;
    struct rules rules;
    make(&rules,
         "for name, day in pairs { last = \"2026-05-24\", after = \"2026-05-23\" } do\n"
         "  test(name) { as_of = \"2026-09-01\", level = \"helper\", person = { trained { \"ovens\", on = day },\n"
         "    trained { \"hygiene\", on = day } }, expect = name == \"last\" and eligible or not_eligible }\n"
         "end\n"
         "test \"nothing\" { as_of = \"2026-09-01\", level = \"helper\", person = {},\n"
         "  expect = not_eligible { only = { \"trained:hygiene\", \"trained:ovens\" } } }\n");
    CHECK(0, 80, "✓ 5 of 5 changes were noticed by 3 tests: 100 %\n", "", "rules", "mutate", rules.pack);
    CHECK(0, 80,
          "{\"pack\":\"frameworks/bakery\",\"tests\":3,\"changes\":5,\"noticed\":5,\"score\":100,\"unnoticed\":[]}\n",
          "", "rules", "mutate", rules.pack, "--json");
    wm_test_write_text(&rules.folder, "organisations/village/organisation.lua",
                       "organisation \"village\" { title = \"Village\" }\nadopt \"bakery\" {}\n");
    char village[160];
    snprintf(village, sizeof village, "%s/organisations/village", rules.folder.path);
    CHECK(0, 80, "The pack has no criteria of its own: nothing to change.\n", "", "rules", "mutate", village);
    wm_test_folder_remove(&rules.folder);
}

static void test_errors(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, "test \"x\" { as_of = \"2026-09-01\", level = \"helper\", person = {}, expect = eligible }\n");
    CHECK(1, 80, "", "1 of the pack's 1 tests fails before anything is changed", "rules", "mutate", rules.pack);
    CHECK(1, 80, "", "there is no folder /nonexistent", "rules", "mutate", "/nonexistent");
    CHECK(2, 80, "", "at most 100", "rules", "mutate", rules.pack, "--threshold", "1000");
    CHECK(2, 80, "", "`waymark rules mutate` needs more", "rules", "mutate");
    wm_test_folder_remove(&rules.folder);
}

WM_TEST_MAIN(cmocka_unit_test(test_people), cmocka_unit_test(test_all_noticed), cmocka_unit_test(test_errors))
