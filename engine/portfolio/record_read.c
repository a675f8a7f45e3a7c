// SPDX-License-Identifier: MIT
// wm_record_read: from the JSON of a request, or of the ledger, to a record that has its kind's form.
#include "engine/portfolio/record.h"

#include "engine/portfolio/kinds.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NOTE_LONGEST 4096u
#define REF_LONGEST 2048u
#define ID_LONGEST 128u

static const char *const expectations[WM_FIELD_COUNT] = {
    [WM_FIELD_AS] = "a code: the capacity in which it is said, e.g. supervisor",
    [WM_FIELD_BY] = "who says so, in 1 to 128 bytes",
    [WM_FIELD_DATA] = "an object of at most 16 KiB",
    [WM_FIELD_DIGEST] = "a SHA-256: 64 hexadecimal digits in lower case",
    [WM_FIELD_KEY] = "a text of 1 to 128 bytes",
    [WM_FIELD_KIND] = "the name of a kind, e.g. assessment",
    [WM_FIELD_METHOD] = "a code, e.g. observation",
    [WM_FIELD_NOTE] = "a text of 1 to 4096 bytes",
    [WM_FIELD_ON] = "a day from 1900-01-01 to 2199-12-31, as YYYY-MM-DD",
    [WM_FIELD_OUTCOME] = "a code",
    [WM_FIELD_REF] = "a URI of at most 2048 bytes, e.g. https://example.org/1",
    [WM_FIELD_SUBJECT] = "a code: what the record is about",
    [WM_FIELD_UNTIL] = "a day from 1900-01-01 to 2199-12-31, as YYYY-MM-DD",
    [WM_FIELD_VALUE] = "a number with at most four decimals",
};

// One record being read: what is needed for a good error, and the members by field.
struct reading {
    const char *path;
    struct wm_error *error;
    const struct wm_kind_form *form;
    struct wm_json values[WM_FIELD_COUNT];
};

static bool present(const struct reading *reading, enum wm_field field) {
    return wm_json_type(reading->values[field]) != WM_JSON_ABSENT;
}

static void found(struct wm_error *error, struct wm_json value) {
    enum wm_json_type type = wm_json_type(value);
    if (type == WM_JSON_STRING) {
        struct wm_text text = wm_json_text(value);
        wm_error_found(error, "%.*s", (int)(text.length < 200 ? text.length : 200), text.data);
    } else if (type == WM_JSON_INTEGER) {
        wm_error_found(error, "%" PRId64, wm_json_integer(value));
    } else if (type == WM_JSON_DECIMAL) {
        wm_error_found(error, "%.17g", wm_json_double(value));
    } else if (type != WM_JSON_ABSENT) {
        wm_error_found(error, "%s", wm_json_type_name(type));
    }
}

static enum wm_status WM_PRINTF(4, 5)
    refuse(const struct reading *reading, enum wm_field field, const char *reason, const char *format, ...) {
    char message[300];
    va_list arguments;
    va_start(arguments, format);
    if (vsnprintf(message, sizeof message, format, arguments) < 0)
        message[0] = '\0';
    va_end(arguments);
    wm_error_set(reading->error, WM_PARAMS, reason, "%s", message);
    wm_error_where(reading->error, "%s%s%s", reading->path, reading->path[0] != '\0' ? "." : "", wm_field_name(field));
    wm_error_expected(reading->error, "%s", expectations[field]);
    found(reading->error, reading->values[field]);
    return WM_PARAMS;
}

static enum wm_status wrong_type(const struct reading *reading, enum wm_field field) {
    return refuse(reading, field, "wrong-type", "`%s` is %s: it has to be %s", wm_field_name(field),
                  wm_json_type_name(wm_json_type(reading->values[field])), expectations[field]);
}

