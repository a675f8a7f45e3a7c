// SPDX-License-Identifier: MIT
#include "tests/e2e/daemon.h"

#include "engine/store/store.h"

#include "tests/e2e/rules.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE 60000 // milliseconds: nothing takes that long; a test never waits for less to happen

static uid_t user(void) {
    return geteuid() == 0 ? DAEMON_NOBODY : geteuid();
}

// --- Its folder ---

static int give_away(const char *path, const struct stat *about, int kind, struct FTW *walk) {
    (void)about;
    (void)kind;
    (void)walk;
    return lchown(path, user(), user());
}

void daemon_write(struct daemon *daemon, const char *name, const char *text) {
    daemon_write_bytes(daemon, name, text, strlen(text));
}

void daemon_write_bytes(struct daemon *daemon, const char *name, const void *bytes, size_t length) {
    wm_test_write(&daemon->folder, name, bytes, length);
    if (geteuid() == 0)
        assert_int_equal(nftw(daemon->folder.path, give_away, 16, FTW_PHYS), 0);
}

static void write_config(struct daemon *daemon) {
    char text[2048];
    snprintf(text, sizeof text,
             "socket: { path: %s, mode: \"0666\" }\n"
             "store: %s\n"
             "rules: { folders: [%s/rules], watch: %s, verify_predicates: %s%s%s%s }\n"
             "%s",
             daemon->socket, daemon->store, daemon->folder.path, daemon->watch ? "true" : "false",
             daemon->once ? "false" : "true", daemon->trusted != NULL ? ", trusted_keys: [" : "",
             daemon->trusted != NULL ? daemon->trusted : "", daemon->trusted != NULL ? "]" : "",
             daemon->settings != NULL ? daemon->settings : "");
    daemon_write(daemon, "config.yaml", text);
}

void daemon_make(struct daemon *daemon) {
    struct wm_error error;
    *daemon = (struct daemon){.process = 0};
    wm_test_folder_make(&daemon->folder);
    assert_int_equal(fchmod(daemon->folder.descriptor, 0711), 0);
    snprintf(daemon->config, sizeof daemon->config, "%s/config.yaml", daemon->folder.path);
    snprintf(daemon->socket, sizeof daemon->socket, "%s/waymark.sock", daemon->folder.path);
    snprintf(daemon->store, sizeof daemon->store, "%s/waymark.db", daemon->folder.path);
    snprintf(daemon->log, sizeof daemon->log, "%s/log", daemon->folder.path);
    daemon_write(daemon, "log", "");
    daemon_write(daemon, "rules/frameworks/ladder/framework.lua", RULES_FRAMEWORK);
    daemon_write(daemon, "rules/organisations/north/organisation.lua", RULES_ORGANISATION("north"));
    wm_test_ok(wm_json_reader_new((size_t)16 << 20, 100, &daemon->reader, &error), &error);
    daemon->openrpc = wm_openrpc_open(WM_TEST_SOURCES "/api/openrpc.json");
}

void daemon_remove(struct daemon *daemon) {
    if (daemon->process != 0)
        daemon_stop(daemon);
    waymark_reply_clear(&daemon->reply);
    wm_json_reader_free(daemon->reader);
    wm_openrpc_close(daemon->openrpc);
    wm_test_folder_remove(&daemon->folder);
}

// --- Its process ---

static void become(uid_t uid) {
    if (geteuid() == 0 && (setgid(uid) != 0 || setuid(uid) != 0))
        _exit(99);
}

