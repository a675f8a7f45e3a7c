// SPDX-License-Identifier: MIT
#include "engine/author/eval_value.h"

#include "engine/base/code.h"
#include "engine/base/number.h"

#include <stdio.h>
#include <string.h>

// What stands around and between the words of a value, also as a pack would write it.
#define BETWEEN " \t,{}()\"'"

static const char *next_word(const char **at, size_t *ret_length) {
    const char *word = *at + strspn(*at, BETWEEN);
    *ret_length = strcspn(word, BETWEEN);
    *at = word + *ret_length;
    return *ret_length > 0 ? word : NULL;
}

// Digits, at most four of them behind a point.
static bool read_number(const char *text, size_t length, wm_number *ret_number) {
    size_t at = length > 0 && text[0] == '-' ? 1 : 0, digits = 0, behind = 0;
    wm_number number = 0;
    bool point = false;
    for (; at < length; at++) {
        if (text[at] == '.' && !point && digits > 0) {
            point = true;
            continue;
        }
        if (text[at] < '0' || text[at] > '9' || behind == 4 || number > WM_NUMBER_LARGEST / WM_NUMBER_ONE)
            return false;
        number = number * 10 + (text[at] - '0');
        digits++;
        behind += point ? 1 : 0;
    }
    if (digits == 0 || (point && behind == 0))
        return false;
    for (; behind < 4; behind++)
        number *= 10;
    *ret_number = text[0] == '-' ? -number : number;
    return number <= WM_NUMBER_LARGEST;
}

bool wm_eval_number(const char *text, wm_number *ret_number) {
    return read_number(text, strlen(text), ret_number);
}

// "80%", "80 percent", "percent(80)", or the number alone.
static bool read_percent(const char *text, struct wm_value *value) {
    size_t length = strcspn(text, "%");
    char number[32];
    if (length >= sizeof number)
        return false;
    snprintf(number, sizeof number, "%.*s", (int)length, text);
    const char *at = number;
    const char *word = next_word(&at, &length);
    if (word != NULL && length == strlen("percent") && memcmp(word, "percent", length) == 0)
        word = next_word(&at, &length);
    return word != NULL && read_number(word, length, &value->number) && value->number > 0 &&
           value->number <= 100 * WM_NUMBER_ONE;
}

static bool is_unit(const char *word, size_t length, enum wm_span_unit *ret_unit) {
    static const char *const units[] = {"days", "weeks", "months", "years"};
    for (int unit = WM_SPAN_DAYS; unit <= WM_SPAN_YEARS; unit++) {
        size_t plural = strlen(units[unit]);
        if ((length == plural || length == plural - 1) && memcmp(word, units[unit], length) == 0) {
            *ret_unit = (enum wm_span_unit)unit;
            return true;
        }
    }
    return false;
}

// "6 months", "months(6)".
static bool read_span(const char *text, struct wm_value *value) {
    size_t lengths[2];
    const char *at = text;
    const char *first = next_word(&at, &lengths[0]);
    const char *second = first != NULL ? next_word(&at, &lengths[1]) : NULL;
    enum wm_span_unit unit;
    wm_number number;
    if (second == NULL)
        return false;
    bool unit_first = is_unit(first, lengths[0], &unit);
    if (!unit_first && !is_unit(second, lengths[1], &unit))
        return false;
    if (!read_number(unit_first ? second : first, lengths[unit_first ? 1 : 0], &number))
        return false;
    int64_t count = number / WM_NUMBER_ONE;
    value->span = (struct wm_span){(int32_t)count, unit};
    static const int32_t most[] = {40000, 5714, 1314, 109}; // of each unit, as the language has it
    return number >= 0 && number % WM_NUMBER_ONE == 0 && count <= most[unit];
}

static bool read_boolean(const char *text, struct wm_value *value) {
    bool yes = strcmp(text, "true") == 0 || strcmp(text, "yes") == 0;
    value->number = yes ? WM_NUMBER_ONE : 0;
    return yes || strcmp(text, "false") == 0 || strcmp(text, "no") == 0;
}

static enum wm_status read_codes(struct wm_arena *arena, const char *text, struct wm_value *value, bool *ret_good,
                                 struct wm_error *error) {
    size_t most = strlen(text) / 2 + 1, length;
    wm_code *codes = wm_arena_zero(arena, most, sizeof *codes);
    *ret_good = true;
    if (codes == NULL)
        return wm_error_no_memory(error);
    for (const char *at = text, *word; (word = next_word(&at, &length)) != NULL;) {
        if (!wm_code_valid(word, length)) {
            *ret_good = false;
            return WM_OK;
        }
        codes[value->codes.count] = wm_code_intern(word, length);
        if (codes[value->codes.count++] == WM_CODE_NONE)
            return wm_error_no_memory(error);
    }
    value->codes.codes = codes;
    *ret_good = value->type == WM_VALUE_CODES || value->codes.count == 1;
    return WM_OK;
}

enum wm_status wm_eval_value(struct wm_arena *arena, const struct wm_parameter *parameter, const char *text,
                             struct wm_value *ret_value, struct wm_error *error) {
    static const char *const expected[] = {
        [WM_VALUE_NUMBER] = "a number: 3, 0.5",
        [WM_VALUE_PERCENT] = "a percentage: 80%",
        [WM_VALUE_SPAN] = "a span of time: 6 months",
        [WM_VALUE_BOOLEAN] = "true or false",
        [WM_VALUE_CODE] = "a code: small letters, digits, - . _",
        [WM_VALUE_CODES] = "codes: diploma, degree",
    };
    struct wm_value value = {.type = parameter->type};
    bool good = false;
    enum wm_status status = WM_OK;
    switch (value.type) {
    case WM_VALUE_NUMBER: good = read_number(text, strlen(text), &value.number); break;
    case WM_VALUE_PERCENT: good = read_percent(text, &value); break;
    case WM_VALUE_SPAN: good = read_span(text, &value); break;
    case WM_VALUE_BOOLEAN: good = read_boolean(text, &value); break;
    default: status = read_codes(arena, text, &value, &good, error); break;
    }
    if (status != WM_OK)
        return status;
    if (!good) {
        wm_error_set(error, WM_PARAMS, "wrong-type", "that is no value for the parameter \"%s\"", parameter->id);
        wm_error_expected(error, "%s", expected[value.type]);
        return wm_error_found(error, "%s", text);
    }
    *ret_value = value;
    return WM_OK;
}

void wm_eval_value_write(struct wm_buffer *buffer, const struct wm_value *value) {
    char span[32];
    switch (value->type) {
    case WM_VALUE_NUMBER: wm_number_write(buffer, value->number); break;
    case WM_VALUE_PERCENT:
        wm_number_write(buffer, value->number);
        wm_buffer_byte(buffer, '%');
        break;
    case WM_VALUE_SPAN:
        wm_span_format(value->span, span);
        wm_buffer_text(buffer, span);
        break;
    case WM_VALUE_BOOLEAN: wm_buffer_text(buffer, value->number != 0 ? "true" : "false"); break;
    default:
        for (uint32_t i = 0; i < value->codes.count; i++)
            wm_buffer_printf(buffer, "%s%s", i > 0 ? ", " : "", wm_code_text(value->codes.codes[i]));
        break;
    }
}
