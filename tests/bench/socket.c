// SPDX-License-Identifier: MIT
// The daemon over its socket, against a bare libuv echo of the same bytes in the same run.
//
//   bench_socket DAEMON ECHO RULES FOLDER PEOPLE SECONDS
//
// Starts its own daemons in FOLDER. Every reply is compared, byte for byte, with the first one for that person, and
// each of those with the evaluator run here on the same records.
#include "engine/decide/decide.h"
#include "engine/lang/pack.h"
#include "tests/bench/bare_sqlite.h"
#include "tests/bench/load.h"
#include "tests/bench/measure.h"
#include "tests/bench/population.h"
#include "tests/bench/server.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REPLY_LONGEST = 64 * 1024, ROUNDS = 3 };

struct bench {
    const char *daemon, *echo, *rules, *folder;
    char socket[200], echo_socket[200], config[200], reply_file[200];
    uint32_t people;
    double seconds;
    struct load_line *requests, *replies; // one a person; replies filled by the first pass
    struct wm_json_reader *reader;
    struct wm_ruleset *ruleset;
    const struct wm_level *level;
    uint32_t eligible;
};

// --- its daemons ---

static void write_config(const struct bench *bench, const char *limits) {
    FILE *file = fopen(bench->config, "w");
    if (file == NULL) {
        measure_fail("cannot write %s", bench->config);
    }
    fprintf(file, "socket: %s\nstore: %s/store.db\nrules: [%s]\nlog: { level: warning }\n%s", bench->socket,
            bench->folder, bench->rules, limits);
    fclose(file);
}

static pid_t start_daemon(const struct bench *bench, const char *limits) {
    char log[256];
    snprintf(log, sizeof log, "%s/daemon.log", bench->folder);
    write_config(bench, limits);
    const char *arguments[] = {bench->daemon, "--config", bench->config, NULL};
    return server_start(arguments, log, bench->socket);
}

static uint32_t id_of(const char *line, size_t length) {
    const char *at = memmem(line, length, "\"id\":", 5);
    uint32_t id = 0;
    for (at = at != NULL ? at + 5 : ""; *at >= '0' && *at <= '9'; at++) {
        id = id * 10 + (uint32_t)(*at - '0');
    }
    return id;
}

static void check_first(struct bench *bench, const struct population_person *made, struct wm_json result) {
    struct wm_error error = {0};
    struct wm_portfolio_builder *builder;
    struct wm_portfolio *portfolio;
    server_require(wm_portfolio_builder_new(&builder, &error), &error);
    for (uint32_t i = 0; i < POPULATION_RECORDS; i++) {
        server_require(wm_portfolio_builder_add(builder, (int64_t)i + 1, &made->records[i], &error), &error);
    }
    server_require(wm_portfolio_builder_finish(builder, &portfolio, &error), &error);
    wm_portfolio_builder_free(builder);
    struct wm_arena arena;
    wm_arena_init(&arena, 1 << 20);
    struct wm_question question = {.ruleset = bench->ruleset,
                                   .level = bench->level,
                                   .portfolio = portfolio,
                                   .organisation = "bench",
                                   .person = made->id,
                                   .person_length = strlen(made->id),
                                   .as_of = wm_day_of(2024, 6, 15)};
    struct wm_decision decision;
    server_require(wm_decide(&question, &arena, &decision, &error), &error);
    struct wm_text outcome = wm_json_text(wm_json_member(result, "outcome"));
    const char *expected = wm_outcome_name(decision.outcome);
    char until[11] = "";
    if (decision.until != WM_DAY_NONE) {
        wm_day_format(decision.until, until);
    }
    struct wm_json said = wm_json_member(result, "until");
    struct wm_text said_until = wm_json_type(said) == WM_JSON_STRING ? wm_json_text(said) : (struct wm_text){"", 0};
    if (strlen(expected) != outcome.length || memcmp(expected, outcome.data, outcome.length) != 0 ||
        strlen(until) != said_until.length || memcmp(until, said_until.data, said_until.length) != 0 ||
        wm_json_count(wm_json_member(result, "unmet")) != decision.unmet_count) {
        measure_fail("the answer about %s is not the evaluator's", made->id);
    }
    bench->eligible += decision.outcome == WM_OUTCOME_ELIGIBLE;
    wm_arena_clear(&arena);
    wm_portfolio_unref(portfolio);
}

