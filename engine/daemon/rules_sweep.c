// SPDX-License-Identifier: MIT
// Every organisation's rules, and those of organisations whose folders have appeared.
#include "engine/daemon/rules_work.h"

#include <string.h>

#define ARENA_LARGEST ((size_t)64 << 20)

struct sweeping;
struct one { // of the organisations
    struct wm_rules_asker asker;
    struct sweeping *sweeping;
};

struct sweeping {
    struct wm_read read; // first: looking at which folders there are
    struct wm_rules *rules;
    struct wm_rules_sweep *sweep;
    enum wm_activation_cause cause;
    uint32_t uid;
    struct wm_arena arena;
    const char **names;
    size_t count;
    struct one *all;
    size_t left;
};

// On the building thread.
static enum wm_status look(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct sweeping *sweeping = (struct sweeping *)read;
    struct wm_pack_folders *folders = NULL;
    (void)reader;
    enum wm_status status = wm_pack_folders_open(sweeping->rules->roots, sweeping->rules->root_count, &folders, error);
    if (status != WM_OK)
        return status;
    struct wm_pack_source source = wm_pack_folders_source(folders);
    status = source.packs(source.context, "organisations", &sweeping->arena, &sweeping->names, &sweeping->count, error);
    wm_pack_folders_close(folders);
    return status;
}

static void one_less(struct sweeping *sweeping) {
    if (--sweeping->left > 0)
        return;
    sweeping->sweep->done(sweeping->sweep);
    wm_free(sweeping->all);
    wm_arena_clear(&sweeping->arena);
    wm_free(sweeping);
}

static void on_ready(struct wm_rules_asker *asker, const struct wm_rules_outcome *outcome) {
    struct sweeping *sweeping = ((struct one *)asker)->sweeping;
    struct wm_rules_sweep *sweep = sweeping->sweep;
    if (outcome->status != WM_OK)
        sweep->failed++;
    else if (outcome->changed)
        sweep->changed++;
    else
        sweep->unchanged++;
    one_less(sweeping);
}

static void ask(struct sweeping *sweeping, const struct wm_organisation *organisation, struct one *one) {
    const struct wm_rules_request request = {.organisation = organisation->id,
                                             .length = organisation->id_length,
                                             .cause = sweeping->cause,
                                             .uid = sweeping->uid};
    *one = (struct one){.asker = {.ready = on_ready}, .sweeping = sweeping};
    if (wm_rules_ask(sweeping->rules, &request, &one->asker, NULL) == WM_OK)
        return;
    sweeping->sweep->failed++;
    sweeping->left--;
}

// Without having looked, those that are known are read all the same: their errors say what the matter is.
static void on_looked(struct wm_task *task) {
    struct sweeping *sweeping = (struct sweeping *)task;
    struct wm_rules *rules = sweeping->rules;
    struct wm_organisation *organisation = NULL;
    for (size_t i = 0; sweeping->read.status == WM_OK && i < sweeping->count; i++) {
        if (wm_rules_add(rules, sweeping->names[i], strlen(sweeping->names[i]), &organisation, NULL) != WM_OK)
            sweeping->sweep->failed++;
    }
    sweeping->left = 1; // this one
    sweeping->all = wm_alloc_zero(rules->count, sizeof *sweeping->all);
    if (sweeping->all == NULL)
        sweeping->sweep->failed += rules->count;
    for (size_t i = 0; sweeping->all != NULL && i < rules->count; i++) {
        sweeping->left++;
        ask(sweeping, rules->organisations[i], &sweeping->all[i]);
    }
    one_less(sweeping);
}

enum wm_status wm_rules_ask_all(struct wm_rules *rules, enum wm_activation_cause cause, uint32_t uid,
                                struct wm_rules_sweep *sweep, struct wm_error *error) {
    struct sweeping *sweeping = wm_alloc_zero(1, sizeof *sweeping);
    if (sweeping == NULL)
        return wm_error_no_memory(error);
    sweep->changed = sweep->unchanged = sweep->failed = 0;
    sweeping->rules = rules;
    sweeping->sweep = sweep;
    sweeping->cause = cause;
    sweeping->uid = uid;
    wm_arena_init(&sweeping->arena, ARENA_LARGEST);
    sweeping->read.run = look;
    sweeping->read.task.done = on_looked;
    enum wm_status status = wm_readers_submit(rules->builders, &sweeping->read, error);
    if (status != WM_OK)
        wm_free(sweeping);
    return status;
}
