// SPDX-License-Identifier: MIT
#include "api/cli/rules_attack_child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE = 120000 }; // milliseconds until it counts as hung

struct report { // from the child, as it is: both are the same program
    enum wm_status status;
    struct wm_error error;
    struct wm_attack_result result;
};

struct child {
    pid_t process;
    int report[2]; // read, write
    int silent[2]; // what the child reads: open, and nothing ever comes
    int output;    // a file in memory: what the child prints
};

static void close_all(struct child *child) {
    int descriptors[] = {child->report[0], child->report[1], child->silent[0], child->silent[1], child->output};
    for (size_t i = 0; i < sizeof descriptors / sizeof descriptors[0]; i++) {
        if (descriptors[i] >= 0)
            close(descriptors[i]);
    }
}

static enum wm_status open_all(struct child *child, struct wm_error *error) {
    *child = (struct child){.report = {-1, -1}, .silent = {-1, -1}, .output = -1};
    child->output = memfd_create("waymark-attack", MFD_CLOEXEC);
    if (child->output < 0 || pipe(child->report) != 0 || pipe(child->silent) != 0) {
        enum wm_status status = wm_error_system(error, errno, "rules attack");
        close_all(child);
        return status;
    }
    return WM_OK;
}

static void run_child(struct child *child, const struct wm_attack_list *list, const struct wm_attack *attack,
                      uint32_t variant) {
    struct report report = {.status = WM_OK};
    const struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    if (dup2(child->silent[0], STDIN_FILENO) < 0 || dup2(child->output, STDOUT_FILENO) < 0 ||
        dup2(child->output, STDERR_FILENO) < 0)
        report.status = wm_error_system(&report.error, errno, "rules attack");
    else
        report.status = wm_attack_run(list, attack, variant, &report.result, &report.error);
    ssize_t written = write(child->report[1], &report, sizeof report); // less than a pipe holds
    _exit(written == (ssize_t)sizeof report ? 0 : 1); // check-source: allow _exit - a forked child, not the program
}

// The whole report, or false: it ended without one, or takes too long.
static bool read_report(const struct child *child, struct report *report, bool *ret_hung) {
    size_t read_so_far = 0;
    *ret_hung = false;
    while (read_so_far < sizeof *report) {
        struct pollfd wait = {.fd = child->report[0], .events = POLLIN};
        int ready = poll(&wait, 1, PATIENCE);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready == 0)
            *ret_hung = true;
        if (ready <= 0)
            return false;
        ssize_t got = read(child->report[0], (char *)report + read_so_far, sizeof *report - read_so_far);
        if (got <= 0)
            return false;
        read_so_far += (size_t)got;
    }
    return true;
}

// What the child printed, its first line that has something in it.
static bool read_output(const struct child *child, char *text, size_t size) {
    ssize_t got = pread(child->output, text, size - 1, 0);
    if (got <= 0)
        return false;
    text[got] = '\0';
    size_t skip = strspn(text, "=\n");
    memmove(text, text + skip, strlen(text + skip) + 1);
    text[strcspn(text, "\n")] = '\0';
    return true;
}

static int wait_for(pid_t process) {
    int how = 0;
    while (waitpid(process, &how, 0) < 0 && errno == EINTR) {
    }
    return how;
}

static void judge(struct child *child, bool reported, bool hung, struct wm_attack_result *result) {
    char output[512] = "";
    int how = wait_for(child->process);
    bool printed = read_output(child, output, sizeof output);
    if (!reported)
        *result = (struct wm_attack_result){.end = WM_ATTACK_ENDS};
    if (reported && !printed && WIFEXITED(how) && WEXITSTATUS(how) == 0)
        return;
    result->good = false;
    if (hung)
        snprintf(result->why, sizeof result->why, "it does not end");
    else if (WIFSIGNALED(how))
        snprintf(result->why, sizeof result->why, "the process died of signal %d: %.120s", WTERMSIG(how), output);
    else if (!reported || WEXITSTATUS(how) != 0)
        snprintf(result->why, sizeof result->why, "the process ended: %.120s", output);
    else
        snprintf(result->why, sizeof result->why, "it made the process print: %.120s", output);
}

enum wm_status wm_rules_attack_child(const struct wm_attack_list *list, const struct wm_attack *attack,
                                     uint32_t variant, struct wm_attack_result *ret_result, struct wm_error *error) {
    struct child child;
    struct report report;
    bool hung = false;
    enum wm_status status = open_all(&child, error);
    if (status != WM_OK)
        return status;
    child.process = fork();
    if (child.process < 0) {
        status = wm_error_system(error, errno, "rules attack");
        close_all(&child);
        return status;
    }
    if (child.process == 0)
        run_child(&child, list, attack, variant);
    close(child.report[1]);
    child.report[1] = -1;
    bool reported = read_report(&child, &report, &hung);
    if (hung)
        kill(child.process, SIGKILL);
    struct wm_attack_result result = {.end = WM_ATTACK_ENDS};
    if (reported)
        result = report.result;
    judge(&child, reported, hung, &result);
    close_all(&child);
    if (reported && report.status != WM_OK) {
        if (error != NULL)
            *error = report.error;
        return report.status;
    }
    *ret_result = result;
    return WM_OK;
}
