// SPDX-License-Identifier: MIT
// Packs of an organisation that cost much while they are read, and not what they say: each ends within its limits, is
// refused with its place or taken, leaves no memory behind, and nobody else waits (beside.h).
#include "tests/e2e/beside.h"

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

enum { KEPT_MOST = 1024 * 1024, PATIENCE = 100000, FILES = 255, NAMES = 15000, NAMES_MOST = 100000 };

#define PACK "rules/organisations/hostile/"
#define FRAMEWORK "framework 'own' { title = 'Own', scale = 's' }\nscale 's' { [0] = 'No', 'Yes' }\n"

struct hostile {
    struct daemon daemon;
    struct beside beside;
};

static struct hostile its_hostile;

// --- Its pack ---

static void write_file(struct hostile *hostile, const char *name, const char *text) {
    char path[128];
    snprintf(path, sizeof path, PACK "%s", name);
    daemon_write(&hostile->daemon, path, text);
}

static void remove_files(struct hostile *hostile, const char *folder) {
    char path[160], file[512];
    snprintf(path, sizeof path, "%s/" PACK "%s", hostile->daemon.folder.path, folder);
    DIR *entries = opendir(path);
    if (entries == NULL)
        return;
    for (const struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        unlink(file); // not what is a folder
    }
    closedir(entries);
    rmdir(path);
}

static void write_benign(struct hostile *hostile) {
    remove_files(hostile, "own");
    remove_files(hostile, "");
    write_file(hostile, "organisation.lua", "organisation 'hostile' { title = 'Hostile' }\nadopt 'ladder' {}\n");
}

static bool reload(struct hostile *hostile) {
    beside_ask(&hostile->beside, "rules.reload", "{\"org\":\"hostile\"}");
    return !hostile->daemon.reply.refused;
}

static void is_refused(struct hostile *hostile, const char *stage, const char *reason, const char *where) {
    char wanted[64];
    if (reload(hostile))
        fail_msg("%s: it was taken", hostile->beside.about);
    hostile->daemon.expected++; // the log has it, too
    snprintf(wanted, sizeof wanted, "\"stage\":\"%s\"", stage);
    if (strcmp(hostile->daemon.error.reason, reason) != 0 || strstr(hostile->daemon.reply.text, wanted) == NULL ||
        strstr(hostile->daemon.error.where, where) == NULL)
        fail_msg("%s: not %s, %s, %s: %s", hostile->beside.about, stage, reason, where, hostile->daemon.reply.text);
}

static void is_taken(struct hostile *hostile) {
    if (!reload(hostile))
        fail_msg("%s: %s", hostile->beside.about, hostile->daemon.reply.text);
}

// --- Around each ---

static void begin(struct hostile *hostile, const char *about, int64_t *ret_memory) {
    snprintf(hostile->beside.about, sizeof hostile->beside.about, "%s", about);
    *ret_memory = beside_memory(&hostile->beside);
}

static void end(struct hostile *hostile, int64_t before) {
    int64_t kept = KEPT_MOST + 1;
    beside_ask_others(&hostile->beside);
    write_benign(hostile);
    is_taken(hostile);
    daemon_answers(&hostile->daemon, "eligibility.check",
                   "{\"org\":\"hostile\",\"person\":\"p1\",\"level\":\"ladder/first\"}");
    for (int i = 0; i < PATIENCE && kept > KEPT_MOST; i++) // what it moved is still looked at
        kept = beside_memory(&hostile->beside) - before;
    if (kept > KEPT_MOST)
        fail_msg("%s: %lld KiB are still held", hostile->beside.about, (long long)kept / 1024);
}

// --- The packs ---

static void test_as_many_files_as_there_may_be(void **state) {
    struct hostile *hostile = *state;
    static char text[64 * 1024];
    int64_t before;
    begin(hostile, "256 files of 64 KiB", &before);
    memset(text, '-', sizeof text - 1); // one long comment
    for (int i = 0; i < FILES; i++) {
        char name[32];
        snprintf(name, sizeof name, "file-%d.lua", i);
        write_file(hostile, name, text);
    }
    is_taken(hostile);
    write_file(hostile, "one-more.lua", text);
    is_refused(hostile, "build", "too-many", "organisations/hostile");
    end(hostile, before);
}

static void test_files_that_include_all_others(void **state) {
    struct hostile *hostile = *state;
    int64_t before;
    begin(hostile, "files that include all others", &before);
    for (int i = 0; i < 200; i++) { // 2^200 files, if each were run each time
        char name[32], text[128];
        snprintf(name, sizeof name, "_f%d.lua", i);
        snprintf(text, sizeof text, i < 199 ? "include '_f%d' include '_f%d'\n" : "-- %d %d\n", i + 1, i + 1);
        write_file(hostile, name, text);
    }
    write_file(hostile, "start.lua", "include '_f0'\n");
    if (!reload(hostile))
        hostile->daemon.expected++;
    end(hostile, before);
}

