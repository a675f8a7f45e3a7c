// SPDX-License-Identifier: MIT
#include "engine/daemon/packer.h"

#include "engine/base/log.h"

#include <string.h>

#define STEP 2000 // entries: some tens of milliseconds of the jobs thread, some of the writer

static struct wm_packer *packer_of_read(struct wm_task *task) {
    struct wm_read *read = (struct wm_read *)task;
    return (struct wm_packer *)((char *)read - offsetof(struct wm_packer, read));
}

static void next_step(struct wm_packer *packer);

// The pass goes on with the organisation that comes next by id, or is over.
static void next_organisation(struct wm_packer *packer) {
    const struct wm_rules *rules = packer->rules;
    for (size_t i = 0; i < rules->count; i++) {
        if (strcmp(rules->organisations[i]->id, packer->organisation) > 0) {
            memcpy(packer->organisation, rules->organisations[i]->id, rules->organisations[i]->id_length + 1);
            next_step(packer);
            return;
        }
    }
    packer->passing = false;
    packer->passed = true;
}

// Whatever it was (no memory, a full disk): the next tick begins the step again.
static void give_up(struct wm_packer *packer, const struct wm_error *error) {
    if (!packer->stopped && error->status != WM_BUSY)
        wm_log_error(WM_LOG_WARNING, "packer", error);
}

static void on_written(struct wm_task *task) {
    struct wm_write *write = (struct wm_write *)task;
    struct wm_packer *packer = (struct wm_packer *)((char *)write - offsetof(struct wm_packer, write));
    packer->under_way = false;
    if (write->status == WM_OK) {
        packer->people += packer->packing.count;
        packer->steps++;
    }
    wm_store_packing_clear(&packer->packing);
    if (write->status != WM_OK)
        give_up(packer, &write->error);
    else if (!packer->stopped)
        next_step(packer);
}

static void on_read(struct wm_task *task) {
    struct wm_packer *packer = packer_of_read(task);
    struct wm_error error;
    packer->under_way = false;
    if (packer->read.status != WM_OK) {
        give_up(packer, &packer->read.error);
        return;
    }
    if (packer->stopped || packer->packing.from == packer->packing.to) {
        wm_store_packing_clear(&packer->packing);
        if (!packer->stopped)
            next_organisation(packer);
        return;
    }
    packer->write = (struct wm_write){.kind = WM_WRITE_PACK, .packing = &packer->packing, .task.done = on_written};
    packer->under_way = wm_writer_submit(packer->writer, &packer->write, &error) == WM_OK;
    if (!packer->under_way) {
        wm_store_packing_clear(&packer->packing);
        give_up(packer, &error);
    }
}

static enum wm_status read_step(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_packer *packer = packer_of_read(&read->task);
    return wm_store_packing_read(reader, packer->organisation, STEP, &packer->packing, error);
}

// Gives way to whoever writes: then the next tick goes on.
static void next_step(struct wm_packer *packer) {
    struct wm_error error;
    uint64_t groups = wm_writer_counts(packer->writer).groups;
    bool others = groups != packer->groups || wm_writer_waiting(packer->writer) > 0;
    packer->groups = groups;
    if (others)
        return;
    packer->read = (struct wm_read){.run = read_step, .task.done = on_read};
    packer->under_way = wm_readers_submit(packer->jobs, &packer->read, &error) == WM_OK;
}

void wm_packer_init(struct wm_packer *packer, const struct wm_rules *rules, struct wm_readers *jobs,
                    struct wm_writer *writer) {
    *packer = (struct wm_packer){.rules = rules, .jobs = jobs, .writer = writer};
}

void wm_packer_tick(struct wm_packer *packer) {
    if (packer->stopped || packer->under_way)
        return;
    uint64_t groups = wm_writer_counts(packer->writer).groups;
    if (packer->passing) {
        packer->groups = groups;
        next_step(packer);
        return;
    }
    if (packer->passed && groups == packer->groups)
        return;
    packer->groups = groups;
    packer->passing = true;
    packer->organisation[0] = '\0';
    next_organisation(packer);
}

void wm_packer_stop(struct wm_packer *packer) {
    packer->stopped = true;
}
