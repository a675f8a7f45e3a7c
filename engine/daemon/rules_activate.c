// SPDX-License-Identifier: MIT
// Rules are asked for, wait for their turn, are read (rules_build.c), kept in the store, and become active.
//
// One at a time, from its beginning to its end: what was read last is what is active last. The rules that something
// answers with change only once the store has the new ones; where nothing answers, answering matters more.
#include "engine/daemon/rules_work.h"

#include "engine/base/log.h"

#include <string.h>

#define COUNTED_MOST 256u // waiting, of those that organisations themselves do not bound

const char *wm_rules_stage_name(enum wm_rules_stage stage) {
    static const char *const names[] = {[WM_STAGE_BUILD] = "build",
                                        [WM_STAGE_LINT] = "lint",
                                        [WM_STAGE_TEST] = "test",
                                        [WM_STAGE_SIGNATURE] = "signature"};
    return names[stage];
}

static bool is_about(const struct wm_rules_work *work, const char *id, size_t length) {
    return work->id_length == length && memcmp(work->id, id, length) == 0;
}

// --- the end of one ---

// It is being read, or will be: what answers now may not for long.
static void mark(const struct wm_rules *rules, struct wm_organisation *organisation) {
    organisation->building = false;
    for (const struct wm_rules_work *work = rules->queue; work != NULL && !organisation->building; work = work->next)
        organisation->building = work->aim != WM_AIM_CHECK && is_about(work, organisation->id, organisation->id_length);
}

static void finish(struct wm_rules_work *work, const struct wm_rules_outcome *outcome) {
    struct wm_rules *rules = work->rules;
    if (work->organisation != NULL)
        mark(rules, work->organisation);
    for (struct wm_rules_asker *asker = work->first, *next = NULL; asker != NULL; asker = next) {
        next = asker->next;
        asker->ready(asker, outcome);
    }
    if (work->starting)
        rules->loading--;
    if (work->starting && rules->loading == 0 && rules->loaded != NULL)
        rules->loaded(rules->context);
    wm_ruleset_unref(work->ruleset);
    wm_ruleset_unref(work->resigned);
    wm_prepared_free(work->preparation.prepared);
    wm_buffer_clear(&work->findings);
    wm_free(work);
}

static void fail(struct wm_rules_work *work, enum wm_status status, const struct wm_error *error) {
    struct wm_rules_outcome outcome = {.status = status,
                                       .error = *error,
                                       .findings = {work->findings.data, work->findings.length},
                                       .passed = work->passed,
                                       .failed = work->failed};
    if (status == WM_RULES)
        outcome.stage = work->stage;
    finish(work, &outcome);
}

static void succeed(struct wm_rules_work *work, bool changed) {
    const struct wm_organisation *organisation = work->organisation;
    struct wm_rules_outcome outcome = {.changed = changed,
                                       .findings = {work->findings.data, work->findings.length},
                                       .passed = work->passed,
                                       .failed = work->failed};
    if (changed) {
        memcpy(outcome.previous, work->active, sizeof outcome.previous);
        outcome.number = organisation->activation.number;
    }
    bool checked = work->aim == WM_AIM_CHECK || organisation->active == NULL;
    memcpy(outcome.rules, checked ? work->target : organisation->active->hash, sizeof outcome.rules);
    finish(work, &outcome);
}

static void stopping(struct wm_rules_work *work) {
    struct wm_error error;
    enum wm_status status =
        wm_error_set(&error, WM_BUSY, "stopping", "the daemon is stopping: ask again when it is back");
    fail(work, status, &error);
}

// --- what there is to say about it ---

static void complain(const struct wm_rules *rules, struct wm_organisation *organisation, enum wm_rules_stage stage) {
    wm_log_error(WM_LOG_ERROR, "rules", &organisation->error);
    if (organisation->active == NULL)
        wm_log(WM_LOG_ERROR, "rules",
               "organisation %s answers nothing about levels: mend its pack, then reload it; all others go on",
               organisation->id);
    else
        wm_log(WM_LOG_NOTICE, "rules", "organisation %s goes on with the rules %.12s", organisation->id,
               organisation->active->hash);
    if (rules->events.failed != NULL)
        rules->events.failed(rules->events.context, organisation, stage, &organisation->error);
}

