// SPDX-License-Identifier: MIT
#include "engine/criteria/framework.h"

static const struct {
    const char *name, *plural;
} declared_names[WM_DECLARED_COUNT] = {
    [WM_DECLARED_SCALE] = {"scale", "scales"},
    [WM_DECLARED_DOMAIN] = {"domain", "domains"},
    [WM_DECLARED_COMPETENCY] = {"competency", "competencies"},
    [WM_DECLARED_COURSE] = {"course", "courses"},
    [WM_DECLARED_ITEM] = {"item", "items"},
    [WM_DECLARED_QUALIFICATION] = {"qualification", "qualifications"},
    [WM_DECLARED_EXPERIENCE] = {"experience", "experiences"},
    [WM_DECLARED_ROLE] = {"role", "roles"},
    [WM_DECLARED_RELATION] = {"relation", "relations"},
    [WM_DECLARED_CAPACITY] = {"capacity", "capacities"},
    [WM_DECLARED_SUPERVISION] = {"supervision", "supervisions"},
    [WM_DECLARED_METHOD] = {"method", "methods"},
    [WM_DECLARED_MEASURE] = {"measure", "measures"},
    [WM_DECLARED_ACTIVITY] = {"activity", "activities"},
    [WM_DECLARED_PAY] = {"pay", "pays"},
    [WM_DECLARED_DESTINATION] = {"destination", "destinations"},
};

const char *const wm_capacities[] = {"self",    "supervisor",   "assessor", "peer",
                                     "manager", "service-user", "provider", NULL};

const char *const wm_course_modes[] = {"e-learning", "in-house", "half-day", "day",
                                       "regional",   "virtual",  "blended",  NULL};

const char *wm_declared_name(enum wm_declared declared) {
    return declared_names[declared].name;
}

const char *wm_declared_plural(enum wm_declared declared) {
    return declared_names[declared].plural;
}

const char *wm_parameter_origin_name(enum wm_parameter_origin origin) {
    static const char *const names[] = {
        [WM_ORIGIN_UNSET] = "unset",
        [WM_ORIGIN_DEFAULT] = "default",
        [WM_ORIGIN_SUGGESTED] = "suggested",
        [WM_ORIGIN_ORGANISATION] = "organisation",
        [WM_ORIGIN_DEPARTS] = "departs-from-source",
    };
    return names[origin];
}

bool wm_scale_has(const struct wm_scale *scale, wm_number value) {
    return wm_scale_label(scale, value) != NULL;
}

const char *wm_scale_label(const struct wm_scale *scale, wm_number value) {
    for (uint32_t i = 0; i < scale->count; i++) {
        if (scale->points[i].value == value)
            return scale->points[i].label;
    }
    return NULL;
}
