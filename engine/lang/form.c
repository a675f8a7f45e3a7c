// SPDX-License-Identifier: MIT
#include "engine/lang/form.h"

#include "engine/base/buffer.h"
#include "engine/base/code.h"
#include "engine/base/date.h"
#include "engine/lang/draft.h"

#include <stdio.h>
#include <string.h>

static const struct {
    uint32_t type;
    const char *name;
} type_names[] = {
    {WM_FORM_TEXT, "a text"},
    {WM_FORM_ID, "a name"},
    {WM_FORM_IDS, "a name or a list of names"},
    {WM_FORM_NUMBER, "a number"},
    {WM_FORM_WHOLE, "a whole number from 1"},
    {WM_FORM_PERCENT, "a percentage such as percent(80)"},
    {WM_FORM_SPAN, "a span of time such as months(3)"},
    {WM_FORM_BOOLEAN, "true or false"},
    {WM_FORM_DAY, "a day such as \"2026-09-01\""},
    {WM_FORM_CRITERIA, "a criterion or a list of criteria"},
    {WM_FORM_FUNCTION, "a function"},
    {WM_FORM_TABLE, "a table"},
    {WM_FORM_PEOPLE, "a text or a list of texts"},
    {WM_FORM_EXPECTATION, "eligible { … }, not_eligible { … } or indeterminate { … }"},
};

static void expected_text(const struct wm_form *form, char text[160]) {
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < sizeof type_names / sizeof type_names[0]; i++) {
        if ((form->types & type_names[i].type) == 0 || used >= 150)
            continue;
        int written = snprintf(text + used, 160 - used, "%s%s", used > 0 ? ", or " : "", type_names[i].name);
        if (written > 0)
            used += (size_t)written;
    }
    for (const char *const *choice = form->choices; choice != NULL && *choice != NULL && used < 150; choice++) {
        int written = snprintf(text + used, 160 - used, "%s\"%s\"", choice == form->choices ? ": " : ", ", *choice);
        if (written > 0)
            used += (size_t)written;
    }
}

static void found_text(const struct wm_draft_value *value, struct wm_error *error) {
    char number[32];
    switch (value->type) {
    case WM_DRAFT_TEXT: wm_error_found(error, "\"%s\"", value->text); break;
    case WM_DRAFT_NUMBER:
        wm_number_format(value->number, number);
        wm_error_found(error, "%s", number);
        break;
    case WM_DRAFT_SPAN:
        wm_span_format(value->span, number);
        wm_error_found(error, "%s", number);
        break;
    case WM_DRAFT_BOOLEAN: wm_error_found(error, "%s", value->boolean ? "true" : "false"); break;
    default: wm_error_found(error, "%s", wm_draft_type_name(value)); break;
    }
}

static enum wm_status wrong_type(const struct wm_form *form, const char *what, struct wm_place where,
                                 const struct wm_draft_value *value, struct wm_error *error) {
    char expected[160];
    expected_text(form, expected);
    if (value->type == WM_DRAFT_OPENING)
        wm_error_set(error, WM_RULES, "wrong-type", "%s: the word that stands for `%s` needs a table after it", what,
                     form->name);
    else
        wm_error_set(error, WM_RULES, "wrong-type", "%s: `%s` must be %s, not %s", what, form->name, expected,
                     wm_draft_type_name(value));
    wm_error_expected(error, "%s", expected);
    found_text(value, error);
    return wm_draft_where(error, where);
}

static enum wm_status check_choice(const struct wm_form *form, const char *what, struct wm_place where,
                                   const struct wm_draft_value *value, struct wm_error *error) {
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, value->text);
    for (const char *const *choice = form->choices; *choice != NULL; choice++) {
        if (strcmp(*choice, value->text) == 0)
            return WM_OK;
        wm_nearest_offer(&nearest, *choice);
    }
    char expected[160];
    expected_text(form, expected);
    wm_error_set(error, WM_RULES, "unknown-name", "%s: `%s` cannot be \"%s\"", what, form->name, value->text);
    wm_error_expected(error, "%s", expected);
    found_text(value, error);
    wm_error_nearest(error, wm_nearest_name(&nearest));
    return wm_draft_where(error, where);
}

static bool names_something(const struct wm_form *form, const struct wm_draft_value *value) {
    if (value->type == WM_DRAFT_TEXT)
        return true;
    if (value->type == WM_DRAFT_DECLARATION)
        return (form->types & WM_FORM_PEOPLE) == 0;
    return value->type == WM_DRAFT_PARAMETER && (form->types & WM_FORM_PARAMETER) != 0;
}

