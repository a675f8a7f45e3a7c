// SPDX-License-Identifier: MIT
// Rules that change on disk become active by themselves, and on SIGHUP. What is waited for is asked for until it is so.
// labels: threads
#include "tests/e2e/daemon.h"

#include "engine/base/file.h"
#include "tests/e2e/rules.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE 60 // seconds: nothing takes that long

static struct daemon its_daemon;

static int make(void **state) {
    daemon_make(&its_daemon);
    daemon_write(&its_daemon, "rules/organisations/south/organisation.lua", RULES_ORGANISATION("south"));
    its_daemon.watch = true;
    *state = &its_daemon;
    return 0;
}

static int take_down(void **state) {
    daemon_remove(*state);
    return 0;
}

static void move(const struct daemon *asked, const char *from, const char *to) {
    int folder = asked->folder.descriptor;
    assert_int_equal(renameat(folder, from, folder, to), 0);
}

// As editors and installers do it: whole, and then by its name.
static void replace(struct daemon *asked, const char *name, const char *text) {
    daemon_write(asked, "written", text);
    move(asked, "written", name);
}

#define NORTH "rules/organisations/north/organisation.lua"
#define TITLED(id, title) "organisation \"" id "\" { title = \"" title "\" }\nadopt \"ladder\" {}\n"

// Asks until `path` in the answer is `wanted`.
static void until(struct daemon *asked, const char *method, const char *params, const char *path, const char *wanted) {
    struct timespec begin, now;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    daemon_answers(asked, method, params);
    while (strcmp(daemon_at(asked, path), wanted) != 0) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec - begin.tv_sec > PATIENCE)
            fail_msg("%s %s: waited in vain for %s to be %s: %s", method, params, path, wanted, asked->reply.text);
        poll(NULL, 0, 10);
        daemon_answers(asked, method, params);
    }
}

static void until_titled(struct daemon *asked, const char *organisation, const char *title) {
    char params[64], wanted[64];
    snprintf(params, sizeof params, "{\"org\":\"%s\"}", organisation);
    snprintf(wanted, sizeof wanted, "\"%s\"", title);
    until(asked, "rules.status", params, "organisations[0].title", wanted);
}

static void until_state(struct daemon *asked, const char *state) {
    until(asked, "rules.status", "{\"org\":\"north\"}", "organisations[0].state", state);
}

// Lines at ERROR with this text, at least one: what changes while it is looked at may be read twice.
static void expect_errors(struct daemon *asked, const char *text) {
    struct wm_buffer log;
    struct wm_error error;
    size_t count = 0;
    wm_test_ok(wm_file_read(asked->log, (size_t)16 << 20, &log, &error), &error);
    for (char *line = log.data, *end = NULL; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        count += strstr(line, " error ") != NULL && strstr(line, text) != NULL;
    }
    wm_buffer_clear(&log);
    assert_true(count > 0);
    asked->expected += count;
}

static void test_written_by_rename(void **state) {
    struct daemon *asked = *state;
    daemon_start(asked);
    replace(asked, NORTH, TITLED("north", "North"));
    until_titled(asked, "north", "North");
    daemon_answers(asked, "rules.history", "{\"org\":\"north\",\"limit\":1}");
    assert_string_equal(daemon_at(asked, "activations[0].cause"), "\"watch\"");
    assert_string_equal(daemon_at(asked, "activations[0].changed"), "[\"organisations/north/organisation.lua\"]");
    // As vim does it.
    daemon_write(asked, "rules/organisations/north/4913", "");
    assert_int_equal(unlinkat(asked->folder.descriptor, "rules/organisations/north/4913", 0), 0);
    move(asked, NORTH, NORTH "~");
    replace(asked, NORTH, TITLED("north", "North again"));
    assert_int_equal(unlinkat(asked->folder.descriptor, NORTH "~", 0), 0);
    until_titled(asked, "north", "North again");
}

static void test_a_framework_reaches_who_adopts_it(void **state) {
    struct daemon *asked = *state;
    daemon_start(asked);
    replace(asked, "rules/frameworks/ladder/more.lua", "item \"badge\" { title = \"Badge\" }\n");
    static const char *const organisations[] = {"{\"org\":\"north\",\"limit\":1}", "{\"org\":\"south\",\"limit\":1}"};
    for (size_t i = 0; i < 2; i++)
        until(asked, "rules.history", organisations[i], "activations[0].added", "[\"frameworks/ladder/more.lua\"]");
}

