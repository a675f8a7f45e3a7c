// SPDX-License-Identifier: MIT
// labels: threads
// What happens to folders of rules is reported, however it is done. Each test waits for the report, however long that
// takes; that something is not reported shows by what is reported after it.
#include "engine/daemon/watch.h"

#include "engine/base/fault.h"
#include "tests/unit/daemon/packs.h"
#include "tests/unit/daemon/threads.h"

#include <sys/stat.h>
#include <unistd.h>

#define SEEN_MOST 32

struct watching {
    struct wm_test_folder folder;
    char roots[2][128];
    const char *root_list[2];
    uv_loop_t loop;
    struct wm_watch *watch;
    char seen[SEEN_MOST][64];
    size_t count;
};

static bool seen(const struct watching *watching, const char *pack) {
    for (size_t i = 0; i < watching->count; i++)
        if (strcmp(watching->seen[i], pack) == 0)
            return true;
    return false;
}

static void on_changed(void *context, const char *const *packs, size_t count) {
    struct watching *watching = context;
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || strcmp(packs[i - 1], packs[i]) < 0);
        if (seen(watching, packs[i]))
            continue;
        assert_true(watching->count < SEEN_MOST);
        snprintf(watching->seen[watching->count++], sizeof watching->seen[0], "%s", packs[i]);
    }
}

// The rules are in `rules`; and, when `second` is given, there.
static void prepare(struct watching *watching, const char *second) {
    *watching = (struct watching){.count = 0};
    wm_test_folder_make(&watching->folder);
    packs_framework(&watching->folder, "Ladder");
    packs_organisation(&watching->folder, "north", "", "adopt \"ladder\" {}");
    packs_organisation(&watching->folder, "south", "", "adopt \"ladder\" {}");
    const char *names[2] = {"rules", second};
    for (size_t i = 0; i < 2; i++) {
        snprintf(watching->roots[i], sizeof watching->roots[i], "%s/%s", watching->folder.path,
                 names[i] != NULL ? names[i] : "");
        watching->root_list[i] = watching->roots[i];
    }
    loop_open(&watching->loop);
}

static struct wm_watch_form form_of(struct watching *watching, size_t roots) {
    return (struct wm_watch_form){.roots = watching->root_list,
                                  .root_count = roots,
                                  .quiet = 1,
                                  .latest = 20,
                                  .every = 1,
                                  .changed = on_changed,
                                  .context = watching};
}

static void start(struct watching *watching, size_t roots) {
    struct wm_error error;
    struct wm_watch_form form = form_of(watching, roots);
    wm_test_ok(wm_watch_start(&watching->loop, &form, &watching->watch, &error), &error);
}

static void finish(struct watching *watching) {
    wm_watch_stop(watching->watch);
    loop_close(&watching->loop);
    wm_test_folder_remove(&watching->folder);
}

static void wait_for(struct watching *watching, const char *pack) {
    loop_until(&watching->loop, seen(watching, pack));
}

static void forget(struct watching *watching) {
    watching->count = 0;
}

#define NORTH "rules/organisations/north/organisation.lua"
#define SOUTH "rules/organisations/south/organisation.lua"

static void edit(struct watching *watching, const char *name) {
    wm_test_write_text(&watching->folder, name, "-- edited\n");
}

static void move(struct watching *watching, const char *from, const char *to) {
    assert_int_equal(renameat(watching->folder.descriptor, from, watching->folder.descriptor, to), 0);
}

static void make_link(struct watching *watching, const char *target, const char *name) {
    assert_int_equal(symlinkat(target, watching->folder.descriptor, name), 0);
}

static void test_edit(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, NULL);
    start(&watching, 1);
    edit(&watching, NORTH); // before anything was heard
    wait_for(&watching, "organisations/north");
    edit(&watching, "rules/frameworks/ladder/framework.lua");
    wait_for(&watching, "frameworks/ladder");
    assert_false(seen(&watching, "organisations/south"));
    forget(&watching);
    for (int i = 0; i < 3; i++) { // the same again is a change again
        edit(&watching, SOUTH);
        wait_for(&watching, "organisations/south");
        assert_false(seen(&watching, "organisations/north"));
        forget(&watching);
    }
    finish(&watching);
}