static enum wm_status unknown_field(const struct reading *reading, struct wm_text key) {
    char name[64];
    int shown = (int)(key.length < sizeof name ? key.length : sizeof name - 1);
    if (snprintf(name, sizeof name, "%.*s", shown, key.data) < 0)
        name[0] = '\0';
    if (strcmp(name, "seq") == 0) {
        wm_error_set(reading->error, WM_PARAMS, "not-allowed", "`seq` is given by the store: leave it out");
    } else {
        struct wm_nearest nearest;
        wm_nearest_init(&nearest, name);
        for (int field = 0; field < WM_FIELD_COUNT; field++)
            wm_nearest_offer(&nearest, wm_field_name((enum wm_field)field));
        wm_error_set(reading->error, WM_PARAMS, "unknown-field", "a record has no field `%s`", name);
        if (wm_nearest_name(&nearest) != NULL)
            wm_error_nearest(reading->error, wm_nearest_name(&nearest));
    }
    wm_error_where(reading->error, "%s%s%s", reading->path, reading->path[0] != '\0' ? "." : "", name);
    return WM_PARAMS;
}

static enum wm_status collect(struct reading *reading, struct wm_json object) {
    if (wm_json_type(object) != WM_JSON_OBJECT) {
        wm_error_set(reading->error, WM_PARAMS, "wrong-type", "a record is an object");
        wm_error_where(reading->error, "%s", reading->path);
        wm_error_expected(reading->error, "an object");
        found(reading->error, object);
        return WM_PARAMS;
    }
    struct wm_json_iterator iterator = wm_json_iterate(object);
    struct wm_text key;
    struct wm_json value;
    while (wm_json_next(&iterator, &key, &value)) {
        enum wm_field field = wm_field_parse(key.data, key.length);
        if (field == WM_FIELD_COUNT)
            return unknown_field(reading, key);
        reading->values[field] = value;
    }
    return WM_OK;
}

static enum wm_status unknown_kind(const struct reading *reading, struct wm_text name) {
    int shown = (int)(name.length < 64 ? name.length : 64);
    if (name.length > 2 && memcmp(name.data, "x-", 2) == 0)
        return refuse(reading, WM_FIELD_KIND, "no-plugin",
                      "no plugin provides the kind `%.*s`: a kind that begins with x- is known only with its plugin",
                      shown, name.data);
    enum wm_status status =
        refuse(reading, WM_FIELD_KIND, "unknown-kind", "there is no kind `%.*s` of record", shown, name.data);
    char wanted[65];
    if (snprintf(wanted, sizeof wanted, "%.*s", shown, name.data) < 0)
        return status;
    struct wm_nearest nearest;
    wm_nearest_init(&nearest, wanted);
    for (int kind = WM_KIND_NONE + 1; kind < WM_KIND_AWARD; kind++)
        wm_nearest_offer(&nearest, wm_kind_name((enum wm_kind)kind));
    if (wm_nearest_name(&nearest) != NULL)
        wm_error_nearest(reading->error, wm_nearest_name(&nearest));
    wm_error_expected(reading->error, "assessment, training, qualification, experience, supervision, appraisal, "
                                      "evidence, signoff, role, relation or measure");
    return status;
}

static enum wm_status read_kind(const struct reading *reading, enum wm_kind *ret_kind) {
    if (!present(reading, WM_FIELD_KIND))
        return refuse(reading, WM_FIELD_KIND, "missing-field", "a record needs its `kind`");
    if (wm_json_type(reading->values[WM_FIELD_KIND]) != WM_JSON_STRING)
        return wrong_type(reading, WM_FIELD_KIND);
    struct wm_text name = wm_json_text(reading->values[WM_FIELD_KIND]);
    enum wm_kind kind = wm_kind_parse(name.data, name.length);
    if (kind == WM_KIND_NONE)
        return unknown_kind(reading, name);
    if (kind == WM_KIND_AWARD)
        return refuse(reading, WM_FIELD_KIND, "not-allowed", "an award is not recorded but granted: use award.grant");
    *ret_kind = kind;
    return WM_OK;
}

static enum wm_status check_needs(const struct reading *reading) {
    for (int i = 0; i < WM_FIELD_COUNT; i++) {
        enum wm_field field = (enum wm_field)i;
        enum wm_need need = (enum wm_need)reading->form->need[i];
        if (need == WM_NEED_REQUIRED && !present(reading, field))
            return refuse(reading, field, "missing-field", "%s needs `%s`", reading->form->phrase,
                          wm_field_name(field));
        if (need == WM_NEED_REFUSED && present(reading, field)) {
            enum wm_status status = refuse(reading, field, "not-allowed", "%s takes no `%s`: leave it out",
                                           reading->form->phrase, wm_field_name(field));
            wm_error_expected(reading->error, "nothing");
            return status;
        }
    }
    return WM_OK;
}

