// SPDX-License-Identifier: MIT
// How long eligibility.check takes while the rules that it asks about change, five times a second and without a pause,
// against how long it takes when they do not.
//
//   bench_reloads DAEMON RULES FOLDER PEOPLE SECONDS ROUNDS
//
// A process of its own writes the organisation's pack anew and has it reloaded, again and again, and each time it
// becomes active: no answer that was kept is of use any more, and in the background everybody is compared under the
// rules before and after. Rounds with and without take turns; a ratio is of two neighbouring rounds.
#include "engine/base/buffer.h"
#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "tests/bench/load.h"
#include "tests/bench/measure.h"
#include "tests/bench/population.h"
#include "tests/bench/server.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { ROUNDS_MOST = 99, FILE_MOST = 1 << 20, FIVE_A_SECOND = 200000 };

struct bench {
    const char *daemon, *rules, *folder;
    char socket[200], config[200], pack[200], organisation[200];
    uint32_t people;
    double seconds;
    uint32_t rounds;
    unsigned pause; // microseconds between two reloads
    pid_t process;
    struct load_line *questions; // one a person
    _Atomic(uint64_t) *reloads;  // so far; shared with the process that asks for them
};

// --- the pack ---

static void copy_framework(const struct bench *bench) {
    char folder[300], source[300];
    struct wm_buffer bytes;
    struct wm_error error = {0};
    snprintf(source, sizeof source, "%s/frameworks/bench/framework.lua", bench->rules);
    server_require(wm_file_read(source, FILE_MOST, &bytes, &error), &error);
    folder_make(bench->pack);
    snprintf(folder, sizeof folder, "%s/frameworks", bench->pack);
    folder_make(folder);
    snprintf(folder, sizeof folder, "%s/frameworks/bench", bench->pack);
    folder_make(folder);
    file_write(folder, "framework.lua", bytes.data, bytes.length);
    wm_buffer_clear(&bytes);
}

// Two editions that decide alike, so that answers cost the same.
static void write_edition(const struct bench *bench, uint64_t number) {
    char text[200];
    snprintf(text, sizeof text,
             "organisation 'bench' { title = 'Benchmark organisation, edition %u' }\nadopt 'bench' {}\n",
             (unsigned)(number % 2));
    file_write_text(bench->organisation, "organisation.lua", text);
}

static void write_pack(const struct bench *bench) {
    char folder[300];
    copy_framework(bench);
    snprintf(folder, sizeof folder, "%s/organisations", bench->pack);
    folder_make(folder);
    folder_make(bench->organisation);
    write_edition(bench, 0);
}

