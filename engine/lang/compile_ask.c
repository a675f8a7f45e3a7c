// SPDX-License-Identifier: MIT
// Constraints of a leaf: what the rule says, else what the framework's `defaults` say of its verb; parameters are
// replaced by their values.
#include "engine/lang/compile.h"

#include "engine/portfolio/kinds.h"

#include <stdio.h>
#include <string.h>

static const struct wm_draft_field *find(const struct wm_draft_fields *fields, const char *name) {
    for (uint32_t i = 0; i < fields->count; i++) {
        if (strcmp(fields->fields[i].form->name, name) == 0)
            return &fields->fields[i];
    }
    return NULL;
}

static const struct wm_draft_field *given(const struct wm_ask *ask, const char *name) {
    const struct wm_draft_field *field = find(&ask->draft->fields, name);
    return field != NULL ? field : find(&ask->compile->defaults[ask->draft->verb], name);
}

bool wm_ask_given(struct wm_ask *ask, const char *name) {
    return given(ask, name) != NULL;
}

void wm_ask_fail(struct wm_ask *ask, const char *reason, const char *format, ...) {
    char message[300];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (ask->status != WM_OK)
        return;
    ask->status = wm_error_set(ask->error, WM_RULES, reason, "%s: %s", ask->what, message);
    wm_draft_where(ask->error, ask->draft->where);
}

static void wrong_type(struct wm_ask *ask, const char *name, const char *expected,
                       const struct wm_parameter *parameter) {
    wm_ask_fail(ask, "wrong-type", "`%s` is %s, parameter \"%s\" is %s", name, expected, parameter->id,
                wm_value_type_name(parameter->type));
    wm_error_expected(ask->error, "%s", expected);
    wm_error_found(ask->error, "%s", wm_value_type_name(parameter->type));
}

// The parameter that stands here; NULL when none does, or after a mistake.
static const struct wm_parameter *parameter_of(struct wm_ask *ask, const struct wm_draft_value *value) {
    const struct wm_parameter *parameter = NULL;
    if (value->type == WM_DRAFT_PARAMETER && ask->status == WM_OK)
        ask->status = wm_compile_parameter(ask->compile, value->text, value->where, &parameter, ask->error);
    return ask->status == WM_OK ? parameter : NULL;
}

static bool is_set(struct wm_ask *ask, const struct wm_parameter *parameter) {
    if (parameter->origin != WM_ORIGIN_UNSET)
        return true;
    if (ask->unset == NULL)
        ask->unset = parameter;
    return false;
}

// A constraint with one value, of the type that its form asks for.
static bool read_value(struct wm_ask *ask, const char *name, enum wm_value_type type, struct wm_value *ret_value) {
    const struct wm_draft_field *field = given(ask, name);
    if (field == NULL || ask->status != WM_OK)
        return false;
    const struct wm_draft_value *value = &field->value;
    if (value->type != WM_DRAFT_PARAMETER) {
        *ret_value = (struct wm_value){.type = type, .number = value->number, .span = value->span};
        if (value->type == WM_DRAFT_BOOLEAN)
            ret_value->number = value->boolean ? WM_NUMBER_ONE : 0;
        return true;
    }
    const struct wm_parameter *parameter = parameter_of(ask, value);
    if (parameter == NULL)
        return false;
    if (parameter->type != type) {
        wrong_type(ask, name, wm_value_type_name(type), parameter);
        return false;
    }
    if (!is_set(ask, parameter))
        return false;
    *ret_value = parameter->value;
    return true;
}

bool wm_ask_number(struct wm_ask *ask, const char *name, wm_number *ret_number) {
    struct wm_value value;
    if (!read_value(ask, name, WM_VALUE_NUMBER, &value))
        return false;
    *ret_number = value.number;
    return true;
}

bool wm_ask_whole(struct wm_ask *ask, const char *name, uint32_t *ret_number) {
    wm_number number;
    if (!wm_ask_number(ask, name, &number))
        return false;
    if (number < WM_NUMBER_ONE || number > 1000000 * WM_NUMBER_ONE || number % WM_NUMBER_ONE != 0) {
        char found[32];
        wm_number_format(number, found);
        wm_ask_fail(ask, "wrong-number", "`%s` is a whole number from 1, not %s", name, found);
        return false;
    }
    *ret_number = (uint32_t)(number / WM_NUMBER_ONE);
    return true;
}

