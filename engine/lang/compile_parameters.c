// SPDX-License-Identifier: MIT
// Parameters: their types and values. What an organisation sets goes before a suggestion it accepted, that before the
// source's default; without any of them whatever needs the parameter is unknown.
#include "engine/lang/compile.h"

#include <stdio.h>
#include <string.h>

const char *wm_value_type_name(enum wm_value_type type) {
    static const char *const names[] = {
        [WM_VALUE_NUMBER] = "a number",       [WM_VALUE_PERCENT] = "a percentage", [WM_VALUE_SPAN] = "a span of time",
        [WM_VALUE_BOOLEAN] = "true or false", [WM_VALUE_CODE] = "a code",          [WM_VALUE_CODES] = "a list of codes",
    };
    return names[type];
}

static enum wm_status read_code(const char *what, const struct wm_draft_value *value, wm_code *ret_code,
                                struct wm_error *error) {
    if (value->type != WM_DRAFT_TEXT && value->type != WM_DRAFT_DECLARATION) {
        wm_error_set(error, WM_RULES, "wrong-type", "%s: a list holds codes, not %s", what, wm_draft_type_name(value));
        return wm_draft_where(error, value->where);
    }
    const char *text = value->type == WM_DRAFT_TEXT ? value->text : value->declaration->id;
    if (!wm_code_valid(text, strlen(text))) {
        wm_error_set(error, WM_RULES, "wrong-id", "%s: \"%s\" is no code", what, text);
        wm_error_expected(error, "small letters, digits, `-`, `.`, `_` and `/`");
        wm_error_found(error, "\"%s\"", text);
        return wm_draft_where(error, value->where);
    }
    *ret_code = wm_code_intern(text, strlen(text));
    return *ret_code != WM_CODE_NONE ? WM_OK : wm_error_no_memory(error);
}

static enum wm_status read_codes(struct wm_arena *arena, const char *what, const struct wm_draft_value *value,
                                 struct wm_codes *ret_codes, struct wm_error *error) {
    struct wm_values values = wm_compile_values(value);
    enum wm_status status = WM_OK;
    if (value->type == WM_DRAFT_TABLE)
        status = wm_form_list(what, value->where, value->table, false, error);
    wm_code *codes = wm_arena_zero(arena, values.count + 1u, sizeof *codes);
    if (status == WM_OK && codes == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < values.count && status == WM_OK; i++)
        status = read_code(what, &values.values[i], &codes[i], error);
    if (status == WM_OK)
        *ret_codes = (struct wm_codes){codes, values.count};
    return status;
}

enum wm_status wm_compile_value(struct wm_arena *arena, const char *what, const struct wm_draft_value *value,
                                struct wm_value *ret_value, struct wm_error *error) {
    struct wm_value made = {.type = WM_VALUE_NUMBER};
    enum wm_status status = WM_OK;
    switch (value->type) {
    case WM_DRAFT_NUMBER: made.number = value->number; break;
    case WM_DRAFT_PERCENT:
        made.type = WM_VALUE_PERCENT;
        made.number = value->number;
        break;
    case WM_DRAFT_SPAN:
        made.type = WM_VALUE_SPAN;
        made.span = value->span;
        break;
    case WM_DRAFT_BOOLEAN:
        made.type = WM_VALUE_BOOLEAN;
        made.number = value->boolean ? WM_NUMBER_ONE : 0;
        break;
    case WM_DRAFT_TEXT:
    case WM_DRAFT_DECLARATION:
        made.type = WM_VALUE_CODE;
        status = read_codes(arena, what, value, &made.codes, error);
        break;
    case WM_DRAFT_TABLE:
        made.type = WM_VALUE_CODES;
        status = read_codes(arena, what, value, &made.codes, error);
        break;
    default:
        wm_error_set(error, WM_RULES, "wrong-type", "%s: a parameter's value is no %s", what,
                     wm_draft_type_name(value));
        wm_error_expected(error, "a number, a percentage, a span, true or false, a code or a list of codes");
        wm_error_found(error, "%s", wm_draft_type_name(value));
        return wm_draft_where(error, value->where);
    }
    if (status == WM_OK)
        *ret_value = made;
    return status;
}