// In the child: never returns. The program is opened before root is given up, which may be all that can reach it.
static void execute(const char *program, const char *const *arguments, int output) {
    extern char **environ;
    int file = open(program, O_PATH | O_CLOEXEC);
    int nothing = open("/dev/null", O_RDONLY);
    if (dup2(nothing, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0)
        _exit(98);
    signal(SIGXFSZ, SIG_IGN); // a limit on the size of files is to be an error, not the end
    become(user());
    fexecve(file, (char *const *)arguments, environ); // NOLINT: execve does not write to them
    _exit(97);
}

static void spawn(struct daemon *daemon) {
    const char *arguments[] = {"waymarkd",    "--config", daemon->config, daemon->clock != NULL ? "--clock" : NULL,
                               daemon->clock, NULL};
    struct stat about;
    assert_int_equal(daemon->process, 0);
    write_config(daemon);
    int log = open(daemon->log, O_WRONLY | O_APPEND | O_CLOEXEC);
    assert_true(log >= 0 && fstat(log, &about) == 0);
    daemon->log_start = about.st_size;
    daemon->expected = 0;
    fflush(NULL);
    daemon->process = fork();
    assert_true(daemon->process >= 0);
    if (daemon->process == 0)
        execute(WM_BIN "/waymarkd", arguments, log);
    close(log);
}

// All that this run has logged. Valid until the next call.
static const char *read_log(const struct daemon *daemon) {
    static char text[2 * 1024 * 1024];
    int log = open(daemon->log, O_RDONLY | O_CLOEXEC);
    assert_true(log >= 0);
    ssize_t length = pread(log, text, sizeof text - 1, daemon->log_start);
    close(log);
    assert_true(length >= 0);
    text[length] = '\0';
    return text;
}

bool daemon_logged(const struct daemon *daemon, const char *text) {
    return strstr(read_log(daemon), text) != NULL;
}

static size_t count_errors(const struct daemon *daemon) {
    size_t count = 0;
    for (const char *line = read_log(daemon); line != NULL && *line != '\0';) {
        const char *level = strchr(line, ' ');
        count += level != NULL && (strncmp(level, " error ", 7) == 0 || strncmp(level, " bug ", 5) == 0);
        line = strchr(line, '\n');
        line = line != NULL ? line + 1 : NULL;
    }
    return count;
}

void daemon_expect_error(struct daemon *daemon, const char *text) {
    if (!daemon_logged(daemon, text))
        fail_msg("not logged: %s\n%s", text, read_log(daemon));
    daemon->expected++;
}

// Waits until the log holds `text`; false when the process ends without.
static bool wait_for_log(const struct daemon *daemon, const char *text) {
    int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    int process = pidfd_open(daemon->process, 0);
    assert_true(watch >= 0 && process >= 0 && inotify_add_watch(watch, daemon->log, IN_MODIFY) >= 0);
    struct pollfd about[] = {{.fd = watch, .events = POLLIN}, {.fd = process, .events = POLLIN}};
    bool found = daemon_logged(daemon, text);
    bool ended = false;
    while (!found && !ended) {
        char events[4096];
        if (poll(about, 2, PATIENCE) <= 0)
            fail_msg("waited in vain for: %s\n%s", text, read_log(daemon));
        while (read(watch, events, sizeof events) > 0)
            ;
        ended = about[1].revents != 0;
        found = daemon_logged(daemon, text);
    }
    close(watch);
    close(process);
    return found;
}

void daemon_start(struct daemon *daemon) {
    static const struct waymark_options patient = {.timeout = 200000}; // rules that are read give way to other tests
    spawn(daemon);
    if (!wait_for_log(daemon, "listening on"))
        fail_msg("it did not start:\n%s", read_log(daemon));
    if (waymark_open(daemon->socket, &patient, &daemon->client, &daemon->error) != WAYMARK_OK)
        fail_msg("%s", daemon->error.message);
}

int daemon_wait(struct daemon *daemon) {
    int outcome;
    int process = pidfd_open(daemon->process, 0);
    struct pollfd about = {.fd = process, .events = POLLIN};
    assert_true(process >= 0);
    if (poll(&about, 1, PATIENCE) != 1)
        fail_msg("it does not end:\n%s", read_log(daemon));
    close(process);
    assert_int_equal(waitpid(daemon->process, &outcome, 0), daemon->process);
    daemon->process = 0;
    waymark_free(daemon->client);
    daemon->client = NULL;
    return WIFEXITED(outcome) ? WEXITSTATUS(outcome) : 128 + WTERMSIG(outcome);
}

static void look_at_log(const struct daemon *daemon) {
    if (count_errors(daemon) != daemon->expected)
        fail_msg("%zu lines at ERROR or BUG, expected %zu:\n%s", count_errors(daemon), daemon->expected,
                 read_log(daemon));
}

void daemon_refuses_start(struct daemon *daemon, const char *why) {
    spawn(daemon);
    int status = daemon_wait(daemon);
    if (status != 1)
        fail_msg("it ended with %d:\n%s", status, read_log(daemon));
    daemon_expect_error(daemon, why);
    look_at_log(daemon);
}

void daemon_stop(struct daemon *daemon) {
    assert_int_equal(kill(daemon->process, SIGTERM), 0);
    int status = daemon_wait(daemon);
    if (status != 0)
        fail_msg("it ended with %d:\n%s", status, read_log(daemon));
    assert_int_equal(access(daemon->socket, F_OK), -1);
    look_at_log(daemon);
    if (!daemon->no_store)
        daemon_verify(daemon);
}

void daemon_kill(struct daemon *daemon) {
    assert_int_equal(kill(daemon->process, SIGKILL), 0);
    assert_int_equal(daemon_wait(daemon), 128 + SIGKILL);
}

void daemon_restart(struct daemon *daemon) {
    daemon_stop(daemon);
    daemon_start(daemon);
}

void daemon_verify(struct daemon *daemon) {
    struct wm_store *store = NULL;
    struct wm_store_reader *reader = NULL;
    struct wm_error error;
    int64_t entries;
    wm_test_ok(wm_store_open(daemon->store, &store, &error), &error);
    wm_test_ok(wm_store_reader_open(store, &reader, &error), &error);
    wm_test_ok(wm_store_verify(reader, &entries, &error), &error);
    wm_store_reader_close(reader);
    wm_store_close(store);
}

// --- Asking it ---

static struct wm_json parse(struct daemon *daemon, const char *text, size_t length) {
    struct wm_json value;
    struct wm_error error;
    wm_test_ok(wm_json_parse_copy(daemon->reader, text, length, &value, &error), &error);
    return value;
}

void daemon_documented(struct daemon *daemon, const char *method, const char *params) {
    char why[400];
    struct wm_buffer answer;
    if (!daemon->reply.refused && params != NULL &&
        !wm_openrpc_allows_params(daemon->openrpc, method, parse(daemon, params, strlen(params)), why))
        fail_msg("%s accepted what is not documented: %s\n%s", method, why, params);
    wm_buffer_init(&answer, (size_t)16 << 20);
    wm_buffer_printf(&answer, "{\"jsonrpc\":\"2.0\",\"id\":1,\"%s\":", daemon->reply.refused ? "error" : "result");
    wm_buffer_add(&answer, daemon->reply.text, daemon->reply.length);
    wm_buffer_byte(&answer, '}');
    if (!wm_openrpc_allows_answer(daemon->openrpc, method, parse(daemon, answer.data, answer.length), why))
        fail_msg("%s answered what is not documented: %s\n%s", method, why, daemon->reply.text);
    wm_buffer_clear(&answer);
}

static void ask(struct daemon *daemon, const char *method, const char *params) {
    enum waymark_status status = waymark_call(daemon->client, method, params, &daemon->reply, &daemon->error);
    if (status != WAYMARK_OK && status != WAYMARK_REFUSED)
        fail_msg("%s %s: %s", method, params, daemon->error.message);
    daemon_documented(daemon, method, params);
}

void daemon_answers(struct daemon *daemon, const char *method, const char *params) {
    ask(daemon, method, params);
    if (daemon->reply.refused)
        fail_msg("%s %s: %s", method, params, daemon->reply.text);
}

void daemon_refuses(struct daemon *daemon, const char *method, const char *params, const char *reason) {
    ask(daemon, method, params);
    if (!daemon->reply.refused || strcmp(daemon->error.reason, reason) != 0)
        fail_msg("%s %s, expected %s: %s", method, params, reason, daemon->reply.text);
}

static struct wm_json element(struct wm_json array, long index) {
    struct wm_json_iterator iterator = wm_json_iterate(array);
    struct wm_json value;
    for (long i = 0; wm_json_next(&iterator, NULL, &value); i++)
        if (i == index)
            return value;
    return (struct wm_json){0};
}

const char *daemon_at(struct daemon *daemon, const char *path) {
    static char text[64 * 1024];
    struct wm_json value = parse(daemon, daemon->reply.text, daemon->reply.length);
    for (const char *at = path; *at != '\0';) {
        char name[64];
        size_t length = strcspn(at, ".[");
        assert_true(length < sizeof name);
        memcpy(name, at, length);
        name[length] = '\0';
        if (length > 0)
            value = wm_json_member(value, name);
        at += length;
        if (*at == '[') {
            value = element(value, strtol(at + 1, (char **)&at, 10));
            at++; // the bracket
        }
        at += *at == '.';
    }
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, sizeof text - 1);
    if (wm_json_type(value) != WM_JSON_ABSENT)
        wm_json_write_canonical(&buffer, value);
    assert_false(buffer.failed);
    if (buffer.length > 0)
        memcpy(text, buffer.data, buffer.length);
    text[buffer.length] = '\0';
    wm_buffer_clear(&buffer);
    return text;
}

// --- Other processes ---

static int wait_for(pid_t child) {
    int outcome;
    assert_int_equal(waitpid(child, &outcome, 0), child);
    return WIFEXITED(outcome) ? WEXITSTATUS(outcome) : 128 + WTERMSIG(outcome);
}

int daemon_as(uid_t uid, int (*run)(void *context), void *context) {
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        become(uid);
        _exit(run(context));
    }
    return wait_for(child);
}

int daemon_run(struct daemon *daemon, const char *const *arguments, char *ret_output, size_t size) {
    char program[256];
    int ends[2];
    (void)daemon;
    snprintf(program, sizeof program, "%s/%s", WM_BIN, arguments[0]);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        execute(program, arguments, ends[1]);
    close(ends[1]);
    size_t used = 0;
    ssize_t got;
    while ((got = read(ends[0], ret_output + used, size - 1 - used)) > 0)
        used += (size_t)got;
    ret_output[used] = '\0';
    close(ends[0]);
    return wait_for(child);
}
