// SPDX-License-Identifier: MIT
// Custom predicates that are too slow, or do not come back, in one organisation; another is answered as ever.
// labels: threads
#include "tests/e2e/daemon.h"

#include "tests/e2e/rules.h"

#include <stdlib.h>
#include <sys/stat.h>

// Comparing long texts takes little fuel for much time. Whoever has no training is decided at once: not Ben.
#define SLOW                                                                                                           \
    "slow = custom { id = \"slow\", says = \"takes long\", function (person)\n"                                        \
    "  if person.records(\"training\")[1] == nil then return false, \"no training\" end\n"                             \
    "  local a, b = string.rep(\"x\", 16000), string.rep(\"x\", 15999) .. \"y\"\n"                                     \
    "  for i = 1, 55000 do\n"                                                                                          \
    "    if a < b and a < b and a < b and a < b and a < b and a < b and a < b and a < b then end\n"                    \
    "  end\n"                                                                                                          \
    "  return true\n"                                                                                                  \
    "end }\n"
#define LEVELS                                                                                                         \
    "level \"slow\" { title = \"Slow\", requires = slow }\n"                                                           \
    "level \"above\" { title = \"Above\", requires = { meets \"slow\" } }\n"

static struct daemon its_daemon;

static int make(void **state) {
    struct daemon *asked = &its_daemon;
    daemon_make(asked);
    daemon_write(asked, "rules/frameworks/slow/framework.lua",
                 "framework \"slow\" { title = \"Slow\" }\n"
                 "course \"first-aid\" { title = \"First aid\" }\n");
    daemon_write(asked, "rules/frameworks/slow/a-predicates.lua", SLOW);
    daemon_write(asked, "rules/frameworks/slow/z-levels.lua", LEVELS);
    daemon_write(asked, "rules/organisations/south/organisation.lua",
                 "organisation \"south\" { title = \"South\" }\nadopt \"slow\" {}\n");
    *state = asked;
    return 0;
}

static int take_down(void **state) {
    unsetenv("WM_FAULT");
    daemon_remove(*state);
    return 0;
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, make, take_down)

static void start(struct daemon *asked, const char *settings) {
    asked->settings = settings;
    daemon_start(asked);
    daemon_answers(asked, "person.put", "{\"org\":\"north\",\"id\":\"amara\"}");
    daemon_answers(asked, "person.put", "{\"org\":\"south\",\"id\":\"amara\"}");
    daemon_answers(asked, "person.put", "{\"org\":\"south\",\"id\":\"ben\"}");
    daemon_answers(asked, "record.add", "{\"org\":\"south\",\"person\":\"ben\",\"records\":[" RECORD_FIRST_AID "]}");
}

#define ABOUT(person, level) "{\"org\":\"south\",\"person\":\"" person "\",\"level\":\"slow/" level "\"}"

// What does not concern the slow predicate goes on.
static void others_are_answered(struct daemon *asked) {
    daemon_answers(asked, "eligibility.check", "{\"org\":\"north\",\"person\":\"amara\",\"level\":\"ladder/first\"}");
    assert_string_equal(daemon_at(asked, "outcome"), "\"not-eligible\"");
}

static void the_state_is(struct daemon *asked, const char *organisation, const char *predicate) {
    daemon_answers(asked, "rules.status", "{\"org\":\"south\"}");
    assert_string_equal(daemon_at(asked, "organisations[0].state"), organisation);
    assert_string_equal(daemon_at(asked, "organisations[0].predicates[0].predicate"), "\"slow\"");
    assert_string_equal(daemon_at(asked, "organisations[0].predicates[0].state"), predicate);
}

static void test_too_slow(void **state) {
    struct daemon *asked = *state;
    start(asked, "limits: { evaluation: 20ms, decision_cache: 0 }\n");
    the_state_is(asked, "\"active\"", "\"active\"");
    // On a machine that is far too busy there is sometimes no time to ask it at all, which is not its fault.
    while (strcmp(daemon_at(asked, "organisations[0].predicates[0].late"), "3") != 0) {
        daemon_refuses(asked, "eligibility.check", ABOUT("ben", "slow"), "deadline");
        others_are_answered(asked);
        daemon_answers(asked, "rules.status", "{\"org\":\"south\"}");
    }
    the_state_is(asked, "\"suspended\"", "\"suspended\"");
    assert_string_equal(daemon_at(asked, "organisations[0].predicates[0].failures.deadline"), "3");
    // Of nobody any more, however quick it would be, and by no way.
    daemon_refuses(asked, "eligibility.check", ABOUT("ben", "slow"), "suspended");
    assert_string_equal(daemon_at(asked, "data.where"), "\"frameworks/slow/a-predicates.lua\"");
    daemon_refuses(asked, "eligibility.check", ABOUT("amara", "above"), "suspended");
    daemon_refuses(asked, "award.grant", ABOUT("amara", "slow"), "suspended");
    daemon_refuses(asked, "eligibility.standing", "{\"org\":\"south\",\"person\":\"amara\"}", "suspended");
    others_are_answered(asked);
    assert_true(daemon_logged(asked, "was too slow 3 times, and is suspended"));
    daemon_restart(asked);
    the_state_is(asked, "\"active\"", "\"active\"");
}

#ifdef WM_FAULTS
// One thread gets stuck; it is replaced, and the daemon stops without it.
static void test_stuck(void **state) {
    struct daemon *asked = *state;
    setenv("WM_FAULT", "predicate-stuck", 1);
    start(asked, "limits: { evaluators: 1, evaluation: 10ms }\n");
    daemon_refuses(asked, "eligibility.check", ABOUT("amara", "slow"), "abandoned");
    assert_string_equal(daemon_at(asked, "data.where"), "\"frameworks/slow/a-predicates.lua\"");
    daemon_expect_error(asked, "the predicate \"slow\" of frameworks/slow/a-predicates.lua does not come back");
    others_are_answered(asked);
    daemon_answers(asked, "rules.status", "{\"org\":\"south\"}");
    assert_string_equal(daemon_at(asked, "organisations[0].predicates[0].failures.abandoned"), "1");
}

// The same where no thread may take its place.
static void test_nobody_left(void **state) {
    struct daemon *asked = *state;
    setenv("WM_FAULT", "predicate-stuck", 1);
    start(asked, "limits: { evaluators: 1, evaluation: 10ms, abandoned: 0 }\n");
    daemon_refuses(asked, "eligibility.check", ABOUT("amara", "slow"), "abandoned");
    daemon_expect_error(asked, "does not come back");
    daemon_refuses(asked, "eligibility.check", ABOUT("amara", "slow"), "abandoned");
    assert_non_null(strstr(daemon_at(asked, "message"), "no thread is left"));
    daemon_expect_error(asked, "no thread is left");
    others_are_answered(asked);
    daemon_answers(asked, "system.health", NULL);
    assert_string_equal(daemon_at(asked, "status"), "\"degraded\"");
}
#define WITH_FAULTS WITH_FOLDER(test_stuck), WITH_FOLDER(test_nobody_left),
#else
#define WITH_FAULTS
#endif

WM_TEST_MAIN(WITH_FAULTS WITH_FOLDER(test_too_slow))