static enum wm_status read_text(const struct reading *reading, enum wm_field field, size_t longest,
                                struct wm_text *ret_text) {
    if (!present(reading, field))
        return WM_OK;
    if (wm_json_type(reading->values[field]) != WM_JSON_STRING)
        return wrong_type(reading, field);
    struct wm_text text = wm_json_text(reading->values[field]);
    if (text.length == 0 || text.length > longest) {
        enum wm_status status =
            refuse(reading, field, "out-of-range", "`%s` has %zu bytes: it may have 1 to %zu (leave it out when empty)",
                   wm_field_name(field), text.length, longest);
        wm_error_found(reading->error, "%zu bytes", text.length);
        return status;
    }
    *ret_text = text;
    return WM_OK;
}

static enum wm_status read_code(const struct reading *reading, enum wm_field field, struct wm_text *ret_text) {
    if (!present(reading, field))
        return WM_OK;
    if (wm_json_type(reading->values[field]) != WM_JSON_STRING)
        return wrong_type(reading, field);
    struct wm_text text = wm_json_text(reading->values[field]);
    if (!wm_code_valid(text.data, text.length)) {
        enum wm_status status = refuse(reading, field, "bad-code", "`%s` is not a code", wm_field_name(field));
        wm_error_expected(reading->error, "1 to 128 of a-z 0-9 . _ / - that begin with a letter or a digit");
        return status;
    }
    *ret_text = text;
    return WM_OK;
}

static enum wm_status read_printable(const struct reading *reading, enum wm_field field, struct wm_text *ret_text) {
    struct wm_text text = {0};
    enum wm_status status = read_text(reading, field, ID_LONGEST, &text);
    if (status != WM_OK)
        return status;
    if (!wm_utf8_printable(text.data, text.length))
        return refuse(reading, field, "bad-text", "`%s` has a control character in it", wm_field_name(field));
    *ret_text = text;
    return WM_OK;
}

// Lines and tabs are what people write in a note; any other control character is not.
static bool prose(const char *text, size_t length) {
    if (length == 0)
        return true; // absent texts have no bytes to point at
    size_t start = 0;
    for (size_t i = 0; i <= length; i++) {
        if (i < length && text[i] != '\n' && text[i] != '\r' && text[i] != '\t')
            continue;
        if (!wm_utf8_printable(text + start, i - start))
            return false;
        start = i + 1;
    }
    return true;
}

static enum wm_status read_note(const struct reading *reading, struct wm_text *ret_text) {
    struct wm_text text = {0};
    enum wm_status status = read_text(reading, WM_FIELD_NOTE, NOTE_LONGEST, &text);
    if (status != WM_OK)
        return status;
    if (!prose(text.data, text.length))
        return refuse(reading, WM_FIELD_NOTE, "bad-text", "`note` has a control character in it");
    *ret_text = text;
    return WM_OK;
}

static bool letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// The scheme, a colon and something after it, without spaces: enough to tell a URI from a remark.
static bool uri(const char *text, size_t length) {
    size_t i = 0;
    if (length == 0 || !letter(text[0]))
        return false;
    while (i < length && (letter(text[i]) || (text[i] >= '0' && text[i] <= '9') || text[i] == '+' || text[i] == '-' ||
                          text[i] == '.'))
        i++;
    return i + 1 < length && text[i] == ':' && memchr(text, ' ', length) == NULL && wm_utf8_printable(text, length);
}

static enum wm_status read_ref(const struct reading *reading, struct wm_text *ret_text) {
    struct wm_text text = {0};
    enum wm_status status = read_text(reading, WM_FIELD_REF, REF_LONGEST, &text);
    if (status != WM_OK || text.length == 0)
        return status;
    if (!uri(text.data, text.length))
        return refuse(reading, WM_FIELD_REF, "bad-uri", "`ref` is not a URI: it needs a scheme and no spaces");
    *ret_text = text;
    return WM_OK;
}

