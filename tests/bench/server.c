// SPDX-License-Identifier: MIT
#include "tests/bench/server.h"

#include "engine/base/buffer.h"
#include "engine/base/memory.h"
#include "tests/bench/measure.h"
#include "tests/bench/population.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void server_require(enum wm_status status, const struct wm_error *error) {
    if (status != WM_OK) {
        measure_fail("%s (%s %s)", error->message, error->reason, error->where);
    }
}

void lines_put(struct load_line *line, const char *bytes, size_t length) {
    line->bytes = wm_dup_n(bytes, length);
    line->length = length;
    if (line->bytes == NULL) {
        measure_fail("out of memory");
    }
}

void lines_free(struct load_line *lines, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        wm_free(lines[i].bytes);
    }
    wm_free(lines);
}

struct load_line *lines_new(uint32_t count) {
    struct load_line *lines = wm_alloc_zero(count, sizeof *lines);
    if (lines == NULL) {
        measure_fail("out of memory");
    }
    return lines;
}

pid_t server_start(const char *const *arguments, const char *log, const char *socket) {
    pid_t pid = fork();
    if (pid == 0) {
        int output = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (output >= 0 && dup2(output, STDERR_FILENO) >= 0) {
            execv(arguments[0], (char *const *)(uintptr_t)arguments);
        }
        _exit(127);
    }
    for (int tries = 0; tries < 1000; tries++) {
        struct stat status;
        if (stat(socket, &status) == 0) {
            return pid;
        }
        if (waitpid(pid, NULL, WNOHANG) != 0) {
            break;
        }
        usleep(10000); // check-source: allow usleep - waiting for a process of ours to listen
    }
    measure_fail("%s did not start: see %s", arguments[0], log);
}

void server_stop(pid_t pid, int signal_number) {
    int status = 0;
    if (kill(pid, signal_number) != 0 || waitpid(pid, &status, 0) != pid || (signal_number == SIGTERM && status != 0)) {
        measure_fail("a server did not stop as it should (status %d)", status);
    }
}

double server_processor_seconds(pid_t pid) {
    char path[64], text[1024] = "";
    unsigned long long user = 0, system = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    if (file == NULL || fgets(text, sizeof text, file) == NULL) {
        measure_fail("cannot read %s", path);
    }
    fclose(file);
    const char *after = strrchr(text, ')');
    if (after == NULL ||
        sscanf(after + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu", &user, &system) != 2) {
        measure_fail("cannot understand %s", path);
    }
    return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

void server_wait_until_idle(pid_t pid) {
    double before = server_processor_seconds(pid), used = 1;
    while (used > 0.02) {
        usleep(200000); // check-source: allow usleep - a benchmark looks whether a process is at rest
        double now = server_processor_seconds(pid);
        used = now - before;
        before = now;
    }
}

void folder_make(const char *path) {
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
        measure_fail("cannot make the folder %s", path);
    }
}

void file_write(const char *folder, const char *name, const char *bytes, size_t length) {
    char path[400];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (file == NULL || (length > 0 && fwrite(bytes, 1, length, file) != length) || fclose(file) != 0) {
        measure_fail("cannot write %s", path);
    }
}

void file_write_text(const char *folder, const char *name, const char *text) {
    file_write(folder, name, text, strlen(text));
}

static void count_errors(void *context, const char *line, size_t length) {
    uint32_t *errors = context;
    if (memmem(line, length, "\"error\"", 7) != NULL) {
        if ((*errors)++ == 0) {
            fprintf(stderr, "%.*s", (int)length, line);
        }
    }
}

double lines_send(const char *socket, const struct load_line *lines, uint32_t count, uint32_t depth) {
    uint32_t errors = 0;
    struct load load = {.socket = socket,
                        .connections = 1,
                        .depth = depth,
                        .requests = lines,
                        .request_count = count,
                        .each = count_errors,
                        .context = &errors};
    struct load_result result = load_run(&load);
    if (errors != 0) {
        measure_fail("%u requests were refused", errors);
    }
    return result.seconds;
}

void population_fill(const char *socket, const char *organisation, uint32_t people) {
    struct load_line *puts_lines = lines_new(people), *adds = lines_new(people);
    struct wm_buffer buffer;
    wm_buffer_init(&buffer, 1 << 20);
    for (uint32_t i = 0; i < people; i++) {
        struct population_person person;
        population_make(i, &person);
        wm_buffer_reset(&buffer);
        wm_buffer_printf(&buffer,
                         "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"person.put\",\"params\":{\"org\":\"%s\","
                         "\"id\":\"%s\"}}\n",
                         i, organisation, person.id);
        lines_put(&puts_lines[i], buffer.data, buffer.length);
        wm_buffer_reset(&buffer);
        wm_buffer_printf(&buffer,
                         "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"record.add\",\"params\":{\"org\":\"%s\","
                         "\"person\":\"%s\",\"records\":[",
                         i, organisation, person.id);
        for (uint32_t r = 0; r < POPULATION_RECORDS; r++) {
            wm_json_write_comma(&buffer);
            wm_record_write(&buffer, &person.records[r]);
        }
        wm_buffer_text(&buffer, "]}}\n");
        lines_put(&adds[i], buffer.data, buffer.length);
    }
    wm_buffer_clear(&buffer);
    lines_send(socket, puts_lines, people, 64);
    double seconds = lines_send(socket, adds, people, 32);
    double records = (double)people * POPULATION_RECORDS;
    measure_row("import: record.add of 60 records, 32 on the way", records / seconds, "records/s", 0, NULL);
    lines_free(puts_lines, people);
    lines_free(adds, people);
}

struct load_line *population_questions(const char *organisation, uint32_t people) {
    struct load_line *lines = lines_new(people);
    for (uint32_t i = 0; i < people; i++) {
        char line[300];
        int length = snprintf(line, sizeof line,
                              "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"eligibility.check\",\"params\":{\"org\":"
                              "\"%s\",\"person\":\"bench-%06u\",\"level\":\"bench/established\",\"as_of\":\"%s\"}}\n",
                              i, organisation, i, POPULATION_DAY);
        lines_put(&lines[i], line, (size_t)length);
    }
    return lines;
}
