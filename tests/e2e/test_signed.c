// SPDX-License-Identifier: MIT
// Packs that must be signed, from the key to the answer: with the programs that operators have.
// labels: threads
#include "tests/e2e/daemon.h"

#include "tests/e2e/rules.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE 60 // seconds: nothing takes that long
#define NORTH "rules/organisations/north/organisation.lua"
#define TITLED(title) "organisation \"north\" { title = \"" title "\" }\nadopt \"ladder\" {}\n"

static struct daemon its_daemon;
static char key[96], public_key[100];

static void run(struct daemon *asked, const char *const *arguments, int status, const char *said) {
    char output[4096];
    int got = daemon_run(asked, arguments, output, sizeof output);
    if (got != status || strstr(output, said) == NULL)
        fail_msg("%s %s %s: %d, not %d with \"%s\":\n%s", arguments[0], arguments[1], arguments[2], got, status, said,
                 output);
}
#define WAYMARK(asked, status, said, ...)                                                                              \
    run((asked), (const char *const[]){"waymark", __VA_ARGS__, NULL}, status, said)

static void sign(struct daemon *asked, const char *pack) {
    char folder[160];
    snprintf(folder, sizeof folder, "%s/rules/%s", asked->folder.path, pack);
    WAYMARK(asked, 0, "is signed with the key", "rules", "sign", folder, "--key", key);
}

static int make(void **state) {
    daemon_make(&its_daemon);
    snprintf(key, sizeof key, "%s/key", its_daemon.folder.path);
    snprintf(public_key, sizeof public_key, "%s.pub", key);
    WAYMARK(&its_daemon, 0, "key.pub", "rules", "keygen", key);
    *state = &its_daemon;
    return 0;
}

static int take_down(void **state) {
    daemon_remove(*state);
    return 0;
}

static void until(struct daemon *asked, const char *path, const char *wanted) {
    struct timespec begin, now;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    daemon_answers(asked, "rules.status", "{\"org\":\"north\"}");
    while (strcmp(daemon_at(asked, path), wanted) != 0) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        if (now.tv_sec - begin.tv_sec > PATIENCE)
            fail_msg("waited in vain for %s to be %s: %s", path, wanted, asked->reply.text);
        poll(NULL, 0, 10);
        daemon_answers(asked, "rules.status", "{\"org\":\"north\"}");
    }
}

static void expect(struct daemon *asked, const char *path, const char *wanted) {
    daemon_answers(asked, "rules.status", "{\"org\":\"north\"}");
    assert_string_equal(daemon_at(asked, path), wanted);
}

#define STATE "organisations[0].state"
#define TITLE "organisations[0].title"

static void test_from_the_key_to_the_answer(void **state) {
    struct daemon *asked = *state;
    asked->trusted = public_key;
    daemon_start(asked);
    expect(asked, STATE, "\"broken\"");
    daemon_expect_error(asked, "organisations/north is not signed");
    daemon_expect_error(asked, "answers nothing about levels");
    const char *check[] = {"waymarkd", "--check", "--config", asked->config, NULL};
    run(asked, check, 1, "frameworks/ladder is not signed");
    sign(asked, "organisations/north");
    sign(asked, "frameworks/ladder");
    run(asked, check, 0, "organisation north: good");
    WAYMARK(asked, 0, "", "--socket", asked->socket, "rules", "reload");
    expect(asked, STATE, "\"active\"");
    daemon_answers(asked, "person.put", "{\"id\":\"p1\"}");
    daemon_answers(asked, "eligibility.check", "{\"person\":\"p1\",\"level\":\"ladder/first\"}");
    // Changed, and not signed: nobody notices but who asked for it.
    daemon_write(asked, NORTH, TITLED("Changed"));
    daemon_refuses(asked, "rules.reload", "{\"org\":\"north\"}", "signature-wrong");
    assert_string_equal(daemon_at(asked, "data.stage"), "\"signature\"");
    assert_string_equal(daemon_at(asked, "data.where"), "\"organisations/north/SIGNATURE\"");
    daemon_refuses(asked, "rules.check", "{\"org\":\"north\"}", "signature-wrong");
    WAYMARK(asked, 1, "the pack is not signed as it must be", "--socket", asked->socket, "rules", "reload");
    daemon_expect_error(asked, "organisations/north: a file was changed, added, removed or renamed");
    asked->expected++; // each time somebody asked
    expect(asked, STATE, "\"stale\"");
    expect(asked, TITLE, "\"north\"");
    daemon_restart(asked); // what was active goes on
    daemon_expect_error(asked, "organisations/north: a file was changed");
    expect(asked, STATE, "\"stale\"");
    expect(asked, TITLE, "\"north\"");
    sign(asked, "organisations/north");
    assert_int_equal(kill(asked->process, SIGHUP), 0);
    until(asked, TITLE, "\"Changed\"");
}

static void test_a_signature_is_watched(void **state) {
    struct daemon *asked = *state;
    asked->trusted = public_key;
    asked->watch = true;
    sign(asked, "organisations/north");
    sign(asked, "frameworks/ladder");
    daemon_start(asked);
    expect(asked, STATE, "\"active\"");
    // The new file lies there unsigned until its signature comes: a moment later, or long after.
    daemon_write(asked, NORTH, TITLED("Changed"));
    until(asked, STATE, "\"stale\"");
    daemon_expect_error(asked, "organisations/north: a file was changed");
    expect(asked, TITLE, "\"north\"");
    sign(asked, "organisations/north");
    until(asked, TITLE, "\"Changed\"");
    daemon_answers(asked, "rules.history", "{\"org\":\"north\",\"limit\":1}");
    assert_string_equal(daemon_at(asked, "activations[0].cause"), "\"watch\"");
    assert_string_equal(daemon_at(asked, "activations[0].changed"), "[\"organisations/north/organisation.lua\"]");
}

static void test_nobody_goes_back_to_what_nobody_signed(void **state) {
    struct daemon *asked = *state;
    char before[80], params[160];
    daemon_start(asked); // nobody is trusted yet
    daemon_answers(asked, "rules.status", "{\"org\":\"north\"}");
    snprintf(before, sizeof before, "%s", daemon_at(asked, "organisations[0].rules"));
    daemon_write(asked, NORTH, TITLED("Signed"));
    sign(asked, "organisations/north");
    sign(asked, "frameworks/ladder");
    asked->trusted = public_key;
    daemon_restart(asked);
    expect(asked, TITLE, "\"Signed\"");
    snprintf(params, sizeof params, "{\"org\":\"north\",\"rules\":%s}", before);
    daemon_refuses(asked, "rules.rollback", params, "signature-missing");
    assert_string_equal(daemon_at(asked, "data.stage"), "\"signature\"");
    expect(asked, TITLE, "\"Signed\"");
    expect(asked, STATE, "\"active\"");
    // A question about the past is answered as it was then.
    daemon_answers(asked, "person.put", "{\"id\":\"p1\"}");
    snprintf(params, sizeof params, "{\"person\":\"p1\",\"level\":\"ladder/first\",\"rules\":%s}", before);
    daemon_answers(asked, "eligibility.check", params);
}

#define DAEMON(test) cmocka_unit_test_setup_teardown(test, make, take_down)
WM_TEST_MAIN(DAEMON(test_from_the_key_to_the_answer), DAEMON(test_a_signature_is_watched),
             DAEMON(test_nobody_goes_back_to_what_nobody_signed))
