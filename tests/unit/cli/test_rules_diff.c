// SPDX-License-Identifier: MIT
// waymark rules diff: packs on disk, and rules that a daemon of canned answers sends. What differs is tested in
// tests/unit/author; here is how it is printed.
#include "tests/unit/cli/run.h"

#define HEAD                                                                                                           \
    "framework \"bakery\" { title = \"Bakery\" }\n"                                                                    \
    "course \"hygiene\" { title = \"Hygiene\", valid = years(3) }\n"                                                   \
    "experience \"ovens\" { title = \"Ovens\" }\n"
#define LEVEL(requires) HEAD "level \"baker\" { title = \"Baker\", requires = { " requires " } }\n"
#define VILLAGE(title) "organisation \"village\" { title = \"" title "\" }\nadopt \"bakery\" {}\n"

static const char before[] = LEVEL("experienced { \"ovens\", at_least = years(2) }");
static const char after[] = LEVEL("trained \"hygiene\", experienced { \"ovens\", at_least = years(3) }");

struct rules {
    struct wm_test_folder folder;
    char before[128], after[128], village[128];
};

static void make(struct rules *rules, const char *second) {
    wm_test_folder_make(&rules->folder);
    snprintf(rules->before, sizeof rules->before, "%s/a/frameworks/bakery", rules->folder.path);
    snprintf(rules->after, sizeof rules->after, "%s/b/frameworks/bakery", rules->folder.path);
    snprintf(rules->village, sizeof rules->village, "%s/a/organisations/village", rules->folder.path);
    wm_test_write_text(&rules->folder, "a/frameworks/bakery/framework.lua", before);
    wm_test_write_text(&rules->folder, "b/frameworks/bakery/framework.lua", second);
    wm_test_write_text(&rules->folder, "a/organisations/village/organisation.lua", VILLAGE("Village"));
}

static void check(int status, unsigned columns, const char *answers, const char *out, const char *complaints,
                  const char *const *words) {
    struct cli_run run = {.words = words, .columns = columns, .answers = answers};
    cli_run(&run);
    assert_string_equal(run.out.data != NULL ? run.out.data : "", out);
    if (strstr(run.complaints.data != NULL ? run.complaints.data : "", complaints) == NULL)
        fail_msg("\"%s\" is not in:\n%s", complaints, run.complaints.data);
    assert_int_equal(run.status, status);
    cli_run_clear(&run);
}
#define CHECK(status, columns, answers, out, complaints, ...)                                                          \
    check(status, columns, answers, out, complaints, (const char *const[]){"rules", "diff", __VA_ARGS__, NULL})

static const char wide[] = "Bakery\n"
                           "▲ Baker (level baker): tightened\n"
                           "  ▲ tightened  Ovens: at least 3 years' experience\n"
                           "               instead of: Ovens: at least 2 years' experience\n"
                           "  + added      Hygiene: completed and in date, which tightens\n"
                           "\n"
                           "▲ Levels and gates: 1 tightened. Other things that differ: 0.\n"
                           "Nobody becomes eligible who was not; some may be no longer.\n";

static const char narrow[] = "Bakery\n"
                             "▼ Baker (level baker): loosened\n"
                             "  - removed    Hygiene: completed and in\n"
                             "               date, which loosens\n"
                             "  ▼ loosened   Ovens: at least 2 years'\n"
                             "               experience\n"
                             "               instead of: Ovens: at least 3\n"
                             "                           years' experience\n"
                             "\n"
                             "▼ Levels and gates: 1 loosened. Other\n"
                             "  things that differ: 0.\n"
                             "Nobody who is eligible stops being so;\n"
                             "some may become it.\n";

static void test_people(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, after);
    CHECK(0, 80, NULL, wide, "", rules.before, rules.after);
    CHECK(3, 80, NULL, wide, "", rules.before, rules.after, "--exit-code");
    CHECK(0, 40, NULL, narrow, "", rules.after, rules.before);
    wm_test_folder_remove(&rules.folder);
}

static void test_the_same(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, "-- as it was\n" LEVEL("experienced { \"ovens\", at_least = years(2) }"));
    CHECK(0, 80, NULL, "= The same, byte for byte.\n", "", rules.before, rules.before, "--exit-code");
    CHECK(0, 80, NULL, "= The same: the files differ, what they mean does not.\n", "", rules.before, rules.after,
          "--exit-code");
    wm_test_folder_remove(&rules.folder);
}

static void test_colour(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, after);
    struct cli_run run = {.words = (const char *const[]){"rules", "diff", rules.before, rules.after, NULL},
                          .columns = 80,
                          .colour = true};
    cli_run(&run);
    assert_non_null(strstr(run.out.data, "\033["));
    cli_run_clear(&run);
    wm_test_folder_remove(&rules.folder);
}