enum wm_status wm_compile_overrides(const struct wm_draft_declaration *draft, struct wm_arena *arena,
                                    struct wm_pack_override **ret_overrides, size_t *ret_count,
                                    struct wm_error *error) {
    const struct wm_draft_value *value = wm_draft_field(&draft->fields, "parameters");
    const struct wm_draft_table *table = value != NULL ? value->table : NULL;
    uint32_t count = table != NULL ? table->pair_count : 0;
    if (table != NULL && (table->count > 0 || table->point_count > 0)) {
        wm_error_set(error, WM_RULES, "wrong-type", "`parameters` names what it sets: { [\"pass-mark\"] = 3 }");
        return wm_draft_where(error, draft->where);
    }
    struct wm_pack_override *overrides = wm_arena_zero(arena, count + 1u, sizeof *overrides);
    if (overrides == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        const struct wm_draft_pair *pair = &table->pairs[i];
        char what[160];
        snprintf(what, sizeof what, "parameter \"%.140s\"", pair->name);
        overrides[i].parameter = pair->name;
        overrides[i].where = pair->value.where;
        overrides[i].unset = pair->value.type == WM_DRAFT_UNSET;
        if (overrides[i].unset)
            continue;
        enum wm_status status = wm_compile_value(arena, what, &pair->value, &overrides[i].value, error);
        if (status != WM_OK)
            return status;
    }
    *ret_overrides = overrides;
    *ret_count = count;
    return WM_OK;
}

static bool same_value(const struct wm_value *a, const struct wm_value *b) {
    if (a->type != b->type || a->number != b->number || a->codes.count != b->codes.count)
        return false;
    for (uint32_t i = 0; i < a->codes.count; i++) {
        if (a->codes.codes[i] != b->codes.codes[i])
            return false;
    }
    return a->type != WM_VALUE_SPAN || wm_span_equal(a->span, b->span);
}

// A single code stands for a list of one.
static bool fits(enum wm_value_type type, struct wm_value *value) {
    if (type == WM_VALUE_CODES && value->type == WM_VALUE_CODE)
        value->type = WM_VALUE_CODES;
    return value->type == type;
}

struct reading { // of one parameter
    struct wm_compile *compile;
    const struct wm_draft_declaration *draft;
    struct wm_parameter *parameter;
    char what[96];
    struct wm_error *error;
};

static enum wm_status wrong_type(const struct reading *reading, const struct wm_value *value, const char *whose,
                                 struct wm_place where) {
    wm_error_set(reading->error, WM_RULES, "wrong-type", "%s is %s, %s is %s", reading->what,
                 wm_value_type_name(reading->parameter->type), whose, wm_value_type_name(value->type));
    wm_error_expected(reading->error, "%s", wm_value_type_name(reading->parameter->type));
    wm_error_found(reading->error, "%s", wm_value_type_name(value->type));
    return wm_draft_where(reading->error, where);
}

enum wm_status wm_compile_one_of(const struct wm_draft_declaration *parameter, const struct wm_value *value,
                                 struct wm_place where, struct wm_error *error) {
    const struct wm_draft_value *one_of = wm_draft_field(&parameter->fields, "one_of");
    struct wm_values choices = wm_compile_values(one_of);
    for (uint32_t i = 0; one_of != NULL && i < value->codes.count; i++) {
        const char *code = wm_code_text(value->codes.codes[i]);
        struct wm_nearest nearest;
        wm_nearest_init(&nearest, code);
        bool known = false;
        for (uint32_t k = 0; k < choices.count; k++) {
            const struct wm_draft_value *choice = &choices.values[k];
            const char *text = choice->type == WM_DRAFT_DECLARATION ? choice->declaration->id : choice->text;
            known = known || strcmp(text, code) == 0;
            wm_nearest_offer(&nearest, text);
        }
        if (!known) {
            wm_error_set(error, WM_RULES, "unknown-name", "parameter \"%s\" cannot be \"%s\"", parameter->id, code);
            wm_error_expected(error, "one of its `one_of`");
            wm_error_found(error, "\"%s\"", code);
            wm_error_nearest(error, wm_nearest_name(&nearest));
            return wm_draft_where(error, where);
        }
    }
    return WM_OK;
}