// What answered goes on, and what comes back is what was there.
static void test_gone_and_back(void **state) {
    struct daemon *asked = *state;
    daemon_start(asked);
    daemon_answers(asked, "person.put", "{\"org\":\"north\",\"id\":\"p1\"}");
    move(asked, "rules/organisations/north", "elsewhere");
    until_state(asked, "\"stale\"");
    daemon_answers(asked, "eligibility.check", "{\"org\":\"north\",\"person\":\"p1\",\"level\":\"ladder/first\"}");
    move(asked, "elsewhere", "rules/organisations/north");
    until_state(asked, "\"active\"");
    replace(asked, NORTH, TITLED("north", "North"));
    until_titled(asked, "north", "North");
    daemon_answers(asked, "rules.history", "{\"org\":\"north\"}");
    assert_string_equal(daemon_at(asked, "activations[2]"), ""); // the start, and this one
    expect_errors(asked, "no rule pack for the organisation");
}

static void test_broken_and_mended(void **state) {
    struct daemon *asked = *state;
    daemon_start(asked);
    replace(asked, NORTH, "organisation \"north\" {\n  title = \"North\",\n  tilte = \"North\" }\n");
    until_state(asked, "\"stale\"");
    assert_non_null(strstr(daemon_at(asked, "organisations[0].error.where"), "organisations/north/organisation.lua:"));
    until_titled(asked, "north", "north");
    replace(asked, NORTH, TITLED("north", "Mended"));
    until_state(asked, "\"active\"");
    until_titled(asked, "north", "Mended");
    expect_errors(asked, "tilte");
}

// A pack that is copied file by file, slowly.
static void test_copied_by_halves(void **state) {
    struct daemon *asked = *state;
    daemon_start(asked);
    daemon_write(
        asked, "rules/organisations/east/organisation.lua",
        "organisation \"east\" { title = \"East\" }\nadopt \"ladder\" { parameters = include \"_parameters.lua\" }\n");
    until(asked, "rules.status", "{}", "organisations[0].state", "\"broken\"");
    assert_string_equal(daemon_at(asked, "organisations[0].org"), "\"east\"");
    daemon_write(asked, "rules/organisations/east/_parameters.lua", "return { hours = 12 }\n");
    until_titled(asked, "east", "East");
    until(asked, "rules.status", "{\"org\":\"east\"}", "organisations[0].state", "\"active\"");
    expect_errors(asked, " error ");
}

static void test_the_whole_folder_swapped(void **state) {
    struct daemon *asked = *state;
    int folder = asked->folder.descriptor;
    move(asked, "rules", "first");
    assert_int_equal(symlinkat("first", folder, "rules"), 0);
    daemon_start(asked);
    daemon_write(asked, "second/frameworks/ladder/framework.lua", RULES_FRAMEWORK);
    daemon_write(asked, "second/organisations/north/organisation.lua", TITLED("north", "North, second"));
    daemon_write(asked, "second/organisations/south/organisation.lua", RULES_ORGANISATION("south"));
    assert_int_equal(symlinkat("second", folder, "next"), 0);
    move(asked, "next", "rules");
    until_titled(asked, "north", "North, second");
    replace(asked, "second/organisations/south/organisation.lua", TITLED("south", "South"));
    until_titled(asked, "south", "South");
    daemon_answers(asked, "rules.history", "{\"org\":\"south\"}");
    assert_string_equal(daemon_at(asked, "activations[2]"), ""); // the same in other files is the same
}

static void test_signal(void **state) {
    struct daemon *asked = *state;
    asked->watch = false;
    daemon_start(asked);
    replace(asked, NORTH, TITLED("north", "North"));
    daemon_write(asked, "rules/organisations/east/organisation.lua", RULES_ORGANISATION("east"));
    assert_int_equal(kill(asked->process, SIGHUP), 0);
    until_titled(asked, "north", "North");
    until(asked, "rules.status", "{}", "organisations[0].org", "\"east\"");
    until_titled(asked, "east", "east");
    daemon_answers(asked, "rules.history", "{\"org\":\"north\",\"limit\":1}");
    assert_string_equal(daemon_at(asked, "activations[0].cause"), "\"signal\"");
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make, take_down)

WM_TEST_MAIN(WITH_FOLDER(test_written_by_rename), WITH_FOLDER(test_a_framework_reaches_who_adopts_it),
             WITH_FOLDER(test_gone_and_back), WITH_FOLDER(test_broken_and_mended), WITH_FOLDER(test_copied_by_halves),
             WITH_FOLDER(test_the_whole_folder_swapped), WITH_FOLDER(test_signal))