static enum wm_status read_digest(const struct reading *reading, struct wm_text *ret_text) {
    if (!present(reading, WM_FIELD_DIGEST))
        return WM_OK;
    if (wm_json_type(reading->values[WM_FIELD_DIGEST]) != WM_JSON_STRING)
        return wrong_type(reading, WM_FIELD_DIGEST);
    struct wm_text text = wm_json_text(reading->values[WM_FIELD_DIGEST]);
    size_t digits = 0;
    while (digits < text.length && ((text.data[digits] >= '0' && text.data[digits] <= '9') ||
                                    (text.data[digits] >= 'a' && text.data[digits] <= 'f')))
        digits++;
    if (digits != 64 || text.length != 64)
        return refuse(reading, WM_FIELD_DIGEST, "bad-digest", "`digest` is not a SHA-256");
    *ret_text = text;
    return WM_OK;
}

static enum wm_status read_day(const struct reading *reading, enum wm_field field, wm_day *ret_day) {
    if (!present(reading, field))
        return WM_OK;
    if (wm_json_type(reading->values[field]) != WM_JSON_STRING)
        return wrong_type(reading, field);
    struct wm_text text = wm_json_text(reading->values[field]);
    struct wm_error why;
    wm_day day;
    if (wm_day_parse(text.data, text.length, &day, &why) != WM_OK)
        return refuse(reading, field, why.reason, "`%s`: %s", wm_field_name(field), why.message);
    *ret_day = day;
    return WM_OK;
}

static enum wm_status read_outcome(const struct reading *reading, struct wm_text *ret_text) {
    struct wm_text text = {0};
    enum wm_status status = read_code(reading, WM_FIELD_OUTCOME, &text);
    if (status != WM_OK || text.length == 0)
        return status;
    char known[120] = "";
    struct wm_nearest nearest;
    char wanted[WM_CODE_LONGEST + 1];
    if (snprintf(wanted, sizeof wanted, "%.*s", (int)text.length, text.data) < 0)
        wanted[0] = '\0';
    wm_nearest_init(&nearest, wanted);
    for (const char *const *outcome = reading->form->outcomes; outcome != NULL && *outcome != NULL; outcome++) {
        if (strlen(*outcome) == text.length && memcmp(*outcome, text.data, text.length) == 0) {
            *ret_text = text;
            return WM_OK;
        }
        size_t have = strlen(known);
        if (snprintf(known + have, sizeof known - have, "%s%s", have > 0 ? ", " : "", *outcome) < 0)
            known[have] = '\0';
        wm_nearest_offer(&nearest, *outcome);
    }
    status = refuse(reading, WM_FIELD_OUTCOME, "bad-outcome", "%s has no outcome `%s`", reading->form->phrase, wanted);
    wm_error_expected(reading->error, "%s%s", strchr(known, ',') != NULL ? "one of " : "", known);
    if (wm_nearest_name(&nearest) != NULL)
        wm_error_nearest(reading->error, wm_nearest_name(&nearest));
    return status;
}

static enum wm_status value_out_of_range(const struct reading *reading) {
    const struct wm_value_form *form = &reading->form->value;
    char least[32];
    char most[32];
    wm_number_format(form->least, least);
    wm_number_format(form->most, most);
    enum wm_status status = refuse(reading, WM_FIELD_VALUE, "out-of-range", "the value of %s (%s) is out of range",
                                   reading->form->phrase, form->what);
    if (form->above_least)
        wm_error_expected(reading->error, "more than %s, at most %s", least, most);
    else
        wm_error_expected(reading->error, "%s from %s to %s", form->whole ? "a whole number" : "a number", least, most);
    return status;
}