static enum wm_status read_type(struct reading *reading) {
    static const char *const names[] = {"number", "percent", "span", "boolean", "code", "codes"};
    struct wm_parameter *parameter = reading->parameter;
    const char *of = wm_draft_text(&reading->draft->fields, "of");
    if (parameter->has_suggested)
        parameter->type = parameter->suggested.type;
    else if (parameter->has_default)
        parameter->type = parameter->defaulted.type;
    if (parameter->has_suggested && parameter->has_default && parameter->defaulted.type == WM_VALUE_CODES &&
        parameter->type == WM_VALUE_CODE)
        parameter->type = WM_VALUE_CODES;
    for (int i = 0; of != NULL && i < (int)(sizeof names / sizeof names[0]); i++) {
        if (strcmp(names[i], of) == 0)
            parameter->type = (enum wm_value_type)i;
    }
    if (of == NULL && !parameter->has_suggested && !parameter->has_default) {
        wm_error_set(reading->error, WM_RULES, "missing",
                     "%s has neither `suggested` nor `default`: say of which type it is, as in of = \"number\"",
                     reading->what);
        wm_error_expected(reading->error, "of = \"number\", \"percent\", \"span\", \"boolean\", \"code\" or \"codes\"");
        return wm_draft_where(reading->error, reading->draft->where);
    }
    if (wm_draft_field(&reading->draft->fields, "one_of") != NULL && parameter->type != WM_VALUE_CODE &&
        parameter->type != WM_VALUE_CODES) {
        wm_error_set(reading->error, WM_RULES, "wrong-type", "%s is %s: only codes have `one_of`", reading->what,
                     wm_value_type_name(parameter->type));
        return wm_draft_where(reading->error, reading->draft->where);
    }
    return WM_OK;
}

static enum wm_status read_own_values(struct reading *reading) {
    struct wm_parameter *parameter = reading->parameter;
    struct wm_arena *arena = reading->compile->arena;
    const struct wm_draft_value *suggested = wm_draft_field(&reading->draft->fields, "suggested");
    const struct wm_draft_value *defaulted = wm_draft_field(&reading->draft->fields, "default");
    parameter->has_suggested = suggested != NULL;
    parameter->has_default = defaulted != NULL;
    enum wm_status status = WM_OK;
    if (suggested != NULL)
        status = wm_compile_value(arena, reading->what, suggested, &parameter->suggested, reading->error);
    if (status == WM_OK && defaulted != NULL)
        status = wm_compile_value(arena, reading->what, defaulted, &parameter->defaulted, reading->error);
    if (status == WM_OK)
        status = read_type(reading);
    if (status != WM_OK)
        return status;
    struct wm_place where = reading->draft->where;
    if (suggested != NULL && !fits(parameter->type, &parameter->suggested))
        return wrong_type(reading, &parameter->suggested, "`suggested`", where);
    if (defaulted != NULL && !fits(parameter->type, &parameter->defaulted))
        return wrong_type(reading, &parameter->defaulted, "`default`", where);
    if (suggested != NULL)
        status = wm_compile_one_of(reading->draft, &parameter->suggested, where, reading->error);
    if (status == WM_OK && defaulted != NULL)
        status = wm_compile_one_of(reading->draft, &parameter->defaulted, where, reading->error);
    return status;
}

// Values from outside are on other arenas.
static enum wm_status keep_value(const struct reading *reading, const struct wm_value *value,
                                 struct wm_value *ret_value) {
    struct wm_value kept = *value;
    if (value->codes.count > 0 || value->codes.codes != NULL) {
        wm_code *codes = wm_arena_zero(reading->compile->arena, value->codes.count + 1u, sizeof *codes);
        if (codes == NULL)
            return wm_error_no_memory(reading->error);
        if (value->codes.count > 0)
            memcpy(codes, value->codes.codes, value->codes.count * sizeof *codes);
        kept.codes.codes = codes;
    }
    *ret_value = kept;
    return WM_OK;
}

