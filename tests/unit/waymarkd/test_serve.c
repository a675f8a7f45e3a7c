// SPDX-License-Identifier: MIT
// labels: threads
// The whole daemon in this process: what it serves, and how it ends. A caller on a thread of its own asks, then sends
// the signals.
#include "api/waymarkd/serve.h"

#include "tests/unit/daemon/packs.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <uv.h>

struct serving {
    struct wm_test_folder folder;
    struct wm_config config;
    void (*call)(struct serving *serving, int socket);
    char answer[65536];
};

static void start(struct serving *serving) {
    struct wm_error error;
    char text[512];
    *serving = (struct serving){.call = NULL};
    wm_test_folder_make(&serving->folder);
    packs_framework(&serving->folder, "Ladder");
    packs_organisation(&serving->folder, "north", "", "adopt \"ladder\" {}");
    int length = snprintf(text, sizeof text,
                          "store: %s/waymark.db\nsocket: { path: %s/socket, mode: 0600 }\nrules: [%s/rules]\n"
                          "limits: { drain: 60s, portfolio_cache: 1MiB, decision_cache: 1MiB }\n",
                          serving->folder.path, serving->folder.path, serving->folder.path);
    wm_test_ok(wm_config_parse(text, (size_t)length, "test", &serving->config, &error), &error);
}

static void stop(struct serving *serving) {
    wm_config_clear(&serving->config);
    wm_test_folder_remove(&serving->folder);
}

// Connects as soon as somebody listens.
static int reach(const struct serving *serving) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", serving->config.socket);
    int caller = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    while (connect(caller, (struct sockaddr *)&address, sizeof address) != 0)
        sched_yield();
    return caller;
}

static void *run_caller(void *context) {
    struct serving *serving = context;
    int caller = reach(serving);
    serving->call(serving, caller);
    close(caller);
    return NULL;
}

static bool serve_and_call(struct serving *serving, void (*call)(struct serving *serving, int socket)) {
    pthread_t caller;
    sigset_t all, before;
    serving->call = call;
    sigfillset(&all); // signals are for the loop's thread, which has a handler for them
    assert_int_equal(pthread_sigmask(SIG_SETMASK, &all, &before), 0);
    assert_int_equal(pthread_create(&caller, NULL, run_caller, serving), 0);
    assert_int_equal(pthread_sigmask(SIG_SETMASK, &before, NULL), 0);
    bool served = wm_serve(&serving->config);
    assert_int_equal(pthread_join(caller, NULL), 0);
    return served;
}

static void say(int socket, const char *text) {
    (void)send(socket, text, strlen(text), MSG_NOSIGNAL);
}

// Until the daemon closes.
static void listen_to(struct serving *serving, int socket) {
    size_t length = 0;
    ssize_t got;
    while ((got = recv(socket, serving->answer + length, sizeof serving->answer - 1 - length, 0)) > 0)
        length += (size_t)got;
    serving->answer[length] = '\0';
}

static void ask_and_stop(struct serving *serving, int socket) {
    say(socket, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"system.health\"}\n"
                "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"no.such\"}\n");
    shutdown(socket, SHUT_WR);
    listen_to(serving, socket);
    kill(getpid(), SIGTERM);
}

static void test_ask_and_stop(void **state) {
    (void)state;
    struct serving serving;
    struct stat found;
    start(&serving);
    assert_true(serve_and_call(&serving, ask_and_stop));
    assert_non_null(strstr(serving.answer, "\"id\":1,\"result\":{"));
    assert_non_null(strstr(serving.answer, "\"id\":2,\"error\":{\"code\":-32601,"));
    assert_int_equal(lstat(serving.config.socket, &found), -1);
    assert_int_equal(errno, ENOENT);
    // And again on the same store.
    assert_true(serve_and_call(&serving, ask_and_stop));
    stop(&serving);
}

// An idle connection does not hold the daemon up; SIGINT is as good.
static void stay_and_stop(struct serving *serving, int socket) {
    kill(getpid(), SIGINT);
    listen_to(serving, socket);
}

static void test_an_idle_caller(void **state) {
    (void)state;
    struct serving serving;
    start(&serving);
    assert_true(serve_and_call(&serving, stay_and_stop));
    assert_string_equal(serving.answer, "");
    stop(&serving);
}

static void test_refused_starts(void **state) {
    (void)state;
    struct serving serving;
    start(&serving);
    char text[256];
    // The socket's folder is missing: found out when all is ready, and everything is taken down again.
    snprintf(text, sizeof text, "%s/none/socket", serving.folder.path);
    const char *before = serving.config.socket;
    serving.config.socket = text;
    wm_test_expect_log(WM_LOG_ERROR, 1);
    assert_false(wm_serve(&serving.config));
    serving.config.socket = before;
    // A store that is none.
    wm_test_write_text(&serving.folder, "waymark.db.other", "this is no database, and long enough to be sure of it");
    snprintf(text, sizeof text, "%s/waymark.db.other", serving.folder.path);
    serving.config.store = text;
    wm_test_expect_log(WM_LOG_ERROR, 1);
    assert_false(wm_serve(&serving.config));
    stop(&serving);
}

WM_TEST_MAIN(cmocka_unit_test(test_ask_and_stop), cmocka_unit_test(test_an_idle_caller),
             cmocka_unit_test(test_refused_starts))