// Names stay for as long as the process: an organisation cannot bring new ones for ever.
static void test_a_pack_that_differs_each_time(void **state) {
    struct hostile *hostile = *state;
    int64_t before, codes = beside_metric(&hostile->beside, "waymark_codes");
    bool taken = true;
    begin(hostile, "new names each time", &before);
    for (int i = 0; taken && i < 20; i++) {
        char text[256];
        snprintf(text, sizeof text,
                 FRAMEWORK "for i = 1, %d do course('c%d-' .. i) { title = 'C' } end\n"
                           "level 'l' { title = 'L', requires = trained 'c%d-1' }\n",
                 NAMES, i, i);
        write_file(hostile, "own/framework.lua", text);
        taken = reload(hostile);
    }
    assert_false(taken);
    assert_string_equal(hostile->daemon.error.reason, "too-many-new-names");
    hostile->daemon.expected++;
    assert_true(beside_metric(&hostile->beside, "waymark_codes") - codes <= NAMES_MOST);
    end(hostile, before);
}

static void test_a_level_of_thousands_of_criteria(void **state) {
    struct hostile *hostile = *state;
    int64_t before;
    begin(hostile, "a level of thousands of criteria, alike", &before);
    write_file(hostile, "own/framework.lua",
               FRAMEWORK "competency 'a' { title = 'A' }\n"
                         "for l = 1, 2 do\n"
                         "  local all_of = {}\n"
                         "  for i = 1, 2500 do all_of[i] = assessed { 'a', at_least = 1, within = days(i) } end\n"
                         "  level('l' .. l) { title = 'L', requires = any(all_of) }\n"
                         "end\n");
    is_taken(hostile);
    end(hostile, before);
}

static void test_tests_that_fail(void **state) {
    struct hostile *hostile = *state;
    int64_t before;
    begin(hostile, "tests that fail", &before);
    write_file(hostile, "own/framework.lua",
               FRAMEWORK "course 'c' { title = 'C' }\nlevel 'l' { title = 'L', requires = trained 'c' }\n");
    write_file(hostile, "tests.lua",
               "for i = 1, 5000 do\n"
               "  test('t' .. i) { as_of = '2026-01-01', level = 'own/l', person = {}, expect = eligible }\nend\n");
    is_refused(hostile, "test", "test-failed", "organisations/hostile/tests.lua");
    end(hostile, before);
}

static void test_tests_of_a_predicate_that_never_ends(void **state) {
    struct hostile *hostile = *state;
    int64_t before;
    begin(hostile, "tests of a predicate that never ends", &before);
    write_file(hostile, "own/framework.lua", FRAMEWORK);
    write_file(hostile, "own/_spin.lua", "return function (person) while true do end end\n");
    write_file(hostile, "own/a.lua", "spin = custom { id = 'spin', says = 'it spins', include '_spin' }\n");
    write_file(hostile, "own/levels.lua", "level 'l' { title = 'L', requires = spin }\n");
    write_file(
        hostile, "tests.lua",
        "for i = 1, 50 do\n"
        "  test('t' .. i) { as_of = '2026-01-01', level = 'own/l', person = {}, expect = indeterminate }\nend\n");
    is_taken(hostile); // they are right: nobody knows
    end(hostile, before);
}

static int start(void **state) {
    struct hostile *hostile = &its_hostile;
    daemon_make(&hostile->daemon);
    hostile->daemon.settings = "limits: { evaluation: 400ms, suspend_after: 1000 }\nlog: { level: notice }\n";
    write_benign(hostile);
    daemon_start(&hostile->daemon);
    beside_begin(&hostile->beside, &hostile->daemon);
    daemon_answers(&hostile->daemon, "person.put", "{\"org\":\"hostile\",\"id\":\"p1\"}");
    *state = hostile;
    return 0;
}

static int stop(void **state) {
    struct hostile *hostile = *state;
    beside_end(&hostile->beside);
    daemon_remove(&hostile->daemon);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_as_many_files_as_there_may_be, start, stop),
        cmocka_unit_test_setup_teardown(test_files_that_include_all_others, start, stop),
        cmocka_unit_test_setup_teardown(test_a_pack_that_differs_each_time, start, stop),
        cmocka_unit_test_setup_teardown(test_a_level_of_thousands_of_criteria, start, stop),
        cmocka_unit_test_setup_teardown(test_tests_that_fail, start, stop),
        cmocka_unit_test_setup_teardown(test_tests_of_a_predicate_that_never_ends, start, stop)};
    return wm_test_main(__FILE__, tests, sizeof tests / sizeof tests[0]);
}
