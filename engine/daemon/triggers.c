// SPDX-License-Identifier: MIT
#include "engine/daemon/triggers.h"

#include "engine/base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ORGANISATIONS "organisations/"
#define FRAMEWORKS "frameworks/"

// --- all of them ---

static void on_swept(struct wm_rules_sweep *sweep);

static void sweep_all(struct wm_triggers *triggers, bool signalled) {
    struct wm_error error;
    triggers->sweep = (struct wm_rules_sweep){.done = on_swept};
    enum wm_status status = wm_rules_ask_all(triggers->rules, signalled ? WM_ACTIVATION_SIGNAL : WM_ACTIVATION_WATCH,
                                             (uint32_t)getuid(), &triggers->sweep, &error);
    triggers->sweeping = status == WM_OK;
    triggers->signalled = signalled;
    if (status != WM_OK && status != WM_BUSY) // else the daemon is stopping
        wm_log_error(WM_LOG_ERROR, "rules", &error);
}

static void on_swept(struct wm_rules_sweep *sweep) {
    struct wm_triggers *triggers = (struct wm_triggers *)((char *)sweep - offsetof(struct wm_triggers, sweep));
    triggers->sweeping = false;
    if (triggers->signalled)
        wm_log(sweep->failed > 0 ? WM_LOG_WARNING : WM_LOG_NOTICE, "rules",
               "SIGHUP: the rules of all organisations are read: changed %zu, as before %zu, failed %zu%s",
               sweep->changed, sweep->unchanged, sweep->failed,
               sweep->failed > 0 ? " (the lines above say why, and `waymark rules status`)" : "");
    bool again = triggers->again;
    triggers->again = false;
    if (again)
        sweep_all(triggers, true);
}

void wm_triggers_signal(struct wm_triggers *triggers) {
    wm_log(WM_LOG_NOTICE, "rules", "SIGHUP: reading the rules of all organisations");
    if (triggers->sweeping)
        triggers->again = true;
    else
        sweep_all(triggers, true);
}

void wm_triggers_tick(struct wm_triggers *triggers) {
    if (!triggers->missed || triggers->sweeping)
        return;
    triggers->missed = false;
    sweep_all(triggers, false);
}

// --- those that changed on disk ---

static int by_text(const void *name, const void *each) {
    return strcmp(name, *(const char *const *)each);
}

static bool is_among(const char *group, const char *id, const char *const *packs, size_t count) {
    char name[32 + WM_CODE_LONGEST];
    snprintf(name, sizeof name, "%s%s", group, id);
    return count > 0 && bsearch(name, packs, count, sizeof *packs, by_text) != NULL;
}

static bool adopts_one(const struct wm_ruleset *ruleset, const char *const *packs, size_t count) {
    for (uint32_t i = 0; i < ruleset->framework_count; i++) {
        if (is_among(FRAMEWORKS, ruleset->frameworks[i].id, packs, count))
            return true;
    }
    return false;
}

// What is on disk may name a framework that what is active does not.
static bool concerns(const struct wm_organisation *organisation, const char *const *frameworks, size_t count) {
    const struct wm_ruleset *active = organisation->active;
    return active == NULL || organisation->failed || strcmp(organisation->disk, active->hash) != 0 ||
           adopts_one(active, frameworks, count);
}

static bool ask(struct wm_rules *rules, const char *organisation, size_t *asked) {
    struct wm_error error;
    const struct wm_rules_request request = {.organisation = organisation,
                                             .length = strlen(organisation),
                                             .aim = WM_AIM_RELOAD,
                                             .cause = WM_ACTIVATION_WATCH,
                                             .uid = (uint32_t)getuid()};
    bool fine = wm_rules_ask(rules, &request, NULL, &error) == WM_OK;
    *asked += fine;
    return fine;
}

bool wm_triggers_packs(struct wm_rules *rules, const char *const *packs, size_t count) {
    size_t frameworks = 0, asked = 0; // frameworks come first
    bool all = true;
    while (frameworks < count && strncmp(packs[frameworks], FRAMEWORKS, strlen(FRAMEWORKS)) == 0)
        frameworks++;
    for (size_t i = frameworks; i < count; i++)
        all = ask(rules, packs[i] + strlen(ORGANISATIONS), &asked) && all;
    for (size_t i = 0; frameworks > 0 && i < rules->count; i++) {
        const struct wm_organisation *organisation = rules->organisations[i];
        if (!is_among(ORGANISATIONS, organisation->id, packs + frameworks, count - frameworks) &&
            concerns(organisation, packs, frameworks))
            all = ask(rules, organisation->id, &asked) && all;
    }
    wm_log(WM_LOG_INFO, "rules", "changed on disk: %s%s; organisations to be read: %zu", packs[0],
           count > 1 ? " and others" : "", asked);
    return all;
}

static void on_changed(void *context, const char *const *packs, size_t count) {
    struct wm_triggers *triggers = context;
    if (!wm_triggers_packs(triggers->rules, packs, count))
        triggers->missed = true;
}

// --- start and stop ---

enum wm_status wm_triggers_start(struct wm_triggers *triggers, uv_loop_t *loop, const struct wm_config *config,
                                 struct wm_rules *rules, struct wm_error *error) {
    *triggers = (struct wm_triggers){.rules = rules};
    if (!config->rules_watch)
        return WM_OK;
    struct wm_watch_form form = {
        .roots = config->rules, .root_count = config->rule_count, .changed = on_changed, .context = triggers};
    return wm_watch_start(loop, &form, &triggers->watch, error);
}

void wm_triggers_stop(struct wm_triggers *triggers) {
    wm_watch_stop(triggers->watch);
    triggers->watch = NULL;
    triggers->again = false;
}
