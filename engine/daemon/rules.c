// SPDX-License-Identifier: MIT
#include "engine/daemon/rules.h"

#include "engine/base/log.h"

#include <string.h>

#define ARENA_LARGEST ((size_t)64 << 20)
#define NO_RULES_ZONE "Europe/London"

// --- the organisations ---

static int order_of(const struct wm_organisation *organisation, const char *id, size_t length) {
    size_t common = organisation->id_length < length ? organisation->id_length : length;
    int order = memcmp(organisation->id, id, common);
    if (order != 0)
        return order;
    return organisation->id_length < length ? -1 : organisation->id_length > length ? 1 : 0;
}

// Where it is, or would be.
static size_t place_of(const struct wm_rules *rules, const char *id, size_t length, bool *ret_there) {
    size_t low = 0, high = rules->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order_of(rules->organisations[middle], id, length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *ret_there = low < rules->count && order_of(rules->organisations[low], id, length) == 0;
    return low;
}

struct wm_organisation *wm_rules_organisation(const struct wm_rules *rules, const char *id, size_t length) {
    bool there = false;
    size_t place = place_of(rules, id, length, &there);
    return there ? rules->organisations[place] : NULL;
}

static enum wm_status make_room(struct wm_rules *rules, struct wm_error *error) {
    if (rules->count < rules->room)
        return WM_OK;
    size_t room = rules->room == 0 ? 8 : 2 * rules->room;
    struct wm_organisation **organisations = wm_realloc(rules->organisations, room * sizeof(struct wm_organisation *));
    if (organisations == NULL)
        return wm_error_no_memory(error);
    rules->organisations = organisations;
    rules->room = room;
    return WM_OK;
}

enum wm_status wm_rules_add(struct wm_rules *rules, const char *id, size_t length,
                            struct wm_organisation **ret_organisation, struct wm_error *error) {
    bool there = false;
    size_t place = place_of(rules, id, length, &there);
    if (!there) {
        enum wm_status status = make_room(rules, error);
        struct wm_organisation *organisation =
            status == WM_OK ? wm_alloc_zero(1, sizeof *organisation + length + 1) : NULL;
        if (organisation == NULL)
            return wm_error_no_memory(error);
        *organisation =
            (struct wm_organisation){.id_length = length, .error = {.status = WM_RULES}, .second = INT64_MIN};
        memcpy(organisation->id, id, length);
        memmove(rules->organisations + place + 1, rules->organisations + place,
                (rules->count - place) * sizeof(struct wm_organisation *));
        rules->organisations[place] = organisation;
        rules->count++;
    }
    *ret_organisation = rules->organisations[place];
    return WM_OK;
}

static enum wm_status add_all(struct wm_rules *rules, const char *const *ids, size_t count, struct wm_error *error) {
    struct wm_organisation *organisation = NULL;
    enum wm_status status = WM_OK;
    for (size_t i = 0; status == WM_OK && i < count; i++)
        status = wm_rules_add(rules, ids[i], strlen(ids[i]), &organisation, error);
    return status;
}

enum wm_status wm_rules_init(struct wm_rules *rules, const char *const *roots, size_t root_count,
                             struct wm_store_reader *reader, struct wm_error *error) {
    *rules = (struct wm_rules){.roots = roots, .root_count = root_count, .end = &rules->queue};
    struct wm_arena arena;
    wm_arena_init(&arena, ARENA_LARGEST);
    struct wm_pack_folders *folders = NULL;
    const char **names = NULL;
    size_t count = 0;
    enum wm_status status = wm_pack_folders_open(roots, root_count, &folders, error);
    if (status == WM_OK) {
        struct wm_pack_source source = wm_pack_folders_source(folders);
        status = source.packs(source.context, "organisations", &arena, &names, &count, error);
    }
    if (status == WM_OK)
        status = add_all(rules, names, count, error);
    if (status == WM_OK)
        status = wm_store_organisations(reader, &arena, &names, &count, error);
    if (status == WM_OK)
        status = add_all(rules, names, count, error);
    wm_pack_folders_close(folders);
    wm_arena_clear(&arena);
    if (status != WM_OK)
        wm_rules_clear(rules);
    return status;
}

void wm_rules_clear(struct wm_rules *rules) {
    for (size_t i = 0; i < rules->count; i++) {
        wm_ruleset_unref(rules->organisations[i]->active);
        wm_free(rules->organisations[i]);
    }
    wm_free(rules->organisations);
    for (size_t i = 0; i < WM_RULES_REBUILT; i++)
        wm_ruleset_unref(rules->rebuilt[i].ruleset);
    *rules = (struct wm_rules){.count = 0};
}

enum wm_status wm_rules_active(const struct wm_organisation *organisation, struct wm_ruleset **ret_ruleset,
                               struct wm_error *error) {
    if (organisation->active != NULL) {
        *ret_ruleset = organisation->active;
        return WM_OK;
    }
    if (error != NULL)
        *error = organisation->error;
    return organisation->error.status;
}

enum wm_status wm_rules_today(struct wm_organisation *organisation, const struct wm_ruleset *ruleset, int64_t instant,
                              wm_day *ret_day, struct wm_error *error) {
    if (ruleset != NULL && ruleset != organisation->active)
        return wm_day_at(instant, ruleset->timezone, ret_day, error);
    int64_t second = instant / 1000000; // a day begins on a whole second everywhere
    if (second != organisation->second) {
        const char *zone = organisation->active != NULL ? organisation->active->timezone : NO_RULES_ZONE;
        enum wm_status status = wm_day_at(instant, zone, &organisation->today, error);
        if (status != WM_OK)
            return status;
        organisation->second = second;
    }
    *ret_day = organisation->today;
    return WM_OK;
}

// --- building, keeping, activating ---

struct wm_rules_job {
    struct wm_read read;   // first
    struct wm_write write; // of the keeping
    struct wm_rules *rules;
    struct wm_organisation *organisation;
    struct wm_ruleset *ruleset;
    bool activates; // when it has been kept
    char hash[65];  // rebuilding: which one
    struct wm_rules_waiter *first;
    struct wm_rules_job *next;
};

static struct wm_rules_job *job_new(struct wm_rules *rules, struct wm_organisation *organisation) {
    struct wm_rules_job *job = wm_alloc_zero(1, sizeof *job);
    if (job != NULL) {
        job->rules = rules;
        job->organisation = organisation;
    }
    return job;
}

static enum wm_status build(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_rules_job *job = (struct wm_rules_job *)read;
    (void)reader;
    if (atomic_load(&job->rules->abandoned))
        return wm_error_set(error, WM_BUSY, "stopping", "the daemon is stopping");
    struct wm_pack_folders *folders = NULL;
    struct wm_pack_limits limits = {.memory = 0};
    enum wm_status status = wm_pack_folders_open(job->rules->roots, job->rules->root_count, &folders, error);
    if (status != WM_OK)
        return status;
    struct wm_pack_source source = wm_pack_folders_source(folders);
    status = wm_pack_build(&source, job->organisation->id, &limits, &job->ruleset, error);
    wm_pack_folders_close(folders);
    return status;
}

static void one_loaded(struct wm_rules *rules) {
    rules->loading--;
    if (rules->loading == 0 && rules->loaded != NULL)
        rules->loaded(rules->context);
}

// What an organisation without rules answers.
static void broken(struct wm_organisation *organisation, const struct wm_error *error) {
    organisation->error = *error;
    organisation->since = wm_instant_now();
    if (error->status == WM_NOT_FOUND) { // it has a ledger only
        wm_error_set(&organisation->error, WM_RULES, "no-pack",
                     "there is no rule pack for the organisation \"%s\": nothing can be decided", organisation->id);
        wm_error_where(&organisation->error, "organisations/%s", organisation->id);
    } else if (error->status != WM_NO_MEMORY) {
        organisation->error.status = WM_RULES;
    }
    wm_log_error(WM_LOG_ERROR, "rules", &organisation->error);
    wm_log(WM_LOG_ERROR, "rules",
           "organisation %s answers nothing about levels: mend its pack, then restart; all others go on",
           organisation->id);
}

static void activate(struct wm_organisation *organisation, WM_TAKES struct wm_ruleset *ruleset) {
    wm_ruleset_unref(organisation->active);
    organisation->active = ruleset;
    organisation->generation++;
    organisation->second = INT64_MIN; // the time zone may be another
    organisation->since = wm_instant_now();
    wm_log(WM_LOG_INFO, "rules", "organisation %s: frameworks %u, levels and gates %u, rules %.12s", organisation->id,
           ruleset->framework_count, ruleset->level_count, ruleset->hash);
}

static void on_kept(struct wm_task *task) {
    struct wm_write *write = (struct wm_write *)task;
    struct wm_rules_job *job = (struct wm_rules_job *)((char *)write - offsetof(struct wm_rules_job, write));
    struct wm_organisation *organisation = job->organisation;
    struct wm_rules *rules = job->rules;
    organisation->keeping = false;
    organisation->kept = write->status == WM_OK;
    if (!organisation->kept && !organisation->complained) {
        wm_log_error(WM_LOG_WARNING, "rules", &write->error);
        wm_log(WM_LOG_WARNING, "rules",
               "the sources of the rules of %s are not in the store yet: trying again until they are",
               organisation->id);
    }
    organisation->complained = !organisation->kept;
    bool activates = job->activates;
    if (activates)
        activate(organisation, job->ruleset); // also unkept ones: answering matters more
    else
        wm_ruleset_unref(job->ruleset);
    wm_free(job);
    if (activates)
        one_loaded(rules);
}

static enum wm_status keep(struct wm_rules_job *job, struct wm_error *error) {
    job->write.kind = WM_WRITE_KEEP;
    job->write.ruleset = job->ruleset;
    job->write.activation.instant = wm_instant_now();
    job->write.task.done = on_kept;
    enum wm_status status = wm_writer_submit(job->rules->writer, &job->write, error);
    job->organisation->keeping = status == WM_OK;
    return status;
}

static void on_built(struct wm_task *task) {
    struct wm_rules_job *job = (struct wm_rules_job *)task;
    struct wm_rules *rules = job->rules;
    if (job->read.status == WM_OK) {
        job->activates = true;
        if (keep(job, NULL) == WM_OK)
            return;
        activate(job->organisation, job->ruleset); // the writer is busy: wm_rules_keep tries again
    } else if (!atomic_load(&rules->abandoned)) {
        broken(job->organisation, &job->read.error);
    }
    wm_free(job);
    one_loaded(rules);
}

enum wm_status wm_rules_load(struct wm_rules *rules, const struct wm_rules_threads *threads,
                             void (*loaded)(void *context), void *context, struct wm_error *error) {
    rules->builders = threads->builders;
    rules->jobs = threads->jobs;
    rules->writer = threads->writer;
    rules->loaded = loaded;
    rules->context = context;
    rules->loading = rules->count;
    if (rules->count == 0)
        loaded(context);
    for (size_t i = 0; i < rules->count; i++) {
        struct wm_rules_job *job = job_new(rules, rules->organisations[i]);
        enum wm_status status = job != NULL ? WM_OK : wm_error_no_memory(error);
        if (status == WM_OK) {
            job->read.run = build;
            job->read.task.done = on_built;
            status = wm_readers_submit(rules->builders, &job->read, error);
        }
        if (status != WM_OK) { // the start fails
            wm_rules_abandon(rules);
            wm_free(job);
            return status;
        }
    }
    return WM_OK;
}

void wm_rules_abandon(struct wm_rules *rules) {
    rules->loaded = NULL;
    atomic_store(&rules->abandoned, true);
}

void wm_rules_keep(struct wm_rules *rules) {
    for (size_t i = 0; i < rules->count; i++) {
        struct wm_organisation *organisation = rules->organisations[i];
        if (organisation->active == NULL || organisation->kept || organisation->keeping)
            continue;
        struct wm_rules_job *job = job_new(rules, organisation);
        if (job == NULL)
            return;
        job->ruleset = wm_ruleset_ref(organisation->active);
        if (keep(job, NULL) != WM_OK) {
            wm_ruleset_unref(job->ruleset);
            wm_free(job);
        }
    }
}

// --- rebuilding ---

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

static enum wm_status rebuild(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_rules_job *job = (struct wm_rules_job *)read;
    struct wm_arena arena;
    wm_arena_init(&arena, ARENA_LARGEST);
    const struct wm_source *sources = NULL;
    size_t count = 0;
    enum wm_status status =
        wm_store_load_ruleset(reader, job->organisation->id, job->hash, &arena, &sources, &count, error);
    struct wm_ruleset_file *files = NULL;
    if (status == WM_OK) {
        files = wm_arena_zero(&arena, count, sizeof *files);
        status = files != NULL ? WM_OK : wm_error_no_memory(error);
    }
    if (status == WM_OK) {
        for (size_t i = 0; i < count; i++)
            files[i] = (struct wm_ruleset_file){sources[i].path, sources[i].bytes, sources[i].length};
        struct wm_pack_files held = {files, count};
        struct wm_pack_source source = wm_pack_files_source(&held);
        struct wm_pack_limits limits = {.memory = 0};
        status = wm_pack_build(&source, job->organisation->id, &limits, &job->ruleset, error);
    }
    wm_arena_clear(&arena);
    if (status == WM_OK && strcmp(job->ruleset->hash, job->hash) != 0)
        status = wm_error_set(error, WM_STORE, "corrupt", "the kept sources of the rules %.12s have another hash",
                              job->hash);
    if (status == WM_NOT_FOUND) {
        wm_error_set(error, WM_NOT_FOUND, "unknown-rules", "no rules with this hash were ever active for \"%s\"",
                     job->organisation->id);
        wm_error_where(error, "rules");
        wm_error_found(error, "%s", job->hash);
    }
    return status;
}

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
    job = job_new(rules, organisation);
    if (job == NULL)
        return wm_error_no_memory(error);
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
