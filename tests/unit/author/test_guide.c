// SPDX-License-Identifier: MIT
// The author's guide, rules/README.md: all its Lua runs and its tests pass; its tables name every word of the language.
#include "engine/author/lint.h"

#include "engine/author/mutate.h"
#include "engine/base/file.h"
#include "engine/lang/draft.h"
#include "engine/lang/form.h"
#include "engine/lang/limits.h"
#include "tests/unit/author/run.h"

#include <stdlib.h>

#define GUIDE WM_TEST_SOURCES "/rules/README.md"
#define FILES_MOST 24

static struct wm_buffer guide;
static struct wm_buffer texts[FILES_MOST];
static struct wm_ruleset_file files[FILES_MOST]; // path and bytes of each
static char paths[FILES_MOST][96];
static size_t file_count;
static struct run_results run;
static struct wm_error error;

static struct wm_buffer *file_of(const char *path) {
    for (size_t i = 0; i < file_count; i++) {
        if (strcmp(paths[i], path) == 0)
            return &texts[i];
    }
    assert_true(file_count < FILES_MOST);
    snprintf(paths[file_count], sizeof paths[0], "%s", path);
    wm_buffer_init(&texts[file_count], 65536);
    return &texts[file_count++];
}

// Each block begins with the name of its file; several blocks may make one file.
static void read_blocks(void) {
    static const char begin[] = "```lua\n-- ";
    for (const char *at = strstr(guide.data, "```lua\n"); at != NULL; at = strstr(at, "```lua\n")) {
        if (strncmp(at, begin, sizeof begin - 1) != 0)
            fail_msg("a block of Lua does not begin with the name of its file: %.60s", at);
        at += sizeof begin - 1;
        const char *end_of_line = strchr(at, '\n');
        const char *end = strstr(at, "\n```");
        assert_non_null(end_of_line);
        assert_non_null(end);
        char path[96];
        snprintf(path, sizeof path, "%.*s", (int)(end_of_line - at), at);
        wm_buffer_add(file_of(path), end_of_line, (size_t)(end + 1 - end_of_line));
        at = end;
    }
    for (size_t i = 0; i < file_count; i++)
        files[i] = (struct wm_ruleset_file){paths[i], texts[i].data, texts[i].length};
}

static int setup(void **state) {
    (void)state;
    wm_test_ok(wm_file_read(GUIDE, 262144, &guide, &error), &error);
    read_blocks();
    return 0;
}

static int teardown(void **state) {
    (void)state;
    wm_buffer_clear(&guide);
    for (size_t i = 0; i < file_count; i++)
        wm_buffer_clear(&texts[i]);
    file_count = 0;
    return 0;
}

// What the guide shows is what lint asks for.
static void finds_nothing(const struct wm_pack_source *source, const char *pack) {
    struct wm_lint_report report;
    wm_test_ok(wm_lint_run(source, pack, NULL, &report, &error), &error);
    for (uint32_t i = 0; i < report.count; i++)
        print_error("%s:%d %s %s\n", report.findings[i].file, report.findings[i].line, report.findings[i].rule->code,
                    report.findings[i].message);
    assert_int_equal(report.count, 0);
    wm_lint_report_clear(&report);
}

static void test_its_lua_runs(void **state) {
    (void)state;
    static const char *const packs[] = {
        "frameworks/bakery",           "frameworks/every-verb", "frameworks/ferry",   "frameworks/pastry-school",
        "frameworks/county-crosswalk", "organisations/crumb",   "organisations/loaf", "organisations/icing"};
    struct wm_pack_files in_memory = {files, file_count};
    struct wm_pack_source source = wm_pack_files_source(&in_memory);
    for (size_t i = 0; i < sizeof packs / sizeof packs[0]; i++) {
        run_source(&source, packs[i], NULL, &run);
        run_all_passed(&run);
        assert_true(run.count > 0 || strcmp(packs[i], "frameworks/county-crosswalk") == 0); // it has no levels
        finds_nothing(&source, packs[i]);
    }
    for (size_t i = 0; i < file_count; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof packs / sizeof packs[0]; k++)
            known = known || strncmp(paths[i], packs[k], strlen(packs[k])) == 0;
        if (!known)
            fail_msg("%s is of no pack that this test runs", paths[i]);
    }
}

