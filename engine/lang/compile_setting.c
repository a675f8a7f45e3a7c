// SPDX-License-Identifier: MIT
// setting { "parameter", is = … }: a question to the pack itself, answered while it is built.
#include "engine/lang/compile.h"

#include <stdio.h>
#include <string.h>

static bool equal(const struct wm_value *held, const struct wm_value *wanted) {
    if (held->type == WM_VALUE_SPAN)
        return wm_span_equal(held->span, wanted->span);
    if (held->type != WM_VALUE_CODE && held->type != WM_VALUE_CODES)
        return held->number == wanted->number;
    for (uint32_t i = 0; i < held->codes.count; i++) { // lists: one in common
        for (uint32_t k = 0; k < wanted->codes.count; k++) {
            if (held->codes.codes[i] == wanted->codes.codes[k])
                return true;
        }
    }
    return false;
}

static bool codes(enum wm_value_type type) {
    return type == WM_VALUE_CODE || type == WM_VALUE_CODES;
}

static const char *say_value(struct wm_arena *arena, const struct wm_value *value) {
    char text[32];
    switch (value->type) {
    case WM_VALUE_NUMBER: wm_number_format(value->number, text); break;
    case WM_VALUE_PERCENT: {
        char number[32];
        wm_number_format(value->number, number);
        return wm_arena_printf(arena, "%s%%", number);
    }
    case WM_VALUE_SPAN: wm_span_format(value->span, text); break;
    case WM_VALUE_BOOLEAN: snprintf(text, sizeof text, "%s", value->number != 0 ? "true" : "false"); break;
    default: {
        const char *said = value->codes.count > 0 ? wm_code_text(value->codes.codes[0]) : "";
        for (uint32_t i = 1; i < value->codes.count && said != NULL; i++)
            said = wm_arena_printf(arena, "%s%s%s", said, i + 1 == value->codes.count ? " or " : ", ",
                                   wm_code_text(value->codes.codes[i]));
        return said;
    }
    }
    return wm_arena_dup(arena, text);
}

enum wm_status wm_compile_setting(struct wm_compile *compile, const struct wm_draft_criterion *draft,
                                  struct wm_criterion **ret_criterion, struct wm_error *error) {
    struct wm_draft_value name = draft->subjects;
    if (name.type == WM_DRAFT_TABLE)
        name = name.table->list[0];
    if (name.type != WM_DRAFT_TEXT && name.type != WM_DRAFT_PARAMETER) {
        wm_error_set(error, WM_RULES, "wrong-type", "`setting` takes one parameter, not %s", wm_draft_type_name(&name));
        return wm_draft_where(error, draft->where);
    }
    const struct wm_draft_value *is = wm_draft_field(&draft->fields, "is");
    const struct wm_parameter *parameter;
    struct wm_value wanted;
    enum wm_status status = wm_compile_parameter(compile, name.text, draft->where, &parameter, error);
    if (status == WM_OK)
        status = wm_compile_value(&compile->draft->arena, "`setting`: `is`", is, &wanted, error);
    if (status != WM_OK)
        return status;
    if (wanted.type != parameter->type && !(codes(wanted.type) && codes(parameter->type))) {
        wm_error_set(error, WM_RULES, "wrong-type", "`setting`: parameter \"%s\" is %s, `is` is %s", parameter->id,
                     wm_value_type_name(parameter->type), wm_value_type_name(wanted.type));
        return wm_draft_where(error, draft->where);
    }
    const char *own;
    const struct wm_compile *home = wm_compile_home(compile, name.text, &own);
    uint32_t at = (uint32_t)(parameter - home->framework->parameters);
    status = wm_compile_one_of(home->drafts[WM_WORD_PARAMETER][at], &wanted, draft->where, error);
    if (status != WM_OK)
        return status;
    enum wm_verdict fixed = equal(&parameter->value, &wanted) ? WM_VERDICT_MET : WM_VERDICT_UNMET;
    status = wm_compile_fixed(compile, draft, parameter, fixed, ret_criterion, error);
    if (status != WM_OK || (*ret_criterion)->says != NULL)
        return status;
    const char *value = say_value(compile->arena, &wanted);
    const char *says = value != NULL ? wm_arena_printf(compile->arena, "%s is %s%s", parameter->id, value,
                                                       parameter->origin == WM_ORIGIN_UNSET ? " (it is not set)" : "")
                                     : NULL;
    (*ret_criterion)->says = says;
    return says != NULL ? WM_OK : wm_error_no_memory(error);
}