static void set_failed(struct wm_organisation *organisation, const struct wm_error *error) {
    organisation->failed = true;
    organisation->error = *error;
    if (organisation->active == NULL)
        organisation->since = wm_instant_now();
}

// It has a ledger, or had a pack.
static enum wm_status no_pack(const char *organisation, struct wm_error *error) {
    wm_error_set(error, WM_RULES, "no-pack",
                 "there is no rule pack for the organisation \"%s\": nothing new can be decided by", organisation);
    return wm_error_where(error, "organisations/%s", organisation);
}

// What is on disk, as it was just read.
static void learn(struct wm_rules_work *work) {
    struct wm_organisation *organisation = work->organisation;
    struct wm_error *error = &work->disk_error;
    memcpy(organisation->disk, work->disk, sizeof organisation->disk);
    if (error->status == WM_OK) {
        organisation->failed = false;
        return;
    }
    if (error->status == WM_NOT_FOUND)
        no_pack(organisation->id, error);
    else if (error->status != WM_NO_MEMORY)
        error->status = WM_RULES;
    set_failed(organisation, error);
}

// --- becoming active ---

static struct wm_ruleset *swap(struct wm_organisation *organisation, WM_TAKES struct wm_ruleset *ruleset,
                               const struct wm_activation *activation) {
    struct wm_ruleset *before = organisation->active;
    bool held = activation->cause == WM_ACTIVATION_ROLLBACK;
    organisation->active = ruleset;
    organisation->generation += organisation->generation == UINT32_MAX ? 2 : 1;
    organisation->second = INT64_MIN; // the time zone may be another
    organisation->activation = *activation;
    organisation->since = activation->instant;
    memcpy(organisation->held, held ? activation->disk : "", held ? sizeof organisation->held : 1);
    wm_log(WM_LOG_INFO, "rules", "organisation %s: frameworks %u, levels and gates %u, rules %.12s (%s)",
           organisation->id, ruleset->framework_count, ruleset->level_count, ruleset->hash,
           wm_activation_cause_name(activation->cause));
    return before;
}

static void activate(struct wm_rules_work *work, const struct wm_activation *activation) {
    const struct wm_rules_events *events = &work->rules->events;
    struct wm_organisation *organisation = work->organisation;
    struct wm_ruleset *after = work->ruleset;
    work->ruleset = NULL;
    struct wm_ruleset *before = swap(organisation, after, activation);
    wm_prepared_leave(organisation->prepared, work->rules->builders); // by the rules before
    organisation->prepared = work->preparation.prepared;
    organisation->activated = uv_hrtime();
    work->preparation.prepared = NULL;
    if (organisation->failed)
        complain(work->rules, organisation, work->stage);
    if (events->changed != NULL && !work->recorded)
        events->changed(events->context, organisation, before, after, activation->number, activation->cause);
    wm_ruleset_unref(before);
}

static void end_activated(struct wm_rules_work *work) {
    struct wm_rules *rules = work->rules;
    rules->working = NULL;
    if (work->read.status == WM_OK)
        succeed(work, strcmp(work->active, work->organisation->active->hash) != 0);
    else // the last one goes on, in place of what is on disk
        fail(work, work->read.status, &work->read.error);
    wm_rules_work_next(rules);
}

static void could_not_keep(struct wm_rules_work *work) {
    struct wm_organisation *organisation = work->organisation;
    struct wm_rules *rules = work->rules;
    const struct wm_write *write = &work->write;
    if (organisation->active != NULL) {
        set_failed(organisation, &write->error);
        complain(rules, organisation, WM_STAGE_NONE);
        rules->working = NULL;
        fail(work, write->status, &write->error);
        wm_rules_work_next(rules);
        return;
    }
    if (!organisation->complained) {
        wm_log_error(WM_LOG_WARNING, "rules", &write->error);
        wm_log(WM_LOG_WARNING, "rules",
               "the sources of the rules of %s are not in the store yet: trying again until they are",
               organisation->id);
    }
    organisation->complained = true;
    organisation->kept = false;
    activate(work, &write->activation); // answering matters more
    end_activated(work);
}

static void on_kept(struct wm_task *task) {
    struct wm_write *write = (struct wm_write *)task;
    struct wm_rules_work *work = (struct wm_rules_work *)((char *)write - offsetof(struct wm_rules_work, write));
    if (write->status != WM_OK) {
        could_not_keep(work);
        return;
    }
    work->organisation->kept = true;
    work->organisation->complained = false;
    write->activation.number = write->number;
    activate(work, &write->activation);
    end_activated(work);
}