// "Now the bakery stands at 100 % in both."
static void test_its_bakery_is_well_tested(void **state) {
    (void)state;
    struct wm_pack_files in_memory = {files, file_count};
    struct wm_pack_source source = wm_pack_files_source(&in_memory);
    struct wm_coverage coverage = {0};
    struct wm_mutate_report report;
    const struct wm_pack_test_options options = {.coverage = &coverage};
    struct wm_pack_test_summary summary;
    wm_test_ok(wm_pack_test_run(&source, "frameworks/bakery", &options, NULL, NULL, NULL, &summary, &error), &error);
    assert_int_equal(wm_coverage_count(&coverage).percent, 100);
    wm_coverage_clear(&coverage);
    wm_test_ok(wm_mutate_run(&source, "frameworks/bakery", NULL, NULL, &report, &error), &error);
    assert_int_equal(report.count, 23);
    assert_int_equal(report.noticed, 23);
    wm_mutate_clear(&report);
}

// The line of a table that begins with this word, as a copy.
static void row_of(const char *word, char *row, size_t size) {
    char begin[64];
    snprintf(begin, sizeof begin, "\n| `%s` |", word);
    const char *at = strstr(guide.data, begin);
    if (at == NULL) {
        fail_msg("no table has a row for `%s`", word);
        return;
    }
    const char *end = strchr(at + 1, '\n');
    snprintf(row, size, "%.*s", (int)(end - at - 1), at + 1);
}

static void names_all(const char *word, const struct wm_forms *forms, const char *const *elsewhere) {
    char row[1000];
    row_of(word, row, sizeof row);
    for (size_t i = 0; i < forms->count; i++) {
        char name[64];
        bool known = false;
        for (const char *const *other = elsewhere; *other != NULL; other++)
            known = known || strcmp(*other, forms->forms[i].name) == 0;
        snprintf(name, sizeof name, "`%s", forms->forms[i].name);
        if (!known && strstr(row, name) == NULL)
            fail_msg("the row of `%s` does not name %s`", word, name);
    }
}

static void test_its_tables_are_complete(void **state) {
    (void)state;
    static const char *const common[] = {"title", "says", "source", "url", "level", "tags", NULL};
    static const char *const gates[] = {"title", "says", "source", "url", "tags", NULL};
    static const char *const none[] = {NULL};
    static const char *const titled[] = {"title", NULL};
    for (int verb = 0; verb < WM_VERB_COUNT; verb++) {
        if (wm_verb_word((enum wm_verb)verb))
            names_all(wm_verb_name((enum wm_verb)verb), wm_forms_of_verb((enum wm_verb)verb), none);
    }
    for (int word = 0; word < WM_WORD_COUNT; word++) {
        const char *const *elsewhere = word < WM_DECLARED_COUNT ? common : gates;
        if (word == WM_WORD_ADOPT || word == WM_WORD_TEST)
            elsewhere = titled;
        names_all(wm_word_name(word), wm_forms_of_word(word), elsewhere);
    }
}

// The limits it states are those in force.
static void test_its_limits_are_true(void **state) {
    (void)state;
    char stated[6][64];
    snprintf(stated[0], sizeof stated[0], "| files | %u of %u KiB |", WM_LIMIT_FILES, WM_LIMIT_FILE / 1024u);
    snprintf(stated[1], sizeof stated[1], "| memory | %u MiB |", WM_LIMIT_MEMORY / 1048576u);
    snprintf(stated[2], sizeof stated[2], "| one text | %u KiB |", WM_LIMIT_STRING / 1024u);
    snprintf(stated[3], sizeof stated[3], "criteria nest %d deep", WM_LIMIT_DEPTH);
    snprintf(stated[4], sizeof stated[4], "| a file's name | %u characters |", WM_LIMIT_FILE_NAME);
    snprintf(stated[5], sizeof stated[5], "| new names | %u,000 of one organisation", WM_LIMIT_NAMES / 1000u);
    for (size_t i = 0; i < sizeof stated / sizeof stated[0]; i++) {
        if (strstr(guide.data, stated[i]) == NULL)
            fail_msg("the guide does not say \"%s\"", stated[i]);
    }
    assert_non_null(strstr(guide.data, "20,000 declarations, 100,000 criteria"));
    assert_int_equal(WM_LIMIT_DECLARATIONS, 20000);
    assert_int_equal(WM_LIMIT_CRITERIA, 100000);
    assert_non_null(strstr(guide.data, "| steps | ten million |"));
    assert_int_equal(WM_LIMIT_INSTRUCTIONS, 10000000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_its_lua_runs, setup, teardown),
        cmocka_unit_test_setup_teardown(test_its_bakery_is_well_tested, setup, teardown),
        cmocka_unit_test_setup_teardown(test_its_tables_are_complete, setup, teardown),
        cmocka_unit_test_setup_teardown(test_its_limits_are_true, setup, teardown),
    };
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
