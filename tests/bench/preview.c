// SPDX-License-Identifier: MIT
// rules.preview of everybody over the socket, against a bare loop over the evaluator on the same people in memory.
//
//   bench_preview DAEMON WAYMARK RULES PEOPLE FOLDER
//
// PEOPLE are lines for `waymark import`, of the organisation "northside" of RULES. The loop decides, one person after the
// other and on one thread, those levels under both rulesets that the two do not have in common.
#include "api/client/waymark.h"
#include "engine/author/preview.h"
#include "engine/base/buffer.h"
#include "engine/base/memory.h"
#include "engine/lang/pack.h"
#include "engine/lang/predicate.h"
#include "engine/store/store.h"
#include "tests/bench/measure.h"
#include "tests/bench/server.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 3, STEP = 100000, PIECE = 1000, FILES_LONGEST = 1 << 20 };
#define ORGANISATION "northside"
#define DAY "2026-09-01"

static const struct candidate {
    const char *what, *from, *to;
} candidates[] = {
    {"one level asks for more", "[\"dreyfus-level-1\"] = 3", "[\"dreyfus-level-1\"] = 4"},
    {"a parameter of every level", "[\"currency-mand-fire-safety\"] = months(12)",
     "[\"currency-mand-fire-safety\"] = months(9)"},
};
enum { CANDIDATES = sizeof candidates / sizeof candidates[0] };

struct person {
    char *id;
    struct wm_portfolio *portfolio;
};

struct bench {
    const char *daemon, *waymark, *rules, *people_file, *folder;
    char socket[200], config[200], store[200], log[200];
    struct person *people;
    size_t count, room;
    struct wm_ruleset *before, *after[CANDIDATES];
    double cores;
};

// Of the processor, of a process: what others do on the machine counts less.
static double processor_of(pid_t process) {
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0)
        measure_fail("cannot tell the processor time of process %d", (int)process);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds_since(int64_t start) {
    return (double)(measure_now() - start) / 1e9;
}

// --- its daemon ---

static pid_t start_daemon(const struct bench *bench) {
    FILE *file = fopen(bench->config, "w");
    if (file == NULL)
        measure_fail("cannot write %s", bench->config);
    fprintf(file, "socket: %s\nstore: %s\nrules: [%s]\nlog: { level: warning }\n", bench->socket, bench->store,
            bench->rules);
    fclose(file);
    const char *arguments[] = {bench->daemon, "--config", bench->config, NULL};
    return server_start(arguments, bench->log, bench->socket);
}

static void import(const struct bench *bench) {
    int status = 0;
    pid_t pid = fork();
    if (pid == 0) {
        if (freopen("/dev/null", "w", stdout) != NULL)
            execl(bench->waymark, bench->waymark, "--socket", bench->socket, "--org", ORGANISATION, "import",
                  bench->people_file, NULL);
        _exit(127);
    }
    if (waitpid(pid, &status, 0) != pid || status != 0)
        measure_fail("the people could not be imported (status %d)", status);
}

// --- the people, in memory ---

static bool take(void *context, const char *id, size_t length, struct wm_portfolio *portfolio) {
    struct bench *bench = context;
    if (bench->count == bench->room) {
        bench->room = bench->room == 0 ? 1024 : 2 * bench->room;
        bench->people = wm_realloc(bench->people, bench->room * sizeof *bench->people);
    }
    if (bench->people == NULL)
        measure_fail("out of memory");
    bench->people[bench->count++] = (struct person){wm_dup_n(id, length), portfolio};
    return true;
}

static void pack(struct wm_store_writer *writer, struct wm_store_reader *reader) {
    struct wm_error error;
    for (bool more = true; more;) {
        struct wm_packing packing = {.from = 0};
        server_require(wm_store_packing_read(reader, ORGANISATION, STEP, &packing, &error), &error);
        more = packing.from != packing.to;
        if (more)
            server_require(wm_store_packing_write(writer, &packing, &error), &error);
        wm_store_packing_clear(&packing);
    }
}

// The daemon would pack them by itself, in its own time.
static void load(struct bench *bench) {
    struct wm_store *store = NULL;
    struct wm_store_writer *writer = NULL;
    struct wm_store_reader *reader = NULL;
    struct wm_error error;
    int64_t first = 0, end = 0, people = 0;
    server_require(wm_store_open(bench->store, &store, &error), &error);
    server_require(wm_store_writer_open(store, &writer, &error), &error);
    server_require(wm_store_reader_open(store, &reader, &error), &error);
    pack(writer, reader);
    server_require(wm_store_person_range(reader, ORGANISATION, &first, &end, &people, &error), &error);
    int64_t start = measure_now();
    server_require(wm_store_portfolios(reader, ORGANISATION, first, end, take, bench, &error), &error);
    measure_row("portfolios read, packed, 1 thread", (double)people / seconds_since(start), "a second", 0, NULL);
    wm_store_reader_close(reader);
    wm_store_writer_close(writer);
    wm_store_close(store);
}

