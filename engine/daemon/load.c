// SPDX-License-Identifier: MIT
#include "engine/daemon/load.h"

#include <string.h>

struct wm_load {
    struct wm_read read; // first
    struct wm_loader *loader;
    struct wm_cached *cached; // NULL: a load of the past
    const char *name;
    int64_t ledger;   // < 0: up to the head
    int64_t required; // a portfolio whose last entry is before this one is too old
    struct wm_portfolio *portfolio;
    struct wm_load_waiter *first, **end;
    size_t length;
    char person[];
};

static enum wm_status run(struct wm_read *read, struct wm_store_reader *reader, struct wm_error *error) {
    struct wm_load *load = (struct wm_load *)read;
    return wm_store_load_portfolio(reader, load->name, load->person, load->length, load->ledger, &load->portfolio,
                                   error);
}

static void finish(struct wm_load *load, enum wm_status status, const struct wm_error *error) {
    struct wm_cached *cached = load->cached;
    if (cached != NULL) {
        cached->load = NULL;
        if (status == WM_OK)
            wm_cache_keep_portfolio(load->loader->cache, cached, load->portfolio);
        else
            wm_cache_tidy(load->loader->cache, cached);
    }
    for (struct wm_load_waiter *waiter = load->first, *next = NULL; waiter != NULL; waiter = next) {
        next = waiter->next;
        waiter->ready(waiter, status, load->portfolio, error);
    }
    wm_portfolio_unref(load->portfolio);
    wm_free(load);
}

// Read before what has been acknowledged since: also "there is no such person" may be from before.
static bool too_old(const struct wm_load *load) {
    if (load->read.status == WM_OK)
        return load->portfolio->last < load->required;
    return load->read.status == WM_NOT_FOUND && load->required > 0;
}

static void on_done(struct wm_task *task) {
    struct wm_load *load = (struct wm_load *)task;
    load->loader->loads++;
    if (!too_old(load)) {
        finish(load, load->read.status, &load->read.error);
        return;
    }
    load->loader->repeated++;
    wm_portfolio_unref(load->portfolio);
    load->portfolio = NULL;
    struct wm_error error;
    enum wm_status status = wm_readers_submit(load->loader->readers, &load->read, &error);
    if (status != WM_OK)
        finish(load, status, &error);
}

static enum wm_status start(struct wm_loader *loader, const char *name, const char *person, size_t length,
                            int64_t ledger, struct wm_load_waiter *waiter, struct wm_load **ret_load,
                            struct wm_error *error) {
    struct wm_load *load = wm_alloc_zero(1, sizeof *load + length);
    if (load == NULL)
        return wm_error_no_memory(error);
    load->read.task.done = on_done;
    load->read.run = run;
    load->loader = loader;
    load->name = name;
    load->ledger = ledger;
    waiter->next = NULL;
    load->first = waiter;
    load->end = &waiter->next;
    load->length = length;
    memcpy(load->person, person, length);
    enum wm_status status = wm_readers_submit(loader->readers, &load->read, error);
    if (status != WM_OK) {
        wm_free(load);
        return status;
    }
    *ret_load = load;
    return WM_OK;
}

enum wm_status wm_load_present(struct wm_loader *loader, const struct wm_organisation *organisation, const char *name,
                               const char *person, size_t length, struct wm_load_waiter *waiter,
                               struct wm_error *error) {
    struct wm_cached *cached = wm_cache_reach(loader->cache, organisation, person, length);
    if (cached == NULL)
        return wm_error_no_memory(error);
    if (cached->load != NULL) {
        waiter->next = NULL;
        *cached->load->end = waiter;
        cached->load->end = &waiter->next;
        return WM_OK;
    }
    struct wm_load *load = NULL;
    enum wm_status status = start(loader, name, person, length, -1, waiter, &load, error);
    if (status != WM_OK) {
        wm_cache_tidy(loader->cache, cached);
        return status;
    }
    load->cached = cached;
    cached->load = load;
    return WM_OK;
}

enum wm_status wm_load_past(struct wm_loader *loader, const char *name, const char *person, size_t length,
                            int64_t ledger, struct wm_load_waiter *waiter, struct wm_error *error) {
    struct wm_load *load = NULL;
    return start(loader, name, person, length, ledger, waiter, &load, error);
}

void wm_load_moved(struct wm_loader *loader, const struct wm_organisation *organisation, const char *person,
                   size_t length, int64_t seq) {
    struct wm_cached *cached = wm_cache_find(loader->cache, organisation, person, length);
    if (cached == NULL)
        return;
    if (cached->load != NULL && cached->load->required < seq)
        cached->load->required = seq;
    wm_cache_forget(loader->cache, cached);
}
