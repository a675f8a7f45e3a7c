// SPDX-License-Identifier: MIT
#include "api/protocol/parameters.h"

#include "engine/base/code.h"
#include "engine/base/digest.h"
#include "engine/base/number.h"
#include "engine/portfolio/record.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define LEVEL_LONGEST 257u // two codes and the stroke between them
#define DIGITS_LEAST 8u    // of a hash that is cut short

const char *wm_parameter_expected(enum wm_parameter_type type) {
    static const char *const texts[WM_TYPE_COUNT] = {
        [WM_TYPE_TEXT] = "a string of one line",
        [WM_TYPE_PROSE] = "a string",
        [WM_TYPE_CODE] = "a code: small letters, digits and . _ / -",
        [WM_TYPE_PERSON] = "a person's id: 1 to 128 bytes, without /",
        [WM_TYPE_LEVEL] = "a level or gate: \"framework/level\"",
        [WM_TYPE_DAY] = "a date such as \"2026-09-01\"",
        [WM_TYPE_SEQ] = "a place in the ledger: a whole number, 0 or more",
        [WM_TYPE_LIMIT] = "a whole number, 1 or more",
        [WM_TYPE_WHOLE] = "a whole number, 0 or more",
        [WM_TYPE_HASH] = "64 hexadecimal digits, small letters",
        [WM_TYPE_DIGITS] = "64 hexadecimal digits, small letters, or the first of them: at least 8",
        [WM_TYPE_BOOLEAN] = "true or false",
        [WM_TYPE_OBJECT] = "an object",
        [WM_TYPE_RECORDS] = "an array of records",
        [WM_TYPE_SEQS] = "an array of places in the ledger",
        [WM_TYPE_FILES] = "an array of files",
        [WM_TYPE_LEVELS] = "an array of levels and gates: [\"framework/level\"]",
        [WM_TYPE_WORDS] = "an array of words",
        [WM_TYPE_AMOUNT] = "a number, 0 or more, with four decimals at most",
    };
    return texts[type];
}

void wm_parameter_found(struct wm_error *error, struct wm_json value) {
    struct wm_text text = wm_json_text(value);
    uint64_t large = 0;
    switch (wm_json_type(value)) {
    case WM_JSON_STRING:
        wm_error_found(error, "\"%.*s\"", (int)(text.length < 120 ? text.length : 120), text.data);
        break;
    case WM_JSON_INTEGER: wm_error_found(error, "%" PRId64, wm_json_integer(value)); break;
    case WM_JSON_DECIMAL:
        if (wm_json_beyond_int64(value, &large))
            wm_error_found(error, "%" PRIu64, large);
        else
            wm_error_found(error, "%.10g", wm_json_double(value));
        break;
    case WM_JSON_BOOLEAN: wm_error_found(error, "%s", wm_json_boolean(value) ? "true" : "false"); break;
    default: wm_error_found(error, "%s", wm_json_type_name(wm_json_type(value))); break;
    }
}

enum wm_status wm_parameter_wrong(struct wm_error *error, const char *path, const char *expected,
                                  struct wm_json value) {
    wm_error_set(error, WM_PARAMS, "wrong-type", "`%s` is not as expected", path);
    wm_error_where(error, "%s", path);
    wm_error_expected(error, "%s", expected);
    wm_parameter_found(error, value);
    return WM_PARAMS;
}

static enum wm_status wrong(struct wm_error *error, const struct wm_parameter_form *form, struct wm_json value) {
    return wm_parameter_wrong(error, form->name, wm_parameter_expected(form->type), value);
}

bool wm_argument_given(const struct wm_argument *argument) {
    return argument->json.document != NULL;
}

// --- the types ---

static bool multiline_printable(struct wm_text text) {
    size_t start = 0;
    for (size_t i = 0; i <= text.length; i++) {
        if (i < text.length && text.data[i] != '\n' && text.data[i] != '\t')
            continue;
        if (!wm_utf8_printable(text.data + start, i - start))
            return false;
        start = i + 1;
    }
    return true;
}

static enum wm_status read_text(const struct wm_parameter_form *form, struct wm_argument *argument,
                                struct wm_error *error) {
    bool fine = argument->text.length > 0;
    if (form->type == WM_TYPE_PROSE)
        fine = fine && multiline_printable(argument->text);
    else
        fine = fine && wm_utf8_printable(argument->text.data, argument->text.length);
    if (!fine)
        return wrong(error, form, argument->json);
    if (argument->text.length <= form->most)
        return WM_OK;
    wm_error_set(error, WM_PARAMS, "too-long", "`%s` is too long", form->name);
    wm_error_where(error, "%s", form->name);
    wm_error_expected(error, "at most %u bytes", form->most);
    wm_error_found(error, "%zu bytes", argument->text.length);
    return WM_PARAMS;
}