static void keep_first(void *context, const char *line, size_t length) {
    struct bench *bench = context;
    struct wm_error error = {0};
    struct wm_json reply;
    server_require(wm_json_parse_copy(bench->reader, line, length, &reply, &error), &error);
    uint32_t id = id_of(line, length);
    if (id >= bench->people || wm_json_type(wm_json_member(reply, "result")) != WM_JSON_OBJECT) {
        measure_fail("not an answer: %.*s", (int)length, line);
    }
    struct population_person made;
    population_make(id, &made);
    check_first(bench, &made, wm_json_member(reply, "result"));
    lines_put(&bench->replies[id], line, length);
}

static void compare(void *context, const char *line, size_t length) {
    const struct bench *bench = context;
    uint32_t id = id_of(line, length);
    if (id >= bench->people || bench->replies[id].length != length ||
        memcmp(bench->replies[id].bytes, line, length) != 0) {
        measure_fail("another answer than before: %.*s", (int)length, line);
    }
}

static struct load_result ask(const struct bench *bench, const char *socket, uint32_t connections, uint32_t depth,
                              void (*each)(void *, const char *, size_t)) {
    struct load load = {.socket = socket,
                        .connections = connections,
                        .depth = depth,
                        .seconds = each == keep_first ? 0 : bench->seconds,
                        .requests = bench->requests,
                        .request_count = bench->people,
                        .each = each,
                        .context = (void *)(uintptr_t)bench};
    return load_run(&load);
}

static void prepare_requests(struct bench *bench) {
    bench->requests = population_questions("bench", bench->people);
    bench->replies = lines_new(bench->people);
}

static pid_t start_echo(struct bench *bench) {
    // The reply of middle length stands for all.
    FILE *file = fopen(bench->reply_file, "wb");
    size_t total = 0;
    for (uint32_t i = 0; i < bench->people; i++) {
        total += bench->replies[i].length;
    }
    uint32_t nearest = 0;
    long best = REPLY_LONGEST;
    for (uint32_t i = 0; i < bench->people; i++) {
        long off = labs((long)bench->replies[i].length - (long)(total / bench->people));
        if (off < best) {
            best = off;
            nearest = i;
        }
    }
    if (file == NULL || fwrite(bench->replies[nearest].bytes, 1, bench->replies[nearest].length, file) == 0 ||
        fclose(file) != 0) {
        measure_fail("cannot write %s", bench->reply_file);
    }
    char log[256];
    snprintf(log, sizeof log, "%s/echo.log", bench->folder);
    printf("  (requests of %zu bytes, replies of %zu on average)\n", bench->requests[0].length, total / bench->people);
    const char *arguments[] = {bench->echo, bench->echo_socket, bench->reply_file, NULL};
    return server_start(arguments, log, bench->echo_socket);
}

static void measure_shape(const struct bench *bench, const char *what, uint32_t connections, uint32_t depth) {
    double ours[ROUNDS], ratio[ROUNDS], p99[ROUNDS], p99_ratio[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) { // in turn, so that both see the same machine
        struct load_result echo = ask(bench, bench->echo_socket, connections, depth, NULL);
        struct load_result daemon = ask(bench, bench->socket, connections, depth, compare);
        ours[round] = (double)daemon.replies / daemon.seconds;
        ratio[round] = ours[round] * echo.seconds / (double)echo.replies;
        p99[round] = daemon.p99;
        p99_ratio[round] = echo.p99 > 0 ? daemon.p99 / echo.p99 : 0;
    }
    char label[80];
    snprintf(label, sizeof label, "check, %s, %u x %u", what, connections, depth);
    measure_row(label, measure_median(ours, ROUNDS), "replies/s", measure_median(ratio, ROUNDS), "the echo's");
    if (depth == 1) {
        snprintf(label, sizeof label, "check, %s, %u x %u: p99", what, connections, depth);
        measure_row(label, measure_median(p99, ROUNDS), "us", measure_median(p99_ratio, ROUNDS), "the echo's");
    }
}