bool wm_ask_span(struct wm_ask *ask, const char *name, struct wm_span *ret_span) {
    struct wm_value value;
    if (!read_value(ask, name, WM_VALUE_SPAN, &value))
        return false;
    *ret_span = value.span;
    return true;
}

bool wm_ask_boolean(struct wm_ask *ask, const char *name, bool *ret_boolean) {
    struct wm_value value;
    if (!read_value(ask, name, WM_VALUE_BOOLEAN, &value))
        return false;
    *ret_boolean = value.number != 0;
    return true;
}

static bool among(const char *const *choices, const char *text) {
    while (choices != NULL && *choices != NULL && strcmp(*choices, text) != 0)
        choices++;
    return choices == NULL || *choices != NULL;
}

const char *wm_ask_choice(struct wm_ask *ask, const char *name) {
    const struct wm_draft_field *field = given(ask, name);
    if (field == NULL || ask->status != WM_OK)
        return NULL;
    if (field->value.type == WM_DRAFT_DECLARATION)
        return field->value.declaration->id;
    if (field->value.type != WM_DRAFT_PARAMETER)
        return field->value.text;
    const struct wm_parameter *parameter = parameter_of(ask, &field->value);
    if (parameter == NULL)
        return NULL;
    if (parameter->type != WM_VALUE_CODE) {
        wrong_type(ask, name, wm_value_type_name(WM_VALUE_CODE), parameter);
        return NULL;
    }
    if (!is_set(ask, parameter))
        return NULL;
    const char *text = wm_code_text(parameter->value.codes.codes[0]);
    if (!among(field->form->choices, text)) {
        wm_ask_fail(ask, "unknown-name", "`%s` cannot be \"%s\", the value of parameter \"%s\"", name, text,
                    parameter->id);
        return NULL;
    }
    return text;
}

// Codes -----------------------------------------------------------------------------------------------------------

static void unknown(struct wm_ask *ask, const int *words, const char *const *closed, const char *name, const char *id,
                    struct wm_place where) {
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, id);
    for (const char *const *each = closed; each != NULL && *each != NULL; each++)
        wm_nearest_offer(&nearest, *each);
    const char *nearest_closed = wm_nearest_name(&nearest);
    char what[64];
    snprintf(what, sizeof what, "%s: `%s`", ask->what, name);
    if (words != NULL) {
        ask->status = wm_compile_unknown(ask->compile, words, what, id, where, ask->error);
    } else {
        ask->status = wm_error_set(ask->error, WM_RULES, "unknown-name", "%s: a record of this kind has no %s \"%s\"",
                                   what, name, id);
        wm_error_found(ask->error, "\"%s\"", id);
        wm_draft_where(ask->error, where);
    }
    if (nearest_closed != NULL)
        wm_error_nearest(ask->error, nearest_closed);
}

static wm_code code_of(struct wm_ask *ask, const char *name, enum wm_ask_codes of, const char *id,
                       struct wm_place where) {
    static const int capacity[] = {WM_DECLARED_CAPACITY, -1}, method[] = {WM_DECLARED_METHOD, -1},
                     role[] = {WM_DECLARED_ROLE, -1}, course[] = {WM_DECLARED_COURSE, -1};
    static const int *const words[] = {
        [WM_ASK_CAPACITIES] = capacity, [WM_ASK_METHODS] = method, [WM_ASK_ROLES] = role, [WM_ASK_COURSES] = course};
    if (of == WM_ASK_LEVELS) {
        const struct wm_level *level;
        ask->status = wm_compile_level(ask->compile, id, where, &level, ask->error);
        return ask->status == WM_OK ? level->code : WM_CODE_NONE;
    }
    const char *const *closed = of == WM_ASK_CAPACITIES ? wm_capacities : NULL;
    bool known = false;
    if (of == WM_ASK_OUTCOMES) {
        closed = wm_kind_form(ask->kind)->outcomes;
        known = closed != NULL && among(closed, id);
    } else {
        const struct wm_declaration *declared =
            wm_compile_lookup(ask->compile, (enum wm_declared)words[of][0], id, NULL);
        if (declared != NULL)
            return declared->code;
        known = closed != NULL && among(closed, id);
    }
    if (!known) {
        unknown(ask, of == WM_ASK_OUTCOMES ? NULL : words[of], closed, name, id, where);
        return WM_CODE_NONE;
    }
    wm_code code = wm_code_intern(id, strlen(id));
    if (code == WM_CODE_NONE)
        ask->status = wm_error_no_memory(ask->error);
    return code;
}