static void test_write_by_rename(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, NULL);
    start(&watching, 1);
    edit(&watching, SOUTH);
    wait_for(&watching, "organisations/south");
    edit(&watching, "rules/organisations/north/.organisation.lua.tmp");
    move(&watching, "rules/organisations/north/.organisation.lua.tmp", NORTH);
    wait_for(&watching, "organisations/north");
    forget(&watching);
    // As vim does it: a file to try whether it may write, the old one aside, a new one, the old one away.
    edit(&watching, "rules/organisations/north/4913");
    assert_int_equal(unlinkat(watching.folder.descriptor, "rules/organisations/north/4913", 0), 0);
    move(&watching, NORTH, NORTH "~");
    edit(&watching, NORTH);
    assert_int_equal(unlinkat(watching.folder.descriptor, NORTH "~", 0), 0);
    wait_for(&watching, "organisations/north");
    finish(&watching);
}

static void test_what_editors_leave(void **state) {
    (void)state;
    static const char *const names[] = {".organisation.lua.swp",
                                        ".#organisation.lua",
                                        "#organisation.lua#",
                                        "organisation.lua~",
                                        "organisation.lua.orig",
                                        "4913",
                                        ".lua",
                                        "notes.txt"};
    struct watching watching;
    prepare(&watching, NULL);
    start(&watching, 1);
    edit(&watching, SOUTH);
    wait_for(&watching, "organisations/south");
    char name[128];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        forget(&watching);
        snprintf(name, sizeof name, "rules/organisations/north/%s", names[i]);
        edit(&watching, name);
        edit(&watching, SOUTH);
        wait_for(&watching, "organisations/south");
        if (seen(&watching, "organisations/north"))
            fail_msg("%s was reported", names[i]);
    }
    finish(&watching);
}

static void test_new_packs(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, NULL);
    start(&watching, 1);
    packs_organisation(&watching.folder, "west", "", "");
    wait_for(&watching, "organisations/west");
    edit(&watching, "rules/organisations/west/own/framework.lua"); // a framework of its own
    forget(&watching);
    edit(&watching, "rules/organisations/west/own/levels.lua");
    wait_for(&watching, "organisations/west");
    forget(&watching);
    edit(&watching, "rules/organisations/west/own/levels.lua");
    wait_for(&watching, "organisations/west");
    assert_false(seen(&watching, "organisations/north"));
    // Nothing that could be the name of a pack.
    edit(&watching, "rules/organisations/Not A Pack/organisation.lua");
    edit(&watching, "rules/frameworks/new/framework.lua");
    wait_for(&watching, "frameworks/new");
    for (size_t i = 0; i < watching.count; i++)
        assert_null(strstr(watching.seen[i], "Not"));
    finish(&watching);
}

struct late {
    uv_prepare_t prepare; // between the timers and what comes from the thread
    uv_timer_t beat;      // so that the loop goes on turning
    struct watching *watching;
    char pack[64];
    int turns; // of the loop, until it is written
};

static void on_beat(uv_timer_t *beat) {
    (void)beat;
}

static void on_prepare(uv_prepare_t *prepare) {
    struct late *late = prepare->data;
    if (late->turns-- != 0)
        return;
    char name[128];
    struct pollfd loop = {.fd = uv_backend_fd(&late->watching->loop), .events = POLLIN};
    poll(&loop, 1, 5); // until the thread has looked, if it looks
    snprintf(name, sizeof name, "rules/%s/organisation.lua", late->pack);
    edit(late->watching, name);
    forget(late->watching);
}

// A folder appears, and a pack in it after the folder was looked at but before it is watched. How far the loop has come
// by then differs from one to the next.
static void test_new_while_it_is_looked_at(void **state) {
    (void)state;
    struct watching watching;
    struct late late = {.watching = &watching};
    prepare(&watching, NULL);
    start(&watching, 1);
    late.prepare.data = &late;
    uv_prepare_init(&watching.loop, &late.prepare);
    uv_prepare_start(&late.prepare, on_prepare);
    uv_timer_init(&watching.loop, &late.beat);
    uv_timer_start(&late.beat, on_beat, 5, 5);
    for (int turn = 0; turn < 24; turn++) {
        char elsewhere[64];
        snprintf(elsewhere, sizeof elsewhere, "elsewhere-%d", turn);
        snprintf(late.pack, sizeof late.pack, "organisations/new-%d", turn);
        move(&watching, "rules/organisations", elsewhere);
        assert_int_equal(mkdirat(watching.folder.descriptor, "rules/organisations", 0700), 0);
        late.turns = turn % 8;
        wait_for(&watching, late.pack);
    }
    uv_close((uv_handle_t *)&late.prepare, NULL);
    uv_close((uv_handle_t *)&late.beat, NULL);
    finish(&watching);
}

