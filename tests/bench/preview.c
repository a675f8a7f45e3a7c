// SPDX-License-Identifier: MIT
// rules.preview of everybody over the socket, against a bare loop over the evaluator on the same people in memory.
//
//   bench_preview DAEMON WAYMARK RULES PEOPLE FOLDER
//
// PEOPLE are lines for `waymark import`, of the organisation "northside" of RULES. The loop decides, one person after the
// other and on one thread, those levels under both rulesets that the two do not have in common.
#include "engine/author/preview.h"
#include "engine/base/buffer.h"
#include "engine/base/memory.h"
#include "engine/lang/pack.h"
#include "engine/lang/predicate.h"
#include "tests/bench/everybody.h"
#include "tests/bench/measure.h"
#include "tests/bench/server.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 3, PIECE = 1000, FILES_LONGEST = 1 << 20 };

static const struct candidate {
    const char *what, *from, *to;
} candidates[] = {
    {"one level asks for more", "[\"dreyfus-level-1\"] = 3", "[\"dreyfus-level-1\"] = 4"},
    {"a parameter of every level", "[\"currency-mand-fire-safety\"] = months(12)",
     "[\"currency-mand-fire-safety\"] = months(9)"},
};
enum { CANDIDATES = sizeof candidates / sizeof candidates[0] };

struct bench {
    struct everybody everybody;
    struct wm_ruleset *after[CANDIDATES];
};

// --- the rules ---

static void build(struct bench *bench) {
    const struct wm_ruleset *before = bench->everybody.ruleset;
    struct wm_error error;
    const struct wm_pack_limits limits = {.memory = 0};
    for (size_t i = 0; i < CANDIDATES; i++) {
        struct wm_ruleset_file *files = wm_alloc_zero(before->file_count, sizeof *files);
        struct wm_buffer text;
        bool edited = false;
        wm_buffer_init(&text, FILES_LONGEST);
        for (uint32_t k = 0; files != NULL && k < before->file_count; k++) {
            files[k] = before->files[k];
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
        struct wm_pack_files pack_files = {files, before->file_count};
        struct wm_pack_source source = wm_pack_files_source(&pack_files);
        server_require(wm_pack_build(&source, EVERYBODY_ORGANISATION, &limits, &bench->after[i], &error), &error);
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
    for (size_t i = (size_t)piece * PIECE; i < bench->everybody.count && i < (size_t)(piece + 1) * PIECE; i++) {
        if (!each(each_context, bench->everybody.people[i].id, strlen(bench->everybody.people[i].id),
                  bench->everybody.people[i].portfolio))
            break;
    }
    return WM_OK;
}

static struct wm_preview *preview_memory(struct bench *bench, struct wm_ruleset *after) {
    struct wm_error error;
    struct wm_preview *preview = NULL;
    struct wm_preview_people people = {
        .context = bench, .pieces = (uint32_t)(bench->everybody.count / PIECE + 1), .read = read_memory};
    struct wm_preview_form form = {.before = bench->everybody.ruleset,
                                   .after = after,
                                   .as_of = wm_day_of(2026, 9, 1),
                                   .organisation = EVERYBODY_ORGANISATION};
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
    for (size_t i = 0; i < bench->everybody.count; i++) {
        for (uint32_t k = 0; k < levels->level_count; k++) {
            const struct wm_preview_level *level = &levels->levels[k];
            struct wm_decision decision;
            struct wm_question question = {.ruleset = ruleset,
                                           .level = after ? level->after : level->before,
                                           .portfolio = bench->everybody.people[i].portfolio,
                                           .organisation = EVERYBODY_ORGANISATION,
                                           .person = bench->everybody.people[i].id,
                                           .person_length = strlen(bench->everybody.people[i].id),
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

static double preview_socket(const struct bench *bench, const struct wm_ruleset *after,
                             const struct wm_preview *expected) {
    struct waymark *client = everybody_connect(&bench->everybody);
    struct waymark_reply reply = {0};
    struct waymark_error error;
    struct wm_buffer params;
    char moved[60];
    wm_buffer_init(&params, FILES_LONGEST);
    wm_buffer_text(&params,
                   "{\"org\":\"" EVERYBODY_ORGANISATION "\",\"as_of\":\"" EVERYBODY_DAY "\",\"limit\":1,\"files\":[");
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
    double took = everybody_seconds_since(start);
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
        double processor = everybody_processor(daemon);
        whole[i] = preview_socket(bench, after, preview);
        whole_processor[i] = everybody_processor(daemon) - processor;
        int64_t start = measure_now();
        wm_preview_free(preview_memory(bench, after));
        memory[i] = everybody_seconds_since(start);
        start = measure_now();
        processor = everybody_processor(getpid());
        decide_all(bench, bench->everybody.ruleset, preview, false);
        decide_all(bench, after, preview, true);
        bare[i] = everybody_seconds_since(start);
        bare_processor[i] = everybody_processor(getpid()) - processor;
    }
    double loop = measure_median(bare, ROUNDS) / bench->everybody.cores;
    double took = measure_median(whole, ROUNDS), took_memory = measure_median(memory, ROUNDS);
    double processor = measure_median(whole_processor, ROUNDS), bare_time = measure_median(bare_processor, ROUNDS);
    printf("  %s: %u of %u levels differ, %llu people move\n", candidates[which].what, differing, preview->level_count,
           (unsigned long long)preview->moved_people);
    measure_row("preview, over the socket", took, "s", took / loop, "of the loop, shared out among the cores");
    measure_row("preview, of people in memory", took_memory, "s", took_memory / loop, "of the same");
    measure_row("preview, over the socket, processor time", processor, "s", processor / bare_time, "of the loop's");
    measure_row("bare loop over wm_decide, 1 thread, processor time", bare_time, "s", 0, NULL);
    measure_row("bare loop over wm_decide, 1 thread", loop * bench->everybody.cores, "s", 0, NULL);
    wm_preview_free(preview);
}

int main(int count, char **arguments) {
    struct bench bench;
    everybody_make(&bench.everybody, count, arguments, "preview");
    build(&bench);
    pid_t process = everybody_start(&bench.everybody);
    for (size_t i = 0; i < CANDIDATES; i++)
        measure(&bench, process, i);
    server_stop(process, SIGTERM);
    for (size_t i = 0; i < CANDIDATES; i++)
        wm_ruleset_unref(bench.after[i]);
    everybody_clear(&bench.everybody);
    return EXIT_SUCCESS;
}