// The single names of a constraint, with parameters replaced: either `id` of one, or all of a parameter's.
struct names {
    const struct wm_draft_value *value;
    const struct wm_parameter *parameter;
};

static uint32_t names_count(const struct names *names) {
    return names->parameter != NULL ? names->parameter->value.codes.count : 1;
}

static const char *names_at(const struct names *names, uint32_t at) {
    if (names->parameter != NULL)
        return wm_code_text(names->parameter->value.codes.codes[at]);
    return names->value->type == WM_DRAFT_DECLARATION ? names->value->declaration->id : names->value->text;
}

// False when the constraint is not given, has no value yet, or is wrong.
static bool read_names(struct wm_ask *ask, const char *name, struct names **ret_names, uint32_t *ret_count,
                       uint32_t *ret_total) {
    const struct wm_draft_field *field = given(ask, name);
    if (field == NULL || ask->status != WM_OK)
        return false;
    struct wm_values values = wm_compile_values(&field->value);
    struct names *names = wm_arena_zero(&ask->compile->draft->arena, values.count + 1u, sizeof *names);
    if (names == NULL) {
        ask->status = wm_error_no_memory(ask->error);
        return false;
    }
    bool all_set = true;
    uint32_t total = 0;
    for (uint32_t i = 0; i < values.count; i++) {
        names[i] = (struct names){&values.values[i], parameter_of(ask, &values.values[i])};
        if (ask->status != WM_OK)
            return false;
        const struct wm_parameter *parameter = names[i].parameter;
        if (parameter != NULL && parameter->type != WM_VALUE_CODE && parameter->type != WM_VALUE_CODES) {
            wrong_type(ask, name, wm_value_type_name(WM_VALUE_CODES), parameter);
            return false;
        }
        all_set = (parameter == NULL || is_set(ask, parameter)) && all_set;
        total += names_count(&names[i]);
    }
    *ret_names = names;
    *ret_count = values.count;
    *ret_total = total;
    return all_set;
}

bool wm_ask_codes(struct wm_ask *ask, const char *name, enum wm_ask_codes of, struct wm_codes *ret_codes) {
    struct names *names;
    uint32_t count, total, used = 0;
    if (!read_names(ask, name, &names, &count, &total))
        return false;
    wm_code *codes = wm_arena_zero(ask->compile->arena, total + 1u, sizeof *codes);
    if (codes == NULL) {
        ask->status = wm_error_no_memory(ask->error);
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < names_count(&names[i]); k++) {
            codes[used++] = code_of(ask, name, of, names_at(&names[i], k), names[i].value->where);
            if (ask->status != WM_OK)
                return false;
        }
    }
    *ret_codes = (struct wm_codes){codes, used};
    return true;
}

bool wm_ask_people(struct wm_ask *ask, const char *name, const char *const **ret_texts, uint32_t *ret_count) {
    struct names *names;
    uint32_t count, total, used = 0;
    if (!read_names(ask, name, &names, &count, &total))
        return false;
    const char **texts = wm_arena_zero(ask->compile->arena, total + 1u, sizeof *texts);
    bool complete = texts != NULL;
    for (uint32_t i = 0; i < count && complete; i++) {
        for (uint32_t k = 0; k < names_count(&names[i]) && complete; k++) {
            texts[used] = wm_compile_text(ask->compile, names_at(&names[i], k));
            complete = texts[used++] != NULL;
        }
    }
    if (!complete) {
        ask->status = wm_error_no_memory(ask->error);
        return false;
    }
    *ret_texts = texts;
    *ret_count = used;
    return true;
}
