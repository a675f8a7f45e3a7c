// SPDX-License-Identifier: MIT
// labels: threads
// Rules change without anybody asking: on SIGHUP, and when files on disk change. With a whole daemon but its socket.
#include "engine/daemon/daemon.h"

#include "tests/unit/daemon/packs.h"
#include "tests/unit/daemon/threads.h"

#include <signal.h>
#include <unistd.h>

struct running {
    struct wm_test_folder folder;
    struct wm_config config;
    uv_loop_t loop;
    struct wm_daemon daemon;
    bool ready;
};

static void on_ready(void *context) {
    ((struct running *)context)->ready = true;
}

static void on_stop(void *context) {
    (void)context;
    fail_msg("nobody asked it to stop");
}

// Organisations north and south adopt the framework; west does not.
static void start(struct running *running, bool watch) {
    struct wm_error error;
    char text[512];
    *running = (struct running){.ready = false};
    wm_test_folder_make(&running->folder);
    packs_framework(&running->folder, "Ladder");
    packs_organisation(&running->folder, "north", "", "adopt \"ladder\" {}");
    packs_organisation(&running->folder, "south", "", "adopt \"ladder\" {}");
    packs_organisation(&running->folder, "west", "", "");
    int length = snprintf(text, sizeof text,
                          "store: %s/waymark.db\nrules: { folders: [%s/rules], watch: %s }\n"
                          "limits: { portfolio_cache: 1MiB }\n",
                          running->folder.path, running->folder.path, watch ? "true" : "false");
    wm_test_ok(wm_config_parse(text, (size_t)length, "test", &running->config, &error), &error);
    loop_open(&running->loop);
    const struct wm_daemon_events events = {.ready = on_ready, .stop = on_stop, .hurry = on_stop, .context = running};
    wm_test_ok(wm_daemon_start(&running->daemon, &running->loop, &running->config, &events, &error), &error);
    loop_until(&running->loop, running->ready);
}

static void finish(struct running *running) {
    wm_daemon_stop(&running->daemon);
    loop_close(&running->loop);
    wm_config_clear(&running->config);
    wm_test_folder_remove(&running->folder);
}

static struct wm_organisation *find(const struct running *running, const char *id) {
    return wm_rules_organisation(&running->daemon.rules, id, strlen(id));
}

static const struct wm_organisation *known(const struct running *running, const char *id) {
    const struct wm_organisation *organisation = find(running, id);
    assert_non_null(organisation);
    return organisation;
}

static bool titled(const struct running *running, const char *id, const char *title) {
    const struct wm_organisation *organisation = find(running, id);
    return organisation != NULL && organisation->active != NULL && strcmp(organisation->active->title, title) == 0;
}

static bool ladder_titled(const struct running *running, const char *id, const char *title) {
    const struct wm_organisation *organisation = known(running, id);
    return strcmp(organisation->active->frameworks[0].title, title) == 0;
}

static void move(const struct running *running, const char *from, const char *to) {
    int folder = running->folder.descriptor;
    assert_int_equal(renameat(folder, from, folder, to), 0);
}

// In one step: who is slow must not see half of it.
static void replace(const struct running *running, const char *name, const char *text) {
    wm_test_write_text(&running->folder, "written", text);
    move(running, "written", name);
}

#define NORTH "rules/organisations/north/organisation.lua"
#define SOUTH "rules/organisations/south/organisation.lua"

static const char *organisation_text(char text[256], const char *id, const char *title) {
    snprintf(text, 256, "organisation \"%s\" { title = \"%s\" }\nadopt \"ladder\" {}\n", id, title);
    return text;
}

static void rename_north(const struct running *running) {
    char text[256];
    replace(running, NORTH, organisation_text(text, "north", "North"));
}

static void break_one(const struct running *running, const char *name) {
    replace(running, name, "organisation \"broken\" {\n");
}

static void add_organisation(const struct running *running, const char *id) {
    char text[256], name[128];
    wm_test_write_text(&running->folder, "new/organisation.lua", organisation_text(text, id, "New"));
    snprintf(name, sizeof name, "rules/organisations/%s", id);
    move(running, "new", name);
}

// --- files that change ---

static void test_an_organisation_changes(void **state) {
    (void)state;
    struct running running;
    start(&running, true);
    rename_north(&running);
    loop_until(&running.loop, titled(&running, "north", "North"));
    assert_int_equal(known(&running, "north")->activation.cause, WM_ACTIVATION_WATCH);
    assert_int_equal(known(&running, "north")->generation, 2);
    add_organisation(&running, "east");
    loop_until(&running.loop, titled(&running, "east", "New"));
    assert_int_equal(known(&running, "south")->generation, 1);
    finish(&running);
}

static void test_a_framework_changes(void **state) {
    (void)state;
    struct running running;
    start(&running, true);
    replace(&running, "rules/frameworks/ladder/framework.lua",
            "framework \"ladder\" { title = \"Taller ladder\", edition = \"2\" }\n"
            "item \"badge\" { title = \"Badge\" }\n"
            "level \"first\" { title = \"First\", rank = 1, requires = signed_off { \"badge\" } }\n");
    loop_until(&running.loop,
               ladder_titled(&running, "north", "Taller ladder") && ladder_titled(&running, "south", "Taller ladder"));
    finish(&running);
}