static enum wm_status read_value(const struct reading *reading, struct wm_record *record) {
    struct wm_json json = reading->values[WM_FIELD_VALUE];
    const struct wm_value_form *form = &reading->form->value;
    enum wm_json_type type = wm_json_type(json);
    wm_number value = 0;
    if (type == WM_JSON_ABSENT)
        return WM_OK;
    if (type == WM_JSON_INTEGER) {
        int64_t whole = wm_json_integer(json);
        if (whole > WM_NUMBER_LARGEST / WM_NUMBER_ONE || whole < -WM_NUMBER_LARGEST / WM_NUMBER_ONE)
            return value_out_of_range(reading);
        value = whole * WM_NUMBER_ONE;
    } else if (type != WM_JSON_DECIMAL) {
        return wrong_type(reading, WM_FIELD_VALUE);
    } else {
        double number = wm_json_double(json);
        if (number > (double)form->most / WM_NUMBER_ONE || number < (double)form->least / WM_NUMBER_ONE)
            return value_out_of_range(reading);
        if (!wm_number_from_double(number, &value))
            return refuse(reading, WM_FIELD_VALUE, "bad-number", "`value` has more than four decimals");
    }
    if (value < form->least || value > form->most || (form->above_least && value == form->least) ||
        (form->whole && value % WM_NUMBER_ONE != 0))
        return value_out_of_range(reading);
    record->value = value;
    record->has_value = true;
    return WM_OK;
}

static enum wm_status read_data(const struct reading *reading, struct wm_json *ret_data) {
    struct wm_json data = reading->values[WM_FIELD_DATA];
    if (!present(reading, WM_FIELD_DATA))
        return WM_OK;
    if (wm_json_type(data) != WM_JSON_OBJECT)
        return wrong_type(reading, WM_FIELD_DATA);
    enum wm_status status = wm_record_data_check(data);
    if (status == WM_NO_MEMORY)
        return wm_error_no_memory(reading->error);
    if (status != WM_OK)
        return refuse(reading, WM_FIELD_DATA, "out-of-range", "`data` has more than 16 KiB in canonical form");
    *ret_data = data;
    return WM_OK;
}

static enum wm_status check_together(const struct reading *reading, const struct wm_record *record) {
    if (record->until != WM_DAY_NONE && record->until < record->on) {
        char on[11];
        wm_day_format(record->on, on);
        enum wm_status status =
            refuse(reading, WM_FIELD_UNTIL, "out-of-range", "`until` is before `on`: the last day cannot be earlier");
        wm_error_expected(reading->error, "%s or later", on);
        return status;
    }
    // "Or equivalent" is a judgement: whoever makes it says why.
    if (record->outcome.length == strlen("equivalent") && memcmp(record->outcome.data, "equivalent", 10) == 0 &&
        record->note.length == 0)
        return refuse(reading, WM_FIELD_NOTE, "missing-field", "%s that is `equivalent` needs a `note` that says why",
                      reading->form->phrase);
    return WM_OK;
}

#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        enum wm_status status_ = (call);                                                                               \
        if (status_ != WM_OK)                                                                                          \
            return status_;                                                                                            \
    } while (0)

enum wm_status wm_record_read(struct wm_json object, const char *path, struct wm_record *ret_record,
                              struct wm_error *error) {
    struct reading reading = {.path = path, .error = error};
    struct wm_record record = {.on = WM_DAY_NONE, .until = WM_DAY_NONE};
    TRY(collect(&reading, object));
    TRY(read_kind(&reading, &record.kind));
    reading.form = wm_kind_form(record.kind);
    TRY(check_needs(&reading));
    TRY(read_code(&reading, WM_FIELD_SUBJECT, &record.subject));
    TRY(read_outcome(&reading, &record.outcome));
    TRY(read_value(&reading, &record));
    TRY(read_day(&reading, WM_FIELD_ON, &record.on));
    TRY(read_day(&reading, WM_FIELD_UNTIL, &record.until));
    TRY(read_printable(&reading, WM_FIELD_BY, &record.by));
    TRY(read_code(&reading, WM_FIELD_AS, &record.as));
    TRY(read_code(&reading, WM_FIELD_METHOD, &record.method));
    TRY(read_ref(&reading, &record.ref));
    TRY(read_digest(&reading, &record.digest));
    TRY(read_note(&reading, &record.note));
    TRY(read_data(&reading, &record.data));
    TRY(read_printable(&reading, WM_FIELD_KEY, &record.key));
    TRY(check_together(&reading, &record));
    *ret_record = record;
    return WM_OK;
}
