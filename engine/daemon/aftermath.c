// SPDX-License-Identifier: MIT
#include "engine/daemon/aftermath.h"

#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "engine/daemon/rules_work.h"

#include <inttypes.h>
#include <string.h>

#define LONGEST (60 * UINT64_C(1000000000)) // nanoseconds: others wait for their turn

struct wm_aftermath_item {
    struct wm_compare compare; // first. It holds both rulesets
    struct wm_write write;
    struct wm_aftermath *aftermath;
    struct wm_aftermath_item *next;
    int64_t number; // of the activation
    char before[65];
};

static void item_free(struct wm_aftermath_item *item) {
    wm_ruleset_unref(item->compare.before);
    wm_ruleset_unref(item->compare.after);
    wm_compared_unref(item->compare.compared);
    wm_free(item);
}

static void next(struct wm_aftermath *aftermath);

static void finish(struct wm_aftermath_item *item) {
    struct wm_aftermath *aftermath = item->aftermath;
    aftermath->working = NULL;
    item_free(item);
    next(aftermath);
}

// It is only not told, then.
static void give_up(struct wm_aftermath_item *item, const struct wm_error *error) {
    if (error->status != WM_BUSY || strcmp(error->reason, "deadline") == 0) {
        wm_log_error(WM_LOG_WARNING, "rules", error);
        wm_log(WM_LOG_WARNING, "rules", "organisation %s: whose standing activation %" PRId64 " moved is not known",
               item->compare.organisation->id, item->number);
    }
    finish(item);
}

static void on_kept(struct wm_task *task) {
    struct wm_write *write = (struct wm_write *)task;
    struct wm_aftermath_item *item =
        (struct wm_aftermath_item *)((char *)write - offsetof(struct wm_aftermath_item, write));
    if (write->status == WM_OK)
        finish(item);
    else
        give_up(item, &write->error);
}

static void keep(struct wm_aftermath_item *item) {
    struct wm_error error;
    const struct wm_preview *preview = item->compare.compared->preview;
    item->write = (struct wm_write){.kind = WM_WRITE_MOVED,
                                    .organisation = item->compare.organisation->id,
                                    .number = item->number,
                                    .moved = (int64_t)preview->moved_people,
                                    .task.done = on_kept};
    if (wm_writer_submit(item->aftermath->writer, &item->write, &error) != WM_OK)
        give_up(item, &error);
}

static void on_compared(struct wm_compare *compare) {
    struct wm_aftermath_item *item = (struct wm_aftermath_item *)compare;
    struct wm_aftermath *aftermath = item->aftermath;
    if (compare->read.status != WM_OK) {
        give_up(item, &compare->read.error);
        return;
    }
    const struct wm_preview *preview = compare->compared->preview;
    wm_log(WM_LOG_INFO, "rules", "organisation %s: rules %.12s moved %" PRIu64 " of %" PRIu64 " people",
           compare->organisation->id, preview->after->hash, preview->moved_people, preview->people);
    if (aftermath->compared != NULL)
        aftermath->compared(aftermath->context, compare->organisation, item->number, compare->compared);
    keep(item);
}

// On a thread: what was active before the daemon was started.
static enum wm_status look_back(struct wm_compare *compare, struct wm_store_reader *reader, struct wm_error *error) {
    const struct wm_aftermath_item *item = (const struct wm_aftermath_item *)compare;
    if (compare->before != NULL)
        return WM_OK;
    return wm_rules_from_store(reader, compare->organisation->id, item->before, &compare->before, error);
}

static void begin(struct wm_aftermath_item *item) {
    struct wm_compare *compare = &item->compare;
    struct wm_error error;
    enum wm_status status =
        wm_rules_today(compare->organisation, compare->after, wm_instant_now(), &compare->as_of, &error);
    compare->build = look_back;
    compare->done = on_compared;
    compare->longest = LONGEST;
    compare->most = item->aftermath->compared != NULL ? item->aftermath->most : 0;
    item->aftermath->working = item;
    if (status == WM_OK)
        status = wm_compare_begin(item->aftermath->comparing, compare, &error);
    if (status != WM_OK)
        give_up(item, &error);
}

static void next(struct wm_aftermath *aftermath) {
    struct wm_aftermath_item *item = aftermath->first;
    if (item == NULL || aftermath->working != NULL || aftermath->stopped)
        return;
    aftermath->first = item->next;
    if (aftermath->first == NULL)
        aftermath->end = &aftermath->first;
    begin(item);
}

void wm_aftermath_init(struct wm_aftermath *aftermath, struct wm_rules *rules, struct wm_comparing *comparing,
                       struct wm_writer *writer) {
    *aftermath = (struct wm_aftermath){.rules = rules, .comparing = comparing, .writer = writer};
    aftermath->end = &aftermath->first;
}

static struct wm_aftermath_item *waiting(const struct wm_aftermath *aftermath,
                                         const struct wm_organisation *organisation) {
    struct wm_aftermath_item *item = aftermath->first;
    while (item != NULL && item->compare.organisation != organisation)
        item = item->next;
    return item;
}

static struct wm_aftermath_item *add(struct wm_aftermath *aftermath, struct wm_organisation *organisation,
                                     struct wm_ruleset *before) {
    struct wm_aftermath_item *item = wm_alloc_zero(1, sizeof *item);
    if (item == NULL)
        return NULL;
    item->aftermath = aftermath;
    item->compare.organisation = organisation;
    item->compare.before = before != NULL ? wm_ruleset_ref(before) : NULL;
    memcpy(item->before, before != NULL ? before->hash : organisation->activation.previous, sizeof item->before);
    *aftermath->end = item;
    aftermath->end = &item->next;
    return item;
}

void wm_aftermath_activated(struct wm_aftermath *aftermath, struct wm_organisation *organisation,
                            struct wm_ruleset *before, struct wm_ruleset *after, int64_t number) {
    bool first = before == NULL && organisation->activation.previous[0] == '\0';
    if (aftermath->stopped || number == 0 || first) // nobody had any standing
        return;
    struct wm_aftermath_item *item = waiting(aftermath, organisation);
    if (item == NULL)
        item = add(aftermath, organisation, before);
    if (item == NULL) {
        struct wm_error error;
        wm_error_no_memory(&error);
        wm_log_error(WM_LOG_WARNING, "rules", &error);
        return;
    }
    wm_ruleset_unref(item->compare.after);
    item->compare.after = wm_ruleset_ref(after);
    item->number = number;
    next(aftermath);
}

void wm_aftermath_stop(struct wm_aftermath *aftermath) {
    aftermath->stopped = true;
    while (aftermath->first != NULL) {
        struct wm_aftermath_item *item = aftermath->first;
        aftermath->first = item->next;
        item_free(item);
    }
}
