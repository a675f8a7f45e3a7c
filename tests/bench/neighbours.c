// SPDX-License-Identifier: MIT
// How long one organisation waits while another's rules do their worst.
//
//   bench_neighbours DAEMON RULES ATTACKS FOLDER PEOPLE SECONDS ROUNDS
//
// The quiet one asks eligibility.check about people in memory, one question at a time, with no decision kept. The other
// has a pack of the costliest files of ATTACKS as custom predicates, and asks about them without a pause, so that every
// evaluator is busy; and one that takes as long to load as any may, which is checked without a pause, so that the thread
// that builds is busy, too. Rounds with and without the other take turns; a ratio is of two neighbouring rounds.
#include "engine/base/buffer.h"
#include "engine/base/file.h"
#include "engine/base/memory.h"
#include "tests/bench/load.h"
#include "tests/bench/measure.h"
#include "tests/bench/population.h"
#include "tests/bench/server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS_MOST = 99, HOSTILE_PEOPLE = 16, FILE_MOST = 1 << 20 };

// Those that hold a thread for longest, and those that hold most memory (`waymark rules attack --json` tells).
static const char *const attacks[] = {"cpu-compare-nul-texts", "cpu-records-for-ever", "cpu-tonumber-long",
                                      "cpu-sub-copies",        "memory-closures",      "memory-hoard-records",
                                      "memory-hoard-texts",    "cpu-pairs-long-keys"};
enum { ATTACKS = sizeof attacks / sizeof attacks[0] };
#define LOADING "cpu-load-compare"

struct bench {
    const char *daemon, *rules, *attacks, *folder;
    char socket[200], config[200], hostile[200];
    uint32_t people;
    double seconds;
    uint32_t rounds;
    pid_t process;
    struct load_line *quiet;         // one a person
    struct load_line *hostile_lines; // one an attack and person
    struct load_line *loading;       // one
};

// --- the hostile pack ---

static void write_framework(const struct bench *bench, const char *organisation, const char *attack) {
    char folder[400], source[400], text[512];
    struct wm_buffer bytes;
    struct wm_error error = {0};
    snprintf(folder, sizeof folder, "%s/%s", organisation, attack);
    snprintf(source, sizeof source, "%s/%s.lua", bench->attacks, attack);
    folder_make(folder);
    server_require(wm_file_read(source, FILE_MOST, &bytes, &error), &error);
    file_write(folder, "_attack.lua", bytes.data, bytes.length);
    wm_buffer_clear(&bytes);
    snprintf(text, sizeof text,
             "framework '%s' { title = 'Attack', scale = 'points' }\n"
             "scale 'points' { [0] = 'None', 'Some', 'Much' }\n"
             "competency 'listening' { title = 'Listening' }\n"
             "course 'kindness' { title = 'Kindness' }\n",
             attack);
    file_write_text(folder, "framework.lua", text);
    file_write_text(folder, "attack.lua",
                    "attacked = custom { id = 'attacked', says = 'it is so', include '_attack' }\n");
    file_write_text(folder, "levels.lua", "level 'attacked' { title = 'Attacked', requires = attacked }\n");
}

// A file of a framework's own, with every word.
static void write_loading(const struct bench *bench, const char *organisation) {
    char folder[400], source[400];
    struct wm_buffer bytes;
    struct wm_error error = {0};
    snprintf(folder, sizeof folder, "%s/loading", organisation);
    snprintf(source, sizeof source, "%s/" LOADING ".lua", bench->attacks);
    folder_make(folder);
    server_require(wm_file_read(source, FILE_MOST, &bytes, &error), &error);
    file_write_text(folder, "framework.lua", "framework 'loading' { title = 'Loading' }\n");
    file_write(folder, "attack.lua", bytes.data, bytes.length);
    wm_buffer_clear(&bytes);
}