// --- the rules ---

static void build(struct bench *bench) {
    struct wm_pack_folders *folders = NULL;
    struct wm_error error;
    const struct wm_pack_limits limits = {.memory = 0};
    server_require(wm_pack_folders_open(&bench->rules, 1, &folders, &error), &error);
    struct wm_pack_source source = wm_pack_folders_source(folders);
    server_require(wm_pack_build(&source, ORGANISATION, &limits, &bench->before, &error), &error);
    wm_pack_folders_close(folders);
    for (size_t i = 0; i < CANDIDATES; i++) {
        struct wm_ruleset_file *files = wm_alloc_zero(bench->before->file_count, sizeof *files);
        struct wm_buffer text;
        bool edited = false;
        wm_buffer_init(&text, FILES_LONGEST);
        for (uint32_t k = 0; files != NULL && k < bench->before->file_count; k++) {
            files[k] = bench->before->files[k];
            const char *at = strstr(files[k].bytes, candidates[i].from);
            if (at == NULL || edited)
                continue;
            wm_buffer_add(&text, files[k].bytes, (size_t)(at - files[k].bytes));
            wm_buffer_text(&text, candidates[i].to);
            wm_buffer_text(&text, at + strlen(candidates[i].from));
            edited = !text.failed;
            files[k].bytes = text.data;
            files[k].length = text.length;
        }
        if (!edited)
            measure_fail("%s: there is no %s in the rules", candidates[i].what, candidates[i].from);
        struct wm_pack_files pack_files = {files, bench->before->file_count};
        source = wm_pack_files_source(&pack_files);
        server_require(wm_pack_build(&source, ORGANISATION, &limits, &bench->after[i], &error), &error);
        wm_buffer_clear(&text);
        wm_free(files);
    }
}

// --- the loop ---

static enum wm_status read_memory(void *context, unsigned thread, uint32_t piece,
                                  bool (*each)(void *each_context, const char *person, size_t length,
                                               const struct wm_portfolio *portfolio),
                                  void *each_context, struct wm_error *error) {
    const struct bench *bench = context;
    (void)thread;
    (void)error;
    for (size_t i = (size_t)piece * PIECE; i < bench->count && i < (size_t)(piece + 1) * PIECE; i++) {
        if (!each(each_context, bench->people[i].id, strlen(bench->people[i].id), bench->people[i].portfolio))
            break;
    }
    return WM_OK;
}

static struct wm_preview *preview_memory(struct bench *bench, struct wm_ruleset *after) {
    struct wm_error error;
    struct wm_preview *preview = NULL;
    struct wm_preview_people people = {
        .context = bench, .pieces = (uint32_t)(bench->count / PIECE + 1), .read = read_memory};
    struct wm_preview_form form = {
        .before = bench->before, .after = after, .as_of = wm_day_of(2026, 9, 1), .organisation = ORGANISATION};
    server_require(wm_preview_run(&form, &people, &preview, &error), &error);
    return preview;
}

static void decide_all(const struct bench *bench, const struct wm_ruleset *ruleset, const struct wm_preview *levels,
                       bool after) {
    struct wm_predicates *predicates = NULL;
    struct wm_predicate_runner runner;
    struct wm_arena arena;
    struct wm_error error;
    server_require(wm_predicates_new(ruleset, NULL, &predicates, &error), &error);
    runner = wm_predicates_runner(predicates);
    wm_arena_init(&arena, (size_t)1 << 30);
    for (size_t i = 0; i < bench->count; i++) {
        for (uint32_t k = 0; k < levels->level_count; k++) {
            const struct wm_preview_level *level = &levels->levels[k];
            struct wm_decision decision;
            struct wm_question question = {.ruleset = ruleset,
                                           .level = after ? level->after : level->before,
                                           .portfolio = bench->people[i].portfolio,
                                           .organisation = ORGANISATION,
                                           .person = bench->people[i].id,
                                           .person_length = strlen(bench->people[i].id),
                                           .as_of = wm_day_of(2026, 9, 1),
                                           .runner = &runner};
            if (level->same || question.level == NULL)
                continue;
            wm_arena_reset(&arena);
            server_require(wm_decide(&question, &arena, &decision, &error), &error);
        }
    }
    wm_arena_clear(&arena);
    wm_predicates_free(predicates);
}

// --- over the socket ---

static struct waymark *connect_client(const struct bench *bench) {
    struct waymark_options options = {.timeout = 600000};
    struct waymark *client = NULL;
    struct waymark_error error;
    if (waymark_open(bench->socket, &options, &client, &error) != WAYMARK_OK)
        measure_fail("%s", error.message);
    return client;
}

