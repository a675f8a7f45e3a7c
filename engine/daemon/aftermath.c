// SPDX-License-Identifier: MIT
#include "engine/daemon/aftermath.h"

#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "engine/daemon/moves.h"
#include "engine/daemon/rules_work.h"

#include <inttypes.h>
#include <string.h>

#define LONGEST (60 * UINT64_C(1000000000)) // nanoseconds: others wait for their turn
#define MOVES_MOST ((size_t)500000)

struct wm_aftermath_item {
    struct wm_compare compare; // first. It holds both rulesets
    struct wm_aftermath *aftermath;
    struct wm_aftermath_item *next;
    struct wm_event_telling telling; // as the store says; of the thread while it compares
    bool waiting;                    // for room in the writer's queue
    // Telling.
    struct wm_write write;
    struct wm_event_batch batch;
    struct wm_buffer json;
    struct wm_text events[WM_AFTERMATH_BATCH];
    size_t ends[WM_AFTERMATH_BATCH];
    size_t at; // moves told
};

static void item_free(struct wm_aftermath_item *item) {
    if (item == NULL)
        return;
    wm_compared_unref(item->compare.compared);
    wm_ruleset_unref(item->compare.before);
    wm_ruleset_unref(item->compare.after);
    wm_buffer_clear(&item->json);
    wm_free(item);
}

static void next(struct wm_aftermath *aftermath);

static void finish(struct wm_aftermath_item *item) {
    struct wm_aftermath *aftermath = item->aftermath;
    aftermath->working = NULL;
    item_free(item);
    next(aftermath);
}

// It goes as it went; the next look tells what the store knows of it.
static bool may_pass(const struct wm_error *error) {
    return error->status == WM_BUSY || error->status == WM_NO_MEMORY ||
           (error->status == WM_STORE && strcmp(error->reason, "corrupt") != 0);
}

// --- telling ---