static enum wm_status check_criteria(const struct wm_form *form, const char *what, struct wm_place where,
                                     const struct wm_draft_table *table, unsigned depth, struct wm_error *error) {
    for (uint32_t i = 0; i < table->count; i++) {
        const struct wm_draft_value *value = &table->list[i];
        enum wm_status status = WM_OK;
        if (value->type == WM_DRAFT_TABLE && depth < 8) {
            status = wm_form_list(what, where, value->table, false, error);
            if (status == WM_OK)
                status = check_criteria(form, what, where, value->table, depth + 1, error);
        } else if (value->type != WM_DRAFT_CRITERION) {
            status = wrong_type(form, what, where, value, error);
        }
        if (status != WM_OK)
            return status;
    }
    return WM_OK;
}

static enum wm_status check_table(const struct wm_form *form, const char *what, struct wm_place where,
                                  const struct wm_draft_value *value, struct wm_error *error) {
    const struct wm_draft_table *table = value->table;
    if ((form->types & (WM_FORM_TABLE | WM_FORM_ANY)) != 0)
        return WM_OK;
    if ((form->types & (WM_FORM_IDS | WM_FORM_PEOPLE | WM_FORM_CRITERIA)) == 0)
        return wrong_type(form, what, where, value, error);
    enum wm_status status = wm_form_list(what, where, table, false, error);
    if (status != WM_OK)
        return status;
    if (table->count == 0) {
        wm_error_set(error, WM_RULES, "empty", "%s: the list `%s` is empty", what, form->name);
        return wm_draft_where(error, where);
    }
    if ((form->types & WM_FORM_CRITERIA) != 0)
        return check_criteria(form, what, where, table, 0, error);
    for (uint32_t i = 0; i < table->count; i++) {
        if (!names_something(form, &table->list[i]))
            return wrong_type(form, what, where, &table->list[i], error);
    }
    return WM_OK;
}

static enum wm_status check_text(const struct wm_form *form, const char *what, struct wm_place where,
                                 const struct wm_draft_value *value, struct wm_error *error) {
    if ((form->types & WM_FORM_DAY) != 0) {
        wm_day day;
        enum wm_status status = wm_day_parse(value->text, strlen(value->text), &day, error);
        if (status == WM_OK)
            return WM_OK;
        return wrong_type(form, what, where, value, error);
    }
    if ((form->types & (WM_FORM_TEXT | WM_FORM_ID | WM_FORM_IDS | WM_FORM_PEOPLE)) == 0)
        return wrong_type(form, what, where, value, error);
    return form->choices != NULL ? check_choice(form, what, where, value, error) : WM_OK;
}

enum wm_status wm_form_check(const struct wm_form *form, const char *what, struct wm_place where,
                             const struct wm_draft_value *value, struct wm_error *error) {
    bool fits = false;
    switch (value->type) {
    case WM_DRAFT_TEXT:
        if ((form->types & WM_FORM_ANY) != 0)
            return WM_OK;
        return check_text(form, what, where, value, error);
    case WM_DRAFT_TABLE: return check_table(form, what, where, value, error);
    case WM_DRAFT_NUMBER:
        fits = (form->types & WM_FORM_NUMBER) != 0 ||
               ((form->types & WM_FORM_WHOLE) != 0 && value->number >= WM_NUMBER_ONE &&
                value->number <= 1000000LL * WM_NUMBER_ONE && value->number % WM_NUMBER_ONE == 0);
        break;
    case WM_DRAFT_BOOLEAN: fits = (form->types & WM_FORM_BOOLEAN) != 0; break;
    case WM_DRAFT_SPAN: fits = (form->types & WM_FORM_SPAN) != 0; break;
    case WM_DRAFT_PERCENT: fits = (form->types & WM_FORM_PERCENT) != 0; break;
    case WM_DRAFT_CRITERION: fits = (form->types & WM_FORM_CRITERIA) != 0; break;
    case WM_DRAFT_FUNCTION: fits = (form->types & WM_FORM_FUNCTION) != 0; break;
    case WM_DRAFT_EXPECTATION: fits = (form->types & WM_FORM_EXPECTATION) != 0; break;
    case WM_DRAFT_PARAMETER: fits = (form->types & WM_FORM_PARAMETER) != 0; break;
    case WM_DRAFT_DECLARATION: fits = (form->types & (WM_FORM_ID | WM_FORM_IDS)) != 0 && form->choices == NULL; break;
    default: break;
    }
    if (!fits && (form->types & WM_FORM_ANY) != 0)
        fits = value->type == WM_DRAFT_NUMBER || value->type == WM_DRAFT_BOOLEAN || value->type == WM_DRAFT_SPAN ||
               value->type == WM_DRAFT_PERCENT;
    return fits ? WM_OK : wrong_type(form, what, where, value, error);
}