static void test_json(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, after);
    struct cli_run run = {.words = (const char *const[]){"rules", "diff", rules.before, rules.after, "--json", NULL},
                          .columns = 80};
    cli_run(&run);
    assert_int_equal(run.status, 0);
    assert_non_null(strstr(run.out.data, "\"same\":false,\"effect\":\"tightened\",\"groups\":[{\"kind\":\"level\","));
    assert_int_equal(run.out.data[run.out.length - 1], '\n');
    cli_run_clear(&run);
    wm_test_folder_remove(&rules.folder);
}

// What the daemon has -------------------------------------------------------------------------------------------------

// The hash that the village's rules really have, as --json tells it.
static void find_hash(const struct rules *rules, char hash[65]) {
    struct cli_run run = {
        .words = (const char *const[]){"rules", "diff", rules->village, rules->village, "--json", NULL}, .columns = 80};
    cli_run(&run);
    const char *found = strstr(run.out.data, "\"rules\":\"");
    assert_non_null(found);
    snprintf(hash, 65, "%.64s", found + strlen("\"rules\":\""));
    cli_run_clear(&run);
}

// Two pages, a file each.
static void make_answers(char *answers, size_t size, const char *hash) {
    static const struct {
        const char *path, *text, *next;
    } files[] = {
        {"frameworks/bakery/framework.lua", before, "frameworks/bakery/framework.lua"},
        {"organisations/village/organisation.lua", VILLAGE("Village"), NULL},
    };
    struct wm_buffer text;
    wm_buffer_init(&text, size);
    for (size_t i = 0; i < 2; i++) {
        wm_buffer_printf(
            &text, "rules.sources {\"org\":\"village\",\"rules\":\"%s\",\"files\":[{\"path\":\"%s\",\"text\":", hash,
            files[i].path);
        wm_json_write_text(&text, files[i].text);
        wm_buffer_text(&text, "}]");
        if (files[i].next != NULL)
            wm_buffer_printf(&text, ",\"next\":\"%s\"", files[i].next);
        wm_buffer_text(&text, "}\n");
    }
    assert_false(text.failed);
    memcpy(answers, text.data, text.length + 1);
    wm_buffer_clear(&text);
}

static void test_rules_of_the_daemon(void **state) {
    (void)state;
    struct rules rules;
    char hash[65], answers[4096];
    make(&rules, after);
    find_hash(&rules, hash);
    make_answers(answers, sizeof answers, hash);
    CHECK(0, 80, answers, "= The same, byte for byte.\n", "", "active", rules.village, "--org", "village");
    struct cli_run run = {
        .words = (const char *const[]){"rules", "diff", "0123abcd", rules.village, "--org", "village", NULL},
        .answers = answers,
        .columns = 80};
    cli_run(&run);
    char expected[512];
    snprintf(expected, sizeof expected,
             "> rules.sources {\"org\":\"village\",\"rules\":\"0123abcd\"}\n"
             "> rules.sources {\"org\":\"village\",\"rules\":\"%s\",\"after\":\"frameworks/bakery/framework.lua\"}\n",
             hash);
    assert_string_equal(run.requests, expected);
    assert_int_equal(run.status, 0);
    cli_run_clear(&run);
    make_answers(answers, sizeof answers, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    CHECK(1, 80, answers, "", "what the daemon sent as rules 0123456789ab are others", "active", rules.village);
    CHECK(1, 80, "", "", "there is no such method", "active", rules.village);
    wm_test_folder_remove(&rules.folder);
}

static void test_errors(void **state) {
    (void)state;
    struct rules rules;
    make(&rules, LEVEL("experienced { \"oven\", at_least = years(2) }"));
    CHECK(1, 200, NULL, "", "/b/frameworks/bakery: ", rules.before, rules.after);
    CHECK(1, 200, NULL, "", "frameworks/bakery/framework.lua:4", rules.before, rules.after);
    CHECK(1, 200, NULL, "", "there is no folder /nonexistent", rules.before, "/nonexistent");
    CHECK(2, 200, NULL, "", "is a framework by itself, the other one an organisation's pack", rules.before,
          rules.village);
    CHECK(2, 200, NULL, "", "`waymark rules diff` needs more", rules.before);
    wm_test_folder_remove(&rules.folder);
}

WM_TEST_MAIN(cmocka_unit_test(test_people), cmocka_unit_test(test_the_same), cmocka_unit_test(test_colour),
             cmocka_unit_test(test_json), cmocka_unit_test(test_rules_of_the_daemon), cmocka_unit_test(test_errors))