static enum wm_status choose_value(struct reading *reading) {
    struct wm_parameter *parameter = reading->parameter;
    const struct wm_settings *settings = &reading->compile->settings;
    const struct wm_pack_override *set = NULL;
    for (size_t i = 0; i < settings->count; i++) {
        if (strcmp(settings->overrides[i].parameter, parameter->id) == 0)
            set = &settings->overrides[i];
    }
    if (set != NULL && !set->unset) {
        struct wm_place where = set->where.line > 0 ? set->where : reading->draft->where;
        enum wm_status status = keep_value(reading, &set->value, &parameter->value);
        if (status != WM_OK)
            return status;
        if (!fits(parameter->type, &parameter->value))
            return wrong_type(reading, &parameter->value, "what is set", where);
        bool departs = parameter->has_default && !same_value(&parameter->value, &parameter->defaulted);
        parameter->origin = departs ? WM_ORIGIN_DEPARTS : WM_ORIGIN_ORGANISATION;
        return wm_compile_one_of(reading->draft, &parameter->value, where, reading->error);
    }
    if (settings->accept_suggested && parameter->has_suggested && set == NULL) {
        parameter->value = parameter->suggested;
        parameter->origin = WM_ORIGIN_SUGGESTED;
    } else if (parameter->has_default && set == NULL) {
        parameter->value = parameter->defaulted;
        parameter->origin = WM_ORIGIN_DEFAULT;
    }
    return WM_OK;
}

static enum wm_status compile_one(struct wm_compile *compile, uint32_t at, struct wm_error *error) {
    struct reading reading = {.compile = compile,
                              .draft = compile->drafts[WM_WORD_PARAMETER][at],
                              .parameter = &compile->framework->parameters[at],
                              .error = error};
    struct wm_parameter *parameter = reading.parameter;
    const char *says = wm_draft_text(&reading.draft->fields, "says");
    const char *source = wm_draft_text(&reading.draft->fields, "source");
    if (says == NULL)
        says = wm_draft_text(&reading.draft->fields, "title");
    snprintf(reading.what, sizeof reading.what, "parameter \"%s\"", reading.draft->id);
    parameter->id = wm_compile_text(compile, reading.draft->id);
    parameter->says = says != NULL ? wm_compile_text(compile, says) : NULL;
    parameter->source = source != NULL ? wm_compile_text(compile, source) : NULL;
    parameter->where = reading.draft->where;
    parameter->framework = compile->framework;
    parameter->origin = WM_ORIGIN_UNSET;
    if (parameter->id == NULL || (says != NULL && parameter->says == NULL) ||
        (source != NULL && parameter->source == NULL))
        return wm_error_no_memory(error);
    enum wm_status status = read_own_values(&reading);
    return status == WM_OK ? choose_value(&reading) : status;
}

// An organisation or a test may set only what is there.
static enum wm_status check_settings(const struct wm_compile *compile, struct wm_error *error) {
    static const int words[] = {WM_WORD_PARAMETER, -1};
    for (size_t i = 0; i < compile->settings.count; i++) {
        const struct wm_pack_override *set = &compile->settings.overrides[i];
        if (wm_compile_find(compile, WM_WORD_PARAMETER, set->parameter) == NULL) {
            struct wm_place where = set->where.line > 0 ? set->where : compile->framework->where;
            return wm_compile_unknown(compile, words, compile->framework->id, set->parameter, where, error);
        }
    }
    return WM_OK;
}

enum wm_status wm_compile_parameters(struct wm_compile *compile, struct wm_error *error) {
    uint32_t count = compile->draft->counts[WM_WORD_PARAMETER];
    compile->framework->parameters = wm_arena_zero(compile->arena, count + 1u, sizeof(struct wm_parameter));
    if (compile->framework->parameters == NULL)
        return wm_error_no_memory(error);
    compile->framework->parameter_count = count;
    enum wm_status status = WM_OK;
    for (uint32_t i = 0; i < count && status == WM_OK; i++)
        status = compile_one(compile, i, error);
    return status == WM_OK ? check_settings(compile, error) : status;
}

enum wm_status wm_compile_parameter(struct wm_compile *compile, const char *id, struct wm_place where,
                                    const struct wm_parameter **ret_parameter, struct wm_error *error) {
    static const int words[] = {WM_WORD_PARAMETER, -1};
    const char *own;
    const struct wm_compile *home = wm_compile_home(compile, id, &own);
    const struct wm_name *name = home != NULL ? wm_compile_find(home, WM_WORD_PARAMETER, own) : NULL;
    if (name == NULL)
        return wm_compile_unknown(compile, words, "param", id, where, error);
    home->framework->parameters[name->at].read = true;
    *ret_parameter = &home->framework->parameters[name->at];
    return WM_OK;
}