static void keep(struct wm_rules_work *work) {
    struct wm_write *write = &work->write;
    write->kind = WM_WRITE_KEEP;
    write->ruleset = work->ruleset;
    write->activation =
        (struct wm_activation){.instant = wm_instant_now(), .uid = work->uid, .cause = work->cause, .moved = -1};
    memcpy(write->activation.disk, work->disk, sizeof work->disk);
    memcpy(write->activation.previous, work->active, sizeof work->active);
    write->task.done = on_kept;
    enum wm_status status = wm_writer_submit(work->rules->writer, write, &write->error);
    if (status == WM_OK) // it is the writer's now
        return;
    write->status = status;
    could_not_keep(work);
}

// --- answers by it, before it answers ---

static void on_prepared(struct wm_preparation *preparation) {
    struct wm_rules_work *work =
        (struct wm_rules_work *)((char *)preparation - offsetof(struct wm_rules_work, preparation));
    struct wm_rules *rules = work->rules;
    if (!atomic_load(&rules->abandoned)) {
        keep(work);
        return;
    }
    rules->working = NULL;
    stopping(work);
    wm_rules_work_next(rules);
}

static void prepare(struct wm_rules_work *work) {
    struct wm_rules *rules = work->rules;
    work->preparation.done = on_prepared;
    work->preparation.abandoned = &rules->abandoned;
    work->preparation.not_before = work->organisation->activated + WM_PREPARED_PAUSE;
    if (rules->cache == NULL ||
        !wm_prepare(rules->cache, work->organisation, work->ruleset, rules->builders, &work->preparation))
        keep(work);
}

// --- what has been read ---

// Of what was asked for by its id only. False when that is the end of it.
static bool find_owner(struct wm_rules_work *work) {
    if (work->organisation != NULL)
        return true;
    if (work->read.status == WM_NOT_FOUND || work->aim == WM_AIM_CHECK)
        return work->read.status == WM_OK;
    struct wm_error error;
    enum wm_status status = wm_rules_add(work->rules, work->id, work->id_length, &work->organisation, &error);
    if (status == WM_OK)
        return true;
    work->read.status = status;
    work->read.error = error;
    return false;
}

static void end_read(struct wm_rules_work *work) {
    struct wm_rules *rules = work->rules;
    struct wm_organisation *organisation = work->organisation;
    rules->working = NULL;
    if (work->aim == WM_AIM_RELOAD && organisation->failed)
        complain(rules, organisation, work->stage);
    if (work->read.status == WM_OK)
        succeed(work, false);
    else
        fail(work, work->read.status, &work->read.error);
    wm_rules_work_next(rules);
}

static void on_built(struct wm_task *task) {
    struct wm_rules_work *work = (struct wm_rules_work *)task;
    struct wm_rules *rules = work->rules;
    if (atomic_load(&rules->abandoned) || !find_owner(work)) {
        rules->working = NULL;
        if (atomic_load(&rules->abandoned))
            stopping(work);
        else
            fail(work, work->read.status, &work->read.error);
        wm_rules_work_next(rules);
        return;
    }
    if (work->read.status == WM_NOT_FOUND && work->aim != WM_AIM_ROLLBACK) {
        no_pack(work->id, &work->read.error);
        work->read.status = WM_RULES;
    }
    wm_require(work->organisation != NULL || (work->aim == WM_AIM_CHECK && work->ruleset == NULL));
    if (work->aim == WM_AIM_RELOAD || work->ruleset != NULL)
        learn(work);
    if (work->ruleset == NULL) {
        if (work->resigned != NULL)
            wm_rules_keep_signatures(rules, work->organisation, work->resigned);
        end_read(work);
    } else if (work->recorded) {
        work->organisation->kept = true;
        activate(work, &work->last);
        if (work->resigned != NULL)
            wm_rules_keep_signatures(rules, work->organisation, work->resigned);
        end_activated(work);
    } else {
        prepare(work);
    }
}

// --- the queue ---