static double preview_socket(const struct bench *bench, const struct wm_ruleset *after,
                             const struct wm_preview *expected) {
    struct waymark *client = connect_client(bench);
    struct waymark_reply reply = {0};
    struct waymark_error error;
    struct wm_buffer params;
    char moved[60];
    wm_buffer_init(&params, FILES_LONGEST);
    wm_buffer_text(&params, "{\"as_of\":\"" DAY "\",\"limit\":1,\"files\":[");
    for (uint32_t i = 0; i < after->file_count; i++) {
        wm_json_write_comma(&params);
        wm_buffer_text(&params, "{\"path\":");
        wm_json_write_text(&params, after->files[i].path);
        wm_buffer_text(&params, ",\"text\":");
        wm_json_write_string(&params, after->files[i].bytes, after->files[i].length);
        wm_buffer_byte(&params, '}');
    }
    wm_buffer_text(&params, "]}");
    int64_t start = measure_now();
    if (waymark_call(client, "rules.preview", params.data, &reply, &error) != WAYMARK_OK)
        measure_fail("%s", error.message);
    double took = seconds_since(start);
    snprintf(moved, sizeof moved, "\"people\":%llu,\"moved\":%llu,", (unsigned long long)expected->people,
             (unsigned long long)expected->moved_people);
    if (strstr(reply.text, moved) == NULL)
        measure_fail("the daemon's preview differs from that in memory: %s is not in %.300s", moved, reply.text);
    waymark_reply_clear(&reply);
    wm_buffer_clear(&params);
    waymark_free(client);
    return took;
}

static void measure(struct bench *bench, pid_t daemon, size_t which) {
    struct wm_ruleset *after = bench->after[which];
    struct wm_preview *preview = preview_memory(bench, after);
    double whole[ROUNDS], memory[ROUNDS], bare[ROUNDS], whole_processor[ROUNDS], bare_processor[ROUNDS];
    unsigned differing = 0;
    for (uint32_t i = 0; i < preview->level_count; i++)
        differing += !preview->levels[i].same;
    for (int i = 0; i < ROUNDS; i++) { // in turn
        double processor = processor_of(daemon);
        whole[i] = preview_socket(bench, after, preview);
        whole_processor[i] = processor_of(daemon) - processor;
        int64_t start = measure_now();
        wm_preview_free(preview_memory(bench, after));
        memory[i] = seconds_since(start);
        start = measure_now();
        processor = processor_of(getpid());
        decide_all(bench, bench->before, preview, false);
        decide_all(bench, after, preview, true);
        bare[i] = seconds_since(start);
        bare_processor[i] = processor_of(getpid()) - processor;
    }
    double loop = measure_median(bare, ROUNDS) / bench->cores;
    printf("  %s: %u of %u levels differ, %llu people move\n", candidates[which].what, differing, preview->level_count,
           (unsigned long long)preview->moved_people);
    measure_row("preview, over the socket", measure_median(whole, ROUNDS), "s", whole[ROUNDS / 2] / loop,
                "of the loop, shared out among the cores");
    measure_row("preview, of people in memory", measure_median(memory, ROUNDS), "s", memory[ROUNDS / 2] / loop,
                "of the same");
    double bare_time = measure_median(bare_processor, ROUNDS);
    measure_row("preview, over the socket, processor time", measure_median(whole_processor, ROUNDS), "s",
                whole_processor[ROUNDS / 2] / bare_time, "of the loop's");
    measure_row("bare loop over wm_decide, 1 thread, processor time", bare_time, "s", 0, NULL);
    measure_row("bare loop over wm_decide, 1 thread", loop * bench->cores, "s", 0, NULL);
    wm_preview_free(preview);
}

int main(int count, char **arguments) {
    struct wm_error error;
    if (count != 6)
        measure_fail("usage: bench_preview DAEMON WAYMARK RULES PEOPLE FOLDER");
    struct bench bench = {.daemon = arguments[1],
                          .waymark = arguments[2],
                          .rules = arguments[3],
                          .people_file = arguments[4],
                          .folder = arguments[5],
                          .cores = (double)sysconf(_SC_NPROCESSORS_ONLN)};
    snprintf(bench.socket, sizeof bench.socket, "%s/preview.sock", bench.folder);
    snprintf(bench.config, sizeof bench.config, "%s/preview.yaml", bench.folder);
    snprintf(bench.store, sizeof bench.store, "%s/preview.db", bench.folder);
    snprintf(bench.log, sizeof bench.log, "%s/preview.log", bench.folder);
    server_require(wm_digest_start(&error), &error);
    pid_t process = start_daemon(&bench);
    import(&bench);
    server_stop(process, SIGTERM);
    build(&bench);
    load(&bench);
    process = start_daemon(&bench);
    for (size_t i = 0; i < CANDIDATES; i++)
        measure(&bench, process, i);
    server_stop(process, SIGTERM);
    for (size_t i = 0; i < bench.count; i++) {
        wm_portfolio_unref(bench.people[i].portfolio);
        wm_free(bench.people[i].id);
    }
    wm_free(bench.people);
    wm_ruleset_unref(bench.before);
    for (size_t i = 0; i < CANDIDATES; i++)
        wm_ruleset_unref(bench.after[i]);
    return EXIT_SUCCESS;
}
