// SPDX-License-Identifier: MIT
#include "api/methods/fetch.h"

#include <string.h>

enum wm_status wm_fetch_keep(struct wm_call *call, struct wm_fetch **ret_fetch, struct wm_error *error) {
    enum wm_status status = wm_call_keep(call, error);
    if (status != WM_OK)
        return status;
    struct wm_fetch *fetch = call->kept->state;
    if (fetch->call == NULL) {
        fetch->call = call->kept;
        fetch->order = ++wm_methods_of(call)->order;
    }
    *ret_fetch = fetch;
    return WM_OK;
}

void wm_fetch_release(struct wm_call *kept) {
    struct wm_fetch *fetch = kept->state;
    wm_portfolio_unref(fetch->portfolio);
    wm_ruleset_unref(fetch->ruleset);
}

// What a call that has waited found, or NULL for one that runs for the first time.
static struct wm_fetch *fetch_of(const struct wm_call *call) {
    return call->kept != NULL ? call->kept->state : NULL;
}

// --- the order ---

enum wm_status wm_fetch_turn(struct wm_call *call, const struct wm_organisation *organisation, struct wm_text person,
                             bool *ret_turn, struct wm_error *error) {
    struct wm_fetch *fetch = fetch_of(call);
    uint64_t order = fetch != NULL ? fetch->order : UINT64_MAX;
    struct wm_pending *pending = wm_order_earlier(call->session, organisation, person, order, false);
    if (pending != NULL) {
        enum wm_status status = wm_fetch_keep(call, &fetch, error);
        if (status != WM_OK)
            return status;
        wm_order_wait(call->kept, &fetch->wait, pending);
    }
    *ret_turn = pending == NULL;
    return WM_OK;
}

// --- what comes back ---

static void come(struct wm_fetch *fetch, enum wm_status status, const struct wm_error *error) {
    struct wm_methods *methods = wm_methods_of(fetch->call);
    fetch->status = status;
    if (status != WM_OK)
        fetch->error = *error;
    wm_call_again(fetch->call);
    wm_order_wake(methods);
}

static void on_rebuilt(struct wm_rules_waiter *waiter, enum wm_status status, struct wm_ruleset *ruleset,
                       const struct wm_error *error) {
    struct wm_fetch *fetch = (struct wm_fetch *)((char *)waiter - offsetof(struct wm_fetch, rebuild));
    if (status == WM_OK)
        fetch->ruleset = wm_ruleset_ref(ruleset);
    come(fetch, status, error);
}

static void on_loaded(struct wm_load_waiter *waiter, enum wm_status status, struct wm_portfolio *portfolio,
                      const struct wm_error *error) {
    struct wm_fetch *fetch = (struct wm_fetch *)((char *)waiter - offsetof(struct wm_fetch, load));
    if (status == WM_OK)
        fetch->portfolio = wm_portfolio_ref(portfolio);
    come(fetch, status, error);
}

static enum wm_status failure(const struct wm_fetch *fetch, struct wm_error *error) {
    if (fetch == NULL || fetch->status == WM_OK)
        return WM_OK;
    if (error != NULL)
        *error = fetch->error;
    return fetch->status;
}

// --- the ruleset ---

void wm_fetch_hold(const struct wm_call *call, struct wm_ruleset *ruleset) {
    struct wm_fetch *fetch = fetch_of(call);
    if (fetch != NULL && fetch->ruleset == NULL)
        fetch->ruleset = wm_ruleset_ref(ruleset);
}

static enum wm_status active(const struct wm_call *call, const struct wm_organisation *organisation,
                             struct wm_ruleset **ret_ruleset, struct wm_error *error) {
    const struct wm_fetch *fetch = fetch_of(call);
    if (fetch != NULL && fetch->ruleset != NULL) {
        *ret_ruleset = fetch->ruleset;
        return WM_OK;
    }
    enum wm_status status = wm_rules_active(organisation, ret_ruleset, error);
    if (status == WM_OK)
        wm_fetch_hold(call, *ret_ruleset);
    return status;
}

enum wm_status wm_fetch_ruleset(struct wm_call *call, struct wm_organisation *organisation,
                                const struct wm_argument *hash, struct wm_ruleset **ret_ruleset,
                                struct wm_error *error) {
    if (hash == NULL || !wm_argument_given(hash))
        return active(call, organisation, ret_ruleset, error);
    struct wm_methods *methods = wm_methods_of(call);
    struct wm_fetch *fetch = fetch_of(call);
    enum wm_status status = failure(fetch, error);
    if (status != WM_OK)
        return status;
    char wanted[65];
    memcpy(wanted, hash->text.data, sizeof wanted - 1);
    wanted[sizeof wanted - 1] = '\0';
    struct wm_ruleset *ruleset = fetch != NULL ? fetch->ruleset : NULL;
    if (ruleset == NULL)
        ruleset = wm_rules_find(&methods->daemon->rules, organisation, wanted);
    if (ruleset == NULL) {
        status = wm_fetch_keep(call, &fetch, error);
        if (status == WM_OK) {
            fetch->rebuild.ready = on_rebuilt;
            status = wm_rules_rebuild(&methods->daemon->rules, organisation, wanted, &fetch->rebuild, error);
        }
        if (status != WM_OK)
            return status;
        wm_call_wait(call->kept);
    }
    *ret_ruleset = ruleset;
    return WM_OK;
}

// --- the portfolio ---

static struct wm_portfolio *cached_portfolio(struct wm_cache *cache, const struct wm_organisation *organisation,
                                             struct wm_text person) {
    struct wm_cached *cached = wm_cache_find(cache, organisation, person.data, person.length);
    if (cached == NULL || cached->portfolio == NULL) {
        cache->portfolio_misses++;
        return NULL;
    }
    cache->portfolio_hits++;
    cached->portfolio_used = true;
    return cached->portfolio;
}

enum wm_status wm_fetch_portfolio(struct wm_call *call, const struct wm_organisation *organisation,
                                  struct wm_text person, const struct wm_argument *ledger,
                                  struct wm_portfolio **ret_portfolio, struct wm_error *error) {
    struct wm_daemon *daemon = wm_methods_of(call)->daemon;
    struct wm_fetch *fetch = fetch_of(call);
    enum wm_status status = failure(fetch, error);
    if (status != WM_OK)
        return status;
    bool past = ledger != NULL && wm_argument_given(ledger);
    struct wm_portfolio *portfolio = fetch != NULL ? fetch->portfolio : NULL;
    if (portfolio == NULL && !past)
        portfolio = cached_portfolio(&daemon->cache, organisation, person);
    if (portfolio == NULL) {
        status = wm_fetch_keep(call, &fetch, error);
        if (status != WM_OK)
            return status;
        fetch->load.ready = on_loaded;
        if (past)
            status = wm_load_past(&daemon->loader, organisation->id, person.data, person.length, ledger->number,
                                  &fetch->load, error);
        else
            status = wm_load_present(&daemon->loader, organisation, organisation->id, person.data, person.length,
                                     &fetch->load, error);
        if (status != WM_OK)
            return status;
        wm_call_wait(call->kept);
    }
    *ret_portfolio = portfolio;
    return WM_OK;
}