static void begin(struct wm_rules_work *work) {
    struct wm_rules *rules = work->rules;
    const struct wm_organisation *organisation = wm_rules_organisation(rules, work->id, work->id_length);
    work->organisation = wm_rules_organisation(rules, work->id, work->id_length);
    if (organisation != NULL && organisation->active != NULL)
        memcpy(work->active, organisation->active->hash, sizeof work->active);
    if (organisation != NULL)
        memcpy(work->held, organisation->held, sizeof work->held);
    work->read.run = wm_rules_work_build;
    work->read.task.done = on_built;
    rules->working = work;
    struct wm_error error;
    enum wm_status status = wm_readers_submit(rules->builders, &work->read, &error);
    if (status == WM_OK)
        return;
    rules->working = NULL;
    fail(work, status, &error);
}

static struct wm_rules_work *take(struct wm_rules *rules) {
    struct wm_rules_work *work = rules->queue;
    rules->queue = work->next;
    if (rules->queue == NULL)
        rules->end = &rules->queue;
    rules->counted -= work->counted;
    return work;
}

void wm_rules_work_next(struct wm_rules *rules) {
    while (rules->working == NULL && rules->queue != NULL)
        begin(take(rules));
}

void wm_rules_work_drop(struct wm_rules *rules) {
    while (rules->queue != NULL)
        stopping(take(rules));
}

static struct wm_rules_work *waiting(const struct wm_rules *rules, const struct wm_rules_request *request) {
    struct wm_rules_work *work = rules->queue;
    while (work != NULL && (work->aim != request->aim || !is_about(work, request->organisation, request->length) ||
                            (work->aim == WM_AIM_ROLLBACK && strcmp(work->wanted, request->rules) != 0)))
        work = work->next;
    return work;
}

static enum wm_status may_wait(const struct wm_rules *rules, bool counted, struct wm_error *error) {
    if (atomic_load(&rules->abandoned))
        return wm_error_set(error, WM_BUSY, "stopping", "the daemon is stopping: ask again when it is back");
    if (counted && rules->counted >= COUNTED_MOST)
        return wm_error_set(error, WM_BUSY, "queue-full", "%u changes of rules wait already: try again later",
                            COUNTED_MOST);
    return WM_OK;
}

enum wm_status wm_rules_work_add(struct wm_rules *rules, const struct wm_rules_request *request, bool counted,
                                 struct wm_rules_work **ret_work, struct wm_error *error) {
    enum wm_status status = may_wait(rules, counted, error);
    if (status != WM_OK)
        return status;
    struct wm_rules_work *work = wm_alloc_zero(1, sizeof *work + request->length + 1);
    if (work == NULL)
        return wm_error_no_memory(error);
    work->rules = rules;
    work->aim = request->aim;
    work->cause = request->cause;
    work->uid = request->uid;
    memcpy(work->wanted, request->rules, sizeof work->wanted);
    work->counted = counted;
    work->end = &work->first;
    work->id_length = request->length;
    memcpy(work->id, request->organisation, request->length);
    *rules->end = work;
    rules->end = &work->next;
    rules->counted += counted;
    struct wm_organisation *organisation = wm_rules_organisation(rules, work->id, work->id_length);
    if (organisation != NULL && work->aim != WM_AIM_CHECK)
        organisation->building = true;
    *ret_work = work;
    return WM_OK;
}

enum wm_status wm_rules_ask(struct wm_rules *rules, const struct wm_rules_request *request,
                            struct wm_rules_asker *asker, struct wm_error *error) {
    const struct wm_organisation *organisation = wm_rules_organisation(rules, request->organisation, request->length);
    bool known = organisation != NULL;
    // Then nothing about it waits, and nobody need look through a queue in which all the others may be.
    bool idle = known && !organisation->building && request->aim != WM_AIM_CHECK;
    if (!known && request->aim == WM_AIM_ROLLBACK)
        return wm_error_set(error, WM_NOT_FOUND, "unknown-organisation", "there is no such organisation");
    struct wm_rules_work *work = idle ? NULL : waiting(rules, request);
    if (work == NULL) {
        bool counted = !known || request->aim == WM_AIM_ROLLBACK;
        enum wm_status status = wm_rules_work_add(rules, request, counted, &work, error);
        if (status != WM_OK)
            return status;
    } else if (request->cause == WM_ACTIVATION_RELOAD) { // says more than those without anybody
        work->cause = request->cause;
        work->uid = request->uid;
    }
    if (asker != NULL) {
        asker->next = NULL;
        *work->end = asker;
        work->end = &asker->next;
    }
    wm_rules_work_next(rules);
    return WM_OK;
}