static enum wm_status read_level(const struct wm_parameter_form *form, struct wm_argument *argument,
                                 struct wm_error *error) {
    const char *stroke = memchr(argument->text.data, '/', argument->text.length);
    bool fine = stroke != NULL && argument->text.length <= LEVEL_LONGEST &&
                wm_utf8_printable(argument->text.data, argument->text.length);
    return fine ? WM_OK : wrong(error, form, argument->json);
}

static enum wm_status read_hash(const struct wm_parameter_form *form, struct wm_argument *argument,
                                struct wm_error *error) {
    uint8_t bytes[WM_SHA256_SIZE];
    if (wm_hex_parse(argument->text.data, argument->text.length, bytes, sizeof bytes))
        return WM_OK;
    return wrong(error, form, argument->json);
}

static enum wm_status read_digits(const struct wm_parameter_form *form, struct wm_argument *argument,
                                  struct wm_error *error) {
    struct wm_text text = argument->text;
    size_t digits = 0;
    while (digits < text.length && text.data[digits] != '\0' && strchr("0123456789abcdef", text.data[digits]) != NULL)
        digits++;
    bool fine = digits == text.length && text.length >= DIGITS_LEAST && text.length <= 2 * WM_SHA256_SIZE;
    return fine ? WM_OK : wrong(error, form, argument->json);
}

static enum wm_status read_string(const struct wm_parameter_form *form, struct wm_argument *argument,
                                  struct wm_error *error) {
    enum wm_status status = WM_OK;
    argument->text = wm_json_text(argument->json);
    switch (form->type) {
    case WM_TYPE_TEXT:
    case WM_TYPE_PROSE: return read_text(form, argument, error);
    case WM_TYPE_LEVEL: return read_level(form, argument, error);
    case WM_TYPE_HASH: return read_hash(form, argument, error);
    case WM_TYPE_DIGITS: return read_digits(form, argument, error);
    case WM_TYPE_CODE:
        return wm_code_valid(argument->text.data, argument->text.length) ? WM_OK : wrong(error, form, argument->json);
    case WM_TYPE_PERSON: status = wm_person_id_check(argument->text.data, argument->text.length, error); break;
    default: status = wm_day_parse(argument->text.data, argument->text.length, &argument->day, error); break;
    }
    if (status == WM_OK)
        return WM_OK;
    wm_error_where(error, "%s", form->name);
    if (error != NULL && error->expected[0] == '\0')
        wm_error_expected(error, "%s", wm_parameter_expected(form->type));
    if (error != NULL && error->found[0] == '\0')
        wm_parameter_found(error, argument->json);
    return status;
}

static enum wm_status read_number(const struct wm_parameter_form *form, int64_t page, struct wm_argument *argument,
                                  struct wm_error *error) {
    argument->number = wm_json_integer(argument->json);
    int64_t least = form->type == WM_TYPE_LIMIT ? 1 : 0;
    int64_t most = form->type == WM_TYPE_LIMIT ? page : form->type == WM_TYPE_WHOLE ? form->most : INT64_MAX;
    if (argument->number >= least && argument->number <= most)
        return WM_OK;
    wm_error_set(error, WM_PARAMS, "range", "`%s` is out of range", form->name);
    wm_error_where(error, "%s", form->name);
    if (most < INT64_MAX)
        wm_error_expected(error, "%" PRId64 " to %" PRId64, least, most);
    else
        wm_error_expected(error, "%s", wm_parameter_expected(form->type));
    wm_parameter_found(error, argument->json);
    return WM_PARAMS;
}

static enum wm_status read_amount(const struct wm_parameter_form *form, struct wm_argument *argument,
                                  struct wm_error *error) {
    if (wm_number_from_double(wm_json_double(argument->json), &argument->number) && argument->number >= 0)
        return WM_OK;
    wm_error_set(error, WM_PARAMS, "range", "`%s` is out of range", form->name);
    wm_error_where(error, "%s", form->name);
    wm_error_expected(error, "%s", wm_parameter_expected(form->type));
    wm_parameter_found(error, argument->json);
    return WM_PARAMS;
}

