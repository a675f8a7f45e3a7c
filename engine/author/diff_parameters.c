// SPDX-License-Identifier: MIT
// Parameters: what they are set to, and by whom.
#include "engine/author/diff_work.h"

#include <string.h>

static const struct wm_parameter *find(const struct wm_framework *framework, const char *id) {
    return wm_framework_parameter(framework, id, strlen(id));
}

// "3, suggested", "not set".
static const char *value_of(struct wm_diff *diff, const struct wm_parameter *parameter) {
    static const char *const origins[] = {
        [WM_ORIGIN_UNSET] = "",
        [WM_ORIGIN_DEFAULT] = ", as the source has it",
        [WM_ORIGIN_SUGGESTED] = ", as suggested",
        [WM_ORIGIN_ORGANISATION] = ", set by the organisation",
        [WM_ORIGIN_DEPARTS] = ", departing from the source",
    };
    if (parameter == NULL)
        return NULL;
    if (parameter->origin == WM_ORIGIN_UNSET)
        return "not set";
    const char *value = wm_diff_value(diff, &parameter->value);
    const char *text = value != NULL ? wm_arena_printf(diff->arena, "%s%s", value, origins[parameter->origin]) : NULL;
    diff->no_memory = diff->no_memory || text == NULL;
    return text;
}

static const char *maybe(struct wm_diff *diff, const struct wm_value *value, bool there) {
    return there ? wm_diff_value(diff, value) : NULL;
}

static void compare(struct wm_diff *diff, const struct wm_framework *framework, const struct wm_parameter *before,
                    const struct wm_parameter *after) {
    const struct wm_parameter *either = after != NULL ? after : before;
    wm_require(either != NULL);
    struct wm_diff_made *made = wm_diff_open(diff, framework->id, "parameter", either->id, either->says);
    wm_diff_field(diff, made, "value", value_of(diff, before), value_of(diff, after));
    if (before != NULL && after != NULL) {
        wm_diff_field(diff, made, "says", before->says, after->says);
        wm_diff_field(diff, made, "source", before->source, after->source);
        wm_diff_field(diff, made, "suggested", maybe(diff, &before->suggested, before->has_suggested),
                      maybe(diff, &after->suggested, after->has_suggested));
        wm_diff_field(diff, made, "default", maybe(diff, &before->defaulted, before->has_default),
                      maybe(diff, &after->defaulted, after->has_default));
    }
    bool any = made != NULL && made->group.count > 0;
    wm_diff_close(diff, made,
                  before == NULL  ? WM_DIFF_ADDED
                  : after == NULL ? WM_DIFF_REMOVED
                  : any           ? WM_DIFF_CHANGED
                                  : WM_DIFF_SAME);
}

void wm_diff_parameters(struct wm_diff *diff, const struct wm_framework *before, const struct wm_framework *after) {
    for (uint32_t i = 0; i < after->parameter_count; i++)
        compare(diff, after, find(before, after->parameters[i].id), &after->parameters[i]);
    for (uint32_t i = 0; i < before->parameter_count; i++) {
        if (find(after, before->parameters[i].id) == NULL)
            compare(diff, before, &before->parameters[i], NULL);
    }
}