// In a process of its own until it is stopped.
static pid_t start_reloading(const struct bench *bench) {
    static char text[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"rules.reload\",\"params\":{\"org\":\"bench\"}}\n";
    const struct load_line line = {text, sizeof text - 1};
    pid_t pid = fork();
    if (pid == 0) { // what is measured is how much of the machine the daemon takes for it
        setpriority(PRIO_PROCESS, 0, 19);
    }
    while (pid == 0) {
        write_edition(bench, *bench->reloads + 1);
        lines_send(bench->socket, &line, 1, 1);
        (*bench->reloads)++;
        if (bench->pause > 0)
            usleep(bench->pause);
    }
    return pid;
}

// --- measuring ---

static void start_daemon(struct bench *bench, const char *limits) {
    char log[256];
    FILE *file = fopen(bench->config, "w");
    if (file == NULL) {
        measure_fail("cannot write %s", bench->config);
    }
    fprintf(file, "socket: %s\nstore: %s/reloads.db\nrules: [%s]\nlog: { level: error }\n%s", bench->socket,
            bench->folder, bench->pack, limits);
    fclose(file);
    snprintf(log, sizeof log, "%s/reloads.log", bench->folder);
    const char *arguments[] = {bench->daemon, "--config", bench->config, NULL};
    bench->process = server_start(arguments, log, bench->socket);
}

static struct load_result ask(const struct bench *bench, uint32_t connections, double seconds) {
    struct load load = {.socket = bench->socket,
                        .connections = connections,
                        .depth = 1,
                        .seconds = seconds,
                        .requests = bench->questions,
                        .request_count = bench->people};
    return load_run(&load);
}

// Processor time that the daemon's loop, its first thread, has used so far: others' load does not show in it.
static double loop_microseconds(const struct bench *bench) {
    char path[64];
    unsigned long long nanoseconds = 0;
    snprintf(path, sizeof path, "/proc/%d/schedstat", (int)bench->process);
    FILE *file = fopen(path, "r");
    if (file == NULL || fscanf(file, "%llu", &nanoseconds) != 1) {
        measure_fail("cannot read %s", path);
    }
    fclose(file);
    return (double)nanoseconds / 1000.0;
}

struct timed {
    struct load_result load;
    double work; // microseconds of the loop for one answer
};

static struct timed ask_timed(const struct bench *bench, uint32_t connections) {
    double before = loop_microseconds(bench);
    struct timed timed = {.load = ask(bench, connections, bench->seconds)};
    timed.work = (loop_microseconds(bench) - before) / (double)timed.load.replies;
    return timed;
}

static void measure_during(const struct bench *bench, const char *what, uint32_t connections) {
    double still[ROUNDS_MOST], during[ROUNDS_MOST], p50[ROUNDS_MOST], p99[ROUNDS_MOST], rate[ROUNDS_MOST];
    double work[ROUNDS_MOST];
    int rounds = (int)bench->rounds;
    for (int round = 0; round < rounds; round++) {
        server_wait_until_idle(bench->process);
        ask(bench, 1, 0); // everybody once: all answers are of the rules that are active
        struct timed quiet = ask_timed(bench, connections);
        pid_t reloading = start_reloading(bench);
        uint64_t before = *bench->reloads;
        struct timed disturbed = ask_timed(bench, connections);
        rate[round] = (double)(*bench->reloads - before) / disturbed.load.seconds;
        server_stop(reloading, SIGKILL);
        work[round] = disturbed.work / quiet.work;
        still[round] = quiet.load.p99;
        during[round] = disturbed.load.p99;
        p50[round] = disturbed.load.p50 / quiet.load.p50;
        p99[round] = disturbed.load.p99 / quiet.load.p99;
    }
    char label[100];
    snprintf(label, sizeof label, "check, %s, %u x 1: p99", what, connections);
    measure_row(label, measure_median(still, rounds), "us", 0, NULL);
    snprintf(label, sizeof label, "  during reloads: p99");
    measure_row(label, measure_median(during, rounds), "us", measure_median(p99, rounds), "without");
    measure_row("  p50", measure_median(p50, rounds), "x", 0, NULL);
    measure_row("  processor time of the loop for one", measure_median(work, rounds), "x", 0, NULL);
    measure_row("  activations meanwhile", measure_median(rate, rounds), "a second", 0, NULL);
}

static void measure_daemon(struct bench *bench, const char *limits, const char *what, unsigned pause) {
    bench->pause = pause;
    start_daemon(bench, limits);
    ask(bench, 1, 0); // everybody into memory
    measure_during(bench, what, 1);
    measure_during(bench, what, 8);
    server_stop(bench->process, SIGTERM);
}

int main(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: bench_reloads DAEMON RULES FOLDER PEOPLE SECONDS ROUNDS\n");
        return 2;
    }
    struct bench bench = {.daemon = argv[1],
                          .rules = argv[2],
                          .folder = argv[3],
                          .people = measure_count(argv[4]),
                          .seconds = measure_count(argv[5]),
                          .rounds = measure_count(argv[6])};
    if (bench.rounds > ROUNDS_MOST) {
        measure_fail("at most %d rounds", ROUNDS_MOST);
    }
    bench.reloads = mmap(NULL, sizeof *bench.reloads, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (bench.reloads == MAP_FAILED) {
        measure_fail("out of memory");
    }
    snprintf(bench.socket, sizeof bench.socket, "%s/reloads.sock", bench.folder);
    snprintf(bench.config, sizeof bench.config, "%s/reloads.yaml", bench.folder);
    snprintf(bench.pack, sizeof bench.pack, "%s/pack", bench.folder);
    snprintf(bench.organisation, sizeof bench.organisation, "%s/pack/organisations/bench", bench.folder);
    write_pack(&bench);
    bench.questions = population_questions("bench", bench.people);
    start_daemon(&bench, "");
    population_fill(bench.socket, "bench", bench.people);
    server_stop(bench.process, SIGTERM);
    measure_daemon(&bench, "", "5 reloads a second", FIVE_A_SECOND);
    measure_daemon(&bench, "", "no pause", 0);
    measure_daemon(&bench, "limits: { decision_cache: 0 }\n", "no pause, no answer kept", 0);
    lines_free(bench.questions, bench.people);
    munmap(bench.reloads, sizeof *bench.reloads);
    return 0;
}