static void test_gone_and_back(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, NULL);
    start(&watching, 1);
    for (int i = 0; i < 3; i++) {
        move(&watching, "rules/organisations/north", "elsewhere");
        wait_for(&watching, "organisations/north");
        forget(&watching);
        move(&watching, "elsewhere", "rules/organisations/north");
        wait_for(&watching, "organisations/north");
        forget(&watching);
        edit(&watching, NORTH);
        wait_for(&watching, "organisations/north");
        forget(&watching);
    }
    for (int i = 0; i < 3; i++) { // removed and made anew, in one go
        assert_int_equal(unlinkat(watching.folder.descriptor, NORTH, 0), 0);
        assert_int_equal(unlinkat(watching.folder.descriptor, "rules/organisations/north", AT_REMOVEDIR), 0);
        edit(&watching, NORTH);
        wait_for(&watching, "organisations/north");
        forget(&watching);
        edit(&watching, NORTH);
        wait_for(&watching, "organisations/north");
        forget(&watching);
    }
    assert_false(seen(&watching, "organisations/south"));
    finish(&watching);
}

static void test_all_rules_gone_and_back(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, NULL);
    start(&watching, 1);
    static const char *const folders[] = {"rules", "rules/organisations"};
    for (size_t i = 0; i < 4; i++) {
        forget(&watching);
        move(&watching, folders[i % 2], "elsewhere");
        wait_for(&watching, "organisations/north");
        assert_true(seen(&watching, "organisations/south"));
        forget(&watching);
        move(&watching, "elsewhere", folders[i % 2]);
        wait_for(&watching, "organisations/south");
        forget(&watching);
        edit(&watching, NORTH);
        wait_for(&watching, "organisations/north");
    }
    finish(&watching);
}

static void test_not_there_yet(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, NULL);
    move(&watching, "rules", "elsewhere");
    start(&watching, 1);
    move(&watching, "elsewhere", "rules");
    wait_for(&watching, "organisations/north");
    assert_true(seen(&watching, "organisations/south"));
    assert_true(seen(&watching, "frameworks/ladder"));
    finish(&watching);
}

// The whole folder of rules is a link that is swapped, as those do who deploy a checkout.
static void test_link_swapped(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, NULL);
    move(&watching, "rules", "one");
    make_link(&watching, "one", "rules");
    start(&watching, 1);
    edit(&watching, "one/organisations/north/organisation.lua");
    wait_for(&watching, "organisations/north");
    wm_test_write_text(&watching.folder, "two/organisations/east/organisation.lua", "-- another\n");
    make_link(&watching, "two", "next");
    move(&watching, "next", "rules");
    wait_for(&watching, "organisations/east");
    assert_true(seen(&watching, "organisations/south"));
    forget(&watching);
    edit(&watching, "one/organisations/north/organisation.lua"); // nobody's rules any more
    edit(&watching, "two/organisations/east/organisation.lua");
    wait_for(&watching, "organisations/east");
    assert_false(seen(&watching, "organisations/north"));
    forget(&watching);
    make_link(&watching, "one", "next");
    move(&watching, "next", "rules");
    wait_for(&watching, "organisations/north");
    finish(&watching);
}

// As Kubernetes mounts: the link that is swapped is on the way, and relative.
static void test_link_on_the_way_swapped(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, NULL);
    assert_int_equal(mkdirat(watching.folder.descriptor, "mount", 0700), 0);
    assert_int_equal(mkdirat(watching.folder.descriptor, "mount/..first", 0700), 0);
    move(&watching, "rules", "mount/..first/rules");
    make_link(&watching, "..first", "mount/..data");
    make_link(&watching, "./mount/../mount/..data/rules", "rules");
    start(&watching, 1);
    wm_test_write_text(&watching.folder, "mount/..second/rules/organisations/east/organisation.lua", "-- another\n");
    make_link(&watching, "..second", "mount/..next");
    move(&watching, "mount/..next", "mount/..data");
    wait_for(&watching, "organisations/east");
    assert_true(seen(&watching, "organisations/north"));
    forget(&watching);
    edit(&watching, "mount/..second/rules/organisations/east/organisation.lua");
    wait_for(&watching, "organisations/east");
    finish(&watching);
}

static void test_link_in_a_circle(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, NULL);
    move(&watching, "rules", "one");
    make_link(&watching, "rules", "rules");
    start(&watching, 1);
    make_link(&watching, "one", "next");
    move(&watching, "next", "rules");
    wait_for(&watching, "organisations/north");
    finish(&watching);
}