enum wm_status wm_form_list(const char *what, struct wm_place where, const struct wm_draft_table *table,
                            bool pairs_allowed, struct wm_error *error) {
    char key[32];
    if (table->point_count > 0) {
        wm_number_format(table->points[0].key, key);
        wm_error_set(error, WM_RULES, "hole",
                     "%s: the list has a hole: there is an entry %s, but %u before it; a name that is nil leaves one",
                     what, key, table->count);
        return wm_draft_where(error, where);
    }
    if (!pairs_allowed && table->pair_count > 0) {
        wm_error_set(error, WM_RULES, "wrong-type", "%s: a list has no names in it, this one has `%s`", what,
                     table->pairs[0].name);
        wm_error_found(error, "%s", table->pairs[0].name);
        return wm_draft_where(error, where);
    }
    return WM_OK;
}

enum wm_status wm_form_id(const char *what, struct wm_place where, const char *id, struct wm_error *error) {
    size_t length = strlen(id);
    if (wm_code_valid(id, length) && strchr(id, '/') == NULL && length <= WM_CODE_LONGEST / 2)
        return WM_OK;
    wm_error_set(error, WM_RULES, "wrong-id",
                 "%s: an id has small letters, digits, `-`, `.` and `_`, at most %u of them", what,
                 WM_CODE_LONGEST / 2);
    wm_error_expected(error, "an id such as \"care-certificate\"");
    wm_error_found(error, "\"%s\"", id);
    return wm_draft_where(error, where);
}

static const struct wm_form *find_form(const struct wm_forms *forms, const char *name) {
    for (; forms != NULL; forms = forms->more) {
        for (size_t i = 0; i < forms->count; i++) {
            if (strcmp(forms->forms[i].name, name) == 0)
                return &forms->forms[i];
        }
    }
    return NULL;
}

static enum wm_status unknown_field(const struct wm_forms *forms, const char *what, struct wm_place where,
                                    const char *name, struct wm_error *error) {
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    for (; forms != NULL; forms = forms->more) {
        for (size_t i = 0; i < forms->count; i++)
            wm_nearest_offer(&nearest, forms->forms[i].name);
    }
    wm_error_set(error, WM_RULES, "unknown-name", "%s takes no `%s`", what, name);
    wm_error_found(error, "%s", name);
    wm_error_nearest(error, wm_nearest_name(&nearest));
    return wm_draft_where(error, where);
}

enum wm_status wm_forms_read(const struct wm_forms *forms, bool partly, const char *what, struct wm_place where,
                             const struct wm_draft_table *table, struct wm_arena *arena,
                             struct wm_draft_fields *ret_fields, struct wm_error *error) {
    uint32_t count = table != NULL ? table->pair_count : 0;
    struct wm_draft_field *fields = wm_arena_zero(arena, count > 0 ? count : 1, sizeof *fields);
    if (fields == NULL)
        return wm_error_no_memory(error);
    for (uint32_t i = 0; i < count; i++) {
        const struct wm_draft_pair *pair = &table->pairs[i];
        fields[i].form = find_form(forms, pair->name);
        if (fields[i].form == NULL)
            return unknown_field(forms, what, where, pair->name, error);
        fields[i].value = pair->value;
        enum wm_status status = wm_form_check(fields[i].form, what, where, &pair->value, error);
        if (status != WM_OK)
            return status;
    }
    struct wm_draft_fields read = {fields, count};
    for (size_t i = 0; i < forms->count && !partly; i++) {
        if (forms->forms[i].required && wm_draft_field(&read, forms->forms[i].name) == NULL) {
            wm_error_set(error, WM_RULES, "missing", "%s: `%s` is missing", what, forms->forms[i].name);
            wm_error_expected(error, "%s", forms->forms[i].name);
            return wm_draft_where(error, where);
        }
    }
    *ret_fields = read;
    return WM_OK;
}