static enum wm_status read_one(const struct wm_parameter_form *form, int64_t page, struct wm_argument *argument,
                               struct wm_error *error) {
    enum wm_json_type type = wm_json_type(argument->json);
    switch (form->type) {
    case WM_TYPE_SEQ:
    case WM_TYPE_LIMIT:
    case WM_TYPE_WHOLE:
        if (type != WM_JSON_INTEGER)
            return wrong(error, form, argument->json);
        return read_number(form, page, argument, error);
    case WM_TYPE_AMOUNT:
        if (type != WM_JSON_INTEGER && type != WM_JSON_DECIMAL)
            return wrong(error, form, argument->json);
        return read_amount(form, argument, error);
    case WM_TYPE_BOOLEAN: return type == WM_JSON_BOOLEAN ? WM_OK : wrong(error, form, argument->json);
    case WM_TYPE_OBJECT: return type == WM_JSON_OBJECT ? WM_OK : wrong(error, form, argument->json);
    case WM_TYPE_RECORDS:
    case WM_TYPE_SEQS:
    case WM_TYPE_LEVELS:
    case WM_TYPE_WORDS:
    case WM_TYPE_FILES: return type == WM_JSON_ARRAY ? WM_OK : wrong(error, form, argument->json);
    default:
        if (type != WM_JSON_STRING)
            return wrong(error, form, argument->json);
        return read_string(form, argument, error);
    }
}

// --- all of them ---

static void expect_known(const struct wm_parameter_form *forms, struct wm_error *error) {
    char bytes[160] = "";
    size_t length = 0;
    for (const struct wm_parameter_form *form = forms; form->name != NULL && length < sizeof bytes; form++)
        length += (size_t)snprintf(bytes + length, sizeof bytes - length, "%s%s", length > 0 ? ", " : "", form->name);
    wm_error_expected(error, "%s", length > 0 ? bytes : "no parameters at all");
}

static enum wm_status unknown(const struct wm_parameter_form *forms, struct wm_text key, struct wm_json value,
                              struct wm_error *error) {
    char name[101];
    size_t length = key.length < sizeof name ? key.length : sizeof name - 1;
    memcpy(name, key.data, length);
    name[length] = '\0';
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, name);
    for (const struct wm_parameter_form *form = forms; form->name != NULL; form++)
        wm_nearest_offer(&nearest, form->name);
    wm_error_set(error, WM_PARAMS, "unknown-parameter", "there is no parameter `%s` here", name);
    wm_error_where(error, "%s", name);
    expect_known(forms, error);
    wm_parameter_found(error, value);
    return wm_error_nearest(error, wm_nearest_name(&nearest));
}

static enum wm_status missing(const struct wm_parameter_form *form, struct wm_error *error) {
    wm_error_set(error, WM_PARAMS, "missing-parameter", "the parameter `%s` is missing", form->name);
    wm_error_where(error, "%s", form->name);
    wm_error_expected(error, "%s", wm_parameter_expected(form->type));
    wm_error_found(error, "nothing");
    return WM_PARAMS;
}

enum wm_status wm_parameters_named(struct wm_json params, struct wm_error *error) {
    if (wm_json_type(params) != WM_JSON_ARRAY)
        return WM_OK;
    wm_error_set(error, WM_PARAMS, "positional", "parameters are given by name here, not by position");
    wm_error_where(error, "params");
    wm_error_expected(error, "an object");
    wm_error_found(error, "an array");
    return WM_PARAMS;
}

enum wm_status wm_parameters_read(struct wm_json params, const struct wm_parameter_form *forms, int64_t page,
                                  struct wm_argument *ret_arguments, struct wm_error *error) {
    size_t count = 0;
    for (; forms[count].name != NULL; count++)
        ret_arguments[count] = (struct wm_argument){.text = {"", 0}};
    wm_require(count <= WM_PARAMETERS_MOST);
    struct wm_json_iterator iterator = wm_json_iterate(params);
    struct wm_text key;
    struct wm_json value;
    while (wm_json_next(&iterator, &key, &value)) {
        size_t i = 0;
        while (i < count && (strlen(forms[i].name) != key.length || memcmp(forms[i].name, key.data, key.length) != 0))
            i++;
        if (i == count)
            return unknown(forms, key, value, error);
        ret_arguments[i].json = value;
        enum wm_status status = read_one(&forms[i], page, &ret_arguments[i], error);
        if (status != WM_OK)
            return status;
    }
    for (size_t i = 0; i < count; i++) {
        if (forms[i].required && !wm_argument_given(&ret_arguments[i]))
            return missing(&forms[i], error);
    }
    return WM_OK;
}