static void write_packs(const struct bench *bench) {
    char folder[300];
    folder_make(bench->hostile);
    snprintf(folder, sizeof folder, "%s/organisations", bench->hostile);
    folder_make(folder);
    snprintf(folder, sizeof folder, "%s/organisations/hostile", bench->hostile);
    folder_make(folder);
    file_write_text(folder, "organisation.lua", "organisation 'hostile' { title = 'Hostile' }\n");
    for (size_t i = 0; i < ATTACKS; i++) {
        write_framework(bench, folder, attacks[i]);
    }
    snprintf(folder, sizeof folder, "%s/organisations/loading", bench->hostile);
    folder_make(folder);
    file_write_text(folder, "organisation.lua", "organisation 'loading' { title = 'Loading' }\n");
    write_loading(bench, folder);
}

// --- questions ---

static void prepare_lines(struct bench *bench) {
    char line[300];
    bench->quiet = population_questions("bench", bench->people);
    bench->hostile_lines = lines_new(ATTACKS * HOSTILE_PEOPLE);
    for (uint32_t i = 0; i < ATTACKS * HOSTILE_PEOPLE; i++) {
        int length = snprintf(line, sizeof line,
                              "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"eligibility.check\",\"params\":{\"org\":"
                              "\"hostile\",\"person\":\"p%u\",\"level\":\"%s/attacked\"}}\n",
                              i, i % HOSTILE_PEOPLE, attacks[i / HOSTILE_PEOPLE]);
        lines_put(&bench->hostile_lines[i], line, (size_t)length);
    }
    static const char check[] =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"rules.check\",\"params\":{\"org\":\"loading\"}}\n";
    bench->loading = lines_new(1);
    lines_put(&bench->loading[0], check, sizeof check - 1);
}

static void fill_hostile(const struct bench *bench) {
    struct load_line *lines = lines_new(2 * HOSTILE_PEOPLE);
    struct wm_buffer text;
    wm_buffer_init(&text, 1 << 20);
    for (uint32_t i = 0; i < HOSTILE_PEOPLE; i++) {
        wm_buffer_reset(&text);
        wm_buffer_printf(&text,
                         "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"person.put\",\"params\":{\"org\":\"hostile\","
                         "\"id\":\"p%u\"}}\n",
                         i, i);
        lines_put(&lines[i], text.data, text.length);
        wm_buffer_reset(&text);
        wm_buffer_printf(&text,
                         "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"record.add\",\"params\":{\"org\":\"hostile\","
                         "\"person\":\"p%u\",\"records\":[",
                         i, i);
        for (uint32_t k = 0; k <= i; k++) {
            wm_buffer_printf(&text,
                             "%s{\"kind\":\"training\",\"subject\":\"kindness\",\"outcome\":\"completed\",\"on\":"
                             "\"2024-01-%02u\"}",
                             k > 0 ? "," : "", k + 1);
        }
        wm_buffer_text(&text, "]}}\n");
        lines_put(&lines[HOSTILE_PEOPLE + i], text.data, text.length);
    }
    wm_buffer_clear(&text);
    lines_send(bench->socket, lines, HOSTILE_PEOPLE, 1);
    lines_send(bench->socket, lines + HOSTILE_PEOPLE, HOSTILE_PEOPLE, 1);
    lines_free(lines, 2 * HOSTILE_PEOPLE);
}

static struct load_result ask_quiet(const struct bench *bench, uint32_t connections) {
    struct load load = {.socket = bench->socket,
                        .connections = connections,
                        .depth = 1,
                        .seconds = bench->seconds,
                        .requests = bench->quiet,
                        .request_count = bench->people};
    return load_run(&load);
}

// In a process of its own until it is stopped.
static pid_t start_asking(const struct bench *bench, const struct load_line *lines, uint32_t count,
                          uint32_t connections, uint32_t depth) {
    pid_t pid = fork();
    if (pid == 0) {
        struct load load = {.socket = bench->socket,
                            .connections = connections,
                            .depth = depth,
                            .seconds = 3600,
                            .requests = lines,
                            .request_count = count};
        load_run(&load);
        _exit(0); // check-source: allow _exit - a forked child, not the program
    }
    return pid;
}