// Where it goes on: after the last one that was told of.
static size_t untold(const struct wm_compared *compared, const struct wm_event_telling *telling) {
    size_t low = 0, high = telling->person[0] == '\0' ? 0 : compared->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct wm_compared_move *move = &compared->moves[middle];
        int order = strcmp(move->person, telling->person);
        if (order == 0)
            order = strcmp(move->level->full, telling->level);
        if (order <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void write_changed(const struct wm_aftermath_item *item, struct wm_buffer *json,
                          const struct wm_compared_move *move) {
    wm_buffer_text(json, "{\"type\":\"eligibility.changed\"");
    wm_moves_write(json, move);
    wm_json_write_key(json, "rules");
    wm_json_write_text(json, item->telling.after);
    wm_json_write_key(json, "number");
    wm_buffer_integer(json, item->telling.telling);
    wm_buffer_byte(json, '}');
}

static void write_many(const struct wm_aftermath_item *item, struct wm_buffer *json) {
    wm_buffer_text(json, "{\"type\":\"eligibility.many\"");
    wm_json_write_key(json, "moved");
    wm_buffer_integer(json, (int64_t)item->compare.compared->preview->moved_people);
    wm_json_write_key(json, "rules");
    wm_json_write_text(json, item->telling.after);
    wm_json_write_key(json, "number");
    wm_buffer_integer(json, item->telling.telling);
    wm_buffer_byte(json, '}');
}

static void write_events(struct wm_aftermath_item *item) {
    const struct wm_compared *compared = item->compare.compared;
    size_t count = 0;
    wm_buffer_reset(&item->json);
    if (compared->cut) {
        write_many(item, &item->json);
        item->ends[count++] = item->json.length;
        item->at = compared->count;
    }
    for (; count < item->aftermath->batch && item->at < compared->count; item->at++) {
        write_changed(item, &item->json, &compared->moves[item->at]);
        item->ends[count++] = item->json.length;
    }
    for (size_t i = 0, start = 0; i < count; start = item->ends[i++])
        item->events[i] = (struct wm_text){item->json.data + start, item->ends[i] - start};
    item->batch.count = count;
}

static void on_told(struct wm_task *task);

static void submit(struct wm_aftermath_item *item) {
    struct wm_error error;
    item->write = (struct wm_write){.task.done = on_told};
    item->waiting = wm_events_keep(item->aftermath->events, &item->write, &item->batch, &error) != WM_OK;
}

static void tell(struct wm_aftermath_item *item, int64_t moved) {
    const struct wm_compared *compared = item->compare.compared;
    item->batch = (struct wm_event_batch){.organisation = item->compare.walk.organisation->id,
                                          .events = item->events,
                                          .telling = item->telling.telling,
                                          .done = true,
                                          .moved = moved};
    if (compared != NULL)
        write_events(item);
    if (compared != NULL && item->at < compared->count) {
        item->batch.done = false;
        item->batch.person = compared->moves[item->at - 1].person;
        item->batch.level = compared->moves[item->at - 1].level->full;
    }
    if (item->json.failed) {
        item->aftermath->troubled = true;
        finish(item);
    } else {
        submit(item);
    }
}

static void on_told(struct wm_task *task) {
    struct wm_write *write = (struct wm_write *)task;
    struct wm_aftermath_item *item =
        (struct wm_aftermath_item *)((char *)write - offsetof(struct wm_aftermath_item, write));
    if (write->status == WM_OK)
        wm_events_stir(item->aftermath->events, item->compare.walk.organisation);
    else if (may_pass(&write->error))
        item->aftermath->troubled = true;
    if (write->status != WM_OK || item->batch.done || item->aftermath->stopped)
        finish(item);
    else
        tell(item, item->batch.moved);
}

// --- comparing ---

static bool all_told(const struct wm_event_telling *telling) {
    return telling->told == telling->telling;
}

static void give_up(struct wm_aftermath_item *item, const struct wm_error *error) {
    if (error->status != WM_BUSY || strcmp(error->reason, "deadline") == 0)
        wm_log_error(WM_LOG_WARNING, "rules", error);
    if (may_pass(error) && strcmp(error->reason, "deadline") != 0) {
        item->aftermath->troubled = true;
        finish(item);
        return;
    }
    wm_log(WM_LOG_WARNING, "rules", "organisation %s: whose standing activation %" PRId64 " moved is not known",
           item->compare.walk.organisation->id, item->telling.telling);
    if (!all_told(&item->telling)) // it would be no better the next time
        tell(item, -1);
    else
        finish(item);
}

static void on_compared(struct wm_walk *walk) {
    struct wm_aftermath_item *item = (struct wm_aftermath_item *)walk;
    const struct wm_compare *compare = &item->compare;
    if (item->aftermath->stopped || (walk->read.status == WM_NOT_FOUND && all_told(&item->telling))) {
        finish(item);
        return;
    }
    if (walk->read.status != WM_OK) {
        give_up(item, &walk->read.error);
        return;
    }
    const struct wm_preview *preview = compare->compared->preview;
    wm_log(WM_LOG_INFO, "rules", "organisation %s: rules %.12s moved %" PRIu64 " of %" PRIu64 " people",
           compare->walk.organisation->id, preview->after->hash, preview->moved_people, preview->people);
    item->at = untold(compare->compared, &item->telling);
    tell(item, (int64_t)preview->moved_people);
}

static enum wm_status have(struct wm_store_reader *reader, const char *organisation, const char hash[65],
                           struct wm_ruleset **ruleset, struct wm_error *error) {
    struct wm_ruleset *built = NULL;
    if (*ruleset != NULL && strcmp((*ruleset)->hash, hash) == 0)
        return WM_OK;
    enum wm_status status = wm_rules_from_store(reader, organisation, hash, &built, error);
    if (status != WM_OK)
        return status;
    wm_ruleset_unref(*ruleset);
    *ruleset = built;
    return WM_OK;
}

// On a thread: what is to be told, and the two rulesets, unless they are at hand.
static enum wm_status look_up(struct wm_walk *walk, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_aftermath_item *item = (struct wm_aftermath_item *)walk;
    struct wm_compare *compare = &item->compare;
    const char *organisation = walk->organisation->id;
    struct wm_event_telling *telling = &item->telling;
    enum wm_status status = wm_store_event_telling(reader, organisation, telling, error);
    if (status == WM_OK && all_told(telling))
        status = wm_error_set(error, WM_NOT_FOUND, "nothing-to-tell", "all is told");
    if (status == WM_OK)
        status = have(reader, organisation, telling->before, &compare->before, error);
    if (status == WM_OK)
        status = have(reader, organisation, telling->after, &compare->after, error);
    return status == WM_OK ? wm_day_at(wm_instant_now(), compare->after->timezone, &compare->as_of, error) : status;
}

static void begin(struct wm_aftermath_item *item) {
    struct wm_compare *compare = &item->compare;
    struct wm_error error;
    if (compare->walk.organisation->active != NULL)
        compare->after = wm_ruleset_ref(compare->walk.organisation->active);
    wm_buffer_init(&item->json, (size_t)WM_AFTERMATH_BATCH * WM_EVENT_LONGEST);
    compare->walk.prepare = look_up;
    compare->walk.done = on_compared;
    compare->walk.longest = LONGEST;
    compare->most = item->aftermath->most;
    item->aftermath->working = item;
    if (wm_compare_begin(item->aftermath->everybody, compare, &error) == WM_OK)
        return;
    item->aftermath->working = NULL; // no other one would get through now
    item->aftermath->troubled = true;
    item_free(item);
}

// --- whose turn it is ---

static struct wm_aftermath_item *waiting(const struct wm_aftermath *aftermath,
                                         const struct wm_organisation *organisation) {
    struct wm_aftermath_item *item = aftermath->first;
    while (item != NULL && item->compare.walk.organisation != organisation)
        item = item->next;
    return item;
}

static struct wm_aftermath_item *add(struct wm_aftermath *aftermath, struct wm_organisation *organisation) {
    struct wm_aftermath_item *item = wm_alloc_zero(1, sizeof *item);
    if (item == NULL) {
        aftermath->troubled = true;
        return NULL;
    }
    item->aftermath = aftermath;
    item->compare.walk.organisation = organisation;
    *aftermath->end = item;
    aftermath->end = &item->next;
    return item;
}

// The organisation that comes next by id, of those that may have been interrupted.
static void add_interrupted(struct wm_aftermath *aftermath) {
    const struct wm_rules *rules = aftermath->rules;
    for (size_t i = 0; i < rules->count; i++) {
        struct wm_organisation *organisation = rules->organisations[i];
        if (strcmp(organisation->id, aftermath->organisation) > 0) {
            memcpy(aftermath->organisation, organisation->id, organisation->id_length + 1);
            (void)add(aftermath, organisation);
            return;
        }
    }
    aftermath->starting = false;
}

static void next(struct wm_aftermath *aftermath) {
    if (aftermath->working != NULL || aftermath->stopped)
        return;
    if (aftermath->first == NULL && aftermath->starting)
        add_interrupted(aftermath);
    struct wm_aftermath_item *item = aftermath->first;
    if (item == NULL)
        return;
    aftermath->first = item->next;
    if (aftermath->first == NULL)
        aftermath->end = &aftermath->first;
    begin(item);
}

void wm_aftermath_init(struct wm_aftermath *aftermath, struct wm_rules *rules, struct wm_everybody *everybody,
                       struct wm_events *events) {
    *aftermath = (struct wm_aftermath){.rules = rules, .everybody = everybody, .events = events};
    aftermath->most = (size_t)events->most / 2 < MOVES_MOST ? (size_t)events->most / 2 : MOVES_MOST;
    aftermath->batch = WM_AFTERMATH_BATCH;
    aftermath->end = &aftermath->first;
}

void wm_aftermath_start(struct wm_aftermath *aftermath) {
    aftermath->starting = true;
    aftermath->organisation[0] = '\0';
    next(aftermath);
}

void wm_aftermath_activated(struct wm_aftermath *aftermath, struct wm_organisation *organisation,
                            struct wm_ruleset *before) {
    if (aftermath->stopped || waiting(aftermath, organisation) != NULL)
        return;
    struct wm_aftermath_item *item = add(aftermath, organisation);
    if (item != NULL && before != NULL)
        item->compare.before = wm_ruleset_ref(before);
    next(aftermath);
}

void wm_aftermath_tick(struct wm_aftermath *aftermath) {
    struct wm_aftermath_item *item = aftermath->working;
    if (aftermath->stopped)
        return;
    if (item != NULL && item->waiting)
        submit(item);
    if (!aftermath->troubled || wm_writer_trouble(aftermath->events->writer) != NULL)
        return;
    aftermath->troubled = false;
    wm_aftermath_start(aftermath);
}

void wm_aftermath_stop(struct wm_aftermath *aftermath) {
    struct wm_aftermath_item *item = aftermath->working;
    aftermath->stopped = true;
    if (item != NULL && item->waiting)
        finish(item);
    while (aftermath->first != NULL) {
        item = aftermath->first;
        aftermath->first = item->next;
        item_free(item);
    }
}
