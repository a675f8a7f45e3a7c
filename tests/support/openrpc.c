// SPDX-License-Identifier: MIT
#include "tests/support/openrpc.h"

#include "tests/support/test.h"

#include <inttypes.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>

#define LARGEST ((size_t)4 << 20)
#define DEEPEST 100u
#define PATH_LONGEST 200u

#define MOST_PATTERNS 64

struct pattern {  // compiled once: that takes longer than all the rest
    size_t index; // of its text in the document
    regex_t compiled;
};

struct wm_openrpc {
    struct wm_json_reader *reader;
    struct wm_json document;
    unsigned char *seen; // by the index of a property's schema
    size_t seen_size;
    struct pattern patterns[MOST_PATTERNS];
    size_t pattern_count;
};

// A value on its way through a schema.
struct look {
    struct wm_openrpc *openrpc;
    char path[PATH_LONGEST];
    size_t path_length;
    char *why;
};

static bool WM_PRINTF(2, 3) no(struct look *look, const char *format, ...) {
    char what[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    snprintf(look->why, 400, "%.*s: %s", (int)look->path_length, look->path, what);
    return false;
}

// --- the document ---

struct wm_openrpc *wm_openrpc_open(const char *path) {
    struct wm_error error;
    struct wm_buffer bytes;
    wm_buffer_init(&bytes, LARGEST);
    struct wm_openrpc *openrpc = wm_alloc_zero(1, sizeof *openrpc);
    assert_non_null(openrpc);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("%s cannot be read", path);
    char part[4096];
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        wm_buffer_add(&bytes, part, got);
    fclose(file);
    assert_false(bytes.failed);
    wm_test_ok(wm_json_reader_new(LARGEST, DEEPEST, &openrpc->reader, &error), &error);
    wm_test_ok(wm_json_parse_copy(openrpc->reader, bytes.data, bytes.length, &openrpc->document, &error), &error);
    openrpc->seen_size = 4 * bytes.length; // an index is below that: each value has some bytes
    openrpc->seen = wm_alloc_zero(openrpc->seen_size, 1);
    assert_non_null(openrpc->seen);
    wm_buffer_clear(&bytes);
    return openrpc;
}

void wm_openrpc_close(struct wm_openrpc *openrpc) {
    if (openrpc == NULL)
        return;
    for (size_t i = 0; i < openrpc->pattern_count; i++)
        regfree(&openrpc->patterns[i].compiled);
    wm_json_reader_free(openrpc->reader);
    wm_free(openrpc->seen);
    wm_free(openrpc);
}

struct wm_json wm_openrpc_document(const struct wm_openrpc *openrpc) {
    return openrpc->document;
}

static bool is(struct wm_json value, const char *text) {
    struct wm_text found = wm_json_text(value);
    return wm_json_type(value) == WM_JSON_STRING && found.length == strlen(text) &&
           memcmp(found.data, text, found.length) == 0;
}

struct wm_json wm_openrpc_method(const struct wm_openrpc *openrpc, const char *name) {
    struct wm_json_iterator methods = wm_json_iterate(wm_json_member(openrpc->document, "methods"));
    struct wm_json method;
    while (wm_json_next(&methods, NULL, &method)) {
        if (is(wm_json_member(method, "name"), name))
            return method;
    }
    return (struct wm_json){NULL, 0};
}

static struct wm_json member(struct wm_json object, struct wm_text name) {
    char key[200];
    snprintf(key, sizeof key, "%.*s", (int)name.length, name.data);
    return wm_json_member(object, key);
}

// What a "$ref" stands for: "#/components/schemas/Decision".
static struct wm_json resolve(const struct wm_openrpc *openrpc, struct wm_json value) {
    for (int i = 0; i < 8; i++) {
        struct wm_json reference = wm_json_member(value, "$ref");
        if (wm_json_type(reference) != WM_JSON_STRING)
            return value;
        struct wm_text at = wm_json_text(reference);
        value = openrpc->document;
        while (at.length > 0) {
            const char *slash = memchr(at.data, '/', at.length);
            size_t part = slash != NULL ? (size_t)(slash - at.data) : at.length;
            if (part != 1 || at.data[0] != '#')
                value = member(value, (struct wm_text){at.data, part});
            part += slash != NULL;
            at = (struct wm_text){at.data + part, at.length - part};
        }
    }
    return value;
}

// --- schemas ---

static bool allows(struct look *look, struct wm_json schema, struct wm_json value);

static bool same(struct wm_json a, struct wm_json b) {
    struct wm_buffer left, right;
    wm_buffer_init(&left, LARGEST);
    wm_buffer_init(&right, LARGEST);
    wm_json_write_canonical(&left, a);
    wm_json_write_canonical(&right, b);
    bool equal = left.length == right.length && (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
    wm_buffer_clear(&left);
    wm_buffer_clear(&right);
    return equal;
}

static size_t step_in(struct look *look, struct wm_text name, long index) {
    size_t before = look->path_length;
    size_t room = sizeof look->path - before;
    int added = index < 0 ? snprintf(look->path + before, room, ".%.*s", (int)name.length, name.data)
                          : snprintf(look->path + before, room, "[%ld]", index);
    look->path_length += (size_t)added < room ? (size_t)added : room - 1;
    return before;
}

static bool type_is(struct wm_json type, struct wm_json value) {
    enum wm_json_type found = wm_json_type(value);
    return (found == WM_JSON_STRING && is(type, "string")) || (found == WM_JSON_INTEGER && is(type, "integer")) ||
           ((found == WM_JSON_INTEGER || found == WM_JSON_DECIMAL) && is(type, "number")) ||
           (found == WM_JSON_BOOLEAN && is(type, "boolean")) || (found == WM_JSON_NULL && is(type, "null")) ||
           (found == WM_JSON_ARRAY && is(type, "array")) || (found == WM_JSON_OBJECT && is(type, "object"));
}

static bool check_type(struct look *look, struct wm_json type, struct wm_json value) {
    if (wm_json_type(type) == WM_JSON_STRING && type_is(type, value))
        return true;
    struct wm_json_iterator iterator = wm_json_iterate(type);
    struct wm_json one;
    while (wm_json_next(&iterator, NULL, &one)) {
        if (type_is(one, value))
            return true;
    }
    return no(look, "%s is of the wrong type", wm_json_type_name(wm_json_type(value)));
}

static bool check_enum(struct look *look, struct wm_json choices, struct wm_json value) {
    struct wm_json_iterator iterator = wm_json_iterate(choices);
    struct wm_json one;
    while (wm_json_next(&iterator, NULL, &one)) {
        if (same(one, value))
            return true;
    }
    struct wm_text text = wm_json_text(value);
    return no(look, "\"%.*s\" is none of the values listed", (int)text.length, text.data);
}

static const regex_t *compile(struct wm_openrpc *openrpc, struct wm_json pattern) {
    char expression[300];
    struct wm_text wanted = wm_json_text(pattern);
    for (size_t i = 0; i < openrpc->pattern_count; i++)
        if (openrpc->patterns[i].index == pattern.index)
            return &openrpc->patterns[i].compiled;
    assert_true(openrpc->pattern_count < MOST_PATTERNS);
    struct pattern *added = &openrpc->patterns[openrpc->pattern_count];
    snprintf(expression, sizeof expression, "%.*s", (int)wanted.length, wanted.data);
    if (regcomp(&added->compiled, expression, REG_EXTENDED | REG_NOSUB) != 0)
        fail_msg("the pattern %s is not one", expression);
    added->index = pattern.index;
    openrpc->pattern_count++;
    return &added->compiled;
}

static bool check_pattern(struct look *look, struct wm_json pattern, struct wm_json value) {
    char text[1000];
    struct wm_text wanted = wm_json_text(pattern), found = wm_json_text(value);
    if (wm_json_type(value) != WM_JSON_STRING)
        return true;
    snprintf(text, sizeof text, "%.*s", (int)found.length, found.data);
    bool matches = regexec(compile(look->openrpc, pattern), text, 0, NULL, 0) == 0;
    return matches || no(look, "\"%s\" does not look like %.*s", text, (int)wanted.length, wanted.data);
}

static bool check_members(struct look *look, struct wm_json schema, struct wm_json value) {
    struct wm_json properties = wm_json_member(schema, "properties");
    struct wm_json others = wm_json_member(schema, "additionalProperties");
    struct wm_json_iterator iterator = wm_json_iterate(value);
    struct wm_text key;
    struct wm_json one;
    if (wm_json_type(value) != WM_JSON_OBJECT)
        return true;
    while (wm_json_next(&iterator, &key, &one)) {
        struct wm_json property = member(properties, key);
        bool declared = wm_json_type(property) != WM_JSON_ABSENT;
        if (!declared && wm_json_type(others) == WM_JSON_BOOLEAN && !wm_json_boolean(others))
            return no(look, "there is no `%.*s` in the document", (int)key.length, key.data);
        if (!declared && wm_json_type(others) != WM_JSON_OBJECT)
            continue;
        size_t before = step_in(look, key, -1);
        if (declared && property.index < look->openrpc->seen_size)
            look->openrpc->seen[property.index] = 1;
        if (!allows(look, declared ? property : others, one))
            return false;
        look->path_length = before;
    }
    return true;
}

static bool check_required(struct look *look, struct wm_json required, struct wm_json value) {
    struct wm_json_iterator iterator = wm_json_iterate(required);
    struct wm_json name;
    if (wm_json_type(value) != WM_JSON_OBJECT)
        return true;
    while (wm_json_next(&iterator, NULL, &name)) {
        struct wm_text text = wm_json_text(name);
        if (wm_json_type(member(value, text)) == WM_JSON_ABSENT)
            return no(look, "`%.*s` is missing", (int)text.length, text.data);
    }
    return true;
}

static bool check_items(struct look *look, struct wm_json items, struct wm_json value) {
    struct wm_json_iterator iterator = wm_json_iterate(value);
    struct wm_json one;
    if (wm_json_type(value) != WM_JSON_ARRAY)
        return true;
    for (long i = 0; wm_json_next(&iterator, NULL, &one); i++) {
        size_t before = step_in(look, (struct wm_text){NULL, 0}, i);
        if (!allows(look, items, one))
            return false;
        look->path_length = before;
    }
    return true;
}

static bool check_bound(struct look *look, bool least, struct wm_json bound, struct wm_json value) {
    enum wm_json_type type = wm_json_type(value);
    if (type != WM_JSON_INTEGER && type != WM_JSON_DECIMAL)
        return true;
    double number = wm_json_double(value), limit = wm_json_double(bound);
    return (least ? number >= limit : number <= limit) || no(look, "%g is out of range", number);
}

static bool check_keyword(struct look *look, struct wm_json schema, const char *keyword, struct wm_json argument,
                          struct wm_json value) {
    static const char *const silent[] = {"title",    "description", "examples",  "default", "properties",
                                         "required", "$comment",    "x-reasons", "format"};
    if (strcmp(keyword, "type") == 0)
        return check_type(look, argument, value);
    if (strcmp(keyword, "enum") == 0)
        return check_enum(look, argument, value);
    if (strcmp(keyword, "const") == 0)
        return same(argument, value) || no(look, "it is not the only value that it may have");
    if (strcmp(keyword, "pattern") == 0)
        return check_pattern(look, argument, value);
    if (strcmp(keyword, "additionalProperties") == 0)
        return check_members(look, schema, value) && check_required(look, wm_json_member(schema, "required"), value);
    if (strcmp(keyword, "items") == 0)
        return check_items(look, argument, value);
    if (strcmp(keyword, "minimum") == 0 || strcmp(keyword, "maximum") == 0)
        return check_bound(look, keyword[1] == 'i', argument, value);
    if (strcmp(keyword, "minItems") == 0)
        return wm_json_type(value) != WM_JSON_ARRAY || wm_json_count(value) >= (size_t)wm_json_integer(argument) ||
               no(look, "it has too few elements");
    for (size_t i = 0; i < sizeof silent / sizeof silent[0]; i++) {
        if (strcmp(keyword, silent[i]) == 0)
            return true;
    }
    return no(look, "the keyword `%s` is not known to this check", keyword);
}

static bool allows(struct look *look, struct wm_json schema, struct wm_json value) {
    struct wm_json resolved = resolve(look->openrpc, schema);
    struct wm_json_iterator iterator = wm_json_iterate(resolved);
    struct wm_text key;
    struct wm_json argument;
    if (wm_json_type(resolved) != WM_JSON_OBJECT)
        return no(look, "the document has no schema for it");
    bool closed = wm_json_type(wm_json_member(resolved, "additionalProperties")) != WM_JSON_ABSENT;
    if (wm_json_type(wm_json_member(resolved, "properties")) != WM_JSON_ABSENT && !closed)
        return no(look, "the schema of an object does not say what else may be in it");
    while (wm_json_next(&iterator, &key, &argument)) {
        char keyword[64];
        snprintf(keyword, sizeof keyword, "%.*s", (int)key.length, key.data);
        if (!check_keyword(look, resolved, keyword, argument, value))
            return false;
    }
    return true;
}

bool wm_openrpc_allows(struct wm_openrpc *openrpc, struct wm_json schema, struct wm_json value, char why[400]) {
    struct look look = {.openrpc = openrpc, .why = why};
    return allows(&look, schema, value);
}

// --- requests and answers ---

static bool look_at(struct look *look, const char *method, struct wm_json *ret_method) {
    look->path_length = (size_t)snprintf(look->path, sizeof look->path, "%s", method);
    *ret_method = wm_openrpc_method(look->openrpc, method);
    return wm_json_type(*ret_method) == WM_JSON_OBJECT || no(look, "the document has no such method");
}

bool wm_openrpc_allows_params(struct wm_openrpc *openrpc, const char *method, struct wm_json params, char why[400]) {
    struct look look = {.openrpc = openrpc, .why = why};
    struct wm_json description, form, value;
    if (!look_at(&look, method, &description))
        return false;
    size_t known = 0;
    struct wm_json_iterator forms = wm_json_iterate(wm_json_member(description, "params"));
    while (wm_json_next(&forms, NULL, &form)) {
        form = resolve(openrpc, form);
        struct wm_text name = wm_json_text(wm_json_member(form, "name"));
        value = member(params, name);
        size_t before = step_in(&look, name, -1);
        if (wm_json_type(value) != WM_JSON_ABSENT && !allows(&look, wm_json_member(form, "schema"), value))
            return false;
        if (wm_json_type(value) == WM_JSON_ABSENT && wm_json_boolean(wm_json_member(form, "required")))
            return no(&look, "it is required, and missing");
        known += wm_json_type(value) != WM_JSON_ABSENT;
        look.path_length = before;
    }
    return known == wm_json_count(params) || no(&look, "there are parameters that the document does not have");
}

static bool check_error(struct look *look, struct wm_json method, struct wm_json error) {
    struct wm_json_iterator errors = wm_json_iterate(wm_json_member(method, "errors"));
    struct wm_json one, code = wm_json_member(error, "code");
    struct wm_json schema =
        wm_json_member(wm_json_member(wm_json_member(look->openrpc->document, "components"), "schemas"), "Error");
    if (!allows(look, schema, error))
        return false;
    while (wm_json_next(&errors, NULL, &one)) {
        one = resolve(look->openrpc, one);
        if (!same(wm_json_member(one, "code"), code))
            continue;
        struct wm_json reasons = wm_json_member(one, "x-reasons");
        struct wm_json reason = wm_json_member(wm_json_member(error, "data"), "reason");
        step_in(look, (struct wm_text){"error.data.reason", 17}, -1);
        return wm_json_type(reasons) == WM_JSON_ABSENT || check_enum(look, reasons, reason);
    }
    return no(look, "%" PRId64 " is none of the errors of this method", wm_json_integer(code));
}

bool wm_openrpc_allows_answer(struct wm_openrpc *openrpc, const char *method, struct wm_json answer, char why[400]) {
    struct look look = {.openrpc = openrpc, .why = why};
    struct wm_json description, error = wm_json_member(answer, "error");
    if (!look_at(&look, method, &description))
        return false;
    if (!is(wm_json_member(answer, "jsonrpc"), "2.0") || wm_json_count(answer) != 3)
        return no(&look, "it is no answer of JSON-RPC 2.0");
    if (wm_json_type(error) != WM_JSON_ABSENT)
        return check_error(&look, description, error);
    struct wm_json result = wm_json_member(answer, "result");
    return allows(&look, wm_json_member(wm_json_member(description, "result"), "schema"), result);
}

// --- what was seen ---

static size_t unseen_in(const struct wm_openrpc *openrpc, struct wm_json schema, const char *path) {
    struct wm_json_iterator iterator = wm_json_iterate(wm_json_member(schema, "properties"));
    struct wm_text key;
    struct wm_json property;
    size_t count = 0;
    char inner[PATH_LONGEST];
    while (wm_json_next(&iterator, &key, &property)) {
        snprintf(inner, sizeof inner, "%.100s.%.*s", path, (int)(key.length < 60 ? key.length : 60), key.data);
        if (property.index < openrpc->seen_size && openrpc->seen[property.index] == 0) {
            print_message("never seen: %s\n", inner);
            count++;
        }
        count += unseen_in(openrpc, property, inner);
    }
    struct wm_json items = wm_json_member(schema, "items");
    if (wm_json_type(items) == WM_JSON_OBJECT) {
        snprintf(inner, sizeof inner, "%.100s[]", path);
        count += unseen_in(openrpc, items, inner);
    }
    return count;
}

size_t wm_openrpc_unseen(const struct wm_openrpc *openrpc) {
    struct wm_json schemas = wm_json_member(wm_json_member(openrpc->document, "components"), "schemas");
    struct wm_json_iterator iterator = wm_json_iterate(schemas);
    struct wm_text name;
    struct wm_json one;
    size_t count = 0;
    char path[PATH_LONGEST];
    while (wm_json_next(&iterator, &name, &one)) {
        snprintf(path, sizeof path, "%.*s", (int)(name.length < 100 ? name.length : 100), name.data);
        count += unseen_in(openrpc, one, path);
    }
    iterator = wm_json_iterate(wm_json_member(openrpc->document, "methods"));
    while (wm_json_next(&iterator, NULL, &one)) {
        struct wm_text method = wm_json_text(wm_json_member(one, "name"));
        snprintf(path, sizeof path, "%.*s", (int)(method.length < 100 ? method.length : 100), method.data);
        count += unseen_in(openrpc, wm_json_member(wm_json_member(one, "result"), "schema"), path);
    }
    return count;
}