static void measure_beside(const struct bench *bench, uint32_t connections) {
    double alone[ROUNDS_MOST], beside[ROUNDS_MOST], p50[ROUNDS_MOST], p99[ROUNDS_MOST], busy[ROUNDS_MOST];
    int rounds = (int)bench->rounds;
    for (int round = 0; round < rounds; round++) {
        server_wait_until_idle(bench->process);
        struct load_result quiet = ask_quiet(bench, connections);
        // More questions on the way than there are evaluators.
        pid_t hostile = start_asking(bench, bench->hostile_lines, ATTACKS * HOSTILE_PEOPLE, 2, 2);
        pid_t loading = start_asking(bench, bench->loading, 1, 1, 2);
        double before = server_processor_seconds(bench->process);
        struct load_result disturbed = ask_quiet(bench, connections);
        busy[round] = (server_processor_seconds(bench->process) - before) / disturbed.seconds;
        server_stop(hostile, SIGKILL);
        server_stop(loading, SIGKILL);
        alone[round] = quiet.p99;
        beside[round] = disturbed.p99;
        p50[round] = disturbed.p50 / quiet.p50;
        p99[round] = disturbed.p99 / quiet.p99;
    }
    char label[80];
    snprintf(label, sizeof label, "check, alone, %u x 1: p99", connections);
    measure_row(label, measure_median(alone, rounds), "us", 0, NULL);
    snprintf(label, sizeof label, "check, beside hostile rules, %u x 1: p99", connections);
    measure_row(label, measure_median(beside, rounds), "us", measure_median(p99, rounds), "alone");
    measure_row("  p50", measure_median(p50, rounds), "x", 0, NULL);
    measure_row("  the daemon meanwhile", measure_median(busy, rounds), "processors", 0, NULL);
}

static void start_daemon(struct bench *bench) {
    char log[256];
    FILE *file = fopen(bench->config, "w");
    if (file == NULL) {
        measure_fail("cannot write %s", bench->config);
    }
    fprintf(file,
            "socket: %s\nstore: %s/neighbours.db\nrules: [%s, %s]\nlog: { level: error }\n"
            "limits: { decision_cache: 0, suspend_after: 1000 }\n",
            bench->socket, bench->folder, bench->rules, bench->hostile);
    fclose(file);
    snprintf(log, sizeof log, "%s/neighbours.log", bench->folder);
    const char *arguments[] = {bench->daemon, "--config", bench->config, NULL};
    bench->process = server_start(arguments, log, bench->socket);
}

int main(int argc, char **argv) {
    if (argc != 8) {
        fprintf(stderr, "usage: bench_neighbours DAEMON RULES ATTACKS FOLDER PEOPLE SECONDS ROUNDS\n");
        return 2;
    }
    struct bench bench = {.daemon = argv[1],
                          .rules = argv[2],
                          .attacks = argv[3],
                          .folder = argv[4],
                          .people = measure_count(argv[5]),
                          .seconds = measure_count(argv[6]),
                          .rounds = measure_count(argv[7])};
    if (bench.rounds > ROUNDS_MOST) {
        measure_fail("at most %d rounds", ROUNDS_MOST);
    }
    snprintf(bench.socket, sizeof bench.socket, "%s/neighbours.sock", bench.folder);
    snprintf(bench.config, sizeof bench.config, "%s/neighbours.yaml", bench.folder);
    snprintf(bench.hostile, sizeof bench.hostile, "%s/hostile", bench.folder);
    write_packs(&bench);
    prepare_lines(&bench);
    start_daemon(&bench);
    population_fill(bench.socket, "bench", bench.people);
    fill_hostile(&bench);
    struct load all = {
        .socket = bench.socket, .connections = 1, .depth = 1, .requests = bench.quiet, .request_count = bench.people};
    load_run(&all); // everybody into memory
    measure_beside(&bench, 1);
    measure_beside(&bench, 8);
    server_stop(bench.process, SIGTERM);
    lines_free(bench.quiet, bench.people);
    lines_free(bench.hostile_lines, ATTACKS * HOSTILE_PEOPLE);
    lines_free(bench.loading, 1);
    return 0;
}
