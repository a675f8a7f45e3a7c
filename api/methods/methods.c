// SPDX-License-Identifier: MIT
#include "api/methods/methods.h"

#include "api/methods/cohort.h"
#include "api/methods/families.h"
#include "api/methods/preview.h"

#define ARENA_LARGEST ((size_t)64 << 20)

void wm_methods_init(struct wm_methods *methods, struct wm_daemon *daemon) {
    *methods = (struct wm_methods){.daemon = daemon,
                                   .later = &methods->awake,
                                   .previews.form = &wm_preview_keeping,
                                   .cohorts.form = &wm_cohort_keeping};
    wm_arena_init(&methods->arena, ARENA_LARGEST);
}

void wm_methods_clear(struct wm_methods *methods) {
    wm_require(methods->writes == NULL && methods->awake == NULL);
    wm_keeping_clear(&methods->previews);
    wm_keeping_clear(&methods->cohorts);
    wm_arena_clear(&methods->arena);
}

const struct wm_method *const *wm_methods_families(size_t *ret_count) {
    static const struct wm_method *const families[] = {
        wm_eligibility_methods,
        wm_eligibility_standing_methods,
        wm_eligibility_forecast_methods,
        wm_eligibility_plan_methods,
        wm_person_methods,
        wm_record_methods,
        wm_award_methods,
        wm_award_list_methods,
        wm_framework_methods,
        wm_cohort_methods,
        wm_rules_methods,
        wm_rules_change_methods,
        wm_rules_history_methods,
        wm_rules_sources_methods,
        wm_rules_preview_methods,
        wm_events_methods,
        wm_system_methods,
        wm_discover_methods,
    };
    *ret_count = sizeof families / sizeof families[0];
    return families;
}

struct wm_dispatcher_limits wm_methods_limits(const struct wm_config *config) {
    const struct wm_config_limits *limits = &config->limits;
    return (struct wm_dispatcher_limits){
        .message = limits->message,
        .batch = limits->batch,
        .reply = limits->reply,
        .output = limits->output,
        .page = (int64_t)limits->page,
    };
}
