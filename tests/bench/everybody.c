// SPDX-License-Identifier: MIT
#include "tests/bench/everybody.h"

#include "engine/base/buffer.h"
#include "engine/base/memory.h"
#include "engine/lang/pack.h"
#include "engine/store/store.h"
#include "tests/bench/measure.h"
#include "tests/bench/server.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STEP = 100000 };

double everybody_processor(pid_t process) {
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0)
        measure_fail("cannot tell the processor time of process %d", (int)process);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

double everybody_seconds_since(int64_t start) {
    return (double)(measure_now() - start) / 1e9;
}

// --- its daemon ---

pid_t everybody_start(const struct everybody *everybody) {
    FILE *file = fopen(everybody->config, "w");
    if (file == NULL)
        measure_fail("cannot write %s", everybody->config);
    fprintf(file, "socket: %s\nstore: %s\nrules: [%s]\nlog: { level: warning }\n", everybody->socket, everybody->store,
            everybody->rules);
    fclose(file);
    const char *arguments[] = {everybody->daemon, "--config", everybody->config, NULL};
    return server_start(arguments, everybody->log, everybody->socket);
}

static void import(const struct everybody *everybody) {
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        if (freopen("/dev/null", "w", stdout) != NULL)
            execl(everybody->waymark, everybody->waymark, "--socket", everybody->socket, "--org",
                  EVERYBODY_ORGANISATION, "import", everybody->people_file, NULL);
        _exit(127);
    }
    if (waitpid(pid, &status, 0) != pid || status != 0)
        measure_fail("the people could not be imported (status %d)", status);
}

// --- the people, in memory ---

static bool take(void *context, const char *id, size_t length, struct wm_portfolio *portfolio) {
    struct everybody *everybody = context;
    if (everybody->count == everybody->room) {
        everybody->room = everybody->room == 0 ? 1024 : 2 * everybody->room;
        everybody->people = wm_realloc(everybody->people, everybody->room * sizeof *everybody->people);
    }
    if (everybody->people == NULL)
        measure_fail("out of memory");
    everybody->people[everybody->count++] = (struct everybody_person){wm_dup_n(id, length), portfolio};
    return true;
}

static void pack(struct wm_store_writer *writer, struct wm_store_reader *reader) {
    struct wm_error error;
    for (bool more = true; more;) {
        struct wm_packing packing = {.from = 0};
        server_require(wm_store_packing_read(reader, EVERYBODY_ORGANISATION, STEP, &packing, &error), &error);
        more = packing.from != packing.to;
        if (more)
            server_require(wm_store_packing_write(writer, &packing, &error), &error);
        wm_store_packing_clear(&packing);
    }
}

// The daemon would pack them by itself, in its own time.
static void load(struct everybody *everybody) {
    struct wm_store *store = NULL;
    struct wm_store_writer *writer = NULL;
    struct wm_store_reader *reader = NULL;
    struct wm_error error;
    int64_t first = 0, end = 0, people = 0;
    server_require(wm_store_open(everybody->store, &store, &error), &error);
    server_require(wm_store_writer_open(store, &writer, &error), &error);
    server_require(wm_store_reader_open(store, &reader, &error), &error);
    pack(writer, reader);
    server_require(wm_store_person_range(reader, EVERYBODY_ORGANISATION, &first, &end, &people, &error), &error);
    int64_t start = measure_now();
    server_require(wm_store_portfolios(reader, EVERYBODY_ORGANISATION, first, end, take, everybody, &error), &error);
    measure_row("portfolios read, packed, 1 thread", (double)people / everybody_seconds_since(start), "a second", 0,
                NULL);
    wm_store_reader_close(reader);
    wm_store_writer_close(writer);
    wm_store_close(store);
}

// --- the whole ---

static void build(struct everybody *everybody) {
    struct wm_pack_folders *folders = NULL;
    struct wm_error error;
    const struct wm_pack_limits limits = {.memory = 0};
    server_require(wm_pack_folders_open(&everybody->rules, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    server_require(wm_pack_build(&source, EVERYBODY_ORGANISATION, &limits, &everybody->ruleset, &error), &error);
    wm_pack_folders_close(folders);
}

void everybody_make(struct everybody *everybody, int count, char **arguments, const char *name) {
    struct wm_error error;
    if (count != 6)
        measure_fail("usage: bench_%s DAEMON WAYMARK RULES PEOPLE FOLDER", name);
    *everybody = (struct everybody){.daemon = arguments[1],
                                    .waymark = arguments[2],
                                    .rules = arguments[3],
                                    .people_file = arguments[4],
                                    .folder = arguments[5],
                                    .cores = (double)sysconf(_SC_NPROCESSORS_ONLN)};
    snprintf(everybody->socket, sizeof everybody->socket, "%s/%s.sock", everybody->folder, name);
    snprintf(everybody->config, sizeof everybody->config, "%s/%s.yaml", everybody->folder, name);
    snprintf(everybody->store, sizeof everybody->store, "%s/%s.db", everybody->folder, name);
    snprintf(everybody->log, sizeof everybody->log, "%s/%s.log", everybody->folder, name);
    server_require(wm_digest_start(&error), &error);
    pid_t process = everybody_start(everybody);
    import(everybody);
    server_stop(process, SIGTERM);
    build(everybody);
    load(everybody);
}

void everybody_clear(struct everybody *everybody) {
    for (size_t i = 0; i < everybody->count; i++) {
        wm_portfolio_unref(everybody->people[i].portfolio);
        wm_free(everybody->people[i].id);
    }
    wm_free(everybody->people);
    wm_ruleset_unref(everybody->ruleset);
}

struct waymark *everybody_connect(const struct everybody *everybody) {
    struct waymark_options options = {.timeout = 600000};
    struct waymark *client = NULL;
    struct waymark_error error;
    if (waymark_open(everybody->socket, &options, &client, &error) != WAYMARK_OK)
        measure_fail("%s", error.message);
    return client;
}