static long resident_kilobytes(pid_t pid) {
    char path[64], line[128];
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *file = fopen(path, "r");
    long kilobytes = 0;
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (sscanf(line, "VmRSS: %ld kB", &kilobytes) == 1) {
            break;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return kilobytes;
}

static void measure_durable(const struct bench *bench) {
    enum { COUNT = 20000 };
    struct load_line *lines = lines_new(COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        char line[320];
        int length = snprintf(line, sizeof line,
                              "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"record.add\",\"params\":{\"org\":\"bench\","
                              "\"person\":\"bench-%06u\",\"records\":[{\"kind\":\"training\",\"subject\":\"course-%u\","
                              "\"outcome\":\"completed\",\"on\":\"2024-06-01\"}]}}\n",
                              i, i % bench->people, i % 20 + 1);
        lines_put(&lines[i], line, (size_t)length);
    }
    for (uint32_t depth = 1; depth <= 64; depth *= 64) {
        uint32_t count = depth == 1 ? 500 : COUNT;
        char label[64];
        snprintf(label, sizeof label, "record.add, durable, %u in flight", depth);
        double rate = count / lines_send(bench->socket, lines, count, depth);
        measure_row(label, rate, "records/s", depth == 1 ? 0 : rate / bare_sqlite_append(bench->folder, COUNT),
                    depth == 1 ? NULL : "bare SQLite's (commit per 64)");
    }
    lines_free(lines, COUNT);
}

static void prepare(struct bench *bench, char **argv) {
    struct wm_error error = {0};
    struct wm_pack_folders *folders;
    bench->daemon = argv[1];
    bench->echo = argv[2];
    bench->rules = argv[3];
    bench->folder = argv[4];
    bench->people = measure_count(argv[5]);
    bench->seconds = measure_count(argv[6]);
    snprintf(bench->socket, sizeof bench->socket, "%s/waymark.sock", bench->folder);
    snprintf(bench->echo_socket, sizeof bench->echo_socket, "%s/echo.sock", bench->folder);
    snprintf(bench->config, sizeof bench->config, "%s/waymark.yaml", bench->folder);
    snprintf(bench->reply_file, sizeof bench->reply_file, "%s/reply", bench->folder);
    server_require(wm_digest_start(&error), &error);
    server_require(wm_json_reader_new(1 << 20, 80, &bench->reader, &error), &error);
    server_require(wm_pack_folders_open(&bench->rules, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    server_require(wm_pack_build(&source, "bench", NULL, &bench->ruleset, &error), &error);
    wm_pack_folders_close(folders);
    static const char level[] = "bench/established";
    server_require(wm_ruleset_find_level(bench->ruleset, level, strlen(level), &bench->level, &error), &error);
    prepare_requests(bench);
}

int main(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: bench_socket DAEMON ECHO RULES FOLDER PEOPLE SECONDS\n");
        return 2;
    }
    struct bench bench = {0};
    prepare(&bench, argv);
    pid_t daemon = start_daemon(&bench, "");
    long before = resident_kilobytes(daemon);
    population_fill(bench.socket, "bench", bench.people);
    ask(&bench, bench.socket, 8, 8, keep_first);
    measure_row("memory of the daemon per person asked about",
                (double)(resident_kilobytes(daemon) - before) * 1024.0 / bench.people, "bytes", 0, NULL);
    printf("  (%u of %u people eligible, every answer compared with the evaluator)\n", bench.eligible, bench.people);
    pid_t echo = start_echo(&bench);
    measure_shape(&bench, "cached", 1, 1);
    measure_shape(&bench, "cached", 8, 1);
    measure_shape(&bench, "cached", 8, 32);
    server_stop(daemon, SIGTERM);
    daemon = start_daemon(&bench, "limits: { decision_cache: 0 }\n");
    ask(&bench, bench.socket, 8, 8, compare); // every portfolio into memory
    measure_shape(&bench, "portfolio in memory, no decision cache", 8, 32);
    server_stop(daemon, SIGTERM);
    daemon = start_daemon(&bench, "limits: { decision_cache: 0, portfolio_cache: 0 }\n");
    measure_shape(&bench, "cold portfolio", 8, 32);
    struct load_result cold = ask(&bench, bench.socket, 8, 32, compare);
    double rate = (double)cold.replies / cold.seconds;
    measure_row("check, cold portfolio, 8 x 32", rate, "replies/s",
                rate / bare_sqlite_load(bench.folder, bench.people, 20000), "bare SQLite's loads of 60 rows");
    measure_durable(&bench);
    server_stop(daemon, SIGTERM);
    server_stop(echo, SIGKILL);
    lines_free(bench.requests, bench.people);
    lines_free(bench.replies, bench.people);
    wm_json_reader_free(bench.reader);
    wm_ruleset_unref(bench.ruleset);
    return 0;
}
