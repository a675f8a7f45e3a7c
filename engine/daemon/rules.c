// SPDX-License-Identifier: MIT
#include "engine/daemon/rules.h"

#include "engine/daemon/rules_work.h"

#include <string.h>
#include <unistd.h>

#define ARENA_LARGEST ((size_t)64 << 20)
#define NO_RULES_ZONE "Europe/London"
#define PREPARED_STAY 60000000 // of an instant

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
        memcpy(organisation->name, id, length);
        organisation->id = organisation->name;
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
        wm_prepared_free(rules->organisations[i]->prepared);
        wm_free(rules->organisations[i]);
    }
    wm_free(rules->organisations);
    wm_rules_work_drop(rules);
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

enum wm_rules_state wm_rules_state(const struct wm_organisation *organisation) {
    if (organisation->active == NULL)
        return organisation->since == 0 ? WM_STATE_LOADING : WM_STATE_BROKEN;
    if (organisation->building)
        return WM_STATE_BUILDING;
    return organisation->failed ? WM_STATE_STALE : WM_STATE_ACTIVE;
}

// --- the start, and the end ---

enum wm_status wm_rules_load(struct wm_rules *rules, const struct wm_rules_threads *threads,
                             void (*loaded)(void *context), void *context, struct wm_error *error) {
    rules->builders = threads->builders;
    rules->jobs = threads->jobs;
    rules->writer = threads->writer;
    rules->context = context;
    enum wm_status status = WM_OK;
    for (size_t i = 0; status == WM_OK && i < rules->count; i++) {
        const struct wm_organisation *organisation = rules->organisations[i];
        const struct wm_rules_request request = {.organisation = organisation->id,
                                                 .length = organisation->id_length,
                                                 .cause = WM_ACTIVATION_START,
                                                 .uid = getuid()};
        struct wm_rules_work *work = NULL;
        status = wm_rules_work_add(rules, &request, false, &work, error);
        if (status == WM_OK) {
            work->starting = true;
            rules->loading++;
        }
    }
    if (status != WM_OK) { // the start fails
        wm_rules_abandon(rules);
        return status;
    }
    rules->loaded = loaded;
    if (rules->count == 0)
        loaded(context);
    wm_rules_work_next(rules);
    return WM_OK;
}

void wm_rules_abandon(struct wm_rules *rules) {
    rules->loaded = NULL;
    atomic_store(&rules->abandoned, true);
    wm_rules_work_drop(rules);
}

// --- what could not be kept when it became active ---

struct keeping {
    struct wm_write write; // first
    const struct wm_rules *rules;
    struct wm_organisation *organisation;
    struct wm_ruleset *ruleset;
};

static void on_kept(struct wm_task *task) {
    struct keeping *keeping = (struct keeping *)task;
    struct wm_organisation *organisation = keeping->organisation;
    organisation->keeping = false;
    if (keeping->write.status == WM_OK && organisation->active == keeping->ruleset) {
        organisation->kept = true;
        organisation->complained = false;
        organisation->activation.number = keeping->write.number;
    }
    const struct wm_rules_events *events = &keeping->rules->events;
    if (keeping->write.status == WM_OK && events->kept != NULL)
        events->kept(events->context, organisation);
    wm_ruleset_unref(keeping->ruleset);
    wm_free(keeping);
}

static void keep(struct wm_rules *rules, struct wm_organisation *organisation) {
    struct keeping *keeping = wm_alloc_zero(1, sizeof *keeping);
    if (keeping == NULL)
        return;
    keeping->rules = rules;
    keeping->organisation = organisation;
    keeping->ruleset = wm_ruleset_ref(organisation->active);
    keeping->write.kind = WM_WRITE_KEEP;
    keeping->write.ruleset = keeping->ruleset;
    keeping->write.activation = organisation->activation;
    keeping->write.task.done = on_kept;
    organisation->keeping = wm_writer_submit(rules->writer, &keeping->write, NULL) == WM_OK;
    if (organisation->keeping)
        return;
    wm_ruleset_unref(keeping->ruleset);
    wm_free(keeping);
}

void wm_rules_keep(struct wm_rules *rules) {
    for (size_t i = 0; i < rules->count; i++) {
        struct wm_organisation *organisation = rules->organisations[i];
        if (organisation->active != NULL && !organisation->kept && !organisation->keeping)
            keep(rules, organisation);
    }
}

void wm_rules_tidy(struct wm_rules *rules) {
    int64_t now = wm_instant_now();
    for (size_t i = 0; i < rules->count; i++) {
        struct wm_organisation *organisation = rules->organisations[i];
        if (organisation->prepared == NULL || now - organisation->since < PREPARED_STAY)
            continue;
        wm_prepared_leave(organisation->prepared, rules->builders);
        organisation->prepared = NULL;
    }
}
