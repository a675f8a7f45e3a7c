// SPDX-License-Identifier: MIT
// Older rulesets, rebuilt from their kept sources: for replays, and for who goes back to one.
#include "engine/daemon/rules_work.h"

#include <string.h>

#define ARENA_LARGEST ((size_t)64 << 20)

struct wm_rules_job {
    struct wm_read read; // first
    struct wm_rules *rules;
    struct wm_organisation *organisation;
    struct wm_ruleset *ruleset;
    char hash[65]; // which one
    struct wm_rules_waiter *first;
    struct wm_rules_job *next;
};

struct wm_ruleset *wm_rules_find(struct wm_rules *rules, const struct wm_organisation *organisation,
                                 const char hash[65]) {
    if (organisation->active != NULL && strcmp(organisation->active->hash, hash) == 0)
        return organisation->active;
    for (size_t i = 0; i < WM_RULES_REBUILT; i++) {
        struct wm_rules_rebuilt *rebuilt = &rules->rebuilt[i];
        if (rebuilt->organisation == organisation && strcmp(rebuilt->ruleset->hash, hash) == 0) {
            rebuilt->used = ++rules->ticks;
            return rebuilt->ruleset;
        }
    }
    return NULL;
}

// --- on a thread with a reader ---

struct kept {
    const struct wm_source *sources, *beside;
    size_t count, beside_count;
};

static enum wm_status load(struct wm_store_reader *reader, const char *organisation, const char hash[65],
                           const struct wm_trust *trust, struct wm_arena *arena, struct wm_pack_files *ret_files,
                           struct wm_error *error) {
    struct kept kept = {NULL, NULL, 0, 0};
    enum wm_status status = wm_store_load_ruleset(reader, organisation, hash, arena, &kept.sources, &kept.count, error);
    if (status == WM_OK && trust->count > 0)
        status = wm_store_load_beside(reader, organisation, hash, arena, &kept.beside, &kept.beside_count, error);
    if (status != WM_OK)
        return status;
    size_t count = kept.count + kept.beside_count;
    struct wm_ruleset_file *files = wm_arena_zero(arena, count + 1, sizeof *files);
    if (files == NULL)
        return wm_error_no_memory(error);
    for (size_t i = 0; i < count; i++) {
        const struct wm_source *source = i < kept.count ? &kept.sources[i] : &kept.beside[i - kept.count];
        files[i] = (struct wm_ruleset_file){source->path, source->bytes, source->length};
    }
    *ret_files = (struct wm_pack_files){files, count};
    return WM_OK;
}

// It is not the disk's pack that is not signed.
static void say_kept(const char hash[65], struct wm_error *error) {
    struct wm_error said = *error;
    wm_error_set(error, said.status, said.reason, "the rules %.12s cannot become active again: %s", hash, said.message);
    wm_error_where(error, "%s", said.where);
    wm_error_expected(error, "%s", said.expected);
    wm_error_found(error, "%s", said.found);
}

enum wm_status wm_rules_from_store(struct wm_store_reader *reader, const char *organisation, const char hash[65],
                                   struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    static const struct wm_trust anybody = {NULL, 0};
    bool refused = false;
    return wm_rules_from_store_signed(reader, organisation, hash, &anybody, &refused, ret_ruleset, error);
}

enum wm_status wm_rules_from_store_signed(struct wm_store_reader *reader, const char *organisation, const char hash[65],
                                          const struct wm_trust *trust, bool *ret_refused,
                                          struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    static const struct wm_pack_limits usual = {.memory = 0};
    struct wm_arena arena;
    struct wm_pack_files files = {NULL, 0};
    struct wm_ruleset *ruleset = NULL;
    *ret_refused = false;
    wm_arena_init(&arena, ARENA_LARGEST);
    enum wm_status status = load(reader, organisation, hash, trust, &arena, &files, error);
    struct wm_pack_source source = wm_pack_files_source(&files);
    if (status == WM_OK)
        status = wm_rules_build(&source, organisation, trust, &usual, ret_refused, &ruleset, error);
    wm_arena_clear(&arena);
    if (*ret_refused && error != NULL)
        say_kept(hash, error);
    if (status == WM_OK && strcmp(ruleset->hash, hash) != 0) {
        wm_ruleset_unref(ruleset);
        return wm_error_set(error, WM_STORE, "corrupt", "the kept sources of the rules %.12s have another hash", hash);
    }
    if (status == WM_OK)
        *ret_ruleset = ruleset;
    return status;
}

static enum wm_status rebuild(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_rules_job *job = (struct wm_rules_job *)read;
    wm_worker_step_back(); // it runs what rules say, for as long as they may
    enum wm_status status = wm_rules_from_store(reader, job->organisation->id, job->hash, &job->ruleset, error);
    if (status == WM_NOT_FOUND) {
        wm_error_set(error, WM_NOT_FOUND, "unknown-rules", "no rules with this hash were ever active for \"%s\"",
                     job->organisation->id);
        wm_error_where(error, "rules");
        wm_error_found(error, "%s", job->hash);
    }
    return status;
}

// --- on the loop ---

static void hold(struct wm_rules *rules, const struct wm_organisation *organisation, struct wm_ruleset *ruleset) {
    struct wm_rules_rebuilt *oldest = &rules->rebuilt[0];
    for (size_t i = 1; i < WM_RULES_REBUILT; i++) {
        if (rules->rebuilt[i].used < oldest->used)
            oldest = &rules->rebuilt[i];
    }
    wm_ruleset_unref(oldest->ruleset);
    *oldest = (struct wm_rules_rebuilt){organisation, wm_ruleset_ref(ruleset), ++rules->ticks};
}

static void on_rebuilt(struct wm_task *task) {
    struct wm_rules_job *job = (struct wm_rules_job *)task;
    struct wm_rules_job **link = &job->rules->rebuilding;
    while (*link != job)
        link = &(*link)->next;
    *link = job->next;
    if (job->read.status == WM_OK)
        hold(job->rules, job->organisation, job->ruleset);
    for (struct wm_rules_waiter *waiter = job->first, *next = NULL; waiter != NULL; waiter = next) {
        next = waiter->next;
        waiter->ready(waiter, job->read.status, job->ruleset, &job->read.error);
    }
    wm_ruleset_unref(job->ruleset);
    wm_free(job);
}

enum wm_status wm_rules_rebuild(struct wm_rules *rules, struct wm_organisation *organisation, const char hash[65],
                                struct wm_rules_waiter *waiter, struct wm_error *error) {
    struct wm_rules_job *job = rules->rebuilding;
    while (job != NULL && (job->organisation != organisation || strcmp(job->hash, hash) != 0))
        job = job->next;
    if (job != NULL) {
        waiter->next = job->first;
        job->first = waiter;
        return WM_OK;
    }
    job = wm_alloc_zero(1, sizeof *job);
    if (job == NULL)
        return wm_error_no_memory(error);
    job->rules = rules;
    job->organisation = organisation;
    memcpy(job->hash, hash, sizeof job->hash);
    job->read.run = rebuild;
    job->read.task.done = on_rebuilt;
    enum wm_status status = wm_readers_submit(rules->jobs, &job->read, error);
    if (status != WM_OK) {
        wm_free(job);
        return status;
    }
    waiter->next = NULL;
    job->first = waiter;
    job->next = rules->rebuilding;
    rules->rebuilding = job;
    return WM_OK;
}