// What answered goes on while it is broken, and the one that is mended becomes active by itself.
static void test_broken_and_mended(void **state) {
    (void)state;
    struct running running;
    start(&running, true);
    int64_t errors = wm_log_count(WM_LOG_ERROR);
    break_one(&running, NORTH);
    loop_until(&running.loop, wm_rules_state(known(&running, "north")) == WM_STATE_STALE);
    assert_true(titled(&running, "north", "north"));
    rename_north(&running);
    loop_until(&running.loop, wm_rules_state(known(&running, "north")) == WM_STATE_ACTIVE);
    assert_true(titled(&running, "north", "North"));
    assert_true(wm_log_count(WM_LOG_ERROR) > errors); // it may have been read twice: better than not at all
    wm_test_expect_log(WM_LOG_ERROR, wm_log_count(WM_LOG_ERROR) - errors);
    finish(&running);
}

static void test_not_watched(void **state) {
    (void)state;
    struct running running;
    start(&running, false);
    assert_null(running.daemon.triggers.watch);
    finish(&running);
}

// --- whom it concerns ---

// Being asked for shows at once, before anything is read.
static void check_asked(struct running *running, const char *const *packs, size_t count, const char *expected) {
    static const char *const ids[] = {"north", "south", "west"};
    char asked[64] = "";
    loop_until(&running->loop, running->daemon.rules.working == NULL);
    assert_true(wm_triggers_packs(&running->daemon.rules, packs, count));
    for (size_t i = 0; i < 3; i++)
        if (known(running, ids[i])->building)
            snprintf(asked + strlen(asked), sizeof asked - strlen(asked), "%s ", ids[i]);
    assert_string_equal(asked, expected);
}

static void test_whom_it_concerns(void **state) {
    (void)state;
    struct running running;
    start(&running, false);
    static const char *const ladder[] = {"frameworks/ladder"};
    static const char *const other[] = {"frameworks/adder", "frameworks/laddere"};
    static const char *const both[] = {"frameworks/ladder", "organisations/west"};
    static const char *const west[] = {"organisations/west"};
    check_asked(&running, ladder, 1, "north south ");
    check_asked(&running, other, 2, "");
    check_asked(&running, both, 2, "north south west ");
    check_asked(&running, west, 1, "west ");
    // A framework may be what a broken pack waits for.
    loop_until(&running.loop, running.daemon.rules.working == NULL);
    packs_organisation(&running.folder, "west", "", "adopt \"adder\" {}");
    wm_test_expect_log(WM_LOG_ERROR, 1);
    check_asked(&running, west, 1, "west ");
    check_asked(&running, other, 2, "west ");
    finish(&running);
}

static void test_too_many_new_ones(void **state) {
    (void)state;
    enum { MANY = 300 };
    static char names[MANY][32];
    static const char *packs[MANY];
    struct running running;
    start(&running, false);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(names[i], sizeof names[i], "organisations/new-%03zu", i);
        packs[i] = names[i];
    }
    assert_false(wm_triggers_packs(&running.daemon.rules, packs, MANY));
    add_organisation(&running, "new-299");
    running.daemon.triggers.missed = true;
    wm_triggers_tick(&running.daemon.triggers);
    assert_false(running.daemon.triggers.missed);
    loop_until(&running.loop, titled(&running, "new-299", "New"));
    finish(&running);
}

// --- the signal ---

static void hang_up(void) {
    assert_int_equal(kill(getpid(), SIGHUP), 0);
}

static void test_signal(void **state) {
    (void)state;
    struct running running;
    start(&running, false);
    rename_north(&running);
    add_organisation(&running, "east");
    break_one(&running, SOUTH);
    wm_test_expect_log(WM_LOG_ERROR, 1);
    int64_t warnings = wm_log_count(WM_LOG_WARNING);
    hang_up();
    loop_until(&running.loop, wm_log_count(WM_LOG_WARNING) == warnings + 1); // the summary: one failed
    assert_true(titled(&running, "north", "North"));
    assert_true(titled(&running, "east", "New"));
    assert_int_equal(known(&running, "north")->activation.cause, WM_ACTIVATION_SIGNAL);
    assert_int_equal(running.daemon.triggers.sweep.changed, 2);
    assert_int_equal(running.daemon.triggers.sweep.unchanged, 1);
    assert_int_equal(running.daemon.triggers.sweep.failed, 1);
    finish(&running);
}

// A signal while another is followed: what changed in between is read.
static void test_two_signals(void **state) {
    (void)state;
    struct running running;
    start(&running, false);
    hang_up();
    loop_until(&running.loop, running.daemon.triggers.sweeping);
    rename_north(&running);
    hang_up();
    loop_until(&running.loop, titled(&running, "north", "North"));
    loop_until(&running.loop, !running.daemon.triggers.sweeping);
    assert_false(running.daemon.triggers.again);
    finish(&running);
}

static void test_stopped_while_it_sweeps(void **state) {
    (void)state;
    struct running running;
    start(&running, true);
    rename_north(&running);
    hang_up();
    loop_until(&running.loop, running.daemon.triggers.sweeping);
    hang_up();
    uv_run(&running.loop, UV_RUN_NOWAIT);
    finish(&running);
}

WM_TEST_MAIN(cmocka_unit_test(test_an_organisation_changes), cmocka_unit_test(test_a_framework_changes),
             cmocka_unit_test(test_broken_and_mended), cmocka_unit_test(test_not_watched),
             cmocka_unit_test(test_whom_it_concerns), cmocka_unit_test(test_too_many_new_ones),
             cmocka_unit_test(test_signal), cmocka_unit_test(test_two_signals),
             cmocka_unit_test(test_stopped_while_it_sweeps))