// A pack that stands in two folders of rules: also what is hidden by the earlier one may come to light.
static void test_two_folders(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, "more");
    wm_test_write_text(&watching.folder, "more/organisations/north/organisation.lua", "-- hidden\n");
    start(&watching, 2);
    edit(&watching, "more/organisations/north/organisation.lua");
    wait_for(&watching, "organisations/north");
    edit(&watching, "more/organisations/east/organisation.lua");
    wait_for(&watching, "organisations/east");
    assert_false(seen(&watching, "organisations/south"));
    finish(&watching);
}

// More folders than may be watched: looked at from time to time.
static void test_too_many_folders(void **state) {
    (void)state;
    struct wm_error error;
    struct watching watching;
    prepare(&watching, NULL);
    struct wm_watch_form form = form_of(&watching, 1);
    form.folders = 4;
    int64_t warnings = wm_log_count(WM_LOG_WARNING);
    wm_test_ok(wm_watch_start(&watching.loop, &form, &watching.watch, &error), &error);
    for (int i = 0; i < 3; i++) {
        forget(&watching);
        edit(&watching, SOUTH);
        wait_for(&watching, "organisations/south");
        assert_false(seen(&watching, "organisations/north"));
    }
    assert_int_equal(wm_log_count(WM_LOG_WARNING), warnings + 1); // once
    // With fewer all of them can be watched again.
    int64_t notices = wm_log_count(WM_LOG_NOTICE);
    move(&watching, "rules", "elsewhere");
    loop_until(&watching.loop, wm_log_count(WM_LOG_NOTICE) == notices + 1);
    finish(&watching);
}

// Changes that never cease are looked at nevertheless, and one change does not wait for the latest moment.
static void test_the_two_spans(void **state) {
    (void)state;
    struct wm_error error;
    for (int i = 0; i < 2; i++) {
        struct watching watching;
        prepare(&watching, NULL);
        struct wm_watch_form form = form_of(&watching, 1);
        const uint64_t never = 3600000;
        form.quiet = i == 0 ? never : 1;
        form.latest = i == 0 ? 1 : never;
        wm_test_ok(wm_watch_start(&watching.loop, &form, &watching.watch, &error), &error);
        for (int k = 0; k < 3; k++) {
            edit(&watching, NORTH);
            wait_for(&watching, "organisations/north");
            forget(&watching);
        }
        finish(&watching);
    }
}

static void test_stopped_while_it_looks(void **state) {
    (void)state;
    struct watching watching;
    prepare(&watching, NULL);
    start(&watching, 1);
    finish(&watching);
    prepare(&watching, NULL);
    start(&watching, 1);
    uv_run(&watching.loop, UV_RUN_NOWAIT); // the look is submitted
    finish(&watching);
    wm_watch_stop(NULL);
}

// Wherever an allocation fails, the start says so or nothing is lost.
static void test_memory(void **state) {
    (void)state;
#ifdef WM_FAULTS
    int refused = 0, started = 0;
    for (int64_t nth = 1; nth <= 120; nth++) {
        struct wm_error error;
        struct watching watching;
        prepare(&watching, NULL);
        struct wm_watch_form form = form_of(&watching, 1);
        wm_fault_allocation(nth, false);
        enum wm_status status = wm_watch_start(&watching.loop, &form, &watching.watch, &error);
        if (status == WM_OK) {
            started++;
            packs_organisation(&watching.folder, "west", "", "");
            wait_for(&watching, "organisations/west");
            edit(&watching, NORTH);
            wait_for(&watching, "organisations/north");
        } else {
            refused++;
            assert_int_equal(status, WM_NO_MEMORY);
        }
        wm_fault_allocation(0, false);
        finish(&watching);
    }
    assert_true(refused > 10 && started > 10);
#endif
}

WM_TEST_MAIN(cmocka_unit_test(test_edit), cmocka_unit_test(test_write_by_rename),
             cmocka_unit_test(test_what_editors_leave), cmocka_unit_test(test_new_packs),
             cmocka_unit_test(test_new_while_it_is_looked_at), cmocka_unit_test(test_gone_and_back),
             cmocka_unit_test(test_all_rules_gone_and_back), cmocka_unit_test(test_not_there_yet),
             cmocka_unit_test(test_link_swapped), cmocka_unit_test(test_link_on_the_way_swapped),
             cmocka_unit_test(test_link_in_a_circle), cmocka_unit_test(test_two_folders),
             cmocka_unit_test(test_too_many_folders), cmocka_unit_test(test_the_two_spans),
             cmocka_unit_test(test_stopped_while_it_looks), cmocka_unit_test(test_memory))
